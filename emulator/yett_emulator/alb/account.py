"""What is not one noun's own: jobs, tags, resource groups, zones and regions of ALB."""

from yett_emulator.alb.nouns import ALB
from yett_emulator.balancing import jobs, tagging
from yett_emulator.balancing.product import bound
from yett_emulator.call import Answer, Call, Operation
from yett_emulator.regions import REGIONS, zone_ids


def list_jobs(call: Call) -> Answer:
    now = int(call.store.clock() * 1000)
    given = {"ResourceId": next(iter(call.names("ResourceIds")), ""), "ResourceType": call.text("ResourceType")}
    times = {"CreateTime": now, "ModifyTime": now}
    silent = dict.fromkeys(("ApiName", "ErrorCode", "ErrorMessage", "OperateType"), "")
    found = [silent | times | given | row for row in jobs.rows(call)]
    return {"Jobs": found, "TotalCount": len(found), "MaxResults": 20, "NextToken": ""}


def list_tags(call: Call) -> Answer:
    return {"TagResources": tagging.rows(ALB, call), "NextToken": "", "MaxResults": 50}


def describe_zones(call: Call) -> Answer:
    return {"Zones": [{"ZoneId": zone, "LocalName": f"Zone {zone[-1].upper()}"} for zone in zone_ids(call.region)]}


def describe_regions(call: Call) -> Answer:
    endpoint = call.settings.endpoint
    rows = [{"RegionId": key, "LocalName": name, "RegionEndpoint": endpoint} for key, (name, _) in REGIONS.items()]
    return {"Regions": rows}


OPERATIONS: dict[str, Operation] = {
    "ListAsynJobs": list_jobs,
    "ListTagResources": list_tags,
    "DescribeZones": describe_zones,
    "DescribeRegions": describe_regions,
    **bound(
        ALB,
        {
            "TagResources": tagging.tag,
            "UnTagResources": tagging.untag,
            "UntagResources": tagging.untag,
            "MoveResourceGroup": tagging.move,
        },
    ),
}
