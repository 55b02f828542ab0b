"""SNAT entries: which sources leave through which addresses of a NAT gateway."""

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.errors import CloudError, missing, not_found
from yett_emulator.ids import new_id
from yett_emulator.quotas import check_quota
from yett_emulator.store import Record, Store, public
from yett_emulator.vpc import cidrs, eip_bindings, nat_ips
from yett_emulator.vpc.common import existing, labels, listed, matching, needed, refuse_if, relabel, update
from yett_emulator.vpc.vswitches import needed_vswitch

NOT_FOUND = "InvalidSnatEntryId.NotFound"
TABLE_NOT_FOUND = "InvalidSnatTableId.NotFound"


def gateway_of(store: Store, table: str) -> Record:
    for gateway in store.find("nat_gateway"):
        if table in gateway["SnatTableIds"]["SnatTableId"]:
            return gateway
    raise not_found(TABLE_NOT_FOUND, "SNAT table", table)


def create_snat_entry(call: Call) -> Answer:
    gateway = gateway_of(call.store, call.required("SnatTableId"))
    refuse_if(gateway["Status"] != "Available", "IncorrectStatus.NATGW", "The NAT gateway is not Available.")
    have = call.store.find("snat_entry", SnatTableId=call.text("SnatTableId"))
    check_quota(call, "snat_entries_per_table", len(have), "QuotaExceeded.SnatEntry")
    source = source_of(call, gateway)
    addresses = checked_addresses(call, gateway, call.required("SnatIp"))
    check_new(have, source)
    key = new_id("snat")
    record = {
        "SnatEntryId": key,
        "SnatTableId": call.text("SnatTableId"),
        "NatGatewayId": gateway["NatGatewayId"],
        "NetworkInterfaceId": call.text("NetworkInterfaceId"),
        "SnatIp": addresses,
        "EipAffinity": affinity(call),
        "Status": "Pending",
        **source,
        **labels(call, SnatEntryName="SnatEntryName"),
    }
    call.store.insert("snat_entry", key, record)
    call.later("snat_entry", key, {"Status": "Available"})
    return {"SnatEntryId": key}


def affinity(call: Call) -> str:
    return call.choice("EipAffinity", ("0", "1"), "0")


def source_of(call: Call, gateway: Record) -> Record:
    """Exactly one of vSwitch and CIDR; an interface stands for its own address."""
    vswitch, cidr = call.text("SourceVSwitchId"), call.text("SourceCIDR")
    if vswitch and cidr:
        raise CloudError("MissingParam.SourceCIDRorSourceVSwitchId", "Give SourceVSwitchId or SourceCIDR, not both.")
    if vswitch:
        found = needed_vswitch(call, vswitch, gateway["VpcId"])
        return {"SourceVSwitchId": vswitch, "SourceCIDR": found["CidrBlock"]}
    if cidr:
        return {"SourceVSwitchId": "", "SourceCIDR": str(cidrs.ipv4(cidr, "SourceCIDR"))}
    if interface := call.text("NetworkInterfaceId"):
        found = existing(call.store, "interface", interface, "InvalidEniId.NotFound")
        return {"SourceVSwitchId": "", "SourceCIDR": f"{found['PrivateIpAddress']}/32"}
    raise missing("SourceVSwitchId")


def check_new(have: list[Record], source: Record) -> None:
    """A source that is served already is refused: which address it leaves by must not be a matter of order."""
    vswitch = source["SourceVSwitchId"]
    if vswitch and any(one["SourceVSwitchId"] == vswitch for one in have):
        raise CloudError("Forbidden.SourceVSwitchId.Duplicated", f"The vSwitch {vswitch} has an SNAT entry.")
    if not vswitch and any(one["SourceCIDR"] == source["SourceCIDR"] for one in have if not one["SourceVSwitchId"]):
        raise CloudError("Forbidden.SourceCidrBlock.Duplicated", f"{source['SourceCIDR']} has an SNAT entry.")


def checked_addresses(call: Call, gateway: Record, text: str) -> str:
    """Comma-separated EIPs of the gateway; a VPC NAT gateway uses its NAT IPs."""
    if gateway["NetworkType"] == "intranet":
        own = nat_ips.usable(call.store, gateway)
    else:
        own = {eip["IpAddress"] for eip in eip_bindings.bound_to(call.store, gateway["NatGatewayId"])}
    addresses = [one.strip() for one in text.split(",") if one.strip()]
    for address in addresses:
        if address not in own:
            raise CloudError("EIP_NOT_IN_GATEWAY", f"{address} is not bound to {gateway['NatGatewayId']}.")
        mapped = call.store.find("forward_entry", ExternalIp=address, IpProtocol="any")
        refuse_if(mapped, "Forbidden.EipUsedByIpMapping", f"A forward entry maps the whole of {address}.")
    return ",".join(addresses)


def describe_snat_table_entries(call: Call) -> Answer:
    table, gateway = call.text("SnatTableId"), call.text("NatGatewayId")
    refuse_if(not (table or gateway), "MissingParameter", "SnatTableId or NatGatewayId is mandatory.")
    if table:
        gateway_of(call.store, table)
    found = matching(
        call,
        call.store.find("snat_entry"),
        SnatTableId="SnatTableId",
        NatGatewayId="NatGatewayId",
        SnatEntryId="SnatEntryId",
        SnatEntryName="SnatEntryName",
        SourceCIDR="SourceCIDR",
        SourceVSwitchId="SourceVSwitchId",
        NetworkInterfaceId="NetworkInterfaceIds",
    )
    if ip := call.text("SnatIp"):
        found = [entry for entry in found if ip == entry["SnatIp"] or ip in entry["SnatIp"].split(",")]
    return listed(call, [public(entry) for entry in found], "SnatTableEntries", "SnatTableEntry")


def entry_in_table(call: Call) -> Record:
    gateway_of(call.store, call.required("SnatTableId"))
    entry = needed(call, "snat_entry", "SnatEntryId", NOT_FOUND)
    if entry["SnatTableId"] != call.text("SnatTableId"):
        raise not_found(NOT_FOUND, "SNAT entry", entry["SnatEntryId"])
    return entry


def modify_snat_entry(call: Call) -> Answer:
    entry = entry_in_table(call)
    key, changes = entry["SnatEntryId"], {}
    if call.text("SnatIp"):
        gateway = existing(call.store, "nat_gateway", entry["NatGatewayId"], "InvalidNatGatewayId.NotFound")
        changes["SnatIp"] = checked_addresses(call, gateway, call.text("SnatIp"))
    if call.has("EipAffinity"):
        changes["EipAffinity"] = affinity(call)
    update(call.store, "snat_entry", key, changes)
    relabel(call, "snat_entry", key, SnatEntryName="SnatEntryName")
    return {}


def delete_snat_entry(call: Call) -> Answer:
    call.store.delete("snat_entry", entry_in_table(call)["SnatEntryId"])
    return {}


OPERATIONS: dict[str, Operation] = {
    "CreateSnatEntry": create_snat_entry,
    "DescribeSnatTableEntries": describe_snat_table_entries,
    "ModifySnatEntry": modify_snat_entry,
    "DeleteSnatEntry": delete_snat_entry,
}
