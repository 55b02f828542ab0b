"""The JSON Schema of opening files, from the models, so that editors complete what the parser reads.

`python -m yett.access.opening_schema openings/schema.json` writes it; a file names it in its first line:

# yaml-language-server: $schema=../schema.json
"""

import inspect
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from yett.presets import PRESETS
from yett.specs.declared import FIELDS
from yett.specs.meaning import meaning
from yett.specs.opening import Opening
from yett.specs.opening_file import OpeningFile
from yett.specs.peer import Peer
from yett.specs.protocol import Protocol

DAY = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
PORT = {
    "description": 'A port such as 443, a range such as "8000-8010", 1..65535, or pool:<service> of the port pool.',
    "anyOf": [
        {"type": "integer", "minimum": 1, "maximum": 65535},
        {"type": "string", "pattern": "^([0-9]{1,5}([-/][0-9]{1,5})?|pool:[a-z0-9][a-z0-9-]{0,39})$"},
    ],
}

PORTED = [{"required": ["port"]}, {"required": ["ports"]}]
"""One way or the other to name ports."""


def schema(*specs: type[BaseModel]) -> dict[str, Any]:
    """The schema for the places of these specs; a place of a spec not named here is taken too, without a text."""
    found = {place: text for spec in specs for place, text in places(spec)}
    fixed = {place: _openings(text) for place, text in sorted(found.items()) if "*" not in place}
    loose = {_pattern(place): _openings(text) for place, text in sorted(found.items()) if "*" in place}
    any_place = {rf"^([A-Za-z0-9_-]+\.)*({'|'.join(FIELDS)})$": _openings("")}
    entries = {"description": _said(OpeningFile, "openings"), "type": "object", "additionalProperties": False}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Openings of one team",
        "description": inspect.getdoc(OpeningFile),
        "type": "object",
        "additionalProperties": False,
        "required": ["openings"],
        "properties": {
            "owner": {"description": _said(OpeningFile, "owner"), "type": "string", "minLength": 1, "maxLength": 200},
            "openings": {**entries, "properties": fixed, "patternProperties": {**loose, **any_place}},
        },
        "$defs": {"Opening": opening(), "Peer": peer(), "Port": PORT},
    }


def opening() -> dict[str, Any]:
    """One entry: an opening as the model has it, with its shorthands, or a preset in place of protocol and ports."""
    fields = _fields(Opening)
    for many, one, model in (("ports", "port", "Port"), ("peers", "peer", "Peer")):
        reference = {"$ref": f"#/$defs/{model}"}
        fields[many] = {"description": fields[many]["description"], **_list_of(reference), "minItems": 1}
        fields[one] = reference
    for day in ("opened", "expires", "review_by"):
        fields[day] = {**fields[day], **DAY}
    fields["protocol"] |= {"enum": [protocol.value for protocol in Protocol]}
    fields["preset"] = _presets()
    return {
        "type": "object",
        "description": inspect.getdoc(Opening),
        "additionalProperties": False,
        "properties": dict(sorted(fields.items())),
        "required": ["reason"],
        "allOf": [
            {"oneOf": [{"required": ["peer"]}, {"required": ["peers"]}]},
            {"oneOf": [{"required": ["preset"]}, {"required": ["protocol"]}]},
            # tcp and udp name their ports; the other protocols and presets have none
            {"if": _ported(), "then": {"oneOf": PORTED}, "else": {"not": {"anyOf": PORTED}}},
        ],
    }


def peer() -> dict[str, Any]:
    """Exactly one kind of peer."""
    one = {"additionalProperties": False, "minProperties": 1, "maxProperties": 1}
    return {"type": "object", "description": inspect.getdoc(Peer), **one, "properties": _fields(Peer)}


def places(spec: type[BaseModel], path: str = "") -> Iterator[tuple[str, str]]:
    """(path, text) of every list of openings in a spec; * stands for a name that the config gives."""
    for name, field in spec.model_fields.items():
        below = f"{path}.{name}" if path else name
        for kind, inner in _inside(field.annotation):
            if kind == "list" and inner is Opening:
                yield below, _said(spec, name)
            elif kind != "list" and isinstance(inner, type) and issubclass(inner, BaseModel):
                yield from places(inner, below if kind == "one" else f"{below}.*")


def _inside(annotation: Any) -> Iterator[tuple[str, Any]]:
    """What a field holds: one model, a list of something, or something by name."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is list:
        yield "list", inner[0]
    elif origin is dict:
        yield "named", inner[1]
    elif inner:
        for one in inner:
            yield from _inside(one)
    else:
        yield "one", annotation


def _ported() -> dict[str, Any]:
    names = [protocol.value for protocol in Protocol if protocol.has_ports]
    return {"required": ["protocol"], "properties": {"protocol": {"enum": names}}}


def _fields(model: type[BaseModel]) -> dict[str, Any]:
    """The model's fields with what they are for; a key without a value is left to the parser."""
    found = model.model_json_schema()["properties"]
    return {name: {"description": _said(model, name), **_simple(shape)} for name, shape in found.items()}


def _simple(shape: dict[str, Any]) -> dict[str, Any]:
    """A plain type without title, default and the null that stands for a key left out."""
    kept = [one for one in shape.get("anyOf", [shape]) if one.get("type") != "null"]
    return {key: value for key, value in kept[0].items() if key in ("type", "enum", "items")}


def _said(model: type, field: str) -> str:
    text = meaning(model, field)
    return f"{text[:1].upper()}{text[1:]}."


def _presets() -> dict[str, Any]:
    texts = [f"{found.english}: {' '.join(map(str, found.ports()))}" for found in PRESETS]
    said = "A named set of ports, in place of protocol and ports."
    return {"description": said, "enum": [found.name for found in PRESETS], "markdownEnumDescriptions": texts}


def _list_of(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item}


def _openings(text: str) -> dict[str, Any]:
    found = _list_of({"$ref": "#/$defs/Opening"})
    return {"description": text, **found} if text else found


def _pattern(place: str) -> str:
    return "^" + re.escape(place).replace(r"\*", "[A-Za-z0-9_-]+") + "$"


def text(*specs: type[BaseModel]) -> str:
    """The schema as the file holds it."""
    return json.dumps(schema(*specs), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    from yett.scenarios import SCENARIOS
    from yett.specs.access import AccessSpec

    kinds = [AccessSpec, *(vars(scenario)["spec_type"] for scenario in SCENARIOS.values())]
    Path(sys.argv[1]).write_text(text(*kinds), encoding="utf-8")
