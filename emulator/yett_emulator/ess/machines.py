"""What belongs to a scaling group: its machines as DescribeScalingInstances shows them, and which of them go first."""

from collections.abc import Callable
from typing import Any

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.ecs.lookup import among
from yett_emulator.ess.nouns import MACHINE
from yett_emulator.ids import timestamp
from yett_emulator.paging import paged
from yett_emulator.store import Record, public

IN_SERVICE, PROTECTED, STANDBY = "InService", "Protected", "Standby"


def machines_of(call: Call, group: Record) -> list[Record]:
    """The living machines of a group; one whose instance was released elsewhere is forgotten."""
    found = []
    for one in call.store.find(MACHINE.kind, ScalingGroupId=group["ScalingGroupId"]):
        if call.store.get("instance", one["InstanceId"]):
            found.append(one)
        else:
            call.store.delete(MACHINE.kind, one["InstanceId"])
    return found


def keep(call: Call, group: Record, key: str, creation: str, entrusted: bool = False) -> Record:
    """An instance as a machine of the group."""
    instance = call.store.get("instance", key) or {}
    created = creation == "AutoCreated"
    machine = {
        "InstanceId": key,
        "ScalingInstanceId": key,
        "ScalingGroupId": group["ScalingGroupId"],
        "ScalingConfigurationId": group.get("ActiveScalingConfigurationId", "") if created else "",
        "LaunchTemplateId": group.get("LaunchTemplateId", "") if created else "",
        "LaunchTemplateVersion": group.get("LaunchTemplateVersion", "") if created else "",
        "CreationType": creation,
        "Entrusted": created or entrusted,
        "LifecycleState": IN_SERVICE,
        "HealthStatus": "Healthy",
        "WarmupState": "NoNeedWarmup",
        "LoadBalancerWeight": 50,
        "WeightedCapacity": 1,
        "CreationTime": timestamp(call.now),
        "CreatedTime": timestamp(call.now),
        "ZoneId": instance["ZoneId"],
        "InstanceType": instance["InstanceType"],
        "SpotStrategy": instance["SpotStrategy"],
        "PrivateIpAddress": instance["VpcAttributes"]["PrivateIpAddress"]["IpAddress"][0],
        "_order": call.store.count("scaling-machine"),
    }
    return call.store.insert(MACHINE.kind, key, machine)


def leaving(call: Call, group: Record, count: int) -> list[Record]:
    """The machines that a group gives up, by its removal policies; none that is protected or stands by."""
    free = [one for one in machines_of(call, group) if one["LifecycleState"] == IN_SERVICE]
    for policy in reversed(group["RemovalPolicies"]):
        free.sort(key=order_of(policy, free))
    return free[:count]


def order_of(policy: str, machines: list[Record]) -> Callable[[Record], Any]:
    if policy == "NewestInstance":
        return lambda one: -one["_order"]
    if policy == "OldestScalingConfiguration":
        first: dict[str, int] = {}
        for one in sorted(machines, key=lambda one: int(one["_order"])):
            first.setdefault(one["ScalingConfigurationId"], one["_order"])
        return lambda one: first[one["ScalingConfigurationId"]]
    return lambda one: one["_order"]


def describe(call: Call) -> Answer:
    keys, states, creations = call.names("InstanceId"), call.texts("LifecycleStates"), call.texts("CreationTypes")
    equal = ("ScalingGroupId", "ScalingConfigurationId", "LifecycleState", "HealthStatus", "CreationType")
    found = [
        public(one)
        for one in call.store.find(MACHINE.kind)
        if call.store.get("instance", one["InstanceId"])
        and among(keys, one["InstanceId"])
        and among(states, one["LifecycleState"])
        and among(creations, one["CreationType"])
        and all(call.text(name) in ("", one[name]) for name in equal)
    ]
    page, about = paged(call, found, 10, 100)
    return {"ScalingInstances": {"ScalingInstance": page}, **about, "TotalSpotCount": 0}


OPERATIONS: dict[str, Operation] = {"DescribeScalingInstances": describe}
