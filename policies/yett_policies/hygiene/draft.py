"""A rule on paper: one block, one shape, one outcome, at a level; the deeper level decides."""

from typing import NamedTuple

from yett.packets.forest import Node
from yett.packets.interval import blocks
from yett.packets.product import Product
from yett.packets.transport import TransportSet

from .shapes import Shapes


class Draft(NamedTuple):
    """A rule of a cover; on equal level drop decides."""

    level: int
    """0 is the weakest."""
    accept: bool
    node: Node
    run: int
    """A mask that is one shape."""


class Leaf(NamedTuple):
    """A block of addresses that all get the same, other than what everyone else gets."""

    node: Node
    mask: int
    """What is accepted."""


def leaves(accepted: Product[TransportSet], shapes: Shapes, base: int, ends: tuple[int, int]) -> list[Leaf]:
    """The blocks of one family, ends inclusive, in which not exactly `base` is accepted; ascending."""
    steps = [(first, last, shapes.mask(value)) for first, last, value in _steps(accepted, *ends)]
    return [
        Leaf((first, -last), mask) for start, end, mask in steps if mask != base for first, last in blocks((start, end))
    ]


def _steps(accepted: Product[TransportSet], first: int, last: int) -> list[tuple[int, int, TransportSet]]:
    """(first, end, value), gaps included."""
    found, at = [], first
    for start, stop, value in accepted.pieces:
        if first <= start <= last:
            found += [(at, start, TransportSet.empty())] if at < start else []
            found.append((start, stop + 1, value))
            at = stop + 1
    return [*found, (at, last + 1, TransportSet.empty())] if at <= last else found
