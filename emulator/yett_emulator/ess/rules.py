"""Scaling rules of four types; simple and step rules are executed when they are asked for, the others are kept."""

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.ecs.field_names import fields
from yett_emulator.ecs.lookup import among
from yett_emulator.ecs.values import decimal
from yett_emulator.errors import invalid, missing
from yett_emulator.ess.capacity import ADJUSTMENTS
from yett_emulator.ess.nouns import RULE, check_name, conflict, group_of
from yett_emulator.ess.typed import given, measured, shaped
from yett_emulator.paging import paged
from yett_emulator.quotas import check_quota
from yett_emulator.store import Record, public

NEEDED = {
    "SimpleScalingRule": ("AdjustmentType", "AdjustmentValue"),
    "StepScalingRule": ("AdjustmentType",),
    "TargetTrackingScalingRule": ("TargetValue",),
    "PredictiveScalingRule": ("MetricName", "TargetValue"),
}
TEXTS = fields(
    "AdjustmentType MetricName MetricType PredictiveScalingMode PredictiveValueBehavior HybridMonitorNamespace"
)
ANY = (-(10**9), 10**9)
NUMBERS = {
    "AdjustmentValue": ANY,
    "MinAdjustmentMagnitude": ANY,
    "Cooldown": (0, 86400),
    "EstimatedInstanceWarmup": (0, 86400),
    "ScaleInEvaluationCount": (1, 10**6),
    "ScaleOutEvaluationCount": (1, 10**6),
    "InitialMaxSize": (0, 2000),
    "PredictiveValueBuffer": (0, 100),
    "PredictiveTaskBufferTime": (0, 60),
}
DEFAULTS: dict[str, Record] = {
    "SimpleScalingRule": {},
    "StepScalingRule": {"EstimatedInstanceWarmup": 300},
    "TargetTrackingScalingRule": {
        "EstimatedInstanceWarmup": 300,
        "DisableScaleIn": False,
        "ScaleInEvaluationCount": 15,
        "ScaleOutEvaluationCount": 3,
    },
    "PredictiveScalingRule": {
        "PredictiveScalingMode": "PredictAndScale",
        "PredictiveValueBehavior": "MaxOverridePredictiveValue",
    },
}
LISTS = {"StepAdjustments": "StepAdjustment", "AlarmDimensions": "AlarmDimension", "HybridMetrics": "HybridMetric"}
CHANGES = {
    "QuantityChangeInCapacity": (-1000, 1000),
    "PercentChangeInCapacity": (-100, 10000),
    "TotalCapacity": (0, 2000),
}


def create(call: Call) -> Answer:
    owner, kind = group_of(call)["ScalingGroupId"], call.text("ScalingRuleType") or "SimpleScalingRule"
    call.choice("ScalingRuleType", tuple(NEEDED))
    have = call.store.total(RULE.kind, ScalingGroupId=owner)
    check_quota(call, "scaling_rules_per_group", have, "QuotaExceeded.ScalingRule", 50)
    key = RULE.new()
    rule = {
        "ScalingRuleId": key,
        "ScalingRuleAri": f"ari:acs:ess:{call.region}:{call.settings.account_id}:scalingrule/{key}",
        "ScalingGroupId": owner,
        "ScalingRuleName": check_name(call, RULE, "ScalingRuleName", ScalingGroupId=owner) or key,
        "ScalingRuleType": kind,
        **DEFAULTS[kind],
        **words(call),
    }
    check(rule)
    call.store.insert(RULE.kind, key, rule)
    return {"ScalingRuleId": key, "ScalingRuleAri": rule["ScalingRuleAri"]}


def words(call: Call) -> Record:
    call.choice("AdjustmentType", ADJUSTMENTS)
    target = {"TargetValue": decimal(call.params, "TargetValue")} if call.text("TargetValue") else {}
    steps = [
        measured(shaped(row), ("MetricIntervalLowerBound", "MetricIntervalUpperBound"))
        for row in call.objects("StepAdjustment")
    ]
    lists = {
        "StepAdjustments": [{**one, "ScalingAdjustment": int(one.get("ScalingAdjustment") or 0)} for one in steps],
        "AlarmDimensions": call.objects("AlarmDimension"),
        "HybridMetrics": [hybrid(row) for row in call.objects("HybridMetrics")],
    }
    said = {name: value for name, value in lists.items() if value}
    return {**given(call, TEXTS, NUMBERS, ("DisableScaleIn",)), **target, **said}


def hybrid(row: Record) -> Record:
    return {**row, "Dimensions": {"Dimension": row.get("Dimensions") or []}}


def check(rule: Record) -> None:
    """What the type needs is there, and an adjustment is one that its type allows."""
    for name in NEEDED[rule["ScalingRuleType"]]:
        if rule.get(name) in (None, ""):
            raise missing(name)
    if rule["ScalingRuleType"] == "SimpleScalingRule":
        low, high = CHANGES[rule["AdjustmentType"]]
        if not low <= rule["AdjustmentValue"] <= high:
            raise invalid("AdjustmentValue", rule["AdjustmentValue"], f"{low}..{high} of a {rule['AdjustmentType']}")
    for step in rule.get("StepAdjustments", []):
        low, high = step.get("MetricIntervalLowerBound"), step.get("MetricIntervalUpperBound")
        if low is not None and high is not None and low >= high:
            raise conflict("MetricIntervalLowerBound", "MetricIntervalUpperBound")


def modify(call: Call) -> Answer:
    rule = RULE.asked(call)
    name = check_name(call, RULE, "ScalingRuleName", rule["ScalingRuleId"], ScalingGroupId=rule["ScalingGroupId"])
    rule |= words(call) | {"ScalingRuleName": name or rule["ScalingRuleName"]}
    check(rule)
    RULE.save(call.store, rule)
    return {}


def describe(call: Call) -> Answer:
    keys, names, aris = call.texts("ScalingRuleId"), call.texts("ScalingRuleName"), call.texts("ScalingRuleAri")
    found = [
        one
        for one in call.store.find(RULE.kind)
        if among(keys, one["ScalingRuleId"])
        and among(names, one["ScalingRuleName"])
        and among(aris, one["ScalingRuleAri"])
        and call.text("ScalingGroupId") in ("", one["ScalingGroupId"])
        and call.text("ScalingRuleType") in ("", one["ScalingRuleType"])
    ]
    page, about = paged(call, found, 10, 50)
    return {"ScalingRules": {"ScalingRule": [row(one) for one in page]}, **about}


def row(rule: Record) -> Record:
    listed = {many: {one: rule[many]} for many, one in LISTS.items() if many in rule}
    return {"Alarms": {"Alarm": []}, **public(rule), **listed}


def delete(call: Call) -> Answer:
    call.store.delete(RULE.kind, RULE.asked(call)["ScalingRuleId"])
    return {}


OPERATIONS: dict[str, Operation] = {
    "CreateScalingRule": create,
    "ModifyScalingRule": modify,
    "DescribeScalingRules": describe,
    "DeleteScalingRule": delete,
}
