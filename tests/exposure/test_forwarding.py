"""One route table as sets of addresses: the longest prefix decides, what is not known is its own answer."""

from dataclasses import replace

import pytest

from yett.packets import AddressSet
from yett_policies.exposure.forwarding import Forwarding, Table
from yett_policies.exposure.hops import (
    DIVERTING,
    BackByGateway,
    BackOver,
    By,
    Leads,
    Over,
    hop_name,
    why_unknown,
)
from yett_policies.exposure.sets import EVERYONE, NOBODY
from yett_policies.exposure.way import Senders
from yett_policies.network import Cidr, RouteEntry, Unknown

LOST = Unknown("what nobody knows")
LINK = Over("link")
ALL, HALF, QUARTER = "0.0.0.0/0", "128.0.0.0/1", "192.0.0.0/2"


def route(
    where: str | Unknown, hop: str | Unknown = "link", kind: str | Unknown = "vpcpeer", urn: str = ""
) -> RouteEntry:
    destination = where if isinstance(where, Unknown) else Cidr.parse(where)
    return RouteEntry(urn or f"route to {where}", "table", "vpc", destination, hop, kind)


def answer(*routes: RouteEntry, maybe: tuple[RouteEntry, ...] = (), leads: Leads = LINK) -> Senders:
    return Table(routes, maybe).answer(leads)


def these(*cidrs: str) -> AddressSet:
    return AddressSet.of(*cidrs)


def sure(*cidrs: str) -> Senders:
    return Senders(these(*cidrs), these(*cidrs))


@pytest.mark.parametrize("order", [1, -1])
def test_the_longest_prefix_decides_whatever_the_order(order: int) -> None:
    routes = (route(ALL), route(HALF, "other"), route(QUARTER))
    assert answer(*routes[::order]) == sure("0.0.0.0/1", QUARTER)
    assert answer(*routes[::order], leads=Over("other")) == sure("128.0.0.0/2")


def test_the_two_families_are_apart() -> None:
    assert answer(route("::/0"), route(ALL, "other")) == sure("::/0")


def test_a_table_without_routes_sends_nothing() -> None:
    assert answer() == Senders(NOBODY, NOBODY)


def test_a_hop_that_nobody_knows_may_be_the_one() -> None:
    found = answer(route(ALL), route(HALF, LOST), route("10.0.0.0/8", "other"))
    assert (found.sure, found.most) == (these("0.0.0.0/1") - these("10.0.0.0/8"), these(ALL) - these("10.0.0.0/8"))
    assert found.needs == (LOST.what,)


def test_of_several_hops_all_must_lead_there() -> None:
    found = answer(route(ALL), route(ALL, "other"))
    assert (found.sure, found.most) == (NOBODY, these(ALL))
    assert answer(route(ALL, "other"), route(ALL)) == found
    assert answer(route(ALL), route(ALL, "link")) == sure(ALL)


def test_a_route_that_may_be_there_only_takes_from_what_is_certain() -> None:
    found = answer(route(ALL), maybe=(route(HALF, "other"),))
    assert (found.sure, found.most) == (these("0.0.0.0/1"), these(ALL))
    assert found.needs == ('which vswitches obey the table of route "route to 128.0.0.0/1"',)


def test_a_route_that_may_be_there_and_leads_the_same_way_changes_nothing() -> None:
    assert answer(route(ALL), maybe=(route(HALF),)) == sure(ALL)


def test_a_route_that_may_be_there_may_lead_there() -> None:
    found = answer(route(ALL, "other"), maybe=(route(HALF),))
    assert (found.sure, found.most) == (NOBODY, these(HALF))
    assert answer(route(QUARTER, "other"), maybe=(route(HALF),)).most == these("128.0.0.0/2")


def test_a_route_that_leads_elsewhere_is_no_possibility() -> None:
    assert answer(maybe=(route(HALF, "other"),)) == Senders(NOBODY, NOBODY)


def test_a_destination_that_nobody_knows_may_be_anything() -> None:
    elsewhere = answer(route(ALL), maybe=(route(LOST, "other"),))
    assert (elsewhere.sure, elsewhere.most, elsewhere.needs) == (NOBODY, these(ALL), (LOST.what,))
    there = answer(route(HALF), maybe=(route(LOST),))
    assert (there.sure, there.most, there.needs) == (these(HALF), EVERYONE, (LOST.what,))


def test_routes_that_nobody_sees_may_lead_anywhere() -> None:
    assert Table((route(ALL),), unseen="its routes").answer(LINK) == Senders(NOBODY, EVERYONE, ("its routes",))


def test_of_several_tables_all_must_agree() -> None:
    one, other = Table((route(ALL),)), Table((route(HALF),))
    assert Forwarding((one, other), "which table").towards(LINK) == Senders(these(HALF), these(ALL), ("which table",))
    assert Forwarding((other, one), "which table").towards(LINK) == Forwarding((one, other), "which table").towards(
        LINK
    )
    assert Forwarding((one, one), "which table").towards(LINK) == sure(ALL)
    unseen = Forwarding((one, Table(unseen="its routes")), "which table").towards(LINK)
    assert unseen == Senders(NOBODY, EVERYONE, ("which table", "its routes"))


def test_one_table_says_only_what_it_lacks_itself() -> None:
    assert Forwarding((Table((route(ALL, LOST),)),)).towards(LINK).needs == (LOST.what,)


def test_a_question_is_answered_once() -> None:
    found = Forwarding((Table((route(ALL),)),))
    assert found.towards(Over("link")) is found.towards(Over("link"))
    assert found.towards(Over("link")) != found.towards(Over("other"))


def test_every_route_that_may_be_obeyed_is_told_once() -> None:
    one, two = route(ALL), route(HALF)
    assert Forwarding((Table((one,), (two,)), Table((one,)))).routes == (one, two)


def test_what_a_changed_system_route_diverts() -> None:
    local = these("10.0.0.0/24", "10.0.1.0/24")

    def diverted(*routes: RouteEntry) -> AddressSet:
        return Forwarding((Table(routes),)).diverted(local)

    machine = ("eni", "networkinterface")
    assert diverted(route("10.0.1.0/24", *machine)) == these("10.0.1.0/24")
    assert diverted(route("10.0.1.0/25", *machine)) == these("10.0.1.0/25")
    assert diverted(route("10.0.0.0/16", *machine), route("10.0.1.0/24", "vsw", "local"), route(LOST)) == NOBODY
    assert diverted(route("10.0.0.0/23", *machine)) == local


@pytest.mark.parametrize(
    ("kind", "hop", "said"),
    [
        ("natgateway", "nat", (True, True, False)),
        ("natgateway", "other", (False, False, False)),
        ("natgateway", LOST, (None, None, False)),
        ("local", "vsw", (False, True, True)),
        ("ipv4gateway", "gate", (False, False, True)),
        ("ipv6gateway", "gate", (False, False, False)),
        (LOST, "nat", (True, True, None)),
        *((kind, "some", (False, False, None)) for kind in sorted(DIVERTING)),
    ],
)
def test_questions_about_a_hop(kind: str | Unknown, hop: str | Unknown, said: tuple[bool | None, ...]) -> None:
    asked = (Over("nat"), BackOver("nat"), BackByGateway("ipv4gateway"))
    assert tuple(leads(route(ALL, hop, kind)) for leads in asked) == said


def test_a_question_about_one_route() -> None:
    assert By(route(ALL))(route(ALL))
    assert not By(route(ALL))(route(HALF))


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (route(ALL, "urn:x::eni", "networkinterface"), 'what next hop "eni" lets through, which yett does not model'),
        (route(ALL, LOST, "networkinterface"), LOST.what),
        (route(ALL, "link", LOST), LOST.what),
        (route(LOST), LOST.what),
        (replace(route(ALL), table=LOST), LOST.what),
        (route(ALL, urn="urn:x::there"), 'which vswitches obey the table of route "there"'),
        (route(ALL, "nat", "natgateway", "nat"), "which of several NAT gateways the default route of the VPC leads to"),
        (route(ALL, "nat", "natgateway", "out"), 'which vswitches obey the table of route "out"'),
    ],
)
def test_why_a_route_is_not_known(one: RouteEntry, why: str) -> None:
    assert why_unknown(one) == why


def test_a_hop_that_nobody_knows_is_named_by_what_is_not_known() -> None:
    assert (hop_name(route(ALL, LOST)), hop_name(route(ALL, "a::b"))) == (LOST.what, "b")
