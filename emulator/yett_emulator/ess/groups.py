"""Scaling groups: made inactive, enabled with a configuration or a launch template, kept between their bounds."""

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.ecs.launch_templates import template_of
from yett_emulator.ecs.lookup import among, in_region, like
from yett_emulator.errors import CloudError, missing
from yett_emulator.ess import attachments, hooks
from yett_emulator.ess.capacity import fit
from yett_emulator.ess.configurations import activate
from yett_emulator.ess.group_words import DEFAULTS, check_sizes, place, words
from yett_emulator.ess.launch import give_up
from yett_emulator.ess.machines import IN_SERVICE, PROTECTED, STANDBY, machines_of
from yett_emulator.ess.nouns import GROUP, NOTIFICATION, OWNED, check_name, group_of
from yett_emulator.ids import timestamp
from yett_emulator.paging import paged
from yett_emulator.quotas import check_quota
from yett_emulator.resource_groups import DEFAULT_GROUP
from yett_emulator.store import Record, public
from yett_emulator.tags import drop_tags, given_tags, has_tags, put_tags, tags_of

LISTS = {
    "VSwitchIds": "VSwitchId",
    "RemovalPolicies": "RemovalPolicy",
    "HealthCheckTypes": "HealthCheckType",
    "LoadBalancerIds": "LoadBalancerId",
    "DBInstanceIds": "DBInstanceId",
    "SuspendedProcesses": "SuspendedProcess",
    "AlbServerGroups": "AlbServerGroup",
    "ServerGroups": "ServerGroup",
    "LaunchTemplateOverrides": "LaunchTemplateOverride",
}
"""List of a group -> its items' name in the answer."""


def create(call: Call) -> Answer:
    for name in ("MinSize", "MaxSize"):
        call.required(name)
    check_quota(call, "scaling_groups", call.store.total(GROUP.kind), "QuotaExceeded.ScalingGroup", 50)
    key, where = GROUP.new(), place(call)
    if not where:
        raise missing("VSwitchIds")
    said = words(call)
    group = {
        "ScalingGroupId": key,
        **DEFAULTS,
        **said,
        **where,
        # the cloud shows the id where nobody gave a name: the provider would plan to take that away
        "ScalingGroupName": check_name(call, GROUP, "ScalingGroupName"),
        "LifecycleState": "Inactive",
        "RegionId": call.region,
        "ResourceGroupId": call.text("ResourceGroupId", DEFAULT_GROUP),
        "CreationTime": timestamp(call.now),
        "ModificationTime": timestamp(call.now),
        "SuspendedProcesses": [],
        **attachments.first(call, where["VpcId"]),
    }
    check_sizes(group)
    check_template(call, group)
    call.store.insert(GROUP.kind, key, group)
    put_tags(call.store, key, given_tags(call))
    hooks.first(call, key)
    return {"ScalingGroupId": key}


def check_template(call: Call, group: Record) -> None:
    if group.get("LaunchTemplateId"):
        template_of(call)


def modify(call: Call) -> Answer:
    """What is said; an enabled group then starts or gives up machines until it fits again."""
    group = group_of(call)
    key = group["ScalingGroupId"]
    name = check_name(call, GROUP, "ScalingGroupName", key)
    where = place(call)
    if where and where["VpcId"] != group["VpcId"]:
        raise CloudError("InvalidVSwitchId.NotSameVPC", f"The group {key} is in {group['VpcId']}.")
    group |= (
        words(call) | where | {"ModificationTime": timestamp(call.now)} | ({"ScalingGroupName": name} if name else {})
    )
    check_sizes(group)
    if call.text("LaunchTemplateId"):
        check_template(call, group)
    GROUP.save(call.store, group)
    if active := call.text("ActiveScalingConfigurationId"):
        group = activate(call, group | {"LaunchTemplateId": "", "LaunchTemplateVersion": ""}, active)
    fit(call, group)
    return {}


def describe(call: Call) -> Answer:
    keys, named = call.texts("ScalingGroupId"), call.texts("ScalingGroupName")
    found = [
        one
        for one in call.store.find(GROUP.kind)
        if in_region(call, one)
        and among(keys, one["ScalingGroupId"])
        and (not named or any(like(name, one["ScalingGroupName"]) for name in named))
        and call.text("GroupType") in ("", one["GroupType"])
        and call.text("ResourceGroupId") in ("", one["ResourceGroupId"])
        and has_tags(call.store, one["ScalingGroupId"], given_tags(call))
    ]
    page, about = paged(call, found)
    return {"ScalingGroups": {"ScalingGroup": [row(call, one) for one in page]}, **about}


def row(call: Call, group: Record) -> Record:
    listed = {name: {item: group[name]} for name, item in LISTS.items() if name in group}
    tags = tags_of(call.store, group["ScalingGroupId"])
    return {
        "DBInstances": {"DBInstance": []},
        "LoadBalancerConfigs": {"LoadBalancerConfig": []},
        "SystemSuspended": False,
        "Weighted": False,
        "EnableDesiredCapacity": "DesiredCapacity" in group,
        **public(group),
        **listed,
        "VServerGroups": {"VServerGroup": attachments.by_balancer(group["VServerGroups"])},
        "Tags": {"Tag": [{"TagKey": name, "TagValue": value} for name, value in tags.items()]},
        **counts(call, group),
    }


def counts(call: Call, group: Record) -> Record:
    states = [one["LifecycleState"] for one in machines_of(call, group)]
    none = ("PendingCapacity", "PendingWaitCapacity", "RemovingCapacity", "RemovingWaitCapacity", "StoppedCapacity")
    return {
        **dict.fromkeys(none, 0),
        "TotalCapacity": len(states),
        "TotalInstanceCount": len(states),
        "ActiveCapacity": states.count(IN_SERVICE),
        "ProtectedCapacity": states.count(PROTECTED),
        "StandbyCapacity": states.count(STANDBY),
        "SpotCapacity": 0,
        "InitCapacity": 0,
    }


def delete(call: Call) -> Answer:
    """With ForceDelete its machines go first: released, or only removed when they were attached."""
    group = group_of(call)
    key, there = group["ScalingGroupId"], machines_of(call, group)
    if group["GroupDeletionProtection"]:
        raise CloudError("InvalidOperation.GroupDeletionProtection", f"Deletion protection of group {key} is on.", 403)
    if there and not call.flag("ForceDelete"):
        raise CloudError(
            "InstanceInUse",
            "You cannot delete a scaling configuration or scaling group while there is an instance associated with it.",
        )
    give_up(call, group, there)
    for kind in (*(noun.kind for noun in OWNED), NOTIFICATION):
        forget(call, kind, key)
    drop_tags(call.store, key)
    call.store.delete(GROUP.kind, key)
    return {}


def forget(call: Call, kind: str, owner: str) -> None:
    field = {noun.kind: noun.field for noun in OWNED}.get(kind, "_id")
    for one in call.store.find(kind, ScalingGroupId=owner):
        call.store.delete(kind, one[field])


def change_resource_group(call: Call) -> Answer:
    group = GROUP.get(call, call.required("ResourceId"))
    GROUP.save(call.store, group | {"ResourceGroupId": call.required("NewResourceGroupId")})
    return {}


def set_protection(call: Call) -> Answer:
    group = group_of(call)
    GROUP.save(call.store, group | {"GroupDeletionProtection": call.flag("GroupDeletionProtection")})
    return {}


OPERATIONS: dict[str, Operation] = {
    "CreateScalingGroup": create,
    "ModifyScalingGroup": modify,
    "DescribeScalingGroups": describe,
    "DeleteScalingGroup": delete,
    "ChangeResourceGroup": change_resource_group,
    "SetGroupDeletionProtection": set_protection,
}
