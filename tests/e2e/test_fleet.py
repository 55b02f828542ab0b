"""Scaling groups on the real provider: made, changed and destroyed without a difference, judged alike everywhere."""

import json
import shutil
from pathlib import Path

import pytest

from tests.e2e.documents import exported, previewed, rows
from tests.e2e.test_terraform import MODULES, Terraform
from tests.support.engine import Pulumi, write_project
from yett_emulator.handle import EmulatorHandle

pytestmark = [pytest.mark.engine, pytest.mark.long]

PROGRAM = Path(__file__).parent / "programs/fleet.py"


@pytest.mark.skipif(shutil.which("terraform") is None, reason="issue 3: runs where terraform is installed")
def test_fleets_are_applied_changed_judged_alike_and_destroyed(
    tmp_path: Path, alicloud_emulator: EmulatorHandle, monkeypatch: pytest.MonkeyPatch
) -> None:
    terraform = Terraform.made(tmp_path, alicloud_emulator.env, MODULES / "fleet")
    terraform.run("plan", "-no-color", "-out", "made").ok()
    planned = tmp_path / "plan.json"
    planned.write_text(terraform.run("show", "-json", "made").ok().output)
    terraform.run("apply", "-no-color", "made").ok()
    unchanged = terraform.run("plan", "-detailed-exitcode", "-no-color")
    assert unchanged.code == 0, unchanged.output
    for name, value in alicloud_emulator.env.items():
        monkeypatch.setenv(name, value)
    state = tmp_path / "state.json"
    state.write_text(terraform.run("show", "-json").ok().output)
    assert alicloud_emulator.state()["kinds"]["instance"] == 2 + 1 + 1 + 1
    live = rows("--live")
    assert len(live) >= 4
    assert rows("--terraform", str(state)) == live
    assert rows("--terraform", str(planned)) == live
    second = ("-var", "edition=2", "-no-color")
    terraform.run("apply", "-auto-approve", *second).ok()
    unchanged = terraform.run("plan", "-detailed-exitcode", *second)
    assert unchanged.code == 0, unchanged.output
    assert alicloud_emulator.state()["kinds"]["instance"] == 3 + 1 + 1 + 1
    assert rows("--live") == live
    terraform.run("destroy", "-auto-approve", *second).ok()
    assert alicloud_emulator.state()["kinds"] == {}


def test_two_previews_the_state_and_the_account_agree_about_fleets(
    tmp_path: Path, alicloud_emulator: EmulatorHandle, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_project(tmp_path / "fleet", PROGRAM.read_text())
    stack = Pulumi(folder, tmp_path / "home", tmp_path / "state", alicloud_emulator.env).init()
    before = rows(*previewed(stack, tmp_path / "before.json"))
    stack.up().ok()
    after = rows(*previewed(stack, tmp_path / "after.json"))
    state = rows(*exported(stack, tmp_path / "state.json"))
    for name, value in alicloud_emulator.env.items():
        monkeypatch.setenv(name, value)
    assert alicloud_emulator.state()["kinds"]["instance"] == 2
    live = rows("--live")
    shown = {(json.loads(ports)[0], json.loads(targets)[0], json.loads(says)) for _, ports, targets, _, says in live}
    assert shown == {
        ("22", "22", "reachable"),
        ("8080-9090", "8080-9090", "reachable"),
        ("80", "8080", "reachable"),
        ("80", "80", "reachable"),
        ("81", "9090", "reachable"),
        ("81", "81", "reachable"),
    }
    assert state == live
    assert after == live
    assert before == live
    stack.destroy().ok()
    assert alicloud_emulator.state()["kinds"] == {}
