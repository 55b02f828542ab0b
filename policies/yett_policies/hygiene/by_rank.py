"""Compaction that is safe beside anything: only rules between which nothing can decide are put together.

Accept rules of one priority are one set, whatever else is on the interface, now or later; so are rules of two
priorities when no rule of the other action can stand between them. Each such set gets its exact cover.
"""

from collections.abc import Iterator, Sequence

from yett.packets import Product, TransportSet
from yett.packets.first_match import first_match
from yett.packets.forest import FAMILIES
from yett.packets.rule_list import Line

from .companions import Companions
from .cover import cover
from .decided import Decided
from .draft import leaves
from .entry import Entry
from .planned import PlannedRule, cidr_of, written
from .shapes import Shapes

Bands = dict[int, list[Entry]]
"""Rank -> rules that can all stand at this rank."""


def by_rank(entries: Sequence[Entry], others: Sequence[Entry], companions: Companions) -> list[PlannedRule]:
    """The rules that replace `entries`, all of one group; `others` are its known rules that stay as they are."""
    rules: list[PlannedRule] = []
    for rank, band in _bands(entries, [*entries, *others], companions).items():
        rules += _covered(rank, band)
    return _deciding(rules, others)


def _bands(entries: Sequence[Entry], known: Sequence[Entry], companions: Companions) -> Bands:
    by_own_rank: Bands = {}
    for entry in entries:
        by_own_rank.setdefault(entry.line[0], []).append(entry)
    found: Bands = {}
    for rank, band in sorted(by_own_rank.items()):
        fitting = (top for top in found if _can_rise([entry.line for entry in band], top, known, companions))
        found.setdefault(next(fitting, rank), []).extend(band)
    return found


def _can_rise(lines: list[Line], top: int, known: Sequence[Entry], companions: Companions) -> bool:
    """Whether these lines, of one rank, may stand at a stronger one: nothing that can decide is passed."""
    rank, accept, *_ = lines[0]
    if top % 2 != rank % 2:
        return False  # the last bit of a rank is its action
    between = [e.line for e in known if e.line[1] is not accept and top < e.line[0] < rank]
    if any(_meet(line, other) for line in lines for other in between):
        return False
    group = known[0].group
    return not any(companions.disturbs(group, (top, accept, line[2], line[3]), rank) for line in lines)


def _meet(line: Line, other: Line) -> bool:
    return bool(line[2] & other[2]) and bool(line[3] & other[3])


def _covered(rank: int, band: list[Entry]) -> Iterator[PlannedRule]:
    """The exact cover of a band; a written rule that is part of it stays at its own priority."""
    matched: Product[TransportSet] = first_match((0, True, e.line[2], e.line[3]) for e in band).accepted
    shapes = Shapes(matched.inner)
    stay = {_box(rule): rule for rule in map(written, reversed(band))}
    policy = "accept" if rank % 2 else "drop"
    for root in FAMILIES:
        for node, run in cover(leaves(matched, shapes, 0, (root[0], -root[1])), shapes) or ():
            words = (*shapes.words(run), cidr_of(node))
            rule = PlannedRule(band[0].rule.direction, rank // 2, policy, *words)
            yield stay.get(_box(rule), rule)


def _box(rule: PlannedRule) -> tuple[object, ...]:
    return (rule.protocol, rule.ports, rule.cidr)


def _deciding(rules: list[PlannedRule], others: Sequence[Entry]) -> list[PlannedRule]:
    """Without the rules that never decide: that holds beside anything, too."""
    decided = Decided.of([*(rule.line for rule in rules), *(entry.line for entry in others)])
    idle = {decided.ready.order[place] for place in decided.idle}
    return [rule for index, rule in enumerate(rules) if index not in idle]
