"""The report as one self-contained HTML file: verdict, changes, findings, waivers, picture; no script."""

from collections.abc import Iterable
from html import escape
from typing import cast

from yett_policies.exposure import to_document
from yett_policies.few import few
from yett_policies.reports.document import Document
from yett_policies.reports.html import MOST_RULES, POLICY, STYLE, plain, table
from yett_policies.reports.picture import picture

from . import words
from .judgement import Judged, Judgement

OWN_STYLE = (
    ".fails{color:var(--excess);font-weight:600}.passes{color:var(--declared);font-weight:600}"
    "th,td:first-child{white-space:nowrap}"
)


def page(found: Judgement) -> str:
    """The whole page; the same input gives the same bytes."""
    said = words.headline(found)
    verdict = "fails" if found.fails else "passes"
    head = (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{escape(said)}</title><style>{STYLE}{OWN_STYLE}</style></head>"
    )
    body = [
        f'<h1 class="{verdict}">{escape(said)}</h1><p>{escape(words.counts(found))}.</p>',
        *_changes(found),
        *_findings(found),
        f'<h2>Exposed paths</h2>\n<div class="wide">{_picture(found)}</div>',
        *_deductions(found),
    ]
    return head + "<body>" + "\n".join(body) + "</body></html>\n"


def _picture(found: Judgement) -> str:
    return picture(cast("Document", to_document(found.stack.analysis)), found.stack.network)


def _changes(found: Judgement) -> Iterable[str]:
    if found.baseline is not None:
        rows = [[*first, few(sources)] for *first, sources in words.changes(found.changes)]
        heads = ("Change", "Workload", "Traffic", "Sources")
        yield table("Exposure against the baseline", heads, rows or [["no change", "", "", ""]], plain)


def _findings(found: Judgement) -> Iterable[str]:
    groups = (
        ("Findings that stop this change", [one for one in found.findings if one.fails]),
        ("Waived", list(found.waived)),
        ("Other findings", [one for one in found.findings if not one.fails and not one.waiver]),
    )
    heads = ("Severity", "Rule", "Resource", "What is wrong", "What to do", "Path", "State")
    for title, own in groups:
        if own:
            yield table(title, heads, own, _row)


def _row(one: Judged) -> str:
    finding, waiver = one.finding, one.waiver
    path = few([hop.detail or hop.kind for hop in finding.path], MOST_RULES, " → ")
    state = words.kind(one)
    if waiver:
        state = f"waived until {waiver.expires}: {waiver.reason} (owner {waiver.owner}, approver {waiver.approver})"
    name = finding.name or finding.urn
    return plain([finding.severity, finding.rule, name, finding.problem, finding.fix, path, state])


def _deductions(found: Judgement) -> Iterable[str]:
    if found.score.deductions:
        rows = [[f"-{one.points}", one.dimension, one.name, one.why] for one in found.score.deductions]
        yield table("Where the points went", ("Points", "Dimension", "Workload", "Why"), rows, plain)
