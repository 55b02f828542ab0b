"""What a NatGateway is wired to, checked before the first resource: vSwitches to stand in, tiers that go out, hosts."""

from collections.abc import Iterator, Mapping
from typing import Optional

from yett.errors import SpecError
from yett.specs.nat_gateway import NatGatewaySpec
from yett.specs.nat_strategy import NatStrategy

Names = Mapping[str, object]


def check_wiring(where: str, spec: NatGatewaySpec, args: Mapping[str, object]) -> None:
    """Refuse what names something that the program does not give; raises SpecError."""
    if spec.strategy is not NatStrategy.NONE:
        for error in _errors(where, spec, args):
            raise error


def _errors(where: str, spec: NatGatewaySpec, args: Mapping[str, object]) -> Iterator[SpecError]:
    hosts, tiers, places = _names(args, "hosts"), _names(args, "tiers"), _names(args, "vswitch_ids")
    for number, forward in enumerate(spec.port_forwards or []):
        yield from _known(f"{where}.port_forwards[{number}].to", "host", forward.to, hosts, "args.hosts")
    for number, tier in enumerate(spec.outbound_tiers or []):
        yield from _known(f"{where}.outbound_tiers[{number}]", "tier", tier, tiers, "args.tiers")
    if args.get("vpc_id") is None:
        yield SpecError(f"{where}.vpc_id", "is missing", allowed="the VPC that is served")
    if spec.strategy is NatStrategy.ONE_PER_ZONE:
        yield from _zones(where, spec, tiers, places)
    elif args.get("vswitch_id") is None and not places:
        yield SpecError(f"{where}.vswitch_id", "is missing", allowed="the vSwitch that the gateway stands in")


def _zones(where: str, spec: NatGatewaySpec, tiers: Names, places: Names) -> Iterator[SpecError]:
    if not places:
        yield SpecError(f"{where}.vswitch_ids", "is missing", allowed="the vSwitch of each zone's gateway, by zone")
    for number, forward in enumerate(spec.port_forwards or []):
        yield from _known(f"{where}.port_forwards[{number}].zone", "zone", forward.zone, places, "args.vswitch_ids")
    for zone in spec.zone_eips or {}:
        yield from _known(f"{where}.zone_eips", "zone", zone, places, "args.vswitch_ids")
    for number, tier in enumerate(spec.outbound_tiers or []):
        for zone in _names(tiers, tier):
            yield from _known(f"{where}.outbound_tiers[{number}]", f"zone of {tier}", zone, places, "args.vswitch_ids")


def _known(where: str, what: str, name: Optional[str], known: Names, given: str) -> Iterator[SpecError]:
    if name not in known:
        allowed = ", ".join(sorted(known)) or f"none, as {given} is empty"
        yield SpecError(where, f"unknown {what}", got=name, allowed=allowed)


def _names(args: Mapping[str, object], field: str) -> Names:
    found = args.get(field)
    return found if isinstance(found, Mapping) else {}
