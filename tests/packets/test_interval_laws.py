"""IntervalSet against Python sets: every law at once, since both must name the same members."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yett.packets import Interval, IntervalSet
from yett.packets.interval import blocks

NUMBERS = range(-2, 14)
numbers = st.sets(st.sampled_from(NUMBERS))


def runs_of(found: IntervalSet) -> set[int]:
    return {number for run in found.intervals for number in range(run.first, run.last + 1)}


@given(numbers, numbers)
def test_operators_agree_with_python_sets(a: set[int], b: set[int]) -> None:
    x, y = IntervalSet.of(*a), IntervalSet.of(*b)
    assert runs_of(x | y) == a | b
    assert runs_of(x & y) == a & b
    assert runs_of(x - y) == a - b
    assert runs_of(x ^ y) == a ^ b
    assert (x <= y, x < y, x == y) == (a <= b, a < b, a == b)
    assert x.meets(y) == y.meets(x) == (not a.isdisjoint(b))
    assert runs_of(x.complement(0, 9)) == set(range(10)) - a


@given(numbers, numbers)
def test_equal_members_have_equal_edges_however_they_were_built(a: set[int], b: set[int]) -> None:
    x, y = IntervalSet.of(*a), IntervalSet.of(*b)
    canonical = IntervalSet.of(*(a | b)).edges
    assert (x | y).edges == (y | x).edges == (x ^ (y - x)).edges == IntervalSet.union([x, y]).edges == canonical
    assert ((x - y) | (x & y)).edges == x.edges


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 4))))
def test_runs_may_overlap_touch_and_come_in_any_order(runs: list[tuple[int, int]]) -> None:
    found = IntervalSet.of(*(Interval(first, first + more) for first, more in runs))
    assert runs_of(found) == {n for first, more in runs for n in range(first, first + more + 1)}
    assert all(a.last + 1 < b.first for a, b in zip(found.intervals, found.intervals[1:], strict=False))


@given(numbers)
def test_size_smallest_and_membership_agree_with_python_sets(a: set[int]) -> None:
    found = IntervalSet.of(*a)
    assert found.size == len(a)
    assert {number for number in NUMBERS if number in found} == a
    assert (found.is_empty, bool(found)) == (not a, bool(a))
    assert not a or found.smallest == min(a)
    assert all(
        found.has_any(n, n + more) == (not a.isdisjoint(range(n, n + more + 1))) for n in NUMBERS for more in (0, 1, 4)
    )
    assert found.shifted(3) == IntervalSet.of(*(number + 3 for number in a))


@given(st.sets(st.integers(0, 40)))
def test_blocks_are_aligned_powers_of_two_that_make_up_the_set(a: set[int]) -> None:
    found = blocks(IntervalSet.of(*a).edges)
    assert [n for first, last in found for n in range(first, last + 1)] == sorted(a)
    for first, last in found:
        size = last - first + 1
        assert size & (size - 1) == 0
        assert first % size == 0


@given(st.sets(st.integers(0, 15)))
def test_blocks_are_as_few_as_possible(a: set[int]) -> None:
    def fewest(first: int, size: int) -> int:
        inside = a & set(range(first, first + size))
        if len(inside) in (0, size):
            return min(1, len(inside))
        return fewest(first, size // 2) + fewest(first + size // 2, size // 2)

    assert len(blocks(IntervalSet.of(*a).edges)) == fewest(0, 16)


def test_an_interval_that_runs_backwards_is_refused() -> None:
    with pytest.raises(ValueError, match=r"interval 9\.\.3 runs backwards"):
        IntervalSet.of((9, 3))


def test_an_empty_set_has_no_smallest_member() -> None:
    with pytest.raises(ValueError, match="no smallest member"):
        _ = IntervalSet.empty().smallest
