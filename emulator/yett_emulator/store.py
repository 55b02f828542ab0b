"""The emulated account, on disk: `store.insert("vpc", id, record)` is durable before the answer is sent.

Records are JSON objects that use the cloud's own field names; keys that start with `_` are private and never
leave the emulator. A scheduled change (`Pending` -> `Available`) is settled when it is next looked at.

SQLite is the truth; what was read or written is also held in memory, because a list call over 2000 rules must not
parse 2000 JSON texts. One process owns a state file at a time.
"""

import json
import marshal
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

Record = dict[str, Any]

SCHEMA = """
CREATE TABLE IF NOT EXISTS record (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL, UNIQUE (kind, id)
);
CREATE TABLE IF NOT EXISTS counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS memo (name TEXT PRIMARY KEY, body TEXT NOT NULL);
"""


class StateInUseError(Exception):
    """Another emulator owns the state file, or the file is no state of ours."""


class Row(NamedTuple):
    """A record as bytes, to hand out fresh copies (marshal takes half of JSON's time), and as an object to look at."""

    copied: bytes
    record: Record

    @classmethod
    def of(cls, text: str) -> "Row":
        record = json.loads(text)
        return cls(marshal.dumps(record, 2), record)  # version 2 has no references: faster to read

    def copy(self) -> Record:
        fresh: Record = marshal.loads(self.copied)  # noqa: S302 - our own bytes, of this process
        return fresh


class Store:
    """Records by (kind, id), in order of creation; one writer at a time."""

    def __init__(self, path: str = ":memory:", clock: Callable[[], float] = time.time) -> None:
        self.clock = clock
        self._rows: dict[str, dict[str, Row]] = {}
        self._touched: set[str] = set()
        self._db = opened(path)

    def close(self) -> None:
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or none of it: an exception inside undoes every change made inside."""
        self._touched.clear()
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            for kind in self._touched:
                self._rows.pop(kind, None)
            raise
        self._db.execute("COMMIT")

    def insert(self, kind: str, key: str, record: Record) -> Record:
        text = json.dumps(record)
        rows = self._changing(kind)
        self._db.execute("INSERT INTO record (kind, id, body) VALUES (?, ?, ?)", (kind, key, text))
        rows[key] = Row.of(text)
        return record

    def save(self, kind: str, key: str, record: Record) -> Record:
        """Overwrite a record; nothing happens when there is none."""
        text = json.dumps(record)
        rows = self._changing(kind)
        if key in rows:
            self._db.execute("UPDATE record SET body = ? WHERE kind = ? AND id = ?", (text, kind, key))
            rows[key] = Row.of(text)
        return record

    def delete(self, kind: str, key: str) -> None:
        if self._changing(kind).pop(key, None) is not None:
            self._db.execute("DELETE FROM record WHERE kind = ? AND id = ?", (kind, key))

    def get(self, kind: str, key: str) -> Record | None:
        """A copy of the record, settled; None when there is none."""
        row = self._settled(kind, key)
        return row.copy() if row else None

    def find(self, kind: str, **equals: object) -> list[Record]:
        """Copies of all records of a kind whose top-level fields equal what is given, oldest first; linear in them."""
        return [row.copy() for row in self._matching(kind, equals)]

    def first(self, kind: str, **equals: object) -> Record | None:
        return next((row.copy() for row in self._matching(kind, equals)), None)

    def total(self, kind: str, **equals: object) -> int:
        """How many `find` would give, without copying any."""
        return sum(1 for _ in self._matching(kind, equals))

    def peek(self, kind: str, **equals: object) -> list[Record]:
        """As `find`, but the store's own records: to be read, never changed; for lists over hundreds of records."""
        return [row.record for row in self._matching(kind, equals)]

    def _matching(self, kind: str, equals: Record) -> Iterator[Row]:
        rows = self._loaded(kind)
        for key in [key for key, row in rows.items() if "_next" in row.record]:
            self._settled(kind, key)
        wanted = equals.items()
        for row in list(rows.values()):
            record = row.record
            if all(record.get(field) == value for field, value in wanted):
                yield row

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

    def remember(self, name: str, value: Record) -> None:
        """Keep a note that is no resource (an answer that a client token has had)."""
        self._db.execute("INSERT OR REPLACE INTO memo VALUES (?, ?)", (name, json.dumps(value)))

    def recall(self, name: str) -> Record | None:
        row = self._db.execute("SELECT body FROM memo WHERE name = ?", (name,)).fetchone()
        return json.loads(row[0]) if row else None

    def kinds(self) -> dict[str, int]:
        """How many records there are of each kind."""
        return dict(self._db.execute("SELECT kind, COUNT(*) FROM record GROUP BY kind ORDER BY kind").fetchall())

    def reset(self) -> None:
        """Forget every record and note; counters go on, so that no address or id comes twice."""
        self._rows.clear()
        self._db.execute("DELETE FROM record")
        self._db.execute("DELETE FROM memo")

    def _loaded(self, kind: str) -> dict[str, Row]:
        if kind not in self._rows:
            found = self._db.execute("SELECT id, body FROM record WHERE kind = ? ORDER BY seq", (kind,)).fetchall()
            self._rows[kind] = {key: Row.of(text) for key, text in found}
        return self._rows[kind]

    def _changing(self, kind: str) -> dict[str, Row]:
        self._touched.add(kind)
        return self._loaded(kind)

    def _settled(self, kind: str, key: str) -> Row | None:
        row = self._loaded(kind).get(key)
        coming = row.record.get("_next") if row else None
        if row is None or coming is None or coming["at"] > self.clock():
            return row
        if coming["change"] is None:
            self.delete(kind, key)
            return None
        self.save(kind, key, {field: v for field, v in row.record.items() if field != "_next"} | coming["change"])
        return self._loaded(kind)[key]


def opened(path: str) -> sqlite3.Connection:
    """The database, owned by this process alone until it is closed."""
    if path != ":memory:":
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=0.5)
    try:
        prepare(connection)
    except sqlite3.DatabaseError as error:
        connection.close()
        raise StateInUseError(
            f"cannot use the state file {path}: {error}; is another emulator running on it?"
        ) from None
    return connection


def prepare(connection: sqlite3.Connection) -> None:
    # WAL + NORMAL: a killed process loses nothing that was committed (a power cut may)
    connection.execute("PRAGMA locking_mode=EXCLUSIVE")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.executescript(SCHEMA)
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("COMMIT")


def public(record: Record) -> Record:
    """What the cloud would show of a record: everything but the private fields."""
    return {field: value for field, value in record.items() if not field.startswith("_")}
