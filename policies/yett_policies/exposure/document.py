"""The published, versioned JSON of an analysis: the same input gives the same bytes."""

from collections.abc import Iterable, Iterator
from typing import Any

from yett_policies.network import Unmodelled

from .analysis import Analysis
from .excess import Intent
from .exposure import Exposure
from .rows import Row, rows

VERSION = 1
"""Raised when a reader of an older document would misread a newer one."""

Json = dict[str, Any]


def to_document(analysis: Analysis, anomalies: Iterable[Json] = ()) -> Json:
    """Plain data, sorted; see docs for the schema. `ports` are as dialled, `target_ports` as they arrive."""
    intent = Intent(analysis.network)
    found = [entry for exposure in analysis.exposures for entry in _entries(exposure, intent)]
    return {
        "version": VERSION,
        "exposures": sorted(found, key=_order),
        "unmodelled": unmodelled(analysis.unmodelled),
        "anomalies": list(anomalies),
    }


def exceeds(analysis: Analysis) -> bool:
    """Whether anything is exposed, or may be, that no opening declares."""
    if not analysis.network.declared:
        return bool(analysis.exposures)
    intent = Intent(analysis.network)
    return any(intent.split(exposure).excess for exposure in analysis.exposures)


def unmodelled(found: Iterable[Unmodelled]) -> list[Json]:
    """What touches exposure and was not followed, sorted."""
    entries = [{"urn": u.urn, "type": u.type, "why": u.why} for u in found]
    return sorted(entries, key=lambda e: (e["urn"], e["why"]))


def _entries(exposure: Exposure, intent: Intent) -> Iterator[Json]:
    split = intent.split(exposure)
    for declared, part in ((True, split.declared), (False, split.excess)):
        if part:
            yield from (_entry(row, declared) for row in rows(exposure, part))


def _entry(row: Row, declared: bool) -> Json:
    exposure = row.exposure
    source, destination = row.witness
    entry = {
        "workload": exposure.workload,
        "name": exposure.name,
        "address": exposure.address,
        "zone": exposure.zone.name,
        "protocol": row.protocol,
        "ports": list(row.ports),
        "target_ports": list(row.target_ports),
        "sources": list(row.cidrs),
        "verdict": exposure.verdict,
        "declared": declared,
        "path": [{"kind": hop.kind, "urn": hop.urn, "detail": hop.detail} for hop in row.path],
        "witness": {"source": source, "destination": destination},
    }
    return entry | ({"needs": sorted(set(exposure.needs))} if exposure.needs else {})


def _order(entry: Json) -> tuple[Any, ...]:
    path = [(hop["kind"], hop["urn"]) for hop in entry["path"]]
    return (entry["workload"], entry["address"], entry["protocol"], entry["ports"], entry["sources"], path)
