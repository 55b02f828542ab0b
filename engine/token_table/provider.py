"""Read what the built provider says of itself: every Terraform type, with the names and shapes it would serve."""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from token_table.shapes import VALUE, Shape


@dataclass(frozen=True, slots=True)
class Property:
    """One property under its Terraform name."""

    name: str
    """Its Pulumi name."""
    shape: Shape
    is_input: bool
    is_sensitive: bool
    is_collection: bool
    """A list or set in Terraform, whether it is served as a list or, holding at most one item, as that item."""
    properties: "dict[str, Property]"
    """Of an object, or of the objects in a list; by Terraform name."""


@dataclass(frozen=True, slots=True)
class TerraformType:
    """One resource or data source."""

    name: str
    token: str
    """The token it is served under; empty where the token table has none."""
    properties: dict[str, Property]

    def shapes(self) -> dict[str, Shape]:
        """Every property by its Pulumi name."""
        return {p.name: p.shape for p in self.properties.values()}

    def input_shapes(self) -> dict[str, Shape]:
        """Those that a program may set."""
        return {p.name: _inputs_only(p) for p in self.properties.values() if p.is_input}


@dataclass(frozen=True, slots=True)
class Description:
    """All that a provider serves or could serve."""

    config: dict[str, Property]
    resources: dict[str, TerraformType]
    data_sources: dict[str, TerraformType]


def describe(provider: Path) -> Description:
    """Ask a built `pulumi-resource-alicloud`."""
    answer = subprocess.run([str(provider), "-describe"], capture_output=True, check=True)
    return description(json.loads(answer.stdout))


def description(data: dict[str, Any]) -> Description:
    """The same from its JSON."""
    return Description(
        config=_properties(data["config"]),
        resources=_types(data["resources"]),
        data_sources=_types(data["dataSources"]),
    )


def _types(data: dict[str, Any]) -> dict[str, TerraformType]:
    return {
        name: TerraformType(name, entry.get("token", ""), _properties(entry["properties"]))
        for name, entry in data.items()
    }


def _properties(data: dict[str, Any]) -> dict[str, Property]:
    return {name: _property(entry) for name, entry in data.items()}


def _property(entry: dict[str, Any]) -> Property:
    nested = _properties(entry.get("properties", {}))
    return Property(
        name=entry["name"],
        shape=_shape(entry, {p.name: p.shape for p in nested.values()}),
        is_input=entry["input"],
        is_sensitive=entry.get("sensitive", False),
        is_collection=entry["shape"] in {"List", "Set", "Single"},
        properties=nested,
    )


def _shape(entry: dict[str, Any], nested: dict[str, Shape]) -> Shape:
    element = _element(entry.get("element", ""), nested)
    match entry["shape"]:
        case "List" | "Set":
            return Shape("list", element=element)
        case "Map":
            return Shape("map", element=element)
        case "Single":
            return element
        case _:
            return VALUE


def _element(kind: str, nested: dict[str, Shape]) -> Shape:
    match kind:
        case "Object":
            return Shape("object", properties=nested)
        case "Map":
            return Shape("map", element=VALUE)
        case "List" | "Set":
            return Shape("list", element=Shape("object", properties=nested) if nested else VALUE)
        case _:
            return VALUE


def _inputs_only(p: Property) -> Shape:
    """The shape of an input: nested properties that only the cloud sets are left out."""
    return p.shape
