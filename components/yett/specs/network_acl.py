"""The network ACL of a tier: what passes its edge whatever its groups admit, with the rows that replies need.

A network ACL is stateless (doc-detail/116626): a connection passes when both directions have a row for it, so for
every row that yett is told it writes the row of the replies too. A row opens nothing: the groups still decide.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Optional

from pydantic import field_validator, model_validator

from yett.specs.base import Spec
from yett.specs.cidr import version
from yett.specs.peer import Peer, narrow
from yett.specs.port_range import PortRange
from yett.specs.problems import ProblemError
from yett.specs.protocol import Protocol
from yett.specs.slug import slug

MOST_ENTRIES = 100
"""Rows of one direction (doc-detail/116626)."""
VPC_IPV6 = "vpc-ipv6"
"""Stands for the IPv6 network of the VPC, which only the cloud knows."""
REPLY_PORTS = PortRange.of(1024, 65535)
"""Where replies arrive: the ports that clients, and NAT gateways in their place, speak from."""
REPLIES = {
    Protocol.TCP: ((Protocol.TCP, REPLY_PORTS),),
    Protocol.UDP: ((Protocol.UDP, REPLY_PORTS),),
    Protocol.ALL: (
        (Protocol.TCP, REPLY_PORTS),
        (Protocol.UDP, REPLY_PORTS),
        (Protocol.ICMP, None),
        (Protocol.ICMPV6, None),
    ),
}
"""What comes back of a protocol; of the others the same protocol does."""


@dataclass(frozen=True, slots=True)
class AclEntry:
    """One row as the cloud has it; the first that matches decides, and what none matches is dropped."""

    policy: str
    protocol: Protocol
    ports: Optional[PortRange]
    peer: str
    """A CIDR, or VPC_IPV6."""

    @property
    def name(self) -> str:
        """What the row is called, from what it says."""
        said = [slug(self.peer), *([] if self.policy == "accept" else [self.policy])]
        return "-".join([*said, *([] if self.protocol is Protocol.ALL else [self.protocol.value]), *self._ports()])

    @property
    def port(self) -> str:
        """The provider's spelling: "1024/65535", or "-1/-1" for all."""
        return f"{self.ports.first}/{self.ports.last}" if self.ports else "-1/-1"

    @property
    def ip_version(self) -> str:
        return "IPV6" if self.peer == VPC_IPV6 or version(self.peer) == 6 else "IPV4"

    def _ports(self) -> list[str]:
        return [str(self.ports)] if self.ports else []


class AclRow(Spec):
    """One peer outside the VPC and what may pass between it and the tier."""

    peer: Peer
    """A cidr, or anywhere with the reason; a group or a prefix list is nothing a network ACL knows."""
    protocol: Protocol
    """tcp, udp, icmp, icmpv6, gre or all."""
    ports: Optional[list[PortRange]] = None
    """Ports of tcp and udp at the end that is dialled; the other protocols have none."""

    @field_validator("peer")
    @classmethod
    def _addressed(cls, peer: Peer) -> Peer:
        if peer.cidr is None and peer.anywhere is None:
            raise ProblemError("is nothing a network ACL knows", got=str(peer), allowed="cidr or anywhere")
        return peer

    @model_validator(mode="after")
    def _meant(self) -> "AclRow":
        if self.protocol.has_ports and not self.ports:
            raise ProblemError("is missing", allowed="the ports", fix='for every port write "1-65535"', at=("ports",))
        if self.ports and not self.protocol.has_ports:
            raise ProblemError(f"{self.protocol.value} has no ports", allowed="ports of tcp or udp only", at=("ports",))
        return self

    def entries(self) -> Iterator[AclEntry]:
        """The rows that let the peer in, or the tier out to it."""
        ranges: Sequence[Optional[PortRange]] = self.ports or [None]
        for cidr in self._cidrs(self.protocol):
            yield from (AclEntry("accept", self.protocol, ports, cidr) for ports in ranges)

    def replies(self) -> Iterator[AclEntry]:
        """The rows of the other direction that let its replies pass."""
        for protocol, ports in REPLIES.get(self.protocol, ((self.protocol, None),)):
            yield from (AclEntry("accept", protocol, ports, cidr) for cidr in self._cidrs(protocol))

    def _cidrs(self, protocol: Protocol) -> list[str]:
        return [cidr for cidr in self.peer.cidrs({}) or [] if protocol.carries(version(cidr))]


class NetworkAclSpec(Spec):
    """Rows at the edge of a tier; default: the VPC and, but for isolated tiers, whom the tier itself dials."""

    admits: Optional[list[AclRow]] = None
    """Who may dial the tier from outside the VPC; default: nobody."""
    reaches: Optional[list[AclRow]] = None
    """Whom the tier may dial outside the VPC; default: everybody, but from isolated tiers nobody."""
    drops: Optional[list[str]] = None
    """Networks that nothing passes to or from, before every other row; default: none."""

    @field_validator("drops")
    @classmethod
    def _narrow(cls, cidrs: Optional[list[str]]) -> Optional[list[str]]:
        for number, text in enumerate(cidrs or []):
            try:
                narrow(text)
            except ProblemError as found:
                raise found.below(number) from None
        return None if cidrs is None else [narrow(text) for text in cidrs]

    def ipv6_peers(self) -> Iterator[ProblemError]:
        """Peers that a tier without IPv6 does not have."""
        said, fix = "the tier has no IPv6", "give it ipv6, or leave the row out"
        for field in ("admits", "reaches"):
            for number, row in enumerate(getattr(self, field) or []):
                if row.peer.cidr and version(row.peer.cidr) == 6:
                    yield ProblemError(said, got=row.peer.cidr, fix=fix, at=(field, number, "peer", "cidr"))

    def entries(self, inner: list[str], goes_out: bool, ipv6: bool) -> tuple[list[AclEntry], list[AclEntry]]:
        """(ingress, egress) rows in the order they are judged.

        `inner` are the networks that everything passes to and from; `goes_out` is whether `reaches` left out means
        everybody.
        """
        everybody = [AclRow(peer=Peer(anywhere="its groups say whom it dials"), protocol=Protocol.ALL)]
        reaches = self.reaches if self.reaches is not None else everybody if goes_out else []
        admits = self.admits or []
        dropped = [AclEntry("drop", Protocol.ALL, None, cidr) for cidr in self.drops or []]
        both = [*dropped, *(AclEntry("accept", Protocol.ALL, None, cidr) for cidr in [*inner, VPC_IPV6])]
        ingress = [*both, *_of(admits, AclRow.entries), *_of(reaches, AclRow.replies)]
        egress = [*both, *_of(reaches, AclRow.entries), *_of(admits, AclRow.replies)]
        return _once(ingress, ipv6), _once(egress, ipv6)


def _of(rows: list[AclRow], side: Callable[[AclRow], Iterator[AclEntry]]) -> Iterator[AclEntry]:
    return (entry for row in rows for entry in side(row))


def _once(entries: list[AclEntry], ipv6: bool) -> list[AclEntry]:
    """Each row where it stands first; those of IPv6 only where there is some."""
    return list(dict.fromkeys(entry for entry in entries if ipv6 or entry.ip_version == "IPV4"))
