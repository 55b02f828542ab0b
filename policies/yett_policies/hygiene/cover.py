"""The fewest rules of one action that carry exactly a set: found exactly, not searched.

Why there is only one answer: CIDRs are nested or disjoint. Take a block in which every address gets the same, and
one run of ports of it. Walk up while the whole surrounding block still gets the whole run. The block where that
ends must have a rule for the whole run: a rule further out leaves a gap in the run, a rule further in is part of
it. So these rules are needed, and together they are everything.
"""

from yett.packets.forest import Node

from .draft import Leaf
from .shapes import Shapes

Grown = dict[Node, tuple[int, frozenset[int]]]
"""Block -> (what all of it gets, the runs that no rule carries yet)."""


def cover(leaves: list[Leaf], shapes: Shapes) -> list[tuple[Node, int]] | None:
    """The rules as (block, run), ascending, or None when one action cannot say it.

    It cannot where protocols without a name need "all", or a drop from it.
    Each leaf's mask is what the action is to match. Cost: linear in the blocks and their runs, times the depth.
    """
    if not all(shapes.is_exact(leaf.mask) for leaf in leaves):
        return None
    by_size: dict[int, Grown] = {}
    for leaf in leaves:
        by_size.setdefault(_size(leaf.node), {})[leaf.node] = (leaf.mask, frozenset(shapes.runs(leaf.mask)))
    found: list[tuple[Node, int]] = []
    while by_size:
        size = min(by_size)
        stuck, around = _climbed(by_size.pop(size), size)
        found += stuck
        if around:
            by_size.setdefault(2 * size, {}).update(around)
    return sorted(found)


def _size(node: Node) -> int:
    return 1 - node[1] - node[0]


def _climbed(level: Grown, size: int) -> tuple[list[tuple[Node, int]], Grown]:
    """The runs that end at blocks of this size, and the blocks of twice the size that get anything as a whole."""
    stuck: list[tuple[Node, int]] = []
    around: Grown = {}
    for node, (mask, runs) in level.items():
        sibling = level.get(_block(node[0] ^ size, size))
        shared = mask & sibling[0] if sibling else 0
        stuck += [(node, run) for run in runs if run & ~shared]
        if shared:
            # a block without a run of its own still lets its sibling's runs grow over it
            parent = _block(node[0] & ~size, 2 * size)
            _, climbing = around.get(parent, (shared, frozenset[int]()))
            around[parent] = (shared, climbing.union(run for run in runs if not run & ~shared))
    return stuck, around


def _block(first: int, size: int) -> Node:
    return (first, 1 - first - size)
