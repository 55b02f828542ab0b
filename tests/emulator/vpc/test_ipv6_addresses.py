"""IPv6 addresses through HTTP: those of interfaces, those reserved by themselves, and their internet bandwidth."""

from typing import Any

import pytest

from tests.emulator.api import Api
from yett_emulator.handle import EmulatorHandle

ZONE = "cn-hangzhou-h"


@pytest.fixture
def dual(vpc: Api) -> dict[str, str]:
    """A vSwitch with an IPv6 block, and the gateway of its VPC."""
    key = vpc("CreateVpc", CidrBlock="10.0.0.0/16", EnableIpv6="true")["VpcId"]
    block = {"CidrBlock": "10.0.1.0/24", "Ipv6CidrBlock": "7"}
    vswitch = vpc("CreateVSwitch", VpcId=key, ZoneId=ZONE, **block)["VSwitchId"]
    return {"vpc": key, "vswitch": vswitch, "gateway": vpc("CreateIpv6Gateway", VpcId=key)["Ipv6GatewayId"]}


def rows(vpc: Api, **asked: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = vpc("DescribeIpv6Addresses", **asked)["Ipv6Addresses"]["Ipv6Address"]
    return found


def test_the_address_of_an_interface_is_listed_with_its_owner(ecs: Api, vpc: Api, dual: dict[str, str]) -> None:
    group = ecs("CreateSecurityGroup", VpcId=dual["vpc"])["SecurityGroupId"]
    wanted = {"VSwitchId": dual["vswitch"], "SecurityGroupId": group, "Ipv6AddressCount": "2"}
    face = ecs("CreateNetworkInterface", **wanted)["NetworkInterfaceId"]
    found = rows(vpc)
    assert len({row["Ipv6Address"] for row in found}) == len({row["Ipv6AddressId"] for row in found}) == 2
    owners = {(row["AssociatedInstanceType"], row["AssociatedInstanceId"], row["NetworkType"]) for row in found}
    assert owners == {("NetworkInterface", face, "Private")}
    assert {row["Ipv6GatewayId"] for row in found} == {dual["gateway"]}
    assert [row["Ipv6AddressId"] for row in rows(vpc)] == [row["Ipv6AddressId"] for row in found]
    assert rows(vpc, VpcId="vpc-elsewhere") == []
    ecs("DeleteNetworkInterface", NetworkInterfaceId=face)
    assert rows(vpc) == []


def test_bandwidth_makes_an_address_public_until_it_is_given_back(vpc: Api, dual: dict[str, str]) -> None:
    key = vpc("AllocateIpv6Address", VSwitchId=dual["vswitch"], Ipv6AddressName="door")["Ipv6AddressId"]
    bought = vpc("AllocateIpv6InternetBandwidth", Ipv6AddressId=key, Bandwidth="10")["InternetBandwidthId"]
    (row,) = rows(vpc, Ipv6InternetBandwidthId=bought)
    assert (row["NetworkType"], row["Ipv6InternetBandwidth"]["Bandwidth"], row["Ipv6AddressName"]) == (
        "Public", 10, "door",
    )  # fmt: skip
    assert vpc.code("ReleaseIpv6Address", Ipv6AddressId=key) == "DependencyViolation.Ipv6InternetBandwidth"
    vpc("ModifyIpv6InternetBandwidth", Ipv6InternetBandwidthId=bought, Bandwidth="20")
    assert rows(vpc)[0]["RealBandwidth"] == 20
    vpc("DeleteIpv6InternetBandwidth", Ipv6AddressId=key)
    assert rows(vpc)[0]["NetworkType"] == "Private"
    vpc("ReleaseIpv6Address", Ipv6AddressId=key)
    assert rows(vpc) == []


@pytest.mark.parametrize(
    ("action", "given", "code"),
    [
        ("AllocateIpv6InternetBandwidth", {"Bandwidth": "0"}, "InvalidParameter.Bandwidth"),
        ("AllocateIpv6InternetBandwidth", {"Bandwidth": "9", "Ipv6GatewayId": "no"}, "InvalidIpv6GatewayId.NotFound"),
        ("AllocateIpv6InternetBandwidth", {"Bandwidth": "9", "Ipv6AddressId": "no"}, "InvalidIpv6AddressId.NotFound"),
        ("ModifyIpv6InternetBandwidth", {"Bandwidth": "9"}, "InvalidIpv6InternetBandwidthId.NotFound"),
        ("DeleteIpv6InternetBandwidth", {}, "InvalidIpv6InternetBandwidthId.NotFound"),
        ("ReleaseIpv6Address", {"Ipv6AddressId": "no"}, "InvalidIpv6AddressId.NotFound"),
    ],
)
def test_what_cannot_be_is_refused(
    vpc: Api, dual: dict[str, str], action: str, given: dict[str, str], code: str
) -> None:
    key = vpc("AllocateIpv6Address", VSwitchId=dual["vswitch"])["Ipv6AddressId"]
    assert vpc.code(action, **{"Ipv6AddressId": key, **given}) == code


def test_an_address_has_bandwidth_once(vpc: Api, dual: dict[str, str]) -> None:
    key = vpc("AllocateIpv6Address", VSwitchId=dual["vswitch"])["Ipv6AddressId"]
    vpc("AllocateIpv6InternetBandwidth", Ipv6AddressId=key, Bandwidth="1")
    again = vpc.code("AllocateIpv6InternetBandwidth", Ipv6AddressId=key, Bandwidth="1")
    assert again == "OperationDenied.BandwidthExist"


def test_an_address_that_is_in_use_stays(ecs: Api, vpc: Api, dual: dict[str, str]) -> None:
    group = ecs("CreateSecurityGroup", VpcId=dual["vpc"])["SecurityGroupId"]
    ecs("CreateNetworkInterface", VSwitchId=dual["vswitch"], SecurityGroupId=group, Ipv6AddressCount="1")
    key = rows(vpc)[0]["Ipv6AddressId"]
    assert vpc.code("ReleaseIpv6Address", Ipv6AddressId=key) == "IncorrectStatus.Ipv6Address"
    vpc("ModifyIpv6AddressAttribute", Ipv6AddressId=key, Name="door", Description="front")
    assert rows(vpc, Name="door")[0]["Ipv6AddressDescription"] == "front"


def test_a_vswitch_without_ipv6_has_no_address_to_give(vpc: Api, alicloud_emulator: EmulatorHandle) -> None:
    key = vpc("CreateVpc", CidrBlock="10.0.0.0/16")["VpcId"]
    vswitch = vpc("CreateVSwitch", VpcId=key, ZoneId=ZONE, CidrBlock="10.0.1.0/24")["VSwitchId"]
    assert vpc.code("AllocateIpv6Address", VSwitchId=vswitch) == "InvalidVSwitch.Ipv6NotTurnOn"


def test_an_address_has_one_egress_only_rule_and_the_gateway_stays_for_it(vpc: Api, dual: dict[str, str]) -> None:
    key = vpc("AllocateIpv6Address", VSwitchId=dual["vswitch"])["Ipv6AddressId"]
    wanted = {"Ipv6GatewayId": dual["gateway"], "InstanceId": key}
    rule = vpc("CreateIpv6EgressOnlyRule", **wanted, Name="out")["Ipv6EgressRuleId"]
    assert vpc.code("CreateIpv6EgressOnlyRule", **wanted) == "InvalidInstanceId.RuleExist"
    found = vpc("DescribeIpv6EgressOnlyRules", Ipv6GatewayId=dual["gateway"], Name="out")["Ipv6EgressOnlyRules"]
    assert [row["InstanceId"] for row in found["Ipv6EgressOnlyRule"]] == [key]
    left = vpc.code("DeleteIpv6Gateway", Ipv6GatewayId=dual["gateway"])
    assert left == "DependencyViolation.Ipv6EgressOnlyRule"
    vpc("DeleteIpv6EgressOnlyRule", Ipv6EgressOnlyRuleId=rule)
    unknown = {**wanted, "InstanceId": "ipv6-none"}
    assert vpc.code("CreateIpv6EgressOnlyRule", **unknown) == "InvalidIpv6AddressId.NotFound"
