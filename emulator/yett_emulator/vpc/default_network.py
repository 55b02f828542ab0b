"""The default VPC: what modules find that ask for the network every region of an account begins with.

It comes into being when it is first asked for (`DescribeVpcs IsDefault=true`), one /20 vSwitch in each zone, or by
CreateDefaultVpc and CreateDefaultVSwitch. Source: help.aliyun.com, VPC, default VPC and default vSwitch.
"""

import ipaddress
from dataclasses import replace

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.errors import CloudError
from yett_emulator.ids import new_id
from yett_emulator.regions import check_zone, zone_ids
from yett_emulator.store import Record
from yett_emulator.vpc import cidrs, route_tables, vpcs, vswitches

CIDR = "172.16.0.0/12"
OWN = {"_own": True}
"""Marks what the account has by itself: it is no leftover of anybody's stack."""


def create_default_vpc(call: Call) -> Answer:
    if default_vpc(call):
        raise CloudError("OperationDenied.DefaultVpcExist", f"There is a default VPC in {call.region}.")
    vpc = make_vpc(call, {})
    if call.flag("EnableIpv6"):
        vpcs.enable_ipv6(call, vpc["VpcId"])
    return {"VpcId": vpc["VpcId"], "VRouterId": vpc["VRouterId"], "RouteTableId": vpc["_table"]}


def create_default_vswitch(call: Call) -> Answer:
    zone = check_zone(call.region, call.required("ZoneId"))
    if (vpc := default_vpc(call)) is None:
        raise CloudError("OperationDenied.DefaultVpcNotExist", f"There is no default VPC in {call.region}.")
    if call.store.first("vswitch", VpcId=vpc["VpcId"], ZoneId=zone, IsDefault=True):
        raise CloudError("OperationDenied.DefaultVSwitchExist", f"There is a default vSwitch in {zone}.")
    return {"VSwitchId": make_vswitch(call, vpc, zone, {})}


def default_vpc(call: Call) -> Record | None:
    return call.store.first("vpc", RegionId=call.region, IsDefault=True)


def settle(call: Call) -> None:
    """Let there be a default VPC when one is asked for."""
    if not call.flag("IsDefault") or default_vpc(call):
        return
    vpc = make_vpc(call, OWN)
    for zone in zone_ids(call.region):
        make_vswitch(call, vpc, zone, OWN)


def make_vpc(call: Call, mark: Record) -> Record:
    bare, key = plain(call), new_id("vpc")
    fixed = {"IsDefault": True, "Description": "System created default VPC.", "Status": "Available"}
    record = {**vpcs.new_vpc(bare, key, new_id("vrt"), CIDR), **fixed, **mark}
    call.store.insert("vpc", key, record)
    table = route_tables.make(bare, record, "System", "VSwitch", "", "")
    call.store.save("route_table", table, {**(call.store.get("route_table", table) or {}), **mark})
    return {**record, "_table": table}


def make_vswitch(call: Call, vpc: Record, zone: str, mark: Record) -> str:
    key = new_id("vsw")
    fixed = {"IsDefault": True, "Description": "System created default virtual switch."}
    record = vswitches.new_vswitch(plain(call), key, vpc, zone, next_range(call, vpc))
    call.store.insert("vswitch", key, {**record, **fixed, **mark})
    return key


def next_range(call: Call, vpc: Record) -> str:
    taken = cidrs.vswitch_ranges(call.store, vpc["VpcId"])
    free = (one for one in ipaddress.IPv4Network(CIDR).subnets(new_prefix=20) if not any(map(one.overlaps, taken)))
    return str(next(free))


def plain(call: Call) -> Call:
    """The call without what it filters by or names: only its region and resource group."""
    kept: Record = {name: call.params[name] for name in ("RegionId", "ResourceGroupId") if name in call.params}
    return replace(call, params=kept)


def describe_vpcs(call: Call) -> Answer:
    settle(call)
    return vpcs.describe_vpcs(call)


def describe_vswitches(call: Call) -> Answer:
    settle(call)
    return vswitches.describe_vswitches(call)


OPERATIONS: dict[str, Operation] = {
    "CreateDefaultVpc": create_default_vpc,
    "CreateDefaultVSwitch": create_default_vswitch,
    "DescribeVpcs": describe_vpcs,
    "DescribeVSwitches": describe_vswitches,
}
