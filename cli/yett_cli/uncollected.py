"""What a short program with large data can leave undone: looking for cycles, and giving memory back piece by piece."""

import gc
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

_held: list[object] = []
"""What commands have read."""
_programs: list[object] = []
"""The command that is the whole program, if one is."""


@contextmanager
def uncollected() -> Iterator[None]:
    """Collect nothing meanwhile: looking through a large network costs a fifth of the time, more the larger it is."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if not _ends_soon():
            _held.clear()
            if was_on:
                gc.enable()


def held(document: Any) -> Any:
    """The document, which stays until the command is over, so that nobody waits for a million values to be freed."""
    _held.append(document)
    return document


def as_program(command: Callable[[], object]) -> None:
    """Run a command as the whole program: where it has read a document, the system takes the memory back at once.

    The exit code is the command's own; everything it wrote is written out first.
    """
    _programs.append(command)
    try:
        command()
    except SystemExit as end:
        if _ends_soon() and isinstance(end.code, int):
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(end.code)
        raise
    finally:
        _programs.clear()
        _held.clear()


def _ends_soon() -> bool:
    return bool(_programs and _held)
