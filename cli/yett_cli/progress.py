"""What a command is doing, for whoever waits at a terminal; a pipe, a file and a log are told nothing.

`with step("reading the account") as say:` shows a line on standard error that is gone when the work is done.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock, Timer
from typing import TYPE_CHECKING

from .terminal import console

if TYPE_CHECKING:
    from rich.status import Status

AFTER = 1.0
"""Seconds before anything is shown: nobody needs to be told of what is over by then."""


@contextmanager
def step(text: str) -> Iterator[Callable[[str], None]]:
    """Show the text while the work lasts; what is yielded shows another text in its place."""
    if not is_watched():
        yield _nobody
        return
    line = Line(text)
    try:
        yield line.say
    finally:
        line.end()


def is_watched() -> bool:
    """Whether a person sits before standard error, at a terminal that can take a line back."""
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb" and not os.environ.get("CI")


def _nobody(_: str) -> None:
    """Tell nobody."""


class Line:
    """One line that appears when the work takes long, and goes with it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._status: Status | None = None
        self._is_over = False
        self._lock = Lock()
        self._timer = Timer(AFTER, self._show)
        self._timer.daemon = True
        self._timer.start()

    def say(self, text: str) -> None:
        """Show this text from now on."""
        with self._lock:
            self._text = text
            if self._status:
                self._status.update(_plain(text))

    def _show(self) -> None:
        with self._lock:
            if not self._is_over:
                self._status = console(sys.stderr).status(_plain(self._text))
                self._status.start()

    def end(self) -> None:
        """Take the line back."""
        self._timer.cancel()
        with self._lock:
            self._is_over = True
            if self._status:
                self._status.stop()


def _plain(text: str) -> str:
    from rich.markup import escape  # noqa: PLC0415 - slow to import

    # a file may be called "[red]"
    return escape(text)
