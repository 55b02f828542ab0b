"""Address sets as few CIDRs as say the same inside a zone: nobody wants the internet in forty pieces."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache

from yett.packets import AddressSet, IntervalSet
from yett.packets.address_text import block_text
from yett.packets.interval import blocks


def cidrs_within(sources: AddressSet, zone: AddressSet) -> tuple[str, ...]:
    """CIDRs whose part inside the zone is just `sources`; what lies outside the zone may be in them or not.

    All of `sources` lie inside the zone. A CIDR is never wider than it must be to save another one.

    >>> zone = AddressSet.everyone_v4() - AddressSet.of("10.0.0.0/8", "127.0.0.0/8")
    >>> cidrs_within(AddressSet.of("0.0.0.0/1") & zone, zone), cidrs_within(AddressSet.of("11.0.0.0/8"), zone)
    (('0.0.0.0/1',), ('11.0.0.0/8',))
    """
    return _printer(zone).cidrs(sources.points)


class Printer:
    """The CIDRs of one zone's runs, each run once: the rows of a network name the same runs again and again."""

    def __init__(self, zone: AddressSet) -> None:
        self._outside = zone.complement().points
        # a stretch outside that no member lies next to is left out
        self._runs: dict[tuple[int, int], tuple[str, ...]] = dict.fromkeys(_runs(self._outside), ())

    def cidrs(self, own: IntervalSet) -> tuple[str, ...]:
        """CIDRs of members of the zone."""
        found: list[str] = []
        known = self._runs
        # what lies outside and beside a member counts as one with it: fewer CIDRs say the same
        for run in _runs(own | self._outside):
            found += known[run] if run in known else self._texts(run)
        return tuple(found)

    def _texts(self, run: tuple[int, int]) -> tuple[str, ...]:
        found = self._runs[run] = tuple([block_text(*block) for block in self._shortest(run)])
        return found

    def _shortest(self, run: tuple[int, int]) -> Iterator[tuple[int, int]]:
        own = IntervalSet(run) - self._outside
        for block in blocks(run):
            if not _meets(self._outside, *block):
                yield block
            elif _meets(own, *block):
                yield _shrunk(own, *block)


def _runs(points: IntervalSet) -> Iterable[tuple[int, int]]:
    return zip(points.edges[::2], points.edges[1::2], strict=True)


_printer = lru_cache(maxsize=64)(Printer)


def _meets(points: IntervalSet, first: int, last: int) -> bool:
    edges = points.edges
    place = bisect_right(edges, first)
    return bool(place & 1) or (place < len(edges) and edges[place] <= last)


def _shrunk(own: IntervalSet, first: int, last: int) -> tuple[int, int]:
    """The block without halves that nobody of the set is in; a whole family stays a whole family."""
    while first < last and not _is_family(first, last):
        middle = (first + last) // 2
        if not _meets(own, first, middle):
            first = middle + 1
        elif not _meets(own, middle + 1, last):
            last = middle
        else:
            break
    return first, last


def _is_family(first: int, last: int) -> bool:
    return last - first + 1 in (1 << 32, 1 << 128) and first in (0, 1 << 128)
