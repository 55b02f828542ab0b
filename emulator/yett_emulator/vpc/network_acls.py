"""Network ACLs: stateless filters of vSwitches; entries are judged in list order."""

import ipaddress
import re
from typing import Any

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.errors import CloudError, invalid
from yett_emulator.ids import new_id
from yett_emulator.quotas import check_quota, quota
from yett_emulator.store import Record
from yett_emulator.tags import drop_tags, given_tags, put_tags
from yett_emulator.vpc.common import (
    common_fields,
    existing,
    here,
    labels,
    listed,
    matching,
    needed,
    owner,
    refuse_if,
    relabel,
    shown,
    tagged,
    update,
)
from yett_emulator.vpc.vswitches import needed_vswitch

NOT_FOUND = "InvalidNetworkAcl.NotFound"
PROTOCOLS = ("all", "tcp", "udp", "icmp", "icmpv6", "gre")
SIDES = {"Ingress": "SourceCidrIp", "Egress": "DestinationCidrIp"}
"""Direction -> the field that holds the peer."""
ROWS = tuple(f"{side}AclEntries" for side in SIDES)


def create_network_acl(call: Call) -> Answer:
    vpc = existing(call.store, "vpc", call.required("VpcId"), "InvalidVpcId.NotFound")
    have = call.store.find("network_acl", VpcId=vpc["VpcId"])
    check_quota(call, "network_acls_per_vpc", len(have), "QuotaExceeded.NetworkAcl")
    key = new_id("nacl")
    fields = {k: v for k, v in common_fields(call).items() if k != "ResourceGroupId"}
    record = {
        "NetworkAclId": key,
        "VpcId": vpc["VpcId"],
        "OwnerId": owner(call),
        "Status": "Available",
        **{f"{side}AclEntries": {f"{side}AclEntry": first_entries(vpc, side)} for side in SIDES},
        "Resources": {"Resource": []},
        **labels(call, NetworkAclName="NetworkAclName", Description="Description"),
        **fields,
    }
    call.store.insert("network_acl", key, {**record, "Status": "Modifying"})
    put_tags(call.store, key, given_tags(call))
    call.later("network_acl", key, {"Status": "Available"})
    made = {field: value for field, value in record.items() if field != "OwnerId"}
    return {"NetworkAclId": key, "NetworkAclAttribute": {**made, **{name: briefly(made[name], name) for name in ROWS}}}


def briefly(rows: Record, name: str) -> Record:
    """The rows of a direction as the answer to a creation shows them: it says less of each than a description."""
    each = name.removesuffix("ies") + "y"
    return {each: [{k: v for k, v in row.items() if k not in ("EntryType", "IpVersion")} for row in rows[each]]}


def first_entries(vpc: Record, side: str) -> list[Record]:
    """The row of each address family that the cloud starts with: it accepts everything.

    Source: the provider's acceptance test of the data source network_acls finds one row a direction where none is
    written.
    """
    everyone = ["0.0.0.0/0", *(["::/0"] if vpc.get("Ipv6CidrBlock") else [])]
    return [checked_entry({SIDES[side]: cidr}, side, SIDES[side]) for cidr in everyone]


def describe_network_acl_attributes(call: Call) -> Answer:
    acl = needed(call, "network_acl", "NetworkAclId", NOT_FOUND)
    return {"NetworkAclAttribute": shown(call, acl, "NetworkAclId")}


def describe_network_acls(call: Call) -> Answer:
    same = {"VpcId": "VpcId", "NetworkAclId": "NetworkAclId", "NetworkAclName": "NetworkAclName"}
    found = matching(call, here(call, call.store.find("network_acl")), **same)
    if resource := call.text("ResourceId"):
        found = [acl for acl in found if resource in bound_ids(acl)]
    rows = [shown(call, acl, "NetworkAclId") for acl in tagged(call, found, "NetworkAclId", "Tags")]
    answer = listed(call, rows, "NetworkAcls", "NetworkAcl")
    # this list alone counts in text
    return answer | {name: str(answer[name]) for name in ("TotalCount", "PageNumber", "PageSize")}


def bound_ids(acl: Record) -> list[str]:
    return [row["ResourceId"] for row in acl["Resources"]["Resource"]]


def modify_network_acl_attributes(call: Call) -> Answer:
    key = needed(call, "network_acl", "NetworkAclId", NOT_FOUND)["NetworkAclId"]
    return relabel(call, "network_acl", key, NetworkAclName="NetworkAclName", Description="Description")


def update_network_acl_entries(call: Call) -> Answer:
    """The whole list of a direction is replaced, and only when its flag says so."""
    acl = needed(call, "network_acl", "NetworkAclId", NOT_FOUND)
    changes = {}
    for side, peer in SIDES.items():
        if call.flag(f"Update{side}AclEntries"):
            changes[f"{side}AclEntries"] = {f"{side}AclEntry": entries_of(call, side, peer)}
    change(call, acl["NetworkAclId"], changes)
    return {}


def change(call: Call, key: str, changes: Record) -> None:
    update(call.store, "network_acl", key, {**changes, "Status": "Modifying"})
    call.later("network_acl", key, {"Status": "Available"})


def entries_of(call: Call, side: str, peer: str) -> list[Record]:
    rows = call.objects(f"{side}AclEntries")
    # the cloud's own entries (system, service) cannot be written; the provider sends "" for its own
    rows = [row for row in rows if row.get("EntryType") not in ("system", "service")]
    limit = quota(call, "network_acl_entries")
    refuse_if(len(rows) > limit, "QuotaExceeded.NetworkAclEntry", f"At most {limit} entries in a direction.")
    return [checked_entry(row, side, peer) for row in rows]


def checked_entry(row: Record, side: str, peer: str) -> Record:
    protocol, policy = str(row.get("Protocol", "all")).lower(), str(row.get("Policy", "accept")).lower()
    if protocol not in PROTOCOLS:
        raise invalid(f"{side}AclEntries.Protocol", protocol, ", ".join(PROTOCOLS))
    if policy not in ("accept", "drop"):
        raise invalid(f"{side}AclEntries.Policy", policy, "accept, drop")
    network = checked_peer(str(row.get(peer, "")), f"{side}AclEntries.{peer}")
    return {
        "NetworkAclEntryId": str(row.get("NetworkAclEntryId") or new_id("nae")),
        "NetworkAclEntryName": str(row.get("NetworkAclEntryName", "")),
        "Description": str(row.get("Description", "")),
        "EntryType": "custom",
        "IpVersion": "IPV6" if network.version == 6 else "IPV4",
        "Policy": policy,
        "Port": checked_port(str(row.get("Port", "-1/-1")), protocol, f"{side}AclEntries.Port"),
        "Protocol": protocol,
        peer: str(row.get(peer, "")),
    }


def checked_peer(text: str, name: str) -> Any:
    try:
        return ipaddress.ip_network(text, strict=False)
    except ValueError:
        raise invalid(name, text, "a CIDR block") from None


def checked_port(text: str, protocol: str, name: str) -> str:
    """`-1/-1` unless TCP or UDP; else first/last, 1..65535."""
    found = re.fullmatch(r"(-?\d+)/(-?\d+)", text)
    first, last = (int(found[1]), int(found[2])) if found else (0, 0)
    everything = (first, last) == (-1, -1)
    if not everything and (protocol not in ("tcp", "udp") or not 1 <= first <= last <= 65535):
        raise invalid(name, text, "-1/-1, or with tcp and udp first/last within 1..65535")
    return text


def copy_network_acl_entries(call: Call) -> Answer:
    target = needed(call, "network_acl", "NetworkAclId", NOT_FOUND)
    source = needed(call, "network_acl", "SourceNetworkAclId", NOT_FOUND)
    changes = {f"{side}AclEntries": copied(source, side) for side in SIDES}
    change(call, target["NetworkAclId"], changes)
    return {}


def copied(source: Record, side: str) -> Record:
    rows = source[f"{side}AclEntries"][f"{side}AclEntry"]
    return {f"{side}AclEntry": [{**row, "NetworkAclEntryId": new_id("nae")} for row in rows]}


def associate_network_acl(call: Call) -> Answer:
    acl = needed(call, "network_acl", "NetworkAclId", NOT_FOUND)
    rows = [bound_row(call, acl, row) for row in call.objects("Resource")]
    bind(call, acl, [*acl["Resources"]["Resource"], *rows])
    for row in rows:
        update(call.store, "vswitch", row["ResourceId"], {"NetworkAclId": acl["NetworkAclId"]})
    return {}


def bound_row(call: Call, acl: Record, row: Record) -> Record:
    kind, key = str(row.get("ResourceType", "VSwitch")), str(row.get("ResourceId", ""))
    if kind != "VSwitch":
        raise invalid("Resource.ResourceType", kind, "VSwitch")
    vswitch = needed_vswitch(call, key, acl["VpcId"])
    taken = vswitch["NetworkAclId"]
    refuse_if(taken, "OperationDenied.ResourceAssociated", f"The network ACL {taken} is bound to {key}.")
    return {"ResourceId": key, "ResourceType": "VSwitch", "Status": "BINDED"}


def unassociate_network_acl(call: Call) -> Answer:
    acl = needed(call, "network_acl", "NetworkAclId", NOT_FOUND)
    gone = {str(row.get("ResourceId", "")) for row in call.objects("Resource")}
    if missing := gone - set(bound_ids(acl)):
        raise CloudError("ResourceNotAssociated", f"{', '.join(sorted(missing))} is not bound to the network ACL.")
    bind(call, acl, [row for row in acl["Resources"]["Resource"] if row["ResourceId"] not in gone])
    for key in gone:
        update(call.store, "vswitch", key, {"NetworkAclId": ""})
    return {}


def bind(call: Call, acl: Record, rows: list[Record]) -> None:
    change(call, acl["NetworkAclId"], {"Resources": {"Resource": rows}})


def delete_network_acl(call: Call) -> Answer:
    acl = needed(call, "network_acl", "NetworkAclId", NOT_FOUND)
    refuse_if(bound_ids(acl), "NetworkAclExistBinding", "A vSwitch is bound to the network ACL.")
    drop_tags(call.store, acl["NetworkAclId"])
    call.store.delete("network_acl", acl["NetworkAclId"])
    return {}


OPERATIONS: dict[str, Operation] = {
    "CreateNetworkAcl": create_network_acl,
    "DescribeNetworkAclAttributes": describe_network_acl_attributes,
    "DescribeNetworkAcls": describe_network_acls,
    "ModifyNetworkAclAttributes": modify_network_acl_attributes,
    "UpdateNetworkAclEntries": update_network_acl_entries,
    "CopyNetworkAclEntries": copy_network_acl_entries,
    "AssociateNetworkAcl": associate_network_acl,
    "UnassociateNetworkAcl": unassociate_network_acl,
    "DeleteNetworkAcl": delete_network_acl,
}
