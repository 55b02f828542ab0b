"""Machines of one kind over zones: `InstanceGroup("app", {"spec": ..., "vswitch_ids": vpc.in_tier("app"), ...})`."""

from collections.abc import Mapping
from typing import Any, NotRequired, Optional, TypedDict

import pulumi

from yett.errors import SpecError
from yett.given import check_given
from yett.naming import display_name, tags
from yett.publish import by_name, publish
from yett.sdk import alicloud
from yett.specs.data_disk import DataDisk
from yett.specs.image_query import ImageOwner, ImageQuery
from yett.specs.instance_group import InstanceGroupSpec
from yett.specs.path import config_path


class InstanceGroupArgs(TypedDict):
    """What an InstanceGroup is made from."""

    spec: InstanceGroupSpec
    """The kind and number of machines."""
    vswitch_ids: dict[str, pulumi.Input[str]]
    """Ids of the vSwitches by zone."""
    security_group_ids: list[pulumi.Input[str]]
    """Ids of the groups of every machine; all of one type."""
    user_data: NotRequired[pulumi.Input[str]]
    """A script for the first boot that may hold secrets: it is one in state and logs; default: the spec's."""


class InstanceGroup(pulumi.ComponentResource):
    """Pay-as-you-go instances with private addresses only."""

    instance_ids: pulumi.Output[dict[str, str]]
    """Ids of the instances by name, such as cn-hangzhou-h-1."""
    private_ips: pulumi.Output[dict[str, str]]
    """Private addresses of the instances by name."""

    def __init__(self, name: str, args: InstanceGroupArgs, opts: Optional[pulumi.ResourceOptions] = None) -> None:
        check_given(name, InstanceGroupArgs, args)
        self._spec = InstanceGroupSpec.parse(args["spec"], name)
        placed = placement(name, self._spec, args["vswitch_ids"])
        check_groups(name, args["security_group_ids"])
        check_user_data(name, self._spec, args)
        super().__init__("yett:index:InstanceGroup", name, {"spec": self._spec.plain()}, opts)
        self._same = self._common(args)
        self._instances = {key: self._instance(f"{name}-{key}", vswitch) for key, vswitch in placed.items()}
        self.instance_ids = by_name(self.ids())
        self.private_ips = by_name(self.addresses())
        publish(self, self._spec, {"instance_ids": self.instance_ids, "private_ips": self.private_ips})

    def ids(self) -> dict[str, pulumi.Output[str]]:
        """Ids by name; each depends on its own instance only."""
        return {key: instance.id for key, instance in self._instances.items()}

    def addresses(self) -> dict[str, pulumi.Output[str]]:
        """Private addresses by name; each depends on its own instance only."""
        return {key: instance.private_ip for key, instance in self._instances.items()}

    def _common(self, args: InstanceGroupArgs) -> dict[str, Any]:
        """What all machines have alike."""
        given = args.get("user_data")
        image = self._spec.image
        return {
            "image_id": self._spec.image_id if image is None else newest(image, self),
            "user_data": self._spec.user_data if given is None else pulumi.Output.secret(given),
            "security_groups": args["security_group_ids"],
            "tags": tags(),
            "volume_tags": tags(),
            **_disk_args(self._spec),
        }

    def _instance(self, name: str, vswitch_id: pulumi.Input[str]) -> alicloud.ecs.Instance:
        spec = self._spec
        # internet_max_bandwidth_out above 0 would give a public address that no EIP resource shows
        return alicloud.ecs.Instance(
            name,
            instance_name=display_name(name),
            instance_type=spec.instance_type,
            vswitch_id=vswitch_id,
            internet_max_bandwidth_out=0,
            instance_charge_type="PostPaid",
            key_name=spec.key_pair_name,
            role_name=spec.ram_role_name,
            http_endpoint="enabled",
            http_tokens="required",
            deletion_protection=bool(spec.deletion_protection),
            opts=self._options(),
            **self._same,
        )

    def _options(self) -> pulumi.ResourceOptions:
        # an image that was looked up changes by itself: machines that are there keep theirs
        ignored = ["imageId"] if self._spec.image is not None else None
        return pulumi.ResourceOptions(parent=self, ignore_changes=ignored)


def newest(image: ImageQuery, parent: pulumi.Resource) -> pulumi.Output[str]:
    """The id of the newest image that matches; raises SpecError when it is known that there is none."""
    found = alicloud.ecs.get_images_output(
        name_regex=image.name_regex,
        owners=(image.owner or ImageOwner.SYSTEM).value,
        most_recent=True,
        opts=pulumi.InvokeOutputOptions(parent=parent),
    )
    return found.images.apply(lambda images: first_image(images, image))


def first_image(images: Any, image: ImageQuery) -> str:
    """The id of the first of what the data source found; raises SpecError for none."""
    if not images:
        allowed = f"the name of an image of {(image.owner or ImageOwner.SYSTEM).value}"
        raise SpecError("image.name_regex", "no image matches", got=image.name_regex, allowed=allowed)
    return str(images[0]["id"])


def _disk_args(spec: InstanceGroupSpec) -> dict[str, Any]:
    level = spec.system_disk_performance_level
    return {
        "system_disk_category": spec.system_disk_category,
        "system_disk_size": spec.system_disk_size,
        "system_disk_performance_level": level and level.value,
        "system_disk_encrypted": spec.system_disk_encrypted or None,
        "data_disks": [_data_disk(disk) for disk in spec.data_disks] if spec.data_disks else None,
    }


def _data_disk(disk: DataDisk) -> dict[str, Any]:
    level = {"performance_level": (disk.performance_level or "PL1")} if disk.category == "cloud_essd" else {}
    return {
        "size": disk.size,
        "category": disk.category,
        "encrypted": bool(disk.encrypted),
        "delete_with_instance": not disk.kept,
        **level,
    }


def placement(
    where: str, spec: InstanceGroupSpec, vswitch_ids: Mapping[str, pulumi.Input[str]]
) -> dict[str, pulumi.Input[str]]:
    """The vSwitch of every instance by the instance's name; raises SpecError for a zone without one."""
    for path, zone in spec.named_zones():
        if zone not in vswitch_ids:
            known = ", ".join(sorted(vswitch_ids)) or "none, as args.vswitch_ids is empty"
            raise SpecError(config_path(path, None, where), "no vSwitch there", got=zone, allowed=known)
    return {name: vswitch_ids[zone] for name, zone in spec.names(list(vswitch_ids))}


def check_groups(where: str, group_ids: list[pulumi.Input[str]]) -> None:
    """Refuse machines without a group, as what reaches them would be the cloud's choice; raises SpecError."""
    if group_ids == []:
        raise SpecError(f"{where}.security_group_ids", "is empty", allowed="at least one group")


def check_user_data(where: str, spec: InstanceGroupSpec, args: InstanceGroupArgs) -> None:
    """Refuse two scripts for one boot; raises SpecError."""
    if spec.user_data is not None and args.get("user_data") is not None:
        raise SpecError(f"{where}.user_data", "args.user_data is there too", fix="give one of the two")
