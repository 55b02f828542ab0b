"""What every opening is asked for in Python: `allow_from(peer, port, reason=..., owner=..., expires=...)`."""

from collections.abc import Iterable
from typing import NotRequired, Protocol, TypedDict, Unpack

from yett.specs.opening import Opening
from yett.specs.peer import Peer
from yett.specs.port import Port


class Record(TypedDict):
    """The dated record of an opening, in the words of `Opening`."""

    reason: str
    owner: str
    ticket: NotRequired[str]
    approved_by: NotRequired[list[str]]
    opened: NotRequired[str]
    expires: NotRequired[str]
    review_by: NotRequired[str]
    closed: NotRequired[bool]


class Carried(Protocol):
    """What can be opened: a Port or a Preset."""

    def ports(self) -> tuple[Port, ...]:
        """One for each protocol."""


def openings_for(
    peers: Iterable[Peer], what: Carried, where: str = "opening", **record: Unpack[Record]
) -> list[Opening]:
    """One opening for each protocol of a port or a preset, all with the same peers and record.

    Raises SpecError.

    >>> [str(found) for found in openings_for([Peer(cidr="10.0.0.0/8")], Port.tcp(8080), reason="r", owner="o")]
    ['tcp/8080 from 10.0.0.0/8']
    """
    said = {"approvers" if field == "approved_by" else field: value for field, value in record.items()}
    return [
        Opening.parse(
            {"peers": list(peers), "protocol": port.protocol, "ports": list(port.ranges) or None, **said}, where
        )
        for port in what.ports()
    ]
