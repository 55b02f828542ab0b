"""Event-triggered tasks ("alarms"): which metric of a group executes which rules; kept, as nothing is measured here."""

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.ecs.field_names import fields
from yett_emulator.ecs.values import decimal
from yett_emulator.errors import missing
from yett_emulator.ess.nouns import ALARM, RULE, group_of
from yett_emulator.ess.typed import given, measured, shaped
from yett_emulator.paging import paged
from yett_emulator.store import Record, public

TEXTS = fields("Name Description MetricName Statistics ComparisonOperator Effective ExpressionsLogicOperator")
CHOICES = {
    "MetricType": ("system", "custom", "hybrid", "prometheus"),
    "Statistics": ("Average", "Minimum", "Maximum"),
    "ComparisonOperator": (">=", "<=", ">", "<"),
    "Period": ("15", "60", "120", "300", "900"),
    "ExpressionsLogicOperator": ("&&", "||"),
}
NUMBERS = {"Period": (15, 900), "EvaluationCount": (1, 10**6)}
SINGLE: Record = {"Period": 300, "Statistics": "Average", "ComparisonOperator": ">=", "Threshold": 0.0}
"""What an alarm of one metric is when it does not say; one of several expressions has none of these itself."""
DEFAULTS: Record = {
    "Name": "",
    "Description": "",
    "Effective": "TZ=+00:00 * * * * ? *",
    "EvaluationCount": 3,
    "ExpressionsLogicOperator": "&&",
    "State": "INSUFFICIENT_DATA",
    "Enable": True,
}


def create(call: Call) -> Answer:
    owner, actions = group_of(call)["ScalingGroupId"], call.listed("AlarmAction")
    said, key = words(call), ALARM.new()
    if not said.get("MetricName") and not said.get("_expressions"):
        raise missing("MetricName")
    check_actions(call, [str(one) for one in actions])
    alarm = {
        "AlarmTaskId": key,
        "ScalingGroupId": owner,
        "MetricType": call.text("MetricType", "system"),
        **DEFAULTS,
        **({} if said.get("_expressions") else SINGLE),
        **said,
    }
    call.store.insert(ALARM.kind, key, alarm)
    return {"AlarmTaskId": key}


def check_actions(call: Call, actions: list[str]) -> None:
    for ari in actions:
        RULE.get(call, ari.rpartition("/")[2])


def words(call: Call) -> Record:
    for name, allowed in CHOICES.items():
        call.choice(name, allowed)
    lists = {
        "_actions": call.texts("AlarmAction"),
        "_expressions": [expression(row) for row in call.objects("Expression")],
        "_dimensions": call.objects("Dimension"),
    }
    threshold = {"Threshold": decimal(call.params, "Threshold")} if call.text("Threshold") else {}
    group = {"_monitor_group": call.text("GroupId")} if call.text("GroupId") else {}
    said = {name: value for name, value in lists.items() if value}
    return {**given(call, TEXTS, NUMBERS), **threshold, **group, **said}


def expression(row: Record) -> Record:
    return measured(shaped(row, ("Period",)), ("Threshold",))


def modify(call: Call) -> Answer:
    alarm, said = ALARM.asked(call), words(call)
    check_actions(call, said.get("_actions", []))
    ALARM.save(call.store, alarm | said)
    return {}


def switching(on: bool) -> Operation:
    def operation(call: Call) -> Answer:
        ALARM.save(call.store, ALARM.asked(call) | {"Enable": on})
        return {}

    return operation


def describe(call: Call) -> Answer:
    equal = ("AlarmTaskId", "ScalingGroupId", "State", "MetricName")
    found = [
        row(call, one)
        for one in call.store.find(ALARM.kind)
        if all(call.text(name) in ("", one.get(name)) for name in equal)
        and call.text("MetricType", "system") == one["MetricType"]
        and call.text("IsEnable").lower() in ("", str(one["Enable"]).lower())
    ]
    page, about = paged(call, found, 10, 50)
    return {"AlarmList": {"Alarm": page}, **about}


def row(call: Call, alarm: Record) -> Record:
    dimensions = [
        {"DimensionKey": "user_id", "DimensionValue": call.settings.account_id},
        {"DimensionKey": "scaling_group", "DimensionValue": alarm["ScalingGroupId"]},
        *alarm.get("_dimensions", []),
    ]
    if monitored := alarm.get("_monitor_group"):
        dimensions.append({"DimensionKey": "groupId", "DimensionValue": monitored})
    return {
        **public(alarm),
        "AlarmTaskName": alarm["Name"],
        "AlarmActions": {"AlarmAction": alarm["_actions"]},
        "Dimensions": {"Dimension": dimensions},
        "Expressions": {"Expression": alarm.get("_expressions", [])},
    }


def delete(call: Call) -> Answer:
    call.store.delete(ALARM.kind, ALARM.asked(call)["AlarmTaskId"])
    return {}


OPERATIONS: dict[str, Operation] = {
    "CreateAlarm": create,
    "ModifyAlarm": modify,
    "EnableAlarm": switching(True),
    "DisableAlarm": switching(False),
    "DescribeAlarms": describe,
    "DeleteAlarm": delete,
}
