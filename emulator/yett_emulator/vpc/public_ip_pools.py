"""Public IP address pools: EIPs come from the pool's blocks while it has any (`CreatePublicIpAddressPool`).

Blocks are cut from the emulator's own public range, 198.18.0.0/15, so that no address is anybody's; a block that is
asked for by address is taken as it is written. Source: help.aliyun.com, EIP, API of IP address pools.
"""

import ipaddress

from yett_emulator.addresses import PUBLIC, next_public_address
from yett_emulator.call import Answer, Call, Operation
from yett_emulator.errors import CloudError, not_found
from yett_emulator.ids import new_id, timestamp
from yett_emulator.paging import tokened
from yett_emulator.store import Record, Store
from yett_emulator.tags import given_tags, put_tags
from yett_emulator.vpc import cidrs
from yett_emulator.vpc.common import (
    common_fields,
    existing,
    forget,
    here,
    labels,
    matching,
    needed,
    owner,
    refuse_if,
    relabel,
    shown,
    tag_list,
    tagged,
)

KIND, BLOCK = "public_ip_pool", "public_ip_pool_block"
NOT_FOUND = "InvalidPublicIpAddressPoolId.NotFound"
LINES = ("BGP", "BGP_PRO", "ChinaTelecom", "ChinaUnicom", "ChinaMobile", "BGP_FinanceCloud", "BGP_International")


def create(call: Call) -> Answer:
    key = new_id("pippool")
    record = {
        "PublicIpAddressPoolId": key,
        "Isp": call.choice("Isp", LINES, "BGP"),
        "BizType": call.choice("BizType", ("Default", "CloudBox"), "Default"),
        "Status": "Created",
        "BusinessStatus": "Normal",
        "ShareType": "",
        "UserType": "1",
        "OwnerId": owner(call),
        "Zones": call.texts("Zones"),
        "SecurityProtectionTypes": call.texts("SecurityProtectionTypes"),
        **labels(call, Name="Name", Description="Description"),
        **common_fields(call),
    }
    call.store.insert(KIND, key, record)
    put_tags(call.store, key, given_tags(call))
    both = {"PublicIpAddressPoolId": key, "PulbicIpAddressPoolId": key}  # the cloud's own slip, kept beside the name
    return {**both, "ResourceGroupId": record["ResourceGroupId"]}


def blocks_of(store: Store, key: str) -> list[Record]:
    return store.find(BLOCK, PublicIpAddressPoolId=key)


def used_in(store: Store, block: Record) -> int:
    network = ipaddress.IPv4Network(block["CidrBlock"])
    eips = store.find("eip", PublicIpAddressPoolId=block["PublicIpAddressPoolId"])
    return sum(ipaddress.IPv4Address(eip["IpAddress"]) in network for eip in eips)


def size_of(block: Record) -> int:
    return ipaddress.IPv4Network(block["CidrBlock"]).num_addresses


def list_pools(call: Call) -> Answer:
    same = {"Name": "Name", "Isp": "Isp", "Status": "Status", "ResourceGroupId": "ResourceGroupId"}
    found = matching(call, here(call, call.store.find(KIND)), PublicIpAddressPoolId="PublicIpAddressPoolIds", **same)
    if call.has("SecurityProtectionEnabled"):
        wanted = call.flag("SecurityProtectionEnabled")
        found = [one for one in found if bool(one["SecurityProtectionTypes"]) == wanted]
    page, about = tokened(call, tagged(call, found, "PublicIpAddressPoolId", "Tags"), 10, 100)
    return {"PublicIpAddressPoolList": [row(call, one) for one in page], **counted(about)}


def row(call: Call, pool: Record) -> Answer:
    key = pool["PublicIpAddressPoolId"]
    blocks = blocks_of(call.store, key)
    total, used = sum(map(size_of, blocks)), sum(used_in(call.store, block) for block in blocks)
    counts = {"TotalIpNum": total, "UsedIpNum": used, "IpAddressRemaining": used < total}
    return {**shown(call, pool, "PublicIpAddressPoolId", **counts), "Tags": tag_list(call.store, key)}


def counted(about: Answer) -> Answer:
    return {name: about[name] for name in ("NextToken", "TotalCount")}


def update_attribute(call: Call) -> Answer:
    key = needed(call, KIND, "PublicIpAddressPoolId", NOT_FOUND)["PublicIpAddressPoolId"]
    return relabel(call, KIND, key, Name="Name", Description="Description")


def delete(call: Call) -> Answer:
    key = needed(call, KIND, "PublicIpAddressPoolId", NOT_FOUND)["PublicIpAddressPoolId"]
    refuse_if(blocks_of(call.store, key), "DependencyViolation.CidrBlock", f"The pool {key} still has a CIDR block.")
    forget(call.store, KIND, key)
    return {}


def add_block(call: Call) -> Answer:
    key = needed(call, KIND, "PublicIpAddressPoolId", NOT_FOUND)["PublicIpAddressPoolId"]
    block = wanted_block(call)
    if any(block.overlaps(ipaddress.IPv4Network(one["CidrBlock"])) for one in call.store.find(BLOCK)):
        raise CloudError("InvalidCidrBlock.Overlapped", f"{block} overlaps a CIDR block of a pool.")
    record = {
        "PublicIpAddressPoolId": key,
        "CidrBlock": str(block),
        "CreationTime": timestamp(call.now),
        "Status": "Created",
    }
    call.store.insert(BLOCK, f"{key}/{block}", record)
    return {"CidrBlock": str(block)}


def wanted_block(call: Call) -> ipaddress.IPv4Network:
    """The block that is named, else the next free one of the mask that is asked for, from the top of our range."""
    if call.text("CidrBlock"):
        return cidrs.ipv4(call.text("CidrBlock"))
    mask = call.number("CidrMask", 28, 16, 31)
    size = 1 << (32 - mask)
    step = call.store.count(f"public-block-{mask}")
    top = int(PUBLIC.broadcast_address) + 1 - (mask - 16) * 4096
    return ipaddress.IPv4Network(((top - step * size) // size * size, mask))


def list_blocks(call: Call) -> Answer:
    key = needed(call, KIND, "PublicIpAddressPoolId", NOT_FOUND)["PublicIpAddressPoolId"]
    found = matching(call, blocks_of(call.store, key), CidrBlock="CidrBlock")
    page, about = tokened(call, found, 10, 100)
    rows = [{**one, "TotalIpNum": size_of(one), "UsedIpNum": used_in(call.store, one)} for one in page]
    return {"PublicIpPoolCidrBlockList": rows, **counted(about)}


def delete_block(call: Call) -> Answer:
    key = needed(call, KIND, "PublicIpAddressPoolId", NOT_FOUND)["PublicIpAddressPoolId"]
    name = f"{key}/{call.required('CidrBlock')}"
    block = existing(call.store, BLOCK, name, "InvalidCidrBlock.NotFound")
    refuse_if(used_in(call.store, block), "OperationDenied.CidrBlockInUse", "An EIP comes from the CIDR block.")
    call.store.delete(BLOCK, name)
    return {}


def address_for(call: Call) -> str:
    """The address of a new EIP: the first free one of the pool that the request names, else any public one."""
    key = call.text("PublicIpAddressPoolId")
    if not key:
        return next_public_address(call.store)
    if call.store.get(KIND, key) is None:
        raise not_found(NOT_FOUND, "public IP address pool", key)
    taken = {eip["IpAddress"] for eip in call.store.find("eip", PublicIpAddressPoolId=key)}
    for block in blocks_of(call.store, key):
        for address in map(str, ipaddress.IPv4Network(block["CidrBlock"])):
            if address not in taken:
                return address
    raise CloudError("InsufficientIpAddress", f"The public IP address pool {key} has no free address.")


OPERATIONS: dict[str, Operation] = {
    "CreatePublicIpAddressPool": create,
    "ListPublicIpAddressPools": list_pools,
    "UpdatePublicIpAddressPoolAttribute": update_attribute,
    "DeletePublicIpAddressPool": delete,
    "AddPublicIpAddressPoolCidrBlock": add_block,
    "ListPublicIpAddressPoolCidrBlocks": list_blocks,
    "DeletePublicIpAddressPoolCidrBlock": delete_block,
}
