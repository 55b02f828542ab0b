"""NAT gateways through HTTP: one kind, in a vSwitch, with its tables, its addresses and its end."""

import pytest

from tests.emulator.api import Api
from tests.emulator.vpc.conftest import Gateway, Network
from yett_emulator.handle import EmulatorHandle


def shown(vpc: Api, key: str) -> dict[str, object]:
    return dict(vpc("DescribeNatGateways", NatGatewayId=key)["NatGateways"]["NatGateway"][0])


def test_a_gateway_shows_its_place_tables_and_addresses(vpc: Api, network: Network, gateway: Gateway) -> None:
    row = shown(vpc, gateway.nat)
    assert (row["NatType"], row["Status"], row["InternetChargeType"]) == ("Enhanced", "Available", "PayByLcu")
    assert row["NatGatewayPrivateInfo"]["VswitchId"] == network.vswitch
    assert row["SnatTableIds"] == {"SnatTableId": [gateway.snat_table]}
    assert row["ForwardTableIds"] == {"ForwardTableId": [gateway.forward_table]}
    assert [one["IpAddress"] for one in row["IpLists"]["IpList"]] == [gateway.address]


def test_a_gateway_takes_an_address_of_its_vswitch(vpc: Api, network: Network, gateway: Gateway) -> None:
    free = vpc("DescribeVSwitchAttributes", VSwitchId=network.vswitch)["AvailableIpAddressCount"]
    assert free == 251
    vpc("DeleteNatGateway", NatGatewayId=gateway.nat, Force=True)
    assert vpc("DescribeVSwitchAttributes", VSwitchId=network.vswitch)["AvailableIpAddressCount"] == 252


def test_a_standard_gateway_is_no_longer_sold(vpc: Api, network: Network) -> None:
    wanted = {"VpcId": network.vpc, "VSwitchId": network.vswitch, "NatType": "Normal"}
    refused = vpc.refused("CreateNatGateway", **wanted)
    assert (refused.code, "Enhanced" in refused.message) == ("OperationUnsupported.NormalNat", True)


def test_a_gateway_lies_in_a_vswitch_of_its_vpc(vpc: Api, network: Network) -> None:
    other = vpc("CreateVpc", CidrBlock="10.9.0.0/16")["VpcId"]
    refused = vpc.refused("CreateNatGateway", VpcId=other, VSwitchId=network.vswitch)
    assert (refused.status, refused.code) == (404, "InvalidVSwitchId.NotFound")
    assert vpc.code("CreateNatGateway", VpcId=network.vpc) == "MissingParameter.VSwitchId"


def test_gateways_are_found_by_vpc_name_and_tag(vpc: Api, network: Network, gateway: Gateway) -> None:
    vpc("ModifyNatGatewayAttribute", NatGatewayId=gateway.nat, Name="n", Description="d", IcmpReplyEnabled=False)
    vpc("TagResources", ResourceType="NATGATEWAY", ResourceId=[gateway.nat], Tag=[{"Key": "k", "Value": "v"}])
    for wanted in ({"VpcId": network.vpc}, {"Name": "n"}, {"Tag": [{"Key": "k", "Value": "v"}]}):
        rows = vpc("DescribeNatGateways", **wanted)["NatGateways"]["NatGateway"]
        assert [row["NatGatewayId"] for row in rows] == [gateway.nat]
    assert vpc("DescribeNatGateways", Name="m")["TotalCount"] == 0
    row = shown(vpc, gateway.nat)
    assert (row["IcmpReplyEnabled"], row["Tags"]) == (False, {"Tag": [{"TagKey": "k", "TagValue": "v"}]})


def test_one_gateway_is_described_in_full(vpc: Api, gateway: Gateway) -> None:
    row = vpc("GetNatGatewayAttribute", NatGatewayId=gateway.nat)
    assert row["SnatTable"] == {"SnatTableId": gateway.snat_table, "SnatEntryCount": 0}
    assert [one["UsingStatus"] for one in row["IpList"]] == ["Idle"]


def test_spec_and_type_are_changed(vpc: Api, network: Network, gateway: Gateway) -> None:
    vpc("ModifyNatGatewaySpec", NatGatewayId=gateway.nat, Spec="Large")
    assert shown(vpc, gateway.nat)["Spec"] == "Large"
    vpc("UpdateNatGatewayNatType", NatGatewayId=gateway.nat, NatType="Enhanced", VSwitchId=network.vswitch)
    wanted = {"NatGatewayId": gateway.nat, "NatType": "Normal", "VSwitchId": network.vswitch}
    assert vpc.code("UpdateNatGatewayNatType", **wanted) == "InvalidParameter.NatType"


def test_a_gateway_with_an_eip_stays_unless_forced(vpc: Api, gateway: Gateway) -> None:
    assert vpc.code("DeleteNatGateway", NatGatewayId=gateway.nat) == "DependencyViolation.EIPS"
    vpc("DeleteNatGateway", NatGatewayId=gateway.nat, Force=True)
    assert vpc("DescribeNatGateways", NatGatewayId=gateway.nat)["TotalCount"] == 0
    eip = vpc("DescribeEipAddresses", AllocationId=gateway.eip)["EipAddresses"]["EipAddress"][0]
    assert (eip["Status"], eip["InstanceId"]) == ("Available", "")


def test_a_protected_gateway_stays(vpc: Api, gateway: Gateway) -> None:
    protection = {"InstanceId": gateway.nat, "Type": "NATGW"}
    vpc("DeletionProtection", **protection, ProtectionEnable=True)
    refused = vpc.code("DeleteNatGateway", NatGatewayId=gateway.nat, Force=True)
    assert refused == "OperationDenied.DeletionProtection"
    vpc("DeletionProtection", **protection, ProtectionEnable=False)
    vpc("DeleteNatGateway", NatGatewayId=gateway.nat, Force=True)


def test_a_vpc_with_a_gateway_in_it_stays(vpc: Api, network: Network, gateway: Gateway) -> None:
    assert vpc.code("DeleteVpc", VpcId=network.vpc) == "DependencyViolation.VSwitch"


@pytest.mark.parametrize("action", ["ModifyNatGatewayAttribute", "DeleteNatGateway", "GetNatGatewayAttribute"])
def test_a_gateway_that_is_not_there_is_not_found(vpc: Api, action: str) -> None:
    refused = vpc.refused(action, NatGatewayId="ngw-none")
    assert (refused.status, refused.code) == (404, "InvalidNatGatewayId.NotFound")


def test_the_quota_of_gateways_holds(emulator: EmulatorHandle, vpc: Api, network: Network, gateway: Gateway) -> None:
    emulator.quotas(nat_gateways_per_vpc=1)
    refused = vpc.code("CreateNatGateway", VpcId=network.vpc, VSwitchId=network.vswitch)
    assert refused == "QuotaExceeded.NatGateway"


def test_a_vpc_gateway_takes_no_eip_and_is_no_way_out(vpc: Api, network: Network) -> None:
    wanted = {"VpcId": network.vpc, "VSwitchId": network.vswitch, "NetworkType": "intranet"}
    made = vpc("CreateNatGateway", **wanted)["NatGatewayId"]
    eip = vpc("AllocateEipAddress")["AllocationId"]
    refused = vpc.code("AssociateEipAddress", AllocationId=eip, InstanceId=made, InstanceType="Nat")
    assert refused == "OperationUnsupported.VpcNatGateway"
    tables = vpc("DescribeRouteTableList", VpcId=network.vpc)["RouterTableList"]["RouterTableListType"]
    entries = vpc("DescribeRouteEntryList", RouteTableId=tables[0]["RouteTableId"])["RouteEntrys"]["RouteEntry"]
    assert "0.0.0.0/0" not in [entry["DestinationCidrBlock"] for entry in entries]
