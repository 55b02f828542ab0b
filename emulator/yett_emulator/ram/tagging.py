"""Tags of roles and policies, which are named in a JSON list (`ResourceNames`)."""

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.errors import invalid, missing
from yett_emulator.tags import drop_tags, given_tags, put_tags, tags_of

KINDS = {"role": "ram_role", "policy": "ram_policy"}


def keys_of(call: Call) -> list[str]:
    """Tags are kept under the kind and the name: a role and a policy may share a name."""
    kind = call.required("ResourceType").lower()
    if kind not in KINDS:
        raise invalid("ResourceType", kind, ", ".join(KINDS))
    names = call.names("ResourceNames")
    if not names:
        raise missing("ResourceNames")
    return [key_of(KINDS[kind], name) for name in names if call.store.get(KINDS[kind], name)]


def said(call: Call) -> dict[str, str]:
    """The tags of a request: flattened, or as JSON in a string."""
    if not isinstance(call.params.get("Tag"), str):
        return given_tags(call)
    rows = call.parsed("Tag")
    if not isinstance(rows, list) or not all(isinstance(row, dict) and "Key" in row for row in rows):
        raise invalid("Tag", call.text("Tag"), 'JSON: [{"Key": "a", "Value": "b"}]')
    return {str(row["Key"]): str(row.get("Value", "")) for row in rows}


def key_of(kind: str, name: str) -> str:
    return f"{kind}/{name}"


def tag(call: Call) -> Answer:
    for key in keys_of(call):
        put_tags(call.store, key, said(call))
    return {}


def untag(call: Call) -> Answer:
    for key in keys_of(call):
        drop_tags(call.store, key, None if call.flag("All") else call.names("TagKeys") or call.names("TagKey"))
    return {}


def list_tags(call: Call) -> Answer:
    """A bare list of rows, in the one shape that the provider reads."""
    kind = call.text("ResourceType")
    rows = [
        {"ResourceName": key.partition("/")[2], "ResourceType": kind, "TagKey": k, "TagValue": v}
        for key in keys_of(call)
        for k, v in tags_of(call.store, key).items()
    ]
    return {"TagResources": rows, "NextToken": ""}


TAGS: dict[str, Operation] = {"TagResources": tag, "UntagResources": untag, "ListTagResources": list_tags}
