"""A balancer on the real engine and provider: every option is taken, read back unchanged, changed in place, removed."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.specs.sites import opening
from tests.support.engine import Pulumi, write_project
from yett_cli.certificate import self_signed
from yett_emulator.handle import EmulatorHandle

pytestmark = pytest.mark.engine

PROGRAM = Path(__file__).parent / "programs/balancer.py"
BARE = """
import json
from pathlib import Path

from yett import LoadBalancer

LoadBalancer("lb", {"spec": json.loads(Path("balancer.json").read_text()), "today": "2026-06-15"})
"""
ZONE = "cn-hangzhou-h"
CHECK = {"path": "/up", "domain": "up.example.com", "method": "get", "codes": ["http_2xx", "http_4xx"], "interval": 7}
SHOP = {"certificate_file": "site.crt", "private_key_file": "site.key"}
OFFICE = {"cidr": "203.0.113.0/24"}
PUBLIC = {"anywhere": "public site"}
WHY = {"reason": "scans", "owner": "security"}


def https(**changes: Any) -> dict[str, Any]:
    return {
        "protocol": "https",
        "port": 443,
        "backend_port": 8080,
        "certificate": SHOP,
        "domain_certificates": [{"domain": "*.example.com", "certificate": {"service_id": "77-cn-hangzhou"}}],
        "tls_policy": "tls_cipher_policy_1_2_strict",
        "http2": False,
        "gzip": False,
        "forwarded_headers": {"balancer_address": True, "balancer_id": True, "protocol": True},
        "health_check": CHECK,
        "sticky_session": {"type": "insert", "timeout": 600},
        "idle_timeout": 60,
        "request_timeout": 180,
        "scheduler": "wlc",
        "rules": [
            {"domain": "api.example.com", "url": "/v1", "backend_port": 8081, "servers": [f"{ZONE}-1"]},
            {"url": "/static", "backend_port": 8082, "scheduler": "rr", "health_check": {"path": "/", "port": 9}},
        ],
        **changes,
    }


def balancer(secure: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Five listeners: one redirects, one has everything of https, one each of http, tcp and udp."""
    return {
        "address_type": "internet",
        "internet_charge_type": "PayByBandwidth",
        "bandwidth": 200,
        "weights": {f"{ZONE}-1": 30},
        "listeners": [
            {"protocol": "http", "port": 80, "redirect_to": 443},
            secure,
            {
                "protocol": "http",
                "port": 8000,
                "backend_port": 8000,
                "sticky_session": {"type": "server", "cookie": "sid"},
                "health_check": {"enabled": False},
                "bandwidth": 50,
            },
            {
                "protocol": "tcp",
                "port": 9000,
                "backend_port": 9000,
                "scheduler": "sch",
                "established_timeout": 120,
                "persistence_timeout": 300,
                "proxy_protocol": True,
                "health_check": {"type": "http", "path": "/up", "domain": "up.example.com"},
            },
            {"protocol": "udp", "port": 9000, "backend_port": 9000, "scheduler": "qch", "bandwidth": 100},
        ],
        "openings": [
            opening(peer=PUBLIC, ports=[80, 443]),
            opening(peer=OFFICE, ports=[8000, 9000]),
            opening(peer=PUBLIC, protocol="udp", ports=[9000]),
        ],
        "denied": [{"cidrs": ["203.0.113.0/26", "198.51.100.7/32"], **WHY}],
        **changes,
    }


def write(stack: Pulumi, spec: dict[str, Any]) -> None:
    (stack.project / "balancer.json").write_text(json.dumps(spec))


@pytest.fixture
def stack(tmp_path: Path, alicloud_emulator: EmulatorHandle) -> Pulumi:
    folder = write_project(tmp_path / "lb", PROGRAM.read_text())
    for name in ("site", "ca"):
        public, private = self_signed([f"{name}.example.com"], 30)
        (folder / f"{name}.crt").write_bytes(public)
        (folder / f"{name}.key").write_bytes(private)
    return Pulumi(folder, tmp_path / "home", tmp_path / "state", alicloud_emulator.env).init()


def unchanged(stack: Pulumi) -> None:
    """What was built is what the program says, and what the cloud says."""
    stack.preview("--expect-no-changes").ok()
    stack.refresh("--expect-no-changes").ok()


def test_a_balancer_with_everything_lives_its_whole_life(stack: Pulumi, alicloud_emulator: EmulatorHandle) -> None:
    write(stack, balancer(https()))
    stack.up().ok()
    unchanged(stack)
    kinds = alicloud_emulator.state()["kinds"]
    assert {kind: kinds[kind] for kind in ("listener", "domain_extension", "forwarding_rule", "acl")} == {
        "listener": 5,
        "domain_extension": 1,
        "forwarding_rule": 2,
        "acl": 2,
    }
    lists_come_first(alicloud_emulator)

    ca = stack.outputs()["ca"]
    fewer = https(client_ca_id=ca, http2=True, gzip=True, rules=https()["rules"][1:], scheduler="wrr")
    write(stack, balancer(fewer, denied=None))
    stack.up().ok()
    unchanged(stack)
    assert alicloud_emulator.state()["kinds"]["forwarding_rule"] == 1

    stack.destroy().ok()
    assert alicloud_emulator.state()["kinds"] == {}


@pytest.mark.long
def test_a_protected_balancer_outlives_a_destroy_until_the_protection_is_taken_off(
    tmp_path: Path, alicloud_emulator: EmulatorHandle
) -> None:
    folder = write_project(tmp_path / "bare", BARE)
    stack = Pulumi(folder, tmp_path / "home", tmp_path / "state", alicloud_emulator.env).init()
    write(stack, {"address_type": "internet", "delete_protection": True})
    stack.up().ok()
    unchanged(stack)
    stack.destroy().failed()
    assert alicloud_emulator.state()["kinds"]["load_balancer"] == 1
    write(stack, {"address_type": "internet"})
    stack.up().ok()
    stack.destroy().ok()
    assert alicloud_emulator.state()["kinds"] == {}


def lists_come_first(emulator: EmulatorHandle) -> None:
    """No listener with a list is made before the last entry of any: an empty one would admit everyone."""
    asked = [action["action"] for action in emulator.actions]
    assert asked.count("AddAccessControlListEntry") == 4
    made = [number for number, name in enumerate(asked) if name.startswith("CreateLoadBalancer") and "Listener" in name]
    assert max(number for number, name in enumerate(asked) if name == "AddAccessControlListEntry") < min(made)
