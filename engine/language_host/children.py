"""The processes the host has started, so that none of them outlives it."""

import signal
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

GRACE_SECONDS = 5.0
"""How long a process may take to end after it was asked to; then it is killed."""

Process = subprocess.Popen[bytes]


class Children:
    """All running child processes; after `stop` nothing new is started."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: set[Process] = set()
        self._stopped = False

    @contextmanager
    def running(self, command: Sequence[str], *, env: Mapping[str, str], cwd: Path, piped: bool) -> Iterator[Process]:
        """Start a process and be rid of it at the end of the block, however that comes."""
        process = self._start(command, env, cwd, subprocess.PIPE if piped else None)
        try:
            yield process
        finally:
            end(process)
            with self._lock:
                self._running.discard(process)

    def _start(self, command: Sequence[str], env: Mapping[str, str], cwd: Path, output: int | None) -> Process:
        with self._lock:
            if self._stopped:
                raise InterruptedError("the run was cancelled")
            process = subprocess.Popen(
                list(command), env=dict(env), cwd=cwd, stdin=subprocess.DEVNULL, stdout=output, stderr=output
            )
            self._running.add(process)
        return process

    def stop(self) -> None:
        """End every process; an interrupt would make each print a traceback of its own, a termination does not."""
        with self._lock:
            self._stopped = True
            running = list(self._running)
        for process in running:
            _send(process, signal.SIGTERM)
        for process in running:
            end(process)


def end(process: Process) -> None:
    """Terminate a process if it still runs, and kill it where that does not help."""
    _send(process, signal.SIGTERM)
    if not _ended(process):
        process.kill()
        process.wait()


def _send(process: Process, number: signal.Signals) -> None:
    if process.poll() is None:
        process.send_signal(number)


def _ended(process: Process) -> bool:
    try:
        process.wait(GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        return False
    return True
