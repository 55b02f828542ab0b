"""What every VPC noun does alike: look up, filter, page, rename, and show tags."""

from collections.abc import Iterable
from typing import Any

from yett_emulator import tags
from yett_emulator.call import Answer, Call
from yett_emulator.errors import CloudError, not_found
from yett_emulator.ids import timestamp
from yett_emulator.paging import paged
from yett_emulator.resource_groups import DEFAULT_GROUP
from yett_emulator.store import Record, Store, public


def needed(call: Call, kind: str, name: str, code: str) -> Record:
    """The record that a mandatory parameter names."""
    return existing(call.store, kind, call.required(name), code)


def existing(store: Store, kind: str, key: str, code: str) -> Record:
    record = store.get(kind, key)
    if record is None:
        raise not_found(code, kind.replace("_", " "), key)
    return record


def common_fields(call: Call) -> Record:
    """Fields that most new resources have."""
    return {
        "RegionId": call.region,
        "CreationTime": timestamp(call.now),
        "ResourceGroupId": call.text("ResourceGroupId", DEFAULT_GROUP),
    }


def owner(call: Call) -> int:
    return int(call.settings.account_id)


def labels(call: Call, **fields: str) -> Record:
    """Names and descriptions of a request, checked: `labels(call, VpcName="Name")` is field=parameter."""
    return {field: checked_label(parameter, call.text(parameter)) for field, parameter in fields.items()}


def checked_label(name: str, text: str) -> str:
    longest = 256 if name.endswith("Description") else 128
    if len(text) > longest or text.startswith(("http://", "https://")):
        raise CloudError(
            f"Invalid{name}.Malformed", f"The specified {name} is at most {longest} characters and no http(s):// URL."
        )
    return text


def relabel(call: Call, kind: str, key: str, **fields: str) -> Answer:
    """Overwrite the labels that the request carries, empty ones included."""
    update(call.store, kind, key, {k: v for k, v in labels(call, **fields).items() if call.has(fields[k])})
    return {}


def update(store: Store, kind: str, key: str, changes: Record) -> Record:
    return store.save(kind, key, {**existing(store, kind, key, f"{kind}.NotFound"), **changes})


def matching(call: Call, records: Iterable[Record], **fields: str) -> list[Record]:
    """Records whose fields are among the values of the parameters that are given: field=parameter."""
    given = {field: call.names(parameter) for field, parameter in fields.items() if call.names(parameter)}
    return [r for r in records if all(str(r.get(field)) in values for field, values in given.items())]


def tagged(call: Call, records: Iterable[Record], key: str, parameter: str = "Tag") -> list[Record]:
    wanted = tags.given_tags(call, parameter)
    return [record for record in records if tags.has_tags(call.store, record[key], wanted)]


def here(call: Call, records: Iterable[Record]) -> list[Record]:
    """Those of the region that is asked."""
    return [record for record in records if record["RegionId"] == call.region]


def listed(call: Call, records: list[Record], container: str, item: str, largest: int = 50) -> Answer:
    """One page in the cloud's envelope: `{"Vpcs": {"Vpc": [...]}, "TotalCount": ...}`."""
    page, about = paged(call, records, 10, largest)
    return {container: {item: page}, **about}


def tag_list(store: Store, key: str) -> list[dict[str, str]]:
    """Tags as newer actions show them: a bare list."""
    return [{"Key": name, "Value": value} for name, value in tags.tags_of(store, key).items()]


def shown_tags(store: Store, key: str) -> dict[str, list[dict[str, str]]]:
    return {"Tag": tag_list(store, key)}


def shown(call: Call, record: Record, key: str, **more: Any) -> Answer:
    """What the cloud shows of a record, its tags included."""
    return {**public(record), **more, "Tags": shown_tags(call.store, record[key])}


def plain(call: Call, record: Record, key: str, **more: Any) -> Answer:
    """`shown` of the newer actions: tags in a bare list, the region unsaid."""
    fields = {name: value for name, value in public(record).items() if name != "RegionId"}
    return {**fields, **more, "Tags": tag_list(call.store, record[key])}


def forget(store: Store, kind: str, key: str) -> None:
    """The record is gone, its tags too."""
    tags.drop_tags(store, key)
    store.delete(kind, key)


def refuse_if(condition: object, code: str, message: str) -> None:
    if condition:
        raise CloudError(code, message)


def without(held: list[str], gone: list[str], code: str, what: str) -> list[str]:
    """What is left of a list when some of it goes; what was never in it is refused."""
    unknown = set(gone) - set(held)
    refuse_if(unknown, code, f"{what}: {', '.join(sorted(unknown))}.")
    return [one for one in held if one not in gone]
