"""What someone else did to the site's folder is made good; damage to what is remembered only costs time."""

import os
import pickle
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.build.running import built, delight, differing, succeeded, tree

STORY = "ko/stories/made-up-0001/index.html"


def test_files_changed_deleted_and_added(project: Path) -> None:
    site = project / "site"
    before = tree(site)
    (site / STORY).write_bytes(before[STORY].replace("지어낸".encode(), "바꿔친".encode()))
    (site / "en/stories/made-up-0001/index.html").write_text("cut off", encoding="utf-8")
    (site / "stories.json").unlink()
    shutil.rmtree(site / "assets/images")
    shutil.rmtree(site / "media")
    (site / "added.html").write_text("added", encoding="utf-8")
    (site / "ko/a/b").mkdir(parents=True)
    (site / "ko/a/b/added.txt").write_text("added", encoding="utf-8")
    report = built(project)
    assert set(report.rendered) == {STORY, "en/stories/made-up-0001/index.html"}
    assert set(report.removed) == {"added.html", "ko/a/b/added.txt"}
    assert differing(tree(site), before) == []
    assert not (site / "ko/a").exists()


def test_files_in_the_place_of_folders(project: Path, tmp_path: Path) -> None:
    site = project / "site"
    before = tree(site)
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "mine.txt").write_text("mine", encoding="utf-8")
    shutil.rmtree(site / "ko/stories")
    (site / "ko/stories").write_text("a file", encoding="utf-8")
    shutil.rmtree(site / "en/stories")
    (site / "en/stories").symlink_to(outside, target_is_directory=True)
    (site / "index.html").unlink()
    (site / "index.html").mkdir()
    (site / "index.html/added.txt").write_text("a folder", encoding="utf-8")
    (site / "en/404.html").unlink()
    (site / "en/404.html").symlink_to(outside / "mine.txt")
    (site / "ko/404.html").unlink()
    (site / "ko/404.html").symlink_to(outside, target_is_directory=True)
    (site / "link").symlink_to(outside, target_is_directory=True)
    built(project)
    assert differing(tree(site), before) == []
    assert not [path for path in site.rglob("*") if path.is_symlink()]
    assert tree(outside) == {"mine.txt": b"mine"}


@pytest.mark.parametrize("name", ["index.html", "assets", "ko"])
def test_something_missing_at_the_top(project: Path, name: str) -> None:
    site = project / "site"
    before = tree(site)
    shutil.rmtree(site / name) if (site / name).is_dir() else (site / name).unlink()
    built(project)
    assert differing(tree(site), before) == []


def test_left_over_stage(project: Path) -> None:
    before = tree(project / "site")
    stage = project / "site/.delight-new/ko/stories"
    stage.mkdir(parents=True)
    (stage / "half.html").write_text("half", encoding="utf-8")
    report = built(project)
    assert report.removed == ()
    assert differing(tree(project / "site"), before) == []
    assert not (project / "site/.delight-new").exists()


def _random(path: Path) -> None:
    path.write_bytes(random.Random(7).randbytes(path.stat().st_size))


def _truncated(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def _empty(path: Path) -> None:
    os.truncate(path, 0)


def _text(path: Path) -> None:
    path.write_text("이것은 데이터베이스가 아닙니다", encoding="utf-8")


damages = pytest.mark.parametrize("damage", [_random, _truncated, _empty, _text])


@damages
@pytest.mark.parametrize("name", ["cache-*.sqlite", "lock.sqlite"])
def test_damaged_store(project: Path, name: str, damage: Callable[[Path], None]) -> None:
    before = tree(project / "site")
    (store,) = project.glob(f".cache/delight/{name}")
    damage(store)
    for _ in range(2):
        built(project)
        assert differing(tree(project / "site"), before) == []
    assert built(project).read == ()


def test_store_damaged_here_and_there(project: Path) -> None:
    before = tree(project / "site")
    (store,) = project.glob(".cache/delight/cache-*.sqlite")
    whole, dice = store.read_bytes(), random.Random(20261121)
    for _ in range(12):
        broken = bytearray(whole)
        for _ in range(dice.choice([1, 5, 50])):
            at = dice.randrange(len(broken))
            broken[at : at + 64] = dice.randbytes(len(broken[at : at + 64]))
        store.write_bytes(broken)
        built(project)
        assert differing(tree(project / "site"), before) == []


@damages
def test_damaged_theme(project: Path, damage: Callable[[Path], None]) -> None:
    before = tree(project / "site")
    for chrome in project.glob(".cache/delight/theme/*/chrome.ko.html"):
        damage(chrome)
    succeeded(delight(project, "build", "--date", "2026-11-21"))
    assert differing(tree(project / "site"), before) == []


def test_theme_lost_its_files(project: Path) -> None:
    before = tree(project / "site")
    for assets in project.glob(".cache/delight/theme/*/assets"):
        shutil.rmtree(assets)
    succeeded(delight(project, "build", "--date", "2026-11-21"))
    assert differing(tree(project / "site"), before) == []


class Unknown:
    """Cannot be unpickled, since its name is changed below."""


@pytest.mark.parametrize(
    "kept", [*(pytest.param(one, marks=pytest.mark.slow) for one in ("readings", "texts")), "tree"]
)
def test_values_that_cannot_be_read(project: Path, kept: str) -> None:
    before = tree(project / "site")
    sealed = pickle.dumps(Unknown()).replace(b"Unknown", b"Forgot!")
    for value in (b"", b"\x80\x05", b"not a pickle at all", pickle.dumps(3), bytes(16) + sealed):
        _ask(project, f"UPDATE entry SET value = ? WHERE tbl LIKE '{kept}:%'", value)
        shutil.rmtree(project / "site")
        built(project)
        assert differing(tree(project / "site"), before) == []


def test_value_changed_by_the_disk(project: Path) -> None:
    before = tree(project / "site")
    for tbl, key, value in _ask(project, "SELECT tbl, key, value FROM entry"):
        changed = value.replace(b"Made-up", b"Changed")
        _ask(project, "UPDATE entry SET value = ? WHERE tbl = ? AND key = ?", changed, tbl, key)
    shutil.rmtree(project / "site")
    built(project)
    assert differing(tree(project / "site"), before) == []


def test_values_of_an_older_program(project: Path) -> None:
    before = tree(project / "site")
    _ask(project, "UPDATE entry SET tbl = substr(tbl, 1, instr(tbl, ':')) || ?", "older")
    report = built(project)
    assert len(report.read) > 12
    assert differing(tree(project / "site"), before) == []
    names = {name for (name,) in _ask(project, "SELECT DISTINCT tbl FROM entry")}
    assert not [name for name in names if name.startswith(("readings:older", "texts:older"))]


def _ask(project: Path, query: str, *values: object) -> list[tuple[Any, ...]]:
    (path,) = project.glob(".cache/delight/cache-*.sqlite")
    with closing(sqlite3.connect(path)) as store, store:
        return store.execute(query, values).fetchall()
