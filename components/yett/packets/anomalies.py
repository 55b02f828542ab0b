"""Rules of a first-match list that never decide, and rules that decide but whose removal changes nothing.

Exact, unions included: a rule hidden by two others together is found (FIREMAN, 2006; pairwise tools miss it).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from yett.packets.forest import FAMILIES, walk
from yett.packets.rule_list import Line, Placed, RuleList


@dataclass(frozen=True, slots=True)
class Anomalies:
    """Indices into the given rules, ascending; no index is in both.

    >>> from yett.packets import AddressSet, TransportSet
    >>> web, office = TransportSet.tcp(443), AddressSet.cidr("10.0.0.0/8")
    >>> anomalies([(3, True, AddressSet.everyone(), web), (5, True, office, web), (1, True, office, web)])
    Anomalies(never_decides=(1,), redundant=(2,))
    """

    never_decides: tuple[int, ...]
    """Every packet they match is decided by a stronger rule."""
    redundant: tuple[int, ...]
    """They decide some packets, but without them each of these meets the same fate; true of each one alone."""


def anomalies(rules: Iterable[Line]) -> Anomalies:
    """Both kinds at once.

    Cost: near linear in the rules times the depth of nesting, as a rule is not looked at again once proven needed.
    """
    ready = RuleList.of(rules)
    decides: set[int] = set()
    needed: set[int] = set()
    for tree, root in zip(ready.trees, FAMILIES, strict=True):
        start = tree.pop(root, [])
        # pieces of one node share their list of rules: look at each list once
        _, chains = walk(tree, root, start, _longer)
        for chain in {id(chain): chain for chain in chains}.values():
            _prove(chain, ready.accepts, decides, needed)
    never = (index for place, index in enumerate(ready.order) if place not in decides)
    return Anomalies(tuple(sorted(never)), tuple(sorted(ready.order[place] for place in decides - needed)))


def _longer(chain: list[Placed], items: list[Placed]) -> list[Placed]:
    return sorted(chain + items)


def _prove(chain: list[Placed], accepts: list[bool], decides: set[int], needed: set[int]) -> None:
    """Mark the rules of one piece that decide there, and those without which it would be decided otherwise."""
    if all(place in needed for place, _ in chain):
        return
    won: dict[int, int] = {}
    claimed = 0
    for place, mask in chain:
        if new := mask & ~claimed:
            won[place] = new
            claimed |= mask
    decides.update(won)
    if not won.keys() <= needed:
        _prove_needed(chain, accepts, won, needed)


def _prove_needed(chain: list[Placed], accepts: list[bool], won: dict[int, int], needed: set[int]) -> None:
    below = 0  # what the weaker rules of the chain accept by themselves
    for place, mask in reversed(chain):
        new = won.get(place, 0)
        if new & ~below if accepts[place] else new & below:
            needed.add(place)
        below = below | mask if accepts[place] else below & ~mask
