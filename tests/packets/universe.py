"""A universe small enough to list: what the algebra says is compared with Python sets of single members."""

import random

from hypothesis import strategies as st

from yett.packets import AddressSet, Box, IntervalSet, Packet, TrafficSet, TransportSet
from yett.packets.address_text import V6_FIRST, address_text

ADDRESSES = [*range(8), *range(V6_FIRST, V6_FIRST + 4)]
POINTS = [0x10001, 0x10002, 0x10003, 0x10004, 0x20001, 0x20002, 0x30000, 0x30001, 47, 50]
PACKETS = [(s, d, t) for s in ADDRESSES for d in ADDRESSES for t in POINTS if (s < V6_FIRST) == (d < V6_FIRST)]

addresses = st.sets(st.sampled_from(ADDRESSES)).map(lambda found: AddressSet(IntervalSet.of(*found)))
transports = st.sets(st.sampled_from(POINTS)).map(lambda found: TransportSet(IntervalSet.of(*found)))
boxes = st.builds(Box, addresses, addresses, transports)
box_lists = st.lists(boxes, max_size=5)

NETS = ["0.0.0.0/0", "0.0.0.0/29", "0.0.0.0/30", "0.0.0.4/30", "0.0.0.0/31", "0.0.0.2/31", "0.0.0.6/31"]
NETS += [f"0.0.0.{host}/32" for host in range(8)]
NETS += ["::/0", "::/126", "::2/127", "::1/128"]
CARRIED = [TransportSet(IntervalSet.of(point)) for point in POINTS]
CARRIED += [TransportSet.tcp(), TransportSet.tcp((2, 3)), TransportSet.tcp((1, 3)), TransportSet.all()]


def traffic(found: list[Box]) -> TrafficSet:
    """The union of boxes by the operator, in the given order."""
    total = TrafficSet.empty()
    for box in found:
        total = total | TrafficSet.of(box.source, box.destination, box.transport)
    return total


def members(found: list[Box]) -> set[tuple[int, int, int]]:
    """The same by single packets."""
    return {
        (source, destination, point)
        for box in found
        for source, destination, point in PACKETS
        if source in box.source.points and destination in box.destination.points and point in box.transport.points
    }


def listed(found: TrafficSet) -> set[tuple[int, int, int]]:
    """The packets of the universe that a traffic set holds, read through its boxes."""
    return members(list(found.boxes))


def random_rules(seed: int, count: int) -> list[tuple[int, bool, AddressSet, TransportSet]]:
    """Rules over the universe: nested and disjoint networks, both families, ties, drops, sets of networks."""
    r = random.Random(seed)
    rules = []
    for _ in range(count):
        accept = r.random() < 0.6
        peer = AddressSet.of(*r.sample(NETS, r.choice([1, 1, 1, 2])))
        rules.append((2 * r.randint(1, 4) + accept, accept, peer, r.choice(CARRIED)))
    return rules


def brute_decider(rules: list[tuple[int, bool, AddressSet, TransportSet]], address: int, point: int) -> int | None:
    """The first rule by (rank, place in the list) that matches one packet."""
    matching = [
        (rank, index)
        for index, (rank, _, peer, transport) in enumerate(rules)
        if address in peer.points and point in transport.points
    ]
    return min(matching)[1] if matching else None


def packet(source: int, destination: int, point: int) -> Packet:
    """A packet by its points."""
    return Packet(address_text(source), address_text(destination), point)
