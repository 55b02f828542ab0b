"""Tags of every resource of every product: kept beside the records, so that `tags_of(store, id)` is all one needs."""

from typing import Any

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.errors import CloudError
from yett_emulator.store import Store

LIMIT = 20


def tags_of(store: Store, key: str) -> dict[str, str]:
    record = store.get("tags", key)
    return dict(record["tags"]) if record else {}


def put_tags(store: Store, key: str, added: dict[str, str]) -> None:
    """Add or overwrite; at most 20 tags on one resource."""
    merged = tags_of(store, key) | added
    check(added, len(merged))
    if merged:
        mark(store, key, merged)


def mark(store: Store, key: str, merged: dict[str, str]) -> None:
    """Keep just these tags, whoever gives them: the cloud's own begin with "acs:"."""
    if store.get("tags", key) is None:
        store.insert("tags", key, {"_id": key, "tags": merged})
    else:
        store.save("tags", key, {"_id": key, "tags": merged})


def check(tags: dict[str, str], count: int) -> None:
    if count > LIMIT:
        raise CloudError("InvalidTagCount", f"A resource has at most {LIMIT} tags.")
    for name in tags:
        if (
            not name
            or len(name) > 128
            or name.lower().startswith(("aliyun", "acs:"))
            or "http://" in name
            or "https://" in name
        ):
            raise CloudError("InvalidTagKey.Malformed", f"The specified tag key {name!r} is not valid.")


def drop_tags(store: Store, key: str, names: list[str] | None = None) -> None:
    """Forget the named tags, or all of them when no name is given (the resource is gone)."""
    kept = {} if names is None else {k: v for k, v in tags_of(store, key).items() if k not in names}
    store.delete("tags", key)
    if kept:
        store.insert("tags", key, {"_id": key, "tags": kept})


def given_tags(call: Call, name: str = "Tag") -> dict[str, str]:
    """`Tag.N.Key/.Value` of a request as a dict."""
    return {
        str(tag["Key"]): str(tag.get("Value", "")) for tag in call.items(name) if isinstance(tag, dict) and "Key" in tag
    }


def shown(store: Store, key: str) -> dict[str, list[dict[str, str]]]:
    """`{"Tag": [...]}` as resources carry it; both spellings, since products differ and clients read one."""
    return {"Tag": [{"Key": k, "Value": v, "TagKey": k, "TagValue": v} for k, v in tags_of(store, key).items()]}


def has_tags(store: Store, key: str, wanted: dict[str, str]) -> bool:
    """Whether a resource carries all of the wanted tags; an empty wanted value matches any value."""
    have = tags_of(store, key)
    return all(k in have and v in ("", have[k]) for k, v in wanted.items())


def tag_resources(call: Call) -> Answer:
    for key in call.names("ResourceId"):
        put_tags(call.store, key, given_tags(call))
    return {"Success": True}


def untag_resources(call: Call) -> Answer:
    everything = call.flag("All")
    for key in call.names("ResourceId"):
        drop_tags(call.store, key, None if everything else call.texts("TagKey"))
    return {"Success": True}


def list_tag_resources(call: Call) -> Answer:
    """Tags of the named resources, or of all resources that carry the wanted tags."""
    wanted = given_tags(call)
    keys = call.names("ResourceId") or every_tagged(call.store)
    rows = [row for key in keys if has_tags(call.store, key, wanted) for row in tag_rows(call, key)]
    return {"TagResources": {"TagResource": rows}, "NextToken": ""}


def every_tagged(store: Store) -> list[str]:
    return [str(record["_id"]) for record in store.find("tags")]


def tag_rows(call: Call, key: str) -> list[dict[str, Any]]:
    kind = call.text("ResourceType")
    return [
        {"ResourceId": key, "ResourceType": kind, "TagKey": k, "TagValue": v}
        for k, v in tags_of(call.store, key).items()
    ]


TAG_OPERATIONS: dict[str, Operation] = {
    "TagResources": tag_resources,
    "UntagResources": untag_resources,
    "UnTagResources": untag_resources,
    "ListTagResources": list_tag_resources,
}
