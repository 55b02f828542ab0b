"""The fewest rules for a group that leave every interface as it is, proven before they are shown."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from yett.packets import AddressSet, Product, TransportSet
from yett.packets.first_match import first_match, rank
from yett.packets.rule_list import Line
from yett_policies.frozen import frozen
from yett_policies.network import STRONGEST, WEAKEST, Network

from .by_rank import by_rank
from .companions import Companions, Pools
from .draft import Draft
from .entry import Challenger, Entry, Reader, Rows
from .fewest import one_action, two_actions
from .listing import Listing
from .planned import PlannedRule, cidr_of, planned, reused, written
from .shapes import Shapes

QUOTA = 200
"""Rules of one group, both directions (api-authorizesecuritygroup); raised by ticket."""
WEAKEST_WRITTEN = 100
UNCHANGED = "unchanged"
BY_PRIORITY = "by priority"


@frozen
class Plan:
    """The rules of one direction of a group after compaction; never more than given."""

    group: str
    direction: str
    given: int
    """Written rules with a CIDR, each once."""
    rules: tuple[PlannedRule, ...]
    removed: tuple[str, ...]
    """URNs of written rules that the plan does without."""
    kept: tuple[str, ...]
    """URNs of rules that stay as they are: their peers are groups or prefix lists, or not all of them is known."""
    way: str
    """How: one action, layers, by priority, or unchanged."""

    @property
    def saved(self) -> int:
        """How many rules fewer."""
        return self.given - len(self.rules)


class Planner:
    """Plans for the groups of one direction."""

    def __init__(self, network: Network, direction: str) -> None:
        self._network = network
        self._reader = Reader(network, direction)
        self._pools = Pools.of(network)
        self._companions = Companions(self._reader, self._pools)

    @property
    def groups(self) -> Iterable[str]:
        """URNs of the groups of the network."""
        return self._network.groups

    def adopt(self, plan: Plan) -> None:
        """Take the plan as done: what is planned next is proven beside the new rules.

        Rules that only moved over their own kind disturb nobody; after other plans companions are looked at anew.
        """
        rows = self._reader.rows(plan.group)
        stay = tuple(entry for entry in rows.known if entry.rule.implicit or entry.rule.urn in plan.kept)
        self._reader.replace(
            plan.group, Rows((*stay, *(planned(rule, plan.group) for rule in plan.rules)), rows.unknown)
        )
        if plan.way not in (UNCHANGED, BY_PRIORITY) and self._pools.companions.get(plan.group):
            self._companions = Companions(self._reader, self._pools)

    def plan(self, group: str, *, drops: bool = True) -> Plan:
        """The plan for a group; without `drops`, rules of the other action than the default's are not written anew.

        Cost: linear in the rules, times a constant that grows with the different sets of ports; each interface of
        the group is decided twice.
        """
        own = [entry for entry in self._reader.rows(group).known if not entry.rule.implicit]
        # what matches nothing, such as tcp/0, has no words of its own in a plan
        entries = [entry for entry in own if isinstance(entry.rule.peer, tuple) and entry.line[3]]
        unchanged = (UNCHANGED, tuple(sorted(map(written, entries))))
        ways = [(way, reused(rules, entries)) for way, rules in self._ways(group, entries, drops)]
        shorter = sorted((w for w in ways if len(w[1]) < len(entries)), key=lambda w: (len(w[1]), -_kept(w[1])))
        way, rules = next((w for w in shorter if self._is_equal(group, entries, w[1])), unchanged)
        reused_urns = {rule.urn for rule in rules}
        # a second declaration of a rule that stays must stay too: deleting it deletes the rule
        removed = tuple(sorted(_declared([e for e in entries if e.rule.urn not in reused_urns])))
        return Plan(group, self._reader.direction, len(entries), rules, removed, self._left(group, entries), way)

    def _left(self, group: str, entries: Sequence[Entry]) -> tuple[str, ...]:
        """Written rules that the plan does not touch."""
        rules = self._network.groups[group].rules
        mine = (r.urn for r in rules if r.direction == self._reader.direction and not r.implicit)
        return tuple(sorted(set(mine) - _declared(entries)))

    def _ways(self, group: str, entries: Sequence[Entry], drops: bool) -> Iterator[tuple[str, list[PlannedRule]]]:
        replaced = set(map(id, entries))
        others = [entry for entry in self._reader.rows(group).known if id(entry) not in replaced]
        gone = {one.rule for one in self._listing(group).anomalies() if one.removable}
        needed = [entry for entry in entries if entry.rule.urn not in gone]
        yield BY_PRIORITY, by_rank(needed, others, self._companions)
        if self._left(group, entries) or not self._is_settled(group):
            return
        floor = [entry.line for entry in others if entry.line[0] == rank(WEAKEST, True)]
        accepted = first_match([*(entry.line for entry in entries), *floor]).accepted
        shapes = Shapes(accepted.inner)
        base = shapes.full if floor else 0
        for way, find in (("one action", one_action), ("layers", two_actions)):
            drafts = find(accepted, shapes, base) if drops or way == "one action" else None
            if drafts is not None and (rules := self._placed(drafts, shapes, entries)) is not None:
                yield way, rules

    def _listing(self, group: str) -> Listing:
        return Listing(self._reader.direction, self._reader.rows(group).known, self._companions.disturbs)

    def _is_settled(self, group: str) -> bool:
        """Whether all that may decide beside the group's rules is known, so that equality can be proven as a whole."""
        front = self._reader.direction == "ingress" and group in self._pools.open
        beside = (group, *self._pools.companions.get(group, ()))
        vague = [*self._reader.strays, *(one for name in beside for one in self._reader.rows(name).unknown)]
        return not front and not self._pools.is_unsure and not any(_is_among_written(one) for one in vague)

    def _placed(self, drafts: list[Draft], shapes: Shapes, entries: Sequence[Entry]) -> list[PlannedRule] | None:
        """With priorities: the deepest level is the strongest; None when there are more levels than priorities."""
        levels = sorted({draft.level for draft in drafts}, reverse=True)
        if len(levels) > WEAKEST_WRITTEN:
            return None
        usual = Counter(entry.line[0] // 2 for entry in entries).most_common(1)
        priorities = {level: place for place, level in enumerate(levels, 1)} if len(levels) > 1 else {}
        return [
            PlannedRule(
                self._reader.direction,
                priorities.get(draft.level, usual[0][0]),
                "accept" if draft.accept else "drop",
                *shapes.words(draft.run),
                cidr_of(draft.node),
            )
            for draft in drafts
        ]

    def _is_equal(self, group: str, entries: Sequence[Entry], rules: Sequence[PlannedRule]) -> bool:
        """Whether every interface of the group accepts the same as before, and the group alone does."""
        replaced = {id(entry) for entry in entries}
        for groups in dict.fromkeys(((group,), *self._pools.by_group.get(group, ()))):
            rest, before = self._pooled(groups, replaced)
            if _accepted([*rest, *before]) != _accepted([*rest, *(rule.line for rule in rules)]):
                return False
        return True

    def _pooled(self, groups: tuple[str, ...], replaced: set[int]) -> tuple[list[Line], list[Line]]:
        """(what stays, what is replaced) of all rules on an interface; what is unknown counts as far as it may."""
        rest: list[Line] = [_line(one) for one in self._reader.strays]
        before: list[Line] = []
        for name in groups:
            rows = self._reader.rows(name)
            rest += [_line(one) for one in rows.unknown]
            for entry in rows.known:
                (before if id(entry) in replaced else rest).append(entry.line)
        return rest, before


def plans(network: Network, *, drops: bool = True) -> list[Plan]:
    """A plan for each direction of each group that has written rules, sorted.

    They hold together: each is proven beside the plans before it.
    """
    found = [plan for direction in ("ingress", "egress") for plan in _in_turn(Planner(network, direction), drops)]
    return sorted((p for p in found if p.given or p.kept), key=lambda p: (p.group, p.direction != "ingress"))


def _in_turn(planner: Planner, drops: bool) -> Iterator[Plan]:
    for group in sorted(planner.groups):
        plan = planner.plan(group, drops=drops)
        planner.adopt(plan)
        yield plan


def _accepted(lines: list[Line]) -> Product[TransportSet]:
    return first_match(lines).accepted


def _line(one: Challenger) -> tuple[int, bool, AddressSet, TransportSet]:
    return (one.first, one.accept, one.peer, one.transport)


def _is_among_written(one: Challenger) -> bool:
    """Whether it may decide between written rules: neither above all of them nor below the defaults."""
    return one.last > rank(STRONGEST, True) and one.first <= rank(WEAKEST, True)


def _declared(entries: Sequence[Entry]) -> set[str]:
    return {rule.urn for entry in entries for rule in (entry.rule, *entry.twins)}


def _kept(rules: Sequence[PlannedRule]) -> int:
    return sum(bool(rule.urn) for rule in rules)
