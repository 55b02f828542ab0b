"""Address sets as few CIDRs as say the same inside a zone: nobody wants the internet in forty pieces."""

from bisect import bisect_left, bisect_right
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
        self._gaps = self._outside.runs
        self._runs: dict[tuple[int, int], tuple[str, ...]] = {}

    def cidrs(self, own: IntervalSet) -> tuple[str, ...]:
        """CIDRs of members of the zone."""
        near = [run for run in self._gaps if _touches(own.edges, *run)]
        wide = own | IntervalSet.of(*near) if near else own
        found: list[str] = []
        for run in wide.runs:
            found += self._runs.get(run) or self._texts(run)
        return tuple(found)

    def _texts(self, run: tuple[int, int]) -> tuple[str, ...]:
        whole = IntervalSet((run[0], run[1] + 1))
        own = whole - self._outside
        kept = [_shrunk(own, *block) for block in blocks(whole.edges) if _meets(own, *block)]
        self._runs[run] = tuple(block_text(*block) for block in kept)
        return self._runs[run]


_printer = lru_cache(maxsize=64)(Printer)


def _touches(edges: tuple[int, ...], first: int, last: int) -> bool:
    """Whether a run shares a point with the set or lies next to one."""
    place = bisect_left(edges, first)
    return bool(place & 1) or (place < len(edges) and edges[place] <= last + 1)


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
