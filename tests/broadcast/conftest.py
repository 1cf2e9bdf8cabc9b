"""A project whose stories are hard on feeds: titles full of markup, films with all that belongs to them, names in Hangul."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from generator.base.outputs import Data, Group
from generator.base.settings import Settings
from generator.broadcast import broadcast_outputs
from generator.build import Order, read_all
from generator.content.catalog import Catalog
from generator.content.visibility import Channel
from tests.build.running import DAY, settings_of
from tests.made_up import FILM, make_project, picture, write_stages, write_story

URL = "https://host.example/delight/"
HOSTILE = {
    "markup": "<b>굵게</b> & \"따옴표\" '작은' ]]> <script>alert(1)</script>",
    "entities": "&amp; &lt;br&gt; &#0; %20 +",
    "emoji": "웃음 😀 가족 👨‍👩‍👧 깃발 🇰🇷",
    "marks": "가운데·점 — 줄임표… “겹따옴표” 끝",
}
"""Titles that hold what XML and HTML would take for their own."""


@dataclass(frozen=True)
class Film:
    """What is known of a film, as far as feeds tell it."""

    seconds: float = 83.4
    width: int = 1920
    height: int = 1080
    size: int = len(FILM)
    content: str = "0123456789abcdef"
    mime: str = 'video/mp4; codecs="avc1.64001f, mp4a.40.2"'
    poster_at: float = 3.0


class Captions:
    """What a file of captions holds."""

    def cues_in(self, language: str) -> tuple[str, ...]:
        return ("안녕하세요",)


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project; not to be changed."""
    root = make_project(
        tmp_path_factory.mktemp("feeds") / "project", 60, URL, media_base="https://media.example/films/"
    )
    write_stages(root)
    write_hard_ones(root)
    return root


def write_hard_ones(root: Path) -> None:
    """Write the stories that are hard on feeds."""
    for name, title in HOSTILE.items():
        words = {"ko": title, "en": f"{title} (en)"}
        write_story(root, f"2024/hostile-{name}", title=words, summary=words, publish_on="2026-11-20")
    chapters = {"0:00": {"ko": "처음 <1>", "en": "First"}, "0:40.5": {"ko": "다음", "en": "Next & last"}}
    write_story(
        root,
        "2024/영상-하나",
        id="film1",
        files={"film.mp4": FILM, "small.mp4": FILM[:500], "captions.ko.vtt": VTT, "captions.en.vtt": VTT},
        video={"file": "film.mp4", "renditions": [{"file": "small.mp4"}], "chapters": chapters},
        image={"file": "head.png", "alt": {"ko": "그림", "en": "picture"}},
        publish_on="2026-11-21",
        programme="talks",
    )
    (root / "stories/2024/영상-하나/head.png").write_bytes(picture(7))
    write_story(
        root,
        "2024/elsewhere",
        video={"file": "media:2024/영상 하나.webm", "length": "2:00"},
        publish_on="2026-11-19",
    )


VTT = "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n안녕하세요\n".encode()


@dataclass(frozen=True)
class Wing:
    """What the wing makes of a project."""

    catalog: Catalog
    settings: Settings
    files: dict[str, bytes]
    groups: dict[str, str]
    """Key of the group that makes a file."""


def wing_of(catalog: Catalog, settings: Settings, portable: bool = False) -> Wing:
    """Work out what the wing makes of a catalog."""
    files, groups = {}, {}
    # What was made of stories is remembered with the catalog that it was made from.
    for part in broadcast_outputs(replace(catalog, made={}), settings, portable):
        for one in part.make() if isinstance(part, Group) else [part]:
            if isinstance(one, Data):
                files[one.path] = one.content
            if isinstance(part, Group):
                groups[one.path] = part.key
    return Wing(catalog, settings, files, groups)


@pytest.fixture(scope="session")
def read(project: Path) -> tuple[Catalog, Settings]:
    """The catalog of the project, with what is known of its films."""
    settings = settings_of(project)
    catalog, _ = read_all(settings, Order(DAY, Channel("site"), settings.site_dir, jobs=1))
    films = {
        "2024/영상-하나/film.mp4": Film(),
        "2024/영상-하나/small.mp4": Film(width=1280, height=720, size=500, content="fedc"),
    }
    captions = {f"2024/영상-하나/captions.{one}.vtt": Captions() for one in ("ko", "en")}
    return replace(catalog, films=films, captions=captions, media_base=settings.media_base, made={}), settings


@pytest.fixture(scope="session")
def wing(read: tuple[Catalog, Settings]) -> Wing:
    """What the wing makes of the project."""
    return wing_of(*read)
