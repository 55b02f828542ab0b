"""Access control lists: CIDRs of one IP version, bound to listeners as a white or a black list.

A list without entries lets everything through, white or black (AclType of CreateLoadBalancerTCPListener).
"""

import ipaddress

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.errors import CloudError
from yett_emulator.ids import new_id, timestamp
from yett_emulator.paging import paged
from yett_emulator.resource_groups import DEFAULT_GROUP
from yett_emulator.slb import lookups, refusals
from yett_emulator.slb.listener_checks import using_acl
from yett_emulator.store import Record, public
from yett_emulator.tags import drop_tags, given_tags, has_tags, put_tags

AT_ONCE = 50


def create(call: Call) -> Answer:
    version = call.choice("AddressIPVersion", ("ipv4", "ipv6"), "ipv4")
    if len(call.store.find("acl", _region=call.region)) >= lookups.quota(call, "clb_acls"):
        raise refusals.ACLS_OVER_LIMIT()
    key = new_id("acl")
    acl: Record = {
        "AclId": key,
        "AclName": name_of(call),
        "AddressIPVersion": version,
        "ResourceGroupId": call.text("ResourceGroupId", DEFAULT_GROUP),
        "CreateTime": timestamp(call.store.clock()),
        "_region": call.region,
        "_entries": [],
    }
    call.store.insert("acl", key, acl)
    put_tags(call.store, key, given_tags(call))
    return {"AclId": key}


def name_of(call: Call) -> str:
    name = call.required("AclName")
    if len(name) > 80:
        raise refusals.bad("The specified AclName is not valid; at most 80 characters.")
    return name


def named(call: Call) -> Record:
    return lookups.acl(call.store, call.required("AclId"))


def describe(call: Call) -> Answer:
    """All entries, unless a page is asked for."""
    acl = named(call)
    entries = [e for e in acl["_entries"] if call.text("AclEntryComment") in e["AclEntryComment"]]
    listeners = [
        {
            "LoadBalancerId": listener["LoadBalancerId"],
            "ListenerPort": listener["ListenerPort"],
            "Protocol": listener["ListenerProtocol"],
            "AclType": listener["AclType"],
        }
        for listener in using_acl(call, acl["AclId"])
    ]
    return {
        **public(acl),
        "AclEntrys": {"AclEntry": page_of(call, entries)},
        "TotalAclEntry": len(entries),
        "RelatedListeners": {"RelatedListener": listeners},
        "Tags": lookups.shown_tags(call.store, acl["AclId"]),
    }


def page_of(call: Call, entries: list[Record]) -> list[Record]:
    if not call.text("Page"):
        return entries
    size = call.number("PageSize", 10, 1, 50)
    start = (call.number("Page", 1, 1) - 1) * size
    return entries[start : start + size]


def describe_all(call: Call) -> Answer:
    found = [acl for acl in call.store.find("acl", _region=call.region) if wanted(call, acl)]
    page, rest = paged(call, found, default=50)
    rows = [public(acl) | {"Tags": lookups.shown_tags(call.store, acl["AclId"])} for acl in page]
    return {"Acls": {"Acl": rows}, "Count": len(rows), **rest}


def wanted(call: Call, acl: Record) -> bool:
    equal = ("AddressIPVersion", "ResourceGroupId")
    return (
        all(call.text(name) in ("", acl[name]) for name in equal)
        and call.text("AclName") in acl["AclName"]
        and has_tags(call.store, acl["AclId"], given_tags(call))
    )


def entries(call: Call) -> list[Record]:
    try:
        given = lookups.loose_list(call.parsed("AclEntrys"))
        found = [
            {"AclEntryIP": str(item["entry"]), "AclEntryComment": str(item.get("comment") or "")} for item in given
        ]
    except (CloudError, TypeError, KeyError):
        raise CloudError("InvalidParameter.AclEntrys", "The specified AclEntrys is not valid JSON.") from None
    if not found:
        raise refusals.ENTRIES_EMPTY()
    if len(found) > AT_ONCE:
        raise refusals.bad(f"The specified AclEntrys is not valid; at most {AT_ONCE} entries at once.")
    return found


def network(entry: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network:
    """A CIDR with its mask and no host bits."""
    try:
        if "/" in entry:
            return ipaddress.ip_network(entry)
    except ValueError:
        pass
    raise CloudError("AclEntryIllegal", f"The specified AclEntry {entry} is not a CIDR block.")


def add_entries(call: Call) -> Answer:
    """Entries that are there already are left as they are."""
    acl = named(call)
    known = {entry["AclEntryIP"]: entry for entry in acl["_entries"]}
    for entry in entries(call):
        if f"ipv{network(entry['AclEntryIP']).version}" != acl["AddressIPVersion"]:
            raise refusals.ENTRY_OTHER_VERSION()
        known.setdefault(entry["AclEntryIP"], entry)
    if len(known) > lookups.quota(call, "clb_entries_per_acl"):
        raise refusals.ENTRIES_OVER_LIMIT()
    return keep(call, acl, list(known.values()))


def remove_entries(call: Call) -> Answer:
    acl = named(call)
    gone = {entry["AclEntryIP"] for entry in entries(call)}
    left = [entry for entry in acl["_entries"] if entry["AclEntryIP"] not in gone]
    if len(left) == len(acl["_entries"]):
        raise refusals.ENTRIES_EMPTY()
    return keep(call, acl, left)


def keep(call: Call, acl: Record, found: list[Record]) -> Answer:
    call.store.save("acl", acl["AclId"], acl | {"_entries": found})
    return {}


def rename(call: Call) -> Answer:
    acl = named(call)
    call.store.save("acl", acl["AclId"], acl | {"AclName": name_of(call)})
    return {}


def delete(call: Call) -> Answer:
    acl = named(call)
    if using_acl(call, acl["AclId"]):
        raise refusals.ACL_BOUND()
    call.store.delete("acl", acl["AclId"])
    drop_tags(call.store, acl["AclId"])
    return {}


OPERATIONS: dict[str, Operation] = {
    "CreateAccessControlList": create,
    "DescribeAccessControlListAttribute": describe,
    "DescribeAccessControlLists": describe_all,
    "AddAccessControlListEntry": add_entries,
    "RemoveAccessControlListEntry": remove_entries,
    "SetAccessControlListAttribute": rename,
    "DeleteAccessControlList": delete,
}
