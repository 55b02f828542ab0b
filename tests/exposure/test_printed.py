"""Sources in few CIDRs: the same inside a zone, as few as there can be, and none wider than it must be."""

from itertools import pairwise
from random import Random

import pytest

from yett.packets import INTERNET, AddressSet, IntervalSet
from yett.packets.address_text import V6_FIRST, V6_LAST, cidr_block
from yett_policies.exposure.printed import Printer, cidrs_within

FAMILIES = ((0, (1 << 32) - 1), (V6_FIRST, V6_LAST))
EVERYONE = AddressSet.everyone()
SMALL = 16
"""Addresses at the start and at the end of each family that differ; those between are alike."""


def random_set(chance: Random) -> AddressSet:
    """Some of the first and last addresses of both families, and all or none of those between."""
    runs = []
    for first, last in FAMILIES:
        for start in (first, last - SMALL + 1):
            runs += [(start + n, start + n) for n in range(SMALL) if chance.random() < chance.choice((0.1, 0.5, 0.9))]
        runs += [(first + SMALL, last - SMALL)] if chance.random() < 0.5 else []
    return AddressSet(IntervalSet.of(*runs))


def fewest(first: int, last: int, sources: IntervalSet, others: IntervalSet) -> int:
    """How many CIDRs of one block there must be: one with a source and none of the others, or those of its halves."""
    block = IntervalSet.of((first, last))
    if not sources & block:
        return 0
    if not others & block:
        return 1
    middle = (first + last) // 2
    return fewest(first, middle, sources, others) + fewest(middle + 1, last, sources, others)


def holds(zone: AddressSet, sources: AddressSet, found: tuple[str, ...]) -> None:
    blocks = [cidr_block(text)[1:] for text in found]
    assert AddressSet(IntervalSet.of(*blocks)) & zone == sources
    assert all(one[1] < other[0] for one, other in pairwise(blocks))
    others = (zone - sources).points
    assert len(blocks) == sum(fewest(*family, sources.points, others) for family in FAMILIES)
    for first, last in blocks:
        middle = (first + last) // 2
        halves = [IntervalSet.of((first, middle)), IntervalSet.of((middle + 1, last))] if first < last else []
        assert (first, last) in FAMILIES or all(half & sources.points for half in halves)


@pytest.mark.parametrize("seed", range(12))
def test_sources_of_a_zone_are_told_in_the_fewest_cidrs_and_each_is_tight(seed: int) -> None:
    chance = Random(seed)
    zone = random_set(chance)
    printer = Printer(zone)
    for _ in range(6):
        sources = random_set(chance) & zone
        for asked in (sources, zone):
            found = printer.cidrs(asked.points)
            holds(zone, asked, found)
            assert printer.cidrs(asked.points) == found == cidrs_within(asked, zone)


@pytest.mark.parametrize("kept", ["0.0.0.0/1", "8.0.0.0/6", "192.0.0.0/2", "2000::/3", "2001:db8::/29", "64:ff9b::/96"])
def test_sources_of_the_internet_are_told_so(kept: str) -> None:
    for sources in (AddressSet.of(kept) & INTERNET, INTERNET - AddressSet.of(kept)):
        holds(INTERNET, sources, cidrs_within(sources, INTERNET))


def test_the_internet_is_everybody_in_one_cidr_of_each_family() -> None:
    assert cidrs_within(INTERNET, INTERNET) == ("0.0.0.0/0", "::/0")
    assert cidrs_within(EVERYONE, EVERYONE) == ("0.0.0.0/0", "::/0")


def test_what_is_no_part_of_the_zone_on_one_side_is_taken_in() -> None:
    few = AddressSet.of("0.0.0.0/29")
    low, high = AddressSet.of("0.0.0.0/31", "0.0.0.2"), AddressSet.of("0.0.0.5", "0.0.0.6/31")
    assert cidrs_within(few - low, EVERYONE - low) == ("0.0.0.0/29",)
    assert cidrs_within(few - high, EVERYONE - high) == ("0.0.0.0/29",)


def test_all_of_a_zone_in_half_of_a_family_is_the_family() -> None:
    zone = AddressSet.of("128.0.0.0/1", "8000::/1")
    assert cidrs_within(zone, zone) == ("0.0.0.0/0", "::/0")


def test_a_block_of_ipv6_as_large_as_ipv4_is_no_family() -> None:
    zone = EVERYONE - (AddressSet.of("::/96") - AddressSet.of("::7"))
    assert cidrs_within(AddressSet.of("::7"), zone) == ("::7/128",)
