"""What holds for a list of openings together: which are open today, and that they do not hide everyone between them."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Optional

from yett import packets
from yett.specs.cidr import cidr
from yett.specs.opening import Opening
from yett.specs.peer import Peer, narrow
from yett.specs.problems import ProblemError

Zones = Mapping[str, list[str]]

_INTERNET = (
    packets.INTERNET & packets.AddressSet.everyone_v4(),
    packets.INTERNET & packets.AddressSet.everyone_v6(),
)


def open_today(openings: Optional[list[Opening]], today: date) -> list[Opening]:
    """The openings that something is built for, in the order of the config."""
    return [opening for opening in openings or [] if opening.is_open(today)]


def notices(field: str, openings: Optional[list[Opening]], today: date) -> Iterator[str]:
    """What the user should hear: expired openings, which are not built, and reviews that are late."""
    for number, opening in enumerate(openings or []):
        where = f"{field}[{number}]: {opening}"
        if opening.is_expired(today) and not opening.closed:
            yield f"{where} expired on {opening.expires} and is not built; renew it or write closed: true"
        if opening.needs_review(today):
            yield f"{where} was to be reviewed by {opening.review_by}; ask {opening.owner}"


def problems(field: str, openings: Optional[list[Opening]], zones: Zones) -> Iterator[ProblemError]:
    """Every reason to refuse a list of openings: unknown zones, and CIDRs that make up everyone between them."""
    for number, opening in enumerate(openings or []):
        for index, peer in enumerate(opening.peers):
            yield from (found.below(field, number, "peers", index, "zone") for found in _unknown(peer, zones))
    yield from _hidden_everyone(field, openings or [], zones)


def zone_problems(zones: Zones) -> Iterator[ProblemError]:
    """Every reason to refuse named zones: a CIDR that is none, or that is everyone."""
    for name, cidrs in zones.items():
        for index, text in enumerate(cidrs):
            try:
                narrow(text)
            except ProblemError as found:
                yield found.below("peer_zones", name, index)


def canonical_zones(zones: Zones) -> dict[str, list[str]]:
    """The zones with every CIDR in its one spelling; call it after `zone_problems`."""
    return {name: [cidr(text) for text in cidrs] for name, cidrs in zones.items()}


def _unknown(peer: Peer, zones: Zones) -> Iterator[ProblemError]:
    if peer.zone is not None and peer.zone not in zones:
        known = ", ".join(sorted(zones)) or "none, peer_zones is empty"
        yield ProblemError("unknown zone", got=peer.zone, allowed=known)


def _hidden_everyone(field: str, openings: list[Opening], zones: Zones) -> Iterator[ProblemError]:
    """0.0.0.0/1 beside 128.0.0.0/1 is everyone; linear in the openings unless all of them together are everyone."""
    if not _is_everyone(openings, zones):
        return
    for number, opening in enumerate(openings):
        beside = [other for other in openings[: number + 1] if other.transport() & opening.transport()]
        if _is_everyone(beside, zones) and not _is_everyone(beside[:-1], zones):
            fix = 'write one opening with peer `anywhere: "<why everyone may>"`'
            yield ProblemError("its CIDRs make up the whole internet", fix=fix, at=(field, number, "peers"))


def _is_everyone(openings: list[Opening], zones: Zones) -> bool:
    cidrs = [text for opening in openings for peer in opening.peers for text in _spelled(peer, zones)]
    united = packets.AddressSet.of(*cidrs)
    return any(family <= united for family in _INTERNET)


def _spelled(peer: Peer, zones: Zones) -> list[str]:
    """The CIDRs a peer spells out; `anywhere` says what it is and is no hiding place."""
    return [] if peer.anywhere is not None else peer.cidrs(zones) or []
