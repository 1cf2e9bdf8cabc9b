"""What is known of files that take long to open, remembered as long as they stay the same.

In: paths, and the name of a function that opens files: named, not imported, as what it opens them with takes long to load. Out: what
the function makes of each. Only what changed is opened: a file whose size and time are those of before is not even read, and of
what takes far longer to open than to read, a copy, or a file that was touched or moved, is read and not opened.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from generator.base.cache import Cache, digest
from generator.base.pool import shared_out


class Probe(NamedTuple):
    """How files of a kind are opened."""

    table: str
    """Where the cache keeps what they hold."""
    module: str
    function: str
    """A function of paths that returns what each of them holds, in order, or None where it cannot be read."""
    by_content: bool = False
    """Whether it takes far longer to open a file than to read it; what a file holds then goes by its bytes alone."""
    worth: int = 8
    """Files from which on starting another process pays."""


def probed(probe: Probe, root: Path, paths: Iterable[str], cache: Cache, jobs: int) -> dict[str, Any]:
    """Return what a probe makes of each file, by its path below `root`; files that are not there are left out."""
    folder, keys = os.fspath(root), {}
    for path in sorted(paths):
        with suppress(OSError):  # a name that is not NFC, which is told elsewhere, or gone meanwhile
            stat = os.stat(f"{folder}/{path}")  # noqa: PTH116 - of thousands
            keys[path] = digest(path, stat.st_size, stat.st_mtime_ns)
    if probe.by_content:
        read = partial(shared_out, contents, jobs=jobs, worth=probe.worth, at_once=1)
        keys = _remembered(f"{probe.table} by time", keys, root, read, cache)
    opened = partial(_opened, probe, jobs)
    return _remembered(probe.table, keys, root, opened, cache)


def contents(paths: Iterable[Path]) -> list[str]:
    """Return the digest of each file's bytes, read piece by piece; that of a file which cannot be read is empty."""
    return [_content(path) for path in paths]


def _content(path: Path) -> str:
    with suppress(OSError), path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).hexdigest()
    return ""


def _opened(probe: Probe, jobs: int, paths: list[Path]) -> list[Any]:
    function = getattr(import_module(probe.module), probe.function)
    return shared_out(function, paths, jobs, worth=probe.worth, at_once=1)


def _remembered(
    table: str, keys: Mapping[str, str], root: Path, found: Callable[[list[Path]], list[Any]], cache: Cache
) -> dict[str, Any]:
    """Return what is known by key of each path, having found out only what is not remembered, once for each key.

    What could not be read is not remembered, as that may pass.
    """
    known: dict[str, Any] = cache.get_many(table, keys.values())
    todo = {key: path for path, key in reversed([*keys.items()]) if key not in known}
    if todo:
        fresh = dict(zip(todo, found([root / path for path in todo.values()]), strict=True))
        cache.put_many(table, {key: one for key, one in fresh.items() if key and one not in (None, "")})
        known |= fresh
    cache.keep_only(table, keys.values())
    return {path: known[key] for path, key in keys.items()}
