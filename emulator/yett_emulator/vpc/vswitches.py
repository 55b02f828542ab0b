"""vSwitches: a part of a VPC's range in one zone."""

import ipaddress

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.errors import CloudError, not_found
from yett_emulator.ids import new_id
from yett_emulator.quotas import check_quota
from yett_emulator.regions import check_zone
from yett_emulator.store import Record
from yett_emulator.tags import drop_tags, given_tags, put_tags
from yett_emulator.vpc import cidrs, route_tables
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
from yett_emulator.vpc.vpcs import available_vpc

NOT_FOUND = "InvalidVSwitchId.NotFound"
RESERVED_ADDRESSES = 4
"""The first address and the last three are the cloud's (CreateVSwitch)."""


def create_vswitch(call: Call) -> Answer:
    vpc = available_vpc(call, call.required("VpcId"))
    zone = check_zone(vpc["RegionId"], call.required("ZoneId"))
    network = free_range(call, vpc)
    have = call.store.total("vswitch", VpcId=vpc["VpcId"])
    check_quota(call, "vswitches_per_vpc", have, "QuotaExceeded.VSwitch")
    key = new_id("vsw")
    call.store.insert("vswitch", key, new_vswitch(call, key, vpc, zone, str(network)))
    put_tags(call.store, key, given_tags(call))
    return {"VSwitchId": key}


def new_vswitch(call: Call, key: str, vpc: Record, zone: str, cidr: str) -> Record:
    return {
        "VSwitchId": key,
        "VpcId": vpc["VpcId"],
        "CidrBlock": cidr,
        "ZoneId": zone,
        "Status": "Available",  # at once: the provider's first look comes without a delay
        "IsDefault": False,
        "OwnerId": owner(call),
        "ShareType": "",
        "NetworkAclId": "",
        **ipv6_fields(call, vpc),
        **labels(call, VSwitchName="VSwitchName", Description="Description"),
        **common_fields(call),
        "RegionId": vpc["RegionId"],
    }


def free_range(call: Call, vpc: Record) -> ipaddress.IPv4Network:
    """The wanted range: inside the VPC, over no other vSwitch, and no route's destination."""
    network = cidrs.vswitch_cidr(call.required("CidrBlock"))
    if not cidrs.is_inside(network, cidrs.ranges_of(vpc)):
        raise CloudError("InvalidCidrBlock.NotInVpc", f"Specified CidrBlock {network} is not in the VPC's CIDR blocks.")
    if any(network.overlaps(other) for other in cidrs.vswitch_ranges(call.store, vpc["VpcId"])):
        raise CloudError(
            "InvalidCidrBlock.Overlapped", f"Specified CIDR block {network} is overlapped with other subnet."
        )
    if any(entry["DestinationCidrBlock"] == str(network) for entry in route_tables.entries_of(call.store, vpc)):
        raise CloudError("InvalidCidrBlock.RouteConflict", f"Specified CIDR block {network} is a route's destination.")
    return network


def ipv6_fields(call: Call, vpc: Record) -> Record:
    if not call.text("Ipv6CidrBlock"):
        return {"EnabledIpv6": False, "Ipv6CidrBlock": ""}
    number = call.number("Ipv6CidrBlock", 0, 0, 255)
    refuse_if(not vpc["EnabledIpv6"], "OperationDenied.Ipv6NotEnabled", "IPv6 is not enabled for the VPC.")
    subnet = cidrs.ipv6_subnet(vpc["Ipv6CidrBlock"], number)
    taken = call.store.find("vswitch", VpcId=vpc["VpcId"], Ipv6CidrBlock=subnet)
    refuse_if(taken, "InvalidIpv6CidrBlock.Duplicate", f"The IPv6 CIDR block {subnet} is in use.")
    return {"EnabledIpv6": True, "Ipv6CidrBlock": subnet}


def detail(call: Call, vswitch: Record) -> Answer:
    table = route_tables.table_of(call.store, vswitch)
    return shown(
        call,
        vswitch,
        "VSwitchId",
        AvailableIpAddressCount=free_addresses(call, vswitch),
        RouteTable={"RouteTableId": table["RouteTableId"], "RouteTableType": table["RouteTableType"]},
    )


def free_addresses(call: Call, vswitch: Record) -> int:
    total = ipaddress.IPv4Network(vswitch["CidrBlock"]).num_addresses
    return total - RESERVED_ADDRESSES - call.store.total("private_address", vswitch=vswitch["VSwitchId"])


def describe_vswitch_attributes(call: Call) -> Answer:
    return without_region(detail(call, needed(call, "vswitch", "VSwitchId", NOT_FOUND)))


def without_region(row: Answer) -> Answer:
    return {field: value for field, value in row.items() if field != "RegionId"}


def describe_vswitches(call: Call) -> Answer:
    found = matching(
        call,
        here(call, call.store.find("vswitch")),
        VSwitchId="VSwitchId",
        VSwitchName="VSwitchName",
        VpcId="VpcId",
        ZoneId="ZoneId",
        ResourceGroupId="ResourceGroupId",
        OwnerId="VSwitchOwnerId",
    )
    if call.has("IsDefault"):
        found = [one for one in found if one["IsDefault"] == call.flag("IsDefault")]
    if call.has("EnableIpv6"):
        found = [one for one in found if one["EnabledIpv6"] == call.flag("EnableIpv6")]
    if wanted := call.text("RouteTableId"):
        found = [one for one in found if route_tables.table_of(call.store, one)["RouteTableId"] == wanted]
    rows = [without_region(detail(call, one)) for one in tagged(call, found, "VSwitchId")]
    return listed(call, rows, "VSwitches", "VSwitch")


def modify_vswitch_attribute(call: Call) -> Answer:
    vswitch = needed(call, "vswitch", "VSwitchId", NOT_FOUND)
    relabel(call, "vswitch", vswitch["VSwitchId"], VSwitchName="VSwitchName", Description="Description")
    if call.has("EnableIPv6") and not call.flag("EnableIPv6"):
        update(call.store, "vswitch", vswitch["VSwitchId"], {"EnabledIpv6": False, "Ipv6CidrBlock": ""})
    elif call.text("Ipv6CidrBlock"):
        vpc = existing(call.store, "vpc", vswitch["VpcId"], "InvalidVpcId.NotFound")
        update(call.store, "vswitch", vswitch["VSwitchId"], ipv6_fields(call, vpc))
    return {}


def delete_vswitch(call: Call) -> Answer:
    vswitch = needed(call, "vswitch", "VSwitchId", NOT_FOUND)
    key = vswitch["VSwitchId"]
    check_unused(call, key)
    bound = vswitch["NetworkAclId"]
    refuse_if(bound, "DependencyViolation.NetworkAcl", f"The network ACL {bound} is bound to the vSwitch.")
    custom = route_tables.table_of(call.store, vswitch)["RouteTableType"] == "Custom"
    refuse_if(custom, "DependencyViolation.RouteTable", "A custom route table is bound to the vSwitch.")
    drop_tags(call.store, key)
    call.store.delete("vswitch", key)
    return {}


def check_unused(call: Call, key: str) -> None:
    find = call.store.find
    refuse_if(
        find("nat_gateway", _vswitch=key), "DependencyViolation.EnhancedNatgw", "A NAT gateway is in the vSwitch."
    )
    refuse_if(find("snat_entry", SourceVSwitchId=key), "DependencyViolation.SNAT", "An SNAT entry serves the vSwitch.")
    refuse_if(find("ha_vip", VSwitchId=key), "DependencyViolation.HaVip", "A high-availability address is in it.")
    for kind in ("instance", "interface", "load_balancer"):
        refuse_if(find(kind, VSwitchId=key), "DependencyViolation", f"A resource ({kind}) is in the vSwitch {key}.")
    addresses = find("private_address", vswitch=key)
    refuse_if(addresses, "DependencyViolation", f"Private addresses of the vSwitch {key} are in use.")


def needed_vswitch(call: Call, key: str, vpc_id: str) -> Record:
    """A vSwitch of that VPC."""
    vswitch = existing(call.store, "vswitch", key, NOT_FOUND)
    if vswitch["VpcId"] != vpc_id:
        raise not_found(NOT_FOUND, f"vSwitch of {vpc_id}", key)
    return vswitch


OPERATIONS: dict[str, Operation] = {
    "CreateVSwitch": create_vswitch,
    "DescribeVSwitchAttributes": describe_vswitch_attributes,
    "ModifyVSwitchAttribute": modify_vswitch_attribute,
    "DeleteVSwitch": delete_vswitch,
}
