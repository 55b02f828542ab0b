"""Notifications: which events of a group are told to whom; kept, and nobody is told."""

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.ecs.field_names import fields
from yett_emulator.errors import CloudError, invalid
from yett_emulator.ess.nouns import NOTIFICATION, group_of
from yett_emulator.quotas import check_quota
from yett_emulator.store import Record, public

KINDS = tuple(
    f"AUTOSCALING:{word}"
    for word in fields(
        "SCALE_OUT_SUCCESS SCALE_IN_SUCCESS SCALE_OUT_ERROR SCALE_IN_ERROR SCALE_REJECT SCALE_OUT_START SCALE_IN_START"
        " SCHEDULE_TASK_EXPIRING"
    )
)


def key_of(owner: str, arn: str) -> str:
    return f"{owner}:{arn}"


def create(call: Call) -> Answer:
    owner, arn = group_of(call)["ScalingGroupId"], call.required("NotificationArn")
    key = key_of(owner, arn)
    if call.store.get(NOTIFICATION, key):
        raise CloudError("NotificationConfigurationExist", f"The notification configuration of {arn} exists already.")
    have = call.store.total(NOTIFICATION, ScalingGroupId=owner)
    check_quota(call, "notifications_per_group", have, "QuotaExceeded.NotificationConfiguration", 6)
    call.listed("NotificationType")
    about = {"_id": key, "ScalingGroupId": owner, "NotificationArn": arn}
    call.store.insert(NOTIFICATION, key, {**about, **words(call)})
    return {}


def words(call: Call) -> Record:
    kinds = call.texts("NotificationType")
    if unknown := [one for one in kinds if one not in KINDS]:
        raise invalid("NotificationType", unknown[0], ", ".join(KINDS))
    said = {name: call.text(name) for name in ("TimeZone", "MessageEncoding") if call.text(name)}
    return said | ({"NotificationTypes": kinds} if kinds else {})


def named(call: Call) -> Record:
    owner, arn = group_of(call)["ScalingGroupId"], call.required("NotificationArn")
    if (found := call.store.get(NOTIFICATION, key_of(owner, arn))) is None:
        raise CloudError("NotificationConfigurationNotExist", f"There is no notification configuration of {arn}.", 404)
    return found


def modify(call: Call) -> Answer:
    record = named(call)
    call.listed("NotificationType")
    call.store.save(NOTIFICATION, record["_id"], record | words(call))
    return {}


def describe(call: Call) -> Answer:
    owner = call.text("ScalingGroupId")
    if owner:
        group_of(call)
    found = [row(one) for one in call.store.find(NOTIFICATION) if owner in ("", one["ScalingGroupId"])]
    return {"NotificationConfigurationModels": {"NotificationConfigurationModel": found}}


def row(record: Record) -> Record:
    return {**public(record), "NotificationTypes": {"NotificationType": record["NotificationTypes"]}}


def types(call: Call) -> Answer:
    return {"NotificationTypes": {"NotificationType": list(KINDS)}}


def delete(call: Call) -> Answer:
    call.store.delete(NOTIFICATION, named(call)["_id"])
    return {}


OPERATIONS: dict[str, Operation] = {
    "CreateNotificationConfiguration": create,
    "ModifyNotificationConfiguration": modify,
    "DescribeNotificationConfigurations": describe,
    "DescribeNotificationTypes": types,
    "DeleteNotificationConfiguration": delete,
}
