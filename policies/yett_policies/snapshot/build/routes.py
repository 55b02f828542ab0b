"""Route tables, who obeys them, route entries of both kinds, gateways and VPC peerings: where packets are sent."""

from collections.abc import Iterator
from typing import Any

from yett_policies.network import Ipv4Gateway, Peering, Ref, RouteEntry, RouteTable, TableAttachment
from yett_policies.resources import UNKNOWN, Resource, kinds
from yett_policies.resources.graph import OUTSIDE, Graph, unknown
from yett_policies.resources.values import blocks, cidr, flag, is_unknown, one_of, word_of

DESTINATIONS = {"alicloud_route_entry": "destination_cidrblock", "alicloud_vpc_route_entry": "destination_cidr_block"}
"""Route entry type -> the property that says where it leads."""


def route_tables(graph: Graph) -> dict[str, RouteTable]:
    """Custom tables by URN."""
    return {
        r.urn: RouteTable(
            r.urn,
            r.name,
            graph.required(r, "vpc_id", kinds.VPC),
            one_of(r, "associate_type", "vswitch", ("vswitch", "gateway")),
        )
        for r in graph.each(*kinds.ROUTE_TABLE)
    }


def table_attachments(graph: Graph) -> tuple[TableAttachment, ...]:
    """Which vswitches obey a custom table."""
    return tuple(
        TableAttachment(
            r.urn,
            graph.required(r, "route_table_id", kinds.ROUTE_TABLE),
            graph.required(r, "vswitch_id", kinds.VSWITCH),
        )
        for r in graph.each("alicloud_route_table_attachment")
    )


def ipv4_gateways(graph: Graph) -> dict[str, Ipv4Gateway]:
    """IPv4 gateways by URN; one that nobody activates changes nothing."""
    return {
        r.urn: Ipv4Gateway(r.urn, r.name, graph.required(r, "vpc_id", kinds.VPC), flag(r, "enabled", False))
        for r in graph.each(*kinds.IPV4_GATEWAY)
    }


def system_tables(vpc: Resource) -> Iterator[str]:
    """The id of a VPC's own table, by either of its names; nothing before the VPC is there."""
    for prop in ("route_table_id", "router_table_id"):
        if isinstance(ident := vpc.props.get(prop), str) and ident:
            yield ident


def route_entries(graph: Graph) -> tuple[RouteEntry, ...]:
    """Custom routes, in system tables and in tables of their own; a route with several hops is one route for each."""
    own = {OUTSIDE + ident: vpc.urn for vpc in graph.each(*kinds.VPC) for ident in system_tables(vpc)}
    owners: dict[Ref, Ref] = {vpc.urn: vpc.urn for vpc in graph.each(*kinds.VPC)}
    owners |= {table.urn: table.vpc for table in route_tables(graph).values()}
    return tuple(_route(graph, r, hop, own, owners) for r in graph.each(*DESTINATIONS) for hop in _hops(r))


def _hops(resource: Resource) -> Iterator[dict[str, Any]]:
    """Where a route leads: its one hop, or each of its `next_hops`."""
    several = list(blocks(resource, "next_hops"))
    yield from several
    if is_unknown(resource, "next_hops"):
        yield {"nexthop_id": UNKNOWN, "nexthop_type": UNKNOWN}
    elif not several:
        yield {key: resource.props.get(key) for key in ("nexthop_id", "nexthop_type")}


def _route(
    graph: Graph, resource: Resource, hop: dict[str, Any], own: dict[str, str], owners: dict[Ref, Ref]
) -> RouteEntry:
    tables = (*kinds.ROUTE_TABLE, *kinds.VPC)
    named = graph.required(resource, "route_table_id", tables)
    table = own.get(named, named) if isinstance(named, str) else named
    prop = DESTINATIONS[resource.type]
    return RouteEntry(
        resource.urn,
        table,
        owners.get(table, unknown(resource, "route_table_id")),
        cidr(resource, resource.props.get(prop, UNKNOWN), prop),
        _nexthop(graph, resource, hop.get("nexthop_id")),
        word_of(resource, hop.get("nexthop_type"), "nexthop_type", ""),
    )


def _nexthop(graph: Graph, resource: Resource, value: object) -> Ref:
    prop = "next_hops" if resource.props.get("next_hops") else "nexthop_id"
    found = graph.ref(resource, prop, kinds.NEXTHOP, value) or unknown(resource, "nexthop_id")
    end = graph.by_urn.get(found) if isinstance(found, str) else None
    # both ends of a peering have its id
    return (_accepted(graph, end) or found) if end is not None and end.type in kinds.ACCEPTER else found


def peerings(graph: Graph) -> tuple[Peering, ...]:
    """VPC peer connections, and those of others that are accepted here."""
    taken = (r for r in graph.each(*kinds.ACCEPTER) if not _accepted(graph, r))
    return tuple(_peering(graph, r) for r in (*graph.each(*kinds.PEERING), *taken))


def _accepted(graph: Graph, accepter: Resource) -> str:
    """The peer connection behind an acceptance, when the snapshot holds it."""
    found = graph.ref(accepter, "instance_id", kinds.PEERING)
    return found if isinstance(found, str) and found in graph.by_urn else ""


def _peering(graph: Graph, resource: Resource) -> Peering:
    ends = (
        graph.required(resource, "vpc_id", kinds.VPC),
        graph.required(resource, "accepting_vpc_id", kinds.VPC),
    )
    return Peering(resource.urn, resource.name, ends)
