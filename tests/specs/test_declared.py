"""What is declared is what is built: the openings of a spec and the rules made from them are the same packets."""

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.specs.sites import opening, site
from yett import packets
from yett.specs.declared import Direction, declared_openings
from yett.specs.group_rule import GroupRule
from yett.specs.security_group import SecurityGroupSpec
from yett.specs.web import WebSpec

TODAY = date(2026, 6, 15)
ZONES = {"office": ["203.0.113.0/24", "2001:db8:1::/48"]}

peers = st.one_of(
    st.sampled_from(["10.0.0.0/8", "10.1.0.0/16", "192.0.2.0/25", "2001:db8::/32"]).map(lambda cidr: {"cidr": cidr}),
    st.just({"zone": "office"}),
    st.just({"balancer": "web"}),
    st.just({"anywhere": "public"}),
)
ranges = st.tuples(st.integers(1, 9), st.integers(0, 3)).map(lambda run: f"{run[0]}-{run[0] + run[1]}")
days = st.sampled_from([None, "2026-06-14", "2026-06-15"])


@st.composite
def openings(draw: st.DrawFn) -> dict[str, Any]:
    """An opening of any protocol, perhaps expired, perhaps closed."""
    data = {
        "peers": draw(st.lists(peers, min_size=1, max_size=3)),
        "expires": draw(days),
        "closed": draw(st.booleans()),
    }
    protocol = draw(st.sampled_from(["tcp", "udp", "gre", "all"]))
    ports = {"ports": draw(st.lists(ranges, min_size=1, max_size=3))} if protocol in ("tcp", "udp") else {}
    return {**data, **ports, "protocol": protocol, "reason": "r", "owner": "o"}


@given(st.lists(openings(), max_size=4), st.lists(openings(), max_size=4))
def test_declared_openings_and_built_rules_are_the_same_packets(
    ingress: list[dict[str, Any]], egress: list[dict[str, Any]]
) -> None:
    spec = SecurityGroupSpec.parse({"ingress": ingress, "egress": egress, "peer_zones": ZONES})
    found = [one for one in declared_openings(spec.plain()) if one.opening.is_open(TODAY)]
    for direction in Direction:
        said = [one.to_traffic() for one in found if one.direction is direction]
        built = [traffic(rule) for rule in spec.rules(TODAY) if rule.direction is direction and rule.policy == "accept"]
        assert packets.TrafficSet.union(one for one in said if one is not None) == packets.TrafficSet.union(built)
        assert None not in said


@given(st.lists(openings(), min_size=2, max_size=6), st.data())
def test_a_rule_keeps_its_key_whatever_is_removed_or_moved_around_it(
    ingress: list[dict[str, Any]], data: st.DataObject
) -> None:
    before = keys(ingress)
    kept = data.draw(st.permutations(ingress))[1:]
    assert keys(kept) <= before
    assert keys(kept) == {rule for one in kept for rule in keys([one])}


def keys(ingress: list[dict[str, Any]]) -> set[str]:
    spec = SecurityGroupSpec.parse({"ingress": ingress, "peer_zones": ZONES})
    found = [rule.key for rule in spec.rules(TODAY)]
    assert len(found) == len(set(found))
    return set(found)


def traffic(rule: GroupRule) -> packets.TrafficSet:
    """Read off the rule alone, as the cloud would."""
    assert rule.cidr is not None
    peer, everyone = packets.AddressSet.of(rule.cidr), packets.AddressSet.everyone()
    ends = (peer, everyone) if rule.direction is Direction.INGRESS else (everyone, peer)
    return packets.TrafficSet.of(*ends, transport(rule))


def transport(rule: GroupRule) -> packets.TransportSet:
    if rule.protocol.value == "all":
        return packets.TransportSet.all()
    ports = [(rule.ports.first, rule.ports.last)] if rule.ports else []
    return packets.TransportSet.of(packets.Protocol(rule.protocol.value), *ports)


def test_every_opening_of_a_site_is_declared_with_its_path() -> None:
    spec = WebSpec.parse(site(), "yett:web")
    assert [(one.path, one.direction.value, str(one.opening)) for one in declared_openings(spec.plain())] == [
        ("balancer.openings[0]", "ingress", "tcp/80,443 from anywhere"),
        ("gateway.openings[0]", "ingress", "tcp/10022 from zone office"),
        ("egress[0]", "egress", "tcp/443 from anywhere"),
        ("egress[1]", "egress", "udp/53 from 100.100.2.136/32, 100.100.2.138/32"),
    ]


def test_named_zones_of_the_whole_hold_in_its_parts() -> None:
    spec = WebSpec.parse(site(), "yett:web")
    admin = declared_openings(spec.plain())[1]
    sources = packets.AddressSet.of("203.0.113.0/24")
    assert admin.to_traffic() == packets.TrafficSet.to_port(packets.TCP, 10022, source=sources)


def test_the_table_says_who_may_until_when_and_why() -> None:
    spec = SecurityGroupSpec.parse({"ingress": [opening(expires="2026-01-01")]})
    assert [one.row(TODAY) for one in declared_openings(spec.plain())] == [
        {
            "where": "ingress[0]",
            "direction": "ingress",
            "peer": "203.0.113.0/24",
            "traffic": "tcp/22",
            "reason": "administration",
            "owner": "platform",
            "expires": "2026-01-01",
            "state": "expired",
        }
    ]


def test_a_basic_group_closes_all_other_egress_and_an_enterprise_group_is_closed_already() -> None:
    drops = {}
    for kind in ("normal", "enterprise"):
        rules = SecurityGroupSpec.parse({"security_group_type": kind, "egress": [opening()]}).rules(TODAY)
        drops[kind] = [(rule.peer, rule.priority) for rule in rules if rule.policy == "drop"]
    assert drops == {"normal": [("0.0.0.0/0", 100), ("::/0", 100)], "enterprise": []}
