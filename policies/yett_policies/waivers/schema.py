"""The JSON Schema of waiver files, from the model, so that editors complete what the reader reads.

`python -m yett_policies.waivers.schema` prints what `schema.json` beside this file holds.
"""

import json
from typing import Any

from yett.specs.meaning import meaning

from .reading import VERSION
from .waiver import Waiver

DAY = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
TEXT = {"type": "string", "minLength": 1, "maxLength": 200}


def schema() -> dict[str, Any]:
    """A mapping with version and waivers; a stack's config takes the bare list."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Waivers: findings that somebody accepts until a day",
        "type": "object",
        "additionalProperties": False,
        "required": ["waivers"],
        "properties": {
            "version": {"const": VERSION},
            "waivers": {"type": "array", "items": {"$ref": "#/$defs/Waiver"}},
        },
        "$defs": {"Waiver": waiver()},
    }


def waiver() -> dict[str, Any]:
    """One record."""
    fields = {name: {"description": said(name), **_shape(name)} for name in Waiver.model_fields}
    needed = [name for name, field in Waiver.model_fields.items() if field.is_required()]
    return {"type": "object", "additionalProperties": False, "required": needed, "properties": fields}


def _shape(name: str) -> dict[str, Any]:
    if name == "path":
        return {"type": "array", "items": TEXT, "minItems": 1}
    return DAY if name == "expires" else TEXT


def said(name: str) -> str:
    text = meaning(Waiver, name)
    return f"{text[:1].upper()}{text[1:]}."


def text() -> str:
    """The schema as the file holds it."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    print(text(), end="")
