"""The main job: `make up`, again, refresh, a change, down, as a user does it, for every environment there is."""

import json
import re
from datetime import UTC, datetime

import pytest

from tests.e2e.checkout import Checkout
from tests.specs.sites import STACKS
from yett.packets import INTERNET, AddressSet, Protocol, TrafficSet, TransportSet
from yett.specs.declared import Direction, declared_openings

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
    again = checkout.stack("up", stack).ok().output
    assert not re.search(r"\d+ (created|updated|replaced|deleted)", again), again
    checkout.pulumi("refresh", "--yes", "--expect-no-changes", config=True, stack=stack).ok()
    no_secret_in_clear(checkout, stack)
    exposed_is_declared(checkout, stack)
    if stack.startswith("database-mirror"):
        the_mirror_reaches_its_ports(checkout)
    changed_in_place(checkout, stack)
    assert json.loads(checkout.shell(f"yett orphans --stack {stack} --json").ok().output)["orphans"] == []
    down = checkout.stack("down", stack).ok().output
    assert re.search(r"- \d+ deleted", down)
    assert checkout.kinds() == {}, "nothing is left in the account"


def no_secret_in_clear(checkout: Checkout, stack: str) -> None:
    """Neither the access key's secret nor the certificate's key may stand in the state or in any log."""
    key = (checkout.path / ".yett/tls/web.key").read_text().splitlines()[1]
    said = checkout.state(stack) + (checkout.path / ".yett/emulator/actions.jsonl").read_text()
    stored = [path.read_text(errors="replace") for path in (checkout.path / ".yett/state").rglob("*.json*")]
    for text in [said, *stored]:
        assert key not in text
        assert "yett-emulator-secret" not in text


def exposed_is_declared(checkout: Checkout, stack: str) -> None:
    """On the state: nothing beyond what is declared (exit 0), and everything that is declared can be dialled."""
    done = checkout.shell(f"pulumi stack export --stack {stack} > state.json; yett exposure --state state.json --json")
    document = json.loads(done.ok().output)
    assert all(row["declared"] for row in document["exposures"])
    assert document["unmodelled"] == []
    assert str(exposed(document["exposures"])) == str(declared(checkout, stack))


def the_mirror_reaches_its_ports(checkout: Checkout) -> None:
    """Over the peering, on the state that was exported before."""
    done = checkout.shell("yett exposure --state state.json --zone vpc:database-mirror-mirror --json")
    rows = json.loads(done.ok().output)["exposures"]
    assert {(row["protocol"], *row["ports"], row["declared"]) for row in rows} == {("tcp", "3306-3307", "6032", True)}


def exposed(rows: list[dict[str, list[str]]]) -> TrafficSet:
    """Who on the internet reaches which ports, whatever stands behind them."""
    found = TrafficSet()
    for row in rows:
        ports = [tuple(map(int, f"{run}-{run}".split("-")[:2])) for run in row["ports"]]
        carried = TransportSet.of(Protocol(row["protocol"]), *((first, last) for first, last in ports))
        found = found | from_internet(AddressSet.of(*row["sources"]), carried)
    return found


def declared(checkout: Checkout, stack: str) -> TrafficSet:
    """What the scenario's own spec says of the internet, as the state has it."""
    (root,) = [one for one in checkout.resources(stack) if is_scenario(one)]
    today = datetime.now(UTC).date()
    found = TrafficSet()
    for one in declared_openings(root["inputs"]["spec"]):
        if one.direction is Direction.INGRESS and one.opening.is_open(today):
            found = found | from_internet(one.opening.sources(one.zones) or AddressSet(), one.opening.transport())
    return found


def from_internet(sources: AddressSet, carried: TransportSet) -> TrafficSet:
    """No scenario has IPv6, so what is opened to all of it is dialled over IPv4 only."""
    return TrafficSet.of(sources & INTERNET & AddressSet.everyone_v4(), AddressSet.everyone_v4(), carried)


def is_scenario(resource: dict[str, object]) -> bool:
    """The one component that has no component above it."""
    return str(resource["type"]).startswith("yett:index:") and str(resource["parent"]).split("::")[-2].startswith(
        "pulumi:pulumi:Stack"
    )


def changed_in_place(checkout: Checkout, stack: str) -> None:
    """A new owner is a new description of the same rules; nothing else is touched."""
    for file in [checkout.path / f"stacks/Pulumi.{stack}.yaml", *checkout.path.glob("openings/**/*.yaml")]:
        file.write_text(re.sub(*CHANGE, file.read_text()))
    changed = checkout.stack("up", stack).ok().output
    assert re.search(r"~ \d+ updated", changed), changed
    assert not re.search(r"\d+ (created|replaced|deleted)", changed), changed
