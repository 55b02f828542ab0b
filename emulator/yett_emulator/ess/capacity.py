"""How many machines a group has: kept between MinSize and MaxSize, or at DesiredCapacity while that is said."""

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.errors import CloudError, invalid
from yett_emulator.ess import activities
from yett_emulator.ess.launch import give_up, start
from yett_emulator.ess.machines import leaving, machines_of
from yett_emulator.ess.nouns import GROUP, RULE, group_of, require_active
from yett_emulator.store import Record

ADJUSTMENTS = ("QuantityChangeInCapacity", "PercentChangeInCapacity", "TotalCapacity")


def fit(call: Call, group: Record, cause: str = "The group was changed by its user.") -> str:
    """Start or give up machines of an enabled group until it fits; the activity's id, or none when it fitted."""
    if group["LifecycleState"] != "Active":
        return ""
    have = len(machines_of(call, group))
    wanted = group.get("DesiredCapacity", min(max(have, group["MinSize"]), group["MaxSize"]))
    return to_size(call, group, wanted, cause)


def to_size(call: Call, group: Record, wanted: int, cause: str) -> str:
    have = len(machines_of(call, group))
    stopped = group["SuspendedProcesses"]
    if wanted > have and "ScaleOut" not in stopped:
        start(call, group, wanted - have)
        return activities.record(call, group, f'Add "{wanted - have}" ECS instance', cause)
    going = leaving(call, group, have - wanted) if "ScaleIn" not in stopped else []
    if not going:
        return ""
    give_up(call, group, going)
    return activities.record(call, group, f'Remove "{len(going)}" ECS instance', cause)


def execute_rule(call: Call) -> Answer:
    """A rule by its ari, as an alarm or a task names it, or by its id; the adjustment stays within the bounds."""
    rule = RULE.get(call, call.required("ScalingRuleAri").rpartition("/")[2])
    if rule["ScalingRuleType"] not in ("SimpleScalingRule", "StepScalingRule"):
        raise invalid("ScalingRuleAri", rule["ScalingRuleType"], "a simple or a step scaling rule")
    group = require_active(GROUP.get(call, rule["ScalingGroupId"]))
    value = step_value(call, rule) if rule["ScalingRuleType"] == "StepScalingRule" else rule["AdjustmentValue"]
    cause = f"The scaling rule {rule['ScalingRuleId']} was executed."
    return adjust(call, group, rule["AdjustmentType"], value, rule.get("MinAdjustmentMagnitude", 0), cause)


def step_value(call: Call, rule: Record) -> int:
    """The step into whose interval BreachThreshold + MetricValue falls, as ExecuteScalingRule is asked."""
    above = float(call.text("MetricValue", "0")) - float(call.text("BreachThreshold", "0"))
    for step in rule["StepAdjustments"]:
        low, high = step.get("MetricIntervalLowerBound"), step.get("MetricIntervalUpperBound")
        if (low is None or above >= low) and (high is None or above < high):
            return int(step["ScalingAdjustment"])
    return 0


def scale(call: Call) -> Answer:
    kind = call.choice("AdjustmentType", ADJUSTMENTS) or call.required("AdjustmentType")
    call.required("AdjustmentValue")
    value, least = call.number("AdjustmentValue"), call.number("MinAdjustmentMagnitude", 0, 0)
    return adjust(call, require_active(group_of(call)), kind, value, least, "ScaleWithAdjustment was called.")


def adjust(call: Call, group: Record, kind: str, value: int, least: int, cause: str) -> Answer:
    have = len(machines_of(call, group))
    wanted = min(max(aimed(kind, have, value, least), group["MinSize"]), group["MaxSize"])
    if wanted == have:
        raise CloudError(
            "IncorrectCapacity.NoChange", "To execute the specified scaling rule, the total capacity will not change."
        )
    if "DesiredCapacity" in group:
        group = GROUP.save(call.store, group | {"DesiredCapacity": wanted})
    return {"ScalingActivityId": to_size(call, group, wanted, cause)}


def aimed(kind: str, have: int, value: int, least: int) -> int:
    """The size that an adjustment aims at, before the group's bounds.

    >>> aimed("QuantityChangeInCapacity", 4, -1, 0), aimed("PercentChangeInCapacity", 4, 25, 2)
    (3, 6)
    """
    if kind == "TotalCapacity":
        return value
    change = value if kind == "QuantityChangeInCapacity" else int(have * value / 100)
    if kind == "PercentChangeInCapacity" and value:
        change = max(abs(change), least) * (1 if value > 0 else -1)
    return have + change


OPERATIONS: dict[str, Operation] = {"ExecuteScalingRule": execute_rule, "ScaleWithAdjustment": scale}
