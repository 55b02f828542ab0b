"""Every scenario has a page in both languages, with its picture and the exposure that its dev stack declares."""

import re
from typing import Any

import pytest
import yaml

from tests.scenarios.pages import page_of, table
from tests.specs.sites import scenario
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


def merged(whole: Any, part: Any) -> Any:
    """The config with what a snippet says in its places."""
    if not isinstance(part, dict):
        return part
    kept = whole if isinstance(whole, dict) else {}
    return {**kept, **{key: merged(kept.get(key), value) for key, value in part.items()}}


@pytest.mark.parametrize("name", SCENARIOS)
def test_what_a_page_shows_as_yaml_stands_in_its_dev_stack(name: str) -> None:
    pages = [page_of(name, language).read_text(encoding="utf-8") for language in ("", ".zh-CN")]
    found, translated = (re.findall(r"```yaml\n(.*?)```", page, re.DOTALL) for page in pages)
    assert found == translated != []
    for text in found:
        SCENARIOS[name].spec_type.parse(merged(scenario(f"{name}-dev"), yaml.safe_load(text)), name)
