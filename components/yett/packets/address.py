"""Sets of IPv4 and IPv6 addresses, so that `rule.source & INTERNET` is a question and not a string test."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address

from yett.packets.address_text import (
    V4_LAST,
    V6_FIRST,
    V6_LAST,
    address_point,
    block_text,
    cidr_block,
    object_point,
)
from yett.packets.interval import EMPTY, IntervalSet, blocks
from yett.packets.point_set import PointSet


@dataclass(frozen=True, slots=True, repr=False)
class AddressSet(PointSet):
    """Addresses of both families; equal exactly when the members are the same.

    >>> AddressSet.of("0.0.0.0/1", "128.0.0.0/1") == AddressSet.everyone_v4()
    True
    >>> print(AddressSet.cidr("10.0.0.0/30") - AddressSet.of("10.0.0.1"))
    10.0.0.0/32, 10.0.0.2/31
    """

    @classmethod
    def empty(cls) -> "AddressSet":
        """Nobody."""
        return _NOBODY

    @classmethod
    def everyone(cls) -> "AddressSet":
        """Every address of both families."""
        return _EVERYONE

    @classmethod
    def everyone_v4(cls) -> "AddressSet":
        """0.0.0.0/0."""
        return _EVERYONE_V4

    @classmethod
    def everyone_v6(cls) -> "AddressSet":
        """::/0."""
        return _EVERYONE_V6

    @classmethod
    def cidr(cls, text: str) -> "AddressSet":
        """The addresses of one CIDR.

        Raises ValueError without a mask, with host bits set, or when it is no CIDR; the message holds the fix.

        >>> AddressSet.cidr("10.0.0.1")
        Traceback (most recent call last):
        ValueError: "10.0.0.1" has no mask, did you mean "10.0.0.1/32"?
        >>> AddressSet.cidr("10.0.0.1/8")
        Traceback (most recent call last):
        ValueError: "10.0.0.1/8" has host bits set, did you mean "10.0.0.0/8"?
        """
        address, first, last = cidr_block(text)
        if address != first:
            raise ValueError(f'"{text}" has host bits set, did you mean "{block_text(first, last)}"?')
        return cls(IntervalSet((first, last + 1)))

    @classmethod
    def network_of(cls, text: str) -> "AddressSet":
        """The network a CIDR lies in: host bits are dropped, a bare address is itself.

        For reading what others wrote; `cidr` is for what a user of yett writes.

        >>> print(AddressSet.network_of("10.0.0.1/8"))
        10.0.0.0/8
        """
        if "/" not in text:
            return cls.of(text)
        _, first, last = cidr_block(text)
        return cls(IntervalSet((first, last + 1)))

    @classmethod
    def of(cls, *texts: str) -> "AddressSet":
        """The union of CIDRs and single addresses."""
        found = [_points(text) for text in texts]
        return cls(found[0] if len(found) == 1 else IntervalSet.union(found))

    @classmethod
    def range(cls, first: str, last: str) -> "AddressSet":
        """The addresses first..last, both included, of one family.

        >>> print(AddressSet.range("10.0.0.1", "10.0.0.4"))
        10.0.0.1/32, 10.0.0.2/31, 10.0.0.4/32
        """
        low, high = address_point(first), address_point(last)
        if low > high or (low <= V4_LAST) != (high <= V4_LAST):
            raise ValueError(f'"{first}" to "{last}" is no range, allowed is first to last in one family')
        return cls(IntervalSet((low, high + 1)))

    @property
    def v4(self) -> IntervalSet:
        """The IPv4 members as integers 0..2**32-1."""
        return self.points & _EVERYONE_V4.points

    @property
    def v6(self) -> IntervalSet:
        """The IPv6 members as integers 0..2**128-1."""
        return (self.points & _EVERYONE_V6.points).shifted(-V6_FIRST)

    def cidrs(self) -> tuple[str, ...]:
        """The fewest CIDRs that make up the set, IPv4 first, ascending."""
        return tuple(block_text(first, last) for first, last in blocks(self.points.edges))

    def complement(self) -> "AddressSet":
        """Every other address of both families."""
        return _EVERYONE - self

    def filled(self, zone: "AddressSet") -> "AddressSet":
        """This set with the gaps closed in which `zone` has no member: the same inside the zone, shorter in print.

        A family without a member stays without.

        >>> office = AddressSet.cidr("10.0.0.0/8")
        >>> print((AddressSet.everyone_v4() - office).filled(zone=office.complement()))
        0.0.0.0/0
        """
        near = (everyone.points for everyone in (_EVERYONE_V4, _EVERYONE_V6) if self & everyone)
        gaps = IntervalSet.union(near) - self.points
        met = (gaps & zone.points).edges
        # gaps do not touch, so an edge inside one belongs to a member of the zone in it
        idle = [run for run in gaps.runs if bisect_left(met, run[0]) == bisect_right(met, run[1])]
        return self | AddressSet(IntervalSet.of(*idle)) if idle else self

    def __contains__(self, address: str | IPv4Address | IPv6Address) -> bool:
        """Whether an address, as text or as an object of `ipaddress`, is a member."""
        point = address_point(address) if isinstance(address, str) else object_point(address)
        return point in self.points

    def __str__(self) -> str:
        return ", ".join(self.cidrs()) or "nobody"

    def __repr__(self) -> str:
        return f"AddressSet.of({', '.join(map(repr, self.cidrs()))})"


def _points(text: str) -> IntervalSet:
    if "/" in text:
        return AddressSet.cidr(text).points
    point = address_point(text)
    return IntervalSet((point, point + 1))


_NOBODY = AddressSet(EMPTY)
_EVERYONE_V4 = AddressSet(IntervalSet((0, V4_LAST + 1)))
_EVERYONE_V6 = AddressSet(IntervalSet((V6_FIRST, V6_LAST + 1)))
_EVERYONE = _EVERYONE_V4 | _EVERYONE_V6
