"""What a page weighs, what is fetched for it, and that nothing moves while it comes."""

import gzip
import re
from urllib.parse import urljoin, urlsplit

import pytest

from tests.pages.sites import BELOW, KINDS, OWN_KINDS

FIRST, NEXT = 120_000, 20_000
"""Bytes, compressed with gzip, of HTML, styles and scripts: of the first page read, and of each one after it."""
FILES = {"own": 7, "extra": 4}
"""Page, style, and the scripts before and after the first paint; of a story with a film its style and script, with a course its script."""
STORIES = {"own": OWN_KINDS["story"], "extra": KINDS["story"]}
STILL = 0.02
# How far things moved, as the Layout Instability specification counts it, once the page was scrolled to its end.
MOVED = """async () => {
  let moved = 0;
  new PerformanceObserver(list => list.getEntries().forEach(one => { moved += one.hadRecentInput ? 0 : one.value; }))
    .observe({ type: "layout-shift", buffered: true });
  for (let y = 0; y < document.body.scrollHeight; y += 600) { scrollTo(0, y); await new Promise(done => setTimeout(done, 60)); }
  await new Promise(done => setTimeout(done, 100));
  return moved;
}"""


def weighed(content: bytes) -> int:
    return len(gzip.compress(content, 6))


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("site", STORIES)
def test_story(open_page, host, folders, site, language):
    page = open_page()
    asked = []
    page.on("request", lambda request: asked.append((request.resource_type, request.url)))
    page.goto(f"{host}{site}/{STORIES[site].format(language=language)}", wait_until="networkidle")
    files = {
        url: folders[site] / urlsplit(url).path.removeprefix(f"{BELOW}{site}/")
        for kind, url in asked
        if kind in ("document", "stylesheet", "script")
    }
    assert len(files) == FILES[site]
    sizes = {
        url: weighed((path / "index.html" if path.is_dir() else path).read_bytes())
        for url, path in files.items()
    }
    assert sum(sizes.values()) <= FIRST, sizes
    assert sizes[page.url] <= NEXT


@pytest.mark.parametrize("site", ["own", "extra"])
def test_no_page_is_heavier_than_a_next_page_may_be(folders, site):
    for path in folders[site].rglob("*.html"):
        assert weighed(path.read_bytes()) <= NEXT, path


@pytest.mark.parametrize("kind", ["home", "story", "film", "list", "overview", "awards"])
@pytest.mark.parametrize("screen", ["phone", "desk"])
def test_nothing_moves(open_page, host, kind, screen):
    page = open_page(f"{host}extra/{KINDS[kind].format(language='ko')}", screen)
    assert page.evaluate(MOVED) < STILL


def test_the_check_sees_what_moves(open_page, host):
    page = open_page(f"{host}extra/ko/")
    page.evaluate("""() => setTimeout(() => {
        document.querySelector("main").prepend(Object.assign(document.createElement("div"), { style: "height: 300px" }));
    }, 50)""")
    assert page.evaluate(MOVED) >= STILL


def test_pictures_tell_their_size_and_come_as_small_as_they_may(open_page, host):
    page = open_page(f"{host}extra/{KINDS['story'].format(language='ko')}", "phone")
    pictures = page.locator("main img")
    assert pictures.count() > 3
    for one in pictures.all():
        assert re.fullmatch("[0-9]+", one.get_attribute("width") or ""), one.evaluate("one => one.outerHTML")
        assert re.fullmatch("[0-9]+", one.get_attribute("height") or "")
    photograph = page.locator(".d-photo img")
    assert photograph.get_attribute("loading") is None, "the first thing seen is not put off"
    assert urljoin(page.url, photograph.evaluate("one => one.currentSrc")).endswith(".webp")
    assert page.locator("main .d-prose img[loading=lazy]").count() > 0
