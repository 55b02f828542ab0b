"""The README's program does what the README says, with the wheel alone and the real engine."""

from pathlib import Path

import pytest

from tests.packaging.installed import Installed
from tests.packaging.readme import program
from tests.support.engine import Pulumi, write_project
from yett_emulator.handle import EmulatorHandle

pytestmark = pytest.mark.engine


@pytest.fixture
def stack(tmp_path: Path, installed: Installed, alicloud_emulator: EmulatorHandle) -> Pulumi:
    """A project folder with nothing of ours in it but the program."""
    folder = write_project(tmp_path / "office", program(), virtualenv=str(installed.folder))
    return Pulumi(folder, tmp_path / "home", tmp_path / "state", alicloud_emulator.env).init()


def test_the_program_comes_up_and_opens_what_it_says(stack: Pulumi, alicloud_emulator: EmulatorHandle) -> None:
    stack.up().ok()
    account, outputs = alicloud_emulator.state()["records"], stack.outputs()
    assert [found["SecurityGroupId"] for found in account["security_group"]] == [outputs["group_id"]]
    assert [found["VSwitchId"] for found in account["vswitch"]] == [outputs["vswitch_id"]]
    rules = [found["inputs"] for found in stack.resources() if found["type"].endswith(":SecurityGroupRule")]
    admitted = [(rule["cidrIp"], rule["portRange"]) for rule in rules if rule["type"] == "ingress"]
    assert admitted == [("203.0.113.0/24", "22/22")]
    stack.run("preview", "--stack", stack.stack, "--expect-no-changes").ok()
    stack.destroy().ok()
    assert alicloud_emulator.state()["kinds"] == {}
