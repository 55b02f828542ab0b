"""A scenario's environment as the rules see it, without an engine: what the program registers, read like a state."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pulumi
from google.protobuf import json_format
from pulumi.runtime.mocks import MockResourceArgs

from tests.components.recorder import Recorded, record
from tests.scenarios.pages import certificate
from tests.specs.sites import scenario
from yett.scenarios import SCENARIOS
from yett_policies.rulebook import Stack
from yett_policies.snapshot.crossguard import read_crossguard
from yett_policies.stacks import stack_from

ADDRESSES = {"privateIp": "10.255", "ipAddress": "47.1", "address": "47.2"}
"""What the cloud chooses: the start of it, so that no two resources share one."""


@dataclass
class Account(Recorded):
    """A recorder that answers with a state of its own for each resource."""

    states: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)

    def new_resource(self, args: MockResourceArgs) -> tuple[str, dict[str, Any]]:
        ident, state = super().new_resource(args)
        number = f"{len(self.states) // 250}.{len(self.states) % 250}"
        chosen = {key: f"{start}.{number}" for key, start in ADDRESSES.items() if key in state}
        self.states[args.typ, args.name] = {**state, **chosen, "id": ident}
        return ident, {**state, **chosen}


def judged(stack: str, today: date) -> Stack:
    """The stack of an environment such as "web-prod"; the current folder gets the files that it names."""
    certificate()
    name, account = stack.rpartition("-")[0], Account()

    def program() -> pulumi.Output[Any]:
        args: Any = {"spec": scenario(stack), "today": today.isoformat()}
        return pulumi.Output.all(**SCENARIOS[name](name, args).exports())

    record(program, account)
    entries = [entry(one, account.states.get(key, {})) for key, one in account.requests.items()]
    return stack_from(read_crossguard(entries), today)


def entry(request: Any, state: dict[str, Any]) -> dict[str, Any]:
    """One resource as the engine would show it once everything is made."""
    return {
        "resource_type": request.type,
        "urn": urn_of(request),
        "name": request.name,
        "props": json_format.MessageToDict(request.object) | state,
        "property_dependencies": {key: list(one.urns) for key, one in request.propertyDependencies.items()},
        "parent": request.parent or None,
    }


def urn_of(request: Any) -> str:
    """As the mocks of the SDK make it."""
    above = request.parent.split("::")[2].rpartition("$")[2] + "$" if request.parent else ""
    return f"urn:pulumi:test::shop::{above}{request.type}::{request.name}"
