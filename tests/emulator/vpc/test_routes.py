"""Route tables and entries through HTTP."""

import pytest

from tests.emulator.api import Api
from tests.emulator.vpc.conftest import Gateway, Network


@pytest.fixture
def table(vpc: Api, network: Network) -> str:
    return str(vpc("CreateRouteTable", VpcId=network.vpc, RouteTableName="r")["RouteTableId"])


@pytest.fixture
def hop(vpc: Api, network: Network) -> dict[str, str]:
    address = vpc("CreateHaVip", VSwitchId=network.vswitch)["HaVipId"]
    return {"NextHopType": "HaVip", "NextHopId": address}


def shown(vpc: Api, table: str) -> dict[str, object]:
    rows = vpc("DescribeRouteTableList", RouteTableId=table)["RouterTableList"]["RouterTableListType"]
    return dict(rows[0])


def entries(vpc: Api, table: str) -> list[tuple[str, str, str]]:
    rows = vpc("DescribeRouteTables", RouteTableId=table)["RouteTables"]["RouteTable"][0]["RouteEntrys"]["RouteEntry"]
    return [(row["DestinationCidrBlock"], row["NextHopType"], row["InstanceId"]) for row in rows]


def test_a_custom_table_serves_the_vswitches_bound_to_it(vpc: Api, network: Network, table: str) -> None:
    vpc("AssociateRouteTable", RouteTableId=table, VSwitchId=network.vswitch)
    assert shown(vpc, table)["VSwitchIds"] == {"VSwitchId": [network.vswitch]}
    again = vpc.code("AssociateRouteTable", RouteTableId=table, VSwitchId=network.vswitch)
    assert again == "OperationDenied.VSwitchAssociated"
    assert vpc.code("DeleteRouteTable", RouteTableId=table) == "DependencyViolation.VSwitch"
    vpc("UnassociateRouteTable", RouteTableId=table, VSwitchId=network.vswitch)
    gone = vpc.code("UnassociateRouteTable", RouteTableId=table, VSwitchId=network.vswitch)
    assert gone == "InvalidVSwitchId.NotAssociated"
    vpc("DeleteRouteTable", RouteTableId=table)
    assert vpc("DescribeRouteTableList", RouteTableId=table)["TotalCount"] == 0


def test_a_table_is_renamed_and_found(vpc: Api, network: Network, table: str) -> None:
    vpc("ModifyRouteTableAttributes", RouteTableId=table, RouteTableName="s", RoutePropagationEnable=False)
    row = shown(vpc, table)
    assert (row["RouteTableName"], row["RoutePropagationEnable"]) == ("s", False)
    assert vpc("DescribeRouteTableList", RouteTableName="s")["TotalCount"] == 1
    assert vpc("DescribeRouteTableList", RouteTableType="Custom")["TotalCount"] == 1
    assert vpc("DescribeRouteTableList", VpcId=network.vpc)["TotalCount"] == 2


def test_a_system_table_stays_and_is_never_bound(vpc: Api, network: Network) -> None:
    system = vpc("DescribeRouteTableList", RouteTableType="System")["RouterTableList"]["RouterTableListType"][0]
    key = system["RouteTableId"]
    assert vpc.code("DeleteRouteTable", RouteTableId=key) == "OperationDenied.SystemTable"
    bound = vpc.code("AssociateRouteTable", RouteTableId=key, VSwitchId=network.vswitch)
    assert bound == "OperationDenied.SystemTable"


def test_a_vpc_with_a_custom_table_stays(vpc: Api, network: Network, table: str) -> None:
    vpc("DeleteVSwitch", VSwitchId=network.vswitch)
    assert vpc.code("DeleteVpc", VpcId=network.vpc) == "DependencyViolation.RouteTable"


def test_every_table_has_the_system_routes(vpc: Api, table: str) -> None:
    assert entries(vpc, table) == [("10.0.1.0/24", "local", ""), ("100.64.0.0/10", "service", "")]


def test_an_entry_is_made_shown_and_deleted(vpc: Api, table: str, hop: dict[str, str]) -> None:
    wanted = {"RouteTableId": table, "DestinationCidrBlock": "172.16.0.0/24", **hop}
    vpc("CreateRouteEntry", **wanted)
    assert entries(vpc, table)[-1] == ("172.16.0.0/24", "HaVip", hop["NextHopId"])
    assert vpc.code("CreateRouteEntry", **wanted) == "RouterEntryConflict.Duplicated"
    vpc("DeleteRouteEntry", RouteTableId=table, DestinationCidrBlock="172.16.0.0/24", NextHopId=hop["NextHopId"])
    assert len(entries(vpc, table)) == 2
    refused = vpc.refused("DeleteRouteEntry", RouteTableId=table, DestinationCidrBlock="172.16.0.0/24")
    assert (refused.status, refused.code) == (404, "InvalidRouteEntry.NotFound")


@pytest.mark.parametrize(
    ("destination", "code"),
    [
        ("100.100.0.0/16", "InvalidCIDRBlock.Reserved"),
        ("10.0.1.0/24", "RouterEntryConflict.Duplicated"),
        ("10.0.0.0", ""),
        ("10.0.0.1/24", "InvalidCIDRBlock.Malformed"),
    ],
)
def test_a_destination_is_checked(vpc: Api, table: str, hop: dict[str, str], destination: str, code: str) -> None:
    wanted = {"RouteTableId": table, "DestinationCidrBlock": destination, **hop}
    if code:
        assert vpc.code("CreateRouteEntry", **wanted) == code
    else:
        vpc("CreateRouteEntry", **wanted)
        assert entries(vpc, table)[-1][0] == f"{destination}/32"


def test_a_next_hop_must_exist(vpc: Api, table: str) -> None:
    wanted = {"RouteTableId": table, "DestinationCidrBlock": "172.16.0.0/24"}
    refused = vpc.refused("CreateRouteEntry", **wanted, NextHopType="Instance", NextHopId="i-none")
    assert (refused.status, refused.code) == (404, "InvalidNextHop.NotFound")
    assert vpc.code("CreateRouteEntry", **wanted, NextHopType="Teapot", NextHopId="x") == "InvalidNextHopType"


def test_an_entry_changes_its_name_and_hop(vpc: Api, network: Network, table: str, hop: dict[str, str]) -> None:
    made = vpc("CreateRouteEntry", RouteTableId=table, DestinationCidrBlock="172.16.0.0/24", **hop)["RouteEntryId"]
    other = vpc("CreateHaVip", VSwitchId=network.vswitch)["HaVipId"]
    vpc("ModifyRouteEntry", RouteEntryId=made, RouteEntryName="n", NewNextHopId=other, NewNextHopType="HaVip")
    rows = vpc("DescribeRouteEntryList", RouteTableId=table, RouteEntryType="Custom")["RouteEntrys"]["RouteEntry"]
    assert [(row["RouteEntryName"], row["NextHops"]["NextHop"][0]["NextHopId"]) for row in rows] == [("n", other)]


def test_entries_are_listed_by_type_and_page(vpc: Api, table: str, hop: dict[str, str]) -> None:
    for number in range(3):
        vpc("CreateRouteEntry", RouteTableId=table, DestinationCidrBlock=f"172.16.{number}.0/24", **hop)
    first = vpc("DescribeRouteEntryList", RouteTableId=table, RouteEntryType="Custom", MaxResult=2)
    assert [row["DestinationCidrBlock"] for row in first["RouteEntrys"]["RouteEntry"]][-1] == "172.16.1.0/24"
    again = {"RouteTableId": table, "RouteEntryType": "Custom", "MaxResult": 2, "NextToken": first["NextToken"]}
    rest = vpc("DescribeRouteEntryList", **again)
    assert [row["DestinationCidrBlock"] for row in rest["RouteEntrys"]["RouteEntry"]] == ["172.16.2.0/24"]
    assert (first["TotalCount"], rest["NextToken"]) == (3, "")


def test_entries_in_bulk_fail_one_by_one(vpc: Api, table: str, hop: dict[str, str]) -> None:
    good = {"RouteTableId": table, "DstCidrBlock": "172.16.0.0/24", "NextHopType": "HaVip", "NextHop": hop["NextHopId"]}
    answer = vpc("CreateRouteEntries", RouteEntries=[good, {**good, "DstCidrBlock": "100.64.0.0/16"}])
    assert (answer["SuccessCount"], answer["FailedCount"]) == (1, 1)
    assert answer["FailedRouteEntries"][0]["FailedCode"] == "InvalidCIDRBlock.Reserved"
    gone = vpc("DeleteRouteEntries", RouteEntries=[{"RouteTableId": table, "DstCidrBlock": "172.16.0.0/24"}])
    assert (gone["SuccessCount"], len(entries(vpc, table))) == (1, 2)


def test_an_equal_cost_route_has_several_hops(vpc: Api, network: Network, table: str, hop: dict[str, str]) -> None:
    other = {**hop, "NextHopId": vpc("CreateHaVip", VSwitchId=network.vswitch)["HaVipId"]}
    hops = [{**one, "Weight": 100} for one in (hop, other)]
    vpc("CreateRouteEntry", RouteTableId=table, DestinationCidrBlock="172.16.0.0/24", NextHopList=hops)
    assert entries(vpc, table)[-1][1] == "Ecmp"


def test_a_nat_gateway_is_the_default_route_until_it_goes(vpc: Api, network: Network, gateway: Gateway) -> None:
    system = vpc("DescribeRouteTableList", RouteTableType="System")["RouterTableList"]["RouterTableListType"][0]
    assert ("0.0.0.0/0", "NatGateway", gateway.nat) in entries(vpc, system["RouteTableId"])
    vpc("DeleteNatGateway", NatGatewayId=gateway.nat, Force=True)
    assert "0.0.0.0/0" not in [row[0] for row in entries(vpc, system["RouteTableId"])]


def test_tables_are_not_listed_without_saying_which(vpc: Api) -> None:
    assert vpc.code("DescribeRouteTables") == "MissingParameter"
