"""Tables on a terminal, so that every command prints them the same way and loads the printer only when it prints."""

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.table import Table

PIPE_WIDTH = 200
"""Columns where there is no terminal: wide enough that a name is seldom broken."""


def new_table(*heads: str) -> "Table":
    """A table without a box; long cells fold."""
    from rich import box  # noqa: PLC0415 - slow to import
    from rich.table import Table  # noqa: PLC0415

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for head in heads:
        table.add_column(head, overflow="fold")
    return table


def add_row(table: "Table", *cells: str) -> None:
    """Text, never markup: a resource may be called "[red]"."""
    from rich.text import Text  # noqa: PLC0415 - slow to import

    table.add_row(*(Text(cell) for cell in cells))


def show(table: "Table") -> None:
    """Print to the terminal, or wide where nobody watches."""
    from rich.console import Console  # noqa: PLC0415 - slow to import

    width = None if sys.stdout.isatty() else PIPE_WIDTH
    Console(width=width, color_system=None, highlight=False).print(table)
