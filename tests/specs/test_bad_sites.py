"""Everything that can be wrong in a stack config is one clear line that names the config path."""

import pytest

from tests.specs.sites import GONE, opening, site
from yett.errors import SpecError
from yett.specs.web import WebSpec

SECOND_FORWARD = {
    "name": "two",
    "protocol": "tcp",
    "external_port": 10022,
    "internal_port": 80,
    "to": "cn-hangzhou-i-1",
}
KNOWN = "balancer, database_port, denied, egress, gateway, instances, network, owner, peer_zones, security_group_type"

ROWS = [
    (
        {"balancer.listeners.1.port": 70000},
        "yett:web.balancer.listeners[1].port: got 70000, allowed is 1..65535",
    ),
    (
        {"balancer.listeners.1.port": "https"},
        'yett:web.balancer.listeners[1].port: got "https", allowed is a whole number',
    ),
    (
        {"gateway.port_forwards.0.external_port": 70000},
        "yett:web.gateway.port_forwards[0].external_port: got 70000, allowed is 1..65535",
    ),
    (
        {"gateway.openings.0.ports": [70000]},
        "yett:web.gateway.openings[0].ports[0]: got 70000, allowed is 1..65535",
    ),
    (
        {"gateway.openings.0.peer": {"cidr": "10.0.0.1"}},
        'yett:web.gateway.openings[0].peer.cidr: got "10.0.0.1", allowed is a CIDR with its mask;'
        ' did you mean "10.0.0.1/32"?',
    ),
    (
        {"peer_zones.office": ["203.0.113.7"]},
        'yett:web.peer_zones.office[0]: got "203.0.113.7", allowed is a CIDR with its mask;'
        ' did you mean "203.0.113.7/32"?',
    ),
    (
        {"network.cidr": "10.20.0.0"},
        'yett:web.network.cidr: got "10.20.0.0", allowed is a CIDR with its mask; did you mean "10.20.0.0/32"?',
    ),
    (
        {"network.tiers.1.cidrs.cn-hangzhou-i": "10.20.10.128/25"},
        "yett:web.network.tiers[1].cidrs.cn-hangzhou-i: overlaps tiers[1].cidrs.cn-hangzhou-h (10.20.10.0/24),"
        ' got "10.20.10.128/25", allowed is a network of its own',
    ),
    (
        {"network.tiers.2.cidrs.cn-hangzhou-h": "10.21.0.0/24"},
        'yett:web.network.tiers[2].cidrs.cn-hangzhou-h: got "10.21.0.0/24",'
        " allowed is a network inside cidr (10.20.0.0/16)",
    ),
    (
        {"network.cidr": "100.64.0.0/16"},
        'yett:web.network.cidr: got "100.64.0.0/16", allowed is a network outside 100.64.0.0/10, which the cloud keeps',
    ),
    (
        {"gateway.port_forwards.1": SECOND_FORWARD},
        "yett:web.gateway.port_forwards[1].external_port: port_forwards[0] forwards tcp/10022 already,"
        ' got "10022", allowed is each port once',
    ),
    (
        {"gateway.port_forwards.0.to": "cn-hangzhou-h-9"},
        'yett:web.gateway.port_forwards[0].to: no such instance, got "cn-hangzhou-h-9",'
        " allowed is cn-hangzhou-h-1, cn-hangzhou-i-1",
    ),
    (
        {"gateway.port_forwards.0.internal_port": "22-23"},
        'yett:web.gateway.port_forwards[0].internal_port: got "22-23",'
        " allowed is as many ports as external_port has (10022)",
    ),
    (
        {"balancer.listeners.1.certificate": GONE},
        "yett:web.balancer.listeners[1].certificate: is missing, allowed is a certificate, https needs one;"
        " give certificate_file and private_key_file, or the id of a certificate",
    ),
    (
        {"balancer.listeners.1.certificate": {"certificate_file": "a.crt"}},
        "yett:web.balancer.listeners[1].certificate: names no whole certificate,"
        " allowed is either id, or service_id, or certificate_file and private_key_file",
    ),
    (
        {"balancer.listeners.0.redirect_to": 8443},
        "yett:web.balancer.listeners[0].redirect_to: got 8443, allowed is the port of an https listener (443)",
    ),
    (
        {"balancer.openings.0.ports": [443]},
        "yett:web.balancer.listeners[0]: no opening admits tcp/80; add one to openings, with peer, reason and owner",
    ),
    (
        {"balancer.openings.0.ports": [80, 443, 8443]},
        "yett:web.balancer.openings[0].ports[2]: no listener serves tcp/8443; add the listener or drop the port",
    ),
    (
        {"balancer.openings.0.peer": {"group": "sg-1"}},
        'yett:web.balancer.openings[0].peer: a classic balancer cannot tell this peer, got "group sg-1",'
        " allowed is an IPv4 cidr, a zone of them, or anywhere",
    ),
    (
        {"balancer.openings.0.owner": GONE},
        "yett:web.balancer.openings[0].owner: is missing, allowed is the team or role that answers for it,"
        " 1..200 characters",
    ),
    (
        {"owner": GONE},
        "yett:web.owner: is missing, allowed is the team or role that answers for what opens between the tiers,"
        " 1..200 characters",
    ),
    (
        {"balancer.openings.0.reason": " "},
        'yett:web.balancer.openings[0].reason: got " ", allowed is a text of 1..200 characters',
    ),
    (
        {"balancr": {}},
        f'yett:web.balancr: unknown key, allowed is {KNOWN}; did you mean "balancer"?',
    ),
    (
        {"balancer.listeners.1.prot": "https"},
        "yett:web.balancer.listeners[1].prot: unknown key, allowed is backend_port, bandwidth, certificate,"
        " client_ca_id, domain_certificates, established_timeout, forwarded_headers, gzip, health_check, http2,"
        " idle_timeout, persistence_timeout, port, protocol, proxy_protocol, redirect_to, request_timeout, rules,"
        " scheduler, sticky_session, tls_policy;"
        ' did you mean "port"?',
    ),
    (
        {"gateway.openings.0.peer": {"cidr": "0.0.0.0/0"}},
        'yett:web.gateway.openings[0].peer.cidr: got "0.0.0.0/0", allowed is a network that is not everyone;'
        ' to admit everyone write `anywhere: "<why everyone may>"` in place of the cidr',
    ),
    (
        {"gateway.openings.0.peer": {"zone": "home"}},
        'yett:web.gateway.openings[0].peer.zone: unknown zone, got "home", allowed is office',
    ),
    (
        {"egress.2": opening(peers=[{"cidr": "0.0.0.0/1"}, {"cidr": "128.0.0.0/1"}], peer=GONE)},
        "yett:web.egress[2].peers: its CIDRs make up the whole internet;"
        ' write one opening with peer `anywhere: "<why everyone may>"`',
    ),
    (
        {"network.tiers.2.kind": "private"},
        "yett:web.network.tiers: got 2 private tiers, allowed is one of each kind"
        "\nyett:web.network.tiers: got 0 isolated tiers, allowed is one of each kind",
    ),
    (
        {"instances.zones": ["cn-hangzhou-b"]},
        'yett:web.instances.zones[0]: no private vSwitch there, got "cn-hangzhou-b",'
        " allowed is cn-hangzhou-h, cn-hangzhou-i",
    ),
    (
        {"database_port": 0},
        "yett:web.database_port: got 0, allowed is 1..65535",
    ),
]


@pytest.mark.parametrize(("changes", "expected"), ROWS, ids=[row[1].split(": ")[0] for row in ROWS])
def test_what_is_wrong_is_said_with_its_config_path(changes: dict[str, object], expected: str) -> None:
    with pytest.raises(SpecError) as caught:
        WebSpec.parse(site(changes), "yett:web")
    assert str(caught.value) == expected


def test_every_problem_is_said_at_once() -> None:
    with pytest.raises(SpecError) as caught:
        WebSpec.parse(site({"balancer.listeners.1.port": 0, "owner": GONE, "network.cidr": "x"}), "yett:web")
    assert [line.split(":")[1] for line in str(caught.value).splitlines()] == [
        "web.owner",
        "web.network.cidr",
        "web.balancer.listeners[1].port",
    ]


def test_a_wrong_site_is_no_part_of_a_message() -> None:
    with pytest.raises(SpecError) as caught:
        WebSpec.parse(site({"gateway": [1, 2]}), "yett:web")
    assert str(caught.value) == "yett:web.gateway: got a list, allowed is a mapping"
