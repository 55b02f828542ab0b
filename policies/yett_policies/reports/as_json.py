"""The document as JSON text: sorted keys in rows, one row a line, so that two runs and two revisions compare well."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby, islice, repeat
from json.encoder import encode_basestring
from typing import Any

Row = Mapping[str, Any]
Texts = tuple[str, Iterable[str], str]
"""What stands before each text of a column, the texts, and what stands behind each."""
AT_ONCE = 400
"""Rows that are put into text together: no more memory than a few pages of the answer."""
ESCAPED = bytes((*range(0x20), *b'"\\'))
"""What JSON does not let stand in a text as it is (RFC 8259, section 7)."""
_BETWEEN = '", "'
_text = json.JSONEncoder(ensure_ascii=False).encode


class Encoded(str):
    """A value that is JSON text already."""

    __slots__ = ()


def json_parts(document: Mapping[str, Any]) -> Iterator[str]:
    """The published document in pieces of many rows; the same input gives the same bytes."""
    before = "{\n"
    for key, value in document.items():
        yield f'{before}"{key}": '
        yield from json_value(value)
        before = ",\n"
    yield "\n}\n"


def json_value(value: Any) -> Iterator[str]:
    """One value of the document in pieces; what is `Encoded` already as it is."""
    if isinstance(value, Encoded):
        yield value
        return
    if not isinstance(value, Sequence) or isinstance(value, str) or not value:
        yield _text(value)
        return
    before, rows, columns = "[\n  ", iter(value), Columns()
    # few large pieces: a stream that is not buffered asks the system for each
    while part := list(islice(rows, AT_ONCE)):
        yield before + ",\n  ".join(columns.rows(part))
        before = ",\n  "
    yield "\n]"


class Columns:
    """Rows as text, a column at a time: what all of them hold is looked at in a few calls instead of one for each.

    Stations of paths, which rows share, are told by identity: whoever asks holds them.
    """

    def __init__(self) -> None:
        self._stations: dict[int, str] = {}

    def rows(self, rows: Iterable[Row]) -> Iterator[str]:
        """Each row as text; the same as the encoder's."""
        for keys, alike in groupby(rows, tuple):
            yield from self._alike(keys, list(alike))

    def _alike(self, keys: tuple[str, ...], rows: list[Row]) -> Iterator[str]:
        """Rows with the same keys in the same order."""
        parts: list[Iterable[str]] = []
        behind = "{"
        for key in keys:
            before, texts, after = self._column([row[key] for row in rows])
            parts += (repeat(f"{behind}{_text(key)}: {before}"), texts)
            behind = f"{after}, "
        closing = f"{behind[:-2]}}}" if keys else "{}"
        return map("".join, zip(*parts, repeat(closing, len(rows)), strict=False))

    def _column(self, values: list[Any]) -> Texts:
        kinds = {value.__class__ for value in values}
        kind = kinds.pop() if len(kinds) == 1 else None
        if kind is str and _is_plain(values):
            return '"', values, '"'
        if kind is list:
            return self._lists(values)
        if kind is bool:
            return "", ["true" if value else "false" for value in values], ""
        return "", self.rows(values) if kind is dict else map(_text, values), ""

    def _lists(self, values: list[list[Any]]) -> Texts:
        """Lists of texts or of objects."""
        try:
            is_plain = _is_plain(chain.from_iterable(values))
        except TypeError:
            return "[", map(self._path, values), "]"
        if is_plain:
            return "[", [f'"{_BETWEEN.join(value)}"' if value else "" for value in values], "]"
        return "", map(_text, values), ""

    def _path(self, values: list[Any]) -> str:
        """Many rows name one station, but no two have the same path."""
        known = self._stations
        return ", ".join([known.get(id(value)) or self._station(value) for value in values])

    def _station(self, value: Any) -> str:
        found = self._stations[id(value)] = _object(value)
        return found


def _object(value: Any) -> str:
    """One object of texts, cheaper than by the encoder; anything else by the encoder."""
    try:
        said = [f"{encode_basestring(key)}: {encode_basestring(text)}" for key, text in value.items()]
    except (AttributeError, TypeError):
        return _text(value)
    return f"{{{', '.join(said)}}}"


def _is_plain(texts: Iterable[str]) -> bool:
    """Whether nothing is to be escaped: not in all of them together, so not in any. Raises TypeError for no texts."""
    plain = "".join(set(texts)).encode(errors="surrogatepass")
    return len(plain.translate(None, ESCAPED)) == len(plain)
