"""The projects we measure ourselves by, and what each calls our options: data in anchors.yaml."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

FILE = Path(__file__).parent / "anchors.yaml"
NOT_COMPARED = "?"
NOTHING = "-"


@dataclass(frozen=True, slots=True)
class Anchor:
    """A project of others."""

    name: str
    source: str
    """Where its options were read, and at which version."""


@dataclass(frozen=True, slots=True)
class Missing:
    """Options of an anchor that we have no counterpart of."""

    component: str
    anchor: str
    options: str
    why: str
    why_chinese: str


@cache
def _data() -> dict[str, dict[str, object]]:
    return dict(yaml.safe_load(FILE.read_text(encoding="utf-8")))


def anchors() -> list[Anchor]:
    return [Anchor(name, str(source)) for name, source in _data()["anchors"].items()]


def compared() -> dict[str, list[str]]:
    """`VpcSpec.cidr` -> what each anchor calls it, in the order of `anchors`; "-" where it has no such option."""
    return {key: list(map(str, row)) for key, row in _data()["options"].items() if isinstance(row, list)}


def beside(key: str) -> list[str]:
    """The row of one option; "?" in every column of an option that was not compared yet."""
    return compared().get(key) or [NOT_COMPARED] * len(anchors())


def missing(component: str) -> list[Missing]:
    rows = _data()["missing"].get(component)
    return [Missing(component, *map(str, row)) for row in rows] if isinstance(rows, list) else []
