"""The site's folder: what stands in it, and how it is brought up to date.

The one module that writes the site. New files are made in a folder inside it and moved into place one by one when all are
made, so that a build that fails or is killed leaves whole files only; what was moved and not yet remembered is found out by
its size and time, and made again.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, NamedTuple

from generator.base.cache import digest

STAGE = ".delight-new"
"""The folder inside the site's where new files are made."""
GUIDES_MARK = "trainers.json"
"""The file by which a folder of facilitators' guides is known."""


class Made(NamedTuple):  # not a dataclass: a site's are read back three times as fast
    """A file in the site as a build left it."""

    key: str
    """Key of all that it was made from."""
    content: str
    """Digest of its bytes."""
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
    # An index.html may be anyone's. A build that was killed early leaves the folder of new files, and no stories.json yet.
    marks = {STAGE, "stories.json", "stories.schema.json", GUIDES_MARK}
    return not names & sources and (not names or bool(names & marks))


def survey(folder: Path) -> dict[str, tuple[int, int]]:
    """Return every file below the folder as path → (size, time of last change)."""
    found: dict[str, tuple[int, int]] = {}
    root, todo = os.fspath(folder), [""]
    while todo:
        below = todo.pop()
        try:
            entries = list(os.scandir(f"{root}/{below}"))
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


def new_stage(folder: Path) -> Path:
    """Return an empty folder of its own for new files, and remove what killed builds left."""
    shutil.rmtree(folder / STAGE, ignore_errors=True)
    (folder / STAGE).mkdir(parents=True, exist_ok=True)
    # Another name each time: a process of a killed build may still be writing.
    return Path(tempfile.mkdtemp(dir=folder / STAGE))


def stage_bytes(stage: Path, path: str, content: bytes) -> str:
    """Make a new file aside, and return the digest of its bytes."""
    with _naming(stage.parents[1] / path):
        _staged(stage, path).write_bytes(content)
    return digest(content)


def stage_written(stage: Path, path: str, write: Callable[[BinaryIO], None]) -> str:
    """Make a new file aside by a function that writes it, and return the digest of its bytes."""
    with _naming(stage.parents[1] / path), _staged(stage, path).open("w+b") as file:
        write(file)
        file.seek(0)
        return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).hexdigest()


def stage_pieces(stage: Path, path: str, pieces: Iterable[bytes]) -> str:
    """Make a new file aside of pieces that are never in memory all at once, and return the digest of its bytes."""
    made = hashlib.blake2b(digest_size=16)
    with _naming(stage.parents[1] / path), _staged(stage, path).open("wb") as file:
        for piece in pieces:
            file.write(piece)
            made.update(piece)
    return made.hexdigest()


def stage_copy(stage: Path, path: str, source: Path) -> str:
    """Copy a file aside, and return the digest of its bytes."""
    target = _staged(stage, path)
    with _naming(stage.parents[1] / path):
        shutil.copyfile(source, target)
    with target.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).hexdigest()


def _staged(stage: Path, path: str) -> Path:
    """Return where a new file is made: all in one folder, as folders take longer to make and remove than files."""
    return stage / digest(path)


def commit(
    folder: Path,
    stage: Path,
    wanted: Mapping[str, str],
    staged: Mapping[str, str],
    remembered: Mapping[str, Made],
    present: Mapping[str, tuple[int, int]],
) -> Changes:
    """Move what was made aside into place and remove what no longer belongs; `staged` is path → digest of its bytes.

    A file whose bytes did not change stays as it is. What pages need goes before the pages, what is left over last.
    """
    written = []
    folders = {path.rpartition("/")[0] for path in present}
    kept = {path: made for path, made in remembered.items() if path in wanted and path not in staged}
    for path in sorted(staged, key=lambda path: (path.endswith(".html"), path)):
        before, here = remembered.get(path), present.get(path)
        if before and here == (before.size, before.modified) and before.content == staged[path]:
            kept[path] = Made(wanted[path], staged[path], *here)
            continue
        with _naming(folder / path):
            _make_folders(folder, path, folders)
            stat = _move(_staged(stage, path), folder / path)
        kept[path] = Made(wanted[path], staged[path], stat.st_size, stat.st_mtime_ns)
        written.append(path)
    shutil.rmtree(folder / STAGE, ignore_errors=True)
    removed = sorted(path for path in present if path not in wanted and not path.startswith(f"{STAGE}/"))
    for path in removed:
        with _naming(folder / path):
            _remove_file(folder / path)
    _remove_empty(folder, removed)
    return Changes(tuple(written), tuple(removed), kept)


@contextmanager
def _naming(target: Path) -> Iterator[None]:
    """Raise an OSError as one of the file that it kept from being made, whatever name it had aside."""
    try:
        yield
    except OSError as error:
        error.filename, error.filename2 = os.fspath(target), None
        raise


def _make_folders(folder: Path, path: str, folders: set[str]) -> None:
    """Make the folders of a path, where need be in the place of a file; `folders` are those known to be there."""
    if path.rpartition("/")[0] in folders:
        return
    root = os.fspath(folder)
    for parent in _parents(path):
        if parent not in folders:
            try:
                os.mkdir(f"{root}/{parent}")  # noqa: PTH102 - half the time of a Path's, five thousand times
            except FileExistsError:
                if not _is_folder(folder / parent):
                    (folder / parent).unlink()
                    (folder / parent).mkdir()
            folders.add(parent)


def _move(staged: Path, target: Path) -> os.stat_result:
    """Move a new file into place, where need be in the place of a folder, and return what the file system tells of it."""
    try:
        staged.replace(target)
    except OSError:
        if not _is_folder(target):
            raise
        shutil.rmtree(target)
        staged.replace(target)
    return target.stat()


def _remove_file(target: Path) -> None:
    """Remove a file or link, if what belongs there has not taken its place."""
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        target.unlink()


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _parents(path: str) -> Iterator[str]:
    parts = path.split("/")[:-1]
    for count in range(1, len(parts) + 1):
        yield "/".join(parts[:count])


def _remove_empty(folder: Path, removed: Iterable[str]) -> None:
    """Remove folders that lost their last file."""
    for parent in sorted({parent for path in removed for parent in _parents(path)}, key=len, reverse=True):
        if _is_folder(folder / parent) and not any((folder / parent).iterdir()):
            (folder / parent).rmdir()
