"""Access on the real engine and provider: one change of fifty openings touches one rule, the new one before the old."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.replay import nothing_is_lost, steps
from tests.support.engine import Pulumi, write_project
from yett_emulator.handle import EmulatorHandle

pytestmark = pytest.mark.engine

PROGRAM = """
import json
from pathlib import Path

from yett import Access, SecurityGroup, Vpc

tiers = [{"name": "app", "kind": "private", "cidrs": {"cn-hangzhou-h": "10.0.1.0/24"}}]
vpc = Vpc("net", {"spec": {"cidr": "10.0.0.0/16", "tiers": tiers}})
spec = json.loads(Path("access.json").read_text())
groups = {name: SecurityGroup(name, {"spec": {}, "vpc_id": vpc.vpc_id}).group_id for name in ("partner", "other")}
named = {"partner": groups[Path("partner").read_text() if Path("partner").exists() else "partner"]}
Access("shop", {"spec": spec, "vpc_id": vpc.vpc_id, "groups": named, "today": "2026-06-15"})
"""
RULES = {"AuthorizeSecurityGroup", "AuthorizeSecurityGroupEgress", "RevokeSecurityGroup", "RevokeSecurityGroupEgress"}


def opening(number: int, **changes: Any) -> dict[str, Any]:
    base = {"peer": {"cidr": f"198.51.100.{number * 4}/30"}, "protocol": "tcp", "port": 1000 + number}
    return {**base, "reason": "a partner's line", "owner": "web team", **changes}


def access(ingress: list[dict[str, Any]], **whole: Any) -> dict[str, Any]:
    """Tiers in a circle, one of them an enterprise group, and a deny list."""
    between = {"protocol": "tcp", "reason": "orders", "owner": "web team"}
    tiers = {
        "web": {"ingress": [*ingress, {"peer": {"group": "data"}, "port": 9000, **between}], "cidrs": ["10.0.1.0/24"]},
        "data": {"ingress": [{"peer": {"group": "web"}, "port": 3306, **between}]},
        "cache": {
            "security_group_type": "enterprise",
            "cidrs": ["10.0.2.0/24"],
            "ingress": [{"peer": {"group": "web"}, "port": 6379, **between}],
        },
    }
    denied = [{"cidrs": ["192.0.2.0/24", "2001:db8::/48"], "reason": "scans", "owner": "security"}]
    return {"tiers": tiers, "denied": denied, "catch_all": True, **whole}


def up(raw: Pulumi, spec: dict[str, Any]) -> str:
    (raw.project / "access.json").write_text(json.dumps(spec))
    return raw.up().ok().output


def rule_actions(emulator: EmulatorHandle, since: int) -> list[str]:
    """What was asked of the rules, in the order it was asked."""
    return [found["action"] for found in emulator.actions[since:] if found["action"] in RULES]


def test_fifty_openings_change_one_by_one_and_no_packet_of_a_kept_one_is_lost(
    tmp_path: Path, alicloud_emulator: EmulatorHandle
) -> None:
    folder = write_project(tmp_path / "raw", PROGRAM)
    raw = Pulumi(folder, tmp_path / "home", tmp_path / "state", alicloud_emulator.env).init()
    lines = [opening(number) for number in range(50)]
    assert re.search(r"\+ \d+ created", up(raw, access(lines)))
    kept = one_change_is_one_rule(raw, alicloud_emulator, lines)
    raw.refresh("--expect-no-changes").ok()
    raw.preview("--expect-no-changes").ok()
    no_packet_is_lost(raw, alicloud_emulator, kept)
    raw.destroy().ok()
    assert alicloud_emulator.state()["kinds"] == {}


def one_change_is_one_rule(raw: Pulumi, emulator: EmulatorHandle, lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Another order is none, another peer is a new rule and then the old one gone; what is left in the end."""
    seen = len(emulator.actions)
    again = up(raw, access(lines[::-1]))
    assert rule_actions(emulator, seen) == []
    assert not re.search(r"\d+ (created|replaced|deleted)", again), again

    wider = [*lines[:7], opening(7, peer={"cidr": "198.51.100.0/26"}), *lines[8:]]
    up(raw, access(wider))
    assert rule_actions(emulator, seen) == ["AuthorizeSecurityGroup", "RevokeSecurityGroup"]

    seen = len(emulator.actions)
    fewer = [*wider[:8], *wider[9:]]
    up(raw, access(fewer))
    assert rule_actions(emulator, seen) == ["RevokeSecurityGroup"]
    return fewer


CHANGES: list[dict[str, Any]] = [
    {"port": "1000-1010"},
    {"peer": {"cidr": "198.51.100.4/31"}},
    {"peer": {"cidr": "203.0.113.0/24"}, "port": 2002},
    {"protocol": "udp"},
    {"peer": {"group": "partner"}},
    {"closed": True},
    {"reason": "a partner's other line"},
]
"""What becomes of the first openings of fifty: ports, peer, both, protocol, a group, closed, said otherwise."""


def no_packet_is_lost(raw: Pulumi, emulator: EmulatorHandle, lines: list[dict[str, Any]]) -> None:
    """After every single call: all that passes before and after passes now, and nothing passes that neither wants."""
    changed = [opening(number, **change) for number, change in enumerate(CHANGES)]
    spec = access([*changed, *lines[len(changed) :]])
    made = checked_step_by_step(raw, emulator, spec)
    assert made == ["AuthorizeSecurityGroup"] * 5 + ["RevokeSecurityGroup"] * 6
    # a rule keeps its name and the group behind it changes: the engine replaces it
    (raw.project / "partner").write_text("other")
    assert checked_step_by_step(raw, emulator, spec) == ["AuthorizeSecurityGroup", "RevokeSecurityGroup"]


def checked_step_by_step(raw: Pulumi, emulator: EmulatorHandle, spec: dict[str, Any]) -> list[str]:
    """The calls on rules that the change makes, after every one of which nothing is lost."""
    seen = len(emulator.actions)
    up(raw, spec)
    made = rule_actions(emulator, seen)
    nothing_is_lost(steps(emulator.actions)[-1 - len(made) :])
    return made
