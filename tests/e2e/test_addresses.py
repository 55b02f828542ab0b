"""Addresses on the real engine and provider: bound to each kind there is, in packages and out of them."""

from pathlib import Path

import pytest

from tests.support.engine import Pulumi, write_project
from yett_emulator.handle import EmulatorHandle

pytestmark = [pytest.mark.engine, pytest.mark.long]

PROGRAM = Path(__file__).parent / "programs/addresses.py"
KINDS = {"EcsInstance", "Nat", "HaVip", "NetworkInterface", "SlbInstance", ""}
YEAR = """
from yett import Eip

paid = {"payment_type": "Subscription", "months": 12, "internet_charge_type": "PayByBandwidth", "bandwidth": 1000}
Eip("year", {"spec": paid})
"""


def addresses(emulator: EmulatorHandle) -> dict[str, tuple[str, bool]]:
    """(kind of what it is bound to, whether it shares) by the name in the cloud."""
    rows = emulator.state("eip")["records"]["eip"]
    return {
        row["Name"].removeprefix("tiny-test-"): (row["InstanceType"], bool(row["BandwidthPackageId"])) for row in rows
    }


def test_an_address_is_bound_to_each_kind_and_shares_bandwidth(
    tmp_path: Path, alicloud_emulator: EmulatorHandle
) -> None:
    folder = write_project(tmp_path / "addresses", PROGRAM.read_text())
    stack = Pulumi(folder, tmp_path / "home", tmp_path / "state", alicloud_emulator.env).init()
    stack.up().ok()
    stack.preview("--expect-no-changes").ok()
    stack.refresh("--expect-no-changes").ok()
    found = addresses(alicloud_emulator)
    assert {kind for kind, _ in found.values()} == KINDS
    assert {name for name, (_, shares) in found.items() if shares} == {"for-card", "for-balancer", "alone"}

    stack.run("config", "set", "shares", "false", "--stack", stack.stack).ok()
    stack.up().ok()
    stack.refresh("--expect-no-changes").ok()
    found = addresses(alicloud_emulator)
    assert {name for name, (_, shares) in found.items() if shares} == {"alone"}
    stack.destroy().ok()
    assert alicloud_emulator.state()["kinds"] == {}


def test_an_address_by_subscription_is_paid_for_and_stays_when_the_stack_goes(
    tmp_path: Path, alicloud_emulator: EmulatorHandle
) -> None:
    folder = write_project(tmp_path / "year", YEAR)
    stack = Pulumi(folder, tmp_path / "home", tmp_path / "state", alicloud_emulator.env).init()
    stack.up().ok()
    stack.refresh("--expect-no-changes").ok()
    stack.destroy().ok()
    (left,) = alicloud_emulator.state("eip")["records"]["eip"]
    assert (left["ChargeType"], left["Bandwidth"]) == ("PrePaid", "1000")
