"""Private addresses of a VPC NAT gateway (network type intranet), and the CIDR blocks they come from.

The vSwitch's own range is the default block, the gateway's own address the default one: always there, never a
record. Source: help.aliyun.com, NAT Gateway, CreateNatIp, CreateNatIpCidr, ListNatIps, ListNatIpCidrs.
"""

import ipaddress

from yett_emulator.addresses import release_private_addresses, take_private_address
from yett_emulator.call import Answer, Call, Operation
from yett_emulator.errors import CloudError, not_found
from yett_emulator.ids import new_id, timestamp
from yett_emulator.paging import tokened
from yett_emulator.store import Record, Store, public
from yett_emulator.vpc import cidrs
from yett_emulator.vpc.common import labels, matching, needed, refuse_if, relabel

GATEWAY_NOT_FOUND = "InvalidNatGatewayId.NotFound"


def gateway_of(call: Call) -> Record:
    gateway = needed(call, "nat_gateway", "NatGatewayId", GATEWAY_NOT_FOUND)
    wrong = gateway["NetworkType"] != "intranet"
    refuse_if(wrong, "OperationUnsupported.NatGatewayType", "Only a VPC NAT gateway (intranet) has NAT IPs.")
    return gateway


def default_block(store: Store, gateway: Record) -> Record:
    vswitch = store.get("vswitch", gateway["_vswitch"]) or {}
    return block_of(gateway, str(vswitch.get("CidrBlock", "")), "", gateway["CreationTime"], True)


def block_of(gateway: Record, cidr: str, key: str, made: str, default: bool) -> Record:
    return {
        "NatGatewayId": gateway["NatGatewayId"],
        "NatIpCidr": cidr,
        "NatIpCidrId": key,
        "NatIpCidrName": "",
        "NatIpCidrDescription": "",
        "NatIpCidrStatus": "Available",
        "CreationTime": made,
        "IsDefault": default,
    }


def blocks(store: Store, gateway: Record) -> list[Record]:
    return [default_block(store, gateway), *store.find("nat_ip_cidr", NatGatewayId=gateway["NatGatewayId"])]


def create_block(call: Call) -> Answer:
    gateway, wanted = gateway_of(call), str(cidrs.ipv4(call.required("NatIpCidr"), "NatIpCidr"))
    new = ipaddress.IPv4Network(wanted)
    if any(new.overlaps(ipaddress.IPv4Network(one["NatIpCidr"])) for one in blocks(call.store, gateway)):
        raise CloudError("OperationFailed.CidrConflict", f"{wanted} overlaps a CIDR block of the gateway.")
    key = new_id("vpcnatcidr")
    named = labels(call, NatIpCidrName="NatIpCidrName", NatIpCidrDescription="NatIpCidrDescription")
    call.store.insert("nat_ip_cidr", key, block_of(gateway, wanted, key, timestamp(call.now), False) | named)
    return {"NatIpCidrId": key}


def own_block(call: Call) -> Record:
    wanted = call.required("NatIpCidr")
    found = call.store.first("nat_ip_cidr", NatGatewayId=call.required("NatGatewayId"), NatIpCidr=wanted)
    if found is None:
        raise not_found("InvalidNatIpCidr.NotFound", "NAT IP CIDR block", wanted)
    return found


def modify_block(call: Call) -> Answer:
    key = own_block(call)["NatIpCidrId"]
    return relabel(call, "nat_ip_cidr", key, NatIpCidrName="NatIpCidrName", NatIpCidrDescription="NatIpCidrDescription")


def delete_block(call: Call) -> Answer:
    block = own_block(call)
    used = call.store.first("nat_ip", NatGatewayId=block["NatGatewayId"], NatIpCidr=block["NatIpCidr"])
    refuse_if(used, "OperationFailed.NatIpExist", f"A NAT IP comes from {block['NatIpCidr']}.")
    call.store.delete("nat_ip_cidr", block["NatIpCidrId"])
    return {}


def list_blocks(call: Call) -> Answer:
    fields = {"NatIpCidrName": "NatIpCidrName", "NatIpCidrStatus": "NatIpCidrStatus"}
    found = matching(call, blocks(call.store, gateway_of(call)), NatIpCidr="NatIpCidr", **fields)
    page, rest = tokened(call, matching(call, found, NatIpCidr="NatIpCidrs"), 20, 100)
    return {"NatIpCidrs": page, "NextToken": rest["NextToken"], "TotalCount": str(rest["TotalCount"])}


def create_address(call: Call) -> Answer:
    gateway, wanted = gateway_of(call), call.required("NatIpCidr")
    ours = next((one for one in blocks(call.store, gateway) if wanted == one["NatIpCidr"]), None)
    if ours is None:
        raise not_found("InvalidNatIpCidr.NotFound", "NAT IP CIDR block", wanted)
    key = new_id("vpcnatip")
    address = taken_address(call, gateway, ours, key)
    record = {
        "NatGatewayId": gateway["NatGatewayId"],
        "NatIp": address,
        "NatIpCidr": ours["NatIpCidr"],
        "NatIpId": key,
        "NatIpStatus": "Available",
        "IsDefault": False,
        "Ipv4Prefix": "",
        **labels(call, NatIpName="NatIpName", NatIpDescription="NatIpDescription"),
    }
    call.store.insert("nat_ip", key, record)
    one = {"NatIp": address, "NatIpId": key, "Ipv4Prefix": ""}
    return {**one, "NatIps": [one]}


def taken_address(call: Call, gateway: Record, block: Record, key: str) -> str:
    """An address of the vSwitch when the block is the default one, else the next one of the block."""
    wanted = call.text("NatIp")
    if block["IsDefault"]:
        return take_private_address(call.store, gateway["_vswitch"], key, wanted)
    have = {one["NatIp"] for one in call.store.find("nat_ip", NatGatewayId=gateway["NatGatewayId"])}
    hosts = [wanted] if wanted else (str(one) for one in ipaddress.IPv4Network(block["NatIpCidr"]).hosts())
    free = next((one for one in hosts if one not in have), None)
    if free is None or not cidrs.has_address(free, [ipaddress.IPv4Network(block["NatIpCidr"])]):
        raise CloudError("InvalidNatIp.NotAvailable", f"No address {wanted or ''} is free in {block['NatIpCidr']}.")
    return free


def own_address(call: Call) -> Record:
    return needed(call, "nat_ip", "NatIpId", "InvalidNatIpId.NotFound")


def modify_address(call: Call) -> Answer:
    key = own_address(call)["NatIpId"]
    return relabel(call, "nat_ip", key, NatIpName="NatIpName", NatIpDescription="NatIpDescription")


def delete_address(call: Call) -> Answer:
    found = own_address(call)
    for kind, field in (("snat_entry", "SnatIp"), ("forward_entry", "ExternalIp")):
        entries = call.store.find(kind, NatGatewayId=found["NatGatewayId"])
        used = any(found["NatIp"] in one[field].split(",") for one in entries)
        refuse_if(used, "OperationFailed.NatIpInUse", f"A {kind.replace('_', ' ')} uses {found['NatIp']}.")
    release_private_addresses(call.store, found["NatIpId"])
    call.store.delete("nat_ip", found["NatIpId"])
    return {}


def list_addresses(call: Call) -> Answer:
    gateway = gateway_of(call)
    rows = [default_address(call.store, gateway), *call.store.find("nat_ip", NatGatewayId=gateway["NatGatewayId"])]
    fields = {"NatIpCidr": "NatIpCidr", "NatIpStatus": "NatIpStatus", "NatIpName": "NatIpName"}
    page, rest = tokened(call, matching(call, rows, NatIpId="NatIpIds", **fields), 20, 100)
    shown = [public(one) for one in page]
    return {"NatIps": shown, "NextToken": rest["NextToken"], "TotalCount": str(rest["TotalCount"])}


def default_address(store: Store, gateway: Record) -> Record:
    return {
        "NatGatewayId": gateway["NatGatewayId"],
        "NatIp": gateway["NatGatewayPrivateInfo"]["PrivateIpAddress"],
        "NatIpCidr": default_block(store, gateway)["NatIpCidr"],
        "NatIpId": "vpcnatip-" + gateway["NatGatewayId"].partition("-")[2],
        "NatIpName": "",
        "NatIpDescription": "",
        "NatIpStatus": "Available",
        "IsDefault": True,
        "Ipv4Prefix": "",
    }


def usable(store: Store, gateway: Record) -> set[str]:
    """Every private address by which entries of a VPC NAT gateway can be reached or left."""
    own = {str(one["NatIp"]) for one in store.find("nat_ip", NatGatewayId=gateway["NatGatewayId"])}
    return own | {str(gateway["NatGatewayPrivateInfo"]["PrivateIpAddress"])}


OPERATIONS: dict[str, Operation] = {
    "CreateNatIpCidr": create_block,
    "ModifyNatIpCidrAttribute": modify_block,
    "DeleteNatIpCidr": delete_block,
    "ListNatIpCidrs": list_blocks,
    "CreateNatIp": create_address,
    "ModifyNatIpAttribute": modify_address,
    "DeleteNatIp": delete_address,
    "ListNatIps": list_addresses,
}
