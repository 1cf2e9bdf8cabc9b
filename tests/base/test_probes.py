"""Probes: what is opened, what is only read, and what is neither."""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from generator.base import probes
from generator.base.cache import Cache
from generator.base.probes import Probe, probed

BY_CONTENT = Probe("texts", __name__, "opened", by_content=True)
BY_TIME = Probe("texts", __name__, "opened")


def opened(paths: Iterable[Path]) -> list[str | None]:
    """Note beside their folder what is opened, and return what it holds."""
    found = []
    for path in paths:
        with (path.parents[1] / "opened").open("a", encoding="utf-8") as notes:
            notes.write(f"{path.name}\n")
        found.append(path.read_text("utf-8") if path.stat().st_size else None)
    return found


@pytest.fixture
def ask(tmp_path):
    """Return what is known of every file and what was opened for it, by a cache that is opened anew each time."""
    notes = tmp_path / "opened"

    def asked(probe: Probe = BY_CONTENT) -> tuple[dict[str, str], list[str]]:
        notes.write_text("", "utf-8")
        names = [path.name for path in (tmp_path / "files").iterdir()]
        with Cache(tmp_path / "cache") as cache:
            found = probed(probe, tmp_path / "files", names, cache, 1)
        return found, sorted(notes.read_text("utf-8").split())

    return asked


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / name).write_text(name, "utf-8")
    return folder


def touch(path: Path) -> None:
    os.utime(path, ns=(1, path.stat().st_mtime_ns + 1_000_000_000))


@pytest.mark.parametrize("probe", [BY_CONTENT, BY_TIME])
def test_what_stays_the_same_is_not_opened_again(ask, files, probe):
    assert ask(probe) == ({"a": "a", "b": "b"}, ["a", "b"])
    assert ask(probe) == ({"a": "a", "b": "b"}, [])
    (files / "b").write_text("changed", "utf-8")
    assert ask(probe) == ({"a": "a", "b": "changed"}, ["b"])


def test_what_is_touched_moved_or_copied_is_read_and_not_opened(ask, files):
    ask()
    touch(files / "a")
    assert ask()[1] == []
    (files / "b").rename(files / "moved")
    shutil.copy(files / "a", files / "copy")
    assert ask() == ({"a": "a", "copy": "a", "moved": "b"}, [])


def test_what_is_touched_is_opened_where_its_time_counts(ask, files):
    ask(BY_TIME)
    touch(files / "a")
    assert ask(BY_TIME)[1] == ["a"]


def test_what_is_not_touched_is_not_even_read(ask, files):
    ask()
    stat = (files / "a").stat()
    (files / "a").write_text("z", "utf-8")
    os.utime(files / "a", ns=(1, stat.st_mtime_ns))
    assert ask() == ({"a": "a", "b": "b"}, [])


def test_same_bytes_are_opened_once(ask, files):
    (files / "b").write_text("a", "utf-8")
    assert ask() == ({"a": "a", "b": "a"}, ["a"])


def test_what_is_gone_is_forgotten(ask, files):
    ask()
    content = (files / "a").read_bytes()
    (files / "a").unlink()
    assert ask()[0] == {"b": "b"}
    (files / "a").write_bytes(content)
    assert ask()[1] == ["a"]


def test_what_cannot_be_read_is_tried_again(ask, files):
    (files / "a").write_text("", "utf-8")
    assert ask() == ({"a": None, "b": "b"}, ["a", "b"])
    assert ask() == ({"a": None, "b": "b"}, ["a"])


def test_digest_of_what_cannot_be_read(tmp_path):
    assert probes.contents([tmp_path, tmp_path / "gone"]) == ["", ""]
