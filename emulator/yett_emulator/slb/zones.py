"""Where balancers can be: DescribeRegions, DescribeZones and DescribeAvailableResource."""

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.regions import REGIONS, zone_ids


def local_name(zone: str) -> str:
    return f"Zone {zone[-1].upper()}"


def describe_regions(call: Call) -> Answer:
    endpoint = call.settings.endpoint
    rows = [{"RegionId": key, "LocalName": name, "RegionEndpoint": endpoint} for key, (name, _) in REGIONS.items()]
    return {"Regions": {"Region": rows}}


def describe_zones(call: Call) -> Answer:
    return {"Zones": {"Zone": [zone_row(zone, zone_ids(call.region)) for zone in zone_ids(call.region)]}}


def zone_row(zone: str, all_zones: list[str]) -> dict[str, object]:
    slaves = [{"ZoneId": other, "LocalName": local_name(other)} for other in all_zones if other != zone]
    return {"ZoneId": zone, "LocalName": local_name(zone), "SlaveZones": {"SlaveZone": slaves}}


def describe_available_resource(call: Call) -> Answer:
    """Every pair of zones sells intranet balancers in a VPC and internet ones, in both IP versions."""
    kinds = [
        {"AddressType": kind, "AddressIPVersion": version}
        for kind in ("vpc", "classic_internet")
        for version in ("ipv4", "ipv6")
        if call.text("AddressType") in ("", kind) and call.text("AddressIPVersion") in ("", version)
    ]
    zones = zone_ids(call.region)
    pairs = [(zone, other) for zone in zones for other in zones if zone != other and kinds]
    rows = [
        {"MasterZoneId": zone, "SlaveZoneId": other, "SupportResources": {"SupportResource": kinds}}
        for zone, other in pairs
    ]
    return {"AvailableResources": {"AvailableResource": rows}}


OPERATIONS: dict[str, Operation] = {
    "DescribeRegions": describe_regions,
    "DescribeZones": describe_zones,
    "DescribeAvailableResource": describe_available_resource,
}
