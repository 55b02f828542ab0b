"""The document as Markdown for a pull request: the sentence first, then what exceeds, then the rest."""

from collections.abc import Iterable, Sequence

from yett_policies.few import few

from .document import Document, ExposureRow, removable_first, stations, status, summary, traffic, worst_first

HEAD = ("status", "workload", "dialled at", "traffic", "sources", "path")
MOST = 200
"""Paths in a comment on a pull request, those that exceed first."""
MOST_SOURCES = 8
MOST_RULES = 4
MOST_ANOMALIES = 50
"""Rules in a comment on a pull request, those that can go first; nobody reads more there."""


def markdown(document: Document) -> str:
    """One table of exposures, one each of what is not modelled and of anomalies where there are any."""
    parts = ["# Exposed paths", "", summary(document) + ".", ""]
    if document["exposures"]:
        parts += table(HEAD, (_cells(row) for row in worst_first(document)[:MOST]))
    if (left := len(document["exposures"]) - MOST) > 0:
        parts += ["", f"And {left} more: see the JSON."]
    if document["unmodelled"]:
        rows = ([one["urn"], one["type"], one["why"]] for one in document["unmodelled"])
        parts += ["", "## Not modelled", "", *table(("resource", "type", "why"), rows)]
    if anomalies := removable_first(document):
        rows = ([str(one.get(key, "")) for key in ("kind", "rule", "detail")] for one in anomalies[:MOST_ANOMALIES])
        parts += ["", "## Rules that hide, repeat or contradict each other", "", *table(("kind", "rule", "why"), rows)]
    if len(anomalies) > MOST_ANOMALIES:
        parts += ["", f"And {len(anomalies) - MOST_ANOMALIES} more: see the JSON."]
    return "\n".join(parts) + "\n"


def _cells(row: ExposureRow) -> list[str]:
    path = " → ".join(stations(row["path"], MOST_RULES))
    return [status(row), row["name"], row["address"], traffic(row), few(row["sources"], MOST_SOURCES), path]


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """The lines of a table, each cell plain text."""
    lines = [head, ["---"] * len(head), *([cell(text) for text in row] for row in rows)]
    return [f"| {' | '.join(line)} |" for line in lines]


def cell(text: str) -> str:
    """Text that cannot leave its cell or start markup.

    >>> cell("a|b\\n<i>")
    'a\\\\|b &lt;i&gt;'
    """
    plain = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "".join(f"\\{c}" if c in "|`*_[]\\" else c for c in plain)
