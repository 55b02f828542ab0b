"""Every claim about a rule, checked by removing the rule and deciding every packet again."""

from dataclasses import replace

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.hygiene.small import (
    accepted,
    completed,
    deciding,
    lists_of,
    random_network,
    spoken_of,
    strength,
    without,
    won,
)
from yett_policies.hygiene import Anomaly, Kind, anomalies, pooled_anomalies, to_rows
from yett_policies.network import Network, Rule

seeds = st.integers(0, 10**6)
DIRECTIONS = ("ingress", "egress")
OTHER = {"accept": "drop", "drop": "accept"}


def effect(network: Network) -> list[set[object]]:
    return [set(accepted(rules, network)) for d in DIRECTIONS for rules in lists_of(network, d)]


def effect_on_interfaces(network: Network) -> list[set[object]]:
    return [set(accepted(rules, network)) for d in DIRECTIONS for rules in lists_of(network, d, alone=False)]


def own_list(network: Network, group: str, urn: str) -> tuple[Rule, list[Rule]]:
    one = next(r for r in network.groups[group].rules if r.urn == urn)
    return one, [r for r in network.groups[group].rules if r.direction == one.direction]


def of_kind(network: Network, *kinds: Kind) -> list[Anomaly]:
    return [one for one in anomalies(network) if one.kind in kinds]


@given(seeds)
@settings(max_examples=40, deadline=None)
def test_removable_rules_can_all_go_at_once_and_no_interface_changes(seed: int) -> None:
    network = random_network(seed)
    gone = {one.rule for one in anomalies(network) if one.removable}
    assert effect(without(network, gone)) == effect(network)


@given(seeds)
@settings(max_examples=40, deadline=None)
def test_what_is_unknown_never_makes_a_removal_unsafe(seed: int) -> None:
    network = random_network(seed, doubt=0.3)
    gone = {one.rule for one in anomalies(network) if one.removable}
    for other in range(4):
        truth = completed(network, seed + other)
        assert effect(without(truth, gone)) == effect(truth)


@given(seeds)
@settings(max_examples=40, deadline=None)
def test_removals_across_groups_can_all_go_at_once(seed: int) -> None:
    network = random_network(seed)
    gone = {one.rule for one in pooled_anomalies(network) if one.removable}
    assert effect_on_interfaces(without(network, gone)) == effect_on_interfaces(network)


@given(seeds)
@settings(max_examples=40, deadline=None)
def test_a_rule_is_called_idle_exactly_when_it_decides_no_packet(seed: int) -> None:
    network = random_network(seed)
    every = anomalies(network)
    for group in network.groups.values():
        for one in (r for r in group.rules if not r.implicit):
            _, rules = own_list(network, group.urn, one.urn)
            decides = one.urn in deciding(rules, network)
            told = [a for a in every if a.rule == one.urn]
            if any(replace(r, urn=one.urn) == one and r.urn < one.urn for r in rules):
                assert told, "a second declaration is always told"
            else:
                assert decides != any("never decides" in a.detail for a in told), one.urn


@given(seeds)
@settings(max_examples=40, deadline=None)
def test_redundant_rules_are_exactly_those_whose_removal_changes_nothing(seed: int) -> None:
    network = random_network(seed)
    told = {a.rule for a in of_kind(network, Kind.REDUNDANT, Kind.SHADOWED, Kind.CONTRADICTING)}
    for group in network.groups.values():
        for one in (r for r in group.rules if not r.implicit):
            _, rules = own_list(network, group.urn, one.urn)
            same = accepted([r for r in rules if r is not one], network) == accepted(rules, network)
            others = {r.urn for r in rules if r is not one and replace(r, urn="") == replace(one, urn="")}
            assert same == (one.urn in told or bool(others & told)), one.urn


@given(seeds)
@settings(max_examples=40, deadline=None)
@example(1891)
def test_a_shadowed_rule_meets_the_other_fate_and_a_redundant_one_never_does(seed: int) -> None:
    network = random_network(seed)
    for found in (a for a in anomalies(network) if "never decides" in a.detail):
        one, rules = own_list(network, found.group, found.rule)
        passing = accepted(rules, network)
        wanted = one.policy == "accept"
        other_fate = any((p in passing) is not wanted for p in spoken_of(one, network))
        assert other_fate == (found.kind is not Kind.REDUNDANT), found


@given(seeds)
@settings(max_examples=40, deadline=None)
def test_the_causes_do_what_the_rule_does_not(seed: int) -> None:
    network = random_network(seed)
    for found in of_kind(network, Kind.SHADOWED, Kind.CONTRADICTING, Kind.REDUNDANT):
        one, rules = own_list(network, found.group, found.rule)
        causes = [r for r in rules if r.urn in found.causes]
        named = set().union(*(spoken_of(r, network) for r in causes))
        if "never decides" in found.detail:
            assert spoken_of(one, network) <= named
            assert all(strength(r) <= strength(one) for r in causes)
        else:
            decided = next(packets for r, packets in won(rules, network) if r is one)
            assert {r.policy for r in causes} <= {one.policy}
            assert decided <= named or one.policy == "drop"


@given(seeds)
@settings(max_examples=40, deadline=None)
@example(1891)
def test_the_causes_of_a_rule_that_never_decides_decide_as_it_is_told(seed: int) -> None:
    network = random_network(seed)
    for found in (a for a in anomalies(network) if "never decides" in a.detail):
        one, rules = own_list(network, found.group, found.rule)
        causes = [r for r in rules if r.urn in found.causes]
        assert {r.urn for r in causes} <= deciding(rules, network)
        if found.kind is Kind.REDUNDANT:
            assert {r.policy for r in causes} == {one.policy}
        if found.kind is Kind.CONTRADICTING:
            assert ("drop", one.priority) in {(r.policy, r.priority) for r in causes}


@given(seeds)
@settings(max_examples=40, deadline=None)
def test_disagreements_are_all_pairs_of_deciding_rules_that_share_packets(seed: int) -> None:
    network = random_network(seed)
    found = {(a.rule, c, a.kind) for a in of_kind(network, Kind.CORRELATED, Kind.GENERALISING) for c in a.causes}
    wanted = set()
    for group in network.groups.values():
        for direction in DIRECTIONS:
            rules = [r for r in group.rules if r.direction == direction]
            unique = [r for r in rules if r.urn in deciding(rules, network)]
            wanted |= {(w.urn, s.urn, kind) for w in unique for s in unique if (kind := relation(w, s, network))}
    assert found == {pair for pair in wanted if "#" not in pair[0] + pair[1]}


def relation(weaker: Rule, stronger: Rule, network: Network) -> Kind | None:
    if weaker.policy == stronger.policy or strength(stronger) >= strength(weaker):
        return None
    mine, other = spoken_of(weaker, network), spoken_of(stronger, network)
    if not mine & other:
        return None
    return Kind.GENERALISING if other <= mine else Kind.CORRELATED


@given(seeds)
@settings(max_examples=25, deadline=None)
def test_the_order_of_resources_changes_nothing(seed: int) -> None:
    network = random_network(seed, doubt=0.1)
    turned = {urn: replace(g, rules=g.rules[::-1]) for urn, g in reversed(network.groups.items())}
    hosts = dict(reversed(network.interfaces.items()))
    again = replace(network, groups=turned, interfaces=hosts)
    assert to_rows(anomalies(again)) == to_rows(anomalies(network))
    assert to_rows(pooled_anomalies(again)) == to_rows(pooled_anomalies(network))
