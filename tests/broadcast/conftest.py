"""A project whose stories are hard on feeds: titles full of markup, films with all that belongs to them, names in Hangul."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from generator.base.outputs import Data, Group
from generator.base.problems import is_error
from generator.base.settings import Settings
from generator.broadcast import broadcast_outputs
from generator.build import Order, read_all
from generator.content.catalog import Catalog
from generator.content.visibility import Channel
from tests import films
from tests.build.running import DAY, settings_of
from tests.made_up import CAPTIONS, film, make_project, picture, write_stages, write_story

URL = "https://host.example/delight/"
HOST = "https://media.example/films/"
SMALL = "stories/2024/영상-하나/small.mp4"
HOSTILE = {
    "markup": "<b>굵게</b> & \"따옴표\" '작은' ]]> <script>alert(1)</script>",
    "entities": "&amp; &lt;br&gt; &#0; %20 +",
    "emoji": "웃음 😀 가족 👨‍👩‍👧 깃발 🇰🇷",
    "marks": "가운데·점 — 줄임표… “겹따옴표” 끝",
}
"""Titles that hold what XML and HTML would take for their own."""


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project; not to be changed."""
    root = make_project(tmp_path_factory.mktemp("feeds") / "project", 60, URL, media_base=HOST)
    write_stages(root)
    write_hard_ones(root)
    return root


def write_hard_ones(root: Path) -> None:
    """Write the stories that are hard on feeds."""
    for name, title in HOSTILE.items():
        words = {"ko": title, "en": f"{title} (en)"}
        write_story(root, f"2024/hostile-{name}", title=words, summary=words, publish_on="2026-11-20")
    chapters = {"0:00": {"ko": "처음 <1>", "en": "First"}, "0:00.5": {"ko": "다음", "en": "Next & last"}}
    write_story(
        root,
        "2024/영상-하나",
        id="film1",
        files={"film.mp4": film(), **CAPTIONS},
        video={"file": "film.mp4", "renditions": [{"file": "small.mp4"}], "chapters": chapters},
        image={"file": "head.png", "alt": {"ko": "그림", "en": "picture"}},
        publish_on="2026-11-21",
        programme="talks",
    )
    films.make_film(root / SMALL, seconds=2, fps=2, size=(32, 18), sound=None)
    (root / "stories/2024/영상-하나/head.png").write_bytes(picture(7))
    write_story(
        root,
        "2024/elsewhere",
        files=CAPTIONS,
        video={"file": "media:2024/영상 하나.webm", "length": "2:00"},
        publish_on="2026-11-19",
    )


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
    """The catalog of the project."""
    settings = settings_of(project)
    catalog, problems = read_all(settings, Order(DAY, Channel("site"), settings.site_dir, jobs=1))
    assert not list(filter(is_error, problems)), problems
    return catalog, settings


@pytest.fixture(scope="session")
def wing(read: tuple[Catalog, Settings]) -> Wing:
    """What the wing makes of the project."""
    return wing_of(*read)
