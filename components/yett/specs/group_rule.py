"""One line of a security group, every field said, so that no provider default (0.0.0.0/0, -1/-1) ever holds."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Optional

from yett.specs.declared import Direction
from yett.specs.opening import Opening
from yett.specs.openings import Zones
from yett.specs.peer import EVERYONE, Peer
from yett.specs.port_range import PortRange
from yett.specs.protocol import Protocol
from yett.specs.slug import slug

ACCEPT_PRIORITY = 50
"""Room above for deny lists, room below for a catch-all (1 is the strongest, 100 the weakest)."""
DENY_PRIORITY, LAST_PRIORITY = 1, 100


@dataclass(frozen=True, slots=True)
class GroupRule:
    """Exactly one of cidr, group and prefix_list is set; ports are set for tcp and udp only."""

    direction: Direction
    protocol: Protocol
    ports: Optional[PortRange]
    policy: str
    priority: int
    description: str
    cidr: Optional[str] = None
    group: Optional[str] = None
    prefix_list: Optional[str] = None

    @property
    def peer(self) -> str:
        """The other end as text."""
        return self.cidr or self.group or self.prefix_list or ""

    @property
    def key(self) -> str:
        """What it is called below its group: from what it admits, so it survives any change around it.

        A zone or a balancer is named by its CIDR: the same rule written otherwise keeps its name, else the new one
        would be created (the cloud answers 200 to a duplicate) and then removed together with the old one.
        """
        ports = [str(self.ports.first), str(self.ports.last)] if self.ports else []
        policy = [] if self.policy == "accept" else [self.policy]
        return "-".join([self.direction.value, *policy, self.protocol.value, *ports, slug(self.peer)])

    @property
    def port_range(self) -> str:
        """The provider's spelling: "22/22", or "-1/-1" for a protocol without ports."""
        return f"{self.ports.first}/{self.ports.last}" if self.ports else "-1/-1"


def rules_of(opening: Opening, direction: Direction, zones: Zones) -> list[GroupRule]:
    """One accept rule for each peer address and port range of the opening."""
    said = f"{opening.reason} ({opening.owner})"
    ranges: Iterable[Optional[PortRange]] = opening.ports or [None]
    return [
        GroupRule(direction, opening.protocol, ports, "accept", ACCEPT_PRIORITY, said, **end)
        for peer in opening.peers
        for end in _ends(opening, peer, zones)
        for ports in ranges
    ]


def drop(direction: Direction, priority: int, description: str, **end: str) -> GroupRule:
    """Refuses every protocol to or from one end: `cidr=`, `group=` or `prefix_list=`."""
    return GroupRule(direction, Protocol.ALL, None, "drop", priority, description, **end)


def no_other(direction: Direction) -> list[GroupRule]:
    """The catch-all: everything in one direction that no opening admits, in both families.

    A basic group needs it for egress, which the cloud leaves open (help.aliyun.com, security group rules).
    """
    said = f"everything that no {direction.value} opening admits"
    return [drop(direction, LAST_PRIORITY, said, cidr=everyone) for everyone in EVERYONE]


def _ends(opening: Opening, peer: Peer, zones: Zones) -> Iterator[Mapping[str, str]]:
    if peer.group is not None:
        yield {"group": peer.group}
    if peer.prefix_list is not None:
        yield {"prefix_list": peer.prefix_list}
    for cidr in opening.networks(peer, zones) or []:
        yield {"cidr": cidr}
