"""What is not known of a rule: certain is what every value of it admits, possible is what any value admits."""

from collections.abc import Iterable
from dataclasses import replace
from functools import reduce
from itertools import permutations
from operator import and_, or_
from typing import Any

import pytest

from yett.packets import AddressSet, TransportSet
from yett_policies.exposure.admission import Admissions
from yett_policies.exposure.bounds import Bounds
from yett_policies.exposure.rule_hop import rule_text
from yett_policies.exposure.sets import NOTHING, reach
from yett_policies.network import (
    ALL_PORTS,
    EVERYONE,
    Cidr,
    GroupPeer,
    Network,
    PortRange,
    Rule,
    SecurityGroup,
    Unknown,
)

TEN = (Cidr.parse("10.0.0.0/8"),)
SSH = Rule("lost", "ingress", "accept", 50, "tcp", PortRange(22, 22), TEN)
EVERY = Rule("every", "ingress", "accept", 50, "all", ALL_PORTS, EVERYONE)
VALUES: dict[str, list[Any]] = {
    "policy": ["accept", "drop"],
    "priority": [1, 2, 50, 99, 100],
    "protocol": ["tcp", "udp", "icmp", "all"],
    "ports": [PortRange(1, 65534), PortRange(2, 65535), PortRange(22, 22), PortRange(65535, 65535)],
    "peer": [TEN, (Cidr.parse("11.0.0.0/8"),), EVERYONE],
}
BESIDE = [(policy, priority) for priority in (0, 1, 50, 100, 101, 102) for policy in ("accept", "drop")]
"""Rows around the lost one: the cloud's own have priorities that no written rule has."""


def admitted(*rules: Rule, stray: tuple[Rule, ...] = ()) -> Bounds:
    group = SecurityGroup("g", "g", "vpc", "basic", True, rules)
    return Admissions(Network(groups={"g": group}, stray_rules=stray)).of(("g",)).bounds


def known(found: Iterable[Bounds]) -> list[Any]:
    bounds = list(found)
    assert all(one.is_known and not one.needs for one in bounds)
    return [one.certain for one in bounds]


@pytest.mark.parametrize("policy", ["accept", "drop"])
@pytest.mark.parametrize("beside", BESIDE, ids=str)
@pytest.mark.parametrize("field", VALUES)
def test_a_field_that_is_not_known_is_every_value_that_it_may_have(
    field: str, beside: tuple[str, int], policy: str
) -> None:
    rows = (replace(EVERY, policy=beside[0], priority=beside[1]), replace(EVERY, urn="last", priority=103))
    rule, hidden = replace(SSH, policy=policy), Unknown(f"the {field}")
    each = known(admitted(replace(rule, **{field: value}), *rows) for value in VALUES[field])
    lost: dict[str, Any] = {field: hidden}
    for order in permutations((replace(rule, **lost), *rows)):
        found = admitted(*order)
        assert (found.certain, found.possible) == (reduce(and_, each), reduce(or_, each))
        assert found.needs == (f"the {field}",)


@pytest.mark.parametrize("policy", ["accept", "drop"])
@pytest.mark.parametrize("beside", ["accept", "drop"])
def test_a_rule_of_a_group_that_nobody_knows_counts_in_full_or_not_at_all(beside: str, policy: str) -> None:
    rule, other = replace(SSH, policy=policy, priority=9), replace(EVERY, policy=beside, priority=10)
    each = known([admitted(rule, other), admitted(other)])
    found = admitted(other, stray=(rule,))
    assert (found.certain, found.possible) == (reduce(and_, each), reduce(or_, each))
    assert found.needs == ('which group rule "lost" belongs to',)


def test_each_thing_that_is_not_known_of_a_rule_is_named_once() -> None:
    lost = replace(SSH, priority=Unknown("the priority"), protocol=Unknown("the protocol"), peer=Unknown("the peer"))
    again = replace(SSH, urn="again", priority=Unknown("the priority"))
    assert admitted(lost, again).needs == ("the peer", "the priority", "the protocol")


def test_a_member_of_a_group_is_nobody_outside_and_the_next_rule_is_still_asked() -> None:
    member = replace(EVERY, peer=GroupPeer("g"), priority=0)
    assert admitted(member, SSH).certain == admitted(SSH).certain


def test_rules_that_decide_are_named_whether_they_are_known_or_not() -> None:
    first = replace(SSH, urn="first", ports=PortRange(80, 80))
    group = SecurityGroup("g", "g", "vpc", "basic", True, (first, replace(SSH, priority=Unknown("x")), EVERY))
    found = Admissions(Network(groups={"g": group})).of(("g",))
    assert [rule.urn for rule in found.rules] == ["first", "lost", "every"]
    assert [rule.urn for rule in found.likely_rules] == ["first", "lost", "every"]


def test_a_group_that_nobody_knows_may_admit_everything_and_is_named_as_what_decides() -> None:
    found = Admissions(Network()).of((Unknown("the group"),))
    assert (found.bounds.certain, found.bounds.possible) == (NOTHING, reach(AddressSet.everyone(), TransportSet.all()))
    (row,) = found.likely_rules
    assert rule_text(row) == "the group all from the group, priority 1"


def test_a_group_that_is_only_read_may_drop_what_another_admits_its_members() -> None:
    known = SecurityGroup("a", "a", "vpc", "basic", True, (replace(EVERY, priority=0),))
    read = SecurityGroup("b", "b", "vpc", "basic", True, complete=False)
    assert Admissions(Network(groups={"a": known, "b": read})).of(("a", "b")).bounds.certain == NOTHING


def test_a_group_that_is_only_read_may_drop_what_it_admits_its_members() -> None:
    group = SecurityGroup("g", "g", "vpc", "basic", True, (replace(EVERY, priority=0),), complete=False)
    assert Admissions(Network(groups={"g": group})).of(("g",)).bounds.certain == NOTHING
