"""A large document is read by another reader, and nobody can tell: the same values, and the same refusals."""

import json
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from yett.errors import SnapshotError
from yett_policies.snapshot import json_text
from yett_policies.snapshot.json_text import LARGE, json_of

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None), max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)
WRITTEN = st.builds(
    lambda value, ascii_only, indent: json.dumps(value, ensure_ascii=ascii_only, indent=indent),
    VALUES,
    st.booleans(),
    st.sampled_from((None, 2)),
)
PIECES = st.sampled_from(["", ",", "[", "}", '"', "\\", "0", "-", ".", "e9", "\t", "\ufeff", "\x00", "\\ud800", "null"])
ODD = [
    "NaN",
    "1e400",
    "-0",
    "1E5",
    "01",
    "1.",
    '"\\ud800"',
    '{"a":1,"a":2}',
    f"{2**64}",
    "1" * 400,
    "",
    " ",
    "\ufeff{}",
]


def outcome(text: bytes | str, large: int) -> str:
    """The value, with the types of everything in it, or what the refusal says."""
    with patch.object(json_text, "LARGE", large):
        try:
            return repr(json_of(text, "plan.json"))
        except SnapshotError as error:
            return f"refused: {error}"


@given(WRITTEN, st.integers(0, 40), st.integers(0, 3), PIECES, st.sampled_from(("utf-8", "utf-16", "utf-8-sig", "")))
@example("[" * 200_000, 0, 0, "", "utf-8")
@example('{"resource_changes": [', 9, 0, "", "")
def test_both_readers_say_the_same(text: str, place: int, cut: int, piece: str, encoding: str) -> None:
    damaged = text[:place] + piece + text[place + cut :]
    given_text: bytes | str = damaged.encode(encoding, "surrogatepass") if encoding else damaged
    assert outcome(given_text, 0) == outcome(given_text, 1 << 40)


@pytest.mark.parametrize("text", ODD)
@pytest.mark.parametrize("form", ["[{}]", '{{"a": {}}}', "{}"])
def test_both_readers_say_the_same_of_odd_words(form: str, text: str) -> None:
    said = form.format(text).encode(errors="surrogatepass")
    assert outcome(said, 0) == outcome(said, 1 << 40)


def test_bytes_that_are_no_text_are_refused_alike() -> None:
    for raw in (b'"\xff"', b'"\xed\xa0\x80"', b"\x00", b"PK\x03\x04", b"\x1f\x8b"):
        assert outcome(raw, 0) == outcome(raw, 1 << 40)


def test_a_large_document_that_breaks_off_says_where() -> None:
    text = json.dumps({"resource_changes": ["x" * 80] * (LARGE // 80)})[:-2]
    with pytest.raises(SnapshotError, match=rf"plan.json: not JSON \(.*char {len(text)}\)"):
        json_of(text, "plan.json")


def test_a_large_document_is_read_by_the_quick_reader() -> None:
    document: Any = {"resources": ["x" * 80] * (LARGE // 80)}
    with patch.object(json, "loads", side_effect=AssertionError):
        assert json_of(json.dumps(document).encode(), "plan.json") == document
