"""The fewest rules that accept exactly a given set: each way of writing it is tried, and what differs is thrown away.

Ways: rules of one action (exact, see `cover`); layers over all ports at once; layers for each set of ports whose
addresses are the same. With one action the number is the least possible; with two it is the best of the three.
"""

from collections.abc import Iterator

from yett.packets import AddressSet, IntervalSet, Product, TransportSet
from yett.packets.first_match import first_match
from yett.packets.forest import FAMILIES, Node
from yett_policies.exposure.parts import by_transport

from .cover import cover
from .decided import Decided
from .draft import Draft, Leaf, leaves
from .layers import Layers
from .shapes import Shapes

Reach = Product[TransportSet]


def one_action(accepted: Reach, shapes: Shapes, base: int) -> list[Draft] | None:
    """Accept rules above a closed base, drop rules above an open one; None when one action cannot say it."""
    found: list[Draft] = []
    for family in _families(accepted, shapes, base):
        part = cover([Leaf(leaf.node, leaf.mask ^ base) for leaf in family], shapes, accept=not base)
        if part is None:
            return None
        found += part
    return found


def two_actions(accepted: Reach, shapes: Shapes, base: int) -> list[Draft] | None:
    """Accept and drop rules on levels, never more than `one_action` needs; None when no rules can say it."""
    ways = (one_action(accepted, shapes, base), _together(accepted, shapes, base), _apart(accepted, shapes, base))
    found = [pruned(way, shapes, base) for way in ways if way is not None]
    return min(found, key=len, default=None)


def _together(accepted: Reach, shapes: Shapes, base: int) -> list[Draft] | None:
    found: list[Draft] = []
    for family in _families(accepted, shapes, base):
        part = Layers(family, shapes, base, shapes.full).drafts()
        if part is None:
            return None
        found += part
    return found


def _apart(accepted: Reach, shapes: Shapes, base: int) -> list[Draft] | None:
    """Each set of ports that has addresses of its own by itself; neighbours that get the same rule share it."""
    found: list[Draft] = []
    for who, carried in _columns(accepted):
        mask = shapes.mask(carried)
        for family in _families(Product.of(who.points, carried), shapes, base & mask):
            part = Layers(family, shapes, base & mask, mask).drafts()
            if part is None:
                return None
            found += part
    return _joined(found, shapes)


def _columns(accepted: Reach) -> Iterator[tuple[AddressSet, TransportSet]]:
    """Transports with everyone who may, those nobody may included."""
    found = by_transport(accepted)
    yield from found
    yield AddressSet.empty(), TransportSet.all() - TransportSet.union(carried for _, carried in found)


def _families(accepted: Reach, shapes: Shapes, base: int) -> Iterator[list[Leaf]]:
    for root in FAMILIES:
        if found := leaves(accepted, shapes, base, (root[0], -root[1])):
            yield found


def _joined(found: list[Draft], shapes: Shapes) -> list[Draft]:
    """Rules that differ in ports only, put together where their ports make fewer shapes."""
    alike: dict[tuple[int, bool, Node], int] = {}
    for draft in found:
        key = (draft.level, draft.accept, draft.node)
        alike[key] = alike.get(key, 0) | draft.run
    return [Draft(*key, run) for key, mask in alike.items() for run in shapes.runs(mask)]


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


def pruned(drafts: list[Draft], shapes: Shapes, base: int) -> list[Draft]:
    """Without the rules that do nothing."""
    floor = (1, True, AddressSet.everyone(), TransportSet.all())
    decided = Decided.of([*lines(drafts, shapes), *([floor] if base else [])])
    gone = set(decided.idle)
    for place in reversed(decided.spare):
        pieces = [piece for piece in decided.pieces if place in piece.won]
        if decided.ready.order[place] < len(drafts) and decided.stand_ins(place, pieces, gone) is not None:
            gone.add(place)
    lost = {decided.ready.order[place] for place in gone}
    return [draft for index, draft in enumerate(drafts) if index not in lost]


def accepted_by(drafts: list[Draft], shapes: Shapes, base: int) -> Reach:
    """What the rules accept above the base."""
    floor = (1, True, AddressSet.everyone(), TransportSet.all())
    return first_match([*lines(drafts, shapes), *([floor] if base else [])]).accepted
