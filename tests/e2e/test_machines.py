"""Machines on the real engine and provider: looked-up image, disks, secret script, protection, more of them, fewer."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.engine import Pulumi, write_project
from yett_emulator.handle import EmulatorHandle

pytestmark = [pytest.mark.engine, pytest.mark.long]

PROGRAM = """
import json
from pathlib import Path

from yett import InstanceGroup, SecurityGroup, Vpc

cidrs = {"cn-hangzhou-h": "10.0.1.0/24", "cn-hangzhou-i": "10.0.2.0/24"}
vpc = Vpc("net", {"spec": {"cidr": "10.0.0.0/16", "tiers": [{"name": "app", "kind": "private", "cidrs": cidrs}]}})
group = SecurityGroup("app", {"spec": {}, "vpc_id": vpc.vpc_id})
InstanceGroup(
    "app",
    {
        "spec": json.loads(Path("machines.json").read_text()),
        "vswitch_ids": {**vpc.in_tier("app")},
        "security_group_ids": [group.group_id],
        "user_data": "#!/bin/sh\\necho token-of-the-test > /root/token\\n",
    },
)
"""
BASE = {
    "ram_role_name": "reader",
    "instance_type": "ecs.g7.large",
    "image": {"name_regex": "^aliyun_3"},
    "system_disk_performance_level": "PL0",
    "data_disks": [{"size": 100, "encrypted": True}, {"size": 40, "performance_level": "PL0"}],
    "count": 3,
}


def up(stack: Pulumi, **changes: Any) -> None:
    (stack.project / "machines.json").write_text(json.dumps({**BASE, **changes}))
    stack.up().ok()
    stack.preview("--expect-no-changes").ok()


def zones(emulator: EmulatorHandle) -> list[str]:
    return sorted(row["ZoneId"] for row in emulator.state("instance")["records"]["instance"])


def test_machines_with_everything_live_their_whole_life(tmp_path: Path, alicloud_emulator: EmulatorHandle) -> None:
    folder = write_project(tmp_path / "machines", PROGRAM)
    stack = Pulumi(folder, tmp_path / "home", tmp_path / "state", alicloud_emulator.env).init()
    up(stack, deletion_protection=True)
    stack.refresh("--expect-no-changes").ok()
    assert zones(alicloud_emulator) == ["cn-hangzhou-h", "cn-hangzhou-h", "cn-hangzhou-i"]
    assert alicloud_emulator.state()["kinds"]["disk"] == 9
    said = [path.read_text(errors="replace") for path in (tmp_path / "state").rglob("*.json*")]
    assert said
    assert not any("token-of-the-test" in text or "dG9rZW4tb2YtdGhlLXRlc3Q" in text for text in said)
    for row in alicloud_emulator.state("instance")["records"]["instance"]:
        assert row["PublicIpAddress"] == {"IpAddress": []}

    stack.destroy().failed()
    assert len(zones(alicloud_emulator)) == 3, "they are protected"
    kept = {row["InstanceId"] for row in alicloud_emulator.state("instance")["records"]["instance"]}
    up(stack)
    up(stack, count=1)
    assert {row["InstanceId"] for row in alicloud_emulator.state("instance")["records"]["instance"]} < kept
    stack.destroy().ok()
    assert alicloud_emulator.state()["kinds"] == {}
