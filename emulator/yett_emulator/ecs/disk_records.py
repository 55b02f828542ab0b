"""Making and unmaking disks, for CreateDisk and RunInstances alike."""

from collections.abc import Mapping
from typing import Any

from yett_emulator.call import Call
from yett_emulator.ecs.disk_categories import SIZES, SYSTEM_SIZES, check_category, check_size, level_of
from yett_emulator.ecs.disk_encryption import is_on
from yett_emulator.ecs.values import text, truth, whole
from yett_emulator.errors import CloudError
from yett_emulator.ids import new_id, timestamp
from yett_emulator.store import Record, Store
from yett_emulator.tags import drop_tags


def system_disk(call: Call, said: Mapping[str, Any], image: Record, usual: str) -> Record:
    """The system disk that RunInstances asks for; 40 GiB or the image's size when it says nothing."""
    category = check_category(text(said, "Category", usual), "InvalidSystemDiskCategory.ValueNotSupported")
    size = check_size(
        whole(said, "Size", max(40, image["Size"])), SYSTEM_SIZES, "InvalidSystemDiskSize.ValueNotSupported"
    )
    if size < image["Size"]:
        raise CloudError(
            "InvalidSystemDiskSize.LessThanImageSize", f"The image needs {image['Size']} GiB, the disk has {size}."
        )
    return disk_record(call, said, category, size) | {"Type": "system", "Device": "/dev/xvda", "Portable": False}


def data_disk(call: Call, said: Mapping[str, Any], device: str = "") -> Record:
    category = check_category(
        str(said.get("Category") or said.get("DiskCategory") or "cloud_efficiency"),
        "InvalidDataDiskCategory.ValueNotSupported",
    )
    bounds = SIZES.get(category, (5, 65536))
    size = check_size(whole(said, "Size", bounds[0]), bounds, "InvalidDataDiskSize.ValueNotSupported")
    record = disk_record(call, said, category, size)
    return record | {"Device": text(said, "Device", device), "SourceSnapshotId": text(said, "SnapshotId")}


def disk_record(call: Call, said: Mapping[str, Any], category: str, size: int) -> Record:
    """A disk by itself: not attached, of data type."""
    return {
        "DiskId": new_id("d"),
        "DiskName": text(said, "DiskName"),
        "Description": text(said, "Description"),
        "Type": "data",
        "Category": category,
        "Size": size,
        "PerformanceLevel": level_of(category, text(said, "PerformanceLevel")),
        "ProvisionedIops": whole(said, "ProvisionedIops", 0),
        "BurstingEnabled": truth(said, "BurstingEnabled", False),
        "Encrypted": truth(said, "Encrypted", is_on(call)),
        "KMSKeyId": text(said, "KMSKeyId"),
        "MultiAttach": text(said, "MultiAttach", "Disabled"),
        "Status": "Available",
        "InstanceId": "",
        "Device": "",
        "Portable": True,
        "DiskChargeType": "PostPaid",
        "DeleteWithInstance": truth(said, "DeleteWithInstance", True),
        "DeleteAutoSnapshot": False,
        "EnableAutoSnapshot": True,
        "EnableAutomatedSnapshotPolicy": False,
        "AutoSnapshotPolicyId": text(said, "AutoSnapshotPolicyId"),
        "StorageClusterId": text(said, "StorageClusterId"),
        **at(call),
    }


def at(call: Call) -> Record:
    return {
        "RegionId": call.region,
        "ZoneId": call.text("ZoneId"),
        "ResourceGroupId": call.text("ResourceGroupId"),
        "CreationTime": timestamp(call.store.clock()),
        "AttachedTime": "",
        "DetachedTime": "",
        "ExpiredTime": "2999-09-08T16:00Z",
        "ImageId": "",
        "ProductCode": "",
        "SourceSnapshotId": "",
        "SourceDiskId": "",
        "StorageSetId": "",
        "StorageSetPartitionNumber": 0,
        "BdfId": "",
        "SerialNumber": new_id("serial")[-20:],
        "OperationLocks": {"OperationLock": []},
    }


def attached(call: Call, disk: Record, instance: Record) -> Record:
    """The disk as it is once it hangs on the instance."""
    now = timestamp(call.store.clock())
    place = {"ZoneId": instance["ZoneId"], "Device": disk["Device"] or next_device(call.store, instance["InstanceId"])}
    return disk | place | {"InstanceId": instance["InstanceId"], "Status": "In_use", "AttachedTime": now}


def next_device(store: Store, instance_id: str) -> str:
    """`/dev/xvdb`, `/dev/xvdc`, ...: the first that no disk of the instance has."""
    used = {disk["Device"] for disk in store.find("disk", InstanceId=instance_id)}
    return next(name for letter in "bcdefghijklmnopqrstuvwxyz" if (name := f"/dev/xvd{letter}") not in used)


def remove_disk(store: Store, disk: Record) -> None:
    store.delete("disk", disk["DiskId"])
    drop_tags(store, disk["DiskId"])
