"""Networks that are computed, counted, grown and found, on the real engine and provider."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.engine import Pulumi, write_project
from yett_emulator.handle import EmulatorHandle

pytestmark = pytest.mark.engine

PROGRAM = Path(__file__).parent / "programs/network_options.py"


def settled(stack: Pulumi) -> dict[str, Any]:
    """The outputs of a stack that a second look finds nothing to change in."""
    stack.up().ok()
    stack.preview("--expect-no-changes").ok()
    stack.refresh("--expect-no-changes").ok()
    return stack.outputs()


def test_networks_are_computed_grown_and_found(tmp_path: Path, alicloud_emulator: EmulatorHandle) -> None:
    folder = write_project(tmp_path / "options", PROGRAM.read_text())
    stack = Pulumi(folder, tmp_path / "home", tmp_path / "state", alicloud_emulator.env).init()
    stack.up().ok()
    before, kinds = stack.outputs(), alicloud_emulator.state()["kinds"]
    assert before["gateways"].keys() == before["tables"].keys() == before["outbound"].keys()
    assert before["ipv6"].endswith("/56")
    (zone,), theirs = before["forward"], before["theirs"]

    configure(stack, grown="true", found=json.dumps(theirs), planned="172.16.9.0/24")
    assert f"{theirs['vswitch']} has another network" in stack.preview().failed().output
    stack.run("config", "rm", "planned", "--stack", stack.stack).ok()
    grown = settled(stack)
    for field in ("vswitches", "cidrs", "gateways", "outbound", "tables"):
        assert before[field].items() < grown[field].items(), "what was there stays, and more is beside it"
    assert grown["office"][f"app-{zone}"] == theirs["vswitch"]
    assert alicloud_emulator.state()["kinds"]["vpc"] == kinds["vpc"]

    stack.run("config", "rm", "found", "--stack", stack.stack).ok()
    stack.up().ok()
    assert stack.outputs()["theirs"] == theirs
    left = alicloud_emulator.state()["kinds"]
    assert left["vpc"] == kinds["vpc"]
    assert left["security_group"] == kinds["security_group"]
    assert left["vswitch"] == len(grown["vswitches"]) + 1, "what was there before is there afterwards"
    stack.destroy().ok()
    assert alicloud_emulator.state()["kinds"] == {}


def configure(stack: Pulumi, **values: str) -> None:
    for key, value in values.items():
        stack.run("config", "set", key, value, "--stack", stack.stack).ok()
