"""Forward (DNAT) entries: external address, port and protocol -> internal address and port."""

import re

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.errors import CloudError, invalid, not_found
from yett_emulator.ids import new_id
from yett_emulator.quotas import check_quota
from yett_emulator.store import Record, Store, public
from yett_emulator.vpc import cidrs, eip_bindings, nat_ips
from yett_emulator.vpc.common import existing, labels, listed, matching, needed, refuse_if, relabel, update

NOT_FOUND = "InvalidForwardEntryId.NotFound"
TABLE_NOT_FOUND = "InvalidForwardTableId.NotFound"
FIELDS = ("ExternalIp", "ExternalPort", "InternalIp", "InternalPort", "IpProtocol")
ANY = "any"


def gateway_of(store: Store, table: str) -> Record:
    for gateway in store.find("nat_gateway"):
        if table in gateway["ForwardTableIds"]["ForwardTableId"]:
            return gateway
    raise not_found(TABLE_NOT_FOUND, "forward table", table)


def create_forward_entry(call: Call) -> Answer:
    table = call.required("ForwardTableId")
    gateway = gateway_of(call.store, table)
    refuse_if(gateway["Status"] != "Available", "IncorrectStatus.NATGW", "The NAT gateway is not Available.")
    have = call.store.find("forward_entry", ForwardTableId=table)
    check_quota(call, "forward_entries_per_table", len(have), "QuotaExceeded.ForwardEntry")
    wanted = {field: call.required(field) for field in FIELDS}
    checked = checked_entry(call, gateway, wanted, have)
    key = new_id("fwd")
    record = {
        "ForwardEntryId": key,
        "ForwardTableId": table,
        "NatGatewayId": gateway["NatGatewayId"],
        "Status": "Pending",
        **checked,
        **labels(call, ForwardEntryName="ForwardEntryName"),
    }
    call.store.insert("forward_entry", key, record)
    call.later("forward_entry", key, {"Status": "Available"})
    return {"ForwardEntryId": key}


def checked_entry(call: Call, gateway: Record, wanted: Record, others: list[Record]) -> Record:
    """The five fields, when they stand alone and against the other entries of the table."""
    protocol = wanted["IpProtocol"].lower()
    if protocol not in ("tcp", "udp", ANY):
        raise invalid("IpProtocol", wanted["IpProtocol"], "TCP, UDP, Any")
    entry = {**wanted, "IpProtocol": protocol}
    entry |= {name: entry[name].lower() for name in ("ExternalPort", "InternalPort")}
    check_ports(entry)
    check_addresses(call, gateway, entry)
    check_conflicts(call, entry, others)
    return entry


def check_ports(entry: Record) -> None:
    """Both `any` with protocol any, else two ports or two ranges of one length."""
    if entry["IpProtocol"] == ANY:
        for name in ("ExternalPort", "InternalPort"):
            if entry[name] != ANY:
                raise invalid(name, entry[name], "any, as the protocol is any")
        return
    outer, inner = ports(entry, "ExternalPort"), ports(entry, "InternalPort")
    if outer[1] - outer[0] != inner[1] - inner[0]:
        raise CloudError("InvalidInternalPort.Mismatch", "ExternalPort and InternalPort are ranges of unequal length.")


def ports(entry: Record, name: str) -> tuple[int, int]:
    """`80` or `10/20`, each 1..65535."""
    found = re.fullmatch(r"(\d{1,5})(?:/(\d{1,5}))?", entry[name])
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if not 1 <= first <= last <= 65535:
        raise invalid(name, entry[name], "1..65535, a range such as 10/20, or any with protocol any")
    return first, last


def check_addresses(call: Call, gateway: Record, entry: Record) -> None:
    bound = {eip["IpAddress"] for eip in eip_bindings.bound_to(call.store, gateway["NatGatewayId"])}
    if gateway["NetworkType"] == "intranet":
        bound = nat_ips.usable(call.store, gateway)
    if entry["ExternalIp"] not in bound:
        raise CloudError("InvalidIp.NotInNatgw", f"{entry['ExternalIp']} is not bound to {gateway['NatGatewayId']}.")
    vpc = existing(call.store, "vpc", gateway["VpcId"], "InvalidVpcId.NotFound")
    if not cidrs.has_address(entry["InternalIp"], cidrs.ranges_of(vpc)):
        # the cloud's own spelling
        raise CloudError(
            "Forbidden.DestnationIpOutOfVpcCIDR", f"{entry['InternalIp']} is not in the VPC's CIDR blocks."
        )


def check_conflicts(call: Call, entry: Record, others: list[Record]) -> None:
    for other in others:
        refuse_if(
            clash(entry, other, "External") or takes_all(entry, other),
            "Forbidden.ExternalPort.Duplicated",
            f"The external address, port and protocol are used by {other['ForwardEntryId']}.",
        )
        refuse_if(
            clash(entry, other, "Internal"),
            "Forbidden.InternalPort.Duplicated",
            f"The internal address, port and protocol are used by {other['ForwardEntryId']}.",
        )
    if entry["IpProtocol"] == ANY:
        used = [one for one in call.store.find("snat_entry") if entry["ExternalIp"] in one["SnatIp"].split(",")]
        refuse_if(used, "Forbidden.EipUsedBySnat", f"An SNAT entry uses {entry['ExternalIp']}: it cannot be mapped.")


def clash(entry: Record, other: Record, side: str) -> bool:
    """One packet of the protocol could match both."""
    if any(entry[name] != other[name] for name in (f"{side}Ip", "IpProtocol")):
        return False
    if entry["IpProtocol"] == ANY:
        return True
    mine, theirs = ports(entry, f"{side}Port"), ports(other, f"{side}Port")
    return mine[0] <= theirs[1] and theirs[0] <= mine[1]


def takes_all(entry: Record, other: Record) -> bool:
    """Protocol any is the whole external address, so that nothing else can be forwarded from it."""
    return entry["ExternalIp"] == other["ExternalIp"] and ANY in (entry["IpProtocol"], other["IpProtocol"])


def describe_forward_table_entries(call: Call) -> Answer:
    table, gateway = call.text("ForwardTableId"), call.text("NatGatewayId")
    refuse_if(not (table or gateway), "MissingParameter", "ForwardTableId or NatGatewayId is mandatory.")
    if table:
        gateway_of(call.store, table)
    same = (*FIELDS[:4], "ForwardTableId", "NatGatewayId", "ForwardEntryId", "ForwardEntryName")
    found = matching(call, call.store.find("forward_entry"), **{name: name for name in same})
    protocol = call.text("IpProtocol").lower()
    found = [entry for entry in found if protocol in ("", entry["IpProtocol"])]
    return listed(call, [public(entry) for entry in found], "ForwardTableEntries", "ForwardTableEntry")


def entry_in_table(call: Call) -> Record:
    gateway_of(call.store, call.required("ForwardTableId"))
    entry = needed(call, "forward_entry", "ForwardEntryId", NOT_FOUND)
    if entry["ForwardTableId"] != call.text("ForwardTableId"):
        raise not_found(NOT_FOUND, "forward entry", entry["ForwardEntryId"])
    return entry


def modify_forward_entry(call: Call) -> Answer:
    entry = entry_in_table(call)
    gateway = existing(call.store, "nat_gateway", entry["NatGatewayId"], "InvalidNatGatewayId.NotFound")
    table = call.store.find("forward_entry", ForwardTableId=entry["ForwardTableId"])
    others = [other for other in table if other["ForwardEntryId"] != entry["ForwardEntryId"]]
    wanted = {field: call.text(field, entry[field]) for field in FIELDS}
    update(call.store, "forward_entry", entry["ForwardEntryId"], checked_entry(call, gateway, wanted, others))
    return relabel(call, "forward_entry", entry["ForwardEntryId"], ForwardEntryName="ForwardEntryName")


def delete_forward_entry(call: Call) -> Answer:
    call.store.delete("forward_entry", entry_in_table(call)["ForwardEntryId"])
    return {}


OPERATIONS: dict[str, Operation] = {
    "CreateForwardEntry": create_forward_entry,
    "DescribeForwardTableEntries": describe_forward_table_entries,
    "ModifyForwardEntry": modify_forward_entry,
    "DeleteForwardEntry": delete_forward_entry,
}
