"""A live account's scaling groups: machines that are as their group starts them are one fleet, as in a plan."""

import json
from typing import Any

import pytest

from tests.emulator.api import Api
from tests.snapshot.account import SERVER, Account
from tests.snapshot.test_live import ALB, NLB, forwarded, said
from yett_emulator.handle import EmulatorHandle
from yett_policies.snapshot.cloud_api import CloudApi
from yett_policies.snapshot.live import read_live, resources_of

ESS = "2014-08-28"


class Fleet(Account):
    """The account with a scaling group of two machines that listen to ssh, named "web"."""

    def __init__(self, emulator: EmulatorHandle) -> None:
        super().__init__(emulator)
        self.ess = Api(emulator, ESS)
        self.admit(self.group_id)
        sizes = {"MinSize": 2, "MaxSize": 3, "VSwitchIds": [self.vswitch_id], "ScalingGroupName": "web"}
        self.fleet_id = str(self.ess("CreateScalingGroup", **sizes)["ScalingGroupId"])

    def enable(self, **values: Any) -> list[str]:
        """Enable the group with a configuration of these values; its machines."""
        wanted = {**SERVER, "SecurityGroupId": self.group_id, "ScalingConfigurationName": "fleet", **values}
        made = self.ess("CreateScalingConfiguration", ScalingGroupId=self.fleet_id, **wanted)
        key = made["ScalingConfigurationId"]
        self.ess("EnableScalingGroup", ScalingGroupId=self.fleet_id, ActiveScalingConfigurationId=key)
        return self.machines()

    def machines(self) -> list[str]:
        rows = self.ess("DescribeScalingInstances", ScalingGroupId=self.fleet_id)["ScalingInstances"]["ScalingInstance"]
        return [str(row["InstanceId"]) for row in rows]

    def read(self, kind: str) -> list[str | None]:
        """The ids of a type that are read."""
        found = resources_of(CloudApi.from_environment(self.emulator.env))
        return [one.id for one in found if one.type == f"alicloud_{kind}"]


@pytest.fixture
def fleet(alicloud_emulator: EmulatorHandle) -> Fleet:
    return Fleet(alicloud_emulator)


def reached(fleet: Fleet) -> set[tuple[str, str]]:
    return {(name, ports) for name, _, ports, _, _ in said(fleet.judged())}


def test_machines_with_public_bandwidth_are_one_fleet(fleet: Fleet) -> None:
    fleet.enable(InternetMaxBandwidthOut=5)
    assert reached(fleet) == {("fleet", "tcp 22")}
    assert fleet.read("instance") == []


def test_a_fleet_is_behind_the_balancers_that_its_group_serves(fleet: Fleet) -> None:
    spec = {"AddressType": "internet", "LoadBalancerSpec": "slb.s2.small", "LoadBalancerName": "site"}
    balancer = fleet.slb("CreateLoadBalancer", **spec)["LoadBalancerId"]
    port = {"ListenerPort": "443", "BackendServerPort": "22", "Bandwidth": "-1"}
    fleet.slb("CreateLoadBalancerTCPListener", LoadBalancerId=balancer, **port)
    fleet.slb("StartLoadBalancerListener", LoadBalancerId=balancer, ListenerPort="443")
    fleet.enable()
    fleet.ess("AttachLoadBalancers", ScalingGroupId=fleet.fleet_id, LoadBalancer=[balancer], ForceAttach=True)
    assert reached(fleet) == {("site", "tcp 443"), ("fleet", "tcp 443")}
    assert fleet.read("instance") == []


@pytest.mark.parametrize(("version", "kind"), [(ALB, "ALB"), (NLB, "NLB")])
def test_a_fleet_is_a_member_of_every_server_group_that_its_group_serves(fleet: Fleet, version: str, kind: str) -> None:
    protocol = {"ALB": "HTTP", "NLB": "TCP"}[kind]
    group = {"ServerGroupName": "backs", "VpcId": fleet.vpc_id, "Protocol": protocol}
    target = Api(fleet.emulator, version)("CreateServerGroup", **group)["ServerGroupId"]
    fleet.enable()
    place = {"ServerGroupId": target, "Port": 8080, "Weight": 50, "Type": kind}
    fleet.ess("AttachServerGroups", ScalingGroupId=fleet.fleet_id, ServerGroup=[place], ForceAttach=True)
    listed = Api(fleet.emulator, version)("ListServerGroupServers", ServerGroupId=target)["Servers"]
    assert sorted(row["ServerId"] for row in listed) == sorted(fleet.machines())
    network = read_live(CloudApi.from_environment(fleet.emulator.env))
    (members,) = [one.members for one in network.server_groups.values()]
    assert [(network.interfaces[str(one.target)].name, one.port) for one in members] == [("fleet", 8080)]


def test_a_fleet_by_launch_template_is_named_as_its_group(fleet: Fleet) -> None:
    words = {**SERVER, "SecurityGroupId": fleet.group_id, "InternetMaxBandwidthOut": 5}
    template = fleet.ecs("CreateLaunchTemplate", LaunchTemplateName="start", **words)["LaunchTemplateId"]
    fleet.ess("EnableScalingGroup", ScalingGroupId=fleet.fleet_id, LaunchTemplateId=template)
    assert reached(fleet) == {("web", "tcp 22")}
    assert fleet.read("instance") == []


def other_group(fleet: Fleet, machine: str) -> None:
    more = fleet.group()
    fleet.admit(more, PortRange="3306/3306")
    fleet.ecs("JoinSecurityGroup", InstanceId=machine, SecurityGroupId=more)


def eip(fleet: Fleet, machine: str) -> None:
    fleet.eip(machine, "EcsInstance")


def forward(fleet: Fleet, machine: str) -> None:
    forwarded(fleet, fleet.private_ip(machine))


def vserver_group(fleet: Fleet, machine: str) -> None:
    """A server group that the scaling group knows nothing of."""
    spec = {"AddressType": "internet", "LoadBalancerSpec": "slb.s2.small"}
    balancer = fleet.slb("CreateLoadBalancer", **spec)["LoadBalancerId"]
    servers = json.dumps([{"ServerId": machine, "Port": "22", "Weight": "100"}])
    fleet.slb("CreateVServerGroup", LoadBalancerId=balancer, VServerGroupName="own", BackendServers=servers)


@pytest.mark.parametrize("change", [other_group, eip, forward, vserver_group], ids=lambda change: change.__name__)
def test_a_machine_that_something_tells_from_the_others_stays_beside_its_fleet(fleet: Fleet, change: Any) -> None:
    first, _ = fleet.enable()
    change(fleet, first)
    assert fleet.read("instance") == [first]


def test_an_attached_machine_is_no_part_of_the_fleet(fleet: Fleet) -> None:
    fleet.enable()
    own = fleet.instance("own")
    fleet.ess("AttachInstances", ScalingGroupId=fleet.fleet_id, InstanceId=[own])
    assert fleet.read("instance") == [own]


def test_a_group_without_machines_is_the_fleet_that_it_would_start(fleet: Fleet) -> None:
    fleet.ess("ModifyScalingGroup", ScalingGroupId=fleet.fleet_id, MinSize=0)
    assert fleet.enable(InternetMaxBandwidthOut=5) == []
    assert reached(fleet) == {("fleet", "tcp 22")}
