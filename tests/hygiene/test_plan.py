"""Plans replaced for the written rules, and every packet decided again on every interface."""

from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.hygiene.small import accepted, completed, group, interface, lists_of, random_network, rule
from yett.packets import AddressSet, TransportSet
from yett.packets.first_match import rank
from yett_policies.hygiene import Plan, Planner, plans
from yett_policies.hygiene.companions import Companions, Pools
from yett_policies.hygiene.entry import Reader
from yett_policies.network import Cidr, Network, PrefixList, Rule, Unknown

seeds = st.integers(0, 10**6)


def planned(network: Network, found: list[Plan], truth: Network | None = None) -> Network:
    """The (true) network with the plans carried out."""
    groups = dict((truth or network).groups)
    for plan in found:
        stay = [r for r in groups[plan.group].rules if r.urn not in plan.removed]
        known = {r.urn for r in stay}
        new = [
            Rule(f"new{n}", p.direction, p.policy, p.priority, p.protocol, p.ports, (p.cidr,))
            for n, p in enumerate(plan.rules)
            if not p.urn
        ]
        assert all(p.urn in known for p in plan.rules if p.urn)
        groups[plan.group] = replace(groups[plan.group], rules=(*new, *stay))
    return replace(truth or network, groups=groups)


def effect(network: Network) -> list[set[object]]:
    return [set(accepted(rules, network)) for d in ("ingress", "egress") for rules in lists_of(network, d)]


def one_group(*texts: str, **given_lists: PrefixList) -> Network:
    rules = [rule(f"r{n}", text) for n, text in enumerate(texts)]
    return Network(groups={"g": group("g", rules)}, interfaces={"i": interface("i", ("g",))}, prefix_lists=given_lists)


def plan_of(network: Network, direction: str = "ingress", *, drops: bool = True) -> Plan:
    return Planner(network, direction).plan("g", drops=drops)


def said(plan: Plan) -> list[str]:
    return [f"{r.priority} {r.policy} {r.protocol} {r.port_range} {r.cidr}" for r in plan.rules]


@given(seeds)
@settings(max_examples=50, deadline=None)
@example(10)
def test_plans_carried_out_together_change_no_interface(seed: int) -> None:
    network = random_network(seed)
    for drops in (True, False):
        assert effect(planned(network, plans(network, drops=drops))) == effect(network)


@given(seeds)
@settings(max_examples=40, deadline=None)
def test_what_is_unknown_never_makes_a_plan_unsafe(seed: int) -> None:
    network = random_network(seed, doubt=0.3)
    found = plans(network)
    for other in range(3):
        truth = completed(network, seed + other)
        assert effect(planned(network, found, truth)) == effect(truth)


@given(seeds)
@settings(max_examples=30, deadline=None)
def test_a_plan_never_has_more_rules_than_given(seed: int) -> None:
    for plan in plans(random_network(seed, doubt=0.1)):
        assert len(plan.rules) <= plan.given
        assert bool(plan.saved) or plan.way == "unchanged"
        assert not set(plan.removed) & {r.urn for r in plan.rules}


@given(seeds)
@settings(max_examples=20, deadline=None)
def test_a_plan_of_a_plan_does_not_grow(seed: int) -> None:
    network = random_network(seed)
    again = planned(network, plans(network))
    before = {(p.group, p.direction): len(p.rules) for p in plans(network)}
    assert all(len(p.rules) <= before[p.group, p.direction] for p in plans(again))


def test_neighbours_are_put_together_and_a_rule_that_fits_stays() -> None:
    found = plan_of(
        one_group("5 accept tcp/22 10.0.0.0/9", "5 accept tcp/22 10.128.0.0/9", "5 accept tcp/443 0.0.0.0/0")
    )
    assert said(found) == ["5 accept tcp 22/22 10.0.0.0/8", "5 accept tcp 443/443 0.0.0.0/0"]
    assert [r.urn for r in found.rules] == ["", "r2"]
    assert found.removed == ("r0", "r1")


def test_without_drops_holes_are_cut_out_of_accept_rules() -> None:
    texts = [f"1 accept tcp/22 10.0.0.{host}/32" for host in range(256) if host != 77]
    assert said(plan_of(one_group(*texts)))[0] == "1 drop all -1/-1 10.0.0.77/32"
    only = plan_of(one_group(*texts), drops=False)
    assert len(only.rules) == 8
    assert {r.policy for r in only.rules} == {"accept"}


def test_rules_of_peers_that_change_by_themselves_are_left_alone() -> None:
    listed = PrefixList("pl", "pl", (Cidr.parse("10.0.0.0/8"),))
    texts = (
        "1 accept tcp/22 10.0.0.0/9",
        "1 accept tcp/22 10.128.0.0/9",
        "9 drop tcp/22 list:pl",
        "9 accept tcp/22 group:g",
    )
    found = plan_of(one_group(*texts, pl=listed))
    assert said(found) == ["1 accept tcp 22/22 10.0.0.0/8"]
    assert found.kept == ("r2", "r3")


def test_a_list_between_two_priorities_keeps_them_apart() -> None:
    listed = PrefixList("pl", "pl", (), (Unknown("its entries"),))
    texts = ("1 accept tcp/22 10.0.0.0/9", "7 accept tcp/22 10.128.0.0/9", "3 drop tcp/22 list:pl")
    assert plan_of(one_group(*texts, pl=listed)).way == "unchanged"
    assert plan_of(one_group(*texts[:2], "9 drop tcp/22 list:pl", pl=listed)).saved == 1


def test_a_second_declaration_of_a_rule_that_stays_stays() -> None:
    found = plan_of(
        one_group("1 accept tcp/22 10.0.0.0/8", "1 accept tcp/22 10.0.0.0/8", "2 accept tcp/22 10.1.0.0/16")
    )
    assert [r.urn for r in found.rules] == ["r0"]
    assert found.removed == ("r2",)


def test_egress_of_a_basic_group_needs_only_its_drops() -> None:
    texts = ("egress 1 accept tcp/443 0.0.0.0/0", "egress 2 drop all 10.0.0.0/9", "egress 2 drop all 10.128.0.0/9")
    found = plan_of(one_group(*texts), "egress")
    assert effect(planned(one_group(*texts), [found])) == effect(one_group(*texts))
    assert len(found.rules) == 2


def test_a_companion_on_one_interface_keeps_what_the_group_alone_could_drop() -> None:
    texts = ("5 drop tcp/22 10.0.0.0/8", "9 accept tcp/443 0.0.0.0/0")
    alone = one_group(*texts)
    other = group("h", [rule("h0", "9 accept tcp/22 0.0.0.0/0")])
    together = replace(alone, groups={**alone.groups, "h": other}, interfaces={"i": interface("i", ("g", "h"))})
    assert said(plan_of(alone)) == ["9 accept tcp 443/443 0.0.0.0/0"]
    assert plan_of(together).way == "unchanged"


def test_the_provider_gets_its_own_words() -> None:
    found = plan_of(one_group("1 accept tcp ::/1", "1 accept tcp 8000::/1", "1 accept icmp 10.0.0.0/8"))
    words = [r.provider_words for r in found.rules]
    common = {"type": "ingress", "policy": "accept", "priority": 1, "nic_type": "intranet"}
    assert words == [
        common | {"ip_protocol": "icmp", "port_range": "-1/-1", "cidr_ip": "10.0.0.0/8"},
        common | {"ip_protocol": "tcp", "port_range": "1/65535", "ipv6_cidr_ip": "::/0"},
    ]


def test_a_drop_between_keeps_two_priorities_apart_and_the_rest_is_still_compacted() -> None:
    texts = (
        "1 accept tcp/22 10.0.0.0/9",
        "3 drop tcp/22 10.128.0.0/10",
        "5 accept tcp/22 10.128.0.0/9",
        "9 accept gre group:g",
    )
    more = ("5 accept tcp/80 10.0.0.0/9", "5 accept tcp/80 10.128.0.0/9")
    found = plan_of(one_group(*texts, *more))
    assert found.way == "by priority"
    assert "1 accept tcp 80/80 10.0.0.0/8" in said(found) or "5 accept tcp 80/80 10.0.0.0/8" in said(found)
    assert effect(planned(one_group(*texts, *more), [found])) == effect(one_group(*texts, *more))


def test_a_drop_of_unknown_priority_keeps_every_priority_apart() -> None:
    network = one_group("1 accept tcp/22 10.0.0.0/9", "7 accept tcp/22 10.128.0.0/9", "3 drop tcp/22 0.0.0.0/0")
    vague = replace(network.groups["g"].rules[2], priority=Unknown("the priority"))
    rules = tuple(vague if r.urn == "r2" else r for r in network.groups["g"].rules)
    blurred = replace(network, groups={"g": replace(network.groups["g"], rules=rules)})
    assert plan_of(blurred).way == "unchanged"
    harmless = tuple(r for r in rules if r.urn != "r2")
    assert plan_of(replace(network, groups={"g": replace(network.groups["g"], rules=harmless)})).saved == 1


def test_what_is_adopted_is_what_the_next_plan_is_proven_beside() -> None:
    first, second = (
        group("a", [rule("a0", "9 accept tcp/22 10.0.0.0/8")]),
        group("b", [rule("b0", "5 drop tcp/22 10.0.0.0/8"), rule("b1", "9 accept gre group:b")]),
    )
    network = Network(groups={"a": first, "b": second}, interfaces={"i": interface("i", ("a", "b"))})
    planner = Planner(network, "ingress")
    assert planner.plan("b").way == "unchanged"
    planner.adopt(replace(planner.plan("a"), rules=(), way="layers"))
    assert planner.plan("b").rules == ()


def test_a_plan_that_was_adopted_leaves_nothing_to_do() -> None:
    own = [rule("g0", "1 accept tcp/22 10.0.0.0/8"), rule("g1", "1 accept tcp/23 10.0.0.0/8")]
    own += [rule("g2", "9 accept tcp/20-30 0.0.0.0/0"), rule("g3", "9 accept gre group:g")]
    groups = {"g": group("g", own), "h": group("h", [rule("h0", "5 drop tcp/21-24 10.0.0.0/8")])}
    planner = Planner(Network(groups=groups, interfaces={"i": interface("i", ("g", "h"))}), "ingress")
    first = planner.plan("g")
    assert said(first) == ["1 accept tcp 22/23 10.0.0.0/8", "9 accept tcp 20/30 0.0.0.0/0"]
    planner.adopt(first)
    second = planner.plan("g")
    assert (second.way, said(second)) == ("unchanged", said(first))


@pytest.mark.parametrize(("ports", "wanted"), [((22, 23), True), ((1, 21), True), ((25, 30), False), ((24, 24), True)])
def test_a_rule_that_nobody_wrote_is_disturbed_as_one_that_is_written(ports: tuple[int, int], wanted: bool) -> None:
    groups = {"g": group("g", []), "h": group("h", [rule("h0", "5 drop tcp/21-24 10.0.0.0/8")])}
    network = Network(groups=groups, interfaces={"i": interface("i", ("g", "h"))})
    companions = Companions(Reader(network, "ingress"), Pools.of(network))
    line = (rank(1, True), True, AddressSet.cidr("10.1.0.0/16"), TransportSet.tcp(ports))
    assert companions.disturbs("g", line, rank(9, True)) is wanted


def test_of_two_groups_that_hold_one_way_open_only_one_lets_go() -> None:
    own = ("1 accept tcp/1 0.0.0.0/31", "9 accept tcp/1 0.0.0.2/31", "9 accept tcp/1 0.0.0.6/31")
    drops = [rule("c0", "5 drop tcp/1 0.0.0.0/31"), rule("c1", "5 drop tcp/1 0.0.0.6/32")]
    groups = {urn: group(urn, [rule(f"{urn}{n}", text) for n, text in enumerate(own)]) for urn in "ab"}
    groups["c"] = group("c", drops)
    network = Network(groups=groups, interfaces={"i": interface("i", ("a", "b", "c"))})
    found = plans(network)
    assert [plan.way for plan in found if plan.group in "ab"] == ["one action", "unchanged"]
    assert effect(planned(network, found)) == effect(network)


def test_a_plan_is_proven_beside_the_prefix_lists_of_the_group_before_it() -> None:
    listed = PrefixList("pl", "pl", (Cidr.parse("0.0.0.0/31"), Cidr.parse("0.0.0.6/32")))
    own = ("1 accept tcp/1 0.0.0.0/31", "9 accept tcp/1 0.0.0.2/31", "9 accept tcp/1 0.0.0.6/31")
    first = group("a", [rule("a0", "5 drop tcp/1 list:pl")])
    second = group("b", [rule(f"b{n}", text) for n, text in enumerate(own)])
    together = {"i": interface("i", ("a", "b"))}
    network = Network(groups={"a": first, "b": second}, interfaces=together, prefix_lists={"pl": listed})
    assert [(plan.group, plan.way) for plan in plans(network)] == [("a", "unchanged"), ("b", "unchanged")]
