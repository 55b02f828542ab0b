"""What changes of an instance in place, what needs it stopped, what is refused."""

from typing import Any

import pytest

from tests.emulator.ecs.account import Account, Place


@pytest.fixture
def stopped(account: Account, server: str) -> str:
    account.call("StopInstance", InstanceId=server)
    return server


def test_words_change_while_it_runs(account: Account, server: str) -> None:
    words = {"InstanceName": "front", "Description": "site", "HostName": "front", "CreditSpecification": "Unlimited"}
    account.call("ModifyInstanceAttribute", InstanceId=server, UserData="aGk=", **words)
    shown = account.instance(server)
    assert {name: shown[name] for name in words} == words
    assert account.call("DescribeUserData", InstanceId=server)["UserData"] == "aGk="


def test_metadata_options_change(account: Account, server: str) -> None:
    options = {"HttpTokens": "required", "HttpEndpoint": "enabled", "HttpPutResponseHopLimit": 3}
    account.call("ModifyInstanceMetadataOptions", InstanceId=server, **options)
    assert account.instance(server)["MetadataOptions"] == options | {"InstanceMetadataTags": "disabled"}
    code, _ = account.refusal("ModifyInstanceMetadataOptions", InstanceId=server, HttpTokens="maybe")
    assert code == "InvalidParameter.HttpTokens"


@pytest.mark.parametrize(
    ("action", "query"),
    [
        ("ModifyInstanceSpec", {"InstanceType": "ecs.g7.xlarge"}),
        ("ReplaceSystemDisk", {"ImageId": "centos_7_9_x64_20G_alibase_20210318.vhd"}),
        ("ModifyInstanceVpcAttribute", {"VSwitchId": "vsw-x"}),
        ("ModifyInstanceAttribute", {"CpuOptions": {"Core": 1}}),
    ],
)
def test_what_needs_a_stopped_instance_is_refused_while_it_runs(
    account: Account, server: str, action: str, query: dict[str, Any]
) -> None:
    code, message = account.refusal(action, InstanceId=server, **query)
    assert code in ("IncorrectInstanceStatus", "InvalidStatus.StoppedRequired")
    assert "Running" in message


def test_a_stopped_instance_takes_another_type(account: Account, stopped: str) -> None:
    account.call("ModifyInstanceSpec", InstanceId=stopped, InstanceType="ecs.r7.2xlarge")
    shown = account.instance(stopped)
    assert (shown["InstanceType"], shown["Cpu"], shown["Memory"]) == ("ecs.r7.2xlarge", 8, 65536)
    assert shown["InstanceTypeFamily"] == "ecs.r7"
    code, _ = account.refusal("ModifyInstanceSpec", InstanceId=stopped, InstanceType="ecs.g8y.large")
    assert code == "ImageNotSupportInstanceType"
    code, _ = account.refusal("ModifyInstanceSpec", InstanceId=stopped, InstanceType="ecs.none.large")
    assert code == "InvalidInstanceType.ValueNotSupported"


def test_a_new_system_disk_comes_with_a_new_image(account: Account, stopped: str) -> None:
    (old,) = account.call("DescribeDisks", InstanceId=stopped)["Disks"]["Disk"]
    image = "centos_7_9_x64_20G_alibase_20210318.vhd"
    asked = {"InstanceId": stopped, "ImageId": image, "SystemDisk": {"Size": 60}}
    new = account.call("ReplaceSystemDisk", **asked)["DiskId"]
    (disk,) = account.call("DescribeDisks", InstanceId=stopped)["Disks"]["Disk"]
    assert (disk["DiskId"], disk["Size"], disk["Category"]) == (new, 60, old["Category"])
    assert disk["DiskId"] != old["DiskId"]
    assert account.instance(stopped)["ImageId"] == image
    assert account.refusal("ReplaceSystemDisk", InstanceId=stopped, ImageId="m-none")[0] == "InvalidImageId.NotFound"


def test_a_stopped_instance_moves_to_another_vswitch_of_its_zone(account: Account, place: Place, stopped: str) -> None:
    near, far = (account.vswitch(place.vpc, f"10.0.{n}.0/24", f"cn-hangzhou-{z}") for n, z in ((2, "h"), (3, "i")))
    account.call("ModifyInstanceVpcAttribute", InstanceId=stopped, VSwitchId=near, PrivateIpAddress="10.0.2.9")
    where = account.instance(stopped)["VpcAttributes"]
    assert (where["VSwitchId"], where["PrivateIpAddress"]) == (near, {"IpAddress": ["10.0.2.9"]})
    (face,) = account.faces(InstanceId=stopped)
    assert (face["VSwitchId"], face["PrivateIpAddress"]) == (near, "10.0.2.9")
    code, _ = account.refusal("ModifyInstanceVpcAttribute", InstanceId=stopped, VSwitchId=far)
    assert code == "InvalidParameter.VSwitchId"
    account.call("DeleteVSwitch", VSwitchId=place.vswitch)  # nothing is left behind in it


def test_it_moves_to_another_vpc_with_groups_of_that_vpc_only(account: Account, place: Place, stopped: str) -> None:
    vpc = account.vpc("172.16.0.0/12")
    vswitch, group = account.vswitch(vpc, "172.16.1.0/24"), account.group(vpc)
    asked = {"InstanceId": stopped, "VSwitchId": vswitch}
    assert account.refusal("ModifyInstanceVpcAttribute", **asked)[0] == "InvalidVSwitch.NotBelongToVpc"
    code, _ = account.refusal("ModifyInstanceVpcAttribute", **asked, VpcId=vpc)
    assert code == "MissingParameter.SecurityGroupId"
    account.call("ModifyInstanceVpcAttribute", **asked, VpcId=vpc, SecurityGroupId=[group])
    shown = account.instance(stopped)
    assert shown["VpcAttributes"]["VpcId"] == vpc
    assert shown["SecurityGroupIds"]["SecurityGroupId"] == [group]
    account.call("DeleteSecurityGroup", SecurityGroupId=place.group)


def test_bandwidth_and_public_address_come_and_go(account: Account, server: str) -> None:
    account.call("ModifyInstanceNetworkSpec", InstanceId=server, InternetMaxBandwidthOut=5)
    assert account.instance(server)["PublicIpAddress"]["IpAddress"] == []
    address = account.call("AllocatePublicIpAddress", InstanceId=server)["IpAddress"]
    assert account.instance(server)["PublicIpAddress"]["IpAddress"] == [address]
    assert account.refusal("AllocatePublicIpAddress", InstanceId=server)[0] == "AllocatedAlready"
    account.call("ModifyInstanceNetworkSpec", InstanceId=server, InternetMaxBandwidthOut=0)
    shown = account.instance(server)
    assert (shown["PublicIpAddress"]["IpAddress"], shown["InternetMaxBandwidthOut"]) == ([], 0)
    asked = {"InstanceId": server, "InternetMaxBandwidthOut": 2, "AllocatePublicIp": True}
    account.call("ModifyInstanceNetworkSpec", **asked, NetworkChargeType="PayByBandwidth")
    assert len(account.instance(server)["PublicIpAddress"]["IpAddress"]) == 1
    code, _ = account.refusal("ModifyInstanceNetworkSpec", InstanceId=server, InternetMaxBandwidthOut=101)
    assert code == "InvalidParameter.InternetMaxBandwidthOut"


def test_billing_changes_and_subscriptions_renew(account: Account, server: str) -> None:
    ids = f'["{server}"]'
    assert account.refusal("ModifyInstanceAutoRenewAttribute", InstanceId=server)[0] == "ChargeTypeViolation"
    account.call("ModifyInstanceChargeType", InstanceIds=ids, InstanceChargeType="PrePaid", Period=2)
    shown = account.instance(server)
    assert shown["InstanceChargeType"] == "PrePaid"
    assert shown["ExpiredTime"] < "2099"
    account.call("ModifyInstanceAutoRenewAttribute", InstanceId=server, RenewalStatus="AutoRenewal", Duration=3)
    answer = account.call("DescribeInstanceAutoRenewAttribute", InstanceId=server)
    (row,) = answer["InstanceRenewAttributes"]["InstanceRenewAttribute"]
    assert (row["RenewalStatus"], row["Duration"], row["AutoRenewEnabled"]) == ("AutoRenewal", 3, True)
    (disk,) = account.call("DescribeDisks", InstanceId=server)["Disks"]["Disk"]
    assert disk["DiskChargeType"] == "PrePaid"
    assert account.refusal("ModifyInstanceAutoReleaseTime", InstanceId=server)[0] == "ChargeTypeViolation"
    account.call("StopInstance", InstanceId=server)
    account.call("ModifyPrepayInstanceSpec", InstanceId=server, InstanceType="ecs.g7.xlarge")
    assert account.instance(server)["Cpu"] == 4


def test_the_spec_of_a_subscription_is_not_that_of_pay_as_you_go(account: Account, stopped: str) -> None:
    code, _ = account.refusal("ModifyPrepayInstanceSpec", InstanceId=stopped, InstanceType="ecs.g7.xlarge")
    assert code == "ChargeTypeViolation"


def test_release_time_is_kept(account: Account, server: str) -> None:
    when = "2035-01-01T00:00:00Z"
    account.call("ModifyInstanceAutoReleaseTime", InstanceId=server, AutoReleaseTime=when)
    assert account.instance(server)["AutoReleaseTime"] == when


def test_maintenance_is_as_it_was_set(account: Account, server: str) -> None:
    window = {"StartTime": "02:00:00", "EndTime": "03:00:00"}
    asked = {"InstanceId": [server], "MaintenanceWindow": [window], "NotifyOnMaintenance": True}
    account.call("ModifyInstanceMaintenanceAttributes", **asked, ActionOnMaintenance="Stop")
    answer = account.call("DescribeInstanceMaintenanceAttributes", InstanceId=[server])
    (row,) = answer["MaintenanceAttributes"]["MaintenanceAttribute"]
    assert row["MaintenanceWindows"] == {"MaintenanceWindow": [window]}
    assert (row["ActionOnMaintenance"]["Value"], row["NotifyOnMaintenance"]) == ("Stop", True)


def test_the_private_pool_is_as_it_was_set(account: Account, server: str) -> None:
    account.call("ModifyInstanceAttachmentAttributes", InstanceId=server, PrivatePoolOptions={"MatchCriteria": "Open"})
    answer = account.call("DescribeInstanceAttachmentAttributes", InstanceIds=f'["{server}"]')
    assert answer["Instances"]["Instance"][0]["PrivatePoolOptionsMatchCriteria"] == "Open"


def test_a_role_is_carried_one_at_a_time(account: Account, server: str) -> None:
    ids = f'["{server}"]'

    def carried(**query: Any) -> list[str]:
        query = {"container": "InstanceRamRoleSets", "item": "InstanceRamRoleSet", "field": "RamRoleName"} | query
        return account.ids("DescribeInstanceRamRole", **query)

    account.call("AttachInstanceRamRole", InstanceIds=ids, RamRoleName="reader")
    assert carried(InstanceIds=ids) == ["reader"]
    again = account.call("AttachInstanceRamRole", InstanceIds=ids, RamRoleName="writer")
    assert again["FailCount"] == 1
    assert carried(InstanceIds=ids, RamRoleName="writer") == []
    wrong = account.call("DetachInstanceRamRole", InstanceIds=ids, RamRoleName="writer")
    assert wrong["FailCount"] == 1
    account.call("DetachInstanceRamRole", InstanceIds=ids, RamRoleName="reader")
    assert carried(InstanceIds=ids) == [""]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"InstanceName": "1"}, "InvalidInstanceName.Malformed"),
        ({"HostName": "-x"}, "InvalidHostName.Malformed"),
        ({"Password": "short"}, "InvalidPassword.Malformed"),
        ({"UserData": "§"}, "InvalidUserData.Base64FormatInvalid"),
        ({"CreditSpecification": "Much"}, "InvalidParameter.CreditSpecification"),
        ({"SecurityGroupIds": ["sg-none"]}, "InvalidSecurityGroupId.NotFound"),
    ],
)
def test_a_wrong_change_changes_nothing(account: Account, server: str, query: dict[str, Any], code: str) -> None:
    before = account.instance(server)
    assert account.refusal("ModifyInstanceAttribute", InstanceId=server, **query)[0] == code
    assert account.instance(server) == before
