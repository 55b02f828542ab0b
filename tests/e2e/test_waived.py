"""Waivers of the stack's config reach the policy pack through the real engine, and the gate of a pull request."""

import json
from pathlib import Path

import pytest

from tests.e2e.checkout import Checkout
from tests.e2e.test_gate import PROGRAM, write

pytestmark = pytest.mark.engine

PACK = """
from yett_policies.pack import LeastExposure

LeastExposure(all="disabled", remote_login_from_internet="mandatory")
"""
WAIVER = {
    "rule": "remote-login-from-internet",
    "resource": "*::ssh-0",
    "reason": "support",
    "owner": "platform",
    "approver": "security",
    "expires": "2999-12-31",
}
PREVIEW = "pulumi preview --stack dev --non-interactive"


def prepared(checkout: Checkout, *waivers: dict[str, str]) -> None:
    """The program with 22 open to everyone, and a pack of one rule."""
    folder, pack = checkout.path / "raw", checkout.path / "pack"
    write(folder, PROGRAM)
    configured(folder, "0.0.0.0/0", *waivers)
    pack.mkdir(exist_ok=True)
    (pack / "PulumiPolicy.yaml").write_text("name: p\nruntime: {name: python, options: {virtualenv: ../.venv}}\n")
    (pack / "__main__.py").write_text(PACK)
    checkout.shell("cd raw && pulumi stack select --create dev").ok()


def configured(folder: Path, peers: str, *waivers: dict[str, str]) -> None:
    path = folder / "Pulumi.dev.yaml"
    # JSON is YAML; what the engine has written there, such as its salt, stays
    kept = [line for line in path.read_text().splitlines() if line.startswith("encr")] if path.exists() else []
    config = json.dumps({"raw:peers": peers, "yett:waivers": list(waivers)})
    path.write_text("\n".join([*kept, f"config: {config}", ""]))


def gated(checkout: Checkout, *waivers: dict[str, str]) -> tuple[int, str]:
    prepared(checkout, *waivers)
    done = checkout.shell(f"cd raw && {PREVIEW} --policy-pack ../pack")
    return done.code, done.output


def test_a_waiver_in_the_stack_config_lets_the_preview_pass_and_is_told(checkout: Checkout) -> None:
    code, said = gated(checkout)
    assert code != 0
    assert "remote-login-from-internet" in said
    code, said = gated(checkout, WAIVER)
    assert code == 0, said
    assert "waived until 2999-12-31 by security" in said


def test_a_waiver_that_has_expired_stops_the_preview(checkout: Checkout) -> None:
    code, said = gated(checkout, WAIVER | {"expires": "2020-01-01"})
    assert code != 0
    assert "waiver-expired" in said


def test_a_pull_request_on_the_real_engine(checkout: Checkout) -> None:
    prepared(checkout)
    planned(checkout, "203.0.113.0/24", "before")
    planned(checkout, "0.0.0.0/0", "after")
    planned(checkout, "0.0.0.0/0", "waived", WAIVER)
    assert checked(checkout, "before") == (0, set(), set())
    code, failing, _ = checked(checkout, "after")
    assert code == 1
    assert "remote-login-from-internet" in failing
    _, failing, waived = checked(checkout, "waived")
    assert waived == {"remote-login-from-internet"}
    assert waived & failing == set()


def planned(checkout: Checkout, peers: str, name: str, *waivers: dict[str, str]) -> None:
    configured(checkout.path / "raw", peers, *waivers)
    checkout.shell(f"cd raw && {PREVIEW} --json --show-sames > {name}.json").ok()


def checked(checkout: Checkout, name: str) -> tuple[int, set[str], set[str]]:
    """Exit code, rules that stop the change, rules that are waived."""
    words = f"--preview {name}.json --baseline before.json --fail-on high --json --output report.json"
    code = checkout.shell(f"cd raw && yett check {words}").code
    found = json.loads((checkout.path / "raw" / "report.json").read_text())["findings"]
    failing, waived = ({one["rule"] for one in found if one[key]} for key in ("fails", "waived"))
    return code, failing, waived
