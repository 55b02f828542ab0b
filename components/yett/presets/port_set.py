"""One named set of ports: what it opens, for whom it is meant, and who says that these are the ports."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Optional

from yett import packets
from yett.errors import SpecError
from yett.packets import services
from yett.presets.tables import LineRow, Row, big_data, cluster, data, operators, queues, visitors
from yett.specs.port import Port
from yett.specs.port_range import PortRange
from yett.specs.protocol import Protocol

FACING = {
    "visitors": ("meant to be dialled from outside", "面向外部访客"),
    "tiers": ("meant for another tier", "面向其他层"),
    "members": ("meant for the other nodes of the same cluster", "面向同一集群的其他节点"),
    "operators": ("meant for those who administer and watch", "面向运维与监控"),
}
"""For whom a preset is meant; a set for one of them holds no port that only another one needs."""


PORTLESS = ("icmp", "icmpv6", "gre")
"""Protocols that are a line by themselves."""


@dataclass(frozen=True, slots=True)
class Line:
    """Some ports of a preset, and what they are for."""

    transport: packets.TransportSet
    service: Optional[str]
    """Its name in the table of services; none for ports that have no name there."""
    english: str
    chinese: str


@dataclass(frozen=True, slots=True)
class Preset:
    """A named set of ports; opened like a port: `web.allow_from(front, preset("web"), ...)`."""

    name: str
    """Lower case, unique."""
    facing: str
    """A key of FACING."""
    lines: tuple[Line, ...]
    english: str
    chinese: str
    source: str
    """Who says that these are the ports."""

    @property
    def transport(self) -> packets.TransportSet:
        """Everything it opens."""
        return packets.TransportSet.union(line.transport for line in self.lines)

    def ports(self) -> tuple[Port, ...]:
        """What it opens, tcp before udp, ascending.

        >>> [str(port) for port in preset("redis-members").ports()]
        ['tcp/6379,16379']
        """
        return tuple(_ports(self.transport))

    def __str__(self) -> str:
        return self.name


def preset(name: str) -> Preset:
    """The preset of this name.

    Raises SpecError for a name that is not there; the message holds the nearest one.
    """
    found = _by_name().get(name)
    if found is None:
        near = get_close_matches(name, _by_name(), 1)
        fix = f'did you mean "{near[0]}"?' if near else "docs/presets.md lists them"
        raise SpecError("preset", "unknown preset", got=name, allowed=f"one of {len(PRESETS)} names", fix=fix)
    return found


def _ports(transport: packets.TransportSet) -> Iterator[Port]:
    for found in transport.protocols:
        protocol = Protocol(found.value)
        runs = transport.ports(found).runs if protocol.has_ports else []
        yield Port(protocol, tuple(PortRange.of(first, last) for first, last in runs))


def _preset(row: Row) -> Preset:
    name, facing, lines, english, chinese, source = row
    return Preset(name, facing, tuple(map(_line, lines)), english, chinese, source)


def _line(row: LineRow) -> Line:
    """A service by its name, perhaps only some of its ports; or ports that have no name, with what they are for."""
    text, *said = (row,) if isinstance(row, str) else row
    name, _, narrowed = text.partition(" ")
    if "/" in name or name in PORTLESS:
        return Line(packets.TransportSet.parse(text), None, *said)
    service = services.named(name)
    transport = packets.TransportSet.parse(narrowed) if narrowed else service.transport
    return Line(transport, name, *(said or (service.english, service.chinese)))


@cache
def _by_name() -> dict[str, Preset]:
    return {found.name: found for found in PRESETS}


PRESETS = tuple(_preset(row) for table in (visitors, data, queues, big_data, cluster, operators) for row in table.TABLE)
"""All of them, what is meant for visitors first."""
