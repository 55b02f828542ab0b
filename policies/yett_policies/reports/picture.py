"""The topology as one SVG picture with the exposed paths in it: zone, door, gate, workload, from left to right.

Every workload stands in its VPC and vswitch; what nothing reaches is drawn as well, quietly.
"""

from dataclasses import dataclass, field

from yett_policies.network import Network

from .document import STATUSES, Document, short_name, summary, worst
from .flow import Flow, Node, flows
from .layout import ordered
from .picture_style import style
from .picture_workloads import Frame, Spot, framed
from .svg import box, curve, group, label, page
from .topology import OUTSIDE, Place, places

ZONE, DOOR, GATE, WORKLOAD = (24.0, 130.0), (214.0, 196.0), (470.0, 216.0), (752.0, 430.0)
"""Left edge and width of each column, px."""
WIDTH = 1206.0
TOP = 96.0
NODE, LANE, GAP = 40.0, 14.0, 12.0
MOST = 80
"""Flows in one picture; more are counted, since nobody reads more."""


@dataclass(slots=True)
class _Columns:
    """Centres of the boxes by key, per column, filled from right to left."""

    workload: dict[str, float]
    gate: dict[str, float] = field(default_factory=dict)
    door: dict[str, float] = field(default_factory=dict)
    zone: dict[str, float] = field(default_factory=dict)


def picture(document: Document, network: Network) -> str:
    """The SVG text; the same input gives the same bytes."""
    shown = sorted(flows(document), key=lambda flow: STATUSES.index(flow.status))[:MOST]
    frames, spots, bottom = framed(_stood(document, network), shown, WORKLOAD, TOP)
    columns = _placed(shown, spots)
    bottom = max([bottom, *(y + NODE for part in (columns.door, columns.gate, columns.zone) for y in part.values())])
    parts = [*_heading(document, len(shown)), *map(_frame, frames), *_edges(shown, columns)]
    parts += [*_nodes(shown, columns), *map(_workload, spots.values())]
    return page(WIDTH, bottom + 28, "exposed paths: " + summary(document), style(), parts)


def _stood(document: Document, network: Network) -> list[Place]:
    known = places(network)
    urns = {place.urn for place in known}
    rest = {r["workload"]: r["name"] or short_name(r["workload"]) for r in document["exposures"]}
    return known + sorted(Place(OUTSIDE, "", n, "workload", u) for u, n in rest.items() if u not in urns)


def _gate_key(flow: Flow) -> str:
    return flow.gate.key if flow.gate else f"lane|{_door_key(flow)}|{flow.workload}"


def _door_key(flow: Flow) -> str:
    return flow.door.key if flow.door else f"lane|{flow.zone}|{flow.gate.key if flow.gate else flow.workload}"


def _placed(shown: list[Flow], spots: dict[str, Spot]) -> _Columns:
    columns = _Columns({urn: spot.y + spot.height / 2 for urn, spot in spots.items()})
    columns.gate = _column([(_gate_key(f), f.gate, columns.workload[f.workload]) for f in shown])
    columns.door = _column([(_door_key(f), f.door, columns.gate[_gate_key(f)]) for f in shown])
    columns.zone = _column([(f.zone, Node(f.zone, "zone", f.zone), columns.door[_door_key(f)]) for f in shown])
    return columns


def _column(wishes: list[tuple[str, Node | None, float]]) -> dict[str, float]:
    """Centres of a column's boxes and of the lanes that only pass through it."""
    wanted: dict[str, list[float]] = {}
    heights = {}
    for key, node, centre in wishes:
        wanted.setdefault(key, []).append(centre)
        heights[key] = NODE if node else LANE
    return {key: y + heights[key] / 2 for key, y in ordered(wanted, heights, GAP, TOP).items()}


def _edges(shown: list[Flow], columns: _Columns) -> list[str]:
    """One curve per pair of boxes, the worst status on top; a lane is a level line through its column."""
    found: dict[tuple[float, float, float, float], tuple[str, str]] = {}
    for flow in shown:
        zone, door, gate = columns.zone[flow.zone], columns.door[_door_key(flow)], columns.gate[_gate_key(flow)]
        ends = [(sum(ZONE), zone, DOOR[0], door, ""), (sum(DOOR), door, GATE[0], gate, "")]
        ends.append((sum(GATE), gate, WORKLOAD[0] + 22, columns.workload[flow.workload], "arrow"))
        ends += [(DOOR[0], door, sum(DOOR), door, "")] if flow.door is None else []
        ends += [(GATE[0], gate, sum(GATE), gate, "")] if flow.gate is None else []
        for x1, y1, x2, y2, tip in ends:
            key = (x1, y1, x2, y2)
            found[key] = (worst([flow.status, found[key][0]]) if key in found else flow.status, tip)
    drawn = sorted(found.items(), key=lambda item: (-STATUSES.index(item[1][0]), item[0]))
    return [_edge(ends, status, tip) for ends, (status, tip) in drawn]


def _edge(ends: tuple[float, float, float, float], status: str, tip: str) -> str:
    x1, y1, x2, y2 = ends
    if not tip:
        return curve((x1, y1), (x2, y2), f"e-{status}")
    head = f'<path d="M{x2:g} {y2:g}l-9 -5v10z" class="a-{status}"/>'
    return curve((x1, y1), (x2 - 8, y2), f"e-{status}") + head


def _nodes(shown: list[Flow], columns: _Columns) -> list[str]:
    drawn: dict[tuple[str, str], tuple[Node, float, tuple[float, float], list[str]]] = {}
    for flow in shown:
        zone = Node(flow.zone, "zone", flow.zone)
        boxes = [(zone, columns.zone, ZONE), (flow.door, columns.door, DOOR), (flow.gate, columns.gate, GATE)]
        for node, column, place in boxes:
            if node:
                entry = drawn.setdefault((node.kind, node.key), (node, column[node.key], place, []))
                entry[3].append(flow.status)
    return [_node(node, centre, place, worst(found)) for node, centre, place, found in drawn.values()]


def _node(node: Node, centre: float, place: tuple[float, float], status: str) -> str:
    x, width = place
    y = centre - NODE / 2
    look = "box" if node.kind == "zone" else f"b-{status}"
    lines = [label(x + 10, y + 16, node.name, "h", width - 20), label(x + 10, y + 31, node.kind, "q", width - 20)]
    return group([box(x, y, width, NODE, look), *lines], f"{node.kind} {node.name}")


def _frame(frame: Frame) -> str:
    width = WORKLOAD[1] - 2 * frame.inset
    look = "inner" if frame.inset else "frame"
    parts = [box(WORKLOAD[0] + frame.inset, frame.y, width, frame.height, look)]
    return "".join([*parts, label(WORKLOAD[0] + frame.inset + 10, frame.y + 16, frame.name, "q", width - 20)])


def _workload(spot: Spot) -> str:
    x, width = WORKLOAD[0] + 22, WORKLOAD[1] - 44
    head = [label(x + 10, spot.y + 16, spot.title, "h" if spot.lines else "q", width - 20)]
    rows = [
        label(x + 10, spot.y + 16 + 15 * (n + 1), f"{line.status}: {line.text}", f"t-{line.status}", width - 20)
        for n, line in enumerate(spot.lines)
    ]
    look = f"b-{spot.status}" if spot.lines else "box"
    tip = "\n".join([spot.title, *(line.text for line in spot.all_lines)])
    return group([box(x, spot.y, width, spot.height, look), *head, *rows], tip)


def _heading(document: Document, shown: int) -> list[str]:
    total = len(flows(document))
    rest = f"; {total - shown} more ways are not drawn" if total > shown else ""
    parts = [label(24, 34, "Exposed paths", "title", 400), label(24, 54, summary(document) + rest, "q", WIDTH - 48)]
    for n, (status, why) in enumerate(
        (("excess", "reachable, not declared"), ("indeterminate", "not decided"), ("declared", "as declared"))
    ):
        x = 24 + 260 * n
        parts += [
            curve((x, 72), (x + 34, 72), f"e-{status}"),
            label(x + 42, 76, f"{status}: {why}", f"t-{status}", 210),
        ]
    return parts
