"""Something reachable from the internet that nobody declared.

What it does: reports every path by which internet addresses reach a workload beyond what the openings declare; a path
that depends on values nobody knows before apply, or that the cloud does not document, is indeterminate. In a stack
without components of yett, which has no words for openings, narrow networks that the program names are let pass.
Why it matters: this is the whole of least exposure: exposed minus declared has to be empty.
Example: an instance with a public address and a group open on 8080; a forward entry from 10022 to 22.
Instead: declare an opening for it in a yett component, or remove one hop of the path.

    openings:
      - {peer: {cidr: 203.0.113.0/24}, protocol: tcp, ports: [8080], reason: partner API, owner: web team}
References: docs/modelling.md.
"""

from collections.abc import Iterator

from yett_policies.exposure import Exposure, rows
from yett_policies.rulebook import Finding, Stack, exposed, undecided
from yett_policies.rulebook.named_peers import NamedPeers

SEVERITY = "high"
TITLE_ZH = "公网可达但未声明"
FIX_ZH = "在 yett 组件中声明开放记录，或去掉路径上的任意一跳"
CLAUSES = {"mlps-level-3": ("8.1.3.1 a", "8.1.3.2 a")}


Options = NamedPeers


def findings(stack: Stack, options: Options) -> Iterator[Finding]:
    for exposure, part in stack.excess.items():
        if exposure.verdict == "indeterminate":
            yield doubted(exposure)
        else:
            undeclared = (row for row in rows(exposure, part) if stack.components or not options.named(row.cidrs))
            yield from (exposed(row, "declare an opening or remove a hop") for row in undeclared)


def doubted(exposure: Exposure) -> Finding:
    """One finding for the whole way, against its last station before the groups."""
    hops = exposure.hops
    through = " > ".join(hop.detail or hop.kind for hop in hops)
    return undecided(exposure, hops, f'whether the internet reaches "{exposure.name}" over {through}')
