"""NAT gateways: enhanced ones, in a vSwitch, each with one SNAT table and one forward table."""

from yett_emulator.addresses import release_private_addresses, take_private_address
from yett_emulator.call import Answer, Call, Operation
from yett_emulator.errors import CloudError
from yett_emulator.ids import new_id
from yett_emulator.quotas import check_quota
from yett_emulator.store import Record, Store, public
from yett_emulator.tags import drop_tags, given_tags, put_tags, tags_of
from yett_emulator.vpc import eip_bindings, route_entries
from yett_emulator.vpc.common import (
    common_fields,
    here,
    labels,
    listed,
    matching,
    needed,
    refuse_if,
    relabel,
    tagged,
    update,
)
from yett_emulator.vpc.vpcs import available_vpc
from yett_emulator.vpc.vswitches import needed_vswitch

NOT_FOUND = "InvalidNatGatewayId.NotFound"
ANYWHERE = "0.0.0.0/0"


def create_nat_gateway(call: Call) -> Answer:
    vpc = available_vpc(call, call.required("VpcId"))
    if call.choice("NatType", ("Enhanced", "Normal"), "Enhanced") == "Normal":
        raise CloudError("OperationUnsupported.NormalNat", "Standard NAT gateways are no longer sold; use Enhanced.")
    vswitch = needed_vswitch(call, call.required("VSwitchId"), vpc["VpcId"])
    have = call.store.find("nat_gateway", VpcId=vpc["VpcId"])
    check_quota(call, "nat_gateways_per_vpc", len(have), "QuotaExceeded.NatGateway")
    key = new_id("ngw")
    record = new_gateway(call, key, vswitch)
    call.store.insert("nat_gateway", key, record)
    put_tags(call.store, key, given_tags(call))
    call.later("nat_gateway", key, {"Status": "Available"})
    add_default_route(call, record)
    return {field: record[field] for field in ("NatGatewayId", "ForwardTableIds", "SnatTableIds", "FullNatTableIds")}


def new_gateway(call: Call, key: str, vswitch: Record) -> Record:
    address = take_private_address(call.store, vswitch["VSwitchId"], key, call.text("NatIp"))
    return {
        "NatGatewayId": key,
        "VpcId": vswitch["VpcId"],
        "NatType": "Enhanced",
        "Status": "Creating",
        "Spec": call.text("Spec"),
        "NetworkType": call.choice("NetworkType", ("internet", "intranet"), "internet"),
        "InstanceChargeType": call.choice("InstanceChargeType", ("PostPaid", "PrePaid"), "PostPaid"),
        "InternetChargeType": call.choice("InternetChargeType", ("PayByLcu", "PayBySpec"), "PayByLcu"),
        "EipBindMode": call.choice("EipBindMode", ("MULTI_BINDED", "NAT"), "MULTI_BINDED"),
        "IcmpReplyEnabled": call.flag("IcmpReplyEnabled", True),
        "PrivateLinkEnabled": call.flag("PrivateLinkEnabled"),
        "AccessMode": access_mode(call),
        "NatGatewayPrivateInfo": private_info(vswitch, address),
        "SnatTableIds": {"SnatTableId": [new_id("stb")]},
        "ForwardTableIds": {"ForwardTableId": [new_id("ftb")]},
        "FullNatTableIds": {"FullNatTableId": []},
        "_vswitch": vswitch["VSwitchId"],
        **fixed_fields(call),
        **labels(call, Name="Name", Description="Description"),
        **common_fields(call),
    }


def fixed_fields(call: Call) -> Record:
    return {
        "AutoPay": call.flag("AutoPay"),
        "AvailabilityMode": call.text("AvailabilityMode", "zonal"),
        "BusinessStatus": "Normal",
        "DeletionProtection": False,
        "EcsMetricEnabled": False,
        "EnableSessionLog": "false",
        "ExpiredTime": "",
        "IpPrefixList": {"IpPrefixList": []},
        "PrivateLinkMode": "",
        "SecurityProtectionEnabled": call.flag("SecurityProtectionEnabled"),
    }


def access_mode(call: Call) -> Record:
    """Comes as JSON in a string from the provider, flattened from others."""
    value = call.params.get("AccessMode")
    given = value if isinstance(value, dict) else call.parsed("AccessMode") or {}
    return {"ModeValue": given.get("ModeValue", "route"), "TunnelType": given.get("TunnelType", "")}


def private_info(vswitch: Record, address: str) -> Record:
    return {
        "VswitchId": vswitch["VSwitchId"],
        "IzNo": vswitch["ZoneId"],
        "PrivateIpAddress": address,
        "EniInstanceId": new_id("eni"),
        "EniType": "ENI",
        "MaxBandwidth": 5120,
        "MaxSessionEstablishRate": 100000,
        "MaxSessionQuota": 2000000,
    }


def add_default_route(call: Call, gateway: Record) -> None:
    """An internet NAT gateway becomes the way out, when the VPC has none (CreateNatGateway)."""
    if gateway["NetworkType"] == "internet":
        hop = ("NatGateway", gateway["NatGatewayId"])
        route_entries.add_way_out(call, gateway["VpcId"], ANYWHERE, hop, "Created with natgw by system.")


def describe_nat_gateways(call: Call) -> Answer:
    found = matching(
        call,
        here(call, call.store.find("nat_gateway")),
        NatGatewayId="NatGatewayId",
        VpcId="VpcId",
        Name="Name",
        NatType="NatType",
        NetworkType="NetworkType",
        Spec="Spec",
        Status="Status",
        InstanceChargeType="InstanceChargeType",
        ResourceGroupId="ResourceGroupId",
        AvailabilityMode="AvailabilityMode",
    )
    zone = call.text("ZoneId")
    found = [one for one in found if zone in ("", one["NatGatewayPrivateInfo"]["IzNo"])]
    rows = [detail(call.store, gateway) for gateway in tagged(call, found, "NatGatewayId")]
    return listed(call, rows, "NatGateways", "NatGateway")


def detail(store: Store, gateway: Record) -> Answer:
    tags = [{"TagKey": k, "TagValue": v} for k, v in tags_of(store, gateway["NatGatewayId"]).items()]
    return {**public(gateway), "IpLists": {"IpList": addresses(store, gateway)}, "Tags": {"Tag": tags}}


def addresses(store: Store, gateway: Record) -> list[Answer]:
    used = [ip for entry in entries_of(store, "snat_entry", gateway) for ip in entry["SnatIp"].split(",")]
    used += [entry["ExternalIp"] for entry in entries_of(store, "forward_entry", gateway)]
    return [address_row(eip, used) for eip in eip_bindings.bound_to(store, gateway["NatGatewayId"])]


def address_row(eip: Record, used: list[str]) -> Answer:
    return {
        "AllocationId": eip["AllocationId"],
        "IpAddress": eip["IpAddress"],
        "PrivateIpAddress": eip["PrivateIpAddress"],
        "SnatEntryEnabled": True,
        "UsingStatus": "Used" if eip["IpAddress"] in used else "Idle",
    }


def entries_of(store: Store, kind: str, gateway: Record) -> list[Record]:
    return store.find(kind, NatGatewayId=gateway["NatGatewayId"])


def get_nat_gateway_attribute(call: Call) -> Answer:
    gateway = needed(call, "nat_gateway", "NatGatewayId", NOT_FOUND)
    snat, forward = gateway["SnatTableIds"]["SnatTableId"][0], gateway["ForwardTableIds"]["ForwardTableId"][0]
    inner = gateway["NatGatewayPrivateInfo"]
    kept = (
        "NatGatewayId VpcId Name Description NatType NetworkType Status BusinessStatus RegionId ResourceGroupId"
        " CreationTime ExpiredTime EcsMetricEnabled PrivateLinkEnabled PrivateLinkMode AccessMode AvailabilityMode"
    )
    rows = addresses(call.store, gateway)
    return {
        **{field: gateway[field] for field in kept.split()},
        "BillingConfig": {
            "AutoPay": str(gateway["AutoPay"]).lower(),
            "InstanceChargeType": gateway["InstanceChargeType"],
            "InternetChargeType": gateway["InternetChargeType"],
            "Spec": gateway["Spec"],
        },
        "DeletionProtectionInfo": {"Enabled": gateway["DeletionProtection"]},
        "EnableSessionLog": gateway["EnableSessionLog"] == "true",
        "LogDelivery": {},
        "IpList": [{f: row[f] for f in ("AllocationId", "IpAddress", "UsingStatus")} for row in rows],
        "PrivateInfo": {
            f: inner[f] for f in ("VswitchId", "IzNo", "PrivateIpAddress", "EniInstanceId", "MaxBandwidth")
        },
        "SnatTable": {"SnatTableId": snat, "SnatEntryCount": len(entries_of(call.store, "snat_entry", gateway))},
        "ForwardTable": {
            "ForwardTableId": forward,
            "ForwardEntryCount": len(entries_of(call.store, "forward_entry", gateway)),
        },
        "FullNatTable": {"FullNatTableId": "", "FullNatEntryCount": 0},
    }


def modify_nat_gateway_attribute(call: Call) -> Answer:
    key = needed(call, "nat_gateway", "NatGatewayId", NOT_FOUND)["NatGatewayId"]
    changes: Record = {}
    if call.has("EipBindMode"):
        changes["EipBindMode"] = call.choice("EipBindMode", ("MULTI_BINDED", "NAT"), "MULTI_BINDED")
    if call.has("IcmpReplyEnabled"):
        changes["IcmpReplyEnabled"] = call.flag("IcmpReplyEnabled")
    if call.has("EnableSessionLog"):
        changes["EnableSessionLog"] = str(call.flag("EnableSessionLog")).lower()
    update(call.store, "nat_gateway", key, changes)
    return relabel(call, "nat_gateway", key, Name="Name", Description="Description")


def modify_nat_gateway_spec(call: Call) -> Answer:
    key = needed(call, "nat_gateway", "NatGatewayId", NOT_FOUND)["NatGatewayId"]
    update(call.store, "nat_gateway", key, {"Spec": call.required("Spec")})
    return {}


def update_nat_gateway_nat_type(call: Call) -> Answer:
    """Every gateway here is enhanced already."""
    needed(call, "nat_gateway", "NatGatewayId", NOT_FOUND)
    for name in ("NatType", "VSwitchId"):
        call.required(name)
    call.choice("NatType", ("Enhanced",))
    return {}


def delete_nat_gateway(call: Call) -> Answer:
    gateway = needed(call, "nat_gateway", "NatGatewayId", NOT_FOUND)
    key = gateway["NatGatewayId"]
    refuse_if(gateway["Status"] == "Deleting", "IncorrectStatus.NatGateway", f"{key} is being deleted.")
    refuse_if(gateway["DeletionProtection"], "OperationDenied.DeletionProtection", "Deletion protection is on.")
    if not call.flag("Force"):
        refuse_if(eip_bindings.bound_to(call.store, key), "DependencyViolation.EIPS", f"{key} has EIPs bound.")
        kept = call.store.first("nat_ip", NatGatewayId=key) or call.store.first("nat_ip_cidr", NatGatewayId=key)
        refuse_if(kept, "DependencyViolation.NatIps", f"{key} has NAT IPs of its own.")
    clear(call, gateway)
    update(call.store, "nat_gateway", key, {"Status": "Deleting"})
    call.later("nat_gateway", key, None)
    return {}


def drop_nat_ips(store: Store, gateway: str) -> None:
    for address in store.find("nat_ip", NatGatewayId=gateway):
        release_private_addresses(store, address["NatIpId"])
        store.delete("nat_ip", address["NatIpId"])
    for block in store.find("nat_ip_cidr", NatGatewayId=gateway):
        store.delete("nat_ip_cidr", block["NatIpCidrId"])


def clear(call: Call, gateway: Record) -> None:
    """Entries, bindings, the address and the routes that lead to it."""
    snat = entries_of(call.store, "snat_entry", gateway)
    eip_bindings.remove_entries(call.store, snat, entries_of(call.store, "forward_entry", gateway))
    eip_bindings.release_binding(call.store, gateway["NatGatewayId"])
    release_private_addresses(call.store, gateway["NatGatewayId"])
    drop_nat_ips(call.store, gateway["NatGatewayId"])
    drop_tags(call.store, gateway["NatGatewayId"])
    route_entries.drop_ways_to(call.store, gateway["NatGatewayId"])


OPERATIONS: dict[str, Operation] = {
    "CreateNatGateway": create_nat_gateway,
    "DescribeNatGateways": describe_nat_gateways,
    "GetNatGatewayAttribute": get_nat_gateway_attribute,
    "ModifyNatGatewayAttribute": modify_nat_gateway_attribute,
    "ModifyNatGatewaySpec": modify_nat_gateway_spec,
    "UpdateNatGatewayNatType": update_nat_gateway_nat_type,
    "DeleteNatGateway": delete_nat_gateway,
}
