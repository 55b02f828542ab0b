"""Start, stop, reboot and release instances; each moves through the states that the cloud shows."""

from collections.abc import Callable

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.ecs.instance_records import remove_instance
from yett_emulator.ecs.lookup import instance_of
from yett_emulator.errors import CloudError
from yett_emulator.ids import minute
from yett_emulator.store import Record

Move = Callable[[Call, Record], None]


def wrong_state(instance: Record, code: str = "IncorrectInstanceStatus") -> CloudError:
    return CloudError(
        code,
        f"The current status {instance['Status']} of {instance['InstanceId']} does not support this operation.",
        403,
    )


def require_state(instance: Record, *states: str) -> Record:
    if instance["Status"] not in states:
        raise wrong_state(instance)
    return instance


def moves(call: Call, instance: Record, through: str, becomes: str, **changes: str) -> None:
    key = instance["InstanceId"]
    call.store.save("instance", key, instance | {"Status": through} | changes)
    call.later("instance", key, {"Status": becomes})


def start(call: Call, instance: Record) -> None:
    require_state(instance, "Stopped")
    started = minute(call.store.clock())
    moves(call, instance, "Starting", "Running", StartTime=started, StoppedMode="Not-applicable")


def stop(call: Call, instance: Record) -> None:
    """Stopping a stopped instance is no error (StopInstance)."""
    if require_state(instance, "Running", "Stopped")["Status"] == "Running":
        moves(call, instance, "Stopping", "Stopped", StoppedMode=call.text("StoppedMode", "KeepCharging"))


def reboot(call: Call, instance: Record) -> None:
    require_state(instance, "Running")
    moves(call, instance, "Starting", "Running", StartTime=minute(call.store.clock()))


def one(move: Move) -> Operation:
    def operation(call: Call) -> Answer:
        instance = instance_of(call)
        if not call.flag("DryRun"):
            move(call, instance)
        return {}

    return operation


def many(move: Move, after: str) -> Operation:
    """All or none of them, with one result for each."""

    def operation(call: Call) -> Answer:
        instances = [instance_of(call, key) for key in call.names("InstanceId")]
        for instance in instances:
            move(call, instance)
        rows = [
            {
                "InstanceId": instance["InstanceId"],
                "PreviousStatus": instance["Status"],
                "CurrentStatus": after,
                "Code": "200",
                "Message": "success",
            }
            for instance in instances
        ]
        return {"InstanceResponses": {"InstanceResponse": rows}}

    return operation


def delete_instance(call: Call) -> Answer:
    release(call, [instance_of(call)])
    return {}


def delete_instances(call: Call) -> Answer:
    release(call, [instance_of(call, key) for key in call.names("InstanceId")])
    return {}


def release(call: Call, instances: list[Record]) -> None:
    for instance in instances:
        check_release(call, instance)
    for instance in instances:
        remove_instance(call.store, instance)


def check_release(call: Call, instance: Record) -> None:
    if instance["DeletionProtection"]:
        raise CloudError(
            "InvalidOperation.DeletionProtection", "The operation is not allowed due to deletion protection.", 403
        )
    if instance["InstanceChargeType"] == "PrePaid" and not call.flag("TerminateSubscription"):
        raise CloudError(
            "ChargeTypeViolation", "The operation is not permitted due to charge type of the instance.", 403
        )
    if instance["Status"] in ("Pending", "Starting", "Stopping"):
        raise wrong_state(instance, "IncorrectInstanceStatus.Initializing")
    if instance["Status"] == "Running" and not call.flag("Force"):
        raise wrong_state(instance)
    if routed(call, instance["InstanceId"]):
        raise CloudError("DependencyViolation.RouteEntry", "A route entry leads to the instance.", 403)


def routed(call: Call, key: str) -> bool:
    return any(key in (row.get("NextHopId"), row.get("InstanceId")) for row in call.store.find("route_entry"))


OPERATIONS: dict[str, Operation] = {
    "StartInstance": one(start),
    "StopInstance": one(stop),
    "RebootInstance": one(reboot),
    "StartInstances": many(start, "Starting"),
    "StopInstances": many(stop, "Stopping"),
    "RebootInstances": many(reboot, "Starting"),
    "DeleteInstance": delete_instance,
    "DeleteInstances": delete_instances,
}
