"""Layers of accept and drop for one set of ports against exhaustive search: eight addresses, all 256 sets of them."""

from collections import deque
from functools import cache

import pytest

from tests.hygiene.drafts import lines
from yett.packets import AddressSet, IntervalSet, Product, TransportSet
from yett.packets.address_text import V4_LAST, V6_FIRST
from yett.packets.first_match import first_match
from yett.packets.forest import FAMILIES
from yett_policies.hygiene.draft import leaves
from yett_policies.hygiene.layers import Layers
from yett_policies.hygiene.shapes import Shapes

SSH = TransportSet.tcp(22)
HOSTS = 8
ALL = (1 << HOSTS) - 1
FIRSTS = {"0.0.0.0": 0, "255.255.255.248": V4_LAST + 1 - HOSTS, "::8": V6_FIRST + 8}
BLOCKS = [((1 << size) - 1) << first for size in (8, 4, 2, 1) for first in range(0, HOSTS, size)]
"""Every CIDR in the eight addresses, as the addresses in it."""


@cache
def least() -> dict[int, int]:
    """How many rules each set needs at least above nothing: breadth first, from the weakest rule to the strongest."""
    found, queue = {0: 0}, deque([0])
    while queue:
        hosts = queue.popleft()
        for block in BLOCKS:
            for after in (hosts | block, hosts & ~block):
                if after not in found:
                    found[after] = found[hosts] + 1
                    queue.append(after)
    return found


def reach(hosts: int, first: int, is_open: bool) -> Product[TransportSet]:
    """Who may use ssh: the hosts, and with an open base everybody outside of the eight."""
    inside = IntervalSet.of(*(first + host for host in range(HOSTS) if hosts >> host & 1))
    every = IntervalSet.of((first, first + HOSTS - 1))
    return Product.of(AddressSet.everyone().points - every | inside if is_open else inside, SSH)


@pytest.mark.parametrize("first", FIRSTS.values(), ids=FIRSTS)
@pytest.mark.parametrize("is_wide", [False, True], ids=["ssh alone", "any port"])
@pytest.mark.parametrize("is_open", [False, True], ids=["closed base", "open base"])
def test_one_set_of_ports_gets_the_fewest_rules_there_are(first: int, is_open: bool, is_wide: bool) -> None:
    shapes = Shapes([SSH])
    base = shapes.mask(SSH) if is_open else 0
    floor = [(10, True, AddressSet.everyone(), SSH)] if is_open else []
    root = FAMILIES[first >= V6_FIRST]
    # nothing to say where everybody is as everywhere: Layers has at least one leaf
    for hosts in range(ALL) if is_open else range(1, ALL + 1):
        accepted = reach(hosts, first, is_open)
        given = leaves(accepted, shapes, base, (root[0], -root[1]))
        drafts = Layers(given, shapes, base, shapes.full if is_wide else shapes.mask(SSH)).drafts()
        assert drafts is not None
        assert len(drafts) == least()[hosts ^ ALL if is_open else hosts]
        assert first_match([*lines(drafts, shapes), *floor]).accepted == accepted


@pytest.mark.parametrize("first", FIRSTS.values(), ids=FIRSTS)
def test_everybody_but_some_is_one_rule_and_the_fewest_exceptions(first: int) -> None:
    shapes = Shapes([SSH])
    root = FAMILIES[first >= V6_FIRST]
    family = AddressSet.everyone_v6() if first >= V6_FIRST else AddressSet.everyone_v4()
    for hosts in range(ALL + 1):
        accepted = Product.of(reach(hosts, first, True).domain & family.points, SSH)
        given = leaves(accepted, shapes, 0, (root[0], -root[1]))
        drafts = Layers(given, shapes, 0, shapes.full).drafts()
        assert drafts is not None
        assert len(drafts) == 1 + least()[hosts ^ ALL]
        assert first_match(lines(drafts, shapes)).accepted == accepted
