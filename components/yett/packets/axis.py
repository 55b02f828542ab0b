"""The transport axis cut where any rule of a list begins or ends, so that what a rule carries is one integer.

Between two cuts every rule of the list says the same for every port: one bit stands for the whole segment, and
union, difference and overlap of transports are `|`, `& ~` and `&` of plain integers.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import compress, repeat
from operator import lshift

from yett.packets.interval import IntervalSet
from yett.packets.transport import TransportSet

Edges = tuple[int, ...]
_ONES = repeat(1)
_DIGITS = bytes.maketrans(b"01", bytes((0, 1)))


class Axis:
    """Segments and masks of one list of rules; keep one per list, a common one would have too many bits."""

    def __init__(self, edges: Iterable[Edges]) -> None:
        self.cuts: list[int] = sorted(set().union(*edges))
        self._place = {cut: bit for bit, cut in enumerate(self.cuts)}
        self._decoded: dict[int, TransportSet] = {}

    def mask(self, edges: Edges) -> int:
        """The bits of a transport whose edges were among those given; linear in its runs.

        Raises KeyError for an edge that was not.
        """
        place = self._place.__getitem__
        # 2**b - 2**a sets the bits a..b-1; most rules carry one run
        if len(edges) == 2:
            return (1 << place(edges[1])) - (1 << place(edges[0]))
        ends, firsts = map(place, edges[1::2]), map(place, edges[::2])
        mask: int = sum(map(lshift, _ONES, ends)) - sum(map(lshift, _ONES, firsts))
        return mask

    def touching(self, transport: TransportSet) -> int:
        """The bits of every segment of which the transport has a point."""
        edges = transport.points.edges
        if self._place.keys() >= set(edges):
            return self.mask(edges)
        mask = 0
        for first, last in transport.points.runs:
            low = max(bisect_right(self.cuts, first) - 1, 0)
            mask |= (1 << bisect_left(self.cuts, last + 1)) - (1 << low)
        return mask

    def transport(self, mask: int) -> TransportSet:
        """The transport a mask stands for; a mask is decoded once."""
        found = self._decoded.get(mask)
        if found is None:
            found = self._decoded[mask] = TransportSet(IntervalSet(self._edges(mask)))
        return found

    def _edges(self, mask: int) -> Edges:
        """Edges of the runs of set bits, lowest first."""
        # a bit that differs from its lower neighbour is an edge; the digits are read backwards, lowest bit first
        changes = mask ^ (mask << 1)
        return tuple(compress(self.cuts, bin(changes)[:1:-1].encode().translate(_DIGITS)))
