"""Tier to tier between VPCs: by routes of both sides over a peering, and by nothing else."""

from dataclasses import replace
from typing import Any

import pytest

from yett.packets import TransportSet
from yett_policies.network import Cidr, Interface, Peering, RouteEntry, Unknown, Vpc, VSwitch

from .nouns import accept
from .test_tiers import ADMIT, ANY, FAR, ONE, PASSES, SSH, host, joined, passing

HERE, THERE = host("one", "g"), host("two", "h", at="b")


def apart(**changes: Any) -> dict[str, Any]:
    """A second VPC with vswitch b in it."""
    cidrs = (Cidr.parse("10.0.0.0/8"),)
    vpcs = {"vpc": Vpc("vpc", "vpc", cidrs), "far": Vpc("far", "far", (Cidr.parse("10.0.0.0/16"),))}
    blocks = {"a": (Cidr.parse("10.0.0.0/24"),), "b": (Cidr.parse("10.0.1.0/24"),)}
    homes = {"a": "vpc", "b": changes.get("home", "far")}
    return {
        "vpcs": {**vpcs, **changes.get("vpcs", {})},
        "vswitches": {urn: VSwitch(urn, urn, homes[urn], blocks[urn]) for urn in blocks},
    }


def test_nothing_passes_between_vpcs_without_a_route() -> None:
    assert passing(joined(ONE, FAR, h=ADMIT)) == {("one", "two"): ("tcp/22", "nothing", ())}
    assert passing(joined(ONE, FAR, h=ADMIT, **apart())) == {}
    assert passing(joined(ONE, FAR, h=ADMIT, **apart(home="elsewhere"))) == {}


def over(ends: tuple[Any, Any] = ("vpc", "far"), there: Any = "10.0.1.0/24", back: Any = "10.0.0.0/24") -> Any:
    """A peering with routes both ways between VPCs whose blocks overlap."""
    leads = {"vpc": there, "far": back}
    to = {vpc: Cidr.parse(one) if isinstance(one, str) else one for vpc, one in leads.items()}
    routes = tuple(RouteEntry(f"r{vpc}", vpc, vpc, to[vpc], "link", "vpcpeer") for vpc in leads)
    return {**apart(), "peerings": (Peering("link", "link", ends),), "route_entries": routes}


def test_a_peering_joins_its_own_vpcs_and_no_other_of_the_same_addresses() -> None:
    assert passing(joined(ONE, FAR, h=ADMIT, **over())) == PASSES
    assert passing(joined(ONE, FAR, h=ADMIT, **over(("third", "far")))) == {}
    (found,) = passing(joined(ONE, FAR, h=ADMIT, **over((Unknown("its other end"), "far")))).values()
    assert found[:2] == ("nothing", "tcp/22")


HIGH = replace(ONE, urn="urn:high", name="high", addresses=(Cidr.parse("10.0.0.200"),))
ROUTED: list[tuple[tuple[Interface, ...], str | Unknown, str | Unknown, str]] = [
    ((ONE, FAR), "10.0.1.0/25", "10.0.0.0/25", "certain"),
    ((HIGH, FAR), "10.0.1.0/24", "10.0.0.0/25", ""),
    ((HIGH, FAR), "10.0.1.0/24", Unknown("the destination"), "possible"),
    ((HERE, FAR), "10.0.1.0/24", "10.0.0.0/24", "certain"),
    ((HERE, FAR), "10.0.1.0/24", "10.0.0.0/25", "possible"),
    ((ONE, THERE), "10.0.1.0/24", "10.0.0.0/24", "certain"),
    ((ONE, THERE), "10.0.1.0/25", "10.0.0.0/24", "possible"),
    ((ONE, FAR), "10.0.1.128/25", "10.0.0.0/24", ""),
    ((ONE, HIGH, FAR), "10.0.1.0/24", "10.0.0.0/25", "certain"),
]


@pytest.mark.parametrize(("hosts", "there", "back", "wanted"), ROUTED)
def test_routes_of_both_sides_are_asked_for_the_addresses_that_the_tiers_have(
    hosts: tuple[Interface, ...], there: Any, back: Any, wanted: str
) -> None:
    found = passing(joined(*hosts, h=ADMIT, **over(there=there, back=back)))
    certain, maybe = next(((sure, most) for sure, most, _ in found.values()), ("nothing", "nothing"))
    assert (certain, maybe) == {"certain": ("tcp/22", "nothing"), "possible": ("nothing", "tcp/22")}.get(
        wanted, ("nothing", "nothing")
    )


def test_inside_one_vpc_a_changed_route_through_a_machine_leaves_open_what_passes_but_not_in_one_vswitch() -> None:
    turned = (RouteEntry("r", "vpc", "vpc", Cidr.parse("10.0.1.0/24"), "machine", "instance"),)
    (found,) = passing(joined(ONE, FAR, h=ADMIT, route_entries=turned)).values()
    assert found[:2] == ("nothing", "tcp/22")
    beside = (replace(FAR, vswitch="a"), replace(ONE, addresses=(Cidr.parse("10.0.0.9"),)))
    assert passing(joined(*beside, h=ADMIT, route_entries=turned)) == PASSES


def test_nothing_is_asked_of_routes_where_nobody_knows_a_vpc() -> None:
    outside = replace(ONE, vswitch=None, addresses=(Cidr.parse("192.168.0.1"),))
    everyone = (accept("0.0.0.0/0", ports=SSH),)
    assert passing(joined(outside, FAR, h=everyone)) == PASSES
    assert passing(joined(FAR, outside, g=(*everyone, ANY), h=(ANY,)))[("two", "one")][0] == "tcp/22"
    elsewhere = {**apart(), "vpcs": {}}
    elsewhere["vswitches"] = {urn: replace(one, vpc="elsewhere") for urn, one in elsewhere["vswitches"].items()}
    assert passing(joined(ONE, FAR, h=ADMIT, **elsewhere)) == PASSES


def test_what_lies_outside_the_blocks_of_its_vpc_is_still_beside_the_rest() -> None:
    outside = replace(ONE, addresses=(Cidr.parse("192.168.0.1"),))
    assert passing(joined(outside, FAR, h=(accept("0.0.0.0/0", ports=SSH),))) == PASSES


def test_a_peering_leads_into_a_vpc_whose_blocks_nobody_knows() -> None:
    given = over()
    lost = {**given["vpcs"], "far": Vpc("far", "far", Unknown("the blocks"))}
    assert passing(joined(ONE, FAR, h=ADMIT, **{**given, "vpcs": lost})) == PASSES


def test_a_receiver_in_a_vswitch_whose_block_nobody_knows_is_anywhere_in_its_vpc() -> None:
    given = over()
    lost = {**given["vswitches"], "b": VSwitch("b", "b", "far", Unknown("the block"))}
    vpcs = {**given["vpcs"], "far": Vpc("far", "far", (Cidr.parse("10.0.1.0/24"),))}
    assert passing(joined(ONE, THERE, h=ADMIT, **{**given, "vswitches": lost, "vpcs": vpcs})) == PASSES


def test_a_sender_to_whom_only_an_unknown_route_leads_may_be_answered() -> None:
    given = over(back="10.0.0.0/25")
    more = RouteEntry("more", "far", "far", Unknown("the destination"), "link", "vpcpeer")
    routes = (*given["route_entries"], more)
    (found,) = passing(joined(HIGH, FAR, h=ADMIT, **{**given, "route_entries": routes})).values()
    assert found[:2] == ("nothing", "tcp/22")


@pytest.mark.parametrize("home", [Unknown("the vpc")])
def test_what_stands_in_a_vpc_that_nobody_knows_may_stand_beside(home: Any) -> None:
    assert passing(joined(ONE, FAR, h=ADMIT, **apart(home=home))) == {("one", "two"): ("tcp/22", "nothing", ())}


def test_inside_one_vpc_everything_is_routed_even_where_its_blocks_are_not_known() -> None:
    lost = {"vpc": Vpc("vpc", "vpc", Unknown("the blocks"))}
    found = passing(joined(ONE, FAR, h=ADMIT, **apart(home="vpc", vpcs=lost)))
    assert found == {("one", "two"): ("tcp/22", "nothing", ())}
    assert TransportSet.parse(found["one", "two"][0]) == TransportSet.tcp(22)
