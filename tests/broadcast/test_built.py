"""Feeds in a built site: what they lead to is there, and pages lead to them where there are any."""

from __future__ import annotations

import dataclasses
import re
import shutil
from html import unescape
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest

from generator.base.addresses import file_of
from generator.build import Order, build
from generator.content.visibility import Channel
from tests.broadcast.conftest import HOST, URL, write_hard_ones
from tests.build.reading_pages import Seen, read_pages
from tests.build.running import DAY, built, feeds_showing, settings_of, theme_of, tree
from tests.made_up import make_project, replace

ADDRESS = re.compile(rf"{re.escape(URL)}[^\s\"<>]*")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with few stories, its theme kept; not to be changed."""
    root = make_project(tmp_path_factory.mktemp("built") / "project", 12, URL, page_size=5, media_base=HOST)
    write_hard_ones(root)
    theme_of(root)
    return root


@pytest.fixture(scope="module")
def site(small: Path) -> dict[str, bytes]:
    built(small)
    return tree(small / "site")


def followed(pages: dict[str, Seen]) -> dict[str, set[str]]:
    """Return the addresses of feeds that each page's head leads to."""
    return {
        path: {one["href"] for one in seen.rel("alternate") if "feeds/" in one["href"]}
        for path, seen in pages.items()
    }


def test_all_that_feeds_lead_to_is_there(site: dict[str, bytes]) -> None:
    feeds = {path: content.decode() for path, content in site.items() if "/feeds/" in path}
    assert len(feeds) == 2 * 8 * 3
    for path, content in feeds.items():
        found = {unquote(unescape(one)).removeprefix(URL) for one in ADDRESS.findall(content)}
        missing = {one for one in found if file_of(one) not in site}
        for told in ElementTree.fromstring(content).iter("enclosure") if path.endswith("rss.xml") else ():
            held = site.get(unquote(told.get("url", "")).removeprefix(URL), b"")
            assert len(held) == int(told.get("length", "")), "as long as it says; 0 for one that is elsewhere"
        assert (missing, len(found) > 3) == (set(), True), path


def test_pages_lead_to_their_feeds(site: dict[str, bytes]) -> None:
    pages = read_pages(site)
    heads = followed(pages)
    forms = ("rss.xml", "atom.xml", "feed.json")
    for language in ("ko", "en"):
        for path, channel in (
            (f"{language}/index.html", "stories"),
            (f"{language}/stories/index.html", "stories"),
            (f"{language}/stories/page/2/index.html", "stories"),
            (f"{language}/affiliates/two/index.html", "affiliates/two"),
            (f"{language}/categories/market/index.html", "categories/market"),
            (f"{language}/programmes/talks/index.html", "programmes/talks"),
        ):
            up = "../" * path.count("/")
            wanted = {f"{up}{language}/feeds/{channel}/{form}" for form in forms}
            assert heads[path] == wanted
            assert wanted <= set(pages[path].links), "and visibly, at its foot"
            types = [one["type"] for one in pages[path].rel("alternate") if one["href"] in wanted]
            assert types == ["application/rss+xml", "application/atom+xml", "application/feed+json"]
            titles = {one["title"] for one in pages[path].rel("alternate") if one["href"] in wanted}
            assert len(titles) == 1
        assert heads[f"{language}/years/2024/index.html"] == set()
        assert heads[f"{language}/stories/made-up-0001/index.html"] == set()
    led_to = {one.lstrip("./") for found in heads.values() for one in found}
    assert led_to == {path for path in site if "/feeds/" in path}


@pytest.mark.parametrize("how", ["preview", "serve", "portable", "no address"])
def test_neither_feeds_nor_links_to_them(small: Path, tmp_path: Path, how: str) -> None:
    settings = (
        dataclasses.replace(settings_of(small), site_url="") if how == "no address" else settings_of(small)
    )
    channel = Channel(how if how in ("preview", "serve") else "site")
    order = Order(DAY, channel, tmp_path / "site", portable=how == "portable", jobs=1)
    assert not build(settings, theme_of(small), order).failed
    site = tree(tmp_path / "site")
    assert not [path for path in site if "/feeds/" in path or "square-" in path or "chapters.json" in path]
    assert not [path for path, seen in read_pages(site).items() if any("feeds/" in one for one in seen.links)]


def test_a_text_makes_no_feed_anew(small: Path, tmp_path: Path) -> None:
    project = shutil.copytree(small, tmp_path / "project")
    built(project)
    story = project / "stories/2020/made-up-0002"
    replace(story / "index.ko.md", "지어낸 본문", "고쳐 쓴 본문")
    assert not [path for path in built(project).written if "/feeds/" in path]
    replace(story / "index.ko.md", "지어낸 제목", "고쳐 쓴 제목")
    written = {path for path in built(project).written if "/feeds/" in path}
    assert written == feeds_showing(tree(project / "site"), "고쳐 쓴 제목 made-up-0002") != set()
