"""From inside: the VPC, a peered VPC, a network behind a route, and tier to tier."""

from typing import Any

from yett.packets import TransportSet
from yett_policies.exposure import analyse, flows, private_zone, tiers, vpc_zone
from yett_policies.network import Network

from .nets import SSH, built

DB: dict[str, Any] = {
    "security_group__db": {"vpc_id": "${alicloud_vpc.main.id}"},
    "instance__db": {
        "security_groups": ["${alicloud_security_group.db.id}"],
        "vswitch_id": "${alicloud_vswitch.a.id}",
        "private_ip": "10.0.0.50",
    },
    "security_group_rule__mysql": {
        "type": "ingress",
        "security_group_id": "${alicloud_security_group.db.id}",
        "ip_protocol": "tcp",
        "port_range": "3306/3306",
        "source_security_group_id": "${alicloud_security_group.sg.id}",
    },
}
PEER: dict[str, Any] = {
    "vpc__far": {"cidr_block": "172.16.0.0/16"},
    "vpc_peer_connection__link": {"vpc_id": "${alicloud_vpc.main.id}", "accepting_vpc_id": "${alicloud_vpc.far.id}"},
    "vswitch__far": {"vpc_id": "${alicloud_vpc.far.id}", "cidr_block": "172.16.0.0/16"},
    "route_table__near": {"vpc_id": "${alicloud_vpc.main.id}"},
    "route_table__far": {"vpc_id": "${alicloud_vpc.far.id}"},
    "route_table_attachment__near": {
        "route_table_id": "${alicloud_route_table.near.id}",
        "vswitch_id": "${alicloud_vswitch.a.id}",
    },
    "route_table_attachment__far": {
        "route_table_id": "${alicloud_route_table.far.id}",
        "vswitch_id": "${alicloud_vswitch.far.id}",
    },
    "route_entry__there": {
        "route_table_id": "${alicloud_route_table.near.id}",
        "destination_cidrblock": "172.16.0.0/16",
        "nexthop_type": "VpcPeer",
        "nexthop_id": "${alicloud_vpc_peer_connection.link.id}",
    },
    "route_entry__back": {
        "route_table_id": "${alicloud_route_table.far.id}",
        "destination_cidrblock": "10.0.0.0/8",
        "nexthop_type": "VpcPeer",
        "nexthop_id": "${alicloud_vpc_peer_connection.link.id}",
    },
}


def from_vpc(network: Network, vpc: str = "alicloud_vpc.main") -> dict[str, str]:
    """Verdict by workload, from every address of a VPC."""
    found = analyse(network, vpc_zone(network.vpcs[vpc]))
    return {name: found.verdict(urn) for urn in found.workloads for name in [urn.rpartition(".")[2]]}


def between(network: Network) -> dict[tuple[str, str], str]:
    """Certain transports by (source, destination)."""
    return {(f.source.name, f.destination.name): str(f.transport) for f in flows(network)}


def test_a_rule_for_a_private_cidr_is_reached_from_the_vpc_and_not_from_the_internet() -> None:
    network = built("net", "web", "eip", rules=({**SSH, "cidr_ip": "10.0.0.0/8"},))
    assert from_vpc(network)["web"] == "reachable"
    assert analyse(network).verdict("alicloud_instance.web") == "closed"


def test_members_of_an_open_group_reach_each_other_without_a_rule() -> None:
    assert from_vpc(built("net", "web"))["web"] == "reachable"
    drop = built("net", "web", security_group__sg={"inner_access_policy": "Drop"})
    assert from_vpc(drop)["web"] == "closed"


def test_a_drop_rule_does_not_stop_members_of_an_open_group() -> None:
    twin = {
        "security_groups": ["${alicloud_security_group.sg.id}"],
        "vswitch_id": "${alicloud_vswitch.a.id}",
        "private_ip": "10.0.0.11",
    }
    rule = {"ip_protocol": "all", "port_range": "-1/-1", "cidr_ip": "0.0.0.0/0", "policy": "drop"}
    assert between(built("net", "web", rules=(rule,), instance__twin=twin)) == {("twin, web", "twin, web"): "all"}


def test_a_group_peer_admits_its_members_and_nobody_else() -> None:
    network = built("net", "web", **DB)
    assert between(network) == {("web", "db"): "tcp/3306"}


def test_egress_rules_of_the_sender_count() -> None:
    closed = {
        "type": "egress",
        "security_group_id": "${alicloud_security_group.sg.id}",
        "ip_protocol": "all",
        "port_range": "-1/-1",
        "cidr_ip": "0.0.0.0/0",
        "policy": "drop",
    }
    assert between(built("net", "web", **DB, security_group_rule__out=closed)) == {}


def test_an_enterprise_group_lets_nothing_out_by_default() -> None:
    network = built("net", "web", **{**DB, "security_group__sg": {"security_group_type": "enterprise"}})
    assert between(network) == {}


def test_tiers_group_what_rules_cannot_tell_apart() -> None:
    twin = {"security_groups": ["${alicloud_security_group.sg.id}"], "vswitch_id": "${alicloud_vswitch.a.id}"}
    assert [t.name for t in tiers(built("net", "web", **DB, instance__twin=twin))] == ["db", "twin, web"]


def test_an_unknown_address_makes_a_cidr_rule_undecided_and_a_group_rule_certain() -> None:
    rule = {**DB["security_group_rule__mysql"], "source_security_group_id": None, "cidr_ip": "10.0.0.10/32"}
    hidden = {"private_ip": None}
    by_group = built("net", "web", **{**DB, "instance__web": hidden})
    assert between(by_group) == {("web", "db"): "tcp/3306"}
    (flow,) = flows(built("net", "web", **{**DB, "instance__web": hidden, "security_group_rule__mysql": rule}))
    assert (flow.transport, flow.maybe) == (TransportSet.empty(), TransportSet.tcp(3306))
    assert flow.needs == ('the private addresses of "web"',)


def test_a_peering_with_routes_on_both_sides_carries_packets() -> None:
    network = built("net", "web", rules=({**SSH, "cidr_ip": "172.16.0.0/16"},), **PEER)
    assert from_vpc(network, "alicloud_vpc.far")["web"] == "reachable"


def test_a_peering_without_the_route_back_carries_nothing() -> None:
    one_way = {k: v for k, v in PEER.items() if k != "route_entry__back"}
    network = built("net", "web", rules=({**SSH, "cidr_ip": "172.16.0.0/16"},), **one_way)
    assert from_vpc(network, "alicloud_vpc.far")["web"] == "closed"


def test_an_office_behind_a_vpn_is_undecided_with_a_route_and_closed_without() -> None:
    office = private_zone("office", "192.168.0.0/16")
    rules = ({**SSH, "cidr_ip": "192.168.0.0/16"},)
    route = {
        "route_table_id": "${alicloud_route_table.near.id}",
        "destination_cidrblock": "192.168.0.0/16",
        "nexthop_type": "VpnGateway",
        "nexthop_id": "vpn-elsewhere",
    }
    near = {k: PEER[k] for k in ("route_table__near", "route_table_attachment__near")}
    joined = built("net", "web", rules=rules, **near, route_entry__vpn=route)
    assert analyse(joined, office).verdict("alicloud_instance.web") == "indeterminate"
    assert analyse(built("net", "web", rules=rules), office).verdict("alicloud_instance.web") == "closed"


def test_an_intranet_balancer_is_reached_from_its_vpc() -> None:
    inside = {"address_type": "intranet", "vswitch_id": "${alicloud_vswitch.a.id}"}
    network = built("net", "clb", slb_load_balancer__lb=inside)
    assert from_vpc(network) == {"lb": "reachable"}
    assert analyse(network).exposures == ()


def test_a_network_acl_does_not_filter_inside_one_vswitch() -> None:
    acl = {
        "vpc_id": "${alicloud_vpc.main.id}",
        "resources": [{"resource_id": "${alicloud_vswitch.a.id}", "resource_type": "VSwitch"}],
        "ingress_acl_entries": [],
        "egress_acl_entries": [],
    }
    assert between(built("net", "web", **DB, network_acl__edge=acl)) == {("web", "db"): "tcp/3306"}
    apart = {**DB, "vswitch__b": {"vpc_id": "${alicloud_vpc.main.id}", "cidr_block": "10.0.1.0/24"}}
    apart["instance__db"] = {**DB["instance__db"], "vswitch_id": "${alicloud_vswitch.b.id}"}
    assert between(built("net", "web", **apart, network_acl__edge=acl)) == {}
