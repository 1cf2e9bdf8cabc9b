"""The pages of units: what they hold, where their links lead, and that they can be used by everyone, in any frame, without scripts too."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from axe_playwright_python.sync_playwright import Axe

from generator.base.render import content_security_policy
from generator.page import addresses
from tests.pages.test_accessible import CUT, SIDEWAYS, SMALL_TARGETS, violations
from tests.training.lms import packed
from tests.training.lms.acts import answer, watch

UNITS = ("module-1", "module-2", "module-3", "check")
TWICE = ("module-1", "module-2", "module-3", "course")
_IDS = """() => [...document.querySelectorAll("[id]")].map((one) => one.id)"""
_DANGLING = """() => [...document.querySelectorAll("a[href^='#']:not([href^='#t=']), [aria-labelledby], [aria-describedby], [aria-controls]")]
  .flatMap((one) => (one.hash ? [decodeURIComponent(one.hash.slice(1))] : ["labelledby", "describedby", "controls"]
    .flatMap((name) => (one.getAttribute(`aria-${name}`) || "").split(" ").filter(Boolean))))
  .filter((id) => !document.getElementById(id))"""


@pytest.fixture
def page_of(open_page, lms_host):
    def opened(unit, language="ko", version="scorm12", name="first-contact", **options):
        return open_page(f"{lms_host}packages/{name}.{language}.{version}/{unit}.html", **options)

    return opened


def html(packages, unit, version="scorm12", language="ko", name="first-contact"):
    return (packages / f"{name}.{language}.{version}/{unit}.html").read_text("utf-8")


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("screen, scheme", [("phone", "dark"), ("desk", "light")])
def test_accessible(page_of, language, unit, screen, scheme):
    page = page_of(unit, language, screen=screen, scheme=scheme)
    page.locator("[data-unit=progress]:not([hidden])").wait_for()
    for one in page.locator("details").all():
        one.evaluate("(one) => { one.open = true; }")
    if unit == "check" and language == "ko":
        answer(page, 3)
        page.evaluate("scrollTo(0, 0)")
    assert violations(Axe(), page) == []
    assert page.evaluate(SMALL_TARGETS, 24) == []
    for width in (320, 768, 1440):
        page.set_viewport_size({"width": width, "height": 700})
        assert page.evaluate(SIDEWAYS) == []
        assert page.evaluate(CUT) == []


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_course_as_one_thing(page_of, language):
    page = page_of("course", language, "scorm12-single")
    page.locator("[data-unit=progress]:not([hidden])").wait_for()
    assert page.locator("[data-step]").count() == 4
    assert [name for name, count in Counter(page.evaluate(_IDS)).items() if count > 1] == []
    assert page.evaluate(_DANGLING) == []
    for one in page.locator("details").all():
        one.evaluate("(one) => { one.open = true; }")
    assert violations(Axe(), page) == []
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate(SIDEWAYS) == []


@pytest.mark.parametrize("unit", UNITS)
def test_each_name_on_a_page_is_one_things(page_of, unit):
    """Two stories have the same headings and footnotes, and two films the same controls."""
    page = page_of(unit)
    assert [name for name, count in Counter(page.evaluate(_IDS)).items() if count > 1] == []
    assert page.evaluate(_DANGLING) == []


@pytest.mark.parametrize("unit", TWICE)
def test_a_text_that_is_shown_twice(page_of, unit):
    page = page_of(unit, name="twice", version="scorm12-single" if unit == "course" else "scorm12")
    page.locator("[data-unit=progress]:not([hidden])").wait_for()
    assert [name for name, count in Counter(page.evaluate(_IDS)).items() if count > 1] == []
    assert page.evaluate(_DANGLING) == []
    assert violations(Axe(), page) == []


def test_films_beside_each_other_do_not_meddle(page_of):
    page = page_of("module-2")
    first, second = (page.locator("delight-film").nth(n) for n in (0, 1))
    time = "(one) => one.media.time"
    for film in (first, second):
        film.locator("[data-do=settings]").click()
    second.locator("[data-choice=speed] label", has_text="2×").click()
    assert [one.evaluate("(one) => one.media.speed") for one in (first, second)] == [1, 2]
    assert first.locator("[data-choice=speed] input:checked").get_attribute("value") == "1"
    second.locator(".d-cue").first.click()
    second.locator("video").evaluate("(one) => one.pause()")
    assert first.evaluate(time) == 2
    assert second.evaluate(time) < 1


def test_a_moment_in_a_text_is_one_of_its_film(page_of):
    page = page_of("module-1")
    page.locator("#step-1 summary").last.click()
    page.get_by_role("link", name="처음으로").click()
    page.locator("#step-1 video").evaluate("(one) => one.pause()")
    assert page.locator("#step-1 delight-film").evaluate("(one) => one.media.time") >= 1


def test_the_course_is_told_of_once(packages):
    first = html(packages, "module-1")
    assert "함께 배웁니다." in first
    assert "고객을 직접 만나는 구성원" in first
    assert not re.search("함께 배웁니다|직접 만나는", html(packages, "module-2"))
    assert "비밀" not in first


def test_links_lead_to_the_site_or_are_words(page_of, packages):
    first = html(packages, "module-1")
    story = f'href="{packed.SITE}{addresses.story("call", "ko")}"'
    assert story in first
    assert f'href="{packed.SITE}ko/training/"' in first
    easy = html(packages, "module-1", name="easy/first-contact")
    assert "그 이야기" in easy
    assert "stories/call" not in easy
    assert 'href="https://example.org/"' in easy
    page = page_of("module-1")
    outside = page.get_by_role("link", name="바깥")
    assert outside.evaluate("(one) => one.target || document.querySelector('base').target") == "_blank"
    assert page.locator("a[href^='#']:not([target=_self])").count() == 0


def test_what_it_is_called(packages):
    assert f'data-activity="{packed.SITE}ko/training/first-contact/#module-1"' in html(packages, "module-1")
    assert 'data-activity="urn:uuid:' in html(packages, "module-1", name="easy/first-contact")
    assert f'data-activity="{packed.SITE}s/film22/"' in html(packages, "story", name="film")


@pytest.mark.parametrize("name, shown", [("film", "영상입니다."), ("call", "짧은 이야기입니다.")])
def test_a_story_alone(page_of, name, shown):
    page = page_of("story", name=name)
    assert page.get_by_role("heading", level=1).inner_text().replace("\u00a0", " ") == "전화 한 통"
    assert shown in page.locator("[data-text]").text_content()
    page.get_by_text("1개 가운데 0개를 마쳤습니다.").wait_for()
    assert violations(Axe(), page) == []


@pytest.mark.parametrize("unit", UNITS)
def test_without_scripts_it_can_be_read(page_of, unit):
    page = page_of(unit, java_script_enabled=False)
    assert "스크립트를 쓸 수 없어" in page.locator("noscript p").inner_text()
    assert not page.locator("[data-unit=progress]").is_visible()
    if unit == "module-1":
        assert page.get_by_text("짧은 이야기입니다.").is_visible()
        assert page.locator("video[controls]").is_visible()
    if unit == "check":
        page.locator(".d-ask").nth(0).get_by_text("정답과 풀이").click()
        assert page.get_by_text("풀이-하나").is_visible()


def test_without_a_place_to_keep_things(open_page, lms_host):
    page, wrong = open_page(), []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda one: wrong.append(one.text))
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } })"
    )
    page.goto(f"{lms_host}packages/first-contact.ko.scorm12/module-1.html")
    page.get_by_text("2개 가운데 0개를 마쳤습니다.").wait_for()
    page.get_by_role("textbox", name="혼자 생각해 보기").fill("한 분")
    assert wrong == []


def test_from_a_folder(open_page, packages):
    page, wrong = open_page(), []
    page.on("console", lambda one: wrong.append(one.text))
    page.goto((packages / "first-contact.ko.scorm12/module-2.html").as_uri())
    page.get_by_text("학습 관리 시스템(LMS)을 찾지 못했습니다.").wait_for()
    watch(page, speed=2)
    page.get_by_text("2개 가운데 1개를 마쳤습니다.").wait_for()
    assert [one for one in wrong if "captions" not in one and "file:" not in one] == []


def test_thoughts_are_kept_on_the_device(page_of):
    page = page_of("module-1")
    page.get_by_role("textbox", name="혼자 생각해 보기").fill("한 분을 <b>떠올립니다</b>")
    page.reload()
    assert page.get_by_role("textbox", name="혼자 생각해 보기").input_value() == "한 분을 <b>떠올립니다</b>"


def test_only_cmi5_asks_other_hosts(packages):
    policy = re.compile(r'Content-Security-Policy" content="([^"]*)"')
    for version in packed.FORMATS:
        (told,) = (one.replace("&#39;", "'") for one in policy.findall(html(packages, "module-1", version)))
        assert ("connect-src *;" in told) == (version == "cmi5")
        assert "media-src" not in told  # only a thin package's films come from the site
        assert "script-src 'self';" in told


def test_policies():
    assert "connect-src" not in content_security_policy("")
    assert "media-src" not in content_security_policy("", ("", ""))
    both = content_security_policy("", ("https://a.example/films/", "https://b.example/"), held=" blob:")
    assert "media-src 'self' https://a.example https://b.example blob:;" in both
    assert content_security_policy("", ("https://a.example/x", "https://a.example/y")).count("a.example") == 1
