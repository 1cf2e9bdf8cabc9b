"""The screen in a real browser: it follows the wall clock, goes on whatever happens, and does not grow.

The clock is Playwright's, which runs as fast as it is told; films and the network are real.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import esprima
import pytest
import tinycss2
from playwright.sync_api import Browser, Page

from tests.broadcast import screens
from tests.made_up import ROOT
from tests.pages.conftest import Diary, watched
from tests.pages.sites import served

SCRIPTS = sorted((ROOT / "overrides/broadcast").glob("screen/*.js"))
STYLES = sorted((ROOT / "overrides/broadcast/screen").glob("*.css"))
SEOUL = dt.timezone(dt.timedelta(hours=9))
MORNING = dt.datetime(2026, 11, 30, 8, 0, tzinfo=SEOUL)
LOOP = 41.0
"""Seconds of the running order, but for a few thousandths that the film is longer."""
TV = {"width": 1920, "height": 1080}
UPRIGHT = {"width": 1080, "height": 1920}
FILM = "가상의 영상 이야기"


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    return screens.build(screens.make_project(tmp_path_factory.mktemp("screen")))


@pytest.fixture(scope="module")
def host(site):
    with served({"own": site}) as address:
        yield f"{address}own/"


_NO_DATE = """
const get = Headers.prototype.get;
Headers.prototype.get = function (name) { return name === "Date" ? null : get.call(this, name); };
"""
"""The server's clock is the real one, which the screen would go by."""


class Screen:
    """A screen that is on, with a clock of its own."""

    def __init__(self, page: Page, diary: Diary) -> None:
        self.page, self.diary = page, diary

    def go(self, seconds: float) -> None:
        """Let time pass, quickly."""
        self.page.clock.run_for(round(seconds * 1000))

    def title(self) -> str:
        """Return the title of what is on top, or what the dark room says."""
        found = self.page.evaluate(
            "[...document.querySelectorAll('#layers .layer.is-in')].map(one =>"
            " (one.querySelector('h1, b, .hour') || one).textContent).pop() || ''"
        )
        return " ".join(str(found).split())

    def film(self) -> dict[str, Any]:
        """Return how the film is."""
        found: dict[str, Any] = self.page.evaluate(
            "(film => ({at: film.currentTime, src: film.currentSrc, on: !film.paused && film.readyState > 2,"
            " muted: film.muted}))(document.getElementById('film'))"
        )
        return found

    def until(self, expression: str) -> None:
        """Wait until something is so, in real time."""
        deadline = time.monotonic() + 15
        while not self.page.evaluate(expression):
            assert time.monotonic() < deadline, expression
            time.sleep(0.05)

    def until_film(self) -> None:
        """Wait for a film that is seen."""
        self.until(
            "(film => !film.paused && film.readyState > 2 && film.currentTime > 0)(document.querySelector('video'))"
        )


@pytest.fixture
def screen(browser: Browser, host):
    """Switch on a screen: `screen(MORNING, paused=True, viewport=UPRIGHT)`."""
    contexts = []

    def switched_on(
        now: dt.datetime,
        address: str = "ko/broadcast/lobby/screen/",
        paused: bool = True,
        at: str = "",
        **options,
    ) -> Screen:
        context = browser.new_context(**{"viewport": TV, "locale": "ko-KR"} | options)
        contexts.append(context)
        page = context.new_page()
        diary = watched(page)
        page.add_init_script(_NO_DATE)
        page.clock.install(time=now - dt.timedelta(seconds=20) if paused else now)
        page.goto((at or host) + address)
        page.wait_for_selector("#clock b:not(:empty)", state="attached")
        if paused:
            page.clock.pause_at(now)
        return Screen(page, diary)

    yield switched_on
    for context in contexts:
        context.close()


# --- What its browsers understand -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", [ROOT / "overrides/broadcast/timeline.js", *SCRIPTS], ids=lambda path: path.name
)
def test_scripts_are_of_2017(path):
    """Chromium 79 knows ES2019; the parser knows less, and that is enough."""
    text = path.read_text(encoding="utf-8")
    esprima.parseScript(text)
    newer = r"\.(at|replaceAll|allSettled|any|matchAll|flatMap|fromEntries|hasOwn|structuredClone|replaceChildren|AbortSignal\.timeout)\("
    assert not [found[0] for found in re.finditer(newer, text) if not found[0].startswith(".at(")]
    assert "?." not in text
    assert "??" not in text


def test_the_parser_would_tell():
    with pytest.raises(esprima.Error):
        esprima.parseScript("var a = b?.c;")
    with pytest.raises(esprima.Error):
        esprima.parseScript("var a = b ?? c;")


NEWER = [
    "inset",
    "aspect-ratio",
    "gap",
    "row-gap",
    "column-gap",
    "accent-color",
    "translate",
    "rotate",
    "scale",
    "text-wrap",
    "content-visibility",
    "backdrop-filter",
    "scrollbar-gutter",
    "overflow-clip-margin",
    "place-self",
    "color-scheme",
]
"""Properties that Chromium 79 does not know, or knows elsewhere only."""


def declarations(rules) -> Iterator[Any]:
    for rule in rules:
        if rule.type == "at-rule" and rule.content is not None and rule.lower_at_keyword != "keyframes":
            yield from declarations(tinycss2.parse_rule_list(rule.content, True, True))
        elif rule.type == "qualified-rule":
            text = tinycss2.serialize(rule.prelude)
            assert not re.search(r":(is|where|has|not\([^)]*,|focus-visible|nth-child\([^)]* of )", text), (
                text
            )
            yield from tinycss2.parse_declaration_list(rule.content, True, True)


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_styles_are_of_2019(path):
    found = list(declarations(tinycss2.parse_stylesheet(path.read_text(encoding="utf-8"), True, True)))
    assert found
    for one in found:
        assert one.type == "declaration", one
        value = tinycss2.serialize(one.value)
        assert one.lower_name not in NEWER
        assert not one.lower_name.startswith(
            ("inset-", "margin-inline", "margin-block", "padding-inline", "padding-block")
        )
        assert not re.search(
            r"\b(min|max|clamp|light-dark|color-mix|oklch|env)\(|\b\d+[sdl]v[hw]\b", value
        ), value


# --- The wall clock -----------------------------------------------------------------------------------------


def test_begins_in_the_middle_of_a_film(screen):
    found = screen(MORNING + dt.timedelta(seconds=5), paused=False)
    found.until_film()
    film, now = found.film(), found.page.evaluate("delightScreen.time.now()")
    assert film["muted"]
    assert film["at"] > 5
    assert abs(film["at"] - (now - MORNING.timestamp())) < 1
    found.until("document.getElementById('captions').textContent.includes('지어낸 고객이')")
    assert found.page.evaluate("document.querySelectorAll('video').length") == 1
    assert not found.diary.wrong
    assert found.diary.hosts() <= {"127.0.0.1:" + found.page.url.split(":")[2].split("/")[0], "blob:"}


def test_two_screens_show_the_same_within_a_second(browser, host):
    ahead = MORNING.timestamp() - time.time() - 3
    contexts = [browser.new_context(viewport=TV) for _ in range(2)]
    pages = [context.new_page() for context in contexts]
    for page in pages:
        page.add_init_script(f"const now = Date.now; Date.now = () => now() + {ahead * 1000}; {_NO_DATE}")
        page.goto(f"{host}ko/broadcast/lobby/screen/")
        time.sleep(4)  # switched on at different moments, the second in the middle of the film
    screens_ = [Screen(page, Diary()) for page in pages]
    for one in screens_:
        one.until_film()
    time.sleep(1)
    films = [one.film()["at"] for one in screens_]
    assert abs(films[0] - films[1]) < 1, films
    assert films[0] > 3
    for one in screens_:
        one.until("document.querySelector('.layer.is-in h1') && document.querySelector('video').paused")
    assert screens_[0].title() == screens_[1].title() == "가상의 알림입니다"
    for context in contexts:
        context.close()


def test_a_clock_that_is_wrong_is_put_right_by_the_server(screen, host):
    found = screen(MORNING, paused=True)
    off = found.page.evaluate(
        "(() => { delightScreen.time.compare(new Date(Date.now() + 90500).toUTCString(), Date.now() / 1000);"
        " return delightScreen.time.now() - Date.now() / 1000; })()"
    )
    assert 89 < off < 92
    near = found.page.evaluate(
        "(() => { delightScreen.time.compare(new Date(Date.now() + 900).toUTCString(), Date.now() / 1000);"
        " return delightScreen.time.now() - Date.now() / 1000; })()"
    )
    assert near == 0


def expected(site: Path, moment: dt.datetime) -> str:
    """Return the title that the schedule has at a moment, worked out anew."""
    schedule = json.loads((site / "ko/broadcast/lobby/schedule.json").read_text(encoding="utf-8"))
    at = moment.timestamp()
    for start, number, times in schedule["runs"]:
        row = schedule["rows"][number]
        for _ in range(times):
            for piece, seconds in zip(row[::2], row[1::2], strict=True):
                if start <= at < start + seconds:
                    told = schedule["pieces"][piece]
                    title = schedule["stories"][told["story"]]["title"] if "story" in told else told["title"]
                    return " ".join((title[0] if isinstance(title, list) else title).split())
                start += seconds
    return ""


@pytest.mark.slow
def test_a_day_in_fast_motion(screen, site):
    now = MORNING - dt.timedelta(minutes=2)
    found = screen(now)
    assert found.title() == "07:58"
    seen = set()
    while now < MORNING + dt.timedelta(hours=12, minutes=20):
        found.page.clock.fast_forward(7 * 60_000)
        found.go(4)
        now += dt.timedelta(minutes=7, seconds=4)
        wanted = {f"{now:%H:%M}", f"{now - dt.timedelta(seconds=5):%H:%M}"}
        if MORNING <= now < MORNING + dt.timedelta(hours=12):
            wanted = {expected(site, now), expected(site, now - dt.timedelta(seconds=1))}
        is_film = FILM in wanted and found.film()["src"]
        assert found.title() in wanted or is_film, now
        seen.add(found.title())
        assert found.page.evaluate("document.getElementById('layers').children.length") <= 3
    assert len([title for title in seen if ":" not in title]) >= 4
    assert not [one for one in found.diary.wrong if "film" not in one]


def test_rehearsing_another_time_in_another_language(screen):
    address = "ko/broadcast/lobby/screen/?at=2026-11-30T08:00:13&lang=en"
    found = screen(MORNING + dt.timedelta(days=40), address, paused=False)
    found.until("document.querySelector('.layer.is-in h1')")
    assert found.title() == "A made-up message"
    assert found.page.evaluate("document.documentElement.lang") == "en"
    found.go(600)
    assert found.page.evaluate("document.querySelector('#clock b').textContent") == "08:10"


# --- Whatever happens ------------------------------------------------------------------------------------------


def test_a_missing_film_is_a_card_and_the_screen_goes_on(screen, site, tmp_path):
    spoiled = screens.copied(site, tmp_path / "site")
    (spoiled / "media/2021/film/film.webm").unlink()
    with served({"spoiled": spoiled}) as address:
        found = screen(MORNING + dt.timedelta(seconds=1), at=f"{address}spoiled/")
        found.go(2)
        time.sleep(0.5)
        found.go(1)
        assert found.title() == "가상의 영상 이야기"
        assert found.page.locator(".layer--card.is-in").count() == 1
        found.go(10)
        assert found.title() == "가상의 알림입니다"


def test_a_film_that_stands_still_is_given_up(screen, site, tmp_path):
    spoiled = screens.copied(site, tmp_path / "site")
    film = spoiled / "media/2021/film/film.webm"
    film.write_bytes(film.read_bytes()[:40_000])
    with served({"spoiled": spoiled}) as address:
        found = screen(MORNING + dt.timedelta(seconds=1), at=f"{address}spoiled/", paused=False)
        found.until("document.querySelector('.layer--card.is-in h1') !== null")
        time.sleep(10.5)
        assert found.title() in ("가상의 영상 이야기", "가상의 알림입니다")


def test_without_a_network_it_goes_on_and_with_one_it_catches_up(screen, tmp_path, site):
    changed = screens.copied(site, tmp_path / "site")
    with served({"changed": changed}) as address:
        found = screen(MORNING + dt.timedelta(seconds=14), at=f"{address}changed/")
        found.go(1)
        assert found.title() == "가상의 알림입니다"
        time.sleep(1)  # the film that comes next is fetched
        found.page.context.set_offline(True)
        found.go(6)
        assert found.title() == "가상의 글 이야기"
        found.go(9)
        time.sleep(0.5)
        found.page.clock.resume()
        found.until_film()
        assert found.film()["src"].startswith("blob:")
        found.page.clock.pause_at(MORNING + dt.timedelta(minutes=3, seconds=15))
        for _ in range(8):
            found.go(60)
        assert found.title()
        _retitle(changed, "가상의 글 이야기", "새로 지은 이야기")
        found.page.context.set_offline(False)
        _let_it_look(found)
        titles = set()
        for _ in range(45):
            found.go(1)
            titles.add(found.title())
        assert "새로 지은 이야기" in titles
        assert "가상의 글 이야기" not in titles


def _retitle(site: Path, old: str, new: str) -> None:
    """Have another build in the site's place, with other words."""
    folder = site / "ko/broadcast/lobby"
    for name in ("schedule.json", "version.json"):
        text = (folder / name).read_text(encoding="utf-8").replace(old, new)
        (folder / name).write_text(re.sub('"version":"[0-9a-f]+"', '"version":"new"', text), encoding="utf-8")


def _let_it_look(found: Screen) -> None:
    """Let so much time pass that the screen has asked for a new build."""
    for _ in range(13):
        found.go(10)
        time.sleep(0.05)


def test_a_new_build_is_shown_with_the_next_item(screen, tmp_path, site):
    changed = screens.copied(site, tmp_path / "site")
    with served({"changed": changed}) as address:
        found = screen(MORNING + dt.timedelta(seconds=18), at=f"{address}changed/")
        _retitle(changed, "가상의 글 이야기", "새로 지은 이야기")
        found.page.evaluate("window.same = true")
        found.go(1)
        assert found.title() == "가상의 글 이야기"
        _let_it_look(found)
        found.go(41 * 4 - 131 + 1)
        assert found.title() == "새로 지은 이야기"
        assert found.page.evaluate("window.same")


def test_a_new_page_is_loaded_when_it_is_there(screen, tmp_path, site):
    changed = screens.copied(site, tmp_path / "site")
    with served({"changed": changed}) as address:
        found = screen(MORNING + dt.timedelta(seconds=18), at=f"{address}changed/")
        found.page.evaluate("window.same = true")
        for path in (changed / "ko/broadcast/lobby").rglob("*"):
            if path.is_file() and path.suffix in (".json", ".html"):
                text = path.read_text(encoding="utf-8")
                page = re.sub('("page":|data-page=)"[0-9a-f]+"', r'\1"another"', text)
                path.write_text(page, encoding="utf-8")
        _let_it_look(found)
        for _ in range(20):
            found.go(1)
            time.sleep(0.05)
        found.until("!window.same && document.body.dataset.page === 'another'")


# --- How it looks ------------------------------------------------------------------------------------------------

_TEXTS = ".title, .from, .lines p.is-in, .link img, .link p, #clock b, #clock span, .words h1, .words p, .text, .tab b"


@contextmanager
def _within(found: Screen, size: dict[str, int]) -> Iterator[None]:
    yield
    boxes = found.page.evaluate(
        f"[...document.querySelectorAll('{_TEXTS}')].filter(one => one.offsetWidth &&"
        " getComputedStyle(one.closest('#clock') || one).opacity > 0).map(one => { var range = document.createRange();"
        " range.selectNodeContents(one); var box = (one.tagName === 'IMG' || one.closest('#clock') ? one : range).getBoundingClientRect();"
        " return [one.className || one.tagName, box.left, box.top, box.right, box.bottom]; })"
    )
    assert boxes
    side, upper = size["width"] * 0.05 - 2, size["height"] * 0.05 - 2
    for name, left, top, right, bottom in boxes:
        assert left >= side, (name, left)
        assert right <= size["width"] - side, (name, right)
        assert top >= upper, (name, top)
        assert bottom <= size["height"] * 0.95 + 2, (name, bottom)


@pytest.mark.parametrize("size", [TV, UPRIGHT, {"width": 1280, "height": 720}], ids=str)
@pytest.mark.parametrize("seconds", [13, 18, 32, 73])
def test_words_stay_within_the_safe_area(screen, size, seconds):
    found = screen(MORNING + dt.timedelta(seconds=seconds), viewport=size)
    found.go(1.5)
    time.sleep(1)
    with _within(found, size):
        pass
    assert not found.diary.wrong


def test_sound_comes_where_it_is_wished_for(screen):
    found = screen(MORNING, "ko/broadcast/lobby/screen/?sound=1", paused=False)
    found.until_film()
    found.page.keyboard.press("m")
    assert not found.film()["muted"]


def test_nothing_moves_for_those_who_wish_so(screen):
    found = screen(MORNING + dt.timedelta(seconds=18), reduced_motion="reduce")
    found.go(1)
    assert found.page.locator(".art--moving").count() == 0
    assert found.title() == "가상의 글 이야기"


# --- For days ------------------------------------------------------------------------------------------------------


@pytest.mark.slow  # a minute
def test_it_does_not_grow(screen):
    """Memory after 2,000 changes is within a fifth of that after 100."""
    found = screen(MORNING)
    devtools = found.page.context.new_cdp_session(found.page)
    devtools.send("Performance.enable")

    def measured() -> dict[str, float]:
        time.sleep(1)
        devtools.send("HeapProfiler.collectGarbage")
        metrics = devtools.send("Performance.getMetrics")["metrics"]
        return {one["name"]: one["value"] for one in metrics}

    for _ in range(20):
        found.go(LOOP)
    early = measured()
    for _ in range(380):
        found.go(LOOP)
    late = measured()
    for name in ("JSHeapUsedSize", "Nodes", "JSEventListeners"):
        assert late[name] <= early[name] * 1.2 + 20, (name, early[name], late[name])
