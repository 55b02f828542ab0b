"""One list of rules judged: which never decide, which could go, which disagree."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from yett.packets.rule_list import Line
from yett_policies.network import GroupPeer, PrefixListPeer

from . import wording
from .anomaly import Anomaly, Kind
from .decided import NO_RULE, Decided, Home, Piece
from .entry import LAST, Entry
from .pairs import Against, disagreements

CHANGING = (GroupPeer, PrefixListPeer)
"""Peers whose addresses may change without a rule being changed."""
Disturbs = Callable[[str, Line, int], bool]
"""Whether a rule outside the list may decide in place of a removed line: (group, line, rank of its stand-in)."""


class Listing:
    """The known rules of one group, or of all groups on an interface (`pool`), in one direction.

    `settled`: the groups of a pool that are on no other; only their rules can be judged by this pool alone.
    """

    def __init__(
        self,
        direction: str,
        entries: Sequence[Entry],
        disturbs: Disturbs,
        pool: tuple[str, ...] = (),
        settled: frozenset[str] = frozenset(),
    ) -> None:
        self._direction = direction
        self._disturbs = disturbs
        self._pool = pool
        self._settled = settled
        self._decided = Decided.of([entry.line for entry in entries])
        self._by_place = [entries[index] for index in self._decided.ready.order]
        self._changing = {e.rule.urn for e in entries if isinstance(e.rule.peer, CHANGING)}
        self._drops = {_packets(e): place for place, e in reversed([*enumerate(self._by_place)]) if not e.line[1]}

    def anomalies(self) -> Iterator[Anomaly]:
        """Everything found, in no order; of a pool only what rules of several groups cause together."""
        found = [*self._idle(), *self._spare()]
        yield from found
        yield from self._disagreements()
        if not self._pool:
            yield from self._declared_twice({one.rule for one in found})

    @cached_property
    def idle_rules(self) -> frozenset[str]:
        """URNs of the written rules that match something and decide nothing."""
        entries = self._named(self._idle_places)
        return frozenset(rule.urn for entry in entries for rule in (entry.rule, *entry.twins))

    @cached_property
    def _idle_places(self) -> list[int]:
        return self._written(self._decided.idle)

    def _written(self, places: Sequence[int]) -> list[int]:
        return [place for place in places if not self._by_place[place].rule.implicit]

    def _idle(self) -> Iterator[Anomaly]:
        places = self._idle_places
        homes = self._decided.homes(set(places))
        for place in places:
            kind = self._kind(place, homes[place])
            causes = self._named(self._decided.covers(place, homes[place], alike=kind is Kind.REDUNDANT))
            yield from self._told(place, kind, causes, True, wording.idle(kind, self._accepts(place), len(causes)))

    def _kind(self, place: int, homes: list[Home]) -> Kind:
        entry = self._by_place[place]
        # a drop that decides nothing itself wins no tie
        if entry.line[1] and self._tie_winner(entry) in self._decided.deciding:
            return Kind.CONTRADICTING
        return Kind.SHADOWED if self._decided.meets_other_fate(place, homes) else Kind.REDUNDANT

    def _tie_winner(self, entry: Entry) -> int:
        """The drop of the same packets and priority, or NO_RULE."""
        return self._drops.get(_packets(entry), NO_RULE)

    def _spare(self) -> Iterator[Anomaly]:
        places = self._written(self._decided.spare)
        pieces = self._pieces(set(places))
        gone = set() if self._pool else set(self._idle_places)
        # weakest first: what may stand in for a rule is settled before the rule is judged
        for place in reversed(places):
            stand_ins = self._decided.stand_ins(place, pieces[place], gone | self._doubtful(place))
            objection = self._objection(place, stand_ins)
            if stand_ins is None:
                stand_ins = self._decided.stand_ins(place, pieces[place], set()) or []
            found = self._spared(place, stand_ins, objection)
            if found and not objection:
                gone.add(place)
            yield from found

    def _doubtful(self, place: int) -> set[int]:
        """In a pool, idle rules of the same action may go or stay: they are not counted on."""
        accept = self._accepts(place)
        return {other for other in self._decided.idle if self._accepts(other) is accept} if self._pool else set()

    def _pieces(self, wanted: set[int]) -> dict[int, list[Piece]]:
        found: dict[int, list[Piece]] = {place: [] for place in wanted}
        for piece in self._decided.pieces:
            for place in piece.won.keys() & wanted:
                found[place].append(piece)
        return found

    def _objection(self, place: int, stand_ins: list[int] | None) -> str:
        entry = self._by_place[place]
        if stand_ins is None:
            return wording.CHAIN
        reach = LAST if NO_RULE in stand_ins else self._by_place[stand_ins[-1]].line[0]
        if self._disturbs(entry.group, entry.line, reach):
            return wording.OTHERS
        return wording.ELSEWHERE if self._pool and entry.group not in self._settled else ""

    def _spared(self, place: int, stand_ins: list[int], objection: str) -> list[Anomaly]:
        causes = self._named([other for other in stand_ins if other != NO_RULE])
        said = wording.spare(self._accepts(place), len(causes), NO_RULE in stand_ins)
        return self._told(place, Kind.REDUNDANT, causes, not objection, said, objection)

    def _disagreements(self) -> Iterator[Anomaly]:
        found, blocks = disagreements(self._decided)
        for place in self._written(sorted(found)):
            # the cloud's own rows stand where they stand: their order is nobody's to mean
            others = self._written(sorted(found[place].inside))
            inside = {other for other in others if found[place].inside[other] == blocks[other]}
            yield from self._disagrees(place, Kind.GENERALISING, inside, found[place])
            yield from self._disagrees(place, Kind.CORRELATED, set(others) - inside, found[place])

    def _disagrees(self, place: int, kind: Kind, others: set[int], against: Against) -> Iterator[Anomaly]:
        if others:
            causes = self._named(sorted(others))
            said = wording.disagreement(kind, self._accepts(place), len(causes), against.is_cut)
            yield from self._told(place, kind, causes, False, said)

    def _declared_twice(self, told: set[str]) -> Iterator[Anomaly]:
        for entry in self._by_place:
            for twin in entry.twins:
                if twin.urn not in told:
                    detail = wording.sentence(self._direction, wording.TWICE)
                    yield Anomaly(Kind.REDUNDANT, entry.group, twin.urn, (entry.rule.urn,), False, detail)

    def _told(self, place: int, kind: Kind, causes: list[Entry], removable: bool, *said: str) -> list[Anomaly]:
        """The anomaly for the rule; when the rule can go, for each of its declarations, as one cannot go alone."""
        entry = self._by_place[place]
        if self._pool and all(cause.group == entry.group for cause in causes):
            return []
        names = tuple([cause.rule.urn for cause in causes])
        detail = wording.sentence(self._direction, *said, wording.MEMBERS if self._hangs(kind, entry, names) else "")
        own = Anomaly(kind, entry.group, entry.rule.urn, names, removable, detail, self._pool)
        return [own, *(own._replace(rule=twin.urn) for twin in entry.twins)] if removable else [own]

    def _hangs(self, kind: Kind, entry: Entry, causes: tuple[str, ...]) -> bool:
        """Whether it is true only while group members and prefix lists stay as they are."""
        return kind.is_idle and not self._changing.isdisjoint((entry.rule.urn, *causes))

    def _named(self, places: Sequence[int]) -> list[Entry]:
        return [self._by_place[place] for place in places]

    def _accepts(self, place: int) -> bool:
        return self._decided.ready.accepts[place]


def _packets(entry: Entry) -> tuple[object, ...]:
    rank, accept, peer, transport = entry.line
    return (rank - accept, peer.points.edges, transport.points.edges)
