"""A component as a picture: what goes in, what it builds in the account, what comes out."""

from collections import Counter
from collections.abc import Sequence

from yett_policies.reports.picture_style import style
from yett_policies.reports.svg import box, curve, group, label, page

WIDTH, BESIDE, MARGIN, GAP, LINE, TOP = 320.0, 190.0, 24.0, 60.0, 40.0, 72.0
"""Pixels: a resource's box, a box beside the component, the page's margin, between columns, a line, below the title."""

Built = Sequence[tuple[str, str]]
"""(kind, name) of every resource."""


def picture(component: str, name: str, built: Built, inputs: Sequence[str], outputs: Sequence[str]) -> str:
    """One row for each resource, in the order in which they are made; a kind of more than four is one row."""
    rows = rows_of(built)
    height = LINE * max(len(rows), len(inputs), len(outputs), 1)
    left, middle, right = MARGIN, MARGIN + BESIDE + GAP, MARGIN + BESIDE + WIDTH + 2 * GAP
    frame = [
        box(middle - 12, TOP, WIDTH + 24, height + 28, "frame"),
        label(middle, TOP + 16, f"{component} {name}", "q", WIDTH),
    ]
    parts = [
        label(MARGIN, 34, f"{component}: what it builds", "title", right + BESIDE),
        label(MARGIN, 54, "what goes in, what stands in the account, what comes out", "q", right + BESIDE),
        *_joined(left + BESIDE, middle - 12, len(inputs)),
        *_joined(middle + WIDTH + 12, right, len(outputs)),
        *frame,
        *(_row(middle, index, *row) for index, row in enumerate(rows)),
        *(_side(left, index, text) for index, text in enumerate(inputs)),
        *(_side(right, index, text) for index, text in enumerate(outputs)),
    ]
    return page(right + BESIDE + MARGIN, TOP + height + 52, f"{component}: what it builds", style(), parts)


def rows_of(built: Built) -> list[tuple[str, str]]:
    """(kind, name), with the many of a kind put together.

    >>> rows_of([("Switch", "a"), ("Switch", "b")])
    [('Switch', 'a'), ('Switch', 'b')]
    >>> rows_of([("SecurityGroupRule", str(number)) for number in range(9)])
    [('SecurityGroupRule x 9', '0 ... 8')]
    """
    count = Counter(kind for kind, _ in built)
    rows: dict[tuple[str, str], None] = {}
    for kind, name in built:
        many = [other for found, other in built if found == kind]
        rows[(kind, name) if count[kind] <= 4 else (f"{kind} x {count[kind]}", f"{many[0]} ... {many[-1]}")] = None
    return list(rows)


def _middle(index: int) -> float:
    return TOP + 24 + LINE * index + (LINE - 6) / 2


def _row(x: float, index: int, kind: str, name: str) -> str:
    y = TOP + 24 + LINE * index
    lines = [
        box(x, y, WIDTH, LINE - 6, "box"),
        label(x + 10, y + 14, kind, "h", WIDTH - 20),
        label(x + 10, y + 27, name, "q", WIDTH - 20),
    ]
    return group(lines, f"{kind} {name}")


def _side(x: float, index: int, text: str) -> str:
    y = TOP + 24 + LINE * index
    return group([box(x, y, BESIDE, LINE - 6, "b-declared"), label(x + 10, y + 21, text, "t", BESIDE - 20)], text)


def _joined(start: float, end: float, count: int) -> list[str]:
    return [curve((start, _middle(index)), (end, _middle(index)), "e-declared") for index in range(count)]
