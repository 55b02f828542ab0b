"""Route tables, their custom entries and the VPC peerings of a live account."""

from collections.abc import Iterator

from yett_policies.resources import Resource

from ..cloud_api import CloudApi
from .words import listed, resource


def route_tables(api: CloudApi) -> Iterator[Resource]:
    """Every route table, the system ones included, with the entries that somebody added."""
    for one in api.listed("Vpc", "DescribeRouteTableList", "RouterTableList.RouterTableListType"):
        table = one["RouteTableId"]
        yield resource("alicloud_route_table", table, one.get("RouteTableName"), vpc_id=one["VpcId"])
        asked = {"RouteTableId": table, "RouteEntryType": "Custom"}
        for entry in api.tokened("Vpc", "DescribeRouteEntryList", "RouteEntrys.RouteEntry", **asked):
            hops = [
                {"nexthop_id": hop.get("NextHopId") or None, "nexthop_type": hop.get("NextHopType")}
                for hop in listed(entry, "NextHops", "NextHop")
            ]
            where = {"route_table_id": table, "destination_cidr_block": entry["DestinationCidrBlock"]}
            name = entry.get("RouteEntryName")
            yield resource("alicloud_vpc_route_entry", entry["RouteEntryId"], name, **where, next_hops=hops)


def peerings(api: CloudApi) -> Iterator[Resource]:
    """Every peering that is active; one that nobody has accepted carries nothing."""
    for one in api.tokened("VpcPeer", "ListVpcPeerConnections", "VpcPeerConnects"):
        if one.get("Status", "Activated") == "Activated":
            ends = {"vpc_id": one["Vpc"]["VpcId"], "accepting_vpc_id": one["AcceptingVpc"]["VpcId"]}
            yield resource("alicloud_vpc_peer_connection", one["InstanceId"], one.get("Name"), **ends)
