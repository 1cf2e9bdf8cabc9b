"""Courses in a browser: the check is marked, what was watched and read is kept, and the page is there to read without scripts."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from generator.content.course import marked
from tests.pages.test_accessible import CUT, SIDEWAYS, SMALL_TARGETS, violations

COURSE = "en/training/first-contact/"


@pytest.fixture
def course(open_page, address):
    return open_page(f"{address}{COURSE}")


def answer(page, score=6, short=" Pain  POINT. "):
    """Answer all of the check; with less than 6 points, the questions from the last on are wrong."""
    ask = page.locator(".d-ask")
    ask.nth(0).get_by_label("Right", exact=True).check()
    for name in ("Right", "Right too"):
        ask.nth(1).get_by_label(name, exact=True).check()
    ask.nth(2).get_by_label("Not true").check()
    for name, place in (("A", "1"), ("B", "2"), ("C", "3" if score > 4 else "2")):
        ask.nth(3).get_by_label(name, exact=True).select_option(place)
    ask.nth(4).get_by_role("textbox").fill(short if score > 5 else "nothing")
    page.get_by_role("button", name="Mark my answers").click()


@pytest.mark.parametrize(
    "score, told",
    [
        (6, "You passed with 6 of 6 points."),
        (5, "You passed with 5 of 6 points."),
        (3, "3 of 6 points. 5 pass."),
    ],
)
def test_the_check_is_marked(course, score, told):
    assert not course.get_by_text("Why", exact=True).is_visible()
    answer(course, score)
    assert course.locator("[data-part=score]").inner_text() == told
    assert course.locator(".d-ask[data-is=right]").count() == {6: 5, 5: 4, 3: 3}[score]
    assert course.get_by_text("Why", exact=True).is_visible()
    done = 1 if score > 4 else 0
    assert course.locator("[data-part=told]").inner_text() == f"{done} of 3 done."
    course.reload()
    assert course.locator("[data-part=told]").inner_text() == f"{done} of 3 done."
    assert course.locator("[data-part=score]").inner_text() == told
    course.get_by_role("button", name="Clear what is kept").click()
    assert course.locator("[data-part=told]").inner_text() == "0 of 3 done."
    assert course.locator("[data-part=score]").inner_text() == ""


def test_what_is_right_is_not_told_to_who_is_to_try_again(course):
    keys = course.locator("[data-part=key]")
    answer(course, 3)
    assert [keys.nth(n).is_visible() for n in range(keys.count())] == [True, True, True, False, False]
    course.get_by_role("button", name="Try again").click()
    answer(course, 5)
    assert all(keys.nth(n).is_visible() for n in range(keys.count()))


def test_the_order_offered_is_not_the_right_one(course):
    assert course.locator("[data-place]").evaluate_all("all => all.map(one => one.dataset.place)") != [
        "1",
        "2",
        "3",
    ]


def test_the_best_try_counts(course):
    answer(course)
    course.get_by_role("button", name="Try again").click()
    assert course.locator("[data-is]").count() == 0
    answer(course, 3)
    assert course.locator("[data-part=told]").inner_text() == "1 of 3 done."


def test_what_is_not_answered_is_told(course):
    course.get_by_role("button", name="Mark my answers").click()
    assert "not answered" in course.locator("[data-part=score]").inner_text()
    assert course.locator("[data-is]").count() == 0
    assert course.evaluate("document.activeElement.name") == "q1"


SIGNS = (*" .,!?·'\"‘’“”()-\u00a0\u3000\ufeff…！", *";:/—~《A가１Ａ", "Pain  POINT.", "ＬＧ 전자!", "ΣΑΣ")


def test_answers_are_marked_as_the_check_of_the_source_takes_them(course):
    """What is no answer to the browser is none to `delight check`, and the other way round."""
    ask = course.locator(".d-ask").nth(4)
    for sign in SIGNS:
        ask.evaluate("(one, sign) => { one.dataset.accept = sign; delete one.dataset.is; }", sign)
        answer(course, short=marked(sign) or sign)
        assert ask.get_attribute("data-is") == ("right" if marked(sign) else None), repr(sign)


def test_thoughts_are_kept(course):
    course.get_by_label("To think about").fill("Someone <b>dear</b>")
    course.reload()
    assert course.get_by_label("To think about").input_value() == "Someone <b>dear</b>"


def test_an_article_read_to_its_end_is_done(course, address):
    course.goto(f"{address}en/stories/call/")
    course.locator("delight-lesson").scroll_into_view_if_needed()
    course.wait_for_timeout(600)  # it takes half a second to read
    course.goto(f"{address}{COURSE}")
    done = course.locator("[data-step=call22] [data-part=done]")
    done.wait_for()
    assert course.locator("[data-step=film22] [data-part=done]").is_hidden()


def test_a_part_of_a_film_is_done_when_it_was_played(course, address):
    """What is skipped does not count, nor what lies outside the part."""
    course.goto(f"{address}ko/stories/film/")
    play = """([from, to]) => new Promise((done) => {
      const video = document.querySelector("video");
      video.muted = true;
      video.currentTime = from;
      video.addEventListener("seeked", () => video.play(), { once: true });
      video.addEventListener("timeupdate", () => { if (video.currentTime >= to) { video.pause(); setTimeout(done, 100); } });
    })"""
    step = course.locator("[data-step=film22] [data-part=done]")
    course.evaluate(play, [3.3, 4.2])
    course.goto(f"{address}{COURSE}")
    assert step.is_hidden()
    course.goto(f"{address}ko/stories/film/")
    course.evaluate(play, [1.9, 3.2])
    course.goto(f"{address}{COURSE}")
    step.wait_for()


def test_stretches_are_joined(course):
    played = "([all, from, to]) => delightTraining.played(all, from, to)"
    assert course.evaluate(played, [[[0, 4], [2, 6], [8, 9]], 1, 8.5]) == pytest.approx(5.5)
    assert course.evaluate(played, [[], 0, 10]) == 0
    assert course.evaluate("delightTraining.joined([[5, 6], [0, 1], [1.1, 2]])") == [[0, 2], [5, 6]]


def test_without_a_place_to_keep_things(open_page, address):
    page = open_page()
    wrong = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } })"
    )
    page.goto(f"{address}{COURSE}")
    answer(page)
    assert page.locator("[data-part=score]").inner_text() == "You passed with 6 of 6 points."
    assert wrong == []


def test_without_scripts_it_can_be_read(open_page, address):
    page = open_page(f"{address}{COURSE}", java_script_enabled=False)
    assert page.get_by_role("heading", level=1).inner_text() == "First contact"
    assert not page.get_by_role("button", name="Mark my answers").is_visible()
    assert not page.get_by_role("textbox", name="To think about").is_visible()
    page.locator(".d-ask").nth(0).get_by_text("Answer and why").click()
    assert page.get_by_text("Why", exact=True).is_visible()


@pytest.mark.parametrize("path", [COURSE, "ko/training/first-contact/", "ko/training/", "ko/stories/call/"])
@pytest.mark.parametrize("screen, scheme", [("phone", "dark"), ("desk", "light")])
def test_accessible(open_page, address, path, screen, scheme):
    page = open_page(f"{address}{path}", screen, scheme)
    if path == COURSE:
        answer(page, 3)
        page.evaluate("scrollTo(0, 0)")  # what lies half below the header is no smaller target
    assert violations(Axe(), page) == []
    assert page.evaluate(SMALL_TARGETS, 24) == []
    for width in (320, 768, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(SIDEWAYS) == []
        assert page.evaluate(CUT) == []


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_guides_are_accessible(open_page, school, scheme):
    page = open_page((school / "trainers/ko/first-contact/index.html").as_uri(), scheme=scheme)
    assert violations(Axe(), page) == []
    assert page.get_by_text("비밀-하나").is_visible()
