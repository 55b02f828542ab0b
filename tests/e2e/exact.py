"""Exposed is declared, exactly: nothing beyond what is declared, and everything that is declared can be dialled."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from tests.e2e.checkout import Checkout
from yett.packets import INTERNET, AddressSet, Protocol, TrafficSet, TransportSet
from yett.specs.declared import Direction, declared_openings

Rows = Iterable[Mapping[str, Any]]
PREVIEW = "pulumi preview --json --show-sames --non-interactive --stack {0} --config-file .yett/config/Pulumi.{0}.yaml"


def on_preview(checkout: Checkout, stack: str) -> None:
    """On the plan of a stack that does not exist yet: decided before anything is built, every id still unknown."""
    document = answer(checkout, f"{PREVIEW.format(stack)} > plan.json; yett exposure --preview plan.json --json")
    steps = json.loads((checkout.path / "plan.json").read_text())["steps"]
    assert {step["op"] for step in steps} == {"create"}, "the plan of a stack that exists"
    nothing_else(document)
    assert str(exposed(document["exposures"])) == str(declared(step["newState"] for step in steps))


def on_state(checkout: Checkout, stack: str) -> None:
    """On what the engine recorded."""
    document = answer(
        checkout, f"pulumi stack export --stack {stack} > state.json; yett exposure --state state.json --json"
    )
    nothing_else(document)
    assert str(exposed(document["exposures"])) == str(declared(recorded(checkout)))


def on_account(checkout: Checkout) -> None:
    """On what the account's own API tells, which knows no openings: there everything is excess, and it is the same.

    What is declared is read from the state that `on_state` exported.
    """
    document = answer(checkout, "yett exposure --live --json || test $? = 1")
    assert {row["verdict"] for row in document["exposures"]} <= {"reachable"}
    assert str(exposed(document["exposures"])) == str(declared(recorded(checkout)))


def recorded(checkout: Checkout) -> Rows:
    """The resources of the state that was exported last."""
    return list(json.loads((checkout.path / "state.json").read_text())["deployment"]["resources"])


def answer(checkout: Checkout, line: str) -> Any:
    """The document at the end of a command's output."""
    done = checkout.shell(line).ok().output
    return json.JSONDecoder().raw_decode(done[done.index("{\n") :])[0]


def nothing_else(document: Mapping[str, Any]) -> None:
    """No row is excess, none is undecided, and nothing in the network was left out of the analysis."""
    assert [row for row in document["exposures"] if not row["declared"]] == []
    assert {row["verdict"] for row in document["exposures"]} <= {"reachable"}
    assert document["unmodelled"] == []


def exposed(rows: Rows) -> TrafficSet:
    """Who on the internet reaches which ports, whatever stands behind them."""
    found = TrafficSet()
    for row in rows:
        ports = [tuple(map(int, f"{run}-{run}".split("-")[:2])) for run in row["ports"]]
        carried = TransportSet.of(Protocol(row["protocol"]), *((first, last) for first, last in ports))
        found = found | from_internet(AddressSet.of(*row["sources"]), carried)
    return found


def declared(resources: Rows) -> TrafficSet:
    """What the scenario's own spec says of the internet, as the plan or the state has it."""
    (root,) = [one for one in resources if is_scenario(one)]
    return declared_by(root["inputs"]["spec"], datetime.now(UTC).date())


def declared_by(spec: Mapping[str, Any], today: date) -> TrafficSet:
    """What the openings of a spec say of the internet on a day."""
    found = TrafficSet()
    for one in declared_openings(spec):
        if one.direction is Direction.INGRESS and one.opening.is_open(today):
            found = found | from_internet(one.opening.sources(one.zones) or AddressSet.of(), one.opening.transport())
    return found


def from_internet(sources: AddressSet, carried: TransportSet) -> TrafficSet:
    """No scenario has IPv6, so what is opened to all of it is dialled over IPv4 only."""
    return TrafficSet.of(sources & INTERNET & AddressSet.everyone_v4(), AddressSet.everyone_v4(), carried)


def is_scenario(resource: Mapping[str, Any]) -> bool:
    """The one component that has no component above it."""
    return str(resource["type"]).startswith("yett:index:") and str(resource["parent"]).split("::")[-2].startswith(
        "pulumi:pulumi:Stack"
    )
