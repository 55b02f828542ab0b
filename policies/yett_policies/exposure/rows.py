"""Exposures as rows of ports and sources: what a person reads, and what the published JSON holds."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from yett.packets import INTERNET, AddressSet, IntervalSet, Protocol, TransportSet
from yett.packets.witness import SOURCE_PORT, Packet, chosen

from .exposure import Exposure
from .printed import cidrs_within
from .sets import ALL4, ALL6, Reach
from .way import Hop


@dataclass(frozen=True, slots=True)
class Row:
    """Sources that may all dial the same ports of one protocol; rows of one exposure do not overlap."""

    exposure: Exposure
    protocol: str  # tcp, udp, icmp, icmpv6, gre, other or all
    sources: AddressSet
    dialled: TransportSet
    arriving: TransportSet

    @property
    def ports(self) -> tuple[str, ...]:
        """Ports as dialled, such as "22" or "8000-8100"; icmp types; empty where there are none."""
        return port_texts(self.dialled, self.protocol)

    @property
    def target_ports(self) -> tuple[str, ...]:
        """Ports as they arrive at the workload."""
        return port_texts(self.arriving, self.protocol)

    @property
    def cidrs(self) -> tuple[str, ...]:
        """The sources as CIDRs: of the internet, the fewest that say the same, so "0.0.0.0/0" for the whole of it."""
        is_internet = self.exposure.zone.sources == INTERNET
        return cidrs_within(self.sources, INTERNET) if is_internet else self.sources.cidrs()

    @property
    def path(self) -> tuple[Hop, ...]:
        """The hops with the rules that let exactly this row in."""
        return self.exposure.path(self.sources, self.arriving)

    @property
    def witness(self) -> tuple[str, str]:
        """(source, destination) of the packet a person would try; the workload's name where no address is known."""
        way = self.exposure.way
        packet = _packet(self.sources, self.dialled)
        port = "" if packet.port is None else f":{packet.port}"
        host = f"[{way.address}]" if ":" in way.address and port else way.address or way.name
        source = f"[{packet.source}]" if ":" in packet.source and port else packet.source
        return source + (f":{SOURCE_PORT}" if port else ""), host + port


def rows(exposure: Exposure, landed: Reach | None = None) -> list[Row]:
    """The rows of an exposure, or of a part of it; sorted by protocol and port."""
    found = [
        row
        for sources, arriving in by_transport(exposure.landed if landed is None else landed)
        for row in _split(exposure, sources, arriving)
    ]
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
    edges: dict[int, list[int]] = {}
    before = 0
    for edge, value in zip(found.edges, found.values, strict=True):
        now = masks[id(value)] if value is not None else 0
        changed = before ^ now
        while changed:
            bit = changed.bit_length() - 1
            edges.setdefault(bit, []).append(edge)
            changed ^= 1 << bit
        before = now
    return _grouped(edges, cuts)


def _mask(value: TransportSet, place: dict[int, int]) -> int:
    runs = zip(value.points.edges[::2], value.points.edges[1::2], strict=True)
    return sum((1 << place[end]) - (1 << place[first]) for first, end in runs)


def _grouped(edges: dict[int, list[int]], cuts: list[int]) -> list[tuple[AddressSet, TransportSet]]:
    alike: dict[tuple[int, ...], list[tuple[int, int]]] = {}
    for bit, found in edges.items():
        alike.setdefault(tuple(found), []).append((cuts[bit], cuts[bit + 1] - 1))
    return [(AddressSet(IntervalSet(who)), TransportSet(IntervalSet.of(*runs))) for who, runs in sorted(alike.items())]


def _split(exposure: Exposure, sources: AddressSet, arriving: TransportSet) -> Iterator[Row]:
    way = exposure.way
    dialled = way.dialled_for(arriving)
    if dialled >= ALL4 or dialled >= ALL6:
        yield Row(exposure, "all", sources, dialled, arriving)
        return
    for protocol in dialled.protocols:
        kept = dialled.only(protocol)
        target = way.arriving_of(kept) if way.offset is not None else arriving
        yield Row(exposure, protocol.value, sources, kept, target)


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
def _packet(sources: AddressSet, dialled: TransportSet) -> Packet:
    return chosen(dialled, lambda _: [(sources, AddressSet.everyone())])


PLACE = {name: i for i, name in enumerate(("all", "tcp", "udp", "icmp", "icmpv6", "gre", "other"))}


def _order(row: Row) -> tuple[object, ...]:
    return (PLACE[row.protocol], row.dialled.points.edges, row.sources.points.edges)
