"""Somebody else's program on the emulator: up, unchanged, refreshed, changed in place, replaced, gone."""

import re
from pathlib import Path

import pytest

from tests.support.engine import Pulumi, write_project
from yett_emulator.handle import EmulatorHandle

pytestmark = pytest.mark.engine

PROGRAM = Path(__file__).parent / "programs/raw.py"
CHANGED = {
    "ModifyVSwitchAttribute": 0,
    "ModifySecurityGroupRule": 1,
    "ModifyForwardEntry": 1,
    "ModifyEipAddressAttribute": 1,
    "SetLoadBalancerHTTPListenerAttribute": 2,
    "RevokeSecurityGroup": 1,
}
"""Actions of the second edition that must have been asked for, at least so often in both editions."""


def test_a_program_without_yett_lives_its_whole_life(tmp_path: Path, alicloud_emulator: EmulatorHandle) -> None:
    folder = write_project(tmp_path / "raw", PROGRAM.read_text())
    raw = Pulumi(folder, tmp_path / "home", tmp_path / "state", alicloud_emulator.env).init()
    assert re.search(r"\+ \d+ created", raw.up().ok().output)
    raw.preview("--expect-no-changes").ok()
    raw.refresh("--expect-no-changes").ok()
    raw.run("config", "set", "edition", "2", "--stack", raw.stack).ok()
    changed = raw.up().ok().output
    assert re.search(r"~ \d+ updated", changed), changed
    assert re.search(r"\+-1 replaced", changed), changed
    raw.preview("--expect-no-changes").ok()
    asked = [action["action"] for action in alicloud_emulator.actions if action["status"] == 200]
    assert {name: asked.count(name) >= least for name, least in CHANGED.items()} == dict.fromkeys(CHANGED, True)
    raw.destroy().ok()
    assert alicloud_emulator.state()["kinds"] == {}
