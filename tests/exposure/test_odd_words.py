"""A word that no document knows is unknown: never worse than any word it could stand for, and never a pass."""

import sys
from dataclasses import replace
from typing import Any

import pytest

from yett.packets import TrafficSet
from yett_policies.exposure import analyse
from yett_policies.network import Network
from yett_policies.resources import UNKNOWN
from yett_policies.snapshot import build_network, resources_of

from .nets import SSH, built, document

ODD = "sideways"
DROP = {**SSH, "policy": "drop"}
ACL: dict[str, Any] = {
    "vpc_id": "${alicloud_vpc.main.id}",
    "resources": [{"resource_id": "${alicloud_vswitch.a.id}", "resource_type": "VSwitch"}],
    "egress_acl_entries": [
        {"policy": "accept", "protocol": "all", "port": "-1/-1", "destination_cidr_ip": "0.0.0.0/0"}
    ],
}
ROW = {"policy": "accept", "protocol": "tcp", "port": "22/22", "source_cidr_ip": "0.0.0.0/0"}
CLB_ACL = {"acl_status": "on", "acl_type": "white"}
CACHE = {"vswitch_id": "${alicloud_vswitch.a.id}", "security_ips": ["0.0.0.0/0"]}
SHUT = {**ACL, "egress_acl_entries": [], "ingress_acl_entries": []}


def rule(word: str, value: str) -> Network:
    return built("net", "web", "eip", rules=({**SSH, "priority": 9}, {**SSH, word: value}))


def dropping_rule(word: str, value: str) -> Network:
    return built("net", "web", "eip", rules=({**SSH, "priority": 9}, {**DROP, word: value}))


def group(word: str, value: str) -> Network:
    return built("net", "web", "eip", rules=(SSH,), security_group__sg={word: value})


def association(word: str, value: str) -> Network:
    return built("net", "web", "eip", rules=(SSH,), eip_association__eip={word: value}, network_acl__x=SHUT)


def eni(word: str, value: str) -> Network:
    bound = {
        "allocation_id": "${alicloud_eip_address.second.id}",
        "instance_id": "${alicloud_ecs_network_interface.eni.id}",
        "instance_type": "NetworkInterface",
        word: value,
    }
    return built("net", "web", "eni", rules=(SSH,), eip_association__second=bound, network_acl__x=SHUT)


def nat(word: str, value: str) -> Network:
    return built("net", "web", "nat", "forward", rules=(SSH,), nat_gateway__nat={word: value})


def forward(word: str, value: str) -> Network:
    return built("net", "web", "nat", "forward", rules=(SSH,), forward_entry__ssh={word: value})


def clb(word: str, value: str) -> Network:
    return built("net", "clb", slb_load_balancer__lb={word: value})


def listener(word: str, value: str) -> Network:
    entries = {"entry_list": [{"entry": "203.0.113.0/24"}]}
    return built("net", "clb", "acl", slb_acl__list=entries, slb_listener__https={word: value})


def alb(word: str, value: str) -> Network:
    return built("net", "alb", alb_load_balancer__lb={word: value})


def alb_listener(word: str, value: str) -> Network:
    return built("net", "alb", alb_listener__http={word: value})


def nlb(word: str, value: str) -> Network:
    return built("net", "nlb", nlb_load_balancer__lb={word: value})


def row(word: str, value: str) -> Network:
    acl = {**ACL, "ingress_acl_entries": [{**ROW, word: value}]}
    return built("net", "web", "eip", rules=(SSH,), network_acl__x=acl)


def dropping_row(word: str, value: str) -> Network:
    rows = [{**ROW, "policy": "drop", word: value}, ROW]
    return built("net", "web", "eip", rules=(SSH,), network_acl__x={**ACL, "ingress_acl_entries": rows})


def cache(word: str, value: str) -> Network:
    return built("net", kvstore_instance__cache={**CACHE, word: value})


PROTOCOLS = ["tcp", "udp", "icmp", "gre", "all"]
WORDS: list[tuple[Any, str, list[str]]] = [
    (rule, "type", ["ingress", "egress"]),
    (rule, "policy", ["accept", "drop"]),
    (rule, "ip_protocol", PROTOCOLS),
    (dropping_rule, "type", ["ingress", "egress"]),
    (dropping_rule, "ip_protocol", PROTOCOLS),
    (group, "security_group_type", ["normal", "enterprise"]),
    (group, "inner_access_policy", ["Accept", "Drop"]),
    (association, "instance_type", ["EcsInstance"]),
    (association, "mode", ["NAT"]),
    (eni, "mode", ["NAT", "MULTI_BINDED", "BINDED"]),
    (nat, "network_type", ["internet", "intranet"]),
    (forward, "ip_protocol", ["tcp", "udp", "any"]),
    (clb, "address_type", ["internet", "intranet"]),
    (clb, "address_ip_version", ["ipv4", "ipv6"]),
    (listener, "acl_status", ["on", "off"]),
    (listener, "acl_type", ["white", "black"]),
    (listener, "protocol", ["tcp", "udp", "http", "https"]),
    (listener, "listener_forward", ["off"]),
    (alb, "address_type", ["Internet", "Intranet"]),
    (alb, "address_ip_version", ["IPv4", "DualStack"]),
    (alb_listener, "listener_protocol", ["HTTP", "HTTPS", "QUIC"]),
    (alb_listener, "status", ["Running", "Stopped"]),
    (nlb, "address_type", ["Internet", "Intranet"]),
    (row, "policy", ["accept", "drop"]),
    (row, "protocol", ["tcp", "udp", "all"]),
    (dropping_row, "policy", ["accept", "drop"]),
    (dropping_row, "protocol", ["tcp", "udp", "all"]),
    (cache, "enable_public", ["true", "false"]),
]


def opened(network: Network, workload: str, *verdicts: str) -> TrafficSet:
    """What reaches a workload with one of these verdicts, as it is dialled."""
    found = analyse(network).exposures
    return TrafficSet.union(e.traffic for e in found if e.workload == workload and e.verdict in verdicts)


def lost(value: Any) -> Any:
    """The value with UNKNOWN in the place of the odd word."""
    if isinstance(value, dict):
        return {key: lost(item) for key, item in value.items()}
    if isinstance(value, list):
        return [lost(item) for item in value]
    return UNKNOWN if value == ODD else value


def planned(*bases: str, **resources: Any) -> Network:
    """The network before apply, when nobody knows the word yet."""
    found = resources_of(document(*bases, **resources))
    return build_network([replace(one, props=lost(one.props)) for one in found])


def holds_between(odd: Network, known: list[Network]) -> None:
    for workload in analyse(odd).workloads:
        possible = opened(odd, workload, "reachable", "indeterminate")
        certain = opened(odd, workload, "reachable")
        for one in known:
            assert opened(one, workload, "reachable", "indeterminate") <= possible
            assert certain <= opened(one, workload, "reachable")


IDS = [f"{make.__name__} {word}" for make, word, _ in WORDS]


@pytest.mark.parametrize(("make", "word", "legal"), WORDS, ids=IDS)
def test_an_odd_word_may_open_what_any_word_opens_and_opens_for_certain_what_each_does(
    make: Any, word: str, legal: list[str]
) -> None:
    holds_between(make(word, ODD), [make(word, value) for value in legal])


@pytest.mark.parametrize(("make", "word", "legal"), WORDS, ids=IDS)
def test_so_does_a_word_that_is_not_known_yet(
    make: Any, word: str, legal: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    known = [make(word, value) for value in legal]
    monkeypatch.setattr(sys.modules[__name__], "built", planned)
    holds_between(make(word, ODD), known)
