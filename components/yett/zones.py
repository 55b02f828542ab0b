"""The zones of the region, asked for where a spec counts them: `zones: 2` are the first two by name."""

from typing import Optional

import pulumi

from yett.errors import SpecError
from yett.sdk import alicloud
from yett.specs.vpc import VpcSpec


def with_zones(
    spec: VpcSpec, component: pulumi.Resource, field: str = "zones", opts: Optional[pulumi.InvokeOptions] = None
) -> VpcSpec:
    """The spec with its zones named; asks the component's provider, or that of `opts`, before anything is built.

    Raises SpecError when the region has fewer zones than are counted.
    """
    if spec.zones is None or spec.zones.count is None:
        return spec
    asked = opts or pulumi.InvokeOptions(parent=component)
    found = alicloud.get_zones(available_resource_creation="VSwitch", opts=asked)
    names = sorted(zone.id for zone in found.zones)
    if len(names) < spec.zones.count:
        where = f"{component.pulumi_resource_name}.{field}"
        raise SpecError(where, "the region has too few", got=spec.zones.count, allowed=", ".join(names) or "no zone")
    named = spec.in_zones(names)
    chosen = ", ".join(named.zones.slots() if named.zones else [])
    pulumi.log.info(
        f"{field}: {spec.zones.count} are {chosen}; written by name they stay when the region grows", component
    )
    return named
