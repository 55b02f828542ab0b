"""A module of a Terraform plan's configuration: what its call gives it, what it declares, and what it puts out."""

from collections.abc import Callable, Mapping
from typing import Any

from .checks import mapping

Path = tuple[tuple[str, str], ...]
"""Module calls from the root inwards, each with the text of its instance key ("" when it has none)."""
Call = Callable[[Path, str], Mapping[str, Any]]
"""(path of a module, name of a call in it) -> the call."""


def expressions(call: Mapping[str, Any]) -> dict[str, Any]:
    """What a call writes, by variable of the module."""
    return mapping(call.get("expressions") or {}, "module expressions")


def given(call: Call, path: Path) -> dict[str, Any]:
    """What the call of the module at a path writes; nobody calls the root."""
    return expressions(call(path[:-1], path[-1][0])) if path else {}


def called(call: Call, path: Path) -> dict[str, Any]:
    """The module at a path, which is not the root."""
    return mapping(call(path[:-1], path[-1][0]).get("module") or {}, "module")


def declared(module: Mapping[str, Any], name: str) -> dict[str, Any] | None:
    """A variable of a module, with its default if it has one."""
    known = mapping(module.get("variables") or {}, "variables").get(name)
    return known if isinstance(known, dict) else None


def put_out(module: Mapping[str, Any], name: str) -> dict[str, Any] | None:
    """An output of a module, with its expression."""
    known = mapping(module.get("outputs") or {}, "outputs").get(name)
    return known if isinstance(known, dict) else None
