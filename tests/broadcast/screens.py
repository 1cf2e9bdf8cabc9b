"""A made-up project with running orders, films and articles: what screens are tried on.

In: an empty folder. Out: a project there, and its site. No person, company or event in it is real.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from tests import films
from tests.content.projects import SETTINGS, project, story, with_theme
from tests.made_up import ROOT

DAY = "2026-11-30"
"""A Monday."""
ADDRESS = "https://stories.example/culture/"
CAPTIONS = {
    "ko": (
        "WEBVTT\n\n00:00.500 --> 00:04.000\n가상의 직원이 문을 두드립니다.\n\n"
        "00:04.000 --> 00:08.000\n지어낸 고객이 웃습니다.\n두 줄입니다.\n\n00:09.000 --> 00:12.000\n고맙습니다.\n"
    ),
    "en": "WEBVTT\n\n00:00.500 --> 00:08.000\nA made-up employee knocks.\n\n00:09.000 --> 00:12.000\nThank you.\n",
}
LOOP = """\
title: {ko: 가상 로비, en: Made-up lobby}
channel: lobby
start: "08:00"
until: "20:00"
cards: 10
captions: ko
items:
  - film
  - {message: {ko: 가상의 알림입니다, en: A made-up message}, text: {ko: 지어낸 말입니다., en: Invented words.}, for: 5}
  - article
  - {story: film, from: "0:04", to: "0:08"}
  - other
  - filler: {ko: 곧 이어집니다, en: Soon}
"""
"""12 + 5 + 10 + 4 + 10 seconds: 41."""


def make_project(folder: Path, order: str = LOOP) -> Path:
    """Write the project, and return its folder."""
    film = {"video": "film.webm", "status": "published", "id": "fa2bcd", "title": "가상의 영상 이야기"}
    other = {
        "status": "published",
        "id": "aq3xyz",
        "title": "지어낸 글, 두 번째 이야기",
        "audience": "internal",
    }
    body = "가상의 첫 문장입니다. 지어낸 둘째 문장입니다. 있지 않은 일의 셋째 문장입니다."
    project(
        folder,
        {
            "mkdocs.yml": SETTINGS + f"site_url: {ADDRESS}\n",
            "stories/2021/film/index.ko.md": story(body, **film),
            "stories/2021/film/captions.ko.vtt": CAPTIONS["ko"],
            "stories/2021/film/captions.en.vtt": CAPTIONS["en"],
            "stories/2021/article/index.ko.md": story(
                body, status="published", id="ap2xyz", title="가상의 글 이야기"
            ),
            "stories/2021/other/index.ko.md": story(body, **other),
            "stories/broadcast/lobby.yml": order,
        },
    )
    films.make_film(
        folder / "stories/2021/film/film.webm", seconds=12, size=(640, 360), fps=10, codec="libvpx"
    )
    return with_theme(folder)


def build(folder: Path, day: str = DAY, *options: str) -> Path:
    """Build the site as a person would, and return its folder, which `-d` may name."""
    site = options[options.index("-d") + 1] if "-d" in options else str(folder / "site")
    command = [sys.executable, "-m", "generator.cli", "build", "-f", str(folder / "mkdocs.yml")]
    made = subprocess.run(
        [*command, "-d", site, "--date", day, *options],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert made.returncode == 0, made.stderr[-2000:]
    return Path(site)


def copied(site: Path, folder: Path) -> Path:
    """Copy a site, so that a test may spoil it."""
    shutil.copytree(site, folder)
    return folder
