"""Who is answered out of a vswitch over the internet, by the gateway in question and by the routes to it."""

from dataclasses import replace
from typing import Any

import pytest

from yett.packets import AddressSet
from yett_policies.exposure.replies import BALANCED, NO_ROUTE_TO_NAT, Replies
from yett_policies.exposure.sets import EVERYONE, EVERYONE4, EVERYONE6, NOBODY
from yett_policies.exposure.way import FOUR, SIX, Hop, Senders
from yett_policies.network import (
    Cidr,
    Ipv4Gateway,
    LoadBalancer,
    NatGateway,
    Network,
    RouteEntry,
    RouteTable,
    TableAttachment,
    Unknown,
    Vpc,
    VSwitch,
)

LOST = Unknown("what nobody knows")
SERVICES = AddressSet.of("100.64.0.0/10")
LOW, HIGH = AddressSet.of("0.0.0.0/1") - SERVICES, AddressSet.of("128.0.0.0/1")
OWN = AddressSet.of("10.0.0.0/24")
GATE = Ipv4Gateway("gate", "the gate", "vpc", is_on=True)
NAT = NatGateway("nat", "nat", "vpc", vswitch="public")
HELD: dict[str, Any] = {
    "vpcs": {"vpc": Vpc("vpc", "main", (Cidr.parse("10.0.0.0/8"),), system_table="vtb-main")},
    "vswitches": {
        "public": VSwitch("public", "a", "vpc", (Cidr.parse("10.0.0.0/24"),)),
        "half": VSwitch("half", "b", "vpc", LOST),
        "private": VSwitch("private", "c", "vpc", LOST),
        "lost": VSwitch("lost", "d", LOST, LOST),
    },
    "route_tables": {one: RouteTable(one, one, "vpc") for one in ("for half", "for private", "for two", "for three")},
    "table_attachments": (
        TableAttachment("one", "for half", "half"),
        TableAttachment("two", "for private", "private"),
        TableAttachment("three", "for two", "two"),
    ),
    "nat_gateways": {"nat": NAT},
    "ipv4_gateways": {"gate": GATE},
}


def route(table: str, where: str, kind: str, hop: str = "gate") -> RouteEntry:
    return RouteEntry(f"{table} to {where}", table, "vpc", Cidr.parse(where), hop, kind)


ROUTES = (
    route("vpc", "0.0.0.0/0", "ipv4gateway"),
    route("for half", "0.0.0.0/1", "ipv4gateway"),
    route("for half", "128.0.0.0/1", "natgateway", "nat"),
    route("for half", "::/0", "ipv6gateway"),
    route("for private", "0.0.0.0/0", "natgateway", "nat"),
)


def replies(**nouns: Any) -> Replies:
    return Replies(Network(**{**HELD, "route_entries": ROUTES, **nouns}))


def gated(**values: Any) -> Replies:
    return replies(ipv4_gateways={"gate": replace(GATE, **values)})


def test_everybody_is_answered_where_no_gateway_stands_in_the_way() -> None:
    for found in (replies(ipv4_gateways={}), gated(is_on=False), gated(vpc="far")):
        assert [found.public(one) for one in ("public", "half", "private")] == [FOUR] * 3


def test_a_gateway_that_is_on_leaves_those_to_whom_routes_lead_by_it() -> None:
    found = replies()
    assert found.public("public") is FOUR
    assert found.public("half") == Senders(LOW | OWN, LOW | OWN)
    assert found.public("private") == Senders(OWN, OWN)
    assert found.public("half") is found.public("half")


@pytest.mark.parametrize(
    ("values", "need"),
    [
        ({"is_on": LOST}, LOST.what),
        ({"vpc": LOST}, LOST.what),
        ({"vpc": LOST, "is_on": Unknown("whether it is on")}, "whether it is on"),
    ],
)
def test_a_gateway_that_may_not_be_in_the_way_leaves_the_rest_open(values: dict[str, Any], need: str) -> None:
    found = gated(**values)
    assert found.public("public") is FOUR
    assert found.public("half") == Senders(LOW | OWN, EVERYONE4, (need,))


def test_a_second_gateway_that_is_certain_decides() -> None:
    found = replies(ipv4_gateways={"may": replace(GATE, is_on=LOST), "gate": GATE, "far": replace(GATE, vpc="far")})
    assert found.public("half") == Senders(LOW | OWN, LOW | OWN)


@pytest.mark.parametrize(
    ("vswitch", "whose"), [("lost", (LOST.what,)), (LOST, (LOST.what,)), ("outside:vsw-x", ()), (None, ())]
)
def test_a_vswitch_of_a_vpc_that_nobody_knows_may_be_the_gateways(vswitch: Any, whose: tuple[str, ...]) -> None:
    need = 'whether it stands in the VPC of IPv4 gateway "the gate"'
    assert replies().public(vswitch) == Senders(NOBODY, EVERYONE4, (need, *whose))


@pytest.mark.parametrize("vswitch", ["lost", LOST])
def test_whether_a_vswitch_of_a_vpc_that_nobody_knows_leads_to_the_ipv6_gateway_is_open(vswitch: Any) -> None:
    assert replies().six(vswitch) == Senders(NOBODY, EVERYONE6, (LOST.what,))


def test_a_machine_may_send_on_to_the_gateway() -> None:
    by = (route("for half", "0.0.0.0/1", "ipv4gateway"), route("for half", "128.0.0.0/1", "instance", "i"))
    need = 'what next hop "i" lets through, which yett does not model'
    found = replies(route_entries=by).public("half")
    assert found == Senders(LOW | OWN, EVERYONE4 - SERVICES, (need,))


def test_what_is_open_of_gateway_and_routes_is_all_told() -> None:
    by = (route("for half", "0.0.0.0/0", "instance", "i"),)
    found = replies(route_entries=by, ipv4_gateways={"gate": replace(GATE, is_on=LOST)}).public("half")
    assert found.needs == (LOST.what, 'what next hop "i" lets through, which yett does not model')


def test_what_is_open_of_the_other_family_is_not_told() -> None:
    lost = replace(route("for half", "::/0", "instance", "i"), table=LOST)
    assert replies(route_entries=(*ROUTES[:2], lost)).public("half") == Senders(LOW | OWN, LOW | OWN)


def test_the_whole_of_the_internet_is_everybody() -> None:
    assert replies(route_entries=(route("for half", "::/1", "ipv6gateway"),)).six("half") is SIX


def test_ipv6_goes_by_its_own_gateway() -> None:
    found = replies()
    assert (found.six("public"), found.six("half")) == (SIX, SIX)
    assert found.six("private") == Senders(NOBODY, NOBODY)
    assert found.six("outside:vsw-x") is SIX
    part = replies(route_entries=(route("for half", "2000::/4", "ipv6gateway"), *ROUTES[:2]))
    assert part.six("half") == Senders(AddressSet.of("2000::/4"), AddressSet.of("2000::/4"))


def test_ipv6_through_a_machine_is_open() -> None:
    by = (route("for half", "::/0", "instance", "i"),)
    need = 'what next hop "i" lets through, which yett does not model'
    assert replies(route_entries=by).six("half") == Senders(NOBODY, EVERYONE6, (need,))


def test_a_forward_entry_is_certain_for_those_to_whom_the_backends_routes_lead_by_its_nat_gateway() -> None:
    found = replies()
    assert found.by_nat("private", NAT) is FOUR
    assert found.by_nat("half", NAT) == Senders(HIGH | OWN, EVERYONE4, (NO_ROUTE_TO_NAT,))
    assert found.by_nat("outside:vsw-x", NAT).sure == OWN
    lost = replies(route_entries=(ROUTES[0], replace(ROUTES[4], nexthop=LOST))).by_nat("private", NAT)
    assert (lost.sure, lost.needs) == (OWN, (LOST.what, NO_ROUTE_TO_NAT))


def test_a_nat_gateway_itself_is_answered_by_the_routes_of_its_own_vswitch() -> None:
    found = replies()
    assert found.by_nat("private", replace(NAT, vswitch="private")) == Senders(OWN, OWN)
    assert found.by_nat("private", replace(NAT, vswitch="half")) == Senders(LOW | OWN, LOW | OWN)
    both = found.by_nat("half", replace(NAT, vswitch="half"))
    assert both == Senders(OWN, LOW | OWN, (NO_ROUTE_TO_NAT,))
    assert replies(ipv4_gateways={}).by_nat("private", replace(NAT, vswitch="private")) is FOUR


def test_a_nat_gateway_without_a_vswitch_stands_in_its_vpc() -> None:
    lost = replace(NAT, vswitch=None)
    need = 'which route table a vswitch of vpc "vpc" obeys'
    assert replies().by_nat("private", lost) == Senders(OWN, EVERYONE4 - SERVICES, (need,))
    plain = replies(route_tables={}, table_attachments=(), route_entries=ROUTES[:1])
    assert plain.public(None, "vpc") is FOUR


def balancer(family: str = "nlb", kind: str = "internet", *legs: Any) -> LoadBalancer:
    return LoadBalancer("lb", "lb", family, kind, legs or ("public",), "vpc")


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (balancer(), FOUR),
        (balancer("nlb", "internet", "half"), Senders(LOW | OWN | EVERYONE6, EVERYONE, (BALANCED,))),
        (balancer("alb", "internet", "public", "private"), Senders(OWN | EVERYONE6, EVERYONE, (BALANCED,))),
        (balancer("clb", "intranet", "private"), Senders(OWN | EVERYONE6, EVERYONE, (BALANCED,))),
        (balancer("clb", "internet", "private"), FOUR),
    ],
)
def test_a_balancer_is_certain_for_those_whom_the_routes_of_all_its_legs_answer(
    one: LoadBalancer, expected: Senders
) -> None:
    assert replies().to_balancer(one) == expected
    assert replies(ipv4_gateways={}).to_balancer(one) is FOUR


@pytest.mark.parametrize(
    ("vswitch", "hop"),
    [
        ("half", Hop("route", "half", 'the routes of vswitch "b"')),
        ("outside:vsw-x", Hop("route", "outside:vsw-x", 'the routes of vswitch "outside:vsw-x"')),
        (LOST, Hop("route", LOST.what, f'the routes of vswitch "{LOST.what}"')),
        (None, Hop("route", "nobody knows which", 'the routes of vswitch "nobody knows which"')),
    ],
)
def test_the_station_of_an_answer(vswitch: Any, hop: Hop) -> None:
    assert replies().hop(vswitch) == hop
