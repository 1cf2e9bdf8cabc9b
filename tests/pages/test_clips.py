"""The clips of the project's own stories, played by a real browser: as long as told, seen, and saying what their captions say."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np
import pytest

from generator.content.clip import LONGEST, SHORTEST

STORIES = ("2021/grandmothers-tv", "2022/dead-stock", "2022/after-the-fire")
SEEN = """async seconds => {
    const film = document.querySelector("video");
    film.muted = true;
    film.pause();
    await new Promise(done => {
        const look = (now, seen) =>
            Math.abs(seen.mediaTime - seconds) < 0.1 ? done() : film.requestVideoFrameCallback(look);
        film.requestVideoFrameCallback(look);
        film.currentTime = seconds;
    });
    const canvas = Object.assign(document.createElement("canvas"), {width: 320, height: 180});
    const pen = canvas.getContext("2d");
    pen.drawImage(film, 0, 0, 320, 180);
    return Array.from(pen.getImageData(0, 0, 320, 180).data);
}"""


def cues(text: str) -> list[tuple[float, float]]:
    """Return begin and end of every cue."""
    times = re.findall(r"^00:(\d\d):(\d\d\.\d{3}) --> 00:(\d\d):(\d\d\.\d{3})$", text, re.MULTILINE)
    return [(int(a) * 60 + float(b), int(c) * 60 + float(d)) for a, b, c, d in times]


@pytest.mark.parametrize(
    "story", [STORIES[0], *(pytest.param(one, marks=pytest.mark.slow) for one in STORIES[1:])]
)
def test_a_clip_plays(open_page, host, folders, story: str) -> None:
    said = cues((folders["own"] / f"media/{story}/captions.ko.vtt").read_text("utf-8"))
    page = open_page(f"{host}own/media/{story}/clip.ko.mp4")
    length = page.evaluate(
        "async () => { const film = document.querySelector('video');"
        " await film.play(); return [film.duration, film.videoWidth, film.videoHeight]; }"
    )
    assert length[1:] == [1920, 1080]
    assert max(SHORTEST, said[-1][1]) <= length[0] <= LONGEST
    pictures = [
        np.array(page.evaluate(SEEN, (begin + end) / 2), np.uint8).reshape(180, 320, 4)[:, :, :3]
        for begin, end in said
    ]
    for picture in pictures:
        assert picture.mean() > 60, "not black"
        sheet = picture[130:, :200]
        assert (sheet.min(axis=2) > 220).mean() > 0.5, "paper"
        assert (sheet.max(axis=2) < 110).mean() > 0.01, "letters on it"
    for one, other in pairwise(pictures):
        changed = np.abs(one[130:, :200].astype(int) - other[130:, :200]).max(axis=2) > 60
        assert changed.mean() > 0.01, "other words"


def test_captions_are_as_a_player_wants_them(folders) -> None:
    for story in STORIES:
        for language in ("ko", "en"):
            text = (folders["own"] / f"media/{story}/captions.{language}.vtt").read_text("utf-8")
            assert text.startswith("WEBVTT\n")
            said = cues(text)
            assert len(said) >= 3
            assert all(before[1] < after[0] for before, after in pairwise(said)), "one at a time"
