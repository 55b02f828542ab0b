"""Source x destination x transport, so that `excess = exposed - declared` holds for whole networks.

A packet has one address family: pairs of an IPv4 and an IPv6 address are in no TrafficSet, not even in `all()`.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from yett.packets.address import AddressSet
from yett.packets.interval import IntervalSet
from yett.packets.product import Product
from yett.packets.protocol import Protocol
from yett.packets.transport import Ports, TransportSet
from yett.packets.witness import Packet, chosen

_NO_PACKETS: Product[Product[TransportSet]] = Product()
_FAMILIES = (AddressSet.everyone_v4(), AddressSet.everyone_v6())


@dataclass(frozen=True, slots=True)
class Box:
    """Every packet from these sources to these destinations that carries this."""

    source: AddressSet
    destination: AddressSet
    transport: TransportSet

    def __str__(self) -> str:
        return f"{self.source} -> {self.destination} {self.transport}"


@dataclass(frozen=True, slots=True, repr=False)
class TrafficSet:
    """A set of packets; equal exactly when the members are the same, and then the boxes are the same too.

    >>> web = TrafficSet.to_port(Protocol.TCP, 443, destination=AddressSet.of("10.0.0.5"))
    >>> print(web & TrafficSet.of(AddressSet.cidr("8.0.0.0/8"), AddressSet.everyone(), TransportSet.all()))
    8.0.0.0/8 -> 10.0.0.5/32 tcp/443
    >>> print(web.witness())
    tcp 198.51.100.7:50000 -> 10.0.0.5:443
    """

    by_source: Product[Product[TransportSet]] = _NO_PACKETS

    @classmethod
    def of(cls, source: AddressSet, destination: AddressSet, transport: TransportSet) -> "TrafficSet":
        """All packets from source to destination with this transport, in either family."""
        found = _NO_PACKETS
        for family in _FAMILIES:
            inner = Product.of((destination & family).points, transport)
            found = found | Product.of((source & family).points, inner)
        return cls(found)

    @classmethod
    def to_port(
        cls,
        protocol: Protocol,
        port: Ports,
        source: AddressSet | None = None,
        destination: AddressSet | None = None,
    ) -> "TrafficSet":
        """All packets to one port or (first, last) range of tcp or udp; from and to everyone unless said."""
        everyone = AddressSet.everyone()
        transport = TransportSet.of(protocol, port)
        return cls.of(
            everyone if source is None else source, everyone if destination is None else destination, transport
        )

    @classmethod
    def all(cls) -> "TrafficSet":
        """Every packet of both families."""
        return cls.of(AddressSet.everyone(), AddressSet.everyone(), TransportSet.all())

    @classmethod
    def empty(cls) -> "TrafficSet":
        """No packet."""
        return cls()

    @classmethod
    def union(cls, sets: Iterable["TrafficSet"]) -> "TrafficSet":
        """The union of many sets; use it instead of `|` in a loop, which is quadratic."""
        return cls(Product.union(found.by_source for found in sets))

    def __or__(self, other: "TrafficSet") -> "TrafficSet":
        return TrafficSet(self.by_source | other.by_source)

    def __and__(self, other: "TrafficSet") -> "TrafficSet":
        return TrafficSet(self.by_source & other.by_source)

    def __sub__(self, other: "TrafficSet") -> "TrafficSet":
        return TrafficSet(self.by_source - other.by_source)

    def __xor__(self, other: "TrafficSet") -> "TrafficSet":
        return TrafficSet(self.by_source ^ other.by_source)

    def __le__(self, other: "TrafficSet") -> bool:
        """Whether every packet is in the other set."""
        return not self - other

    def __lt__(self, other: "TrafficSet") -> bool:
        return self != other and self <= other

    def __bool__(self) -> bool:
        return bool(self.by_source)

    def __contains__(self, packet: Packet) -> bool:
        source, destination, point = packet.points
        inner = self.by_source.at(source)
        carried = inner.at(destination) if inner else None
        return carried is not None and point in carried.points

    @property
    def is_empty(self) -> bool:
        """Whether there is no packet."""
        return not self.by_source

    @property
    def size(self) -> int:
        """How many (source, destination, transport point) triples there are."""
        return sum(box.source.size * box.destination.size * box.transport.size for box in self.boxes)

    @property
    def boxes(self) -> tuple[Box, ...]:
        """Disjoint boxes in a fixed order: equal sets have identical boxes."""
        return tuple(
            Box(AddressSet(sources), AddressSet(destinations), transport)
            for sources, inner in self.by_source.grouped()
            for destinations, transport in inner.grouped()
        )

    @property
    def sources(self) -> AddressSet:
        """Everyone who sends any of it."""
        return AddressSet(self.by_source.domain)

    @property
    def destinations(self) -> AddressSet:
        """Everyone who is sent any of it."""
        return AddressSet(IntervalSet.union(inner.domain for inner in self.by_source.inner))

    @property
    def transport(self) -> TransportSet:
        """Everything that is carried from anyone to anyone."""
        return TransportSet.union(found for inner in self.by_source.inner for found in inner.inner)

    def given_source(self, source: AddressSet) -> "TrafficSet":
        """The part sent by `source`."""
        return self & TrafficSet.of(source, AddressSet.everyone(), TransportSet.all())

    def given_destination(self, destination: AddressSet) -> "TrafficSet":
        """The part sent to `destination`."""
        return self & TrafficSet.of(AddressSet.everyone(), destination, TransportSet.all())

    def given_transport(self, transport: TransportSet) -> "TrafficSet":
        """The part that carries `transport`."""
        return self & TrafficSet.of(AddressSet.everyone(), AddressSet.everyone(), transport)

    def sources_of(self, transport: TransportSet) -> AddressSet:
        """Everyone who sends any of `transport`."""
        return self.given_transport(transport).sources

    def redirected(self, destination: AddressSet, transport: TransportSet) -> "TrafficSet":
        """The same senders, with destination and transport replaced: what a forward entry or a listener does."""
        return TrafficSet.of(self.sources, destination, transport)

    def complement(self) -> "TrafficSet":
        """Every other packet of both families."""
        return TrafficSet.all() - self

    def witness(self) -> Packet:
        """The member a person would try: tcp first, a well-known port, a documentation source address.

        Raises ValueError when the set is empty.
        """
        transport = self.transport
        if transport.is_empty:
            raise ValueError("an empty traffic set has no witness, test it with is_empty first")
        return chosen(transport, self._ends)

    def _ends(self, transport: TransportSet) -> list[tuple[AddressSet, AddressSet]]:
        """(source, destination) of the boxes that carry `transport`."""
        return [(box.source, box.destination) for box in self.given_transport(transport).boxes]

    def __str__(self) -> str:
        return "; ".join(map(str, self.boxes)) or "nothing"

    def __repr__(self) -> str:
        return f"TrafficSet({self})"
