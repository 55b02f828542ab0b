"""An opening to the internet that nobody answers for.

What it does: reports what a group admits from internet addresses and no opening with an owner and a reason declares.
Why it matters: a port that nobody owns is never closed; the record is what makes a review possible.
Example: a bare `ecs.SecurityGroupRule` with `cidr_ip: 47.0.0.0/8`; the rule of an opening that was closed or expired.
Instead: write it as an opening of a yett component.

    openings:
      - {peer: {cidr: 203.0.113.0/24}, protocol: tcp, ports: [22], reason: administration, owner: platform team}
References: docs/decisions, "openings are dated records".
"""

from collections.abc import Iterator, Mapping

from yett.packets import INTERNET, AddressSet, TrafficSet
from yett_policies.network import Network
from yett_policies.rulebook import Finding, GroupOpening, Stack

SEVERITY = "medium"
TITLE_ZH = "对公网开放却无人负责"
FIX_ZH = "写成带负责人和原因的开放记录（opening），或删除该规则"
CLAUSES = {"mlps-level-3": ("8.1.3.2 b",)}


def findings(stack: Stack) -> Iterator[Finding]:
    declared = declared_of(stack.network)
    for opening in stack.openings():
        if admitted(opening) - declared.get(opening.group.urn, TrafficSet.empty()):
            fix = "declare it as an opening with an owner and a reason, or remove the rule"
            yield from opening.findings(fix, "and no opening declares it")


def declared_of(network: Network) -> Mapping[str, TrafficSet]:
    """Group -> what the openings of the components that built it admit."""
    found: dict[str, list[TrafficSet]] = {}
    for one in network.declared:
        for urn in one.covers & network.groups.keys():
            found.setdefault(urn, []).append(one.traffic)
    return {urn: TrafficSet.union(traffic) for urn, traffic in found.items()}


def admitted(opening: GroupOpening) -> TrafficSet:
    return TrafficSet.of(opening.sources & INTERNET, AddressSet.everyone(), opening.transport)
