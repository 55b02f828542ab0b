"""One set of operators for every noun that is a set of points on one axis: addresses, transports.

The noun says how its words become integers; the algebra is written once, here.
"""

from dataclasses import dataclass
from typing import Self

from yett.packets.interval import IntervalSet


@dataclass(frozen=True, slots=True)
class PointSet:
    """Points of one axis; two sets are equal exactly when they have the same members."""

    points: IntervalSet

    def _others(self, other: Self) -> IntervalSet:
        # a port is no address: refuse to mix axes, whose integers would overlap
        if type(other) is not type(self):
            raise TypeError(f"cannot combine {type(self).__name__} with {type(other).__name__}, they share no axis")
        return other.points

    def __or__(self, other: Self) -> Self:
        return type(self)(self.points | self._others(other))

    def __and__(self, other: Self) -> Self:
        return type(self)(self.points & self._others(other))

    def __sub__(self, other: Self) -> Self:
        return type(self)(self.points - self._others(other))

    def __xor__(self, other: Self) -> Self:
        return type(self)(self.points ^ self._others(other))

    def __le__(self, other: Self) -> bool:
        """Whether every member is a member of the other set."""
        return self.points <= self._others(other)

    def __lt__(self, other: Self) -> bool:
        return self.points < self._others(other)

    def meets(self, other: Self) -> bool:
        """Whether the two share a member, which is asked faster than what they share."""
        return self.points.meets(self._others(other))

    def __bool__(self) -> bool:
        return bool(self.points.edges)

    @property
    def is_empty(self) -> bool:
        """Whether there is no member."""
        return not self.points.edges

    @property
    def size(self) -> int:
        """How many points there are."""
        return self.points.size
