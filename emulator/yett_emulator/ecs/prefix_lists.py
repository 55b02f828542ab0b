"""Prefix lists: named sets of CIDR blocks that rules may name as their peer."""

import ipaddress
from collections.abc import Mapping
from typing import Any

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.ecs.lookup import among, found, in_region, like, same_fields, shown_tags, tagged
from yett_emulator.ecs.values import nested_list
from yett_emulator.errors import CloudError
from yett_emulator.ids import new_id, timestamp
from yett_emulator.paging import tokened
from yett_emulator.quotas import check_quota
from yett_emulator.store import Record, public
from yett_emulator.tags import drop_tags, given_tags, put_tags

FAMILIES = {"IPv4": 4, "IPv6": 6}
MOST_ENTRIES = 200


def prefix_list_of(call: Call, key: str = "") -> Record:
    key = key or call.required("PrefixListId")
    return found(call, "prefix_list", key, "InvalidPrefixListId.NotFound", "The specified prefix list was not found.")


def create_prefix_list(call: Call) -> Answer:
    check_quota(call, "prefix_lists", len(call.store.find("prefix_list")), "QuotaExceed.PrefixList", 100)
    family = call.choice("AddressFamily", tuple(FAMILIES), "IPv4")
    call.required("MaxEntries")
    size = call.number("MaxEntries", 0, 1, MOST_ENTRIES)
    key = new_id("pl")
    entries = [checked(entry, family) for entry in nested_list(call.params, "Entry")]
    record = {
        "PrefixListId": key,
        "PrefixListName": checked_name(call.required("PrefixListName")),
        "AddressFamily": family,
        "MaxEntries": size,
        "Description": call.text("Description"),
        "ResourceGroupId": call.text("ResourceGroupId"),
        "CreationTime": timestamp(call.store.clock()),
        "_region": call.region,
        "_entries": fitting(entries, size),
    }
    call.store.insert("prefix_list", key, record)
    put_tags(call.store, key, given_tags(call))
    return {"PrefixListId": key}


def checked_name(name: str) -> str:
    if not 2 <= len(name) <= 128 or not name[0].isalpha() or name.lower().startswith(("http", "com.aliyun")):
        raise CloudError("InvalidPrefixListName.Malformed", f"The specified PrefixListName {name!r} is not valid.")
    return name


def checked(entry: Mapping[str, Any], family: str) -> dict[str, str]:
    text = str(entry.get("Cidr", ""))
    try:
        block = ipaddress.ip_network(text)
    except ValueError:
        block = None
    if block is None or block.version != FAMILIES[family]:
        raise CloudError("InvalidParameter.Cidr", f"The specified Cidr {text!r} is not a block of {family}.")
    return {"Cidr": str(block), "Description": str(entry.get("Description") or "")}


def fitting(entries: list[dict[str, str]], size: int) -> list[dict[str, str]]:
    if len({entry["Cidr"] for entry in entries}) < len(entries):
        raise CloudError("InvalidParameter.DuplicateCidr", "The specified entries repeat a CIDR block.")
    if len(entries) > size:
        raise CloudError("LimitExceed.Entry", f"The prefix list takes {size} entries, not {len(entries)}.", 403)
    return entries


def describe_prefix_lists(call: Call) -> Answer:
    rows = [row(call, record) for record in call.store.find("prefix_list") if suits(call, record)]
    page, about = tokened(call, rows, 10, 100)
    return {"PrefixLists": {"PrefixList": page}, "NextToken": about["NextToken"]}


def suits(call: Call, record: Record) -> bool:
    return (
        in_region(call, record)
        and same_fields(call, record, {name: name for name in ("AddressFamily", "ResourceGroupId")})
        and among(call.names("PrefixListId"), record["PrefixListId"])
        and like(call.text("PrefixListName"), record["PrefixListName"])
        and tagged(call, record["PrefixListId"])
    )


def row(call: Call, record: Record) -> dict[str, Any]:
    key = record["PrefixListId"]
    return {**public(record), "AssociationCount": len(groups_naming(call, key)), "Tags": shown_tags(call, key)}


def groups_naming(call: Call, key: str) -> list[str]:
    """The security groups with a rule whose peer is the list."""
    return [
        group["SecurityGroupId"]
        for group in call.store.find("security_group")
        if any(key in (rule["SourcePrefixListId"], rule["DestPrefixListId"]) for rule in group["_rules"])
    ]


def describe_prefix_list_attributes(call: Call) -> Answer:
    record = prefix_list_of(call)
    shown = {name: value for name, value in public(record).items() if name != "ResourceGroupId"}
    return {**shown, "Entries": {"Entry": record["_entries"]}}


def describe_prefix_list_associations(call: Call) -> Answer:
    keys = groups_naming(call, prefix_list_of(call)["PrefixListId"])
    page, about = tokened(call, [{"ResourceId": key, "ResourceType": "securitygroup"} for key in keys], 10, 100)
    return {"PrefixListAssociations": {"PrefixListAssociation": page}, "NextToken": about["NextToken"]}


def modify_prefix_list(call: Call) -> Answer:
    record = prefix_list_of(call)
    if call.has("PrefixListName"):
        record["PrefixListName"] = checked_name(call.text("PrefixListName"))
    if call.has("Description"):
        record["Description"] = call.text("Description")
    added = [checked(entry, record["AddressFamily"]) for entry in nested_list(call.params, "AddEntry")]
    gone = {checked(entry, record["AddressFamily"])["Cidr"] for entry in nested_list(call.params, "RemoveEntry")}
    again = {entry["Cidr"] for entry in added}
    kept = [entry for entry in record["_entries"] if entry["Cidr"] not in gone | again]
    record["_entries"] = fitting([*kept, *added], record["MaxEntries"])
    call.store.save("prefix_list", record["PrefixListId"], record)
    return {}


def delete_prefix_list(call: Call) -> Answer:
    key = prefix_list_of(call)["PrefixListId"]
    if names := groups_naming(call, key):
        raise CloudError("DependencyViolation.PrefixList", f"The prefix list is named by rules of {names[0]}.", 403)
    call.store.delete("prefix_list", key)
    drop_tags(call.store, key)
    return {}


OPERATIONS: dict[str, Operation] = {
    "CreatePrefixList": create_prefix_list,
    "DescribePrefixLists": describe_prefix_lists,
    "DescribePrefixListAttributes": describe_prefix_list_attributes,
    "DescribePrefixListAssociations": describe_prefix_list_associations,
    "ModifyPrefixList": modify_prefix_list,
    "DeletePrefixList": delete_prefix_list,
}
