"""DHCP option sets: one for a VPC, many VPCs for one."""

from tests.emulator.api import Api
from tests.emulator.vpc.conftest import Network


def made(vpc: Api, **more: object) -> str:
    return str(vpc("CreateDhcpOptionsSet", **more)["DhcpOptionsSetId"])


def test_a_set_shows_what_instances_are_told_and_who_uses_it(vpc: Api, network: Network) -> None:
    key = made(vpc, DomainName="corp.example", DomainNameServers="10.0.0.53,10.0.1.53")
    assert vpc("GetDhcpOptionsSet", DhcpOptionsSetId=key)["Status"] == "Available"
    vpc("AttachDhcpOptionsSetToVpc", DhcpOptionsSetId=key, VpcId=network.vpc)
    shown = vpc("GetDhcpOptionsSet", DhcpOptionsSetId=key)
    assert shown["DhcpOptions"]["DomainNameServers"] == "10.0.0.53,10.0.1.53"
    assert (shown["Status"], shown["AssociateVpcs"]) == (
        "InUse",
        [{"VpcId": network.vpc, "AssociateStatus": "InUse"}],
    )
    assert vpc("DescribeVpcAttribute", VpcId=network.vpc)["DhcpOptionsSetId"] == key


def test_a_set_that_a_vpc_uses_is_not_deleted(vpc: Api, network: Network) -> None:
    key = made(vpc)
    vpc("AttachDhcpOptionsSetToVpc", DhcpOptionsSetId=key, VpcId=network.vpc)
    assert vpc.code("DeleteDhcpOptionsSet", DhcpOptionsSetId=key) == "DependencyViolation.VpcAttachment"
    vpc("DetachDhcpOptionsSetFromVpc", DhcpOptionsSetId=key, VpcId=network.vpc)
    vpc("DeleteDhcpOptionsSet", DhcpOptionsSetId=key)
    assert vpc.code("GetDhcpOptionsSet", DhcpOptionsSetId=key) == "InvalidDhcpOptionsSetId.NotFound"


def test_a_vpc_takes_one_set_until_it_is_replaced(vpc: Api, network: Network) -> None:
    first, second = made(vpc), made(vpc)
    vpc("AttachDhcpOptionsSetToVpc", DhcpOptionsSetId=first, VpcId=network.vpc)
    again = {"DhcpOptionsSetId": second, "VpcId": network.vpc}
    assert vpc.code("AttachDhcpOptionsSetToVpc", **again) == "OperationFailed.DhcpOptionsSetExist"
    assert vpc.code("DetachDhcpOptionsSetFromVpc", **again) == "InvalidDhcpOptionsSet.NotAttached"
    vpc("ReplaceVpcDhcpOptionsSet", **again)
    vpc("DeleteDhcpOptionsSet", DhcpOptionsSetId=first)


def test_sets_are_found_by_name_and_domain_page_by_page(vpc: Api) -> None:
    keys = [made(vpc, DhcpOptionsSetName=f"n{number}", DomainName="a.example") for number in range(3)]
    first = vpc("ListDhcpOptionsSets", MaxResults=2, DomainName="a.example")
    rest = vpc("ListDhcpOptionsSets", MaxResults=2, DomainName="a.example", NextToken=first["NextToken"])
    found = [row["DhcpOptionsSetId"] for page in (first, rest) for row in page["DhcpOptionsSets"]]
    assert (found, rest["NextToken"], first["TotalCount"]) == (keys, "", "3")
    [one] = vpc("ListDhcpOptionsSets", DhcpOptionsSetName="n1")["DhcpOptionsSets"]
    assert one["DhcpOptionsSetId"] == keys[1]


def test_name_servers_are_addresses(vpc: Api) -> None:
    assert vpc.code("CreateDhcpOptionsSet", DomainNameServers="dns.example") == "InvalidParameter.DomainNameServers"
    five = ",".join(f"10.0.0.{number}" for number in range(5))
    assert vpc.code("CreateDhcpOptionsSet", DomainNameServers=five) == "InvalidDomainNameServers.Count"
