"""Which rules of other groups stand between: a removal that is safe in one group may open another's interface.

Groups on one interface are one list, so a rule of one group may decide what a removed rule of another decided.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from yett.packets import AddressSet, TransportSet
from yett.packets.axis import Axis
from yett.packets.first_match import rank
from yett.packets.forest import Node, nodes
from yett.packets.rule_list import Line
from yett_policies.network import WEAKEST, Network, Unknown

from .entry import Challenger, Entry, Reader

ANY = ""
"""Owner of rules that may be in every group."""
FRONT_ACCEPTS = rank(WEAKEST, True)
"""Where ALB and NLB accept what no rule drops."""

MANY = 64
"""Rules at one block, such as 0.0.0.0/0, of which it pays to pick those that count."""

Item = tuple[int, str, int]
"""(rank, owner, mask)."""


@dataclass(frozen=True)
class Pools:
    """The sets of groups that share an interface, each once."""

    sets: tuple[tuple[str, ...], ...]
    """Sorted; a set has one group or more."""
    open: frozenset[str]
    """Groups of a load balancer that accepts what no rule drops."""
    is_unsure: bool
    """Whether some interface has a group that is not known: it may be any of them."""

    @classmethod
    def of(cls, network: Network) -> "Pools":
        """Read interfaces and load balancers."""
        joined = [i.groups if isinstance(i.groups, tuple) else (i.groups,) for i in network.interfaces.values()]
        fronts = [b.groups for b in network.balancers.values()]
        known = {tuple(sorted(_names(groups))) for groups in (*joined, *fronts)}
        is_unsure = any(isinstance(g, Unknown) for groups in (*joined, *fronts) for g in groups)
        fronted = frozenset[str]().union(*map(_names, fronts))
        return cls(tuple(sorted(known - {()})), fronted, is_unsure)

    @cached_property
    def companions(self) -> dict[str, frozenset[str]]:
        """The other groups that a group meets on some interface."""
        found: dict[str, set[str]] = {}
        for groups in self.sets:
            for group in groups:
                found.setdefault(group, set()).update(groups)
        return {group: frozenset(others - {group}) for group, others in found.items()}

    @cached_property
    def by_group(self) -> dict[str, list[tuple[str, ...]]]:
        """The sets that a group is in."""
        found: dict[str, list[tuple[str, ...]]] = {}
        for groups in self.sets:
            for group in groups:
                found.setdefault(group, []).append(groups)
        return found


def _names(groups: Iterable[str | Unknown]) -> set[str]:
    return {group for group in groups if isinstance(group, str)}


class Companions:
    """Answers `disturbs` for all groups of one direction; built once, near linear in the rules."""

    def __init__(self, reader: Reader, pools: Pools) -> None:
        self._pools = pools
        known, vague = list(_known(reader, pools)), list(_vague(reader, pools))
        self._counting: dict[str, frozenset[str]] = {}
        lines = [*(entry.line for _, entry in known), *(one[1:] for _, one in vague)]
        self._axis = Axis({line[3].points.edges for line in lines})
        self._masks: dict[tuple[int, ...], int] = {}
        self._by_owner: dict[int, dict[str, list[Item]]] = {}
        self._picked: dict[tuple[int, frozenset[str]], list[Item]] = {}
        self._near: dict[tuple[tuple[int, ...], bool], list[list[Item]]] = {}
        self._rules: tuple[dict[Node, list[Item]], dict[Node, list[Item]]] = ({}, {})
        self._vague: list[tuple[str, Challenger]] = []
        """Rules whose priority nobody knows: they may stand between any two."""
        for owner, entry in known:
            self._plant(owner, *entry.line)
        for owner, one in vague:
            if one.first == one.last:
                self._plant(owner, one.first, one.accept, one.peer, one.transport)
            else:
                self._vague.append((owner, one))
        for items in (*self._rules[False].values(), *self._rules[True].values()):
            items.sort()
        self._nodes = sorted(self._rules[False].keys() | self._rules[True].keys())
        self._sizes = sorted({1 - last - first for first, last in self._nodes}, reverse=True)

    def _plant(self, owner: str, rank: int, accept: bool, peer: AddressSet, transport: TransportSet) -> None:
        item = (rank, owner, self._mask(transport.points.edges))
        rules = self._rules[accept]
        for node in nodes(peer.points.edges):
            rules.setdefault(node, []).append(item)

    def _mask(self, edges: tuple[int, ...]) -> int:
        found = self._masks.get(edges)
        if found is None:
            found = self._masks[edges] = self._axis.mask(edges)
        return found

    def disturbs(self, group: str, line: Line, reach: int) -> bool:
        """Whether a rule of a companion, or one not known in full, may decide instead of a removed line.

        `reach` is the rank of the weakest rule that is to decide in its place. True is said too often rather than
        too seldom: the whole line counts, not only what it decides.
        """
        if group not in self._counting:
            others = self._pools.companions.get(group, frozenset())
            self._counting[group] = others | self._doubts((*others, group))
        return self._meets((group,), self._counting[group], line, reach)

    def blurs(self, groups: tuple[str, ...], _: str, line: Line, reach: int) -> bool:
        """The same where the groups are decided together: only what is not known of them counts."""
        return self._meets(groups, self._doubts(groups), line, reach)

    def _doubts(self, groups: Iterable[str]) -> frozenset[str]:
        return frozenset((ANY, *(doubt(group) for group in groups)))

    def _meets(self, groups: tuple[str, ...], owners: frozenset[str], line: Line, reach: int) -> bool:
        if reach <= line[0]:
            return False  # rules of one rank have one action, so nothing stands between
        if self._pools.is_unsure or self._is_fronted(groups, reach):
            return True
        if any(owner in owners and _may_decide(one, line) for owner, one in self._vague):
            return True
        mask = self._masks.get(line[3].points.edges) or self._axis.touching(line[3])
        return any(
            _any_decides(self._own(items, owners), line[0], reach, mask, owners)
            for items in self._beside(line[2].points.edges, not line[1])
        )

    def _beside(self, edges: tuple[int, ...], accept: bool) -> list[list[Item]]:
        """The rules of one action that overlap the addresses; rules name the same addresses again and again."""
        found = self._near.get((edges, accept))
        if found is None:
            rules = self._rules[accept]
            found = self._near[edges, accept] = [rules[node] for node in self._around(edges) if node in rules]
        return found

    def _own(self, items: list[Item], owners: frozenset[str]) -> list[Item]:
        """Of many rules at one block those that count, picked once for each set of owners; of few all."""
        if len(items) < MANY:
            return items
        found = self._picked.get((id(items), owners))
        if found is None:
            each = self._each_owners(items)
            found = sorted(item for owner in owners & each.keys() for item in each[owner])
            self._picked[id(items), owners] = found
        return found

    def _each_owners(self, items: list[Item]) -> dict[str, list[Item]]:
        found = self._by_owner.get(id(items))
        if found is None:
            found = self._by_owner[id(items)] = {}
            for item in items:
                found.setdefault(item[1], []).append(item)
        return found

    def _is_fronted(self, groups: tuple[str, ...], reach: int) -> bool:
        # egress ends in the group's own default, which is no weaker
        return reach > FRONT_ACCEPTS and not self._pools.open.isdisjoint(groups)

    def _around(self, edges: tuple[int, ...]) -> Iterator[Node]:
        """Blocks that may hold rules and overlap the addresses: the widest first, as they decide most."""
        for node in nodes(edges):
            first, last = node[0], -node[1]
            for size in self._sizes:
                if size > last - first + 1:
                    start = first & -size
                    yield (start, 1 - start - size)
            at = bisect_left(self._nodes, node)
            yield from self._nodes[at : bisect_right(self._nodes, (last, 0), at)]


def _known(reader: Reader, pools: Pools) -> Iterator[tuple[str, Entry]]:
    """Every rule that is known in full, with its group."""
    return ((group, entry) for group in _groups(reader, pools) for entry in reader.rows(group).known)


def _vague(reader: Reader, pools: Pools) -> Iterator[tuple[str, Challenger]]:
    """Every rule that is not, with whom it counts against."""
    yield from ((ANY, one) for one in reader.strays)
    yield from ((doubt(group), one) for group in _groups(reader, pools) for one in reader.rows(group).unknown)


def _groups(reader: Reader, pools: Pools) -> Iterable[str]:
    return dict.fromkeys((*reader.network.groups, *(g for groups in pools.sets for g in groups)))


def doubt(group: str) -> str:
    """The owner of what is not known of a group: it counts against the group itself, too."""
    return f"{group}?"


def _any_decides(items: list[Item], rank: int, reach: int, mask: int, owners: frozenset[str]) -> bool:
    """Whether one of the rules, sorted by rank, stands strictly between the two ranks."""
    for at in range(bisect_left(items, (rank + 1,)), len(items)):
        other, owner, carried = items[at]
        if other >= reach:
            return False
        if owner in owners and mask & carried:
            return True
    return False


def _may_decide(one: Challenger, line: Line) -> bool:
    return one.accept is not line[1] and bool(one.peer & line[2]) and bool(one.transport & line[3])
