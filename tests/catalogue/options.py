"""Every option of every component as data, read from the classes that define them: `options_of(VpcSpec)`."""

import inspect
import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any, NotRequired, Union

import pulumi

from yett.plugin import COMPONENTS
from yett.scenarios import SCENARIOS
from yett.specs.base import Spec
from yett.specs.denied import Denied
from yett.specs.meaning import docstrings
from yett.specs.opening import Opening
from yett.specs.peer import Peer
from yett.specs.port_range import PortRange

SHARED: tuple[type[Spec], ...] = (Opening, Peer, PortRange, Denied)
"""What many components hold; explained once, on a page of their own."""
CATALOGUE = tuple(one for one in COMPONENTS if one not in SCENARIOS.values())
"""The components that have a page here; scenarios have theirs in docs/scenarios."""
WORDS = {str: "text", int: "number", bool: "true or false", float: "number"}


@dataclass(frozen=True, slots=True)
class Option:
    """One field of a spec or of a component's arguments."""

    owner: str
    name: str
    kind: str
    """As a reader says it: text, list of Opening, public | private."""
    default: str
    """"required", or the value; "none" where leaving it out leaves something out."""
    meaning: str
    """The docstring under it, on one line."""

    @property
    def key(self) -> str:
        """`VpcSpec.cidr`."""
        return f"{self.owner}.{self.name}"


def args_of(component: type[pulumi.ComponentResource]) -> type:
    """The TypedDict that a component is made from."""
    return typing.cast(type, inspect.signature(component).parameters["args"].annotation)


@cache
def options_of(owner: type) -> list[Option]:
    """The options of one class, in the order in which it defines them."""
    texts = {field: text for base in reversed(owner.__mro__) for field, text in docstrings(base).items()}
    hints = _hints(owner)
    names = list(owner.model_fields) if issubclass(owner, Spec) else list(hints)
    return [
        Option(owner.__name__, name, kind(hints[name]), _default(owner, name), " ".join(texts.get(name, "").split()))
        for name in names
    ]


def outputs_of(component: type[pulumi.ComponentResource]) -> list[Option]:
    """What a component gives out."""
    texts = docstrings(component)
    hints = inspect.get_annotations(component)
    return [
        Option(component.__name__, name, kind(hints[name]), "", " ".join(text.split()))
        for name, text in texts.items()
        if name in hints
    ]


@cache
def parts_of(component: type[pulumi.ComponentResource]) -> list[type[Spec]]:
    """The specs that only this component's arguments are made of, outermost first."""
    found: dict[type[Spec], None] = {}
    todo = list(_specs_in(args_of(component)))
    own = set(todo)
    while todo:
        one = todo.pop(0)
        if one not in found and (one in own or home_of(one) is None):
            found[one] = None
            todo += _specs_in(one)
    return list(found)


@cache
def home_of(spec: type[Spec]) -> str | None:
    """The page that explains a spec that is not a part of one component only; None for such a part."""
    if spec in SHARED:
        return "shared"
    owners = [one for one in CATALOGUE if spec in _specs_in(args_of(one))]
    return page_name(owners[0].__name__) if owners else None


def page_name(component: str) -> str:
    """NatGateway -> nat-gateway."""
    return "".join(f"-{c.lower()}" if c.isupper() else c for c in component).lstrip("-")


def _specs_in(owner: type) -> Iterator[type[Spec]]:
    for hint in _hints(owner).values():
        yield from _specs_of(hint)


def _specs_of(hint: Any) -> Iterator[type[Spec]]:
    if isinstance(hint, type) and issubclass(hint, Spec):
        yield hint
    for inner in typing.get_args(hint):
        yield from _specs_of(inner)


def kind(hint: Any) -> str:
    """A type as a reader says it.

    >>> kind(list[str] | None), kind(dict[str, int]), kind(Opening)
    ('list of text', 'map of number', 'Opening')
    """
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin in (Union, types.UnionType, NotRequired, pulumi.Output):
        return kind(next(one for one in inner if one is not type(None)))
    if origin in (list, dict):
        return f"{'list' if origin is list else 'map'} of {kind(inner[-1])}"
    if isinstance(hint, type) and issubclass(hint, Enum):
        return " | ".join(str(member.value) for member in hint)
    return WORDS.get(hint) or str(getattr(hint, "__name__", hint))


@cache
def _hints(owner: type) -> dict[str, Any]:
    """`pulumi.Input` names Output[T] without having either at hand."""
    return typing.get_type_hints(owner, localns={"Output": pulumi.Output, "T": Any}, include_extras=True)


def _default(owner: type, name: str) -> str:
    if not issubclass(owner, Spec):
        return "required" if name in getattr(owner, "__required_keys__", ()) else "none"
    field = owner.model_fields[name]
    if field.is_required():
        return "required"
    value = field.default
    if isinstance(value, Enum):
        return str(value.value)
    return "none" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
