"""Access on the real engine and provider: one change of fifty openings touches one rule, the new one before the old."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.support.engine import Pulumi, write_project
from yett_emulator.handle import EmulatorHandle

pytestmark = pytest.mark.engine

PROGRAM = """
import json
from pathlib import Path

from yett import Access, Vpc

tiers = [{"name": "app", "kind": "private", "cidrs": {"cn-hangzhou-h": "10.0.1.0/24"}}]
vpc = Vpc("net", {"spec": {"cidr": "10.0.0.0/16", "tiers": tiers}})
Access("shop", {"spec": json.loads(Path("access.json").read_text()), "vpc_id": vpc.vpc_id, "today": "2026-06-15"})
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


def test_one_change_of_fifty_is_one_rule_that_is_made_before_the_old_one_goes(
    tmp_path: Path, alicloud_emulator: EmulatorHandle
) -> None:
    lines = [opening(number) for number in range(50)]
    folder = write_project(tmp_path / "raw", PROGRAM)
    raw = Pulumi(folder, tmp_path / "home", tmp_path / "state", alicloud_emulator.env).init()
    assert re.search(r"\+ \d+ created", up(raw, access(lines)))

    seen = len(alicloud_emulator.actions)
    again = up(raw, access(lines[::-1]))
    assert rule_actions(alicloud_emulator, seen) == []
    assert not re.search(r"\d+ (created|replaced|deleted)", again), again

    wider = [*lines[:7], opening(7, peer={"cidr": "198.51.100.0/26"}), *lines[8:]]
    up(raw, access(wider))
    assert rule_actions(alicloud_emulator, seen) == ["AuthorizeSecurityGroup", "RevokeSecurityGroup"]

    seen = len(alicloud_emulator.actions)
    up(raw, access(wider[1:]))
    assert rule_actions(alicloud_emulator, seen) == ["RevokeSecurityGroup"]

    raw.refresh("--expect-no-changes").ok()
    raw.preview("--expect-no-changes").ok()
    raw.destroy().ok()
    assert alicloud_emulator.state()["kinds"] == {}
