"""The table of plans: how few rules a group needs, and why not fewer."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.hygiene.small import Packet, accepted, lists_of
from tests.hygiene.test_cases import network_of
from tests.hygiene.test_plan import planned
from yett.packets import TransportSet
from yett.packets.forest import FAMILIES
from yett_policies.hygiene import Plan, PlannedRule, Planner, plans
from yett_policies.hygiene.draft import Draft
from yett_policies.hygiene.entry import Reader
from yett_policies.hygiene.shapes import Shapes
from yett_policies.network import Interface, Network

CASES = yaml.safe_load((Path(__file__).parent / "plans.yaml").read_text(encoding="utf-8"))


def said(rule: PlannedRule) -> str:
    """In the words of the table."""
    ports = "" if rule.port_range in ("-1/-1", "1/65535") else f"/{rule.ports}"
    stays = f"{rule.urn}: " if rule.urn else ""
    egress = "egress " if rule.direction == "egress" else ""
    return f"{stays}{egress}{rule.priority} {rule.policy} {rule.protocol}{ports} {rule.cidr}"


def plans_of(network: Network, case: dict[str, Any]) -> list[Plan]:
    options = {"drops": case["drops"]} if "drops" in case else {}
    return [plan for plan in plans(network, **options) if plan.group == "g"]


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_the_group_needs_these_rules(case: dict[str, Any]) -> None:
    network = network_of(case)
    found = plans_of(network, case)
    assert [said(rule) for plan in found for rule in plan.rules] == case["plan"]
    assert " and ".join(plan.way for plan in found) == case["way"]
    assert "removed" not in case or [urn for plan in found for urn in plan.removed] == case["removed"]
    for direction in ("ingress", "egress"):
        assert effect(planned(network, found), direction) == effect(network, direction)


def effect(network: Network, direction: str) -> list[set[Packet]]:
    """What every list accepts by the rules that are known in full."""
    lists = [[rule for rule in rules if rule.is_certain] for rules in lists_of(network, direction)]
    return [accepted(rules, network) for rules in lists]


@pytest.mark.parametrize(("levels", "can"), [(100, True), (101, False)])
def test_more_levels_than_there_are_priorities_cannot_be_written(levels: int, can: bool) -> None:
    network = network_of({"rules": ["5 accept tcp/22 10.0.0.0/8"]})
    ssh = Shapes([TransportSet.tcp(22)])
    drafts = [Draft(level, True, FAMILIES[0], ssh.mask(TransportSet.tcp(22))) for level in range(levels)]
    entries = Reader(network, "ingress").rows("g").known
    found = Planner(network, "ingress")._placed(drafts, ssh, entries)
    assert (found is not None) is can
    assert not found or sorted(rule.priority for rule in found) == list(range(1, 101))


def test_a_plan_may_write_drops_unless_it_is_told_not_to() -> None:
    hosts = [f"5 accept tcp/22 10.0.0.{host}/32" for host in range(7)]
    assert Planner(network_of({"rules": hosts}), "ingress").plan("g").way == "layers"


def test_members_whose_addresses_nobody_knows_are_isolated_below_every_written_rule() -> None:
    hosts = [f"5 accept tcp/22 10.0.0.{host}/32" for host in range(7)]
    known = network_of({"rules": hosts, "inner": False})
    lost = replace(known, interfaces={"i": Interface("i", "i", None, ("g",))})
    assert Reader(lost, "ingress").rows("g").unknown
    assert Planner(lost, "ingress").plan("g").way == "layers"
