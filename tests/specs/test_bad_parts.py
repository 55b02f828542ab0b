"""What a single part refuses, in the words of its own fields."""

import pytest

from tests.specs.sites import GONE, opening
from yett.errors import SpecError
from yett.specs import Opening, Peer, PortRange, Protocol
from yett.specs.base import Spec
from yett.specs.eip import EipSpec
from yett.specs.instance_group import InstanceGroupSpec
from yett.specs.listener import Listener
from yett.specs.load_balancer import LoadBalancerSpec
from yett.specs.nat_gateway import NatGatewaySpec
from yett.specs.refusals import WRITTEN_DOWN
from yett.specs.security_group import SecurityGroupSpec
from yett.specs.vpc import VpcSpec


class Output:
    """Stands for pulumi's own, which wants an event loop."""


OUTPUT = Output()
LISTENER = {"protocol": "tcp", "port": 9000, "backend_port": 9000}
FORWARD = {"name": "a", "protocol": "tcp", "external_port": 10022, "internal_port": 22, "to": "jump"}

ROWS: list[tuple[type[Spec], dict[str, object], str]] = [
    (Opening, opening(ports=GONE), 'ports: is missing, allowed is the ports; for every port write "1-65535"'),
    (Opening, opening(protocol="icmp"), "ports: icmp has no ports, allowed is ports of tcp or udp only"),
    (Opening, opening(protocol="ssh"), 'protocol: got "ssh", allowed is tcp, udp, icmp, icmpv6, gre or all'),
    (Opening, opening(ports=["90-80"]), 'ports[0]: got "90-80", allowed is a range that does not run backwards'),
    (Opening, opening(port=0, ports=GONE), "port: got 0, allowed is 1..65535"),
    (Opening, opening(ports=["8000-"]), 'ports[0]: got "8000-", allowed is 1..65535, or a range such as "8000-8010"'),
    (Opening, opening(ports=[OUTPUT]), 'ports[0]: got an Output, allowed is 1..65535, or a range such as "8000-8010"'),
    (Opening, opening(expires=OUTPUT), "expires: got an Output, allowed is a day as YYYY-MM-DD"),
    (Opening, opening(peer={"cidr": OUTPUT}), f"peer.cidr: got an Output, allowed is a text; {WRITTEN_DOWN}"),
    (Opening, opening(closed=OUTPUT), f"closed: got an Output, allowed is true or false; {WRITTEN_DOWN}"),
    (Opening, opening(peer=None), "peer: is missing, allowed is who may"),
    (Opening, opening(expires="soon"), 'expires: got "soon", allowed is a day as YYYY-MM-DD'),
    (
        Opening,
        opening(opened="2026-02-01", expires="2026-01-01"),
        'expires: got "2026-01-01", allowed is a day after it was opened (2026-02-01)',
    ),
    (
        Opening,
        opening(peers=[], peer=GONE),
        "peers: no peer, allowed is at least one peer; to keep the record only, write closed: true",
    ),
    (
        Opening,
        opening(peer={"cidr": "10.0.0.0/8", "zone": "office"}),
        "peer: cidr and zone together, allowed is exactly one of cidr, group, balancer, prefix_list, zone, anywhere",
    ),
    (
        Opening,
        opening(peer={}),
        "peer: names nobody, allowed is exactly one of cidr, group, balancer, prefix_list, zone, anywhere",
    ),
    (
        Opening,
        opening(peer={"cidr": "203.0.113.9/24"}),
        'peer.cidr: got "203.0.113.9/24", allowed is a CIDR without host bits; did you mean "203.0.113.0/24"?',
    ),
    (
        Opening,
        opening(peer={"cidr": "::/0"}),
        'peer.cidr: got "::/0", allowed is a network that is not everyone;'
        ' to admit everyone write `anywhere: "<why everyone may>"` in place of the cidr',
    ),
    (
        Opening,
        opening(peer={"cidr": "::ffff:10.0.0.0/104"}),
        'peer.cidr: got "::ffff:10.0.0.0/104", allowed is the IPv4 CIDR itself, not its IPv6 spelling',
    ),
    (Opening, opening(peer={"anywhere": ""}), 'peer.anywhere: got "", allowed is a text of 1..200 characters'),
    (
        Opening,
        opening(peer={"cidr": "2001:db8::/32"}, protocol="icmp", ports=GONE),
        'peer.cidr: icmp does not exist in this address family, got "2001:db8::/32"',
    ),
    (
        VpcSpec,
        {"cidr": "10.0.0.0/4"},
        'cidr: got "10.0.0.0/4", allowed is a CIDR without host bits; did you mean "0.0.0.0/4"?',
    ),
    (
        VpcSpec,
        {"cidr": "2001:db8::/32"},
        'cidr: got "2001:db8::/32", allowed is an IPv4 network with a mask of /8../28',
    ),
    (
        VpcSpec,
        {"cidr": "10.0.0.0/16", "tiers": [{"name": "a", "kind": "private", "cidrs": {"h": "10.0.0.0/30"}}]},
        'tiers[0].cidrs.h: got "10.0.0.0/30", allowed is an IPv4 network with a mask of /16../29',
    ),
    (EipSpec, {"bandwidth": 201}, "bandwidth: got 201, allowed is 1..200 Mbit/s"),
    (
        EipSpec,
        {"isp": "fast"},
        'isp: got "fast", allowed is BGP, BGP_PRO, ChinaTelecom, ChinaUnicom, ChinaMobile, ChinaTelecom_L2,'
        " ChinaUnicom_L2, ChinaMobile_L2 or BGP_FinanceCloud",
    ),
    (Listener, {**LISTENER, "redirect_to": 443}, "redirect_to: only http redirects, got 443"),
    (
        Listener,
        {"protocol": "http", "port": 80},
        "backend_port: is missing, allowed is the port of the servers, 1..65535",
    ),
    (
        Listener,
        {**LISTENER, "health_check": {"interval": 51}},
        "health_check.interval: got 51, allowed is 1..50 seconds",
    ),
    (
        LoadBalancerSpec,
        {"listeners": [LISTENER, LISTENER], "openings": [opening(ports=[9000])]},
        "listeners[1].port: listeners[0] listens on tcp/9000 already, got 9000, allowed is each port once",
    ),
    (LoadBalancerSpec, {"weights": {"a": 101}}, "weights.a: got 101, allowed is 0..100"),
    (
        LoadBalancerSpec,
        {"internet_charge_type": "PayByBandwidth"},
        "bandwidth: is missing, allowed is the Mbit/s that PayByBandwidth buys",
    ),
    (
        LoadBalancerSpec,
        {"bandwidth": 5},
        "bandwidth: is bought by bandwidth only, got 5; leave it out, or write internet_charge_type: PayByBandwidth",
    ),
    (
        NatGatewaySpec,
        {"port_forwards": [FORWARD]},
        "port_forwards[0]: no opening admits tcp/10022; add one to openings, with peer, reason and owner",
    ),
    (
        NatGatewaySpec,
        {"openings": [opening()]},
        "openings[0]: no port forward serves tcp/22 from 203.0.113.0/24; add the forward or drop the opening",
    ),
    (
        NatGatewaySpec,
        {"port_forwards": [FORWARD, {**FORWARD, "name": "b", "external_port": 10023}], "openings": []},
        "port_forwards[1].internal_port: port_forwards[0] leads to jump tcp/22 already,"
        ' got "22", allowed is one way to each port',
    ),
    (
        NatGatewaySpec,
        {"outbound": ["10.0.0.0"]},
        'outbound[0]: got "10.0.0.0", allowed is a CIDR with its mask; did you mean "10.0.0.0/32"?',
    ),
    (
        SecurityGroupSpec,
        {"security_group_type": "enterprise", "ingress": [opening(peer={"group": "app"})]},
        'ingress[0].peer.group: an enterprise group takes no group as peer, got "app";'
        " name the CIDRs of that tier, or make this group normal",
    ),
    (
        SecurityGroupSpec,
        {"ingress": [opening(ports=[port]) for port in range(1, 200)]},
        "spec: too many rules in one group, got 199, allowed is at most 198",
    ),
    (
        SecurityGroupSpec,
        {"ingress": [opening(peer={"cidr": f"{half}.0.0.0/1"}) for half in (0, 128)]},
        "ingress[1].peer: its CIDRs make up the whole internet;"
        ' write one opening with peer `anywhere: "<why everyone may>"`',
    ),
    (
        InstanceGroupSpec,
        {"image_id": "a", "instance_type": "large"},
        'instance_type: got "large", allowed is a machine type such as ecs.g7.large',
    ),
]


@pytest.mark.parametrize(("model", "data", "expected"), ROWS, ids=[f"{row[0].__name__}-{row[2][:40]}" for row in ROWS])
def test_a_part_refuses_what_it_cannot_mean(model: type[Spec], data: dict[str, object], expected: str) -> None:
    with pytest.raises(SpecError) as caught:
        model.parse(data)
    assert str(caught.value) == expected


def test_python_is_refused_in_the_same_words_as_yaml() -> None:
    with pytest.raises(SpecError, match=r"^port: got 70000, allowed is 1..65535$"):
        Listener.parse({**LISTENER, "port": 70000})
    with pytest.raises(SpecError, match=r"^owner: is missing, allowed is the team or role"):
        Opening(peers=[Peer(cidr="10.0.0.0/8")], protocol=Protocol.TCP, ports=[PortRange.of(22)], reason="r")  # type: ignore[call-arg]
