"""What every form of the report says in the same words: the verdict, the counts, the changes."""

from collections.abc import Iterator

from yett_policies.exposure import Change

from .document import change_rows
from .judgement import Judged, Judgement

SIGNS = {"opened": "+", "closed": "-", "undecided": "?"}


def headline(found: Judgement) -> str:
    """`yett check fails: score 61 of 100 (was 80)`."""
    was = f" (was {found.baseline.score})" if found.baseline else ""
    return f"yett check {'fails' if found.fails else 'passes'}: score {found.score.value} of 100{was}"


def counts(found: Judgement) -> str:
    """`2 findings stop this change; 1 waived, 3 in the baseline, 4 advisory`."""
    stopping = sum(one.fails for one in found.findings)
    others: dict[str, int] = {}
    for one in found.findings:
        if not one.fails:
            others[kind(one)] = others.get(kind(one), 0) + 1
    said = f"{stopping} finding{' stops' if stopping == 1 else 's stop'} this change"
    return said + (f"; {', '.join(f'{count} {what}' for what, count in sorted(others.items()))}" if others else "")


def kind(one: Judged) -> str:
    """One or a few words: fails, waived, in the baseline, advisory, ..."""
    return "fails" if one.fails else "waived" if one.waiver else why_not(one)


def why_not(one: Judged) -> str:
    """Why a finding does not stop the change."""
    if one.waiver:
        return f"waived until {one.waiver.expires} by {one.waiver.approver}"
    if not one.is_new:
        return "in the baseline"
    if not one.finding.is_certain and one.level != "mandatory":
        return "not known before apply"
    return one.level if one.level != "mandatory" else "below the severity that fails"


def changes(found: tuple[Change, ...]) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """(sign and kind, workload, traffic, sources) of each change."""
    for change in found:
        for row in change_rows(change):
            yield f"{SIGNS[change.kind]} {change.kind}", change.name, row["traffic"], tuple(row["sources"])
