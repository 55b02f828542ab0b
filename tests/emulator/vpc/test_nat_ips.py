"""Private addresses of a VPC NAT gateway: what its entries translate to."""

import pytest

from tests.emulator.api import Api
from tests.emulator.vpc.conftest import Gateway, Network
from yett_emulator.regions import zone_ids


@pytest.fixture
def inner(vpc: Api, network: Network) -> str:
    made = vpc("CreateNatGateway", VpcId=network.vpc, VSwitchId=network.vswitch, NetworkType="intranet")
    return str(made["NatGatewayId"])


def own_block(vpc: Api, gateway: str) -> str:
    [block] = vpc("ListNatIpCidrs", NatGatewayId=gateway)["NatIpCidrs"]
    assert block["IsDefault"]
    return str(block["NatIpCidr"])


def test_a_gateway_has_the_range_and_address_of_its_vswitch_by_itself(vpc: Api, inner: str) -> None:
    [address] = vpc("ListNatIps", NatGatewayId=inner)["NatIps"]
    assert (address["IsDefault"], address["NatIpCidr"]) == (True, own_block(vpc, inner))


def test_entries_use_an_address_that_was_added_and_keep_it(vpc: Api, inner: str, network: Network) -> None:
    made = vpc("CreateNatIp", NatGatewayId=inner, NatIpCidr=own_block(vpc, inner), NatIpName="a")
    table = vpc("DescribeNatGateways", NatGatewayId=inner)["NatGateways"]["NatGateway"][0]["SnatTableIds"]
    wanted = {"SnatTableId": table["SnatTableId"][0], "SourceVSwitchId": network.vswitch}
    entry = vpc("CreateSnatEntry", **wanted, SnatIp=made["NatIp"])["SnatEntryId"]
    gone = {"NatGatewayId": inner, "NatIpId": made["NatIpId"]}
    assert vpc.code("DeleteNatIp", **gone) == "OperationFailed.NatIpInUse"
    vpc("DeleteSnatEntry", SnatTableId=wanted["SnatTableId"], SnatEntryId=entry)
    vpc("DeleteNatIp", **gone)
    assert vpc("ListNatIps", NatGatewayId=inner, NatIpIds=[made["NatIpId"]])["NatIps"] == []


def test_a_block_of_ones_own_gives_addresses_and_stays_while_they_are_there(vpc: Api, inner: str) -> None:
    named = {"NatGatewayId": inner, "NatIpCidr": "192.168.9.0/30"}
    vpc("CreateNatIpCidr", **named)
    assert vpc.code("CreateNatIpCidr", **named) == "OperationFailed.CidrConflict"
    made = [vpc("CreateNatIp", **named) for _ in range(2)]
    assert [one["NatIp"] for one in made] == ["192.168.9.1", "192.168.9.2"]
    assert vpc.code("CreateNatIp", **named) == "InvalidNatIp.NotAvailable"
    assert vpc.code("DeleteNatIpCidr", **named) == "OperationFailed.NatIpExist"
    assert vpc.code("DeleteNatGateway", NatGatewayId=inner) == "DependencyViolation.NatIps"
    for one in made:
        vpc("DeleteNatIp", NatGatewayId=inner, NatIpId=one["NatIpId"])
    vpc("DeleteNatIpCidr", **named)
    vpc("DeleteNatGateway", NatGatewayId=inner)


def test_an_internet_gateway_has_eips_instead(vpc: Api, gateway: Gateway) -> None:
    assert vpc.code("ListNatIps", NatGatewayId=gateway.nat) == "OperationUnsupported.NatGatewayType"


def test_every_zone_sells_nat_gateways(vpc: Api) -> None:
    found = vpc("ListEnhanhcedNatGatewayAvailableZones")["Zones"]
    assert [one["ZoneId"] for one in found] == zone_ids("cn-hangzhou")
