"""The document as JSON text: sorted keys in rows, one row a line, so that two runs and two revisions compare well."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .document import Document

_text = json.JSONEncoder(ensure_ascii=False).encode


def as_json(document: Document) -> str:
    """The published document; the same input gives the same bytes."""
    return "".join(json_parts(document))


def json_parts(document: Document) -> Iterator[str]:
    """The same text, row by row: nobody needs a large network's answer in one piece."""
    said: dict[int, str] = {}
    before = "{\n"
    for key, value in document.items():
        yield f'{before}"{key}": '
        yield from _value(value, said)
        before = ",\n"
    yield "\n}\n"


def _value(value: Any, said: dict[int, str]) -> Iterator[str]:
    if not isinstance(value, Sequence) or isinstance(value, str) or not value:
        yield _text(value)
        return
    before = "[\n  "
    for row in value:
        yield before
        yield from _row(row, said) if "path" in row else (_text(row),)
        before = ",\n  "
    yield "\n]"


def _row(row: Mapping[str, Any], said: dict[int, str]) -> tuple[str, ...]:
    """One line. Rows share the hops that they name (`said`, by identity): each is put into text once."""
    for hop in row["path"]:
        if id(hop) not in said:
            said[id(hop)] = _text(hop)
    # a quote inside of a text is escaped, so these words stand for the key alone
    before, key, after = _text({**row, "path": []}).partition('"path": [')
    return before, key, ", ".join([said[id(hop)] for hop in row["path"]]), after
