"""Contiguous EIPs: one call allocates a whole block of addresses (`AllocateEipSegmentAddress`).

Every address of the block is an EIP like any other; they are released together. Source: help.aliyun.com, EIP,
AllocateEipSegmentAddress (mask 24 to 28).
"""

import ipaddress

from yett_emulator.addresses import PUBLIC
from yett_emulator.call import Answer, Call, Operation
from yett_emulator.ids import new_id, timestamp
from yett_emulator.store import Record, public
from yett_emulator.vpc.common import here, listed, matching, needed, refuse_if
from yett_emulator.vpc.eips import new_eip

KIND = "eip_segment"
NOT_FOUND = "InvalidSegmentInstanceId.NotFound"


def allocate(call: Call) -> Answer:
    block, key = next_block(call), new_id("eipsg")
    record = {
        "InstanceId": key,
        "RegionId": call.region,
        "Segment": str(block),
        "IpCount": str(block.num_addresses),
        "Name": "",
        "Descritpion": "",  # the cloud's own spelling
        "Zone": call.text("Zone"),
        "Status": "Allocated",
        "CreationTime": timestamp(call.now),
    }
    call.store.insert(KIND, key, record)
    for address in map(str, block):
        eip = new_id("eip")
        call.store.insert("eip", eip, new_eip(call, eip, address) | {"SegmentInstanceId": key})
    return {"EipSegmentInstanceId": key}


def next_block(call: Call) -> ipaddress.IPv4Network:
    """A /24 of its own in the upper half of the emulator's public range, cut to the mask that is asked for."""
    mask = call.number("EipMask", 28, 24, 28)
    call.required("EipMask")
    base = int(PUBLIC.network_address) + PUBLIC.num_addresses // 2
    return ipaddress.IPv4Network((base + call.store.count("eip-segment") % 200 * 256, mask))


def describe(call: Call) -> Answer:
    found = matching(call, here(call, call.store.find(KIND)), InstanceId="SegmentInstanceId")
    return listed(call, [public(one) for one in found], "EipSegments", "EipSegment")


def addresses_of(call: Call, key: str) -> list[Record]:
    return call.store.find("eip", SegmentInstanceId=key)


def release(call: Call) -> Answer:
    key = needed(call, KIND, "SegmentInstanceId", NOT_FOUND)["InstanceId"]
    eips = addresses_of(call, key)
    used = [eip for eip in eips if eip["Status"] != "Available"]
    refuse_if(used, "OperationFailed.EipStatusInvalid", f"{len(used)} EIPs of the segment are in use.")
    for eip in eips:
        call.store.delete("eip", eip["AllocationId"])
    call.store.delete(KIND, key)
    return {}


OPERATIONS: dict[str, Operation] = {
    "AllocateEipSegmentAddress": allocate,
    "DescribeEipSegment": describe,
    "ReleaseEipSegmentAddress": release,
}
