"""Bad input through the real engine: one clear line with the config path, and nothing is registered or asked for."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.e2e.checkout import Checkout
from tests.specs.sites import GONE, site
from tests.support.engine import Pulumi
from yett_emulator.handle import EmulatorHandle, started

pytestmark = pytest.mark.engine

SECOND_FORWARD = {
    "name": "two",
    "protocol": "tcp",
    "external_port": 10022,
    "internal_port": 80,
    "to": "cn-hangzhou-i-1",
}
ROWS: dict[str, tuple[dict[str, object], str]] = {
    "port 70000": ({"balancer.listeners.1.port": 70000}, "yett:web.balancer.listeners[1].port"),
    "CIDR without mask": (
        {"gateway.openings.0.peer": {"cidr": "203.0.113.7"}},
        "yett:web.gateway.openings[0].peer.cidr",
    ),
    "overlapping vSwitches": (
        {"network.tiers.1.cidrs.cn-hangzhou-i": "10.20.10.128/25"},
        "yett:web.network.tiers[1].cidrs.cn-hangzhou-i",
    ),
    "two forwards on one port": (
        {"gateway.port_forwards.1": SECOND_FORWARD},
        "yett:web.gateway.port_forwards[1].external_port",
    ),
    "https without certificate": (
        {"balancer.listeners.1.certificate": GONE},
        "yett:web.balancer.listeners[1].certificate",
    ),
    "certificate file not there": (
        {"balancer.listeners.1.certificate.certificate_file": "gone.crt"},
        "yett:web.balancer.listeners[1].certificate.certificate_file",
    ),
    "unknown key": ({"balancr": {}}, "yett:web.balancr"),
    "opening without owner": ({"balancer.openings.0.owner": GONE}, "yett:web.balancer.openings[0].owner"),
    "site without owner": ({"owner": GONE}, "yett:web.owner"),
}
"""What is wrong -> the change to web-dev, and where the user is told to look."""


@dataclass(frozen=True, slots=True)
class Desk:
    """One checkout, one stack and one account for all rows."""

    pulumi: Pulumi
    account: EmulatorHandle
    salt: str

    @classmethod
    def made(cls, folder: Path, account: EmulatorHandle) -> "Desk":
        checkout = Checkout.make(folder / "checkout")
        checkout.run(".venv/bin/yett", "certificate", ".yett/tls/web").ok()
        pulumi = Pulumi(checkout.path, folder / "home", folder / "state", account.env).init()
        salt = yaml.safe_load((checkout.path / "stacks/Pulumi.test.yaml").read_text())["encryptionsalt"]
        return cls(pulumi, account, salt)

    def configure(self, config: dict[str, Any]) -> None:
        """Write the stack file, as the user would have."""
        file = {"encryptionsalt": self.salt, "config": {"alicloud:region": "cn-hangzhou", **config}}
        (self.pulumi.project / "stacks/Pulumi.test.yaml").write_text(yaml.safe_dump(file))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("bad-input")
    with started(folder / "account") as account:
        yield Desk.made(folder, account)


def is_said_once(said: str, where: str) -> None:
    """One error, with the path and without a traceback; the engine's progress lines repeat it."""
    errors = [line.strip() for line in said.partition("Diagnostics:")[2].splitlines() if "error:" in line]
    assert len(errors) == 1, said
    assert errors[0].startswith(f"error: {where}: "), said
    assert "Traceback" not in said


def is_refused(desk: Desk, where: str) -> None:
    """`up` says it, registers no resource and does not call the cloud."""
    is_said_once(desk.pulumi.up().failed().output, where)
    assert {resource["type"] for resource in desk.pulumi.resources()} <= {"pulumi:pulumi:Stack"}
    assert desk.account.actions == []


@pytest.mark.parametrize(("changes", "where"), ROWS.values(), ids=ROWS)
def test_bad_input_is_one_line_and_nothing_else(desk: Desk, changes: dict[str, object], where: str) -> None:
    desk.configure({"yett:web": site(changes)})
    is_refused(desk, where)


def test_a_key_that_nobody_reads_is_refused(desk: Desk) -> None:
    desk.configure({"yett:web": site(), "yett:wbe": "on"})
    is_refused(desk, "yett:wbe")


def test_preview_refuses_as_up_does(desk: Desk) -> None:
    changes, where = ROWS["port 70000"]
    desk.configure({"yett:web": site(changes)})
    is_said_once(desk.pulumi.preview().failed().output, where)


def test_the_same_site_unchanged_is_planned(desk: Desk) -> None:
    """The rows above fail for what they change, and for nothing else."""
    desk.configure({"yett:web": site()})
    assert "to create" in desk.pulumi.preview().ok().output
