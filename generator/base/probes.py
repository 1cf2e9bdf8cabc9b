"""What is known of files that take long to open, remembered as long as their size and time stay the same.

In: paths, and the name of a function that opens files: named, not imported, as what it opens them with takes long to load. Out: what
the function makes of each. Only what changed is opened.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
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
    """A function of paths that returns what each of them holds, in order."""


def probed(probe: Probe, root: Path, paths: Iterable[str], cache: Cache, jobs: int) -> dict[str, Any]:
    """Return what a probe makes of each file, by its path below `root`; files that are not there are left out."""
    folder, keys = os.fspath(root), {}
    for path in sorted(paths):
        with suppress(OSError):  # a name that is not NFC, which is told elsewhere, or gone meanwhile
            stat = os.stat(f"{folder}/{path}")  # noqa: PTH116 - of thousands
            keys[path] = digest(path, stat.st_size, stat.st_mtime_ns)
    known: dict[str, Any] = cache.get_many(probe.table, keys.values())
    todo = [path for path, key in keys.items() if key not in known]
    if todo:
        opened = getattr(import_module(probe.module), probe.function)
        found = shared_out(opened, [root / path for path in todo], jobs, worth=8, at_once=1)
        fresh = {keys[path]: one for path, one in zip(todo, found, strict=True)}
        cache.put_many(probe.table, fresh)
        known |= fresh
    cache.keep_only(probe.table, keys.values())
    return {path: known[key] for path, key in keys.items()}
