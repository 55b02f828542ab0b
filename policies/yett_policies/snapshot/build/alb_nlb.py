"""ALB and NLB: balancers with their groups, listeners and server groups."""

from collections.abc import Iterator
from dataclasses import replace

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
from yett_policies.resources.values import block_of, blocks, cidr, flag, one_of, ports, whole, word

from .alb_acls import Bindings
from .alb_actions import default_groups, rule_groups
from .attached import Attached
from .clb import lost_members, members_of
from .members import hosts, unseen
from .owners import Owners
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
    lost = unseen(graph, resource, "zone_mappings", kinds.VSWITCH)
    return tuple(dict.fromkeys((*lost, *graph.parts(resource, "zone_mappings", kinds.VSWITCH, zones))))


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
    fleets, owners = Fleets(graph), Owners(graph)
    for types in (ALB_GROUP, NLB_GROUP):
        attached = _attached(graph, fleets, owners, types)
        for r in graph.each(*types):
            inline = _inline(graph, owners, r)
            lost = unseen(graph, r, "servers", kinds.HOST)
            inline += [Member(target, unknown(r, "servers"), r.urn) for target in lost]
            members = (*inline, *attached.of(r.urn), *lost_members(attached.lost))
            sees = types == NLB_GROUP and _sees_client(r)
            yield ServerGroup(r.urn, r.name, tuple(replace(one, sees_client=sees) for one in members))


def _sees_client(group: Resource) -> bool | Unknown:
    """Whether an NLB's servers see the client: those that are named by address never do, and no server of an ALB.

    Source: slb/network-load-balancer/use-cases/obtain-client-ip-addresses.
    """
    kind = one_of(group, "server_group_type", "instance", ("instance", "ip"))
    keeps = flag(group, "preserve_client_ip_enabled", True)
    if kind == "ip" or keeps is False:
        return False
    return kind if isinstance(kind, Unknown) else keeps


def _attached(graph: Graph, fleets: Fleets, owners: Owners, types: tuple[str, ...]) -> Attached[Member]:
    found: Attached[Member] = Attached()
    for r in graph.each("alicloud_nlb_server_group_server_attachment") if types == NLB_GROUP else ():
        group = graph.ref(r, "server_group_id", NLB_GROUP)
        found.add(group, _member(graph, owners, r, block_of(r, "server", dict(r.props)), _vpc(graph, group)))
    for served, member in fleets.in_groups(*types):
        found.add(served, member)
    return found


def _vpc(graph: Graph, group: Ref | None) -> Ref | None:
    """The VPC of a server group."""
    held = graph.by_urn.get(group) if isinstance(group, str) else None
    return graph.ref(held, "vpc_id", kinds.VPC) if held else None


def _inline(graph: Graph, owners: Owners, resource: Resource) -> list[Member]:
    written = list(blocks(resource, "servers"))
    vpc = _vpc(graph, resource.urn)
    told = (block_of(resource, "servers", b) for b in written if b.get("server_id") is not UNKNOWN)
    plain = [_member(graph, owners, resource, server, vpc) for server in told]
    pairs = [(b.get("server_id"), whole(resource, b.get("port"), "port", None)) for b in written]
    # port 0 means "the port that was dialled"
    later = list(hosts(graph, resource, "servers", pairs))[
        sum(value not in (UNKNOWN, None, "") for value, _ in pairs) :
    ]
    return plain + [Member(target, port or None, resource.urn) for target, port in later]


def _member(graph: Graph, owners: Owners, resource: Resource, server: Resource, vpc: Ref | None) -> Member:
    """One server of a group; `resource` is what names it."""
    value = server.props.get("server_id")
    port = whole(resource, server.props.get("port"), "port", None)
    kind = word(server, "server_type", "")
    # no id looks like an address: it says more than a type that is not known yet
    address = None if value in (None, "", UNKNOWN) else cidr(resource, value, "server_id")
    if isinstance(address, Cidr):
        return Member(owners.of(address, vpc) or f"address:{value}", port or None, resource.urn)
    if kind == "alb":
        graph.note(resource, "it forwards to an ALB: what that lets through to its backends is not followed")
    prop = "server_id" if "server_id" in resource.props else "servers"
    target = graph.ref(resource, prop, kinds.ALB if kind == "alb" else kinds.HOST, value)
    # port 0 means "the port that was dialled" (NLB any-port groups)
    return Member(target or unknown(resource, "server_id"), port or None, resource.urn)


def listeners(graph: Graph) -> Iterator[Listener]:
    """Every listener of both families; rules add the groups they forward to."""
    groups = {group.urn: group for group in server_groups(graph)}
    forwards = rule_groups(graph)
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
    chosen = list(default_groups(graph, resource)) + forwards.of(resource.urn) + [*forwards.lost]
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


def _members(chosen: list[Ref], groups: dict[str, ServerGroup]) -> tuple[Member, ...]:
    return tuple(dict.fromkeys(members_of(chosen, groups)))


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
