"""The catalogue and the component pages say what is built, in both languages."""

from collections import Counter
from pathlib import Path

import pytest

from tests.catalogue.anchors import anchors, compared, missing
from tests.catalogue.examples import page_of, program_of, recorded
from tests.catalogue.options import CATALOGUE, SHARED, Option, args_of, options_of, outputs_of, parts_of
from tests.catalogue.pages import every_page
from tests.specs.sites import ROOT

NAMES = [component.__name__ for component in CATALOGUE]


def test_every_generated_file_is_current() -> None:
    stale = [str(file.relative_to(ROOT)) for file, text in every_page() if read(file) != text]
    assert stale == [], "run python -m tests.catalogue.pages"


def options() -> dict[str, Option]:
    """Every option of every component, by its key."""
    owners = {*SHARED, *(part for one in CATALOGUE for part in (args_of(one), *parts_of(one)))}
    return {option.key: option for owner in owners for option in options_of(owner)}


def read(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.is_file() else ""


@pytest.mark.parametrize("component", NAMES)
def test_the_program_of_a_page_builds_its_component_and_both_languages_show_the_same(component: str) -> None:
    made = recorded(component)
    assert any(kind == f"yett:index:{component}" for kind, _ in made.inputs)
    assert made.warnings == []
    assert program_of(page_of(component)) == program_of(page_of(component, ".zh-CN"))


@pytest.mark.parametrize("component", NAMES)
@pytest.mark.parametrize("language", ["", ".zh-CN"])
def test_a_page_shows_its_picture_and_every_option(component: str, language: str) -> None:
    text = read(page_of(component, language))
    assert f"]({page_of(component).stem}.svg)" in text
    (own,) = [one for one in CATALOGUE if one.__name__ == component]
    shown = Counter(line.split("`")[1] for line in text.splitlines() if line.startswith("| `"))
    owners = [args_of(own), *parts_of(own)]
    assert shown == Counter(option.name for found in [*map(options_of, owners), outputs_of(own)] for option in found)


def test_every_option_is_explained() -> None:
    assert [key for key, option in options().items() if not option.meaning] == []


def test_what_is_compared_is_there_and_has_a_word_for_every_anchor() -> None:
    assert compared().keys() - options().keys() == set(), "no such option any more"
    assert {key for key, row in compared().items() if len(row) != len(anchors())} == set()
    names = {anchor.name for anchor in anchors()}
    assert {row.anchor for component in NAMES for row in missing(component)} <= names
