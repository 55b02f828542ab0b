"""A running emulator as tests hold it: `handle.env` for a subprocess, `handle.actions` as the oracle."""

import http.client
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yett_emulator.call import Settings
from yett_emulator.environment import environment
from yett_emulator.running import Prepared, running


@dataclass(frozen=True, slots=True)
class EmulatorHandle:
    """Address, environment, log and knobs of one emulator."""

    prepared: Prepared

    @property
    def endpoint(self) -> str:
        """`host:port`; TLS and plain HTTP are both answered there."""
        return self.prepared.endpoint

    @property
    def settings(self) -> Settings:
        return self.prepared.settings

    @property
    def bundle(self) -> Path:
        """PEM file of the roots that a client should trust: the system's and the emulator's."""
        return self.prepared.certificate.bundle

    @property
    def env(self) -> dict[str, str]:
        return environment(self.settings, self.bundle)

    @property
    def actions(self) -> list[dict[str, Any]]:
        """Every call since the last reset, oldest first; secrets hidden."""
        return self.prepared.emulator.log.lines

    def state(self, kind: str = "*") -> dict[str, Any]:
        """`{"kinds": {"vpc": 1}, "records": {"vpc": [...]}}`."""
        return self.admin("GET", f"/_yett/state?kind={kind}")

    def reset(self) -> None:
        self.admin("POST", "/_yett/reset")

    def fault(self, action: str, **wanted: Any) -> None:
        """Let the next call of an action fail: `code`, `status`, `message`, `count`, `delay`, `committed`."""
        self.admin("POST", "/_yett/faults", {"action": action, **wanted})

    def quotas(self, **limits: int) -> None:
        self.admin("POST", "/_yett/quotas", limits)

    def admin(self, method: str, path: str, body: Any = None) -> dict[str, Any]:
        """One call of the emulator's own doors."""
        connection = http.client.HTTPConnection(self.settings.host, self.settings.port, timeout=30)
        try:
            connection.request(method, path, None if body is None else json.dumps(body))
            response = connection.getresponse()
            answer: dict[str, Any] = json.loads(response.read())
        finally:
            connection.close()
        if response.status != 200:
            raise ValueError(f"{method} {path}: {answer.get('error', response.status)}")
        return answer


@contextmanager
def started(folder: Path, settings: Settings | None = None, state: str = ":memory:") -> Iterator[EmulatorHandle]:
    """An emulator on a free port, in a thread; pending states last no time unless the settings say so."""
    with running(Prepared(settings or Settings(), state, folder)) as prepared:
        yield EmulatorHandle(prepared)
