"""Hiding a value may only blur the answer: what is certain stays true, what is true stays possible."""

from dataclasses import replace
from random import Random

import pytest

from tests.oracle.as_terraform import terraform_state
from tests.oracle.networks import random_network
from yett.packets import IntervalSet, Packet, TrafficSet, TransportSet
from yett_policies.exposure import Analysis, analyse, explain, explain_inside, origins, vpc_zone
from yett_policies.snapshot import UNKNOWN, Resource, build_network, resources_of

HIDEABLE = {
    "alicloud_security_group_rule": (
        "type", "cidr_ip", "ipv6_cidr_ip", "port_range", "priority", "policy", "ip_protocol", "security_group_id",
        "source_security_group_id", "prefix_list_id",
    ),
    "alicloud_security_group": ("inner_access_policy", "security_group_type"),
    "alicloud_vpc": ("ipv6_cidr_block",),
    "alicloud_vswitch": ("vpc_id", "ipv6_cidr_block"),
    "alicloud_instance": ("security_groups", "vswitch_id", "internet_max_bandwidth_out", "private_ip"),
    "alicloud_ecs_network_interface": ("security_group_ids", "vswitch_id"),
    "alicloud_eip_association": ("instance_id", "allocation_id", "instance_type"),
    "alicloud_forward_entry": ("external_port", "internal_port", "ip_protocol", "internal_ip", "external_ip"),
    "alicloud_nat_gateway": ("network_type", "vswitch_id"),
    "alicloud_route_table": ("vpc_id",),
    "alicloud_route_table_attachment": ("route_table_id", "vswitch_id"),
    "alicloud_route_entry": ("route_table_id", "destination_cidrblock", "nexthop_type", "nexthop_id"),
    "alicloud_vpc_route_entry": ("route_table_id", "destination_cidr_block", "nexthop_type", "nexthop_id"),
    "alicloud_vpc_ipv4_gateway": ("enabled", "vpc_id"),
    "alicloud_slb_load_balancer": ("address_type",),
    "alicloud_slb_listener": ("acl_status", "acl_type", "acl_ids", "protocol", "frontend_port", "load_balancer_id"),
    "alicloud_slb_acl_entry_attachment": ("entry", "acl_id"),
    "alicloud_slb_server_group_server_attachment": ("server_group_id", "server_id", "port"),
    "alicloud_alb_listener": ("listener_port", "listener_protocol", "status"),
    "alicloud_nlb_load_balancer": ("address_type", "security_group_ids"),
    "alicloud_network_acl": ("ingress_acl_entries", "egress_acl_entries", "resources"),
    "alicloud_slb_backend_server": ("backend_servers", "load_balancer_id"),
    "alicloud_vpc_network_acl_attachment": ("network_acl_id", "resource_id"),
    "alicloud_ecs_prefix_list": ("entry",),
}  # fmt: skip


def hidden(resources: list[Resource], random: Random) -> tuple[list[Resource], list[str]]:
    """The resources with one to three values that nobody knows, and which."""
    places = [(r.urn, p) for r in resources for p in HIDEABLE.get(r.type, ()) if r.props.get(p) not in (None, [], "")]
    chosen = random.sample(sorted(places), min(len(places), random.randint(1, 3)))
    gone = {urn: {p: UNKNOWN for u, p in chosen if u == urn} for urn, _ in chosen}
    return [replace(r, props={**r.props, **gone.get(r.urn, {})}) for r in resources], [f"{u}.{p}" for u, p in chosen]


def reached(analysis: Analysis, *verdicts: str) -> dict[str, TrafficSet]:
    """What arrives at each workload, whatever way it takes."""
    found: dict[str, list[TrafficSet]] = {}
    for exposure in analysis.exposures:
        if exposure.verdict in verdicts:
            found.setdefault(exposure.workload, []).append(exposure.traffic_at_workload)
    return {urn: TrafficSet.union(parts) for urn, parts in found.items()}


@pytest.mark.parametrize("seed", range(250))
def test_hiding_values_never_makes_yett_wrong(seed: int) -> None:
    full = resources_of(terraform_state(random_network(seed)))
    blurred, what = hidden(full, Random(seed))
    true = reached(analyse(build_network(full)), "reachable")
    seen = analyse(build_network(blurred))
    for urn, traffic in reached(seen, "reachable").items():
        assert traffic <= true.get(urn, TrafficSet.empty()), f"{urn} is called reachable without {what}"
    if anonymous(seen):
        return  # an explanation says more
    possible = reached(seen, "reachable", "indeterminate")
    for urn, traffic in true.items():
        assert traffic <= possible.get(urn, TrafficSet.empty()), f"{urn} is called closed without {what}"


@pytest.mark.parametrize("seed", range(250))
def test_nor_does_an_explanation_say_closed_of_what_is_open(seed: int) -> None:
    """Also where a way leads to what nobody can name: asked about a workload, it may be that one."""
    full = resources_of(terraform_state(random_network(seed)))
    blurred, what = hidden(full, Random(seed))
    network = build_network(blurred)
    for urn, traffic in reached(analyse(build_network(full)), "reachable").items():
        packet, carried = tried(traffic)
        verdicts = {trace.verdict for trace in explain(network, packet.source, urn, carried)}
        assert verdicts & {"reachable", "indeterminate"}, f"{packet} to {urn} is called closed without {what}"


@pytest.mark.parametrize("seed", range(120))
def test_nor_does_one_from_inside(seed: int) -> None:
    full = resources_of(terraform_state(random_network(seed)))
    blurred, what = hidden(full, Random(seed))
    whole, network = build_network(full), build_network(blurred)
    for vpc in whole.vpcs.values():
        for urn, traffic in reached(analyse(whole, vpc_zone(vpc)), "reachable").items():
            packet, carried = tried(traffic)
            true, seen = (
                {trace.verdict for trace in explain_inside(one, origins(one, packet.source, vpc.urn), urn, carried)}
                for one in (whole, network)
            )
            # the zone's witness may be a machine whose own egress rules keep it in
            if "reachable" in true:
                assert seen & {"reachable", "indeterminate"}, f"{packet} to {urn} is called closed without {what}"


def tried(traffic: TrafficSet) -> tuple[Packet, TransportSet]:
    """A packet of it, and what that carries."""
    packet = traffic.witness()
    return packet, TransportSet(IntervalSet.of(packet.point))


def anonymous(analysis: Analysis) -> bool:
    """Whether some way leads to what nobody can name: then what it reaches is shown under another name."""
    return any(e.workload not in analysis.workloads for e in analysis.exposures)
