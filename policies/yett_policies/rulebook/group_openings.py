"""What one security group lets in from the internet, priorities and drops applied, for certain or possibly."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from yett.packets import INTERNET, AddressSet, TransportSet
from yett.packets.first_match import Decisions, first_match
from yett_policies.exposure.admission import Admissions
from yett_policies.exposure.bounds import Bounds
from yett_policies.exposure.exposure import Deciding
from yett_policies.exposure.lines import Lines, lines_of
from yett_policies.exposure.printed import cidrs_within
from yett_policies.exposure.sets import Reach
from yett_policies.network import Network, Rule, SecurityGroup

from .finding import INDETERMINATE, VIOLATED, Finding, indeterminate, short, violated

CROWD_V4 = 1 << 24
"""More IPv4 addresses than this (a /8) is everyone, not a peer: halves and quarters of the internet are counted."""
CROWD_V6 = 1 << 96
"""More IPv6 addresses than this (a /32, one provider's network) is everyone."""


@dataclass(frozen=True, slots=True)
class GroupOpening:
    """Addresses of a zone, what they may send to members of the group, and the accept rules that let them.

    `verdict` is "indeterminate" where values that are not known decide; `needs` names them.
    """

    group: SecurityGroup
    sources: AddressSet
    transport: TransportSet
    rules: tuple[Rule, ...]
    verdict: str = VIOLATED
    needs: tuple[str, ...] = ()
    zone: AddressSet = INTERNET
    deciding: Deciding | None = field(default=None, compare=False, repr=False)

    def only(self, wanted: TransportSet) -> "GroupOpening":
        """The part of it that `wanted` is in, with the rules that let just that in; ask for something that is."""
        carried = self.transport & wanted
        return replace(self, transport=carried, rules=self.deciding(self.sources, carried) if self.deciding else ())

    @property
    def is_certain(self) -> bool:
        """Whether it is open whatever the unknown values turn out to be."""
        return self.verdict == VIOLATED

    @property
    def cidrs(self) -> tuple[str, ...]:
        """The sources as the fewest CIDRs that say the same within the zone."""
        return cidrs_within(self.sources, self.zone)

    @property
    def is_for_everyone(self) -> bool:
        """Whether so many may that nobody can know them."""
        return is_crowd(self.sources)

    @property
    def traffic(self) -> str:
        """Ports and CIDRs in short."""
        return f"{self.transport} from {few(self.cidrs)}"

    def findings(self, fix: str, problem: str = "") -> Iterator[Finding]:
        """One finding for each rule that lets it in, against that rule."""
        said = f"{self}{problem and ', '}{problem}"
        for rule in self.rules:
            if self.verdict == VIOLATED:
                yield violated(rule, said, fix, traffic=self.traffic, name=short(rule.urn))
            else:
                yield indeterminate(rule, f"whether {said}", self.needs, traffic=self.traffic, name=short(rule.urn))

    def __str__(self) -> str:
        named = ", ".join(f'"{short(rule.urn)}" priority {shown(rule.priority)}' for rule in self.rules)
        return f'group "{self.group.name}" admits {self.traffic} by rule {named}'


def few(texts: Sequence[str], most: int = 6) -> str:
    """A list that a person can read to its end.

    >>> few(["a", "b", "c"], 2)
    'a, b and 1 more'
    """
    more = len(texts) - most
    return ", ".join(texts[:most]) + (f" and {more} more" if more > 0 else "")


def shown(value: object) -> str:
    return "unknown" if hasattr(value, "what") else str(value)


def is_crowd(sources: AddressSet) -> bool:
    """Whether more internet addresses are among them than any peer has that somebody could name."""
    return (sources.v4 & INTERNET.v4).size > CROWD_V4 or (sources.v6 & INTERNET.v6).size > CROWD_V6


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

    def of(self, wanted: TransportSet | None, zone: AddressSet = INTERNET) -> Iterator[GroupOpening]:
        """The openings of every group to a zone; `wanted` alone is far cheaper than everything."""
        for group, parts in self._pools:
            yield from opened(group, parts, wanted, zone)


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


def opened(
    group: SecurityGroup, parts: tuple[Lines, ...], wanted: TransportSet | None, zone: AddressSet
) -> Iterator[GroupOpening]:
    """What the group admits from a zone, for certain first."""
    needs = tuple(dict.fromkeys(need for part in parts for need in part.needs))
    certain = first_match((line for part in parts for line in part.certain), wanted)
    rules = [rule for part in parts for rule in part.certain_rules]
    yield from _pieces(
        GroupOpening(group, *NOTHING), certain.accepted.within(zone.points), zone, accepting(certain, rules)
    )
    if needs:
        likely = first_match((line for part in parts for line in part.possible), wanted)
        more = accepting(likely, [rule for part in parts for rule in part.possible_rules])
        undecided = Bounds(certain.accepted, likely.accepted).undecided.within(zone.points)
        start = GroupOpening(group, *NOTHING, INDETERMINATE, needs)
        yield from _pieces(start, undecided, zone, more)


NOTHING: tuple[AddressSet, TransportSet, tuple[Rule, ...]] = (AddressSet.empty(), TransportSet.empty(), ())


def _pieces(start: GroupOpening, found: Reach, zone: AddressSet, deciding: Deciding) -> Iterator[GroupOpening]:
    for points, transport in found.grouped():
        sources = AddressSet(points)
        if rules := deciding(sources, transport):
            yield replace(start, sources=sources, transport=transport, rules=rules, zone=zone, deciding=deciding)


def accepting(decided: Decisions, rules: list[Rule]) -> Deciding:
    """Who lets traffic in: the written accept rules among those that decide it."""

    def deciding(sources: AddressSet, carried: TransportSet) -> tuple[Rule, ...]:
        by = (rules[index] for index in decided.deciders(sources, carried))
        # a rule may stand in several lines
        return tuple({id(rule): rule for rule in by if rule.policy != "drop" and not rule.implicit}.values())

    return deciding
