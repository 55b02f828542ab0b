"""A database and its mirror in two VPCs, usually of two regions: the mirror reads the primary over declared ports."""

from collections.abc import Iterator
from typing import Optional

from pydantic import field_validator, model_validator

from yett.specs import openings
from yett.specs.bounds import port, said
from yett.specs.cidr import network
from yett.specs.denied import Denied
from yett.specs.instance_group import InstanceGroupSpec
from yett.specs.mysql_tls import SECURE, require_tls
from yett.specs.opening import Opening
from yett.specs.peer import Peer
from yett.specs.peering import PeeringSpec
from yett.specs.problems import ProblemError, refuse
from yett.specs.scenario import ScenarioSpec, built
from yett.specs.security_group import GroupType, SecurityGroupSpec
from yett.specs.vpc import TierKind, VpcSpec

PORTS = [3306, 3307, 6032]
"""MySQL, its second instance, and the administration of ProxySQL, which moves the writers over."""


class DatabaseMirrorSpec(ScenarioSpec):
    """Two isolated tiers, each in a VPC of its own; default: the mirror alone reaches the primary, and nobody both."""

    owner: str
    """The team or role that answers for the data, 1..200 characters."""
    region: str
    """The region of the primary, as in alicloud:region, such as cn-hangzhou."""
    network: VpcSpec
    """The primary's VPC: exactly one isolated tier."""
    instances: InstanceGroupSpec
    """The primary's machines; their disks are encrypted."""
    mirror_region: str
    """The region of the mirror, such as cn-shanghai."""
    mirror_network: VpcSpec
    """The mirror's VPC: exactly one isolated tier, and no address that the primary's VPC has."""
    mirror_instances: InstanceGroupSpec
    """The mirror's machines; their disks are encrypted."""
    require_tls: Optional[bool] = True
    """Whether MySQL on both sides refuses sessions without TLS 1.2 or newer, told at the first boot; default: it does.

    A user_data of one's own has to say require_secure_transport itself; false is for images that have it already.
    """
    ports: Optional[list[int]] = None
    """The tcp ports that the mirror reaches in the primary; default: 3306, 3307 and 6032."""
    two_way: Optional[bool] = False
    """Whether the primary reaches the mirror too, as after a switch of roles; default: it does not."""
    bandwidth: Optional[int] = None
    """Mbit/s between the regions; default: what the cloud gives."""
    ingress: Optional[list[Opening]] = None
    """Who uses the primary from within its own VPC; default: nobody but the mirror."""
    peer_zones: Optional[dict[str, list[str]]] = None
    """CIDRs by the name that peers use, such as application; default: no names."""
    denied: Optional[list[Denied]] = None
    """Addresses that neither side speaks with, whatever an opening says; default: none."""
    security_group_type: Optional[GroupType] = GroupType.NORMAL
    """normal (basic) or enterprise groups on both sides; default: normal."""

    @field_validator("ports")
    @classmethod
    def _ports(cls, ports: Optional[list[int]]) -> Optional[list[int]]:
        for number, found in enumerate(ports or []):
            try:
                port(found)
            except ProblemError as problem:
                raise problem.below(number) from None
        return ports

    @field_validator("region", "mirror_region")
    @classmethod
    def _named(cls, text: str) -> str:
        return said(text) or text

    @model_validator(mode="after")
    def _meant(self) -> "DatabaseMirrorSpec":
        refuse([*self._tiers(), *self._apart(), *self._encrypted(), *self._over_tls()])
        refuse([*self._zones(), *openings.problems("ingress", self.ingress, self.peer_zones or {})])
        refuse(self._inside())
        refuse(built(primary_group=self.primary_group, mirror_group=self.mirror_group))
        return self

    @property
    def cidrs(self) -> list[str]:
        """The networks of the primary's tier."""
        return self.network.cidrs_of(TierKind.ISOLATED)

    @property
    def mirror_cidrs(self) -> list[str]:
        """The networks of the mirror's tier."""
        return self.mirror_network.cidrs_of(TierKind.ISOLATED)

    def peering(self) -> PeeringSpec:
        """The connection: routes lead to the two tiers and nowhere else."""
        return PeeringSpec(
            accepting_region=self.mirror_region,
            networks=self.cidrs,
            accepting_networks=self.mirror_cidrs,
            bandwidth=self.bandwidth,
        )

    def machines(self) -> tuple[InstanceGroupSpec, InstanceGroupSpec]:
        """The primary's and the mirror's machines, told to refuse plain sessions unless they say so themselves."""
        return self._told(self.instances), self._told(self.mirror_instances)

    def _told(self, machines: InstanceGroupSpec) -> InstanceGroupSpec:
        if self.require_tls is False or machines.user_data is not None:
            return machines
        return machines.model_copy(update={"user_data": require_tls()})

    def primary_group(self) -> SecurityGroupSpec:
        """In from the mirror and from whom the config names; out to the mirror when both ways are declared."""
        return SecurityGroupSpec(
            description="primary databases",
            security_group_type=self.security_group_type,
            peer_zones=self.peer_zones,
            denied=self.denied,
            ingress=[self.reading(self.mirror_cidrs), *(self.ingress or [])],
            egress=[self.reading(self.mirror_cidrs)] if self.two_way else None,
        )

    def mirror_group(self) -> SecurityGroupSpec:
        """Out to the primary; in from it when both ways are declared."""
        return SecurityGroupSpec(
            description="mirror databases",
            security_group_type=self.security_group_type,
            denied=self.denied,
            ingress=[self.reading(self.cidrs)] if self.two_way else None,
            egress=[self.reading(self.cidrs)],
        )

    def reading(self, cidrs: list[str]) -> Opening:
        """The opening between the two, with the other side's networks as peers."""
        peers = [Peer(cidr=cidr) for cidr in cidrs]
        return self.between("the mirror follows the primary, over TLS", peers, self.ports or PORTS)

    def _tiers(self) -> Iterator[ProblemError]:
        for field in ("network", "mirror_network"):
            count = len(getattr(self, field).tiers_of(TierKind.ISOLATED))
            if count != 1:
                yield ProblemError(f"got {count} isolated tiers", allowed="exactly one", at=(field, "tiers"))

    def _apart(self) -> Iterator[ProblemError]:
        if network(self.network.cidr).overlaps(network(self.mirror_network.cidr)):
            said_so = f"overlaps network.cidr ({self.network.cidr})"
            allowed = "a network of its own, or no route leads there"
            yield ProblemError(said_so, got=self.mirror_network.cidr, allowed=allowed, at=("mirror_network", "cidr"))

    def _encrypted(self) -> Iterator[ProblemError]:
        allowed = "true, as these machines hold the data"
        for field in ("instances", "mirror_instances"):
            machines: InstanceGroupSpec = getattr(self, field)
            if not machines.system_disk_encrypted:
                yield ProblemError("is missing", allowed=allowed, at=(field, "system_disk_encrypted"))
            for number, disk in enumerate(machines.data_disks or []):
                if not disk.encrypted:
                    yield ProblemError("is missing", allowed=allowed, at=(field, "data_disks", number, "encrypted"))

    def _over_tls(self) -> Iterator[ProblemError]:
        for field in ("instances", "mirror_instances"):
            script = getattr(self, field).user_data
            if self.require_tls is not False and script is not None and SECURE not in script:
                said_so, allowed = f"says nothing of {SECURE}", "a script that turns it on in MySQL"
                fix = "add it, leave user_data out, or write require_tls: false if the image has it"
                yield ProblemError(said_so, allowed=allowed, fix=fix, at=(field, "user_data"))

    def _zones(self) -> Iterator[ProblemError]:
        for field, plan in (("instances", self.network), ("mirror_instances", self.mirror_network)):
            known = plan.tiers_of(TierKind.ISOLATED)[0].cidrs
            for path, zone in getattr(self, field).named_zones() if self.zones_named else ():
                if zone not in known:
                    said_so = "no isolated vSwitch there"
                    yield ProblemError(said_so, got=zone, allowed=", ".join(known), at=(field, *path))

    def _inside(self) -> Iterator[ProblemError]:
        """Peers of the primary that are not in its VPC."""
        inner = network(self.network.cidr)
        for number, opening in enumerate(self.ingress or []):
            for index, peer in enumerate(opening.peers):
                cidrs = peer.cidrs(self.peer_zones or {})
                if cidrs is not None and not all(_within(cidr, str(inner)) for cidr in cidrs):
                    allowed = f"a network inside network.cidr ({inner})"
                    at = ("ingress", number, "peers", index)
                    yield ProblemError("a database is reached from its own VPC", got=str(peer), allowed=allowed, at=at)


def _within(inner: str, outer: str) -> bool:
    one, other = network(inner), network(outer)
    return one.version == other.version and one.overlaps(other) and one.prefixlen >= other.prefixlen
