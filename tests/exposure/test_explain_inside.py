"""From a workload or an address inside: out of the sender, over the routes, into the target."""

from dataclasses import replace
from typing import Any

import pytest

from yett.packets import TransportSet
from yett_policies.exposure import analyse, explain_inside, origins, private_zone, sender_in, vpc_zone
from yett_policies.network import ALL_PORTS, EVERYONE, AclEntry, Cidr, GroupPeer, Network, Rule, Unknown

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
    traces = explain_inside(network, origins(network, source), target, packet)
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
    (trace,) = explain_inside(network, origins(network, "web"), "db", MYSQL)
    assert trace.steps[-1].why.startswith("leaving web: decided by: drop tcp/3306")


def test_members_of_a_group_that_nobody_can_address_yet_are_still_its_members() -> None:
    hidden = {**DB, "instance__web": {"private_ip": None}, "instance__db": {**DB["instance__db"], "private_ip": None}}
    assert told(built("net", "web", **hidden), "web", "db", MYSQL)[0][0] == "reachable"
    rule = {**DB["security_group_rule__mysql"], "source_security_group_id": None, "cidr_ip": "10.0.0.10/32"}
    network = built("net", "web", **{**hidden, "security_group_rule__mysql": rule})
    (trace,) = explain_inside(network, origins(network, "web"), "db", MYSQL)
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
        origins(network, "web")


def test_nothing_leads_to_what_has_no_private_address() -> None:
    assert told(built("net", "clb"), "10.0.0.1", "lb", TransportSet.tcp(443)) == []


def test_a_zone_is_asked_by_the_address_that_gets_furthest() -> None:
    network = built("net", "web", rules=({**SSH, "cidr_ip": "10.0.9.0/24"},))
    zone = private_zone("office", "10.0.8.0/23")
    assert sender_in(analyse(network, zone), "web", TCP22) == "10.0.9.1"
    assert sender_in(analyse(network, zone), "web", TransportSet.tcp(23)) == "10.0.8.1"


def test_one_packet_is_explained() -> None:
    network = built("net", "web", **DB)
    with pytest.raises(ValueError, match="one port or type"):
        explain_inside(network, origins(network, "web"), "db", TransportSet.tcp(22, 23))


SHUT: dict[str, Any] = {
    "vpc_id": "${alicloud_vpc.main.id}",
    "resources": [{"resource_id": "${alicloud_vswitch.a.id}", "resource_type": "VSwitch"}],
    "ingress_acl_entries": [],
    "egress_acl_entries": [],
}


def test_a_workload_goes_by_any_of_its_addresses() -> None:
    second = {**DB["instance__db"], "secondary_private_ips": ["10.0.0.51"]}
    network = built("net", "web", **{**DB, "instance__db": second})
    hosts = {
        urn: replace(one, addresses=(*one.addresses, Cidr.parse("10.0.0.99")))
        for urn, one in network.interfaces.items()
        if one.name == "db"
    }
    network = replace(network, interfaces={**network.interfaces, **hosts})
    assert told(network, "web", "10.0.0.99", MYSQL) == told(network, "web", "db", MYSQL) != []
    assert told(network, "web", "10.0.0.98", MYSQL) == []
    # the sender's rules are asked about the first
    out = {**NO_WAY_OUT, "cidr_ip": "10.0.0.99/32"}
    apart = built("net", "web", **DB, security_group_rule__out=out)
    assert told(replace(apart, interfaces=network.interfaces), "web", "db", MYSQL)[0][0] == "reachable"


def test_what_no_route_leads_to_is_told_once() -> None:
    network = built("net", "web", rules=(SSH,), **PEER)
    assert told(network, "192.168.7.7", "web", TCP22) == [("closed", [("route", "dies")])]


def test_a_sender_that_is_all_that_a_route_leads_back_to_is_routed() -> None:
    narrow = {**PEER, "route_entry__there": {**PEER["route_entry__there"], "destination_cidrblock": "172.16.3.4/32"}}
    network = built("net", "web", rules=({**SSH, "cidr_ip": "172.16.0.0/16"},), **narrow)
    assert told(network, "172.16.3.4", "web", TCP22) == [("reachable", [("peering", "passes"), ("rule", "passes")])]


@pytest.mark.parametrize("policy", ["accept", "drop"])
def test_a_senders_rule_about_a_group_is_about_its_members_and_not_about_a_balancer_before_them(policy: str) -> None:
    to_db = {
        **NO_WAY_OUT,
        "cidr_ip": None,
        "source_security_group_id": "${alicloud_security_group.db.id}",
        "policy": policy,
    }
    closed = {**NO_WAY_OUT, "priority": 50}
    network = built("net", "web", **DB, security_group_rule__out=to_db, security_group_rule__else=closed)
    assert told(network, "web", "db", MYSQL)[0][0] == ("reachable" if policy == "accept" else "closed")
    balancer: dict[str, Any] = {
        "slb_load_balancer__lb": {
            "address_type": "intranet",
            "vswitch_id": "${alicloud_vswitch.a.id}",
            "address": "10.0.0.80",
        },
        "slb_listener__https": {"frontend_port": 3306, "backend_port": 3306},
        "slb_backend_server__web": {"backend_servers": [{"server_id": "${alicloud_instance.db.id}", "weight": 100}]},
    }
    behind = built(
        "net", "web", "clb", "backend", **DB, **balancer, security_group_rule__out={**to_db, "policy": "drop"}
    )
    assert [steps[0] for _, steps in told(behind, "web", "10.0.0.80", MYSQL)] == [("egress-rule", "passes")] * 2


def test_a_target_whose_groups_nobody_knows_may_be_the_one_that_a_rule_means() -> None:
    to_db = {**NO_WAY_OUT, "cidr_ip": None, "source_security_group_id": "${alicloud_security_group.db.id}"}
    network = built("net", "web", **DB, security_group_rule__out=to_db)
    lost = {
        urn: replace(one, groups=Unknown("its groups")) for urn, one in network.interfaces.items() if one.name == "db"
    }
    (trace,) = explain_inside(
        replace(network, interfaces={**network.interfaces, **lost}), origins(network, "web"), "db", MYSQL
    )
    assert (trace.steps[0].outcome, trace.steps[0].why) == ("unknown", "leaving web: its groups")


def test_two_whose_vswitch_nobody_knows_are_not_beside_each_other() -> None:
    network = built("net", "web", **DB, network_acl__shut=SHUT)
    lost = {urn: replace(one, vswitch=Unknown("its vswitch")) for urn, one in network.interfaces.items()}
    network = replace(network, interfaces=lost)
    kinds = [kind for kind, _ in told(network, "web", "db", MYSQL)[0][1]]
    assert kinds == ["egress-rule", "network-acl", "route", "network-acl", "rule"]


@pytest.mark.parametrize("name", ["web", "db"])
def test_what_stands_in_a_vswitch_that_nobody_knows_may_be_beside_the_other(name: str) -> None:
    """Inside a vswitch nobody meets the network ACL that drops the packet between two of them."""
    network = built("net", "web", **DB, network_acl__shut=SHUT)
    lost = {
        urn: replace(one, vswitch=Unknown("its vswitch")) for urn, one in network.interfaces.items() if one.name == name
    }
    network = replace(network, interfaces={**network.interfaces, **lost})
    (trace,) = explain_inside(network, origins(network, "web"), "db", MYSQL)
    assert trace.verdict == "indeterminate"
    first = next(step.why for step in trace.steps if step.outcome == "unknown")
    assert first.startswith({"web": "leaving web: its vswitch", "db": 'leaving web: network acl "shut"'}[name])


def test_an_address_in_a_vswitch_of_nobody_knows_which_vpc_may_be_beside_the_target() -> None:
    network = built("net", "web", "open22", network_acl__shut=SHUT)
    lost = {urn: replace(one, vpc=Unknown("its vpc")) for urn, one in network.vswitches.items()}
    asked = origins(network, "10.0.0.99"), "web", TransportSet.tcp(22)
    assert [trace.verdict for trace in explain_inside(network, *asked)] == ["reachable"]
    assert [trace.verdict for trace in explain_inside(replace(network, vswitches=lost), *asked)] == ["indeterminate"]


def test_what_stands_in_no_vswitch_is_beside_nobody() -> None:
    network = built("net", "web", **DB, network_acl__shut=SHUT)
    apart = {urn: replace(one, vswitch=None) for urn, one in network.interfaces.items() if one.name == "db"}
    network = replace(network, interfaces={**network.interfaces, **apart})
    assert told(network, "web", "db", MYSQL)[0][1][-1] == ("network-acl", "dies")


def test_a_rule_about_a_group_that_nobody_knows_may_be_about_any_target() -> None:
    inside = {"address_type": "intranet", "vswitch_id": "${alicloud_vswitch.a.id}", "address": "10.0.0.80"}
    network = built("net", "web", "clb", slb_load_balancer__lb=inside)
    (group,) = network.groups.values()
    drop = Rule("out", "egress", "drop", 1, "all", ALL_PORTS, GroupPeer(Unknown("its group")))
    network = replace(network, groups={group.urn: replace(group, rules=(*group.rules, drop))})
    (trace,) = explain_inside(network, origins(network, "web"), "lb", TransportSet.tcp(443))
    assert (trace.verdict, trace.steps[0].why) == ("indeterminate", "leaving web: its group")


def test_who_is_beside_a_target_in_a_vswitch_without_known_blocks_is_not_known() -> None:
    network = built("net", "web", rules=({**SSH, "cidr_ip": "10.0.0.0/8"},), network_acl__shut=SHUT)
    assert told(network, "10.0.0.77", "web", TCP22)[0][0] == "reachable"
    assert told(network, "10.0.0.0/24", "web", TCP22)[0][0] == "reachable"
    assert told(network, "10.9.0.77", "web", TCP22)[0][0] == "closed"
    lost = {urn: replace(one, cidrs=Unknown("its blocks")) for urn, one in network.vswitches.items()}
    assert told(replace(network, vswitches=lost), "10.0.0.77", "web", TCP22)[0][0] == "indeterminate"
    assert told(replace(network, vswitches={}), "10.0.0.77", "web", TCP22)[0][0] == "indeterminate"
    rows = (AclEntry("all", "accept", "all", ALL_PORTS, EVERYONE),)
    (shut,) = network.network_acls
    passed = replace(network, vswitches=lost, network_acls=(replace(shut, ingress=rows, egress=rows),))
    assert told(passed, "10.0.0.77", "web", TCP22)[0][0] == "reachable"
    far = {urn: replace(one, vpc="another vpc") for urn, one in lost.items()}
    assert told(replace(network, vswitches=far), "10.0.0.77", "web", TCP22)[0][0] != "reachable"


def test_a_balancer_whose_address_nobody_knows_may_have_any() -> None:
    inside = {"address_type": "intranet", "vswitch_id": "${alicloud_vswitch.a.id}", "address": None}
    https = TransportSet.tcp(443)
    out = {**NO_WAY_OUT, "port_range": "443/443", "cidr_ip": "10.0.0.80/32"}
    network = built("net", "web", "clb", slb_load_balancer__lb=inside, security_group_rule__out=out)
    (trace,) = explain_inside(network, origins(network, "web"), "lb", https)
    assert (trace.verdict, trace.steps[0].why) == ("indeterminate", 'leaving web: the private address of "lb"')
    shown = {**inside, "address": "10.0.0.81"}
    network = built("net", "web", "clb", slb_load_balancer__lb=shown, security_group_rule__out=out)
    assert told(network, "web", "lb", https)[0][0] == "reachable"
