"""How many NAT gateways there are, and what each way of having them asks of the rest of the spec."""

from collections.abc import Iterator
from enum import Enum
from typing import TYPE_CHECKING

from yett.specs.problems import ProblemError

if TYPE_CHECKING:
    from yett.specs.nat_gateway import NatGatewaySpec


class NatStrategy(str, Enum):
    """none, one for the VPC, or one for each zone, so that the loss of a zone takes no other zone's way out."""

    NONE = "none"
    SINGLE = "single"
    ONE_PER_ZONE = "one_per_zone"


def strategy_problems(spec: "NatGatewaySpec") -> Iterator[ProblemError]:
    """What does not go with the strategy of the spec."""
    found = {NatStrategy.NONE: _none, NatStrategy.SINGLE: _single, NatStrategy.ONE_PER_ZONE: _per_zone}
    yield from found[spec.strategy or NatStrategy.SINGLE](spec)


def address_problems(spec: "NatGatewaySpec") -> Iterator[ProblemError]:
    """Addresses of one's own that would have to be at two places."""
    own = spec.eip.allocation_id if spec.eip else None
    dialled = spec.forward_eip or spec.eip
    twice = own is not None and dialled is not None and dialled.allocation_id == own
    if twice and spec.goes_out and spec.port_forwards and not spec.shared_eip:
        fix = "name another in forward_eip, or write shared_eip: true"
        yield ProblemError("one address cannot be two", got=own, fix=fix, at=("eip", "allocation_id"))
    yield from _packages(spec)


def _packages(spec: "NatGatewaySpec") -> Iterator[ProblemError]:
    """A new package that each of several addresses would have made for itself, and paid."""
    package = spec.eip.bandwidth_package if spec.eip else None
    dialled = bool(spec.goes_out and spec.port_forwards and not spec.shared_eip and spec.forward_eip is None)
    several = spec.strategy is NatStrategy.ONE_PER_ZONE or dialled
    if package is not None and package.package_id is None and several:
        fix = "make a BandwidthPackage once and give its package_id"
        yield ProblemError("each address would buy a package", fix=fix, at=("eip", "bandwidth_package"))


def _none(spec: "NatGatewaySpec") -> Iterator[ProblemError]:
    for field in ("outbound", "outbound_tiers", "port_forwards", "openings", "zone_eips"):
        if getattr(spec, field):
            yield ProblemError("strategy none has no gateway", fix="leave it out", at=(field,))


def _single(spec: "NatGatewaySpec") -> Iterator[ProblemError]:
    if spec.zone_eips:
        yield ProblemError("strategy single has no gateway of a zone", fix="use eip", at=("zone_eips",))
    for number, forward in enumerate(spec.port_forwards or []):
        if forward.zone is not None:
            at = ("port_forwards", number, "zone")
            yield ProblemError("strategy single has no gateway of a zone", got=forward.zone, fix="leave it out", at=at)


def _per_zone(spec: "NatGatewaySpec") -> Iterator[ProblemError]:
    if spec.outbound:
        fix = "name the tiers in outbound_tiers"
        yield ProblemError("a network does not say whose zone's gateway it uses", fix=fix, at=("outbound",))
    for number, forward in enumerate(spec.port_forwards or []):
        if forward.zone is None:
            allowed = "the zone of the host, whose replies leave by the gateway of their own zone"
            yield ProblemError("is missing", allowed=allowed, at=("port_forwards", number, "zone"))
    zones = {forward.zone for forward in spec.port_forwards or []}
    for field in ("eip", "forward_eip"):
        address = getattr(spec, field)
        if address and address.allocation_id and (field == "eip" or len(zones) > 1):
            said = "one address serves one gateway"
            fix = "name one for each zone in zone_eips" if field == "eip" else "leave it out"
            yield ProblemError(said, got=address.allocation_id, fix=fix, at=(field, "allocation_id"))
