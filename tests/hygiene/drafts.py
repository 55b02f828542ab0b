"""What the drafts of a cover accept, decided as a first-match list."""

from yett.packets import AddressSet, IntervalSet, Product, TransportSet
from yett.packets.first_match import first_match
from yett_policies.hygiene.draft import Draft
from yett_policies.hygiene.shapes import Shapes


def lines(drafts: list[Draft], shapes: Shapes) -> list[tuple[int, bool, AddressSet, TransportSet]]:
    """As lines of a first-match list: the deeper level first, drop before accept."""
    return [
        (
            -2 * d.level + d.accept,
            d.accept,
            AddressSet(IntervalSet((d.node[0], 1 - d.node[1]))),
            shapes.transport(d.run),
        )
        for d in drafts
    ]


def accepted_by(drafts: list[Draft], shapes: Shapes, base: int) -> Product[TransportSet]:
    """What the rules accept above the base."""
    floor = (2, True, AddressSet.everyone(), TransportSet.all())
    return first_match([*lines(drafts, shapes), *([floor] if base else [])]).accepted
