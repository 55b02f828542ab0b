"""Inside of one vswitch machines do not meet its network ACL; whether an NLB counts as a machine nobody documents."""

from dataclasses import replace
from typing import Any

import pytest

from yett.packets import TransportSet
from yett_policies.exposure import analyse, explain_inside, origins, private_zone
from yett_policies.exposure.judge import INSIDE_ONE
from yett_policies.network import Interface, Network, NetworkAcl, Unknown

from .nouns import WEB, accept, network
from .test_judge import LB, LISTENER, acl, balanced
from .test_places import block

OUT = accept("0.0.0.0/0", direction="egress", urn="out")
NEAR = Interface("near", "near", "a", ("g",), block("10.0.0.77"))
FAR = replace(NEAR, urn="far", name="far", vswitch="b", addresses=block("10.0.1.77"))
HTTP = TransportSet.tcp(80)
VPC = private_zone("inside", "10.0.0.0/8")
SHUT = acl("11.0.0.0/8")
IN_ONLY = replace(acl("0.0.0.0/0"), egress=())
OUT_ONLY = replace(acl("0.0.0.0/0"), ingress=())


def game(*acls: NetworkAcl, **lb: Any) -> Network:
    """An NLB in vswitch a before `web`, and a machine in each vswitch."""
    nlb = replace(LB, family="nlb", address_type="intranet", address="10.0.0.80", **lb)
    hosts = {one.urn: one for one in (replace(WEB, addresses=block("10.0.0.10")), NEAR, FAR)}
    listeners = (replace(LISTENER, protocol="tcp"),)
    return balanced(accept("0.0.0.0/0"), OUT, lb=nlb, listeners=listeners, interfaces=hosts, network_acls=acls)


def told(found: Network, source: str, target: str = "lb") -> tuple[str, str]:
    """(verdict, why) of the last step of the way that goes through the NLB."""
    traces = explain_inside(found, origins(found, source), target, HTTP)
    (trace,) = (one for one in traces if one.way.backend)
    return trace.verdict, next((s.why for s in trace.steps if s.outcome == "unknown"), "")


@pytest.mark.parametrize("source", ["near", "10.0.0.99"])
def test_a_neighbour_of_an_nlb_may_not_meet_its_network_acl(source: str) -> None:
    assert told(game(SHUT), source) == (
        "indeterminate",
        INSIDE_ONE if source != "near" else f"leaving near: {INSIDE_ONE}",
    )
    assert told(game(), source) == told(game(acl("0.0.0.0/0")), source) == ("reachable", "")


@pytest.mark.parametrize("source", ["far", "10.0.1.99"])
def test_who_is_in_another_vswitch_meets_it(source: str) -> None:
    assert told(game(SHUT), source)[0] == "closed"
    assert told(game(acl("0.0.0.0/0")), source) == ("reachable", "")


@pytest.mark.parametrize("rows", [IN_ONLY, OUT_ONLY])
def test_what_its_own_network_acl_drops_may_leave_a_neighbour_all_the_same(rows: NetworkAcl) -> None:
    assert told(game(rows), "near") == ("indeterminate", f"leaving near: {INSIDE_ONE}")


def test_through_a_load_balancer_nobody_is_a_neighbour_of_its_server() -> None:
    found = game(SHUT, vswitches=("b",))
    assert told(found, "10.0.0.99", "web")[0] == "closed"
    assert analyse(found, private_zone("one", "10.0.0.99")).verdict("lb") == "reachable"


def test_of_a_machine_in_a_vswitch_that_nobody_knows_something_else_is_said() -> None:
    found = network(accept("0.0.0.0/0"), room=Unknown("its block"), network_acls=(SHUT,))
    (trace,) = explain_inside(found, origins(found, "10.0.0.99"), "10.0.0.10", HTTP)
    assert [(step.outcome, INSIDE_ONE in step.why) for step in trace.steps][:1] == [("unknown", False)]


def test_what_nobody_knows_of_a_network_acl_is_told_alone_where_nobody_is_beside() -> None:
    lost = acl("11.0.0.0/8", at=Unknown("what it guards"))
    found = game(lost)
    far = {urn: replace(one, vpc="another vpc") for urn, one in found.vswitches.items()}
    alone = [e.needs for e in analyse(replace(found, vswitches=far), VPC).exposures if e.workload == "lb"]
    beside = [e.needs for e in analyse(found, VPC).exposures if e.workload == "lb"]
    assert (alone, beside) == ([("what it guards",)], [("what it guards", INSIDE_ONE)])
    nowhere = network(accept("0.0.0.0/0"), interfaces={"web": replace(WEB, vswitch=None)}, network_acls=(lost,))
    assert {e.needs for e in analyse(nowhere, VPC).exposures} == {('which VPC "web" is in', "what it guards")}
