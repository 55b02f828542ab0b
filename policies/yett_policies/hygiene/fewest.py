"""The fewest rules that accept exactly a given set: each way of writing it is tried, and the shortest is taken.

Ways: rules of one action (exact, see `cover`); layers over all ports at once; layers for each set of ports whose
addresses are the same. With one action the number is the least possible; with two it is the best of the three.
"""

from collections.abc import Iterator

from yett.packets import AddressSet, Product, TransportSet
from yett.packets.forest import FAMILIES, Node
from yett_policies.exposure.parts import by_transport

from .cover import cover
from .draft import Draft, Leaf, leaves
from .layers import Layers
from .shapes import Shapes

Reach = Product[TransportSet]


def one_action(accepted: Reach, shapes: Shapes, base: int) -> list[Draft] | None:
    """Accept rules above a closed base, drop rules above an open one; None when one action cannot say it."""
    found: list[Draft] = []
    for family in _families(accepted, shapes, base):
        part = cover([Leaf(leaf.node, leaf.mask ^ base) for leaf in family], shapes)
        if part is None:
            return None
        found += [Draft(0, not base, node, run) for node, run in part]
    return found


def two_actions(accepted: Reach, shapes: Shapes, base: int) -> list[Draft] | None:
    """Accept and drop rules on levels, never more than `one_action` needs; None when no rules can say it."""
    ways = (one_action(accepted, shapes, base), _together(accepted, shapes, base), _apart(accepted, shapes, base))
    return min((way for way in ways if way is not None), key=len, default=None)


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
