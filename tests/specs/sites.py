"""A whole site as plain data, to be changed at one place by each test."""

import copy
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
STACKS = sorted((ROOT / "stacks").glob("Pulumi.*.yaml"))
GONE = object()
"""As a value: the key is not there."""


def stack(name: str) -> dict[str, Any]:
    """The config of a stack file."""
    found: dict[str, Any] = yaml.safe_load((ROOT / "stacks" / f"Pulumi.{name}.yaml").read_text())["config"]
    return found


def site(changes: dict[str, object] | None = None) -> dict[str, Any]:
    """The web site of web-dev with values changed by path: `{"balancer.listeners.0.port": 70000}`."""
    return scenario("web-dev", changes)


def scenario(name: str, changes: dict[str, object] | None = None) -> dict[str, Any]:
    """What a stack file says of its scenario, with values changed by path."""
    data: dict[str, Any] = copy.deepcopy(stack(name)[f"yett:{name.rpartition('-')[0]}"])
    for path, value in (changes or {}).items():
        put(data, path.split("."), value if value is GONE else copy.deepcopy(value))
    return data


def put(node: Any, steps: list[str], value: object) -> None:
    *way, last = [int(step) if step.isdigit() else step for step in steps]
    for step in way:
        node = node[step]
    if value is GONE:
        del node[last]
    elif isinstance(node, list) and last == len(node):
        node.append(value)
    else:
        node[last] = value


def opening(**changes: object) -> dict[str, Any]:
    """An opening of tcp/22 for one office, with fields changed, added, or GONE."""
    base: dict[str, Any] = {
        "peer": {"cidr": "203.0.113.0/24"},
        "protocol": "tcp",
        "ports": [22],
        "reason": "administration",
        "owner": "platform",
    }
    return {key: value for key, value in {**base, **changes}.items() if value is not GONE}
