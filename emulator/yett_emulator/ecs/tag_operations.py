"""Tags of ECS resources in both generations of the API: TagResources and the older AddTags."""

from typing import Any

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.ecs.field_names import fields
from yett_emulator.ecs.lookup import listed
from yett_emulator.ecs.values import nested_list
from yett_emulator.errors import CloudError, missing
from yett_emulator.paging import tokened
from yett_emulator.tags import drop_tags, every_tagged, given_tags, has_tags, put_tags, tags_of

KINDS = {
    "instance": "instance",
    "securitygroup": "security_group",
    "eni": "interface",
    "disk": "disk",
    "image": "image",
    "keypair": "key_pair",
    "launchtemplate": "launch_template",
    "prefixlist": "prefix_list",
    "snapshot": "snapshot",
    "snapshotpolicy": "auto_snapshot_policy",
    "command": "command",
    "invocation": "invocation",
}
"""The API's resource types -> kinds of records."""

COUNTS = fields(
    "Ddh Disk Eni Image Instance KeyPair LaunchTemplate ReservedInstance Securitygroup Snapshot SnapshotPolicy Volume"
)


def kind_of(call: Call) -> str:
    text = call.required("ResourceType")
    if text.lower() not in KINDS:
        raise CloudError("InvalidResourceType.NotFound", f"The ResourceType {text!r} is not found.", 404)
    return KINDS[text.lower()]


def existing(call: Call, names: list[str]) -> list[str]:
    """The named resources; all of them must be there."""
    kind = kind_of(call)
    for key in names:
        if call.store.get(kind, key) is None:
            raise CloudError(
                "InvalidResourceId.NotFound", f"The specified ResourceId is not found. NotFound: {key}", 404
            )
    return names


def tag_resources(call: Call) -> Answer:
    keys, tags = existing(call, call.names("ResourceId")), given_tags(call)
    if not keys:
        raise missing("ResourceId")
    if not tags:
        raise missing("Tag")
    for key in keys:
        put_tags(call.store, key, tags)
    return {}


def untag_resources(call: Call) -> Answer:
    for key in existing(call, call.names("ResourceId")):
        drop_tags(call.store, key, None if call.flag("All") else call.texts("TagKey"))
    return {}


def list_tag_resources(call: Call) -> Answer:
    kind, wanted = kind_of(call), given_tags(call)
    keys = [key for key in call.names("ResourceId") or every_tagged(call.store) if call.store.get(kind, key)]
    rows = [
        {"ResourceId": key, "ResourceType": call.text("ResourceType"), "TagKey": name, "TagValue": value}
        for key in keys
        if has_tags(call.store, key, wanted) and filtered(call, key)
        for name, value in tags_of(call.store, key).items()
    ]
    page, about = tokened(call, rows, 1000, 1000)
    return {"TagResources": {"TagResource": page}, "NextToken": about["NextToken"]}


def filtered(call: Call, key: str) -> bool:
    """`TagFilter.N`: a tag key with any of the values given, or with any at all."""
    have = tags_of(call.store, key)
    return all(
        item.get("TagKey") in have and (not item.get("TagValues") or have[item["TagKey"]] in item["TagValues"])
        for item in nested_list(call.params, "TagFilter")
    )


def add_tags(call: Call) -> Answer:
    return tag_resources(call)


def remove_tags(call: Call) -> Answer:
    for key in existing(call, call.names("ResourceId")):
        drop_tags(call.store, key, list(given_tags(call)))
    return {}


def describe_tags(call: Call) -> Answer:
    """Tags in use, with how many resources of each type carry them."""
    kind = call.text("ResourceType")
    named = call.names("ResourceId")
    types = {kind.lower(): kind_of(call)} if kind else KINDS
    counted: dict[tuple[str, str], dict[str, int]] = {}
    for name, record_kind in types.items():
        for key in named or every_tagged(call.store):
            if call.store.get(record_kind, key) is not None:
                count(counted, call, key, name)
    rows = [row(tag, counts) for tag, counts in counted.items() if asked(call, tag)]
    page, about = listed(call, rows, 50, 100)
    about.pop("NextToken")
    return {"Tags": {"Tag": page}, **about}


def count(counted: dict[tuple[str, str], dict[str, int]], call: Call, key: str, kind: str) -> None:
    for tag in tags_of(call.store, key).items():
        counts = counted.setdefault(tag, {})
        counts[kind] = counts.get(kind, 0) + 1


def asked(call: Call, tag: tuple[str, str]) -> bool:
    wanted = given_tags(call)
    return all(tag[0] == name and value in ("", tag[1]) for name, value in wanted.items())


def row(tag: tuple[str, str], counts: dict[str, int]) -> dict[str, Any]:
    numbers = {name: counts.get(name.lower(), 0) for name in COUNTS}
    return {"TagKey": tag[0], "TagValue": tag[1], "ResourceTypeCount": numbers}


def describe_resource_by_tags(call: Call) -> Answer:
    types = {call.text("ResourceType").lower(): kind_of(call)} if call.text("ResourceType") else KINDS
    rows = [
        {"ResourceId": key, "ResourceType": name, "RegionId": call.region}
        for key in every_tagged(call.store)
        if has_tags(call.store, key, given_tags(call))
        for name, kind in types.items()
        if call.store.get(kind, key) is not None
    ]
    page, about = listed(call, rows, 50, 100)
    about.pop("NextToken")
    return {"Resources": {"Resource": page}, **about}


OPERATIONS: dict[str, Operation] = {
    "TagResources": tag_resources,
    "UntagResources": untag_resources,
    "ListTagResources": list_tag_resources,
    "AddTags": add_tags,
    "RemoveTags": remove_tags,
    "DescribeTags": describe_tags,
    "DescribeResourceByTags": describe_resource_by_tags,
}
