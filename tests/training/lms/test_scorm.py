"""SCOs in an LMS: what they tell it by SCORM 1.2 and 2004, when, and how they begin where they were left. No call may go wrong."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest

from tests.training.lms import scorm
from tests.training.lms.acts import answer, read, read_to_end, watch

VERSIONS = ("scorm12", "scorm2004")
FRESH: dict[str, Any] = {
    "scorm12": {"core": {"entry": "ab-initio"}},
    "scorm2004": {"entry": "ab-initio", "scaled_passing_score": "0.8333"},
}
"""What an LMS holds at first; SCORM 2004 takes the score that passes from the manifest."""
STATUS = {"scorm12": "cmi.core.lesson_status", "scorm2004": "cmi.completion_status"}
SUCCESS = {"scorm12": "cmi.core.lesson_status", "scorm2004": "cmi.success_status"}
PLACE = {"scorm12": "cmi.core.lesson_location", "scorm2004": "cmi.location"}
TIME = {"scorm12": "cmi.core.session_time", "scorm2004": "cmi.session_time"}
MODE: dict[str, Any] = {
    "scorm12": lambda mode: {"core": {"entry": "ab-initio", "lesson_mode": mode}},
    "scorm2004": lambda mode: FRESH["scorm2004"] | {"mode": mode},
}
each_version = pytest.mark.parametrize("version", VERSIONS)


@pytest.fixture
def launch(open_page, lms_host):
    """Open a unit in an LMS; in the end nothing may have gone wrong."""
    sessions, wrong = [], []

    def launched(version, unit, cmi=None, **options):
        page = open_page()
        page.clock.install()
        page.on("console", lambda one: wrong.append(one.text))
        page.on("pageerror", lambda one: wrong.append(str(one)))
        one = scorm.Lms(page, lms_host, version, unit, cmi or FRESH[version], **options)
        sessions.append((one, options.get("fails", ())))
        return one

    yield launched
    assert wrong == []
    for one, fails in sessions:
        if not fails:
            assert one.errors() == []
            assert one.told == []


@each_version
def test_all_of_a_film_and_an_article_complete_a_unit(launch, version):
    lms = launch(version, "module-1")
    assert lms.get(STATUS[version]) == "incomplete"
    watch(lms.sco)
    assert lms.sco.locator("[data-unit=told]").inner_text() == "2개 가운데 1개를 마쳤습니다."
    assert lms.get(STATUS[version]) == "incomplete"
    reading = int(lms.sco.locator("[data-step=call22]").get_attribute("data-reading"))
    read_to_end(lms.sco, reading + 2.5)
    lms.sco.get_by_text("모두 마쳤습니다.").wait_for()
    assert lms.get(STATUS[version]) == "completed"
    assert lms.sco.locator("[data-part=done]:visible").count() == 2
    kept = lms.close()
    again = launch(version, "module-1", kept)
    assert again.sco.get_by_text("모두 마쳤습니다.").is_visible()
    assert again.sco.get_by_text("이미 마친 단원입니다.").is_visible()
    again.close()
    assert again.set_values(STATUS[version]) == []


def test_a_film_that_stays_on_the_site_counts_all_the_same(launch, thin, packages):
    lms = launch("scorm12", "module-1", name="thin/first-contact", format="scorm12-thin")
    watch(lms.sco)
    assert lms.sco.evaluate("document.querySelector('video').currentSrc").startswith(thin)
    assert not list((packages / "thin").rglob("*.webm"))
    assert lms.sco.locator("[data-step=film22] [data-part=done]").is_visible()
    assert lms.get("cmi.core.lesson_status") == "incomplete"


@each_version
def test_less_than_all_goes_on_where_it_was_left(launch, version):
    lms = launch(version, "module-1")
    stopped = watch(lms.sco, 0, 3.2)
    assert lms.get(STATUS[version]) == "incomplete"
    assert lms.get(PLACE[version]) == "1.3"
    assert lms.set_values({"scorm12": "cmi.core.exit", "scorm2004": "cmi.exit"}[version]) == []
    kept = lms.close()
    assert lms.set_values({"scorm12": "cmi.core.exit", "scorm2004": "cmi.exit"}[version]) == ["suspend"]

    again = launch(version, "module-1", kept)
    assert again.sco.evaluate("document.querySelector('delight-film').media.time") == int(stopped)
    assert "지금까지 5" in again.sco.locator("[data-unit=next]").inner_text()
    # From there to the end is all that is wanting.
    watch(again.sco, None, 5.2)
    assert again.sco.locator("#step-1 [data-part=done]").is_visible()


@each_version
def test_a_part_begins_and_ends_by_itself(launch, version):
    lms = launch(version, "module-2")
    first, second = (f"document.querySelectorAll('delight-film')[{n}].media.time" for n in (0, 1))
    assert (lms.sco.evaluate(first), lms.sco.evaluate(second)) == (2, 4)
    stopped = watch(lms.sco, speed=1)
    assert 4 <= stopped < 4.6
    assert lms.sco.locator("#step-1 [data-part=done]").is_visible()
    assert lms.sco.locator("#step-2 [data-part=done]").is_hidden()
    watch(lms.sco, film=1)
    lms.sco.get_by_text("모두 마쳤습니다.").wait_for()
    assert lms.get(STATUS[version]) == "completed"


@each_version
def test_a_story_that_is_listed_twice_is_read_twice(launch, version):
    lms = launch(version, "module-1", name="twice")
    assert lms.sco.locator("[data-step=call22] [data-text]").count() == 2
    read(lms.sco)
    lms.sco.get_by_text("모두 마쳤습니다.").wait_for()
    assert lms.get(STATUS[version]) == "completed"


def test_modules_of_the_same_article_as_one_thing(launch):
    lms = launch("scorm12", "course", name="twice", format="scorm12-single")
    assert lms.sco.locator("[data-step=call22] [data-text]").count() == 3
    read(lms.sco)
    lms.sco.get_by_text("모두 마쳤습니다.").wait_for()
    assert lms.get("cmi.core.lesson_status") == "completed"


@each_version
@pytest.mark.parametrize("unit", ["module-2", "module-3"])
def test_a_module_without_stories_is_complete_once_it_was_in_sight(launch, version, unit):
    """One has a text of its own, and one no more than its title."""
    lms = launch(version, unit, name="twice")
    read(lms.sco)
    lms.sco.get_by_text("모두 마쳤습니다.").wait_for()
    assert lms.get(STATUS[version]) == "completed"
    assert lms.sco.locator("[data-part=done]:visible").count() == 1


@each_version
def test_a_module_of_questions_is_complete_once_they_were_in_sight(launch, version):
    lms = launch(version, "module-3")
    read_to_end(lms.sco)
    lms.sco.get_by_text("모두 마쳤습니다.").wait_for()
    assert lms.get(STATUS[version]) == "completed"


def test_a_course_as_one_thing(launch):
    """A good check alone does not pass it, nor is it ever failed, as most of it is still to come."""
    lms = launch("scorm12", "course", name="first-contact", format="scorm12-single")
    answer(lms.sco, 3)
    assert lms.get("cmi.core.lesson_status") == "incomplete"
    lms.sco.get_by_role("button", name="다시 풀기").click()
    answer(lms.sco, 6)
    assert lms.get("cmi.core.lesson_status") == "incomplete"
    assert lms.get("cmi.core.score.raw") == "100"
    assert lms.sco.locator("[data-unit=told]").inner_text() == "5개 가운데 1개를 마쳤습니다."
    kept = lms.close()
    again = launch("scorm12", "course", kept, name="first-contact", format="scorm12-single")
    for film in range(3):
        watch(again.sco, film=film)
    read_to_end(again.sco, int(again.sco.locator("[data-step=call22]").get_attribute("data-reading")) + 2.5)
    again.sco.get_by_text("모두 마쳤습니다.").wait_for()
    assert again.get("cmi.core.lesson_status") == "passed"


@each_version
def test_what_is_skipped_does_not_count(launch, version):
    lms = launch(version, "module-1")
    watch(lms.sco, 5.2, None)
    assert lms.sco.locator("#step-1 [data-part=done]").is_hidden()
    assert "지금까지 1" in lms.sco.locator("[data-unit=next]").inner_text()


@each_version
@pytest.mark.parametrize("score, status", [(6, "passed"), (5, "passed"), (3, "failed")])
def test_the_check_is_scored(launch, version, score, status):
    lms = launch(version, "check")
    answer(lms.sco, score)
    assert lms.get(SUCCESS[version]) == status
    percent = {6: "100", 5: "83.33", 3: "50"}[score]
    if version == "scorm12":
        assert [lms.get(f"cmi.core.score.{one}") for one in ("raw", "min", "max")] == [percent, "0", "100"]
    else:
        assert [lms.get(f"cmi.score.{one}") for one in ("raw", "min", "max")] == [str(score), "0", "6"]
        assert float(lms.get("cmi.score.scaled")) == pytest.approx(score / 6, abs=1e-6)
        assert lms.get("cmi.completion_status") == ("completed" if score > 4 else "incomplete")
    kept = lms.close()
    assert (kept["core"]["lesson_status"] if version == "scorm12" else kept["success_status"]) == status


@each_version
def test_the_best_try_stays(launch, version):
    """A pass is never taken back, neither in this session nor in a later one; a fail can be made good."""
    lms = launch(version, "check")
    answer(lms.sco, 3)
    lms.sco.get_by_role("button", name="다시 풀기").click()
    answer(lms.sco, 6)
    lms.sco.get_by_role("button", name="다시 풀기").click()
    answer(lms.sco, 3)
    assert lms.get(SUCCESS[version]) == "passed"
    kept = lms.close()
    again = launch(version, "check", kept)
    assert again.sco.get_by_text("6점 가운데 6점을 얻어 통과했습니다.").is_visible()
    answer(again.sco, 3)
    assert again.get(SUCCESS[version]) == "passed"
    assert again.get({"scorm12": "cmi.core.score.raw", "scorm2004": "cmi.score.raw"}[version]) in ("100", "6")


@each_version
def test_the_lms_may_say_what_passes(launch, version):
    score = {
        "scorm12": ("cmi.student_data.mastery_score", "100"),
        "scorm2004": ("cmi.scaled_passing_score", "1"),
    }
    lms = launch(version, "check", FRESH[version] | {"set": dict([score[version]])})
    answer(lms.sco, 5)
    assert lms.sco.get_by_text("6점 가운데 5점입니다. 6점부터 통과입니다.").is_visible()
    assert lms.get(SUCCESS[version]) == "failed"


@each_version
def test_a_check_that_need_not_be_passed_is_complete_once_answered(open_page, lms_host, version):
    page = open_page()
    cmi = {one: value for one, value in FRESH[version].items() if one != "scaled_passing_score"}
    lms = scorm.Lms(page, lms_host, version, "check", cmi, name="easy/first-contact")
    answer(lms.sco, 3)
    assert lms.get(STATUS[version]) == "completed"
    assert lms.get(SUCCESS[version]) == ("completed" if version == "scorm12" else "unknown")
    assert lms.errors() == []


@each_version
@pytest.mark.parametrize("mode", ["browse", "review"])
def test_looking_again_records_nothing(launch, version, mode):
    lms = launch(version, "module-1", MODE[version](mode))
    assert lms.sco.get_by_text({"browse": "둘러보기입니다.", "review": "다시 보기입니다."}[mode]).is_visible()
    watch(lms.sco)
    lms.close()
    assert [one.name for one in lms.calls if one.name == scorm.SET[version]] == []
    assert lms.count(scorm.STARTED) == lms.count(scorm.ENDED) == 1


@each_version
def test_without_credit_nothing_is_scored(launch, version):
    credit = {"scorm12": "cmi.core.credit", "scorm2004": "cmi.credit"}[version]
    lms = launch(version, "check", FRESH[version] | {"set": {credit: "no-credit"}})
    answer(lms.sco, 3)
    assert [one for one in lms.calls if one.name == scorm.SET[version] and "score" in one.given[0]] == []
    assert lms.get(SUCCESS[version]) in ("incomplete", "unknown")


@each_version
def test_it_is_kept_at_each_pause_and_when_the_page_goes(launch, version):
    lms = launch(version, "module-1")
    before = lms.count(scorm.COMMITTED)
    watch(lms.sco, 0, 1)
    assert lms.count(scorm.COMMITTED) == before + 1
    watch(lms.sco, 2, 3)
    assert lms.count(scorm.COMMITTED) == before + 2
    lms.close()
    assert lms.count(scorm.COMMITTED) > before + 2
    assert lms.count(scorm.ENDED) == 1
    assert lms.calls[-1].name == scorm.ENDED[version]


@pytest.mark.slow  # waits for it
@each_version
def test_it_is_kept_every_half_minute_of_a_film(launch, version):
    lms = launch(version, "module-1")
    lms.sco.evaluate(
        """async () => {
          const video = document.querySelector("video");
          Object.assign(video, { playbackRate: .5, muted: true });
          await video.play();
          await new Promise((done) => video.addEventListener("timeupdate", () => { if (video.currentTime > 1) done(); }));
        }"""
    )
    for _ in range(12):
        lms.page.clock.run_for(10_000)
        lms.sco.evaluate(
            "new Promise((done) => document.querySelector('video').addEventListener('timeupdate', done, { once: true }))"
        )
    kept = [one.at for one in lms.calls if one.name == scorm.COMMITTED[version]]
    assert 2 <= len(kept) <= 6
    assert all(second - first >= 29_000 for first, second in pairwise(kept))


@each_version
def test_it_is_kept_when_another_window_comes_in_front(launch, version):
    lms = launch(version, "module-1")
    watch(lms.sco, 0, 1)
    lms.sco.evaluate("document.querySelector('delight-film').media.time = 3")
    lms.sco.evaluate(
        "document.querySelector('video').play().then(() => document.querySelector('video').pause())"
    )
    before = lms.count(scorm.COMMITTED)
    lms.sco.evaluate("document.querySelectorAll('[data-step]')[1].scrollIntoView()")
    lms.page.wait_for_timeout(2500)
    lms.sco.evaluate(
        """() => {
          Object.defineProperty(document, "visibilityState", { get: () => "hidden" });
          document.dispatchEvent(new Event("visibilitychange"));
        }"""
    )
    assert lms.count(scorm.COMMITTED) == before + 1


@each_version
def test_the_page_goes_while_a_film_plays(launch, version):
    lms = launch(version, "module-1")
    lms.sco.evaluate(
        "(() => { const one = document.querySelector('video'); one.muted = true; return one.play(); })()"
    )
    lms.page.wait_for_timeout(1800)
    kept = lms.close()
    again = launch(version, "module-1", kept)
    assert "지금까지 0%" not in again.sco.locator("[data-unit=next]").inner_text()
    assert again.sco.evaluate("document.querySelector('delight-film').media.time") >= 1


@each_version
def test_a_session_is_as_long_as_it_was(launch, version):
    lms = launch(version, "module-1")
    lms.page.wait_for_timeout(1500)
    lms.close()
    told = lms.set_values(TIME[version])[-1]
    pattern = {"scorm12": r"0000:00:(\d\d\.\d\d)", "scorm2004": r"PT(\d+(?:\.\d+)?)S"}[version]
    found = re.fullmatch(pattern, told)
    assert found and 1.4 < float(found[1]) < 15


@each_version
def test_calls_that_fail_are_told_to_the_learner(launch, version):
    lms = launch(version, "module-1", fails=("Commit",))
    watch(lms.sco, 0, 1)
    note = lms.sco.locator("[data-unit=note]")
    assert "LMS에 기록하지 못했습니다." in note.inner_text()
    lms.page.evaluate("window.fails = []")
    watch(lms.sco, 2, 3)
    assert note.is_hidden()


@each_version
def test_a_status_that_was_refused_is_told_again(launch, version):
    lms = launch(version, "module-3", fails=("SetValue",))
    read_to_end(lms.sco)
    lms.sco.get_by_text("모두 마쳤습니다.").wait_for()
    lms.page.evaluate("window.fails = []")
    kept = lms.close()
    assert (
        kept["core"]["lesson_status"] if version == "scorm12" else kept["completion_status"]
    ) == "completed"


_NO_STATUS = """{
  GetValue: (name) => (/(lesson|completion|success)_status$/.test(name) ? "" : kept[name] ?? ""),
}"""


@each_version
def test_an_lms_that_tells_no_status(open_page, lms_host, version):
    """As Open edX does: what was kept is all that there is to go by, and what was reached is not taken back meanwhile."""
    page = open_page()
    kept: dict[str, str] = {}
    for told in (["incomplete", "completed"], ["completed"]):
        sco = scorm.plain_lms(
            page, lms_host, version, f"first-contact.ko.{version}/module-3.html", kept, _NO_STATUS
        )
        if not kept:
            read_to_end(sco)
        sco.get_by_text("모두 마쳤습니다.").wait_for()
        page.evaluate("document.querySelector('iframe').remove()")
        page.wait_for_timeout(100)
        kept = page.evaluate("kept")
        assert kept[STATUS[version]] == "completed"
        assert [v for name, v in page.evaluate("set") if name == STATUS[version]] == told


@each_version
def test_a_package_made_anew_takes_nothing_back(open_page, lms_host, version):
    """Its steps are others, and so what an earlier edition kept is of no use; that it was completed stands."""
    page = open_page()
    kept = {"cmi.suspend_data": "d1AAAAAAAAAAAA", STATUS[version]: "completed"}
    scorm.plain_lms(page, lms_host, version, f"first-contact.ko.{version}/module-1.html", kept, _NO_STATUS)
    page.evaluate("document.querySelector('iframe').remove()")
    page.wait_for_timeout(100)
    assert page.evaluate("kept")[STATUS[version]] == "completed"


@each_version
@pytest.mark.parametrize(
    "answers",
    [
        "{ GetLastError: null }",
        "{ GetLastError: () => undefined }",
        "{ GetLastError: () => 0, GetValue: () => null }",
        "{ GetLastError: () => 0, GetValue: () => undefined }",
        "{ GetValue: (name) => (/mastery|passing|progress/.test(name) ? 'none' : /_children/.test(name) ? 'mastery_score' : '') }",
    ],
)
@pytest.mark.parametrize("unit", [pytest.param("module-3", marks=pytest.mark.slow), "check"])
def test_an_lms_of_few_words(open_page, lms_host, version, answers, unit):
    page = open_page()
    sco = scorm.plain_lms(page, lms_host, version, f"first-contact.ko.{version}/{unit}.html", {}, answers)
    answer(sco, 5) if unit == "check" else read_to_end(sco)
    sco.get_by_text("모두 마쳤습니다.").wait_for()
    assert sco.locator("[data-unit=note]").is_hidden()
    told = page.evaluate("set")
    assert [value for name, value in told if name == SUCCESS[version]][-1:] == (
        ["passed"] if unit == "check" else ["completed"] if version == "scorm12" else []
    )
    assert not [one for one in told if one[1] in ("NaN", "null", "undefined")]


def test_an_lms_that_does_not_let_it_begin(launch):
    lms = launch("scorm12", "module-1", fails=("Initialize", "GetValue", "SetValue"))
    assert "LMS에 기록하지 못했습니다." in lms.sco.locator("[data-unit=note]").inner_text()
    watch(lms.sco, 0, 1)
    lms.close()
    assert lms.count(scorm.SET) == 0


@each_version
@pytest.mark.parametrize("text", ["x", "d1AAAAAAAAAAAA", "d1" + "9" * 4094, "{}", "한글"])
def test_what_is_not_ours_is_as_good_as_nothing(launch, version, text):
    cmi = {"scorm12": {"suspend_data": text, "core": {"entry": "resume", "lesson_location": "9.99"}}}
    lms = launch(
        version,
        "module-1",
        cmi.get(version, {"suspend_data": text, "entry": "resume", "location": "x", "progress_measure": "0"}),
    )
    assert "지금까지 0%" in lms.sco.locator("[data-unit=next]").inner_text()


def test_without_an_lms(open_page, lms_host):
    for version in VERSIONS:
        page = open_page(f"{lms_host}packages/first-contact.ko.{version}/module-1.html")
        page.get_by_text("학습 관리 시스템(LMS)을 찾지 못했습니다.").wait_for()
        watch(page)
        assert page.locator("#step-1 [data-part=done]").is_visible()


def test_in_a_window_of_another_host(open_page, lms_host):
    """A parent of another site must not be asked for what it will not tell."""
    page = open_page()
    wrong = []
    page.on("pageerror", lambda one: wrong.append(str(one)))
    page.goto(f"{lms_host.replace('127.0.0.1', 'localhost')}lms/index.html")
    unit = f"{lms_host}packages/first-contact.ko.scorm12/module-1.html"
    page.evaluate(
        "(src) => { const one = document.createElement('iframe'); one.src = src; document.body.append(one); }",
        unit,
    )
    page.frame_locator("iframe").get_by_text("학습 관리 시스템(LMS)을 찾지 못했습니다.").wait_for()
    assert wrong == []


@each_version
def test_in_a_window_that_the_lms_opened(open_page, lms_host, version):
    page = open_page()
    lms = scorm.Lms(page, lms_host, version, "module-3", FRESH[version])
    lms.close()
    page.evaluate("real.reset()")
    with page.expect_popup() as opened:
        page.evaluate(
            "(address) => { window.open(address); }",
            f"{lms_host}packages/first-contact.ko.{version}/module-3.html",
        )
    opened.value.locator("[data-unit=progress]:not([hidden])").wait_for()
    assert lms.count(scorm.STARTED) == 2
