"""Both newer balancers, a peering, routes and IPv6: the same answers from two previews, the state and the account."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.documents import exported, previewed, rows
from tests.support.engine import Pulumi, write_project
from yett_emulator.handle import EmulatorHandle

pytestmark = pytest.mark.engine

PROGRAM = Path(__file__).parent / "programs/many_ways.py"
ZONES = ("internet", "vpc:near", "vpc:far")
FROM_INTERNET = {
    ("80", "8080", "reachable"),
    ("80", "80", "reachable"),
    ("7000", "7777", "reachable"),
    ("7000", "7000", "reachable"),
    ("22", "22", "reachable"),
}


def answers(*words: str) -> dict[str, list[tuple[Any, ...]]]:
    """What reaches what from each zone, without the names and ids that only some snapshots know."""
    return {zone: rows("--zone", zone, *words) for zone in ZONES}


def test_two_previews_the_state_and_the_account_give_the_same_answers(
    tmp_path: Path, alicloud_emulator: EmulatorHandle, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_project(tmp_path / "ways", PROGRAM.read_text())
    stack = Pulumi(folder, tmp_path / "home", tmp_path / "state", alicloud_emulator.env).init()
    before = answers(*previewed(stack, tmp_path / "before.json"))
    stack.up().ok()
    after = answers(*previewed(stack, tmp_path / "after.json"))
    state = answers(*exported(stack, tmp_path / "state.json"))
    for name, value in alicloud_emulator.env.items():
        monkeypatch.setenv(name, value)
    live = answers("--live")
    shown = {(json.loads(p)[0], json.loads(t)[0], json.loads(v)) for _, p, t, _, v in state["internet"]}
    assert shown == FROM_INTERNET
    assert "5432" in str(state["vpc:far"])
    assert after == state
    assert live == state
    assert [row[:-1] for row in before["internet"]] == [row[:-1] for row in state["internet"]]
    # whose the looked-up IPv6 address is, nobody can say before it is there
    assert [row[1] for row in before["internet"] if "indeterminate" in row[-1]] == ['["22"]']
    stack.destroy().ok()
    assert alicloud_emulator.state()["kinds"] == {}
