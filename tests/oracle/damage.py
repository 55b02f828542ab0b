"""Damage to a JSON document: one place, one kind of harm, so that a failing test says which harm got through."""

import copy
from typing import Any

from hypothesis import strategies as st

Path = tuple[str | int, ...]

JUNK = st.one_of(
    st.sampled_from(
        [None, True, False, -1, 0, 65536, 10**40, 1.5, "", "junk", "\x00", "300.1.1.1/99", "70000/1", [], {}]
    ),
    st.just([[]]),
    st.just({"4dabf18193072939515e22adb298388d": 5}),
    st.just("04da6b54-80e4-46f7-96ec-b56ff0331ba9"),
    st.text(max_size=8),
    st.recursive(
        st.none(),
        lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
        max_leaves=6,
    ),
)
"""Values of every wrong kind."""


def paths(value: Any, here: Path = ()) -> list[Path]:
    """Every place in the document but the root."""
    if isinstance(value, dict):
        return [p for k, v in value.items() for p in [(*here, k), *paths(v, (*here, k))]]
    if isinstance(value, list):
        return [p for i, v in enumerate(value) for p in [(*here, i), *paths(v, (*here, i))]]
    return []


def replaced(document: Any, path: Path, junk: Any) -> Any:
    """A copy with another value at this place."""
    damaged = copy.deepcopy(document)
    parent(damaged, path)[path[-1]] = junk
    return damaged


def without(document: Any, path: Path) -> Any:
    """A copy without this place."""
    damaged = copy.deepcopy(document)
    del parent(damaged, path)[path[-1]]
    return damaged


def parent(document: Any, path: Path) -> Any:
    """The object or list that holds this place."""
    for step in path[:-1]:
        document = document[step]
    return document
