"""The route tables of a live account: each vswitch obeys its own, and every route that exists is shown."""

import pytest

from tests.emulator.api import PEER, Api
from yett_emulator.handle import EmulatorHandle
from yett_policies.exposure import analyse, vpc_zone
from yett_policies.snapshot.cloud_api import CloudApi
from yett_policies.snapshot.live import read_live

from .account import Account
from .test_live import said


@pytest.fixture
def account(alicloud_emulator: EmulatorHandle) -> Account:
    return Account(alicloud_emulator)


def system_table(account: Account, vpc: str) -> str:
    found = account.vpc("DescribeRouteTableList", VpcId=vpc)["RouterTableList"]["RouterTableListType"]
    return str(next(one["RouteTableId"] for one in found if one["RouteTableType"] == "System"))


def own_table(account: Account, vswitch: str) -> str:
    """A custom table that a vswitch obeys."""
    table = account.vpc("CreateRouteTable", VpcId=account.vpc_id)["RouteTableId"]
    account.vpc("AssociateRouteTable", RouteTableId=table, VSwitchId=vswitch)
    return str(table)


def route(account: Account, table: str, destination: str, kind: str, hop: str) -> None:
    where = {"RouteTableId": table, "DestinationCidrBlock": destination}
    account.vpc("CreateRouteEntry", **where, NextHopType=kind, NextHopId=hop)


def test_an_ipv4_gateway_that_is_on_leaves_only_vswitches_with_a_route_to_it(account: Account) -> None:
    address = account.eip(account.instance("web"), "EcsInstance")
    account.admit(account.group_id)
    row = ("web", address, "tcp 22", ("22",), ("0.0.0.0/0",))
    gateway = account.vpc("CreateIpv4Gateway", VpcId=account.vpc_id)["Ipv4GatewayId"]
    assert said(account.judged()) == {row}
    account.vpc("EnableVpcIpv4Gateway", Ipv4GatewayId=gateway)
    assert account.judged().exposures == ()
    route(account, system_table(account, account.vpc_id), "0.0.0.0/0", "Ipv4Gateway", gateway)
    assert said(account.judged()) == {row}
    table = own_table(account, account.vswitch_id)
    assert account.judged().exposures == ()
    route(account, table, "128.0.0.0/1", "Ipv4Gateway", gateway)
    assert said(account.judged()) == {(*row[:4], ("128.0.0.0/1",))}


def test_a_default_route_that_somebody_removed_leaves_a_forward_entry_undecided(account: Account) -> None:
    instance = account.instance("jump")
    account.admit(account.group_id)
    nat = account.vpc("CreateNatGateway", VpcId=account.vpc_id, VSwitchId=account.vswitch_id, NatType="Enhanced")
    entry = {"ExternalPort": "10022", "IpProtocol": "tcp", "InternalPort": "22"}
    account.vpc(
        "CreateForwardEntry",
        ForwardTableId=nat["ForwardTableIds"]["ForwardTableId"][0],
        ExternalIp=account.eip(nat["NatGatewayId"], "Nat"),
        InternalIp=account.private_ip(instance),
        **entry,
    )
    assert [e.verdict for e in account.judged().exposures] == ["reachable"]
    table = system_table(account, account.vpc_id)
    where = {"RouteTableId": table, "DestinationCidrBlock": "0.0.0.0/0"}
    account.vpc("DeleteRouteEntry", **where, NextHopId=nat["NatGatewayId"])
    assert [e.verdict for e in account.judged().exposures] == ["indeterminate"]
    route(account, own_table(account, account.vswitch_id), "0.0.0.0/0", "NatGateway", nat["NatGatewayId"])
    assert [e.verdict for e in account.judged().exposures] == ["reachable"]


def test_a_peering_reaches_the_vswitch_whose_table_routes_over_it(account: Account) -> None:
    account.admit(account.group_id, SourceCidrIp="172.16.0.0/16")
    place = {"VpcId": account.vpc_id, "CidrBlock": "10.0.1.0/24", "ZoneId": "cn-hangzhou-h"}
    account.instance("web")
    account.instance("other", VSwitchId=account.vpc("CreateVSwitch", **place)["VSwitchId"])
    far = account.vpc("CreateVpc", CidrBlock="172.16.0.0/16", VpcName="far")["VpcId"]
    ends = {"VpcId": account.vpc_id, "AcceptingVpcId": far, "AcceptingRegionId": "cn-hangzhou"}
    link = Api(account.emulator, PEER)("CreateVpcPeerConnection", **ends, AcceptingAliUid="1234567890123456")
    route(account, system_table(account, far), "10.0.0.0/16", "VpcPeer", link["InstanceId"])
    route(account, own_table(account, account.vswitch_id), "172.16.0.0/16", "VpcPeer", link["InstanceId"])
    network = read_live(CloudApi.from_environment(account.emulator.env))
    (zone,) = (vpc_zone(vpc) for vpc in network.vpcs.values() if vpc.name == "far")
    assert {(e.name, e.verdict) for e in analyse(network, zone).exposures} == {("web", "reachable")}


def test_a_table_that_steers_what_comes_in_is_said(account: Account) -> None:
    gateway = account.vpc("CreateIpv4Gateway", VpcId=account.vpc_id)["Ipv4GatewayId"]
    account.vpc("EnableVpcIpv4Gateway", Ipv4GatewayId=gateway)
    table = account.vpc("CreateRouteTable", VpcId=account.vpc_id, AssociateType="Gateway")["RouteTableId"]
    account.vpc("AssociateRouteTableWithGateway", RouteTableId=table, GatewayId=gateway, GatewayType="IPv4Gateway")
    kinds = [one.type for one in account.judged().unmodelled]
    assert "alicloud_vpc_gateway_route_table_attachment" in kinds
