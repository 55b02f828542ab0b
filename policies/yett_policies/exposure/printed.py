"""Address sets as few CIDRs as say the same inside a zone: nobody wants the internet in forty pieces."""

from collections.abc import Iterable
from functools import lru_cache

from yett.packets import AddressSet, IntervalSet
from yett.packets.address_text import V4_LAST, V6_FIRST, V6_LAST, block_text
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
        firsts, ends = self._outside.edges[::2], self._outside.edges[1::2]
        self._end_of = dict(zip(firsts, ends, strict=True))
        self._first_of = dict(zip(ends, firsts, strict=True))
        self._known: dict[tuple[int, int], list[str]] = {}
        self._said: dict[tuple[int, int], str] = {}

    def cidrs(self, own: IntervalSet) -> tuple[str, ...]:
        """CIDRs of members of the zone."""
        found: list[str] = []
        known = self._known
        for run in self._runs(own.edges[::2], own.edges[1::2]):
            found += known.get(run) or self._texts(run)
        return tuple(found)

    def _runs(self, firsts: tuple[int, ...], ends: tuple[int, ...]) -> Iterable[tuple[int, int]]:
        """What lies outside and beside a member counts as one with it: fewer CIDRs say the same."""
        runs = zip(firsts, ends, strict=True)
        is_alone = self._first_of.keys().isdisjoint(firsts) and self._end_of.keys().isdisjoint(ends)
        return runs if is_alone else self._widened(runs)

    def _widened(self, runs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        for first, end in runs:
            wide = (self._first_of.get(first, first), self._end_of.get(end, end))
            if found and found[-1][1] > wide[0]:
                # both took in what lies between them
                found[-1] = (found[-1][0], wide[1])
            else:
                found.append(wide)
        return found

    def _texts(self, run: tuple[int, int]) -> list[str]:
        said = self._said
        texts = [said[block] if block in said else self._text(block) for block in blocks(run)]
        found = self._known[run] = [text for text in texts if text]
        return found

    def _text(self, block: tuple[int, int]) -> str:
        """A block in short; "" when all of it lies outside. The runs that it is part of do not matter."""
        first, last = block
        if not self._outside.has_any(first, last):
            found = self._said[block] = block_text(first, last)
            return found
        own = IntervalSet((first, last + 1)) - self._outside
        found = self._said[block] = block_text(*_shrunk(own, first, last)) if own else ""
        return found


FAMILIES = ((0, V4_LAST), (V6_FIRST, V6_LAST))
_printer = lru_cache(maxsize=64)(Printer)


def _shrunk(own: IntervalSet, first: int, last: int) -> tuple[int, int]:
    """The block without halves that nobody of the set is in; a whole family stays a whole family."""
    while first < last and (first, last) not in FAMILIES:
        middle = (first + last) // 2
        if not own.has_any(first, middle):
            first = middle + 1
        elif not own.has_any(middle + 1, last):
            last = middle
        else:
            break
    return first, last
