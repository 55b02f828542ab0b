"""Prefix lists of VPC: named sets of ranges that routes may lead to (those of security groups are ECS's)."""

import ipaddress

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.errors import CloudError, invalid, not_found
from yett_emulator.ids import new_id
from yett_emulator.paging import tokened
from yett_emulator.quotas import check_quota
from yett_emulator.store import Record, Store
from yett_emulator.tags import drop_tags, given_tags, put_tags, tags_of
from yett_emulator.vpc.common import (
    common_fields,
    here,
    labels,
    matching,
    needed,
    owner,
    refuse_if,
    relabel,
    tagged,
    update,
)

NOT_FOUND = "ResourceNotFound.PrefixList"
KIND = "vpc_prefix_list"


def create_prefix_list(call: Call) -> Answer:
    version = call.choice("IpVersion", ("IPV4", "IPV6"), "IPV4")
    largest = call.number("MaxEntries", 50, 1, 200)
    entries = added([], rows_of(call, "PrefixListEntries", version), largest)
    check_quota(call, "vpc_prefix_lists", call.store.total(KIND), "QuotaExceeded.PrefixList")
    key = new_id("pl")
    record = {
        "PrefixListId": key,
        "IpVersion": version,
        "MaxEntries": largest,
        "OwnerId": str(owner(call)),
        "PrefixListStatus": "Created",
        "PrefixListType": "Custom",
        "ShareType": "",
        "Status": "Created",
        "_entries": entries,
        **labels(call, PrefixListName="PrefixListName", PrefixListDescription="PrefixListDescription"),
        **common_fields(call),
    }
    call.store.insert(KIND, key, record)
    put_tags(call.store, key, given_tags(call))
    return {"PrefixListId": key, "ResourceGroupId": record["ResourceGroupId"]}


def rows_of(call: Call, name: str, version: str) -> list[Record]:
    return [
        {
            "Cidr": checked(str(row.get("Cidr", "")), f"{name}.Cidr", version),
            "Description": str(row.get("Description", "")),
        }
        for row in call.objects(name)
    ]


def checked(text: str, name: str, version: str) -> str:
    try:
        network = ipaddress.ip_network(text)
    except ValueError:
        raise invalid(name, text, "a CIDR block") from None
    if f"IPV{network.version}" != version:
        raise invalid(name, text, f"a CIDR block of {version}")
    return str(network)


def added(have: list[Record], more: list[Record], largest: int) -> list[Record]:
    """One entry for each range, at most as many as the list may hold."""
    ranges = [row["Cidr"] for row in (*have, *more)]
    if len(set(ranges)) < len(ranges):
        raise CloudError("DuplicatedParam.PrefixListEntries", "A range is in the prefix list twice.")
    refuse_if(len(ranges) > largest, "QuotaExceeded.PrefixListEntry", f"The prefix list holds at most {largest}.")
    return [*have, *more]


def list_prefix_lists(call: Call) -> Answer:
    found = matching(
        call,
        here(call, call.store.find(KIND)),
        PrefixListId="PrefixListIds",
        PrefixListName="PrefixListName",
        ResourceGroupId="ResourceGroupId",
    )
    page, about = tokened(call, tagged(call, found, "PrefixListId", "Tags"), 20, 100)
    return {"PrefixLists": [detail(call, one) for one in page], **about}


def detail(call: Call, record: Record) -> Answer:
    shown = {field: value for field, value in record.items() if not field.startswith("_")}
    tags = [{"Key": k, "Value": v} for k, v in tags_of(call.store, record["PrefixListId"]).items()]
    return {**shown, "CidrBlocks": [row["Cidr"] for row in record["_entries"]], "Tags": tags}


def get_entries(call: Call) -> Answer:
    record = needed(call, KIND, "PrefixListId", NOT_FOUND)
    where = {"PrefixListId": record["PrefixListId"], "RegionId": record["RegionId"]}
    page, about = tokened(call, [{**row, **where} for row in record["_entries"]], 20, 100)
    return {"PrefixListEntry": page, "Count": len(page), **counted(about)}


def counted(about: Answer) -> Answer:
    return {name: about[name] for name in ("NextToken", "TotalCount")}


def get_associations(call: Call) -> Answer:
    record = needed(call, KIND, "PrefixListId", NOT_FOUND)
    rows = [association(call, record, entry) for entry in routes_to(call.store, record["PrefixListId"])]
    page, about = tokened(call, rows, 20, 100)
    return {"PrefixListAssociation": page, "Count": len(page), **counted(about)}


def association(call: Call, record: Record, entry: Record) -> Answer:
    return {
        "PrefixListId": record["PrefixListId"],
        "RegionId": record["RegionId"],
        "OwnerId": record["OwnerId"],
        "ResourceId": entry["RouteTableId"],
        "ResourceType": "vpcRouteTable",
        "ResourceUid": record["OwnerId"],
        "Status": "Created",
        "Reason": "",
        "CidrList": ",".join(row["Cidr"] for row in record["_entries"]),
        "SuppressedList": "",
    }


def routes_to(store: Store, key: str) -> list[Record]:
    return store.find("route_entry", DestinationCidrBlock=key)


def modify_prefix_list(call: Call) -> Answer:
    """Removals first, so that an entry can be given another description in one call."""
    record = needed(call, KIND, "PrefixListId", NOT_FOUND)
    key, largest = record["PrefixListId"], call.number("MaxEntries", record["MaxEntries"], 1, 200)
    gone = [row["Cidr"] for row in rows_of(call, "RemovePrefixListEntry", record["IpVersion"])]
    missing = set(gone) - {row["Cidr"] for row in record["_entries"]}
    if missing:
        raise not_found("ResourceNotFound.PrefixListEntry", "prefix list entry", ", ".join(sorted(missing)))
    kept = [row for row in record["_entries"] if row["Cidr"] not in gone]
    entries = added(kept, rows_of(call, "AddPrefixListEntry", record["IpVersion"]), largest)
    update(call.store, KIND, key, {"_entries": entries, "MaxEntries": largest})
    relabel(call, KIND, key, PrefixListName="PrefixListName", PrefixListDescription="PrefixListDescription")
    return {"PrefixListId": key}


def delete_prefix_list(call: Call) -> Answer:
    key = needed(call, KIND, "PrefixListId", NOT_FOUND)["PrefixListId"]
    refuse_if(routes_to(call.store, key), "DependencyViolation.RouteEntry", f"A route leads to {key}.")
    drop_tags(call.store, key)
    call.store.delete(KIND, key)
    return {}


OPERATIONS: dict[str, Operation] = {
    "CreateVpcPrefixList": create_prefix_list,
    "ListPrefixLists": list_prefix_lists,
    "GetVpcPrefixListEntries": get_entries,
    "GetVpcPrefixListAssociations": get_associations,
    "ModifyVpcPrefixList": modify_prefix_list,
    "DeleteVpcPrefixList": delete_prefix_list,
}
