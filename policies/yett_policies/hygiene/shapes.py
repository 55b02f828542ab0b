"""What one rule of the cloud can carry: everything, or one protocol, or one run of ports of tcp or udp.

Sets of transport are bit masks over one axis, cut where any set of the task begins or ends.
"""

from collections.abc import Iterable

from yett.packets import Protocol, TransportSet
from yett.packets.axis import Axis
from yett.packets.protocol import ALL_POINTS, PORT_FIRST, PORT_LAST, SPANS
from yett_policies.network import ALL_PORTS, PortRange

PORTED = (Protocol.TCP, Protocol.UDP)
WHOLE = (Protocol.ICMP, Protocol.ICMPV6, Protocol.GRE)


class Shapes:
    """Masks of transports, and the fewest shapes that make up a mask."""

    def __init__(self, transports: Iterable[TransportSet]) -> None:
        self._axis = Axis({ALL_POINTS.edges, *(s.edges for s in SPANS.values()), *(t.points.edges for t in transports)})
        self.full = self._axis.mask(ALL_POINTS.edges)
        self._spans = {protocol: self._axis.mask(span.edges) for protocol, span in SPANS.items()}
        self._runs: dict[int, tuple[int, ...]] = {}

    def mask(self, transport: TransportSet) -> int:
        """The bits of a transport that was among those given."""
        return self._axis.mask(transport.points.edges)

    def runs(self, mask: int) -> tuple[int, ...]:
        """The fewest shapes whose union is the mask, disjoint; every shape inside the mask lies inside one of them.

        Only the shape "all" carries the protocols without a name, and it carries everything: `is_exact` says whether
        the runs are all of the mask.
        """
        found = self._runs.get(mask)
        if found is None:
            found = self._runs[mask] = (mask,) if mask == self.full else tuple(self._split(mask))
        return found

    def is_exact(self, mask: int) -> bool:
        """Whether accept rules alone can carry exactly the mask."""
        return sum(self.runs(mask)) == mask

    def _split(self, mask: int) -> Iterable[int]:
        for protocol in PORTED:
            yield from _consecutive(mask & self._spans[protocol])
        for protocol in WHOLE:
            if not self._spans[protocol] & ~mask:
                yield self._spans[protocol]

    def narrowed(self, run: int, wanted: int) -> int:
        """The part of a shape from its first to its last wanted port; what has no ports stays whole."""
        part = run & wanted
        if run == self.full or not any(run & self._spans[protocol] for protocol in PORTED):
            return run
        return (1 << part.bit_length()) - (part & -part)

    def words(self, run: int) -> tuple[str, PortRange]:
        """Protocol and ports of one shape, as the network says them."""
        if run == self.full:
            return "all", ALL_PORTS
        carried = self.transport(run)
        protocol = carried.protocols[0]
        if protocol not in PORTED:
            return protocol.value, ALL_PORTS
        first, last = carried.ports(protocol).runs[0]
        return protocol.value, PortRange(max(first, PORT_FIRST), min(last, PORT_LAST))

    def transport(self, mask: int) -> TransportSet:
        """The transport a mask stands for."""
        return self._axis.transport(mask)


def _consecutive(mask: int) -> Iterable[int]:
    """Runs of set bits, lowest first."""
    while mask:
        low = mask & -mask
        run = mask & ~(mask + low)
        yield run
        mask ^= run
