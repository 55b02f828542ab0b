"""Address sets as few CIDRs as say the same inside a zone: nobody wants the internet in forty pieces."""

from bisect import bisect_right
from functools import lru_cache

from yett.packets import AddressSet, IntervalSet
from yett.packets.address_text import block_text
from yett.packets.interval import blocks


@lru_cache(maxsize=1 << 14)
def cidrs_within(sources: AddressSet, zone: AddressSet) -> tuple[str, ...]:
    """CIDRs whose part inside the zone is just `sources`; what lies outside the zone may be in them or not.

    A CIDR is never wider than it must be to save another one.

    >>> zone = AddressSet.everyone_v4() - AddressSet.of("10.0.0.0/8", "127.0.0.0/8")
    >>> cidrs_within(AddressSet.of("0.0.0.0/1") & zone, zone), cidrs_within(AddressSet.of("11.0.0.0/8"), zone)
    (('0.0.0.0/1',), ('11.0.0.0/8',))
    """
    own = sources.points
    exact = set(own.runs)
    found: list[tuple[int, int]] = []
    for run in (own | _outside(zone)).runs:
        # most runs touch nothing outside the zone, and most of what is outside touches nobody of the set
        if run in exact:
            found += blocks((run[0], run[1] + 1))
        elif _meets(own, *run):
            found += [_shrunk(own, *block) for block in blocks((run[0], run[1] + 1)) if _meets(own, *block)]
    return tuple(block_text(first, last) for first, last in found)


@lru_cache(maxsize=64)
def _outside(zone: AddressSet) -> IntervalSet:
    return zone.complement().points


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
