"""An ALB and an NLB account with a VPC of two zones, a security group and an instance."""

from dataclasses import dataclass
from typing import Any

import pytest

from tests.emulator.api import ECS, VPC, Api
from yett_emulator.handle import EmulatorHandle

ALB, NLB = "2020-06-16", "2022-04-30"
IMAGE = "ubuntu_22_04_x64_20G_alibase_20250113.vhd"


@dataclass(frozen=True)
class Network:
    """Ids of what a balancer stands on."""

    vpc: str
    mappings: list[dict[str, str]]
    group: str
    instance: str


@dataclass(frozen=True)
class Ground:
    """A client of one product, and the network."""

    api: Api
    network: Network

    def balancer(self, **more: Any) -> str:
        made: dict[str, Any] = {"AddressType": "Intranet", "VpcId": self.network.vpc}
        made |= {"ZoneMappings": self.network.mappings}
        if self.api.version == ALB:
            made |= {"LoadBalancerEdition": "Standard", "LoadBalancerBillingConfig": {"PayType": "PostPay"}}
        answer = self.api("CreateLoadBalancer", **{**made, **more})
        return str(answer.get("LoadBalancerId") or answer["LoadbalancerId"])

    def servers(self, *servers: dict[str, Any], **more: Any) -> str:
        key = self.api("CreateServerGroup", **{"ServerGroupName": "web", "VpcId": self.network.vpc, **more})
        if servers:
            self.api("AddServersToServerGroup", ServerGroupId=key["ServerGroupId"], Servers=list(servers))
        return str(key["ServerGroupId"])

    def members(self, group: str) -> list[tuple[str, int, int]]:
        rows = self.api("ListServerGroupServers", ServerGroupId=group)["Servers"]
        return [(row["ServerId"], row["Port"], row["Weight"]) for row in rows]


@pytest.fixture
def network(emulator: EmulatorHandle) -> Network:
    vpcs, ecs = Api(emulator, VPC), Api(emulator, ECS)
    vpc = vpcs("CreateVpc", CidrBlock="10.0.0.0/16")["VpcId"]
    mappings = []
    for number, zone in enumerate(("cn-hangzhou-h", "cn-hangzhou-i"), 1):
        made = vpcs("CreateVSwitch", VpcId=vpc, CidrBlock=f"10.0.{number}.0/24", ZoneId=zone)
        mappings.append({"ZoneId": zone, "VSwitchId": made["VSwitchId"]})
    group = ecs("CreateSecurityGroup", VpcId=vpc)["SecurityGroupId"]
    wanted = {"ImageId": IMAGE, "InstanceType": "ecs.g7.large", "SystemDisk": {"Category": "cloud_essd"}}
    made = ecs("RunInstances", VSwitchId=mappings[0]["VSwitchId"], SecurityGroupId=group, **wanted)
    return Network(vpc, mappings, group, made["InstanceIdSets"]["InstanceIdSet"][0])


@pytest.fixture(params=[ALB, NLB], ids=["alb", "nlb"])
def either(request: pytest.FixtureRequest, emulator: EmulatorHandle, network: Network) -> Ground:
    """Both products, one after the other: what they have in common holds for each."""
    return Ground(Api(emulator, request.param), network)


@pytest.fixture
def alb(emulator: EmulatorHandle, network: Network) -> Ground:
    return Ground(Api(emulator, ALB), network)


@pytest.fixture
def nlb(emulator: EmulatorHandle, network: Network) -> Ground:
    return Ground(Api(emulator, NLB), network)
