"""An explanation names the hop that decides."""

from dataclasses import replace
from typing import Any

import pytest

from yett.packets import AddressSet, TransportSet
from yett_policies.exposure import Hop, Judge, Origin, Way, explain, sender_in
from yett_policies.exposure.explain import by_groups, steps
from yett_policies.exposure.sets import EVERYONE, NOBODY
from yett_policies.exposure.way import Senders
from yett_policies.network import Network, Unknown

from .ends import TCP80, analysis, exposure
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


ALL_OUT = [{"policy": "accept", "protocol": "all", "port": "-1/-1", "destination_cidr_ip": "0.0.0.0/0"}]
ROW = {"policy": "accept", "protocol": "tcp", "port": "22/22", "source_cidr_ip": "0.0.0.0/0"}
ELSEWHERE = [{"resource_id": "vsw-elsewhere", "resource_type": "VSwitch"}]


@pytest.mark.parametrize(
    ("acl", "outcome", "why"),
    [
        ({"ingress_acl_entries": [ROW]}, "passes", " lets packet and reply through"),
        ({"ingress_acl_entries": [{**ROW, "port": "80/80"}]}, "dies", ": its ingress rows drop tcp/22 from {}"),
        (
            {"ingress_acl_entries": [{**ROW, "source_cidr_ip": "10.0.0.0/8"}]},
            "dies",
            ": its ingress rows drop tcp/22 from {}",
        ),
        ({"ingress_acl_entries": [ROW], "egress_acl_entries": []}, "dies", ": its egress rows drop the reply to {}"),
        (
            {"ingress_acl_entries": [{**ROW, "policy": "sideways"}]},
            "unknown",
            ': a word of network acl "edge" ("sideways" is not one that yett knows)',
        ),
    ],
)
def test_a_network_acl_says_whether_the_packet_or_its_reply_dies(acl: dict[str, Any], outcome: str, why: str) -> None:
    network = built(
        "net", "web", "eip", rules=(SSH,), network_acl__edge={**CLOSED_ACL, "egress_acl_entries": ALL_OUT, **acl}
    )
    (trace,) = explain(network, "198.51.100.7", "web", TCP22)
    (step,) = [step for step in trace.steps if step.hop.kind == "network-acl" and step.why != step.hop.detail]
    assert (step.outcome, step.why) == (outcome, 'network acl "edge"' + why.format("198.51.100.7"))


def test_a_network_acl_that_may_stand_elsewhere_decides_nothing() -> None:
    network = built("net", "web", "eip", rules=(SSH,), network_acl__edge={**CLOSED_ACL, "ingress_acl_entries": []})
    acls = tuple(replace(acl, vswitches=(Unknown("where it stands"),)) for acl in network.network_acls)
    (trace,) = explain(replace(network, network_acls=acls), "198.51.100.7", "web", TCP22)
    (step,) = [step for step in trace.steps if step.hop.kind == "network-acl"]
    assert (trace.verdict, step.outcome, step.why) == ("indeterminate", "unknown", "where it stands")


def test_who_has_the_wrong_kind_of_address_cannot_dial_a_way() -> None:
    (trace,) = explain(built("net", "clb"), "2001:db9::7", "lb", TransportSet.tcp(443))
    assert trace.verdict == "closed"
    assert trace.steps[-1].why == 'listener "https" tcp/443 has no address that 2001:db9::7 can dial'


def test_a_port_that_no_way_carries_is_not_explained() -> None:
    every = {**SSH, "port_range": "1/65535"}
    assert told(built("net", "web", "nat", "forward", rules=(every,)), packet=TransportSet.tcp(4567)) == []


def test_a_zone_is_asked_by_an_address_that_gets_through_to_what_is_named() -> None:
    may = exposure("a", TCP22, "indeterminate", name="web", who="203.0.113.0/24")
    other, sure = exposure("b", TCP22, name="other", who="192.0.2.0/24"), exposure("c", TCP22, name="web")
    assert sender_in(analysis(other, may, sure), "web", TCP22) == "198.51.100.7"
    assert sender_in(analysis(other, may), "web", TCP22).startswith("203.0.113.")
    assert sender_in(analysis(may, exposure("c", TCP80, name="web")), "web", TCP22).startswith("203.0.113.")


DOOR, LISTENER, LIST, BACK = (
    Hop("eip", "a", "the door"),
    Hop("listener", "b", "the listener"),
    Hop("acl", "c", "the list"),
    Hop("route", "d", "the routes"),
)
PASSED = [("passes", "the door"), ("passes", "the listener")]


@pytest.mark.parametrize(
    ("more", "let", "refused", "unknown"),
    [
        (
            (),
            PASSED,
            [("dies", "the door has no address that me can dial"), PASSED[1]],
            [("unknown", "the door: why"), PASSED[1]],
        ),
        (
            (LIST,),
            [*PASSED, ("passes", "the list lets me through")],
            [*PASSED, ("dies", "the list refuses me")],
            [*PASSED, ("unknown", "the list: why")],
        ),
        (
            (BACK,),
            [*PASSED, ("passes", "the routes lead back to me")],
            [*PASSED, ("dies", "the routes do not lead back to me")],
            [*PASSED, ("unknown", "the routes: why")],
        ),
        (
            (LIST, BACK),
            [*PASSED, ("passes", "the list lets me through"), ("passes", "the routes lead back to me")],
            [*PASSED, ("dies", "the list refuses me"), ("dies", "the routes do not lead back to me")],
            [*PASSED, ("unknown", "the list: why"), ("unknown", "the routes: why")],
        ),
    ],
    ids=["an address", "a list", "routes", "a list and routes"],
)
def test_senders_are_told_apart_at_a_list_by_the_routes_of_the_answer_or_at_the_door(
    more: tuple[Hop, ...], let: Any, refused: Any, unknown: Any
) -> None:
    me = Origin("me", AddressSet.of("198.51.100.7"))
    back = BACK if BACK in more else None
    for senders, expected in (
        (Senders(), let),
        (Senders(NOBODY, NOBODY), refused),
        (Senders(NOBODY, EVERYONE, ("why",)), unknown),
    ):
        way = Way("web", "web", "", (DOOR, LISTENER, *more), TCP22, TCP22, senders=senders, back=back)
        assert [(s.outcome, s.why) for s in steps(Judge(Network()), way, me, TCP22)] == expected


def test_of_several_rules_that_let_a_sender_in_the_first_is_named() -> None:
    halves = ({**SSH, "cidr_ip": "10.0.0.0/25"}, {**SSH, "cidr_ip": "10.0.0.128/25"})
    network = built("net", "web", rules=halves)
    admission = Judge(network).admissions().of(("alicloud_security_group.sg",))
    step = by_groups(admission, "web", Origin("me", AddressSet.of("10.0.0.0/24")), TCP22)
    assert (step.outcome, step.hop.urn) == ("passes", "alicloud_security_group_rule.r1")
    assert step.why == "decided by: accept tcp/22 from 10.0.0.0/25, priority 1"
