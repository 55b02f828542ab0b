"""An account of the emulator, read as a live one."""

import json
from typing import Any

from tests.emulator.api import ECS, SLB, VPC, Api
from yett_emulator.handle import EmulatorHandle
from yett_policies.exposure import Analysis, analyse
from yett_policies.snapshot.cloud_api import CloudApi
from yett_policies.snapshot.live import read_live

ZONE = "cn-hangzhou-h"
SERVER = {"ImageId": "ubuntu_22_04_x64_20G_alibase_20250113.vhd", "InstanceType": "ecs.g7.large"}


class Account:
    """An account of the emulator with a VPC, a vswitch and a group, and what the tests add to it."""

    def __init__(self, emulator: EmulatorHandle) -> None:
        self.emulator = emulator
        self.vpc, self.ecs, self.slb = (Api(emulator, version) for version in (VPC, ECS, SLB))
        self.vpc_id = self.vpc("CreateVpc", CidrBlock="10.0.0.0/16")["VpcId"]
        place = {"VpcId": self.vpc_id, "CidrBlock": "10.0.0.0/24", "ZoneId": ZONE}
        self.vswitch_id = self.vpc("CreateVSwitch", **place)["VSwitchId"]
        self.group_id = self.group()

    def group(self, **values: Any) -> str:
        return str(self.ecs("CreateSecurityGroup", VpcId=self.vpc_id, **values)["SecurityGroupId"])

    def admit(self, group: str, **rule: Any) -> None:
        base = {"IpProtocol": "TCP", "PortRange": "22/22", "Policy": "accept", "Priority": "1"}
        permission = {**base, **rule}
        if not set(permission) & {"SourceCidrIp", "SourceGroupId", "Ipv6SourceCidrIp"}:
            permission["SourceCidrIp"] = "0.0.0.0/0"
        self.ecs("AuthorizeSecurityGroup", SecurityGroupId=group, Permissions=[permission])

    def instance(self, name: str, **values: Any) -> str:
        wanted = {"VSwitchId": self.vswitch_id, "SecurityGroupId": self.group_id, "ZoneId": ZONE, **SERVER, **values}
        disk = {"SystemDisk": {"Category": "cloud_essd"}}
        made = self.ecs("RunInstances", InstanceName=name, **wanted, **disk)
        return str(made["InstanceIdSets"]["InstanceIdSet"][0])

    def interface(self, name: str, instance: str) -> None:
        """One more interface of an instance, in the same group."""
        place = {"VSwitchId": self.vswitch_id, "SecurityGroupId": self.group_id}
        made = self.ecs("CreateNetworkInterface", NetworkInterfaceName=name, **place)
        self.ecs("AttachNetworkInterface", NetworkInterfaceId=made["NetworkInterfaceId"], InstanceId=instance)

    def eip(self, target: str, kind: str) -> str:
        made = self.vpc("AllocateEipAddress")
        self.vpc("AssociateEipAddress", AllocationId=made["AllocationId"], InstanceId=target, InstanceType=kind)
        return str(made["EipAddress"])

    def private_ip(self, instance: str) -> str:
        (found,) = self.ecs("DescribeInstances", InstanceIds=json.dumps([instance]))["Instances"]["Instance"]
        return str(found["VpcAttributes"]["PrivateIpAddress"]["IpAddress"][0])

    def judged(self) -> Analysis:
        return analyse(read_live(CloudApi.from_environment(self.emulator.env)))
