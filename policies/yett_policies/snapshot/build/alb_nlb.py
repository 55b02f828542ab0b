"""ALB and NLB: balancers with their groups, listeners and server groups."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from yett_policies.network import (
    Cidr,
    Listener,
    LoadBalancer,
    Member,
    PortRange,
    Ref,
    ServerGroup,
    Unknown,
)
from yett_policies.resources import UNKNOWN, Resource, kinds
from yett_policies.resources.graph import Graph, unknown
from yett_policies.resources.values import blocks, cidr, flag, one_of, ports, whole

from .alb_acls import Bindings
from .attached import Attached
from .clb import lost_members, whole_or_item
from .members import hosts
from .scaling import Fleets

ALB_GROUP = ("alicloud_alb_server_group",)
NLB_GROUP = ("alicloud_nlb_server_group",)
REACH = ("internet", "intranet")
RUNS = ("running", "provisioning", "configuring", "starting", "associating")
"""States of a listener that serves, or is about to."""


def balancers(graph: Graph) -> Iterator[LoadBalancer]:
    """Every ALB and NLB with the groups it has joined, inline or by attachment."""
    joined = _joined(graph)
    for family, types in (("alb", kinds.ALB), ("nlb", kinds.NLB)):
        for r in graph.each(*types):
            inline = graph.refs(r, "security_group_ids", kinds.GROUP)
            groups = (inline,) if isinstance(inline, Unknown) else inline
            merged = tuple(dict.fromkeys((*groups, *joined.of(r.urn), *joined.lost)))
            yield _balancer(graph, r, family, merged)


def _balancer(graph: Graph, resource: Resource, family: str, groups: tuple[Ref, ...]) -> LoadBalancer:
    version = one_of(resource, "address_ip_version", "ipv4", ("ipv4", "dualstack"))
    return LoadBalancer(
        resource.urn,
        resource.name,
        family,
        one_of(resource, "address_type", "internet", REACH),
        _vswitches(graph, resource),
        graph.ref(resource, "vpc_id", kinds.VPC),
        _dns(resource),
        groups,
        4,
        version if isinstance(version, Unknown) else version == "dualstack",
        one_of(resource, "ipv6_address_type", "intranet", REACH),
    )


def _vswitches(graph: Graph, resource: Resource) -> tuple[Ref, ...]:
    zones = [b["vswitch_id"] for b in blocks(resource, "zone_mappings") if b.get("vswitch_id") not in (None, "")]
    whole = graph.whole(resource, "zone_mappings", kinds.VSWITCH)
    return tuple(dict.fromkeys((*whole, *graph.parts(resource, "zone_mappings", kinds.VSWITCH, zones))))


def _dns(resource: Resource) -> str | Unknown:
    value = resource.props.get("dns_name")
    return value if isinstance(value, str) and value else unknown(resource, "dns_name")


def _joined(graph: Graph) -> Attached[Ref]:
    found: Attached[Ref] = Attached()
    for family, types in (("alb", kinds.ALB), ("nlb", kinds.NLB)):
        for r in graph.each(f"alicloud_{family}_load_balancer_security_group_attachment"):
            balancer = graph.ref(r, "load_balancer_id", types)
            group = graph.ref(r, "security_group_id", kinds.GROUP)
            if group is not None:
                found.add(balancer, group)
    return found


def server_groups(graph: Graph) -> Iterator[ServerGroup]:
    """Server groups with members inline (ALB), attached (NLB), or started by a scaling group."""
    fleets = Fleets(graph)
    for types in (ALB_GROUP, NLB_GROUP):
        attached = _attached(graph, fleets, types)
        for r in graph.each(*types):
            inline = _inline(graph, r)
            inline += [Member(target, unknown(r, "servers"), r.urn) for target in whole_or_item(graph, r)]
            members = (*inline, *attached.of(r.urn), *lost_members(attached.lost))
            # an NLB's word; an ALB's listeners are layer 7, where no backend sees the client
            sees = flag(r, "preserve_client_ip_enabled", True)
            yield ServerGroup(r.urn, r.name, tuple(replace(one, sees_client=sees) for one in members))


def _attached(graph: Graph, fleets: Fleets, types: tuple[str, ...]) -> Attached[Member]:
    found: Attached[Member] = Attached()
    for r in graph.each("alicloud_nlb_server_group_server_attachment") if types == NLB_GROUP else ():
        found.add(graph.ref(r, "server_group_id", NLB_GROUP), _member(graph, r, r.props, "server_id"))
    for served, member in fleets.in_groups(*types):
        found.add(served, member)
    return found


def _inline(graph: Graph, resource: Resource) -> list[Member]:
    written = list(blocks(resource, "servers"))
    plain = [_member(graph, resource, b, "servers") for b in written if b.get("server_id") is not UNKNOWN]
    pairs = [(b.get("server_id"), whole(resource, b.get("port"), "port", None)) for b in written]
    # port 0 means "the port that was dialled"
    later = list(hosts(graph, resource, "servers", pairs))[len(plain) :]
    return plain + [Member(target, port or None, resource.urn) for target, port in later]


def _member(graph: Graph, resource: Resource, block: Any, prop: str) -> Member:
    value = block.get("server_id")
    port = whole(resource, block.get("port"), "port", None)
    if value is not None and value is not UNKNOWN and isinstance(block.get("server_type"), str):
        address = cidr(resource, value, "server_id") if str(block["server_type"]).lower() == "ip" else None
        if isinstance(address, Cidr):
            owner = next((r.urn for r in graph.each(*kinds.HOST) if r.props.get("private_ip") == value), None)
            return Member(owner or f"address:{value}", port, resource.urn)
    target = graph.ref(resource, prop, kinds.HOST, value)
    # port 0 means "the port that was dialled" (NLB any-port groups)
    return Member(target or unknown(resource, "server_id"), port or None, resource.urn)


def listeners(graph: Graph) -> Iterator[Listener]:
    """Every listener of both families; rules add the groups they forward to."""
    groups = {group.urn: group for group in server_groups(graph)}
    forwards = _rule_groups(graph)
    bindings = Bindings(graph)
    for r in graph.each("alicloud_alb_listener"):
        yield _alb(graph, r, groups, forwards, bindings)
    for r in graph.each("alicloud_nlb_listener"):
        yield _nlb(graph, r, groups)


def _alb(
    graph: Graph,
    resource: Resource,
    groups: dict[str, ServerGroup],
    forwards: Attached[Ref],
    bindings: Bindings,
) -> Listener:
    chosen = list(_default_groups(graph, resource)) + forwards.of(resource.urn) + [*forwards.lost]
    return Listener(
        resource.urn,
        resource.name,
        graph.required(resource, "load_balancer_id", kinds.ALB),
        one_of(resource, "listener_protocol", "http", ("http", "https", "quic")),
        ports(resource, resource.props.get("listener_port"), "listener_port"),
        bindings.of(resource),
        _members(chosen, groups),
        None,
        _running(resource),
    )


def _running(resource: Resource) -> bool | Unknown:
    status = one_of(resource, "status", "running", (*RUNS, "stopped"))
    return status if isinstance(status, Unknown) else status != "stopped"


def _default_groups(graph: Graph, resource: Resource) -> Iterator[Ref]:
    for action in blocks(resource, "default_actions"):
        yield from _tuples(graph, resource, "default_actions", action)
    yield from graph.whole(resource, "default_actions", ALB_GROUP)


def _tuples(graph: Graph, resource: Resource, prop: str, action: dict[str, Any]) -> Iterator[Ref]:
    config = action.get("forward_group_config")
    for block in config if isinstance(config, list) else [config]:
        tuples = block.get("server_group_tuples") if isinstance(block, dict) else None
        for item in tuples if isinstance(tuples, list) else []:
            if (ref := graph.ref(resource, prop, ALB_GROUP, item.get("server_group_id"))) is not None:
                yield ref


def _rule_groups(graph: Graph) -> Attached[Ref]:
    found: Attached[Ref] = Attached()
    for r in graph.each("alicloud_alb_rule"):
        listener = graph.ref(r, "listener_id", ("alicloud_alb_listener",))
        found.add(listener, *graph.whole(r, "rule_actions", ALB_GROUP))
        for action in blocks(r, "rule_actions"):
            config = {"forward_group_config": action.get("forward_group_config")}
            found.add(listener, *_tuples(graph, r, "rule_actions", config))
    return found


def _members(chosen: list[Ref], groups: dict[str, ServerGroup]) -> tuple[Member, ...]:
    found: list[Member] = []
    for ref in chosen:
        group = groups.get(ref) if isinstance(ref, str) else None
        what = ref if isinstance(ref, Unknown) else Unknown(f'the servers of group "{ref}"')
        found += group.members if group else [Member(what, None)]
    return tuple(dict.fromkeys(found))


def _nlb(graph: Graph, resource: Resource, groups: dict[str, ServerGroup]) -> Listener:
    group = graph.ref(resource, "server_group_id", NLB_GROUP)
    return Listener(
        resource.urn,
        resource.name,
        graph.required(resource, "load_balancer_id", kinds.NLB),
        one_of(resource, "listener_protocol", "tcp", ("tcp", "udp", "tcpssl")),
        _nlb_ports(resource),
        None,
        _members([] if group is None else [group], groups),
        None,
        _running(resource),
    )


def _nlb_ports(resource: Resource) -> PortRange | Unknown:
    """One port; port 0 means the range start_port..end_port."""
    port = whole(resource, resource.props.get("listener_port"), "listener_port", 0)
    if port != 0:
        return ports(resource, resource.props.get("listener_port"), "listener_port")
    first, last = resource.props.get("start_port"), resource.props.get("end_port")
    known = all(value not in (UNKNOWN, None, "") for value in (first, last))
    return ports(resource, f"{first}/{last}" if known else UNKNOWN, "start_port")
