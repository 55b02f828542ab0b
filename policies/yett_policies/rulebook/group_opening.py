"""What a security group lets in and which rules let it: `blamed(openings, fix)` names each rule once."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import field, replace

from yett.packets import INTERNET, AddressSet, IntervalSet, TransportSet
from yett_policies.exposure.landing import Deciding
from yett_policies.exposure.printed import cidrs_within
from yett_policies.exposure.sets import transport
from yett_policies.few import few
from yett_policies.frozen import frozen
from yett_policies.network import Rule, SecurityGroup, Unknown

from .finding import VIOLATED, Finding, indeterminate, short, violated
from .packets import Packets

CROWD_V4 = 1 << 24
"""More IPv4 addresses than this (a /8) is everyone, not a peer: halves and quarters of the internet are counted."""
CROWD_V6 = 1 << 96
"""More IPv6 addresses than this (a /32, one provider's network) is everyone."""


@frozen
class GroupOpening:
    """Addresses of a zone and what all of them may send to members of the group.

    `verdict` is "indeterminate" where values that are not known decide; `needs` names them. `chosen` are the accept
    rules to blame, those that let it in unless given.
    """

    group: SecurityGroup
    sources: AddressSet
    transport: TransportSet
    deciding: Deciding = field(compare=False, repr=False)
    verdict: str = VIOLATED
    needs: tuple[str, ...] = ()
    zone: AddressSet = INTERNET
    chosen: tuple[Rule, ...] | None = None

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The accept rules that let it in; worked out when asked."""
        return self.deciding(self.sources, self.transport) if self.chosen is None else self.chosen

    def only(self, wanted: TransportSet) -> "GroupOpening":
        """The part of it that `wanted` is in, with the rules that let just that in."""
        return replace(self, transport=self.transport & wanted)

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

    def __str__(self) -> str:
        return self.said(self.traffic)

    def said(self, traffic: str) -> str:
        """The sentence about it; its traffic is worked out once where both are needed."""
        named = [f'"{short(rule.urn)}" priority {shown(rule.priority)}' for rule in self.rules]
        return f'group "{self.group.name}" admits {traffic} by rule {few(named)}'


Problem = str | Callable[[GroupOpening], str]


def blamed(openings: Iterable[GroupOpening], fix: str, problem: Problem = "") -> Iterator[Finding]:
    """One finding for each rule that lets some of it in, against that rule, with all that it lets in.

    `problem` is added to what is open, with a comma.
    """
    by_rule: dict[tuple[str, str, str], tuple[Rule, list[GroupOpening]]] = {}
    for opening in openings:
        for rule in opening.rules:
            by_rule.setdefault((opening.group.urn, rule.urn, opening.verdict), (rule, []))[1].append(opening)
    for rule, pieces in by_rule.values():
        yield found(rule, pieces[0] if len(pieces) == 1 else merged(rule, pieces), fix, problem)


def merged(rule: Rule, pieces: Sequence[GroupOpening]) -> GroupOpening:
    """Everything that one rule lets in of several openings."""
    sources = AddressSet(IntervalSet.union(piece.sources.points for piece in pieces))
    carried = TransportSet.union({piece.transport for piece in pieces})
    if not isinstance(rule.protocol, Unknown) and not isinstance(rule.ports, Unknown):
        carried = carried & transport(rule.protocol, rule.ports)
    return replace(pieces[0], sources=sources, transport=carried, chosen=(rule,))


def found(rule: Rule, opening: GroupOpening, fix: str, problem: Problem) -> Finding:
    """The finding against one rule."""
    more = problem if isinstance(problem, str) else problem(opening)
    traffic, name = opening.traffic, short(rule.urn)
    said = opening.said(traffic) + (f", {more}" if more else "")
    packets = Packets(opening.sources, opening.transport, opening.transport)
    if opening.is_certain:
        told = violated(rule, said, fix, traffic=traffic, name=name)
    else:
        told = indeterminate(rule, f"whether {said}", opening.needs, traffic=traffic, name=name)
    return replace(told, packets=packets)


def shown(value: object) -> str:
    return "unknown" if isinstance(value, Unknown) else str(value)


def is_crowd(sources: AddressSet) -> bool:
    """Whether more internet addresses are among them than any peer has that somebody could name."""
    if sources.size <= CROWD_V4:
        return False
    v4, v6 = internet_sizes(sources)
    return v4 > CROWD_V4 or v6 > CROWD_V6


def internet_sizes(sources: AddressSet) -> tuple[int, int]:
    """How many IPv4 and how many IPv6 addresses of the internet are among them."""
    found = sources & INTERNET
    return found.v4.size, found.v6.size
