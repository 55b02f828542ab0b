"""Tables on a terminal, so that every command prints them the same way and loads the printer only when it prints.

Colours are left out where NO_COLOR is set or nobody watches.
"""

import os
import sys
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

PIPE_WIDTH = 200
"""Columns where there is no terminal: wide enough that a name or a path is seldom broken."""


def console(stream: TextIO) -> "Console":
    """The printer for a stream: plain under NO_COLOR and where nobody watches."""
    from rich.console import Console  # noqa: PLC0415 - slow to import

    # rich itself keeps bold under NO_COLOR: no style at all is what the user asked for
    plain = bool(os.environ.get("NO_COLOR")) or not stream.isatty()
    return Console(
        file=stream,
        width=None if stream.isatty() else PIPE_WIDTH,
        color_system=None if plain else "auto",
        highlight=False,
    )


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
    """Print to standard output."""
    console(sys.stdout).print(table)
