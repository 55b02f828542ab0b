"""A sender is a place and an address: VPCs whose blocks overlap are told apart."""

from dataclasses import replace
from typing import Any

import pytest

from yett.packets import AddressSet, TransportSet
from yett_policies.exposure import analyse, explain_inside, origins, private_zone, vpc_zone
from yett_policies.exposure.lines import Peers
from yett_policies.exposure.places import home, members_from, stands
from yett_policies.exposure.sets import EVERYONE, NOBODY
from yett_policies.exposure.way import Start
from yett_policies.network import (
    Cidr,
    GroupPeer,
    Interface,
    Network,
    Peering,
    RouteEntry,
    SecurityGroup,
    Unknown,
    Vpc,
    VSwitch,
)

from .nouns import WEB, accept, network
from .test_judge import acl

TCP22 = TransportSet.tcp(22)
TEN = (Cidr.parse("10.0.0.0/8"),)
SSH = accept("0.0.0.0/0")


def block(text: str) -> tuple[Cidr, ...]:
    return (Cidr.parse(text),)


def route(vpc: str, to: str, hop: str = "link", kind: str = "vpcpeer") -> RouteEntry:
    return RouteEntry(f"{vpc} {to}", vpc, vpc, Cidr.parse(to), hop, kind)


def twins(
    *rules: Any, ends: tuple[Any, Any] | None = None, routes: tuple[RouteEntry, ...] = (), **nouns: Any
) -> Network:
    """`web` in a VPC, and two more VPCs of the same blocks; `far` has its vswitch at 10.9.0.0/24."""
    found = network(
        *rules, **{"cidrs": TEN, "interfaces": {"web": replace(WEB, addresses=block("10.0.0.10"))}, **nouns}
    )
    more = {urn: Vpc(urn, urn, TEN) for urn in ("far", "third")}
    room = {"f": VSwitch("f", "f", "far", block("10.9.0.0/24")), "t": VSwitch("t", "t", "third", block("10.9.0.0/24"))}
    return replace(
        found,
        vpcs={**found.vpcs, **more},
        vswitches={**found.vswitches, **room},
        peerings=(Peering("link", "link", ends),) if ends else (),
        route_entries=routes,
    )


BOTH = (route("vpc", "10.9.0.0/16"), route("far", "10.0.0.0/24"))


def seen(found: Network, vpc: str, workload: str = "web") -> list[tuple[str, str]]:
    """(sources, verdict) of what a VPC reaches."""
    exposures = analyse(found, vpc_zone(found.vpcs[vpc])).exposures
    return [(str(e.sources), e.verdict) for e in exposures if e.workload == workload]


def test_a_vpc_of_the_same_blocks_reaches_nothing_without_a_peering() -> None:
    assert seen(twins(SSH), "vpc") == [("10.0.0.0/8", "reachable")]
    assert seen(twins(SSH), "far") == []


def test_a_peering_is_no_way_for_a_third_vpc_of_the_same_blocks() -> None:
    found = twins(SSH, ends=("vpc", "far"), routes=BOTH)
    assert seen(found, "far") == [("10.9.0.0/16", "reachable")]
    assert seen(found, "third") == []


@pytest.mark.parametrize(("ends", "far", "third"), [
    (("vpc", Unknown("its end")), "indeterminate", "indeterminate"),
    (("vpc", "outside:vpc-1"), "", ""),
    ((Unknown("its end"), "far"), "indeterminate", ""),
])  # fmt: skip
def test_a_peering_to_nobody_knows_where_may_lead_to_any_other_vpc(ends: Any, far: str, third: str) -> None:
    found = twins(SSH, ends=ends, routes=BOTH)
    verdicts = {vpc: "".join(verdict for _, verdict in seen(found, vpc)) for vpc in ("vpc", "far", "third")}
    assert verdicts == {"vpc": "reachable", "far": far, "third": third}


def test_a_route_through_what_is_not_modelled_may_lead_to_any_other_vpc() -> None:
    found = twins(SSH, routes=(route("vpc", "10.9.0.0/16", "cen", "attachment"),))
    assert seen(found, "far") == [("10.9.0.0/16", "indeterminate")]
    assert seen(found, "vpc") == [("10.0.0.0/8", "reachable")]


def test_a_neighbour_of_the_same_address_in_another_vpc_meets_the_network_acl() -> None:
    routes = (route("vpc", "10.0.0.128/25"), route("far", "10.0.0.0/25"))
    shut = twins(SSH, ends=("vpc", "far"), routes=routes, network_acls=(acl("11.0.0.0/8"),))
    assert seen(shut, "far") == []
    assert [verdict for _, verdict in seen(replace(shut, network_acls=()), "far")] != []


def grouped(*addresses: str, **nouns: Any) -> Network:
    """A rule for the members of a group, of which one is at each of these places."""
    hosts = {"web": replace(WEB, addresses=block("10.0.0.10"))}
    for number, (vswitch, address) in enumerate(text.split() for text in addresses):
        one = Interface(f"m{number}", f"m{number}", vswitch, ("m",), block(address))
        hosts[one.urn] = one
    found = twins(accept(peer=GroupPeer("m")), ends=("vpc", "far"), routes=BOTH, interfaces=hosts, **nouns)
    return replace(
        found, groups={**found.groups, "m": SecurityGroup("m", "m", Unknown("its vpc"), "enterprise", True, ())}
    )


def test_a_member_of_a_group_is_known_by_its_place_and_not_by_its_address() -> None:
    assert seen(grouped("t 10.9.0.7"), "far") == []
    assert seen(grouped("f 10.9.0.7"), "far") == [("10.9.0.7/32", "reachable")]
    assert seen(grouped("t 10.0.0.7"), "vpc") == []
    assert seen(grouped("a 10.0.0.7"), "vpc") == [("10.0.0.7/32", "reachable")]


def test_a_member_in_a_vpc_that_nobody_knows_may_be_the_sender() -> None:
    lost = {"z": VSwitch("z", "z", Unknown("its vpc"), block("10.0.0.0/24"))}
    found = grouped("z 10.0.0.7")
    assert seen(replace(found, vswitches={**found.vswitches, **lost}), "vpc") == [("10.0.0.7/32", "indeterminate")]


def test_a_named_set_of_addresses_may_be_in_any_vpc() -> None:
    found = twins(SSH, ends=("vpc", "far"), routes=BOTH)
    verdicts = [(str(e.sources), e.verdict) for e in analyse(found, private_zone("x", "10.9.0.0/24")).exposures]
    assert verdicts == [("10.9.0.0/24", "reachable")] * 2


def told(found: Network, source: str, vpc: str | None = None) -> list[tuple[str, str]]:
    """(who, verdict) of the packet from everybody that a text may mean."""
    return [
        (who.name, trace.verdict)
        for who in origins(found, source, vpc)
        for trace in explain_inside(found, (who,), "web", TCP22)
    ]


def test_an_address_that_several_vpcs_hold_is_explained_from_each() -> None:
    found = twins(SSH)
    assert told(found, "10.9.0.7") == [
        ('10.9.0.7 in vpc "vpc"', "reachable"),
        ('10.9.0.7 in vpc "far"', "closed"),
        ('10.9.0.7 in vpc "third"', "closed"),
    ]
    assert told(found, "10.9.0.7", "far") == [("10.9.0.7", "closed")]
    assert told(found, "192.168.0.7") == [("192.168.0.7", "closed")]


def test_of_workloads_with_one_address_each_is_asked_for_itself() -> None:
    near = Interface("near", "near", "a", ("g",), block("10.0.0.7"))
    away = Interface("away", "away", "f", ("g",), block("10.0.0.7"))
    hosts = {"web": replace(WEB, addresses=block("10.0.0.10")), "near": near, "away": away}
    found = twins(SSH, replace(SSH, urn="out", direction="egress"), interfaces=hosts)
    assert [one for one in told(found, "10.0.0.7") if "third" not in one[0]] == [
        ('10.0.0.7 of "near"', "reachable"),
        ('10.0.0.7 of "away"', "closed"),
    ]
    assert told(found, "10.0.0.7", "far") == [("10.0.0.7", "closed")]


def test_a_network_acl_excuses_neighbours_of_its_own_vpc_only() -> None:
    routes = (route("vpc", "10.0.0.128/25"), route("far", "10.0.0.0/25"))
    shut = twins(SSH, ends=("vpc", "far"), routes=routes, network_acls=(acl("11.0.0.0/8"),))
    assert told(shut, "10.0.0.200", "vpc") == [("10.0.0.200", "indeterminate")]
    assert told(shut, "10.0.0.200", "far") == [("10.0.0.200", "closed")]


NEAR, AWAY, LOST = "vpc", "far", Unknown("its vpc")


@pytest.mark.parametrize(
    ("vpc", "start", "wanted"),
    [
        (NEAR, Start(NEAR), True),
        (AWAY, Start(NEAR), False),
        (None, Start(NEAR), None),
        (NEAR, Start(None, NEAR), False),
        (AWAY, Start(None, NEAR), None),
        (None, Start(None, NEAR), None),
        (AWAY, Start(), None),
    ],
)
def test_who_may_stand_where_senders_start(vpc: str | None, start: Start, wanted: bool | None) -> None:
    assert stands(vpc, start) is wanted


@pytest.mark.parametrize("vswitch", [None, "elsewhere", LOST, "z"])
def test_what_is_in_a_vswitch_that_nobody_knows_has_no_known_home(vswitch: Any) -> None:
    found = Network(vswitches={"z": VSwitch("z", "z", LOST, LOST), "a": VSwitch("a", "a", "vpc", LOST)})
    assert (home(found, vswitch), home(found, "a")) == (None, "vpc")


def at(address: str, vswitch: Any = "a") -> Interface:
    return Interface(address, address, vswitch, ("m",), block(address))


ONE, TWO = AddressSet.of("10.0.0.1"), AddressSet.of("10.0.0.2")
WHETHER = 'whether "10.0.0.2" is where the sender is'
HIDDEN = replace(at("10.0.0.3"), addresses=())


@pytest.mark.parametrize(
    ("hosts", "start", "wanted"),
    [
        ((at("10.0.0.1"),), Start(NEAR), Peers(ONE, ONE)),
        ((at("10.0.0.1"), at("10.0.0.2", "f")), Start(NEAR), Peers(ONE, ONE)),
        ((at("10.0.0.1"), at("10.0.0.2", LOST)), Start(NEAR), Peers(ONE, ONE | TWO, (WHETHER,))),
        ((at("10.0.0.1"), at("10.0.0.2", "f")), Start(None, NEAR), Peers(NOBODY, TWO, (WHETHER,))),
        (
            (HIDDEN, at("10.0.0.2", LOST)),
            Start(NEAR),
            Peers(NOBODY, AddressSet.of("10.0.0.0/24"), ('the private addresses of "10.0.0.3"', WHETHER)),
        ),
    ],
)
def test_members_of_a_group_are_those_who_stand_where_senders_start(
    hosts: tuple[Interface, ...], start: Start, wanted: Peers
) -> None:
    groups = {"m": SecurityGroup("m", "m", LOST, "basic", True, ())}
    assert members_from(twins(groups=groups), "m", hosts, start) == wanted


def test_a_group_of_another_vpc_has_no_members_here_and_one_that_nobody_holds_may_have_any() -> None:
    groups = {"m": SecurityGroup("m", "m", AWAY, "basic", True, (), complete=False)}
    found = twins(groups=groups)
    assert members_from(found, "m", (), Start(NEAR)) == Peers(NOBODY, NOBODY)
    assert members_from(found, "m", (), Start(AWAY)).most == EVERYONE
    assert members_from(found, "outside", (at("10.0.0.1"),), Start(NEAR)).sure == ONE


def test_of_several_senders_each_trace_says_whose_it_is() -> None:
    found = twins(SSH, ends=("vpc", "far"), routes=BOTH)
    first = [trace.steps[0] for trace in explain_inside(found, origins(found, "10.9.0.7"), "web", TCP22)]
    assert {(step.hop.kind, step.hop.urn, step.why) for step in first} == {
        ("sender", "vpc", '10.9.0.7 in vpc "vpc"'),
        ("sender", "far", '10.9.0.7 in vpc "far"'),
    }


def test_a_target_by_an_address_that_several_have_is_each_of_them() -> None:
    web = replace(WEB, addresses=block("10.0.0.10"))
    away = Interface("away", "away", "f", ("g",), block("10.0.0.10"))
    found = twins(SSH, interfaces={"web": web, "away": away})
    for vpc, reached in (("vpc", "web"), ("far", "away")):
        traces = explain_inside(found, origins(found, "10.7.0.7", vpc), "10.0.0.10", TCP22)
        assert [(trace.way.workload, trace.verdict) for trace in traces] == [(reached, "reachable")]


def test_a_sender_in_a_vpc_that_nobody_knows_is_undecided() -> None:
    lost = Interface("lost", "lost", Unknown("its vswitch"), ("g",), block("10.0.0.7"))
    hosts = {"web": replace(WEB, addresses=block("10.0.0.10")), "lost": lost}
    found = twins(SSH, replace(SSH, urn="out", direction="egress"), interfaces=hosts)
    (trace,) = explain_inside(found, origins(found, "lost"), "web", TCP22)
    assert trace.verdict == "indeterminate"
    assert [step.why for step in trace.steps if step.outcome == "unknown"] == ['which VPC "lost" is in']


def why_unrouted(found: Network, source: str, target: str) -> list[str]:
    traces = explain_inside(found, origins(found, source, "vpc"), target, TCP22)
    return [step.why for trace in traces for step in trace.steps if step.hop.kind == "route"]


def test_no_route_is_told_apart_from_no_address_of_the_family() -> None:
    both = {"web": replace(WEB, addresses=(*block("10.0.0.10"), *block("2001:db8::10")), has_ipv6=True)}
    found = twins(SSH, interfaces=both)
    assert why_unrouted(found, "192.168.0.7", "web") == ["no route leads from 192.168.0.7 to where web is"]
    assert why_unrouted(found, "192.168.0.7", "10.0.0.10") == ["no route leads from 192.168.0.7 to where web is"]
    (said,) = why_unrouted(found, "10.0.0.7", "2001:db8::10")
    assert said == "10.0.0.7 has no IPv6 address to send from"
    (said,) = why_unrouted(found, "2001:db8:9::7", "10.0.0.10")
    assert said == "2001:db8:9::7 has no IPv4 address to send from"


def test_a_sender_with_a_host_is_said_by_its_host() -> None:
    near = Interface("near", "near", "a", ("g",), block("10.0.0.7"))
    away = Interface("away", "away", "f", ("g",), block("10.0.0.7"))
    hosts = {"web": replace(WEB, addresses=block("10.0.0.10")), "near": near, "away": away}
    found = twins(SSH, replace(SSH, urn="out", direction="egress"), ends=("vpc", "far"), routes=BOTH, interfaces=hosts)
    traces = explain_inside(found, origins(found, "10.0.0.7"), "web", TCP22)
    first = {(trace.steps[0].hop.kind, trace.steps[0].hop.urn) for trace in traces}
    assert ("sender", "near") in first
