"""Disks: made in a zone, hung on instances, grown, given up."""

from typing import Any

import pytest

from tests.emulator.ecs.account import Account, Place


def disk(account: Account, **query: Any) -> str:
    usual = {"ZoneId": "cn-hangzhou-h", "Size": 20, "DiskCategory": "cloud_essd", "DiskName": "data"}
    return str(account.call("CreateDisk", **(usual | query))["DiskId"])


def shown(account: Account, key: str) -> dict[str, Any]:
    (found,) = account.call("DescribeDisks", DiskIds=f'["{key}"]')["Disks"]["Disk"]
    return dict(found)


def test_a_disk_hangs_on_an_instance_of_its_zone(account: Account, place: Place, server: str) -> None:
    key = disk(account)
    account.call("AttachDisk", DiskId=key, InstanceId=server)
    found = shown(account, key)
    assert (found["Status"], found["InstanceId"], found["Device"]) == ("In_use", server, "/dev/xvdb")
    assert found["Attachments"]["Attachment"][0]["InstanceId"] == server
    assert account.refusal("AttachDisk", DiskId=key, InstanceId=server)[0] == "IncorrectDiskStatus"
    assert account.refusal("DeleteDisk", DiskId=key)[0] == "IncorrectDiskStatus"
    account.call("DetachDisk", DiskId=key, InstanceId=server)
    assert shown(account, key)["Status"] == "Available"
    assert account.refusal("DetachDisk", DiskId=key, InstanceId=server)[0] == "InvalidDisk.AlreadyDetached"
    account.call("DeleteDisk", DiskId=key)
    assert account.refusal("DeleteDisk", DiskId=key)[0] == "InvalidDiskId.NotFound"


def test_a_disk_of_another_zone_is_not_attached(account: Account, server: str) -> None:
    key = disk(account, ZoneId="cn-hangzhou-i")
    assert account.refusal("AttachDisk", DiskId=key, InstanceId=server)[0] == "ResourcesNotInSameZone"


def test_a_disk_may_be_made_on_an_instance(account: Account, server: str) -> None:
    key = disk(account, ZoneId=None, InstanceId=server)
    assert (shown(account, key)["InstanceId"], shown(account, key)["ZoneId"]) == (server, "cn-hangzhou-h")


def test_an_instance_takes_seventeen_disks(account: Account, server: str) -> None:
    for _ in range(16):
        disk(account, ZoneId=None, InstanceId=server)
    code, _ = account.refusal("CreateDisk", InstanceId=server, Size=20)
    assert code == "InstanceDiskLimitExceeded"
    free = disk(account)
    assert account.refusal("AttachDisk", DiskId=free, InstanceId=server)[0] == "InstanceDiskLimitExceeded"


def test_a_system_disk_leaves_a_stopped_instance_only(account: Account, server: str) -> None:
    (system,) = account.call("DescribeDisks", InstanceId=server, DiskType="system")["Disks"]["Disk"]
    code, _ = account.refusal("DetachDisk", DiskId=system["DiskId"], InstanceId=server)
    assert code == "IncorrectInstanceStatus"


def test_disks_grow_and_do_not_shrink(account: Account) -> None:
    key = disk(account)
    account.call("ResizeDisk", DiskId=key, NewSize=40)
    assert shown(account, key)["Size"] == 40
    assert account.refusal("ResizeDisk", DiskId=key, NewSize=30)[0] == "InvalidDiskSize.TooSmall"
    assert account.refusal("ResizeDisk", DiskId=key, NewSize=99999)[0] == "InvalidDiskSize.NotSupported"


def test_attributes_spec_and_billing_change(account: Account, server: str) -> None:
    key = disk(account)
    account.call("ModifyDiskAttribute", DiskId=key, DiskName="log", Description="d", DeleteWithInstance=False)
    account.call("ModifyDiskSpec", DiskId=key, PerformanceLevel="PL2")
    account.call("ModifyDiskChargeType", DiskIds=f'["{key}"]', InstanceId=server, DiskChargeType="PrePaid")
    found = shown(account, key)
    assert (found["DiskName"], found["Description"], found["DeleteWithInstance"]) == ("log", "d", False)
    assert (found["PerformanceLevel"], found["DiskChargeType"]) == ("PL2", "PrePaid")
    code, _ = account.refusal("ModifyDiskSpec", DiskId=key, PerformanceLevel="PL9")
    assert code == "InvalidPerformanceLevel.Malformed"
    account.call("ModifyDiskSpec", DiskId=key, DiskCategory="cloud_auto")
    assert (shown(account, key)["Category"], shown(account, key)["PerformanceLevel"]) == ("cloud_auto", "")


def test_lists_filter(account: Account, server: str) -> None:
    key = disk(account, Tag=[{"Key": "a", "Value": "b"}])
    (system,) = account.call("DescribeDisks", InstanceId=server)["Disks"]["Disk"]

    def keys(**query: Any) -> list[str]:
        return account.ids("DescribeDisks", "Disks", "Disk", "DiskId", **query)

    assert keys() == keys(DiskType="all", Status="All") == [system["DiskId"], key]
    assert keys(DiskType="data") == keys(Status="Available") == keys(DiskName="da*") == keys(Portable=True) == [key]
    assert keys(Tag=[{"Key": "a"}]) == keys(Category="cloud_essd", Status="Available") == [key]
    assert keys(DiskType="system") == keys(Status="In_use") == [system["DiskId"]]
    assert keys(ZoneId="cn-hangzhou-i") == keys(Encrypted=True) == keys(RegionId="cn-beijing") == []


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"ZoneId": None}, "MissingParameter.ZoneId"),
        ({"ZoneId": "cn-hangzhou-z"}, "InvalidZoneId.NotFound"),
        ({"Size": None}, "MissingParameter.Size"),
        ({"Size": 1}, "InvalidDataDiskSize.ValueNotSupported"),
        ({"DiskCategory": "tape"}, "InvalidDataDiskCategory.ValueNotSupported"),
        ({"InstanceId": "i-none"}, "InvalidInstanceId.NotFound"),
        ({"PerformanceLevel": "PL9"}, "InvalidPerformanceLevel.Malformed"),
    ],
)
def test_a_wrong_disk_is_not_created(account: Account, query: dict[str, Any], code: str) -> None:
    usual = {"ZoneId": "cn-hangzhou-h", "Size": 20, "DiskCategory": "cloud_essd"}
    assert account.refusal("CreateDisk", **(usual | query))[0] == code
    assert account.call("DescribeDisks")["TotalCount"] == 0
