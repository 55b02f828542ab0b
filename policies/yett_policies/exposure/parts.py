"""What one row says of its packets, and the parts of a reach: everyone who may dial the same, each protocol apart."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain

from yett.packets import INTERNET, AddressSet, IntervalSet, Protocol, TransportSet
from yett.packets.axis import Axis
from yett.packets.protocol import BASES, SPANS
from yett.packets.witness import SOURCE_PORT, Packet, chosen_source, preferred_point

from .printed import cidrs_within
from .sets import ALL4, ALL6, Reach
from .way import Way

UDP = TransportSet.udp()


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
        if self.arriving is self.dialled:
            return self.ports
        # what is dialled over udp as quic arrives over tcp
        is_turned = self.protocol == "udp" and not self.arriving & UDP
        return port_texts(self.arriving, "tcp" if is_turned else self.protocol)

    @cached_property
    def internet_cidrs(self) -> tuple[str, ...]:
        """Of the internet, the fewest CIDRs that say the same as the sources, so "0.0.0.0/0" for the whole of it."""
        return cidrs_within(self.sources, INTERNET)

    @cached_property
    def tried(self) -> tuple[str, str]:
        """(source, port) of the packet a person would try: "198.51.100.7:50000" and ":22", no ports for icmp."""
        packet = Packet(chosen_source(self.sources), "", _point(self.dialled))
        port = packet.port
        if port is None:
            return packet.source, ""
        source = f"[{packet.source}]" if ":" in packet.source else packet.source
        return f"{source}:{SOURCE_PORT}", f":{port}"


def parts_of(landed: Reach, way: Way) -> list[Part]:
    """The parts of what lands by a way, sorted by protocol and port."""
    return ordered(part for sources, carried in by_transport(landed) for part in _split(way, sources, carried))


def narrowed(wider: Iterable[Part], way: Way) -> list[Part]:
    """The parts of the same way where it carries less: most of them stay what they are."""
    found: list[Part] = []
    for part in wider:
        kept = part.arriving & way.arriving
        found += [part] if kept == part.arriving else _split(way, part.sources, kept) if kept else ()
    return ordered(found)


def ordered(found: Iterable[Part]) -> list[Part]:
    """The same order for the same parts."""
    return sorted(found, key=_order)


def by_transport(found: Reach) -> list[tuple[AddressSet, TransportSet]]:
    """The same pairs turned round: disjoint transports, each with everyone who may; all address sets differ.

    Cost: linear in the pieces and in the ports that change between neighbours.
    """
    inner = found.inner
    axis = Axis(value.points.edges for value in inner)
    masks = {id(value): axis.mask(value.points.edges) for value in inner}
    turns: dict[int, list[int]] = {}
    before = 0
    for edge, value in zip(found.edges, found.values, strict=True):
        now = masks[id(value)] if value is not None else 0
        turns.setdefault(before ^ now, []).append(edge)
        before = now
    alike = sorted((sorted(chain.from_iterable(turns[turn] for turn in t)), mask) for mask, t in _turning(turns))
    return [(AddressSet(IntervalSet(tuple(who))), axis.transport(mask)) for who, mask in alike]


def _turning(turns: Iterable[int]) -> list[tuple[int, list[int]]]:
    """Bits that always turn together, each set of them with the turns that it is part of."""
    found: list[tuple[int, list[int]]] = []
    for turn in turns:
        left = turn
        for at in range(len(found)):
            mask, turned = found[at]
            if inside := mask & left:
                left ^= inside
                found[at] = (inside, [*turned, turn])
                if mask != inside:
                    found.append((mask ^ inside, turned))
                if not left:
                    break
        if left:
            found.append((left, [turn]))
    return found


def _split(way: Way, sources: AddressSet, arriving: TransportSet) -> Iterator[Part]:
    dialled = way.dialled_for(arriving)
    if not dialled.points.edges[0] and (dialled >= ALL4 or dialled >= ALL6):
        yield Part("all", sources, dialled, arriving)
        return
    for protocol, kept in _by_protocol(dialled):
        yield Part(protocol, sources, kept, way.arriving_of(kept) if way.offset is not None else arriving)


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
        known = Protocol(protocol)
        own, base = (carried.points & SPANS[known]).runs, BASES[known]
        return tuple(str(first - base) if first == last else f"{first - base}-{last - base}" for first, last in own)
    whole = protocol == "all" or carried == TransportSet.of(Protocol(protocol))
    return () if whole else (str(carried).partition("/")[2],)


_point = lru_cache(maxsize=1 << 14)(preferred_point)


PLACE = {name: i for i, name in enumerate(("all", "tcp", "udp", "icmp", "icmpv6", "gre", "other"))}


def _order(part: Part) -> tuple[object, ...]:
    return (PLACE[part.protocol], part.dialled.points.edges, part.sources.points.edges)
