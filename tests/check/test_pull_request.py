"""A pull request from end to end: what main has, what the change plans, and the comment that a reviewer reads.

`python -m tests.check.test_pull_request` writes the comment anew.
"""

import json
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.cli.files import written
from tests.oracle.as_pulumi import pulumi_preview, pulumi_state
from tests.oracle.builder import Builder, Ref
from yett_cli.main import main

HERE = Path(__file__).with_name("pull_request")
GOLDEN = HERE / "comment.md"
NAMES = {"r0": "net", "r1": "net-a", "r2": "shop", "r3": "web", "r4": "entry", "r5": "entry-web"}
MAIN = {"https": ("443/443", "0.0.0.0/0"), "ssh": ("22/22", "203.0.113.0/24")}
CHANGE = MAIN | {"ssh": ("22/22", "202.0.0.0/7"), "mysql": ("3306/3306", "0.0.0.0/0")}


def program(rules: dict[str, tuple[str, str]], write: Any) -> Any:
    """A machine with a public address, and these rules in its group."""
    b = Builder(Random(0))
    vpc = b.add("alicloud_vpc", cidr_block="10.0.0.0/8")
    vswitch = b.add("alicloud_vswitch", vpc_id=Ref(vpc), cidr_block="10.0.0.0/24", zone_id="cn-hangzhou-h")
    group = b.add("alicloud_security_group", vpc_id=Ref(vpc), security_group_type="normal", inner_access_policy="Drop")
    joined = {"vswitch_id": Ref(vswitch), "security_groups": [Ref(group)], "private_ip": "10.0.0.5"}
    host = b.add("alicloud_instance", instance_name="web", internet_max_bandwidth_out=0, **joined)
    eip = b.add("alicloud_eip_address", ip_address="47.1.0.1")
    b.add("alicloud_eip_association", allocation_id=Ref(eip), instance_id=Ref(host), instance_type="EcsInstance")
    names = dict(NAMES)
    for name, (ports, cidr) in rules.items():
        row = {"type": "ingress", "policy": "accept", "priority": 1, "ip_protocol": "tcp", "port_range": ports}
        added = b.add("alicloud_security_group_rule", security_group_id=Ref(group), cidr_ip=cidr, **row)
        names[added.rpartition(".")[2]] = name
    text = json.dumps(write(b.resources))
    for number, name in names.items():
        text = text.replace(f'::{number}"', f'::{name}"')
    return json.loads(text)


def check(folder: Path, document: Any, *words: str) -> Result:
    source = written(folder, document, "after.json")
    return CliRunner().invoke(main, ["check", "--preview", source, "--profile", str(HERE / "profile.yaml"), *words])


def stored(folder: Path) -> str:
    """The report that the pipeline of main keeps."""
    found = check(folder, program(MAIN, pulumi_preview), "--json")
    return written(folder, found.stdout, "baseline.json")


def opened(folder: Path, rules: dict[str, tuple[str, str]], baseline: str, form: str = "md") -> Result:
    waivers = ("--waivers", str(HERE / "waivers.yaml"))
    return check(folder, program(rules, pulumi_preview), "--baseline", baseline, *waivers, "--format", form)


def test_main_itself_passes_against_its_own_report(tmp_path: Path) -> None:
    found = opened(tmp_path, MAIN, stored(tmp_path), "json")
    assert found.exit_code == 0
    assert json.loads(found.stdout)["baseline"]["changes"] == []


@pytest.mark.parametrize("kind", ["report", "state"])
def test_the_change_is_stopped_and_the_comment_says_why(kind: str, tmp_path: Path) -> None:
    state = written(tmp_path, program(MAIN, pulumi_state), "before.json")
    found = opened(tmp_path, CHANGE, stored(tmp_path) if kind == "report" else state)
    assert found.exit_code == 1
    assert found.stdout == GOLDEN.read_text()


def test_a_change_that_opens_nothing_to_the_internet_passes(tmp_path: Path) -> None:
    found = opened(tmp_path, MAIN | {"inside": ("22/22", "10.0.0.0/8")}, stored(tmp_path))
    assert found.exit_code == 0
    assert "yett check passes" in found.stdout
    assert "No change: the same packets reach the same workloads." in found.stdout


def test_a_change_that_only_closes_passes_and_says_what_it_closes(tmp_path: Path) -> None:
    found = opened(tmp_path, {"https": MAIN["https"]}, stored(tmp_path))
    assert found.exit_code == 0
    assert "| - closed | web | tcp/22 | 203.0.113.0/24 |" in found.stdout


if __name__ == "__main__":
    with TemporaryDirectory() as place:
        GOLDEN.write_text(opened(Path(place), CHANGE, stored(Path(place))).stdout)
