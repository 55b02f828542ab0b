"""The document as a table for a terminal, worst first."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TextIO

from yett_policies.few import few
from yett_policies.reports.document import (
    Document,
    ExposureRow,
    short_name,
    stations,
    status,
    summary,
    traffic,
    worst_first,
)

from .terminal import console, new_table
from .unmodelled import unmodelled_lines

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

COLOURS = {"excess": "bold red", "indeterminate": "yellow", "declared": "green"}
MOST = 200
"""Rows of a table: printing one costs more than finding what is in it, and nobody reads more."""
MOST_SOURCES = 4
MOST_RULES = 4
MOST_ANOMALIES = 20


def print_table(document: Document, stream: TextIO) -> None:
    """Print rows worst first, then what is not modelled, then the sentence that sums up."""
    if document["exposures"]:
        console(stream).print(_table(worst_first(document)[:MOST]))
    print(
        "\n".join(
            [*_left(document), *unmodelled_lines(document["unmodelled"]), *_idle_rules(document), summary(document)]
        ),
        file=stream,
    )


def _left(document: Document) -> Iterator[str]:
    left = len(document["exposures"]) - MOST
    if left > 0:
        yield f"and {left} more: see --json"


def _idle_rules(document: Document) -> Iterator[str]:
    idle = [anomaly for anomaly in document["anomalies"] if anomaly.get("removable")]
    for anomaly in idle[:MOST_ANOMALIES]:
        yield f"can go: {short_name(str(anomaly['rule']))} is {anomaly['kind']}: {anomaly['detail']}"
    if len(idle) > MOST_ANOMALIES:
        yield f"can go: {len(idle) - MOST_ANOMALIES} more rules: see --json"


def _table(rows: Sequence[ExposureRow]) -> "Table":
    table = new_table("status", "workload", "dialled at", "traffic", "sources", "path")
    for row in rows:
        table.add_row(*_cells(row))
    return table


def _cells(row: ExposureRow) -> "list[Text]":
    from rich.text import Text  # noqa: PLC0415 - slow to import

    path = " > ".join(stations(row["path"], MOST_RULES))
    # Text, never markup: a resource may be called "[red]"
    said = [row["name"], row["address"], traffic(row), few(row["sources"], MOST_SOURCES), path]
    return [Text(status(row), style=COLOURS[status(row)]), *(Text(one) for one in said)]
