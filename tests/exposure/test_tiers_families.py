"""Tier to tier over IPv4 and IPv6: each is asked by itself, and what of it is in doubt is told if it decides."""

from dataclasses import replace
from typing import Any

import pytest

from yett.packets import AddressSet
from yett_policies.exposure import tiers
from yett_policies.network import EVERYONE, Cidr, Interface, RouteEntry, Rule, Unknown

from .nouns import ROOM, accept
from .test_tiers import SSH, WEB, host, joined, passing

WHETHER, LOST = "whether it accepts", "whether it has IPv6"
HTTP4 = accept("0.0.0.0/0", ports=WEB)
SSH4, SSH6 = accept("0.0.0.0/0", ports=SSH), accept("::/0", ports=SSH)
DUAL_ROOM = (*ROOM, Cidr.parse("2001:db8::/64"))


def dual(name: str, group: str, number: int, at: str = "a") -> Interface:
    addresses = (Cidr.parse(f"10.0.0.{number}"), Cidr.parse(f"2001:db8::{number}"))
    return replace(host(name, group, at=at), addresses=addresses)


def maybe(rule: Rule) -> Rule:
    return replace(rule, policy=Unknown(WHETHER))


def six_unknown(one: Interface, why: str = LOST) -> Interface:
    """The same by IPv4 alone, as far as anybody knows."""
    return replace(one, addresses=one.addresses[:1], has_ipv6=Unknown(why))


ONE, TWO = dual("one", "g", 1), dual("two", "h", 2)
OUT = accept(*map(str, EVERYONE), direction="egress", urn="out")
BESIDE: list[tuple[Interface, tuple[Rule, ...], tuple[str, str, tuple[str, ...]]]] = [
    (ONE, (maybe(SSH4), SSH6), ("tcp/22", "nothing", ())),
    (ONE, (SSH4, maybe(SSH6)), ("tcp/22", "nothing", ())),
    (ONE, (HTTP4, maybe(SSH6)), ("tcp/80", "tcp/22", (WHETHER,))),
    (six_unknown(ONE), (maybe(SSH4),), ("nothing", "tcp/22", (WHETHER,))),
    (six_unknown(ONE), (SSH6,), ("nothing", "tcp/22", (LOST,))),
    (six_unknown(ONE), (SSH4, SSH6), ("tcp/22", "nothing", ())),
]


@pytest.mark.parametrize(("one", "rules", "wanted"), BESIDE)
def test_what_is_in_doubt_over_one_family_is_told_where_the_other_does_not_pass_it(
    one: Interface, rules: tuple[Rule, ...], wanted: Any
) -> None:
    assert passing(joined(one, TWO, g=(OUT,), h=rules, room=DUAL_ROOM)) == {("one", "two"): wanted}


def test_a_receiver_of_which_nobody_knows_whether_it_has_ipv6_may_be_reached_over_it() -> None:
    found = passing(joined(ONE, six_unknown(TWO), g=(OUT,), h=(SSH6,), room=DUAL_ROOM))
    assert found == {("one", "two"): ("nothing", "tcp/22", (LOST,))}


def test_a_doubt_about_the_routes_of_one_family_is_no_doubt_about_the_other() -> None:
    far = replace(TWO, vswitch="b", addresses=(Cidr.parse("10.0.1.2"), Cidr.parse("2001:db8:0:1::2")))
    turned = (RouteEntry("r", "vpc", "vpc", Cidr.parse("10.0.0.128/25"), "machine", "instance"),)
    found = joined(ONE, far, g=(OUT,), h=(HTTP4, maybe(SSH6)), room=DUAL_ROOM, route_entries=turned)
    assert passing(found) == {("one", "two"): ("tcp/80", "tcp/22", (WHETHER,))}


def test_a_tier_is_only_just_there_where_its_addresses_of_both_families_are_known() -> None:
    (tier,) = tiers(joined(replace(ONE, addresses=ONE.addresses[:1], has_ipv6=True), room=DUAL_ROOM))
    assert (tier.addresses, tier.is_exact) == (AddressSet.of("10.0.0.1", "2001:db8::/64"), False)


def test_of_a_tier_whose_ipv6_nobody_knows_the_first_member_says_why() -> None:
    twin = six_unknown(dual("twin", "g", 3), "whether the twin has it")
    (tier,) = tiers(joined(six_unknown(ONE), twin))
    assert [side.needs for side in tier.sides] == [(), (LOST,)]
