"""Films in a build: what is opened, and when nothing is."""

import os
import shutil
from pathlib import Path

import pytest

from generator.base import tree
from tests.build.running import DAY, python
from tests.content.projects import project, story
from tests.films import make_film

TOLD = "import sys; from generator.cli import main; main(sys.argv[1:]); print('av' in sys.modules)"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files: dict[str, str | bytes] = {
        "stories/2021/call/captions.ko.vtt": "WEBVTT\n\n00:00.000 --> 00:00.900\n네.\n"
    }
    return project(tmp_path / "one", files | {"stories/2021/call/index.ko.md": story(video="film.mp4")})


def opens(root: Path) -> bool:
    """Check a project in a process of its own, and tell whether anything was loaded that opens films."""
    told = python(root, "-c", TOLD, "check", "--date", DAY, "--jobs", 1)
    assert told.returncode == 0 and ": error:" not in told.stderr, told.stderr
    return told.stdout.splitlines()[-1] == "True"


def test_a_film_is_opened_once(root):
    film = make_film(root / "stories/2021/call/film.mp4")
    assert opens(root)
    assert not opens(root)
    os.utime(film, ns=(1, 1_000_000_000))
    assert not opens(root), "touched"
    (root / "stories/2021/call").rename(root / "stories/2021/mail")
    assert not opens(root), "moved"
    shutil.copytree(root, root.with_name("two"))
    assert not opens(root.with_name("two")), "copied with its cache, as files of a fresh clone are"
    make_film(root / "stories/2021/mail/film.mp4", seconds=1)
    assert opens(root), "changed"


def test_a_project_without_films_loads_nothing_that_opens_them(tmp_path):
    assert not opens(project(tmp_path, {"stories/2021/call/index.ko.md": story()}))


def test_what_comes_in_pieces_is_staged_like_what_comes_whole(tmp_path):
    def staged() -> object:
        (file,) = tmp_path.iterdir()
        return file.read_bytes()

    told = tree.stage_pieces(tmp_path, "film.mp4", iter([b"one", b"", b"two"]))
    assert staged() == b"onetwo"
    assert told == tree.stage_pieces(tmp_path, "film.mp4", iter([b"onetwo"]))
    assert told != tree.stage_pieces(tmp_path, "film.mp4", iter([b"onetw"]))
