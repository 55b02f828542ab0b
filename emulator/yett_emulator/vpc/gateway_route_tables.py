"""Route tables of an IPv4 or IPv6 gateway: where traffic from the internet goes (`AssociateRouteTableWithGateway`).

A gateway has at most one, of the kind that was made for gateways. Source: help.aliyun.com, VPC, IPv4 gateways,
gateway route tables; the codes are those that the provider retries on.
"""

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.errors import not_found
from yett_emulator.paging import tokened
from yett_emulator.store import Record, Store
from yett_emulator.vpc.common import existing, matching, needed, refuse_if, update
from yett_emulator.vpc.ip_gateways import V4_NOT_FOUND, V6_NOT_FOUND
from yett_emulator.vpc.route_tables import NOT_FOUND as TABLE_NOT_FOUND

GATEWAYS = {
    "IPv4Gateway": ("ipv4_gateway", V4_NOT_FOUND),
    "IPv6Gateway": ("ipv6_gateway", V6_NOT_FOUND),
}


def gateway_of(call: Call) -> tuple[str, Record]:
    """The gateway's kind of record, and the gateway."""
    kind, code = GATEWAYS[call.choice("GatewayType", tuple(GATEWAYS), "IPv4Gateway")]
    return kind, needed(call, kind, "GatewayId", code)


def table_of(store: Store, gateway: str) -> Record | None:
    tables = store.find("route_table", RouteTableType="Custom")
    return next((table for table in tables if gateway in table["GatewayIds"]["GatewayIds"]), None)


def associate(call: Call) -> Answer:
    (kind, gateway), table = gateway_of(call), needed(call, "route_table", "RouteTableId", TABLE_NOT_FOUND)
    key = call.required("GatewayId")
    refuse_if(gateway["VpcId"] != table["VpcId"], "InvalidGateway.VpcMismatch", f"{key} is in another VPC.")
    wrong = table["AssociateType"] != "Gateway"
    refuse_if(wrong, "OperationDenied.RouteTableType", "The route table was not made for gateways (AssociateType).")
    if kind == "ipv4_gateway":
        refuse_if(not gateway["Enabled"], "OperationDenied.Ipv4GatewayNotActive", f"{key} is not activated.")
    taken = table["GatewayIds"]["GatewayIds"] or table_of(call.store, key)
    refuse_if(taken, "OperationDenied.GatewayAssociated", "The gateway or the route table is associated already.")
    return bind(call, kind, key, table, [key])


def dissociate(call: Call) -> Answer:
    (kind, _), table = gateway_of(call), needed(call, "route_table", "RouteTableId", TABLE_NOT_FOUND)
    key = call.required("GatewayId")
    bound = key in table["GatewayIds"]["GatewayIds"]
    refuse_if(not bound, "OperationDenied.GatewayNotAssociated", f"{key} is not associated with the route table.")
    return bind(call, kind, key, table, [])


def bind(call: Call, kind: str, key: str, table: Record, gateways: list[str]) -> Answer:
    name = table["RouteTableId"]
    update(call.store, "route_table", name, {"GatewayIds": {"GatewayIds": gateways}})
    if kind == "ipv4_gateway":
        update(call.store, kind, key, {"Ipv4GatewayRouteTableId": name if gateways else ""})
    return {}


def local_routes(call: Call, table: Record) -> list[Record]:
    """A gateway's table begins with one route for each vSwitch of the VPC, to the local network."""
    changed = table.get("_gateway_routes", {})
    rows = []
    for vswitch in call.store.find("vswitch", VpcId=table["VpcId"]):
        cidr = vswitch["CidrBlock"]
        plain = {"NextHopId": "local", "NextHopType": "Local", "Name": "", "Description": ""}
        hop = plain | changed.get(cidr, {})
        hops = [{"NextHopId": hop["NextHopId"], "NextHopType": hop["NextHopType"], "Weight": "", "Enabled": "1"}]
        rows.append({"DestinationCidrBlock": cidr, "Status": "Available", "NextHops": hops, **hop})
    return rows


def gateway_table(call: Call, name: str) -> Record:
    return existing(call.store, "route_table", call.required(name), TABLE_NOT_FOUND)


def list_entries(call: Call) -> Answer:
    table = gateway_table(call, "GatewayRouteTableId")
    rows = matching(call, local_routes(call, table), DestinationCidrBlock="DestinationCidrBlock")
    page, about = tokened(call, rows, 10, 100)
    total = str(about["TotalCount"])
    return {"GatewayRouteEntryModels": page, "NextToken": about["NextToken"], "TotalCount": total}


def update_entry(call: Call) -> Answer:
    parameter = "GatewayRouteTableId" if call.has("GatewayRouteTableId") else "IPv4GatewayRouteTableId"
    table, cidr = gateway_table(call, parameter), call.required("DestinationCidrBlock")
    now = next((row for row in local_routes(call, table) if row["DestinationCidrBlock"] == cidr), None)
    if now is None:
        raise not_found("ResourceNotFound.RouteEntry", "route", cidr)
    fields = ("NextHopId", "NextHopType", "Name", "Description")
    changes = {field: call.text(field, str(now[field])) for field in fields}
    update(
        call.store,
        "route_table",
        table["RouteTableId"],
        {"_gateway_routes": {**table.get("_gateway_routes", {}), cidr: changes}},
    )
    return {}


OPERATIONS: dict[str, Operation] = {
    "AssociateRouteTableWithGateway": associate,
    "DissociateRouteTableFromGateway": dissociate,
    "ListGatewayRouteTableEntries": list_entries,
    "UpdateGatewayRouteTableEntryAttribute": update_entry,
}
