"""Notice that the engine has gone, so that no host outlives the engine that started it."""

import os
import threading
from collections.abc import Callable

import grpc

from language_host.server import CHANNEL_OPTIONS, call

POLL_SECONDS = 1.0
ADDRESS_EVERY = 5
"""Ask the engine's address at every n-th poll; the parent process is looked at each time."""

ANSWER_SECONDS = 10.0
HEALTH_CHECK = "/grpc.health.v1.Health/Check"


class EngineWatch:
    """Calls `gone` once when the parent process has changed, or when the engine's address answers no more."""

    def __init__(self, gone: Callable[[], None]) -> None:
        self._gone = gone
        self._parent = os.getppid()
        self._channel: grpc.Channel | None = None
        self._stop = threading.Event()

    def start(self, address: str) -> None:
        """Begin to watch; the address may be empty until the engine has told it."""
        self.follow(address)
        threading.Thread(target=self._watch, daemon=True, name="engine-watch").start()

    def follow(self, address: str) -> None:
        """Watch this engine address from now on."""
        if address:
            self._channel = grpc.insecure_channel(address, options=CHANNEL_OPTIONS)

    def stop(self) -> None:
        """Watch no longer."""
        self._stop.set()

    def _watch(self) -> None:
        polls = 0
        while not self._stop.wait(POLL_SECONDS):
            polls += 1
            orphaned = os.getppid() != self._parent
            if orphaned or (polls % ADDRESS_EVERY == 0 and not self._answers()):
                self._gone()
                return

    def _answers(self) -> bool:
        """Whether the engine answers; one that has no health service still says so, and is alive."""
        if self._channel is None:
            return True
        try:
            call(self._channel, HEALTH_CHECK, b"", ANSWER_SECONDS)
        except grpc.RpcError as error:
            return error.code() not in (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED)
        return True
