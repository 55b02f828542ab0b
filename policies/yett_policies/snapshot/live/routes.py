"""Route tables, their custom entries and the VPC peerings of a live account."""

from collections.abc import Iterable, Iterator

from yett_policies.resources import Resource

from ..cloud_api import CloudApi
from .words import Item, listed, lower, resource


def every_table(api: CloudApi) -> Iterator[Item]:
    """Every route table, the VPCs' own included, as the API says it."""
    return api.listed("Vpc", "DescribeRouteTableList", "RouterTableList.RouterTableListType")


def is_system(table: Item) -> bool:
    """Whether a table is a VPC's own."""
    return lower(table, "RouteTableType") == "system"


def route_tables(api: CloudApi, tables: Iterable[Item]) -> Iterator[Resource]:
    """Every custom route table with what obeys it, and the entries of every table but those that cannot be removed."""
    for one in tables:
        table = one["RouteTableId"]
        if not is_system(one):
            values = {"vpc_id": one["VpcId"], "associate_type": one.get("AssociateType")}
            yield resource("alicloud_route_table", table, one.get("RouteTableName"), **values)
            yield from _attached(one)
        asked = {"RouteTableId": table, "RouteEntryType": "Custom"}
        for entry in api.tokened("Vpc", "DescribeRouteEntryList", "RouteEntrys.RouteEntry", **asked):
            hops = [
                {"nexthop_id": hop.get("NextHopId") or None, "nexthop_type": hop.get("NextHopType")}
                for hop in listed(entry, "NextHops", "NextHop")
            ]
            where = {"route_table_id": table, "destination_cidr_block": entry["DestinationCidrBlock"]}
            name = entry.get("RouteEntryName")
            yield resource("alicloud_vpc_route_entry", entry["RouteEntryId"], name, **where, next_hops=hops)


def _attached(table: Item) -> Iterator[Resource]:
    """What obeys a custom table: vswitches, or a border gateway for what comes in."""
    ident = table["RouteTableId"]
    for vswitch in listed(table, "VSwitchIds", "VSwitchId"):
        bound = {"route_table_id": ident, "vswitch_id": vswitch}
        yield resource("alicloud_route_table_attachment", f"{ident}:{vswitch}", "", **bound)
    for gateway in listed(table, "GatewayIds", "GatewayIds"):
        bound = {"route_table_id": ident, "ipv4_gateway_id": gateway}
        yield resource("alicloud_vpc_gateway_route_table_attachment", f"{ident}:{gateway}", "", **bound)


def ipv4_gateways(api: CloudApi) -> Iterator[Resource]:
    """Every IPv4 gateway, and whether it is on."""
    for one in api.tokened("Vpc", "ListIpv4Gateways", "Ipv4GatewayModels"):
        values = {"vpc_id": one["VpcId"], "enabled": one.get("Enabled")}
        yield resource("alicloud_vpc_ipv4_gateway", one["Ipv4GatewayId"], one.get("Ipv4GatewayName"), **values)


def peerings(api: CloudApi) -> Iterator[Resource]:
    """Every peering that is active; one that nobody has accepted carries nothing."""
    for one in api.tokened("VpcPeer", "ListVpcPeerConnections", "VpcPeerConnects"):
        if one.get("Status", "Activated") == "Activated":
            ends = {"vpc_id": one["Vpc"]["VpcId"], "accepting_vpc_id": one["AcceptingVpc"]["VpcId"]}
            yield resource("alicloud_vpc_peer_connection", one["InstanceId"], one.get("Name"), **ends)
