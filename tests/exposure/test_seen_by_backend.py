"""Where nobody knows whose address a backend sees, both are asked about, and that is said."""

from dataclasses import replace

import pytest

from yett.packets import TransportSet
from yett_policies.exposure import Hop, Way, analyse, explain_inside, origins, vpc_zone
from yett_policies.exposure.behind import seen_from
from yett_policies.exposure.explain import Step, agreed
from yett_policies.exposure.judge import EITHER, UNDOCUMENTED
from yett_policies.network import ALL_PORTS, AclEntry, GroupPeer, Interface, SecurityGroup, Unknown
from yett_policies.snapshot import network_of

from .nouns import WEB, accept
from .table import cases, plan
from .test_judge import ALB, LISTENER, acl, balanced
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


SIX = replace(WEB, addresses=(), has_ipv6=True)
FOUR_ONLY = replace(WEB, addresses=block("10.0.0.10"))


@pytest.mark.parametrize(
    ("kind", "target", "four", "six"),
    [
        ("client", FOUR_ONLY, "client", "balancer"),
        ("client", SIX, "client", "either"),
        ("client", replace(SIX, has_ipv6=Unknown("its families")), "client", "either"),
        ("client", None, "client", "either"),
        ("either", FOUR_ONLY, "either", "balancer"),
        ("either", SIX, "either", "either"),
        ("balancer", SIX, "balancer", "balancer"),
        ("balancer", FOUR_ONLY, "balancer", "balancer"),
    ],
)
def test_a_client_of_ipv6_is_not_itself_before_a_server_without_ipv6(
    kind: str, target: Interface | None, four: str, six: str
) -> None:
    way = Way("web", "web", "", (), TransportSet.all(), TransportSet.all(), target=target, backend=f"behind-{kind}")
    assert (seen_from(way, 4), seen_from(way, 6)) == (four, six)


def test_what_only_clients_of_ipv6_leave_open_is_not_asked_where_none_can_dial() -> None:
    row = AclEntry("lost", "accept", "all", ALL_PORTS, Unknown("the peer"))
    lost = replace(acl("0.0.0.0/0"), ingress=(row,))
    found = analyse(balanced(accept("0.0.0.0/0"), protocol="tcp", network_acls=(lost,)))
    assert [one.needs for one in found.exposures if one.workload == "web"] == [("the peer", UNDOCUMENTED)]


DROPPED = (accept("10.0.0.0/8"), accept(policy="drop", peer=GroupPeer("m"), urn="drop"))


@pytest.mark.parametrize("member", [at("10.0.0.7"), at("10.9.0.7", "f"), replace(at("10.0.0.8"), addresses=())])
@pytest.mark.parametrize(("own", "wanted"), [((), "reachable"), (("g",), "reachable"), (("m",), "indeterminate")])
def test_no_member_of_a_group_sends_what_a_balancer_sends(member: Interface, own: tuple[str, ...], wanted: str) -> None:
    """Whether its packets count as those of its own groups nobody documents; `explain` and the analysis agree."""
    found = twins(
        ends=("vpc", "far"),
        routes=BOTH,
        groups={
            "g": SecurityGroup("g", "g", "vpc", "basic", True, DROPPED),
            "m": SecurityGroup("m", "m", Unknown("its vpc"), "basic", True, ()),
        },
        interfaces={"web": replace(WEB, addresses=block("10.0.0.10")), "member": member},
        balancers={"lb": replace(ALB, address_type="intranet", address="10.0.0.80", groups=own)},
        listeners=(LISTENER,),
    )
    exposures = analyse(found, vpc_zone(found.vpcs["far"])).exposures
    assert {one.verdict for one in exposures if one.workload == "web" and one.way.backend} == {wanted}
    traces = explain_inside(found, origins(found, "10.9.0.9"), "web", TransportSet.tcp(80))
    assert {one.verdict for one in traces if one.way.backend} == {wanted}
