"""What every scenario says: who answers for it, its network, and the named zones that all its parts share."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Optional, Self

from pydantic import field_validator, model_validator

from yett.errors import SpecError
from yett.specs import openings
from yett.specs.base import Spec
from yett.specs.bounds import said
from yett.specs.denied import Denied
from yett.specs.instance_group import InstanceGroupSpec
from yett.specs.opening import Opening
from yett.specs.peer import Peer
from yett.specs.port_range import PortRange
from yett.specs.problems import ProblemError, refuse
from yett.specs.protocol import Protocol
from yett.specs.security_group import GroupType, group_peers
from yett.specs.vpc import TierKind, VpcSpec


class ScenarioSpec(Spec):
    """A whole environment as plain data; default: nobody reaches it and it reaches nobody.

    Each scenario says these fields again: the schema of the component package finds no docstring of a parent.
    """

    owner: str
    """The team or role that answers for what opens between the tiers, 1..200 characters."""
    network: VpcSpec
    """The VPC and its tiers."""
    peer_zones: Optional[dict[str, list[str]]] = None
    """CIDRs by the name that peers use, such as office; default: no names."""
    denied: Optional[list[Denied]] = None
    """Addresses that nothing here speaks with, whatever an opening says; default: none."""
    security_group_type: Optional[GroupType] = GroupType.NORMAL
    """normal (basic) or enterprise groups for all tiers; default: normal."""

    @classmethod
    def parts(cls) -> tuple[str, ...]:
        """The parts that take the named zones of the whole."""
        return ()

    @model_validator(mode="before")
    @classmethod
    def _zones_for_all(cls, data: object) -> object:
        return _shared_zones(dict(data), cls.parts()) if isinstance(data, Mapping) else data

    @field_validator("owner")
    @classmethod
    def _said(cls, text: str) -> str:
        return said(text) or text

    @property
    def zones_named(self) -> bool:
        """Whether every zone has its name; what names zones or machines is checked once they have."""
        return not self.counted()

    def counted(self) -> dict[str, VpcSpec]:
        """The networks whose zones are a number, by their fields."""
        found = {field: getattr(self, field) for field in type(self).model_fields}
        return {
            field: plan
            for field, plan in found.items()
            if isinstance(plan, VpcSpec) and plan.zones is not None and plan.zones.count is not None
        }

    def with_networks(self, named: Mapping[str, VpcSpec], where: str) -> Self:
        """The same with these networks in place of its own, and everything checked again; raises SpecError."""
        return self.parse({**self.plain(), **{field: plan.plain() for field, plan in named.items()}}, where)

    def between(self, reason: str, peers: list[Peer], ports: list[int]) -> Opening:
        """An opening of tcp ports that the scenario itself answers for."""
        ranges = [PortRange.of(number) for number in ports]
        return Opening(peers=peers, protocol=Protocol.TCP, ports=ranges, reason=reason, owner=self.owner)

    def zones_once(self) -> Iterator[ProblemError]:
        """Parts that name zones of their own."""
        for part in self.parts():
            spec = getattr(self, part)
            if spec and spec.peer_zones and spec.peer_zones != self.peer_zones:
                fix = "write all of them in peer_zones of the whole"
                yield ProblemError("named zones of its own", fix=fix, at=(part, "peer_zones"))

    def egress_problems(self, egress: Optional[list[Opening]]) -> Iterator[ProblemError]:
        """What is wrong with whom the instances may reach."""
        yield from openings.problems("egress", egress, self.peer_zones or {})
        if self.security_group_type is GroupType.ENTERPRISE:
            yield from group_peers("egress", egress)


def built(**parts: Callable[[], object]) -> Iterator[ProblemError]:
    """What the parts would refuse that are made of the spec, so that it is said before the first resource."""
    for part, make in parts.items():
        try:
            make()
        except SpecError as error:
            yield ProblemError(str(error).removeprefix("spec: "), at=(part,))


def one_tier_of(network: VpcSpec, *kinds: TierKind) -> Iterator[ProblemError]:
    """Kinds of which the network has none or several tiers."""
    for kind in kinds:
        count = len(network.tiers_of(kind))
        if count != 1:
            said_so = f"got {count} {kind.value} tiers"
            yield ProblemError(said_so, allowed="one of each kind", at=("network", "tiers"))


def zones_fit(instances: InstanceGroupSpec, network: VpcSpec, kind: TierKind) -> Iterator[ProblemError]:
    """Zones of instances in which their tier has no vSwitch; ask after `one_tier_of`."""
    known = list(network.tiers_of(kind)[0].cidrs)
    for path, zone in instances.named_zones():
        if zone not in known:
            at = ("instances", *path)
            said_so = f"no {kind.value} vSwitch there"
            yield ProblemError(said_so, got=zone, allowed=", ".join(known), at=at)


def _shared_zones(data: dict[str, Any], parts: tuple[str, ...]) -> dict[str, Any]:
    """The named zones of the whole, handed to the parts that name peers; wrong ones are refused once, here."""
    zones = data.get("peer_zones")
    if isinstance(zones, Mapping) and all(isinstance(cidrs, list) for cidrs in zones.values()):
        refuse(openings.zone_problems({name: list(map(str, cidrs)) for name, cidrs in zones.items()}))
        for part in parts:
            if isinstance(data.get(part), Mapping):
                data[part] = {"peer_zones": zones, **data[part]}
    return data
