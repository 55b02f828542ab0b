"""Scaling groups: what they start, as one workload without an address yet, and the balancers they put it behind."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from yett_policies.network import Interface, Member, Ref, Unknown
from yett_policies.resources import UNKNOWN, Resource, kinds
from yett_policies.resources.graph import Graph, unknown
from yett_policies.resources.values import block_of, blocks, is_unknown, items, whole, word

from .attached import Attached
from .groups import group_refs
from .inline_interfaces import Borrowed
from .public_ip import bandwidth_ip, own_eip
from .templates import template_of

GROUP = ("alicloud_ess_scaling_group",)
CONFIGURATIONS = ("alicloud_ess_scaling_configuration", "alicloud_ess_eci_scaling_configuration")
NAMING = (*CONFIGURATIONS, "alicloud_ess_scaling_rule")
"""Types that name their group by a property, and are told from it by their ids."""
INTERFACES, GROUPS = "network_interfaces", "security_group_ids"
TEMPLATE = ("launch_template_id", "launch_template_name")
ALB, NLB = ("alicloud_alb_server_group",), ("alicloud_nlb_server_group",)
VSERVER = ("alicloud_slb_server_group",)
BY_ATTACHMENT = (
    # (type, property that names the server group, what it can name)
    ("alicloud_ess_alb_server_group_attachment", "alb_server_group_id", ALB),
    ("alicloud_ess_server_group_attachment", "server_group_id", ALB + NLB),
)
NOTHING_KNOWN = {"alb_server_group_id": UNKNOWN, "vserver_group_id": UNKNOWN, "port": UNKNOWN}
Join = tuple[Ref, int | Unknown | None, Ref | None, str]
"""(server group, port, scaling group, URN of what says so)."""


def scaled(graph: Graph) -> list[Interface]:
    """The workload of each scaling configuration, and of each scaling group that has a launch template instead."""
    templated = [_templated(graph, r) for r in graph.each(*GROUP) if _has_template(r)]
    return [_configured(graph, r) for r in graph.each(*CONFIGURATIONS)] + templated


def owner_of(graph: Graph, resource: Resource) -> Ref | None:
    """The scaling group that a resource names, be it by another resource's `scaling_group_id`.

    So the provider's own pages write it, for the group to be enabled first; a plan then links to that other resource.
    """
    found = graph.ref(resource, "scaling_group_id", GROUP + NAMING)
    named = graph.by_urn.get(found) if isinstance(found, str) else None
    if named is None or named.type in GROUP:
        return found
    return graph.ref(named, "scaling_group_id", GROUP)


def _has_template(resource: Resource) -> bool:
    return any(resource.props.get(prop) not in (None, "") for prop in TEMPLATE)


def _configured(graph: Graph, resource: Resource) -> Interface:
    group = owner_of(graph, resource)
    owner = graph.by_urn.get(group) if isinstance(group, str) else None
    has_ip, address = own_eip(resource)
    if has_ip is False:
        has_ip, address = bandwidth_ip(resource)
    groups = group_refs(graph, resource, "security_group_id", "security_group_ids") or _first_groups(graph, resource)
    vswitch, kind = _vswitch(graph, owner, resource), "scaling-configuration"
    return Interface(resource.urn, resource.name, vswitch, groups, (), None, False, has_ip, address, kind)


def _first_groups(graph: Graph, resource: Resource) -> tuple[Ref, ...] | Unknown:
    """The groups of a machine's first interface, where a configuration writes each interface with its own.

    Source: the provider's ess_scaling_configuration page (network_interfaces).
    """
    written = [block_of(resource, INTERFACES, block) for block in blocks(resource, INTERFACES)]
    first = [block for block in written if word(block, "instance_type", "secondary") == "primary"]
    if len(first) < len(written):
        graph.note(resource, "the secondary interfaces of its machines are not followed")
    if len(first) != 1:
        return () if resource.props.get(INTERFACES) in (None, []) else unknown(resource, INTERFACES)
    if len(written) > 1 and UNKNOWN in items(first[0].props.get(GROUPS)):
        return unknown(resource, INTERFACES)  # which of the groups that it came from are this one's
    links = Borrowed(resource.links, {GROUPS: INTERFACES})
    return group_refs(graph, replace(first[0], links=links), GROUPS)


def _templated(graph: Graph, resource: Resource) -> Interface:
    template = template_of(graph, resource)
    has_ip, address = bandwidth_ip(resource, template)
    if isinstance(template, Unknown) or template is None:
        groups: tuple[Ref, ...] | Unknown = template or ()
    else:
        groups = group_refs(graph, template, "security_group_id", "security_group_ids")
    vswitch, kind = _vswitch(graph, resource, resource), "scaling-group"
    return Interface(resource.urn, resource.name, vswitch, groups, (), None, False, has_ip, address, kind)


def _vswitch(graph: Graph, group: Resource | None, resource: Resource) -> Ref:
    """The one vswitch of a scaling group; with several nobody knows in which a machine will be."""
    listed = graph.refs(group, "vswitch_ids", kinds.VSWITCH) if group else ()
    found = listed if isinstance(listed, tuple) else ()
    if group and not found and (single := graph.ref(group, "vswitch_id", kinds.VSWITCH)):
        found = (single,)
    return found[0] if len(found) == 1 else Unknown(f'the vswitch of scaling configuration "{resource.name}"')


class Fleets:
    """What each scaling group starts or was given, as members of the server groups it serves."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._machines: Attached[Ref] = Attached()
        for r in graph.each(*CONFIGURATIONS):
            self._machines.add(owner_of(graph, r), r.urn)
        for r in graph.each(*GROUP):
            self._machines.add(r.urn, *((r.urn,) if _has_template(r) else ()))
        for r in graph.each("alicloud_ess_attachment"):
            given = graph.refs(r, "instance_ids", kinds.HOST)
            owner = owner_of(graph, r)
            self._machines.add(owner, *(given if isinstance(given, tuple) else (given,)))

    def machines(self, group: Ref | None) -> tuple[Ref, ...]:
        """The workloads of a scaling group; one unknown when the snapshot does not say."""
        if isinstance(group, str) and (found := self._machines.of(group)):
            return (*found, *self._machines.lost)
        known = self._graph.by_urn.get(group) if isinstance(group, str) else None
        named = group.what if isinstance(group, Unknown) else f'scaling group "{known.name if known else group}"'
        return (Unknown(f"what {named} starts"),)

    def behind_balancers(self) -> Iterator[tuple[Ref, Ref, str]]:
        """(CLB, workload, URN of what says so) of each default group that a scaling group serves."""
        for r in self._graph.each(*GROUP):
            listed = self._graph.refs(r, "loadbalancer_ids", kinds.CLB)
            for balancer in listed if isinstance(listed, tuple) else (listed,):
                yield from ((balancer, machine, r.urn) for machine in self.machines(r.urn))

    def in_groups(self, *types: str) -> Iterator[tuple[Ref, Member]]:
        """(server group, member) of each server group of these types that a scaling group serves."""
        for target, port, group, urn in self._joins(types):
            yield from ((target, Member(machine, port or None, urn)) for machine in self.machines(group))

    def _joins(self, types: tuple[str, ...]) -> Iterator[Join]:
        """Every join to a server group of these types."""
        for r in self._graph.each(*GROUP) if types == ALB else ():
            for block in self._blocks(r, "alb_server_group"):
                yield from self._join(r, "alb_server_group", block, "alb_server_group_id", ALB, r.urn)
        for kind, prop, named in BY_ATTACHMENT:
            for r in self._graph.each(kind) if set(types) <= set(named) else ():
                owner = owner_of(self._graph, r)
                yield from self._join(r, prop, r.props, prop, types, owner)
        for r in self._graph.each("alicloud_ess_scalinggroup_vserver_groups") if types == VSERVER else ():
            owner = owner_of(self._graph, r)
            for block in self._blocks(r, "vserver_groups"):
                for one in _inner(block):
                    yield from self._join(r, "vserver_groups", one, "vserver_group_id", VSERVER, owner)

    def _blocks(self, resource: Resource, prop: str) -> Iterator[Mapping[str, Any]]:
        """The blocks of a property; one of which nothing is known where the property or a block is unknown."""
        yield from blocks(resource, prop)
        if is_unknown(resource, prop):
            yield NOTHING_KNOWN

    def _join(
        self,
        resource: Resource,
        prop: str,
        block: Mapping[str, Any],
        word: str,
        types: tuple[str, ...],
        owner: Ref | None,
    ) -> Iterator[Join]:
        found = self._graph.ref(resource, prop, kinds.SERVER_GROUP, block.get(word))
        target = self._graph.by_urn.get(found) if isinstance(found, str) else None
        if found is not None and (target is None or target.type in types):
            yield found, whole(resource, block.get("port"), "port", None), owner, resource.urn


def _inner(block: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    inner = block.get("vserver_attributes", UNKNOWN)
    given = inner if isinstance(inner, list) else [NOTHING_KNOWN]
    return [one if isinstance(one, dict) else NOTHING_KNOWN for one in given]
