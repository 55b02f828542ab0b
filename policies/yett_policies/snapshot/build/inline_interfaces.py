"""Secondary interfaces that an instance is created with, read as the interfaces of their own that they are."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from yett_policies.frozen import frozen
from yett_policies.resources import UNKNOWN, Hidden, OpenLinks, Resource, kinds
from yett_policies.resources.graph import Graph
from yett_policies.resources.values import blocks, is_unknown

PROP = "network_interfaces"


@frozen
class Borrowed(OpenLinks):
    """The links of a part: `names` says as which property of the whole each of its properties came."""

    _whole: Mapping[str, Iterable[str]]
    _names: Mapping[str, str]

    def __getitem__(self, prop: str) -> Iterable[str]:
        return self._whole[self._names[prop]]

    def __iter__(self) -> Iterator[str]:
        return (prop for prop, name in self._names.items() if name in self._whole)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def hidden(self, prop: str) -> Hidden | None:
        """As the whole says."""
        return self._whole.hidden(self._names[prop]) if isinstance(self._whole, OpenLinks) else None

    def is_whole(self, prop: str) -> bool:
        """As the whole says."""
        return isinstance(self._whole, OpenLinks) and self._whole.is_whole(self._names[prop])

    def is_choice(self, prop: str) -> bool:
        """As the whole says."""
        return isinstance(self._whole, OpenLinks) and self._whole.is_choice(self._names[prop])


def inline_interfaces(graph: Graph) -> Iterator[Resource]:
    """Each block that names no interface of the snapshot, as an interface.

    A block with an id alone attaches what stands elsewhere; one with groups or a vswitch was created here, and a
    state shows its id beside them. Source: the provider's instance page (network_interfaces).
    """
    for resource in list(graph.each(*kinds.INSTANCE)):
        if is_unknown(resource, PROP):
            graph.note(resource, "which secondary interfaces it is created with is not known yet")
        for place, block in enumerate(blocks(resource, PROP)):
            if _is_made_here(graph, resource, block):
                yield _made(resource, place, block)


def _is_made_here(graph: Graph, resource: Resource, block: Mapping[str, Any]) -> bool:
    if all(block.get(prop) in (None, "", []) for prop in ("security_group_ids", "vswitch_id")):
        return False
    value = block.get("network_interface_id")
    if value is UNKNOWN:
        return not graph.linked_to(resource, PROP, kinds.INTERFACE)
    return value in (None, "") or graph.named(str(value), kinds.INTERFACE) not in graph.by_urn


def _made(resource: Resource, place: int, block: Mapping[str, Any]) -> Resource:
    """One block as an interface; without groups of its own it is in the instance's (RunInstances, SecurityGroupIds)."""
    urn, name = f"{resource.urn}#interface-{place + 1}", f"{resource.name} interface {place + 1}"
    value = block.get("network_interface_id")
    props = {prop: block.get(prop) for prop in ("vswitch_id", "security_group_ids")}
    links = dict.fromkeys(props, PROP)
    if props["security_group_ids"] in (None, []):
        props["security_group_ids"] = resource.props.get("security_groups")
        links["security_group_ids"] = "security_groups"
    ident = value if isinstance(value, str) and value else None
    return Resource(urn, kinds.INTERFACE[0], name, props, Borrowed(resource.links, links), ident)
