"""A first-match list taken apart piece by piece, so that every claim about a rule rests on the packets it decides.

A piece is a run of addresses for which the same rules speak; what each of them carries is a bit mask. All indices
here are places: 0 is the strongest rule.
"""

from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from yett.packets.forest import FAMILIES, Node, span, walk
from yett.packets.rule_list import Line, Placed, RuleList
from yett_policies.frozen import frozen

NO_RULE = -1
"""Stands for "no rule matches", which drops."""


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """Addresses with the same rules: all of them strongest first, what each decides, and what is accepted."""

    chain: list[Placed]
    won: dict[int, int]
    accepted: int


NOWHERE = Piece([], {}, 0)
"""What holds before any rule is looked at."""


@frozen
class Home:
    """One block of a rule's addresses: the rules for all of it, and the pieces that lie in it."""

    chain: list[Placed]
    pieces: list[Piece]
    everywhere: int
    """What all of the pieces accept."""
    somewhere: int
    """What any of the pieces accepts."""

    @classmethod
    def of(cls, chain: list[Placed], pieces: list[Piece]) -> "Home":
        """Sum up the pieces, of which there is at least one."""
        everywhere = somewhere = pieces[0].accepted
        for piece in pieces:
            everywhere &= piece.accepted
            somewhere |= piece.accepted
        return cls(chain, pieces, everywhere, somewhere)


@dataclass(frozen=True)
class Decided:
    """Lines in pieces. Cost: near linear in the lines times the depth of nesting."""

    ready: RuleList
    pieces: list[Piece]
    """Each different one once."""
    _families: list[tuple[dict[Node, list[Placed]], list[int], list[Piece]]]
    _chains: dict[int, list[Placed]] = field(default_factory=dict)
    """By the identity of a node's own rules: the rules for all of the node."""

    @classmethod
    def of(cls, lines: Sequence[Line]) -> "Decided":
        """Take a list apart; equal ranks decide in the given order."""
        found = cls(RuleList.of(lines), [], [])
        for tree, root in zip(found.ready.trees, FAMILIES, strict=True):
            found._add_family(tree, root)
        return found

    def _add_family(self, tree: dict[Node, list[Placed]], root: Node) -> None:
        start = tree.pop(root, [])
        firsts, pieces = walk(tree, root, self._deeper(NOWHERE, start), self._deeper)
        tree[root] = start
        self.pieces.extend({id(piece): piece for piece in pieces}.values())
        self._families.append((tree, firsts, pieces))

    def _deeper(self, around: Piece, items: list[Placed]) -> Piece:
        """What holds inside of a block, by what holds around it and the block's own rules."""
        chain = self._chains[id(items)] = around.chain.copy()
        won, accepted = around.won, around.accepted
        for item in items:
            insort(chain, item)
            if new := _claimed(item, won):
                won = _without(won, item[0], new)
                accepted = accepted | new if self.ready.accepts[item[0]] else accepted & ~new
        return Piece(chain, won, accepted)

    @property
    def accepts(self) -> list[bool]:
        """Whether the rule accepts, by place."""
        return self.ready.accepts

    @cached_property
    def deciding(self) -> set[int]:
        """The rules that decide some packet."""
        return set().union(*(piece.won for piece in self.pieces))

    @cached_property
    def idle(self) -> list[int]:
        """The rules that match something and decide nothing, strongest first."""
        return sorted(place for place in self.masks if place not in self.deciding)

    @cached_property
    def spare(self) -> list[int]:
        """The rules that decide, but whose removal changes nothing; true of each one alone."""
        needed: set[int] = set()
        for piece in self.pieces:
            if not piece.won.keys() <= needed:
                _prove_needed(piece, self.accepts, needed)
        return sorted(self.deciding - needed)

    @cached_property
    def masks(self) -> dict[int, int]:
        """What each rule carries; rules that match nothing are left out."""
        return {place: mask for tree, _, _ in self._families for items in tree.values() for place, mask in items}

    def homes(self, wanted: set[int]) -> dict[int, list[Home]]:
        """The blocks of each wanted rule."""
        found: dict[int, list[Home]] = {place: [] for place in wanted}
        for tree, firsts, pieces in self._families:
            for node, items in tree.items():
                here = [place for place, _ in items if place in wanted]
                if here:
                    home = Home.of(self._chains[id(items)], pieces[_within(firsts, node)])
                    for place in here:
                        found[place].append(home)
        return found

    def trees(self) -> Iterator[tuple[dict[Node, list[Placed]], Node]]:
        """The rules at each block of each family, and the family's root."""
        return ((tree, root) for (tree, _, _), root in zip(self._families, FAMILIES, strict=True))

    def meets_other_fate(self, place: int, homes: list[Home]) -> bool:
        """Whether some packet of a rule that never decides gets what the rule would not give."""
        mask = self.masks[place]
        if self.accepts[place]:
            return any(mask & ~home.everywhere for home in homes)
        return any(mask & home.somewhere for home in homes)

    def covers(self, place: int, homes: list[Home], *, alike: bool) -> list[int]:
        """Stronger rules that decide, and together match everything the rule matches; one, where one does.

        With `alike` only rules of its own action, which are enough where no packet meets another fate.
        """
        counting = self._by_action[self.accepts[place]] if alike else self.deciding
        found: set[int] = set()
        for home in homes:
            left = _take(self._stronger(home.chain, place, counting), self.masks[place], found)
            if left:
                for piece in home.pieces:
                    _take(self._stronger(piece.chain, place, counting), left, found)
        return sorted(found)

    @cached_property
    def _by_action(self) -> tuple[set[int], set[int]]:
        """The drops and the accepts that decide some packet."""
        accepting = {place for place in self.deciding if self.accepts[place]}
        return self.deciding - accepting, accepting

    @staticmethod
    def _stronger(chain: list[Placed], place: int, counting: set[int]) -> list[Placed]:
        return [item for item in chain[: bisect_left(chain, (place, 0))] if item[0] in counting]

    def stand_ins(self, place: int, pieces: list[Piece], without: set[int]) -> list[int] | None:
        """The weaker rules that do the same when the rule and `without` are gone; None when something changes.

        `pieces` are those in which the rule decides something.
        NO_RULE is among them when no rule is left for some packets of a drop.
        """
        found: set[int] = set()
        for piece in pieces:
            if not self._replaced(piece, place, without, found):
                return None
        return sorted(found)

    def _replaced(self, piece: Piece, place: int, without: set[int], found: set[int]) -> bool:
        left, accept = piece.won[place], self.accepts[place]
        for other, mask in piece.chain[bisect_left(piece.chain, (place + 1, 0)) :]:
            if mask & left and other not in without:
                if self.accepts[other] is not accept:
                    return False
                found.add(other)
                left &= ~mask
                if not left:
                    return True
        found.add(NO_RULE)
        return not accept


def _within(firsts: list[int], node: Node) -> slice:
    found = span(firsts, node[0], -node[1])
    return slice(found.start, found.stop)


def _claimed(item: Placed, won: dict[int, int]) -> int:
    """What a rule decides beside those that are there: all that no stronger one decides."""
    place, left = item
    for other, mask in won.items():
        if other < place:
            left &= ~mask
            if not left:
                break
    return left


def _without(won: dict[int, int], place: int, new: int) -> dict[int, int]:
    """What each rule decides when one more takes this from the weaker ones; the stronger have none of it."""
    rest = ~new
    found = {other: left for other, mask in won.items() if (left := mask & rest)}
    found[place] = new
    return found


def _prove_needed(piece: Piece, accepts: list[bool], needed: set[int]) -> None:
    below = 0  # what the weaker rules of the chain accept by themselves
    for place, mask in reversed(piece.chain):
        new = piece.won.get(place, 0)
        if new & ~below if accepts[place] else new & below:
            needed.add(place)
        below = below | mask if accepts[place] else below & ~mask


def _take(stronger: list[Placed], left: int, found: set[int]) -> int:
    """Add stronger rules until nothing of `left` is open, and return what stays open."""
    whole = NO_RULE
    for other, mask in stronger:
        if left & mask == left:
            # few causes say more than many: a rule that is named already will do
            if other in found:
                return 0
            whole = other if whole == NO_RULE else whole
    if whole != NO_RULE:
        found.add(whole)
        return 0
    for other, mask in stronger:
        if left & mask:
            found.add(other)
            left &= ~mask
    return left
