"""Rows of the document as flows through at most two boxes (a door and a gate) to a workload, for the picture."""

from collections.abc import Iterable

from yett_policies.frozen import frozen

from .document import Document, ExposureRow, Hop, short_name, short_sources, status, traffic, worst

DOORS = ("eip", "public-ip", "ipv6", "peering", "route")
GATES = ("forward-entry", "listener")


@frozen
class Line:
    """One line inside a box."""

    text: str
    status: str


@frozen
class Node:
    """A box on the way: what it is and what it is called."""

    key: str
    kind: str
    name: str


@frozen
class Flow:
    """Everything that takes one way from the zone to one workload."""

    zone: str
    door: Node | None
    gate: Node | None
    workload: str
    name: str
    lines: tuple[Line, ...]

    @property
    def status(self) -> str:
        """The worst of its lines."""
        return worst([line.status for line in self.lines])


def flows(document: Document) -> list[Flow]:
    """One flow per zone, way and workload, in the document's order."""
    ways: dict[tuple[str, Node | None, Node | None, str], list[ExposureRow]] = {}
    for row in document["exposures"]:
        way = (row["zone"], _door(row), _first(row["path"], GATES), row["workload"])
        ways.setdefault(way, []).append(row)
    return [
        Flow(zone, door, gate, workload, rows[0]["name"] or short_name(workload), _lines(rows))
        for (zone, door, gate, workload), rows in ways.items()
    ]


def _door(row: ExposureRow) -> Node | None:
    hop = _first(row["path"], DOORS)
    if hop is not None:
        kind = f"{hop.kind} {hop.name}" if row["address"] else hop.kind
        return Node(f"{hop.key}|{row['address']}", kind, row["address"] or hop.name)
    return Node(f"address|{row['address']}", "address", row["address"]) if row["address"] else None


def _first(path: Iterable[Hop], kinds: tuple[str, ...]) -> Node | None:
    for hop in path:
        if hop["kind"] in kinds:
            return Node(f"{hop['kind']}|{hop['urn']}", hop["kind"], short_name(hop["urn"]))
    return None


def _lines(rows: list[ExposureRow]) -> tuple[Line, ...]:
    return tuple(Line(f"{traffic(row)}  from {short_sources(row)}", status(row)) for row in rows)
