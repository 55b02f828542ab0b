"""Elastic network interfaces: create, list, attach, detach, modify, delete."""

from typing import Any

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.ecs.interface_addresses import without_prefixes
from yett_emulator.ecs.interface_records import (
    Plan,
    attach,
    create_interface,
    interfaces_of,
    remove_interface,
    require,
)
from yett_emulator.ecs.lookup import (
    among,
    in_region,
    instance_of,
    interface_of,
    like,
    listed,
    same_fields,
    shown_tags,
    tagged,
)
from yett_emulator.ecs.membership import check_groups, set_groups
from yett_emulator.ecs.type_catalogue import instance_type
from yett_emulator.ecs.values import nested
from yett_emulator.errors import CloudError
from yett_emulator.store import Record, public
from yett_emulator.tags import given_tags, put_tags

EQUAL = {
    "InstanceId": "InstanceId",
    "PrimaryIpAddress": "PrivateIpAddress",
    "ResourceGroupId": "ResourceGroupId",
    "ServiceManaged": "ServiceManaged",
    "Status": "Status",
    "Type": "Type",
    "VSwitchId": "VSwitchId",
    "VpcId": "VpcId",
}
NOT_SHOWN_ON_CREATE = ("NetworkInterfaceTrafficMode", "QueueNumber", "QueuePairNumber", "DeleteOnRelease")


def create_network_interface(call: Call) -> Answer:
    plan = Plan(
        vswitch_id=call.required("VSwitchId"),
        group_ids=call.texts("SecurityGroupIds") or call.texts("SecurityGroupId"),
        address=call.text("PrimaryIpAddress"),
        secondary=call.texts("PrivateIpAddress"),
        secondary_count=call.number("SecondaryPrivateIpAddressCount", 0, 0, 49),
        ipv6=call.texts("Ipv6Address"),
        ipv6_count=call.number("Ipv6AddressCount", 0, 0, 50),
        said={**call.params, **nested(call.params, "NetworkInterfaceTrafficConfig")},
    )
    without_prefixes(call, {})
    interface = create_interface(call, plan)
    key = interface["NetworkInterfaceId"]
    call.store.save("interface", key, interface | {"Status": "Creating"})
    call.later("interface", key, {"Status": "Available"})
    put_tags(call.store, key, given_tags(call))
    shown = {name: value for name, value in public(interface).items() if name not in NOT_SHOWN_ON_CREATE}
    shown.pop("InstanceId")
    shown.pop("CreationTime")
    return {**shown, "Status": "Creating", "Tags": shown_tags(call, key)}


def describe_network_interfaces(call: Call) -> Answer:
    rows = [face for face in call.store.find("interface") if suits(call, face)]
    page, about = listed(call, rows, 10, 500)
    return {"NetworkInterfaceSets": {"NetworkInterfaceSet": [interface_row(call, face) for face in page]}, **about}


def suits(call: Call, face: Record) -> bool:
    group = call.text("SecurityGroupId")
    addresses = {row["PrivateIpAddress"] for row in face["PrivateIpSets"]["PrivateIpSet"]}
    ipv6 = {row["Ipv6Address"] for row in face["Ipv6Sets"]["Ipv6Set"]}
    return (
        in_region(call, face)
        and same_fields(call, face, EQUAL)
        and among(call.names("NetworkInterfaceId"), face["NetworkInterfaceId"])
        and like(call.text("NetworkInterfaceName"), face["NetworkInterfaceName"])
        and (not group or group in face["SecurityGroupIds"]["SecurityGroupId"])
        and meets(call.texts("PrivateIpAddress"), addresses)
        and meets(call.texts("Ipv6Address"), ipv6)
        and tagged(call, face["NetworkInterfaceId"])
    )


def meets(wanted: list[str], have: set[str]) -> bool:
    return not wanted or bool(have & set(wanted))


def interface_row(call: Call, face: Record) -> dict[str, Any]:
    eips = eips_of(call, face)
    addresses = [{**row, **associated(row, eips)} for row in face["PrivateIpSets"]["PrivateIpSet"]]
    return {
        **public(face),
        "PrivateIpSets": {"PrivateIpSet": addresses},
        "AssociatedPublicIp": shown_eip(eips[0]) if eips else {},
        "Attachment": face["_attachment"],
        "Tags": shown_tags(call, face["NetworkInterfaceId"]),
    }


def eips_of(call: Call, face: Record) -> list[Record]:
    """The EIPs of the interface itself, and those of the instance when this is its primary one."""
    bound = call.store.find("eip", InstanceId=face["NetworkInterfaceId"])
    if face["Type"] == "Primary" and face["InstanceId"]:
        bound += call.store.find("eip", InstanceId=face["InstanceId"])
    return bound


def associated(row: dict[str, Any], eips: list[Record]) -> dict[str, Any]:
    """The EIP of one private address; an EIP that names none belongs to the primary one."""
    for eip in eips:
        wanted = eip.get("PrivateIpAddress")
        if wanted == row["PrivateIpAddress"] or (not wanted and row["Primary"]):
            return {"AssociatedPublicIp": shown_eip(eip)}
    return {}


def shown_eip(eip: Record) -> dict[str, str]:
    return {"AllocationId": eip["AllocationId"], "PublicIpAddress": eip["IpAddress"]}


def describe_network_interface_attribute(call: Call) -> Answer:
    return interface_row(call, interface_of(call))


def modify_network_interface_attribute(call: Call) -> Answer:
    face = interface_of(call)
    for name in ("NetworkInterfaceName", "Description"):
        if call.has(name):
            face[name] = call.text(name)
    for name in ("SourceDestCheck", "DeleteOnRelease"):
        face[name] = call.flag(name, face[name])
    face["QueueNumber"] = call.number("QueueNumber", face["QueueNumber"], 1)
    call.store.save("interface", face["NetworkInterfaceId"], face)
    if group_ids := call.texts("SecurityGroupId"):
        check_groups(call, group_ids, face["VpcId"])
        set_groups(call.store, face, group_ids)
    return {}


def attach_network_interface(call: Call) -> Answer:
    face, instance = interface_of(call), instance_of(call)
    require(face, "Available")
    if instance["Status"] not in ("Running", "Stopped"):
        raise ecs_state(instance)
    if face["VpcId"] != instance["VpcAttributes"]["VpcId"]:
        raise CloudError(
            "InvalidOperation.VpcMismatch", "The network interface and the instance are not in the same VPC.", 403
        )
    if face["ZoneId"] != instance["ZoneId"]:
        raise CloudError(
            "InvalidOperation.AvailabilityZoneMismatch",
            "The VPC VSwitch of the specified ENI and ECS instance are not in the same availability zone.",
            403,
        )
    check_slots(call, instance)
    key = face["NetworkInterfaceId"]
    attach(call.store, face, instance["InstanceId"], call.number("NetworkCardIndex", 0, 0), "Attaching")
    call.later("interface", key, {"Status": "InUse"})
    return {}


def check_slots(call: Call, instance: Record) -> None:
    kind = instance_type(instance["InstanceType"])
    have, limit = len(interfaces_of(call.store, instance["InstanceId"])), kind.interfaces if kind else 2
    if have >= limit:
        raise CloudError(
            "EniPerInstanceLimitExceeded",
            f"{instance['InstanceType']} takes {limit} network interfaces, and the instance has {have}.",
            403,
        )


def ecs_state(instance: Record) -> CloudError:
    return CloudError(
        "InvalidOperation.InvalidEcsState",
        f"The status {instance['Status']} of the instance does not support this operation.",
    )


def detach_network_interface(call: Call) -> Answer:
    face, instance = interface_of(call), instance_of(call)
    if face["Type"] == "Primary":
        raise CloudError("InvalidOperation.DetachPrimaryEniNotAllowed", "The primary ENI cannot be detached.")
    if instance["Status"] not in ("Running", "Stopped"):
        raise ecs_state(instance)
    if face["InstanceId"] != instance["InstanceId"]:
        return {}  # detached already: the provider repeats the call after a lost answer
    key = require(face, "InUse")["NetworkInterfaceId"]
    call.store.save("interface", key, face | {"Status": "Detaching"})
    change = {"Status": "Available", "InstanceId": "", "_attachment": {}}
    call.later("interface", key, change)
    return {}


def delete_network_interface(call: Call) -> Answer:
    face = interface_of(call)
    if face["Type"] == "Primary":
        raise CloudError("InvalidOperation.InvalidEniType", "The primary ENI goes with its instance.", 403)
    remove_interface(call.store, require(face, "Available", "Creating"))
    return {}


OPERATIONS: dict[str, Operation] = {
    "CreateNetworkInterface": create_network_interface,
    "DescribeNetworkInterfaces": describe_network_interfaces,
    "DescribeNetworkInterfaceAttribute": describe_network_interface_attribute,
    "ModifyNetworkInterfaceAttribute": modify_network_interface_attribute,
    "AttachNetworkInterface": attach_network_interface,
    "DetachNetworkInterface": detach_network_interface,
    "DeleteNetworkInterface": delete_network_interface,
}
