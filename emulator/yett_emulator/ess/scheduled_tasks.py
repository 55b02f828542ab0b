"""Scheduled tasks: when a rule is executed or a group gets other bounds; kept, and never run."""

import re

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.ecs.field_names import fields
from yett_emulator.ecs.lookup import among
from yett_emulator.errors import CloudError, missing
from yett_emulator.ess.nouns import GROUP, RULE, TASK, check_name, conflict
from yett_emulator.ess.typed import given
from yett_emulator.paging import paged
from yett_emulator.quotas import check_quota
from yett_emulator.store import Record

TEXTS = fields("ScheduledAction LaunchTime Description RecurrenceType RecurrenceValue RecurrenceEndTime ScalingGroupId")
NUMBERS = {
    "LaunchExpirationTime": (0, 21600),
    "MinValue": (0, 2000),
    "MaxValue": (0, 2000),
    "DesiredCapacity": (0, 2000),
}
RECURRENCES = ("Daily", "Weekly", "Monthly", "Cron")
MINUTE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\dZ")


def create(call: Call) -> Answer:
    check_quota(call, "scheduled_tasks", call.store.total(TASK.kind), "QuotaExceeded.ScheduledTask", 100)
    key = TASK.new()
    task = {
        "ScheduledTaskId": key,
        "ScheduledTaskName": check_name(call, TASK, "ScheduledTaskName"),
        "LaunchExpirationTime": 600,
        "TaskEnabled": call.flag("TaskEnabled", True),
        "_region": call.region,
        **words(call),
    }
    check(call, task)
    call.store.insert(TASK.kind, key, task)
    return {"ScheduledTaskId": key}


def words(call: Call) -> Record:
    call.choice("RecurrenceType", RECURRENCES)
    return given(call, TEXTS, NUMBERS, ("TaskEnabled",))


def check(call: Call, task: Record) -> None:
    """A rule or a group with bounds, and a time, or a recurrence that says when."""
    if not task.get("ScheduledAction") and not task.get("ScalingGroupId"):
        raise missing("ScheduledAction")
    if task.get("ScheduledAction"):
        RULE.get(call, str(task["ScheduledAction"]).rpartition("/")[2])
    if task.get("ScalingGroupId"):
        GROUP.get(call, task["ScalingGroupId"])
    if not task.get("LaunchTime"):
        raise missing("LaunchTime")
    for name in ("LaunchTime", "RecurrenceEndTime"):
        if (value := task.get(name)) and not MINUTE.fullmatch(value):
            raise CloudError(f"Invalid{name}.Malformed", f"The specified {name} {value!r} is not YYYY-MM-DDThh:mmZ.")
    if bool(task.get("RecurrenceType")) != bool(task.get("RecurrenceValue")):
        raise conflict("RecurrenceType", "RecurrenceValue")


def modify(call: Call) -> Answer:
    task = TASK.asked(call)
    name = check_name(call, TASK, "ScheduledTaskName", task["ScheduledTaskId"])
    task |= words(call) | {"ScheduledTaskName": name or task["ScheduledTaskName"]}
    check(call, task)
    TASK.save(call.store, task)
    return {}


def describe(call: Call) -> Answer:
    keys, names, actions = call.texts("ScheduledTaskId"), call.texts("ScheduledTaskName"), call.texts("ScheduledAction")
    found = [
        {name: value for name, value in one.items() if not name.startswith("_")}
        for one in call.store.find(TASK.kind)
        if among(keys, one["ScheduledTaskId"])
        and among(names, one["ScheduledTaskName"])
        and among(actions, one.get("ScheduledAction", ""))
        and call.text("ScalingGroupId") in ("", one.get("ScalingGroupId", ""))
    ]
    page, about = paged(call, found, 10, 50)
    return {"ScheduledTasks": {"ScheduledTask": page}, **about}


def delete(call: Call) -> Answer:
    call.store.delete(TASK.kind, TASK.asked(call)["ScheduledTaskId"])
    return {}


OPERATIONS: dict[str, Operation] = {
    "CreateScheduledTask": create,
    "ModifyScheduledTask": modify,
    "DescribeScheduledTasks": describe,
    "DeleteScheduledTask": delete,
}
