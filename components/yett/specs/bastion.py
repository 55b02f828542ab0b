"""A bastion: the one machine that administrators dial, and the tiers that admit it and nobody else."""

from collections.abc import Iterator
from typing import Optional

from pydantic import model_validator

from yett.specs.access import AccessSpec, TierAccess
from yett.specs.denied import Denied
from yett.specs.instance_group import InstanceGroupSpec
from yett.specs.mapped import MappedSpec
from yett.specs.opening import Opening
from yett.specs.peer import Peer
from yett.specs.port_mapping import PortMappingSpec
from yett.specs.port_range import PortRange
from yett.specs.problems import ProblemError, refuse
from yett.specs.protocol import Protocol
from yett.specs.scenario import built
from yett.specs.security_group import GroupType
from yett.specs.vpc import VpcSpec

BASTION = "bastion"
"""What the other tiers call the group of the bastion."""


class BastionSpec(MappedSpec):
    """Who may dial the bastion, and what it may reach; default: nobody and nothing."""

    owner: str
    """The team or role that answers for administration, 1..200 characters."""
    network: VpcSpec
    """The VPC: a tier for the bastion (public in mode eip, else private) and one for each key of administered."""
    instances: InstanceGroupSpec
    """The bastion's machines."""
    mapping: PortMappingSpec
    """How the bastion is dialled and by whom: never by everyone, and every opening says when it is looked at again."""
    administered: Optional[dict[str, list[PortRange]]] = None
    """The tcp ports that the bastion reaches in other tiers, such as app: [22]; default: none."""
    egress: Optional[list[Opening]] = None
    """Whom the bastion may reach outside; default: nobody but the administered tiers."""
    peer_zones: Optional[dict[str, list[str]]] = None
    """CIDRs by the name that peers use, such as office; default: no names."""
    denied: Optional[list[Denied]] = None
    """Addresses that neither the bastion nor any tier speaks with, whatever an opening says; default: none."""
    security_group_type: Optional[GroupType] = GroupType.NORMAL
    """normal (basic) or enterprise groups for all tiers; default: normal."""

    @classmethod
    def parts(cls) -> tuple[str, ...]:
        """The parts that take the named zones of the whole."""
        return ("mapping",)

    def others(self) -> list[str]:
        """The administered tiers."""
        return list(self.administered or {})

    @model_validator(mode="after")
    def _meant(self) -> "BastionSpec":
        refuse([*self._tiers(), *self.place_problems(), *self.zones_once()])
        refuse([*self.mapping_problems(), *self._few_dial(), *self.egress_problems(self.egress)])
        refuse(built(access=self.access, mapping=self.check_mapping))
        return self

    def grants(self) -> dict[str, list[Opening]]:
        """What the administered tiers admit: the bastion, at their ports."""
        return {name: [self._administration(ports)] for name, ports in (self.administered or {}).items()}

    def access(self) -> AccessSpec:
        """The group of the bastion, and one for each administered tier."""
        tiers = {name: TierAccess(ingress=found, cidrs=self._cidrs(name)) for name, found in self.grants().items()}
        bastion = TierAccess(
            ingress=self.mapping.behind() or None,
            egress=self.egress,
            cidrs=list(self.tier_of(self.place).cidrs.values()),
        )
        return AccessSpec(
            tiers={BASTION: bastion, **tiers},
            peer_zones=self.peer_zones,
            denied=self.denied,
            security_group_type=self.security_group_type,
        )

    def _administration(self, ports: list[PortRange]) -> Opening:
        return Opening(
            peers=[Peer(group=BASTION)],
            protocol=Protocol.TCP,
            ports=ports,
            reason="administration over the bastion",
            owner=self.owner,
        )

    def _cidrs(self, name: str) -> list[str]:
        return list(self.network.tier(name).cidrs.values())

    def _tiers(self) -> Iterator[ProblemError]:
        known = [tier.name for tier in self.network.tiers or []]
        for name, ports in (self.administered or {}).items():
            if name not in known or name == BASTION:
                allowed = ", ".join(sorted({*known} - {BASTION})) or "no tier, the network has none"
                yield ProblemError("no other tier of this name", allowed=allowed, at=("administered", name))
            if not ports:
                yield ProblemError("is empty", allowed="at least one port", at=("administered", name))

    def _few_dial(self) -> Iterator[ProblemError]:
        for number, opening in enumerate(self.mapping.openings or []):
            at = ("mapping", "openings", number)
            if any(peer.anywhere is not None for peer in opening.peers):
                fix = "name the office, vpn or on-call addresses that administrate"
                yield ProblemError("a bastion is never open to everyone", got=str(opening), fix=fix, at=(*at, "peers"))
            if not opening.expires and not opening.review_by:
                allowed = "expires or review_by, as who administrates changes"
                yield ProblemError("nobody looks at it again", allowed=allowed, at=at)
