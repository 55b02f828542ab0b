"""An account with Auto Scaling: a VPC of two zones, a security group, and groups that the tests make in it."""

from dataclasses import dataclass
from typing import Any

import pytest

from tests.emulator.api import ECS, SLB, VPC, Api
from yett_emulator.handle import EmulatorHandle

ESS = "2014-08-28"
IMAGE = "ubuntu_22_04_x64_20G_alibase_20250113.vhd"
Row = dict[str, Any]


@dataclass(frozen=True)
class Scaling:
    """Clients, and the ids of what a scaling group stands on."""

    ess: Api
    ecs: Api
    slb: Api
    vpc_id: str
    vswitches: list[str]
    security_group: str

    def group(self, **values: Any) -> str:
        """A group of 0 to 3 machines in both zones."""
        wanted = {"MinSize": 0, "MaxSize": 3, "VSwitchIds": self.vswitches, **values}
        return str(self.ess("CreateScalingGroup", **wanted)["ScalingGroupId"])

    def configuration(self, group: str, **values: Any) -> str:
        wanted = {"ImageId": IMAGE, "InstanceType": "ecs.g7.large", "SecurityGroupId": self.security_group, **values}
        answer = self.ess("CreateScalingConfiguration", ScalingGroupId=group, **wanted)
        return str(answer["ScalingConfigurationId"])

    def enabled(self, group: str, **values: Any) -> str:
        """The group, enabled with a new configuration."""
        key = self.configuration(group, **values)
        self.ess("EnableScalingGroup", ScalingGroupId=group, ActiveScalingConfigurationId=key)
        return group

    def shown(self, group: str) -> Row:
        (row,) = self.ess("DescribeScalingGroups", ScalingGroupId=[group])["ScalingGroups"]["ScalingGroup"]
        return dict(row)

    def machines(self, group: str) -> list[Row]:
        found = self.ess("DescribeScalingInstances", ScalingGroupId=group)["ScalingInstances"]["ScalingInstance"]
        return list(found)

    def keys(self, group: str) -> list[str]:
        return [str(one["InstanceId"]) for one in self.machines(group)]

    def instances(self) -> list[Row]:
        return list(self.ecs("DescribeInstances", PageSize=100)["Instances"]["Instance"])

    def instance(self) -> str:
        """A machine of one's own."""
        wanted = {"ImageId": IMAGE, "InstanceType": "ecs.g7.large", "SecurityGroupId": self.security_group}
        made = self.ecs("RunInstances", VSwitchId=self.vswitches[0], **wanted)
        return str(made["InstanceIdSets"]["InstanceIdSet"][0])


@pytest.fixture
def scaling(emulator: EmulatorHandle) -> Scaling:
    vpc, ecs = Api(emulator, VPC), Api(emulator, ECS)
    vpc_id = str(vpc("CreateVpc", CidrBlock="10.0.0.0/16")["VpcId"])
    vswitches = [
        str(vpc("CreateVSwitch", VpcId=vpc_id, CidrBlock=f"10.0.{number}.0/24", ZoneId=zone)["VSwitchId"])
        for number, zone in enumerate(("cn-hangzhou-h", "cn-hangzhou-i"))
    ]
    group = str(ecs("CreateSecurityGroup", VpcId=vpc_id)["SecurityGroupId"])
    return Scaling(Api(emulator, ESS), ecs, Api(emulator, SLB), vpc_id, vswitches, group)
