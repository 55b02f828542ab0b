"""What scenarios with mapped ports share: the mode decides where the machines stand and how they go out."""

from collections.abc import Iterator
from typing import Optional

from yett.specs.instance_group import InstanceGroupSpec
from yett.specs.opening import Opening
from yett.specs.port_mapping import MappingMode, PortMappingSpec
from yett.specs.problems import ProblemError
from yett.specs.scenario import ScenarioSpec
from yett.specs.vpc import Tier, TierKind


class MappedSpec(ScenarioSpec):
    """Machines of one kind and how they are dialled; scenarios say these fields again, with their own words."""

    instances: InstanceGroupSpec
    """The machines that are dialled."""
    mapping: PortMappingSpec
    """What is dialled and by whom: eip, balancer or nat."""
    egress: Optional[list[Opening]] = None
    """Whom the machines may reach outside; default: nobody."""

    def others(self) -> list[str]:
        """Names of tiers that the machines do not stand in."""
        return []

    def has_gateway(self) -> bool:
        """Whether something stands in the public tier beside the machines."""
        return self.mapping.mode is MappingMode.NAT

    @property
    def place(self) -> TierKind:
        """The kind of tier that the machines stand in."""
        return TierKind.PUBLIC if self.mapping.mode is MappingMode.EIP else TierKind.PRIVATE

    def tier_of(self, kind: TierKind) -> Tier:
        """The scenario's own tier of a kind; ask after `place_problems`."""
        return self._own(kind)[0]

    def instance_zones(self) -> dict[str, str]:
        """The zones of the machines by what they are called: cn-hangzhou-h-1, ..."""
        return dict(self.instances.names(list(self.tier_of(self.place).cidrs)))

    def instance_names(self) -> list[str]:
        """What the machines are called: cn-hangzhou-h-1, ..."""
        return list(self.instance_zones())

    def port_mapping(self) -> PortMappingSpec:
        """The mapping; in mode nat the machines go out through its gateway, if there is somebody to go to."""
        found = self.mapping
        if self.denied:
            found = found.model_copy(update={"denied": [*(found.denied or []), *self.denied]})
        if found.mode is not MappingMode.NAT or not self.egress:
            return found
        return found.model_copy(update={"outbound": list(self.tier_of(self.place).cidrs.values())})

    def check_mapping(self) -> None:
        """Refuse what the balancer of the mapping would refuse; raises SpecError."""
        if self.mapping.mode is MappingMode.BALANCER:
            self.port_mapping().balancer()

    def place_problems(self) -> Iterator[ProblemError]:
        """Kinds of which there is no tier for the machines or their gateway, or several."""
        gateway = self.has_gateway() and self.place is not TierKind.PUBLIC
        for kind in [self.place, TierKind.PUBLIC] if gateway else [self.place]:
            count = len(self._own(kind))
            if count != 1:
                said = f"got {count} {kind.value} tiers for mode {self.mapping.mode.value}"
                yield ProblemError(said, allowed="exactly one", at=("network", "tiers"))

    def mapping_problems(self) -> Iterator[ProblemError]:
        """Zones and machines that are not there; ask after `place_problems`."""
        if self.mapping.outbound:
            fix = "leave it out, the machines go out by themselves when egress is declared"
            yield ProblemError("is not yours to say", fix=fix, at=("mapping", "outbound"))
        if self.zones_named:
            yield from self._unknown()

    def _unknown(self) -> Iterator[ProblemError]:
        zones, known = self.tier_of(self.place).cidrs, self.instance_names
        for path, zone in self.instances.named_zones():
            if zone not in zones:
                said = f"no {self.place.value} vSwitch there"
                yield ProblemError(said, got=zone, allowed=", ".join(zones), at=("instances", *path))
        for number, port in enumerate(self.mapping.ports or []):
            if port.to is not None and port.to not in known():
                at = ("mapping", "ports", number, "to")
                yield ProblemError("no such instance", got=port.to, allowed=", ".join(known()), at=at)

    def _own(self, kind: TierKind) -> list[Tier]:
        return [tier for tier in self.network.tiers_of(kind) if tier.name not in self.others()]
