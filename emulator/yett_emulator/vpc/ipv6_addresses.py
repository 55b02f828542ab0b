"""IPv6 addresses of a VPC, wherever they are taken, and the bandwidth that makes one public."""

import hashlib
from typing import Any

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.ecs.interface_addresses import take_ipv6
from yett_emulator.errors import CloudError, not_found
from yett_emulator.ids import new_id, timestamp
from yett_emulator.resource_groups import DEFAULT_GROUP
from yett_emulator.store import Record, Store
from yett_emulator.tags import drop_tags, given_tags, put_tags
from yett_emulator.vpc.common import existing, labels, listed, matching, needed, refuse_if, shown_tags, tagged, update

NOT_FOUND = "InvalidIpv6AddressId.NotFound"
BANDWIDTH_NOT_FOUND = "InvalidIpv6InternetBandwidthId.NotFound"
CHARGES = ("PayByTraffic", "PayByBandwidth")
FIELDS = ("Ipv6AddressName", "Ipv6AddressDescription", "AllocationTime", "ResourceGroupId")


def id_of(taken: Record) -> str:
    """The id of an address that is taken in a vSwitch: the same at every look."""
    return "ipv6-" + hashlib.sha256(f"{taken['vswitch']}/{taken['address']}".encode()).hexdigest()[:20]


def describe(call: Call) -> Answer:
    rows = [row(call, taken) for taken in addresses(call.store) if region_of(call.store, taken) == call.region]
    same = ("Ipv6AddressId", "Ipv6Address", "VSwitchId", "VpcId", "NetworkType", "AssociatedInstanceId")
    found = matching(call, rows, **{name: name for name in same}, Ipv6AddressName="Name")
    found = matching(call, found, AssociatedInstanceType="AssociatedInstanceType", ResourceGroupId="ResourceGroupId")
    if wanted := call.text("Ipv6InternetBandwidthId"):
        found = [one for one in found if one["Ipv6InternetBandwidth"].get("Ipv6InternetBandwidthId") == wanted]
    return listed(call, tagged(call, found, "Ipv6AddressId"), "Ipv6Addresses", "Ipv6Address")


def addresses(store: Store) -> list[Record]:
    return [taken for taken in store.find("private_address") if ":" in taken["address"]]


def region_of(store: Store, taken: Record) -> str:
    vpc = store.get("vpc", vswitch_of(store, taken)["VpcId"])
    return str((vpc or {}).get("RegionId", ""))


def vswitch_of(store: Store, taken: Record) -> Record:
    return existing(store, "vswitch", taken["vswitch"], "InvalidVSwitchId.NotFound")


def row(call: Call, taken: Record) -> Answer:
    key, vswitch = id_of(taken), vswitch_of(call.store, taken)
    kind, owner = owner_of(call.store, taken["owner"])
    gateway = call.store.first("ipv6_gateway", VpcId=vswitch["VpcId"]) or {}
    bandwidth = call.store.first("ipv6_bandwidth", Ipv6AddressId=key)
    return {
        "Ipv6AddressId": key,
        "Ipv6Address": taken["address"],
        "VSwitchId": taken["vswitch"],
        "VpcId": vswitch["VpcId"],
        "Ipv6GatewayId": gateway.get("Ipv6GatewayId", ""),
        "Status": "Available",
        "AddressType": "IPv6Address",
        "NetworkType": "Public" if bandwidth else "Private",
        "AssociatedInstanceId": owner,
        "AssociatedInstanceType": kind,
        "Ipv6Isp": "BGP",
        "RealBandwidth": bandwidth["Bandwidth"] if bandwidth else 0,
        "ServiceManaged": 0,
        "Ipv6InternetBandwidth": bandwidth_row(bandwidth) if bandwidth else {},
        **said(call.store, key, vswitch["CreationTime"]),
        "Tags": shown_tags(call.store, key),
    }


def said(store: Store, key: str, since: str) -> Record:
    """Name, description, time and group: of an address that was allocated by itself, or of one that came along."""
    kept = store.get("ipv6_address", key) or {}
    plain = {"AllocationTime": since, "ResourceGroupId": DEFAULT_GROUP}
    return {name: kept.get(name, plain.get(name, "")) for name in FIELDS}


def owner_of(store: Store, owner: str) -> tuple[str, str]:
    """What an address is on: an instance by its first interface, an interface, or nothing."""
    face = store.get("interface", owner)
    if face is None:
        return "", ""
    first = face.get("Type") == "Primary" and face.get("InstanceId")
    return ("EcsInstance", str(face["InstanceId"])) if first else ("NetworkInterface", owner)


def bandwidth_row(bandwidth: Record) -> Answer:
    return {name: value for name, value in bandwidth.items() if name != "Ipv6AddressId"}


def taken_of(call: Call) -> Record:
    """The address that `Ipv6AddressId` names."""
    key = call.required("Ipv6AddressId")
    found = next((taken for taken in addresses(call.store) if id_of(taken) == key), None)
    if found is None:
        raise not_found(NOT_FOUND, "IPv6 address", key)
    return found


def allocate(call: Call) -> Answer:
    """An address that is reserved before anything has it."""
    vswitch = needed(call, "vswitch", "VSwitchId", "InvalidVSwitchId.NotFound")
    wanted = [call.text("Ipv6Address")] if call.text("Ipv6Address") else []
    (address,) = take_ipv6(call, vswitch, "", wanted, 1)
    taken = {"vswitch": vswitch["VSwitchId"], "address": address}
    key = id_of(taken)
    record = {
        **labels(call, Ipv6AddressName="Ipv6AddressName", Ipv6AddressDescription="Ipv6AddressDescription"),
        "AllocationTime": timestamp(call.now),
        "ResourceGroupId": call.text("ResourceGroupId", DEFAULT_GROUP),
    }
    call.store.insert("ipv6_address", key, record)
    put_tags(call.store, key, given_tags(call))
    return {"Ipv6AddressId": key, "Ipv6Address": address, "ResourceGroupId": record["ResourceGroupId"]}


def modify(call: Call) -> Answer:
    key = id_of(taken_of(call))
    given = labels(call, Ipv6AddressName="Name", Ipv6AddressDescription="Description")
    kept = call.store.get("ipv6_address", key)
    call.store.delete("ipv6_address", key)
    call.store.insert("ipv6_address", key, {**(kept or {}), **given})
    return {}


def release(call: Call) -> Answer:
    taken = taken_of(call)
    key = id_of(taken)
    refuse_if(taken["owner"], "IncorrectStatus.Ipv6Address", "The IPv6 address is on an instance or interface.")
    public = call.store.first("ipv6_bandwidth", Ipv6AddressId=key)
    refuse_if(public, "DependencyViolation.Ipv6InternetBandwidth", "The IPv6 address has internet bandwidth.")
    call.store.delete("private_address", f"{taken['vswitch']}/{taken['address']}")
    call.store.delete("ipv6_address", key)
    drop_tags(call.store, key)
    return {}


def allocate_bandwidth(call: Call) -> Answer:
    taken = taken_of(call)
    key, vpc = id_of(taken), vswitch_of(call.store, taken)["VpcId"]
    gateway = call.store.first("ipv6_gateway", VpcId=vpc)
    if gateway is None or call.text("Ipv6GatewayId", gateway["Ipv6GatewayId"]) != gateway["Ipv6GatewayId"]:
        raise not_found("InvalidIpv6GatewayId.NotFound", "IPv6 gateway", call.text("Ipv6GatewayId", vpc))
    there = call.store.first("ipv6_bandwidth", Ipv6AddressId=key)
    refuse_if(there, "OperationDenied.BandwidthExist", "The IPv6 address has internet bandwidth.")
    number = new_id("ipv6bw")
    record = {
        "Ipv6InternetBandwidthId": number,
        "Ipv6AddressId": key,
        "Bandwidth": bandwidth_of(call),
        "InternetChargeType": call.choice("InternetChargeType", CHARGES, "PayByTraffic"),
        "BusinessStatus": "Normal",
        "InstanceChargeType": "PostPaid",
        "HasReservationData": False,
    }
    call.store.insert("ipv6_bandwidth", number, record)
    return {"InternetBandwidthId": number, "Ipv6AddressId": key}


def bandwidth_of(call: Call) -> int:
    """Mbit/s, 1..5000."""
    call.required("Bandwidth")
    return call.number("Bandwidth", 1, 1, 5000)


def asked_bandwidth(call: Call) -> Record:
    """By its own id, or by its address's."""
    if call.text("Ipv6InternetBandwidthId"):
        return needed(call, "ipv6_bandwidth", "Ipv6InternetBandwidthId", BANDWIDTH_NOT_FOUND)
    found: Any = call.store.first("ipv6_bandwidth", Ipv6AddressId=call.required("Ipv6AddressId"))
    if found is None:
        raise CloudError(BANDWIDTH_NOT_FOUND, "The IPv6 address has no internet bandwidth.", 404)
    return dict(found)


def modify_bandwidth(call: Call) -> Answer:
    key = asked_bandwidth(call)["Ipv6InternetBandwidthId"]
    update(call.store, "ipv6_bandwidth", key, {"Bandwidth": bandwidth_of(call)})
    return {}


def delete_bandwidth(call: Call) -> Answer:
    call.store.delete("ipv6_bandwidth", asked_bandwidth(call)["Ipv6InternetBandwidthId"])
    return {}


OPERATIONS: dict[str, Operation] = {
    "DescribeIpv6Addresses": describe,
    "AllocateIpv6Address": allocate,
    "ModifyIpv6AddressAttribute": modify,
    "ReleaseIpv6Address": release,
    "AllocateIpv6InternetBandwidth": allocate_bandwidth,
    "ModifyIpv6InternetBandwidth": modify_bandwidth,
    "DeleteIpv6InternetBandwidth": delete_bandwidth,
}
