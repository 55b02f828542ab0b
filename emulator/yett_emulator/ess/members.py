"""Instances that join and leave a group by hand, and the states that a machine of a group can be put into."""

from collections.abc import Callable

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.errors import CloudError
from yett_emulator.ess import activities, balancers
from yett_emulator.ess.capacity import fit
from yett_emulator.ess.launch import give_up
from yett_emulator.ess.machines import IN_SERVICE, PROTECTED, STANDBY, keep, machines_of
from yett_emulator.ess.nouns import GROUP, MACHINE, group_of, require_active
from yett_emulator.store import Record


def attach(call: Call) -> Answer:
    group, keys = require_active(group_of(call)), call.listed_names("InstanceId")
    attached(call, group, keys)
    if "DesiredCapacity" in group:
        GROUP.save(call.store, group | {"DesiredCapacity": len(machines_of(call, group))})
    return {"ScalingActivityId": activities.record(call, group, f'Attach "{len(keys)}" ECS instance', "By its user.")}


def attached(call: Call, group: Record, keys: list[str]) -> None:
    """Running instances of the group's VPC that no group has, and room for them."""
    for key in keys:
        check(call, group, key)
    if len(machines_of(call, group)) + len(keys) > group["MaxSize"]:
        raise CloudError(
            "IncorrectCapacity.MaxSize",
            "To attach the instances, the total capacity will be greater than the MaxSize.",
        )
    for key in keys:
        keep(call, group, key, "Attached", call.flag("Entrusted"))
    balancers.join(call, group, keys)


def check(call: Call, group: Record, key: str) -> None:
    instance = call.store.get("instance", key)
    if instance is None:
        raise CloudError(MACHINE.code, f"The specified instance {key} does not exist. NotFound", 404)
    if instance["Status"] != "Running":
        raise CloudError(
            "IncorrectInstanceStatus", f"The current status of instance {key} does not support this action."
        )
    if call.store.get(MACHINE.kind, key):
        raise CloudError("InvalidInstanceId.InUse", f"The specified instance {key} is in a scaling group already.")
    if instance["VpcAttributes"]["VpcId"] != group["VpcId"]:
        raise CloudError("InvalidInstanceId.VPCMismatch", f"The instance {key} is not in {group['VpcId']}.")


def named(call: Call, group: Record) -> list[Record]:
    """The machines of the group that a call names."""
    there = {one["InstanceId"]: one for one in machines_of(call, group)}
    keys = call.listed_names("InstanceId")
    if unknown := [key for key in keys if key not in there]:
        raise CloudError(MACHINE.code, f"The instance {unknown[0]} is not in the scaling group. NotFound", 404)
    return [there[key] for key in keys]


def going(release: bool) -> Operation:
    """RemoveInstances releases what the group started, DetachInstances nothing; both ask for the least size."""

    def operation(call: Call) -> Answer:
        group = require_active(group_of(call))
        machines, less = named(call, group), call.flag("DecreaseDesiredCapacity", True)
        left = len(machines_of(call, group)) - len(machines)
        if less and left < group["MinSize"]:
            raise CloudError(
                "IncorrectCapacity.MinSize",
                "To remove the instances, the total capacity will be lesser than the MinSize.",
            )
        give_up(call, group, machines, release)
        if less and "DesiredCapacity" in group:
            group = GROUP.save(call.store, group | {"DesiredCapacity": left})
        word = "Remove" if release else "Detach"
        key = activities.record(call, group, f'{word} "{len(machines)}" ECS instance', "By its user.")
        fit(call, group)
        return {"ScalingActivityId": key}

    return operation


def becoming(change: Callable[[Call, Record], Record]) -> Operation:
    """Machines of a group that a call puts into another state."""

    def operation(call: Call) -> Answer:
        for machine in named(call, group_of(call)):
            MACHINE.save(call.store, machine | change(call, machine))
        return {}

    return operation


def protection(call: Call, machine: Record) -> Record:
    wanted = PROTECTED if call.flag("ProtectedFromScaleIn") else IN_SERVICE
    return {} if machine["LifecycleState"] == STANDBY else {"LifecycleState": wanted}


def set_health(call: Call) -> Answer:
    machine = MACHINE.asked(call)
    status = call.choice("HealthStatus", ("Healthy", "Unhealthy")) or call.required("HealthStatus")
    MACHINE.save(call.store, machine | {"HealthStatus": status})
    return {}


OPERATIONS: dict[str, Operation] = {
    "AttachInstances": attach,
    "DetachInstances": going(release=False),
    "RemoveInstances": going(release=True),
    "SetInstancesProtection": becoming(protection),
    "EnterStandby": becoming(lambda call, machine: {"LifecycleState": STANDBY}),
    "ExitStandby": becoming(lambda call, machine: {"LifecycleState": IN_SERVICE}),
    "SetInstanceHealth": set_health,
}
