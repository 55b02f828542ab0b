"""The gate's report as the published, versioned JSON: the same input gives the same bytes.

The JSON Schema is `schema.json` beside this file.
"""

from collections.abc import Iterator
from typing import Any

from yett.packets import INTERNET, AddressSet
from yett_policies.exposure import Change, Exposure, rows
from yett_policies.exposure.document import Said, unmodelled
from yett_policies.exposure.printed import cidrs_within
from yett_policies.reports.as_json import json_parts
from yett_policies.rulebook.packets import Packets

from .judgement import Judged, Judgement
from .reading import VERSION

Json = dict[str, Any]


def document(found: Judgement) -> Json:
    """Plain data."""
    said = Said()
    return {
        "version": VERSION,
        "score": found.score.value,
        "fails": found.fails,
        "profile": found.profile.name,
        "fail_on": found.fail_on,
        "findings": [finding(one, said) for one in found.findings],
        "deductions": [deduction(one) for one in found.score.deductions],
        "exposures": [row for one in found.stack.exposures for row in exposure_rows(one)],
        "unmodelled": unmodelled(found.stack.analysis.unmodelled),
        "baseline": None if found.baseline is None else compared(found),
    }


def parts(found: Judgement) -> Iterator[str]:
    """The report as text, a row a line, in pieces: that of a large stack is never in memory as one."""
    return json_parts(document(found))


def finding(one: Judged, said: Said) -> Json:
    """`message` says what is wrong and what to do; `waiver` is the whole record where `waived`."""
    found = one.finding
    return {
        "rule": found.rule,
        "severity": found.severity,
        "level": one.level,
        "verdict": found.verdict,
        "urn": found.urn,
        "name": found.name,
        "message": f"{found.problem}; {found.fix}",
        "traffic": found.traffic,
        "packets": packets(found.packets) if found.packets else None,
        "path": said.hops(found.path),
        "waived": one.waiver is not None,
        "waiver": one.waiver.plain() if one.waiver else None,
        "new": one.is_new,
        "fails": one.fails,
    }


def packets(found: Packets) -> Json:
    """The sets as words that `reading` reads; internet sources in short."""
    is_public = found.sources <= INTERNET
    return {
        "sources": list(cidrs_within(found.sources, INTERNET) if is_public else found.sources.cidrs()),
        "dialled": str(found.dialled),
        "arriving": str(found.arriving),
    }


def deduction(one: Any) -> Json:
    return {name: getattr(one, name) for name in ("dimension", "points", "workload", "name", "why")}


def exposure_rows(one: Exposure) -> Iterator[Json]:
    """The packets of one exposure; `offset` is added to a dialled port on the way, null when all land on one."""
    for row in rows(one):
        part = row.part
        yield {
            "workload": one.workload,
            "name": one.name,
            "address": one.address,
            "verdict": one.verdict,
            "offset": one.way.offset,
            **packets(Packets(part.sources, part.dialled, part.arriving)),
        }


def compared(found: Judgement) -> Json:
    """What the baseline had."""
    assert found.baseline is not None  # noqa: S101 - asked only then
    return {"score": found.baseline.score, "changes": [row for one in found.changes for row in change_rows(one)]}


def change_rows(change: Change) -> Iterator[Json]:
    """`change` is opened, closed or undecided; the packets are as they are dialled."""
    for sources, transport in sorted(change.rows, key=lambda row: (row[1].points.edges, row[0].points.edges)):
        yield {
            "change": change.kind,
            "workload": change.workload,
            "name": change.name,
            "traffic": str(transport),
            "sources": list(blocks(sources)),
        }


def blocks(sources: AddressSet) -> tuple[str, ...]:
    """The sources as the fewest CIDRs: "0.0.0.0/0" for the whole internet."""
    return sources.filled(zone=INTERNET).cidrs()
