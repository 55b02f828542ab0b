"""Making and unmaking network interfaces, for CreateNetworkInterface and RunInstances alike."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from yett_emulator.addresses import release_private_addresses
from yett_emulator.call import Call
from yett_emulator.ecs.interface_addresses import take_ipv4, take_ipv6
from yett_emulator.ecs.lookup import vswitch_of
from yett_emulator.ecs.membership import check_groups, other_vpc
from yett_emulator.ecs.values import text, truth, whole
from yett_emulator.errors import CloudError, missing
from yett_emulator.ids import new_id, timestamp
from yett_emulator.store import Record, Store
from yett_emulator.tags import drop_tags


@dataclass(frozen=True, slots=True)
class Plan:
    """What an interface shall be; `secondary` and `ipv6` are addresses wanted or, as numbers, how many."""

    vswitch_id: str
    group_ids: list[str]
    type: str = "Secondary"
    address: str = ""
    secondary: list[str] = field(default_factory=list)
    secondary_count: int = 0
    ipv6: list[str] = field(default_factory=list)
    ipv6_count: int = 0
    said: Mapping[str, Any] = field(default_factory=dict)
    """The caller's other words: name, description, traffic mode, queues, checks."""


def create_interface(call: Call, plan: Plan, elsewhere: Any = other_vpc) -> Record:
    """A new interface in a vSwitch, with its addresses taken; refuses wrong groups before anything is taken."""
    vswitch = vswitch_of(call, plan.vswitch_id)
    if not plan.group_ids:
        raise missing("SecurityGroupId")
    check_groups(call, plan.group_ids, vswitch["VpcId"], elsewhere)
    key = new_id("eni")
    primary = take_ipv4(call, vswitch, key, [plan.address] if plan.address else [], 1)[0]
    more = take_ipv4(call, vswitch, key, plan.secondary, plan.secondary_count)
    ipv6 = take_ipv6(call, vswitch, key, plan.ipv6, plan.ipv6_count)
    record = {
        **placed(call, key, vswitch, plan),
        **described(plan.said),
        "PrivateIpAddress": primary,
        "PrivateIpSets": {"PrivateIpSet": [private_ip(primary, True), *(private_ip(ip, False) for ip in more)]},
        "Ipv6Sets": {"Ipv6Set": [{"Ipv6Address": ip} for ip in ipv6]},
        "Ipv4PrefixSets": {"Ipv4PrefixSet": []},
        "Ipv6PrefixSets": {"Ipv6PrefixSet": []},
    }
    return call.store.insert("interface", key, record)


def placed(call: Call, key: str, vswitch: Record, plan: Plan) -> Record:
    return {
        "NetworkInterfaceId": key,
        "Type": plan.type,
        "Status": "Available",
        "InstanceId": "",
        "VSwitchId": vswitch["VSwitchId"],
        "VpcId": vswitch["VpcId"],
        "ZoneId": vswitch.get("ZoneId", ""),
        "MacAddress": mac_address(call.store),
        "SecurityGroupIds": {"SecurityGroupId": plan.group_ids},
        "ResourceGroupId": call.text("ResourceGroupId"),
        "OwnerId": call.settings.account_id,
        "CreationTime": timestamp(call.store.clock()),
        "ServiceManaged": False,
        "_region": call.region,
        "_attachment": {},
    }


def described(said: Mapping[str, Any]) -> Record:
    return {
        "NetworkInterfaceName": text(said, "NetworkInterfaceName"),
        "Description": text(said, "Description"),
        "NetworkInterfaceTrafficMode": text(said, "NetworkInterfaceTrafficMode", "Standard"),
        "QueueNumber": whole(said, "QueueNumber", 1),
        "QueuePairNumber": whole(said, "QueuePairNumber", 0),
        "SourceDestCheck": truth(said, "SourceDestCheck", False),
        "DeleteOnRelease": truth(said, "DeleteOnRelease", True),
    }


def private_ip(address: str, primary: bool) -> dict[str, Any]:
    return {"PrivateIpAddress": address, "Primary": primary}


def mac_address(store: Store) -> str:
    """A MAC of the cloud's range that no other interface has."""
    tail = f"{store.count('mac-address'):06x}"
    return f"00:16:3e:{tail[0:2]}:{tail[2:4]}:{tail[4:6]}"


def attach(store: Store, interface: Record, instance_id: str, card: int = 0, status: str = "InUse") -> Record:
    """Bind to an instance as its next device; the caller has checked that it may."""
    device = len(interfaces_of(store, instance_id))
    attachment = {
        "InstanceId": instance_id,
        "DeviceIndex": device,
        "NetworkCardIndex": card,
        "TrunkNetworkInterfaceId": "",
    }
    changed = interface | {"InstanceId": instance_id, "Status": status, "_attachment": attachment}
    return store.save("interface", interface["NetworkInterfaceId"], changed)


def interfaces_of(store: Store, instance_id: str) -> list[Record]:
    """The interfaces of an instance, the primary one first."""
    faces = store.find("interface", InstanceId=instance_id)
    return sorted(faces, key=lambda face: face["Type"] != "Primary")


def remove_interface(store: Store, interface: Record) -> None:
    """Forget it, and give its addresses back."""
    key = interface["NetworkInterfaceId"]
    release_private_addresses(store, key)
    unbind_eips(store, key)
    store.delete("interface", key)
    drop_tags(store, key)


def unbind_eips(store: Store, owner: str) -> None:
    """The cloud unbinds EIPs of what is released; the addresses stay in the account."""
    for eip in store.find("eip", InstanceId=owner):
        freed = {"InstanceId": "", "InstanceType": "", "PrivateIpAddress": "", "Status": "Available"}
        store.save("eip", eip["AllocationId"], eip | freed)


def require(interface: Record, *statuses: str) -> Record:
    if interface["Status"] not in statuses:
        raise CloudError(
            "InvalidOperation.InvalidEniState",
            f"The status {interface['Status']} of the network interface does not support this operation;"
            f" allowed: {', '.join(statuses)}.",
        )
    return interface
