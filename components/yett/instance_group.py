"""Machines of one kind over zones: `InstanceGroup("app", {"spec": ..., "vswitch_ids": vpc.in_tier("app"), ...})`."""

from collections.abc import Mapping
from typing import Optional, TypedDict

import pulumi
import pulumi_alicloud as alicloud

from yett.errors import SpecError
from yett.naming import display_name, tags
from yett.publish import publish
from yett.specs.instance_group import InstanceGroupSpec


class InstanceGroupArgs(TypedDict):
    """What an InstanceGroup is made from."""

    spec: InstanceGroupSpec
    """The kind and number of machines."""
    vswitch_ids: dict[str, pulumi.Input[str]]
    """Ids of the vSwitches by zone."""
    security_group_ids: list[pulumi.Input[str]]
    """Ids of the groups of every machine; all of one type."""


class InstanceGroup(pulumi.ComponentResource):
    """Pay-as-you-go instances with private addresses only."""

    instance_ids: pulumi.Output[dict[str, str]]
    """Ids of the instances by name, such as cn-hangzhou-h-1."""
    private_ips: pulumi.Output[dict[str, str]]
    """Private addresses of the instances by name."""

    def __init__(self, name: str, args: InstanceGroupArgs, opts: Optional[pulumi.ResourceOptions] = None) -> None:
        self._spec = InstanceGroupSpec.parse(args["spec"], name)
        placed = placement(name, self._spec, args["vswitch_ids"])
        super().__init__("yett:index:InstanceGroup", name, {"spec": self._spec.plain()}, opts)
        groups = args["security_group_ids"]
        self._instances = {key: self._instance(f"{name}-{key}", vswitch, groups) for key, vswitch in placed.items()}
        self.instance_ids = pulumi.Output.all(**self.ids())
        self.private_ips = pulumi.Output.all(**self.addresses())
        publish(self, self._spec, {"instance_ids": self.instance_ids, "private_ips": self.private_ips})

    def ids(self) -> dict[str, pulumi.Output[str]]:
        """Ids by name; each depends on its own instance only."""
        return {key: instance.id for key, instance in self._instances.items()}

    def addresses(self) -> dict[str, pulumi.Output[str]]:
        """Private addresses by name; each depends on its own instance only."""
        return {key: instance.private_ip for key, instance in self._instances.items()}

    def _instance(
        self, name: str, vswitch_id: pulumi.Input[str], groups: list[pulumi.Input[str]]
    ) -> alicloud.ecs.Instance:
        spec = self._spec
        # internet_max_bandwidth_out above 0 would give a public address that no EIP resource shows
        return alicloud.ecs.Instance(
            name,
            instance_name=display_name(name),
            image_id=spec.image_id,
            instance_type=spec.instance_type,
            vswitch_id=vswitch_id,
            security_groups=groups,
            internet_max_bandwidth_out=0,
            instance_charge_type="PostPaid",
            key_name=spec.key_pair_name,
            http_endpoint="enabled",
            http_tokens="required",
            system_disk_category=spec.system_disk_category,
            system_disk_size=spec.system_disk_size,
            system_disk_encrypted=spec.system_disk_encrypted or None,
            user_data=spec.user_data,
            tags=tags(),
            volume_tags=tags(),
            opts=pulumi.ResourceOptions(parent=self),
        )


def placement(
    where: str, spec: InstanceGroupSpec, vswitch_ids: Mapping[str, pulumi.Input[str]]
) -> dict[str, pulumi.Input[str]]:
    """The vSwitch of every instance by the instance's name; raises SpecError for a zone without one."""
    for number, zone in enumerate(spec.zones or []):
        if zone not in vswitch_ids:
            known = ", ".join(sorted(vswitch_ids)) or "none, as args.vswitch_ids is empty"
            raise SpecError(f"{where}.zones[{number}]", "no vSwitch there", got=zone, allowed=known)
    return {name: vswitch_ids[zone] for name, zone in spec.names(list(vswitch_ids))}
