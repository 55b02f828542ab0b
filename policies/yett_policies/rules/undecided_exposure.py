"""A path from the internet that cannot be decided yet.

What it does: reports paths that are open or closed depending on values nobody knows before apply, or that the cloud
does not document.
Why it matters: unknown is its own answer; a gate that takes it for closed is no gate.
Example: a group rule whose peer is a prefix list of another stack; a source address that is an output.
Instead: give the value as plain data where it decides who may come in, or look again on the state after `up`.
References: docs/modelling.md.
"""

from collections.abc import Iterator

from yett_policies.exposure import Exposure, analyse, excess
from yett_policies.network import Network

from .finding import Finding

SEVERITY = "medium"
LEVEL = "advisory"


def findings(network: Network) -> Iterator[Finding]:
    for exposure in excess(analyse(network).exposures, network):
        if exposure.verdict == "indeterminate":
            yield found(exposure)


def found(exposure: Exposure) -> Finding:
    hops = exposure.hops
    needs = "; ".join(exposure.needs) or "what decides it is not documented"
    through = " > ".join(hop.detail or hop.kind for hop in hops)
    problem = f'unknown: whether the internet reaches "{exposure.name}" over {through}'
    fix = f"it depends on: {needs}"
    return Finding(hops[-1].urn if hops else exposure.workload, "undecided-exposure", "", problem, fix)
