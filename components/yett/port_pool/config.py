"""Ports of a pool where a config names them: `external_port: pool:api` is the port that the pool gave to api."""

import re
from collections.abc import Mapping
from typing import Any

from yett.errors import SpecError
from yett.specs.problems import together

MARK = "pool:"
"""How a config names the port of a service."""
NAMED = re.compile(r"pool:[a-z0-9][a-z0-9-]{0,39}")
"""The whole of such a text; anything else that begins so is prose."""


def with_ports(data: Any, ports: Mapping[str, int], where: str) -> Any:
    """The same data with a number wherever it says pool:<service>.

    Raises SpecError with a line for each service that the pool does not have.

    >>> with_ports({"port": "pool:api", "to": "jump"}, {"api": 20017}, "web")
    {'port': 20017, 'to': 'jump'}
    """
    errors: list[SpecError] = []
    filled = _filled(data, ports, where, errors)
    if errors:
        raise together(errors)
    return filled


def _filled(node: Any, ports: Mapping[str, int], where: str, errors: list[SpecError]) -> Any:
    if isinstance(node, Mapping):
        return {key: _filled(value, ports, f"{where}.{key}", errors) for key, value in node.items()}
    if isinstance(node, list):
        return [_filled(value, ports, f"{where}[{number}]", errors) for number, value in enumerate(node)]
    if not isinstance(node, str) or not NAMED.fullmatch(node):
        return node
    name = node.removeprefix(MARK)
    if name not in ports:
        known = ", ".join(MARK + one for one in ports) or "none, as the config has no pool with services"
        errors.append(SpecError(where, "no such service in the pool", got=node, allowed=known))
    return ports.get(name, 0)
