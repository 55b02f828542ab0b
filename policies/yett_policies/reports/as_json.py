"""The document as JSON text: sorted keys in rows, one row a line, so that two runs and two revisions compare well."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from .document import Document

Row = Mapping[str, Any]
Ends = tuple[str, str]
OBJECT: Ends = ('{"', "}")
TEXTS: Ends = ('["', '"]')
"""How an object, and a list of texts, begins and ends. A quote inside of a text is escaped: what stands between two
of them stands nowhere in a text."""
AT_ONCE = 100
"""Rows that are put into text together: no more memory than a page or two of the answer."""
_text = json.JSONEncoder(ensure_ascii=False).encode


def as_json(document: Document) -> str:
    """The published document; the same input gives the same bytes."""
    return "".join(json_parts(document))


def json_parts(document: Document) -> Iterator[str]:
    """The same text in pieces of many rows: nobody needs a large network's answer in one."""
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
    rows = iter(_with_paths(value) if "path" in value[0] else _texts(value))
    # few large pieces: a stream that is not buffered asks the system for each
    while said := list(islice(rows, AT_ONCE)):
        yield before + ",\n  ".join(said)
        before = ",\n  "
    yield "\n]"


def _with_paths(rows: Sequence[Row]) -> Iterator[str]:
    """Rows share their sources and the hops that they name: each of these is put into text once."""
    sources = _once((row["sources"] for row in rows), TEXTS)
    hops = _once((hop for row in rows for hop in row["path"]), OBJECT)
    for row, text in zip(rows, _texts([{**row, "sources": [], "path": []} for row in rows]), strict=True):
        # a quote inside of a text is escaped, so these words stand for the keys alone
        before, _, rest = text.partition('"sources": []')
        middle, _, after = rest.partition('"path": []')
        path = ", ".join([hops[id(hop)] for hop in row["path"]])
        yield f'{before}"sources": {sources[id(row["sources"])]}{middle}"path": [{path}]{after}'


def _once(shared: Iterable[Any], ends: Ends) -> dict[int, str]:
    """Text by the identity of what is shared; whoever asks holds it."""
    found = {id(one): one for one in shared}
    return dict(zip(found, _texts(list(found.values()), ends), strict=True))


def _texts(rows: Sequence[Any], ends: Ends = OBJECT) -> Iterator[str]:
    """Each of many as text, a hundred by one call of the encoder: that is far cheaper than a call for each."""
    first, last = ends
    for start in range(0, len(rows), AT_ONCE):
        part = rows[start : start + AT_ONCE]
        found = _text(part)[1 + len(first) : -1 - len(last)].split(f"{last}, {first}")
        # an empty list, or objects within a row, would be taken apart in other places
        yield from (f"{first}{text}{last}" for text in found) if len(found) == len(part) else map(_text, part)
