"""What a build remembers: results by key, in one SQLite file per project.

A key must cover everything that its value depends on; what cannot be read back is a miss, and a value that is lost
costs time, never correctness. SQLite because a build may be killed at any moment, and because one text can be read
without reading ten thousand.
"""

from __future__ import annotations

import hashlib
import pickle
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

_FORMAT = 1
_BATCH = 500


def digest(*parts: object) -> str:
    """Return a key of 32 hexadecimal digits for these texts, bytes or values."""
    made = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part if isinstance(part, bytes) else str(part).encode("utf-8", "surrogatepass")
        made.update(len(data).to_bytes(8, "big") + data)
    return made.hexdigest()


class Cache:
    """A store of values by table and key; close it, or use it in a `with`."""

    def __init__(self, folder: Path, program: str = "") -> None:
        """Open the store in `folder`, making both if need be; a damaged one is begun anew.

        Values that another `program` (a key of its code) made are not seen, and dropped with the next `keep_only`.
        """
        self._program = program
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / f"cache-{_FORMAT}.sqlite"
        try:
            self._db = _opened(self.path)
        except sqlite3.DatabaseError:
            for part in folder.glob(self.path.name + "*"):
                part.unlink(missing_ok=True)
            self._db = _opened(self.path)

    def __enter__(self) -> Cache:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the store."""
        self._db.close()

    def get_many(self, table: str, keys: Iterable[str]) -> dict[str, object]:
        """Return the values that are there and can be read."""
        found: dict[str, object] = {}
        for some in _batches(sorted(set(keys)), _BATCH):
            marks = ",".join("?" * len(some))
            rows = self._rows(
                f"SELECT key, value FROM entry WHERE tbl = ? AND key IN ({marks})",  # noqa: S608 - marks only
                [self._name(table), *some],
            )
            for key, value in rows:
                # Bytes from another version of Python or of this program may fail in any way: that is a miss.
                with suppress(Exception):
                    found[key] = pickle.loads(value)  # noqa: S301 - our own file, beside the project
        return found

    def known(self, table: str, keys: Iterable[str]) -> set[str]:
        """Return which of these keys have a value."""
        wanted, stored = (
            set(keys),
            {key for (key,) in self._rows("SELECT key FROM entry WHERE tbl = ?", [self._name(table)])},
        )
        return wanted & stored

    def get(self, table: str, key: str) -> object | None:
        """Return one value, or None."""
        return self.get_many(table, [key]).get(key)

    def put_many(self, table: str, values: Mapping[str, object]) -> None:
        """Keep these values, replacing older ones; all of them or, if the build is killed, none."""
        name = self._name(table)
        rows = [(name, key, pickle.dumps(value, pickle.HIGHEST_PROTOCOL)) for key, value in values.items()]
        if rows:
            with self._db:
                self._db.executemany("INSERT OR REPLACE INTO entry (tbl, key, value) VALUES (?, ?, ?)", rows)

    def keep_only(self, table: str, keys: Iterable[str]) -> None:
        """Drop every other entry of the table."""
        kept, name = set(keys), self._name(table)
        stored = self._rows("SELECT tbl, key FROM entry WHERE tbl = ? OR tbl LIKE ?", [name, f"{table}:%"])
        if stale := [(tbl, key) for tbl, key in stored if tbl != name or key not in kept]:
            with self._db:
                self._db.executemany("DELETE FROM entry WHERE tbl = ? AND key = ?", stale)

    def _name(self, table: str) -> str:
        return f"{table}:{self._program}"

    def _rows(self, query: str, values: list[str]) -> list[tuple[Any, ...]]:
        try:
            return self._db.execute(query, values).fetchall()
        except sqlite3.DatabaseError:
            return []


def _opened(path: Path) -> sqlite3.Connection:
    """Open the file and see that it is ours."""
    db = sqlite3.connect(path, timeout=60)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = NORMAL")
    db.execute("CREATE TABLE IF NOT EXISTS entry (tbl TEXT, key TEXT, value BLOB, PRIMARY KEY (tbl, key))")
    db.execute("SELECT count(*) FROM entry WHERE tbl = ''").fetchone()
    return db


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold a lock that no other process holds, waiting for it; a killed process lets go of it by itself."""
    path.parent.mkdir(parents=True, exist_ok=True)
    db = sqlite3.connect(path, timeout=600, isolation_level=None)
    try:
        db.execute("BEGIN EXCLUSIVE")
        yield
    finally:
        db.close()


def _batches(items: list[str], size: int) -> Iterator[list[str]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
