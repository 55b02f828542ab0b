"""The longest prefix decides: certain is what every table that may be there sends, possible is what any does."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import reduce
from itertools import chain, combinations, product
from operator import and_, or_
from typing import Any

from yett.packets import AddressSet
from yett_policies.exposure.forwarding import Table
from yett_policies.exposure.hops import Over, why_unknown
from yett_policies.exposure.sets import NOBODY
from yett_policies.exposure.way import Senders
from yett_policies.network import Cidr, RouteEntry, Unknown

LOST = Unknown("what nobody knows")
WHERE = ("10.0.0.0/8", "10.1.0.0/16", "10.1.2.0/24")
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
