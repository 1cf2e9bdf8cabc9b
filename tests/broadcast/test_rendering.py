"""Films for broadcasting: captions are seen when they are said, and the sound is as loud as broadcasting wants it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from generator.broadcast.exchange import srt_of
from generator.broadcast.rendering import burned_in
from generator.content.films import Film
from generator.content.reels import probed
from generator.page.fonts import find_fonts, joined, opened
from tests import films
from tests.broadcast import screens

CUES = (
    (1.0, 2.0, "가상의 자막입니다."),
    (2.5, 3.5, "지어낸 문장이 아주 길어서 한 줄에는 다 들어가지 않고 두 줄이 되어야 하는 자막입니다."),
)


@pytest.fixture(scope="module")
def face():
    fonts = find_fonts()
    assert fonts, "make font"
    faces = joined(*opened(fonts))
    assert faces
    return faces.bold


def film_of(path: Path) -> Film:
    (found,) = probed([path])
    assert isinstance(found, Film)
    return found


def made(path: Path, face, **how: Any) -> tuple[Film, Film, Path]:
    """Make a film and burn captions into it; return what is known of both."""
    before = film_of(films.make_film(path, seconds=4, fps=10, size=(640, 360), **how))
    after = path.with_suffix(".out.mp4")
    size, heard = (before.width, before.height), (before.loudness, before.true_peak)
    after.write_bytes(burned_in(path, before.content, size, CUES, face, *heard))
    return before, film_of(after), after


def lumas(path: Path) -> dict[float, np.ndarray]:
    """Return the luma of each frame by its second."""
    with av.open(str(path)) as container:
        return {
            round(frame.time, 2): frame.to_ndarray()[: frame.height].astype(int)
            for frame in container.decode(video=0)
        }


@pytest.mark.parametrize("level", [-1, -14, -30])
def test_sound_is_as_loud_as_broadcasting_wants_it(tmp_path, face, level):
    _, after, _ = made(tmp_path / "film.mp4", face, level=level)
    assert after.loudness is not None
    assert abs(after.loudness + 24) < 0.5
    assert after.true_peak is not None
    assert after.true_peak <= -2
    assert not after.obstacles
    assert after.faststart


def test_a_film_without_sound_stays_without(tmp_path, face):
    before, after, _ = made(tmp_path / "film.mp4", face, sound=None)
    assert (after.audio_codec, after.loudness) == ("", None)
    assert abs(after.seconds - before.seconds) < 0.1


@pytest.mark.parametrize("turned", [0, 90, 270])
def test_captions_are_seen_while_they_are_said(tmp_path, face, turned):
    before, after, path = made(tmp_path / "film.mp4", face, turned=turned, black=4)
    assert (after.width, after.height) == (before.width, before.height)
    seen = lumas(path)
    height, width = next(iter(seen.values())).shape

    def whites(time: float) -> np.ndarray:
        return np.argwhere(seen[time] > 225)

    for time in (0.5, 2.2, 3.8):
        assert len(whites(time)) < 20, time
    for time in (1.0, 1.9, 2.6, 3.4):
        found = whites(time)
        assert len(found) > 100, time
        assert found[:, 0].max() < height * 0.95
        assert found[:, 1].min() > width * 0.05
        assert found[:, 1].max() < width * 0.95
        assert abs((found[:, 1].min() + found[:, 1].max()) / 2 - width / 2) < width * 0.03


def test_captions_as_subrip():
    assert srt_of(((0.5, 3661.25, "하나\n둘"), (3661.25, 3662, "셋"))) == (
        "1\n00:00:00,500 --> 01:01:01,250\n하나\n둘\n\n2\n01:01:01,250 --> 01:01:02,000\n셋\n"
    )


def test_a_running_order_that_wishes_for_them_has_them(tmp_path):
    root = screens.make_project(tmp_path, screens.LOOP + "burned_in: true\n")
    site = screens.build(root)
    film, captions = (site / f"broadcast/films/film.ko.{suffix}" for suffix in ("mp4", "srt"))
    assert abs(film_of(film).seconds - 12) < 0.2
    assert "지어낸 고객이 웃습니다.\n두 줄입니다.\n" in captions.read_text("utf-8")
    playlist = (site / "ko/broadcast/lobby/playlist.m3u8").read_text("utf-8")
    assert playlist.count("../../../broadcast/films/film.ko.mp4") == 2
    page = (site / "en/broadcast/lobby/index.html").read_text("utf-8")
    assert 'href="../../../broadcast/films/film.ko.srt"' in page
    before = film.stat().st_mtime_ns
    screens.build(root)
    assert film.stat().st_mtime_ns == before


def test_nothing_of_a_story_that_is_not_out_is_in_the_site(tmp_path):
    root = screens.make_project(tmp_path, screens.LOOP + "burned_in: true\n")
    story = root / "stories/2021/film/index.ko.md"
    text = story.read_text("utf-8").replace("가상의 영상 이야기", "아직 비밀인 이야기")
    story.write_text(text.replace("status: published", "status: published\npublish_on: 2026-12-02"), "utf-8")
    site = screens.build(root)
    told = [
        path for path in site.rglob("*") if path.is_file() and "아직 비밀인".encode() in path.read_bytes()
    ]
    assert told == []
    assert not list((site / "broadcast").glob("films/*"))
    assert not (site / "media/2021/film").exists()
    screens.build(root, "2026-12-02")
    assert "아직 비밀인" in (site / "ko/broadcast/lobby/schedule.json").read_text("utf-8")
