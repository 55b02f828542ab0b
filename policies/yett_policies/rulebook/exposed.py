"""A row of the exposure as a finding, so that every rule about a path says it in the same words."""

from collections.abc import Iterable

from yett_policies.exposure import Exposure, Hop, Row

from .finding import Finding, indeterminate, violated


def exposed(row: Row, fix: str, problem: str = "") -> Finding:
    """Against the last hop: the resource whose removal closes this path and no other.

    The verdict is the exposure's own; `problem` is added to what is reachable, with a comma.
    """
    exposure, path = row.exposure, row.path
    said = f'{traffic(row)} of "{exposure.name}" can be dialled from {", ".join(row.cidrs)} over {through(path)}'
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


def undecided(exposure: Exposure, path: tuple[Hop, ...], question: str, carried: str = "") -> Finding:
    """A way that is open or closed depending on what nobody knows yet."""
    urn = path[-1].urn if path else exposure.workload
    return indeterminate(urn, question, exposure.needs, traffic=carried, name=exposure.name, path=path)


def traffic(row: Row) -> str:
    """What is dialled, in short: `tcp/22,80-90`."""
    return f"{row.protocol}/{','.join(row.ports)}" if row.ports else row.protocol


def through(path: Iterable[Hop]) -> str:
    """The stations of a path in one line."""
    return " > ".join(hop.detail or hop.kind for hop in path)
