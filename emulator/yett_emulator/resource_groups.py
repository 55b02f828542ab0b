"""ResourceManager 2020-03-31: resource groups, which modules look up to put things into (`ListResourceGroups`).

The default group is the account's own: always there, never a record. Source: help.aliyun.com, Resource Management,
API of resource groups; the errors are those that the provider tells apart.
"""

from yett_emulator.call import Answer, Call
from yett_emulator.errors import CloudError, invalid
from yett_emulator.ids import new_id, timestamp
from yett_emulator.paging import paged
from yett_emulator.regions import REGIONS
from yett_emulator.service import Service
from yett_emulator.store import Record, Store
from yett_emulator.tags import (
    drop_tags,
    given_tags,
    has_tags,
    put_tags,
    shown,
    tag_resources,
    tag_rows,
    untag_resources,
)

DEFAULT_GROUP = "rg-acfmyettdefault"
"""The resource group of everything that names none."""
KIND = "resource_group"


def default_group(call: Call) -> Record:
    return {
        "Id": DEFAULT_GROUP,
        "Name": "default",
        "DisplayName": "default resource group",
        "AccountId": call.settings.account_id,
        "CreateDate": "2020-01-01T00:00:00+08:00",
        "Status": "OK",
    }


def groups(call: Call) -> list[Record]:
    return [default_group(call), *call.store.find(KIND)]


def needed(call: Call) -> Record:
    key = call.required("ResourceGroupId")
    for group in groups(call):
        if group["Id"] == key:
            return group
    raise CloudError("EntityNotExists.ResourceGroup", f"The resource group {key!r} does not exist.", 404)


def detail(call: Call, group: Record) -> Answer:
    """A group as it answers alone: with its state in each region."""
    statuses = [{"RegionId": region, "Status": group["Status"]} for region in REGIONS]
    return {"ResourceGroup": {**group, "RegionStatuses": {"RegionStatus": statuses}}}


def list_groups(call: Call) -> Answer:
    equal = {"Status": "Status", "Id": "ResourceGroupId", "Name": "Name", "DisplayName": "DisplayName"}
    wanted = {field: call.text(name) for field, name in equal.items() if call.text(name)}
    named, tags = call.names("ResourceGroupIds"), given_tags(call)
    found = [
        {**group, "Tags": shown(call.store, group["Id"])}
        for group in groups(call)
        if all(group[field] == value for field, value in wanted.items())
        and (not named or group["Id"] in named)
        and has_tags(call.store, group["Id"], tags)
    ]
    page, about = paged(call, found)
    return {"ResourceGroups": {"ResourceGroup": page}, **about}


def get_group(call: Call) -> Answer:
    return detail(call, needed(call))


def create_group(call: Call) -> Answer:
    name, key = call.required("Name"), new_id("rg")
    if any(group["Name"] == name for group in groups(call)):
        raise CloudError("EntityAlreadyExists.ResourceGroup", f"A resource group {name!r} exists already.", 409)
    group = {
        "Id": key,
        "Name": name,
        "DisplayName": call.required("DisplayName"),
        "AccountId": call.settings.account_id,
        "CreateDate": timestamp(call.now),
        "Status": "OK",
    }
    put_tags(call.store, key, given_tags(call))
    return detail(call, call.store.insert(KIND, key, group))


def update_group(call: Call) -> Answer:
    group = needed(call) | {"DisplayName": call.required("NewDisplayName")}
    return {"ResourceGroup": call.store.save(KIND, group["Id"], group)}


def delete_group(call: Call) -> Answer:
    group = needed(call)
    if group["Id"] == DEFAULT_GROUP:
        raise invalid("ResourceGroupId", DEFAULT_GROUP, "a resource group other than the default one")
    if holds_anything(call.store, group["Id"]):
        raise CloudError("DeleteConflict.ResourceGroup.Resource", "The resource group still holds resources.", 409)
    drop_tags(call.store, group["Id"])
    call.store.delete(KIND, group["Id"])
    return {"ResourceGroup": group | {"Status": "PendingDelete"}}


def holds_anything(store: Store, key: str) -> bool:
    return any(store.total(kind, ResourceGroupId=key) for kind in store.kinds())


def list_tags(call: Call) -> Answer:
    """Tags of the named groups; the provider goes on asking while there is a NextToken, so there is none."""
    keys = call.names("ResourceId") or [group["Id"] for group in groups(call)]
    wanted = given_tags(call)
    rows = [row for key in keys if has_tags(call.store, key, wanted) for row in tag_rows(call, key)]
    return {"TagResources": rows}


SERVICE = Service(
    "ResourceManager",
    "2020-03-31",
    {
        "ListResourceGroups": list_groups,
        "GetResourceGroup": get_group,
        "CreateResourceGroup": create_group,
        "UpdateResourceGroup": update_group,
        "DeleteResourceGroup": delete_group,
        "TagResources": tag_resources,
        "UntagResources": untag_resources,
        "UnTagResources": untag_resources,
        "ListTagResources": list_tags,
    },
)
