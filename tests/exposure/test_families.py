"""IPv4 and IPv6 are two networks: who has no address of one of them is not reached over it."""

from dataclasses import replace
from typing import Any

import pytest

from yett.packets import AddressSet, TransportSet
from yett_policies.exposure import analyse, explain_inside, flows, origins, vpc_zone
from yett_policies.exposure.families import V4, V6, dialled_from
from yett_policies.exposure.inside import _wanted
from yett_policies.exposure.routing import _sending
from yett_policies.exposure.sets import EVERYONE, EVERYONE4, EVERYONE6, NOBODY
from yett_policies.exposure.way import Senders
from yett_policies.network import (
    Cidr,
    GroupPeer,
    Interface,
    Listener,
    LoadBalancer,
    ManagedEndpoint,
    Network,
    PortRange,
    Unknown,
    Vpc,
    VSwitch,
)

from .nouns import WEB, accept, network

TCP22 = TransportSet.tcp(22)
FOUR, SIX = (Cidr.parse("10.0.0.10"),), (Cidr.parse("2001:db8::10"),)
TEN = (Cidr.parse("10.0.0.0/8"),)
LOST = Unknown("whether it has IPv6")
ALL = (accept("0.0.0.0/0", "::/0"), accept("0.0.0.0/0", "::/0", direction="egress", urn="out"))


def host(*addresses: Cidr, six: Any = False, name: str = "web") -> Interface:
    return replace(WEB, urn=name, name=name, addresses=addresses, has_ipv6=six)


def seen(found: Network, workload: str = "web") -> list[tuple[str, str, str]]:
    """(address, sources, verdict) of what the VPC reaches."""
    exposures = analyse(found, vpc_zone(found.vpcs["vpc"])).exposures
    return [(e.address, str(e.sources), e.verdict) for e in exposures if e.workload == workload]


BY4 = ("10.0.0.10", "10.0.0.0/8", "reachable")
BY6 = ("2001:db8::10", "2001:db8::/56", "reachable")


@pytest.mark.parametrize(
    ("one", "wanted"),
    [
        (host(*FOUR), [BY4]),
        (host(*FOUR, Cidr.parse("10.0.0.11")), [BY4]),
        (host(*FOUR, *SIX), [BY4, BY6]),
        (host(*FOUR, *SIX, six=True), [BY4, BY6]),
        (host(*FOUR, six=True), [("", "2001:db8::/56", "reachable"), BY4]),
        (host(*FOUR, six=LOST), [BY4, ("", "2001:db8::/56", "indeterminate")]),
        (host(*SIX), [("", "10.0.0.0/8", "reachable"), BY6]),
    ],
)
def test_a_machine_is_reached_by_the_families_that_it_has(one: Interface, wanted: list[Any]) -> None:
    assert seen(network(*ALL, interfaces={"web": one})) == wanted


def test_a_vpc_whose_ipv6_block_the_cloud_has_not_chosen_may_have_any() -> None:
    found = network(*ALL, cidrs=TEN, interfaces={"web": host(*FOUR, six=True)})
    assert seen(found) == [("10.0.0.10", "10.0.0.0/8", "reachable"), ("", "::/0", "indeterminate")]
    (lost,) = (e for e in analyse(found, vpc_zone(found.vpcs["vpc"])).exposures if e.verdict != "reachable")
    assert lost.needs == ('the IPv6 block of vpc "vpc"',)
    assert seen(replace(found, interfaces={"web": host(*FOUR)})) == [BY4]


@pytest.mark.parametrize(("cidrs", "wanted"), [(TEN, "10.0.0.0/8"), ((*TEN, Cidr.parse("2001:db8::/56")), "both")])
def test_a_service_has_ipv6_only_where_there_is_a_block_of_it(cidrs: Any, wanted: str) -> None:
    one = ManagedEndpoint("db", "db", "rds", "owner", "", 22, False, (), (Unknown("its list"),), "b")
    found = network(cidrs=cidrs, room=cidrs, managed_endpoints=(replace(one, vswitch="a"),))
    wanted = "10.0.0.0/8, 2001:db8::/56" if wanted == "both" else wanted
    assert [sources for _, sources, _ in seen(found, "db")] == [wanted]


def test_a_vpc_as_a_zone_is_its_blocks_and_any_ipv6_that_nobody_knows() -> None:
    own, dual = AddressSet.of("10.0.0.0/8"), AddressSet.of("10.0.0.0/8", "2001:db8::/56")
    assert vpc_zone(Vpc("v", "v", TEN)).sources == own | EVERYONE6
    assert vpc_zone(Vpc("v", "v", (*TEN, Cidr.parse("2001:db8::/56")))).sources == dual


def test_a_service_in_a_vswitch_that_nobody_knows_may_be_reached_by_anybody() -> None:
    one = ManagedEndpoint("db", "db", "rds", "owner", "", 22, False, (Cidr.parse("2001:db8::/56"),))
    assert seen(network(managed_endpoints=(one,)), "db") == [("", "2001:db8::/56", "indeterminate")]


def test_a_service_in_a_vpc_that_nobody_knows_may_have_ipv6() -> None:
    one = ManagedEndpoint("db", "db", "rds", "owner", "", 22, False, (Cidr.parse("2001:db8::/56"),), vswitch="z")
    rooms = {"z": VSwitch("z", "z", Unknown("its vpc"), TEN)}
    assert seen(network(managed_endpoints=(one,), vswitches=rooms), "db") == [("", "2001:db8::/56", "indeterminate")]


def test_a_member_of_a_group_whose_block_of_ipv6_nobody_knows_may_send_over_it() -> None:
    hosts = {"web": host(*FOUR, *SIX), "one": host(Cidr.parse("10.0.0.9"), six=True, name="one")}
    found = network(accept(peer=GroupPeer("g")), interfaces=hosts)
    assert [(address, verdict) for address, _, verdict in seen(found)] == [
        ("10.0.0.10", "reachable"),
        ("2001:db8::10", "reachable"),
        ("2001:db8::10", "indeterminate"),
    ]


def test_each_family_is_wanted_by_what_is_known_of_it() -> None:
    four, six = AddressSet.of("10.0.0.10"), AddressSet.of("2001:db8::/64")
    room = AddressSet.of("10.0.0.0/24") | six
    assert _wanted(EVERYONE, four, room) == four | six
    assert _wanted(EVERYONE, NOBODY, AddressSet.of("10.0.0.0/24")) == AddressSet.of("10.0.0.0/24") | EVERYONE6
    assert _wanted(EVERYONE4, four, room) == four


def test_who_routes_over_a_hop_sends_by_each_family_that_is_wanted() -> None:
    room, wanted = AddressSet.of("10.9.0.0/24", "2001:db8::/64"), AddressSet.of("10.0.0.10", "2001:db8:1::10")
    assert _sending(room, Senders(), wanted) == Senders(room, room)
    lost = Senders(EVERYONE4, EVERYONE, ("where a route leads",))
    assert _sending(room, lost, wanted) == Senders(room & EVERYONE4, room, lost.needs)


NLB = LoadBalancer("lb", "lb", "nlb", "internet", ("a",), "vpc")
DUAL = replace(NLB, has_ipv6=True)
CLB = replace(NLB, family="clb")
KIND, KIND6 = Unknown("its type"), Unknown("its IPv6 type")
SIDES: list[tuple[LoadBalancer, Senders, Senders]] = [
    (NLB, Senders(EVERYONE4, EVERYONE4), Senders(EVERYONE4, EVERYONE4)),
    (replace(NLB, address_type="intranet"), Senders(NOBODY, NOBODY), Senders(EVERYONE4, EVERYONE4)),
    (DUAL, Senders(EVERYONE4, EVERYONE4), Senders(EVERYONE, EVERYONE)),
    (replace(DUAL, ipv6_address_type="internet"), Senders(EVERYONE, EVERYONE), Senders(EVERYONE, EVERYONE)),
    (
        replace(DUAL, address_type="intranet", ipv6_address_type="internet"),
        Senders(EVERYONE6, EVERYONE6),
        Senders(EVERYONE, EVERYONE),
    ),
    (
        replace(NLB, has_ipv6=LOST),
        Senders(EVERYONE4, EVERYONE4),
        Senders(EVERYONE4, EVERYONE, (LOST.what,)),
    ),
    (
        replace(DUAL, ipv6_address_type=KIND6),
        Senders(EVERYONE4, EVERYONE, (KIND6.what,)),
        Senders(EVERYONE, EVERYONE),
    ),
    (
        replace(NLB, address_type=KIND),
        Senders(NOBODY, EVERYONE4, (KIND.what,)),
        Senders(EVERYONE4, EVERYONE4),
    ),
    (replace(CLB, address_type="intranet"), Senders(NOBODY, NOBODY), Senders(EVERYONE4, EVERYONE4)),
    (CLB, Senders(EVERYONE4, EVERYONE4), Senders(NOBODY, NOBODY)),
    (replace(CLB, ip_version=6), Senders(EVERYONE6, EVERYONE6), Senders(NOBODY, NOBODY)),
    (replace(CLB, ip_version=LOST), Senders(NOBODY, EVERYONE, (LOST.what,)), Senders(NOBODY, NOBODY)),
    (
        replace(CLB, address_type=KIND),
        Senders(NOBODY, EVERYONE4, (KIND.what,)),
        Senders(NOBODY, EVERYONE4, (KIND.what,)),
    ),
]


@pytest.mark.parametrize(("lb", "outside", "inside"), SIDES)
def test_each_family_of_a_balancer_has_its_own_address_type(
    lb: LoadBalancer, outside: Senders, inside: Senders
) -> None:
    assert (dialled_from(lb, "internet"), dialled_from(lb, "intranet")) == (outside, inside)
    assert dialled_from(lb, "eip") == Senders(EVERYONE4, EVERYONE4)


def test_a_balancer_is_reached_on_each_side_by_the_families_that_it_has_there() -> None:
    listener = Listener("l", "l", "lb", "tcp", PortRange(22, 22))
    both = "10.0.0.0/8, 2001:db8::/56"
    for kind, address, is_outside in (("internet", "", True), ("intranet", "lb.example", False)):
        lb = replace(DUAL, address="lb.example", address_type=kind)
        found = network(balancers={"lb": lb}, listeners=(listener,))
        assert seen(found, "lb") == [(address, both, "reachable")]
        outside = analyse(found).exposures
        assert [one.way.address for one in outside] == ["lb.example"] * is_outside
        assert not any(one.sources & EVERYONE6 for one in outside)


def between(*hosts: Interface) -> dict[tuple[str, str], tuple[bool, bool]]:
    """Whether anything passes for certain, and whether anything may, by source and destination."""
    rules = (accept("::/0"), accept("0.0.0.0/0", "::/0", direction="egress", urn="out"))
    found = network(*rules, interfaces={one.urn: one for one in hosts})
    return {(f.source.name, f.destination.name): (bool(f.transport), bool(f.maybe)) for f in flows(found)}


def test_tiers_meet_over_the_families_that_both_have() -> None:
    near, far = host(*FOUR, *SIX), replace(host(Cidr.parse("10.0.1.9"), name="app"), vswitch="b")
    assert between(near, far) == {}
    dual = replace(far, addresses=(*far.addresses, Cidr.parse("2001:db8:0:1::9")))
    assert between(near, dual) == {("app", "web"): (True, False), ("web", "app"): (True, False)}
    lost = replace(far, has_ipv6=LOST)
    assert between(near, lost) == {("app", "web"): (False, True), ("web", "app"): (False, True)}


def told(found: Network, source: str, target: str) -> list[tuple[str, str]]:
    """(verdict, last reason) of each trace."""
    return [(t.verdict, t.steps[-1].why) for t in explain_inside(found, origins(found, source), target, TCP22)]


def test_an_explanation_follows_each_family_apart() -> None:
    app = replace(host(Cidr.parse("10.0.0.9"), name="app"))
    found = network(*ALL, interfaces={"web": host(*FOUR, *SIX), "app": app})
    assert [verdict for verdict, _ in told(found, "app", "web")] == ["reachable"]
    assert told(found, "app", "2001:db8::10") == [("closed", "app has no IPv6 address to send from")]
    both = replace(app, addresses=(*app.addresses, Cidr.parse("2001:db8::9")))
    found = replace(found, interfaces={**found.interfaces, "app": both})
    assert [verdict for verdict, _ in told(found, "app", "web")] == ["reachable", "reachable"]
    assert [verdict for verdict, _ in told(found, "app", "2001:db8::10")] == ["reachable"]
    assert [verdict for verdict, _ in told(found, "2001:db8::9", "web")] == ["reachable"]


def test_a_family_knows_its_own() -> None:
    assert [one.known((*FOUR, *SIX)) for one in (V4, V6)] == [FOUR, SIX]
    assert [V6.had_by(one) for one in (host(*FOUR), host(*SIX), host(six=LOST))] == [False, True, LOST]
    assert V4.had_by(host(*SIX)) is True
    assert AddressSet.of("10.0.0.1") <= V4.everyone


def test_tiers_pass_what_each_family_lets_through() -> None:
    four = accept("0.0.0.0/0", ports=PortRange(22, 22))
    six = accept("::/0", ports=PortRange(80, 80), urn="six")
    out = accept("0.0.0.0/0", "::/0", direction="egress", urn="out")
    app = replace(host(Cidr.parse("10.0.0.9"), Cidr.parse("2001:db8::9"), name="app"), vswitch="b")
    found = network(four, six, out, interfaces={"web": host(*FOUR, *SIX), "app": app})
    assert {str(flow.transport) for flow in flows(found)} == {"tcp/22,80"}
    only = replace(found, interfaces={**found.interfaces, "app": replace(app, addresses=app.addresses[:1])})
    assert {str(flow.transport) for flow in flows(only)} == {"tcp/22"}
