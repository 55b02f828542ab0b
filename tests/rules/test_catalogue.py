"""Every rule has its page in both languages, and the pages in docs are those of today's rules."""

import re

import pytest

from tests.rules.catalogue import pages
from yett_policies.reports.catalogue import catalogue, catalogue_zh
from yett_policies.rulebook import RuleInfo
from yett_policies.rulebook.registry import all_rules
from yett_policies.rulebook.rule import HEADINGS

CHINESE = re.compile(r"[\u4e00-\u9fff]")


def test_pages_are_current() -> None:
    for path, text in pages().items():
        assert path.read_text(encoding="utf-8") == text, "run python -m tests.rules.catalogue"


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_a_rule_says_what_why_how_and_instead_in_both_languages(rule: RuleInfo) -> None:
    assert set(HEADINGS) <= set(rule.sections)
    assert all(rule.sections.values())
    assert len(rule.title) > 10
    assert CHINESE.search(rule.title_zh)
    assert CHINESE.search(rule.fix_zh)
    assert not rule.fix_zh.endswith("。")
    assert all(clause and not clause.isspace() for found in rule.clauses.values() for clause in found)


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_a_rule_shows_the_code_to_write(rule: RuleInfo) -> None:
    assert any(line.startswith("    ") for line in rule.fix.splitlines()), "indent the code by four under Instead"


def test_the_catalogue_names_every_rule_once() -> None:
    for page in (catalogue(all_rules()), catalogue_zh(all_rules())):
        assert re.findall(r"^## (.*)$", page, re.MULTILINE) == [rule.id for rule in all_rules()]


def test_options_stand_in_both_pages() -> None:
    for rule in all_rules():
        for name in rule.schema():
            assert f"| `{name}` |" in catalogue([rule])
            assert f"| `{name}` |" in catalogue_zh([rule])
