"""Every problem has a case below tests/cases: a tiny project, and exactly what `delight check` says of it.

A case is a folder named after the problem, with a project's files and expected.ko.txt and expected.en.txt. Taxonomies and
settings that a case does not bring are lent by projects.py. `command.txt` holds another command than `check`, in which {root} is
the project's folder. What git would mangle is made here, from readable files, by PREPARED. `pytest tests/content --update-golden` rewrites what is expected.
"""

from __future__ import annotations

import gzip
import re
import sys
import unicodedata
from collections.abc import Callable
from fractions import Fraction
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from generator.base.problems import messages
from tests import films
from tests.content.projects import ROOT, project, run, with_theme

SENTENCE = re.compile(r"[.?!](?= |$)")
CASES = ROOT / "tests" / "cases"
NAMES = sorted(path.name for path in CASES.iterdir())
LINE = re.compile(
    r"(?P<path>.+?):[0-9]+:[0-9]+: (?P<level>error|warning): (?P<text>.+) \[(?P<name>[a-z0-9-]+)\]"
)


def _recoded(encoding: str, mark: bytes = b"") -> Callable[[Path], None]:
    def prepare(root: Path) -> None:
        for path in root.glob("stories/20*/*/*.md"):
            path.write_bytes(mark + path.read_text("utf-8").encode(encoding))

    return prepare


def _decompose_names(root: Path) -> None:
    for path in sorted(root.glob("stories/20*/**/*"), reverse=True):
        path.rename(path.with_name(unicodedata.normalize("NFD", path.name)))


def _lengthen(root: Path) -> None:
    """Give folders names of hundreds of bytes, which not every system could check out."""
    for path in sorted(root.glob("stories/*/*-*/")):
        name, count = path.name.rsplit("-", 1)
        path.rename(path.with_name(name * int(count)))


def _replaced(old: str, new: str | bytes) -> Callable[[Path], None]:
    """Put what cannot be read, or is too long to be read, into the place of a mark."""
    put = new if isinstance(new, bytes) else new.encode()

    def prepare(root: Path) -> None:
        for path in root.glob("stories/**/*.*"):
            if path.is_file():
                path.write_bytes(path.read_bytes().replace(old.encode(), put))

    return prepare


def _break_off(root: Path) -> None:
    log = root / "access.log"
    log.write_bytes(gzip.compress(log.read_bytes() * 50, mtime=0)[:-20])


def _make_unreadable(root: Path) -> None:
    (root / "stories/2021/folder/index.ko.md").mkdir(parents=True)
    (root / "stories/2021/link").mkdir()
    (root / "stories/2021/link/index.ko.md").symlink_to("nowhere.md")
    (root / "stories/taxonomy/badges.yml").symlink_to("nowhere.yml")


def _remove_settings(root: Path) -> None:
    (root / "mkdocs.yml").unlink()


def _filmed(
    name: str = "film.mp4", then: Callable[[Path], object] = Path.exists, **how: Any
) -> Callable[[Path], None]:
    """Make a film for the story, and then spoil it."""

    def prepare(root: Path) -> None:
        (folder,) = root.glob("stories/20*/*")
        then(films.make_film(folder / name, **how))

    return prepare


def _emptied(path: Path) -> None:
    path.write_bytes(b"")


PREPARED: dict[str, Callable[[Path], None]] = {
    "byte-order-mark": _recoded("utf-8", b"\xef\xbb\xbf"),
    "captions-encoding": _replaced("@@LATIN@@", "Caf\xe9, it\x92s made up".encode("latin-1")),
    "control-character": _replaced("@@BELL@@", "\a"),
    "encoding-cp949": _recoded("cp949"),
    "encoding-unknown": _replaced("@@LATIN@@", "Caf\xe9".encode("latin-1")),
    "encoding-utf16": _recoded("utf-16-le", b"\xff\xfe"),
    "film-cut-off": _filmed(then=partial(films.cut, share=0.6), seconds=8),
    "film-empty": _filmed(then=_emptied),
    "film-misnamed": _filmed(container="webm"),
    "film-not-everywhere": _filmed(codec="libx265"),
    "film-not-sought": _filmed("film.webm", more={"live": "1"}),
    "film-peak-too-high": _filmed(sound="claps"),
    "film-too-large": _filmed("film.mov", then=films.too_large, codec="qtrle", pixels="rgb24"),
    "film-too-loud": _filmed(level=-1),
    "film-too-quiet": _filmed(level=-30),
    "film-unfinished": _filmed(then=films.unfinished),
    "film-unreadable": _filmed(then=films.broken_header),
    "film-without-picture": _filmed(picture=False),
    "front-matter-too-long": _replaced("@@LONG@@", "긴 글 " * 40_000),
    "log-cut-off": _break_off,
    "name-not-nfc": _decompose_names,
    "name-too-long": _lengthen,
    "settings-unreadable": _remove_settings,
    "text-too-deep": _replaced("@@DEEP@@", "[" * 20_000 + "]" * 20_000),
    "unreadable": _make_unreadable,
}


MISSING = {"media-not-installed": "av"}
"""Libraries that are not there in a case."""


def _prepared(case: Path, root: Path) -> str:
    """Write a case's project, and return the command to run on it."""
    files = {
        path.relative_to(case).as_posix(): path.read_bytes() for path in case.rglob("*") if path.is_file()
    }
    command = files.pop("command.txt", b"check").decode().strip()
    project(root, {path: content for path, content in files.items() if not path.startswith("expected.")})
    if command != "check":
        with_theme(root)
    for path in root.glob("stories/20*/*/film.mp4"):
        path.write_bytes(_any_film())  # in a case it is a line of text
    PREPARED.get(case.name, lambda _: None)(root)
    return command


@cache
def _any_film() -> bytes:
    """Return a film of ten minutes, in which nothing is wrong."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "film.mp4")
        return films.make_film(path, seconds=600, fps=Fraction(1, 10), sound=None).read_bytes()


@pytest.mark.parametrize("name", NAMES)
def test_case(
    name: str, tmp_path: Path, pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    command, *arguments = _prepared(CASES / name, tmp_path).replace("{root}", str(tmp_path)).split()
    if name in MISSING:
        monkeypatch.setitem(sys.modules, MISSING[name], None)
    for language in ("ko", "en"):
        # The second time, what was read is remembered, and so is what was wrong with it.
        status, told = run(tmp_path, command, *arguments, language=language)
        told = told.replace(f"{tmp_path}/", "")
        golden = CASES / name / f"expected.{language}.txt"
        if pytestconfig.getoption("--update-golden"):
            golden.write_text(told, "utf-8", newline="\n")
        assert told == golden.read_text("utf-8")
        assert status == int(": error: " in told)
        found = [one for line in told.splitlines() if (one := LINE.fullmatch(line))]
        assert {one["name"] for one in found} == {name}
        for one in found:
            assert len(SENTENCE.findall(one["text"])) >= 2, f"does not say how to mend it: {one['text']}"


def test_every_problem_has_a_case() -> None:
    assert set(messages()) == set(NAMES)


def test_nothing_is_prepared_without_a_case() -> None:
    assert set(PREPARED) <= set(NAMES)
