"""The zones of the region, asked for where a spec counts them: `zones: 2` are the first two by name."""

import pulumi
import pulumi_alicloud as alicloud

from yett.errors import SpecError
from yett.specs.vpc import VpcSpec


def with_zones(spec: VpcSpec, component: pulumi.Resource) -> VpcSpec:
    """The spec with its zones named; asks the provider of the component, before its first resource of the cloud.

    Raises SpecError when the region has fewer zones than are counted.
    """
    if spec.zones is None or spec.zones.count is None:
        return spec
    opts = pulumi.InvokeOptions(parent=component)
    found = alicloud.get_zones(available_resource_creation="VSwitch", opts=opts)
    names = sorted(zone.id for zone in found.zones)
    if len(names) < spec.zones.count:
        where = f"{component.pulumi_resource_name}.zones"
        raise SpecError(where, "the region has too few", got=spec.zones.count, allowed=", ".join(names) or "no zone")
    named = spec.in_zones(names)
    chosen = ", ".join(named.zones.slots() if named.zones else [])
    pulumi.log.info(
        f"zones: {spec.zones.count} are {chosen}; written by name they stay when the region grows", component
    )
    return named
