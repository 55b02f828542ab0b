"""The document as JSON text: sorted keys in rows, one row a line, so that two runs and two revisions compare well."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from .document import Document

Row = Mapping[str, Any]
_text = json.JSONEncoder(ensure_ascii=False).encode


def as_json(document: Document) -> str:
    """The published document; the same input gives the same bytes."""
    return "".join(json_parts(document))


def json_parts(document: Document) -> Iterator[str]:
    """The same text, row by row: nobody needs a large network's answer in one piece."""
    before = "{\n"
    for key, value in document.items():
        yield f'{before}"{key}": '
        yield from _value(value)
        before = ",\n"
    yield "\n}\n"


def _value(value: Any) -> Iterator[str]:
    if not isinstance(value, Sequence) or isinstance(value, str) or not value:
        yield _text(value)
        return
    before = "[\n  "
    for row in _with_paths(value) if "path" in value[0] else _texts(value):
        yield before + row
        before = ",\n  "
    yield "\n]"


def _with_paths(rows: Sequence[Row]) -> Iterator[str]:
    """Rows share the hops that they name: each hop is put into text once."""
    hops = {id(hop): hop for row in rows for hop in row["path"]}
    said = dict(zip(hops, _texts(list(hops.values())), strict=True))
    for row, text in zip(rows, _texts([{**row, "path": []} for row in rows]), strict=True):
        before, key, after = text.partition('"path": [')
        yield f"{before}{key}{', '.join([said[id(hop)] for hop in row['path']])}{after}"


def _texts(rows: Sequence[Row]) -> Iterable[str]:
    """Each row as text, by one call of the encoder for all of them: that is far cheaper than one for each.

    A quote inside of a text is escaped, so the words between two rows stand nowhere else in rows that hold no list
    of objects.
    """
    found = _text(rows)[3:-2].split('}, {"')
    if len(found) != len(rows):
        return map(_text, rows)
    return (f'{{"{text}}}' for text in found)
