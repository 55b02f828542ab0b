"""Scaling configurations: what a group starts its machines from; one of a group is active at a time."""

from dataclasses import replace

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.ecs.lookup import among
from yett_emulator.ecs.lookup import group_of as security_group_of
from yett_emulator.errors import CloudError, missing
from yett_emulator.ess.configuration_words import check, groups_of, shown, words
from yett_emulator.ess.nouns import CONFIGURATION, GROUP, MACHINE, check_name, group_of
from yett_emulator.ids import timestamp
from yett_emulator.paging import paged
from yett_emulator.quotas import check_quota
from yett_emulator.store import Record, public

INSTEAD = {
    "SecurityGroupId": ("SecurityGroupIds",),
    "SecurityGroupIds": ("SecurityGroupId",),
    "InstanceTypes": ("InstanceTypeOverride", "InstancePatternInfo"),
    "InstanceTypeOverride": ("InstanceTypes", "InstancePatternInfo"),
    "InstancePatternInfo": ("InstanceTypes", "InstanceTypeOverride"),
    "ImageId": ("ImageName", "ImageFamily"),
    "ImageName": ("ImageId", "ImageFamily"),
}
"""Word -> words that take its place when only they are said."""


def create(call: Call) -> Answer:
    group, said = group_of(call), words(call)
    owner = {"ScalingGroupId": group["ScalingGroupId"]}
    check(call, said)
    check_groups(call, group, said)
    have = call.store.total(CONFIGURATION.kind, **owner)
    check_quota(call, "scaling_configurations_per_group", have, "QuotaExceeded.ScalingConfiguration", 10)
    key = CONFIGURATION.new()
    record = {
        "ScalingConfigurationId": key,
        **owner,
        "ScalingConfigurationName": check_name(call, CONFIGURATION, "ScalingConfigurationName", **owner) or key,
        "LifecycleState": "Inactive",
        "CreationTime": timestamp(call.now),
        "_words": said,
    }
    call.store.insert(CONFIGURATION.kind, key, record)
    return {"ScalingConfigurationId": key}


def check_groups(call: Call, group: Record, said: Record) -> None:
    """The security groups exist, and are in the group's VPC."""
    keys = groups_of(said)
    if not keys:
        raise missing("SecurityGroupId")
    for key in keys:
        if security_group_of(call, key)["VpcId"] != group["VpcId"]:
            raise CloudError(
                "InvalidSecurityGroupId.VPCMismatch", f"The security group {key} and the vSwitch are not in one VPC."
            )


def modify(call: Call) -> Answer:
    """What is said replaces what there was; machines that were started before stay as they are."""
    record, told = CONFIGURATION.asked(call), words(call)
    key, owner = record["ScalingConfigurationId"], record["ScalingGroupId"]
    said = merged(record["_words"], told)
    check(replace(call, params={**said, "Password": call.text("Password")}), said)
    check_groups(call, GROUP.get(call, owner), said)
    name = check_name(call, CONFIGURATION, "ScalingConfigurationName", key, ScalingGroupId=owner)
    record |= {"_words": said, "ScalingConfigurationName": name or record["ScalingConfigurationName"]}
    CONFIGURATION.save(call.store, record)
    return {}


def merged(before: Record, told: Record) -> Record:
    """Words of a modification over those that there were; of two ways to say a thing the one said last."""
    kept = {name: value for name, value in before.items() if not any(one in told for one in INSTEAD.get(name, ()))}
    disk = {**before.get("SystemDisk", {}), **told.get("SystemDisk", {})}
    return {**kept, **told, **({"SystemDisk": disk} if disk else {})}


def describe(call: Call) -> Answer:
    keys, names = call.texts("ScalingConfigurationId"), call.texts("ScalingConfigurationName")
    found = [
        one
        for one in call.store.find(CONFIGURATION.kind)
        if among(keys, one["ScalingConfigurationId"])
        and among(names, one["ScalingConfigurationName"])
        and call.text("ScalingGroupId") in ("", one["ScalingGroupId"])
    ]
    page, about = paged(call, found)
    return {"ScalingConfigurations": {"ScalingConfiguration": [row(one) for one in page]}, **about}


def row(record: Record) -> Record:
    return {**shown(record["_words"]), **public(record)}


def activate(call: Call, group: Record, key: str) -> Record:
    """The group starts its machines from this configuration, and from no other; the group is saved."""
    chosen = CONFIGURATION.get(call, key)
    if chosen["ScalingGroupId"] != group["ScalingGroupId"]:
        raise CloudError(CONFIGURATION.code, f"The scaling configuration {key} is of another group. NotFound", 404)
    for one in call.store.find(CONFIGURATION.kind, ScalingGroupId=group["ScalingGroupId"]):
        state = "Active" if one["ScalingConfigurationId"] == key else "Inactive"
        CONFIGURATION.save(call.store, one | {"LifecycleState": state})
    return GROUP.save(call.store, group | {"ActiveScalingConfigurationId": key})


def deactivate(call: Call) -> Answer:
    """Of a group that is not enabled."""
    record = CONFIGURATION.asked(call)
    group = GROUP.get(call, record["ScalingGroupId"])
    if group["LifecycleState"] == "Active" or record["LifecycleState"] != "Active":
        raise wrong_lifecycle(record)
    CONFIGURATION.save(call.store, record | {"LifecycleState": "Inactive"})
    GROUP.save(call.store, group | {"ActiveScalingConfigurationId": ""})
    return {}


def wrong_lifecycle(record: Record) -> CloudError:
    return CloudError(
        "IncorrectScalingConfigurationLifecycleState",
        f"The current lifecycle state {record['LifecycleState']} of the specified scaling configuration does not"
        " support this action.",
    )


def delete(call: Call) -> Answer:
    record = CONFIGURATION.asked(call)
    key = record["ScalingConfigurationId"]
    if record["LifecycleState"] == "Active":
        raise wrong_lifecycle(record)
    if any(call.store.get("instance", one["InstanceId"]) for one in started_from(call, key)):
        raise CloudError(
            "InstanceInUse",
            "You cannot delete a scaling configuration or scaling group while there is an instance associated with it.",
        )
    call.store.delete(CONFIGURATION.kind, key)
    return {}


def started_from(call: Call, key: str) -> list[Record]:
    return call.store.find(MACHINE.kind, ScalingConfigurationId=key)


OPERATIONS: dict[str, Operation] = {
    "CreateScalingConfiguration": create,
    "ModifyScalingConfiguration": modify,
    "DescribeScalingConfigurations": describe,
    "DeactivateScalingConfiguration": deactivate,
    "DeleteScalingConfiguration": delete,
}
