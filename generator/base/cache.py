"""What a build remembers: results by key, in one SQLite file per project.

A key must cover everything that its value depends on; what cannot be read back is a miss, and a value that is lost
costs time, never correctness. SQLite because a build may be killed at any moment, and because one text can be read
without reading ten thousand. Each value is sealed with a digest, since SQLite does not notice bytes that a disk changed.
"""

from __future__ import annotations

import errno
import hashlib
import os
import pickle
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")

_FORMAT = 2
_BATCH = 500
_PATIENCE = 600
"""Seconds to wait for another process to be done with the project."""
_SEAL = 16
"""Bytes of digest before each value."""
_REFUSED = {
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_READONLY: errno.EACCES,
}
"""What the system does not let SQLite do, by the number of the error that files give."""
_NOT_DAMAGE = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


class DamagedError(Exception):
    """What is stored cannot be read back: the store is to be begun anew."""


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
        """Open the store in `folder`, making both if need be.

        Values that another `program` (a key of its code) made are not seen, and dropped with the next `keep_only`.
        """
        self._program = program
        self._is_swept = False
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / f"cache-{_FORMAT}.sqlite"
        with _noticing_damage(self.path):
            self._db = sqlite3.connect(self.path, timeout=60)
        try:
            with _noticing_damage(self.path):
                _prepare(self._db)
        except DamagedError:
            self._db.close()
            raise

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
                    if value[:_SEAL] == _seal(table, key, value[_SEAL:]):
                        found[key] = pickle.loads(value[_SEAL:])  # noqa: S301 - our own file, beside the project
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
        pickled = ((key, pickle.dumps(value, pickle.HIGHEST_PROTOCOL)) for key, value in values.items())
        rows = [(name, key, _seal(table, key, data) + data) for key, data in pickled]
        if rows:
            with _noticing_damage(self.path), self._db:
                self._db.executemany("INSERT OR REPLACE INTO entry (tbl, key, value) VALUES (?, ?, ?)", rows)

    def keep_only(self, table: str, keys: Iterable[str]) -> None:
        """Drop every other entry of the table, and all that another program made."""
        kept, name = set(keys), self._name(table)
        stored = self._rows("SELECT tbl, key FROM entry WHERE tbl = ?", [name])
        stale = [(tbl, key) for tbl, key in stored if key not in kept]
        if not self._is_swept:  # every key there is, is looked at
            stale += self._rows("SELECT tbl, key FROM entry WHERE tbl NOT LIKE ?", [f"%:{self._program}"])
            self._is_swept = True
        if stale:
            with _noticing_damage(self.path), self._db:
                self._db.executemany("DELETE FROM entry WHERE tbl = ? AND key = ?", stale)

    def _name(self, table: str) -> str:
        return f"{table}:{self._program}"

    def _rows(self, query: str, values: list[str]) -> list[tuple[Any, ...]]:
        with _noticing_damage(self.path):
            return self._db.execute(query, values).fetchall()


def with_cache(folder: Path, program: str, work: Callable[[Cache], T]) -> T:
    """Do some work with the store; where that proves damaged, begin it anew and do the work once more."""
    try:
        with Cache(folder, program) as cache:
            return work(cache)
    except DamagedError:
        for part in folder.glob("cache-*.sqlite*"):
            part.unlink(missing_ok=True)
        with Cache(folder, program) as cache:
            return work(cache)


def _prepare(db: sqlite3.Connection) -> None:
    """Make the table where it is missing, and see that it is ours."""
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = NORMAL")
    db.execute("CREATE TABLE IF NOT EXISTS entry (tbl TEXT, key TEXT, value BLOB, PRIMARY KEY (tbl, key))")
    db.execute("SELECT key, value FROM entry WHERE tbl = ''").fetchone()


@contextmanager
def _noticing_damage(path: Path) -> Iterator[None]:
    """Tell damage from a store that is busy, and from one that the system lets no one write, which is an OSError."""
    try:
        yield
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:  # a damaged name shows as the latter
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in _REFUSED:
            raise OSError(_REFUSED[code], os.strerror(_REFUSED[code]), os.fspath(path)) from error
        if code in _NOT_DAMAGE:
            raise
        raise DamagedError(str(error)) from error


def _seal(table: str, key: str, data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_SEAL, key=f"{table}:{key}".encode()[:64]).digest()


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold a lock that no other process holds, waiting for it; a killed process lets go of it by itself."""
    path.parent.mkdir(parents=True, exist_ok=True)
    db = _locked(path)
    try:
        yield
    finally:
        db.close()


def _locked(path: Path) -> sqlite3.Connection:
    # A second at a time, as SQLite cannot be interrupted while it waits.
    with _noticing_damage(path):
        db = sqlite3.connect(path, timeout=1, isolation_level=None)
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            with _noticing_damage(path):
                db.execute("BEGIN EXCLUSIVE")
            return db
        except DamagedError:
            db.close()
            path.unlink()
            return _locked(path)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise


def _batches(items: list[str], size: int) -> Iterator[list[str]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
