"""Actions of a product that only the Go SDK knows in full, by reading its request structs.

Auto Scaling 2014-08-28 is one: the provider speaks that version, whose Python SDK ended in 2021.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from shape_tools.provider import API

STRUCT = re.compile(r"^type (\w+) struct \{\n(.*?)^\}", re.M | re.S)
FIELD = re.compile(r'^\s*\w+\s+(\S+)\s+`(?:position:"\w+" )?name:"([^"]+)"(?:\s+type:"(\w+)")?`', re.M)
SCALARS = {"string": "string", "Integer": "integer", "Boolean": "boolean", "Float": "number"}
GATEWAY = {"OwnerId", "OwnerAccount", "ResourceOwnerId", "ResourceOwnerAccount"}


class Field(NamedTuple):
    """One field of a struct: its name on the wire, its type without its package, `Repeated`, `Struct` or nothing."""

    wire: str
    kind: str
    form: str


def actions(services: Path, product: str) -> dict[str, dict[str, Any]]:
    """Action -> `{"parameters": {pattern: type}, "required": []}`; the Go SDK does not say what is required."""
    found = {}
    for file in sorted((services / product).glob("*.go")):
        text = file.read_text()
        if api := API.search(text):
            structs = {name: list(fields_of(body)) for name, body in STRUCT.findall(text)}
            parameters = dict(expanded("", structs.get(f"{api.group(2)}Request", []), structs))
            found[api.group(2)] = {"parameters": dict(sorted(parameters.items())), "required": []}
    return found


def fields_of(body: str) -> Iterator[Field]:
    for kind, wire, form in FIELD.findall(body):
        # `RemovalPolicy.1`, `RemovalPolicy.2` are one list that the SDK spells out
        yield Field(re.sub(r"\.\d+(?=\.|$)", ".N", wire), re.sub(r"^\*?(\[\])?(\w+\.)?", "", kind), form)


def expanded(prefix: str, fields: list[Field], structs: dict[str, list[Field]]) -> Iterator[tuple[str, str]]:
    for one in fields:
        name, inner = prefix + one.wire, structs.get(one.kind)
        if one.wire in GATEWAY:
            continue
        path = f"{name}.N" if one.form == "Repeated" else name
        yield name, "list" if one.form == "Repeated" else "object" if inner else SCALARS.get(one.kind, "string")
        if inner:
            yield from expanded(f"{path}.", inner, structs)
        elif one.form == "Repeated":
            yield path, SCALARS.get(one.kind, "string")
