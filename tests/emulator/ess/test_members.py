"""Machines that join and leave by hand, rules that are executed, and the balancers that a group serves."""

import json
from typing import Any

import pytest

from tests.emulator.api import Api
from tests.emulator.ess.conftest import Row, Scaling

ALB, NLB = "2020-06-16", "2022-04-30"


@pytest.fixture
def group(scaling: Scaling) -> str:
    """An enabled group of one machine."""
    return scaling.enabled(scaling.group(MinSize=1))


def test_an_attached_machine_is_removed_and_lives_on(scaling: Scaling, group: str) -> None:
    own = scaling.instance()
    done = scaling.ess("AttachInstances", ScalingGroupId=group, InstanceId=[own])
    activities = scaling.ess("DescribeScalingActivities", ScalingActivityId=[done["ScalingActivityId"]])
    (activity,) = activities["ScalingActivities"]["ScalingActivity"]
    assert (activity["StatusCode"], activity["AttachedCapacity"], activity["TotalCapacity"]) == ("Successful", "1", "2")
    scaling.ess("RemoveInstances", ScalingGroupId=group, InstanceId=[own])
    assert own not in scaling.keys(group)
    assert own in {one["InstanceId"] for one in scaling.instances()}


@pytest.mark.parametrize(("action", "left"), [("RemoveInstances", 1), ("DetachInstances", 2)])
def test_a_started_machine_is_released_when_it_is_removed_and_not_when_it_is_detached(
    scaling: Scaling, group: str, action: str, left: int
) -> None:
    scaling.ess("ModifyScalingGroup", ScalingGroupId=group, MinSize=2)
    scaling.ess("ModifyScalingGroup", ScalingGroupId=group, MinSize=1)
    scaling.ess(action, ScalingGroupId=group, InstanceId=scaling.keys(group)[:1])
    assert (len(scaling.keys(group)), len(scaling.instances())) == (1, left)


def test_a_machine_that_its_user_releases_is_forgotten(scaling: Scaling, group: str) -> None:
    (key,) = scaling.keys(group)
    scaling.ecs("DeleteInstance", InstanceId=key, Force=True)
    assert (scaling.keys(group), scaling.shown(group)["TotalCapacity"]) == ([], 0)
    scaling.ess("ModifyScalingGroup", ScalingGroupId=group, MinSize=1)
    assert len(scaling.keys(group)) == 1


def test_a_group_has_room_for_so_many_and_needs_so_many(scaling: Scaling, group: str) -> None:
    scaling.ess("ModifyScalingGroup", ScalingGroupId=group, MaxSize=1)
    attach = {"ScalingGroupId": group, "InstanceId": [scaling.instance()]}
    assert scaling.ess.code("AttachInstances", **attach) == "IncorrectCapacity.MaxSize"
    remove = {"ScalingGroupId": group, "InstanceId": scaling.keys(group)}
    assert scaling.ess.code("RemoveInstances", **remove) == "IncorrectCapacity.MinSize"


def test_machines_are_attached_to_one_enabled_group_while_they_run(scaling: Scaling, group: str) -> None:
    own, resting = scaling.instance(), scaling.group()
    assert (
        scaling.ess.code("AttachInstances", ScalingGroupId=resting, InstanceId=[own]) == "IncorrectScalingGroupStatus"
    )
    scaling.ess("AttachInstances", ScalingGroupId=group, InstanceId=[own])
    refusals = {"i-none": "InvalidInstanceId.NotFound", own: "InvalidInstanceId.InUse"}
    stopped = scaling.instance()
    scaling.ecs("StopInstance", InstanceId=stopped)
    refusals |= {stopped: "IncorrectInstanceStatus"}
    for key, code in refusals.items():
        assert scaling.ess.code("AttachInstances", ScalingGroupId=group, InstanceId=[key]) == code


def test_a_protected_machine_is_not_given_up(scaling: Scaling, group: str) -> None:
    scaling.ess("ModifyScalingGroup", ScalingGroupId=group, MinSize=2)
    first, second = scaling.keys(group)
    scaling.ess("SetInstancesProtection", ScalingGroupId=group, InstanceId=[first], ProtectedFromScaleIn=True)
    scaling.ess("ModifyScalingGroup", ScalingGroupId=group, MinSize=0, MaxSize=1)
    assert scaling.keys(group) == [first]
    scaling.ess("EnterStandby", ScalingGroupId=group, InstanceId=[first])
    assert [one["LifecycleState"] for one in scaling.machines(group)] == ["Standby"]
    scaling.ess("ExitStandby", ScalingGroupId=group, InstanceId=[first])
    scaling.ess("SetInstanceHealth", InstanceId=first, HealthStatus="Unhealthy")
    assert [one["HealthStatus"] for one in scaling.machines(group)] == ["Unhealthy"]
    assert second not in {one["InstanceId"] for one in scaling.instances()}


def rule(scaling: Scaling, group: str, **values: Any) -> str:
    return str(scaling.ess("CreateScalingRule", ScalingGroupId=group, **values)["ScalingRuleAri"])


@pytest.mark.parametrize(
    ("kind", "value", "size"),
    [
        ("QuantityChangeInCapacity", 1, 2),
        ("QuantityChangeInCapacity", 9, 3),
        ("PercentChangeInCapacity", 100, 2),
        ("TotalCapacity", 3, 3),
    ],
)
def test_a_rule_changes_the_size_within_the_bounds(
    scaling: Scaling, group: str, kind: str, value: int, size: int
) -> None:
    ari = rule(scaling, group, AdjustmentType=kind, AdjustmentValue=value)
    scaling.ess("ExecuteScalingRule", ScalingRuleAri=ari)
    assert scaling.shown(group)["TotalCapacity"] == size


def test_a_rule_that_changes_nothing_or_of_a_resting_group_is_refused(scaling: Scaling, group: str) -> None:
    ari = rule(scaling, group, AdjustmentType="TotalCapacity", AdjustmentValue=1)
    assert scaling.ess.code("ExecuteScalingRule", ScalingRuleAri=ari) == "IncorrectCapacity.NoChange"
    scaling.ess("DisableScalingGroup", ScalingGroupId=group)
    assert scaling.ess.code("ExecuteScalingRule", ScalingRuleAri=ari) == "IncorrectScalingGroupStatus"


def test_a_step_rule_takes_the_step_of_the_breach(scaling: Scaling, group: str) -> None:
    steps: list[Row] = [
        {"MetricIntervalLowerBound": 0, "MetricIntervalUpperBound": 5, "ScalingAdjustment": 1},
        {"MetricIntervalLowerBound": 5, "ScalingAdjustment": 2},
    ]
    words = {"ScalingRuleType": "StepScalingRule", "AdjustmentType": "QuantityChangeInCapacity"}
    ari = rule(scaling, group, StepAdjustment=steps, **words)
    scaling.ess("ExecuteScalingRule", ScalingRuleAri=ari, BreachThreshold="80", MetricValue="90")
    assert scaling.shown(group)["TotalCapacity"] == 3


def test_an_adjustment_moves_the_desired_size_with_it(scaling: Scaling) -> None:
    group = scaling.enabled(scaling.group(DesiredCapacity=1))
    words = {"AdjustmentType": "QuantityChangeInCapacity", "AdjustmentValue": 1}
    scaling.ess("ScaleWithAdjustment", ScalingGroupId=group, **words)
    shown = scaling.shown(group)
    assert (shown["DesiredCapacity"], shown["TotalCapacity"]) == (2, 2)


def balancer(scaling: Scaling) -> str:
    words = {"AddressType": "internet", "LoadBalancerSpec": "slb.s2.small"}
    return str(scaling.slb("CreateLoadBalancer", **words)["LoadBalancerId"])


def test_machines_are_behind_a_classic_balancer_while_the_group_serves_it(scaling: Scaling) -> None:
    key = balancer(scaling)
    group = scaling.enabled(scaling.group(MinSize=1, LoadBalancerIds=json.dumps([key])))
    scaling.ess("ModifyScalingGroup", ScalingGroupId=group, MinSize=2)
    backs = scaling.slb("DescribeLoadBalancerAttribute", LoadBalancerId=key)["BackendServers"]["BackendServer"]
    assert sorted(one["ServerId"] for one in backs) == sorted(scaling.keys(group))
    scaling.ess("DetachLoadBalancers", ScalingGroupId=group, LoadBalancer=[key], ForceDetach=True)
    backs = scaling.slb("DescribeLoadBalancerAttribute", LoadBalancerId=key)["BackendServers"]["BackendServer"]
    assert (backs, scaling.shown(group)["LoadBalancerIds"]) == ([], {"LoadBalancerId": []})


def test_machines_are_in_a_vserver_group_on_each_port_that_the_group_serves(scaling: Scaling, group: str) -> None:
    clb = balancer(scaling)
    target = scaling.slb("CreateVServerGroup", LoadBalancerId=clb, VServerGroupName="v")["VServerGroupId"]
    ports = [{"VServerGroupId": target, "Port": port, "Weight": 60} for port in (80, 81)]
    served = [{"LoadBalancerId": clb, "VServerGroupAttribute": ports}]
    scaling.ess("AttachVServerGroups", ScalingGroupId=group, VServerGroup=served, ForceAttach=True)

    def members() -> list[tuple[str, int]]:
        answer = scaling.slb("DescribeVServerGroupAttribute", VServerGroupId=target)
        return [(one["ServerId"], one["Port"]) for one in answer["BackendServers"]["BackendServer"]]

    (machine,) = scaling.keys(group)
    assert members() == [(machine, 80), (machine, 81)]
    (shown,) = scaling.shown(group)["VServerGroups"]["VServerGroup"]
    assert len(shown["VServerGroupAttributes"]["VServerGroupAttribute"]) == 2
    gone = [{"LoadBalancerId": clb, "VServerGroupAttribute": [{"VServerGroupId": target, "Port": 80}]}]
    scaling.ess("DetachVServerGroups", ScalingGroupId=group, VServerGroup=gone, ForceDetach=True)
    assert members() == [(machine, 81)]


@pytest.mark.parametrize(("version", "kind", "protocol"), [(ALB, "ALB", "HTTP"), (NLB, "NLB", "TCP")])
def test_machines_are_in_server_groups_of_either_kind(
    scaling: Scaling, group: str, version: str, kind: str, protocol: str
) -> None:
    api = Api(scaling.ess.handle, version)
    made = api("CreateServerGroup", ServerGroupName="backs", VpcId=scaling.vpc_id, Protocol=protocol)
    place = {"ServerGroupId": made["ServerGroupId"], "Port": 8080, "Weight": 50, "Type": kind}
    done = scaling.ess("AttachServerGroups", ScalingGroupId=group, ServerGroup=[place], ForceAttach=True)
    assert done["ScalingActivityId"]
    members = api("ListServerGroupServers", ServerGroupId=made["ServerGroupId"])["Servers"]
    assert [(one["ServerId"], one["Port"]) for one in members] == [(scaling.keys(group)[0], 8080)]
    del place["Weight"]
    scaling.ess("DetachServerGroups", ScalingGroupId=group, ServerGroup=[place], ForceDetach=True)
    assert api("ListServerGroupServers", ServerGroupId=made["ServerGroupId"])["Servers"] == []


def test_without_force_only_later_machines_are_behind_it(scaling: Scaling, group: str) -> None:
    api = Api(scaling.ess.handle, ALB)
    made = api("CreateServerGroup", ServerGroupName="backs", VpcId=scaling.vpc_id, Protocol="HTTP")
    place = {"AlbServerGroupId": made["ServerGroupId"], "Port": 80, "Weight": 50}
    assert "ScalingActivityId" not in scaling.ess("AttachAlbServerGroups", ScalingGroupId=group, AlbServerGroup=[place])
    scaling.ess("ModifyScalingGroup", ScalingGroupId=group, MinSize=2)
    members = api("ListServerGroupServers", ServerGroupId=made["ServerGroupId"])["Servers"]
    assert [one["ServerId"] for one in members] == scaling.keys(group)[1:]


def test_a_started_machine_says_which_group_it_is_of(scaling: Scaling) -> None:
    group = scaling.enabled(scaling.group(MinSize=1), Tags='{"team": "web"}')
    (machine,) = scaling.instances()
    told = {row["TagKey"]: row["TagValue"] for row in machine["Tags"]["Tag"]}
    assert told == {"team": "web", "acs:autoscaling:scalingGroupId": group}
    more = {"ResourceType": "instance", "ResourceId": [machine["InstanceId"]]}
    scaling.ecs("TagResources", Tag=[{"Key": "a", "Value": "b"}], **more)
    assert scaling.ecs.code("TagResources", Tag=[{"Key": "acs:a", "Value": "b"}], **more) == "InvalidTagKey.Malformed"
