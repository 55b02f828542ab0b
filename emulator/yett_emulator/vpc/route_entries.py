"""Route entries: where a table sends a destination; system entries follow from the VPC's vSwitches."""

import ipaddress
from typing import Any

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.errors import CloudError, not_found
from yett_emulator.ids import new_id, timestamp
from yett_emulator.paging import tokened
from yett_emulator.quotas import check_quota
from yett_emulator.store import Record, Store
from yett_emulator.vpc import cidrs
from yett_emulator.vpc.common import here, labels, listed, matching, needed, refuse_if, relabel, update
from yett_emulator.vpc.route_tables import NOT_FOUND, served, system_table

HOPS = {
    "Instance": "instance",
    "NatGateway": "nat_gateway",
    "HaVip": "ha_vip",
    "NetworkInterface": "interface",
    "VpcPeer": "peer_connection",
    "Ipv4Gateway": "ipv4_gateway",
    "IPv6Gateway": "ipv6_gateway",
}
"""Kinds of next hop that are emulated; the others below are taken on trust."""
OTHER_HOPS = ("RouterInterface", "VpnGateway", "TransitRouter", "Attachment", "ECR", "GatewayEndpoint", "EcrAttachment")


def create_route_entry(call: Call) -> Answer:
    table = needed(call, "route_table", "RouteTableId", NOT_FOUND)
    wanted = {
        "DestinationCidrBlock": call.required("DestinationCidrBlock"),
        "hops": hops_of(call),
        **labels(call, RouteEntryName="RouteEntryName", Description="Description"),
    }
    return {"RouteEntryId": add(call, table, wanted)}


def hops_of(call: Call) -> list[Record]:
    """One next hop, or the `NextHopList` of an equal-cost route."""
    rows = call.objects("NextHopList")
    single = {"NextHopId": call.text("NextHopId"), "NextHopType": call.text("NextHopType", "Instance")}
    return [checked_hop(call, row) for row in rows or [single]]


def checked_hop(call: Call, row: Record) -> Record:
    kind, key = str(row.get("NextHopType", "Instance")), str(row.get("NextHopId", ""))
    if kind not in HOPS and kind not in OTHER_HOPS:
        raise CloudError("InvalidNextHopType", f"Specified NextHopType {kind!r} is none of {', '.join(HOPS)}.")
    if kind in HOPS and call.store.get(HOPS[kind], key) is None:
        raise not_found("InvalidNextHop.NotFound", f"next hop ({kind})", key)
    return {"NextHopId": key, "NextHopType": kind, "Weight": int(row.get("Weight", 0) or 0), "Enabled": 1}


def add(call: Call, table: Record, wanted: Record) -> str:
    """A custom route in a table; its id."""
    destination = checked_destination(call, table, wanted["DestinationCidrBlock"])
    have = call.store.find("route_entry", RouteTableId=table["RouteTableId"])
    check_quota(call, "route_entries_per_table", len(have), "QuotaExceeded.RouteEntry")
    key = new_id("rte")
    call.store.insert("route_entry", key, new_entry(call, key, table, destination, wanted))
    return key


def add_way_out(call: Call, vpc_id: str, destination: str, hop: tuple[str, str], description: str) -> None:
    """The default route that comes with a gateway (kind, id), when the VPC's own table has none."""
    table = system_table(call.store, vpc_id)
    if not any(one["DestinationCidrBlock"] == destination for one in entries(call.store, table)):
        kind, key = hop
        hops = [{"NextHopId": key, "NextHopType": kind, "Weight": 0, "Enabled": 1}]
        names = {"RouteEntryName": "", "Description": description}
        add(call, table, {"DestinationCidrBlock": destination, "hops": hops, **names})


def drop_ways_to(store: Store, hop: str) -> None:
    """The routes that lead to something that is no more."""
    for entry in store.find("route_entry"):
        if hop in [one["NextHopId"] for one in entry["NextHops"]]:
            store.delete("route_entry", entry["RouteEntryId"])


def new_entry(call: Call, key: str, table: Record, destination: str, wanted: Record) -> Record:
    return {
        "RouteEntryId": key,
        "RouteTableId": table["RouteTableId"],
        "DestinationCidrBlock": destination,
        "NextHops": wanted["hops"],
        "RouteEntryName": wanted["RouteEntryName"],
        "Description": wanted["Description"],
        "IpVersion": version_of(call, destination),
        "Status": "Available",  # at once: the provider's first look comes without a delay
        "Type": "Custom",
        "GmtModified": timestamp(call.now),
    }


def version_of(call: Call, destination: str) -> str:
    listed_ranges = call.store.get("vpc_prefix_list", destination)
    if listed_ranges:
        return str(listed_ranges["IpVersion"]).lower()
    return "ipv6" if ":" in destination else "ipv4"


def checked_destination(call: Call, table: Record, text: str) -> str:
    """A prefix list, or a range outside the cloud's own; no other route of the table may lead there."""
    network = text if call.store.get("vpc_prefix_list", text) else any_network(text)
    if isinstance(network, ipaddress.IPv4Network) and network.prefixlen and network.overlaps(cidrs.SERVICES):
        raise CloudError("InvalidCIDRBlock.Reserved", f"{network} overlaps the cloud's own {cidrs.SERVICES}.")
    if any(entry["DestinationCidrBlock"] == str(network) for entry in entries(call.store, table)):
        raise CloudError("RouterEntryConflict.Duplicated", f"The route table has a route to {network}.")
    return str(network)


def any_network(text: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network:
    try:
        return ipaddress.ip_network(text)
    except ValueError as error:
        raise CloudError(
            "InvalidCIDRBlock.Malformed", f"Specified CIDR block {text!r} is not valid: {error}."
        ) from None


def entries(store: Store, table: Record) -> list[Record]:
    """System routes first, then the custom ones."""
    return [*system_entries(store, table), *store.find("route_entry", RouteTableId=table["RouteTableId"])]


def system_entries(store: Store, table: Record) -> list[Record]:
    vswitches = store.find("vswitch", VpcId=table["VpcId"])
    local = [(vswitch["CidrBlock"], "local", vswitch["VSwitchId"]) for vswitch in vswitches]
    rows = [*local, (str(cidrs.SERVICES), "service", table["RouteTableId"])]
    return [system_entry(table, *row) for row in rows]


def system_entry(table: Record, destination: str, hop: str, source: str) -> Record:
    return {
        "RouteEntryId": f"rte-{source.partition('-')[2]}",
        "RouteTableId": table["RouteTableId"],
        "DestinationCidrBlock": destination,
        "NextHops": [{"NextHopId": "", "NextHopType": hop, "Weight": 0, "Enabled": 1}],
        "RouteEntryName": "",
        "Description": "",
        "IpVersion": "ipv4",
        "Status": "Available",
        "Type": "System",
        "GmtModified": table["CreationTime"],
    }


def delete_route_entry(call: Call) -> Answer:
    entry = named_entry(call, dict(call.params))
    call.store.delete("route_entry", entry["RouteEntryId"])
    return {}


def named_entry(call: Call, wanted: Record) -> Record:
    """By its id, or by table, destination and (when given) next hop."""
    if key := wanted.get("RouteEntryId"):
        found = call.store.find("route_entry", RouteEntryId=key)
    else:
        table, destination = wanted.get("RouteTableId"), wanted.get("DestinationCidrBlock")
        found = call.store.find("route_entry", RouteTableId=table, DestinationCidrBlock=destination)
    hop = wanted.get("NextHopId") or wanted.get("NextHop")
    found = [entry for entry in found if not hop or hop in [one["NextHopId"] for one in entry["NextHops"]]]
    if not found:
        raise not_found("InvalidRouteEntry.NotFound", "route entry", str(wanted.get("DestinationCidrBlock", key)))
    return found[0]


def modify_route_entry(call: Call) -> Answer:
    entry = named_entry(call, dict(call.params))
    if call.has("NewNextHopId"):
        hop = {"NextHopId": call.text("NewNextHopId"), "NextHopType": call.text("NewNextHopType", "Instance")}
        update(call.store, "route_entry", entry["RouteEntryId"], {"NextHops": [checked_hop(call, hop)]})
    names = {"RouteEntryName": "RouteEntryName", "Description": "Description"}
    return relabel(call, "route_entry", entry["RouteEntryId"], **names)


def create_route_entries(call: Call) -> Answer:
    return in_bulk(call, create_one)


def create_one(call: Call, row: Record) -> str:
    table = call.store.get("route_table", str(row.get("RouteTableId")))
    if table is None:
        raise not_found(NOT_FOUND, "route table", str(row.get("RouteTableId")))
    hop = {"NextHopId": row.get("NextHop", ""), "NextHopType": row.get("NextHopType", "Instance")}
    names = {"RouteEntryName": row.get("Name", ""), "Description": row.get("Description", "")}
    hops = [checked_hop(call, hop)]
    return add(call, table, {"DestinationCidrBlock": str(row.get("DstCidrBlock")), "hops": hops, **names})


def delete_route_entries(call: Call) -> Answer:
    return {field: value for field, value in in_bulk(call, delete_one).items() if field != "RouteEntryIds"}


def delete_one(call: Call, row: Record) -> str:
    entry = named_entry(call, {**row, "DestinationCidrBlock": row.get("DstCidrBlock")})
    call.store.delete("route_entry", entry["RouteEntryId"])
    return str(entry["RouteEntryId"])


def in_bulk(call: Call, act: Any) -> Answer:
    """Each row by itself: what fails is reported, the rest is done."""
    done, failed = [], []
    call.listed("RouteEntries")
    for row in call.objects("RouteEntries"):
        try:
            done.append(act(call, row))
        except CloudError as error:
            failed.append(failure(row, error))
    return {
        "RouteEntryIds": done,
        "SuccessCount": len(done),
        "FailedCount": len(failed),
        "FailedRouteEntries": failed,
    }


def failure(row: Record, error: CloudError) -> Record:
    named = {"DstCidrBlock": row.get("DstCidrBlock", ""), "NextHop": row.get("NextHop", "")}
    return {**named, "FailedCode": error.code, "FailedMessage": error.message}


def describe_route_tables(call: Call) -> Answer:
    """The old list: tables with their entries."""
    refuse_if(
        not (call.text("RouteTableId") or call.text("VRouterId") or call.text("RouterId")),
        "MissingParameter",
        "RouteTableId, VRouterId or RouterId is mandatory.",
    )
    tables = here(call, call.store.find("route_table"))
    tables = matching(call, tables, RouteTableId="RouteTableId", RouterId="RouterId", RouteTableName="RouteTableName")
    tables = matching(call, tables, RouterId="VRouterId", RouterType="RouterType", RouteTableType="Type")
    return listed(call, [table_row(call.store, table) for table in tables], "RouteTables", "RouteTable")


def table_row(store: Store, table: Record) -> Answer:
    fields = ("RouteTableId", "RouteTableType", "CreationTime", "ResourceGroupId", "Status")
    return {
        **{field: table[field] for field in fields},
        "VRouterId": table["RouterId"],
        "VSwitchIds": {"VSwitchId": served(store, table)},
        "RouteEntrys": {"RouteEntry": [old_row(entry) for entry in entries(store, table)]},
    }


def old_row(entry: Record) -> Answer:
    hops, single = entry["NextHops"], len(entry["NextHops"]) == 1
    return {
        **{field: value for field, value in entry.items() if field not in ("NextHops", "IpVersion", "GmtModified")},
        "InstanceId": hops[0]["NextHopId"] if single else "",
        "NextHopType": hops[0]["NextHopType"] if single else "Ecmp",
        "NextHops": {"NextHop": [] if single else hops},
    }


def describe_route_entry_list(call: Call) -> Answer:
    table = needed(call, "route_table", "RouteTableId", NOT_FOUND)
    found = [e for e in entries(call.store, table) if call.text("RouteEntryType", e["Type"]) == e["Type"]]
    found = matching(call, found, RouteEntryId="RouteEntryId", RouteEntryName="RouteEntryName")
    found = matching(call, found, DestinationCidrBlock="DestinationCidrBlock", IpVersion="IpVersion")
    hop = call.text("NextHopId")
    found = [entry for entry in found if not hop or hop in [one["NextHopId"] for one in entry["NextHops"]]]
    page, about = tokened(call, found, sized="MaxResult")
    rows = {"RouteEntry": [new_row(call, entry) for entry in page]}
    return {"RouteEntrys": rows, "NextToken": about["NextToken"], "TotalCount": about["TotalCount"]}


def new_row(call: Call, entry: Record) -> Answer:
    hops = [{**hop, "NextHopRegionId": call.region} for hop in entry["NextHops"]]
    return {**entry, "NextHops": {"NextHop": hops}, "Origin": "", "ServiceType": ""}


OPERATIONS: dict[str, Operation] = {
    "CreateRouteEntry": create_route_entry,
    "DeleteRouteEntry": delete_route_entry,
    "ModifyRouteEntry": modify_route_entry,
    "CreateRouteEntries": create_route_entries,
    "DeleteRouteEntries": delete_route_entries,
    "DescribeRouteTables": describe_route_tables,
    "DescribeRouteEntryList": describe_route_entry_list,
}
