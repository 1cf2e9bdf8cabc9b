"""Zip files whose bytes depend on nothing but what they hold: no time of day, no user, no system.

What does not shrink, such as a film, is stored as it is, and no file is ever in memory whole.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

_BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip file can tell."""
_UNIX = 3
_READABLE = 0o100644 << 16
_SHRINKS = frozenset([".css", ".html", ".js", ".json", ".md", ".svg", ".txt", ".vtt", ".xml", ".xsd"])


def write_zip(file: BinaryIO, parts: Iterable[tuple[str, bytes | Path]]) -> None:
    """Write parts, each a name in the zip and its bytes or the file that holds them, in their order."""
    with ZipFile(file, "w") as archive:
        for name, content in parts:
            info = ZipInfo(name, _BEGINNING)
            info.create_system, info.external_attr = _UNIX, _READABLE  # else they tell which system wrote it
            info.compress_type = (
                ZIP_DEFLATED if PurePosixPath(name).suffix.lower() in _SHRINKS else ZIP_STORED
            )
            if isinstance(content, bytes):
                archive.writestr(info, content)
                continue
            info.file_size = content.stat().st_size  # whether 4 GB are enough has to be known before
            with content.open("rb") as source, archive.open(info, "w") as target:
                shutil.copyfileobj(source, target, 1 << 20)
