"""Reserved blocks of a vSwitch: kept for prefixes of network interfaces (`CreateVSwitchCidrReservation`).

Source: help.aliyun.com, VPC, API of reserved CIDR blocks; no prefix is ever taken from one here, so all stay free.
"""

import ipaddress

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.errors import CloudError
from yett_emulator.ids import new_id, timestamp
from yett_emulator.paging import tokened
from yett_emulator.store import Record, Store
from yett_emulator.tags import given_tags, put_tags
from yett_emulator.vpc.common import forget, here, labels, matching, needed, plain, refuse_if, relabel, tagged

KIND = "cidr_reservation"
NOT_FOUND = "ResourceNotFound.VSwitchCidrReservation"
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def create(call: Call) -> Answer:
    vswitch = needed(call, "vswitch", "VSwitchId", "InvalidVSwitchId.NotFound")
    version = call.choice("IpVersion", ("IPv4", "IPv6"), "IPv4")
    block, key = wanted_block(call, vswitch, version), new_id("vcr")
    record = {
        "VSwitchCidrReservationId": key,
        "VSwitchCidrReservationCidr": str(block),
        "VSwitchId": vswitch["VSwitchId"],
        "VpcId": vswitch["VpcId"],
        "RegionId": vswitch["RegionId"],
        "IpVersion": version,
        "Type": call.choice("VSwitchCidrReservationType", ("Prefix",), "Prefix"),
        "Status": "Assigned",
        "CreationTime": timestamp(call.now),
        **labels(
            call,
            VSwitchCidrReservationName="VSwitchCidrReservationName",
            VSwitchCidrReservationDescription="VSwitchCidrReservationDescription",
        ),
    }
    call.store.insert(KIND, key, record)
    put_tags(call.store, key, given_tags(call))
    return {"VSwitchCidrReservationId": key}


def wanted_block(call: Call, vswitch: Record, version: str) -> Network:
    """The block that is named, or the last free one of the mask, inside the vSwitch and clear of the others."""
    range_text = vswitch["CidrBlock" if version == "IPv4" else "Ipv6CidrBlock"]
    refuse_if(not range_text, "OperationDenied.Ipv6NotEnabled", "The vSwitch has no IPv6 CIDR block.")
    outer, taken = ipaddress.ip_network(range_text), reserved(call.store, vswitch["VSwitchId"])
    for block in candidates(call, outer, version):
        if block.prefixlen >= outer.prefixlen and inside(block, outer) and not clashes(block, taken):
            return block
    raise CloudError("InvalidVSwitchCidrReservation.CidrConflict", f"No such block is free in {outer}.")


def candidates(call: Call, outer: Network, version: str) -> list[Network]:
    text = call.text("VSwitchCidrReservationCidr")
    if text:
        return [parsed(text)]
    smallest = 28 if version == "IPv4" else 80
    mask = call.number("VSwitchCidrReservationMask", smallest, outer.prefixlen, smallest)
    first, size = int(outer.network_address), 1 << (outer.max_prefixlen - mask)
    count = min(1 << (mask - outer.prefixlen), 256)
    kind = type(outer)
    return [kind((first + number * size, mask)) for number in reversed(range(count))]


def parsed(text: str) -> Network:
    try:
        return ipaddress.ip_network(text)
    except ValueError as error:
        raise CloudError(
            "InvalidVSwitchCidrReservationCidr.Malformed", f"{text!r} is no CIDR block: {error}."
        ) from None


def inside(block: Network, outer: Network) -> bool:
    return block.version == outer.version and block.subnet_of(outer)  # type: ignore[arg-type]


def clashes(block: Network, taken: list[Network]) -> bool:
    return any(block.version == other.version and block.overlaps(other) for other in taken)


def reserved(store: Store, vswitch: str) -> list[Network]:
    return [ipaddress.ip_network(one["VSwitchCidrReservationCidr"]) for one in store.find(KIND, VSwitchId=vswitch)]


def list_reservations(call: Call) -> Answer:
    same = {"VSwitchId": "VSwitchId", "IpVersion": "IpVersion", "Type": "VSwitchCidrReservationType"}
    ids = {"VSwitchCidrReservationId": "VSwitchCidrReservationIds"}
    found = matching(call, here(call, call.store.find(KIND)), **same, **ids)
    page, about = tokened(call, tagged(call, found, "VSwitchCidrReservationId", "Tags"), 10, 100)
    return {"VSwitchCidrReservations": [row(call, one) for one in page], **about}


def row(call: Call, record: Record) -> Answer:
    network = ipaddress.ip_network(record["VSwitchCidrReservationCidr"])
    free = network.num_addresses >> (4 if network.version == 4 else 48)
    return plain(call, record, "VSwitchCidrReservationId", AssignedCidrCount=0, AvailableCidrCount=free)


def usage(call: Call) -> Answer:
    needed(call, KIND, "VSwitchCidrReservationId", NOT_FOUND)
    _, about = tokened(call, [], 10, 100)
    return {"CidrReservationUsages": [], **about}


def modify(call: Call) -> Answer:
    key = needed(call, KIND, "VSwitchCidrReservationId", NOT_FOUND)["VSwitchCidrReservationId"]
    names = ("VSwitchCidrReservationName", "VSwitchCidrReservationDescription")
    return relabel(call, KIND, key, **{name: name for name in names})


def delete(call: Call) -> Answer:
    key = needed(call, KIND, "VSwitchCidrReservationId", NOT_FOUND)["VSwitchCidrReservationId"]
    forget(call.store, KIND, key)
    return {}


OPERATIONS: dict[str, Operation] = {
    "CreateVSwitchCidrReservation": create,
    "ListVSwitchCidrReservations": list_reservations,
    "GetVSwitchCidrReservationUsage": usage,
    "ModifyVSwitchCidrReservationAttribute": modify,
    "DeleteVSwitchCidrReservation": delete,
}
