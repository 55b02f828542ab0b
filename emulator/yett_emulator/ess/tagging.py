"""Tags of scaling groups, and the regions that Auto Scaling is in."""

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.errors import missing
from yett_emulator.ess.nouns import GROUP
from yett_emulator.regions import REGIONS
from yett_emulator.tags import TAG_OPERATIONS


def known(operation: Operation) -> Operation:
    """An operation on the tags of groups that exist."""

    def checked(call: Call) -> Answer:
        call.choice("ResourceType", ("scalinggroup",))
        if not call.names("ResourceId"):
            raise missing("ResourceId")
        for key in call.names("ResourceId"):
            GROUP.get(call, key)
        return operation(call)

    return checked


def describe_regions(call: Call) -> Answer:
    endpoint = call.settings.endpoint
    rows = [{"RegionId": key, "LocalName": name, "RegionEndpoint": endpoint} for key, (name, _) in REGIONS.items()]
    return {"Regions": {"Region": rows}}


OPERATIONS: dict[str, Operation] = {
    "TagResources": known(TAG_OPERATIONS["TagResources"]),
    "UntagResources": known(TAG_OPERATIONS["UntagResources"]),
    "ListTagResources": TAG_OPERATIONS["ListTagResources"],
    "DescribeRegions": describe_regions,
}
