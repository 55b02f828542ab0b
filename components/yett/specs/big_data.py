"""A big-data cluster inside its VPC: tiers serve each other what a table says, administrators come over the edge."""

from collections.abc import Iterator
from typing import Optional

from pydantic import model_validator

from yett.specs.access import AccessSpec, TierAccess
from yett.specs.big_data_service import SERVICES, BigDataService
from yett.specs.denied import Denied
from yett.specs.instance_group import InstanceGroupSpec
from yett.specs.nat_gateway import NatGatewaySpec
from yett.specs.opening import Opening
from yett.specs.peer import Peer
from yett.specs.problems import ProblemError, refuse
from yett.specs.protocol import Protocol
from yett.specs.scenario import ScenarioSpec, built, one_tier_of
from yett.specs.scenario_gateway import gateway_problems, has_gateway, serving
from yett.specs.security_group import GroupType
from yett.specs.vpc import Tier, TierKind, VpcSpec


class BigDataSpec(ScenarioSpec):
    """Everything that may reach the nodes, and everything they may reach; default: the usual services among tiers."""

    owner: str
    """The team or role that answers for the cluster, 1..200 characters."""
    network: VpcSpec
    """The VPC: a private or isolated tier for each key of nodes, and a public one when there is a gateway."""
    nodes: dict[str, InstanceGroupSpec]
    """The machines by tier: masters, workers, monitoring and edge have the usual services, others have those given."""
    services: Optional[dict[str, BigDataService]] = None
    """More services by name; one of a usual name takes its place; default: the usual ones."""
    gateway: Optional[NatGatewaySpec] = None
    """Port forwards for administrators from declared peers, never from everyone; private tiers go out through it."""
    egress: Optional[list[Opening]] = None
    """Whom the nodes of private tiers may reach outside; isolated tiers reach nobody; default: nobody."""
    peer_zones: Optional[dict[str, list[str]]] = None
    """CIDRs by the name that peers use, such as office; default: no names."""
    denied: Optional[list[Denied]] = None
    """Addresses that no node speaks with, whatever an opening says; default: none."""
    security_group_type: Optional[GroupType] = GroupType.NORMAL
    """normal (basic) or enterprise groups for all tiers; default: normal."""

    @classmethod
    def parts(cls) -> tuple[str, ...]:
        """The parts that take the named zones of the whole."""
        return ("gateway",)

    @model_validator(mode="after")
    def _meant(self) -> "BigDataSpec":
        refuse([*self._placed(), *self._known(), *self.zones_once()])
        refuse([*self._zones(), *self._front(), *self._nobody_dials()])
        refuse(self._twice())
        hosts = {host: zone for host, _, zone in self._hosts()} if self.zones_named else None
        refuse([*self.egress_problems(self.egress), *gateway_problems(self.gateway, self.network, hosts)])
        refuse(built(access=self.access))
        return self

    def tier(self, name: str) -> Tier:
        """The tier of the network that nodes of this name stand in."""
        return self.network.tier(name)

    def hosts(self) -> dict[str, str]:
        """The tier of every node by the node's name: masters-cn-hangzhou-h-1, ..."""
        return {host: tier for host, tier, _ in self._hosts()}

    def _hosts(self) -> list[tuple[str, str, str]]:
        """(name, tier, zone) of every node."""
        return [
            (f"{name}-{host}", name, zone)
            for name, nodes in self.nodes.items()
            for host, zone in nodes.names(list(self.tier(name).cidrs))
        ]

    def grants(self) -> dict[str, list[Opening]]:
        """What the tiers serve each other, by the tier that serves."""
        return {name: [*self._served(name)] for name in self.nodes}

    def access(self) -> AccessSpec:
        """The group of every tier: the grants, the forwards, and the way out of private tiers."""
        return AccessSpec(
            tiers={name: self._tier_access(name, grants) for name, grants in self.grants().items()},
            peer_zones=self.peer_zones,
            denied=self.denied,
            security_group_type=self.security_group_type,
        )

    def nat_gateway(self) -> Optional[NatGatewaySpec]:
        """The gateway with the private tiers going out through it, if there is somebody to go to."""
        return serving(self.gateway, self.network.tiers_of(TierKind.PRIVATE) if self.egress else [])

    def _tier_access(self, name: str, grants: list[Opening]) -> TierAccess:
        hosts = [host for host, tier in self.hosts().items() if tier == name]
        forwarded = [found for host in hosts for found in (self.gateway.behind(host) if self.gateway else [])]
        goes_out = self.tier(name).kind is TierKind.PRIVATE
        return TierAccess(
            ingress=[*grants, *forwarded] or None,
            egress=self.egress if goes_out else None,
            cidrs=list(self.tier(name).cidrs.values()),
            description=f"{name} of the cluster",
        )

    def _served(self, tier: str) -> Iterator[Opening]:
        for service in {**SERVICES, **(self.services or {})}.values():
            clients = [client for client in service.clients if client in self.nodes]
            if tier in service.tiers and clients:
                yield Opening(
                    peers=[Peer(group=client) for client in clients],
                    protocol=Protocol.TCP,
                    ports=service.ports,
                    reason=service.reason,
                    owner=self.owner,
                    closed=service.closed,
                )

    def _placed(self) -> Iterator[ProblemError]:
        inner = [tier.name for tier in self.network.tiers or [] if tier.kind is not TierKind.PUBLIC]
        if not self.nodes:
            yield ProblemError("is empty", allowed="at least one tier with its machines", at=("nodes",))
        for name in self.nodes:
            if name not in inner:
                allowed = ", ".join(inner) or "no tier, as none is private or isolated"
                yield ProblemError("no private or isolated tier of this name", allowed=allowed, at=("nodes", name))

    def _known(self) -> Iterator[ProblemError]:
        for name, service in (self.services or {}).items():
            for field in ("tiers", "clients"):
                for number, tier in enumerate(getattr(service, field)):
                    if tier not in self.nodes:
                        at = ("services", name, field, number)
                        yield ProblemError("no nodes of this name", got=tier, allowed=", ".join(self.nodes), at=at)

    def _zones(self) -> Iterator[ProblemError]:
        for name, nodes in self.nodes.items() if self.zones_named else ():
            known = self.tier(name).cidrs
            for path, zone in nodes.named_zones():
                if zone not in known:
                    at = ("nodes", name, *path)
                    yield ProblemError(f"{name} has no vSwitch there", got=zone, allowed=", ".join(known), at=at)

    def _twice(self) -> Iterator[ProblemError]:
        """Nodes of two tiers with one name: a tier app with a machine db-1, and a tier app-db with a machine 1."""
        taken: dict[str, str] = {}
        for host, tier, _ in self._hosts():
            if taken.setdefault(host, tier) != tier:
                said_so = f"{taken[host]} has a node of this name too"
                yield ProblemError(said_so, got=host, fix="name one of the machines otherwise", at=("nodes", tier))

    def _front(self) -> Iterator[ProblemError]:
        """A gateway stands in the public tier."""
        if has_gateway(self.gateway):
            yield from one_tier_of(self.network, TierKind.PUBLIC)
        elif self.egress:
            fix = "add a gateway: {} or leave egress out"
            yield ProblemError("nobody goes out without a gateway", fix=fix, at=("egress",))

    def _nobody_dials(self) -> Iterator[ProblemError]:
        for number, opening in enumerate((self.gateway.openings if self.gateway else None) or []):
            if any(peer.anywhere is not None for peer in opening.peers):
                at = ("gateway", "openings", number, "peers")
                fix = "name the office or vpn that administrates it"
                yield ProblemError("a cluster is never open to everyone", got=str(opening), fix=fix, at=at)
