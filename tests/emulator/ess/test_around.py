"""What stands around a group: rules, hooks, notifications, scheduled tasks, alarms, tags; kept as they were said."""

from typing import Any

import pytest

from tests.emulator.ess.conftest import Scaling

HOUR = "2027-01-21T11:37Z"
ARN = "acs:ess:cn-hangzhou:1234567890123456:queue/q"


@pytest.fixture
def ari(scaling: Scaling) -> str:
    words = {"AdjustmentType": "QuantityChangeInCapacity", "AdjustmentValue": 1}
    return str(scaling.ess("CreateScalingRule", ScalingGroupId=scaling.group(), **words)["ScalingRuleAri"])


def test_a_rule_is_changed_listed_and_deleted(scaling: Scaling, ari: str) -> None:
    key = ari.rpartition("/")[2]
    scaling.ess("ModifyScalingRule", ScalingRuleId=key, AdjustmentValue=2, Cooldown=60)
    (row,) = scaling.ess("DescribeScalingRules", ScalingRuleAri=[ari])["ScalingRules"]["ScalingRule"]
    assert (row["AdjustmentValue"], row["Cooldown"], row["ScalingRuleType"]) == (2, 60, "SimpleScalingRule")
    scaling.ess("DeleteScalingRule", ScalingRuleId=key)
    assert scaling.ess.code("DeleteScalingRule", ScalingRuleId=key) == "InvalidScalingRuleId.NotFound"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({}, "MissingParameter.AdjustmentType"),
        ({"AdjustmentType": "Any"}, "InvalidParameter.AdjustmentType"),
        ({"AdjustmentType": "TotalCapacity"}, "MissingParameter.AdjustmentValue"),
        ({"AdjustmentType": "TotalCapacity", "AdjustmentValue": -1}, "InvalidParameter.AdjustmentValue"),
        ({"ScalingRuleType": "TargetTrackingScalingRule"}, "MissingParameter.TargetValue"),
        ({"ScalingRuleType": "PredictiveScalingRule", "TargetValue": 5}, "MissingParameter.MetricName"),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(scaling: Scaling, words: dict[str, Any], code: str) -> None:
    assert scaling.ess.code("CreateScalingRule", ScalingGroupId=scaling.group(), **words) == code


def test_a_hook_is_changed_and_found_by_its_name(scaling: Scaling) -> None:
    group = scaling.group()
    words = {"LifecycleTransition": "SCALE_OUT", "LifecycleHookName": "hook"}
    key = scaling.ess("CreateLifecycleHook", ScalingGroupId=group, **words)["LifecycleHookId"]
    assert (
        scaling.ess.code("CreateLifecycleHook", ScalingGroupId=group, **words) == "InvalidLifecycleHookName.Duplicate"
    )
    by_name = {"ScalingGroupId": group, "LifecycleHookName": "hook"}
    scaling.ess("ModifyLifecycleHook", HeartbeatTimeout=60, **by_name)
    (row,) = scaling.ess("DescribeLifecycleHooks", **by_name)["LifecycleHooks"]["LifecycleHook"]
    assert (row["LifecycleHookId"], row["HeartbeatTimeout"], row["DefaultResult"]) == (key, 60, "CONTINUE")
    scaling.ess("DeleteLifecycleHook", LifecycleHookId=key)
    assert scaling.ess.code("DeleteLifecycleHook", LifecycleHookId=key) == "InvalidLifecycleHookId.NotExist"


def test_a_notification_is_of_a_group_and_a_receiver(scaling: Scaling) -> None:
    owner = {"ScalingGroupId": scaling.group(), "NotificationArn": ARN}
    scaling.ess("CreateNotificationConfiguration", NotificationType=["AUTOSCALING:SCALE_OUT_ERROR"], **owner)
    scaling.ess("ModifyNotificationConfiguration", NotificationType=["AUTOSCALING:SCALE_IN_ERROR"], **owner)
    shown = scaling.ess("DescribeNotificationConfigurations", ScalingGroupId=owner["ScalingGroupId"])
    (row,) = shown["NotificationConfigurationModels"]["NotificationConfigurationModel"]
    assert row["NotificationTypes"]["NotificationType"] == ["AUTOSCALING:SCALE_IN_ERROR"]
    scaling.ess("DeleteNotificationConfiguration", **owner)
    assert scaling.ess.code("DeleteNotificationConfiguration", **owner) == "NotificationConfigurationNotExist"


def test_a_scheduled_task_names_a_rule_or_a_group_and_a_time(scaling: Scaling, ari: str) -> None:
    key = scaling.ess("CreateScheduledTask", ScheduledAction=ari, LaunchTime=HOUR)["ScheduledTaskId"]
    change = {"ScheduledTaskId": key, "TaskEnabled": False, "RecurrenceType": "Daily", "RecurrenceValue": "1"}
    scaling.ess("ModifyScheduledTask", **change)
    (row,) = scaling.ess("DescribeScheduledTasks", ScheduledTaskId=[key])["ScheduledTasks"]["ScheduledTask"]
    assert (row["TaskEnabled"], row["RecurrenceType"], row["LaunchExpirationTime"]) == (False, "Daily", 600)
    scaling.ess("DeleteScheduledTask", ScheduledTaskId=key)
    assert scaling.ess.code("DeleteScheduledTask", ScheduledTaskId=key) == "InvalidScheduledTaskId.NotFound"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"ScheduledAction": None}, "MissingParameter.ScheduledAction"),
        ({"ScheduledAction": "ari:acs:ess:cn-hangzhou:1:scalingrule/none"}, "InvalidScalingRuleId.NotFound"),
        ({"ScalingGroupId": "asg-none"}, "InvalidScalingGroupId.NotFound"),
        ({"LaunchTime": "tomorrow"}, "InvalidLaunchTime.Malformed"),
        ({"LaunchTime": None}, "MissingParameter.LaunchTime"),
        ({"RecurrenceType": "Daily"}, "InvalidParameter.Conflict"),
    ],
)
def test_a_task_that_makes_no_sense_is_refused(scaling: Scaling, ari: str, change: dict[str, Any], code: str) -> None:
    assert scaling.ess.code("CreateScheduledTask", **{"ScheduledAction": ari, "LaunchTime": HOUR, **change}) == code


def test_an_alarm_is_of_one_metric_or_of_several(scaling: Scaling, ari: str) -> None:
    owner = {"ScalingGroupId": scaling.group(), "AlarmAction": [ari]}
    one = scaling.ess("CreateAlarm", MetricName="CpuUtilization", Threshold="20.5", **owner)["AlarmTaskId"]
    expressions = [
        {"MetricName": name, "Period": 60, "Threshold": "80"} for name in ("CpuUtilization", "MemoryUtilization")
    ]
    two = scaling.ess("CreateAlarm", Expression=expressions, **owner)["AlarmTaskId"]
    rows = {row["AlarmTaskId"]: row for row in scaling.ess("DescribeAlarms")["AlarmList"]["Alarm"]}
    assert (rows[one]["Threshold"], rows[one]["Period"], rows[one]["Statistics"]) == (20.5, 300, "Average")
    assert [row["Threshold"] for row in rows[two]["Expressions"]["Expression"]] == [80.0, 80.0]
    scaling.ess("DisableAlarm", AlarmTaskId=one)
    (row,) = scaling.ess("DescribeAlarms", AlarmTaskId=one)["AlarmList"]["Alarm"]
    assert (row["Enable"], row["AlarmActions"]["AlarmAction"]) == (False, [ari])
    scaling.ess("DeleteAlarm", AlarmTaskId=one)
    assert scaling.ess.code("DeleteAlarm", AlarmTaskId=one) == "404"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"AlarmAction": None}, "MissingParameter.AlarmAction"),
        ({"AlarmAction": ["none"]}, "InvalidScalingRuleId.NotFound"),
        ({"MetricName": None}, "MissingParameter.MetricName"),
        ({"Period": 61}, "InvalidParameter.Period"),
        ({"ComparisonOperator": "="}, "InvalidParameter.ComparisonOperator"),
    ],
)
def test_an_alarm_that_makes_no_sense_is_refused(scaling: Scaling, ari: str, change: dict[str, Any], code: str) -> None:
    wanted = {"ScalingGroupId": scaling.group(), "AlarmAction": [ari], "MetricName": "CpuUtilization", **change}
    assert scaling.ess.code("CreateAlarm", **wanted) == code


def test_what_belongs_to_a_group_goes_with_it_and_tasks_and_alarms_stay(scaling: Scaling) -> None:
    group = scaling.group(LifecycleHook=[{"LifecycleTransition": "SCALE_IN", "LifecycleHookName": "first"}])
    words = {"AdjustmentType": "TotalCapacity", "AdjustmentValue": 1}
    ari = scaling.ess("CreateScalingRule", ScalingGroupId=group, **words)["ScalingRuleAri"]
    scaling.ess("CreateScheduledTask", ScheduledAction=ari, LaunchTime=HOUR)
    scaling.ess("CreateAlarm", ScalingGroupId=group, AlarmAction=[ari], MetricName="CpuUtilization")
    owner = {"ScalingGroupId": group, "NotificationArn": ARN}
    scaling.ess("CreateNotificationConfiguration", NotificationType=["AUTOSCALING:SCALE_IN_ERROR"], **owner)
    scaling.ess("DeleteScalingGroup", ScalingGroupId=group)
    left = {
        kind
        for kind in scaling.ess.handle.state()["kinds"]
        if "scal" in kind or kind in ("scheduled_task", "lifecycle_hook")
    }
    assert left == {"scheduled_task", "scaling_alarm"}


def test_tags_are_those_of_groups_that_exist(scaling: Scaling) -> None:
    group = scaling.group()
    target = {"ResourceType": "scalinggroup", "ResourceId": [group]}
    scaling.ess("TagResources", Tag=[{"Key": "a", "Value": "b"}], **target)
    rows = scaling.ess("ListTagResources", **target)["TagResources"]["TagResource"]
    assert [(row["ResourceId"], row["TagKey"], row["TagValue"]) for row in rows] == [(group, "a", "b")]
    scaling.ess("UntagResources", TagKey=["a"], **target)
    assert scaling.ess("ListTagResources", **target)["TagResources"]["TagResource"] == []
    unknown = {"ResourceType": "scalinggroup", "ResourceId": ["asg-none"], "Tag": [{"Key": "a", "Value": "b"}]}
    assert scaling.ess.code("TagResources", **unknown) == "InvalidScalingGroupId.NotFound"
