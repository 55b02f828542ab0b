"""From neutral resources to a Network: every join is made here, once."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime

from yett_policies.network import Interface, Listener, LoadBalancer, Network, SecurityGroup, Unmodelled
from yett_policies.resources import Resource
from yett_policies.resources.graph import OUTSIDE, Graph

from ..touching import why_it_touches
from . import alb_acls, alb_nlb, clb
from .addresses import (
    eips,
    forward_entries,
    ipv6_bandwidths,
    let_answer_to_chosen_ids,
    nat_gateways,
    snat_entries,
    vpcs,
    vswitches,
)
from .declared import declared
from .groups import outside, security_groups
from .inline_interfaces import inline_interfaces
from .interfaces import ha_vips, interfaces, let_answer_to_interfaces
from .managed import managed_endpoints
from .network_acls import network_acls
from .prefix_lists import prefix_lists
from .routes import ipv4_gateways, peerings, route_entries, route_tables, table_attachments

SERVICES = ("kubernetes:core/v1:Service", "kubernetes_service", "kubernetes_service_v1")


def build_network(resources: Iterable[Resource], today: date | None = None) -> Network:
    """The network that these resources make; what cannot be followed is in `unmodelled`.

    `today` says which openings are still declared; the day of the call unless given.
    """
    return network_of_graph(Graph(resources), today or datetime.now(UTC).date())


def network_of_graph(graph: Graph, today: date) -> Network:
    """The same for a graph that somebody keeps beside the network; notes what is not followed in it."""
    for made in list(inline_interfaces(graph)):
        graph.add(made)
    let_answer_to_interfaces(graph)
    let_answer_to_chosen_ids(graph)
    groups, strays = security_groups(graph)
    hosts = interfaces(graph)
    found, associations = eips(graph)
    balancers = {b.urn: b for b in (*clb.balancers(graph), *alb_nlb.balancers(graph))}
    listeners = (*clb.listeners(graph), *alb_nlb.listeners(graph))
    _note_homeless(graph, listeners, balancers)
    admitted, records = declared(graph, today)
    named = _named(hosts, groups, (g for b in balancers.values() for g in b.groups))
    return Network(
        vpcs=vpcs(graph),
        vswitches=vswitches(graph),
        groups=groups | named,
        interfaces=hosts,
        eips=found,
        associations=associations,
        nat_gateways=nat_gateways(graph),
        forward_entries=forward_entries(graph, found, hosts),
        snat_entries=snat_entries(graph, found),
        ha_vips=ha_vips(graph),
        balancers=balancers,
        listeners=listeners,
        access_lists={a.urn: a for a in (*clb.access_lists(graph), *alb_acls.access_lists(graph))},
        server_groups={s.urn: s for s in (*clb.server_groups(graph), *alb_nlb.server_groups(graph))},
        network_acls=network_acls(graph),
        prefix_lists=prefix_lists(graph),
        route_tables=route_tables(graph),
        table_attachments=table_attachments(graph),
        route_entries=route_entries(graph),
        ipv4_gateways=ipv4_gateways(graph),
        peerings=peerings(graph),
        ipv6_bandwidths=ipv6_bandwidths(graph, hosts),
        managed_endpoints=managed_endpoints(graph),
        stray_rules=strays,
        declared=admitted,
        records=records,
        unmodelled=tuple(dict.fromkeys((*_touching(graph), *graph.unmodelled))),
    )


def _note_homeless(graph: Graph, listeners: Iterable[Listener], balancers: dict[str, LoadBalancer]) -> None:
    for one in listeners:
        if isinstance(one.balancer, str) and one.balancer not in balancers:
            named = one.balancer.removeprefix(OUTSIDE)
            why = f'it is on load balancer "{named}", which this snapshot does not hold: who reaches it is not known'
            graph.note(graph.by_urn[one.urn], why)


def _named(
    hosts: dict[str, Interface], groups: dict[str, SecurityGroup], more: Iterable[object]
) -> dict[str, SecurityGroup]:
    """Groups that something has joined and no resource describes."""
    joined = [g for host in hosts.values() if isinstance(host.groups, tuple) for g in host.groups]
    return {g: outside(g) for g in (*joined, *more) if isinstance(g, str) and g not in groups}


def _touching(graph: Graph) -> Iterator[Unmodelled]:
    for kind, resources in graph.by_type.items():
        if why := why_it_touches(kind):
            yield from (Unmodelled(r.urn, kind, why) for r in resources if not _stays_inside(r))


def _stays_inside(resource: Resource) -> bool:
    """A Kubernetes Service opens a balancer only when its type says so."""
    if resource.type not in SERVICES:
        return False
    spec = resource.props.get("spec")
    first = spec[0] if isinstance(spec, list) and spec else spec
    return isinstance(first, dict) and first.get("type", "ClusterIP") in ("ClusterIP", "NodePort", "ExternalName")
