"""Exposures as rows of ports and sources: what a person reads, and what the published JSON holds."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from yett.packets import INTERNET, AddressSet, IntervalSet, Protocol, TransportSet
from yett.packets.witness import SOURCE_PORT, Packet, chosen_ends, preferred_point

from .exposure import Exposure
from .printed import cidrs_within
from .sets import ALL4, ALL6, Reach
from .way import Hop, Way


@dataclass(frozen=True, eq=False)
class Part:
    """What a row says of its packets, whatever the workload is: interfaces in the same groups share it."""

    protocol: str  # tcp, udp, icmp, icmpv6, gre, other or all
    sources: AddressSet
    dialled: TransportSet
    arriving: TransportSet

    @cached_property
    def ports(self) -> tuple[str, ...]:
        """Ports as dialled, such as "22" or "8000-8100"; icmp types; empty where there are none."""
        return port_texts(self.dialled, self.protocol)

    @cached_property
    def target_ports(self) -> tuple[str, ...]:
        """Ports as they arrive at the workload."""
        return self.ports if self.arriving is self.dialled else port_texts(self.arriving, self.protocol)

    @cached_property
    def internet_cidrs(self) -> tuple[str, ...]:
        """Of the internet, the fewest CIDRs that say the same as the sources, so "0.0.0.0/0" for the whole of it."""
        return cidrs_within(self.sources, INTERNET)

    @cached_property
    def tried(self) -> tuple[str, str]:
        """(source, port) of the packet a person would try: "198.51.100.7:50000" and ":22", no ports for icmp."""
        packet = Packet(*_ends(self.sources), _point(self.dialled))
        if packet.port is None:
            return packet.source, ""
        source = f"[{packet.source}]" if ":" in packet.source else packet.source
        return f"{source}:{SOURCE_PORT}", f":{packet.port}"


_part = lru_cache(maxsize=1 << 14)(Part)
"""One object for equal parts: what it says is worked out once."""


@dataclass(frozen=True, slots=True)
class Row:
    """Sources that may all dial the same ports of one protocol; rows of one exposure do not overlap."""

    exposure: Exposure
    part: Part

    @property
    def protocol(self) -> str:
        """One of tcp, udp, icmp, icmpv6, gre, other and all."""
        return self.part.protocol

    @property
    def ports(self) -> tuple[str, ...]:
        """Ports as dialled."""
        return self.part.ports

    @property
    def target_ports(self) -> tuple[str, ...]:
        """Ports as they arrive at the workload."""
        return self.part.target_ports

    @property
    def cidrs(self) -> tuple[str, ...]:
        """The sources as CIDRs; of the internet in short."""
        is_internet = self.exposure.zone.sources == INTERNET
        return self.part.internet_cidrs if is_internet else self.part.sources.cidrs()

    @property
    def path(self) -> tuple[Hop, ...]:
        """The hops with the rules that let exactly this row in."""
        return self.exposure.path(self.part.sources, self.part.arriving)

    @property
    def witness(self) -> tuple[str, str]:
        """(source, destination) of the packet a person would try; the workload's name where no address is known."""
        way = self.exposure.way
        source, port = self.part.tried
        host = f"[{way.address}]" if ":" in way.address and port else way.address or way.name
        return source, host + port


def rows(exposure: Exposure, landed: Reach | None = None) -> list[Row]:
    """The rows of an exposure, or of a part of it; sorted by protocol and port."""
    way = exposure.way
    found = _parts(exposure.landed if landed is None else landed, way.offset, way.dialled, way.arriving)
    return [Row(exposure, part) for part in found]


@lru_cache(maxsize=1 << 10)
def _parts(landed: Reach, offset: int | None, dialled: TransportSet, arriving: TransportSet) -> list[Part]:
    way = Way("", "", "", (), dialled, arriving, offset)
    found = [part for sources, carried in by_transport(landed) for part in _split(way, sources, carried)]
    return sorted(found, key=_order)


@lru_cache(maxsize=1 << 10)
def by_transport(found: Reach) -> list[tuple[AddressSet, TransportSet]]:
    """The same pairs turned round: disjoint transports, each with everyone who may; all address sets differ.

    Interfaces in the same groups share the answer. Cost: linear in the pieces and in the ports that change
    between neighbours.
    """
    cuts = sorted({edge for value in found.inner for edge in value.points.edges})
    place = {cut: bit for bit, cut in enumerate(cuts)}
    masks = {id(value): _mask(value, place) for value in found.inner}
    turns: dict[int, list[int]] = {}
    edges: list[list[int]] = [[] for _ in cuts]
    before = 0
    for edge, value in zip(found.edges, found.values, strict=True):
        now = masks[id(value)] if value is not None else 0
        changed = before ^ now
        # what begins at one end of a block ends at the other: the same bits turn
        bits = turns.get(changed)
        if bits is None:
            bits = turns[changed] = _bits(changed)
        for bit in bits:
            edges[bit].append(edge)
        before = now
    return _grouped(edges, cuts)


def _bits(mask: int) -> list[int]:
    found = []
    while mask:
        found.append(mask.bit_length() - 1)
        mask ^= 1 << found[-1]
    return found


def _mask(value: TransportSet, place: dict[int, int]) -> int:
    runs = zip(value.points.edges[::2], value.points.edges[1::2], strict=True)
    return sum((1 << place[end]) - (1 << place[first]) for first, end in runs)


def _grouped(edges: list[list[int]], cuts: list[int]) -> list[tuple[AddressSet, TransportSet]]:
    alike: dict[tuple[int, ...], list[tuple[int, int]]] = {}
    for bit, found in enumerate(edges):
        if found:
            alike.setdefault(tuple(found), []).append((cuts[bit], cuts[bit + 1] - 1))
    return [(AddressSet(IntervalSet(who)), TransportSet(IntervalSet.of(*runs))) for who, runs in sorted(alike.items())]


def _split(way: Way, sources: AddressSet, arriving: TransportSet) -> Iterator[Part]:
    dialled = way.dialled_for(arriving)
    if dialled >= ALL4 or dialled >= ALL6:
        yield _part("all", sources, dialled, arriving)
        return
    for protocol, kept in _by_protocol(dialled):
        yield _part(protocol, sources, kept, way.arriving_of(kept) if way.offset is not None else arriving)


@lru_cache(maxsize=1 << 12)
def _by_protocol(carried: TransportSet) -> list[tuple[str, TransportSet]]:
    return [(protocol.value, carried.only(protocol)) for protocol in carried.protocols]


@lru_cache(maxsize=1 << 12)
def port_texts(carried: TransportSet, protocol: str) -> tuple[str, ...]:
    """Runs of ports as text; icmp types when not all; nothing for protocols without ports.

    >>> port_texts(TransportSet.tcp(22, (8000, 8100)), "tcp")
    ('22', '8000-8100')
    """
    if protocol in ("tcp", "udp"):
        return tuple(str(run) for run in carried.ports(Protocol(protocol)).intervals)
    whole = protocol == "all" or carried == TransportSet.of(Protocol(protocol))
    return () if whole else (str(carried).partition("/")[2],)


@lru_cache(maxsize=1 << 14)
def _ends(sources: AddressSet) -> tuple[str, str]:
    return chosen_ends([(sources, AddressSet.everyone())])


_point = lru_cache(maxsize=1 << 14)(preferred_point)


PLACE = {name: i for i, name in enumerate(("all", "tcp", "udp", "icmp", "icmpv6", "gre", "other"))}


def _order(part: Part) -> tuple[object, ...]:
    return (PLACE[part.protocol], part.dialled.points.edges, part.sources.points.edges)
