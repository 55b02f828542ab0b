"""What is not one noun's own: jobs, tags, resource groups, zones and regions of NLB."""

from yett_emulator.balancing import jobs, tagging
from yett_emulator.balancing.product import bound
from yett_emulator.call import Answer, Call, Operation
from yett_emulator.nlb.nouns import NLB
from yett_emulator.regions import REGIONS, zone_ids


def list_jobs(call: Call) -> Answer:
    found = jobs.rows(call)
    return {"Jobs": found, "TotalCount": str(len(found))}


def list_tags(call: Call) -> Answer:
    owner = {"AliUid": int(call.settings.account_id), "Category": "Custom", "RegionNo": call.region, "Scope": "public"}
    rows = [row | owner for row in tagging.rows(NLB, call)]
    return {"TagResources": rows, "NextToken": "", "MaxResults": 50, "TotalCount": len(rows)}


def move(call: Call) -> Answer:
    tagging.move(NLB, call)
    return {"Data": {"ResourceId": call.text("ResourceId")}, "HttpStatusCode": 200, "Success": True}


def describe_zones(call: Call) -> Answer:
    return {"Zones": [{"ZoneId": zone, "LocalName": f"Zone {zone[-1].upper()}"} for zone in zone_ids(call.region)]}


def describe_regions(call: Call) -> Answer:
    endpoint = call.settings.endpoint
    rows = [{"RegionId": key, "LocalName": name, "RegionEndpoint": endpoint} for key, (name, _) in REGIONS.items()]
    return {"Regions": rows}


OPERATIONS: dict[str, Operation] = {
    "GetJobStatus": jobs.status,
    "ListAsynJobs": list_jobs,
    "ListTagResources": list_tags,
    "MoveResourceGroup": move,
    "DescribeZones": describe_zones,
    "DescribeRegions": describe_regions,
    **bound(
        NLB,
        {"TagResources": tagging.tag, "UntagResources": tagging.untag, "UnTagResources": tagging.untag},
    ),
}
