"""Work done in a fork of this process, within a time and memory: what it breaks, it breaks for itself alone."""

import os
import pickle
import resource
import signal
from collections.abc import Callable
from typing import TypeVar

MEMORY = 4 << 30
"""Bytes; a mutant that never stops collecting must not take the machine along."""
Result = TypeVar("Result")


class DiedError(Exception):
    """The fork ended without an answer: out of time or memory, or by its own hand."""


def in_fork(work: Callable[[], Result], seconds: float = 0) -> Result:
    """What the work returns; 0 seconds stand for no limit.

    Raises:
        DiedError: it ended by itself.
        Exception: whatever the work raises.
    """
    reads, writes = os.pipe()
    child = os.fork()
    if not child:
        answer(work, writes, seconds)
    os.close(writes)
    with os.fdopen(reads, "rb") as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    if not said:
        raise DiedError
    result = pickle.loads(said)
    if isinstance(result, Exception):
        raise result
    answered: Result = result
    return answered


def answer(work: Callable[[], object], writes: int, seconds: float) -> None:
    """The child's whole life."""
    try:
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
        # nobody handles the alarm, so it ends the process
        signal.setitimer(signal.ITIMER_REAL, seconds)
        with os.fdopen(writes, "wb") as pipe:
            pipe.write(pickle.dumps(outcome(work)))
    finally:
        os._exit(0)


def outcome(work: Callable[[], object]) -> object:
    try:
        return work()
    except Exception as error:
        return error
