"""Cloud Assistant commands: scripts that are kept for machines (`CreateCommand`). Nothing here ever runs one.

Content may hold passwords: it is kept sealed. Source: help.aliyun.com, ECS, API of Cloud Assistant.
"""

import base64
import re
from typing import Any

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.ecs.lookup import found, in_region, like, listed, same_fields, shown_tags, tagged
from yett_emulator.ecs.values import unpacked
from yett_emulator.errors import CloudError
from yett_emulator.ids import new_id, timestamp
from yett_emulator.sealing import opened, sealed
from yett_emulator.store import Record, public
from yett_emulator.tags import given_tags, put_tags

KIND = "command"
TYPES = ("RunShellScript", "RunBatScript", "RunPowerShellScript")
ENCODINGS = ("Base64", "PlainText")
LARGEST = 24 * 1024
"""Bytes of a command's content after decoding."""
SECONDS = (10, 86400)
PARAMETER = re.compile(r"\{\{\s*([A-Za-z0-9_-]+)\s*\}\}")


def command_of(call: Call) -> Record:
    return found(
        call, KIND, call.required("CommandId"), "InvalidCmdId.NotFound", "The specified command ID does not exist."
    )


def create(call: Call) -> Answer:
    call.required("Name")
    key = kept(call, made(call))
    put_tags(call.store, key, given_tags(call))
    return {"CommandId": key}


def made(call: Call) -> Record:
    """A new command of the call's words."""
    call.required("Type")
    content = content_of(call)
    return {
        "CommandId": new_id("c"),
        "Name": call.text("Name"),
        "Type": call.choice("Type", TYPES),
        "Description": call.text("Description"),
        "Timeout": call.number("Timeout", 60, *SECONDS),
        "WorkingDir": call.text("WorkingDir"),
        "Launcher": call.text("Launcher"),
        "EnableParameter": call.flag("EnableParameter"),
        "ResourceGroupId": call.text("ResourceGroupId"),
        "CreationTime": timestamp(call.now),
        "_region": call.region,
        "_content": sealed(call, content),
    }


def kept(call: Call, command: Record) -> str:
    call.store.insert(KIND, command["CommandId"], command)
    return str(command["CommandId"])


def content_of(call: Call) -> str:
    """The content in Base64, however it came."""
    content = call.required("CommandContent")
    if call.choice("ContentEncoding", ENCODINGS, "Base64") == "PlainText":
        content = base64.b64encode(content.encode()).decode()
    if len(decoded(content)) > LARGEST:
        raise CloudError("CmdContent.ExceedLimit", "The length of the command content exceeds 24 KB.", 403)
    return content


def decoded(content: str) -> bytes:
    return unpacked(content, "CmdContent.DecodeError", "The command content can not be base64 decoded.")


def describe(call: Call) -> Answer:
    rows = [one for one in call.store.find(KIND) if suits(call, one)]
    page, about = listed(call, rows, 10, 50)
    return {"Commands": {"Command": [row(call, one) for one in page]}, **about}


def suits(call: Call, one: Record) -> bool:
    return (
        in_region(call, one)
        and same_fields(call, one, {"CommandId": "CommandId", "Type": "Type"})
        and all(like(call.text(name), one[name]) for name in ("Name", "Description"))
        and call.text("Provider", "User") == "User"
        and tagged(call, one["CommandId"])
    )


def row(call: Call, one: Record) -> dict[str, Any]:
    content = opened(call, one["_content"])
    words = decoded(content).decode(errors="replace")
    names = list(dict.fromkeys(PARAMETER.findall(words))) if one["EnableParameter"] else []
    is_plain = call.text("ContentEncoding") == "PlainText"
    return {
        **public(one),
        "CommandContent": words if is_plain else content,
        "Category": "",
        "InvokeTimes": len(call.store.find("invocation", CommandId=one["CommandId"])),
        "Latest": False,
        "ParameterNames": {"ParameterName": names},
        "ParameterDefinitions": {"ParameterDefinition": [definition(name) for name in names]},
        "Provider": "",
        "Tags": shown_tags(call, one["CommandId"]),
        "Version": 1,
    }


def definition(name: str) -> dict[str, Any]:
    possible: dict[str, list[str]] = {"PossibleValue": []}
    empty = {"DefaultValue": "", "Description": "", "PatternRegex": ""}
    return {"ParameterName": name, "Required": True, "PossibleValues": possible, **empty}


def modify(call: Call) -> Answer:
    one = command_of(call)
    changes = {name: call.text(name) for name in ("Name", "Description", "WorkingDir", "Launcher") if call.has(name)}
    if call.has("CommandContent"):
        changes["_content"] = sealed(call, content_of(call))
    seconds = call.number("Timeout", one["Timeout"], *SECONDS)
    call.store.save(KIND, one["CommandId"], one | changes | {"Timeout": seconds})
    return {}


def delete(call: Call) -> Answer:
    call.store.delete(KIND, command_of(call)["CommandId"])
    return {}


OPERATIONS: dict[str, Operation] = {
    "CreateCommand": create,
    "DescribeCommands": describe,
    "ModifyCommand": modify,
    "DeleteCommand": delete,
}
