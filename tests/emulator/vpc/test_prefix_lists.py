"""Prefix lists of VPC through HTTP."""

from typing import Any

import pytest

from tests.emulator.api import Api
from tests.emulator.vpc.conftest import Network


@pytest.fixture
def prefixes(vpc: Api) -> str:
    entries = [{"Cidr": "172.20.0.0/16", "Description": "a"}]
    return str(vpc("CreateVpcPrefixList", PrefixListName="p", MaxEntries=2, PrefixListEntries=entries)["PrefixListId"])


def ranges(vpc: Api, key: str) -> list[str]:
    return [row["Cidr"] for row in vpc("GetVpcPrefixListEntries", PrefixListId=key)["PrefixListEntry"]]


def test_entries_are_added_and_removed(vpc: Api, prefixes: str) -> None:
    vpc("ModifyVpcPrefixList", PrefixListId=prefixes, AddPrefixListEntry=[{"Cidr": "172.21.0.0/16"}])
    assert ranges(vpc, prefixes) == ["172.20.0.0/16", "172.21.0.0/16"]
    vpc("ModifyVpcPrefixList", PrefixListId=prefixes, RemovePrefixListEntry=[{"Cidr": "172.20.0.0/16"}])
    assert ranges(vpc, prefixes) == ["172.21.0.0/16"]
    again = vpc.refused("ModifyVpcPrefixList", PrefixListId=prefixes, RemovePrefixListEntry=[{"Cidr": "172.20.0.0/16"}])
    assert (again.status, again.code) == (404, "ResourceNotFound.PrefixListEntry")


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ([{"Cidr": "172.20.0.0/16"}], "DuplicatedParam.PrefixListEntries"),
        ([{"Cidr": "172.21.0.0/16"}, {"Cidr": "172.22.0.0/16"}], "QuotaExceeded.PrefixListEntry"),
        ([{"Cidr": "everywhere"}], "InvalidParameter.AddPrefixListEntry.Cidr"),
        ([{"Cidr": "2001:db8::/32"}], "InvalidParameter.AddPrefixListEntry.Cidr"),
    ],
)
def test_entries_are_checked(vpc: Api, prefixes: str, more: list[dict[str, str]], code: str) -> None:
    assert vpc.code("ModifyVpcPrefixList", PrefixListId=prefixes, AddPrefixListEntry=more) == code
    assert ranges(vpc, prefixes) == ["172.20.0.0/16"]


def test_lists_are_renamed_and_found(vpc: Api, prefixes: str) -> None:
    vpc("ModifyVpcPrefixList", PrefixListId=prefixes, PrefixListName="q", MaxEntries=9)
    for wanted in ({"PrefixListName": "q"}, {"PrefixListIds": [prefixes]}):
        row: dict[str, Any] = vpc("ListPrefixLists", **wanted)["PrefixLists"][0]
        assert (row["PrefixListId"], row["MaxEntries"], row["CidrBlocks"]) == (prefixes, 9, ["172.20.0.0/16"])
    assert vpc("ListPrefixLists", PrefixListName="p")["TotalCount"] == 0


def test_a_list_that_a_route_leads_to_stays(vpc: Api, network: Network, prefixes: str) -> None:
    hop = {"NextHopType": "HaVip", "NextHopId": vpc("CreateHaVip", VSwitchId=network.vswitch)["HaVipId"]}
    table = vpc("CreateRouteTable", VpcId=network.vpc)["RouteTableId"]
    made = vpc("CreateRouteEntry", RouteTableId=table, DestinationCidrBlock=prefixes, **hop)["RouteEntryId"]
    rows = vpc("GetVpcPrefixListAssociations", PrefixListId=prefixes)["PrefixListAssociation"]
    assert [row["ResourceId"] for row in rows] == [table]
    assert vpc.code("DeleteVpcPrefixList", PrefixListId=prefixes) == "DependencyViolation.RouteEntry"
    vpc("DeleteRouteEntry", RouteEntryId=made)
    vpc("DeleteVpcPrefixList", PrefixListId=prefixes)
    refused = vpc.refused("GetVpcPrefixListEntries", PrefixListId=prefixes)
    assert (refused.status, refused.code) == (404, "ResourceNotFound.PrefixList")
