"""RunInstances: what an order becomes, and which orders are refused before anything is made."""

import base64
import json
from typing import Any

import pytest

from tests.emulator.ecs.account import IMAGE, Account, Place


def order(place: Place, **query: Any) -> dict[str, Any]:
    usual = {"ImageId": IMAGE, "InstanceType": "ecs.g7.large", "VSwitchId": place.vswitch}
    return {**usual, "SecurityGroupIds": [place.group], **query}


def disks(account: Account, key: str) -> list[dict[str, Any]]:
    return list(account.call("DescribeDisks", InstanceId=key)["Disks"]["Disk"])


def test_an_instance_comes_with_interface_address_and_system_disk(account: Account, place: Place) -> None:
    (key,) = account.run(place.vswitch, place.group, InstanceName="web", Description="front")
    shown = account.instance(key)
    assert (shown["InstanceName"], shown["Description"], shown["Status"]) == ("web", "front", "Running")
    assert (shown["Cpu"], shown["Memory"], shown["ZoneId"]) == (2, 8192, "cn-hangzhou-h")
    assert shown["VpcAttributes"]["PrivateIpAddress"] == {"IpAddress": ["10.0.1.1"]}
    (face,) = shown["NetworkInterfaces"]["NetworkInterface"]
    assert (face["Type"], face["PrimaryIpAddress"]) == ("Primary", "10.0.1.1")
    (disk,) = disks(account, key)
    assert (disk["Type"], disk["Size"], disk["Category"], disk["Device"]) == ("system", 40, "cloud_essd", "/dev/xvda")
    assert (disk["Status"], disk["PerformanceLevel"]) == ("In_use", "PL1")


def test_bandwidth_brings_a_public_address(account: Account, place: Place) -> None:
    with_address, without = (
        account.instance(account.run(place.vswitch, place.group, InternetMaxBandwidthOut=out)[0]) for out in (5, 0)
    )
    assert without["PublicIpAddress"]["IpAddress"] == []
    (address,) = with_address["PublicIpAddress"]["IpAddress"]
    assert address.startswith("198.18.")


def test_a_batch_takes_addresses_and_names_in_turn(account: Account, place: Place) -> None:
    names = {"InstanceName": "web[8,3]-a", "HostName": "web", "UniqueSuffix": True}
    keys = account.run(place.vswitch, place.group, Amount=3, PrivateIpAddress="10.0.1.40", **names)
    shown = [account.instance(key) for key in keys]
    assert [item["InstanceName"] for item in shown] == ["web008-a001", "web009-a002", "web010-a003"]
    assert [item["HostName"] for item in shown] == ["web001", "web002", "web003"]
    addresses = [item["VpcAttributes"]["PrivateIpAddress"]["IpAddress"][0] for item in shown]
    assert addresses == ["10.0.1.40", "10.0.1.41", "10.0.1.42"]


def test_data_disks_hang_on_the_next_devices(account: Account, place: Place) -> None:
    wanted = [{"Size": 20, "Category": "cloud_essd", "DiskName": "data"}, {"Size": 30, "Category": "cloud_ssd"}]
    (key,) = account.run(place.vswitch, place.group, DataDisk=wanted, SystemDisk={"Size": 60, "Category": "cloud_auto"})
    shown = {disk["Device"]: (disk["Size"], disk["Category"]) for disk in disks(account, key)}
    assert shown == {"/dev/xvda": (60, "cloud_auto"), "/dev/xvdb": (20, "cloud_essd"), "/dev/xvdc": (30, "cloud_ssd")}


def test_interfaces_are_made_as_the_order_describes_them(account: Account, place: Place) -> None:
    app = account.group(place.vpc)
    faces = [
        {"InstanceType": "Primary", "VSwitchId": place.vswitch, "SecurityGroupIds": [place.group]},
        {"VSwitchId": place.vswitch, "SecurityGroupIds": [app], "SecondaryPrivateIpAddressCount": 1},
    ]
    asked = {"ImageId": IMAGE, "InstanceType": "ecs.g7.large", "NetworkInterface": faces}
    (key,) = account.call("RunInstances", **asked)["InstanceIdSets"]["InstanceIdSet"]
    first, second = account.faces(InstanceId=key)
    assert (first["Type"], second["Type"]) == ("Primary", "Secondary")
    assert second["SecurityGroupIds"]["SecurityGroupId"] == [app]
    assert len(second["PrivateIpSets"]["PrivateIpSet"]) == 2
    assert account.instance(key)["SecurityGroupIds"]["SecurityGroupId"] == [place.group]


def test_an_interface_that_is_there_becomes_the_primary_one(account: Account, place: Place) -> None:
    face = account.interface(place.vswitch, place.group, PrimaryIpAddress="10.0.1.77")
    faces = [{"InstanceType": "Primary", "NetworkInterfaceId": face}]
    asked = {"ImageId": IMAGE, "InstanceType": "ecs.g7.large", "NetworkInterface": faces}
    (key,) = account.call("RunInstances", **asked)["InstanceIdSets"]["InstanceIdSet"]
    assert account.instance(key)["VpcAttributes"]["PrivateIpAddress"] == {"IpAddress": ["10.0.1.77"]}
    (shown,) = account.faces(InstanceId=key)
    assert (shown["NetworkInterfaceId"], shown["Type"]) == (face, "Primary")


def test_a_dry_run_says_so_and_makes_nothing(account: Account, place: Place) -> None:
    code, message = account.refusal("RunInstances", **order(place, DryRun=True))
    assert code == "DryRunOperation"
    assert "passed" in message
    assert "instance" not in account.handle.state()["kinds"]


def test_every_dated_build_of_a_known_system_is_an_image(account: Account, place: Place) -> None:
    (key,) = account.run(place.vswitch, place.group, ImageId="centos_7_9_x64_20G_alibase_20210318.vhd")
    shown = account.instance(key)
    assert (shown["OSType"], shown["OSName"]) == ("linux", "CentOS  7.9 64 bit")


def test_a_family_gives_its_newest_image(account: Account, place: Place) -> None:
    (key,) = account.run(place.vswitch, place.group, ImageId=None, ImageFamily="acs:debian_12_8_x64")
    assert account.instance(key)["ImageId"].startswith("debian_12_8_x64")


def test_a_subscription_ends_when_its_period_does(
    account: Account, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = {"InstanceChargeType": "PrePaid", "Period": 1, "AutoRenew": True}
    monkeypatch.setattr(account.handle.prepared.store, "clock", lambda: 1_800_000_000.0)
    (key,) = account.run(place.vswitch, place.group, **asked)
    assert account.instance(key)["ExpiredTime"] == "2027-02-14T08:00Z"


def test_passwords_are_kept_nowhere(account: Account, place: Place) -> None:
    (key,) = account.run(place.vswitch, place.group, Password="Topsecret-1")
    account.call("ModifyInstanceAttribute", InstanceId=key, Password="Topsecret-2")
    everything = json.dumps([account.handle.state(), account.instance(key), account.handle.actions])
    assert "Topsecret" not in everything


WRONG = [
    ({"ImageId": "m-none"}, "InvalidImageId.NotFound", "m-none"),
    ({"ImageId": ""}, "MissingParameter.ImageId", "ImageId"),
    ({"ImageId": "", "ImageFamily": "acs:none"}, "InvalidImageFamily.NotFound", "acs:none"),
    ({"InstanceType": "ecs.g99.large"}, "InvalidInstanceType.ValueNotSupported", "ecs.g99.large"),
    ({"InstanceType": "ecs.g8y.large"}, "ImageNotSupportInstanceType", "ecs.g8y.large"),
    ({"VSwitchId": "vsw-none"}, "InvalidVSwitchId.NotFound", "vsw-none"),
    ({"VSwitchId": ""}, "MissingParameter.VSwitchId", "VSwitchId"),
    ({"ZoneId": "cn-hangzhou-i"}, "InvalidParameter.NotMatch", "cn-hangzhou-i"),
    ({"SecurityGroupIds": []}, "MissingParameter.SecurityGroupId", "SecurityGroupId"),
    ({"SecurityGroupIds": ["sg-none"]}, "InvalidSecurityGroupId.NotFound", "sg-none"),
    ({"PrivateIpAddress": "10.0.2.9"}, "InvalidPrivateIpAddress.Malformed", "10.0.2.9"),
    ({"PrivateIpAddress": "10.0.1.0"}, "InvalidPrivateIpAddress.Malformed", "10.0.1.0"),
    ({"PrivateIpAddress": "mine"}, "InvalidPrivateIpAddress.Malformed", "mine"),
    ({"KeyPairName": "none"}, "InvalidKeyPair.NotFound", "none"),
    ({"Password": "weak"}, "InvalidPassword.Malformed", "Password"),
    ({"UserData": "not base64!"}, "InvalidUserData.Base64FormatInvalid", "UserData"),
    ({"UserData": base64.b64encode(b"x" * 32769).decode()}, "InvalidUserData.SizeExceeded", "32 KiB"),
    ({"InstanceName": "x"}, "InvalidInstanceName.Malformed", "'x'"),
    ({"HostName": "a_b"}, "InvalidHostName.Malformed", "a_b"),
    ({"InternetMaxBandwidthOut": 101}, "InvalidInternetMaxBandwidthOut.ValueNotSupported", "0..100"),
    ({"InstanceChargeType": "Free"}, "InvalidInstanceChargeType.ValueNotSupported", "Free"),
    ({"InternetChargeType": "Free"}, "InvalidInternetChargeType.ValueNotSupported", "Free"),
    ({"SpotStrategy": "Free"}, "InvalidSpotStrategy.ValueNotSupported", "Free"),
    ({"SpotPriceLimit": "much"}, "InvalidParameter.SpotPriceLimit", "much"),
    ({"Amount": 101}, "InvalidParameter.Amount", "1..100"),
    ({"SystemDisk": {"Category": "tape"}}, "InvalidSystemDiskCategory.ValueNotSupported", "tape"),
    ({"SystemDisk": {"Size": 3000}}, "InvalidSystemDiskSize.ValueNotSupported", "20..2048"),
    ({"SystemDisk": {"Size": "big"}}, "InvalidParameter.Size", "big"),
    ({"DataDisk": [{"Size": 1, "Category": "cloud_essd"}]}, "InvalidDataDiskSize.ValueNotSupported", "20..65536"),
    ({"DataDisk": [{"Category": "tape"}]}, "InvalidDataDiskCategory.ValueNotSupported", "tape"),
    ({"DataDisk": [{"Size": 20}] * 17}, "InstanceDiskNumLimitExceed", "disk"),
    ({"NetworkInterface": [{"InstanceType": "Secondary"}] * 3}, "EniPerInstanceLimitExceeded", "ecs.g7.large takes 3"),
    ({"InstanceChargeType": "PrePaid", "DeletionProtection": True}, "InvalidChargeType.ValueNotSupported", "postPaid"),
    ({"LaunchTemplateName": "none"}, "InvalidLaunchTemplate.NotFound", "none"),
]


@pytest.mark.parametrize(("query", "code", "message"), WRONG)
def test_a_wrong_order_makes_nothing(
    account: Account, place: Place, query: dict[str, Any], code: str, message: str
) -> None:
    before = account.handle.state()["kinds"]
    refused = account.refusal("RunInstances", **order(place, **query))
    assert refused[0] == code
    assert message in refused[1]
    assert account.handle.state()["kinds"] == before


def test_a_windows_disk_holds_its_image(account: Account, place: Place) -> None:
    image = "win2022_21H2_x64_dtc_en-us_40G_alibase_20250117.vhd"
    refused = account.refusal("RunInstances", **order(place, ImageId=image, SystemDisk={"Size": 30}))
    assert refused[0] == "InvalidSystemDiskSize.LessThanImageSize"


def test_groups_must_be_of_the_vswitch_s_vpc_and_of_one_type(account: Account, place: Place) -> None:
    far = account.group(account.vpc("172.16.0.0/12"))
    refused = account.refusal("RunInstances", **order(place, SecurityGroupIds=[far]))
    assert refused[0] == "OperationDenied.InconsistentNetwork"
    advanced = account.group(place.vpc, SecurityGroupType="enterprise")
    refused = account.refusal("RunInstances", **order(place, SecurityGroupIds=[place.group, advanced]))
    assert refused[0] == "EnterpriseGroupLimited.MutliGroupType"
    refused = account.refusal("RunInstances", **order(place, SecurityGroupIds=[place.group, place.group]))
    assert refused[0] == "InvalidParameter.SecurityGroupIdRepeated"


def test_an_address_is_given_once(account: Account, place: Place) -> None:
    account.run(place.vswitch, place.group, PrivateIpAddress="10.0.1.9")
    refused = account.refusal("RunInstances", **order(place, PrivateIpAddress="10.0.1.9"))
    assert refused[0] == "InvalidPrivateIpAddress.Duplicated"


def test_a_full_vswitch_takes_no_more(account: Account, place: Place) -> None:
    small = account.vswitch(place.vpc, "10.0.9.0/29")
    account.run(small, place.group, Amount=4)
    refused = account.refusal("RunInstances", **order(place, VSwitchId=small))
    assert refused[0] == "InvalidVSwitchId.IpNotEnough"


def test_the_same_client_token_runs_one_instance(account: Account, place: Place) -> None:
    asked = order(place, ClientToken="TF-RunInstances-1")
    first, again = account.call("RunInstances", **asked), account.call("RunInstances", **asked)
    assert first["InstanceIdSets"] == again["InstanceIdSets"]
    assert account.handle.state()["kinds"]["instance"] == 1


def test_the_older_form_makes_one_stopped_instance(account: Account, place: Place) -> None:
    asked = {"ImageId": IMAGE, "InstanceType": "ecs.g6.large", "VSwitchId": place.vswitch}
    key = account.call("CreateInstance", SecurityGroupId=place.group, **asked)["InstanceId"]
    assert account.instance(key)["Status"] == "Stopped"
