"""An opening to the internet that nobody answers for.

What it does: reports what a group admits from internet addresses and no opening with an owner and a reason declares.
Why it matters: a port that nobody owns is never closed; the record is what makes a review possible.
Example: a bare `ecs.SecurityGroupRule` with `cidr_ip: 47.0.0.0/8`; the rule of an opening that was closed or expired.
Instead: write it as an opening (`peer`, `ports`, `reason`, `owner`) of a yett component.
References: docs/decisions, "openings are dated records".
"""

from collections.abc import Iterator

from yett.packets import INTERNET, AddressSet, TrafficSet
from yett_policies.network import Network

from .finding import Finding
from .group_ingress import GroupOpening, openings

SEVERITY = "medium"


def findings(network: Network) -> Iterator[Finding]:
    for group in network.groups.values():
        declared = TrafficSet.union(one.traffic for one in network.declared if group.urn in one.covers)
        for opening in openings(group):
            if undeclared := admitted(opening) - declared:
                yield from found(opening, undeclared)


def admitted(opening: GroupOpening) -> TrafficSet:
    return TrafficSet.of(opening.sources & INTERNET, AddressSet.everyone(), opening.transport)


def found(opening: GroupOpening, undeclared: TrafficSet) -> Iterator[Finding]:
    fix = "declare it as an opening with an owner and a reason, or remove the rule"
    for rule in opening.rules:
        problem = f"{opening}, and no opening declares it"
        yield Finding(rule.urn, "opening-without-owner", opening.traffic, problem, fix)
