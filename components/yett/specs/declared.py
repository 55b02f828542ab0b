"""Every opening in any registered spec, so that `excess = exposed - declared` has its declared side.

A component registers `{"spec": {...}}`; whatever stands there under a key that holds openings is declared.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Optional

from yett import packets
from yett.specs.opening import Opening
from yett.specs.openings import Zones


class Direction(str, Enum):
    """Seen from what the spec describes."""

    INGRESS = "ingress"
    EGRESS = "egress"


FIELDS = {"openings": Direction.INGRESS, "ingress": Direction.INGRESS, "egress": Direction.EGRESS}
"""The keys that hold openings in every spec, and which way they point."""


@dataclass(frozen=True, slots=True)
class Declared:
    """One opening where it stands: `balancer.openings[0]`, with the named zones that hold there."""

    path: str
    direction: Direction
    opening: Opening
    zones: Zones

    def to_traffic(self, at: Optional[packets.AddressSet] = None) -> Optional[packets.TrafficSet]:
        """The packets it admits; `at` are the addresses of what the spec describes, everyone unless said.

        None when a peer's addresses are not known from the spec (group, prefix list): unknown is not nothing.
        """
        if self.direction is Direction.INGRESS:
            return self.opening.to_traffic(self.zones, at)
        peers, here = self.opening.sources(self.zones), at or packets.AddressSet.everyone()
        return None if peers is None else packets.TrafficSet.of(here, peers, self.opening.transport())

    def row(self, today: date) -> dict[str, str]:
        """The opening as a line of the declared exposure table."""
        opening = self.opening
        return {
            "where": self.path,
            "direction": self.direction.value,
            "peer": ", ".join(map(str, opening.peers)),
            "traffic": str(opening).split(" from ")[0],
            "reason": opening.reason,
            "owner": opening.owner,
            "expires": opening.expires or "never",
            "state": _state(opening, today),
        }


def declared_openings(spec: Mapping[str, object], path: str = "") -> list[Declared]:
    """Every opening below a registered spec, in the order it stands there; open, expired and closed ones alike.

    Ask `opening.is_open(today)` for those that something is built for.
    Raises SpecError when something under a key for openings is no opening.
    """
    return list(_below(spec, path, {}))


def _below(node: object, path: str, zones: Zones) -> Iterator[Declared]:
    if isinstance(node, Mapping):
        zones = {**zones, **(node.get("peer_zones") or {})}
        for key, value in node.items():
            yield from _entry(str(key), value, path, zones)
    elif isinstance(node, Sequence) and not isinstance(node, str | bytes):
        for number, value in enumerate(node):
            yield from _below(value, f"{path}[{number}]", zones)


def _entry(key: str, value: object, path: str, zones: Zones) -> Iterator[Declared]:
    below = f"{path}.{key}" if path else key
    if key in FIELDS and isinstance(value, Sequence):
        for number, data in enumerate(value):
            where = f"{below}[{number}]"
            yield Declared(where, FIELDS[key], Opening.parse(data, where), zones)
    else:
        yield from _below(value, below, zones)


def _state(opening: Opening, today: date) -> str:
    if opening.closed:
        return "closed"
    return "expired" if opening.is_expired(today) else "open"
