"""Where packets from a vswitch go: the longest prefix of its route table decides, in certain and in possible."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from yett.packets import AddressSet, TransportSet
from yett.packets.first_match import first_match
from yett_policies.network import Cidr, RouteEntry, Unknown

from .hops import LOCAL, Leads, why_unknown
from .lines import Line
from .sets import EVERYONE, NOBODY, addresses, block
from .way import Senders

ANYTHING = TransportSet.gre()
"""Routes ask for addresses only: one transport stands for all."""


@dataclass(frozen=True, eq=False)
class Table:
    """One route table: the routes that stand in it, and those that may.

    `unseen` says why nobody knows its routes; "" when the snapshot holds them. IPv4 and IPv6 are apart, and of what
    overlaps the longest prefix decides (vpc/vpc-route-table).
    """

    routes: tuple[RouteEntry, ...] = ()
    maybe: tuple[RouteEntry, ...] = ()
    unseen: str = ""

    def answer(self, leads: Leads) -> Senders:
        """The addresses whose packets are sent where a question says."""
        if self.unseen:
            return Senders(NOBODY, EVERYONE, (self.unseen,))
        sure, most = self._sure(leads), self._most(leads)
        return Senders(sure, most, () if sure == most else tuple(dict.fromkeys(self._doubts(leads))))

    def _sure(self, leads: Leads) -> AddressSet:
        """What a route that may be there sends elsewhere is not certain, whatever stands behind it."""
        elsewhere = [r for r in (*self.maybe, *self.routes) if leads(r) is not True]
        if any(isinstance(r.destination, Unknown) for r in elsewhere):
            return NOBODY
        return _won([*_lines(elsewhere, accept=False), *_lines(self.routes, accept=True)])

    def _most(self, leads: Leads) -> AddressSet:
        """What a certain route of a longer prefix sends elsewhere is not possible."""
        may = [r for r in (*self.maybe, *self.routes) if leads(r) is not False]
        if any(isinstance(r.destination, Unknown) for r in may):
            return EVERYONE
        return _won([*_lines(may, accept=True), *_lines(self.routes, accept=False)])

    def _doubts(self, leads: Leads) -> Iterator[str]:
        yield from (why_unknown(r) for r in self.routes if leads(r) is None)
        yield from (why_unknown(r) for r in self.maybe)


def _lines(routes: Iterable[RouteEntry], *, accept: bool) -> Iterator[Line]:
    """Routes as lines of a first-match list: the fewer addresses, the earlier; of one destination the first."""
    for route in routes:
        if isinstance(where := route.destination, Cidr):
            yield where.last - where.first, accept, block(where), ANYTHING


def _won(lines: list[Line]) -> AddressSet:
    return AddressSet(first_match(lines).accepted.domain)


@dataclass(frozen=True, eq=False)
class Forwarding:
    """The table that a vswitch obeys, or those of which it obeys one; `need` says what would decide which."""

    tables: tuple[Table, ...]
    need: str = ""
    _answers: dict[Leads, Senders] = field(default_factory=dict)

    @property
    def routes(self) -> tuple[RouteEntry, ...]:
        """Every route that it may obey."""
        return tuple(dict.fromkeys(r for table in self.tables for r in (*table.routes, *table.maybe)))

    def towards(self, leads: Leads) -> Senders:
        """The addresses to which packets are sent where a question says."""
        if leads not in self._answers:
            self._answers[leads] = self._asked(leads)
        return self._answers[leads]

    def _asked(self, leads: Leads) -> Senders:
        sure, most, needs = EVERYONE, NOBODY, dict.fromkeys([self.need] if len(self.tables) > 1 else [])
        for one in (table.answer(leads) for table in self.tables):
            sure, most, needs = sure & one.sure, most | one.most, needs | dict.fromkeys(one.needs)
        return Senders(sure, most, () if sure == most else tuple(needs))

    def diverted(self, local: AddressSet) -> AddressSet:
        """The part of a VPC's own vswitches that a route of this table sends elsewhere than there."""
        other = (r.destination for r in self.routes if r.nexthop_type != LOCAL and isinstance(r.destination, Cidr))
        return addresses(where for where in other if block(where) <= local)
