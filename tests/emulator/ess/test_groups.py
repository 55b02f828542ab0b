"""Scaling groups: inactive until they have something to start machines from, then never under their least size."""

from typing import Any

import pytest

from tests.emulator.ess.conftest import Scaling


def test_a_new_group_is_inactive_and_empty(scaling: Scaling) -> None:
    shown = scaling.shown(scaling.group(MinSize=2, ScalingGroupName="web", **{"Tag": [{"Key": "a", "Value": "b"}]}))
    assert (shown["LifecycleState"], shown["TotalCapacity"], shown["ScalingGroupName"]) == ("Inactive", 0, "web")
    assert (shown["VpcId"], shown["VSwitchIds"]["VSwitchId"]) == (scaling.vpc_id, scaling.vswitches)
    assert shown["Tags"]["Tag"] == [{"TagKey": "a", "TagValue": "b"}]
    assert scaling.instances() == []


def test_a_group_is_enabled_with_a_configuration_only(scaling: Scaling) -> None:
    group = scaling.group()
    assert scaling.ess.code("EnableScalingGroup", ScalingGroupId=group) == "MissingActiveScalingConfiguration"
    scaling.enabled(group)
    assert scaling.shown(group)["LifecycleState"] == "Active"
    assert scaling.ess.code("EnableScalingGroup", ScalingGroupId=group) == "IncorrectScalingGroupStatus"
    scaling.ess("DisableScalingGroup", ScalingGroupId=group)
    assert scaling.ess.code("DisableScalingGroup", ScalingGroupId=group) == "IncorrectScalingGroupStatus"


def test_an_enabled_group_starts_real_machines_as_its_configuration_says(scaling: Scaling) -> None:
    group = scaling.enabled(
        scaling.group(MinSize=2, MultiAZPolicy="BALANCE"),
        InternetMaxBandwidthOut=5,
        InstanceName="web-(AUTO_INCREMENT)[1,3]",
        Tags='{"stack": "dev"}',
        SystemDisk={"Category": "cloud_essd", "Size": 60},
    )
    found = scaling.instances()
    assert sorted(scaling.keys(group)) == sorted(one["InstanceId"] for one in found)
    assert sorted(one["InstanceName"] for one in found) == ["web-001", "web-002"]
    assert {one["VpcAttributes"]["VSwitchId"] for one in found} == set(scaling.vswitches)
    assert all(one["PublicIpAddress"]["IpAddress"] and one["Status"] == "Running" for one in found)
    assert {one["SecurityGroupIds"]["SecurityGroupId"][0] for one in found} == {scaling.security_group}
    own = {"TagKey": "acs:autoscaling:scalingGroupId", "TagValue": group}
    assert found[0]["Tags"]["Tag"] == [{"TagKey": "stack", "TagValue": "dev"}, own]


@pytest.mark.parametrize(("policy", "zones"), [("PRIORITY", 1), ("BALANCE", 2)])
def test_the_policy_says_how_machines_spread(scaling: Scaling, policy: str, zones: int) -> None:
    group = scaling.enabled(scaling.group(MinSize=2, MultiAZPolicy=policy))
    assert len({one["ZoneId"] for one in scaling.machines(group)}) == zones


def test_a_group_is_kept_between_its_bounds_and_at_its_desired_size(scaling: Scaling) -> None:
    group = scaling.enabled(scaling.group(MinSize=1))
    sizes = []
    for change in ({"MinSize": 2}, {"MaxSize": 5, "DesiredCapacity": 4}, {"DesiredCapacity": 2}):
        scaling.ess("ModifyScalingGroup", ScalingGroupId=group, **change)
        sizes.append(scaling.shown(group)["TotalCapacity"])
    assert sizes == [2, 4, 2]
    assert len(scaling.instances()) == 2


@pytest.mark.parametrize(
    ("policies", "goes"),
    [(["OldestInstance"], 0), (["NewestInstance"], 2), (["OldestScalingConfiguration", "NewestInstance"], 1)],
)
def test_the_removal_policy_says_which_machine_goes(scaling: Scaling, policies: list[str], goes: int) -> None:
    group = scaling.enabled(scaling.group(MinSize=2, RemovalPolicy=policies))
    key = scaling.configuration(group)
    scaling.ess("ModifyScalingGroup", ScalingGroupId=group, MinSize=3, ActiveScalingConfigurationId=key)
    before = scaling.keys(group)
    scaling.ess("ModifyScalingGroup", ScalingGroupId=group, MinSize=0, MaxSize=2)
    assert set(before) - set(scaling.keys(group)) == {before[goes]}


def test_suspended_processes_wait_until_they_are_resumed(scaling: Scaling) -> None:
    group = scaling.enabled(scaling.group())
    scaling.ess("SuspendProcesses", ScalingGroupId=group, Process=["ScaleOut"])
    scaling.ess("ModifyScalingGroup", ScalingGroupId=group, MinSize=2)
    assert scaling.keys(group) == []
    scaling.ess("ResumeProcesses", ScalingGroupId=group, Process=["ScaleOut"])
    assert len(scaling.keys(group)) == 2


def test_a_group_with_machines_is_deleted_by_force_only_and_they_go_with_it(scaling: Scaling) -> None:
    own, group = scaling.instance(), scaling.enabled(scaling.group(MinSize=1))
    scaling.ess("AttachInstances", ScalingGroupId=group, InstanceId=[own])
    assert scaling.ess.code("DeleteScalingGroup", ScalingGroupId=group) == "InstanceInUse"
    scaling.ess("DeleteScalingGroup", ScalingGroupId=group, ForceDelete=True)
    assert [one["InstanceId"] for one in scaling.instances()] == [own]
    assert scaling.ess("DescribeScalingGroups")["TotalCount"] == 0
    assert scaling.ess("DescribeScalingConfigurations")["TotalCount"] == 0


def test_a_protected_group_is_not_deleted(scaling: Scaling) -> None:
    group = scaling.group(GroupDeletionProtection=True)
    refused = scaling.ess.code("DeleteScalingGroup", ScalingGroupId=group, ForceDelete=True)
    assert refused == "InvalidOperation.GroupDeletionProtection"
    scaling.ess("SetGroupDeletionProtection", ScalingGroupId=group, GroupDeletionProtection=False)
    scaling.ess("DeleteScalingGroup", ScalingGroupId=group)


def test_a_launch_template_starts_machines_as_well(scaling: Scaling) -> None:
    words = {"ImageId": "ubuntu_22_04_x64_20G_alibase_20250113.vhd", "SecurityGroupId": scaling.security_group}
    template = scaling.ecs("CreateLaunchTemplate", LaunchTemplateName="start", InstanceType="ecs.c7.large", **words)
    override = [{"InstanceType": "ecs.g7.xlarge", "WeightedCapacity": 2}]
    key = template["LaunchTemplateId"]
    group = scaling.group(MinSize=1, LaunchTemplateId=key, LaunchTemplateOverride=override)
    scaling.ess("EnableScalingGroup", ScalingGroupId=group)
    assert [one["InstanceType"] for one in scaling.instances()] == ["ecs.g7.xlarge"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"MinSize": None}, "MissingParameter.MinSize"),
        ({"MinSize": 4}, "InvalidParameter.Conflict"),
        ({"MaxSize": 2001}, "InvalidParameter.MaxSize"),
        ({"DesiredCapacity": 4}, "InvalidParameter.Conflict"),
        ({"VSwitchIds": None}, "MissingParameter.VSwitchIds"),
        ({"VSwitchIds": ["vsw-none"]}, "InvalidVSwitchId.NotFound"),
        ({"MultiAZPolicy": "ANY"}, "InvalidParameter.MultiAZPolicy"),
        ({"RemovalPolicy": ["Any"]}, "InvalidParameter.RemovalPolicy"),
        ({"ScalingGroupName": "-"}, "InvalidScalingGroupName.Malformed"),
        ({"LaunchTemplateId": "lt-none"}, "InvalidLaunchTemplate.NotFound"),
        ({"LoadBalancerIds": '["lb-none"]'}, "InvalidLoadBalancerId.NotFound"),
        ({"AlbServerGroup": [{"AlbServerGroupId": "sgp-none", "Port": 80}]}, "AlbServerGroup.NotExist"),
        ({"Colour": "red"}, "UnsupportedParameter"),
    ],
)
def test_a_group_that_makes_no_sense_is_refused(scaling: Scaling, change: dict[str, Any], code: str) -> None:
    wanted: dict[str, Any] = {"MinSize": 0, "MaxSize": 3, "VSwitchIds": scaling.vswitches, **change}
    assert scaling.ess.code("CreateScalingGroup", **wanted) == code


def test_a_name_is_given_once(scaling: Scaling) -> None:
    first, second = scaling.group(ScalingGroupName="web"), scaling.group()
    change = {"ScalingGroupId": second, "ScalingGroupName": "web"}
    assert scaling.ess.code("ModifyScalingGroup", **change) == "InvalidScalingGroupName.Duplicate"
    scaling.ess("ModifyScalingGroup", **{**change, "ScalingGroupId": first})


def test_the_same_token_makes_one_group(scaling: Scaling) -> None:
    assert scaling.group(ClientToken="t") == scaling.group(ClientToken="t")


def test_groups_are_found_by_name_tag_and_page(scaling: Scaling) -> None:
    for name in ("web-1", "web-2", "db"):
        scaling.group(ScalingGroupName=name, Tag=[{"Key": "name", "Value": name}])
    listed = scaling.ess("DescribeScalingGroups", ScalingGroupName="web-*", PageSize=1, PageNumber=2)
    assert (listed["TotalCount"], listed["ScalingGroups"]["ScalingGroup"][0]["ScalingGroupName"]) == (2, "web-2")
    tagged = scaling.ess("DescribeScalingGroups", Tag=[{"Key": "name", "Value": "db"}])["ScalingGroups"]["ScalingGroup"]
    assert [one["ScalingGroupName"] for one in tagged] == ["db"]


def test_there_are_as_many_groups_as_the_quota_allows(scaling: Scaling) -> None:
    scaling.ess.handle.quotas(scaling_groups=1)
    scaling.group()
    wanted = {"MinSize": 0, "MaxSize": 1, "VSwitchIds": scaling.vswitches}
    assert scaling.ess.code("CreateScalingGroup", **wanted) == "QuotaExceeded.ScalingGroup"


def test_what_is_not_there_is_not_found(scaling: Scaling) -> None:
    for action in ("EnableScalingGroup", "DisableScalingGroup", "DeleteScalingGroup", "ModifyScalingGroup"):
        refused = scaling.ess.refused(action, ScalingGroupId="asg-none")
        assert (refused.code, refused.status) == ("InvalidScalingGroupId.NotFound", 404)
