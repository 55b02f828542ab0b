"""Group rules that never decide anything, as findings: one question for the three ways of being idle."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from yett_policies.exposure.sets import addresses
from yett_policies.few import few
from yett_policies.network import Network, PrefixListPeer, Rule, SecurityGroup, Unknown

from .finding import Finding, indeterminate, short, violated
from .stack import Stack

if TYPE_CHECKING:
    from yett_policies.hygiene import Kind


def idle(stack: Stack, kind: "Kind", fix: str) -> Iterator[Finding]:
    """Each rule of one kind, and each rule with something unknown that may be of it."""
    for one in stack.anomalies:
        if one.kind is kind:
            because = f" ({few([short(urn) for urn in one.causes])})" if one.causes else ""
            group = stack.network.groups[one.group].name
            said = f'rule "{short(one.rule)}" of group "{group}", {one.detail}{because}'
            yield violated(one.rule, said, fix)
    for rule, needs in lost(stack.network, kind):
        yield indeterminate(rule, f'whether rule "{short(rule.urn)}" ever decides anything ({kind})', needs)


def lost(network: Network, kind: "Kind") -> Iterator[tuple[Rule, list[str]]]:
    """Rules with something unknown that another of their group may make idle, and what is not known."""
    for group in network.groups.values():
        yield from _lost(network, kind, written(group), written(group))
    everywhere = [rule for group in network.groups.values() for rule in written(group)]
    yield from _lost(network, kind, network.stray_rules, (*everywhere, *network.stray_rules))


def may_be_idled(
    network: Network, groups: tuple[str, ...], kinds: Iterable["Kind"]
) -> Iterator[tuple[Rule, list[str]]]:
    """Rules of groups on one interface with something unknown that a rule of another of them may idle."""
    found = {group: written(network.groups[group]) for group in groups if group in network.groups}
    for group, rules in found.items():
        beside = tuple(rule for other, theirs in found.items() if other != group for rule in theirs)
        lost_here = {rule.urn: (rule, needs) for kind in kinds for rule, needs in _lost(network, kind, rules, beside)}
        yield from lost_here.values()


def written(group: SecurityGroup) -> tuple[Rule, ...]:
    """What somebody wrote."""
    return tuple(rule for rule in group.rules if not rule.implicit)


def _lost(
    network: Network, kind: "Kind", rules: tuple[Rule, ...], beside: tuple[Rule, ...]
) -> Iterator[tuple[Rule, list[str]]]:
    for rule in rules:
        needs = list(open_parts(network, rule))
        needs += ["which group it belongs to"] if rule in network.stray_rules else []
        if needs and any(other is not rule and may_idle(kind, rule, other) for other in beside):
            yield rule, needs


def open_parts(network: Network, rule: Rule) -> Iterator[str]:
    """What of a rule is not known."""
    for value in (rule.policy, rule.priority, rule.protocol, rule.ports, rule.peer):
        if isinstance(value, Unknown):
            yield value.what
    if isinstance(rule.peer, PrefixListPeer):
        found = rule.peer.prefix_list
        if isinstance(found, Unknown):
            yield found.what
        elif found not in network.prefix_lists:
            yield f'the entries of prefix list "{short(found)}"'


def may_idle(kind: "Kind", rule: Rule, other: Rule) -> bool:
    """Whether `other` may make `rule` idle in this way, whatever is not known of either."""
    if rule.direction != other.direction or not may_meet(rule, other):
        return False
    differs = _may(rule.policy != other.policy, rule.policy, other.policy)
    if kind.value == "redundant":
        return _may(rule.policy == other.policy, rule.policy, other.policy)
    if kind.value == "contradicting":
        return differs and rule.policy != "drop" and other.policy != "accept" and may_equal(rule, other)
    return differs and (
        isinstance(rule.priority, Unknown) or isinstance(other.priority, Unknown) or other.priority < rule.priority
    )


def may_equal(rule: Rule, other: Rule) -> bool:
    """Whether both may turn out to speak of the same packets at the same priority."""
    pairs = ((getattr(one, part) for one in (rule, other)) for part in ("priority", "protocol", "ports", "peer"))
    return all(_may(mine == others, mine, others) for mine, others in pairs)


def may_meet(rule: Rule, other: Rule) -> bool:
    """Whether some packet may be meant by both."""
    return _peers_meet(rule, other) and _ports_meet(rule, other)


def _peers_meet(rule: Rule, other: Rule) -> bool:
    if not isinstance(rule.peer, tuple) or not isinstance(other.peer, tuple):
        return True
    return bool(addresses(rule.peer) & addresses(other.peer))


def _ports_meet(rule: Rule, other: Rule) -> bool:
    known = {one.protocol for one in (rule, other) if one.protocol != "all" and not isinstance(one.protocol, Unknown)}
    if len(known) > 1:
        return False
    if isinstance(rule.ports, Unknown) or isinstance(other.ports, Unknown):
        return True
    return rule.ports.first <= other.ports.last and other.ports.first <= rule.ports.last


def _may(holds: bool, *values: object) -> bool:
    return holds or any(isinstance(value, Unknown) for value in values)
