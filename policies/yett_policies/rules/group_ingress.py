"""What one security group lets in from the internet, priorities and drops applied: `openings(group)`."""

from collections.abc import Iterator
from dataclasses import dataclass

from yett.packets import INTERNET, AddressSet, TransportSet
from yett.packets.first_match import Decisions, first_match
from yett_policies.exposure.lines import Line, Peers, lines_of
from yett_policies.exposure.sets import addresses
from yett_policies.network import Network, Rule, SecurityGroup

CROWD_V4 = 1 << 24
"""More IPv4 addresses than this (a /8) is everyone, not a peer: halves and quarters of the internet are counted."""
CROWD_V6 = 1 << 96
"""More IPv6 addresses than this (a /32, one provider's network) is everyone."""


@dataclass(frozen=True, slots=True)
class GroupOpening:
    """Internet addresses, what they may send to members of the group, and the rules that let them."""

    group: SecurityGroup
    sources: AddressSet
    transport: TransportSet
    rules: tuple[Rule, ...]

    @property
    def is_for_everyone(self) -> bool:
        """Whether so many may that nobody can know them."""
        return is_crowd(self.sources)

    @property
    def traffic(self) -> str:
        return f"{self.transport} from {self.sources}"

    def __str__(self) -> str:
        named = ", ".join(f'"{short(rule.urn)}" priority {rule.priority}' for rule in self.rules)
        return f'group "{self.group.name}" admits {self.traffic} by rule {named}'


def each_open_to_everyone(network: Network, wanted: TransportSet) -> Iterator[GroupOpening]:
    """What any group of the network admits, of `wanted`, from so many that it is everyone."""
    found = (opening for group in network.groups.values() for opening in openings(group, wanted))
    return (opening for opening in found if opening.is_for_everyone)


def is_crowd(sources: AddressSet) -> bool:
    return (sources.v4 & INTERNET.v4).size > CROWD_V4 or (sources.v6 & INTERNET.v6).size > CROWD_V6


def openings(group: SecurityGroup, wanted: TransportSet | None = None) -> Iterator[GroupOpening]:
    """What the group admits from internet addresses, of `wanted` or of everything; one for each deciding accept."""
    rules = [rule for rule in group.rules if rule.direction == "ingress" and decides(rule)]
    decided = first_match([row(rule) for rule in rules], wanted)
    for sources, transport in decided.groups:
        if reached := sources & INTERNET:
            yield GroupOpening(group, sources, transport, deciding(rules, decided, reached, transport))


def deciding(rules: list[Rule], decided: Decisions, sources: AddressSet, transport: TransportSet) -> tuple[Rule, ...]:
    found = (rules[index] for index in decided.deciders(sources, transport))
    return tuple(rule for rule in found if rule.policy == "accept")


def decides(rule: Rule) -> bool:
    """Whether the rule is known in full and names addresses; group and prefix list peers are not the internet."""
    return rule.is_certain and isinstance(rule.peer, tuple)


def row(rule: Rule) -> Line:
    assert isinstance(rule.peer, tuple)  # noqa: S101 - `decides` has said so
    who = addresses(rule.peer)
    return lines_of([rule], lambda _: Peers(who, who)).certain[0]


def short(urn: str) -> str:
    """The name at the end of a URN or an address.

    >>> short("urn:pulumi:dev::web::alicloud:ecs/securityGroupRule:SecurityGroupRule::web-ssh")
    'web-ssh'
    """
    return urn.rpartition("::")[2]
