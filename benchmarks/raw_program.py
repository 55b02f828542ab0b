"""A deployed stack as a program that writes every resource by hand: the raw twin of a scenario.

`program(export)` reads `pulumi stack export --show-secrets`; whatever a resource took from another one is written as
a reference to it, so that the engine plans the same resources, inputs and dependencies.
"""

import inspect
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

SECRET = "4dabf18193072939515e22adb298388d"
"""The key that marks a special value in a state; a secret has "plaintext" beside it."""
HIDDEN = ("__defaults", "__provider")


@dataclass(frozen=True, slots=True)
class Reference:
    """An output of another resource, as the program spells it."""

    text: str

    def __repr__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Secret:
    """A value that the state hides."""

    value: Any

    def __repr__(self) -> str:
        return f"pulumi.Output.secret({self.value!r})"


def program(export: Mapping[str, Any]) -> str:
    """The text of `__main__.py`; resources stand after those they refer to, as they do in a state."""
    found = [one for one in export["deployment"]["resources"] if one["type"].startswith("alicloud:")]
    variables = {one["urn"]: f"r{number}" for number, one in enumerate(found)}
    modules = sorted({class_path(one["type"])[0] for one in found})
    lines = ["import pulumi", *(f"from pulumi_alicloud import {module}" for module in modules), ""]
    return "\n".join([*lines, *(statement(one, found, variables) for one in found), ""])


def statement(one: Mapping[str, Any], every: Iterable[Mapping[str, Any]], variables: Mapping[str, str]) -> str:
    module, name = class_path(one["type"])
    values = plain(one["inputs"])
    for key, urns in (one.get("propertyDependencies") or {}).items():
        sources = [other for other in every if other["urn"] in urns]
        if key in values and sources:
            values[key] = referred(values[key], sources, variables)
    words = argument_names(module, name)
    arguments = "".join(f", {words[key]}={value!r}" for key, value in values.items())
    pulumi_name = one["urn"].rsplit("::", 1)[1]
    return f"{variables[one['urn']]} = {module}.{name}({pulumi_name!r}{arguments})"


def plain(value: Any) -> Any:
    """A value of the state without the state's own wrappings."""
    if isinstance(value, dict):
        if SECRET in value:
            return Secret(json.loads(value["plaintext"]))
        left_out = {*HIDDEN, *value.get("__defaults", ())}  # the provider fills these in again
        return {key: plain(inner) for key, inner in value.items() if key not in left_out}
    return [plain(inner) for inner in value] if isinstance(value, list) else value


def referred(value: Any, sources: list[Mapping[str, Any]], variables: Mapping[str, str]) -> Any:
    """The value with every text that a source gave out replaced by a reference to it."""
    if isinstance(value, list):
        return [referred(inner, sources, variables) for inner in value]
    if isinstance(value, dict):
        return {key: referred(inner, sources, variables) for key, inner in value.items()}
    for source in sources:
        for key, output in {"id": source["id"], **source["outputs"]}.items():
            if isinstance(value, str) and value == output:
                return Reference(f"{variables[source['urn']]}.{snake(key)}")
    return value


def class_path(token: str) -> tuple[str, str]:
    """alicloud:vpc/network:Network -> ("vpc", "Network")."""
    _, place, name = token.split(":")
    return place.split("/")[0], name


def argument_names(module: str, name: str) -> dict[str, str]:
    """The SDK's word for each property of a resource, so that no rule of spelling is guessed."""
    made = getattr(import_module(f"pulumi_alicloud.{module}"), name)
    words = inspect.signature(made._internal_init).parameters
    return {camel(word): word for word in words}


def camel(word: str) -> str:
    first, *rest = word.split("_")
    return first + "".join(part.capitalize() for part in rest)


def snake(word: str) -> str:
    return re.sub(r"(?<!^)([A-Z])", lambda found: "_" + found[1].lower(), word)
