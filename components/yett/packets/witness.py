"""One packet out of a set, chosen as a person would try it, so that every finding can be checked by hand.

The order of choice (as in Batfish, BDDFlowConstraintGenerator): tcp before udp before the rest; a well-known
port before the smallest; a documentation address (RFC 5737, RFC 3849) before any other source.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from yett.packets.address import AddressSet
from yett.packets.address_text import V6_FIRST, address_point, address_text
from yett.packets.interval import IntervalSet
from yett.packets.protocol import BASES, SPANS, Protocol, protocol_at
from yett.packets.reserved import INTERNET
from yett.packets.transport import TransportSet

SOURCE_PORT = 50000
"""Shown as the sender's port: ephemeral (RFC 6335: 49152..65535); no rule of the cloud looks at it."""

WELL_KNOWN = {
    Protocol.TCP: (22, 3389, 443, 80, 3306, 6379, 5432, 1433, 27017, 9200, 8080, 8443, 21, 23, 25, 53),
    Protocol.UDP: (53, 123, 161, 500, 4500, 1194, 51820, 514),
    Protocol.ICMP: (8 * 256,),
    Protocol.ICMPV6: (128 * 256,),
}
"""Ports (or 256 * type + code: echo request) a person tries first."""

DOCUMENTATION = ("198.51.100.7", "203.0.113.7", "192.0.2.7", "2001:db8::7")
"""Sources shown first; then the rest of their networks."""

_NETWORKS = ("198.51.100.0/24", "203.0.113.0/24", "192.0.2.0/24", "2001:db8::/32")
_EXAMPLES = (*map(AddressSet.of, DOCUMENTATION), *map(AddressSet.cidr, _NETWORKS))
_OTHERS = (INTERNET, AddressSet.everyone())
_EXAMPLE = AddressSet.of(*_NETWORKS)


@dataclass(frozen=True, slots=True)
class Packet:
    """One packet as rules see it.

    >>> print(Packet.of("198.51.100.7", "10.0.0.5", TransportSet.icmp(type=8)))
    icmp 198.51.100.7 -> 10.0.0.5 type 8 code 0
    """

    source: str
    destination: str
    point: int
    """Where it lies on the transport axis; read it through protocol, port, icmp_type, icmp_code and number."""

    @classmethod
    def of(cls, source: str, destination: str, transport: TransportSet) -> "Packet":
        """A packet that carries what a person would try first of `transport`.

        Raises ValueError when `transport` is empty.
        """
        return cls(source, destination, preferred_point(transport))

    @property
    def points(self) -> tuple[int, int, int]:
        """Source, destination and transport as points of their axes."""
        return address_point(self.source), address_point(self.destination), self.point

    @property
    def protocol(self) -> Protocol:
        """The protocol it carries."""
        return protocol_at(self.point)

    @property
    def port(self) -> int | None:
        """Destination port of tcp or udp, else None."""
        return self.point - BASES[self.protocol] if self.protocol in (Protocol.TCP, Protocol.UDP) else None

    @property
    def icmp(self) -> tuple[int, int] | None:
        """(type, code) of icmp or icmpv6, else None."""
        if self.protocol not in (Protocol.ICMP, Protocol.ICMPV6):
            return None
        return divmod(self.point - BASES[self.protocol], 256)

    @property
    def transport(self) -> TransportSet:
        """What it carries, as a set of one point."""
        return TransportSet(IntervalSet((self.point, self.point + 1)))

    def __str__(self) -> str:
        if self.port is not None:
            ends = f"{_host(self.source)}:{SOURCE_PORT} -> {_host(self.destination)}:{self.port}"
            return f"{self.protocol} {ends}"
        detail = " type {} code {}".format(*self.icmp) if self.icmp else ""
        return f"{self.transport if not self.icmp else self.protocol} {self.source} -> {self.destination}{detail}"


def preferred_point(transport: TransportSet) -> int:
    """The point of a transport set that a person would try first.

    Raises ValueError when the set is empty.
    """
    if not transport:
        raise ValueError("an empty transport set has no point to try, test it with is_empty first")
    points = transport.points
    protocol, first = next(
        (one, first) for one in Protocol if (first := _smallest_shared(SPANS[one], points)) is not None
    )
    base = BASES.get(protocol, 0)
    return next((base + port for port in WELL_KNOWN.get(protocol, ()) if base + port in points), first)


def chosen(transport: TransportSet, ends: Callable[[TransportSet], list[tuple[AddressSet, AddressSet]]]) -> Packet:
    """The packet to try: `ends` gives the (source, destination) sets for the transport that was chosen."""
    point = preferred_point(transport)
    return Packet(*chosen_ends(ends(TransportSet(IntervalSet((point, point + 1))))), point)


def chosen_ends(pairs: Iterable[tuple[AddressSet, AddressSet]]) -> tuple[str, str]:
    """The addresses to try, out of (source, destination) sets.

    Raises ValueError when no pair holds two addresses of one family.
    """
    pairs = list(pairs)
    # most sources hold no documentation address: one question instead of eight
    holds_example = any(source & _EXAMPLE for source, _ in pairs)
    for wished in (*_EXAMPLES, *_OTHERS) if holds_example else _OTHERS:
        for source, destination in pairs:
            met = source & wished
            if met and (found := _source(met, destination)):
                return address_text(found[0]), address_text(found[1])
    raise ValueError("no source sends the chosen transport, give the ends of the same traffic set")


def chosen_source(source: AddressSet) -> str:
    """The sender to try when the other end may be anyone.

    Raises ValueError when there is none.

    >>> chosen_source(AddressSet.of("10.0.0.0/8", "11.0.0.0/8")), chosen_source(AddressSet.of("10.0.0.0/8"))
    ('11.0.0.1', '10.0.0.1')
    """
    points = source.points
    # most senders hold no documentation address: one question instead of eight
    holds_example = _smallest_shared(_EXAMPLE.points, points) is not None
    for wished in (*_EXAMPLES, *_OTHERS) if holds_example else _OTHERS:
        first = _smallest_shared(wished.points, points)
        if first is not None:
            is_name = first % 256 == 0 and first + 1 in points and first + 1 in wished.points
            return address_text(first + is_name)
    raise ValueError("nobody is in an empty set of senders, test it with is_empty first")


def _smallest_shared(points: IntervalSet, others: IntervalSet) -> int | None:
    """The smallest member of both, without working out all of them."""
    few, many = sorted((points.edges, others.edges), key=len)
    for at in range(0, len(few), 2):
        place = bisect_right(many, few[at])
        if place & 1:
            return few[at]
        if place < len(many) and many[place] < few[at + 1]:
            return many[place]
    return None


def _source(source: AddressSet, destination: AddressSet) -> tuple[int, int] | None:
    """A source and a destination of its family; an IPv4 pair first."""
    for family in (AddressSet.everyone_v4(), AddressSet.everyone_v6()):
        senders, receivers = (source & family).points, (destination & family).points
        if senders and receivers:
            return _host_point(senders), _host_point(receivers)
    return None


def _host_point(points: IntervalSet) -> int:
    """The smallest address, but .1 rather than .0, which names a network."""
    first = points.smallest
    return first + 1 if first % 256 == 0 and first + 1 in points else first


def _host(address: str) -> str:
    return f"[{address}]" if address_point(address) >= V6_FIRST else address
