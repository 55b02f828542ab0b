"""What one security group lets in, asked of the first-match list of its rules, for certain or possibly."""

from collections.abc import Iterable, Iterator

from yett.packets import INTERNET, AddressSet, TransportSet
from yett.packets.first_match import Decisions, first_match
from yett_policies.exposure.admission import Admissions
from yett_policies.exposure.bounds import Bounds
from yett_policies.exposure.landing import Deciding
from yett_policies.exposure.lines import Lines, lines_of
from yett_policies.network import Network, Rule, SecurityGroup

from .admitted import Admitted
from .finding import INDETERMINATE, short


class GroupOpenings:
    """The ingress rules of every group, read once and asked about any ports.

    A rule whose group is not known is judged as a group of its own, which any drop of the stack may soften. Of a
    group that the snapshot does not manage the rules written here count as they stand.
    """

    def __init__(self, network: Network) -> None:
        self._peers = Admissions(network).peers_of
        self._pools: list[tuple[SecurityGroup, tuple[Lines, ...]]] = [
            (group, (self._lines(group.rules),)) for group in network.groups.values()
        ]
        drops = [rule for group in network.groups.values() for rule in group.rules if rule.policy != "accept"]
        strays = ingress(network.stray_rules)
        softer = only_drops(lines_of(ingress([*drops, *strays]), self._peers, unsure=True)) if strays else None
        for rule in strays:
            if softer and rule.policy != "drop":
                self._pools.append((nowhere(rule), (self._lines((rule,)), softer)))

    def _lines(self, rules: Iterable[Rule]) -> Lines:
        return lines_of(ingress(rules), self._peers)

    def of(self, wanted: TransportSet | None, zone: AddressSet = INTERNET) -> Iterator[Admitted]:
        """What every group admits from a zone; `wanted` alone is far cheaper than everything."""
        for group, parts in self._pools:
            yield from admitted(group, parts, wanted, zone)


def ingress(rules: Iterable[Rule]) -> list[Rule]:
    return [rule for rule in rules if rule.direction == "ingress"]


def only_drops(found: Lines) -> Lines:
    """What may refuse, for certain and possibly; what accepts elsewhere accepts nothing here."""
    certain = [(line, rule) for line, rule in zip(found.certain, found.certain_rules, strict=True) if not line[1]]
    possible = [(line, rule) for line, rule in zip(found.possible, found.possible_rules, strict=True) if not line[1]]
    return Lines(
        [line for line, _ in certain],
        [line for line, _ in possible],
        [rule for _, rule in certain],
        [rule for _, rule in possible],
        found.needs if certain else (),
    )


def nowhere(rule: Rule) -> SecurityGroup:
    """The group of a rule that names none we know."""
    return SecurityGroup("", f"of {short(rule.urn)}", "", "basic", False, (rule,))


def admitted(
    group: SecurityGroup, parts: tuple[Lines, ...], wanted: TransportSet | None, zone: AddressSet
) -> Iterator[Admitted]:
    """What the group admits from a zone, for certain first."""
    needs = tuple(dict.fromkeys(need for part in parts for need in part.needs))
    certain = first_match((line for part in parts for line in part.certain), wanted)
    rules = [rule for part in parts for rule in part.certain_rules]
    yield Admitted(group, certain.accepted.within(zone.points), accepting(certain, rules), zone)
    if needs:
        likely = first_match((line for part in parts for line in part.possible), wanted)
        deciding = accepting(likely, [rule for part in parts for rule in part.possible_rules])
        undecided = Bounds(certain.accepted, likely.accepted).undecided.within(zone.points)
        yield Admitted(group, undecided, deciding, zone, INDETERMINATE, needs)


def accepting(decided: Decisions, rules: list[Rule]) -> Deciding:
    """Who lets traffic in: the written accept rules among those that decide it."""

    def deciding(sources: AddressSet, carried: TransportSet) -> tuple[Rule, ...]:
        by = (rules[index] for index in decided.deciders(sources, carried))
        # a rule may stand in several lines
        return tuple({id(rule): rule for rule in by if rule.policy != "drop" and not rule.implicit}.values())

    return deciding
