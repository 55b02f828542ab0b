"""Computed networks lie in the VPC, never overlap, and stay where they are when a zone or a tier is appended."""

from ipaddress import IPv4Network
from itertools import combinations
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.specs.sites import site
from yett.errors import SpecError
from yett.specs.vpc import TierKind, VpcSpec
from yett.specs.web import WebSpec

ZONES = ["h", "i", "j", "k"]
MASKS = st.none() | st.integers(20, 28)
TIERS = st.lists(st.tuples(MASKS, st.booleans()), min_size=1, max_size=6)
OUTER = st.sampled_from(["10.0.0.0/8", "10.32.0.0/12", "172.16.0.0/16", "192.168.0.0/18", "192.168.4.0/22"])
EXACT = "10.32.9.0/24"


def planned(cidr: str, tiers: list[tuple[int | None, bool]], zones: int = 2, **more: Any) -> VpcSpec:
    """A plan of computed tiers, each (mask, with IPv6)."""
    wanted = [
        {"name": f"t{number}", "kind": "private", "mask": mask, "ipv6": ipv6}
        for number, (mask, ipv6) in enumerate(tiers)
    ]
    return VpcSpec.parse({"cidr": cidr, "zones": ZONES[:zones], "tiers": wanted, "ipv6": {}, **more}, "net")


def fitting(cidr: str, tiers: list[tuple[int | None, bool]], zones: int = 2) -> VpcSpec:
    """The same, or an example that does not count because the VPC has no room for it."""
    try:
        return planned(cidr, tiers, zones)
    except SpecError as error:
        assume("no room" not in str(error) and "even share" not in str(error))
        raise


def networks(spec: VpcSpec) -> list[IPv4Network]:
    return [IPv4Network(cidr) for tier in spec.plan() for cidr in tier.cidrs.values()]


@given(OUTER, TIERS, st.integers(1, 4))
def test_computed_networks_lie_in_the_vpc_and_never_overlap(cidr: str, tiers: Any, zones: int) -> None:
    found = networks(fitting(cidr, tiers, zones))
    assert len(found) == len(tiers) * zones
    assert all(one.subnet_of(IPv4Network(cidr)) for one in found)
    assert not any(one.overlaps(other) for one, other in combinations(found, 2))


@given(OUTER, TIERS, st.integers(1, 4))
def test_no_two_vswitches_share_an_ipv6_network(cidr: str, tiers: Any, zones: int) -> None:
    found = [block for tier in fitting(cidr, tiers, zones).plan() for block in tier.ipv6_blocks.values()]
    assert len(found) == len(set(found)) == sum(ipv6 for _, ipv6 in tiers) * zones


@given(OUTER, TIERS, st.integers(1, 3))
def test_one_more_tier_or_zone_moves_no_network(cidr: str, tiers: Any, zones: int) -> None:
    most, fewer = fitting(cidr, tiers, zones + 1).plan(), fitting(cidr, tiers[:-1] or tiers, zones).plan()
    for before, after in zip(fewer, most, strict=False):
        assert before.cidrs.items() <= after.cidrs.items()
        assert before.ipv6_blocks.items() <= after.ipv6_blocks.items()


@given(OUTER, TIERS, st.integers(20, 28))
def test_exact_tiers_before_a_computed_one_are_left_alone(cidr: str, tiers: Any, mask: int) -> None:
    outer = IPv4Network(cidr)
    exact = [
        str(block) for _, block in zip(range(2), outer.subnets(new_prefix=max(mask, outer.prefixlen)), strict=False)
    ]
    first = {"name": "exact", "kind": "public", "cidrs": dict(zip("ab", exact, strict=False))}
    others = [{"name": f"t{number}", "kind": "private", "mask": mask} for number, (mask, _) in enumerate(tiers)]
    try:
        spec = VpcSpec.parse({"cidr": cidr, "zones": ["h"], "tiers": [first, *others]})
    except SpecError as error:
        assume("no room" not in str(error) and "even share" not in str(error))
        raise
    assert not any(one.overlaps(other) for one, other in combinations(networks(spec), 2))


def test_without_masks_the_vpc_is_cut_into_eight_tiers_of_four_zones() -> None:
    spec = planned("10.0.0.0/16", [(None, False)] * 8, zones=4)
    assert [str(one) for one in networks(spec)[:5]] == [
        "10.0.0.0/21",
        "10.0.8.0/21",
        "10.0.16.0/21",
        "10.0.24.0/21",
        "10.0.32.0/21",
    ]
    assert networks(spec)[-1].broadcast_address == IPv4Network("10.0.0.0/16").broadcast_address


def test_a_room_says_otherwise() -> None:
    spec = planned("10.0.0.0/16", [(None, False)] * 2, room={"tiers": 2, "zones": 2})
    assert [str(one) for one in networks(spec)] == ["10.0.0.0/18", "10.0.64.0/18", "10.0.128.0/18", "10.0.192.0/18"]


def test_counted_zones_have_the_networks_of_named_ones() -> None:
    tiers = [{"name": "a", "kind": "public", "zone_count": 1}, {"name": "b", "kind": "private", "mask": 24}]
    counted = VpcSpec.parse({"cidr": "10.0.0.0/16", "zones": 2, "tiers": tiers})
    named = VpcSpec.parse({"cidr": "10.0.0.0/16", "zones": ["h", "i"], "tiers": tiers})
    assert counted.in_zones(["h", "i", "j"]) == named
    assert networks(counted) == networks(named)
    assert [list(tier.cidrs) for tier in named.plan()] == [["h"], ["h", "i"]]


def test_a_spec_survives_its_way_through_the_engine() -> None:
    spec = planned("10.0.0.0/16", [(24, True), (None, False)])
    assert VpcSpec.parse(spec.plain()) == spec


COMPUTED = {"name": "a", "kind": "private"}
REFUSED: list[tuple[dict[str, Any], str]] = [
    (
        {"tiers": [COMPUTED]},
        "net.zones: is missing, allowed is where tiers without cidrs lie;"
        " write zones: 2, or their names; or give every tier its cidrs",
    ),
    (
        {"zones": "two", "tiers": [COMPUTED]},
        'net.zones: got "two", allowed is a number of zones such as 2, or a list of names such as cn-hangzhou-h',
    ),
    ({"zones": ["h", "h"], "tiers": [COMPUTED]}, 'net.zones.names[1]: stands here twice, got "h"'),
    ({"zones": 17, "tiers": [COMPUTED]}, "net.zones.count: got 17, allowed is 1..16 zones"),
    (
        {"zones": {"count": 1, "names": ["h"]}, "tiers": [COMPUTED]},
        "net.zones: both of names and count,"
        " allowed is a number of zones such as 2, or a list of names such as cn-hangzhou-h",
    ),
    (
        {"zones": 5, "tiers": [COMPUTED]},
        "net.zones: too many zones, got 5, allowed is at most 4;"
        " write room: {zones: 8}, before anything is built: another room moves the networks",
    ),
    ({"zones": 2, "room": {"zones": 3}, "tiers": [COMPUTED]}, "net.room.zones: got 3, allowed is 1, 2, 4, 8, 16, 32"),
    (
        {"zones": 2, "tiers": [{**COMPUTED, "zone_count": 3}]},
        "net.tiers[0].zone_count: got 3, allowed is at most the 2 zones",
    ),
    ({"zones": 2, "tiers": [{**COMPUTED, "mask": 30}]}, "net.tiers[0].mask: got 30, allowed is 16..29"),
    (
        {"zones": 2, "tiers": [{**COMPUTED, "mask": 16}]},
        "net.tiers[0]: no room for 4 zones of /16 in 10.0.0.0/16 beside the tiers before it;"
        " take a longer mask, a smaller room or a wider VPC",
    ),
    (
        {"cidr": "10.0.0.0/26", "zones": 2, "tiers": [COMPUTED]},
        "net.tiers[0]: an even share would be a /31, allowed is at most /29;"
        " say the mask of each tier, or a smaller room",
    ),
    (
        {"zones": 2, "tiers": [{**COMPUTED, "cidrs": {"h": "10.0.0.0/24"}, "mask": 24}]},
        "net.tiers[0].mask: is for computed networks; leave it or cidrs out",
    ),
    (
        {"zones": 2, "tiers": [{"name": "a", "kind": "private", "cidrs": {"h": "10.0.0.0/24"}}]},
        "net.zones: every tier has its cidrs; leave it out",
    ),
    (
        {"zones": 2, "tiers": [COMPUTED, {"name": "b", "kind": "private", "cidrs": {"h": "10.0.1.0/24"}}]},
        'net.tiers[1].cidrs.h: overlaps tiers[0] (10.0.0.0/21), got "10.0.1.0/24", allowed is a network of its own',
    ),
    (
        {"zones": 2, "tiers": [{**COMPUTED, "ipv6": True}]},
        "net.tiers[0].ipv6: the VPC has no IPv6; write ipv6: {} for the VPC",
    ),
    (
        {
            "ipv6": {},
            "tiers": [{**COMPUTED, "cidrs": {"h": "10.0.0.0/24", "i": "10.0.1.0/24"}, "ipv6_blocks": {"h": 7, "i": 7}}],
        },
        "net.tiers[0].ipv6_blocks: tiers[0] in h has this network, got 7, allowed is each once",
    ),
    (
        {"ipv6": {}, "tiers": [{**COMPUTED, "cidrs": {"h": "10.0.0.0/24"}, "ipv6_blocks": {"h": 256}}]},
        "net.tiers[0].ipv6_blocks.h: got 256, allowed is 0..255",
    ),
    (
        {"ipv6": {}, "tiers": [{**COMPUTED, "cidrs": {"h": "10.0.0.0/24"}, "ipv6_blocks": {"i": 1}}]},
        "net.tiers[0].ipv6_blocks.i: no such zone, allowed is h",
    ),
    (
        {"tiers": [{**COMPUTED, "cidrs": {"h": "10.0.0.0/24"}, "vswitch_ids": {"h": "vsw-1"}}]},
        "net.tiers[0].vswitch_ids: they lie in a VPC that exists; write its vpc_id",
    ),
    (
        {"vpc_id": "vpc-1", "tiers": [{**COMPUTED, "cidrs": {"h": "10.0.0.0/24"}, "vswitch_ids": {"h": "vpc-1"}}]},
        'net.tiers[0].vswitch_ids.h: got "vpc-1", allowed is the id vsw-... of a vSwitch',
    ),
    (
        {"zones": 2, "tiers": [{**COMPUTED, "vswitch_ids": {"h": "vsw-1"}}]},
        "net.tiers[0].vswitch_ids: needs cidrs; say",
    ),
    *(
        (
            {
                "vpc_id": "vpc-1",
                **of_vpc,
                "tiers": [
                    {
                        "name": "a",
                        "kind": "isolated",
                        "cidrs": {"h": "10.0.0.0/24"},
                        "vswitch_ids": {"h": "vsw-1"},
                        **of_tier,
                    }
                ],
            },
            "net.tiers[0].vswitch_ids: vSwitches that exist are not changed; leave the network ACL of this tier to its",
        )
        for of_vpc, of_tier in (({"network_acl": True}, {}), ({}, {"network_acl": {}}))
    ),
    ({"vpc_id": "vsw-1"}, 'net.vpc_id: got "vsw-1", allowed is the id vpc-... of a VPC'),
    ({"vpc_id": "vpc-1", "description": "xy"}, "net.description: a VPC that exists is not changed; leave it out"),
    ({"user_cidrs": ["1.1.0.0/16"] * 4}, "net.user_cidrs: too many, got 4, allowed is at most 3"),
]


@pytest.mark.parametrize(("changes", "message"), REFUSED, ids=[message[:50] for _, message in REFUSED])
def test_a_plan_that_cannot_be_meant_is_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(SpecError) as caught:
        VpcSpec.parse({"cidr": "10.0.0.0/16", **changes}, "net")
    assert str(caught.value).startswith(message)


def web_in(zones: object) -> WebSpec:
    tiers = [{"name": kind, "kind": kind} for kind in ("public", "private", "isolated")]
    return WebSpec.parse(site({"network.tiers": tiers, "network.zones": zones}), "yett:web")


def test_a_scenario_has_computed_networks_too() -> None:
    spec = web_in(["cn-hangzhou-h", "cn-hangzhou-i"])
    assert spec.instance_names() == ["cn-hangzhou-h-1", "cn-hangzhou-i-1"]
    nat = spec.nat_gateway()
    assert nat is not None
    assert nat.outbound == spec.network.cidrs_of(TierKind.PRIVATE) != []
