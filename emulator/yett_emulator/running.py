"""An emulator that runs: `with running(Prepared(...)) as emulator: ...` serves from a thread until the block ends."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from yett_emulator.access_log import AccessLog
from yett_emulator.app import application
from yett_emulator.call import Settings
from yett_emulator.certificate import Certificate, certificate_in
from yett_emulator.emulator import Emulator
from yett_emulator.server import Server, listen
from yett_emulator.service import Service, all_services
from yett_emulator.store import Store

ENDING = 20.0
"""Seconds that a server may take to end."""


class Prepared:
    """Listening already, not yet serving: the port is known and every start-up error has been raised."""

    def __init__(
        self,
        settings: Settings,
        state: str,
        folder: Path,
        sinks: Iterable[TextIO] = (),
        services: tuple[Service, ...] | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.listener = listen(settings.host, settings.port)
        try:
            self.settings = replace(settings, port=int(self.listener.getsockname()[1]))
            self.certificate: Certificate = certificate_in(folder)
            self.store = Store(state, clock)
        except BaseException:
            self.listener.close()
            raise
        self.emulator = Emulator(
            self.settings, self.store, AccessLog(sinks), services=all_services() if services is None else services
        )
        self.server = Server(application(self.emulator), self.listener, self.certificate.context())

    @property
    def endpoint(self) -> str:
        return self.settings.endpoint

    def serve(self) -> None:
        """Serve until `stop`; then nothing is left open."""
        try:
            asyncio.run(self.server.serve())
        finally:
            self.listener.close()
            self.store.close()

    def stop(self) -> None:
        """Ask the server to end; safe from any thread and from a signal handler."""
        self.server.should_exit = True


@contextmanager
def running(prepared: Prepared) -> Iterator[Prepared]:
    """Serve from a thread of this process."""
    thread = threading.Thread(target=prepared.serve, name="yett-emulator", daemon=True)
    thread.start()
    try:
        yield prepared
    finally:
        prepared.stop()
        thread.join(ENDING)
