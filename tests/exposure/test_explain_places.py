"""Explained from inside: which target an address means, who stands beside it, and what is told of routes."""

from dataclasses import replace

from yett_policies.exposure import explain_inside, origins
from yett_policies.network import Cidr, GroupPeer, Interface, Listener, LoadBalancer, PortRange, Unknown

from .nouns import WEB, accept, network
from .test_judge import acl
from .test_places import SSH, TCP22, block, route, twins

OUT4 = accept("0.0.0.0/0", direction="egress", urn="out")
OUT6 = accept("::/0", direction="egress", urn="out")
FOUR, SIX = Cidr.parse("10.0.0.9"), Cidr.parse("2001:db8::9")


def test_an_address_that_a_machine_and_a_balancer_have_in_two_vpcs_means_both() -> None:
    shown = {"lb": "10.0.0.10", "other": "10.0.0.11"}
    balancers = {
        urn: LoadBalancer(urn, urn, "nlb", "intranet", ("f",), "far", address) for urn, address in shown.items()
    }
    listeners = tuple(Listener(f"of {urn}", "l", urn, "tcp", PortRange(22, 22)) for urn in shown)
    found = twins(SSH, balancers=balancers, listeners=listeners)
    for vpc, reached in (("vpc", "web"), ("far", "lb")):
        traces = explain_inside(found, origins(found, "10.7.0.7", vpc), "10.0.0.10", TCP22)
        assert [(trace.way.workload, trace.verdict) for trace in traces] == [(reached, "reachable")]


def test_workloads_of_one_vswitch_are_beside_each_other_where_nobody_knows_its_block() -> None:
    near = Interface("near", "near", "a", ("g",), (FOUR,))
    hosts = {"web": WEB, "near": near}
    shut = network(SSH, OUT4, room=Unknown("the block"), interfaces=hosts, network_acls=(acl("11.0.0.0/8"),))
    (trace,) = explain_inside(shut, origins(shut, "near"), "10.0.0.10", TCP22)
    assert [(step.hop.kind, step.outcome) for step in trace.steps] == [("egress-rule", "passes"), ("rule", "passes")]


def test_a_senders_rules_are_asked_about_the_address_that_it_dials_over_each_family() -> None:
    near = replace(WEB, urn="near", name="near", addresses=(FOUR, SIX))
    both = accept("0.0.0.0/0", "::/0")
    for out, wanted in ((OUT4, ["reachable", "closed"]), (OUT6, ["closed", "reachable"])):
        found = network(both, out, interfaces={"web": WEB, "near": near})
        traces = explain_inside(found, origins(found, "near"), "web", TCP22)
        verdicts = {trace.way.address: trace.verdict for trace in traces}
        assert [verdicts[one] for one in ("10.0.0.10", "2001:db8::10")] == wanted


def test_a_route_to_nobody_knows_where_does_not_ask_which_vpc_its_sender_is_in() -> None:
    lost = Interface("lost", "lost", Unknown("its vswitch"), ("g",), block("10.9.0.7"))
    hosts = {"web": replace(WEB, addresses=block("10.0.0.10")), "lost": lost}
    routes = (route("vpc", "10.9.0.0/16", "cen", "attachment"),)
    found = twins(SSH, OUT4, interfaces=hosts, routes=routes)
    traces = explain_inside(found, origins(found, "lost"), "web", TCP22)
    why = [[step.why for step in trace.steps if step.outcome == "unknown"] for trace in traces]
    assert why == [['which VPC "lost" is in'], ['what next hop "cen" lets through, which yett does not model']]


def test_where_none_of_several_senders_is_routed_it_is_told_of_the_first() -> None:
    found = twins(accept(peer=GroupPeer("g")))
    _, *elsewhere = origins(found, "10.9.0.7")
    (trace,) = explain_inside(found, tuple(elsewhere), "web", TCP22)
    assert [step.why for step in trace.steps] == ['no route leads from 10.9.0.7 in vpc "far" to where web is']
