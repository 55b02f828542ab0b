"""The emulated account, on disk: `store.insert("vpc", id, record)` is durable before the answer is sent.

Records are JSON objects that use the cloud's own field names; keys that start with `_` are private and never
leave the emulator. A scheduled change (`Pending` -> `Available`) is settled when it is next looked at.
"""

import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

Record = dict[str, Any]

SCHEMA = """
CREATE TABLE IF NOT EXISTS record (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL, UNIQUE (kind, id)
);
CREATE TABLE IF NOT EXISTS counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
"""


class Store:
    """Records by (kind, id), in order of creation; one writer at a time."""

    def __init__(self, path: str = ":memory:", clock: Callable[[], float] = time.time) -> None:
        self.clock = clock
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        # WAL + NORMAL: a killed process loses nothing that was committed (a power cut may)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.executescript(SCHEMA)

    def close(self) -> None:
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or none of it: an exception inside undoes every change made inside."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def insert(self, kind: str, key: str, record: Record) -> Record:
        self._db.execute("INSERT INTO record (kind, id, body) VALUES (?, ?, ?)", (kind, key, json.dumps(record)))
        return record

    def save(self, kind: str, key: str, record: Record) -> Record:
        self._db.execute("UPDATE record SET body = ? WHERE kind = ? AND id = ?", (json.dumps(record), kind, key))
        return record

    def delete(self, kind: str, key: str) -> None:
        self._db.execute("DELETE FROM record WHERE kind = ? AND id = ?", (kind, key))

    def get(self, kind: str, key: str) -> Record | None:
        """The record, settled; None when there is none."""
        row = self._db.execute("SELECT body FROM record WHERE kind = ? AND id = ?", (kind, key)).fetchone()
        return self._settled(kind, key, json.loads(row[0])) if row else None

    def find(self, kind: str, **equals: object) -> list[Record]:
        """All records of a kind whose top-level fields equal what is given, oldest first."""
        where = "".join(f" AND json_extract(body, '$.{field}') = ?" for field in equals)
        rows = self._db.execute(
            f"SELECT id, body FROM record WHERE kind = ?{where} ORDER BY seq",  # noqa: S608 - fields are our own words
            (kind, *equals.values()),
        ).fetchall()
        settled = (self._settled(kind, key, json.loads(body)) for key, body in rows)
        return [record for record in settled if record is not None]

    def first(self, kind: str, **equals: object) -> Record | None:
        return next(iter(self.find(kind, **equals)), None)

    def schedule(self, kind: str, key: str, after: float, change: Record | None) -> None:
        """After `after` seconds the record takes `change`, or is gone when `change` is None."""
        record = self.get(kind, key)
        if record is not None:
            self.save(kind, key, {**record, "_next": {"at": self.clock() + after, "change": change}})

    def count(self, name: str) -> int:
        """1, 2, 3, ... for each name; never given twice, restarts included."""
        self._db.execute(
            "INSERT INTO counter VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1", (name,)
        )
        return int(self._db.execute("SELECT value FROM counter WHERE name = ?", (name,)).fetchone()[0])

    def kinds(self) -> dict[str, int]:
        """How many records there are of each kind."""
        return dict(self._db.execute("SELECT kind, COUNT(*) FROM record GROUP BY kind ORDER BY kind").fetchall())

    def reset(self) -> None:
        self._db.execute("DELETE FROM record")

    def _settled(self, kind: str, key: str, record: Record) -> Record | None:
        coming = record.get("_next")
        if coming is None or coming["at"] > self.clock():
            return record
        if coming["change"] is None:
            self.delete(kind, key)
            return None
        record = {field: value for field, value in record.items() if field != "_next"} | coming["change"]
        return self.save(kind, key, record)


def public(record: Record) -> Record:
    """What the cloud would show of a record: everything but the private fields."""
    return {field: value for field, value in record.items() if not field.startswith("_")}
