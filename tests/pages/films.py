"""The film stories that browser tests watch: made up, with films made when they are needed.

`film_stories(folder)` writes them with the taxonomy of the other made-up stories: `talk` has everything that a film may have, `tall` was
held upright, `plain` has no chapters, `long` is three hours with three thousand lines in each of two languages.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

from tests.films import make_film
from tests.pages.sites import MADE_UP

LINES = (
    (0, 6, "할머니 댁 TV가 고장 났습니다.", "A grandmother's TV broke down."),
    (6, 12, "부품은 늦어졌습니다.", "The part was late."),
    (12, 18, "TV가 없으면 적적하실까\n마음이 쓰였습니다.", "Without a TV she might\nfeel lonely."),
    (18, 24, "그날 밤 TV를 놓았습니다.", "That night he set up a TV."),
    (24, 33, "전화로 안부를 물었습니다.", "He called to ask how she was."),
    (33, 38, "따님이 글을 남겼습니다.", "Her daughter wrote to us."),
    (38, 42, "고맙다는 글이었습니다.", "She was thankful."),
)
"""What is said in `talk`: (from, until, Korean, English)."""
LONG = 3000
"""Lines of `long` in each language."""
_FRONT = """---
id: {id}
title: {title}
summary: 지어낸 영상입니다.
affiliate: example-service
category: meeting
year: 2024
status: published
video:
  file: {file}
{more}---

영상에는 네모 하나가 지나갑니다. [그 순간](#t=3s,0:04.5)을 보세요.
"""
_TWIN = "---\ntitle: {title}\nsummary: A made-up film.\n---\n\nA square passes by.\n"
_TALK = """  renditions: [film-120.mp4]
  sign: sign.mp4
  chapters:
    0:00: {ko: 늦어진 부품, en: The late part}
    0:12: {ko: 그날 밤, en: That night}
    0:24: {ko: 이어진 전화, en: The calls}
    0:33: {ko: 따님의 글, en: A letter}
"""


def film_stories(folder: Path) -> Path:
    """Write the stories into a new folder, and return it."""
    shutil.copytree(MADE_UP / "taxonomy", folder / "taxonomy")
    talk = _story(
        folder, "talk", "tkk234", "할머니가 적적하실까 봐 놓은 TV", "A TV for a lonely night", _TALK
    )
    for name, size in (("film", (320, 180)), ("film-120", (214, 120)), ("sign", (160, 90))):
        make_film(talk / f"{name}.mp4", seconds=42, size=size, sound=None)
    _say(talk / "captions.ko.vtt", ((start, end, korean) for start, end, korean, _ in LINES))
    _say(talk / "captions.en.vtt", ((start, end, english) for start, end, _, english in LINES))
    _say(talk / "descriptions.ko.vtt", [(2, 5, "낡은 TV 앞의 할머니."), (20, 23, "현관에 놓이는 상자.")])
    tall = _story(folder, "tall", "ttt234", "세로로 찍은 이야기", "A film held upright")
    make_film(tall / "film.mp4", seconds=12, size=(90, 160), sound=None)
    plain = _story(folder, "plain", "ppp234", "짧은 이야기", "A short film", file="film.webm")
    make_film(plain / "film.webm", seconds=8, size=(160, 90))
    for short in (tall, plain):
        _say(short / "captions.ko.vtt", [(1, 4, "안녕하세요.")])
        _say(short / "captions.en.vtt", [(1, 4, "Good morning.")])
    chapters = "".join(
        f"    {hour}:{minute:02}:00: {{ko: 장면, en: Part}}\n" for hour in range(3) for minute in (0, 30)
    )
    long = _story(folder, "long", "lll234", "세 시간 이야기", "Three hours", f"  chapters:\n{chapters}")
    make_film(long / "film.mp4", seconds=10_800, size=(64, 36), fps=Fraction(1, 10), sound=None)
    for language, words in (("ko", "번째 말입니다."), ("en", " is the number of this line.")):
        spoken = ((n * 3.6, n * 3.6 + 3.5, f"{n}{words}") for n in range(LONG))
        _say(long / f"captions.{language}.vtt", spoken)
    return folder


def _story(
    folder: Path, name: str, id: str, korean: str, english: str, more: str = "", file: str = "film.mp4"
) -> Path:
    story = folder / "2024" / name
    story.mkdir(parents=True)
    front = _FRONT.format(id=id, title=korean, file=file, more=more)
    (story / "index.ko.md").write_text(front, encoding="utf-8")
    (story / "index.en.md").write_text(_TWIN.format(title=english), encoding="utf-8")
    return story


def _say(path: Path, cues: Iterable[tuple[float, float, str]]) -> None:
    """Write a WebVTT file."""
    written = [f"{_time(start)} --> {_time(end)}\n{text}\n" for start, end, text in cues]
    path.write_text("\n".join(["WEBVTT\n", *written]), encoding="utf-8")


def _time(seconds: float) -> str:
    return f"{int(seconds // 3600):02}:{int(seconds % 3600 // 60):02}:{seconds % 60:06.3f}"
