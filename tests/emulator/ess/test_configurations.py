"""Scaling configurations: checked when they are made, one of a group active, and never deleted under its machines."""

from typing import Any

import pytest

from tests.emulator.ess.conftest import IMAGE, Row, Scaling


def shown(scaling: Scaling, key: str) -> Row:
    answer = scaling.ess("DescribeScalingConfigurations", ScalingConfigurationId=[key])
    (row,) = answer["ScalingConfigurations"]["ScalingConfiguration"]
    return dict(row)


def test_a_configuration_is_shown_as_it_was_said(scaling: Scaling) -> None:
    key = scaling.configuration(
        scaling.group(),
        SystemDisk={"Category": "cloud_essd", "Size": "60", "Encrypted": True},
        DataDisk=[{"Size": "40", "Category": "cloud_essd", "DeleteWithInstance": True}],
        Tags='{"a": "b"}',
        SpotStrategy="SpotWithPriceLimit",
        SpotPriceLimit=[{"InstanceType": "ecs.g7.large", "PriceLimit": "0.25"}],
        Password="Secret-1-word",
    )
    row = shown(scaling, key)
    assert (row["LifecycleState"], row["InstanceType"], row["SystemDiskSize"]) == ("Inactive", "ecs.g7.large", 60)
    assert (row["SystemDisk.Encrypted"], row["PasswordSetted"]) == (True, True)
    assert row["DataDisks"]["DataDisk"] == [{"Size": 40, "Category": "cloud_essd", "DeleteWithInstance": True}]
    assert row["Tags"]["Tag"] == [{"Key": "a", "Value": "b"}]
    assert row["SpotPriceLimit"]["SpotPriceModel"] == [{"InstanceType": "ecs.g7.large", "PriceLimit": 0.25}]
    assert "Secret-1-word" not in str(scaling.ess.handle.state())


def test_what_a_modification_does_not_say_stays(scaling: Scaling) -> None:
    more = str(scaling.ecs("CreateSecurityGroup", VpcId=scaling.vpc_id)["SecurityGroupId"])
    key = scaling.configuration(scaling.group(), InternetMaxBandwidthOut=5, SystemDisk={"Size": "60"})
    change = {"SecurityGroupIds": [more, scaling.security_group], "SystemDisk": {"Category": "cloud_essd"}}
    scaling.ess("ModifyScalingConfiguration", ScalingConfigurationId=key, **change)
    row = shown(scaling, key)
    assert (row["InternetMaxBandwidthOut"], row["SystemDiskSize"], row["SystemDiskCategory"]) == (5, 60, "cloud_essd")
    assert row["SecurityGroupIds"]["SecurityGroupId"] == [more, scaling.security_group]
    assert "SecurityGroupId" not in row


def test_a_pattern_finds_the_types_that_fit(scaling: Scaling) -> None:
    pattern = [{"InstanceFamilyLevel": "EnterpriseLevel", "Cores": 4, "Memory": "16.0"}]
    key = scaling.configuration(scaling.group(), InstanceType=None, InstancePatternInfo=pattern)
    row = shown(scaling, key)
    assert row["InstanceType"] in row["InstanceTypes"]["InstanceType"]
    assert row["InstancePatternInfos"]["InstancePatternInfo"][0]["Cores"] == 4


def test_one_configuration_of_a_group_is_active(scaling: Scaling) -> None:
    group = scaling.group()
    first = scaling.configuration(group)
    scaling.ess("EnableScalingGroup", ScalingGroupId=group, ActiveScalingConfigurationId=first)
    second = scaling.configuration(group)
    scaling.ess("ModifyScalingGroup", ScalingGroupId=group, ActiveScalingConfigurationId=second)
    assert (shown(scaling, first)["LifecycleState"], shown(scaling, second)["LifecycleState"]) == ("Inactive", "Active")
    assert scaling.shown(group)["ActiveScalingConfigurationId"] == second
    refused = scaling.ess.code("DeactivateScalingConfiguration", ScalingConfigurationId=second)
    assert refused == "IncorrectScalingConfigurationLifecycleState"
    scaling.ess("DeleteScalingConfiguration", ScalingConfigurationId=first)


def test_a_configuration_that_is_active_or_has_machines_stays(scaling: Scaling) -> None:
    group = scaling.group(MinSize=1)
    first = scaling.configuration(group)
    scaling.ess("EnableScalingGroup", ScalingGroupId=group, ActiveScalingConfigurationId=first)
    delete = {"action": "DeleteScalingConfiguration", "ScalingConfigurationId": first}
    assert scaling.ess.code(**delete) == "IncorrectScalingConfigurationLifecycleState"
    second = scaling.configuration(group)
    scaling.ess("ModifyScalingGroup", ScalingGroupId=group, ActiveScalingConfigurationId=second)
    assert scaling.ess.code(**delete) == "InstanceInUse"
    scaling.ess("ModifyScalingGroup", ScalingGroupId=group, MinSize=0)
    scaling.ess("RemoveInstances", ScalingGroupId=group, InstanceId=scaling.keys(group))
    scaling.ess(**delete)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"ImageId": "m-none"}, "InvalidImageId.NotFound"),
        ({"ImageId": None}, "MissingParameter.ImageId"),
        ({"ImageId": None, "ImageName": "none"}, "InvalidImageName.NotFound"),
        ({"InstanceType": "ecs.none.large"}, "InvalidInstanceType.ValueNotSupported"),
        ({"InstanceType": None}, "MissingParameter.InstanceType"),
        ({"InstanceType": "ecs.g8y.large"}, "ImageNotSupportInstanceType"),
        ({"SecurityGroupId": None}, "MissingParameter.SecurityGroupId"),
        ({"SecurityGroupId": "sg-none"}, "InvalidSecurityGroupId.NotFound"),
        ({"KeyPairName": "none"}, "InvalidKeyPair.NotFound"),
        ({"Tags": "a"}, "InvalidTags.Malformed"),
        ({"InternetMaxBandwidthOut": 101}, "InvalidInternetMaxBandwidthOut.ValueNotSupported"),
        ({"ScalingGroupId": "asg-none"}, "InvalidScalingGroupId.NotFound"),
    ],
)
def test_a_configuration_that_makes_no_sense_is_refused(scaling: Scaling, change: dict[str, Any], code: str) -> None:
    words = {"ImageId": IMAGE, "InstanceType": "ecs.g7.large", "SecurityGroupId": scaling.security_group}
    wanted = {"ScalingGroupId": scaling.group(), **words, **change}
    assert scaling.ess.code("CreateScalingConfiguration", **wanted) == code


def test_a_security_group_of_another_vpc_is_refused(scaling: Scaling, vpc: Any) -> None:
    other = scaling.ecs("CreateSecurityGroup", VpcId=vpc("CreateVpc", CidrBlock="172.16.0.0/12")["VpcId"])
    words = {"ImageId": IMAGE, "InstanceType": "ecs.g7.large", "SecurityGroupId": other["SecurityGroupId"]}
    refused = scaling.ess.code("CreateScalingConfiguration", ScalingGroupId=scaling.group(), **words)
    assert refused == "InvalidSecurityGroupId.VPCMismatch"
