"""What is opened, said in Python: `web.allow_from(front, Port.tcp(8080), reason=..., owner=...)`."""

from dataclasses import dataclass

from yett.specs.port_range import PortRange
from yett.specs.protocol import Protocol


@dataclass(frozen=True, slots=True)
class Port:
    """A protocol with its ports; tcp and udp name theirs, the other protocols have none.

    >>> str(Port.udp("27000-27017", 27036))
    'udp/27000-27017,27036'
    """

    protocol: Protocol
    ranges: tuple[PortRange, ...] = ()

    @classmethod
    def tcp(cls, *ports: int | str) -> "Port":
        """TCP ports such as 443 or "8000-8010", 1..65535; an opening refuses none at all.

        Raises SpecError.
        """
        return cls(Protocol.TCP, _ranges(ports))

    @classmethod
    def udp(cls, *ports: int | str) -> "Port":
        """UDP ports such as 7777 or "27000-27017", 1..65535; an opening refuses none at all.

        Raises SpecError.
        """
        return cls(Protocol.UDP, _ranges(ports))

    @classmethod
    def icmp(cls) -> "Port":
        """ICMP of IPv4, every type."""
        return cls(Protocol.ICMP)

    @classmethod
    def icmpv6(cls) -> "Port":
        """ICMP of IPv6, every type."""
        return cls(Protocol.ICMPV6)

    @classmethod
    def gre(cls) -> "Port":
        """Generic routing encapsulation."""
        return cls(Protocol.GRE)

    @classmethod
    def every(cls) -> "Port":
        """Every protocol and port."""
        return cls(Protocol.ALL)

    def ports(self) -> tuple["Port", ...]:
        """Itself: what a port and a preset both answer, one for each protocol."""
        return (self,)

    def __str__(self) -> str:
        ranges = ",".join(map(str, self.ranges))
        return f"{self.protocol.value}/{ranges}" if ranges else self.protocol.value


def _ranges(ports: tuple[int | str, ...]) -> tuple[PortRange, ...]:
    return tuple(PortRange.parse(port, "port") for port in ports)
