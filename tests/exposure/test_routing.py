"""Who can send into a vswitch and is answered: each side by its own route table."""

from dataclasses import replace
from typing import Any

import pytest

from yett.packets import AddressSet
from yett_policies.exposure.routing import BOTH_WAYS, Routing
from yett_policies.exposure.sets import EVERYONE, NOBODY
from yett_policies.exposure.way import Senders
from yett_policies.network import (
    Cidr,
    Network,
    Peering,
    RouteEntry,
    RouteTable,
    TableAttachment,
    Unknown,
    Vpc,
    VSwitch,
)

from .nouns import network

OWN = AddressSet.of("10.0.0.0/8", "2001:db8::/56")
FAR = AddressSet.of("172.16.0.0/16")
BLOCKS = (Cidr.parse("172.16.0.0/16"),)
LINK = (Peering("link", "link", ("vpc", "far")),)
HERE, ROOM = AddressSet.of("10.0.0.10"), AddressSet.of("10.0.0.0/24")
WHICH = "which private address it has, as routes tell them apart"


def to(where: Any, hop: Any = "link", kind: Any = "vpcpeer", table: Any = "vpc") -> RouteEntry:
    destination = Cidr.parse(where) if isinstance(where, str) else where
    return RouteEntry(f"r::{table} {where}", table, table, destination, hop, kind)


def back(where: Any = "10.0.0.0/24", hop: Any = "link", table: str = "far") -> RouteEntry:
    return to(where, hop, "vpcpeer", table)


def between(*routes: RouteEntry, far: Any = BLOCKS, **nouns: Any) -> Network:
    """Two VPCs, the far one with one vswitch in all of it."""
    found = network(**{"peerings": LINK, "route_entries": routes, **nouns})
    vswitch = VSwitch("f", "f", "far", (Cidr.parse("172.16.0.0/17"),))
    vpcs = {**found.vpcs, "far": Vpc("far", "far", far)}
    return replace(found, vpcs=vpcs, vswitches={**found.vswitches, "f": vswitch})


def table_of(vpc: str, vswitch: str) -> Any:
    """A route table that is attached to a vswitch."""
    attachments = (TableAttachment("x", "t", vswitch),)
    return {"route_tables": {"t": RouteTable("t", "t", vpc)}, "table_attachments": attachments}


def into(found: Network, wanted: AddressSet = HERE, vswitch: Any = "a") -> dict[str, Senders]:
    """Who is routed there by each hop; "" for the VPC itself."""
    routing, vpc = Routing(found), found.vpcs["vpc"]
    assert routing.into(vswitch, vpc, wanted) is routing.into(vswitch, vpc, wanted)
    return {" ".join(hop.detail for hop in one.hops): one.senders for one in routing.into(vswitch, vpc, wanted)}


PEERING = 'vpc peering "link"'


def test_a_vpc_reaches_itself() -> None:
    assert into(network()) == {"": Senders(OWN, OWN)}
    lost = network(cidrs=Unknown("the blocks"))
    assert into(lost) == {"": Senders(NOBODY, EVERYONE, ("the blocks",))}


def test_a_peering_leads_in_whom_both_sides_route() -> None:
    assert into(between(to("172.16.0.0/16"), back()))[PEERING] == Senders(FAR, FAR)
    half = AddressSet.of("172.16.0.0/20")
    assert into(between(to("172.16.0.0/20"), back()))[PEERING] == Senders(half, half)
    for routes in ((to("172.16.0.0/16"),), (back(),), ()):
        assert PEERING not in into(between(*routes))


def test_a_peering_of_others_leads_nobody_in() -> None:
    routes = (to("172.16.0.0/16"), back())
    for ends in (("far", "third"), ("far", "far")):
        assert PEERING not in into(between(*routes, peerings=(Peering("link", "link", ends),)))


@pytest.mark.parametrize(
    ("ends", "sure", "most", "needs"),
    [
        (("vpc", Unknown("?")), NOBODY, FAR, ('the routes of the VPC behind peering "link"',)),
        (("vpc", "elsewhere"), NOBODY, FAR, ('the routes of the VPC behind peering "link"',)),
        ((Unknown("?"), "far"), NOBODY, FAR, ('which VPCs peering "link" joins',)),
        (("far", Unknown("?")), NOBODY, FAR, ('which VPCs peering "link" joins',)),
    ],
)
def test_a_peering_whose_other_end_nobody_knows_may_lead_in_whom_a_route_answers(
    ends: Any, sure: AddressSet, most: AddressSet, needs: tuple[str, ...]
) -> None:
    found = between(to("172.16.0.0/16"), back(), peerings=(Peering("link", "link", ends),))
    assert into(found)[PEERING] == Senders(sure, most, needs)


def test_a_far_vpc_whose_blocks_nobody_knows_may_lead_in_whom_a_route_answers() -> None:
    found = into(between(to("172.16.0.0/16"), back(), far=Unknown("its blocks")))
    assert found[PEERING] == Senders(NOBODY, FAR, ('the routes of the VPC behind peering "link"',))


def test_each_vswitch_of_the_far_vpc_sends_by_its_own_table() -> None:
    apart = table_of("far", "f")
    low, high = AddressSet.of("172.16.0.0/17"), AddressSet.of("172.16.128.0/17")
    own = between(to("172.16.0.0/16"), replace(back(), table="t"), **apart)
    need = 'which route table a vswitch of vpc "far" obeys'
    assert into(own)[PEERING] == Senders(low, low | high, (need,))
    system = between(to("172.16.0.0/16"), back(), **apart)
    assert into(system)[PEERING] == Senders(NOBODY, high, (need,))


@pytest.mark.parametrize(
    ("wanted", "where", "sure", "needs"),
    [
        (HERE, "10.0.0.0/25", FAR, ()),
        (ROOM, "10.0.0.0/24", FAR, ()),
        (ROOM, "10.0.0.0/25", NOBODY, (WHICH,)),
    ],
)
def test_the_far_side_is_asked_for_every_address_that_is_wanted(
    wanted: AddressSet, where: str, sure: AddressSet, needs: tuple[str, ...]
) -> None:
    assert into(between(to("172.16.0.0/16"), back(where)), wanted)[PEERING] == Senders(sure, FAR, needs)


def test_a_far_route_that_nobody_knows_is_told_by_what_is_not_known() -> None:
    found = into(between(to("172.16.0.0/16"), back(hop=Unknown("the hop"))))
    assert found[PEERING] == Senders(NOBODY, FAR, ("the hop",))


def test_of_a_far_vpc_with_two_address_families_each_is_asked_for_itself() -> None:
    dual = (Cidr.parse("172.16.0.0/16"), Cidr.parse("2001:db8:f::/56"))
    routes = (to("172.16.0.0/16"), to("2001:db8:f::/56"), back())
    assert into(between(*routes, far=dual))[PEERING] == Senders(FAR, FAR)
    both = HERE | AddressSet.of("2001:db8::10")
    every = FAR | AddressSet.of("2001:db8:f::/56")
    found = into(between(*routes, back("2001:db8::/64"), far=dual), both)
    assert found[PEERING].most == every


VPN, WHAT = "vpngateway", 'what next hop "gw" lets through, which yett does not model'


@pytest.mark.parametrize(
    ("route", "most", "need"),
    [
        (to("192.168.0.0/16", "x::gw", VPN), AddressSet.of("192.168.0.0/16"), WHAT),
        (to("0.0.0.0/0", "x::gw", VPN), None, WHAT),
        (to("192.168.0.0/16", "x::gw", Unknown("the kind")), AddressSet.of("192.168.0.0/16"), "the kind"),
        (to("192.168.0.0/16", Unknown("the hop")), AddressSet.of("192.168.0.0/16"), "the hop"),
        (to(Unknown("where to"), "link"), None, "where to"),
        (to("192.168.0.0/16", "acs::pcc-1"), AddressSet.of("192.168.0.0/16"), 'what peering "pcc-1" joins'),
    ],
)
def test_a_route_to_what_is_not_modelled_may_lead_in_whom_it_answers(
    route: RouteEntry, most: AddressSet | None, need: str
) -> None:
    found = into(network(route_entries=(route,), peerings=LINK))
    ((detail, who),) = ((name, who) for name, who in found.items() if name.startswith("route to"))
    assert (who.sure, who.needs) == (NOBODY, (need,))
    assert isinstance(route.destination, Unknown) or not who.most & AddressSet.of("10.0.0.0/24", "10.0.1.0/24")
    assert who.most == most if most else AddressSet.of("8.0.0.0/8") <= who.most
    assert detail == f"route to {route.destination if isinstance(route.destination, Cidr) else EVERYONE}"


@pytest.mark.parametrize("kind", ["natgateway", "ipv4gateway", "local"])
def test_a_route_to_a_gateway_or_over_a_known_peering_leads_nobody_in_by_itself(kind: str) -> None:
    assert list(into(network(route_entries=(to("192.168.0.0/16", kind=kind),)))) == [""]
    over = into(between(to("192.168.0.0/16"), to("172.16.0.0/16"), back()))
    assert over == {"": Senders(OWN, OWN), PEERING: Senders(FAR, FAR)}


def test_a_changed_route_through_a_machine_leaves_open_who_is_answered_inside() -> None:
    turned = network(route_entries=(to("10.0.1.0/24", "machine", "instance"),))
    room = AddressSet.of("10.0.1.0/24")
    assert into(turned)[""] == Senders(OWN - room, OWN, (BOTH_WAYS,))
    other = into(turned, AddressSet.of("10.0.1.7"), "b")[""]
    assert (other.sure & ROOM, other.most, other.needs) == (NOBODY, OWN, (BOTH_WAYS,))


def test_a_neighbour_whose_own_table_turns_off_may_not_reach_in() -> None:
    given = table_of("vpc", "b")
    turned = network(route_entries=(replace(to("10.0.0.0/24", "machine", "instance"), table="t"),), **given)
    room = AddressSet.of("10.0.1.0/24")
    sure = into(turned)[""].sure
    assert (sure & room, sure & ROOM) == (NOBODY, ROOM)
    beside = into(turned, AddressSet.of("10.0.1.7"), "b")[""]
    assert beside.sure & room == room


SIX6 = AddressSet.everyone_v6()
BOTH = HERE | AddressSet.of("2001:db8::10")
BLOCK6 = 'the IPv6 block of vpc "vpc"'


def test_a_vpc_whose_ipv6_block_nobody_knows_may_send_by_any() -> None:
    four = AddressSet.of("10.0.0.0/8")
    found = network(cidrs=(Cidr.parse("10.0.0.0/8"),))
    assert into(found, BOTH) == {"": Senders(four, four | SIX6, (BLOCK6,))}
    assert into(found) == {"": Senders(four, four)}
    turned = replace(found, route_entries=(to("10.0.1.0/24", "machine", "instance"),))
    assert into(turned, BOTH)[""].needs == (BOTH_WAYS, BLOCK6)


def test_a_peering_of_a_vpc_with_itself_leads_in_itself() -> None:
    found = between(to("172.16.0.0/16"), back(), peerings=(Peering("link", "link", ("vpc", "vpc")),))
    assert PEERING not in into(found)
