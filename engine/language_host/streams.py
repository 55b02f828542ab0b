"""The output of a child process, chunk by chunk and in the order it comes."""

import queue
import threading
from collections.abc import Iterator
from typing import IO, Literal

from language_host.children import Process

CHUNK_BYTES = 65536

Channel = Literal["stdout", "stderr"]
Chunk = tuple[Channel, bytes]


def chunks(process: Process) -> Iterator[Chunk]:
    """Everything the process writes to either channel, until it has closed both."""
    waiting: queue.Queue[tuple[Channel, bytes | None]] = queue.Queue()
    pipes: tuple[tuple[Channel, IO[bytes] | None], ...] = (("stdout", process.stdout), ("stderr", process.stderr))
    still_open = sum(_pump(pipe, channel, waiting) for channel, pipe in pipes if pipe)
    while still_open:
        channel, data = waiting.get()
        if data is None:
            still_open -= 1
        else:
            yield channel, data


def _pump(pipe: IO[bytes], channel: Channel, into: "queue.Queue[tuple[Channel, bytes | None]]") -> int:
    def copy() -> None:
        while data := pipe.read1(CHUNK_BYTES):  # type: ignore[attr-defined]  # a pipe is a BufferedReader
            into.put((channel, data))
        into.put((channel, None))

    threading.Thread(target=copy, daemon=True).start()
    return 1
