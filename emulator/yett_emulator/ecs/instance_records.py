"""An instance as it is kept and as it is shown: `instance_row(call, record)` is one item of DescribeInstances."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from yett_emulator.call import Call
from yett_emulator.ecs.disk_records import remove_disk
from yett_emulator.ecs.interface_records import interfaces_of, remove_interface, unbind_eips
from yett_emulator.ecs.lookup import shown_tags
from yett_emulator.ecs.type_catalogue import InstanceType
from yett_emulator.ids import minute
from yett_emulator.store import Record, Store, public
from yett_emulator.tags import drop_tags

NEVER = "2099-12-31T15:59Z"
MONTH = 30 * 86400


def type_fields(kind: InstanceType) -> Record:
    """What of an instance follows from its type."""
    return {
        "InstanceType": kind.name,
        "InstanceTypeFamily": kind.family,
        "Cpu": kind.cores,
        "Memory": int(kind.memory * 1024),
        "GPUAmount": kind.gpus,
        "GPUSpec": "",
        "CpuOptions": cpu_options(kind),
    }


def cpu_options(kind: InstanceType) -> Record:
    threads = 1 if kind.is_arm or kind.cores == 1 else 2
    return {"CoreCount": max(1, kind.cores // threads), "ThreadsPerCore": threads, "Numa": "", "TopologyType": ""}


def image_fields(image: Record) -> Record:
    return {
        "ImageId": image["ImageId"],
        "OSName": image["OSName"],
        "OSNameEn": image["OSNameEn"],
        "OSType": image["OSType"],
    }


def fixed_fields(key: str, now: float) -> Record:
    """What every new instance has."""
    return {
        "InstanceNetworkType": "vpc",
        "IoOptimized": True,
        "DeviceAvailable": True,
        "Recyclable": False,
        "ClusterId": "",
        "VlanId": "",
        "ISP": "",
        "SerialNumber": key[2:],
        "CreationTime": minute(now),
        "StartTime": minute(now),
        "StoppedMode": "Not-applicable",
        "OperationLocks": {"LockReason": []},
        "InnerIpAddress": {"IpAddress": []},
        "RdmaIpAddress": {"IpAddress": []},
        "LocalStorageCapacity": 0,
        "LocalStorageAmount": 0,
        "HibernationOptions": {"Configured": False},
        "DedicatedInstanceAttribute": {"Affinity": "", "Tenancy": ""},
        "EcsCapacityReservationAttr": {"CapacityReservationPreference": "", "CapacityReservationId": ""},
    }


def expiry(call: Call, charge: str, period: int, unit: str) -> str:
    """When a subscription ends; pay-as-you-go never does."""
    if charge != "PrePaid":
        return NEVER
    return minute(call.store.clock() + max(1, period) * (7 * 86400 if unit == "Week" else MONTH))


def by_instance(records: list[Record]) -> Mapping[str, list[Record]]:
    grouped: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        grouped[record["InstanceId"]].append(record)
    return grouped


def instance_rows(call: Call, instances: list[Record]) -> list[dict[str, Any]]:
    """Many at once: interfaces and EIPs are read once for all of them."""
    faces, eips = by_instance(call.store.peek("interface")), by_instance(call.store.peek("eip"))
    return [instance_row(call, item, faces[item["InstanceId"]], eips[item["InstanceId"]]) for item in instances]


def instance_row(call: Call, instance: Record, faces: list[Record], eips: list[Record]) -> dict[str, Any]:
    faces = sorted(faces, key=lambda face: face["Type"] != "Primary")
    return {
        **public(instance),
        "EipAddress": eip_shown(eips[0]) if eips else {"AllocationId": "", "IpAddress": "", "InternetChargeType": ""},
        "NetworkInterfaces": {"NetworkInterface": [face_shown(face) for face in faces]},
        "Tags": shown_tags(call, instance["InstanceId"]),
    }


def eip_shown(eip: Record) -> dict[str, Any]:
    return {
        "AllocationId": eip["AllocationId"],
        "IpAddress": eip["IpAddress"],
        "Bandwidth": int(eip.get("Bandwidth") or 0),
        "InternetChargeType": eip.get("InternetChargeType", ""),
        "IsSupportUnassociate": True,
    }


def face_shown(face: Record) -> dict[str, Any]:
    return {
        "NetworkInterfaceId": face["NetworkInterfaceId"],
        "Type": face["Type"],
        "MacAddress": face["MacAddress"],
        "PrimaryIpAddress": face["PrivateIpAddress"],
        "PrivateIpSets": face["PrivateIpSets"],
        "Ipv6Sets": face["Ipv6Sets"],
        "Ipv4PrefixSets": {"Ipv4PrefixSet": []},
        "Ipv6PrefixSets": {"Ipv6PrefixSet": []},
    }


def remove_instance(store: Store, instance: Record) -> None:
    """Release it, with what goes with it; what stays behind is free again."""
    key = instance["InstanceId"]
    for face in interfaces_of(store, key):
        release_interface(store, face)
    for disk in store.find("disk", InstanceId=key):
        release_disk(store, disk)
    unbind_eips(store, key)
    store.delete("instance", key)
    drop_tags(store, key)


def release_interface(store: Store, face: Record) -> None:
    if face["Type"] == "Primary" or face["DeleteOnRelease"]:
        remove_interface(store, face)
        return
    freed = {"InstanceId": "", "Status": "Available", "_attachment": {}}
    store.save("interface", face["NetworkInterfaceId"], face | freed)


def release_disk(store: Store, disk: Record) -> None:
    if disk["Type"] == "system" or disk["DeleteWithInstance"]:
        remove_disk(store, disk)
        return
    store.save("disk", disk["DiskId"], disk | {"InstanceId": "", "Device": "", "Status": "Available"})
