"""Rules as lines of a first-match list, once for what is certain and once for what is possible."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from yett.packets import AddressSet, TransportSet
from yett.packets.first_match import rank
from yett_policies.frozen import frozen
from yett_policies.network import ALL_PORTS, STRONGEST, WEAKEST, Rule, Unknown

from .sets import EVERYONE, transport

Line = tuple[int, bool, AddressSet, TransportSet]
Carried = dict[tuple[object, int], TransportSet]
"""What protocol and ports (by identity, while their rules are held) carry."""


class Peers(NamedTuple):
    """A rule's peer between what it surely is and what it may be."""

    sure: AddressSet
    most: AddressSet
    needs: tuple[str, ...] = ()


@frozen
class Lines:
    """The lines of one group with the rule behind each; the two lists are one object when all is known."""

    certain: list[Line]
    possible: list[Line]
    certain_rules: list[Rule]
    possible_rules: list[Rule]
    needs: tuple[str, ...]


def lines_of(rules: Iterable[Rule], peers: Callable[[Rule], Peers | None], unsure: bool = False) -> Lines:
    """Both lists. A rule whose peers are None says nothing here; `unsure` rules may not even be in the list."""
    sure: list[Line] = []
    named: list[Rule] = []
    found = Lines(sure, sure, named, named, ())
    needs: dict[str, None] = {}
    carried: Carried = {}
    for rule in rules:
        who = peers(rule)
        if who is None:
            continue
        if not who.needs and not unsure and rule.is_certain:
            line = _exact(rule, who.sure, carried)
            _append(found, rule, line, line)
            continue
        if not needs:
            # from here on the two lists differ
            found = Lines(sure, [*sure], named, [*named], ())
        lost = (f'which group rule "{rule.urn}" belongs to',) if unsure else ()
        needs |= dict.fromkeys((*lost, *who.needs, *_unknowns(rule)))
        _append(found, rule, *_both(rule, who, unsure))
    return Lines(found.certain, found.possible, found.certain_rules, found.possible_rules, tuple(needs))


def _append(found: Lines, rule: Rule, certain: Line | None, possible: Line | None) -> None:
    if certain is not None:
        found.certain.append(certain)
        found.certain_rules.append(rule)
    if possible is not None and found.possible is not found.certain:
        found.possible.append(possible)
        found.possible_rules.append(rule)


def _exact(rule: Rule, who: AddressSet, carried: Carried) -> Line:
    # by identity, as rules name the same few ranges: to hash one costs more than the rest of the line
    key = (rule.protocol, id(rule.ports))
    what = carried.get(key)
    if what is None:
        what = carried[key] = transport(rule.protocol, rule.ports)
    accept = rule.policy == "accept"
    return (2 * rule.priority + accept, accept, who, what)  # type: ignore[operator]


def _both(rule: Rule, who: Peers, unsure: bool) -> tuple[Line | None, Line | None]:
    """(certain, possible): an accept counts as little as it can and as much as it can, a drop the other way."""
    least, most = _carried(rule)
    strong, weak = _priorities(rule.priority)
    full = (strong, who.most, most)
    small = None if unsure else (weak, who.sure, least)
    if rule.policy == "accept":
        return _line(True, small), _line(True, full)
    if rule.policy == "drop":
        return _line(False, full), _line(False, small)
    return _line(False, full), _line(True, full)


def _line(accept: bool, parts: tuple[int, AddressSet, TransportSet] | None) -> Line | None:
    return None if parts is None else (rank(parts[0], accept), accept, parts[1], parts[2])


def _carried(rule: Rule) -> tuple[TransportSet, TransportSet]:
    if isinstance(rule.protocol, Unknown):
        return TransportSet.empty(), TransportSet.all()
    if isinstance(rule.ports, Unknown):
        return TransportSet.empty(), transport(rule.protocol, ALL_PORTS)
    exact = transport(rule.protocol, rule.ports)
    return exact, exact


def _priorities(priority: int | Unknown) -> tuple[int, int]:
    return (STRONGEST + 1, WEAKEST - 1) if isinstance(priority, Unknown) else (priority, priority)


def _unknowns(rule: Rule) -> Iterator[str]:
    for value in (rule.policy, rule.priority, rule.protocol, rule.ports):
        if isinstance(value, Unknown):
            yield value.what


def unknown_line(what: str) -> Lines:
    """A list nobody can read: for certain it drops everything, possibly it accepts everything."""
    drop, accept = (
        (rank(STRONGEST, False), False, EVERYONE, TransportSet.all()),
        (rank(STRONGEST, True), True, EVERYONE, TransportSet.all()),
    )
    rule = Rule(what, "ingress", Unknown(what), 1, "all", ALL_PORTS, Unknown(what))
    return Lines([drop], [accept], [rule], [rule], (what,))
