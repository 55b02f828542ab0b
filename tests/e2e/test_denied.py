"""A site whose visitors are everyone but the denied, on the real engine: exposed is what is declared without them."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.specs.sites import scenario
from tests.support.engine import Pulumi, write_project
from yett.packets import INTERNET, AddressSet
from yett_cli.certificate import self_signed
from yett_cli.main import main
from yett_emulator.handle import EmulatorHandle

pytestmark = [pytest.mark.engine, pytest.mark.long]

PROGRAM = """
import json
from pathlib import Path

from yett.scenarios import Web

Web("web", {"spec": json.loads(Path("web.json").read_text()), "today": "2026-06-15"})
"""
DENIED = AddressSet.of("198.51.100.0/24", "203.0.113.0/26")
RECORD = {"cidrs": ["203.0.113.0/26"], "file": "denied.txt", "reason": "scans", "owner": "security team"}
RULES = [{"url": "/api", "backend_port": 8081, "servers": ["cn-hangzhou-h-1"]}]


def project(folder: Path) -> Path:
    """web-dev with a deny list, half of it in a file, and a rule to a port of its own."""
    made = write_project(folder, PROGRAM)
    (made / ".yett/tls").mkdir(parents=True)
    public, private = self_signed(["site.example.com"], 30)
    (made / ".yett/tls/web.crt").write_bytes(public)
    (made / ".yett/tls/web.key").write_bytes(private)
    (made / "denied.txt").write_text("198.51.100.0/24 # scans\n")
    spec = scenario("web-dev", {"denied": [RECORD], "balancer.listeners.1.rules": RULES})
    (made / "web.json").write_text(json.dumps(spec))
    return made


def exposures(stack: Pulumi, file: Path) -> list[dict[str, Any]]:
    """What `yett exposure` says of the stack's state; nothing of it may be beyond what is declared."""
    file.write_text(stack.run("stack", "export", "--stack", stack.stack).ok().output)
    found = CliRunner().invoke(main, ["exposure", "--state", str(file), "--json"])
    assert found.exit_code == 0, found.output
    document = json.loads(found.stdout)
    assert document["unmodelled"] == []
    return list(document["exposures"])


def test_whoever_is_denied_reaches_nothing_and_everyone_else_what_is_declared(
    tmp_path: Path, alicloud_emulator: EmulatorHandle
) -> None:
    stack = Pulumi(project(tmp_path / "web"), tmp_path / "home", tmp_path / "state", alicloud_emulator.env).init()
    stack.up().ok()
    stack.refresh("--expect-no-changes").ok()
    rows = exposures(stack, tmp_path / "state.json")
    public = (INTERNET & AddressSet.everyone_v4()) - DENIED
    for row in rows:
        assert not AddressSet.of(*row["sources"]) & DENIED, row
    site = [AddressSet.of(*row["sources"]) & INTERNET for row in rows if row["name"] == "web-balancer"]
    assert site
    assert all(found == public for found in site)
    assert any("8081" in str(row) for row in rows), "the rule's own port is seen"
    stack.destroy().ok()
    assert alicloud_emulator.state()["kinds"] == {}
