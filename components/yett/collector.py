"""Python's garbage collector in a program that builds a stack: it finds nothing and costs half of the program's time.

Such a program makes resources and keeps them all to its end; the collector walks over all of them again and again.
"""

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

RELAXED = (50_000, 50, 100)
"""Allocations until the young are looked at, and how often that happens before older ones are."""


def relax() -> None:
    """Let the collector look seldom; one that the program has turned off, or made rarer still, stays as it is.

    It still runs: cycles that really are garbage are freed, a little later, and those that live at the program's end
    with the process.
    """
    _no_last_look()
    if gc.isenabled() and 0 < gc.get_threshold()[0] < RELAXED[0]:
        gc.set_threshold(*RELAXED)


@contextmanager
def paused() -> Iterator[None]:
    """Collect nothing while modules are loaded: what they make stays for good, and there is much of it."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def rest() -> None:
    """Collect nothing in a program of seconds, not even at its end: what it built lives until then."""
    gc.disable()
    _no_last_look()


@cache
def _no_last_look() -> None:
    """Have Python end without walking over all that the program built, which it does more than once."""
    atexit.register(gc.freeze)
