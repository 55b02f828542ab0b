"""Scaling groups of a live account: what they start machines from, and which balancers they serve."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from yett_policies.resources import Resource

from ..cloud_api import CloudApi
from .words import Item, listed, resource

GROUP, CONFIGURATION = "alicloud_ess_scaling_group", "alicloud_ess_scaling_configuration"
SERVED, VSERVED = "alicloud_ess_server_group_attachment", "alicloud_ess_scalinggroup_vserver_groups"
TEMPLATE = "alicloud_ecs_launch_template"


def scaling_groups(api: CloudApi) -> Iterator[Resource]:
    """Every scaling group with its balancers, every configuration, and the launch templates that groups start from."""
    found = list(api.listed("Ess", "DescribeScalingGroups", "ScalingGroups.ScalingGroup"))
    for one in found:
        yield _group(one)
        yield from _served(one)
    if found:
        yield from _configurations(api)
        yield from _templates(api, found)


def _group(one: Item) -> Resource:
    rows = listed(one, "AlbServerGroups", "AlbServerGroup")
    return resource(
        GROUP,
        one["ScalingGroupId"],
        one.get("ScalingGroupName"),
        vswitch_ids=listed(one, "VSwitchIds", "VSwitchId") or [one["VSwitchId"]] * bool(one.get("VSwitchId")),
        loadbalancer_ids=listed(one, "LoadBalancerIds", "LoadBalancerId"),
        launch_template_id=one.get("LaunchTemplateId") or None,
        group_deletion_protection=one.get("GroupDeletionProtection"),
        alb_server_group=[{"alb_server_group_id": row["AlbServerGroupId"], "port": row.get("Port")} for row in rows],
    )


def _served(one: Item) -> Iterator[Resource]:
    """The vserver groups, and the server groups of any kind, each as the resource that joins it."""
    owner = {"scaling_group_id": one["ScalingGroupId"]}
    blocks = [
        {"vserver_group_id": row["VServerGroupId"], "port": row.get("Port")}
        for group in listed(one, "VServerGroups", "VServerGroup")
        for row in listed(group, "VServerGroupAttributes", "VServerGroupAttribute")
    ]
    if blocks:
        yield resource(VSERVED, one["ScalingGroupId"], "", vserver_groups=[{"vserver_attributes": blocks}], **owner)
    for row in listed(one, "ServerGroups", "ServerGroup"):
        place: dict[str, Any] = {"server_group_id": row["ServerGroupId"], "port": row.get("Port") or None}
        ident = f"{one['ScalingGroupId']}:{row['ServerGroupId']}:{row.get('Type')}:{row.get('Port')}"
        yield resource(SERVED, ident, "", **place, **owner)


def _configurations(api: CloudApi) -> Iterator[Resource]:
    for one in api.listed("Ess", "DescribeScalingConfigurations", "ScalingConfigurations.ScalingConfiguration"):
        yield resource(
            CONFIGURATION,
            one["ScalingConfigurationId"],
            one.get("ScalingConfigurationName"),
            scaling_group_id=one["ScalingGroupId"],
            security_group_id=one.get("SecurityGroupId") or None,
            security_group_ids=listed(one, "SecurityGroupIds", "SecurityGroupId"),
            internet_max_bandwidth_out=int(one.get("InternetMaxBandwidthOut") or 0),
            key_name=one.get("KeyPairName") or None,
            password_inherit=bool(one.get("PasswordInherit")),
            # that there is one is all that the API tells
            password="(set)" if one.get("PasswordSetted") else None,
        )


def _templates(api: CloudApi, groups: Iterable[Item]) -> Iterator[Resource]:
    """The version that each group starts machines from; of a template that two groups use in two versions, both."""
    wanted = {(str(one["LaunchTemplateId"]), _version(one)) for one in groups if one.get("LaunchTemplateId")}
    path = "LaunchTemplateVersionSets.LaunchTemplateVersionSet"
    for ident, version in sorted(wanted):
        asked = {"LaunchTemplateId": ident, **({"LaunchTemplateVersion.1": version} if version.isdigit() else {})}
        rows = list(api.listed("Ecs", "DescribeLaunchTemplateVersions", path, **asked))
        for one in _chosen(rows, version):
            data = one.get("LaunchTemplateData") or {}
            yield resource(
                TEMPLATE,
                ident,
                one.get("LaunchTemplateName"),
                security_group_id=data.get("SecurityGroupId") or None,
                security_group_ids=listed(data, "SecurityGroupIds", "SecurityGroupId"),
                internet_max_bandwidth_out=int(data.get("InternetMaxBandwidthOut") or 0),
            )


def _version(group: Item) -> str:
    return str(group.get("LaunchTemplateVersion") or "Default")


def _chosen(rows: Sequence[Item], version: str) -> list[Item]:
    if version == "Latest":
        return sorted(rows, key=lambda row: int(row["VersionNumber"]))[-1:]
    return [row for row in rows if version.isdigit() or row.get("DefaultVersion")]
