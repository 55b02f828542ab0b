"""The shape of a property, as far as it changes what crosses the wire: one value, a list, a map, an object."""

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["value", "list", "map", "object"]


@dataclass(frozen=True, slots=True)
class Shape:
    """A value of any scalar type, a list or map of an element, or an object with properties."""

    kind: Kind
    element: "Shape | None" = None
    """Of a list or a map."""
    properties: "dict[str, Shape]" = field(default_factory=dict)
    """Of an object, by their Pulumi names."""


VALUE = Shape("value")


@dataclass(frozen=True, slots=True)
class SdkType:
    """One resource or function of the SDK."""

    token: str
    outputs: dict[str, Shape]
    """Every property by its Pulumi name."""
    inputs: dict[str, Shape]
    """Those that a program may set."""
    secrets: frozenset[str] = frozenset()
    """Those that the SDK keeps secret."""
    successor: str = ""
    """The token that replaced this one; empty unless this is an old name for the same thing."""
