"""The network's words as sets of packets, each made once."""

from collections.abc import Iterable
from functools import lru_cache

from yett.packets import AddressSet, IntervalSet, Product, Protocol, TransportSet
from yett.packets.address_text import V6_FIRST
from yett_policies.network import ALL_PORTS, Cidr, PortRange

Reach = Product[TransportSet]
"""Source addresses x what they may send."""

EVERYONE = AddressSet.everyone()
EVERYONE4 = AddressSet.everyone_v4()
EVERYONE6 = AddressSet.everyone_v6()
NOBODY = AddressSet.empty()
NOTHING: Reach = Product()
EIP_CARRIES = TransportSet.tcp() | TransportSet.udp() | TransportSet.icmp()
"""An EIP carries nothing else ([SDK-vpc] AssociateEipAddress)."""

ALL4 = TransportSet.all() - TransportSet.icmpv6()
ALL6 = TransportSet.all() - TransportSet.icmp()
"""Everything that exists over one address family."""

WIDE = (ALL4, ALL6)
"""What ways to a whole address carry."""

BALANCED = {"tcp": "tcp", "udp": "udp", "http": "tcp", "https": "tcp", "tcpssl": "tcp", "quic": "udp"}
"""What a listener's protocol is on the wire."""


@lru_cache(maxsize=1 << 16)
def block(cidr: Cidr) -> AddressSet:
    """One block as a set."""
    base = V6_FIRST if cidr.version == 6 else 0
    return AddressSet(IntervalSet((base + cidr.first, base + cidr.last + 1)))


def addresses(cidrs: Iterable[Cidr]) -> AddressSet:
    """The union of blocks."""
    found = [block(cidr) for cidr in cidrs]
    return found[0] if len(found) == 1 else AddressSet(IntervalSet.union(f.points for f in found))


@lru_cache(maxsize=1 << 14)
def transport(protocol: str, ports: PortRange) -> TransportSet:
    """A rule's protocol and ports; ports count for tcp and udp only, and port 0 cannot be dialled."""
    if protocol in ("all", "any"):
        return TransportSet.all()
    if protocol not in ("tcp", "udp") or ports == ALL_PORTS:
        return TransportSet.of(Protocol(protocol))
    if ports.last < 1:
        return TransportSet.empty()
    return TransportSet.of(Protocol(protocol), (max(ports.first, 1), ports.last))


def reach(sources: AddressSet, carried: TransportSet) -> Reach:
    """Everything of `carried` from everyone of `sources`."""
    return Product.of(sources.points, carried)


def shifted(found: Reach, by: int) -> Reach:
    """The same sources, ports moved by `by`; the caller keeps to one protocol."""
    if not by:
        return found
    moved = {id(value): TransportSet(value.points.shifted(by)) for value in found.inner}
    return Product(found.edges, tuple(None if v is None else moved[id(v)] for v in found.values))
