"""first_match and anomalies against brute force: every packet of a small universe, one rule after the other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.packets.universe import ADDRESSES, CARRIED, POINTS, brute_decider, random_rules
from yett.packets import AddressSet, IntervalSet, TrafficSet, TransportSet
from yett.packets.address_text import V6_FIRST, address_text
from yett.packets.anomalies import anomalies
from yett.packets.first_match import Decisions, Rule, first_match, rank

seeds = st.integers(0, 10**6)
counts = st.integers(0, 14)
CELLS = [(address, point) for address in ADDRESSES for point in POINTS]


def accepted(decisions: Decisions) -> set[tuple[int, int]]:
    return {(a, p) for a, p in CELLS if (found := decisions.accepted.at(a)) is not None and p in found.points}


def brute(rules: list[tuple[int, bool, AddressSet, TransportSet]]) -> set[tuple[int, int]]:
    deciders = {(a, p): brute_decider(rules, a, p) for a, p in CELLS}
    return {cell for cell, index in deciders.items() if index is not None and rules[index][1]}


@given(seeds, counts)
def test_accepted_agrees_with_first_match_packet_by_packet(seed: int, count: int) -> None:
    rules = random_rules(seed, count)
    assert accepted(first_match(rules)) == brute(rules)


@given(seeds, counts)
def test_accepted_is_the_fold_of_the_algebra_from_the_last_rule_to_the_first(seed: int, count: int) -> None:
    rules = random_rules(seed, count)
    everyone = AddressSet.everyone()
    total = TrafficSet.empty()
    for _, accept, peer, transport in sorted(rules, key=lambda rule: rule[0], reverse=True):
        traffic = TrafficSet.of(peer, everyone, transport)
        total = total | traffic if accept else total - traffic
    assert first_match(rules).ingress(everyone).boxes == total.boxes


@given(seeds, counts)
def test_the_order_of_the_list_changes_nothing(seed: int, count: int) -> None:
    rules = random_rules(seed, count)
    assert first_match(rules).accepted == first_match(rules[::-1]).accepted


@given(seeds, counts)
def test_the_deciding_rule_is_the_first_that_matches(seed: int, count: int) -> None:
    rules = random_rules(seed, count)
    decisions = first_match(rules)
    for address, point in CELLS:
        one = TransportSet(IntervalSet.of(point))
        assert decisions.decider(address_text(address), one) == brute_decider(rules, address, point)


@given(seeds, counts, st.sampled_from(ADDRESSES), st.sampled_from(CARRIED))
def test_deciders_are_the_rules_that_decide_some_packet_of_the_region(
    seed: int, count: int, until: int, transport: TransportSet
) -> None:
    rules = random_rules(seed, count)
    region = AddressSet(IntervalSet.of(*(a for a in ADDRESSES if a <= until)))
    wanted = {brute_decider(rules, a, p) for a, p in CELLS if a in region.points and p in transport.points} - {None}
    found = set(first_match(rules).deciders(region, transport))
    # the universe lists only some ports: on the others a further rule may decide, the listed ones must be there
    assert wanted <= found
    listed = TransportSet(IntervalSet.of(*(p for p in POINTS if p in transport.points)))
    assert set(first_match(rules).deciders(region, listed)) == wanted


@given(seeds, counts, st.sampled_from(CARRIED))
def test_asking_about_one_transport_gives_that_part_of_the_answer(seed: int, count: int, only: TransportSet) -> None:
    rules = random_rules(seed, count)
    everyone = AddressSet.everyone()
    whole = first_match(rules).ingress(everyone)
    assert first_match(rules, only=only).ingress(everyone) == whole.given_transport(only)


@given(seeds, counts)
def test_groups_are_disjoint_and_differ(seed: int, count: int) -> None:
    groups = first_match(random_rules(seed, count)).groups
    peers = [peer for peer, _ in groups]
    assert sum(peer.size for peer in peers) == AddressSet(IntervalSet.union(peer.points for peer in peers)).size
    assert len({transport for _, transport in groups}) == len(groups)


@given(seeds, counts)
def test_egress_is_ingress_with_the_ends_exchanged(seed: int, count: int) -> None:
    decisions = first_match(random_rules(seed, count))
    own = AddressSet.of("0.0.0.2", "::3")
    swapped = [TrafficSet.of(b.destination, b.source, b.transport) for b in decisions.ingress(own).boxes]
    assert decisions.egress(own) == TrafficSet.union(swapped)


def effect(rules: list[tuple[int, bool, AddressSet, TransportSet]]) -> TrafficSet:
    return first_match(rules).ingress(AddressSet.everyone())


@given(seeds, counts)
def test_anomalies_are_proven_by_deciding_and_by_removal(seed: int, count: int) -> None:
    rules = random_rules(seed, count)
    found = anomalies(rules)
    every = first_match(rules).deciders(AddressSet.everyone(), TransportSet.all())
    whole = effect(rules)
    idle = {i for i in range(len(rules)) if effect(rules[:i] + rules[i + 1 :]) == whole}
    assert set(found.never_decides) == set(range(len(rules))) - set(every)
    assert set(found.redundant) == idle - set(found.never_decides)


def test_two_drops_together_hide_an_accept() -> None:
    web = TransportSet.tcp(80)
    rules = [
        Rule(rank(1, False), False, AddressSet.cidr("0.0.0.0/1"), web),
        Rule(rank(1, False), False, AddressSet.cidr("128.0.0.0/1"), web),
        Rule(rank(2, True), True, AddressSet.everyone_v4(), web),
    ]
    assert anomalies(rules).never_decides == (2,)
    assert not first_match(rules).accepted


def test_a_drop_wins_a_tie_and_loses_to_a_smaller_priority() -> None:
    ssh, everyone = TransportSet.tcp(22), AddressSet.everyone()
    drop = Rule(rank(5, False), False, everyone, ssh)
    assert not first_match([Rule(rank(5, True), True, everyone, ssh), drop]).accepted
    assert first_match([Rule(rank(4, True), True, everyone, ssh), drop]).accepted


def test_an_empty_list_accepts_nothing_and_names_no_rule() -> None:
    decisions = first_match([])
    assert not decisions.ingress(AddressSet.everyone())
    assert decisions.decider("198.51.100.7", TransportSet.tcp(22)) is None
    assert anomalies([]).never_decides == ()


def test_rules_for_nobody_or_nothing_never_decide() -> None:
    rules = [(1, True, AddressSet.empty(), TransportSet.all()), (1, True, AddressSet.everyone(), TransportSet.empty())]
    assert anomalies(rules).never_decides == (0, 1)
    assert not first_match(rules).accepted


def test_one_packet_carries_one_thing() -> None:
    with pytest.raises(ValueError, match="allowed is one port or type"):
        first_match([]).decider("10.0.0.1", TransportSet.tcp(22, 23))


def test_an_ipv6_rule_says_nothing_about_ipv4() -> None:
    decisions = first_match([(1, True, AddressSet.everyone_v6(), TransportSet.tcp(22))])
    assert decisions.accepted.domain.smallest == V6_FIRST
    assert str(decisions.ingress(AddressSet.everyone())) == "::/0 -> ::/0 tcp/22"


@given(seeds, counts, st.sampled_from(CARRIED))
def test_what_is_accepted_of_one_transport_is_what_a_list_decided_for_it_alone_accepts(
    seed: int, count: int, only: TransportSet
) -> None:
    rules = random_rules(seed, count)
    assert first_match(rules).accepting(only) == first_match(rules, only).accepted


@given(seeds, counts, st.sampled_from(ADDRESSES), st.lists(st.sampled_from(CARRIED), max_size=4))
def test_admitting_rules_of_many_transports_at_once_are_the_accept_rules_among_the_deciders_of_each(
    seed: int, count: int, until: int, transports: list[TransportSet]
) -> None:
    rules = random_rules(seed, count)
    decisions = first_match(rules)
    region = AddressSet(IntervalSet.of((min(ADDRESSES), until)))
    wanted = [tuple(i for i in decisions.deciders(region, one) if rules[i][1]) for one in transports]
    assert decisions.admitting(region, transports) == wanted
