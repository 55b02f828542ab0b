"""An address that the account has already: a gateway goes out with it, and leaves it there when it goes."""

import json
from pathlib import Path

import pytest

from tests.support.engine import Pulumi, write_project
from yett_emulator.handle import EmulatorHandle

pytestmark = pytest.mark.engine

PROGRAM = Path(__file__).parent / "programs/own_address.py"


def test_a_gateway_uses_an_address_of_the_account_and_leaves_it(
    tmp_path: Path, alicloud_emulator: EmulatorHandle
) -> None:
    folder = write_project(tmp_path / "own", PROGRAM.read_text())
    own = Pulumi(folder, tmp_path / "home", tmp_path / "state", alicloud_emulator.env).init()
    own.up().ok()
    allocation = outputs(own)["allocation"]
    own.run("config", "set", "allocation", allocation, "--stack", own.stack).ok()
    own.up().ok()
    found = outputs(own)
    assert found["outbound"] == found["address"]
    own.up("--expect-no-changes").ok()  # reads the address again, which was free when it was read first
    own.refresh("--expect-no-changes").ok()
    own.run("config", "rm", "allocation", "--stack", own.stack).ok()
    own.up().ok()
    assert alicloud_emulator.state()["kinds"]["eip"] == 1, "the address outlives the gateway"
    own.destroy().ok()
    assert alicloud_emulator.state()["kinds"] == {}


def outputs(stack: Pulumi) -> dict[str, str]:
    return dict(json.loads(stack.run("stack", "output", "--json", "--stack", stack.stack).ok().output))
