"""Does an answer map onto the official SDK's own model? `problems(sdk.call("CreateVpc", {...}))` says what does not.

A product takes part with a file `steps_<product>.py`: `SDK = "alibabacloud_vpc20160428"`, `VERSION`, `STEPS` (in the
order in which they can be called), and `NOT_SHOWN` (fields of the model that the emulator leaves out, with why);
if need be `BEYOND_SDK` (fields that other clients read and the model does not know, with why).
"""

import importlib
import inspect
import re
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from alibabacloud_tea_openapi.models import Config
from darabonba.runtime import RuntimeOptions

from yett_emulator.handle import EmulatorHandle

Kept = dict[str, Any]
SCALARS = {"str": str, "int": int, "bool": bool, "float": (int, float)}


@dataclass(frozen=True)
class Step:
    """One call: the request as the SDK spells it on the wire, from what earlier steps kept; what to keep of it."""

    action: str
    request: Callable[[Kept], dict[str, Any]] = field(default=lambda kept: {})
    keep: dict[str, str] = field(default_factory=dict)
    """Name -> path in the answer, as `NatGateways.NatGateway.0.Status`."""
    sdk: str = ""
    """Another product's SDK, for what the steps stand on (a VPC for instances)."""


@dataclass(frozen=True)
class Answered:
    """A raw answer and the SDK's model of it."""

    action: str
    raw: dict[str, Any]
    model: Any


class OfficialSdk:
    """One official SDK, talking to the emulator; any action by name."""

    def __init__(self, package: str, handle: EmulatorHandle, protocol: str = "http") -> None:
        module = importlib.import_module(f"{package}.client")
        self._models = importlib.import_module(f"{package}.models")
        self._last: dict[str, Any] = {}
        self._client = recording(module.Client, self._note)(config(handle, protocol))
        self.actions = actions_of(Path(str(module.__file__)).read_text())

    def _note(self, answer: dict[str, Any]) -> None:
        self._last = answer

    def call(self, action: str, request: dict[str, Any]) -> Answered:
        method, request_class, response_class = self.actions[action]
        given = [getattr(self._models, request_class)().from_map(request)] if request_class else []
        response = getattr(self._client, method)(*given, RuntimeOptions())
        assert type(response).__name__ == response_class
        return Answered(action, self._last["body"], response.body)


def config(handle: EmulatorHandle, protocol: str) -> Config:
    settings = handle.settings
    return Config(
        access_key_id=settings.access_key,
        access_key_secret=settings.secret_key,
        region_id=settings.region,
        endpoint=handle.endpoint,
        protocol=protocol,
        ca=str(handle.bundle) if protocol == "https" else None,
    )


def recording(client: type[Any], note: Callable[[dict[str, Any]], None]) -> type[Any]:
    """The SDK's client, that also hands out each answer as it came."""

    class Recording(client):  # type: ignore[misc]
        def call_api(self, *given: Any) -> Any:
            answer = super().call_api(*given)
            note(answer)
            return answer

    return Recording


def actions_of(source: str) -> dict[str, tuple[str, str, str]]:
    """Action -> method, request class (empty when it takes none; never the `Shrink` one), response class."""
    found = {}
    for block in re.split(r"\n    (?=async def|def) ?", source):
        method = re.match(r"def (\w+_with_options)\(", block)
        action = re.search(r"\baction\s*=\s*'(\w+)'", block)
        if method and action:
            requests = [one for one in re.findall(r"models\.(\w+Request)\b", block) if one != "OpenApiRequest"]
            response = re.findall(r"models\.(\w+Response)\b", block)[0]
            found[action.group(1)] = (method.group(1), requests[0] if requests else "", response)
    return found


def problems(answered: Answered, not_shown: Set[str], beyond: Set[str] = frozenset()) -> list[str]:
    """What the SDK's model does not know, does not find, or finds in another type."""
    strange = unknown(answered.raw, answered.model.to_map(), "")
    found = [
        *(one for one in strange if f"{answered.action}:{one.removeprefix('unknown ')}" not in beyond),
        *(f"missing {path}" for path in missing(answered.model, "") if f"{answered.action}:{path}" not in not_shown),
        *mistyped(answered.model, ""),
    ]
    return [f"{answered.action}: {problem}" for problem in found]


def unknown(raw: Any, known: Any, path: str) -> Iterator[str]:
    """Fields of the answer that the model drops, and lists that the model has to invent."""
    if isinstance(raw, dict) and isinstance(known, dict):
        yield from (f"unknown {path}{name}" for name in raw if name not in known and raw[name] is not None)
        yield from (f"missing list {path}{name}" for name in known if name not in raw)
        for name in raw.keys() & known.keys():
            yield from unknown(raw[name], known[name], f"{path}{name}.")
    elif isinstance(raw, list) and isinstance(known, list):
        for one, other in zip(raw, known, strict=False):
            yield from unknown(one, other, path)


def missing(model: Any, path: str) -> Iterator[str]:
    """Fields of the model that no answer filled."""
    wires = wires_of(model)
    for attribute, wire in wires.items():
        value = getattr(model, attribute)
        if value is None:
            yield f"{path}{wire}"
        for one in value if isinstance(value, list) else [value]:
            if hasattr(one, "to_map"):
                yield from missing(one, f"{path}{wire}.")


def mistyped(model: Any, path: str) -> Iterator[str]:
    """Scalars that are of another type than the model says."""
    notes, wires = type(model).__init__.__annotations__, wires_of(model)
    for attribute, wire in wires.items():
        value, note = getattr(model, attribute), str(getattr(notes[attribute], "__name__", notes[attribute]))
        if hasattr(value, "to_map"):
            yield from mistyped(value, f"{path}{wire}.")
        elif isinstance(value, list):
            for one in value:
                if hasattr(one, "to_map"):
                    yield from mistyped(one, f"{path}{wire}.")
        elif value is not None and note in SCALARS and not is_a(value, note):
            yield f"{path}{wire} is {type(value).__name__}, the SDK says {note}"


def is_a(value: Any, note: str) -> bool:
    if isinstance(value, bool):
        return note == "bool"
    return isinstance(value, SCALARS[note])  # type: ignore[arg-type]


@cache
def wires_of_kind(kind: type[Any]) -> dict[str, str]:
    """Attribute -> name on the wire, read off the SDK's own `from_map`."""
    source = inspect.getsource(kind.from_map)
    plain = re.findall(r"m\.get\('([^']+)'\) is not None:\n(?:\s+temp_model = .*\n)?\s+self\.(\w+) = ", source)
    lists = re.findall(r"self\.(\w+) = \[\]\n\s+if m\.get\('([^']+)'\)", source)
    return {attribute: wire for wire, attribute in plain} | dict(lists)


def wires_of(model: Any) -> dict[str, str]:
    return wires_of_kind(type(model))


def step_modules() -> list[Any]:
    names = sorted(path.stem for path in Path(__file__).parent.glob("steps_*.py"))
    return [importlib.import_module(f"tests.emulator.{name}") for name in names]


def look(answer: Any, path: str) -> Any:
    for part in path.split("."):
        answer = answer[int(part)] if part.isdigit() else answer[part]
    return answer
