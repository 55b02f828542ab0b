"""The rules of one group made ready for comparison: what is known in full, and what may be anything."""

from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import NamedTuple

from yett.packets import AddressSet, TransportSet
from yett.packets.first_match import rank
from yett_policies.exposure.admission import Admissions
from yett_policies.exposure.lines import Line, lines_of, unknown_line
from yett_policies.frozen import frozen
from yett_policies.network import WEAKEST, Network, Rule, SecurityGroup, Unknown

LAST = rank(WEAKEST + 2, True)
"""Weaker than every row, implicit ones included: where "no rule matches" decides."""


class Entry(NamedTuple):
    """One real rule of the cloud: a rule declared twice with the same words is one rule there."""

    line: Line
    rule: Rule
    twins: tuple[Rule, ...]
    """Further declarations of the same rule; deleting any of them deletes it in the cloud."""
    group: str


class Challenger(NamedTuple):
    """A rule that may decide instead: at any rank of first..last, for any of the peers and transport."""

    first: int
    last: int
    accept: bool
    peer: AddressSet
    transport: TransportSet


@frozen
class Rows:
    """One direction of one group."""

    known: tuple[Entry, ...]
    unknown: tuple[Challenger, ...]


class Reader:
    """Reads each group once; `direction` is "ingress" or "egress"."""

    def __init__(self, network: Network, direction: str) -> None:
        self.network = network
        self.direction = direction
        self._admissions = Admissions(network, inside=True, direction=direction)
        self._rows: dict[str, Rows] = {}
        self.strays = tuple(self._challengers(network.stray_rules))
        """Rules whose group nobody knows: they may be in any group."""

    def rows(self, group: str) -> Rows:
        """The rules of a group; one that the snapshot does not hold in full may have any rule besides."""
        if group not in self._rows:
            found = self.network.groups.get(group)
            self._rows[group] = self._read(found) if found else Rows((), tuple(anything()))
        return self._rows[group]

    def replace(self, group: str, rows: Rows) -> None:
        """Go on as if the group held these rows."""
        self._rows[group] = rows

    def _read(self, group: SecurityGroup) -> Rows:
        # by URN, so that of two equal rules the same one is spare whatever the order of the resources
        own = sorted((rule for rule in group.rules if rule.direction == self.direction), key=attrgetter("urn"))
        lines = lines_of(own, self._admissions.peers_of)
        if not lines.needs:
            return Rows(_entries(zip(lines.certain, lines.certain_rules, strict=True), group.urn), _hidden(group))
        exact = {id(rule) for rule in own if self._is_exact(rule)}
        pairs = zip(lines.certain, lines.certain_rules, strict=True)
        known = _entries(((line, rule) for line, rule in pairs if id(rule) in exact), group.urn)
        doubtful = [rule for rule in own if id(rule) not in exact]
        return Rows(known, (*self._challengers(doubtful), *_hidden(group)))

    def _is_exact(self, rule: Rule) -> bool:
        peers = self._admissions.peers_of(rule)
        return rule.is_certain and peers is not None and not peers.needs

    def _challengers(self, rules: Iterable[Rule]) -> Iterator[Challenger]:
        for rule in rules:
            if rule.direction == self.direction:
                lines = lines_of([rule], self._admissions.peers_of)
                yield from (_challenger(rule, line) for line in dict.fromkeys((*lines.certain, *lines.possible)))


def anything() -> Iterator[Challenger]:
    """What a list that nobody can read may hold."""
    blank = unknown_line("")
    for _, accept, peer, transport in (*blank.certain, *blank.possible):
        yield Challenger(0, LAST, accept, peer, transport)


def _challenger(rule: Rule, line: Line) -> Challenger:
    # a priority that nobody knows may turn out as any
    first, last = (0, LAST) if isinstance(rule.priority, Unknown) else (line[0], line[0])
    return Challenger(first, last, *line[1:])


def _hidden(group: SecurityGroup) -> tuple[Challenger, ...]:
    return () if group.complete else tuple(anything())


def _entries(pairs: Iterable[tuple[Line, Rule]], group: str) -> tuple[Entry, ...]:
    """Rules of the same words put together, in the given order."""
    alike: dict[tuple[object, ...], Entry] = {}
    for line, rule in pairs:
        # edges say the same as CIDRs and ports and are quicker to compare; a list is no CIDR of the same addresses.
        # an implicit row is the cloud's own: a written rule of the same words stands beside it
        peer = line[2].points.edges if isinstance(rule.peer, tuple) else rule.peer
        key = (line[0], rule.protocol, line[3].points.edges, peer, rule.implicit)
        first = alike.get(key)
        alike[key] = first._replace(twins=(*first.twins, rule)) if first else Entry(line, rule, (), group)
    return tuple(alike.values())
