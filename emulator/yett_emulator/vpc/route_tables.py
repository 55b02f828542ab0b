"""Route tables: every VPC has a system table; a custom one serves the vSwitches that are bound to it."""

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.errors import CloudError
from yett_emulator.ids import new_id
from yett_emulator.quotas import check_quota
from yett_emulator.store import Record, Store
from yett_emulator.tags import drop_tags, given_tags, put_tags
from yett_emulator.vpc.common import (
    common_fields,
    existing,
    here,
    labels,
    listed,
    matching,
    needed,
    owner,
    refuse_if,
    relabel,
    shown,
    tagged,
    update,
)

NOT_FOUND = "InvalidRouteTableId.NotFound"


def make(call: Call, vpc: Record, kind: str, serves: str, name: str, description: str) -> str:
    """A new table of the VPC; its id."""
    key = new_id("vtb")
    record = {
        "RouteTableId": key,
        "VpcId": vpc["VpcId"],
        "RouterId": vpc["VRouterId"],
        "RouterType": "VRouter",
        "RouteTableType": kind,
        "AssociateType": serves,
        "RouteTableName": name,
        "Description": description,
        "RoutePropagationEnable": True,
        "Status": "Available",
        "OwnerId": owner(call),
        "GatewayIds": {"GatewayIds": []},
        "_vswitches": [],
        **common_fields(call),
    }
    call.store.insert("route_table", key, record)
    return key


def remove(store: Store, key: str) -> None:
    """The table, its routes and its tags."""
    for entry in store.find("route_entry", RouteTableId=key):
        store.delete("route_entry", entry["RouteEntryId"])
    drop_tags(store, key)
    store.delete("route_table", key)


def entries_of(store: Store, vpc: Record) -> list[Record]:
    """The routes that were added by hand, in any table of the VPC."""
    tables = {table["RouteTableId"] for table in store.find("route_table", VpcId=vpc["VpcId"])}
    return [entry for entry in store.find("route_entry") if entry["RouteTableId"] in tables]


def system_table(store: Store, vpc_id: str) -> Record:
    table = store.first("route_table", VpcId=vpc_id, RouteTableType="System")
    if table is None:
        raise CloudError("InternalError", f"The VPC {vpc_id} has no system route table.", 500)
    return table


def table_of(store: Store, vswitch: Record) -> Record:
    """The table that serves a vSwitch: the custom one that is bound to it, else the system table."""
    for table in store.find("route_table", VpcId=vswitch["VpcId"], RouteTableType="Custom"):
        if vswitch["VSwitchId"] in table["_vswitches"]:
            return table
    return system_table(store, vswitch["VpcId"])


def served(store: Store, table: Record) -> list[str]:
    """The vSwitches of a table."""
    if table["RouteTableType"] == "Custom":
        return list(table["_vswitches"])
    custom = store.find("route_table", VpcId=table["VpcId"], RouteTableType="Custom")
    elsewhere = {key for other in custom for key in other["_vswitches"]}
    every = (vswitch["VSwitchId"] for vswitch in store.find("vswitch", VpcId=table["VpcId"]))
    return [key for key in every if key not in elsewhere]


def create_route_table(call: Call) -> Answer:
    vpc = needed(call, "vpc", "VpcId", "InvalidVpcId.NotFound")
    names = labels(call, RouteTableName="RouteTableName", Description="Description")
    serves = call.choice("AssociateType", ("VSwitch", "Gateway"), "VSwitch")
    have = call.store.find("route_table", VpcId=vpc["VpcId"])
    check_quota(call, "route_tables_per_vpc", len(have), "QuotaExceeded.RouteTable")
    key = make(call, vpc, "Custom", serves, names["RouteTableName"], names["Description"])
    put_tags(call.store, key, given_tags(call))
    call.store.save("route_table", key, {**needed_table(call, key), "Status": "Pending"})
    call.later("route_table", key, {"Status": "Available"})
    return {"RouteTableId": key}


def needed_table(call: Call, key: str) -> Record:
    return existing(call.store, "route_table", key, NOT_FOUND)


def describe_route_table_list(call: Call) -> Answer:
    found = matching(
        call,
        here(call, call.store.find("route_table")),
        VpcId="VpcId",
        RouteTableId="RouteTableId",
        RouteTableName="RouteTableName",
        RouteTableType="RouteTableType",
        RouterId="RouterId",
        RouterType="RouterType",
        ResourceGroupId="ResourceGroupId",
    )
    rows = [row(call, table) for table in tagged(call, found, "RouteTableId")]
    return listed(call, rows, "RouterTableList", "RouterTableListType")


def row(call: Call, table: Record) -> Answer:
    shown_row = shown(call, table, "RouteTableId", VSwitchIds={"VSwitchId": served(call.store, table)})
    return {field: value for field, value in shown_row.items() if field != "RegionId"}


def modify_route_table_attributes(call: Call) -> Answer:
    key = needed(call, "route_table", "RouteTableId", NOT_FOUND)["RouteTableId"]
    if call.has("RoutePropagationEnable"):
        update(call.store, "route_table", key, {"RoutePropagationEnable": call.flag("RoutePropagationEnable")})
    return relabel(call, "route_table", key, RouteTableName="RouteTableName", Description="Description")


def delete_route_table(call: Call) -> Answer:
    table = needed(call, "route_table", "RouteTableId", NOT_FOUND)
    refuse_if(table["RouteTableType"] == "System", "OperationDenied.SystemTable", "A system route table stays.")
    refuse_if(table["_vswitches"], "DependencyViolation.VSwitch", "A vSwitch is bound to the route table.")
    gateways = table["GatewayIds"]["GatewayIds"]
    refuse_if(gateways, "DependencyViolation.Gateway", f"The gateway {gateways} is bound to the route table.")
    remove(call.store, table["RouteTableId"])
    return {}


def associate_route_table(call: Call) -> Answer:
    table = needed(call, "route_table", "RouteTableId", NOT_FOUND)
    vswitch = needed(call, "vswitch", "VSwitchId", "InvalidVSwitchId.NotFound")
    refuse_if(table["RouteTableType"] == "System", "OperationDenied.SystemTable", "A system table is never bound.")
    refuse_if(vswitch["VpcId"] != table["VpcId"], "InvalidVSwitchId.Mismatch", "The vSwitch is in another VPC.")
    bound = table_of(call.store, vswitch)["RouteTableType"] == "Custom"
    refuse_if(bound, "OperationDenied.VSwitchAssociated", "The vSwitch has a custom route table.")
    bind(call, table, [*table["_vswitches"], vswitch["VSwitchId"]])
    return {}


def unassociate_route_table(call: Call) -> Answer:
    table = needed(call, "route_table", "RouteTableId", NOT_FOUND)
    key = call.required("VSwitchId")
    refuse_if(key not in table["_vswitches"], "InvalidVSwitchId.NotAssociated", f"{key} is not bound to the table.")
    bind(call, table, [other for other in table["_vswitches"] if other != key])
    return {}


def bind(call: Call, table: Record, vswitches: list[str]) -> None:
    key = table["RouteTableId"]
    update(call.store, "route_table", key, {"_vswitches": vswitches, "Status": "Pending"})
    call.later("route_table", key, {"Status": "Available"})


def describe_vrouters(call: Call) -> Answer:
    vpcs = matching(call, here(call, call.store.find("vpc")), VRouterId="VRouterId")
    return listed(call, [vrouter(call, vpc) for vpc in vpcs], "VRouters", "VRouter")


def vrouter(call: Call, vpc: Record) -> Answer:
    tables = call.store.find("route_table", VpcId=vpc["VpcId"])
    return {
        "VRouterId": vpc["VRouterId"],
        "VRouterName": "",
        "Description": "",
        "VpcId": vpc["VpcId"],
        "RegionId": vpc["RegionId"],
        "CreationTime": vpc["CreationTime"],
        "RouteTableIds": {"RouteTableId": [table["RouteTableId"] for table in tables]},
    }


OPERATIONS: dict[str, Operation] = {
    "CreateRouteTable": create_route_table,
    "DescribeRouteTableList": describe_route_table_list,
    "ModifyRouteTableAttributes": modify_route_table_attributes,
    "DeleteRouteTable": delete_route_table,
    "AssociateRouteTable": associate_route_table,
    "UnassociateRouteTable": unassociate_route_table,
    "DescribeVRouters": describe_vrouters,
}
