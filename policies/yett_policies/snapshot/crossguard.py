"""Read the resources that CrossGuard hands to a stack policy, as plain data: pack.py alone knows pulumi_policy."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from yett_policies.resources import UNKNOWN, Resource

from .checks import mapping, text
from .pulumi_values import neutral, neutral_props
from .types import PROVIDER, terraform_type, terraform_word

COMPONENT = "yett:index:"


def read_crossguard(entries: Sequence[Mapping[str, Any]]) -> list[Resource]:
    """Each entry has `resource_type`, `urn` and `props`, and may have `name`, `property_dependencies` (property
    -> URNs), `parent`, `id` and `external`.

    At preview the engine leaves an unknown property out: one that has dependencies and no value is UNKNOWN.
    Raises SnapshotError.
    """
    return [_resource(mapping(dict(entry), f"resources[{i}]"), f"resources[{i}]") for i, entry in enumerate(entries)]


def _resource(entry: Mapping[str, Any], where: str) -> Resource:
    urn = text(entry.get("urn"), f"{where}.urn")
    kind = terraform_type(text(entry.get("resource_type"), f"{where}.resource_type"))
    raw = mapping(entry.get("props") or {}, f"{where}.props")
    links = _links(kind, mapping(entry.get("property_dependencies") or {}, f"{where}.property_dependencies"))
    props = _component(raw) if kind.startswith(COMPONENT) else neutral_props(kind, raw)
    if kind.startswith(PROVIDER):
        props |= {word: UNKNOWN for word, urns in links.items() if urns and word not in props}
    ident = entry.get("id") or props.get("id")
    name = entry.get("name") or urn.rpartition("::")[2]
    known = ident if isinstance(ident, str) else None
    return Resource(urn, kind, str(name), props, links, known, entry.get("parent"), entry.get("external") is True)


def _component(raw: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value if isinstance(value, dict) else neutral("", value) for key, value in raw.items()}


def _links(kind: str, dependencies: Mapping[str, Iterable[Any]]) -> dict[str, list[str]]:
    return {
        terraform_word(kind, key): [urn if isinstance(urn, str) else str(urn.urn) for urn in urns or ()]
        for key, urns in dependencies.items()
    }
