"""Every action as one JSON line: what was asked, what was answered, how long it took; secrets hidden.

The log doubles as a test oracle: `[line for line in log.lines if line["action"] == "AuthorizeSecurityGroup"]`.
"""

import json
import threading
from collections import deque
from collections.abc import Iterable
from typing import Any, TextIO

from yett_emulator.redaction import redacted

KEPT = 100_000
"""Lines kept in memory; a file keeps all of them."""

NOISE = frozenset(
    ["Signature", "SignatureMethod", "SignatureNonce", "SignatureVersion", "SignatureType", "Timestamp", "Format"]
)


class AccessLog:
    """The newest lines, in memory, and all lines in the given files."""

    def __init__(self, sinks: Iterable[TextIO] = ()) -> None:
        self._lines: deque[dict[str, Any]] = deque(maxlen=KEPT)
        self._sinks = tuple(sinks)
        self._lock = threading.Lock()

    @property
    def lines(self) -> list[dict[str, Any]]:
        with self._lock:
            return list(self._lines)

    def write(self, line: dict[str, Any], flat: dict[str, str]) -> None:
        params = {name: value for name, value in flat.items() if name not in NOISE}
        line = line | {"params": redacted(params)}
        with self._lock:
            self._lines.append(line)
        for sink in self._sinks:
            sink.write(json.dumps(line, ensure_ascii=False) + "\n")
            sink.flush()

    def clear(self) -> None:
        with self._lock:
            self._lines.clear()
