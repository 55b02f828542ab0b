"""The report as Markdown for a pull request: the verdict, what the change lets in, the picture, then the findings."""

from collections.abc import Iterable, Iterator

from yett_policies.few import few
from yett_policies.reports.markdown import cell, table

from . import words
from .judgement import Judged, Judgement
from .mermaid import mermaid

MARK = "<!-- yett check -->"
"""The first line, by which a workflow finds its own comment again."""
MOST = 100
"""Rows of a table: a comment holds 65,536 characters, and nobody reads more."""
MOST_SOURCES = 6


def comment(found: Judgement) -> str:
    """The whole comment; the same input gives the same bytes."""
    parts = [MARK, f"## {words.headline(found)}", "", f"{words.counts(found)}.", *_changes(found), *_picture(found)]
    waived = [one for one in found.findings if one.waiver]
    others = [one for one in found.findings if not one.fails and not one.waiver]
    parts += _section("Findings that stop this change", [one for one in found.findings if one.fails])
    parts += _waived(waived)
    parts += _folded(f"{len(others)} more findings", _rows(others)) if others else []
    parts += (
        _folded(f"Where {100 - found.score.value} points went", _deductions(found)) if found.score.deductions else []
    )
    return "\n".join(parts) + "\n"


def _changes(found: Judgement) -> list[str]:
    if found.baseline is None:
        return []
    rows = [[*first, few(sources, MOST_SOURCES)] for *first, sources in words.changes(found.changes)]
    title = ["", "### Exposure against the baseline", ""]
    if not rows:
        return [*title, "No change: the same packets reach the same workloads."]
    return [*title, *shortened(("change", "workload", "traffic", "sources"), rows)]


def _picture(found: Judgement) -> list[str]:
    drawn = mermaid(found)
    return ["", "```mermaid", drawn, "```"] if drawn else []


def _section(title: str, findings: list[Judged]) -> list[str]:
    return ["", f"### {title}", "", *_rows(findings)] if findings else []


def _rows(findings: list[Judged]) -> list[str]:
    rows = (_row(one) for one in findings)
    return shortened(("severity", "rule", "resource", "what is wrong", "what to do", ""), list(rows))


def _row(one: Judged) -> list[str]:
    found = one.finding
    return [found.severity, found.rule, found.name or found.urn, found.problem, found.fix, words.kind(one)]


def _waived(findings: list[Judged]) -> list[str]:
    if not findings:
        return []
    head = ("rule", "resource", "what is accepted", "until", "owner", "approver", "reason")
    return ["", "### Waived", "", *shortened(head, [*_waivers(findings)])]


def _waivers(findings: Iterable[Judged]) -> Iterator[list[str]]:
    for one in findings:
        if (waiver := one.waiver) is not None:
            found = one.finding
            last = [waiver.expires, waiver.owner, waiver.approver, waiver.reason]
            yield [found.rule, found.name or found.urn, found.problem, *last]


def _deductions(found: Judgement) -> list[str]:
    rows = [[f"-{one.points}", one.dimension, one.name, one.why] for one in found.score.deductions]
    return shortened(("points", "dimension", "workload", "why"), rows)


def _folded(title: str, inside: list[str]) -> list[str]:
    return ["", f"<details><summary>{cell(title)}</summary>", "", *inside, "", "</details>"]


def shortened(head: tuple[str, ...], rows: list[list[str]]) -> list[str]:
    """A table of the first rows, and how many there are more."""
    more = ["", f"And {len(rows) - MOST} more: see the JSON."] if len(rows) > MOST else []
    return [*table(head, rows[:MOST]), *more]
