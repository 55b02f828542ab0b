"""The exposed paths as a Mermaid flow chart, which code hosts draw inside a comment: internet, address, workload."""

from collections.abc import Iterator

from yett_policies.exposure import Exposure
from yett_policies.few import few
from yett_policies.frozen import frozen

from .judgement import Judgement

MOST = 40
"""Edges in one picture; more are counted, since nobody reads more."""
STYLES = {
    "undeclared": "stroke:#c21b28,stroke-width:3px",
    "undecided": "stroke:#8a5a00,stroke-dasharray:4",
    "declared": "stroke:#0b62b8",
}
"""The colours of the other pictures, worst first."""


@frozen
class Edge:
    """Everything that one address lets through to one workload."""

    address: str
    workload: str
    traffic: str
    status: str


def mermaid(found: Judgement) -> str:
    """The chart; empty where nothing is exposed."""
    edges = sorted(_edges(found), key=lambda one: (list(STYLES).index(one.status), one.workload, one.address))
    if not edges:
        return ""
    lines = ["flowchart LR", *_nodes(edges[:MOST]), *_arrows(edges[:MOST])]
    return "\n".join([*lines, *([f'  more["and {len(edges) - MOST} more"]'] if len(edges) > MOST else [])])


def _edges(found: Judgement) -> Iterator[Edge]:
    for exposure in found.stack.exposures:
        carried = few([*str(exposure.transport).split(" ")], 4)
        yield Edge(door(exposure), exposure.name or exposure.workload, carried, _status(found, exposure))


def _status(found: Judgement, exposure: Exposure) -> str:
    if exposure not in found.stack.excess:
        return "declared"
    return "undeclared" if exposure.verdict == "reachable" else "undecided"


def door(exposure: Exposure) -> str:
    """The address that is dialled, or what has it where the cloud has not chosen it yet."""
    first = exposure.hops[0] if exposure.hops else None
    return exposure.address or (first.detail or first.kind if first else "an address not known yet")


def _nodes(edges: list[Edge]) -> Iterator[str]:
    yield '  internet(["internet"])'
    for kind, names in (("d", _doors(edges)), ("w", _workloads(edges))):
        left, right = ("[", "]") if kind == "d" else ("[[", "]]")
        for number, name in enumerate(names):
            yield f'  {kind}{number}{left}"{label(name)}"{right}'
    yield from (f"  internet --> d{number}" for number in range(len(_doors(edges))))


def _arrows(edges: list[Edge]) -> Iterator[str]:
    doors, workloads = _doors(edges), _workloads(edges)
    for one in edges:
        yield f'  d{doors.index(one.address)} -- "{label(one.traffic)}" --> w{workloads.index(one.workload)}'
    for number, one in enumerate(edges):
        yield f"  linkStyle {len(doors) + number} {STYLES[one.status]}"


def _doors(edges: list[Edge]) -> list[str]:
    return sorted({one.address for one in edges})


def _workloads(edges: list[Edge]) -> list[str]:
    return sorted({one.workload for one in edges})


def label(text: str) -> str:
    """Text that cannot leave its label: Mermaid's entity codes for whatever means something to it.

    >>> label('a "b" <c>')
    'a #34;b#34; #60;c#62;'
    """
    plain = " ".join(text.split())
    return "".join(f"#{ord(c)};" if c in '"<>#;`[]{}()|\\&' else c for c in plain)
