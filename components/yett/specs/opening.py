"""An opening is the one way to open anything: who may, what, why, who answers for it, and until when.

- peer: {cidr: 203.0.113.0/24}
  protocol: tcp
  ports: [22]
  reason: administration from the office
  owner: platform team
  expires: "2027-06-30"
"""

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any, Optional

from pydantic import field_validator, model_validator

from yett import packets
from yett.specs.base import Spec
from yett.specs.bounds import said
from yett.specs.cidr import version
from yett.specs.path import SHORTHAND
from yett.specs.peer import Peer
from yett.specs.port_range import PortRange
from yett.specs.problems import ProblemError
from yett.specs.protocol import Protocol
from yett.specs.slug import slug

MIDNIGHT = (" 00:00:00 +0000 UTC", "T00:00:00Z", " 00:00:00")
"""What the engine and YAML readers add to a day that was written without quotes."""


class Opening(Spec):
    """A dated record of who may reach what; default: nobody may.

    Before `opened`, from the day after `expires`, and when `closed`, nothing is built for it; the record stays.
    """

    peers: list[Peer]
    """Who may; a single one may be written as `peer: {...}`."""
    protocol: Protocol
    """tcp, udp, icmp, icmpv6, gre or all."""
    ports: Optional[list[PortRange]] = None
    """Ports of tcp and udp, such as 443 or "8000-8010"; the other protocols have none and carry everything."""
    reason: str
    """Why it is open, 1..200 characters."""
    owner: str
    """The team or role that answers for it, 1..200 characters."""
    ticket: Optional[str] = None
    """Where it was asked for; default: no ticket."""
    approvers: Optional[list[str]] = None
    """Who agreed; default: nobody was asked."""
    opened: Optional[str] = None
    """The first day it is open, YYYY-MM-DD; default: not recorded, and open from the start."""
    expires: Optional[str] = None
    """The last day it is open, YYYY-MM-DD; from the next day it is not built; default: it never ends."""
    review_by: Optional[str] = None
    """The day by which somebody looks at it again, YYYY-MM-DD; a warning afterwards; default: never."""
    closed: Optional[bool] = False
    """Whether the port is closed although the record stays; default: open."""

    @model_validator(mode="before")
    @classmethod
    def _shorthand(cls, data: object) -> object:
        return _listed(dict(data)) if isinstance(data, Mapping) else data

    @field_validator("reason", "owner", "ticket")
    @classmethod
    def _said(cls, text: Optional[str]) -> Optional[str]:
        return said(text)

    @field_validator("opened", "expires", "review_by", mode="before")
    @classmethod
    def _dated(cls, value: object) -> object:
        return None if value is None else iso_day(value)

    @field_validator("peers")
    @classmethod
    def _somebody(cls, peers: list[Peer]) -> list[Peer]:
        if not peers:
            raise ProblemError(
                "no peer", allowed="at least one peer", fix="to keep the record only, write closed: true"
            )
        return peers

    @model_validator(mode="after")
    def _meant(self) -> "Opening":
        if self.protocol.has_ports and not self.ports:
            raise ProblemError("is missing", allowed="the ports", fix='for every port write "1-65535"', at=("ports",))
        if self.ports and not self.protocol.has_ports:
            raise ProblemError(f"{self.protocol.value} has no ports", allowed="ports of tcp or udp only", at=("ports",))
        for index, peer in enumerate(self.peers):
            if peer.cidr and not self.protocol.carries(version(peer.cidr)):
                said_so = f"{self.protocol.value} does not exist in this address family"
                raise ProblemError(said_so, got=peer.cidr, at=("peers", index, "cidr"))
        if self.opened and self.expires and self.expires < self.opened:
            raise ProblemError(got=self.expires, allowed=f"a day after it was opened ({self.opened})", at=("expires",))
        return self

    @property
    def key(self) -> str:
        """A name that depends on what is opened to whom, and on nothing else: not on reason, owner, dates or order.

        >>> Opening.parse({"peer": {"cidr": "203.0.113.0/24"}, "protocol": "tcp", "port": 22,
        ...                "reason": "r", "owner": "o"}).key
        'tcp-22-203.0.113.0-24'
        """
        ports = sorted(str(ports) for ports in self.ports or [])
        names = sorted(slug(str(peer)) for peer in self.peers)
        if len(ports) <= 1 and len(names) == 1:
            return "-".join([self.protocol.value, *ports, *names])
        digest = hashlib.sha256("|".join([*ports, "", *names]).encode()).hexdigest()[:10]
        return f"{self.protocol.value}-{digest}"

    def is_expired(self, today: date) -> bool:
        """Whether the last day is over."""
        return self.expires is not None and self.expires < today.isoformat()

    def is_open(self, today: date) -> bool:
        """Whether something is built for it today."""
        begun = self.opened is None or self.opened <= today.isoformat()
        return not self.closed and begun and not self.is_expired(today)

    def needs_review(self, today: date) -> bool:
        """Whether it is open and nobody looked at it in time."""
        return self.is_open(today) and self.review_by is not None and self.review_by < today.isoformat()

    def admits(self, protocol: Protocol, ports: PortRange) -> bool:
        """Whether all these ports of the protocol are opened, to whomever."""
        return self.protocol.covers(protocol) and (not self.ports or any(run.holds(ports) for run in self.ports))

    def transport(self) -> packets.TransportSet:
        """What it carries, as a set."""
        if self.protocol is Protocol.ALL:
            return packets.TransportSet.all()
        ports = [(run.first, run.last) for run in self.ports or []]
        return packets.TransportSet.of(packets.Protocol(self.protocol.value), *ports)

    def sources(self, zones: Mapping[str, list[str]]) -> Optional[packets.AddressSet]:
        """Everyone who may, or None when a peer is a group or a prefix list: unknown is never nobody."""
        found = [self.networks(peer, zones) for peer in self.peers]
        if any(cidrs is None for cidrs in found):
            return None
        return packets.AddressSet.of(*(cidr for cidrs in found for cidr in cidrs or []))

    def networks(self, peer: Peer, zones: Mapping[str, list[str]]) -> Optional[list[str]]:
        """The CIDRs behind a peer in the families that the protocol exists in, or None where the spec cannot know."""
        cidrs = peer.cidrs(zones)
        return None if cidrs is None else [cidr for cidr in cidrs if self.protocol.carries(version(cidr))]

    def to_traffic(
        self, zones: Optional[Mapping[str, list[str]]] = None, destination: Optional[packets.AddressSet] = None
    ) -> Optional[packets.TrafficSet]:
        """The packets it admits, to `destination` or to everyone; None when the peers' addresses are not known.

        >>> print(Opening.parse({"peer": {"cidr": "203.0.113.0/24"}, "protocol": "tcp", "port": 22,
        ...                      "reason": "r", "owner": "o"}).to_traffic())
        203.0.113.0/24 -> 0.0.0.0/0 tcp/22
        """
        sources = self.sources(zones or {})
        everyone = packets.AddressSet.everyone()
        if sources is None:
            return None
        return packets.TrafficSet.of(sources, everyone if destination is None else destination, self.transport())

    def __str__(self) -> str:
        ports = ",".join(str(run) for run in self.ports or [])
        return f"{self.protocol.value}{'/' if ports else ''}{ports} from {', '.join(map(str, self.peers))}"


def _listed(data: dict[str, Any]) -> dict[str, Any]:
    """A list of one that was written without the list, as a list."""
    for many, one in SHORTHAND.items():
        if data.get(one) is not None and data.get(many) is None:
            data[many] = [data.pop(one)]
        if isinstance(data.get(many), int | float | str):
            data[many] = [data[many]]
    return data


def iso_day(value: object) -> str:
    """A day as YYYY-MM-DD.

    Raises ProblemError.
    """
    text = str(value) if isinstance(value, str | int | date) else ""
    for midnight in MIDNIGHT:
        text = text.removesuffix(midnight)
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise ProblemError(got=value, allowed="a day as YYYY-MM-DD") from None
