"""The plan in Python says what the YAML says, and refuses nonsense where it is written."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.access.shop import DAY, shop
from yett import SpecError
from yett.access import AccessPlan, AccessSpec, Port
from yett.presets import preset
from yett.specs import Peer
from yett.specs.group_rule import GroupRule
from yett.specs.load_balancer import LoadBalancerSpec
from yett.specs.nat_gateway import NatGatewaySpec
from yett.specs.security_group import GroupType

YAML: dict[str, Any] = {
    "peer_zones": {"office": ["203.0.113.0/24"]},
    "tiers": {
        "web": {
            "cidrs": ["10.0.1.0/24"],
            "ingress": [
                {
                    "peer": {"balancer": "front"},
                    "protocol": "tcp",
                    "port": 8080,
                    "reason": "the site",
                    "owner": "web team",
                },
                {
                    "peer": {"zone": "office"},
                    "protocol": "tcp",
                    "port": 22,
                    "reason": "administration",
                    "owner": "platform",
                    "expires": "2026-12-31",
                },
            ],
        },
        "database": {
            "cidrs": ["10.0.2.0/24"],
            "ingress": [
                {
                    "peer": {"group": "web"},
                    "protocol": "tcp",
                    "port": 3306,
                    "reason": "orders",
                    "owner": "web team",
                    "ticket": "T-1",
                    "approvers": ["security"],
                }
            ],
        },
    },
}


def test_a_plan_and_the_yaml_of_it_are_one_spec() -> None:
    assert shop()[0].spec() == AccessSpec.parse(YAML)


def test_a_spec_comes_back_from_the_state_as_itself() -> None:
    spec = shop(GroupType.ENTERPRISE)[0].spec()
    assert AccessSpec.parse(spec.plain()) == spec


def test_the_openings_of_a_balancer_and_a_gateway_go_into_their_specs() -> None:
    plan = AccessPlan()
    office = plan.zone("office", ["203.0.113.0/24"])
    front = plan.balancer("front").allow_from(Peer(anywhere="a site"), Port.tcp(443), reason="visitors", owner="web")
    nat = plan.gateway("nat").allow_from(office, Port.tcp(10022), reason="administration", owner="platform")
    listener = {"protocol": "tcp", "port": 443, "backend_port": 8080}
    forward = {"name": "ssh", "protocol": "tcp", "external_port": 10022, "internal_port": 22, "to": "jump"}
    balancer = LoadBalancerSpec.parse({"listeners": [listener], "openings": front.openings})
    gateway = NatGatewaySpec.parse(
        {"port_forwards": [forward], "openings": nat.openings, "peer_zones": plan.peer_zones}
    )
    assert [str(found) for found in balancer.openings or []] == ["tcp/443 from anywhere"]
    assert [str(found) for found in gateway.openings or []] == ["tcp/10022 from zone office"]


def test_a_tier_goes_out_to_whom_it_may_and_to_nobody_else() -> None:
    plan, web, _ = shop()
    web.allow_to(Peer(anywhere="mirrors have no fixed addresses"), Port.tcp(443), reason="updates", owner="platform")
    out = [rule for rule in plan.spec().groups()["web"].rules(DAY) if rule.direction.value == "egress"]
    assert {(rule.policy, rule.peer, rule.port_range) for rule in out} == {
        ("accept", "0.0.0.0/0", "443/443"),
        ("accept", "::/0", "443/443"),
        ("accept", "database", "3306/3306"),
        ("drop", "0.0.0.0/0", "-1/-1"),
        ("drop", "::/0", "-1/-1"),
    }


def test_a_preset_is_opened_like_a_port() -> None:
    plan, web, database = shop()
    database.allow_from(web, preset("redis-members"), reason="cache", owner="web team")
    assert str((plan.spec().tiers["database"].ingress or [])[-1]) == "tcp/6379,16379 from group web"


def test_several_peers_are_one_opening() -> None:
    plan, web, database = shop()
    web.allow_from([database, Peer(cidr="10.9.0.0/16")], Port.udp("7000-7010", 7777), reason="events", owner="web team")
    assert str((plan.spec().tiers["web"].ingress or [])[-1]) == "udp/7000-7010,7777 from group database, 10.9.0.0/16"


@pytest.mark.parametrize(
    ("port", "text"),
    [
        (Port.tcp(80, "8000-8010"), "tcp/80,8000-8010"),
        (Port.icmp(), "icmp"),
        (Port.icmpv6(), "icmpv6"),
        (Port.gre(), "gre"),
        (Port.every(), "all"),
    ],
)
def test_a_port_is_a_protocol_with_its_ports(port: Port, text: str) -> None:
    assert str(port) == text


def test_nonsense_is_refused_where_it_is_written() -> None:
    plan, web, _ = shop()
    with pytest.raises(SpecError, match=r"port: got 70000, allowed is 1\.\.65535"):
        Port.tcp(70000)
    with pytest.raises(SpecError, match=r'web\.allow_from\.expires: got "soon", allowed is a day'):
        web.allow_from(Peer(cidr="10.0.0.0/8"), Port.tcp(80), reason="r", owner="o", expires="soon")
    with pytest.raises(SpecError, match=r'web\.allow_from\.peers\[0\]: got "10\.0\.0\.0/8", allowed is a mapping$'):
        web.allow_from("10.0.0.0/8", Port.tcp(80), reason="r", owner="o")  # type: ignore[arg-type]
    with pytest.raises(SpecError, match=r"web\.allow_from: got 80, allowed is ports such as Port\.tcp\(8080\), or"):
        web.allow_from(Peer(cidr="10.0.0.0/8"), 80, reason="r", owner="o")  # type: ignore[arg-type]
    with pytest.raises(SpecError, match=r"web\.allow_from\.ports: is missing, allowed is the ports"):
        web.allow_from(Peer(cidr="10.0.0.0/8"), Port.tcp(), reason="r", owner="o")
    with pytest.raises(SpecError, match=r"web\.allow_to\.peers: no peer"):
        web.allow_to([], Port.tcp(80), reason="r", owner="o")
    with pytest.raises(TypeError, match="hands packets on as their senders sent them"):
        web.allow_from(plan.gateway("nat"), Port.tcp(80), reason="r", owner="o")
    with pytest.raises(ValueError, match='has a tier "web" already'):
        plan.tier("web")


NAMES = ("a", "b", "c")
NETWORKS = {name: f"10.0.{number}.0/24" for number, name in enumerate(NAMES)}
grants = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES), st.integers(1, 4), st.booleans()), max_size=6
)


@settings(max_examples=60)
@given(grants, st.lists(st.sampled_from(GroupType), min_size=3, max_size=3))
def test_two_tiers_speak_exactly_where_an_open_grant_says_so_whatever_their_kinds(
    granted: list[tuple[str, str, int, bool]], kinds: list[GroupType]
) -> None:
    plan = AccessPlan()
    tiers = {
        name: plan.tier(name, cidrs=[NETWORKS[name]], security_group_type=kind)
        for name, kind in zip(NAMES, kinds, strict=True)
    }
    for source, target, port, closed in granted:
        tiers[target].allow_from(tiers[source], Port.tcp(port), reason="r", owner="o", closed=closed)
    built = {name: spec.rules(DAY) for name, spec in plan.spec().groups().items()}
    spoken = {
        (source, target, port)
        for source in NAMES
        for target in NAMES
        for port in range(1, 5)
        if lets(built[source], "egress", target, port) and lets(built[target], "ingress", source, port)
    }
    assert spoken == {(source, target, port) for source, target, port, closed in granted if not closed}
    assert all(len({rule.key for rule in rules}) == len(rules) for rules in built.values())


def lets(rules: list[GroupRule], direction: str, other: str, port: int) -> bool:
    """Whether the strongest rule that speaks of this port and tier accepts: the cloud's way, without our algebra."""
    speaking = [
        rule
        for rule in rules
        if rule.direction.value == direction
        and (rule.ports is None or rule.ports.first <= port <= rule.ports.last)
        and rule.peer in (other, NETWORKS[other], "0.0.0.0/0")
    ]
    strongest = min(speaking, key=lambda rule: (rule.priority, rule.policy != "drop"), default=None)
    return strongest is not None and strongest.policy == "accept"
