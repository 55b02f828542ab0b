"""An explanation names the hop that decides."""

import pytest

from yett.packets import TransportSet
from yett_policies.exposure import explain
from yett_policies.network import Network

from .nets import SSH, built

TCP22 = TransportSet.tcp(22)
CLOSED_ACL = {
    "vpc_id": "${alicloud_vpc.main.id}",
    "resources": [{"resource_id": "${alicloud_vswitch.a.id}", "resource_type": "VSwitch"}],
    "ingress_acl_entries": [
        {"policy": "accept", "protocol": "all", "port": "-1/-1", "source_cidr_ip": "0.0.0.0/0"},
    ],
    "egress_acl_entries": [],
}


def told(
    network: Network, target: str = "web", packet: TransportSet = TCP22
) -> list[tuple[str, list[tuple[str, str]]]]:
    """(verdict, [(kind, outcome)]) of every way."""
    traces = explain(network, "198.51.100.7", target, packet)
    return [(t.verdict, [(s.hop.kind, s.outcome) for s in t.steps]) for t in traces]


def test_a_packet_that_passes_ends_at_the_rule_that_admits_it() -> None:
    (trace,) = explain(built("net", "web", "eip", rules=(SSH,)), "198.51.100.7", "web", TCP22)
    assert trace.verdict == "reachable"
    assert [s.hop.urn for s in trace.steps] == ["alicloud_eip_address.eip", "alicloud_security_group_rule.r1"]


def test_a_packet_dies_at_the_rule_that_drops_it() -> None:
    drop = {**SSH, "policy": "drop"}
    (trace,) = explain(built("net", "web", "eip", rules=({**SSH, "priority": 9}, drop)), "198.51.100.7", "web", TCP22)
    assert trace.steps[-1].outcome == "dies"
    assert trace.steps[-1].hop.urn == "alicloud_security_group_rule.r2"


def test_a_packet_that_no_rule_matches_dies_at_the_groups() -> None:
    assert told(built("net", "web", "eip")) == [("closed", [("eip", "passes"), ("rule", "dies")])]


def test_the_reply_that_an_acl_drops_is_named() -> None:
    network = built("net", "web", "eip", rules=(SSH,), network_acl__edge=CLOSED_ACL)
    (trace,) = explain(network, "198.51.100.7", "web", TCP22)
    assert trace.steps[-1].hop.kind == "network-acl"
    assert "drop the reply" in trace.steps[-1].why


def test_a_white_list_that_refuses_the_sender_is_named() -> None:
    network = built("net", "clb", "acl", slb_acl__list={"entry_list": [{"entry": "203.0.113.0/24"}]})
    assert told(network, "lb", TransportSet.tcp(443)) == [("closed", [("listener", "passes"), ("acl", "dies")])]


def test_a_forward_entry_is_asked_by_its_external_or_its_internal_port() -> None:
    network = built("net", "web", "nat", "forward", rules=(SSH,))
    steps = [("eip", "passes"), ("forward-entry", "passes"), ("rule", "passes")]
    assert told(network) == [("reachable", steps)]
    assert told(network, packet=TransportSet.tcp(10022)) == [("reachable", steps)]
    assert told(network, "47.9.0.1", TransportSet.tcp(10022)) == [("reachable", steps)]
    assert told(network, "47.9.0.1", TCP22) == []


def test_nothing_leads_to_a_workload_without_a_public_path() -> None:
    assert told(built("net", "web", rules=(SSH,))) == []


def test_an_unknown_is_told_and_not_guessed() -> None:
    lost = {**SSH, "cidr_ip": None, "prefix_list_id": "pl-elsewhere"}
    (trace,) = explain(built("net", "web", "eip", rules=(lost,)), "198.51.100.7", "web", TCP22)
    assert trace.verdict == "indeterminate"
    assert "pl-elsewhere" in trace.steps[-1].why


def test_a_packet_is_one_port() -> None:
    with pytest.raises(ValueError, match="one port or type"):
        explain(built("net"), "198.51.100.7", "web", TransportSet.tcp(22, 23))


def test_a_forward_entry_without_effect_says_why() -> None:
    network = built("net", "web", "eip", "nat", "forward", rules=(SSH,))
    direct, forward = sorted(told(network), key=lambda t: t[0], reverse=True)
    assert direct == ("reachable", [("eip", "passes"), ("rule", "passes")])
    assert forward == ("closed", [("eip", "passes"), ("forward-entry", "dies")])
    unbound = built("net", "web", "nat", "forward", rules=(SSH,), nat_gateway__nat={"network_type": "intranet"})
    (trace,) = explain(unbound, "198.51.100.7", "web", TCP22)
    assert "not bound to the internet NAT gateway" in trace.steps[-1].why
