"""An opening to the internet that nobody answers for.

What it does: reports what a group admits from internet addresses and no opening with an owner and a reason declares.
In a stack without components of yett, which has no words for owners, narrow networks that a rule names are let pass.
Why it matters: a port that nobody owns is never closed; the record is what makes a review possible.
Example: a bare `ecs.SecurityGroupRule` with `cidr_ip: 47.0.0.0/8`; the rule of an opening that was closed or expired.
Instead: write it as an opening of a yett component.

    openings:
      - {peer: {cidr: 203.0.113.0/24}, protocol: tcp, ports: [22], reason: administration, owner: platform team}
References: docs/decisions, "openings are dated records".
"""

from collections.abc import Iterator, Mapping

from yett_policies.exposure.sets import NOTHING, Reach, reach
from yett_policies.network import Network
from yett_policies.rulebook import Finding, GroupOpening, Stack, blamed
from yett_policies.rulebook.named_peers import NamedPeers

SEVERITY = "medium"
TITLE_ZH = "对公网开放却无人负责"
FIX_ZH = "写成带负责人和原因的开放记录（opening），或删除该规则"
CLAUSES = {"mlps-level-3": ("8.1.3.2 b",)}


Options = NamedPeers


def findings(stack: Stack, options: Options) -> Iterator[Finding]:
    fix = "declare it as an opening with an owner and a reason, or remove the rule"
    unnamed = (one for one in undeclared(stack) if stack.components or not options.named(one.cidrs))
    yield from blamed(unnamed, fix, "and no opening declares it")


def undeclared(stack: Stack) -> Iterator[GroupOpening]:
    declared = declared_of(stack.network)
    for admitted in stack.admitted():
        left = admitted.minus(declared.get(admitted.group.urn, NOTHING))
        yield from left.by_rule() if left is admitted else left.pieces()


def declared_of(network: Network) -> Mapping[str, Reach]:
    """Group -> what the openings of the components that built it admit."""
    found: dict[str, Reach] = {}
    for one in network.declared:
        for urn in one.covers & network.groups.keys():
            for box in one.traffic.boxes:
                found[urn] = found.get(urn, NOTHING) | reach(box.source, box.transport)
    return found
