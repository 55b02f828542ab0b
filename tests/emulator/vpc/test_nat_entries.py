"""SNAT and forward entries through HTTP: the address is the gateway's, sources and ports are used once."""

from typing import Any

import pytest

from tests.emulator.api import Api
from tests.emulator.vpc.conftest import ZONE, Gateway, Network
from yett_emulator.handle import EmulatorHandle


def forward(gateway: Gateway, **changes: str) -> dict[str, Any]:
    wanted = {
        "ForwardTableId": gateway.forward_table,
        "ExternalIp": gateway.address,
        "ExternalPort": "10022",
        "InternalIp": "10.0.1.9",
        "InternalPort": "22",
        "IpProtocol": "tcp",
    }
    return {**wanted, **changes}


def snat(gateway: Gateway, **changes: str) -> dict[str, Any]:
    return {"SnatTableId": gateway.snat_table, "SnatIp": gateway.address, **changes}


def snat_rows(vpc: Api, gateway: Gateway, **wanted: str) -> list[dict[str, Any]]:
    answer = vpc("DescribeSnatTableEntries", SnatTableId=gateway.snat_table, **wanted)
    return list(answer["SnatTableEntries"]["SnatTableEntry"])


def forward_rows(vpc: Api, gateway: Gateway, **wanted: str) -> list[dict[str, Any]]:
    answer = vpc("DescribeForwardTableEntries", ForwardTableId=gateway.forward_table, **wanted)
    return list(answer["ForwardTableEntries"]["ForwardTableEntry"])


def test_an_snat_entry_serves_a_vswitch_and_shows_its_range(vpc: Api, network: Network, gateway: Gateway) -> None:
    made = vpc("CreateSnatEntry", **snat(gateway, SourceVSwitchId=network.vswitch, SnatEntryName="s"))["SnatEntryId"]
    row = snat_rows(vpc, gateway)[0]
    assert (row["SnatEntryId"], row["SourceCIDR"], row["SnatIp"]) == (made, "10.0.1.0/24", gateway.address)
    assert snat_rows(vpc, gateway, SnatEntryName="t") == []
    assert vpc.code("CreateSnatEntry", **snat(gateway, SourceVSwitchId=network.vswitch)) == (
        "Forbidden.SourceVSwitchId.Duplicated"
    )


def test_an_snat_entry_serves_a_range_once(vpc: Api, gateway: Gateway) -> None:
    vpc("CreateSnatEntry", **snat(gateway, SourceCIDR="10.0.0.0/16"))
    refused = vpc.code("CreateSnatEntry", **snat(gateway, SourceCIDR="10.0.0.0/16"))
    assert refused == "Forbidden.SourceCidrBlock.Duplicated"
    vpc("CreateSnatEntry", **snat(gateway, SourceCIDR="10.0.1.7/32"))
    assert len(snat_rows(vpc, gateway)) == 2


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, "MissingParameter.SourceVSwitchId"),
        ({"SourceCIDR": "10.0.0.0/16", "SourceVSwitchId": "vsw-x"}, "MissingParam.SourceCIDRorSourceVSwitchId"),
        ({"SourceCIDR": "10.0.0.1/16"}, "InvalidSourceCIDR.Malformed"),
        ({"SourceVSwitchId": "vsw-none"}, "InvalidVSwitchId.NotFound"),
        ({"SourceCIDR": "10.0.0.0/16", "SnatIp": "198.51.100.7"}, "EIP_NOT_IN_GATEWAY"),
        ({"SourceCIDR": "10.0.0.0/16", "SnatTableId": "stb-none"}, "InvalidSnatTableId.NotFound"),
        ({"SourceCIDR": "10.0.0.0/16", "EipAffinity": "2"}, "InvalidParameter.EipAffinity"),
    ],
)
def test_an_snat_entry_is_checked(vpc: Api, gateway: Gateway, changes: dict[str, str], code: str) -> None:
    assert vpc.code("CreateSnatEntry", **snat(gateway, **changes)) == code
    assert snat_rows(vpc, gateway) == []


def test_several_addresses_serve_one_source(vpc: Api, gateway: Gateway) -> None:
    other = vpc("AllocateEipAddress")
    both = f"{gateway.address},{other['EipAddress']}"
    assert vpc.code("CreateSnatEntry", **snat(gateway, SourceCIDR="10.0.0.0/16", SnatIp=both)) == "EIP_NOT_IN_GATEWAY"
    vpc("AssociateEipAddress", AllocationId=other["AllocationId"], InstanceId=gateway.nat, InstanceType="Nat")
    vpc("CreateSnatEntry", **snat(gateway, SourceCIDR="10.0.0.0/16", SnatIp=both))
    assert snat_rows(vpc, gateway, SnatIp=other["EipAddress"])[0]["SnatIp"] == both


def test_an_snat_entry_is_changed_and_deleted(vpc: Api, gateway: Gateway) -> None:
    made = vpc("CreateSnatEntry", **snat(gateway, SourceCIDR="10.0.0.0/16"))["SnatEntryId"]
    named = {"SnatTableId": gateway.snat_table, "SnatEntryId": made}
    vpc("ModifySnatEntry", **named, SnatEntryName="t", EipAffinity="1")
    row = snat_rows(vpc, gateway)[0]
    assert (row["SnatEntryName"], row["EipAffinity"]) == ("t", "1")
    assert vpc.code("ModifySnatEntry", **named, SnatIp="198.51.100.7") == "EIP_NOT_IN_GATEWAY"
    vpc("DeleteSnatEntry", **named)
    refused = vpc.refused("DeleteSnatEntry", **named)
    assert (refused.status, refused.code) == (404, "InvalidSnatEntryId.NotFound")


def test_a_forward_entry_is_made_and_found(vpc: Api, gateway: Gateway) -> None:
    made = vpc("CreateForwardEntry", **forward(gateway, ForwardEntryName="ssh", IpProtocol="TCP"))["ForwardEntryId"]
    row = forward_rows(vpc, gateway)[0]
    assert (row["ForwardEntryId"], row["IpProtocol"], row["Status"]) == (made, "tcp", "Available")
    assert len(forward_rows(vpc, gateway, ExternalPort="10022", IpProtocol="TCP")) == 1
    assert forward_rows(vpc, gateway, ExternalPort="10023") == []
    by_gateway = vpc("DescribeForwardTableEntries", NatGatewayId=gateway.nat)
    assert by_gateway["TotalCount"] == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"ExternalPort": "0"}, "InvalidParameter.ExternalPort"),
        ({"ExternalPort": "65536"}, "InvalidParameter.ExternalPort"),
        ({"InternalPort": "70000"}, "InvalidParameter.InternalPort"),
        ({"ExternalPort": "any"}, "InvalidParameter.ExternalPort"),
        ({"ExternalPort": "20/10"}, "InvalidParameter.ExternalPort"),
        ({"ExternalPort": "10/20", "InternalPort": "10/21"}, "InvalidInternalPort.Mismatch"),
        ({"IpProtocol": "any"}, "InvalidParameter.ExternalPort"),
        ({"IpProtocol": "icmp"}, "InvalidParameter.IpProtocol"),
        ({"ExternalIp": "198.51.100.7"}, "InvalidIp.NotInNatgw"),
        ({"InternalIp": "10.1.0.9"}, "Forbidden.DestnationIpOutOfVpcCIDR"),
        ({"InternalIp": "nonsense"}, "Forbidden.DestnationIpOutOfVpcCIDR"),
        ({"ForwardTableId": "ftb-none"}, "InvalidForwardTableId.NotFound"),
    ],
)
def test_a_forward_entry_is_checked(vpc: Api, gateway: Gateway, changes: dict[str, str], code: str) -> None:
    assert vpc.code("CreateForwardEntry", **forward(gateway, **changes)) == code
    assert forward_rows(vpc, gateway) == []


@pytest.mark.parametrize("ports", [("1", "1"), ("65535", "65535"), ("10/20", "110/120")])
def test_a_forward_entry_at_the_edge_is_taken(vpc: Api, gateway: Gateway, ports: tuple[str, str]) -> None:
    vpc("CreateForwardEntry", **forward(gateway, ExternalPort=ports[0], InternalPort=ports[1]))
    assert len(forward_rows(vpc, gateway)) == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"InternalPort": "23"}, "Forbidden.ExternalPort.Duplicated"),
        ({"ExternalPort": "10000/10100", "InternalPort": "1000/1100"}, "Forbidden.ExternalPort.Duplicated"),
        ({"ExternalPort": "10023"}, "Forbidden.InternalPort.Duplicated"),
        ({"IpProtocol": "any", "ExternalPort": "any", "InternalPort": "any"}, "Forbidden.ExternalPort.Duplicated"),
    ],
)
def test_two_forwards_never_take_one_packet(vpc: Api, gateway: Gateway, changes: dict[str, str], code: str) -> None:
    vpc("CreateForwardEntry", **forward(gateway))
    assert vpc.code("CreateForwardEntry", **forward(gateway, **changes)) == code


@pytest.mark.parametrize(
    "changes",
    [
        {"IpProtocol": "udp"},
        {"ExternalPort": "10023", "InternalPort": "23"},
        {"ExternalPort": "10021", "InternalIp": "10.0.1.10"},
    ],
)
def test_forwards_beside_each_other_are_taken(vpc: Api, gateway: Gateway, changes: dict[str, str]) -> None:
    vpc("CreateForwardEntry", **forward(gateway))
    vpc("CreateForwardEntry", **forward(gateway, **changes))
    assert len(forward_rows(vpc, gateway)) == 2


def test_a_mapped_address_serves_nothing_else(vpc: Api, gateway: Gateway) -> None:
    whole = {"IpProtocol": "any", "ExternalPort": "any", "InternalPort": "any"}
    vpc("CreateForwardEntry", **forward(gateway, **whole))
    assert vpc.code("CreateForwardEntry", **forward(gateway)) == "Forbidden.ExternalPort.Duplicated"
    refused = vpc.code("CreateSnatEntry", **snat(gateway, SourceCIDR="10.0.0.0/16"))
    assert refused == "Forbidden.EipUsedByIpMapping"


def test_an_address_with_snat_cannot_be_mapped(vpc: Api, gateway: Gateway) -> None:
    vpc("CreateSnatEntry", **snat(gateway, SourceCIDR="10.0.0.0/16"))
    whole = {"IpProtocol": "any", "ExternalPort": "any", "InternalPort": "any"}
    assert vpc.code("CreateForwardEntry", **forward(gateway, **whole)) == "Forbidden.EipUsedBySnat"


def test_a_forward_entry_is_changed_and_deleted(vpc: Api, gateway: Gateway) -> None:
    made = vpc("CreateForwardEntry", **forward(gateway))["ForwardEntryId"]
    vpc("CreateForwardEntry", **forward(gateway, ExternalPort="80", InternalPort="8080"))
    named = {"ForwardTableId": gateway.forward_table, "ForwardEntryId": made}
    vpc("ModifyForwardEntry", **named, ExternalPort="10023", ForwardEntryName="n")
    row = forward_rows(vpc, gateway, ForwardEntryId=made)[0]
    assert (row["ExternalPort"], row["InternalPort"], row["ForwardEntryName"]) == ("10023", "22", "n")
    assert vpc.code("ModifyForwardEntry", **named, ExternalPort="80") == "Forbidden.ExternalPort.Duplicated"
    vpc("DeleteForwardEntry", **named)
    refused = vpc.refused("DeleteForwardEntry", **named)
    assert (refused.status, refused.code) == (404, "InvalidForwardEntryId.NotFound")


def test_the_quota_of_entries_holds(emulator: EmulatorHandle, vpc: Api, gateway: Gateway) -> None:
    emulator.quotas(forward_entries_per_table=1, snat_entries_per_table=0)
    vpc("CreateForwardEntry", **forward(gateway))
    assert vpc.code("CreateForwardEntry", **forward(gateway, ExternalPort="80")) == "QuotaExceeded.ForwardEntry"
    assert vpc.code("CreateSnatEntry", **snat(gateway, SourceCIDR="10.0.0.0/16")) == "QuotaExceeded.SnatEntry"


def test_a_second_vpcs_vswitch_is_no_source(vpc: Api, gateway: Gateway) -> None:
    other = vpc("CreateVpc", CidrBlock="10.9.0.0/16")["VpcId"]
    vswitch = vpc("CreateVSwitch", VpcId=other, ZoneId=ZONE, CidrBlock="10.9.1.0/24")["VSwitchId"]
    refused = vpc.refused("CreateSnatEntry", **snat(gateway, SourceVSwitchId=vswitch))
    assert (refused.status, refused.code) == (404, "InvalidVSwitchId.NotFound")


@pytest.mark.parametrize("action", ["DescribeSnatTableEntries", "DescribeForwardTableEntries"])
def test_entries_are_not_listed_without_saying_whose(vpc: Api, action: str) -> None:
    assert vpc.code(action) == "MissingParameter"
