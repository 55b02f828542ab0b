"""Every scenario has a page in both languages, with its picture and the exposure that its dev stack declares."""

import pytest

from tests.scenarios.pages import page_of, table
from yett.scenarios import SCENARIOS


@pytest.mark.parametrize("language", ["", ".zh-CN"])
@pytest.mark.parametrize("name", SCENARIOS)
def test_the_declared_exposure_of_a_page_is_the_one_that_is_built(name: str, language: str) -> None:
    text = page_of(name, language).read_text(encoding="utf-8")
    assert f"<!-- declared: {name}-dev -->\n{table(name)}<!-- end -->" in text, "run python -m tests.scenarios.pages"


@pytest.mark.parametrize("language", ["", ".zh-CN"])
@pytest.mark.parametrize("name", SCENARIOS)
def test_a_page_shows_its_picture_and_both_stacks(name: str, language: str) -> None:
    text = page_of(name, language).read_text(encoding="utf-8")
    assert f"]({name}.svg)" in text
    assert all(f"stacks/Pulumi.{name}-{kind}.yaml" in text for kind in ("dev", "prod"))


@pytest.mark.parametrize(("language", "head"), [("", "## What costs"), (".zh-CN", "## 费用构成")])
@pytest.mark.parametrize("name", SCENARIOS)
def test_a_page_says_what_costs(name: str, language: str, head: str) -> None:
    _, _, costs = page_of(name, language).read_text(encoding="utf-8").partition(f"{head}\n")
    assert len([line for line in costs.splitlines() if line.startswith("- ")]) >= 3
