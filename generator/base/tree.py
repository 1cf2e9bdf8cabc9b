"""The site's folder: what stands in it, and how it is brought up to date.

The one module that writes the site. New files are made in a folder inside it and moved into place one by one when all are
made, so that a build that fails or is killed leaves whole files only; what was moved and not yet remembered is found out by
its size and time, and made again.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.base.cache import digest

STAGE = ".delight-new"
"""The folder inside the site's where new files are made."""


@dataclass(frozen=True, slots=True)
class Made:
    """A file in the site as a build left it."""

    key: str
    """Key of all that it was made from."""
    content: str
    """Digest of its bytes, or its key where a file was copied."""
    size: int = -1
    modified: int = -1
    """Time of its last change in nanoseconds, as the file system tells it."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What a build did to the site's folder."""

    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    remembered: Mapping[str, Made] = field(default_factory=dict)


def is_ours(folder: Path) -> bool:
    """Tell whether a folder may be written over: it is missing or empty, or holds a site."""
    try:
        names = {entry.name for entry in os.scandir(folder)}
    except FileNotFoundError:
        return True
    except NotADirectoryError:
        return False
    sources = {"mkdocs.yml", "pyproject.toml", ".git"}
    return not names & sources and (not names - {STAGE} or "index.html" in names)


def survey(folder: Path) -> dict[str, tuple[int, int]]:
    """Return every file below the folder as path → (size, time of last change)."""
    found: dict[str, tuple[int, int]] = {}
    todo = [""]
    while todo:
        below = todo.pop()
        try:
            entries = list(os.scandir(folder / below))
        except FileNotFoundError:
            continue
        for entry in entries:
            path = f"{below}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                todo.append(f"{path}/")
            else:
                stat = entry.stat(follow_symlinks=False)
                found[path] = (stat.st_size, stat.st_mtime_ns)
    return found


def outdated(
    wanted: Mapping[str, str], remembered: Mapping[str, Made], present: Mapping[str, tuple[int, int]]
) -> set[str]:
    """Return the paths whose file is missing, was changed by someone else, or was made from something else than `wanted`."""
    return {
        path
        for path, key in wanted.items()
        if (made := remembered.get(path)) is None
        or made.key != key
        or present.get(path) != (made.size, made.modified)
    }


def stage_bytes(folder: Path, path: str, content: bytes) -> str:
    """Make a new file aside, and return the digest of its bytes."""
    target = folder / STAGE / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    return digest(content)


def stage_copy(folder: Path, path: str, source: Path) -> None:
    """Copy a file aside."""
    target = folder / STAGE / path
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def commit(
    folder: Path,
    wanted: Mapping[str, str],
    staged: Mapping[str, str],
    remembered: Mapping[str, Made],
    present: Mapping[str, tuple[int, int]],
) -> Changes:
    """Move what was made aside into place and remove what no longer belongs; `staged` is path → digest of its bytes.

    A file whose bytes did not change stays as it is. What pages need goes before the pages, what is left over last.
    """
    written = []
    kept = {path: made for path, made in remembered.items() if path in wanted and path not in staged}
    for path in sorted(staged, key=lambda path: (path.endswith(".html"), path)):
        before, here = remembered.get(path), present.get(path)
        target = folder / path
        if before and here == (before.size, before.modified) and before.content == staged[path]:
            kept[path] = Made(wanted[path], staged[path], *here)
            continue
        _make_way(folder, path)
        (folder / STAGE / path).replace(target)
        stat = target.stat()
        kept[path] = Made(wanted[path], staged[path], stat.st_size, stat.st_mtime_ns)
        written.append(path)
    shutil.rmtree(folder / STAGE, ignore_errors=True)
    removed = sorted(path for path in present if path not in wanted and not path.startswith(f"{STAGE}/"))
    for path in removed:
        (folder / path).unlink(missing_ok=True)
    _remove_empty(folder, removed)
    return Changes(tuple(written), tuple(removed), kept)


def _make_way(folder: Path, path: str) -> None:
    """Make the folders of a path, where need be in the place of a file that no longer belongs there."""
    target = folder / path
    for parent in _parents(path):
        if (folder / parent).is_file() or (folder / parent).is_symlink():
            (folder / parent).unlink()
    if target.is_dir():
        shutil.rmtree(target)
    target.parent.mkdir(parents=True, exist_ok=True)


def _parents(path: str) -> Iterator[str]:
    parts = path.split("/")[:-1]
    for count in range(1, len(parts) + 1):
        yield "/".join(parts[:count])


def _remove_empty(folder: Path, removed: Iterable[str]) -> None:
    """Remove folders that lost their last file."""
    for parent in sorted({parent for path in removed for parent in _parents(path)}, key=len, reverse=True):
        if not any((folder / parent).iterdir()):
            (folder / parent).rmdir()
