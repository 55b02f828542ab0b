"""What an InstanceGroup says of its machines, ordered from the account in the API's own words and read back."""

from typing import Any

import pytest

from tests.components.recorder import record
from tests.emulator.ecs.account import IMAGE, Account, Place
from yett import InstanceGroup

SPEC: dict[str, Any] = {
    "image_id": IMAGE,
    "instance_type": "ecs.g7.large",
    "machines": {"jump": "cn-hangzhou-h"},
    "key_pair_name": "operators",
    "ram_role_name": "reader",
    "system_disk_category": "cloud_essd",
    "system_disk_size": 60,
    "system_disk_performance_level": "PL0",
    "system_disk_encrypted": True,
    "data_disks": [{"size": 100, "encrypted": True, "kept": True}, {"size": 30, "category": "cloud_ssd"}],
    "user_data": "#!/bin/sh\n",
    "deletion_protection": True,
}
WORDS = {
    "imageId": "ImageId",
    "instanceType": "InstanceType",
    "instanceName": "InstanceName",
    "vswitchId": "VSwitchId",
    "securityGroups": "SecurityGroupIds",
    "keyName": "KeyPairName",
    "roleName": "RamRoleName",
    "deletionProtection": "DeletionProtection",
    "internetMaxBandwidthOut": "InternetMaxBandwidthOut",
    "httpTokens": "HttpTokens",
    "httpEndpoint": "HttpEndpoint",
}
"""The provider's words for an instance -> those of RunInstances (emulator-surface: resource alicloud_instance)."""
DISK = {
    "size": "Size",
    "category": "Category",
    "encrypted": "Encrypted",
    "performanceLevel": "PerformanceLevel",
    "deleteWithInstance": "DeleteWithInstance",
}


def ordered(inputs: dict[str, Any]) -> dict[str, Any]:
    """RunInstances, as the provider sends it for these inputs."""
    system = {word: inputs[f"systemDisk{word}"] for word in ("Category", "Size", "PerformanceLevel", "Encrypted")}
    data = [{DISK[word]: value for word, value in disk.items()} for disk in inputs["dataDisks"]]
    return {**{WORDS[word]: inputs[word] for word in WORDS}, "SystemDisk": system, "DataDisk": data}


@pytest.fixture
def machine(account: Account, place: Place) -> str:
    """The group's one machine."""
    account.call("CreateKeyPair", KeyPairName=SPEC["key_pair_name"])
    wired: Any = {"vswitch_ids": {"cn-hangzhou-h": place.vswitch}, "security_group_ids": [place.group]}
    (inputs,) = record(lambda: InstanceGroup("app", {"spec": SPEC, **wired})).of("Instance").values()
    (key,) = account.call("RunInstances", **ordered(inputs))["InstanceIdSets"]["InstanceIdSet"]
    return str(key)


def test_a_machine_has_the_role_the_key_and_the_protection_that_were_said(account: Account, machine: str) -> None:
    roles = account.call("DescribeInstanceRamRole", InstanceIds=f'["{machine}"]')["InstanceRamRoleSets"]
    assert roles["InstanceRamRoleSet"] == [{"InstanceId": machine, "RamRoleName": "reader"}]
    shown = account.instance(machine)
    assert (shown["KeyPairName"], shown["DeletionProtection"], shown["PublicIpAddress"]["IpAddress"]) == (
        "operators",
        True,
        [],
    )
    assert shown["MetadataOptions"]["HttpTokens"] == "required"
    code, _ = account.refusal("DeleteInstance", InstanceId=machine, Force=True)
    assert code == "InvalidOperation.DeletionProtection"


def test_its_disks_are_those_of_the_spec(account: Account, machine: str) -> None:
    found = account.call("DescribeDisks", InstanceId=machine)["Disks"]["Disk"]
    assert {
        disk["Device"]: (disk["Size"], disk["Category"], disk["Encrypted"], disk["DeleteWithInstance"])
        for disk in found
    } == {
        "/dev/xvda": (60, "cloud_essd", True, True),
        "/dev/xvdb": (100, "cloud_essd", True, False),
        "/dev/xvdc": (30, "cloud_ssd", False, True),
    }
    assert next(disk["PerformanceLevel"] for disk in found if disk["Type"] == "system") == "PL0"
