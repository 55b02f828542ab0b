"""The document as Markdown for a pull request: the sentence first, then what exceeds, then the rest."""

from collections.abc import Iterable, Sequence

from .document import Document, ExposureRow, hop_text, status, summary, traffic

HEAD = ("status", "workload", "dialled at", "traffic", "sources", "path")
MOST_SOURCES = 8
MOST_ANOMALIES = 50
"""Rules in a comment on a pull request, those that can go first; nobody reads more there."""


def markdown(document: Document) -> str:
    """One table of exposures, one each of what is not modelled and of anomalies where there are any."""
    parts = ["# Exposed paths", "", summary(document) + ".", ""]
    if document["exposures"]:
        parts += table(HEAD, (_cells(row) for row in document["exposures"]))
    if document["unmodelled"]:
        rows = ([one["urn"], one["type"], one["why"]] for one in document["unmodelled"])
        parts += ["", "## Not modelled", "", *table(("resource", "type", "why"), rows)]
    if anomalies := sorted(document["anomalies"], key=lambda one: not one.get("removable")):
        rows = ([str(one.get(key, "")) for key in ("kind", "rule", "detail")] for one in anomalies[:MOST_ANOMALIES])
        parts += ["", "## Rules that hide, repeat or contradict each other", "", *table(("kind", "rule", "why"), rows)]
    if len(anomalies) > MOST_ANOMALIES:
        parts += ["", f"And {len(anomalies) - MOST_ANOMALIES} more: see the JSON."]
    return "\n".join(parts) + "\n"


def _cells(row: ExposureRow) -> list[str]:
    sources = ", ".join(row["sources"][:MOST_SOURCES])
    more = f" and {len(row['sources']) - MOST_SOURCES} more" if len(row["sources"]) > MOST_SOURCES else ""
    path = " → ".join(hop_text(hop) for hop in row["path"])
    return [status(row), row["name"], row["address"], traffic(row), sources + more, path]


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
