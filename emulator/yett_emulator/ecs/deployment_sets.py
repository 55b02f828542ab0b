"""Deployment sets: instances that are kept apart from each other (`CreateDeploymentSet`).

Source: help.aliyun.com, ECS, API of deployment sets.
"""

from typing import Any

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.ecs.lookup import among, found, in_region, instance_of, like, listed, same_fields
from yett_emulator.errors import CloudError
from yett_emulator.ids import new_id, timestamp
from yett_emulator.regions import zone_ids
from yett_emulator.store import Record, Store, public

KIND = "deployment_set"
STRATEGIES = ("Availability", "AvailabilityGroup", "LowLatency")
SIZES = {"Availability": 20, "AvailabilityGroup": 20, "LowLatency": 20}
"""Instances of a set in one zone."""


def set_of(call: Call, key: str = "") -> Record:
    key = key or call.required("DeploymentSetId")
    code, text = "InvalidDeploymentSetId.NotFound", "The specified DeploymentSetId does not exist."
    return found(call, KIND, key, code, text)


def create(call: Call) -> Answer:
    key = new_id("ds")
    strategy = call.choice("Strategy", STRATEGIES, "Availability")
    record = {
        "DeploymentSetId": key,
        "DeploymentSetName": call.text("DeploymentSetName"),
        "DeploymentSetDescription": call.text("Description"),
        "DeploymentStrategy": strategy,
        "Strategy": strategy,
        "Type": call.text("Type"),
        "Domain": call.text("Domain", "Default").lower(),
        "Granularity": call.text("Granularity", "Host").lower(),
        "GroupCount": call.number("GroupCount", 3, 1, 7),
        "Affinity": call.number("Affinity", 1, 1, 10),
        "AccountId": int(call.settings.account_id),
        "CreationTime": timestamp(call.now),
        "_region": call.region,
    }
    call.store.insert(KIND, key, record)
    return {"DeploymentSetId": key}


def members(store: Store, key: str) -> list[Record]:
    return store.find("instance", DeploymentSetId=key)


def describe(call: Call) -> Answer:
    rows = [one for one in call.store.find(KIND) if suits(call, one)]
    page, about = listed(call, rows, 10, 50)
    about.pop("NextToken")
    return {"DeploymentSets": {"DeploymentSet": [row(call, one) for one in page]}, "RegionId": call.region, **about}


def suits(call: Call, one: Record) -> bool:
    return (
        in_region(call, one)
        and same_fields(call, one, {"Strategy": "Strategy", "Type": "Type"})
        and among(call.names("DeploymentSetIds"), one["DeploymentSetId"])
        and like(call.text("DeploymentSetName"), one["DeploymentSetName"])
    )


def row(call: Call, one: Record) -> dict[str, Any]:
    inside = members(call.store, one["DeploymentSetId"])
    return {
        **public(one),
        "InstanceAmount": len(inside),
        "InstanceIds": {"InstanceId": [each["InstanceId"] for each in inside]},
        "Capacities": {"Capacity": [capacity(one, zone, inside) for zone in zone_ids(one["_region"])]},
    }


def capacity(one: Record, zone: str, inside: list[Record]) -> Record:
    used = sum(each["ZoneId"] == zone for each in inside)
    return {"ZoneId": zone, "UsedAmount": used, "AvailableAmount": SIZES[one["Strategy"]] - used}


def modify(call: Call) -> Answer:
    one = set_of(call)
    for name, field in (("DeploymentSetName", "DeploymentSetName"), ("Description", "DeploymentSetDescription")):
        if call.has(name):
            one[field] = call.text(name)
    one["Affinity"] = call.number("Affinity", one["Affinity"], 1, 10)
    call.store.save(KIND, one["DeploymentSetId"], one)
    return {}


def modify_instance(call: Call) -> Answer:
    """An instance joins a set, or leaves the one it is in."""
    instance = instance_of(call)
    leaves = call.flag("RemoveFromDeploymentSet")
    key = "" if leaves else call.text("DeploymentSetId", instance["DeploymentSetId"])
    if key:
        set_of(call, key)
    call.store.save("instance", instance["InstanceId"], instance | {"DeploymentSetId": key})
    return {}


def delete(call: Call) -> Answer:
    key = set_of(call)["DeploymentSetId"]
    if members(call.store, key):
        raise CloudError("DependencyViolation", "There are instances in the deployment set.", 403)
    call.store.delete(KIND, key)
    return {}


OPERATIONS: dict[str, Operation] = {
    "CreateDeploymentSet": create,
    "DescribeDeploymentSets": describe,
    "ModifyDeploymentSetAttribute": modify,
    "ModifyInstanceDeployment": modify_instance,
    "DeleteDeploymentSet": delete,
}
