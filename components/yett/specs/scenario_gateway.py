"""A scenario's NAT gateway: `serving(gateway, private)` is it with the private tiers going out, or none."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Optional

from yett.specs.nat_gateway import NatGatewaySpec
from yett.specs.nat_strategy import NatStrategy
from yett.specs.problems import ProblemError
from yett.specs.vpc import Tier, TierKind, VpcSpec


def has_gateway(gateway: Optional[NatGatewaySpec]) -> bool:
    """Whether a gateway is built; strategy none says that there is none."""
    return gateway is not None and gateway.strategy is not NatStrategy.NONE


def serving(gateway: Optional[NatGatewaySpec], leaving: Sequence[Tier]) -> Optional[NatGatewaySpec]:
    """The gateway with these tiers going out through it: by their networks, or each zone by its own gateway."""
    if gateway is None or not has_gateway(gateway):
        return None
    if gateway.strategy is NatStrategy.ONE_PER_ZONE:
        return gateway.model_copy(update={"outbound_tiers": [tier.name for tier in leaving] or None})
    cidrs = [cidr for tier in leaving for cidr in tier.cidrs.values()]
    return gateway.model_copy(update={"outbound": cidrs or None})


def gateway_problems(
    gateway: Optional[NatGatewaySpec], network: VpcSpec, hosts: Optional[Mapping[str, str]]
) -> Iterator[ProblemError]:
    """What does not go with the network and its machines; ask after `one_tier_of(network, TierKind.PUBLIC)`.

    `hosts` are the zones of the machines by name; none while the zones of the region are not known yet.
    """
    if gateway is None:
        return
    yield from _says_outbound(gateway)
    if gateway.strategy is NatStrategy.ONE_PER_ZONE:
        yield from _stands_in_each(network)
    if hosts is not None:
        yield from _targets(gateway, hosts)
        yield from _addresses(gateway, network)


def _says_outbound(gateway: NatGatewaySpec) -> Iterator[ProblemError]:
    """What goes out the scenario knows by itself."""
    for field in ("outbound", "outbound_tiers"):
        if getattr(gateway, field):
            said_so = "the private tier goes out by itself"
            yield ProblemError(said_so, fix=f"leave {field} out", at=("gateway", field))


def _stands_in_each(network: VpcSpec) -> Iterator[ProblemError]:
    """Zones whose machines would have no gateway of their own."""
    places = network.tiers_of(TierKind.PUBLIC)[0].cidrs
    for tier in network.tiers_of(TierKind.PRIVATE):
        for zone in tier.cidrs:
            if zone not in places:
                said_so, allowed = f"{tier.name} has no public vSwitch in its zone for a gateway", ", ".join(places)
                yield ProblemError(said_so, got=zone, allowed=allowed, at=("network", "tiers"))


def _targets(gateway: NatGatewaySpec, hosts: Mapping[str, str]) -> Iterator[ProblemError]:
    """Port forwards to machines that are not there, or that another zone's gateway would serve."""
    for number, forward in enumerate(gateway.port_forwards or []):
        at = ("gateway", "port_forwards", number)
        if forward.to not in hosts:
            yield ProblemError("no such instance", got=forward.to, allowed=", ".join(hosts), at=(*at, "to"))
        elif forward.zone not in (None, hosts[forward.to]):
            allowed = f"{hosts[forward.to]}, where {forward.to} stands"
            yield ProblemError("another zone", got=forward.zone, allowed=allowed, at=(*at, "zone"))


def _addresses(gateway: NatGatewaySpec, network: VpcSpec) -> Iterator[ProblemError]:
    """Addresses of zones that have no gateway."""
    places = [zone for tier in network.tiers_of(TierKind.PUBLIC) for zone in tier.cidrs]
    for zone in gateway.zone_eips or {}:
        if zone not in places:
            yield ProblemError(
                "no gateway there", got=zone, allowed=", ".join(places), at=("gateway", "zone_eips", zone)
            )
