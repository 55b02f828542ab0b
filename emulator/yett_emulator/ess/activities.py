"""Scaling activities: what a group did, and when; each is complete when it is answered."""

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.ecs.lookup import among
from yett_emulator.ess.nouns import ACTIVITY, MACHINE
from yett_emulator.ids import timestamp
from yett_emulator.paging import paged
from yett_emulator.store import Record


def record(call: Call, group: Record, description: str, cause: str) -> str:
    """The id of a new activity of a group; to be told after its machines have changed."""
    key, now, owner = ACTIVITY.new(), timestamp(call.now), group["ScalingGroupId"]
    total = call.store.total(MACHINE.kind, ScalingGroupId=owner)
    attached = call.store.total(MACHINE.kind, ScalingGroupId=owner, CreationType="Attached")
    activity = {
        "ScalingActivityId": key,
        "ScalingGroupId": owner,
        "Description": description,
        "Cause": cause,
        "StartTime": now,
        "EndTime": now,
        "StatusCode": "Successful",
        "StatusMessage": "",
        "Progress": 100,
        "TotalCapacity": str(total),
        "AttachedCapacity": str(attached),
        "AutoCreatedCapacity": str(total - attached),
        "ScalingInstanceNumber": total,
    }
    call.store.insert(ACTIVITY.kind, key, activity)
    return key


def describe(call: Call) -> Answer:
    """The newest first."""
    keys, owner, status = call.texts("ScalingActivityId"), call.text("ScalingGroupId"), call.text("StatusCode")
    found = [
        one
        for one in reversed(call.store.find(ACTIVITY.kind))
        if among(keys, one["ScalingActivityId"])
        and owner in ("", one["ScalingGroupId"])
        and status in ("", one["StatusCode"])
    ]
    page, about = paged(call, found, 10, 50)
    return {"ScalingActivities": {"ScalingActivity": page}, **about}


def detail(call: Call) -> Answer:
    activity = ACTIVITY.asked(call)
    return {"ScalingActivityId": activity["ScalingActivityId"], "Detail": activity["Description"]}


OPERATIONS: dict[str, Operation] = {
    "DescribeScalingActivities": describe,
    "DescribeScalingActivityDetail": detail,
}
