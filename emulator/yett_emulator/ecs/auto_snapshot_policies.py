"""Automatic snapshot policies: when disks are to be copied (`CreateAutoSnapshotPolicy`); nothing is copied here.

Parameters of these actions begin with small letters, some of them. Source: help.aliyun.com, ECS, API of automatic
snapshot policies.
"""

from typing import Any

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.ecs.lookup import disk_of, found, in_region, like, listed, same_fields, shown_tags, tagged
from yett_emulator.errors import CloudError, invalid
from yett_emulator.ids import new_id, timestamp
from yett_emulator.paging import tokened
from yett_emulator.store import Record, Store, public
from yett_emulator.tags import drop_tags, given_tags, put_tags

KIND = "auto_snapshot_policy"


def policy_of(call: Call, name: str = "autoSnapshotPolicyId") -> Record:
    code = "ParameterFailed.AutoSnapshotPolicyId.NotFound"
    return found(call, KIND, call.required(name), code, "The specified automatic snapshot policy is not found.")


def create(call: Call) -> Answer:
    key = new_id("sp")
    for name in ("timePoints", "repeatWeekdays", "retentionDays"):
        call.required(name)
    record = {
        "AutoSnapshotPolicyId": key,
        "Status": "Normal",
        "Type": "Custom",
        "AssociationType": call.text("AssociationType"),
        "RegionId": call.required("regionId"),
        "ResourceGroupId": call.text("ResourceGroupId"),
        "CreationTime": timestamp(call.now),
        "TargetTags": {"TargetTag": target_tags(call)},
        **said(call, {}),
    }
    call.store.insert(KIND, key, record)
    put_tags(call.store, key, given_tags(call))
    return {"AutoSnapshotPolicyId": key}


def target_tags(call: Call) -> list[Record]:
    return [{"TagKey": key, "TagValue": value} for key, value in given_tags(call, "TargetTags").items()]


def said(call: Call, have: Record) -> Record:
    """What a request says of a policy, over what there is; lists stay the text that they came as."""
    return {
        "AutoSnapshotPolicyName": call.text("autoSnapshotPolicyName", have.get("AutoSnapshotPolicyName", "")),
        "TimePoints": numbers(call, "timePoints", 0, 23, have.get("TimePoints", "")),
        "RepeatWeekdays": numbers(call, "repeatWeekdays", 1, 7, have.get("RepeatWeekdays", "")),
        "RetentionDays": retention(call, "retentionDays", have.get("RetentionDays", -1)),
        "EnableCrossRegionCopy": call.flag("EnableCrossRegionCopy", have.get("EnableCrossRegionCopy", False)),
        "CopiedSnapshotsRetentionDays": retention(
            call, "CopiedSnapshotsRetentionDays", have.get("CopiedSnapshotsRetentionDays", 0)
        ),
        "TargetCopyRegions": call.text("TargetCopyRegions", have.get("TargetCopyRegions", "[]")),
        "CopyEncryptionConfiguration": copies(call) or have.get("CopyEncryptionConfiguration", {}),
    }


def copies(call: Call) -> Record:
    """Only what was asked for: the provider plans a change for a default that nobody wrote."""
    said = call.params.get("CopyEncryptionConfiguration")
    if not isinstance(said, dict):
        return {}
    return {"Encrypted": str(said.get("Encrypted")).lower() == "true", "KMSKeyId": str(said.get("KMSKeyId", ""))}


def numbers(call: Call, name: str, low: int, high: int, default: str) -> str:
    """A JSON list of numbers, in text: `["1", "5"]`."""
    text = call.text(name)
    for one in call.names(name):
        if not one.isdigit() or not low <= int(one) <= high:
            raise invalid(name, text, f"a JSON list of numbers {low}..{high}")
    return text or default


def retention(call: Call, name: str, default: int) -> int:
    """Days, or -1 for ever."""
    days = call.number(name, default, -1, 65536)
    if call.text(name) == "0":
        raise invalid(name, days, "-1, 1..65535")
    return days


def users(store: Store, key: str) -> list[Record]:
    return store.find("disk", AutoSnapshotPolicyId=key)


def describe(call: Call) -> Answer:
    rows = [one for one in call.store.find(KIND) if suits(call, one)]
    page, about = listed(call, rows, 10, 100)
    about.pop("NextToken")
    return {"AutoSnapshotPolicies": {"AutoSnapshotPolicy": [row(call, one) for one in page]}, **about}


def suits(call: Call, one: Record) -> bool:
    equal = {"AutoSnapshotPolicyId": "AutoSnapshotPolicyId", "ResourceGroupId": "ResourceGroupId"}
    return (
        in_region(call, one)
        and same_fields(call, one, equal)
        and like(call.text("AutoSnapshotPolicyName"), one["AutoSnapshotPolicyName"])
        and tagged(call, one["AutoSnapshotPolicyId"])
    )


def row(call: Call, one: Record) -> dict[str, Any]:
    key = one["AutoSnapshotPolicyId"]
    return {**public(one), "DiskNums": len(users(call.store, key)), "VolumeNums": 0, "Tags": shown_tags(call, key)}


def modify(call: Call) -> Answer:
    one = policy_of(call)
    more = {"TargetTags": {"TargetTag": target_tags(call)}} if call.has("TargetTags") else {}
    call.store.save(KIND, one["AutoSnapshotPolicyId"], one | said(call, one) | more)
    return {}


def apply(call: Call) -> Answer:
    key = policy_of(call)["AutoSnapshotPolicyId"]
    for disk in [disk_of(call, name) for name in call.listed_names("diskIds")]:
        if disk["AutoSnapshotPolicyId"] not in ("", key):
            raise CloudError("InvalidOperation.Conflict", f"{disk['DiskId']} has another policy.", 403)
        put(call, disk, key)
    return {}


def cancel(call: Call) -> Answer:
    for disk in [disk_of(call, name) for name in call.listed_names("diskIds")]:
        if call.text("autoSnapshotPolicyId") in ("", disk["AutoSnapshotPolicyId"]):
            put(call, disk, "")
    return {}


def put(call: Call, disk: Record, key: str) -> None:
    changes = {"AutoSnapshotPolicyId": key, "EnableAutomatedSnapshotPolicy": bool(key)}
    call.store.save("disk", disk["DiskId"], disk | changes)


def describe_associations(call: Call) -> Answer:
    rows = [
        {"AutoSnapshotPolicyId": disk["AutoSnapshotPolicyId"], "DiskId": disk["DiskId"]}
        for disk in call.store.find("disk")
        if disk["AutoSnapshotPolicyId"]
        and in_region(call, disk)
        and same_fields(call, disk, {name: name for name in ("AutoSnapshotPolicyId", "DiskId")})
    ]
    page, about = tokened(call, rows, 50, 100)
    return {
        "AutoSnapshotPolicyAssociations": {"AutoSnapshotPolicyAssociation": page},
        "NextToken": about["NextToken"],
    }


def delete(call: Call) -> Answer:
    """Its disks go on without one."""
    key = policy_of(call)["AutoSnapshotPolicyId"]
    for disk in users(call.store, key):
        put(call, disk, "")
    call.store.delete(KIND, key)
    drop_tags(call.store, key)
    return {}


OPERATIONS: dict[str, Operation] = {
    "CreateAutoSnapshotPolicy": create,
    "DescribeAutoSnapshotPolicyEx": describe,
    "ModifyAutoSnapshotPolicyEx": modify,
    "ApplyAutoSnapshotPolicy": apply,
    "CancelAutoSnapshotPolicy": cancel,
    "DescribeAutoSnapshotPolicyAssociations": describe_associations,
    "DeleteAutoSnapshotPolicy": delete,
}
