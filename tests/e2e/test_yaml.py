"""The component package in another language: the YAML program of docs/languages.md, on the real engine."""

import json
import re
from pathlib import Path

import pytest

from tests.support.engine import ROOT, Pulumi
from yett_emulator.handle import EmulatorHandle

pytestmark = pytest.mark.engine

PAGES = ("languages.md", "languages.zh-CN.md")
WRITTEN = "../yett/components"


def program(page: str) -> str:
    """The page's YAML program."""
    (found,) = re.findall(r"```yaml\n(.*?)```", (ROOT / "docs" / page).read_text(encoding="utf-8"), re.DOTALL)
    return str(found)


@pytest.fixture
def office(tmp_path: Path, alicloud_emulator: EmulatorHandle) -> Pulumi:
    """A project folder that holds the program alone; its PULUMI_HOME begins empty."""
    folder = tmp_path / "office"
    folder.mkdir()
    text = program(PAGES[0])
    assert WRITTEN in text
    (folder / "Pulumi.yaml").write_text(text.replace(WRITTEN, str(ROOT / "components")), encoding="utf-8")
    return Pulumi(folder, tmp_path / "home", tmp_path / "state", alicloud_emulator.env).init()


def test_both_pages_show_the_same_program() -> None:
    assert program(PAGES[0]) == program(PAGES[1])


def test_a_yaml_program_builds_components_from_the_folder(office: Pulumi, alicloud_emulator: EmulatorHandle) -> None:
    office.up().ok()
    account, outputs = alicloud_emulator.state()["records"], office.outputs()
    assert [found["SecurityGroupId"] for found in account["security_group"]] == [outputs["groupId"]]
    assert outputs["vswitchIds"] == {"jump-cn-hangzhou-h": account["vswitch"][0]["VSwitchId"]}
    rules = [found["inputs"] for found in office.resources() if found["type"].endswith(":SecurityGroupRule")]
    admitted = [(rule["cidrIp"], rule["portRange"]) for rule in rules if rule["type"] == "ingress"]
    assert admitted == [("203.0.113.0/24", "22/22")]
    again = office.up().ok().output
    assert not re.search(r"\d+ (created|updated|replaced|deleted)", again), again
    office.refresh("--expect-no-changes").ok()
    office.destroy().ok()
    assert alicloud_emulator.state()["kinds"] == {}


def test_what_the_spec_refuses_is_told_with_its_path_and_what_it_does_not_know_by_name(office: Pulumi) -> None:
    file = office.project / "Pulumi.yaml"
    right = file.read_text()
    file.write_text(right.replace("10.20.1.0/24", "10.99.1.0/24"))
    assert 'office.tiers[0].cidrs.cn-hangzhou-h: got "10.99.1.0/24"' in office.preview().failed().output
    file.write_text(right.replace("expires:", "expire:"))
    assert "Property expire does not exist on 'yett:index:Opening'" in office.preview().failed().output


def test_the_package_tells_its_schema_and_what_it_depends_on_is_at_hand(office: Pulumi) -> None:
    shown = office.run("package", "get-schema", str(ROOT / "components")).ok().output
    assert "download" not in shown
    assert "yett:index:SecurityGroup" in json.loads(shown[shown.index("{") :])["resources"]
