"""The published, versioned JSON of an analysis: the same input gives the same bytes."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from yett_policies.network import Rule, Unmodelled

from .analysis import Analysis
from .excess import Intent
from .exposure import Exposure
from .parts import Part
from .rows import Row, rows
from .rule_hop import rule_text
from .way import Hop

VERSION = 1
"""Raised when a reader of an older document would misread a newer one."""

Json = dict[str, Any]


def to_document(analysis: Analysis, anomalies: Iterable[Json] = ()) -> Json:
    """Plain data, sorted; see docs for the schema. `ports` are as dialled, `target_ports` as they arrive."""
    intent, said = Intent(analysis.network), Said()
    found = [entry for exposure in analysis.exposures for entry in _entries(exposure, intent, said)]
    return {
        "version": VERSION,
        "exposures": _ordered(found),
        "unmodelled": unmodelled(analysis.unmodelled),
        "anomalies": list(anomalies),
    }


def exceeds(analysis: Analysis) -> bool:
    """Whether anything is exposed, or may be, that no opening declares."""
    intent = Intent(analysis.network)
    return any(intent.split(exposure).excess for exposure in analysis.exposures)


def unmodelled(found: Iterable[Unmodelled]) -> list[Json]:
    """What touches exposure and was not followed, sorted."""
    entries = [{"urn": u.urn, "type": u.type, "why": u.why} for u in found]
    return sorted(entries, key=lambda e: (e["urn"], e["why"]))


class Said:
    """What many rows say, once: a rule lets in many rows of many workloads."""

    def __init__(self) -> None:
        self._hops: dict[int, Json] = {}
        self._parts: dict[tuple[Part, int], Json] = {}

    def part(self, row: Row) -> Json:
        """Protocol, ports, sources and rules, which workloads that ask the same rules share."""
        key = (row.part, id(row.exposure.landing.deciding))
        found = self._parts.get(key)
        if found is None:
            found = self._parts[key] = {
                "protocol": row.protocol,
                "ports": list(row.ports),
                "target_ports": list(row.target_ports),
                "sources": list(row.cidrs),
                "path": self.hops(row.rules),
            }
        return found

    def hops(self, hops: Iterable[Hop | Rule]) -> list[Json]:
        """Stations of a path."""
        return [self._hops.get(id(hop)) or self._hop(hop) for hop in hops]

    def _hop(self, hop: Hop | Rule) -> Json:
        kind, detail = ("rule", rule_text(hop)) if isinstance(hop, Rule) else (hop.kind, hop.detail)
        found = self._hops[id(hop)] = {"kind": kind, "urn": hop.urn, "detail": detail}
        return found


def _entries(exposure: Exposure, intent: Intent, said: Said) -> Iterator[Json]:
    split = intent.split(exposure)
    hops = said.hops(exposure.hops)
    for declared, part in ((True, split.declared), (False, split.excess)):
        if part:
            common = _common(exposure, declared)
            yield from (_entry(common, row, hops, said.part(row)) for row in rows(exposure, part))


def _common(exposure: Exposure, declared: bool) -> Json:
    """What all rows of an exposure say, with room for what each says, in the published order."""
    return {
        "workload": exposure.workload,
        "name": exposure.name,
        "address": exposure.address,
        "zone": exposure.zone.name,
        "protocol": "",
        "ports": [],
        "target_ports": [],
        "sources": [],
        "verdict": exposure.verdict,
        "declared": declared,
        "path": [],
        "witness": {},
        **({"needs": sorted(set(exposure.needs))} if exposure.needs else {}),
    }


def _entry(common: Json, row: Row, hops: list[Json], part: Json) -> Json:
    source, destination = row.witness
    return {
        **common,
        **part,
        "path": hops + part["path"],
        "witness": {"source": source, "destination": destination},
    }


def _ordered(found: Iterable[Json]) -> list[Json]:
    """By what is reached; the path is asked only where two rows reach the same, which is seldom."""
    said: list[Json] = []
    for _, alike in groupby(sorted(found, key=_order), key=_order):
        entries = list(alike)
        said += sorted(entries, key=_by_path) if len(entries) > 1 else entries
    return said


def _order(entry: Json) -> tuple[Any, ...]:
    return (entry["workload"], entry["address"], entry["protocol"], entry["ports"], entry["sources"])


def _by_path(entry: Json) -> list[tuple[str, str]]:
    return [(hop["kind"], hop["urn"]) for hop in entry["path"]]
