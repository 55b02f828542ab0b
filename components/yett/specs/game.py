"""Game servers in one VPC: players dial one port, declared networks dial the relay ports, everything is recorded."""

from collections.abc import Iterator
from typing import Optional

from pydantic import model_validator

from yett.specs.denied import Denied
from yett.specs.flow_log import TrafficType
from yett.specs.instance_group import InstanceGroupSpec
from yett.specs.mapped import MappedSpec
from yett.specs.nat_gateway import NatGatewaySpec
from yett.specs.opening import Opening
from yett.specs.port_mapping import MappingMode, PortMappingSpec
from yett.specs.port_range import PortRange
from yett.specs.problems import ProblemError, refuse
from yett.specs.protocol import Protocol
from yett.specs.scenario import built
from yett.specs.scenario_gateway import gateway_problems, has_gateway, serving
from yett.specs.security_group import GroupType, SecurityGroupSpec
from yett.specs.vpc import TierKind, VpcSpec

RELAY = PortRange.of(27000, 27017)
"""Ports that only declared networks of a CDN or an accelerator dial, over tcp and udp."""


class GameSpec(MappedSpec):
    """Everything that may reach game servers, and everything they may reach; default: nobody and nothing."""

    owner: str
    """The team or role that answers for the game, 1..200 characters."""
    network: VpcSpec
    """The VPC with its flow log; servers of mode eip stand in its public tier, others in its private tier."""
    instances: InstanceGroupSpec
    """The game servers."""
    mapping: PortMappingSpec
    """What is dialled and by whom: eip, balancer or nat; the relay ports 27000-27017 never by everyone."""
    gateway: Optional[NatGatewaySpec] = None
    """In mode balancer: forwards to administer the servers, which go out through it; default: none, and no way out."""
    egress: Optional[list[Opening]] = None
    """Whom the servers may reach outside; default: nobody."""
    peer_zones: Optional[dict[str, list[str]]] = None
    """CIDRs by the name that peers use, such as accelerator; default: no names."""
    denied: Optional[list[Denied]] = None
    """Addresses that neither the servers nor the balancer speak with, whatever an opening says; default: none."""
    security_group_type: Optional[GroupType] = GroupType.NORMAL
    """normal (basic) or enterprise; default: normal."""

    @classmethod
    def parts(cls) -> tuple[str, ...]:
        """The parts that take the named zones of the whole."""
        return ("mapping", "gateway")

    @model_validator(mode="after")
    def _meant(self) -> "GameSpec":
        refuse([*self.place_problems(), *self.zones_once(), *self._recorded()])
        refuse([*self.mapping_problems(), *self._relayed(), *self._one_gateway()])
        hosts = self.instance_zones() if self.zones_named else None
        refuse([*self.egress_problems(self.egress), *gateway_problems(self.gateway, self.network, hosts)])
        refuse(built(instance_group=self.instance_group, mapping=self.check_mapping))
        return self

    def has_gateway(self) -> bool:
        """Whether a gateway stands in the public tier."""
        return has_gateway(self.gateway) or super().has_gateway()

    def instance_group(self) -> SecurityGroupSpec:
        """The group of the servers: in from the players, the relays and the forwards, out to what is declared."""
        gateway = self.gateway
        administration = [
            found for name in self.instance_names() for found in (gateway.behind(name) if gateway else [])
        ]
        return SecurityGroupSpec(
            description="game servers",
            security_group_type=self.security_group_type,
            peer_zones=self.peer_zones,
            denied=self.denied,
            ingress=[*self.mapping.behind(), *administration] or None,
            egress=self.egress,
        )

    def nat_gateway(self) -> Optional[NatGatewaySpec]:
        """The gateway of mode balancer with the private tier going out through it."""
        return serving(self.gateway, self.network.tiers_of(TierKind.PRIVATE))

    def _recorded(self) -> Iterator[ProblemError]:
        log = self.network.flow_log
        if log is None:
            allowed = "a flow_log, as every access to a game is recorded"
            fix = "name project and log_store, they have to exist"
            yield ProblemError("is missing", allowed=allowed, fix=fix, at=("network", "flow_log"))
        elif log.traffic not in (None, TrafficType.ALL):
            said, allowed = "every access to a game is recorded, let in or not", TrafficType.ALL.value
            yield ProblemError(said, got=log.traffic.value, allowed=allowed, at=("network", "flow_log", "traffic"))

    def _relayed(self) -> Iterator[ProblemError]:
        """The relay ports open to everyone, over the mapping or through the gateway."""
        for part, found in (("mapping", self.mapping.openings), ("gateway", self.gateway and self.gateway.openings)):
            for number, opening in enumerate(found or []):
                if _relays(opening) and any(peer.anywhere is not None for peer in opening.peers):
                    said = f"the relay ports {RELAY} are for declared networks"
                    fix = "name the CDN's or accelerator's CIDRs, or open a port outside them"
                    yield ProblemError(said, got=str(opening), fix=fix, at=(part, "openings", number, "peers"))

    def _one_gateway(self) -> Iterator[ProblemError]:
        if has_gateway(self.gateway) and self.mapping.mode is not MappingMode.BALANCER:
            said = f"mode {self.mapping.mode.value} has its own way in and out"
            yield ProblemError(said, fix="write its ports and openings into mapping", at=("gateway",))


def _relays(opening: Opening) -> bool:
    """Whether it opens any of the relay ports."""
    return opening.protocol is Protocol.ALL or any(ports.meets(RELAY) for ports in opening.ports or [])
