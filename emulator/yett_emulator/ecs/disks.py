"""Disks: create, list, attach, detach, resize, change, delete."""

from typing import Any

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.ecs.disk_categories import SIZES, SYSTEM_SIZES, check_category, check_size, level_of
from yett_emulator.ecs.disk_records import attached, data_disk, remove_disk
from yett_emulator.ecs.field_names import fields
from yett_emulator.ecs.lookup import (
    among,
    disk_of,
    in_region,
    instance_of,
    like,
    listed,
    same_fields,
    shown_tags,
    tagged,
)
from yett_emulator.errors import CloudError, missing
from yett_emulator.ids import timestamp
from yett_emulator.regions import check_zone
from yett_emulator.store import Record, public
from yett_emulator.tags import given_tags, put_tags

DISKS_PER_INSTANCE = 17
"""One system disk and 16 data disks."""
SAME = fields(
    "AutoSnapshotPolicyId Category DeleteAutoSnapshot DeleteWithInstance DiskChargeType EnableAutoSnapshot"
    " EnableAutomatedSnapshotPolicy Encrypted InstanceId KMSKeyId MultiAttach PerformanceLevel Portable"
    " ResourceGroupId ZoneId"
)
EQUAL = {**{name: name for name in SAME}, "SnapshotId": "SourceSnapshotId"}


def create_disk(call: Call) -> Answer:
    """A data disk in a zone, or at once on an instance."""
    instance = instance_of(call) if call.text("InstanceId") else None
    if instance is not None:
        check_room(call, instance)
    else:
        if not call.text("ZoneId"):
            raise missing("ZoneId")
        check_zone(call.region, call.text("ZoneId"))
    if not call.text("Size") and not call.text("SnapshotId"):
        raise missing("Size")
    disk = data_disk(call, call.params)
    call.store.insert("disk", disk["DiskId"], attached(call, disk, instance) if instance else disk)
    put_tags(call.store, disk["DiskId"], given_tags(call))
    return {"DiskId": disk["DiskId"], "OrderId": ""}


def describe_disks(call: Call) -> Answer:
    rows = [disk for disk in call.store.find("disk") if suits(call, disk)]
    page, about = listed(call, rows, 10, 500)
    return {"Disks": {"Disk": [disk_row(call, disk) for disk in page]}, **about}


def suits(call: Call, disk: Record) -> bool:
    kind, status = call.text("DiskType", "all"), call.text("Status", "All")
    return (
        in_region(call, disk)
        and kind in ("all", disk["Type"])
        and status in ("All", disk["Status"])
        and same_fields(call, disk, EQUAL)
        and among(call.names("DiskIds"), disk["DiskId"])
        and like(call.text("DiskName"), disk["DiskName"])
        and tagged(call, disk["DiskId"])
    )


def disk_row(call: Call, disk: Record) -> dict[str, Any]:
    mounts = [{name: disk[name] for name in ("InstanceId", "Device", "AttachedTime")}] if disk["InstanceId"] else []
    return {
        **public(disk),
        "Attachments": {"Attachment": mounts},
        "MountInstances": {"MountInstance": mounts},
        "MountInstanceNum": len(mounts),
        "Tags": shown_tags(call, disk["DiskId"]),
    }


def attach_disk(call: Call) -> Answer:
    disk, instance = disk_of(call), instance_of(call)
    if disk["Status"] != "Available":
        raise status_error(disk)
    if disk["ZoneId"] != instance["ZoneId"]:
        raise CloudError("ResourcesNotInSameZone", "The specified instance and disk are not in the same zone.", 403)
    check_room(call, instance)
    changed = disk | {
        "DeleteWithInstance": call.flag("DeleteWithInstance", disk["DeleteWithInstance"]),
        "Device": call.text("Device"),
    }
    call.store.save("disk", disk["DiskId"], attached(call, changed, instance))
    return {}


def check_room(call: Call, instance: Record) -> None:
    """Whether one more disk may hang on the instance now."""
    if instance["Status"] not in ("Running", "Stopped"):
        raise CloudError("IncorrectInstanceStatus", "The current status of the instance does not support this.", 403)
    if len(call.store.find("disk", InstanceId=instance["InstanceId"])) >= DISKS_PER_INSTANCE:
        raise CloudError("InstanceDiskLimitExceeded", "The amount of the disks of the instance reaches its limit.", 403)


def status_error(disk: Record) -> CloudError:
    return CloudError(
        "IncorrectDiskStatus", f"The current disk status {disk['Status']} does not support this operation.", 403
    )


def detach_disk(call: Call) -> Answer:
    disk, instance = disk_of(call), instance_of(call)
    if disk["InstanceId"] != instance["InstanceId"]:
        raise CloudError("InvalidDisk.AlreadyDetached", "The specified disk has been detached.", 403)
    if disk["Type"] == "system" and instance["Status"] != "Stopped":
        raise CloudError("IncorrectInstanceStatus", "A system disk can be detached of a stopped instance only.", 403)
    now = timestamp(call.store.clock())
    free = {"InstanceId": "", "Device": "", "Status": "Available", "DetachedTime": now, "AttachedTime": ""}
    call.store.save("disk", disk["DiskId"], disk | free)
    return {}


def delete_disk(call: Call) -> Answer:
    disk = disk_of(call)
    if disk["Status"] != "Available":
        raise status_error(disk)
    remove_disk(call.store, disk)
    return {}


def modify_disk_attribute(call: Call) -> Answer:
    for disk_id in call.texts("DiskIds") or [call.required("DiskId")]:
        disk = disk_of(call, disk_id)
        for name in ("DiskName", "Description"):
            if call.has(name):
                disk[name] = call.text(name)
        for name in ("DeleteWithInstance", "DeleteAutoSnapshot", "EnableAutoSnapshot", "BurstingEnabled"):
            disk[name] = call.flag(name, disk[name])
        call.store.save("disk", disk_id, disk)
    return {}


def resize_disk(call: Call) -> Answer:
    """Disks only grow."""
    disk = disk_of(call)
    bounds = SYSTEM_SIZES if disk["Type"] == "system" else SIZES.get(disk["Category"], (5, 65536))
    size = check_size(call.number("NewSize"), bounds, "InvalidDiskSize.NotSupported")
    if size < disk["Size"]:
        raise CloudError("InvalidDiskSize.TooSmall", f"The new size {size} is below the present {disk['Size']} GiB.")
    call.store.save("disk", disk["DiskId"], disk | {"Size": size})
    return {"OrderId": ""}


def modify_disk_spec(call: Call) -> Answer:
    disk = disk_of(call)
    category = check_category(call.text("DiskCategory", disk["Category"]), "InvalidDiskCategory.NotSupported")
    disk["PerformanceLevel"] = level_of(category, call.text("PerformanceLevel", disk["PerformanceLevel"]))
    disk["ProvisionedIops"] = call.number("ProvisionedIops", disk["ProvisionedIops"], 0)
    call.store.save("disk", disk["DiskId"], disk | {"Category": category})
    return {"OrderId": "", "TaskId": ""}


def modify_disk_charge_type(call: Call) -> Answer:
    kind = call.choice("DiskChargeType", ("PrePaid", "PostPaid"), "PrePaid")
    for disk_id in call.names("DiskIds"):
        call.store.save("disk", disk_id, disk_of(call, disk_id) | {"DiskChargeType": kind})
    return {"OrderId": ""}


OPERATIONS: dict[str, Operation] = {
    "CreateDisk": create_disk,
    "DescribeDisks": describe_disks,
    "AttachDisk": attach_disk,
    "DetachDisk": detach_disk,
    "DeleteDisk": delete_disk,
    "ModifyDiskAttribute": modify_disk_attribute,
    "ResizeDisk": resize_disk,
    "ModifyDiskSpec": modify_disk_spec,
    "ModifyDiskChargeType": modify_disk_charge_type,
}
