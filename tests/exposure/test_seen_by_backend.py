"""Where nobody knows whose address a backend sees, both are asked about, and that is said."""

from dataclasses import replace

import pytest

from yett_policies.exposure import Hop, analyse, vpc_zone
from yett_policies.exposure.explain import Step, agreed
from yett_policies.exposure.judge import EITHER, UNDOCUMENTED
from yett_policies.network import GroupPeer, Interface, SecurityGroup, Unknown
from yett_policies.snapshot import network_of

from .nouns import WEB, accept
from .table import cases, plan
from .test_judge import ALB, LISTENER
from .test_places import BOTH, at, block, twins

CASES = {case.name.partition(": ")[2]: case for case in cases()}
HOP = Hop("network-acl", "acl", "")


def needs(name: str) -> set[str]:
    """What would decide about the backend of a case."""
    (found,) = (one for one in analyse(network_of(plan(CASES[name]))).exposures if one.name == "web")
    return set(found.needs)


def test_what_would_decide_is_said() -> None:
    assert needs("nlb backend that may see the client") == {EITHER, UNDOCUMENTED}
    (rows,) = needs("nlb backend behind rows that nobody knows") - {EITHER, UNDOCUMENTED}
    assert "ingress_acl_entries" in rows


def test_steps_that_agree_are_told_of_the_client() -> None:
    client, balancer = Step(HOP, "dies", "from the client"), Step(HOP, "dies", "from its load balancer")
    assert agreed([client, balancer]) is client
    assert agreed([client, Step(HOP, "passes", "")]) == Step(HOP, "unknown", EITHER)


@pytest.mark.parametrize(
    ("member", "wanted"), [(at("10.0.1.7", "b"), "indeterminate"), (at("10.9.0.7", "f"), "reachable")]
)
def test_a_group_that_is_dropped_is_who_stands_beside_the_balancer_and_not_beside_its_client(
    member: Interface, wanted: str
) -> None:
    rules = (accept("10.0.0.0/8"), accept(policy="drop", peer=GroupPeer("m"), urn="drop"))
    found = twins(
        ends=("vpc", "far"),
        routes=BOTH,
        groups={
            "g": SecurityGroup("g", "g", "vpc", "basic", True, rules),
            "m": SecurityGroup("m", "m", Unknown("its vpc"), "basic", True, ()),
        },
        interfaces={"web": replace(WEB, addresses=block("10.0.0.10")), "member": member},
        balancers={"lb": replace(ALB, address_type="intranet", address="10.0.0.80")},
        listeners=(LISTENER,),
    )
    exposures = analyse(found, vpc_zone(found.vpcs["far"])).exposures
    behind = {one.verdict for one in exposures if one.workload == "web" and one.way.backend}
    assert behind == {wanted}
