"""What balancers stand on, built by the official VPC and ECS SDKs: two vSwitches, a group, two instances."""

from tests.emulator.conformance import Step
from tests.emulator.wording import of

VPC, ECS = "alibabacloud_vpc20160428", "alibabacloud_ecs20140526"
ZONES = ("cn-hangzhou-h", "cn-hangzhou-i")
SERVER = {
    "ImageId": "ubuntu_22_04_x64_20G_alibase_20250113.vhd",
    "InstanceType": "ecs.g7.large",
    "SystemDisk": {"Category": "cloud_essd"},
}
INSTANCE = "InstanceIdSets.InstanceIdSet.0"


def instance(name: str) -> Step:
    request = of(VSwitchId="$vswitch_1", SecurityGroupId="$group", ZoneId=ZONES[0], **SERVER)
    return Step("RunInstances", request, {name: INSTANCE}, sdk=ECS)


def vswitch(number: int) -> Step:
    cidr, zone = f"10.0.{number}.0/24", ZONES[number - 1]
    request = of(VpcId="$vpc", CidrBlock=cidr, ZoneId=zone)
    return Step("CreateVSwitch", request, {f"vswitch_{number}": "VSwitchId"}, sdk=VPC)


GROUND = [
    Step("CreateVpc", of(CidrBlock="10.0.0.0/16"), {"vpc": "VpcId"}, sdk=VPC),
    vswitch(1),
    vswitch(2),
    Step("CreateSecurityGroup", of(VpcId="$vpc"), {"group": "SecurityGroupId"}, sdk=ECS),
    instance("i_1"),
    instance("i_2"),
]
"""Keeps vpc, vswitch_1, vswitch_2, group, i_1, i_2."""

MAPPINGS = [
    {"ZoneId": ZONES[0], "VSwitchId": "$vswitch_1"},
    {"ZoneId": ZONES[1], "VSwitchId": "$vswitch_2"},
]
