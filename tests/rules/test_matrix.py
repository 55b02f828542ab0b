"""Everything that the survey of tools and the issue ask for is judged by a rule, or says why no document shows it."""

from pathlib import Path
from typing import Any

import yaml

from yett_policies.rulebook.registry import by_id

ROWS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "matrix.yaml").read_text())
SURVEYED = 45
"""Rows of the survey."""


def test_every_row_of_the_survey_is_answered_once() -> None:
    assert [row["row"] for row in ROWS if row["row"] != "-"] == list(range(1, SURVEYED + 1))


def test_every_row_is_judged_or_says_why_not() -> None:
    for row in ROWS:
        assert bool(row.get("rules")) != bool(row.get("not_judged")), row["asks"]
        assert set(row) <= {"row", "asks", "rules", "partly", "not_judged"}, row["asks"]


def test_the_rules_are_those_that_there_are() -> None:
    named = {rule for row in ROWS for rule in row.get("rules", ())}
    assert named - set(by_id()) == set(), "no such rule"
    assert set(by_id()) - named == set(), "which row asks for it?"
