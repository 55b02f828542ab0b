"""What a rule may write into one resource, so that its remedy changes only what is wrong and known."""

from collections.abc import Mapping
from typing import Any

from yett_policies.resources import UNKNOWN, Resource


def changes(resource: Resource, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """The part of `wanted` that is not so yet; a value that nobody knows before apply is never written over.

    >>> changes(Resource("u", "t", "x", {"tags": {"a": "1"}, "b": UNKNOWN}), {"tags": {"a": "1", "c": "2"}, "b": 3})
    {'tags': {'c': '2'}}
    """
    found = {prop: _change(resource, prop, value) for prop, value in wanted.items()}
    return {prop: value for prop, value in found.items() if value is not None}


def _change(resource: Resource, prop: str, value: Any) -> Any:
    """The value, or what of a mapping is missing; None when there is nothing to write."""
    held = resource.props.get(prop)
    if held is UNKNOWN:
        return None
    if isinstance(value, Mapping):
        entries = held if isinstance(held, Mapping) else {}
        return {k: v for k, v in value.items() if entries.get(k) is not UNKNOWN and entries.get(k) != v} or None
    return value if held != value or not resource.is_written(prop) else None


def mended(props: Mapping[str, Any], found: Mapping[str, Any]) -> dict[str, Any]:
    """A resource's properties after `changes`.

    >>> mended({"tags": {"a": "1"}, "b": 2}, {"tags": {"c": "3"}})
    {'tags': {'a': '1', 'c': '3'}, 'b': 2}
    """
    return {**props, **{prop: _joined(props.get(prop), value) for prop, value in found.items()}}


def _joined(held: Any, value: Any) -> Any:
    return {**(held if isinstance(held, Mapping) else {}), **value} if isinstance(value, Mapping) else value


def told(resource: Resource, found: Mapping[str, Any]) -> str:
    """What was written, for a report: the new values only, as the old ones may be secret.

    >>> told(Resource("u", "t", "x", {}), {"nic_type": "intranet", "tags": {"team": "shop"}})
    'wrote nic_type: intranet, tags.team: shop'
    """
    lines = [line for prop, value in found.items() for line in _lines(prop, value)]
    return f"wrote {', '.join(lines)}"


def _lines(prop: str, value: Any) -> list[str]:
    if isinstance(value, Mapping):
        return [f"{prop}.{key}: {item}" for key, item in value.items()]
    return [f"{prop}: {value}"]
