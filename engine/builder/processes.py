"""Run the tools of the build, with progress while they work and one clear line when they fail."""

import queue
import re
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import Enum
from pathlib import Path

from builder.errors import EngineError
from builder.progress import duration, say

REPORT_SECONDS = 15.0
STOPPING = (signal.SIGINT, signal.SIGTERM)


class Mark(Enum):
    """What comes between the lines of a tool's output."""

    END = "the tool has closed its output"
    INTERRUPT = "whoever builds wants it to stop"


END, INTERRUPT = Mark.END, Mark.INTERRUPT
Lines = queue.SimpleQueue[str | Mark]
"""May be filled from a signal handler, other than queue.Queue."""

CAUSES = (
    (r"no space left on device|No space left", "the disk is full: free some space, or set XDG_CACHE_HOME elsewhere"),
    (
        r"dial tcp|no such host|i/o timeout|TLS handshake|connection refused|proxyconnect|"
        r"NewConnectionError|Max retries|Could not find a version|Temporary failure in name",
        "a package registry cannot be reached: check the network (GOPROXY, PIP_INDEX_URL)",
    ),
    (
        r"signal: killed|out of memory|cannot allocate memory",
        "the system ran out of memory: add swap",
    ),
    (r"checksum mismatch|SECURITY ERROR", "a module is not the one go.sum pins: check the proxy in between (GOPROXY)"),
)
"""What the output of a failed tool means, and what to do."""


def run(
    command: Sequence[str],
    what: str,
    *,
    cwd: Path,
    env: Mapping[str, str],
    status: Callable[[str], str | None] = lambda line: None,
) -> None:
    """Run a tool to its end; every few seconds say how it stands.

    `status` turns an output line into what to show for it, or None to show the last one again.

    Raises:
        EngineError: the tool cannot be started or fails; says why where the output tells.
    """
    start = reported = time.monotonic()
    shown, output = "starting", []
    lines: Lines = queue.SimpleQueue()
    with _interrupts_into(lines), _started(command, what, cwd, env) as process:
        _pump(process, lines)
        for line in _until_end(process, lines):
            if line:
                output.append(line)
                shown = status(line) or shown
            if time.monotonic() - reported >= REPORT_SECONDS:
                reported = time.monotonic()
                say(f"{what}: {duration(reported - start)}, {shown}")
    if process.returncode:
        raise EngineError(f"{what} failed: {cause(output)}")


def _until_end(process: "subprocess.Popen[str]", lines: Lines) -> Iterator[str]:
    """The output's lines, "" where none has come for a while; an interrupt ends the tool, which else goes on."""
    while (line := _next(lines)) is not END:
        if line is INTERRUPT:
            process.terminate()
            raise KeyboardInterrupt
        yield str(line)


@contextmanager
def _interrupts_into(lines: Lines) -> Iterator[None]:
    """While a tool runs, an interrupt is a line of its output: so it cannot come between its start and its guard."""
    handlers = {number: signal.signal(number, lambda *_: lines.put(INTERRUPT)) for number in STOPPING}
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)


def cause(output: list[str]) -> str:
    """Why a tool failed, from what it printed.

    >>> cause(["go: downloading x", "dial tcp: lookup proxy: no such host"])
    'a package registry cannot be reached: check the network (GOPROXY, PIP_INDEX_URL)'
    """
    text = "\n".join(output)
    for pattern, meaning in CAUSES:
        if re.search(pattern, text):
            return meaning
    return " | ".join(line.strip() for line in output[-5:]) or "no output"


def _started(command: Sequence[str], what: str, cwd: Path, env: Mapping[str, str]) -> "subprocess.Popen[str]":
    try:
        return subprocess.Popen(
            list(command),
            cwd=cwd,
            env=dict(env),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
    except OSError as error:
        raise EngineError(f"{what} failed: cannot run {command[0]}: {error.strerror}") from error


def _pump(process: "subprocess.Popen[str]", into: Lines) -> None:
    def copy() -> None:
        for line in process.stdout or ():
            into.put(line.rstrip() or " ")
        into.put(END)

    threading.Thread(target=copy, daemon=True).start()


def _next(lines: Lines) -> str | Mark:
    try:
        return lines.get(timeout=REPORT_SECONDS)
    except queue.Empty:
        return ""
