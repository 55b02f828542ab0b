"""CIDRs are nested or disjoint: sorted, they are a forest, and one pass with a stack visits every piece of it."""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TypeVar

from yett.packets.address_text import V4_LAST, V6_FIRST, V6_LAST
from yett.packets.interval import blocks

Node = tuple[int, int]
"""(first, -last) of an aligned block: ascending order puts a block before the blocks inside it."""

Item = TypeVar("Item")
State = TypeVar("State")
FAMILIES: tuple[Node, Node] = ((0, -V4_LAST), (V6_FIRST, -V6_LAST))
"""The roots: all of IPv4, all of IPv6."""


@lru_cache(maxsize=1 << 16)
def nodes(edges: tuple[int, ...]) -> tuple[Node, ...]:
    """The nodes that make up a set of addresses."""
    if len(edges) == 2 and edges[1] - edges[0] == 1:
        return ((edges[0], -edges[0]),)
    return tuple((first, -last) for first, last in blocks(edges))


def walk(
    tree: dict[Node, list[Item]], root: Node, state: State, descend: Callable[[State, list[Item]], State]
) -> tuple[list[int], list[State]]:
    """Where each piece of the root begins, ascending, and its state; a node's state is made from its parent's.

    A piece ends before the next begins, the last one with the root. Cost: one sort, then linear in the nodes.
    """
    at, firsts, states = root[0], [], []
    stack = [(-root[1], state)]
    for node in sorted(tree):
        first = node[0]
        while stack[-1][0] < first:
            last, state = stack.pop()
            if at <= last:
                firsts.append(at)
                states.append(state)
                at = last + 1
        state = stack[-1][1]
        if at < first:
            firsts.append(at)
            states.append(state)
            at = first
        stack.append((-node[1], descend(state, tree[node])))
    for last, state in reversed(stack):
        if at <= last:
            firsts.append(at)
            states.append(state)
            at = last + 1
    return firsts, states


def planted(items: Iterable[tuple[tuple[Node, ...], Item]]) -> tuple[dict[Node, list[Item]], dict[Node, list[Item]]]:
    """Each item at its nodes: an IPv4 tree and an IPv6 tree, items in the given order."""
    found: dict[Node, list[Item]] = {}
    for places, item in items:
        for node in places:
            own = found.get(node)
            if own is None:
                found[node] = [item]
            else:
                own.append(item)
    v6 = {node: own for node, own in found.items() if node[0] >= V6_FIRST}
    return {node: own for node, own in found.items() if node[0] < V6_FIRST} if v6 else found, v6


def span(firsts: list[int], first: int, last: int) -> range:
    """Which of the pieces that begin at `firsts` meet first..last."""
    return range(max(bisect_left(firsts, first + 1) - 1, 0), bisect_left(firsts, last + 1))
