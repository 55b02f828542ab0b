"""Findings as a table for a terminal, what stops the change first."""

from typing import TYPE_CHECKING, TextIO

from yett_policies.few import few
from yett_policies.gate import Judged, Judgement, words

from .table import MOST
from .terminal import console, new_table

if TYPE_CHECKING:
    from rich.table import Table

DEDUCTIONS = 4
"""Of the score's deductions, those that a terminal shows."""
COLOURS = {"critical": "bold red", "high": "red", "medium": "yellow", "low": "cyan"}


def print_findings(found: Judgement, stream: TextIO) -> None:
    """What stops the change first, then the rest, the changes, and the sentence that sums up."""
    if found.findings:
        console(stream).print(_table(found))
    if len(found.findings) > MOST:
        print(f"and {len(found.findings) - MOST} more: see --json", file=stream)
    for sign, name, traffic, sources in words.changes(found.changes):
        print(f"{sign} {name} {traffic} from {few(sources)}", file=stream)
    lost = found.score.deductions
    for one in lost[:DEDUCTIONS]:
        print(f"-{one.points} {one.dimension}: {one.name}: {one.why}", file=stream)
    if len(lost) > DEDUCTIONS:
        print(f"and {len(lost) - DEDUCTIONS} more deductions: see --json", file=stream)
    print(f"{words.headline(found)}; {words.counts(found)}", file=stream)


def _table(found: Judgement) -> "Table":
    table = new_table("severity", "rule", "resource", "what is wrong", "what to do", "state")
    for one in found.findings[:MOST]:
        _add(table, one)
    return table


def _add(table: "Table", one: Judged) -> None:
    from rich.text import Text  # noqa: PLC0415 - slow to import

    finding = one.finding
    # Text, never markup: a resource may be called "[red]"
    cells = [finding.rule, finding.name or finding.urn, finding.problem, finding.fix, words.kind(one)]
    table.add_row(Text(finding.severity, style=COLOURS[finding.severity]), *map(Text, cells))
