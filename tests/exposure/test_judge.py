"""Who is asked about a way: the groups, the network ACLs, and which addresses a backend sees."""

from dataclasses import replace
from typing import Any

import pytest

from yett.packets import AddressSet, TransportSet
from yett_policies.exposure import Analysis, Zone, analyse, explain, rows, vpc_zone
from yett_policies.exposure.judge import INSIDE_ONE, Judge
from yett_policies.network import (
    ALL_PORTS,
    EVERYONE,
    AccessList,
    AclBinding,
    AclEntry,
    Cidr,
    EipAssociation,
    GroupPeer,
    Listener,
    LoadBalancer,
    Member,
    Network,
    NetworkAcl,
    PortRange,
    Rule,
    Unknown,
)

from .nouns import BLOCKS, EIP, WEB, accept, network

LB = LoadBalancer("lb", "lb", "clb", "internet", ("a",), "vpc")
LISTENER = Listener("l", "l", "lb", "http", PortRange(80, 80), members=(Member("web", 8080),))
UNDOCUMENTED = "whether the backend's security groups filter what a load balancer forwards is not documented"


def acl(*cidrs: str, urn: str = "acl", at: Any = "a") -> NetworkAcl:
    """Lets in and answers these, on all ports."""
    row = AclEntry("row", "accept", "all", ALL_PORTS, tuple(map(Cidr.parse, cidrs)))
    return NetworkAcl(urn, urn, (row,), (row,), (at,))


def balanced(*rules: Rule, protocol: str = "http", lb: LoadBalancer = LB, **nouns: Any) -> Network:
    return network(*rules, **{"balancers": {"lb": lb}, "listeners": (replace(LISTENER, protocol=protocol),), **nouns})


def seen(found: Analysis, workload: str = "web") -> list[tuple[str, str, tuple[str, ...]]]:
    """(verdict, sources, needs) of each exposure."""
    return [(e.verdict, str(e.sources), e.needs) for e in found.exposures if e.workload == workload]


def verdict(found: Network, zone: Zone | None = None) -> str:
    return (analyse(found, zone) if zone else analyse(found)).verdict("web")


ALB = replace(LB, family="alb")
ANY = replace(ALB, vswitches=())
"""One of which nobody knows where in its VPC it stands."""
BEHIND: list[tuple[str, LoadBalancer, Any, str]] = [
    ("100.64.0.0/10", LB, BLOCKS, "reachable"),
    ("10.0.0.0/8", LB, BLOCKS, "indeterminate"),
    ("10.0.0.0/8", ANY, BLOCKS, "reachable"),
    ("100.64.0.0/10", ANY, BLOCKS, "indeterminate"),
    ("10.0.0.0/9", ANY, BLOCKS, "indeterminate"),
    ("10.0.0.0/8", replace(ANY, has_ipv6=True), BLOCKS, "indeterminate"),
    ("10.0.0.0/8", replace(ANY, has_ipv6=Unknown("the version")), BLOCKS, "indeterminate"),
    ("10.0.0.0/8", ANY, Unknown("the blocks"), "indeterminate"),
    ("10.0.1.0/24", ANY, BLOCKS, "indeterminate"),
    ("10.0.1.0/24", replace(ALB, vswitches=("b",)), BLOCKS, "reachable"),
    ("10.0.1.0/24", replace(ALB, vswitches=("b", "b")), BLOCKS, "reachable"),
    ("10.0.1.0/24", replace(ALB, vswitches=("b", "a")), BLOCKS, "indeterminate"),
    ("10.0.1.0/24", replace(ALB, vswitches=("b", "elsewhere")), BLOCKS, "indeterminate"),
    ("10.0.1.0/24", replace(ALB, vswitches=("b", Unknown("the other zone"))), BLOCKS, "indeterminate"),
    ("10.0.0.0/8", replace(ALB, vswitches=("elsewhere",)), BLOCKS, "reachable"),
    ("0.0.0.0/0", ANY, Unknown("the blocks"), "reachable"),
    ("0.0.0.0/0", replace(ANY, vpc=None), BLOCKS, "reachable"),
    ("10.0.0.0/8", replace(ANY, vpc="elsewhere"), BLOCKS, "indeterminate"),
    ("0.0.0.0/0", ANY, BLOCKS[1:], "indeterminate"),
    ("10.0.0.0/24", ALB, BLOCKS, "reachable"),
    ("10.0.0.0/25", ALB, BLOCKS, "indeterminate"),
    ("10.0.0.0/24", replace(ALB, has_ipv6=True), BLOCKS, "indeterminate"),
    ("10.0.0.0/24", replace(ALB, has_ipv6=True), BLOCKS[:1], "reachable"),
    ("10.0.0.0/24", ALB, Unknown("the blocks"), "reachable"),
]


def test_what_groups_admit_is_decided_once_for_each_place() -> None:
    judge = Judge(network())
    assert judge.admissions() is judge.admissions()
    assert judge.admissions(default_open=True) is not judge.admissions()


@pytest.mark.parametrize(("admitted", "lb", "cidrs", "wanted"), BEHIND)
def test_behind_layer_7_the_groups_are_asked_about_the_balancers_own_addresses(
    admitted: str, lb: LoadBalancer, cidrs: Any, wanted: str
) -> None:
    assert verdict(balanced(accept(admitted), lb=lb, cidrs=cidrs)) == wanted


def test_each_listener_has_the_addresses_of_its_own_balancer() -> None:
    alb = replace(ALB, urn="alb", name="alb", address="47.0.0.9")
    listeners = (replace(LISTENER, urn="other", balancer="alb"), LISTENER)
    found = analyse(balanced(accept("100.64.0.0/10"), balancers={"alb": alb, "lb": LB}, listeners=listeners))
    verdicts = {e.hops[0].urn: e.verdict for e in found.exposures if e.workload == "web"}
    assert verdicts == {"other": "indeterminate", "l": "reachable"}


def test_a_balancer_that_is_dialled_by_an_eip_is_found_by_its_listener() -> None:
    bound = (EipAssociation("bound", "eip", "lb"),)
    inside = replace(ALB, address_type="intranet")
    assert verdict(balanced(accept("10.0.0.0/8"), lb=inside, eips=EIP["eips"], associations=bound)) == "reachable"


def test_behind_layer_4_the_groups_are_asked_about_the_client() -> None:
    found = seen(analyse(balanced(accept("8.0.0.0/8"), protocol="tcp")))
    assert found[0] == ("reachable", "8.0.0.0/8", ())
    assert (found[1][0], found[1][2]) == ("indeterminate", (UNDOCUMENTED,))


def test_what_is_not_known_of_a_list_is_told_beside_what_is_not_documented() -> None:
    lost = replace(LISTENER, acl=AclBinding("white", Unknown("the list")))
    assert seen(analyse(balanced(listeners=(lost,))))[0][2] == ("the list", UNDOCUMENTED)


def test_where_the_groups_admit_all_that_comes_nothing_undocumented_is_left() -> None:
    doubted = replace(LISTENER, is_on=Unknown("whether it is on"))
    assert seen(analyse(balanced(accept("100.64.0.0/10"), listeners=(doubted,))))[0][2] == ("whether it is on",)


def test_a_white_list_for_everybody_hides_no_doubt_about_its_other_entries() -> None:
    white = AccessList("white", "white", EVERYONE, (Unknown("an entry"),))
    lost = replace(LISTENER, acl=AclBinding("white", ("white",)), is_on=Unknown("whether it is on"))
    found = analyse(balanced(listeners=(lost,), access_lists={"white": white}))
    assert seen(found, "lb")[0][2] == ("whether it is on",)


@pytest.mark.parametrize(
    ("protocol", "allowed", "wanted"),
    [
        ("http", "100.64.0.0/10", [("reachable", "0.0.0.0/0")]),
        ("http", "8.0.0.0/8", []),
        ("tcp", "8.0.0.0/8", [("reachable", "8.0.0.0/8")]),
    ],
)
def test_a_network_acl_sees_what_the_backend_sees(protocol: str, allowed: str, wanted: list[tuple[str, str]]) -> None:
    found = balanced(accept("0.0.0.0/0"), protocol=protocol, network_acls=(acl(allowed),))
    assert [(e.verdict, *rows(e)[0].cidrs) for e in analyse(found).exposures if e.workload == "web"] == wanted


def test_a_row_of_a_network_acl_that_may_admit_the_balancer_leaves_its_backend_open() -> None:
    row = AclEntry("lost", "accept", "all", ALL_PORTS, Unknown("the peer"))
    lost = replace(acl("0.0.0.0/0"), ingress=(row,))
    ((verdict, _, needs),) = seen(analyse(balanced(accept("0.0.0.0/0"), network_acls=(lost,))))
    assert (verdict, needs) == ("indeterminate", ("the peer", UNDOCUMENTED))


def test_a_backend_of_a_balancer_that_nobody_knows_is_asked_about_anybody() -> None:
    listener = replace(LISTENER, balancer=Unknown("the balancer"))
    for allowed in ("10.0.0.0/8", "100.64.0.0/10"):
        found = balanced(accept("0.0.0.0/0"), lb=ALB, listeners=(listener,), network_acls=(acl(allowed),))
        assert [(e[0], e[2]) for e in seen(analyse(found))] == [("indeterminate", (UNDOCUMENTED, "the balancer"))]


@pytest.mark.parametrize(("at", "needs"), [("a", (INSIDE_ONE,)), (Unknown("its vswitch"), ("its vswitch",))])
def test_a_network_acl_may_not_be_met_by_a_balancer_beside_its_server(at: Any, needs: tuple[str, ...]) -> None:
    lb = replace(ALB, vswitches=("a",))
    found = analyse(balanced(accept("0.0.0.0/0"), lb=lb, network_acls=(acl("8.0.0.0/8", at=at),)))
    assert [(e.verdict, e.needs[:1]) for e in found.exposures if e.workload == "web"] == [("indeterminate", needs)]


def test_a_network_acl_behind_a_white_list_admits_nobody_more() -> None:
    white = AccessList("white", "white", (Cidr.parse("8.0.0.0/8"),))
    listed = replace(LISTENER, protocol="tcp", acl=AclBinding("white", ("white",)))
    guarded = balanced(
        accept("0.0.0.0/0"), listeners=(listed,), access_lists={"white": white}, network_acls=(acl("0.0.0.0/0"),)
    )
    assert seen(analyse(guarded)) == [("reachable", "8.0.0.0/8", ())]


def test_a_network_acl_before_an_eip_admits_nobody_by_ipv6() -> None:
    assert verdict(network(accept("::/0"), **EIP, network_acls=(acl("0.0.0.0/0", "::/0"),))) == "closed"


def test_a_balancer_without_groups_is_open_whatever_group_a_rule_may_be_in() -> None:
    stray = accept("0.0.0.0/0", policy="drop")
    assert [found[0] for found in seen(analyse(balanced(lb=ALB, stray_rules=(stray,))), "lb")] == ["reachable"]


@pytest.mark.parametrize(
    ("family", "vswitches", "wanted"),
    [
        ("nlb", ("a",), "closed"),
        ("nlb", ("b",), "reachable"),
        ("nlb", ("a", "b"), "indeterminate"),
        ("nlb", (), "reachable"),
        ("alb", ("a",), "reachable"),
        ("clb", ("a",), "reachable"),
    ],
)
def test_a_network_acl_stands_before_an_nlb_of_one_vswitch_alone(
    family: str, vswitches: tuple[str, ...], wanted: str
) -> None:
    lb = replace(LB, family=family, vswitches=vswitches)
    listener = replace(LISTENER, protocol="tcp")
    assert analyse(balanced(lb=lb, listeners=(listener,), network_acls=(acl(),))).verdict("lb") == wanted


def test_neighbours_in_a_vswitch_do_not_meet_its_network_acl() -> None:
    shut = network(accept("0.0.0.0/0"), network_acls=(acl("11.0.0.0/8"),))
    found = analyse(shut, vpc_zone(shut.vpcs["vpc"]))
    assert [e.sources for e in found.exposures] == [AddressSet.of("10.0.0.0/24")]


def test_a_network_acl_still_admits_whom_it_lists_beside_the_neighbours() -> None:
    found = network(accept("0.0.0.0/0"), network_acls=(acl("10.0.1.0/24"),))
    (exposure,) = analyse(found, vpc_zone(found.vpcs["vpc"])).exposures
    assert exposure.sources == AddressSet.of("10.0.0.0/23")


def test_nobody_of_the_internet_is_a_neighbour() -> None:
    public = (Cidr.parse("30.0.0.0/24"),)
    assert verdict(network(accept("0.0.0.0/0"), room=public, **EIP, network_acls=(acl(),))) == "closed"


def test_nobody_of_the_internet_is_a_member_of_a_group() -> None:
    member = replace(WEB, addresses=(Cidr.parse("30.0.0.10"),))
    found = network(accept("0.0.0.0/0", peer=GroupPeer("g")), **EIP, interfaces={"web": member})
    assert [trace.verdict for trace in explain(found, "30.0.0.10", "web", TransportSet.tcp(22))] == ["closed"]


def test_a_network_acl_on_the_way_is_told_after_the_address_that_is_dialled() -> None:
    found = analyse(network(accept("0.0.0.0/0"), **EIP, network_acls=(acl("8.0.0.0/8"),)))
    assert [hop.kind for hop in found.exposures[0].path()] == ["eip", "network-acl", "rule"]
    assert [hop.kind for hop in analyse(network(accept("0.0.0.0/0"), **EIP)).exposures[0].path()] == ["eip", "rule"]
