"""Finding and filtering records as ECS does: `listed(call, matching)` answers either style of paging."""

import re
from typing import Any

from yett_emulator.call import Call
from yett_emulator.errors import CloudError
from yett_emulator.paging import paged, tokened
from yett_emulator.store import Record
from yett_emulator.tags import given_tags, has_tags, tags_of


def found(call: Call, kind: str, key: str, code: str, message: str) -> Record:
    """The record, or a 404 with this code; the provider takes the status or the word NotFound for a sign."""
    record = call.store.get(kind, key)
    if record is None:
        raise CloudError(code, f"{message} NotFound: {key}", 404)
    return record


def instance_of(call: Call, key: str = "") -> Record:
    key = key or call.required("InstanceId")
    return found(call, "instance", key, "InvalidInstanceId.NotFound", "The specified InstanceId does not exist.")


def interface_of(call: Call, key: str = "") -> Record:
    key = key or call.required("NetworkInterfaceId")
    return found(call, "interface", key, "InvalidEniId.NotFound", "The specified network interface is not found.")


def group_of(call: Call, key: str = "") -> Record:
    key = key or call.required("SecurityGroupId")
    code, text = "InvalidSecurityGroupId.NotFound", "The specified SecurityGroupId does not exist."
    return found(call, "security_group", key, code, text)


def vswitch_of(call: Call, key: str) -> Record:
    return found(call, "vswitch", key, "InvalidVSwitchId.NotFound", "Specified virtual switch does not exist.")


def disk_of(call: Call, key: str = "") -> Record:
    key = key or call.required("DiskId")
    return found(call, "disk", key, "InvalidDiskId.NotFound", "The specified disk does not exist.")


def in_region(call: Call, record: Record) -> bool:
    """A list shows one region; a call that names none sees all."""
    asked = call.text("RegionId")
    return not asked or asked == record.get("RegionId", record.get("_region"))


def same_fields(call: Call, record: Record, fields: dict[str, str]) -> bool:
    """Whether the record agrees with every given parameter: `{"VpcId": "VpcId"}`, parameter to field."""
    return all(not call.text(name) or plain(record.get(field)) == call.text(name) for name, field in fields.items())


def plain(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def like(pattern: str, text: str) -> bool:
    """Whether a name matches; `*` stands for anything, and no pattern matches all.

    >>> like("web-*", "web-1"), like("web", "web-1"), like("", "x")
    (True, False, True)
    """
    return not pattern or re.fullmatch(".*".join(map(re.escape, pattern.split("*"))), text, re.DOTALL) is not None


def among(wanted: list[str], value: str) -> bool:
    """Nothing wanted matches all."""
    return not wanted or value in wanted


def tagged(call: Call, key: str, name: str = "Tag") -> bool:
    return has_tags(call.store, key, given_tags(call, name))


def listed(call: Call, rows: list[Any], default: int = 10, largest: int = 100) -> tuple[list[Any], dict[str, Any]]:
    """One page, by token when the caller says MaxResults or NextToken, else by number."""
    if call.text("MaxResults") or call.text("NextToken"):
        page, about = tokened(call, rows, default, max(largest, 500))
        return page, {"NextToken": about["NextToken"], "TotalCount": len(rows), "PageNumber": 1, "PageSize": len(page)}
    page, about = paged(call, rows, default, largest)
    return page, {**about, "NextToken": ""}


def shown_tags(call: Call, key: str) -> dict[str, list[dict[str, str]]]:
    """Tags as ECS shows them; other products spell the fields Key and Value."""
    return {"Tag": [{"TagKey": k, "TagValue": v} for k, v in tags_of(call.store, key).items()]}
