"""From a workload or an address inside: out of the sender, over the routes, into the target."""

from typing import Any

import pytest

from yett.packets import TransportSet
from yett_policies.exposure import analyse, explain_inside, origin, private_zone, sender_in, vpc_zone
from yett_policies.network import Network

from .nets import SSH, built
from .test_inside import DB, PEER

MYSQL, TCP22 = TransportSet.tcp(3306), TransportSet.tcp(22)
CACHE: dict[str, Any] = {
    "kvstore_instance__cache": {
        "vswitch_id": "${alicloud_vswitch.a.id}",
        "security_ips": ["10.0.0.10"],
        "connection_domain": "cache.example",
    }
}
NO_WAY_OUT = {
    "type": "egress",
    "security_group_id": "${alicloud_security_group.sg.id}",
    "ip_protocol": "tcp",
    "port_range": "3306/3306",
    "cidr_ip": "10.0.0.0/8",
    "policy": "drop",
}


def told(network: Network, source: str, target: str, packet: TransportSet) -> list[tuple[str, list[tuple[str, str]]]]:
    """(verdict, [(kind, outcome)]) of every way."""
    traces = explain_inside(network, origin(network, source), target, packet)
    return [(t.verdict, [(s.hop.kind, s.outcome) for s in t.steps]) for t in traces]


@pytest.mark.parametrize("source", ["web", "alicloud_instance.web", "10.0.0.10"])
@pytest.mark.parametrize("target", ["db", "alicloud_instance.db", "10.0.0.50"])
def test_a_workload_goes_by_name_urn_or_private_address(source: str, target: str) -> None:
    steps = [("egress-rule", "passes"), ("rule", "passes")]
    assert told(built("net", "web", **DB), source, target, MYSQL) == [("reachable", steps)]


def test_a_packet_that_no_group_rule_admits_dies_at_its_target() -> None:
    steps = [("egress-rule", "passes"), ("rule", "dies")]
    assert told(built("net", "web", **DB), "web", "db", TCP22) == [("closed", steps)]
    assert told(built("net", "web", **DB), "db", "web", TCP22) == [("closed", steps)]


def test_a_packet_that_an_egress_rule_drops_dies_leaving() -> None:
    network = built("net", "web", **DB, security_group_rule__out=NO_WAY_OUT)
    (trace,) = explain_inside(network, origin(network, "web"), "db", MYSQL)
    assert trace.steps[-1].why.startswith("leaving web: decided by: drop tcp/3306")


def test_members_of_a_group_that_nobody_can_address_yet_are_still_its_members() -> None:
    hidden = {**DB, "instance__web": {"private_ip": None}, "instance__db": {**DB["instance__db"], "private_ip": None}}
    assert told(built("net", "web", **hidden), "web", "db", MYSQL)[0][0] == "reachable"
    rule = {**DB["security_group_rule__mysql"], "source_security_group_id": None, "cidr_ip": "10.0.0.10/32"}
    network = built("net", "web", **{**hidden, "security_group_rule__mysql": rule})
    (trace,) = explain_inside(network, origin(network, "web"), "db", MYSQL)
    assert (trace.verdict, trace.steps[-1].why) == ("indeterminate", 'the private address of "web"')


def test_an_address_that_no_workload_has_is_no_member_of_a_group() -> None:
    network = built("net", "web", **DB)
    assert told(network, "10.0.0.77", "db", MYSQL) == [("closed", [("rule", "dies")])]
    open_to_all = {**DB["security_group_rule__mysql"], "source_security_group_id": None, "cidr_ip": "10.0.0.0/8"}
    network = built("net", "web", **{**DB, "security_group_rule__mysql": open_to_all})
    assert told(network, "10.0.0.77", "db", MYSQL) == [("reachable", [("rule", "passes")])]


def test_a_network_acl_is_asked_between_vswitches_only() -> None:
    far = {"vpc_id": "${alicloud_vpc.main.id}", "cidr_block": "10.0.1.0/24"}
    shut: dict[str, Any] = {
        "vpc_id": "${alicloud_vpc.main.id}",
        "resources": [{"resource_id": "${alicloud_vswitch.a.id}", "resource_type": "VSwitch"}],
        "ingress_acl_entries": [],
        "egress_acl_entries": [],
    }
    assert told(built("net", "web", **DB, network_acl__shut=shut), "web", "db", MYSQL)[0][0] == "reachable"
    moved = {**DB["instance__db"], "vswitch_id": "${alicloud_vswitch.b.id}", "private_ip": "10.0.1.50"}
    network = built("net", "web", **{**DB, "instance__db": moved}, vswitch__b=far, network_acl__shut=shut)
    steps = [("egress-rule", "passes"), ("network-acl", "dies")]
    assert told(network, "web", "db", MYSQL) == [("closed", steps)]


def test_a_packet_over_a_peering_needs_routes_on_both_sides() -> None:
    rules = ({**SSH, "cidr_ip": "172.16.0.0/16"},)
    steps = [("peering", "passes"), ("rule", "passes")]
    assert told(built("net", "web", rules=rules, **PEER), "172.16.3.4", "web", TCP22) == [("reachable", steps)]
    one_way = {k: v for k, v in PEER.items() if k != "route_entry__back"}
    assert told(built("net", "web", rules=rules, **one_way), "172.16.3.4", "web", TCP22) == [
        ("closed", [("route", "dies")])
    ]


def test_a_managed_service_is_guarded_by_its_own_list() -> None:
    network = built("net", "web", **CACHE)
    redis = TransportSet.tcp(6379)
    passes = [("egress-rule", "passes"), ("acl", "passes")]
    assert told(network, "web", "cache", redis) == [("reachable", passes)]
    assert told(network, "10.0.0.11", "cache.example", redis) == [("closed", [("acl", "dies")])]
    assert analyse(network).verdict("alicloud_kvstore_instance.cache") == "closed"
    vpc = vpc_zone(network.vpcs["alicloud_vpc.main"])
    assert analyse(network, vpc).verdict("alicloud_kvstore_instance.cache") == "reachable"


def test_a_group_on_a_services_list_admits_addresses_that_nobody_sees() -> None:
    listed = {**CACHE["kvstore_instance__cache"], "security_group_id": "${alicloud_security_group.sg.id}"}
    network = built("net", "web", kvstore_instance__cache=listed)
    assert told(network, "10.0.0.11", "cache", TransportSet.tcp(6379)) == [("indeterminate", [("acl", "unknown")])]


def test_a_workload_in_a_vpc_that_nobody_knows_is_undecided() -> None:
    network = built("net", "web", rules=(SSH,), instance__web={"vswitch_id": "vsw-elsewhere"})
    assert (
        analyse(network, private_zone("office", "192.168.0.0/16")).verdict("alicloud_instance.web") == "indeterminate"
    )
    assert told(network, "192.168.0.7", "web", TCP22)[0][0] == "indeterminate"


def test_a_name_that_two_workloads_have_is_refused() -> None:
    twin = {"vswitch_id": "${alicloud_vswitch.a.id}", "primary_ip_address": "10.0.0.60"}
    network = built("net", "web", ecs_network_interface__web=twin)
    with pytest.raises(ValueError, match="2 workloads are called 'web'"):
        origin(network, "web")


def test_nothing_leads_to_what_has_no_private_address() -> None:
    assert told(built("net", "clb"), "10.0.0.1", "lb", TransportSet.tcp(443)) == []


def test_a_zone_is_asked_by_the_address_that_gets_furthest() -> None:
    network = built("net", "web", rules=({**SSH, "cidr_ip": "10.0.9.0/24"},))
    zone = private_zone("office", "10.0.8.0/23")
    assert sender_in(analyse(network, zone), "web", TCP22) == "10.0.9.1"
    assert sender_in(analyse(network, zone), "web", TransportSet.tcp(23)) == "10.0.8.1"
