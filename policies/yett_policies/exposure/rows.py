"""Exposures as rows of ports and sources: what a person reads, and what the published JSON holds."""

from yett.packets import INTERNET
from yett_policies.frozen import frozen
from yett_policies.network import Rule

from .exposure import Exposure
from .parts import Part, parts_of
from .sets import Reach
from .way import Hop


@frozen
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
    def rules(self) -> tuple[Rule, ...]:
        """The rules that let exactly this row in."""
        return self.exposure.landing.rules(self.part, self.exposure.way)

    @property
    def path(self) -> tuple[Hop, ...]:
        """The hops with these rules."""
        return (*self.exposure.hops, *map(self.exposure.landing.hop, self.rules))

    @property
    def witness(self) -> tuple[str, str]:
        """(source, destination) of the packet a person would try; the workload's name where no address is known."""
        way = self.exposure.way
        source, port = self.part.tried
        host = f"[{way.address}]" if ":" in way.address and port else way.address or way.name
        return source, host + port


def rows(exposure: Exposure, landed: Reach | None = None) -> list[Row]:
    """The rows of an exposure, or of a part of it; sorted by protocol and port."""
    if landed is None or landed is exposure.landed:
        return [Row(exposure, part) for part in exposure.landing.parts(exposure.way)]
    return [Row(exposure, part) for part in parts_of(landed, exposure.way)]
