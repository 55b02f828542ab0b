"""DescribeZones and DescribeAvailableResource: where what can be bought. Everything is in stock everywhere."""

from typing import Any

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.ecs.disk_categories import SIZES
from yett_emulator.ecs.type_catalogue import InstanceType, families, family_name, instance_type, listed_types
from yett_emulator.ecs.values import decimal
from yett_emulator.regions import is_zone, zone_ids

RESOURCES = ["VSwitch", "IoOptimized", "Instance", "DedicatedHost", "Disk"]


def describe_zones(call: Call) -> Answer:
    verbose = call.flag("Verbose", True)
    return {"Zones": {"Zone": [zone_row(zone, verbose) for zone in zone_ids(call.region)]}}


def zone_row(zone: str, verbose: bool) -> dict[str, Any]:
    types = [kind.name for kind in listed_types()] if verbose else []
    return {
        "ZoneId": zone,
        "LocalName": f"Zone {zone[-1].upper()}",
        "ZoneType": "AvailabilityZone",
        "AvailableResourceCreation": {"ResourceTypes": RESOURCES},
        "AvailableDiskCategories": {"DiskCategories": list(SIZES)},
        "AvailableInstanceTypes": {"InstanceTypes": types},
        "AvailableDedicatedHostTypes": {"DedicatedHostType": []},
        "AvailableVolumeCategories": {"VolumeCategories": []},
        "DedicatedHostGenerations": {"DedicatedHostGeneration": []},
        "AvailableResources": {"ResourcesInfo": [zone_resources(types)] if verbose else []},
    }


def zone_resources(types: list[str]) -> dict[str, Any]:
    return {
        "IoOptimized": True,
        "NetworkTypes": {"supportedNetworkCategory": ["vpc"]},
        "SystemDiskCategories": {"supportedSystemDiskCategory": list(SIZES)},
        "DataDiskCategories": {"supportedDataDiskCategory": list(SIZES)},
        "InstanceGenerations": {"supportedInstanceGeneration": ["ecs-1", "ecs-2", "ecs-3", "ecs-4", "ecs-7"]},
        "InstanceTypeFamilies": {"supportedInstanceTypeFamily": sorted({family_name(word) for word in families()})},
        "InstanceTypes": {"supportedInstanceType": types},
    }


def describe_available_resource(call: Call) -> Answer:
    return {"AvailableZones": {"AvailableZone": available_zones(call)}}


def available_zones(call: Call) -> list[dict[str, Any]]:
    rows = [{"Type": kind, "SupportedResources": {"SupportedResource": values}} for kind, values in supported(call)]
    resources = {"AvailableResource": rows}
    return [
        {"ZoneId": zone, "RegionId": call.region, **in_stock(), "AvailableResources": resources}
        for zone in zones_asked(call)
    ]


def zones_asked(call: Call) -> list[str]:
    """The zone that is named, which lists need not show, or those of the region."""
    wanted = call.text("ZoneId")
    if not wanted:
        return zone_ids(call.region)
    return [wanted] if is_zone(call.region, wanted) else []


def in_stock() -> dict[str, str]:
    return {"Status": "Available", "StatusCategory": "WithStock"}


def supported(call: Call) -> list[tuple[str, list[dict[str, Any]]]]:
    """(type, values) of the resource asked for; a zone is asked for as the instance types that it sells."""
    kind = call.choice("DestinationResource", DESTINATIONS, "InstanceType")
    shown = "InstanceType" if kind == "Zone" else kind
    return [(shown, [{"Value": value, **in_stock(), **bounds} for value, bounds in values(call, shown)])]


DESTINATIONS = ("Zone", "IoOptimized", "InstanceType", "Network", "ddh", "SystemDisk", "DataDisk")


def values(call: Call, kind: str) -> list[tuple[str, dict[str, Any]]]:
    if kind in ("SystemDisk", "DataDisk"):
        return [(name, {"Min": low, "Max": high, "Unit": "GB"}) for name, (low, high) in SIZES.items()]
    if kind == "InstanceType":
        return [(found.name, {}) for found in types_asked(call)]
    return [({"IoOptimized": "optimized", "Network": "vpc"}.get(kind, "ddh.g6"), {})]


def types_asked(call: Call) -> list[InstanceType]:
    named = instance_type(call.text("InstanceType"))
    candidates = [named] if named else [] if call.text("InstanceType") else listed_types()
    cores, memory = call.number("Cores"), decimal(call.params, "Memory")
    return [kind for kind in candidates if cores in (0, kind.cores) and memory in (0.0, kind.memory)]


def describe_resources_modification(call: Call) -> Answer:
    call.required("ResourceId")
    return {"AvailableZones": {"AvailableZone": available_zones(call)}}


OPERATIONS: dict[str, Operation] = {
    "DescribeZones": describe_zones,
    "DescribeAvailableResource": describe_available_resource,
    "DescribeResourcesModification": describe_resources_modification,
}
