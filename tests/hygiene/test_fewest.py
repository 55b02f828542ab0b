"""Compaction against exhaustive search: what rules can say is listed in full for four addresses and three ports."""

from collections import deque
from functools import cache
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.hygiene.drafts import accepted_by
from tests.packets.universe import random_rules
from yett.packets import AddressSet, IntervalSet, Product, TransportSet
from yett.packets.first_match import first_match
from yett_policies.hygiene.draft import Draft
from yett_policies.hygiene.fewest import _together, one_action, two_actions
from yett_policies.hygiene.shapes import Shapes
from yett_policies.hygiene.steps import DEAR, Steps

BLOCKS = ((0, 3), (0, 1), (2, 3), (0, 0), (1, 1), (2, 2), (3, 3))
RUNS = ((1, 3), (1, 2), (2, 3), (1, 1), (2, 2), (3, 3))
CELLS = [(host, port) for host in range(4) for port in range(1, 4)]
BIT = {cell: 1 << place for place, cell in enumerate(CELLS)}
SHAPES = [
    sum(BIT[h, p] for h in range(a, b + 1) for p in range(first, last + 1)) for a, b in BLOCKS for first, last in RUNS
]
"""Every rule there is, as the cells it matches."""
WORST = 4 / 3
"""Two actions: at most this many times the least, on every one of the 4,096 sets; the mean is 1.005."""


def reach(cells: int, base: bool = False) -> Product[TransportSet]:
    everything = AddressSet.everyone() if base else AddressSet.empty()
    found = Product.of(everything.points, TransportSet.all())
    for (host, port), bit in BIT.items():
        one = Product.of(IntervalSet.of(host), TransportSet.tcp(port))
        found = found - one if base and cells & bit else found | one if cells & bit else found
    return found


@cache
def least_of_two() -> dict[int, int]:
    """How many rules each set of cells needs at least: breadth first, from the weakest rule to the strongest."""
    found, queue = {0: 0}, deque([0])
    while queue:
        cells = queue.popleft()
        for shape in SHAPES:
            for after in (cells | shape, cells & ~shape):
                if after not in found:
                    found[after] = found[cells] + 1
                    queue.append(after)
    return found


def least_of_one(cells: int) -> int:
    """The fewest shapes whose union is the set."""
    inside = [shape for shape in SHAPES if not shape & ~cells]
    for count in range(len(CELLS) + 1):
        for chosen in combinations(inside, count):
            union = 0
            for shape in chosen:
                union |= shape
            if union == cells:
                return count
    raise AssertionError("single cells are shapes")


def shapes_of(accepted: Product[TransportSet]) -> Shapes:
    return Shapes(accepted.inner)


@given(st.integers(0, (1 << len(CELLS)) - 1))
@settings(max_examples=120, deadline=None)
def test_one_action_needs_as_few_rules_as_exhaustive_search(cells: int) -> None:
    accepted = reach(cells)
    found = one_action(accepted, shapes_of(accepted), 0)
    assert found is not None
    # five is where the search over all combinations ends to be quick
    if len(found) <= 5:
        assert len(found) == least_of_one(cells)


@given(st.integers(0, (1 << len(CELLS)) - 1))
@settings(max_examples=200, deadline=None)
def test_two_actions_need_at_most_a_third_more_than_exhaustive_search(cells: int) -> None:
    accepted = reach(cells)
    found = two_actions(accepted, shapes_of(accepted), 0)
    assert found is not None
    assert least_of_two()[cells] <= len(found) <= WORST * least_of_two()[cells]


@given(st.integers(0, (1 << len(CELLS)) - 1))
@settings(max_examples=60, deadline=None)
def test_an_open_base_is_a_closed_one_turned_round(cells: int) -> None:
    accepted = reach(cells, base=True)
    shapes = shapes_of(accepted)
    found = one_action(accepted, shapes, shapes.full)
    closed = one_action(reach(cells), shapes_of(reach(cells)), 0)
    assert found is not None
    assert closed is not None
    assert accepted_by(found, shapes, shapes.full) == accepted
    assert [(d.node, d.accept) for d in found] == [(d.node, not d.accept) for d in closed]


@given(st.integers(0, 10**6), st.integers(0, 12), st.booleans())
@settings(max_examples=150, deadline=None)
def test_the_rules_accept_exactly_the_set_whatever_way_is_taken(seed: int, count: int, is_open: bool) -> None:
    rules = [rule for rule in random_rules(seed, count) if sayable(rule[3])]
    floor = [(10**6 + 1, True, AddressSet.everyone(), TransportSet.all())] if is_open else []
    accepted = first_match([*rules, *floor]).accepted
    shapes = shapes_of(accepted)
    base = shapes.full if is_open else 0
    for found in (one_action(accepted, shapes, base), two_actions(accepted, shapes, base)):
        assert found is None or accepted_by(found, shapes, base) == accepted


def sayable(carried: TransportSet) -> bool:
    """Whether one rule of the cloud can carry it; a single icmp type or protocol number is no shape."""
    return carried == TransportSet.all() or set(map(str, carried.protocols)) <= {"tcp", "udp", "gre"}


@given(st.integers(0, 10**6))
@settings(max_examples=30, deadline=None)
def test_the_same_set_gives_the_same_rules(seed: int) -> None:
    rules = [rule for rule in random_rules(seed, 10) if sayable(rule[3])]
    one, other = first_match(rules).accepted, first_match(rules[::-1]).accepted
    assert two_actions(one, shapes_of(one), 0) == two_actions(other, shapes_of(other), 0)


LISTS = [
    ("every host of a /22 on four services", 1024 * 4, 4, lambda: hosts(range(1024), (22, 80, 443, 8080))),
    ("neighbouring ports become one range", 256 * 3, 1, lambda: hosts(range(256), (80, 81, 82))),
    (
        "a few hosts left out become drops",
        2 * 1010,
        2 + 14,
        lambda: hosts((h for h in range(1024) if h % 75), (22, 443)),
    ),
    ("hosts that lack one port each get the rest at once", 16 * 15, 1 + 16, lambda: one_each(lacking=True)),
    ("hosts that have one port more each get the common one at once", 2 * 16, 1 + 16, lambda: one_each(lacking=False)),
    ("scattered hosts stay as they are", 50, 50, lambda: hosts(range(0, 5000, 101), (22,))),
    ("both halves of the internet", 2, 1, lambda: [("0.0.0.0/1", 22), ("128.0.0.0/1", 22)]),
    ("two families never merge", 2, 2, lambda: [("0.0.0.0/0", 22), ("::/0", 22)]),
]


def hosts(numbers: "range | list[int] | object", ports: tuple[int, ...]) -> list[tuple[str, int]]:
    return [(f"10.0.{n // 256}.{n % 256}/32", port) for n in numbers for port in ports]  # type: ignore[attr-defined]


def one_each(*, lacking: bool) -> list[tuple[str, int]]:
    """Sixteen hosts, of which each has port 1000 and one of its own, or all ports of the sixteen but its own."""
    if lacking:
        return [row for host in range(16) for row in hosts([host], tuple(p for p in range(1, 17) if p != host + 1))]
    return [row for host in range(16) for row in hosts([host], (1000, 1002 + 2 * host))]


@pytest.mark.parametrize(("why", "given_rules", "most", "make"), LISTS, ids=[row[0] for row in LISTS])
def test_lists_of_hosts_come_down(why: str, given_rules: int, most: int, make: object) -> None:
    rows = make()  # type: ignore[operator]
    assert len(rows) == given_rules or why.startswith("a few")
    accepted = first_match((1, True, AddressSet.of(peer), TransportSet.tcp(port)) for peer, port in rows).accepted
    shapes = shapes_of(accepted)
    found = two_actions(accepted, shapes, 0)
    assert found is not None
    assert len(found) <= most
    assert accepted_by(found, shapes, 0) == accepted


@pytest.mark.parametrize("lacking", [False, True])
def test_a_block_passes_on_what_all_hosts_share_and_what_any_has_though_none_gets_just_that(lacking: bool) -> None:
    accepted = first_match(
        (1, True, AddressSet.of(peer), TransportSet.tcp(port)) for peer, port in one_each(lacking=lacking)
    ).accepted
    found = _together(accepted, shapes_of(accepted), 0)
    assert found is not None
    assert len(found) == 17


def test_protocols_without_a_name_need_a_drop() -> None:
    accepted = first_match(
        [
            (0, False, AddressSet.everyone_v4(), TransportSet.tcp(22)),
            (1, True, AddressSet.everyone_v4(), TransportSet.all()),
        ]
    ).accepted
    assert one_action(accepted, shapes_of(accepted), 0) is None
    found: list[Draft] | None = two_actions(accepted, shapes_of(accepted), 0)
    assert found is not None
    assert sorted(draft.accept for draft in found) == [False, True]


@pytest.mark.parametrize("is_open", [False, True])
def test_a_single_type_of_icmp_is_nothing_that_rules_can_say(is_open: bool) -> None:
    everyone, ping = AddressSet.everyone(), TransportSet.icmp(8)
    accepted = Product.of(everyone.points, TransportSet.all() - ping if is_open else ping)
    shapes = shapes_of(accepted)
    base = shapes.full if is_open else 0
    assert one_action(accepted, shapes, base) is None
    assert two_actions(accepted, shapes, base) is None


def test_a_run_grows_over_a_block_that_has_only_wider_runs_of_its_own() -> None:
    wider = [(f"10.0.0.{host}/32", (22, 23) if host % 2 else (23, 24)) for host in range(4)]
    rows = [*wider, ("10.0.0.4/30", (23, 23)), ("10.0.0.8/29", (23, 23))]
    accepted = first_match((1, True, AddressSet.of(peer), TransportSet.tcp(run)) for peer, run in rows).accepted
    found = one_action(accepted, shapes_of(accepted), 0)
    assert found is not None
    # the four hosts keep a rule each, and the whole /28 shares port 23
    assert len(found) == 5


def test_rules_that_there_are_not_are_refused_with_what_to_ask_first() -> None:
    ping = TransportSet.icmp(8)
    shapes = Shapes([ping])
    steps = Steps(shapes, shapes.full)
    assert steps.cost(0, shapes.mask(ping)) == DEAR
    with pytest.raises(ValueError, match=r"no rules change 0x0 to 0x.*, ask for the cost first"):
        steps.rules(0, shapes.mask(ping))
