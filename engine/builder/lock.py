"""One build at a time per user: a second one waits, says for whom, and then finds everything built."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from builder.cache import cache_root
from builder.progress import duration, say

POLL_SECONDS = 0.5
REMIND_SECONDS = 15.0


@contextmanager
def build_lock() -> Iterator[None]:
    """Hold the user's build lock; the system drops it when this process ends, however it ends."""
    cache_root().mkdir(parents=True, exist_ok=True)
    with open(cache_root() / "lock", "a+", encoding="utf-8") as file:
        _wait_for(file)
        file.truncate(0)
        file.write(f"process {os.getpid()}")
        file.flush()
        yield


def _wait_for(file: TextIO) -> None:
    start = time.monotonic()
    reminded = -REMIND_SECONDS
    while not _taken(file):
        waited = time.monotonic() - start
        if waited - reminded >= REMIND_SECONDS:
            reminded = waited
            say(f"waiting for the build of {_holder(file)} ({duration(waited)})")
        time.sleep(POLL_SECONDS)


def _taken(file: TextIO) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _holder(file: TextIO) -> str:
    file.seek(0)
    return file.read().strip() or "another process"
