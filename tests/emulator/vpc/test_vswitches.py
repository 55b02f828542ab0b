"""vSwitches through HTTP: they nest, do not overlap, live in a zone, and stay while something is in them."""

import pytest

from tests.emulator.api import Api
from tests.emulator.vpc.conftest import ZONE, Gateway, Network
from yett_emulator.handle import EmulatorHandle


def create(vpc: Api, network: Network, cidr: str, **more: object) -> str:
    return str(vpc("CreateVSwitch", VpcId=network.vpc, **{"ZoneId": ZONE, "CidrBlock": cidr, **more})["VSwitchId"])


def test_a_vswitch_shows_its_table_and_free_addresses(vpc: Api, network: Network) -> None:
    shown = vpc("DescribeVSwitchAttributes", VSwitchId=network.vswitch)
    assert (shown["VpcId"], shown["Status"], shown["ZoneId"]) == (network.vpc, "Available", ZONE)
    assert shown["AvailableIpAddressCount"] == 252  # 256 less the first and the last three
    assert shown["RouteTable"]["RouteTableType"] == "System"


@pytest.mark.parametrize(
    ("cidr", "code"),
    [
        ("10.0.1.0/24", "InvalidCidrBlock.Overlapped"),
        ("10.0.1.128/25", "InvalidCidrBlock.Overlapped"),
        ("10.0.0.0/16", "InvalidCidrBlock.Overlapped"),
        ("10.1.0.0/24", "InvalidCidrBlock.NotInVpc"),
        ("10.0.0.0/15", "InvalidCidrBlock"),
        ("10.0.2.0/30", "InvalidCidrBlock"),
        ("10.0.2.1/24", "InvalidCidrBlock.Malformed"),
        ("nonsense", "InvalidCidrBlock.Malformed"),
    ],
)
def test_a_range_that_does_not_nest_is_refused(vpc: Api, network: Network, cidr: str, code: str) -> None:
    refused = vpc.refused("CreateVSwitch", VpcId=network.vpc, ZoneId=ZONE, CidrBlock=cidr)
    assert (refused.status, refused.code) == (400, code)
    assert cidr in refused.message


@pytest.mark.parametrize("cidr", ["10.0.2.0/24", "10.0.0.0/24", "10.0.255.248/29"])
def test_a_range_beside_the_others_is_taken(vpc: Api, network: Network, cidr: str) -> None:
    assert create(vpc, network, cidr).startswith("vsw-")


def test_a_zone_of_another_region_is_refused(vpc: Api, network: Network) -> None:
    refused = vpc.refused("CreateVSwitch", VpcId=network.vpc, ZoneId="cn-beijing-a", CidrBlock="10.0.2.0/24")
    assert (refused.status, refused.code) == (404, "InvalidZoneId.NotFound")
    assert "cn-beijing-a" in refused.message


@pytest.mark.parametrize("name", ["VpcId", "ZoneId", "CidrBlock"])
def test_a_missing_parameter_is_named(vpc: Api, network: Network, name: str) -> None:
    wanted = {"VpcId": network.vpc, "ZoneId": ZONE, "CidrBlock": "10.0.2.0/24"}
    del wanted[name]
    refused = vpc.refused("CreateVSwitch", **wanted)
    assert (refused.code, name in refused.message) == (f"MissingParameter.{name}", True)


def test_vswitches_are_found_by_vpc_zone_name_and_table(vpc: Api, network: Network) -> None:
    other = create(vpc, network, "10.0.2.0/24", ZoneId="cn-hangzhou-i", VSwitchName="b")
    table = vpc("CreateRouteTable", VpcId=network.vpc)["RouteTableId"]
    vpc("AssociateRouteTable", RouteTableId=table, VSwitchId=other)
    assert found(vpc, VpcId=network.vpc) == [network.vswitch, other]
    assert found(vpc, ZoneId="cn-hangzhou-i") == [other]
    assert found(vpc, VSwitchName="b") == [other]
    assert found(vpc, RouteTableId=table) == [other]
    # the default ones appear when they are asked for, and ours are not among them
    assert not {network.vswitch, other} & set(found(vpc, IsDefault=True))
    assert found(vpc, EnableIpv6=True) == []


def found(vpc: Api, **wanted: object) -> list[str]:
    return [row["VSwitchId"] for row in vpc("DescribeVSwitches", **wanted)["VSwitches"]["VSwitch"]]


def test_name_and_ipv6_are_changed(vpc: Api, network: Network) -> None:
    vpc("ModifyVpcAttribute", VpcId=network.vpc, EnableIPv6=True)
    vpc("ModifyVSwitchAttribute", VSwitchId=network.vswitch, VSwitchName="b", Ipv6CidrBlock=5)
    shown = vpc("DescribeVSwitchAttributes", VSwitchId=network.vswitch)
    assert (shown["VSwitchName"], shown["Ipv6CidrBlock"][-7:]) == ("b", "05::/64")
    vpc("ModifyVSwitchAttribute", VSwitchId=network.vswitch, EnableIPv6=False)
    assert vpc("DescribeVSwitchAttributes", VSwitchId=network.vswitch)["Ipv6CidrBlock"] == ""


def test_a_vswitch_with_a_nat_gateway_stays(vpc: Api, network: Network, gateway: Gateway) -> None:
    assert vpc.code("DeleteVSwitch", VSwitchId=network.vswitch) == "DependencyViolation.EnhancedNatgw"


def test_a_vswitch_that_an_snat_entry_serves_stays(vpc: Api, network: Network, gateway: Gateway) -> None:
    other = create(vpc, network, "10.0.2.0/24")
    vpc("CreateSnatEntry", SnatTableId=gateway.snat_table, SnatIp=gateway.address, SourceVSwitchId=other)
    assert vpc.code("DeleteVSwitch", VSwitchId=other) == "DependencyViolation.SNAT"


def test_a_vswitch_with_a_network_acl_stays(vpc: Api, network: Network) -> None:
    acl = vpc("CreateNetworkAcl", VpcId=network.vpc)["NetworkAclId"]
    bound = [{"ResourceId": network.vswitch, "ResourceType": "VSwitch"}]
    vpc("AssociateNetworkAcl", NetworkAclId=acl, Resource=bound)
    assert vpc.code("DeleteVSwitch", VSwitchId=network.vswitch) == "DependencyViolation.NetworkAcl"


def test_a_vswitch_with_a_custom_table_or_an_address_stays(vpc: Api, network: Network) -> None:
    table = vpc("CreateRouteTable", VpcId=network.vpc)["RouteTableId"]
    vpc("AssociateRouteTable", RouteTableId=table, VSwitchId=network.vswitch)
    assert vpc.code("DeleteVSwitch", VSwitchId=network.vswitch) == "DependencyViolation.RouteTable"
    vpc("CreateHaVip", VSwitchId=network.vswitch)
    assert vpc.code("DeleteVSwitch", VSwitchId=network.vswitch) == "DependencyViolation.HaVip"


def test_a_deleted_vswitch_is_gone(vpc: Api, network: Network) -> None:
    vpc("DeleteVSwitch", VSwitchId=network.vswitch)
    for action in ("DescribeVSwitchAttributes", "ModifyVSwitchAttribute", "DeleteVSwitch"):
        refused = vpc.refused(action, VSwitchId=network.vswitch)
        assert (refused.status, refused.code) == (404, "InvalidVSwitchId.NotFound")


def test_the_quota_of_vswitches_holds(emulator: EmulatorHandle, vpc: Api, network: Network) -> None:
    emulator.quotas(vswitches_per_vpc=1)
    refused = vpc.code("CreateVSwitch", VpcId=network.vpc, ZoneId=ZONE, CidrBlock="10.0.2.0/24")
    assert refused == "QuotaExceeded.VSwitch"


def test_a_vswitch_over_a_routes_destination_is_refused(vpc: Api, network: Network) -> None:
    address = vpc("CreateHaVip", VSwitchId=network.vswitch)["HaVipId"]
    table = vpc("DescribeRouteTableList", VpcId=network.vpc)["RouterTableList"]["RouterTableListType"][0]
    route = {"DestinationCidrBlock": "10.0.9.0/24", "NextHopType": "HaVip", "NextHopId": address}
    vpc("CreateRouteEntry", RouteTableId=table["RouteTableId"], **route)
    refused = vpc.code("CreateVSwitch", VpcId=network.vpc, ZoneId=ZONE, CidrBlock="10.0.9.0/24")
    assert refused == "InvalidCidrBlock.RouteConflict"
