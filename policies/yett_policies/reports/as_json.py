"""The document as JSON text: sorted keys in rows, one row a line, so that two runs and two revisions compare well."""

import json
from collections.abc import Sequence
from typing import Any

from .document import Document


def as_json(document: Document) -> str:
    """The published document; the same input gives the same bytes."""
    parts = [f'"{key}": {_value(value)}' for key, value in document.items()]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _value(value: Any) -> str:
    if not isinstance(value, Sequence) or isinstance(value, str) or not value:
        return _line(value)
    return "[\n" + ",\n".join(f"  {_line(row)}" for row in value) + "\n]"


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
