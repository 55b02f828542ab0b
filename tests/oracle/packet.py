"""One packet and where it ends up, so that a question to the oracle is `deliveries(cloud, packet)`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Packet:
    """A first packet as its sender writes it: `entry` is the address dialled, `port` None where there are no ports."""

    source: str
    entry: str
    protocol: str  # tcp, udp, icmp, icmpv6 or gre
    port: int | None = None


@dataclass(frozen=True, slots=True, order=True)
class Delivery:
    """Who got the packet, on which port, and through which resources in the order the packet met them.

    `certain` is False where Alibaba Cloud documents no answer: neither reachable nor closed may be claimed.
    """

    workload: str
    port: int | None
    path: tuple[str, ...]
    certain: bool = True
