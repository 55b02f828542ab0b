"""The NAT gateway of a scenario, in its public tier: `gateway(...).outbound` is what its private tiers go out with."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Optional

import pulumi

from yett.nat_gateway import NatGateway, NatGatewayArgs
from yett.specs.nat_gateway import NatGatewaySpec
from yett.specs.vpc import TierKind, VpcSpec
from yett.vpc import Vpc


@dataclass(frozen=True, slots=True)
class GatewayAddresses:
    """The addresses of one gateway, or of one for each zone by zone."""

    outbound: pulumi.Output[Optional[str]]
    outbound_by_zone: pulumi.Output[dict[str, str]]
    administration: pulumi.Output[Optional[str]]
    administration_by_zone: pulumi.Output[dict[str, str]]


def gateway(
    name: str,
    spec: Optional[NatGatewaySpec],
    network: VpcSpec,
    vpc: Vpc,
    hosts: Mapping[str, pulumi.Input[str]],
    today: str,
    opts: pulumi.ResourceOptions,
) -> GatewayAddresses:
    """Builds what the spec says in the VPC of this network; without a spec there is no gateway and no address."""
    if spec is None:
        nothing: pulumi.Output[Optional[str]] = pulumi.Output.from_input(None)
        nowhere: pulumi.Output[dict[str, str]] = pulumi.Output.from_input({})
        return GatewayAddresses(nothing, nowhere, nothing, nowhere)
    args: NatGatewayArgs = {
        "spec": spec,
        "vpc_id": vpc.vpc_id,
        "vswitch_ids": {**vpc.in_tier(network.tiers_of(TierKind.PUBLIC)[0].name)},
        "tiers": {tier: {**vpc.in_tier(tier)} for tier in spec.outbound_tiers or []},
        "hosts": {**hosts},
        "today": today,
    }
    nat = NatGateway(name, args, opts)
    return GatewayAddresses(nat.outbound_address, nat.outbound_addresses, nat.forward_address, nat.forward_addresses)
