"""Starting and stopping an emulator: `serve(place, ...)` in the foreground, `detach(place, ...)` in the background."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack, nullcontext
from pathlib import Path

import click

from yett_cli.emulator_place import MEMORY, Place, PlaceError, Running
from yett_emulator.call import Settings
from yett_emulator.running import Prepared
from yett_emulator.server import NotLoopbackError, PortTakenError
from yett_emulator.store import StateInUseError

PATIENCE = 30.0
"""Seconds to wait for a start or a stop."""


def serve(place: Place, settings: Settings, reset: bool, state: str) -> None:
    """Serve until SIGTERM or SIGINT."""
    with ExitStack() as held:
        held.enter_context(place.owned() if state != MEMORY else nullcontext())
        sink = held.enter_context(place.actions.open("a")) if state != MEMORY else sys.stdout
        prepared = prepare(settings, state, place.folder, sink)
        if reset:
            prepared.store.reset()
        about = running_here(prepared.settings)
        place.write(about) if state != MEMORY else None
        until_signalled(prepared, about)


def prepare(settings: Settings, state: str, folder: Path, sink: object) -> Prepared:
    try:
        return Prepared(settings, state, folder, [sink])  # type: ignore[list-item]
    except (NotLoopbackError, PortTakenError, StateInUseError) as error:
        raise PlaceError(str(error)) from error


def running_here(settings: Settings) -> Running:
    return Running(os.getpid(), settings.host, settings.port, settings.region, settings.account_id)


def until_signalled(prepared: Prepared, about: Running) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: prepared.stop())
    click.echo(f"yett: emulator on https://{about.endpoint} (and http://), pid {about.pid}", err=True)
    prepared.serve()


def detach(place: Place, arguments: list[str]) -> Running:
    """Start one in the background, or find the one that runs; it is healthy when this returns."""
    if place.is_locked():
        return healthy(place, lambda: None)
    place.folder.mkdir(parents=True, exist_ok=True)
    with place.log.open("ab") as log:
        child = subprocess.Popen(  # noqa: S603 - ourselves
            [sys.executable, "-m", "yett_cli.main", "emulate", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        return healthy(place, child.poll)
    except PlaceError:
        child.terminate()
        raise


def healthy(place: Place, ended: Callable[[], int | None]) -> Running:
    """Wait until the emulator of this place answers."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        found = place.running()
        if found and found.is_healthy():
            return found
        if ended() is not None and not place.is_locked():
            raise PlaceError(f"the emulator did not start:\n{tail(place.log)}")
        time.sleep(0.05)
    raise PlaceError(f"the emulator does not answer after {PATIENCE:.0f} s; see {place.log}")


def tail(path: Path, lines: int = 5) -> str:
    return "\n".join(path.read_text(errors="replace").splitlines()[-lines:])


def stop(place: Place) -> Running | None:
    """End the emulator of this place and wait until it is gone; None when none runs."""
    found = place.running()
    if found is None:
        return None
    os.kill(found.pid, signal.SIGTERM)
    until = time.monotonic() + PATIENCE
    while place.is_locked():
        if time.monotonic() > until:
            raise PlaceError(f"the emulator (pid {found.pid}) does not end; see {place.log}")
        time.sleep(0.05)
    return found
