"""Level remediate on the real engine: somebody else's program, four things mended in the plan and in the account."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.support.engine import Pulumi, write_project
from yett_cli.certificate import self_signed
from yett_emulator.handle import EmulatorHandle
from yett_policies.rulebook.registry import by_id
from yett_policies.stacks import stack_of

pytestmark = pytest.mark.engine

PROGRAM = Path(__file__).parent / "programs/to_mend.py"
OPTIONS = {
    "nic-type-internet": {},
    "policy-left-out": {},
    "balancer-without-https": {"https_port": 443},
    "required-tags-missing": {"required": ["costCenter=shared"]},
}
WORDS = {rule: {"level": "remediate", **options} for rule, options in OPTIONS.items()}
PACK = f"""
from yett_policies.pack import LeastExposure

LeastExposure(all="disabled", **{ {rule.replace("-", "_"): words for rule, words in WORDS.items()} })
"""
WRITTEN = (
    "nic-type-internet: wrote nic_type: intranet",
    "policy-left-out: wrote policy: accept",
    "balancer-without-https: wrote listener_forward: on, forward_port: 443",
    "required-tags-missing: wrote tags.costCenter: shared",
)


def broken(document: str) -> set[str]:
    """Which of the four rules a preview or a state violates for certain."""
    stack = stack_of(json.loads(document))
    asked = {rule: by_id()[rule] for rule in OPTIONS}
    found = [one for name, rule in asked.items() for one in rule.findings(stack, rule.read(OPTIONS[name]))]
    return {finding.rule for finding in found if finding.is_certain}


def pack(folder: Path) -> str:
    folder.mkdir()
    runtime = f"runtime: {{name: python, options: {{virtualenv: {sys.prefix}}}}}"
    (folder / "PulumiPolicy.yaml").write_text(f"name: mends\n{runtime}\n")
    (folder / "__main__.py").write_text(PACK)
    return str(folder)


def prepared(folder: Path, emulator: EmulatorHandle) -> Pulumi:
    project = write_project(folder / "raw", PROGRAM.read_text())
    for name, text in zip(("site.crt", "site.key"), self_signed(["localhost"], 365), strict=True):
        (project / name).write_bytes(text)
    return Pulumi(project, folder / "home", folder / "state", emulator.env).init()


def held(pulumi: Pulumi, kind: str) -> dict[str, Any]:
    """What the state holds of the one resource of a kind: inputs first, then what the cloud answered."""
    (found,) = [one for one in pulumi.resources() if one["type"].endswith(f":{kind}")]
    return {**found["outputs"], **found["inputs"]}


def test_what_can_be_mended_on_one_resource_is_mended_and_passes(
    tmp_path: Path, alicloud_emulator: EmulatorHandle
) -> None:
    words, pulumi = ("--policy-pack", pack(tmp_path / "pack")), prepared(tmp_path, alicloud_emulator)
    assert broken(pulumi.preview("--json", "--show-sames").ok().output) == set(OPTIONS)
    plan = pulumi.preview(*words).ok().output
    assert [line for line in WRITTEN if line not in plan] == [], plan
    pulumi.up(*words).ok()
    assert broken(pulumi.run("stack", "export", "--stack", pulumi.stack).ok().output) == set()
    rule, address = held(pulumi, "SecurityGroupRule"), held(pulumi, "EipAddress")
    assert (rule["nicType"], rule["policy"]) == ("intranet", "accept")
    assert address["tags"] == {"team": "shop", "costCenter": "shared"}
    (http,) = (one for one in pulumi.resources() if one["urn"].endswith("::http"))
    assert (http["inputs"]["listenerForward"], http["inputs"]["forwardPort"]) == ("on", 443)
    asked = {action["action"] for action in alicloud_emulator.actions if action["status"] == 200}
    assert {"AuthorizeSecurityGroup", "CreateLoadBalancerHTTPListener"} <= asked
    pulumi.preview(*words, "--expect-no-changes").ok()
