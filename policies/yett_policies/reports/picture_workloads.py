"""The right column of the picture: workloads stacked in their vswitches, vswitches in their VPCs."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from .document import DECLARED, worst
from .flow import Flow, Line
from .topology import Place

HEAD, LINE, GAP, PAD, NAME = 24.0, 15.0, 10.0, 12.0, 24.0
"""Heights in px: a box's head and lines, between boxes, inside a frame, a frame's name."""
MOST_LINES = 6
MOST_QUIET = 4


@dataclass(slots=True)
class Spot:
    """One workload's box."""

    title: str
    lines: tuple[Line, ...]
    all_lines: tuple[Line, ...] = ()
    y: float = 0

    @property
    def height(self) -> float:
        return HEAD + LINE * len(self.lines) + (4 if self.lines else 0)

    @property
    def status(self) -> str:
        return worst([line.status for line in self.all_lines])


@dataclass(slots=True)
class Frame:
    """A VPC (inset 0) or a vswitch around its boxes."""

    name: str
    inset: float
    y: float
    height: float = 0


def framed(
    stood: list[Place], shown: list[Flow], column: tuple[float, float], top: float
) -> tuple[list[Frame], dict[str, Spot], float]:
    """Frames, boxes by workload URN (a key of its own for "and n more"), and the lowest y."""
    lines: dict[str, list[Line]] = {}
    for flow in shown:
        lines.setdefault(flow.workload, []).extend(flow.lines)
    frames: list[Frame] = []
    spots: dict[str, Spot] = {}
    y = top
    for vpc, inside in groupby(stood, key=lambda place: place.vpc):
        outer = Frame(vpc, 0, y)
        frames.append(outer)
        y += NAME
        for vswitch, members in groupby(inside, key=lambda place: place.vswitch):
            y = _vswitch(vswitch, list(members), lines, (frames, spots), y)
        outer.height = y - outer.y
        y += GAP * 2
    return frames, spots, y


def _vswitch(
    name: str,
    members: list[Place],
    lines: dict[str, list[Line]],
    into: tuple[list[Frame], dict[str, Spot]],
    y: float,
) -> float:
    frames, spots = into
    frame = Frame(name, 11, y)
    if name:
        frames.append(frame)
        y += NAME
    for urn, spot in _boxes(members, lines):
        spot.y = y
        spots[urn] = spot
        y += spot.height + GAP
    frame.height = y - frame.y
    return y + GAP


def _boxes(members: list[Place], lines: dict[str, list[Line]]) -> Iterable[tuple[str, Spot]]:
    """What is reached first and in full, then a few of what is not, then their number."""
    for place in members:
        if place.urn in lines:
            found = tuple(dict.fromkeys(lines[place.urn]))
            yield place.urn, Spot(f"{place.name} ({place.kind})", _cut(found), found)
    quiet = [place for place in members if place.urn not in lines]
    for place in quiet[:MOST_QUIET]:
        yield place.urn, Spot(f"{place.name} ({place.kind}): nothing reaches it", ())
    if rest := quiet[MOST_QUIET:]:
        yield f"more|{rest[0].urn}", Spot(f"and {len(rest)} more that nothing reaches", ())


def _cut(found: tuple[Line, ...]) -> tuple[Line, ...]:
    if len(found) <= MOST_LINES:
        return found
    hidden = found[MOST_LINES - 1 :]
    status = worst([line.status for line in hidden] or [DECLARED])
    return (*found[: MOST_LINES - 1], Line(f"{len(hidden)} more", status))
