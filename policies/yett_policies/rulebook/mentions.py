"""Whether anything in a stack refers to a resource, so that "nobody uses it" is asked of every type alike."""

from collections.abc import Iterator

from yett_policies.network import Ref, Unknown
from yett_policies.resources import UNKNOWN, Graph, Resource
from yett_policies.resources.graph import unknown
from yett_policies.resources.values import texts_in

CLOUD = "alicloud_"
"""Start of the type of what the cloud has; components and outputs use nothing."""


class Mentions:
    """References to resources of `types`, by id or by what a value came from; those of `ignored` types do not count.

    `words` are parts of the names of properties that may hold such a reference.
    """

    def __init__(
        self, graph: Graph, types: tuple[str, ...], words: tuple[str, ...], ignored: tuple[str, ...] = ()
    ) -> None:
        self._texts: set[str] = set()
        self._linked: set[str] = set()
        self.lost: tuple[str, ...] = ()
        """Properties that may name any of them: nobody knows which."""
        lost: dict[str, None] = {}
        for resource in graph.by_urn.values():
            if resource.type.startswith(CLOUD) and resource.type not in (*types, *ignored):
                for prop, value in resource.props.items():
                    self._texts.update(texts(value))
                    self._linked.update(graph.linked_to(resource, prop, types))
                    if is_lost(value, prop, words):
                        found = joined(graph, resource, prop, types)
                        self._linked.update(one for one in found if isinstance(one, str))
                        lost |= {unknown(resource, prop).what: None for one in found if isinstance(one, Unknown)}
        self.lost = tuple(lost)

    def has(self, resource: Resource, *others: object) -> bool:
        """Whether somebody names it; `others` are further names of it, such as an address."""
        names = {str(name) for name in (resource.id, *others) if name is not UNKNOWN and name not in (None, "")}
        return resource.urn in self._linked or not names.isdisjoint(self._texts)


def joined(graph: Graph, resource: Resource, prop: str, types: tuple[str, ...]) -> tuple[Ref, ...]:
    """What a property with something unknown in it names: one of these types each, or Unknown."""
    value = resource.props[prop]
    if isinstance(value, list) and any(isinstance(item, dict) for item in value):
        return tuple(graph.linked_to(resource, prop, types)) or (unknown(resource, prop),)
    found = graph.refs(resource, prop, types) if prop.endswith("s") else graph.ref(resource, prop, types)
    return found if isinstance(found, tuple) else () if found is None else (found,)


def texts(value: object) -> Iterator[str]:
    """Every text within a value; of "eip-1:i-1" each part too."""
    for text in texts_in(value):
        yield text
        yield from text.split(":") if ":" in text else ()


def is_lost(value: object, name: str, words: tuple[str, ...]) -> bool:
    """Whether something that nobody knows stands under a name with one of these words."""
    if value is UNKNOWN:
        return any(word in name for word in words)
    if isinstance(value, dict):
        return any(is_lost(inner, str(key), words) for key, inner in value.items())
    return isinstance(value, list) and any(is_lost(inner, name, words) for inner in value)
