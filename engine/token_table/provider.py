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
    is_removed: bool
    """Kept in the schema only to tell that it was taken away; the SDK may or may not have it."""
    as_list: str
    """What the bridge would call it as a list; empty unless Terraform has it as a list or a set."""
    as_item: str
    """The same for the one item it may hold at most."""
    max_items: int
    """As the Terraform schema bounds it; 0: no bound."""
    properties: "dict[str, Property]"
    """Of an object, or of the objects in a list; by Terraform name."""


@dataclass(frozen=True, slots=True)
class TerraformType:
    """One resource or data source."""

    name: str
    token: str
    """The token it is served under; empty where the token table has none."""
    properties: dict[str, Property]


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
    return Property(
        name=entry["name"],
        shape=_shape(entry),
        is_input=entry.get("input", False),
        is_sensitive=entry.get("sensitive", False),
        is_removed=entry.get("removed", False),
        as_list=entry.get("asList", ""),
        as_item=entry.get("asItem", ""),
        max_items=entry.get("maxItems", 0),
        properties=_properties(_innermost(entry).get("properties", {})),
    )


def _innermost(entry: dict[str, Any]) -> dict[str, Any]:
    """The element of a list, or of a list of lists; the entry itself where it is none."""
    return _innermost(entry["element"]) if "element" in entry else entry


def _shape(entry: dict[str, Any]) -> Shape:
    element = _shape(entry["element"]) if "element" in entry else VALUE
    match entry["shape"]:
        case "List" | "Set":
            return Shape("list", element=element)
        case "Map":
            return Shape("map", element=element)
        case "Object":
            return Shape("object", properties=_shapes(entry.get("properties", {})))
        case "Single":
            return element
        case _:
            return VALUE


def _shapes(data: dict[str, Any]) -> dict[str, Shape]:
    return {entry["name"]: _shape(entry) for entry in data.values()}
