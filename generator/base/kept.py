"""What took long to make, kept as files beside the cache: a site's folder is its own cache, but a preview has another folder.

In: a key of all that the thing depends on, and a function that makes it. Out: bytes. What cannot be read back is made anew.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

_MOST = 100
"""Files that are kept; those not asked for longest go first."""
_SEAL = 16
"""Bytes of digest before each."""


def kept(folder: Path, key: str, make: Callable[[], bytes]) -> bytes:
    """Return what is kept under a key, or else make it and keep it."""
    path = folder / key
    with suppress(OSError):
        data = path.read_bytes()
        if data[:_SEAL] == _seal(data[_SEAL:]):
            os.utime(path)
            return data[_SEAL:]
    content = make()
    # Another process may make the same at the same time: either file is whole.
    aside = folder / f"{key}.{os.getpid()}"
    with suppress(OSError):  # a disk that is full costs time later, no more
        folder.mkdir(parents=True, exist_ok=True)
        aside.write_bytes(_seal(content) + content)
        aside.replace(path)
        _drop_old(folder)
    return content


def _drop_old(folder: Path) -> None:
    found = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime_ns)
    for path in found[:-_MOST]:
        path.unlink(missing_ok=True)


def _seal(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=_SEAL).digest()
