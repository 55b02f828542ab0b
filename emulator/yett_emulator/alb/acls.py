"""ALB access control lists: CIDRs, associated with listeners as white or black lists."""

import ipaddress

from yett_emulator.alb.nouns import ALB
from yett_emulator.balancing import lists, tagging
from yett_emulator.balancing.jobs import job
from yett_emulator.balancing.product import illegal, in_use
from yett_emulator.call import Answer, Call, Operation
from yett_emulator.errors import CloudError, missing
from yett_emulator.ids import timestamp
from yett_emulator.paging import tokened
from yett_emulator.resource_groups import DEFAULT_GROUP
from yett_emulator.store import Record, public
from yett_emulator.tags import drop_tags, put_tags

AT_ONCE = 20
IN_ALL = 1000


def create(call: Call) -> Answer:
    key = ALB.new("acl")
    acl: Record = {
        "AclId": key,
        "AclName": call.required("AclName"),
        "AclStatus": "Available",
        "AddressIPVersion": "IPv4",
        "ConfigManagedEnabled": False,
        "CreateTime": timestamp(call.store.clock()),
        "ResourceGroupId": call.text("ResourceGroupId", DEFAULT_GROUP),
        "_entries": [],
    }
    call.store.insert("alb_acl", key, acl)
    put_tags(call.store, key, tagging.tags_given(call))
    return {"AclId": key, **job()}


def list_all(call: Call) -> Answer:
    among = {"AclIds": "AclId", "AclNames": "AclName"}
    page, rest = lists.chosen(ALB, call, "acl", ("ResourceGroupId",), among)
    return {"Acls": [public(acl) | {"Tags": tagging.shown(call.store, acl["AclId"])} for acl in page], **rest}


def rename(call: Call) -> Answer:
    ALB.save(call.store, "acl", ALB.asked(call, "acl") | {"AclName": call.required("AclName")})
    return {}


def add_entries(call: Call) -> Answer:
    acl = ALB.asked(call, "acl")
    given = [item for item in call.items("AclEntries") if isinstance(item, dict)]
    if not given:
        raise missing("AclEntries")
    if len(given) > AT_ONCE:
        raise illegal("AclEntries", len(given), f"at most {AT_ONCE} at once")
    known = {entry["Entry"]: entry for entry in acl["_entries"]}
    for item in given:
        entry = network(str(item.get("Entry", "")))
        known.setdefault(entry, {"Entry": entry, "Description": str(item.get("Description") or "")})
    if len(known) > IN_ALL:
        raise CloudError("QuotaExceeded.AclEntriesNum", f"An ACL has at most {IN_ALL} entries.")
    ALB.save(call.store, "acl", acl | {"_entries": list(known.values())})
    return job()


def network(text: str) -> str:
    """A CIDR with its mask; an address alone stands for itself."""
    try:
        return str(ipaddress.ip_network(text if "/" in text else f"{text}/32"))
    except ValueError:
        raise illegal("Entry", text, "a CIDR block") from None


def remove_entries(call: Call) -> Answer:
    acl, gone = ALB.asked(call, "acl"), call.names("Entries")
    left = [entry for entry in acl["_entries"] if entry["Entry"] not in gone]
    if len(left) == len(acl["_entries"]):
        raise CloudError("ResourceNotFound.AclEntry", f"The specified resource {', '.join(gone)} is not found.", 404)
    ALB.save(call.store, "acl", acl | {"_entries": left})
    return job()


def list_entries(call: Call) -> Answer:
    found = [entry | {"Status": "Available"} for entry in ALB.asked(call, "acl")["_entries"]]
    page, rest = tokened(call, found, default=20, largest=100)
    return {"AclEntries": page, **rest}


def using(call: Call, key: str) -> list[Record]:
    return [one for one in ALB.find(call.store, "listener") if key in one["_acls"].get("ids", [])]


def list_relations(call: Call) -> Answer:
    names = ("ListenerId", "ListenerPort", "ListenerProtocol", "LoadBalancerId")
    rows = [
        {
            "AclId": key,
            "RelatedListeners": [
                {name: one[name] for name in names} | {"Status": "Associated"} for one in using(call, key)
            ],
        }
        for key in call.names("AclIds")
    ]
    return {"AclRelations": rows}


def delete(call: Call) -> Answer:
    key = ALB.asked(call, "acl")["AclId"]
    if using(call, key):
        raise in_use("Acl", key)
    call.store.delete("alb_acl", key)
    drop_tags(call.store, key)
    return job()


OPERATIONS: dict[str, Operation] = {
    "CreateAcl": create,
    "ListAcls": list_all,
    "UpdateAclAttribute": rename,
    "AddEntriesToAcl": add_entries,
    "RemoveEntriesFromAcl": remove_entries,
    "ListAclEntries": list_entries,
    "ListAclRelations": list_relations,
    "DeleteAcl": delete,
}
