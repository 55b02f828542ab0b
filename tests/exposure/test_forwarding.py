"""The longest prefix decides: certain is what every table that may be there sends, possible is what any does."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import reduce
from itertools import chain, combinations, product
from operator import and_, or_
from typing import Any

import pytest

from yett.packets import AddressSet
from yett_policies.exposure.forwarding import Forwarding, Table
from yett_policies.exposure.hops import Over, why_unknown
from yett_policies.exposure.sets import EVERYONE, NOBODY
from yett_policies.exposure.way import Senders
from yett_policies.network import Cidr, RouteEntry, Unknown

LOST, AND = Unknown("what nobody knows"), Unknown("the rest")
WHERE = ("10.0.0.0/8", "10.1.0.0/16", "10.1.2.0/24")
TEN, PART, INNER = (AddressSet.of(text) for text in WHERE)
THERE = Over("p")


def route(where: str, nexthop: Any = "p", **more: Any) -> RouteEntry:
    return RouteEntry(
        **{
            "urn": where,
            "table": "t",
            "vpc": "v",
            "destination": Cidr.parse(where),
            "nexthop": nexthop,
            "nexthop_type": "vpcpeer",
            **more,
        }
    )


def sent(table: Iterable[RouteEntry]) -> AddressSet:
    """What a table of which all is known sends there."""
    found = decided = NOBODY
    for one in sorted(table, key=lambda r: str(r.destination).rpartition("/")[2].zfill(2), reverse=True):
        block = AddressSet.of(str(one.destination)) - decided
        found, decided = (found | block if THERE(one) else found), decided | block
    return found


def settled(table: Table) -> Iterator[AddressSet]:
    """Every table that this may turn out to be."""
    some = chain.from_iterable(combinations(table.maybe, n) for n in range(len(table.maybe) + 1))
    for present in some:
        routes = (*table.routes, *present)
        for hops in product(*([r.nexthop] if isinstance(r.nexthop, str) else ["p", "q"] for r in routes)):
            yield sent(replace(r, nexthop=hop) for r, hop in zip(routes, hops, strict=True))


def tables() -> Iterator[Table]:
    kinds = [None, *product(("p", "q", LOST), (False, True))]
    for chosen in product(kinds, repeat=3):
        found = [(route(where, one[0]), one[1]) for where, one in zip(WHERE, chosen, strict=True) if one]
        for turn in (found, found[::-1]):
            yield Table(tuple(r for r, may in turn if not may), tuple(r for r, may in turn if may))


def test_a_table_answers_for_every_table_that_it_may_turn_out_to_be() -> None:
    for table in tables():
        each = list(settled(table))
        sure, most = reduce(and_, each), reduce(or_, each)
        lost = [r for r in table.routes if isinstance(r.nexthop, Unknown)]
        needs = () if sure == most else tuple(dict.fromkeys(map(why_unknown, (*lost, *table.maybe))))
        assert table.answer(THERE) == Senders(sure, most, needs)


def test_a_table_that_nobody_sees_may_send_anything_anywhere() -> None:
    assert Table(unseen="its routes").answer(THERE) == Senders(NOBODY, EVERYONE, ("its routes",))


@pytest.mark.parametrize(
    ("nexthop", "sure", "most"),
    [("p", TEN, EVERYONE), ("q", NOBODY, TEN), (LOST, NOBODY, EVERYONE)],
)
def test_a_route_whose_destination_nobody_knows_may_be_about_anything(
    nexthop: Any, sure: AddressSet, most: AddressSet
) -> None:
    lost = route("10.1.0.0/16", nexthop, destination=AND)
    found = Table((route("10.0.0.0/8"),), (route("10.1.2.0/24"), lost)).answer(THERE)
    assert (found.sure, found.most) == (sure, most)
    with pytest.raises(ValueError, match="the rest is not known, a route without a destination is no line"):
        Table((lost,)).answer(THERE)


def test_of_several_tables_the_answer_is_what_each_and_what_any_says() -> None:
    one, other = Table((route("10.0.0.0/8"),)), Table((route("10.1.0.0/16"),), (route("10.0.0.0/8"),))
    assert Forwarding((one,)).towards(THERE) == Senders(TEN, TEN)
    assert Forwarding((one, one), "which table").towards(THERE) == Senders(TEN, TEN)
    assert Forwarding((other,)).towards(THERE) == Senders(PART, TEN, other.answer(THERE).needs)
    both = Forwarding((one, other), "which table").towards(THERE)
    assert both == Senders(PART, TEN, ("which table", *other.answer(THERE).needs))
    assert Forwarding((one, Table()), "which table").towards(THERE) == Senders(NOBODY, TEN, ("which table",))


def test_each_question_is_answered_apart() -> None:
    found = Forwarding((Table((route("10.0.0.0/8"), route("11.0.0.0/8", "q"))),))
    assert [found.towards(Over(hop)).sure for hop in ("p", "q", "p")] == [TEN, AddressSet.of("11.0.0.0/8"), TEN]


def test_every_route_that_may_be_obeyed_is_told_once() -> None:
    a, b, c = map(route, WHERE)
    assert Forwarding((Table((a,), (b,)), Table((b, c)))).routes == (a, b, c)


def test_what_is_sent_elsewhere_than_to_its_own_vswitch_is_diverted() -> None:
    away = [route(where) for where in ("10.1.0.0/16", "10.1.2.0/24", "11.0.0.0/8", "10.0.0.0/8")]
    table = Table(
        (*away[:2], route("10.2.0.0/16", nexthop_type="local")), (*away[2:], route("10.3.0.0/16", destination=LOST))
    )
    assert Forwarding((table,)).diverted(PART) == PART
    assert Forwarding((table,)).diverted(INNER) == INNER
    assert Forwarding((table,)).diverted(AddressSet.of("10.0.0.0/9")) == PART
    assert Forwarding((table,)).diverted(AddressSet.of("10.2.0.0/15")) == NOBODY
