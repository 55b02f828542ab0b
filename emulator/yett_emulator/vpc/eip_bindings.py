"""What an EIP is bound to: `bound_to(store, "i-...")`, and `release_binding(store, "i-...")` when that thing goes."""

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.errors import CloudError, not_found
from yett_emulator.store import Record, Store
from yett_emulator.vpc.common import existing, needed, refuse_if, update
from yett_emulator.vpc.eips import NOT_FOUND, unbound

TARGETS = {
    "EcsInstance": ("instance", "InvalidInstanceId.NotFound"),
    "SlbInstance": ("load_balancer", "InvalidLoadBalancerId.NotFound"),
    "Nat": ("nat_gateway", "InvalidNatGatewayId.NotFound"),
    "HaVip": ("ha_vip", "InvalidHaVipId.NotFound"),
    "NetworkInterface": ("interface", "InvalidEniId.NotFound"),
}
"""InstanceType -> kind of record, and the code when there is none."""
MODES = ("NAT", "MULTI_BINDED", "BINDED")


def bound_to(store: Store, instance_id: str) -> list[Record]:
    """The EIPs of an instance, balancer, NAT gateway, interface or high-availability address."""
    return store.find("eip", InstanceId=instance_id)


def release_binding(store: Store, instance_id: str) -> None:
    """Unbind every EIP of something that is deleted."""
    for eip in bound_to(store, instance_id):
        update(store, "eip", eip["AllocationId"], {**unbound(), "Status": "Available"})


def associate_eip_address(call: Call) -> Answer:
    eip = needed(call, "eip", "AllocationId", NOT_FOUND)
    refuse_if(eip["Status"] != "Available", "IncorrectEipStatus", "Current elastic IP status does not support this.")
    key = call.required("InstanceId")
    kind = call.choice("InstanceType", (*TARGETS, "IpAddress"), "EcsInstance")
    mode = call.choice("Mode", MODES, "NAT")
    refuse_if(mode != "NAT" and kind != "NetworkInterface", "InvalidParameter.Mode", f"Mode {mode} is for interfaces.")
    check_target(call, kind, key)
    changes = {
        "InstanceId": key,
        "InstanceType": kind,
        "InstanceRegionId": call.text("InstanceRegionId", call.region),
        "PrivateIpAddress": call.text("PrivateIpAddress"),
        "VpcId": call.text("VpcId"),
        "Mode": mode,
        "Status": "InUse",  # at once: the provider reads without waiting
    }
    update(call.store, "eip", eip["AllocationId"], changes)
    return {}


def check_target(call: Call, kind: str, key: str) -> None:
    """Whether there is such a thing, and it may have one more EIP."""
    if kind == "IpAddress":
        existing(call.store, "vpc", call.required("VpcId"), "InvalidVpcId.NotFound")
        return
    CHECKS[kind](call, existing(call.store, TARGETS[kind][0], key, TARGETS[kind][1]), key)


def check_alone(call: Call, target: Record, key: str) -> None:
    refuse_if(bound_to(call.store, key), "InvalidAssociation.Duplicated", f"{key} has an EIP already.")


def check_instance(call: Call, instance: Record, key: str) -> None:
    check_alone(call, instance, key)
    addresses = (instance.get("PublicIpAddress") or {}).get("IpAddress")
    refuse_if(addresses, "InvalidStatus.InstanceHasBandWidth", f"{key} has a public IP address of its own.")
    settled = instance.get("Status") in ("Running", "Stopped")
    refuse_if(not settled, "IncorrectInstanceStatus", f"{key} is {instance.get('Status')}, not Running or Stopped.")


def check_balancer(call: Call, balancer: Record, key: str) -> None:
    check_alone(call, balancer, key)
    public = balancer.get("AddressType") == "internet"
    refuse_if(public, "InvalidOperation.AddressType", f"{key} is internet-facing; only an intranet one takes an EIP.")


def check_gateway(call: Call, gateway: Record, key: str) -> None:
    refuse_if(gateway["Status"] != "Available", "IncorrectStatus.NatGateway", f"{key} is {gateway['Status']}.")
    inner = gateway["NetworkType"] == "intranet"
    refuse_if(inner, "OperationUnsupported.VpcNatGateway", f"{key} is a VPC NAT gateway; it takes no EIP.")


CHECKS = {
    "EcsInstance": check_instance,
    "SlbInstance": check_balancer,
    "Nat": check_gateway,
    "HaVip": check_alone,
    "NetworkInterface": check_alone,
}


def unassociate_eip_address(call: Call) -> Answer:
    eip = needed(call, "eip", "AllocationId", NOT_FOUND)
    wanted = call.text("InstanceId")
    refuse_if(eip["Status"] != "InUse", "IncorrectEipStatus", "Current elastic IP status does not support this.")
    if wanted and wanted != eip["InstanceId"]:
        raise not_found("InvalidInstanceId.NotFound", f"instance of the EIP {eip['AllocationId']}", wanted)
    check_no_entries(call, eip)
    update(call.store, "eip", eip["AllocationId"], {**unbound(), "Status": "Available"})
    return {}


def check_no_entries(call: Call, eip: Record) -> None:
    """An address that an SNAT or forward entry uses stays bound (`Force` takes the entries with it)."""
    snat = [one for one in call.store.find("snat_entry") if eip["IpAddress"] in one["SnatIp"].split(",")]
    forwards = call.store.find("forward_entry", ExternalIp=eip["IpAddress"])
    if call.flag("Force"):
        remove_entries(call.store, snat, forwards)
        return
    for found, table in ((snat, "BySnatTable"), (forwards, "ByForwardEntry")):
        if found:
            raise CloudError(f"InvalidIpStatus.HasBeenUsed{table}", f"An entry uses the address {eip['IpAddress']}.")


def remove_entries(store: Store, snat: list[Record], forwards: list[Record]) -> None:
    for one in snat:
        store.delete("snat_entry", one["SnatEntryId"])
    for one in forwards:
        store.delete("forward_entry", one["ForwardEntryId"])


def modify_eip_forward_mode(call: Call) -> Answer:
    """Named `InstanceId`, meant is the EIP's own id."""
    key = needed(call, "eip", "InstanceId", "InvalidInstanceId.NotFound")["AllocationId"]
    call.required("Mode")
    update(call.store, "eip", key, {"Mode": call.choice("Mode", MODES)})
    return {}


OPERATIONS: dict[str, Operation] = {
    "AssociateEipAddress": associate_eip_address,
    "UnassociateEipAddress": unassociate_eip_address,
    "ModifyEipForwardMode": modify_eip_forward_mode,
}
