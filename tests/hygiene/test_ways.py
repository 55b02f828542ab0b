"""Each way of writing a set as rules, on lists that are always the same: exact, and never longer."""

from collections.abc import Callable
from functools import cache
from random import Random

import pytest

from tests.hygiene.drafts import accepted_by
from yett.packets import AddressSet, Product, TransportSet
from yett.packets.first_match import first_match, rank
from yett_policies.hygiene.draft import Draft
from yett_policies.hygiene.fewest import _apart, _together, one_action, two_actions
from yett_policies.hygiene.shapes import Shapes

BLOCKS = [f"10.0.0.{first}/{32 - bits}" for bits in range(6) for first in range(0, 32, 1 << bits)] + [
    "0.0.0.0/0",
    "::/0",
    "::/127",
    "::1",
]
CARRIED = [TransportSet.tcp((first, last)) for first in range(1, 8) for last in range(first, 8)]
CARRIED += [TransportSet.udp(2), TransportSet.udp((1, 65535)), TransportSet.gre(), TransportSet.all()]
Way = Callable[[Product[TransportSet], Shapes, int], list[Draft] | None]


@cache
def sets(is_open: bool) -> list[Product[TransportSet]]:
    """What 80 lists accept, above nothing or above everything."""
    floor = [(10**6, True, AddressSet.everyone(), TransportSet.all())] if is_open else []
    return [first_match([*rules(Random(seed)), *floor]).accepted for seed in range(80)]


def rules(r: Random) -> list[tuple[int, bool, AddressSet, TransportSet]]:
    actions = [r.random() < 0.6 for _ in range(r.randint(2, 15))]
    return [(rank(r.randint(1, 6), a), a, AddressSet.of(r.choice(BLOCKS)), r.choice(CARRIED)) for a in actions]


def found_by(way: Way, accepted: Product[TransportSet], is_open: bool) -> int | None:
    """How many rules; None where the way cannot say it."""
    shapes = Shapes(accepted.inner)
    base = shapes.full if is_open else 0
    found = way(accepted, shapes, base)
    assert found is None or accepted_by(found, shapes, base) == accepted
    return None if found is None else len(found)


TOTALS = [
    (one_action, False, 525, 1),
    (one_action, True, 381, 2),
    (_together, False, 363, 0),
    (_together, True, 249, 0),
    (_apart, False, 301, 12),
    (_apart, True, 227, 6),
    (two_actions, False, 363, 0),
    (two_actions, True, 249, 0),
]
"""(way, whether the base is open, rules of all lists together, how many lists the way cannot say)."""


@pytest.mark.parametrize(("way", "is_open", "most", "mute"), TOTALS, ids=lambda one: getattr(one, "__name__", str(one)))
def test_each_list_is_written_exactly_and_all_together_in_no_more_rules(
    way: Way, is_open: bool, most: int, mute: int
) -> None:
    counts = [found_by(way, accepted, is_open) for accepted in sets(is_open)]
    assert counts.count(None) == mute
    assert sum(count or 0 for count in counts) <= most
