"""Ours is right on every case that tools are compared by, and the committed tables say what is so."""

import json

import pytest

from tests.peers.cases import CASES, PLANS, STAGES, Case, load
from tests.peers.ours import judged, stopped_by
from tests.peers.pages import pages
from tests.peers.tools import kept

NAMED = [pytest.param(case, id=case.name) for case in load()]


@pytest.mark.parametrize("case", NAMED)
def test_our_gate_is_right_on_the_case(case: Case) -> None:
    assert bool(stopped_by(case.plan)) == case.is_bad, case.why


@pytest.mark.parametrize("case", NAMED)
def test_the_order_in_which_a_plan_names_its_resources_decides_nothing(case: Case) -> None:
    """A preview and a state of the same stack have them in different orders, and are judged in the same words."""
    plan = json.loads(case.plan.read_text(encoding="utf-8"))
    forwards = judged(plan).findings
    plan["planned_values"]["root_module"]["resources"].reverse()
    assert judged(plan).findings == forwards


@pytest.mark.parametrize("case", NAMED)
def test_the_plan_is_of_the_case(case: Case) -> None:
    """Both hold the same resources: a case that was changed needs `python -m tests.peers.plans`."""
    configuration = json.loads(case.plan.read_text(encoding="utf-8"))["configuration"]["root_module"]
    planned = {f'resource "{one["type"]}" "{one["name"]}"' for one in configuration["resources"]}
    text = "\n".join(case.files.values())
    assert planned == {line.rstrip(" {") for line in text.splitlines() if line.startswith("resource ")}


def test_each_bad_program_has_its_mended_twin() -> None:
    names = {case.name: case.is_bad for case in load()}
    twins = {name.removesuffix(".bad") for name in names if name.endswith(".bad")}
    assert len(twins) == 10
    assert {name: names[f"{name}.bad"] and not names[f"{name}.mended"] for name in twins} == dict.fromkeys(twins, True)
    assert len(names) >= 50
    assert 20 <= sum(names.values()) <= len(names) - 20


def test_every_case_has_a_plan_and_every_stage_is_used() -> None:
    assert {file.stem for file in PLANS.iterdir()} == {file.stem for file in CASES.iterdir()}
    assert {file.name for file in STAGES.iterdir()} == {name for case in load() for name in case.files} - {"main.tf"}


@pytest.mark.parametrize("tool", ["checkov", "kics", "infraguard"])
def test_every_tool_was_asked_about_every_case(tool: str) -> None:
    assert set(kept()[tool]["said"]) == {case.name for case in load()}


def test_the_tables_say_what_is_so() -> None:
    for path, text in pages().items():
        assert path.read_text(encoding="utf-8") == text, "run `python -m tests.peers.pages`"
