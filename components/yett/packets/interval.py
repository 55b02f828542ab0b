"""Canonical sets of integers, so that `ports - reserved` and `cidr & internet` mean what they say.

An `IntervalSet` is kept as its edges: the set is entered at edges[0], left at edges[1], entered at edges[2] ...
Edges are strictly increasing, so two sets have the same members exactly when their edges are the same tuple.
Every operation is one merge of sorted lists: linear in the number of runs.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """A non-empty run of integers, first..last inclusive.

    >>> Interval(80, 90).without(Interval(84, 85))
    [Interval(first=80, last=83), Interval(first=86, last=90)]
    """

    first: int
    last: int

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise ValueError(f"interval {self.first}..{self.last} runs backwards, put the smaller number first")

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"

    def without(self, other: "Interval") -> list["Interval"]:
        """What is left of this run: 0, 1 or 2 intervals, in order."""
        left = (self.first, min(self.last, other.first - 1))
        right = (max(self.first, other.last + 1), self.last)
        return [Interval(a, b) for a, b in (left, right) if a <= b]


@dataclass(frozen=True, slots=True, repr=False)
class IntervalSet:
    """A set of integers; build it with `of`, not from edges.

    >>> IntervalSet.of((1, 5), 6, (9, 12)) - IntervalSet.of(3)
    IntervalSet.of((1, 2), (4, 6), (9, 12))
    """

    edges: tuple[int, ...] = ()
    """Strictly increasing, an even number: first, last + 1, first, last + 1 ..."""

    @classmethod
    def of(cls, *runs: "int | tuple[int, int] | Interval") -> "IntervalSet":
        """The union of numbers and of (first, last) runs, both ends inclusive, in any order.

        Raises ValueError for a run that goes backwards.
        """
        found = [_run(run) for run in runs]
        return cls(_united(sorted(run.first for run in found), sorted(run.last + 1 for run in found)))

    @classmethod
    def empty(cls) -> "IntervalSet":
        """No integer at all."""
        return EMPTY

    @classmethod
    def union(cls, sets: Iterable["IntervalSet"]) -> "IntervalSet":
        """The union of many sets in one sort, n log n in the number of all runs."""
        edges = [found.edges for found in sets]
        firsts = sorted(chain.from_iterable(e[::2] for e in edges))
        return cls(_united(firsts, sorted(chain.from_iterable(e[1::2] for e in edges))))

    def __or__(self, other: "IntervalSet") -> "IntervalSet":
        a, b = self.edges, other.edges
        if not a or a == b:
            return other
        if not b:
            return self
        return IntervalSet(_united(sorted(a[::2] + b[::2]), sorted(a[1::2] + b[1::2])))

    def __and__(self, other: "IntervalSet") -> "IntervalSet":
        a, b = self.edges, other.edges
        if not a or a == b:
            return self
        return IntervalSet(_shared(a, b)) if b else other

    def __sub__(self, other: "IntervalSet") -> "IntervalSet":
        a, b = self.edges, other.edges
        if not a or not b:
            return self
        # everything but b, as far as a can reach
        outside = (min(a[0], b[0]) - 1, *b, max(a[-1], b[-1]) + 1)
        return IntervalSet(_shared(a, outside))

    def __xor__(self, other: "IntervalSet") -> "IntervalSet":
        # membership in exactly one of two sets changes where exactly one of them has an edge
        return IntervalSet(tuple(sorted({*self.edges} ^ {*other.edges})))

    def __le__(self, other: "IntervalSet") -> bool:
        """Whether every member is a member of the other set."""
        return (self & other).edges == self.edges

    def __lt__(self, other: "IntervalSet") -> bool:
        return self.edges != other.edges and self <= other

    def meets(self, other: "IntervalSet") -> bool:
        """Whether the two share a member: the question alone, without what they share.

        >>> IntervalSet.of((1, 5), 9).meets(IntervalSet.of((6, 8))), IntervalSet.of(9).meets(IntervalSet.of((6, 9)))
        (False, True)
        """
        few, many = sorted((self.edges, other.edges), key=len)
        return any(_has_any(many, first, end) for first, end in zip(few[::2], few[1::2], strict=True))

    def has_any(self, first: int, last: int) -> bool:
        """Whether some integer of first..last is a member."""
        return _has_any(self.edges, first, last + 1)

    def __bool__(self) -> bool:
        return bool(self.edges)

    def __contains__(self, number: int) -> bool:
        return bool(bisect_right(self.edges, number) & 1)

    def __repr__(self) -> str:
        shown = (f"{i.first}" if i.first == i.last else f"({i.first}, {i.last})" for i in self.intervals)
        return f"IntervalSet.of({', '.join(shown)})"

    def __str__(self) -> str:
        """
        >>> str(IntervalSet.of(22, (8000, 8100)))
        '22,8000-8100'
        """
        return ",".join(str(interval) for interval in self.intervals)

    @property
    def is_empty(self) -> bool:
        """Whether there is no member."""
        return not self.edges

    @property
    def size(self) -> int:
        """How many integers there are."""
        return sum(self.edges[1::2]) - sum(self.edges[::2])

    @property
    def runs(self) -> list[tuple[int, int]]:
        """The maximal runs as (first, last) pairs, ascending."""
        return [(a, b - 1) for a, b in zip(self.edges[::2], self.edges[1::2], strict=True)]

    @property
    def intervals(self) -> tuple[Interval, ...]:
        """The maximal runs, ascending; no two of them touch."""
        return tuple(Interval(first, last) for first, last in self.runs)

    @property
    def smallest(self) -> int:
        """The least member.

        Raises ValueError when the set is empty.
        """
        if not self.edges:
            raise ValueError("an empty set has no smallest member, test it with is_empty first")
        return self.edges[0]

    def complement(self, first: int, last: int) -> "IntervalSet":
        """The integers of first..last that are not members.

        >>> IntervalSet.of(0, (4, 9)).complement(0, 7)
        IntervalSet.of((1, 3))
        """
        return IntervalSet((first, last + 1)) - self

    def shifted(self, by: int) -> "IntervalSet":
        """Every member plus `by`."""
        return IntervalSet(tuple(edge + by for edge in self.edges))


def _run(run: "int | tuple[int, int] | Interval") -> Interval:
    if isinstance(run, Interval):
        return run
    return Interval(run, run) if isinstance(run, int) else Interval(*run)


def _united(firsts: list[int], ends: list[int]) -> tuple[int, ...]:
    """Edges of the union of runs given by all their firsts and all their ends, each sorted.

    Before the i-th first every earlier run has ended exactly when the (i-1)-th end lies before it.
    """
    if not firsts:
        return ()
    gaps = [(end, first) for end, first in zip(ends, firsts[1:], strict=False) if end < first]
    return (firsts[0], *chain.from_iterable(gaps), ends[-1])


def _shared(a: tuple[int, ...], b: tuple[int, ...]) -> tuple[int, ...]:
    """Edges of the intersection: where the (i+1)-th first lies before the i-th end, two runs overlap."""
    if len(a) == 2:
        return _within(b, *a)
    if len(b) == 2:
        return _within(a, *b)
    firsts, ends = sorted(a[::2] + b[::2]), sorted(a[1::2] + b[1::2])
    return tuple(chain.from_iterable((f, e) for f, e in zip(firsts[1:], ends, strict=False) if f < e))


def _has_any(edges: tuple[int, ...], first: int, end: int) -> bool:
    place = bisect_right(edges, first)
    # an odd place is inside a run
    return bool(place & 1) or (place < len(edges) and edges[place] < end)


def _within(edges: tuple[int, ...], first: int, end: int) -> tuple[int, ...]:
    """Edges of the part that lies in one run: the usual question, answered without sorting anything."""
    i, j = bisect_right(edges, first), bisect_left(edges, end)
    # an odd place is inside a run
    return ((first,) if i % 2 else ()) + edges[i:j] + ((end,) if j % 2 else ())


def blocks(edges: tuple[int, ...]) -> list[tuple[int, int]]:
    """The fewest aligned power-of-two blocks (first, last) that make up the runs: prefixes, ascending.

    >>> blocks((4, 11))
    [(4, 7), (8, 9), (10, 10)]
    """
    found = []
    for first, end in zip(edges[::2], edges[1::2], strict=True):
        while first < end:
            room = 1 << ((end - first).bit_length() - 1)
            size = min(first & -first, room) if first else room
            found.append((first, first + size - 1))
            first += size  # noqa: PLW2901 (the rest of the run)
    return found


EMPTY = IntervalSet()
