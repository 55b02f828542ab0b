"""Rules of a first-match list that never decide, and rules that decide but whose removal changes nothing.

Exact, unions included: a rule hidden by two others together is found (FIREMAN, 2006; pairwise tools miss it).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from yett.packets.address import AddressSet
from yett.packets.axis import Axis
from yett.packets.forest import FAMILIES, planted, walk
from yett.packets.transport import TransportSet

Match = tuple[int, int, bool]
"""(place in the order, mask, accept)."""


@dataclass(frozen=True, slots=True)
class Anomalies:
    """Indices into the given rules, ascending; no index is in both.

    >>> web, office = TransportSet.tcp(443), AddressSet.cidr("10.0.0.0/8")
    >>> anomalies([(3, True, AddressSet.everyone(), web), (5, True, office, web), (1, True, office, web)])
    Anomalies(never_decides=(1,), redundant=(2,))
    """

    never_decides: tuple[int, ...]
    """Every packet they match is decided by a stronger rule."""
    redundant: tuple[int, ...]
    """They decide some packets, but without them each of these meets the same fate; true of each one alone."""


def anomalies(rules: Iterable[tuple[int, bool, AddressSet, TransportSet]]) -> Anomalies:
    """Both kinds at once.

    Rules of one rank have one action; the earlier of them decides. Cost: near linear in the rules times the depth
    of nesting, as a rule is not looked at again once it is proven needed.
    """
    given = list(rules)
    order = sorted(range(len(given)), key=[line[0] for line in given].__getitem__)
    axis = Axis({line[3].points.edges for line in given})
    masks = {edges: axis.mask(edges) for edges in {line[3].points.edges for line in given}}
    matches = ((i, masks[given[index][3].points.edges], given[index][1]) for i, index in enumerate(order))
    trees = planted((given[index][2].points.edges, match) for index, match in zip(order, matches, strict=True))
    decides: set[int] = set()
    needed: set[int] = set()
    for tree, root in zip(trees, FAMILIES, strict=True):
        start = tree.pop(root, [])
        # pieces of one node share their list of rules: look at each list once
        _, chains = walk(tree, root, start, _longer)
        for chain in {id(chain): chain for chain in chains}.values():
            _prove(chain, decides, needed)
    never = tuple(sorted(index for i, index in enumerate(order) if i not in decides))
    return Anomalies(never, tuple(sorted(order[i] for i in decides - needed)))


def _longer(chain: list[Match], items: list[Match]) -> list[Match]:
    return sorted(chain + items)


def _prove(chain: list[Match], decides: set[int], needed: set[int]) -> None:
    """Mark the rules of one piece that decide there, and those without which it would be decided otherwise."""
    if all(place in needed for place, _, _ in chain):
        return
    won: dict[int, int] = {}
    claimed = 0
    for place, mask, _ in chain:
        if new := mask & ~claimed:
            won[place] = new
            claimed |= mask
    decides.update(won)
    if not won.keys() <= needed:
        _prove_needed(chain, won, needed)


def _prove_needed(chain: list[Match], won: dict[int, int], needed: set[int]) -> None:
    below = 0  # what the weaker rules of the chain accept by themselves
    for place, mask, accept in reversed(chain):
        new = won.get(place, 0)
        if new & ~below if accept else new & below:
            needed.add(place)
        below = below | mask if accept else below & ~mask
