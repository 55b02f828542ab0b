"""Pairs of rules that disagree about packets of both: harmless while their order is meant, a trap when it is not.

One walk over the forest of blocks meets each overlapping pair once: a rule is compared with the rules around its
block, not with every other rule of the list.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from yett.packets.forest import Node, walk
from yett.packets.rule_list import Placed

from .decided import Decided

MOST_CAUSES = 20
"""Rules named for one rule; the walk's order decides which, so the same input names the same."""

Sides = tuple[list[Placed], list[Placed]]
"""The drops and the accepts around a block."""


@dataclass(slots=True)
class Against:
    """The stronger rules with the other action that share packets with one rule."""

    inside: dict[int, int] = field(default_factory=dict)
    """Place -> in how many of its blocks the weaker rule holds all that it carries."""
    is_cut: bool = False
    """Whether there are more than are named."""

    def add(self, stronger: int, is_inside: bool) -> None:
        """Count one block."""
        if stronger in self.inside or len(self.inside) < MOST_CAUSES:
            self.inside[stronger] = self.inside.get(stronger, 0) + is_inside
        else:
            self.is_cut = True


def disagreements(decided: Decided) -> tuple[dict[int, Against], dict[int, int]]:
    """By weaker place, only rules that decide some packet; and how many blocks each rule has.

    Cost: one sort, then the sum over rules of the rules around their blocks.
    """
    found: dict[int, Against] = defaultdict(Against)
    blocks: dict[int, int] = defaultdict(int)
    for tree, root in decided.trees():
        kept = {node: own for node, items in tree.items() if (own := _deciding(items, decided.deciding))}
        for items in kept.values():
            for place, _ in items:
                blocks[place] += 1
        _walk_family(kept, root, decided.accepts, found)
    return found, blocks


def _deciding(items: list[Placed], deciding: set[int]) -> list[Placed]:
    return [item for item in items if item[0] in deciding]


def _walk_family(tree: dict[Node, list[Placed]], root: Node, accepts: list[bool], found: dict[int, Against]) -> None:
    def descend(around: Sides, items: list[Placed]) -> Sides:
        for item in items:
            for other in around[not accepts[item[0]]]:
                if item[1] & other[1]:
                    _meet(item, other, found)
        own = [item for item in items if accepts[item[0]]]
        return ([*around[0], *(item for item in items if not accepts[item[0]])], [*around[1], *own])

    nothing: Sides = ([], [])
    for items in tree.values():
        _meet_each_other(items, accepts, found)
    walk(tree, root, nothing, descend)


def _meet_each_other(items: list[Placed], accepts: list[bool], found: dict[int, Against]) -> None:
    """Rules of one block, strongest first."""
    for at, (place, mask) in enumerate(items):
        for other, more in items[:at]:
            if mask & more and accepts[place] is not accepts[other]:
                found[place].add(other, is_inside=not more & ~mask)


def _meet(inner: Placed, outer: Placed, found: dict[int, Against]) -> None:
    """Two rules of which the outer's block holds the inner's."""
    if inner[0] < outer[0]:
        found[outer[0]].add(inner[0], is_inside=not inner[1] & ~outer[1])
    else:
        found[inner[0]].add(outer[0], is_inside=False)
