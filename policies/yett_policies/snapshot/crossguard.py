"""Read the resources that CrossGuard hands to a stack policy, as plain data: pack.py alone knows pulumi_policy."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from yett_policies.frozen import frozen
from yett_policies.resources import UNKNOWN, OpenLinks, Resource
from yett_policies.tokens import COMPONENT

from .checks import mapping, text
from .pulumi_values import defaults_of, neutral, neutral_props
from .types import PROVIDER, terraform_type, terraform_word


@frozen
class Links(OpenLinks):
    """Property -> URNs; of a list in `hidden` the engine showed nothing, because an item of it is unknown."""

    _urns: Mapping[str, list[str]]
    _hidden: frozenset[str]

    def __getitem__(self, prop: str) -> list[str]:
        return self._urns[prop]

    def __iter__(self) -> Iterator[str]:
        return iter(self._urns)

    def __len__(self) -> int:
        return len(self._urns)

    def hidden(self, prop: str) -> None:
        """The engine names everything that a property came from."""
        return

    def is_whole(self, prop: str) -> bool:
        """All that is known of a hidden list is where it came from."""
        return prop in self._hidden


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
    urns = _urns(kind, mapping(entry.get("property_dependencies") or {}, f"{where}.property_dependencies"))
    props = _component(raw) if kind.startswith(COMPONENT) else neutral_props(kind, raw)
    hidden = frozenset(word for word, found in urns.items() if found and word not in props)
    if kind.startswith(PROVIDER):
        props |= dict.fromkeys(hidden, UNKNOWN)
    ident = entry.get("id") or props.get("id")
    name = entry.get("name") or urn.rpartition("::")[2]
    known = ident if isinstance(ident, str) else None
    links, is_read = Links(urns, hidden), entry.get("external") is True
    return Resource(urn, kind, str(name), props, links, known, entry.get("parent"), is_read, defaults_of(kind, raw))


def _component(raw: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value if isinstance(value, dict) else neutral("", value) for key, value in raw.items()}


def _urns(kind: str, dependencies: Mapping[str, Iterable[Any]]) -> dict[str, list[str]]:
    return {
        terraform_word(kind, key): [urn if isinstance(urn, str) else str(urn.urn) for urn in urns or ()]
        for key, urns in dependencies.items()
    }
