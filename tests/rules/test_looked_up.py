"""A resource that is looked up is somebody else's: its settings are not judged here, whatever they are."""

from dataclasses import replace
from typing import Any

import pytest

from tests.rules.document import resources_of
from tests.rules.test_cases import TABLES, TODAY
from yett_policies.rulebook.registry import by_id
from yett_policies.stacks import stack_from
from yett_policies.testing import resources

SETTINGS = [
    "action-trail-off",
    "automatic-public-address",
    "classic-network",
    "deletion-protection-off",
    "log-retention-short",
    "metadata-without-token",
    "password-login",
    "required-tags-missing",
    "traffic-alarm-missing",
    "unused-eip",
    "unused-security-group",
    "vpc-flow-log-off",
]
"""Rules about what one resource says of itself, or lacks."""


def is_own(case: dict[str, Any]) -> bool:
    """Whether the findings are about the resource itself, not about what the whole stack lacks."""
    return bool(case.get("findings")) and case.get("options", {}).get("required") is not True


FOUND = [(rule, case) for rule in SETTINGS for case in TABLES[rule] if is_own(case)]


@pytest.mark.parametrize(("rule", "case"), FOUND, ids=[f"{rule}: {case['name']}" for rule, case in FOUND])
def test_what_is_looked_up_is_not_judged(rule: str, case: dict[str, Any]) -> None:
    given = resources(resources_of(case))
    looked_up = [replace(one, is_read=True) if one.name in case["findings"] else one for one in given]
    info = by_id()[rule]
    found = info.findings(stack_from(looked_up, case.get("today", TODAY)), info.read(case.get("options", {})))
    assert not {finding.name for finding in found} & set(case["findings"])
