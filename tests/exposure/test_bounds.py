"""What is not known of a part is not known of the whole: bounds hold for every value that a part may have."""

from itertools import product

import pytest

from yett.packets import AddressSet, TransportSet
from yett_policies.exposure.bounds import Bounds
from yett_policies.exposure.sets import NOTHING, Reach, reach

SSH, WEB, DNS, ALL = (
    reach(AddressSet.everyone(), ports)
    for ports in (TransportSet.tcp(22), TransportSet.tcp(80), TransportSet.udp(53), TransportSet.all())
)
SETS = (NOTHING, SSH, SSH | WEB, WEB | DNS, ALL)
SURE = [Bounds.known(one) for one in SETS]
LOST = [Bounds(a, b, (f"whether {i}",)) for i, (a, b) in enumerate(product(SETS, SETS)) if a != b and not a - b]
PAIRS = list(product([*SURE, *LOST], [*SURE, *LOST]))


def values(one: Bounds) -> tuple[Reach, Reach]:
    return one.certain, one.possible


def test_what_passes_two_passes_both_and_what_passes_one_of_two_passes_either() -> None:
    for one, other in PAIRS:
        assert values(one & other) == (one.certain & other.certain, one.possible & other.possible)
        assert values(one | other) == (one.certain | other.certain, one.possible | other.possible)


def test_two_that_are_known_are_known_together_and_every_doubt_of_one_that_is_not_is_told() -> None:
    for one, other in PAIRS:
        for both in (one & other, one | other):
            assert both.needs == (*one.needs, *other.needs)
            assert both.is_known is (one.is_known and other.is_known)


@pytest.mark.parametrize("one", [*SURE, *LOST])
def test_undecided_is_what_may_be_and_is_not_certain(one: Bounds) -> None:
    assert one.undecided == one.possible - one.certain
    assert bool(one.undecided) is bool(one.needs)


@pytest.mark.parametrize("one", [*SURE, *LOST])
def test_a_doubt_takes_what_is_certain_and_none_takes_nothing(one: Bounds) -> None:
    doubted = one.doubted("the rest", "the end")
    assert (doubted.certain, doubted.possible) == (NOTHING, one.possible)
    assert doubted.needs == (*one.needs, "the rest", "the end")
    assert one.doubted() is one
