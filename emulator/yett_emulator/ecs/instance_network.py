"""Where an instance stands in the network, changed in place: public address, bandwidth, vSwitch, private address."""

from yett_emulator.addresses import next_public_address, release_private_addresses
from yett_emulator.call import Answer, Call, Operation
from yett_emulator.ecs.instance_attributes import save
from yett_emulator.ecs.instance_states import require_state
from yett_emulator.ecs.interface_addresses import take_ipv4
from yett_emulator.ecs.interface_records import private_ip
from yett_emulator.ecs.lookup import instance_of, vswitch_of
from yett_emulator.ecs.membership import check_groups, primary_of, set_groups
from yett_emulator.ecs.order import TRAFFIC
from yett_emulator.errors import CloudError, missing
from yett_emulator.store import Record


def allocate_public_ip_address(call: Call) -> Answer:
    instance = require_state(instance_of(call), "Running", "Stopped")
    if instance["PublicIpAddress"]["IpAddress"]:
        raise CloudError("AllocatedAlready", "The specified instance already has a public IP address.", 403)
    address = next_public_address(call.store)
    save(call, instance, PublicIpAddress={"IpAddress": [address]})
    return {"IpAddress": address}


def modify_instance_network_spec(call: Call) -> Answer:
    """Bandwidth out, 0..100 Mbit/s; none left gives the public address back."""
    instance = require_state(instance_of(call), "Running", "Stopped")
    bandwidth = call.number("InternetMaxBandwidthOut", instance["InternetMaxBandwidthOut"], 0, 100)
    addresses = list(instance["PublicIpAddress"]["IpAddress"]) if bandwidth else []
    if call.flag("AllocatePublicIp") and bandwidth and not addresses:
        addresses = [next_public_address(call.store)]
    save(
        call,
        instance,
        InternetMaxBandwidthOut=bandwidth,
        InternetMaxBandwidthIn=call.number("InternetMaxBandwidthIn", instance["InternetMaxBandwidthIn"]),
        InternetChargeType=call.choice("NetworkChargeType", TRAFFIC, instance["InternetChargeType"]),
        PublicIpAddress={"IpAddress": addresses},
    )
    return {"OrderId": ""}


def modify_instance_vpc_attribute(call: Call) -> Answer:
    """Move a stopped instance to another vSwitch or private address of its zone."""
    instance = require_state(instance_of(call), "Stopped")
    vswitch = vswitch_of(call, call.required("VSwitchId"))
    check_move(call, instance, vswitch)
    face = primary_of(call, instance)
    key = face["NetworkInterfaceId"]
    release_private_addresses(call.store, key)
    wanted = call.text("PrivateIpAddress")
    address = take_ipv4(call, vswitch, key, [wanted] if wanted else [], 1)[0]
    where = {"VpcId": vswitch["VpcId"], "VSwitchId": vswitch["VSwitchId"]}
    addresses = {"PrivateIpAddress": address, "PrivateIpSets": {"PrivateIpSet": [private_ip(address, True)]}}
    face = call.store.save("interface", key, face | where | addresses)
    attributes = {**where, "PrivateIpAddress": {"IpAddress": [address]}, "NatIpAddress": ""}
    save(call, instance, VpcAttributes=attributes)
    if group_ids := call.texts("SecurityGroupId"):
        set_groups(call.store, face, group_ids)
    return {}


def check_move(call: Call, instance: Record, vswitch: Record) -> None:
    """Same zone; another VPC only when named, and then with groups of that VPC."""
    if vswitch["ZoneId"] != instance["ZoneId"]:
        raise CloudError("InvalidParameter.VSwitchId", "The vSwitch is not in the zone of the instance.", 403)
    here = instance["VpcAttributes"]["VpcId"]
    if vswitch["VpcId"] != call.text("VpcId", here):
        raise CloudError("InvalidVSwitch.NotBelongToVpc", "The specified VSwitchId does not belong to the VPC.", 404)
    group_ids = call.texts("SecurityGroupId")
    if vswitch["VpcId"] != here and not group_ids:
        raise missing("SecurityGroupId")
    check_groups(call, group_ids, vswitch["VpcId"])


OPERATIONS: dict[str, Operation] = {
    "AllocatePublicIpAddress": allocate_public_ip_address,
    "ModifyInstanceNetworkSpec": modify_instance_network_spec,
    "ModifyInstanceVpcAttribute": modify_instance_vpc_attribute,
}
