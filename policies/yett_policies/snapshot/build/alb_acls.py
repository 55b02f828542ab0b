"""Access lists of ALB: their entries, and how a listener uses them, inline and by attachment at once."""

from collections.abc import Iterator
from typing import Any

from yett_policies.network import AccessList, AclBinding, Ref, Unknown
from yett_policies.resources import UNKNOWN, Resource, kinds
from yett_policies.resources.graph import Graph, unknown
from yett_policies.resources.values import block_of, blocks, is_unknown, one_of

from .attached import Attached
from .clb import access_list, attached_entries

TYPES = ("white", "black")


class Bindings:
    """What each listener admits or refuses, by all its lists together."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._attached: Attached[AclBinding] = Attached()
        for r in graph.each("alicloud_alb_listener_acl_attachment"):
            listener = graph.ref(r, "listener_id", ("alicloud_alb_listener",))
            acl = graph.required(r, "acl_id", kinds.ALB_ACL)
            self._attached.add(listener, AclBinding(one_of(r, "acl_type", "", TYPES), (acl,), (r.urn,)))

    def of(self, listener: Resource) -> AclBinding | None:
        """One binding for one listener; an attachment that may be of this one makes it unknown."""
        if lost := self._attached.lost:
            return AclBinding(lost[0], lost[0])
        parts = [*self._attached.of(listener.urn), *_inline(self._graph, listener)]
        return _together(listener, parts) if parts else None


def _together(listener: Resource, parts: list[AclBinding]) -> AclBinding:
    """Several bindings as one: a state shows an attached list beside the inline ones, so that each counts once."""
    named = {part.kind for part in parts if isinstance(part.kind, str) and part.kind}
    lists = dict.fromkeys(
        ref for part in parts for ref in (part.lists if isinstance(part.lists, tuple) else (part.lists,))
    )
    kind = named.pop() if len(named) == 1 else unknown(listener, "acl_type")
    return AclBinding(kind, tuple(lists), tuple(urn for part in parts for urn in part.urns))


def _inline(graph: Graph, resource: Resource) -> Iterator[AclBinding]:
    """The lists that a listener writes itself; one with no list refuses nobody."""
    if is_unknown(resource, "acl_config"):
        yield AclBinding(unknown(resource, "acl_type"), unknown(resource, "acl_config"))
    for block in blocks(resource, "acl_config"):
        if lists := _lists(graph, resource, block):
            yield AclBinding(one_of(block_of(resource, "acl_config", block), "acl_type", "", TYPES), lists)


def _lists(graph: Graph, resource: Resource, block: dict[str, Any]) -> tuple[Ref, ...] | Unknown:
    config = block_of(resource, "acl_config", block)
    if is_unknown(config, "acl_relations"):
        return unknown(resource, "acl_relations")
    ids = [item["acl_id"] for item in blocks(config, "acl_relations") if item.get("acl_id") not in (None, "")]
    return tuple(graph.parts(resource, "acl_config", kinds.ALB_ACL, ids))


def access_lists(graph: Graph) -> Iterator[AccessList]:
    """ALB lists, entries inline or attached one by one."""
    attached = attached_entries(graph, "alicloud_alb_acl_entry_attachment", kinds.ALB_ACL)
    for r in graph.each(*kinds.ALB_ACL):
        entries = [block.get("entry") for block in blocks(r, "acl_entries")] + attached.of(r.urn)
        # a list that Terraform resolves only at apply is whole unknown when nothing is written
        is_resolved = r.props.get("acl_entries") is UNKNOWN and attached.of(r.urn)
        unresolved: list[object] = [UNKNOWN] if is_unknown(r, "acl_entries") and not is_resolved else []
        yield access_list(r, entries + unresolved, attached.lost)
