"""The table of plans: how few rules a group needs, and why not fewer."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.hygiene.small import accepted, lists_of
from tests.hygiene.test_cases import network_of
from tests.hygiene.test_plan import planned
from yett_policies.hygiene import Plan, PlannedRule, plans
from yett_policies.network import Network

CASES = yaml.safe_load((Path(__file__).parent / "plans.yaml").read_text(encoding="utf-8"))


def said(rule: PlannedRule) -> str:
    """In the words of the table."""
    ports = "" if rule.port_range in ("-1/-1", "1/65535") else f"/{rule.ports}"
    stays = f"{rule.urn}: " if rule.urn else ""
    egress = "egress " if rule.direction == "egress" else ""
    return f"{stays}{egress}{rule.priority} {rule.policy} {rule.protocol}{ports} {rule.cidr}"


def plans_of(network: Network, case: dict[str, Any]) -> list[Plan]:
    return [plan for plan in plans(network, drops=case.get("drops", True)) if plan.group == "g"]


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_the_group_needs_these_rules(case: dict[str, Any]) -> None:
    network = network_of(case)
    found = plans_of(network, case)
    assert [said(rule) for plan in found for rule in plan.rules] == case["plan"]
    assert " and ".join(plan.way for plan in found) == case["way"]
    for direction in ("ingress", "egress"):
        before, after = (
            [accepted(rules, n) for rules in lists_of(n, direction)] for n in (network, planned(network, found))
        )
        assert before == after
