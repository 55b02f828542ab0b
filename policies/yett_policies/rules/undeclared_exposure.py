"""Something reachable from the internet that nobody declared.

What it does: reports every path by which internet addresses reach a workload beyond what the openings declare.
Why it matters: this is the whole of least exposure: exposed minus declared has to be empty.
Example: an instance with a public address and a group open on 8080; a forward entry from 10022 to 22 of a bare program.
Instead: declare an opening for it in a yett component, or remove one hop of the path.
References: docs/modelling.md.
"""

from collections.abc import Iterator

from yett_policies.exposure import Row, analyse, excess, rows
from yett_policies.network import Network

from .finding import Finding

SEVERITY = "high"


def findings(network: Network) -> Iterator[Finding]:
    for exposure, part in excess(analyse(network).exposures, network).items():
        if exposure.verdict == "reachable":
            for row in rows(exposure, part):
                yield found(row)


def found(row: Row) -> Finding:
    """Against the last hop: the resource whose removal closes this path and no other."""
    path = row.path
    through = " > ".join(hop.detail or hop.kind for hop in path)
    traffic = f"{row.protocol}/{','.join(row.ports)}" if row.ports else row.protocol
    source, destination = row.witness
    problem = f'{traffic} of "{row.exposure.name}" can be dialled from {", ".join(row.cidrs)} over {through}'
    fix = f"declare an opening or remove a hop (try: {source} -> {destination})"
    return Finding(path[-1].urn, "undeclared-exposure", traffic, problem, fix)
