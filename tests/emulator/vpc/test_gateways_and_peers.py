"""High-availability addresses, IPv6 and IPv4 gateways and peer connections through HTTP."""

from typing import Any

import pytest

from tests.emulator.api import Api
from tests.emulator.vpc.conftest import Network

MINE = 1234567890123456


@pytest.fixture
def other(vpc: Api) -> str:
    return str(vpc("CreateVpc", CidrBlock="10.9.0.0/16")["VpcId"])


def request(network: Network, other: str, uid: int = MINE) -> dict[str, Any]:
    ends = {"VpcId": network.vpc, "AcceptingVpcId": other}
    return {**ends, "AcceptingRegionId": "cn-hangzhou", "AcceptingAliUid": uid, "Name": "p"}


def test_a_high_availability_address_is_of_its_vswitch(vpc: Api, network: Network) -> None:
    made = vpc("CreateHaVip", VSwitchId=network.vswitch, IpAddress="10.0.1.100", Name="h")
    rows = vpc("DescribeHaVips")["HaVips"]["HaVip"]
    assert [(row["HaVipId"], row["IpAddress"]) for row in rows] == [(made["HaVipId"], "10.0.1.100")]
    vpc("ModifyHaVipAttribute", HaVipId=made["HaVipId"], Name="i")
    filters = [{"Key": "Name", "Value": ["i"]}]
    assert vpc("DescribeHaVips", Filter=filters)["TotalCount"] == 1


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("10.0.1.0", "InvalidPrivateIpAddress.Malformed"),
        ("10.0.1.253", "InvalidPrivateIpAddress.Malformed"),
        ("10.0.2.7", "InvalidPrivateIpAddress.Malformed"),
    ],
)
def test_a_reserved_or_foreign_address_is_refused(vpc: Api, network: Network, address: str, code: str) -> None:
    assert vpc.code("CreateHaVip", VSwitchId=network.vswitch, IpAddress=address) == code


@pytest.mark.parametrize("address", ["10.0.1.1", "10.0.1.252"])
def test_the_first_and_last_usable_addresses_are_taken_once(vpc: Api, network: Network, address: str) -> None:
    vpc("CreateHaVip", VSwitchId=network.vswitch, IpAddress=address)
    again = vpc.code("CreateHaVip", VSwitchId=network.vswitch, IpAddress=address)
    assert again == "InvalidPrivateIpAddress.Duplicated"


def test_a_full_vswitch_says_so(vpc: Api, network: Network) -> None:
    small = vpc("CreateVSwitch", VpcId=network.vpc, ZoneId="cn-hangzhou-h", CidrBlock="10.0.2.0/29")["VSwitchId"]
    for _ in range(4):
        vpc("CreateHaVip", VSwitchId=small)
    assert vpc.code("CreateHaVip", VSwitchId=small) == "InvalidVSwitchId.IpNotEnough"


def test_an_interface_joins_and_leaves_an_address(ecs: Api, vpc: Api, network: Network) -> None:
    address = vpc("CreateHaVip", VSwitchId=network.vswitch)["HaVipId"]
    group = ecs("CreateSecurityGroup", VpcId=network.vpc)["SecurityGroupId"]
    made = ecs("CreateNetworkInterface", VSwitchId=network.vswitch, SecurityGroupId=group)["NetworkInterfaceId"]
    pair = {"HaVipId": address, "InstanceId": made, "InstanceType": "NetworkInterface"}
    vpc("AssociateHaVip", **pair)
    assert vpc("DescribeHaVips")["HaVips"]["HaVip"][0]["AssociatedInstances"] == {"associatedInstance": [made]}
    assert vpc.code("AssociateHaVip", **pair) == "InvalidAssociation.Duplicated"
    assert vpc.code("DeleteHaVip", HaVipId=address) == "IncorrectHaVipStatus"
    vpc("UnassociateHaVip", **pair)
    assert vpc.code("UnassociateHaVip", **pair) == "InvalidHaVip.NotAssociated"
    vpc("DeleteHaVip", HaVipId=address)
    assert vpc("DescribeHaVips")["TotalCount"] == 0


def test_an_ipv6_gateway_needs_an_ipv6_vpc_and_is_alone(vpc: Api, network: Network) -> None:
    assert vpc.code("CreateIpv6Gateway", VpcId=network.vpc) == "OperationDenied.Ipv6NotEnabled"
    vpc("ModifyVpcAttribute", VpcId=network.vpc, EnableIPv6=True)
    made = vpc("CreateIpv6Gateway", VpcId=network.vpc, Name="g")["Ipv6GatewayId"]
    assert vpc.code("CreateIpv6Gateway", VpcId=network.vpc) == "QuotaExceeded.Ipv6Gateway"
    vpc("ModifyIpv6GatewayAttribute", Ipv6GatewayId=made, Name="h")
    assert vpc("DescribeIpv6GatewayAttribute", Ipv6GatewayId=made)["Name"] == "h"
    assert vpc("DescribeIpv6Gateways", VpcId=network.vpc, Name="h")["TotalCount"] == 1
    vpc("DeleteVSwitch", VSwitchId=network.vswitch)
    assert vpc.code("DeleteVpc", VpcId=network.vpc) == "DependencyViolation.Ipv6Gateway"
    vpc("DeleteIpv6Gateway", Ipv6GatewayId=made)
    assert vpc.code("DescribeIpv6GatewayAttribute", Ipv6GatewayId=made) == "InvalidIpv6GatewayId.NotFound"


def test_an_ipv6_gateway_becomes_the_way_out_and_takes_its_route_along(vpc: Api) -> None:
    key = vpc("CreateVpc", CidrBlock="10.9.0.0/16", EnableIpv6="true")["VpcId"]
    (table,) = vpc("DescribeRouteTableList", VpcId=key)["RouterTableList"]["RouterTableListType"]
    asked = {"RouteTableId": table["RouteTableId"], "RouteEntryType": "Custom"}
    gateway = vpc("CreateIpv6Gateway", VpcId=key)["Ipv6GatewayId"]
    (entry,) = vpc("DescribeRouteEntryList", **asked)["RouteEntrys"]["RouteEntry"]
    (hop,) = entry["NextHops"]["NextHop"]
    found = entry["DestinationCidrBlock"], hop["NextHopType"], hop["NextHopId"]
    assert found == ("::/0", "IPv6Gateway", gateway)
    vpc("DeleteIpv6Gateway", Ipv6GatewayId=gateway)
    assert vpc("DescribeRouteEntryList", **asked)["RouteEntrys"]["RouteEntry"] == []


def test_an_ipv4_gateway_is_enabled_once(vpc: Api, network: Network) -> None:
    made = vpc("CreateIpv4Gateway", VpcId=network.vpc, Ipv4GatewayName="g")["Ipv4GatewayId"]
    assert vpc.code("CreateIpv4Gateway", VpcId=network.vpc) == "QuotaExceeded.Ipv4Gateway"
    vpc("UpdateIpv4GatewayAttribute", Ipv4GatewayId=made, Ipv4GatewayName="h")
    vpc("EnableVpcIpv4Gateway", Ipv4GatewayId=made)
    assert vpc.code("EnableVpcIpv4Gateway", Ipv4GatewayId=made) == "OperationDenied.Ipv4GatewayEnabled"
    row = vpc("GetIpv4GatewayAttribute", Ipv4GatewayId=made)
    assert (row["Enabled"], row["Ipv4GatewayName"], row["Status"]) == (True, "h", "Created")
    assert [one["Ipv4GatewayId"] for one in vpc("ListIpv4Gateways")["Ipv4GatewayModels"]] == [made]
    vpc("DeleteIpv4Gateway", Ipv4GatewayId=made)
    assert vpc.refused("GetIpv4GatewayAttribute", Ipv4GatewayId=made).status == 404


def test_two_vpcs_of_one_account_are_connected_at_once(peer: Api, network: Network, other: str) -> None:
    made = peer("CreateVpcPeerConnection", **request(network, other))["InstanceId"]
    row = peer("GetVpcPeerConnectionAttribute", InstanceId=made)
    assert (row["Status"], row["Vpc"]["VpcId"], row["AcceptingVpc"]["VpcId"]) == ("Activated", network.vpc, other)
    assert row["AcceptingVpc"]["Ipv4Cidrs"] == ["10.9.0.0/16"]
    again = peer.code("CreateVpcPeerConnection", **request(network, other))
    assert again == "ResourceAlreadyExist.RouterInterface"
    rows = peer("ListVpcPeerConnections", VpcId=[other])["VpcPeerConnects"]
    assert [one["InstanceId"] for one in rows] == [made]


def test_another_accounts_vpc_has_to_accept(peer: Api, network: Network) -> None:
    made = peer("CreateVpcPeerConnection", **request(network, "vpc-theirs", 999))["InstanceId"]
    assert peer("GetVpcPeerConnectionAttribute", InstanceId=made)["Status"] == "Accepting"
    peer("AcceptVpcPeerConnection", InstanceId=made)
    assert peer.code("RejectVpcPeerConnection", InstanceId=made) == "IncorrectStatus.VpcPeer"
    refused = peer("CreateVpcPeerConnection", **request(network, "vpc-other", 999))["InstanceId"]
    peer("RejectVpcPeerConnection", InstanceId=refused)
    assert peer("GetVpcPeerConnectionAttribute", InstanceId=refused)["Status"] == "Rejected"


def test_a_connection_that_a_route_uses_stays_unless_forced(vpc: Api, peer: Api, network: Network, other: str) -> None:
    made = peer("CreateVpcPeerConnection", **request(network, other))["InstanceId"]
    table = vpc("DescribeRouteTableList", VpcId=network.vpc)["RouterTableList"]["RouterTableListType"][0]
    hop = {"NextHopType": "VpcPeer", "NextHopId": made}
    vpc("CreateRouteEntry", RouteTableId=table["RouteTableId"], DestinationCidrBlock="10.9.0.0/16", **hop)
    assert peer.code("DeleteVpcPeerConnection", InstanceId=made) == "OperationDenied.RouteEntryExist"
    peer("DeleteVpcPeerConnection", InstanceId=made, Force=True)
    refused = peer.refused("GetVpcPeerConnectionAttribute", InstanceId=made)
    assert (refused.status, refused.code) == (404, "ResourceNotFound.InstanceId")


def test_a_connected_vpc_stays(vpc: Api, peer: Api, network: Network, other: str) -> None:
    peer("CreateVpcPeerConnection", **request(network, other))
    assert vpc.code("DeleteVpc", VpcId=other) == "DependencyViolation.VpcPeer"


def test_a_connection_is_changed_tagged_and_moved(peer: Api, network: Network, other: str) -> None:
    made = peer("CreateVpcPeerConnection", **request(network, other))["InstanceId"]
    peer("ModifyVpcPeerConnection", InstanceId=made, Name="q", Description="d")
    named = {"ResourceType": "PeerConnection", "ResourceId": [made]}
    peer("TagResources", **named, Tag=[{"Key": "k", "Value": "v"}])
    assert peer("ListTagResources", **named)["TagResources"][0]["TagKey"] == "k"
    peer("MoveResourceGroup", ResourceType="PeerConnection", ResourceId=made, NewResourceGroupId="rg-1")
    row = peer("GetVpcPeerConnectionAttribute", InstanceId=made)
    assert (row["Name"], row["Tags"], row["ResourceGroupId"]) == ("q", [{"Key": "k", "Value": "v"}], "rg-1")
    peer("UnTagResources", **named, TagKey=["k"])
    assert peer("GetVpcPeerConnectionAttribute", InstanceId=made)["Tags"] == []


def test_a_vpc_is_not_connected_with_itself_or_with_nothing(peer: Api, network: Network) -> None:
    assert peer.code("CreateVpcPeerConnection", **request(network, network.vpc)) == "OperationDenied.SameVpc"
    refused = peer.refused("CreateVpcPeerConnection", **request(network, "vpc-none"))
    assert (refused.status, refused.code) == (404, "ResourceNotFound.AcceptingVpcId")
