"""CLB: balancers, listeners, backends and access lists, in every form the provider offers."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from yett_policies.network import (
    AccessList,
    AclBinding,
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
from yett_policies.resources.values import blocks, cidrs, flag, is_unknown, items, one_of, ports, text, whole

from .attached import Attached
from .members import hosts, unseen
from .scaling import Fleets

VSERVER = ("alicloud_slb_server_group",)
PAIR = ("alicloud_slb_master_slave_server_group",)
PROTOCOLS = ("tcp", "udp", "http", "https")
MANY = 1000
"""More than so many servers of a balancer that is not known count as one: a file with more is damaged."""


def balancers(graph: Graph) -> Iterator[LoadBalancer]:
    """Every CLB. Without an address type it faces the internet when it has no vswitch, as the cloud decides.

    Source: the provider's slb_load_balancer page (address_type "internet" or "intranet", default intranet when
    vswitch_id is set, else internet).
    """
    for r in graph.each(*kinds.CLB):
        vswitch = graph.ref(r, "vswitch_id", kinds.VSWITCH)
        version = one_of(r, "address_ip_version", "ipv4", ("ipv4", "ipv6"))
        yield LoadBalancer(
            r.urn,
            r.name,
            "clb",
            _address_type(r, vswitch),
            () if vswitch is None else (vswitch,),
            None,
            text(r, "address"),
            (),
            version if isinstance(version, Unknown) else 6 if version == "ipv6" else 4,
        )


def _address_type(resource: Resource, vswitch: Ref | None) -> str | Unknown:
    if resource.type == "alicloud_slb" and resource.props.get("internet") not in (None, ""):
        internet = flag(resource, "internet", False)
        return internet if isinstance(internet, Unknown) else "internet" if internet else "intranet"
    if isinstance(vswitch, Unknown) and resource.props.get("address_type") in (None, ""):
        return unknown(resource, "address_type")  # by a vswitch that there may be or not
    return one_of(resource, "address_type", "internet" if vswitch is None else "intranet", ("internet", "intranet"))


def server_groups(graph: Graph) -> Iterator[ServerGroup]:
    """Vserver groups and master-slave groups, members inline or attached one by one."""
    extra = _attached(graph)
    for resource in graph.each(*VSERVER, *PAIR):
        inline = _servers(graph, resource)
        lost = unseen(graph, resource, "servers", kinds.HOST)
        inline += [Member(target, unknown(resource, "servers"), resource.urn) for target in lost]
        attached = extra.of(resource.urn)
        members = (*_not_attached(inline, attached), *attached, *lost_members(extra.lost))
        yield ServerGroup(resource.urn, resource.name, members)


def _not_attached(inline: list[Member], attached: list[Member]) -> list[Member]:
    """The group's own list without what is attached: once it was read from the cloud, the list holds both."""
    held = {(one.target, one.port) for one in attached}
    return [one for one in inline if (one.target, one.port) not in held]


def lost_members(lost: Iterable[Unknown]) -> list[Member]:
    """Members that may be attached here, at whatever port: nobody knows where they are."""
    return [Member(owner, owner) for owner in lost]


def _servers(graph: Graph, resource: Resource) -> list[Member]:
    written = list(blocks(resource, "servers"))
    if len(written) == 1 and written[0].get("server_ids") is UNKNOWN:
        port = whole(resource, written[0].get("port"), "servers.port", None)
        return [Member(target, port, resource.urn) for target in graph.computed(resource, "servers", kinds.HOST)]
    pairs = [
        (value, whole(resource, block.get("port"), "servers.port", None))
        for block in written
        for value in items(block.get("server_ids")) + items(block.get("server_id"))
    ]
    return [Member(target, port, resource.urn) for target, port in hosts(graph, resource, "servers", pairs)]


def _attached(graph: Graph) -> Attached[Member]:
    found: Attached[Member] = Attached()
    for r in graph.each("alicloud_slb_server_group_server_attachment"):
        group = graph.ref(r, "server_group_id", VSERVER)
        target = graph.ref(r, "server_id", kinds.HOST)
        if target is not None:
            found.add(group, Member(target, whole(r, r.props.get("port"), "port", None), r.urn))
    for served, member in Fleets(graph).in_groups(*VSERVER):
        found.add(served, member)
    return found


def default_members(graph: Graph) -> Attached[tuple[Ref, str]]:
    """Balancer -> the servers of its default group, from both attachment resources."""
    found: Attached[tuple[Ref, str]] = Attached()
    for r in graph.each("alicloud_slb_attachment", "alicloud_slb_backend_server"):
        balancer = graph.ref(r, "load_balancer_id", kinds.CLB)
        found.add(balancer, *((server, r.urn) for server in _default_servers(graph, r)))
    for served, machine, urn in Fleets(graph).behind_balancers():
        found.add(served, (machine, urn))
    return found


def _default_servers(graph: Graph, resource: Resource) -> Iterator[Ref]:
    if resource.type == "alicloud_slb_attachment":
        listed = graph.refs(resource, "instance_ids", kinds.HOST)
        yield from (listed,) if isinstance(listed, Unknown) else listed
        return
    yield from unseen(graph, resource, "backend_servers", kinds.HOST)
    pairs = [(block.get("server_id"), None) for block in blocks(resource, "backend_servers")]
    yield from (target for target, _ in hosts(graph, resource, "backend_servers", pairs))


def listeners(graph: Graph) -> Iterator[Listener]:
    """Every listener; the provider starts what it creates, so each one runs."""
    defaults = default_members(graph)
    rules = _rule_groups(graph)
    groups = {group.urn: group for group in server_groups(graph)}
    for resource in graph.each("alicloud_slb_listener"):
        yield _listener(graph, resource, defaults, rules, groups)


def _listener(
    graph: Graph,
    resource: Resource,
    defaults: Attached[tuple[Ref, str]],
    rules: Attached[tuple[PortRange | Unknown, Ref]],
    groups: dict[str, ServerGroup],
) -> Listener:
    balancer = graph.required(resource, "load_balancer_id", kinds.CLB)
    front = ports(resource, resource.props.get("frontend_port"), "frontend_port")
    redirect = _redirect(resource)
    members: tuple[Member, ...] = ()
    protocol = one_of(resource, "protocol", "tcp", PROTOCOLS)
    if redirect is None:
        # tcp and udp have no rules; one of the same port is of the listener beside it
        ruled = [] if protocol in ("tcp", "udp") else _ruled(rules, balancer, front)
        members = _members(resource, balancer, _groups(graph, resource) + ruled, groups, defaults)
    if isinstance(doubt := flag(resource, "listener_forward", False), Unknown):
        # whether it forwards at all is not known, so neither is any port where that arrives
        members = tuple(replace(member, port=doubt) for member in members)
    return Listener(resource.urn, resource.name, balancer, protocol, front, _acl(graph, resource), members, redirect)


def _members(
    resource: Resource,
    balancer: Ref,
    chosen: list[Ref],
    groups: dict[str, ServerGroup],
    defaults: Attached[tuple[Ref, str]],
) -> tuple[Member, ...]:
    found = list(members_of(chosen, groups))
    if not _has_group(resource):
        # behind a balancer that is not known may be any balancer's servers
        servers = defaults.of(balancer) if isinstance(balancer, str) else defaults.everything
        port = whole(resource, resource.props.get("backend_port"), "backend_port", None)
        if isinstance(balancer, Unknown) and len(servers) > MANY:
            servers = [(Unknown(f"which of {len(servers)} servers are behind it"), resource.urn)]
        found += [Member(target, port, urn) for target, urn in servers]
        found += [Member(owner, port) for owner in defaults.lost]
    return tuple(dict.fromkeys(found))


def members_of(chosen: Iterable[Ref], groups: dict[str, ServerGroup]) -> Iterator[Member]:
    """The members of these server groups; of one that the snapshot does not hold nobody knows them."""
    for ref in chosen:
        if group := groups.get(ref) if isinstance(ref, str) else None:
            yield from group.members
        else:
            held = "which this snapshot does not hold"
            yield from lost_members(
                [ref if isinstance(ref, Unknown) else Unknown(f'the servers of group "{ref}", {held}')]
            )


def _has_group(resource: Resource) -> bool:
    return any(resource.props.get(p) not in (None, "") for p in ("server_group_id", "master_slave_server_group_id"))


def _groups(graph: Graph, resource: Resource) -> list[Ref]:
    found = [
        graph.ref(resource, "server_group_id", VSERVER),
        graph.ref(resource, "master_slave_server_group_id", PAIR),
    ]
    return [ref for ref in found if ref is not None]


def _rule_groups(graph: Graph) -> Attached[tuple[PortRange | Unknown, Ref]]:
    """Balancer -> (frontend port, server group) of the forwarding rules that send some requests there."""
    found: Attached[tuple[PortRange | Unknown, Ref]] = Attached()
    for r in graph.each("alicloud_slb_rule"):
        balancer = graph.ref(r, "load_balancer_id", kinds.CLB)
        group = graph.ref(r, "server_group_id", VSERVER)
        if group is not None:
            found.add(balancer, (ports(r, r.props.get("frontend_port"), "frontend_port"), group))
    return found


def _ruled(rules: Attached[tuple[PortRange | Unknown, Ref]], balancer: Ref, front: PortRange | Unknown) -> list[Ref]:
    """The server groups that rules of this listener lead to, or may lead to."""
    given = rules.of(balancer) if isinstance(balancer, str) else rules.everything
    doubted = isinstance(front, Unknown)
    return [ref for port, ref in given if port == front or doubted or isinstance(port, Unknown)] + [*rules.lost]


def _redirect(resource: Resource) -> int | Unknown | None:
    if flag(resource, "listener_forward", False) is not True:
        return None
    port = whole(resource, resource.props.get("forward_port"), "forward_port", None)
    return unknown(resource, "forward_port") if port is None else port


def _acl(graph: Graph, resource: Resource) -> AclBinding | None:
    status = one_of(resource, "acl_status", "off", ("on", "off"))
    if status == "off":
        return None
    kind = one_of(resource, "acl_type", "", ("white", "black"))
    # `acl_id` is the older word, for one list
    lists = graph.refs(resource, "acl_ids", kinds.CLB_ACL) or graph.single(resource, "acl_id", kinds.CLB_ACL)
    return AclBinding(status if isinstance(status, Unknown) else kind, lists)


def access_lists(graph: Graph) -> Iterator[AccessList]:
    """CLB lists, entries inline or attached one by one."""
    attached = attached_entries(graph, "alicloud_slb_acl_entry_attachment", kinds.CLB_ACL)
    for r in graph.each(*kinds.CLB_ACL):
        entries = [block.get("entry") for block in blocks(r, "entry_list")] + attached.of(r.urn)
        if is_unknown(r, "entry_list"):
            entries.append(UNKNOWN)
        yield access_list(r, entries, attached.lost)


def attached_entries(graph: Graph, kind: str, lists: tuple[str, ...]) -> Attached[object]:
    """The entries that are resources of their own, by their list; one whose list is not known may be of any."""
    found: Attached[object] = Attached()
    for r in graph.each(kind):
        owner = graph.ref(r, "acl_id", lists)
        found.add(owner if isinstance(owner, str) else unknown(r, "acl_id"), r.props.get("entry"))
    return found


def access_list(resource: Resource, entries: list[object], stray: list[Unknown]) -> AccessList:
    """One list with the entries that can be read and what cannot."""
    known, missing = cidrs(resource, entries, "entry")
    if resource.is_read:
        missing = (*missing, Unknown(f'the entries of "{resource.name}", which this snapshot does not manage'))
    return AccessList(resource.urn, resource.name, known, (*missing, *stray))
