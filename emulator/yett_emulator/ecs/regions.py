"""DescribeRegions, from the table that all products share."""

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.regions import REGIONS, check_zone, zone_ids

__all__ = ["OPERATIONS", "REGIONS", "check_zone", "zone_ids"]


def describe_regions(call: Call) -> Answer:
    return {"Regions": {"Region": [region_row(call, region) for region in {call.region: 0, **REGIONS}]}}


def region_row(call: Call, region: str) -> dict[str, str]:
    endpoint = f"ecs.{region}.aliyuncs.com"
    name = REGIONS.get(region, (region, ""))[0]
    return {"RegionId": region, "LocalName": name, "RegionEndpoint": endpoint, "Status": "available"}


OPERATIONS: dict[str, Operation] = {"DescribeRegions": describe_regions}
