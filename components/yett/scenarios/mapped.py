"""Dialled machines in a VPC, for every scenario that has some."""

import pulumi

from yett.instance_group import InstanceGroup
from yett.port_mapping import PortMapping, PortMappingArgs
from yett.scenarios.scenario import first
from yett.specs.mapped import MappedSpec
from yett.specs.port_mapping import MappingMode
from yett.specs.vpc import TierKind
from yett.vpc import Vpc


def machines(
    name: str, spec: MappedSpec, vpc: Vpc, group_id: pulumi.Input[str], opts: pulumi.ResourceOptions
) -> InstanceGroup:
    """The machines, in the tier that the mode wants."""
    vswitches: dict[str, pulumi.Input[str]] = {**vpc.in_tier(spec.tier_of(spec.place).name)}
    return InstanceGroup(
        name, {"spec": spec.instances, "vswitch_ids": vswitches, "security_group_ids": [group_id]}, opts
    )


def mapped(
    name: str, spec: MappedSpec, vpc: Vpc, found: InstanceGroup, today: str, opts: pulumi.ResourceOptions
) -> PortMapping:
    """What is dialled for the machines."""
    args: PortMappingArgs = {"spec": spec.port_mapping(), "today": today}
    if spec.mapping.mode is MappingMode.NAT:
        args |= {"vpc_id": vpc.vpc_id, "vswitch_id": front(spec, vpc), "private_ips": {**found.addresses()}}
    else:
        args["instance_ids"] = {**found.ids()}
    return PortMapping(name, args, opts)


def front(spec: MappedSpec, vpc: Vpc) -> pulumi.Output[str]:
    """The vSwitch that a gateway stands in."""
    return first(vpc.in_tier(spec.tier_of(TierKind.PUBLIC).name))
