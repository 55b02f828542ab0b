"""A row of the exposure as a finding, so that every rule about a path says it in the same words."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from yett.packets import TransportSet
from yett.packets.services import within
from yett_policies.exposure import Exposure, Hop, Row
from yett_policies.few import few

from .finding import Finding, indeterminate, violated
from .group_opening import is_crowd
from .packets import Packets

MOST_STATIONS = 8
"""Stations that a sentence names: more than one or two rules of a large stack let in a part of a path's packets."""


def exposed(row: Row, fix: str, problem: str = "") -> Finding:
    """Against the last hop: the resource whose removal closes this path and no other.

    The verdict is the exposure's own; `problem` is added to what is reachable, with a comma.
    """
    return replace(_told(row, fix, problem), packets=packets(row))


def packets(row: Row) -> Packets:
    """The row's packets."""
    return Packets(row.part.sources, row.part.dialled, row.part.arriving)


def _told(row: Row, fix: str, problem: str) -> Finding:
    exposure, path = row.exposure, row.path
    said = f'{traffic(row)} of "{exposure.name}" can be dialled from {few(row.cidrs)} over {through(path)}'
    said += f", {problem}" if problem else ""
    if exposure.verdict == "indeterminate":
        return undecided(exposure, path, f"whether {said}", traffic(row))
    return violated(
        path[-1].urn if path else exposure.workload,
        said,
        f"{fix} (try: {' -> '.join(row.witness)})",
        traffic=traffic(row),
        name=exposure.name,
        path=path,
    )


def exposed_by(row: Row, station: Hop, fix: str, problem: str = "") -> Finding:
    """The same against another station of the path: the forward entry or the listener that the rule is about."""
    return replace(exposed(row, fix, problem), urn=station.urn)


def for_everyone(found: Iterable[Row]) -> Iterator[Row]:
    """The rows of so many sources that nobody can know them."""
    return (row for row in found if is_crowd(row.part.sources))


def station(row: Row, kind: str) -> Hop | None:
    """The first hop of a kind ("listener", "forward-entry", "eip"), if the way has one."""
    return row.exposure.way.station(kind)


def would_listen(arriving: TransportSet, risks: Iterable[str] | None = None) -> str:
    """The services that are met where traffic arrives, the first few of them.

    >>> would_listen(TransportSet.tcp(22))
    'where Secure Shell would listen'
    """
    kinds = None if risks is None else set(risks)
    found = [one.english for one in within(arriving) if kinds is None or one.risk in kinds]
    return f"where {', '.join(found[:3])}{' and others' if len(found) > 3 else ''} would listen" if found else ""


def undecided(exposure: Exposure, path: tuple[Hop, ...], question: str, carried: str = "") -> Finding:
    """A way that is open or closed depending on what nobody knows yet."""
    urn = path[-1].urn if path else exposure.workload
    return indeterminate(urn, question, exposure.needs, traffic=carried, name=exposure.name, path=path)


def traffic(row: Row) -> str:
    """What is dialled, in short: `tcp/22,80-90`."""
    return f"{row.protocol}/{','.join(row.ports)}" if row.ports else row.protocol


def through(path: Iterable[Hop]) -> str:
    """The stations of a path in one line; the path itself has all of them."""
    return few([hop.detail or hop.kind for hop in path], MOST_STATIONS, " > ")
