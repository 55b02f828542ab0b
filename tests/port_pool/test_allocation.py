"""Ports are handed out without collision, without order, and nobody moves for a newcomer without cause."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yett.port_pool.allocation import allocate, rank, walk

names = st.sets(st.text("abcdefgh", min_size=1, max_size=3), max_size=12)
FIRST, LAST = 20000, 20031
"""A range so small that names do want the same ports."""
taken = st.sets(st.integers(FIRST - 2, LAST + 2), max_size=16)


@given(names, taken)
def test_every_name_has_a_port_of_its_own_within_the_range_and_not_taken(found: set[str], refused: set[int]) -> None:
    ports = allocate(found, FIRST, LAST, refused)
    assert ports.keys() == found
    assert len(set(ports.values())) == len(found)
    assert all(FIRST <= port <= LAST for port in ports.values())
    assert not refused & set(ports.values())


@given(names, taken, st.data())
def test_the_order_of_the_names_does_not_matter(found: set[str], refused: set[int], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(sorted(found)))
    assert allocate(shuffled, FIRST, LAST, refused) == allocate(sorted(found), FIRST, LAST, refused)


@given(names, taken)
def test_no_name_and_port_would_both_rather_have_each_other(found: set[str], refused: set[int]) -> None:
    ports = allocate(found, FIRST, LAST, refused)
    holders = {port: name for name, port in ports.items()}
    for name, port in ports.items():
        for better in walk(name, FIRST, LAST):
            if better == port:
                break
            if better not in refused:
                assert rank(better, holders[better]) > rank(better, name)


@given(names, st.text("abcdefgh", min_size=4, max_size=4), taken)
def test_nobody_gains_a_better_port_because_somebody_came(found: set[str], newcomer: str, refused: set[int]) -> None:
    """The law of stable matchings: a newcomer only ever pushes others down their walks, and his going lets them up."""
    before, after = (allocate(everyone, FIRST, LAST, refused) for everyone in (found, {*found, newcomer}))
    for name in found:
        order = list(walk(name, FIRST, LAST))
        assert order.index(before[name]) <= order.index(after[name])


@given(names, st.text("abcdefgh", min_size=4, max_size=4))
def test_nobody_moves_for_a_newcomer_who_wants_a_port_that_is_free(found: set[str], newcomer: str) -> None:
    before, after = (allocate(everyone, FIRST, LAST) for everyone in (found, {*found, newcomer}))
    wanted = next(walk(newcomer, FIRST, LAST))
    if wanted not in before.values():
        assert after == {**before, newcomer: wanted}


def test_in_a_range_of_usual_size_nearly_nobody_ever_moves() -> None:
    base = [f"service-{number}" for number in range(50)]
    before = allocate(base, 20000, 29999)
    moved = 0
    for number in range(500):
        after = allocate([*base, f"newcomer-{number}"], 20000, 29999)
        moved += sum(after[name] != before[name] for name in base)
    assert moved <= 10


@settings(max_examples=30)
@given(st.integers(1, 65535), st.integers(0, 300), st.text(max_size=5))
def test_a_walk_passes_every_port_once(first: int, more: int, name: str) -> None:
    last = min(first + more, 65535)
    assert sorted(walk(name, first, last)) == list(range(first, last + 1))


def test_a_range_that_is_full_to_the_last_port_is_handed_out() -> None:
    found = [f"service-{number}" for number in range(32)]
    assert sorted(allocate(found, FIRST, LAST).values()) == list(range(FIRST, LAST + 1))
    with pytest.raises(ValueError, match=r"33 names and 32 free ports in 20000\.\.20031"):
        allocate([*found, "one more"], FIRST, LAST)


def test_the_same_names_have_the_same_ports_on_every_machine() -> None:
    assert allocate(["api", "admin", "billing"], 20000, 29999) == {"admin": 24141, "api": 23694, "billing": 24450}
