"""A law: whatever nonsense a parameter holds, the answer is the cloud's, never a broken emulator."""

import pytest

from tests.emulator.api import Api
from yett_emulator.ecs import SERVICE
from yett_emulator.shapes import shapes

HUGE, STRANGE = "99999999999999999999", "§["
GOOD = {
    "ImageId": "ubuntu_22_04_x64_20G_alibase_20250113.vhd",
    "InstanceType": "ecs.g7.large",
    "InstanceChargeType": "PrePaid",
    "IpProtocol": "tcp",
    "PortRange": "80/80",
    "SourceCidrIp": "10.0.0.0/8",
    "DestCidrIp": "10.0.0.0/8",
    "ZoneId": "cn-hangzhou-h",
    "Size": "20",
    "MaxEntries": "5",
    "PrefixListName": "office",
    "LaunchTemplateName": "web",
    "ResourceType": "instance",
}


@pytest.fixture
def ground(vpc: Api, ecs: Api) -> dict[str, str]:
    """Ids of one thing of each kind, by the parameter that names it."""
    network = vpc("CreateVpc", CidrBlock="10.0.0.0/8")["VpcId"]
    vswitch = vpc("CreateVSwitch", VpcId=network, CidrBlock="10.0.1.0/24", ZoneId="cn-hangzhou-h")["VSwitchId"]
    group = ecs("CreateSecurityGroup", VpcId=network)["SecurityGroupId"]
    server = {"ImageId": GOOD["ImageId"], "InstanceType": GOOD["InstanceType"], "VSwitchId": vswitch}
    instance = ecs("RunInstances", SecurityGroupId=group, **server)["InstanceIdSets"]["InstanceIdSet"][0]
    made = {"VSwitchId": vswitch, "SecurityGroupId": group, "InstanceId": instance, "ResourceId": instance}
    made["NetworkInterfaceId"] = ecs("CreateNetworkInterface", VSwitchId=vswitch, SecurityGroupId=group)[
        "NetworkInterfaceId"
    ]
    made["DiskId"] = ecs("CreateDisk", ZoneId="cn-hangzhou-h", Size=20)["DiskId"]
    return {**GOOD, **made, "InstanceIds": f'["{instance}"]'}


@pytest.mark.parametrize("action", sorted(SERVICE.operations))
def test_nonsense_is_answered_or_refused_and_never_breaks(action: str, ecs: Api, ground: dict[str, str]) -> None:
    parameters = shapes("Ecs")[action]["parameters"]
    usual = {name: value for name, value in ground.items() if name in parameters}
    for name in parameters:
        key = name.replace(".N", ".1") + (".1" if parameters[name] == "list" else "")
        value = HUGE if parameters[name] == "integer" else STRANGE
        request = {"Action": action, "Version": ecs.version, "RegionId": "cn-hangzhou", **usual, key: value}
        status, body = ecs.send(request)
        assert status < 500, (key, value, body)
