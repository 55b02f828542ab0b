"""Where an emulator lives: state, certificate, logs and a lock in one folder; `Place(state).running()` says who runs.

The lock is what counts, not the pid file: it ends with the process however that ends, and a pid that was given to
somebody else since is never taken for ours.
"""

import fcntl
import http.client
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from yett_emulator.call import Settings
from yett_policies.frozen import frozen

MEMORY = ":memory:"


class PlaceError(Exception):
    """Something about this emulator's folder or process stands in the way; the message says what."""


@frozen
class Running:
    """What a running emulator wrote about itself."""

    pid: int
    host: str
    port: int
    region: str
    account_id: str

    @property
    def endpoint(self) -> str:
        return self.settings.endpoint

    @property
    def settings(self) -> Settings:
        return Settings(host=self.host, port=self.port, region=self.region, account_id=self.account_id)

    def ask(self, path: str) -> dict[str, Any]:
        """One of the emulator's own doors; OSError when it does not answer within 5 seconds."""
        return self._request("GET", path, None)

    def tell(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Change something through one of the doors."""
        return self._request("POST", path, json.dumps(body))

    def _request(self, method: str, path: str, body: str | None) -> dict[str, Any]:
        connection = http.client.HTTPConnection(self.host, self.port, timeout=5)
        try:
            connection.request(method, path, body)
            return dict(json.loads(connection.getresponse().read()))
        finally:
            connection.close()

    def is_healthy(self) -> bool:
        try:
            return bool(self.ask("/_yett/health").get("pid") == self.pid)
        except (OSError, ValueError, http.client.HTTPException):
            return False


@frozen
class Place:
    """The folder of one emulator: that of its state file."""

    state: Path

    @property
    def folder(self) -> Path:
        return self.state.parent

    @property
    def actions(self) -> Path:
        """The access log, JSON lines."""
        return self.folder / "actions.jsonl"

    @property
    def log(self) -> Path:
        """What a detached emulator prints."""
        return self.folder / "emulator.log"

    @property
    def _about(self) -> Path:
        return self.folder / "emulator.json"

    @contextmanager
    def owned(self) -> Iterator[None]:
        """Hold the lock while the block runs; refused when another emulator holds it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "emulator.lock").open("a") as lock:
            if not taken_soon(lock):
                raise PlaceError(f"an emulator runs on {self.state} already (see `yett emulate --env`); stop it first")
            yield

    def is_locked(self) -> bool:
        try:
            with (self.folder / "emulator.lock").open("a") as lock:
                return not taken(lock)
        except FileNotFoundError:
            return False

    def write(self, about: Running) -> None:
        fresh = self._about.with_suffix(".new")
        fresh.write_text(json.dumps(asdict(about)))
        fresh.replace(self._about)

    def last(self) -> Running | None:
        """What the last emulator here wrote about itself, running or not."""
        try:
            return Running(**json.loads(self._about.read_text()))
        except (FileNotFoundError, ValueError, TypeError):
            return None

    def running(self) -> Running | None:
        """The emulator that runs here; None when none does, whatever the files say."""
        return self.last() if self.is_locked() else None


def taken(lock: IO[str]) -> bool:
    """Take the lock if it is free."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def taken_soon(lock: IO[str]) -> bool:
    """Whether the lock could be had within a second: whoever only asks (`is_locked`) holds it for an instant."""
    for _ in range(20):
        if taken(lock):
            return True
        time.sleep(0.05)
    return False
