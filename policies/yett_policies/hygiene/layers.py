"""Few rules of both actions: a block gets a rule, the blocks inside it their exceptions, and the deeper decides.

This is the optimal routing table (Draves, King, Venkatachary, Zill, INFOCOM 1999) with sets of ports in place of
next hops: for every block, and everything it may inherit, the cheapest way to give all addresses in it what they
are to get. It is exact for one set of ports; for many, what may be inherited is held to a short list.
"""

from collections import Counter

from yett.packets.address_text import V6_FIRST
from yett.packets.forest import FAMILIES, Node
from yett_policies.frozen import frozen

from .draft import Draft, Leaf
from .shapes import Shapes
from .steps import DEAR, Steps
from .trie import Branch, tree

MOST_INHERITED = 12
"""Sets of ports that a block may pass on; the work grows with the square."""


@frozen
class Choice:
    """What is cheapest in one branch, by what the block above passes on."""

    cost: list[int]
    own: list[int]
    """Which set a fork passes on itself."""
    cleared: list[bool]
    """Whether the base is put back for the whole outer block first."""


class Layers:
    """Rules of both actions for one address family; `leaves` not empty, `base` is what no rule decides.

    Only what is in `scope` is touched; every leaf's mask and the base are part of it.
    """

    def __init__(self, leaves: list[Leaf], shapes: Shapes, base: int, scope: int) -> None:
        self._steps = Steps(shapes, scope)
        self._inherited = _inherited(leaves, base, scope)
        self._between = [[self._steps.cost(a, b) for b in self._inherited] for a in self._inherited]
        self._choices: dict[int, Choice] = {}
        self._top = tree(leaves, FAMILIES[leaves[0].node[0] >= V6_FIRST])

    def drafts(self) -> list[Draft] | None:
        """The rules, or None when rules cannot say it. Cost: linear in the leaves, times the inherited, squared."""
        if self._weigh(self._top)[0] >= DEAR:
            return None
        found: list[Draft] = []
        self._descend(found, self._top, 0, 0)
        return found

    def _weigh(self, branch: Branch) -> list[int]:
        """The cost of a branch with the empty blocks beside it, by what is inherited."""
        own, at = self._fork(branch) if branch.mask is None else self._leaf(branch.mask)
        back = [row[0] for row in self._between]
        count = len(branch.beside)
        kept = [cost + count * back[i] for i, cost in enumerate(at)]
        put_back = [back[i] + at[0] for i in range(len(at))]
        cleared = [put_back[i] < kept[i] for i in range(len(at))]
        cost = list(map(min, put_back, kept))
        self._choices[id(branch)] = Choice(cost, own, cleared)
        return cost

    def _leaf(self, mask: int) -> tuple[list[int], list[int]]:
        return [], [self._steps.cost(inherited, mask) for inherited in self._inherited]

    def _fork(self, branch: Branch) -> tuple[list[int], list[int]]:
        low, high = (self._weigh(half) for half in branch.branches)
        inside = [a + b for a, b in zip(low, high, strict=True)]
        places = range(len(inside))
        # on equal cost the smallest index, and no rule rather than one
        own = [min(places, key=lambda j: (row[j] + inside[j], row[j], j)) for row in self._between]
        return own, [row[j] + inside[j] for row, j in zip(self._between, own, strict=True)]

    def _descend(self, found: list[Draft], branch: Branch, inherited: int, level: int) -> None:
        choice = self._choices[id(branch)]
        if choice.cleared[inherited]:
            level = self._emit(found, branch.outer, level, self._inherited[inherited], self._inherited[0])
            inherited = 0
        else:
            for node in branch.beside:
                self._emit(found, node, level, self._inherited[inherited], self._inherited[0])
        if branch.mask is not None:
            self._emit(found, branch.node, level, self._inherited[inherited], branch.mask)
            return
        own = choice.own[inherited]
        level = self._emit(found, branch.node, level, self._inherited[inherited], self._inherited[own])
        for half in branch.branches:
            self._descend(found, half, own, level)

    def _emit(self, found: list[Draft], node: Node, level: int, before: int, after: int) -> int:
        """Add the rules of one block and return the level for what lies inside."""
        rules = self._steps.rules(before, after)
        found += [Draft(level + above, accept, node, run) for above, accept, run in rules]
        return level + 2 if rules else level


def _inherited(leaves: list[Leaf], base: int, scope: int) -> list[int]:
    """What a block may pass on: the base, what any leaf gets, what every leaf gets, and what most leaves get."""
    any_gets, every_gets = 0, scope
    for leaf in leaves:
        any_gets, every_gets = any_gets | leaf.mask, every_gets & leaf.mask
    common = (mask for mask, _ in Counter(leaf.mask for leaf in leaves).most_common())
    return list(dict.fromkeys((base, any_gets, every_gets, *common)))[:MOST_INHERITED]
