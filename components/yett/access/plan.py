"""The sentence this makes possible: `web.allow_from(front, Port.tcp(8080), reason="the site", owner="web team")`.

A plan is data: it knows no resource, so everything that is wrong is said before the first one is registered. Its spec
is what the components register, so that the intent stands in the plan and the state beside what was built.
"""

from collections.abc import Sequence
from typing import Optional, Unpack

from yett.errors import SpecError
from yett.specs.access import AccessSpec
from yett.specs.denied import Denied
from yett.specs.opening import Opening
from yett.specs.peer import Peer
from yett.specs.record import Carried, Record, openings_for
from yett.specs.security_group import GroupType


class Tier:
    """The security group of one tier, as it is planned; as a peer it is its members."""

    def __init__(self, name: str, fields: dict[str, object]) -> None:
        self.name = name
        self._fields = fields
        self._ingress: list[Opening] = []
        self._egress: list[Opening] = []

    @property
    def peer(self) -> Peer:
        """The tier as the other end of an opening."""
        return Peer(group=self.name)

    def allow_from(self, peers: "Ends", what: Carried, **record: Unpack[Record]) -> "Tier":
        """Let peers reach the members: one or a list of them, and what they may reach.

        A peer that is a tier of the same plan is let out as well. Raises SpecError.
        """
        self._ingress += _openings(f"{self.name}.allow_from", peers, what, record)
        return self

    def allow_to(self, peers: "Ends", what: Carried, **record: Unpack[Record]) -> "Tier":
        """Let the members reach peers outside the plan; between tiers say `allow_from` at the one that is reached.

        Raises SpecError.
        """
        self._egress += _openings(f"{self.name}.allow_to", peers, what, record)
        return self

    def plain(self) -> dict[str, object]:
        """The tier as `AccessSpec` reads it."""
        return {**self._fields, "ingress": self._ingress or None, "egress": self._egress or None}


class Door:
    """A balancer or a gateway, as it is planned: its openings go into that component's spec."""

    def __init__(self, name: str, peer: Optional[Peer]) -> None:
        self.name = name
        self._peer = peer
        self.openings: list[Opening] = []

    @property
    def peer(self) -> Peer:
        """The door as the other end of an opening: a balancer speaks to its servers, a gateway to nobody."""
        if self._peer is None:
            raise TypeError(f"{self.name} hands packets on as their senders sent them, name those senders as peers")
        return self._peer

    def allow_from(self, peers: "Ends", what: Carried, **record: Unpack[Record]) -> "Door":
        """Let peers dial it: one or a list of them, and what they may dial.

        Raises SpecError.
        """
        self.openings += _openings(f"{self.name}.allow_from", peers, what, record)
        return self


class AccessPlan:
    """Tiers, doors, named zones and deny lists, composed to one `AccessSpec`."""

    def __init__(self, security_group_type: GroupType = GroupType.NORMAL, catch_all: bool = False) -> None:
        self._whole: dict[str, object] = {"security_group_type": security_group_type, "catch_all": catch_all}
        self._tiers: dict[str, Tier] = {}
        self._denied: list[Denied] = []
        self.peer_zones: dict[str, list[str]] = {}
        """CIDRs by name, for the specs of balancers and gateways too."""

    def tier(
        self,
        name: str,
        *,
        cidrs: Optional[list[str]] = None,
        prefix_list: Optional[str] = None,
        security_group_type: Optional[GroupType] = None,
        description: Optional[str] = None,
    ) -> Tier:
        """The tier of this name; raises ValueError for a name that is taken."""
        if name in self._tiers:
            raise ValueError(f'the plan has a tier "{name}" already, keep what `tier` gave you the first time')
        fields: dict[str, object] = {"cidrs": cidrs, "prefix_list": prefix_list, "description": description}
        self._tiers[name] = Tier(name, {**fields, "security_group_type": security_group_type})
        return self._tiers[name]

    def balancer(self, name: str) -> Door:
        """A balancer; servers behind its http and https listeners see it, behind tcp and udp its clients."""
        return Door(name, Peer(balancer=name))

    def gateway(self, name: str) -> Door:
        """A NAT gateway; hosts behind its port forwards see the clients."""
        return Door(name, None)

    def zone(self, name: str, cidrs: list[str]) -> Peer:
        """A named zone such as office or vpn, as a peer."""
        self.peer_zones[name] = cidrs
        return Peer(zone=name)

    def deny(
        self,
        *,
        cidrs: Optional[list[str]] = None,
        file: Optional[str] = None,
        prefix_lists: Optional[list[str]] = None,
        reason: str,
        owner: str,
        ticket: Optional[str] = None,
        expires: Optional[str] = None,
    ) -> "AccessPlan":
        """Refuse addresses in both directions, above every opening of every tier; raises SpecError."""
        data = {"cidrs": cidrs, "file": file, "prefix_lists": prefix_lists, "reason": reason, "owner": owner}
        self._denied.append(Denied.parse({**data, "ticket": ticket, "expires": expires}, "deny"))
        return self

    def spec(self) -> AccessSpec:
        """The plan as a spec; raises SpecError with every problem and its path."""
        tiers = {name: tier.plain() for name, tier in self._tiers.items()}
        said = {"peer_zones": self.peer_zones or None, "denied": self._denied or None}
        return AccessSpec.parse({**self._whole, **said, "tiers": tiers}, "plan")


Ends = Peer | Tier | Door | Sequence[Peer | Tier | Door]
"""One peer or several."""


def _openings(where: str, peers: Ends, what: Carried, record: Record) -> list[Opening]:
    ends = [*peers] if isinstance(peers, Sequence) and not isinstance(peers, str) else [peers]
    found = [end.peer if isinstance(end, Tier | Door) else end for end in ends]
    if not hasattr(what, "ports"):
        raise SpecError(where, got=what, allowed='ports such as Port.tcp(8080), or preset("mysql")')
    return openings_for(found, what, where, **record)
