"""Where the SDK's shape of a property is not the one the bridge would derive from the Terraform schema."""

from collections.abc import Mapping
from typing import Any

from token_table.provider import Property
from token_table.shapes import Shape

Overrides = dict[str, dict[str, Any]]
"""By Terraform name: `maxItemsOne`, `name`, and the same for the `fields` below; as in tokens.json."""


def overrides(properties: Mapping[str, Property], sdk: Mapping[str, Shape]) -> Overrides:
    """What has to be overridden for these properties to be served in the SDK's names and shapes."""
    found = {name: _override(prop, sdk) for name, prop in properties.items()}
    return {name: override for name, override in sorted(found.items()) if override}


def _override(prop: Property, sdk: Mapping[str, Shape]) -> dict[str, Any]:
    if not prop.as_list:
        return {}
    is_item = _is_item(prop, sdk)
    default_name = prop.as_item if is_item else prop.as_list
    name = _sdk_name(prop, default_name, sdk)
    override: dict[str, Any] = {}
    if is_item != (prop.max_items == 1):
        override["maxItemsOne"] = is_item
    if name != default_name:
        override["name"] = name
    if name in sdk and (nested := overrides(prop.properties, _nested(sdk[name]))):
        override["fields"] = nested
    return override


def _is_item(prop: Property, sdk: Mapping[str, Shape]) -> bool:
    """Whether the SDK has the one item instead of the list; the schema decides where the SDK has neither."""
    for name in (prop.as_list, prop.as_item):
        if name in sdk:
            return sdk[name].kind != "list"
    return prop.max_items == 1


def _sdk_name(prop: Property, default_name: str, sdk: Mapping[str, Shape]) -> str:
    if default_name in sdk:
        return default_name
    return next((name for name in (prop.as_item, prop.as_list) if name in sdk), default_name)


def _nested(shape: Shape) -> Mapping[str, Shape]:
    return _nested(shape.element) if shape.element else shape.properties
