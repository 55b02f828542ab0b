"""The main job: `make up`, again, refresh, a change, down, as a user does it, for every environment there is."""

import json
import re

import pytest

from tests.e2e import exact
from tests.e2e.checkout import Checkout
from tests.specs.sites import STACKS

pytestmark = pytest.mark.engine

BOUNDED = ("web-prod",)
"""Environments for real that `make test` runs too; `make e2e` runs all."""
CHANGE = (r"owner: (\w+) team", r"owner: \1 crew")
"""Who answers stands in the description of a rule, which changes in place."""


def environments() -> list[object]:
    names = [file.stem.removeprefix("Pulumi.") for file in STACKS]
    slow = {name for name in names if name.endswith("-prod") and name not in BOUNDED}
    return [pytest.param(name, marks=pytest.mark.long if name in slow else (), id=name) for name in names]


@pytest.mark.parametrize("stack", environments())
def test_a_scenario_comes_up_stays_changes_and_goes(checkout: Checkout, stack: str) -> None:
    first = checkout.stack("up", stack).ok().output
    assert re.search(r"\+ \d+ created", first), "the engine's own count"
    assert "declared_exposure" in first
    nothing_to_do(checkout, stack)
    checkout.pulumi("refresh", "--yes", "--skip-preview", "--expect-no-changes", config=True, stack=stack).ok()
    exact.on_state(checkout, stack)
    exact.on_account(checkout)
    no_secret_in_clear(checkout)
    if stack.startswith("database-mirror"):
        the_mirror_reaches_its_ports(checkout)
    changed_in_place(checkout, stack)
    assert json.loads(checkout.shell(f"yett orphans --stack {stack} --json").ok().output)["orphans"] == []
    down = checkout.stack("down", stack).ok().output
    assert re.search(r"- \d+ deleted", down)
    assert checkout.kinds() == {}, "nothing is left in the account"
    exact.on_preview(checkout, stack)


def nothing_to_do(checkout: Checkout, stack: str) -> None:
    """The same once more: as `make up` does it where it is web, without its preview and gate for the others."""
    if not stack.startswith("web"):
        checkout.pulumi("up", "--yes", "--skip-preview", "--expect-no-changes", config=True, stack=stack).ok()
        return
    again = checkout.stack("up", stack).ok().output
    assert not re.search(r"\d+ (created|updated|replaced|deleted)", again), again


def no_secret_in_clear(checkout: Checkout) -> None:
    """Neither the access key's secret nor the certificate's key may stand in the exported state or in any log."""
    key = (checkout.path / ".yett/tls/web.key").read_text().splitlines()[1]
    said = (checkout.path / "state.json").read_text() + (checkout.path / ".yett/emulator/actions.jsonl").read_text()
    stored = [path.read_text(errors="replace") for path in (checkout.path / ".yett/state").rglob("*.json*")]
    for text in [said, *stored]:
        assert key not in text
        assert "yett-emulator-secret" not in text


def the_mirror_reaches_its_ports(checkout: Checkout) -> None:
    """Over the peering, on the state that was exported before."""
    done = checkout.shell("yett exposure --state state.json --zone vpc:database-mirror-mirror --json")
    rows = json.loads(done.ok().output)["exposures"]
    assert {(row["protocol"], *row["ports"], row["declared"]) for row in rows} == {("tcp", "3306-3307", "6032", True)}


def changed_in_place(checkout: Checkout, stack: str) -> None:
    """A new owner is a new description of the same rules; nothing else is touched. The gate has judged them before."""
    for file in [checkout.path / f".yett/config/Pulumi.{stack}.yaml", *checkout.path.glob("openings/**/*.yaml")]:
        file.write_text(re.sub(*CHANGE, file.read_text()))
    changed = checkout.pulumi("up", "--yes", "--skip-preview", config=True, stack=stack).ok().output
    assert re.search(r"~ \d+ updated", changed), changed
    assert not re.search(r"\d+ (created|replaced|deleted)", changed), changed
