"""DescribeRegions: the public regions, and the caller's own if it is none of them."""

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.regions import REGIONS


def describe_regions(call: Call) -> Answer:
    return {"Regions": {"Region": [region_row(region) for region in {call.region: 0, **REGIONS}]}}


def region_row(region: str) -> dict[str, str]:
    name = REGIONS.get(region, (region, ""))[0]
    endpoint = f"ecs.{region}.aliyuncs.com"
    return {"RegionId": region, "LocalName": name, "RegionEndpoint": endpoint, "Status": "available"}


OPERATIONS: dict[str, Operation] = {"DescribeRegions": describe_regions}
