"""Pairs (integer, member of an inner set) as a step function, so that a product of sets is a set again.

The inner value changes only at the edges; neighbouring values differ. Hence two products with the same members
have the same edges and values, whatever the order in which they were built. `Product[TransportSet]` is addresses
x transport, `Product[Product[TransportSet]]` is source x destination x transport.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Generic, Protocol, Self, TypeVar

from yett.packets.interval import EMPTY, IntervalSet


class Algebra(Protocol):
    """What an inner set must offer; hashable and equal by members."""

    def __or__(self, other: Self, /) -> Self: ...
    def __and__(self, other: Self, /) -> Self: ...
    def __sub__(self, other: Self, /) -> Self: ...
    def __xor__(self, other: Self, /) -> Self: ...
    def __bool__(self) -> bool: ...


V = TypeVar("V", bound=Algebra)


@dataclass(frozen=True, slots=True)
class Product(Generic[V]):
    """A canonical set of pairs; build it with `of`, `union` and the operators."""

    edges: tuple[int, ...] = ()
    """Strictly increasing points where the inner value changes."""
    values: tuple[V | None, ...] = ()
    """values[i] holds from edges[i] up to edges[i + 1] - 1; None is the empty inner set; the last one is None."""

    @classmethod
    def of(cls, points: IntervalSet, value: V) -> "Product[V]":
        """Every point paired with every member of the value."""
        if not value or not points.edges:
            return cls()
        return cls(points.edges, (value, None) * (len(points.edges) // 2))

    @classmethod
    def union(cls, products: Iterable["Product[V]"]) -> "Product[V]":
        """The union of many, halving: n log n instead of the n * n of a fold."""
        layer = list(products)
        while len(layer) > 1:
            layer = [reduce(or_, layer[i : i + 2]) for i in range(0, len(layer), 2)]
        return layer[0] if layer else cls()

    def __or__(self, other: "Product[V]") -> "Product[V]":
        return self._combined(other, _union) if self.edges and other.edges else self if self.edges else other

    def __and__(self, other: "Product[V]") -> "Product[V]":
        return self._combined(other, _intersection) if self.edges and other.edges else Product()

    def __sub__(self, other: "Product[V]") -> "Product[V]":
        return self._combined(other, _difference) if self.edges and other.edges else self

    def __xor__(self, other: "Product[V]") -> "Product[V]":
        return self._combined(other, _exclusive)

    def __bool__(self) -> bool:
        return bool(self.edges)

    def _combined(self, other: "Product[V]", op: Callable[[V | None, V | None], V | None]) -> "Product[V]":
        """Both step functions walked together; equal results become one object, so a change is seen by identity."""
        ours = dict(zip(self.edges, self.values, strict=True))
        theirs = dict(zip(other.edges, other.values, strict=True))
        known: dict[tuple[int, int], V | None] = {}
        same: dict[V | None, V | None] = {}
        edges: list[int] = []
        values: list[V | None] = []
        u: V | None = None
        v: V | None = None
        last: V | None = None
        for edge in sorted(ours.keys() | theirs.keys()):
            u, v = ours.get(edge, u), theirs.get(edge, v)
            pair = (id(u), id(v))
            if pair not in known:
                result = op(u, v)
                known[pair] = same.setdefault(result, result)
            if known[pair] is not last:
                last = known[pair]
                edges.append(edge)
                values.append(last)
        return Product(tuple(edges), tuple(values))

    @property
    def pieces(self) -> list[tuple[int, int, V]]:
        """(first, last, value) of every non-empty step, ascending."""
        steps = zip(self.edges, self.edges[1:], self.values, strict=False)
        return [(first, end - 1, value) for first, end, value in steps if value is not None]

    @property
    def domain(self) -> IntervalSet:
        """The points that are paired with anything."""
        edges: list[int] = []
        for edge, value in zip(self.edges, self.values, strict=True):
            if (value is not None) != bool(len(edges) & 1):
                edges.append(edge)
        return IntervalSet(tuple(edges)) if edges else EMPTY

    @property
    def inner(self) -> list[V]:
        """The different inner values, in order of their first point."""
        alike = {id(value): value for value in self.values if value is not None}
        return list(dict.fromkeys(alike.values()))

    def grouped(self) -> list[tuple[IntervalSet, V]]:
        """Disjoint sets of points, each with its inner value; all values differ; ordered by the first point."""
        by_value: dict[V, list[int]] = {}
        by_identity: dict[int, list[int]] = {}  # hashing a large value is dear, and most are the same object
        for first, last, value in self.pieces:
            edges = by_identity.get(id(value))
            if edges is None:
                edges = by_identity[id(value)] = by_value.setdefault(value, [])
            # neighbouring values differ, so runs of one value never touch
            edges += (first, last + 1)
        return [(IntervalSet(tuple(edges)), value) for value, edges in by_value.items()]

    def within(self, points: IntervalSet) -> "Product[V]":
        """The part whose first coordinate is one of the points: `&` with all of them, without asking the values."""
        edges: list[int] = []
        values: list[V | None] = []
        for first, last in points.runs:
            i, j = bisect_right(self.edges, first), bisect_right(self.edges, last)
            if i and self.values[i - 1] is not None:
                edges.append(first)
                values.append(self.values[i - 1])
            edges += self.edges[i:j]
            values += self.values[i:j]
            # runs do not touch, so nothing goes on from one to the next
            if values and values[-1] is not None:
                edges.append(last + 1)
                values.append(None)
        return Product(tuple(edges), tuple(values))

    def lifted(self, points: IntervalSet) -> "Product[Product[V]]":
        """Each first coordinate paired with (`points` x what it was paired with)."""
        if not points.edges:
            return Product()
        wrapped = {id(value): Product.of(points, value) for value in self.inner}
        return Product(self.edges, tuple(wrapped.get(id(value)) for value in self.values))

    def at(self, point: int) -> V | None:
        """What a point is paired with; None when nothing."""
        step = bisect_right(self.edges, point)
        return self.values[step - 1] if step else None


def _union(u: V | None, v: V | None) -> V | None:
    return v if u is None else u if v is None else u | v


def _intersection(u: V | None, v: V | None) -> V | None:
    return None if u is None or v is None else (u & v) or None


def _difference(u: V | None, v: V | None) -> V | None:
    return u if u is None or v is None else (u - v) or None


def _exclusive(u: V | None, v: V | None) -> V | None:
    return v if u is None else u if v is None else (u ^ v) or None
