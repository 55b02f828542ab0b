"""Snapshots of disks: `CreateSnapshot`; done at once, since there is no data to copy.

Source: help.aliyun.com, ECS, API of snapshots.
"""

from typing import Any

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.ecs.lookup import among, disk_of, found, in_region, like, listed, same_fields, shown_tags, tagged
from yett_emulator.errors import CloudError
from yett_emulator.ids import new_id, timestamp
from yett_emulator.store import Record, public
from yett_emulator.tags import drop_tags, given_tags, put_tags

EQUAL = {
    "DiskId": "SourceDiskId",
    "Status": "Status",
    "SnapshotType": "SnapshotType",
    "SourceDiskType": "SourceDiskType",
    "Category": "Category",
    "Encrypted": "Encrypted",
    "KMSKeyId": "KMSKeyId",
    "ResourceGroupId": "ResourceGroupId",
    "SnapshotLinkId": "SnapshotLinkId",
    "InstanceId": "_instance",
}


def snapshot_of(call: Call, key: str = "") -> Record:
    key = key or call.required("SnapshotId")
    return found(call, "snapshot", key, "InvalidSnapshotId.NotFound", "The specified SnapshotId is not found.")


def create(call: Call) -> Answer:
    disk, key = disk_of(call), new_id("s")
    # the provider is the only caller that can tell nothing from zero: a snapshot without days is kept for ever
    days = call.number("RetentionDays", 0, 1, 65536) if call.text("RetentionDays") else 0
    record = {
        "SnapshotId": key,
        "SnapshotName": call.text("SnapshotName"),
        "Description": call.text("Description"),
        "Category": call.choice("Category", ("Standard", "Flash", "standard", "flash"), "standard").lower(),
        "Status": "accomplished",
        "Progress": "100%",
        "RetentionDays": days,
        **source(disk),
        **fixed(),
        "SnapshotLinkId": f"sl-{disk['DiskId'].partition('-')[2]}",
        "SnapshotSN": key,
        "RegionId": disk["RegionId"],
        "SourceRegionId": disk["RegionId"],
        "CreationTime": timestamp(call.now),
        "LastModifiedTime": timestamp(call.now),
        "ResourceGroupId": call.text("ResourceGroupId"),
        "_instance": disk["InstanceId"],
    }
    call.store.insert("snapshot", key, record)
    put_tags(call.store, key, given_tags(call))
    return {"SnapshotId": key}


def source(disk: Record) -> Record:
    return {
        "SourceDiskId": disk["DiskId"],
        "SourceDiskSize": str(disk["Size"]),
        "SourceDiskType": disk["Type"],
        "SourceStorageType": "disk",
        "Encrypted": disk["Encrypted"],
        "KMSKeyId": disk["KMSKeyId"],
    }


def fixed() -> Record:
    """What a snapshot made by hand, complete and unshared shows."""
    return {
        "SnapshotType": "user",
        "Available": True,
        "FullSnapshotSizeInBytes": 0,
        "InstantAccess": False,
        "InstantAccessRetentionDays": 0,
        "ProductCode": "",
        "RemainTime": 0,
        "SourceSnapshotId": "",
    }


def describe(call: Call) -> Answer:
    rows = [one for one in call.store.find("snapshot") if suits(call, one)]
    page, about = listed(call, rows, 10, 100)
    return {"Snapshots": {"Snapshot": [row(call, one) for one in page]}, **about}


def suits(call: Call, one: Record) -> bool:
    usage = call.text("Usage", "none") in ("none", usage_of(call, one["SnapshotId"]))
    return (
        usage
        and in_region(call, one)
        and same_fields(call, one, {name: field for name, field in EQUAL.items() if call.text(name) != "all"})
        and among(call.names("SnapshotIds"), one["SnapshotId"])
        and like(call.text("SnapshotName"), one["SnapshotName"])
        and tagged(call, one["SnapshotId"])
    )


def usage_of(call: Call, key: str) -> str:
    """What was made from a snapshot: a disk, or nothing."""
    return "disk" if call.store.first("disk", SourceSnapshotId=key) else "none"


def row(call: Call, one: Record) -> dict[str, Any]:
    key = one["SnapshotId"]
    return {**public(one), "Usage": usage_of(call, key), "Tags": shown_tags(call, key)}


def modify(call: Call) -> Answer:
    one = snapshot_of(call)
    for name in ("SnapshotName", "Description"):
        if call.has(name):
            one[name] = call.text(name)
    one["RetentionDays"] = call.number("RetentionDays", one["RetentionDays"], 1, 65536)
    one["LastModifiedTime"] = timestamp(call.now)
    call.store.save("snapshot", one["SnapshotId"], one)
    return {}


def delete(call: Call) -> Answer:
    """A snapshot that a disk was made from goes only with Force."""
    key = snapshot_of(call)["SnapshotId"]
    if usage_of(call, key) == "disk" and not call.flag("Force"):
        raise CloudError("SnapshotCreatedDisk", "The snapshot has been used to create disks; Force deletes it.", 403)
    call.store.delete("snapshot", key)
    drop_tags(call.store, key)
    return {}


OPERATIONS: dict[str, Operation] = {
    "CreateSnapshot": create,
    "DescribeSnapshots": describe,
    "ModifySnapshotAttribute": modify,
    "DeleteSnapshot": delete,
}
