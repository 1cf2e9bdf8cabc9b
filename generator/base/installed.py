"""Which version of a library is installed, told by the name of its folder.

importlib.metadata knows, too, and is asked where that fails; but it takes 25 ms to load, a twentieth of a small build.
"""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from functools import cache
from importlib import import_module


def version_of(name: str) -> str:
    """Return the version of an installed library, or nothing where it is not installed."""
    written = re.sub(r"[-_.]+", "[-_.]", name)
    folder = re.compile(rf"{written}-([^-]+)(?:-py[0-9.]+)?\.(?:dist|egg)-info", re.IGNORECASE)
    found = (match[1] for path in sys.path for entry in _entries(path) if (match := folder.fullmatch(entry)))
    return next(found, "") or _asked_for(name)


@cache
def _entries(path: str) -> tuple[str, ...]:
    """Return the folders of libraries' metadata below a folder of sys.path."""
    with suppress(OSError):
        return tuple(sorted(entry.name for entry in os.scandir(path or ".") if entry.name.endswith("-info")))
    return ()


def _asked_for(name: str) -> str:
    metadata = import_module("importlib.metadata")
    try:
        return str(metadata.version(name))
    except metadata.PackageNotFoundError:
        return ""
