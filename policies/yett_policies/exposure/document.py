"""The published, versioned JSON of an analysis: the same input gives the same bytes."""

from collections.abc import Iterable, Iterator
from typing import Any

from yett_policies.network import Unmodelled

from .analysis import Analysis
from .excess import Intent
from .exposure import Exposure, rule_text
from .rows import Row, rows
from .way import Hop

VERSION = 1
"""Raised when a reader of an older document would misread a newer one."""

Json = dict[str, Any]


def to_document(analysis: Analysis, anomalies: Iterable[Json] = ()) -> Json:
    """Plain data, sorted; see docs for the schema. `ports` are as dialled, `target_ports` as they arrive."""
    intent, said = Intent(analysis.network), dict[int, Json]()
    found = [entry for exposure in analysis.exposures for entry in _entries(exposure, intent, said)]
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


def _entries(exposure: Exposure, intent: Intent, said: dict[int, Json]) -> Iterator[Json]:
    split = intent.split(exposure)
    for declared, part in ((True, split.declared), (False, split.excess)):
        if part:
            yield from (_entry(row, declared, said) for row in rows(exposure, part))


def _path(row: Row, said: dict[int, Json]) -> list[Json]:
    """The row's hops. Each rule is said once and shared: a rule lets in many rows of many workloads."""
    rules = row.exposure.rules(row.sources, row.arriving)
    for rule in rules:
        if id(rule) not in said:
            said[id(rule)] = {"kind": "rule", "urn": rule.urn, "detail": rule_text(rule)}
    return [*map(_hop, row.exposure.hops), *(said[id(rule)] for rule in rules)]


def _hop(hop: Hop) -> Json:
    return {"kind": hop.kind, "urn": hop.urn, "detail": hop.detail}


def _entry(row: Row, declared: bool, said: dict[int, Json]) -> Json:
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
        "path": _path(row, said),
        "witness": {"source": source, "destination": destination},
    }
    return entry | ({"needs": sorted(set(exposure.needs))} if exposure.needs else {})


def _order(entry: Json) -> tuple[Any, ...]:
    path = [(hop["kind"], hop["urn"]) for hop in entry["path"]]
    return (entry["workload"], entry["address"], entry["protocol"], entry["ports"], entry["sources"], path)
