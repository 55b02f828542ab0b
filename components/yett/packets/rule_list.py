"""A list of accept and drop rules made ready for one pass: strongest first, masks for ports, CIDRs as a forest."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from yett.packets.address import AddressSet
from yett.packets.axis import Axis, Edges
from yett.packets.forest import Node, nodes, planted
from yett.packets.interval import IntervalSet
from yett.packets.transport import TransportSet

Placed = tuple[int, int]
"""(place in the order, mask of what the rule carries)."""


class Rule(NamedTuple):
    """One line of a list; a plain tuple of the same shape will do."""

    rank: int
    """The smaller decides; on equal rank the earlier in the list."""
    accept: bool
    peer: AddressSet
    """The senders of an ingress rule, the receivers of an egress rule."""
    transport: TransportSet


Line = tuple[int, bool, AddressSet, TransportSet]
"""What a Rule is underneath."""


def rank(priority: int, accept: bool) -> int:
    """The rank of a rule: smaller priority first, and drop before accept on a tie.

    Source: alibabacloud.com help, AuthorizeSecurityGroup.
    """
    return 2 * priority + accept


@dataclass(frozen=True, repr=False)
class RuleList:
    """Rules by place, 0 being the strongest."""

    order: list[int]
    """Index into the given rules, by place."""
    accepts: list[bool]
    """By place."""
    axis: Axis
    trees: tuple[dict[Node, list[Placed]], dict[Node, list[Placed]]]
    """IPv4 and IPv6: the rules at each block, strongest first; rules that carry nothing are left out."""

    @classmethod
    def of(cls, rules: Iterable[Line], only: TransportSet | None = None) -> "RuleList":
        """Sort and plant rules; with `only`, what they carry is cut down to it first."""
        given = list(rules)
        order = sorted(range(len(given)), key=[line[0] for line in given].__getitem__)
        # by identity, as rules share peers and what they carry: to hash it for each costs more than to find it twice
        carried = {id(line[3]): line[3] for line in given}
        cut = {key: _cut(one.points.edges, only) for key, one in carried.items()}
        axis = Axis(cut.values())
        masks = {key: axis.mask(kept) for key, kept in cut.items()}
        peers = {id(line[2]): line[2] for line in given}
        homes = {key: nodes(peer.points.edges) for key, peer in peers.items()}
        trees = planted(
            [
                (homes[id(given[index][2])], (place, mask))
                for place, index in enumerate(order)
                if (mask := masks[id(given[index][3])])
            ]
        )
        return cls(order, [given[index][1] for index in order], axis, trees)


def _cut(edges: Edges, only: TransportSet | None) -> Edges:
    return edges if only is None else (IntervalSet(edges) & only.points).edges
