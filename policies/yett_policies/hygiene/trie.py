"""Blocks as a tree of forks only: where nothing branches there is nothing to decide."""

from bisect import bisect_left
from dataclasses import dataclass, field

from yett.packets.forest import Node
from yett.packets.interval import blocks

from .draft import Leaf


@dataclass(frozen=True, slots=True, eq=False)
class Branch:
    """A leaf, or a fork of two branches; `beside` are the empty blocks between it and the `outer` block."""

    node: Node
    outer: Node
    beside: tuple[Node, ...]
    mask: int | None = None
    """What a leaf gets; None for a fork."""
    branches: list["Branch"] = field(default_factory=list)


def tree(leaves: list[Leaf], within: Node) -> Branch:
    """The leaves, ascending and disjoint, at least one, as a tree inside a block."""
    node = _around(leaves)
    beside = _rest(within, node)
    if len(leaves) == 1:
        return Branch(node, within, beside, leaves[0].mask)
    half = node[0] + (1 - node[1] - node[0]) // 2
    cut = bisect_left(leaves, half, key=lambda leaf: leaf.node[0])
    halves = (node[0], 1 - half), (half, node[1])
    return Branch(node, within, beside, None, [tree(leaves[:cut], halves[0]), tree(leaves[cut:], halves[1])])


def _around(leaves: list[Leaf]) -> Node:
    """The smallest aligned block that holds all leaves."""
    first, last = leaves[0].node[0], -leaves[-1].node[1]
    bits = (first ^ last).bit_length()
    first = first >> bits << bits
    return (first, 1 - first - (1 << bits))


def _rest(outer: Node, inner: Node) -> tuple[Node, ...]:
    """The fewest blocks that make up the outer block without the inner."""
    edges = [(outer[0], inner[0]), (1 - inner[1], 1 - outer[1])]
    return tuple((first, -last) for a, b in edges if a < b for first, last in blocks((a, b)))
