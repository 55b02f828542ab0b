"""Tier to tier: who stands together, and what passes between them for certain and possibly."""

from dataclasses import replace
from typing import Any

import pytest

from yett.packets import AddressSet
from yett_policies.exposure import flows, tiers
from yett_policies.network import (
    ALL_PORTS,
    EVERYONE,
    AclEntry,
    Cidr,
    GroupPeer,
    Interface,
    Network,
    NetworkAcl,
    PortRange,
    Rule,
    SecurityGroup,
    Unknown,
)

from .nouns import accept, network

SSH, WEB = PortRange(22, 22), PortRange(80, 80)
ANY = Rule("any", "egress", "accept", 50, "all", ALL_PORTS, EVERYONE)
Passing = dict[tuple[str, str], tuple[str, str, tuple[str, ...]]]


def host(name: str, *groups: str, at: Any = "a", address: str = "") -> Interface:
    return Interface(f"urn:{name}", name, at, groups, (Cidr.parse(address),) if address else ())


ONE, TWO = host("one", "g", address="10.0.0.1"), host("two", "h", address="10.0.0.2")


def joined(*hosts: Interface, g: tuple[Rule, ...] = (ANY,), h: tuple[Rule, ...] = (ANY,), **nouns: Any) -> Network:
    """Hosts in group g, whose rules let everything out unless given, and in group h."""
    rules = {"g": g, "h": h}
    groups = {urn: SecurityGroup(urn, urn, "vpc", "enterprise", False, rules[urn]) for urn in rules}
    return network(**{"groups": groups, "interfaces": {one.urn: one for one in hosts}, **nouns})


def passing(found: Network) -> Passing:
    """(certain, possible beyond that, needs) by the names of both tiers."""
    return {(f.source.name, f.destination.name): (str(f.transport), str(f.maybe), f.needs) for f in flows(found)}


def test_a_tier_is_who_shares_groups_and_vswitch_in_any_order() -> None:
    hosts = (host("z", "g", "h"), host("d", "g"), host("b", "h", "g"), host("c", "g", "h", at="b"))
    found = tiers(joined(*hosts))
    assert [tier.name for tier in found] == ["b, z", "c", "d"]
    assert found[0].members == ("urn:b", "urn:z")


def test_a_tier_whose_addresses_are_known_is_just_there() -> None:
    twin = replace(ONE, urn="urn:twin", name="twin", addresses=(Cidr.parse("10.0.0.9"),))
    (tier,) = tiers(joined(ONE, twin))
    assert (tier.addresses, tier.is_exact) == (AddressSet.of("10.0.0.1", "10.0.0.9"), True)


@pytest.mark.parametrize(
    ("vswitch", "cidrs", "room"),
    [
        ("a", (Cidr.parse("10.0.0.0/24"),), AddressSet.of("10.0.0.0/24", "10.9.9.9")),
        ("a", Unknown("the block"), AddressSet.everyone_v4()),
        ("elsewhere", (), AddressSet.everyone_v4()),
        (None, (), AddressSet.everyone_v4()),
        (Unknown("the vswitch"), (), AddressSet.everyone_v4()),
    ],
)
def test_a_tier_with_a_member_that_nobody_can_address_is_anywhere_in_its_vswitch(
    vswitch: Any, cidrs: Any, room: AddressSet
) -> None:
    (tier,) = tiers(joined(host("one", "g", at=vswitch), host("two", "g", at=vswitch, address="10.9.9.9"), room=cidrs))
    assert (tier.addresses, tier.is_exact) == (room, False)


def test_what_passes_is_what_the_sender_lets_out_and_the_receiver_lets_in() -> None:
    out = (
        replace(ANY, protocol="tcp", ports=SSH),
        replace(ANY, policy="drop", priority=1, peer=(Cidr.parse("11.0.0.0/8"),)),
    )
    found = joined(ONE, TWO, g=out, h=(accept("10.0.0.1/32"),))
    assert passing(found) == {("one", "two"): ("tcp/22", "nothing", ())}
    assert flows(found, lambda tier: tier.name == "one") == ()
    assert [flow.destination.name for flow in flows(found, lambda tier: tier.name == "two")] == ["two"]


def test_nothing_passes_where_the_sender_lets_nothing_out_or_the_receiver_nothing_in() -> None:
    assert passing(joined(ONE, TWO, g=(), h=(accept("10.0.0.0/8"),))) == {}
    assert passing(joined(ONE, TWO, h=(ANY, accept("10.0.0.9/32")))) == {}


def test_a_tier_of_several_sends_to_itself_and_a_tier_of_one_does_not() -> None:
    both = (ANY, accept("10.0.0.0/8", ports=SSH))
    assert passing(joined(ONE, g=both)) == {}
    twin = replace(ONE, urn="urn:twin", name="twin", addresses=(Cidr.parse("10.0.0.9"),))
    assert passing(joined(ONE, twin, g=both)) == {("one, twin", "one, twin"): ("tcp/22", "nothing", ())}


def test_it_is_enough_that_one_member_may_send() -> None:
    twin = replace(ONE, urn="urn:twin", name="twin", addresses=(Cidr.parse("10.0.0.9"),))
    found = passing(joined(ONE, twin, TWO, h=(accept("10.0.0.9/32", ports=SSH),)))
    assert found == {("one, twin", "two"): ("tcp/22", "nothing", ())}


LOST = ('the private addresses of "one"',)
HIDDEN: list[tuple[tuple[Rule, ...], tuple[str, str, tuple[str, ...]]]] = [
    ((accept("10.0.0.0/24", ports=SSH),), ("tcp/22", "nothing", ())),
    ((accept("10.0.0.0/25", ports=SSH),), ("nothing", "tcp/22", LOST)),
    ((accept("10.0.0.0/25", ports=SSH), accept("10.0.0.128/25", ports=SSH)), ("tcp/22", "nothing", ())),
    (
        (accept("10.0.0.0/25"), accept("10.0.0.128/25", ports=SSH)),
        ("tcp/22", "tcp/1-21,23-65535", LOST),
    ),
    (
        (accept("10.0.0.0/25", ports=SSH), accept("10.0.0.0/24", ports=WEB, peer=Unknown("the peer"))),
        ("nothing", "tcp/22,80", ("the peer", *LOST)),
    ),
]


@pytest.mark.parametrize(("rules", "wanted"), HIDDEN)
def test_what_passes_for_all_addresses_that_a_sender_may_have_passes_for_certain(
    rules: tuple[Rule, ...], wanted: tuple[str, str, tuple[str, ...]]
) -> None:
    assert passing(joined(host("one", "g"), TWO, h=rules)) == {("one", "two"): wanted}


def test_egress_rules_are_asked_about_all_addresses_that_a_receiver_may_have() -> None:
    out = replace(ANY, peer=(Cidr.parse("10.0.0.0/25"),))
    found = passing(joined(ONE, host("two", "h"), g=(out,), h=(accept("10.0.0.1/32", ports=SSH),)))
    assert found == {("one", "two"): ("nothing", "tcp/22", ('the private addresses of "two"',))}


def test_a_sender_whose_groups_nobody_knows_may_be_a_member() -> None:
    lost = replace(ONE, groups=Unknown("the groups"))
    member = accept("0.0.0.0/0", ports=SSH, peer=GroupPeer("g"))
    assert passing(joined(lost, TWO, h=(member,))) == {("one", "two"): ("nothing", "tcp/22", ("the groups",))}
    assert passing(joined(ONE, TWO, h=(member,))) == {("one", "two"): ("tcp/22", "nothing", ())}


PASSES = {("one", "two"): ("tcp/22", "nothing", ())}
OPEN = (AclEntry("open", "accept", "all", ALL_PORTS, EVERYONE),)
FAR = host("two", "h", at="b", address="10.0.1.2")
ADMIT = (accept("10.0.0.0/8", ports=SSH),)


@pytest.mark.parametrize(
    ("acl", "passes"),
    [
        (NetworkAcl("x", "x", OPEN, OPEN, ("a", "b")), True),
        (NetworkAcl("x", "x", OPEN, (), ("a",)), False),
        (NetworkAcl("x", "x", (), OPEN, ("a",)), False),
        (NetworkAcl("x", "x", OPEN, (), ("b",)), False),
        (NetworkAcl("x", "x", (), OPEN, ("b",)), False),
    ],
)
def test_network_acls_of_both_vswitches_are_asked_and_of_one_vswitch_none(acl: NetworkAcl, passes: bool) -> None:
    wanted = {("one", "two"): ("tcp/22", "nothing", ())}
    assert passing(joined(ONE, FAR, h=ADMIT, network_acls=(acl,))) == (wanted if passes else {})
    beside = replace(FAR, vswitch="a")
    assert passing(joined(ONE, beside, h=ADMIT, network_acls=(replace(acl, vswitches=("a",)),))) == wanted


@pytest.mark.parametrize("vswitch", [None, Unknown("the vswitch")])
def test_whether_two_stand_in_one_vswitch_is_not_known_where_their_vswitches_are_not(vswitch: Any) -> None:
    shut = NetworkAcl("x", "x", (), (), ("a", Unknown("what it guards")))
    hosts = (replace(ONE, vswitch=vswitch), replace(TWO, vswitch=vswitch))
    (found,) = passing(joined(*hosts, h=ADMIT, network_acls=(shut,))).values()
    assert found[:2] == ("nothing", "tcp/22")


def test_what_is_not_known_and_decides_nothing_is_not_told() -> None:
    lost = accept("0.0.0.0/0", ports=SSH, priority=2, peer=Unknown("the peer"))
    assert passing(joined(ONE, TWO, h=(*ADMIT, lost))) == PASSES
    out = (replace(ANY, peer=Unknown("where it goes")),)
    found = passing(joined(host("one", "g"), TWO, g=out, h=(accept("10.0.0.0/24", ports=SSH),)))
    assert found == {("one", "two"): ("nothing", "tcp/22", ("where it goes",))}
