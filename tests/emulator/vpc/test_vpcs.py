"""VPCs through HTTP: every operation, and what the cloud refuses."""

import pytest

from tests.emulator.api import ECS, Api
from tests.emulator.vpc.conftest import ZONE, Network
from yett_emulator.handle import EmulatorHandle


def test_a_new_vpc_has_a_system_route_table(vpc: Api) -> None:
    made = vpc("CreateVpc", CidrBlock="10.0.0.0/16", VpcName="a", Tag=[{"Key": "stack", "Value": "dev"}])
    tables = vpc("DescribeRouteTableList", VpcId=made["VpcId"])["RouterTableList"]["RouterTableListType"]
    assert [(table["RouteTableId"], table["RouteTableType"]) for table in tables] == [(made["RouteTableId"], "System")]
    shown = vpc("DescribeVpcAttribute", VpcId=made["VpcId"])
    assert (shown["VpcName"], shown["CidrBlock"], shown["Status"]) == ("a", "10.0.0.0/16", "Available")
    assert shown["Tags"] == {"Tag": [{"Key": "stack", "Value": "dev"}]}


def test_a_vpc_without_a_cidr_block_gets_the_clouds_default(vpc: Api) -> None:
    made = vpc("CreateVpc")
    assert vpc("DescribeVpcAttribute", VpcId=made["VpcId"])["CidrBlock"] == "172.16.0.0/12"


@pytest.mark.parametrize(
    ("cidr", "code"),
    [
        ("10.0.0.0", "InvalidCidrBlock.Malformed"),
        ("10.0.0.1/16", "InvalidCidrBlock.Malformed"),
        ("10.0.0.0/33", "InvalidCidrBlock.Malformed"),
        ("10.0.0.0/29", "InvalidCidrBlock"),
        ("8.0.0.0/7", "InvalidCidrBlock"),
        ("100.64.0.0/16", "InvalidCidrBlock"),
        ("127.0.0.0/16", "InvalidCidrBlock"),
        ("169.254.0.0/16", "InvalidCidrBlock"),
        ("224.0.0.0/8", "InvalidCidrBlock"),
    ],
)
def test_a_vpc_range_the_cloud_does_not_sell_is_refused(vpc: Api, cidr: str, code: str) -> None:
    refused = vpc.refused("CreateVpc", CidrBlock=cidr)
    assert (refused.status, refused.code) == (400, code)
    assert cidr.partition("/")[0] in refused.message


@pytest.mark.parametrize("cidr", ["10.0.0.0/8", "10.0.0.0/28", "172.16.0.0/12", "192.168.0.0/16", "11.0.0.0/16"])
def test_a_vpc_range_at_the_edge_is_taken(vpc: Api, cidr: str) -> None:
    assert vpc("CreateVpc", CidrBlock=cidr)["VpcId"].startswith("vpc-")


def test_vpcs_are_found_by_id_name_tag_and_page(vpc: Api) -> None:
    ids = [vpc("CreateVpc", VpcName=name, Tag=[{"Key": "n", "Value": name}])["VpcId"] for name in "abc"]
    assert found(vpc, VpcName="b") == [ids[1]]
    assert found(vpc, VpcId=f"{ids[0]},{ids[2]}") == [ids[0], ids[2]]
    assert found(vpc, Tag=[{"Key": "n", "Value": "c"}]) == [ids[2]]
    assert found(vpc, PageSize=2, PageNumber=2) == [ids[2]]
    assert found(vpc, RegionId="cn-beijing") == []
    assert vpc("DescribeVpcs", PageSize=2)["TotalCount"] == 3


def found(vpc: Api, **wanted: object) -> list[str]:
    return [row["VpcId"] for row in vpc("DescribeVpcs", **wanted)["Vpcs"]["Vpc"]]


def test_a_page_beyond_the_largest_size_is_refused(vpc: Api) -> None:
    assert vpc.code("DescribeVpcs", PageSize=51) == "InvalidParameter.PageSize"


def test_name_description_and_dns_are_changed_and_emptied(vpc: Api, network: Network) -> None:
    vpc("ModifyVpcAttribute", VpcId=network.vpc, VpcName="b", Description="d", EnableDnsHostname=True)
    shown = vpc("DescribeVpcAttribute", VpcId=network.vpc)
    assert (shown["VpcName"], shown["Description"], shown["DnsHostnameStatus"]) == ("b", "d", "ENABLED")
    vpc("ModifyVpcAttribute", VpcId=network.vpc, Description="")
    shown = vpc("DescribeVpcAttribute", VpcId=network.vpc)
    assert (shown["VpcName"], shown["Description"]) == ("b", "")


@pytest.mark.parametrize("name", ["x" * 129, "http://a"])
def test_a_name_the_cloud_does_not_take_is_refused(vpc: Api, name: str) -> None:
    assert vpc.code("CreateVpc", VpcName=name) == "InvalidVpcName.Malformed"


def test_the_primary_range_changes_while_every_vswitch_fits(vpc: Api, network: Network) -> None:
    vpc("ModifyVpcAttribute", VpcId=network.vpc, CidrBlock="10.0.0.0/15")
    assert vpc("DescribeVpcAttribute", VpcId=network.vpc)["CidrBlock"] == "10.0.0.0/15"
    refused = vpc.refused("ModifyVpcAttribute", VpcId=network.vpc, CidrBlock="10.0.8.0/21")
    assert (refused.code, "outside 10.0.8.0/21" in refused.message) == ("OperationFailed.CidrInUse", True)


def test_ipv6_is_enabled_later_and_numbered_per_vswitch(vpc: Api, network: Network) -> None:
    wanted = {"VpcId": network.vpc, "ZoneId": ZONE, "CidrBlock": "10.0.2.0/24"}
    assert vpc.code("CreateVSwitch", **wanted, Ipv6CidrBlock=3) == "OperationDenied.Ipv6NotEnabled"
    vpc("ModifyVpcAttribute", VpcId=network.vpc, EnableIPv6=True)
    block = vpc("DescribeVpcAttribute", VpcId=network.vpc)["Ipv6CidrBlock"]
    made = vpc("CreateVSwitch", **wanted, Ipv6CidrBlock=3)["VSwitchId"]
    subnet = vpc("DescribeVSwitchAttributes", VSwitchId=made)["Ipv6CidrBlock"]
    assert (block[-3:], subnet) == ("/56", block.replace("00::/56", "03::/64"))
    wanted["CidrBlock"] = "10.0.3.0/24"
    assert vpc.code("CreateVSwitch", **wanted, Ipv6CidrBlock=3) == "InvalidIpv6CidrBlock.Duplicate"
    assert vpc.code("CreateVSwitch", **wanted, Ipv6CidrBlock=256) == "InvalidParameter.Ipv6CidrBlock"


def test_a_secondary_range_takes_vswitches_and_stays_while_it_has_any(vpc: Api, network: Network) -> None:
    block = {"VpcId": network.vpc, "SecondaryCidrBlock": "192.168.0.0/16"}
    assert vpc("AssociateVpcCidrBlock", **block)["CidrBlock"] == "192.168.0.0/16"
    made = vpc("CreateVSwitch", VpcId=network.vpc, ZoneId=ZONE, CidrBlock="192.168.1.0/24")["VSwitchId"]
    assert vpc.code("UnassociateVpcCidrBlock", **block) == "OperationFailed.CidrInUse"
    vpc("DeleteVSwitch", VSwitchId=made)
    vpc("UnassociateVpcCidrBlock", **block)
    shown = vpc("DescribeVpcAttribute", VpcId=network.vpc)
    assert shown["SecondaryCidrBlocks"] == {"SecondaryCidrBlock": []}
    assert vpc.code("UnassociateVpcCidrBlock", **block) == "InvalidParameter.SecondaryCidrBlock"


def test_a_secondary_range_over_the_primary_is_refused(vpc: Api, network: Network) -> None:
    refused = vpc.refused("AssociateVpcCidrBlock", VpcId=network.vpc, SecondaryCidrBlock="10.0.0.0/8")
    assert refused.code == "InvalidSecondaryCidrBlock.Conflict"


def test_an_ipv6_range_is_associated_once(vpc: Api, network: Network) -> None:
    made = vpc("AssociateVpcCidrBlock", VpcId=network.vpc, IpVersion="IPV6")
    assert vpc.code("AssociateVpcCidrBlock", VpcId=network.vpc, IpVersion="IPV6") == "OperationDenied.Ipv6CidrExist"
    vpc("UnassociateVpcCidrBlock", VpcId=network.vpc, IPv6CidrBlock=made["CidrBlock"])
    assert vpc("DescribeVpcAttribute", VpcId=network.vpc)["EnabledIpv6"] is False


def test_a_vpc_with_a_vswitch_stays(vpc: Api, network: Network) -> None:
    refused = vpc.refused("DeleteVpc", VpcId=network.vpc)
    assert (refused.status, refused.code) == (400, "DependencyViolation.VSwitch")
    assert network.vpc in refused.message
    vpc("DeleteVSwitch", VSwitchId=network.vswitch)
    vpc("DeleteVpc", VpcId=network.vpc)
    assert vpc.refused("DescribeVpcAttribute", VpcId=network.vpc).status == 404


def test_a_vpc_with_a_security_group_stays(emulator: EmulatorHandle, vpc: Api) -> None:
    key = vpc("CreateVpc")["VpcId"]
    Api(emulator, ECS)("CreateSecurityGroup", VpcId=key, SecurityGroupName="group")
    assert vpc.code("DeleteVpc", VpcId=key) == "DependencyViolation.SecurityGroup"


def test_a_vpc_that_is_not_there_is_not_found(vpc: Api) -> None:
    for action in ("DescribeVpcAttribute", "ModifyVpcAttribute", "DeleteVpc"):
        refused = vpc.refused(action, VpcId="vpc-none")
        assert (refused.status, refused.code) == (404, "InvalidVpcId.NotFound")
        assert "NotFound" in refused.message


def test_at_most_three_user_cidrs(vpc: Api) -> None:
    made = vpc("CreateVpc", UserCidr="10.0.0.0/8,192.168.0.0/16")["VpcId"]
    assert vpc("DescribeVpcAttribute", VpcId=made)["UserCidrs"] == {"UserCidr": ["10.0.0.0/8", "192.168.0.0/16"]}
    four = "10.0.0.0/8,11.0.0.0/8,12.0.0.0/8,13.0.0.0/8"
    assert vpc.code("CreateVpc", UserCidr=four) == "InvalidUserCidr.Count"


def test_the_quota_of_vpcs_holds(emulator: EmulatorHandle, vpc: Api) -> None:
    emulator.quotas(vpcs=2)
    vpc("CreateVpc")
    vpc("CreateVpc")
    refused = vpc.refused("CreateVpc")
    assert (refused.code, "2 of at most 2" in refused.message) == ("QuotaExceeded.Vpc", True)
    assert vpc("CreateVpc", RegionId="cn-beijing")["VpcId"]


def test_vrouters_are_listed(vpc: Api, network: Network) -> None:
    rows = vpc("DescribeVRouters")["VRouters"]["VRouter"]
    assert [row["VpcId"] for row in rows] == [network.vpc]


def test_a_dry_run_checks_and_changes_nothing(vpc: Api) -> None:
    assert vpc.code("CreateVpc", DryRun=True) == "DryRunOperation"
    assert vpc.code("CreateVpc", DryRun=True, CidrBlock="127.0.0.0/16") == "InvalidCidrBlock"
    assert vpc("DescribeVpcs")["TotalCount"] == 0
