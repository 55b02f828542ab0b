"""A web site in one VPC: balancer, instances, a closed database tier, outbound NAT and a forward to administer it."""

from collections.abc import Iterator
from typing import Optional

from pydantic import field_validator, model_validator

from yett.specs.bounds import port
from yett.specs.denied import Denied
from yett.specs.instance_group import InstanceGroupSpec
from yett.specs.listener import Listener
from yett.specs.load_balancer import LoadBalancerSpec
from yett.specs.nat_gateway import NatGatewaySpec
from yett.specs.opening import Opening
from yett.specs.peer import Peer
from yett.specs.port_range import PortRange
from yett.specs.problems import ProblemError, refuse
from yett.specs.scenario import ScenarioSpec, built, one_tier_of, zones_fit
from yett.specs.scenario_gateway import gateway_problems, serving
from yett.specs.security_group import GroupType, SecurityGroupSpec
from yett.specs.vpc import TierKind, VpcSpec

DATABASE_PORT = 3306
INSTANCES = "instances"
"""What the other groups call the group of the instances."""


class WebSpec(ScenarioSpec):
    """Everything that may reach a web site, and everything it may reach; default: nobody and nothing."""

    owner: str
    """The team or role that answers for what opens between the tiers, 1..200 characters."""
    network: VpcSpec
    """The VPC: exactly one public, one private and one isolated tier, public and private in the same zones."""
    balancer: LoadBalancerSpec
    """The balancer, its listeners and who may dial them."""
    instances: InstanceGroupSpec
    """The machines behind the balancer, in the private tier."""
    gateway: Optional[NatGatewaySpec] = None
    """Port forwards to the instances and who may dial them; the private tier goes out through it."""
    egress: Optional[list[Opening]] = None
    """Whom the instances may reach outside; default: nobody but the database tier."""
    database_port: Optional[int] = DATABASE_PORT
    """The tcp port of the database tier, which the instances alone reach; default: 3306."""
    peer_zones: Optional[dict[str, list[str]]] = None
    """CIDRs by the name that peers use, such as office; default: no names."""
    denied: Optional[list[Denied]] = None
    """Addresses that neither the balancer nor any group speaks with, whatever an opening says; default: none."""
    security_group_type: Optional[GroupType] = GroupType.NORMAL
    """normal (basic) or enterprise groups for all tiers; default: normal."""

    @classmethod
    def parts(cls) -> tuple[str, ...]:
        """The parts that take the named zones of the whole."""
        return ("balancer", "gateway")

    @field_validator("database_port")
    @classmethod
    def _port(cls, number: Optional[int]) -> Optional[int]:
        return port(number)

    @model_validator(mode="after")
    def _meant(self) -> "WebSpec":
        refuse([*one_tier_of(self.network, *TierKind), *self.zones_once()])
        hosts = self.instance_zones() if self.zones_named else None
        refuse(zones_fit(self.instances, self.network, TierKind.PRIVATE) if hosts else ())
        targets = [*gateway_problems(self.gateway, self.network, hosts), *(self._served() if hosts else ())]
        refuse([*self.egress_problems(self.egress), *targets, *self._untold()])
        groups = {"instance_group": self.instance_group, "database_group": self.database_group}
        refuse(built(balancer=self.load_balancer, **groups))
        return self

    def instance_zones(self) -> dict[str, str]:
        """The zones of the instances by what they are called: cn-hangzhou-h-1, ..."""
        return dict(self.instances.names(list(self.network.tiers_of(TierKind.PRIVATE)[0].cidrs)))

    def instance_names(self) -> list[str]:
        """What the instances are called: cn-hangzhou-h-1, ..."""
        return list(self.instance_zones())

    def load_balancer(self) -> LoadBalancerSpec:
        """The balancer with all who are denied."""
        if not self.denied:
            return self.balancer
        denied = [*(self.balancer.denied or []), *self.denied]
        return LoadBalancerSpec.parse({**self.balancer.plain(), "denied": denied})

    def instance_group(self) -> SecurityGroupSpec:
        """The group of the instances: in from the balancer and through the forwards, out to what is declared."""
        return SecurityGroupSpec(
            description="instances behind the balancer",
            security_group_type=self.security_group_type,
            peer_zones=self.peer_zones,
            denied=self.denied,
            ingress=[*self._from_balancer(), *self._from_gateway()],
            egress=[*(self.egress or []), self._to_database()],
        )

    def database_group(self) -> SecurityGroupSpec:
        """The group of the database tier: in from the instances, out to nobody."""
        peers = [Peer(group=INSTANCES)]
        if self.security_group_type is GroupType.ENTERPRISE:
            peers = [Peer(cidr=cidr) for cidr in self.network.cidrs_of(TierKind.PRIVATE)]
        return SecurityGroupSpec(
            description="database tier",
            security_group_type=self.security_group_type,
            denied=self.denied,
            ingress=[self._database_opening(peers)],
        )

    def nat_gateway(self) -> Optional[NatGatewaySpec]:
        """The gateway with the private tier going out through it."""
        return serving(self.gateway, self.network.tiers_of(TierKind.PRIVATE))

    def _from_balancer(self) -> list[Opening]:
        """Layer 7 listeners and all checks speak from the balancer's addresses, layer 4 listeners from the client's."""
        listeners = [listener for listener in self.balancer.listeners or [] if listener.backend_port]
        ports = sorted(set().union(*(_from_itself(listener) for listener in listeners)))
        found = [self.between("the balancer serves the site", [Peer(balancer="web")], ports)] if ports else []
        return found + [opening for listener in listeners for opening in self._clients(listener)]

    def _clients(self, listener: Listener) -> list[Opening]:
        if listener.is_web or listener.backend_port is None:
            return []
        change = {"protocol": listener.transport, "ports": [PortRange.of(listener.backend_port)]}
        admitted = filter(listener.admitted_by, self.balancer.openings or [])
        return [opening.model_copy(update=change) for opening in admitted]

    def _served(self) -> Iterator[ProblemError]:
        """Servers that the balancer names and that are no instances."""
        known = self.instance_names()
        named = [(f"weights.{name}", name) for name in self.balancer.weights or {}]
        for path, server in [*named, *self.balancer.named_servers()]:
            if server not in known:
                yield ProblemError("no such instance", got=server, allowed=", ".join(known), at=("balancer", path))

    def _untold(self) -> Iterator[ProblemError]:
        """Prefix lists that nobody could deny: servers behind http see the balancer, which takes no prefix list."""
        for number, denied in enumerate(self.denied or []):
            if denied.prefix_lists:
                said, fix = "the balancer takes no prefix list", "write its networks as cidrs or as a file"
                yield ProblemError(said, fix=fix, at=("denied", number, "prefix_lists"))

    def _from_gateway(self) -> list[Opening]:
        return [
            opening for name in self.instance_names() for opening in (self.gateway.behind(name) if self.gateway else [])
        ]

    def _to_database(self) -> Opening:
        return self._database_opening([Peer(cidr=cidr) for cidr in self.network.cidrs_of(TierKind.ISOLATED)])

    def _database_opening(self, peers: list[Peer]) -> Opening:
        return self.between("the instances use the database", peers, [self.database_port or DATABASE_PORT])


def _from_itself(listener: Listener) -> set[int]:
    """The ports of the servers that the balancer dials from its own addresses."""
    return listener.server_ports if listener.is_web else listener.server_ports - {listener.backend_port}
