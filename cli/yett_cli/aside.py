"""Text that a copy of this process makes meanwhile: a large network keeps two processors busy.

Nothing is shared but the text: whatever the copy finds, fails at or runs out of stays with it.
"""

import os
import sys
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import BinaryIO

Work = Callable[[], Iterable[str]]


def aside(work: Work) -> Callable[[], str]:
    """Begin a text; what is returned waits for it, and is to be asked once.

    Where no copy can be had, or the copy fails, the work is done here when it is asked for, and fails here.
    """
    copy = Copy.of(work) if _can_copy() else None

    def text() -> str:
        found = copy.text() if copy else None
        return "".join(work()) if found is None else found

    return text


def _can_copy() -> bool:
    """Whether a second processor is free for it, and no other thread holds a lock that the copy would wait for."""
    return sys.platform == "linux" and threading.active_count() == 1 and len(os.sched_getaffinity(0)) > 1


class Copy:
    """A process that writes a text into memory which this one holds, too, and ends."""

    def __init__(self, process: int, memory: BinaryIO) -> None:
        self._process, self._memory = process, memory

    @classmethod
    def of(cls, work: Work) -> "Copy | None":
        """Begin; None where the system has no room for it."""
        with suppress(OSError):
            # not a pipe: the copy would wait at its end until somebody reads
            memory = os.fdopen(os.memfd_create("yett"), "w+b")
            if process := os.fork():
                return cls(process, memory)
            _work(work, memory)
        return None

    def text(self) -> str | None:
        """Wait; None where the copy failed."""
        _, status = os.waitpid(self._process, 0)
        with self._memory as memory:
            memory.seek(0)
            return None if status else memory.read().decode(errors="surrogatepass")


def _work(work: Work, memory: BinaryIO) -> None:
    """What the copy does; it ends here, says nothing, and gives nothing back that is the other process's as well."""
    status = 1
    try:
        memory.writelines(part.encode(errors="surrogatepass") for part in work())
        memory.flush()
        status = 0
    finally:
        os._exit(status)
