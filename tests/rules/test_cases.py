"""Each rule against its table of cases: violates, complies, boundary, unknown, and what only the algebra sees."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.rules.document import load_cases, resources_of
from yett_policies.rulebook import INDETERMINATE, VIOLATED
from yett_policies.rulebook.registry import by_id
from yett_policies.testing import findings_of

CASES = Path(__file__).parent / "cases"
TABLES = {file.stem: load_cases(file) for file in sorted(CASES.glob("*.yaml"))}
TODAY = date(2026, 6, 1)


def rows() -> list[Any]:
    return [pytest.param(rule, case, id=f"{rule}: {case['name']}") for rule, cases in TABLES.items() for case in cases]


@pytest.mark.parametrize(("rule", "case"), rows())
def test_rule_judges_the_case(rule: str, case: dict[str, Any]) -> None:
    found = findings_of(rule, resources_of(case), case.get("today", TODAY), **case.get("options", {}))
    for verdict, words in ((VIOLATED, "findings"), (INDETERMINATE, "indeterminate")):
        names = sorted({finding.urn.rpartition("::")[2] for finding in found if finding.verdict == verdict})
        assert names == sorted(case.get(words, [])), case["why"]
    texts = [f"{finding} ({finding.traffic})" for finding in found]
    for words in case.get("says", ()):
        assert all(words in text for text in texts), texts
    for words in case.get("never", ()):
        assert not any(words in text for text in texts), texts


def test_every_rule_has_a_table_of_cases() -> None:
    assert sorted(by_id()) == sorted(TABLES)


@pytest.mark.parametrize("rule", sorted(by_id()))
def test_a_rule_has_violating_complying_boundary_and_unknown_cases(rule: str) -> None:
    cases = TABLES[rule]
    assert any(case.get("findings") for case in cases), "no case violates"
    assert any(not case.get("findings") and not case.get("indeterminate") for case in cases), "no case complies"
    assert any(case.get("boundary") for case in cases), "no case is marked `boundary: true`"
    assert any(case.get("indeterminate") for case in cases), "no case is indeterminate"
