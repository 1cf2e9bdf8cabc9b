"""Units of cmi5 with a learning record store: the statements that they send, in order and content, and what they keep."""

from __future__ import annotations

import json
import os
import re
import subprocess
from contextlib import ExitStack

import pytest
from playwright.sync_api import Route

from tests.pages.sites import PROJECT
from tests.training.lms import lrs
from tests.training.lms.acts import answer, read_to_end, watch
from tests.training.lms.packed import SECONDS

MODULES = PROJECT / ".cache/lms/node_modules"
CATEGORIES = "https://w3id.org/xapi/cmi5/context/categories/"
CMI5 = "https://w3id.org/xapi/cmi5/context/extensions/"
VIDEO = "https://w3id.org/xapi/video"
EXT = f"{VIDEO}/extensions/"
REQUIRED = {
    "initialized": ({"length", "completion-threshold"}, set()),
    "played": (set(), {"time"}),
    "paused": ({"length", "completion-threshold"}, {"time", "progress", "played-segments"}),
    "seeked": (set(), {"time-from", "time-to"}),
    "completed": ({"length", "completion-threshold"}, {"time", "progress", "played-segments"}),
    "terminated": ({"length", "completion-threshold"}, {"time", "progress", "played-segments"}),
}
"""By verb of the xAPI Video Profile, what its context and its result have to tell."""
_VALIDATE = """
const { default: warningsOf } = require("xapi-validation");
let all = "";
process.stdin.on("data", (one) => { all += one; }).on("end", () => {
  console.log(JSON.stringify(JSON.parse(all).map((one) => warningsOf(one).map((warning) => warning.constructor.name))));
});
"""


@pytest.fixture
def launch(open_page, lms_host):
    """Open a unit as an LMS does: `launch("module-1", …)` gives the page and the store; its statements are looked through in the end."""
    wrong, stores = [], []
    with ExitStack() as stack:

        def launched(unit, store=None, language="ko", waits=True, **data):
            store = store or stack.enter_context(lrs.opened(**data))
            stores.append(store)
            page = open_page()
            page.clock.install()
            # That a document is not there yet is told by 404 (xAPI 1.0.3, 2.2), which a browser notes.
            page.on("console", lambda one: wrong.append(one.text) if "404" not in one.text else None)
            page.on("pageerror", lambda one: wrong.append(str(one)))
            page.goto(store.launch_url(f"{lms_host}packages/first-contact.{language}.cmi5/{unit}.html"))
            if waits:
                page.locator("[data-unit=progress]:not([hidden])").wait_for()
            return page, store

        yield launched
        for store in stores:
            if not store.down:
                assert store.wrong == []
                check(store)
        refused = [f"status of {one} " for store in stores for one in store.refusals]
        noted = [one for one in wrong if not any(status in one for status in refused)]
        assert noted == [] or any(store.down for store in stores)


def leave(page):
    """Go elsewhere, as when the window is closed."""
    page.goto("about:blank")
    page.wait_for_timeout(300)


def check(store):
    """Hold all statements of a session against cmi5, the xAPI Video Profile and a checker of xAPI."""
    statements = store.ordered
    if not statements:
        return
    for one in statements:
        assert one["actor"] == lrs.ACTOR
        assert one["context"]["registration"] == lrs.REGISTRATION
        assert one["context"]["extensions"][f"{CMI5}sessionid"] == lrs.SESSION
        assert {"id": "https://publisher.example/au"} in one["context"]["contextActivities"]["grouping"]
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", one["timestamp"])
        defined(one) if lrs.is_defined(one) else viewing(one)
    assert statements[0]["verb"]["id"].endswith("/initialized")
    assert lrs.is_defined(statements[0])
    verbs = store.verbs()
    if "terminated" in verbs and verbs.count("initialized") == 1:
        assert statements[-1]["verb"]["id"].endswith("/terminated")
        assert lrs.is_defined(statements[-1])
    assert len({one["id"] for one in statements}) == len(statements)
    assert verbs.count("completed") <= 1
    assert verbs.count("passed") <= 1
    # The last one is wrong, and has to be found so.
    assert warnings([*statements, statements[0] | {"verb": {"id": "no IRI"}}]) == [
        *[[]] * len(statements),
        ["TypeWarning"],
    ]


def warnings(statements):
    """Return what a checker of xAPI says of each statement."""
    run = subprocess.run(
        ["node", "-e", _VALIDATE],
        input=json.dumps(statements),
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ | {"NODE_PATH": str(MODULES)},
        check=True,
    )
    return json.loads(run.stdout)


def defined(one):
    """Hold a statement against the cmi5 specification, 9."""
    verb, result = one["verb"]["id"].rpartition("/")[2], one.get("result", {})
    assert one["object"]["id"] == lrs.ACTIVITY
    ((language, name),) = one["object"]["definition"]["name"].items()
    assert language in ("ko", "en") and name.strip()
    ids = [category["id"] for category in one["context"]["contextActivities"]["category"]]
    is_judged = verb in ("completed", "passed", "failed")
    assert (f"{CATEGORIES}moveon" in ids) == is_judged
    assert ("duration" in result) == (verb != "initialized")
    assert ("score" in result) == (verb in ("passed", "failed"))
    assert result.get("success") == {"passed": True, "failed": False}.get(verb)
    assert result.get("completion") == (True if verb == "completed" else None)


def viewing(one):
    """Hold a statement against the xAPI Video Profile 1.0, 2.7."""
    verb = one["verb"]["id"].rpartition("/")[2]
    context, result = (
        {name.removeprefix(EXT) for name in part.get("extensions", {})}
        for part in (one["context"], one.get("result", {}))
    )
    assert REQUIRED[verb][0] <= context
    assert REQUIRED[verb][1] == result
    assert "session-id" in context
    assert one["context"]["extensions"].get(f"{EXT}length", SECONDS) == pytest.approx(SECONDS, abs=0.3)
    assert [c["id"] for c in one["context"]["contextActivities"]["category"]] == [VIDEO]
    assert one["object"]["definition"]["type"] == f"{VIDEO}/activity-type/video"
    assert one["object"]["id"] == "https://stories.example/s/film22/#film"
    assert (one.get("result", {}).get("completion") is True) == (verb == "completed")


def segments(statement):
    """Return what a statement tells was played."""
    told = statement["result"]["extensions"][f"{EXT}played-segments"]
    return [tuple(map(float, part.split("[.]"))) for part in told.split("[,]")] if told else []


def test_a_whole_session(launch):
    page, store = launch("module-1")
    watch(page)
    read_to_end(page, int(page.locator("[data-step=call22]").get_attribute("data-reading")) + 2.5)
    page.get_by_text("모두 마쳤습니다.").wait_for()
    leave(page)
    assert store.verbs() == ["initialized", "completed", "terminated"]
    assert store.verbs(defined=False) == ["initialized", "played", "completed", "paused", "terminated"]
    last = [one for one in store.ordered if one["verb"]["id"].endswith("/paused")][-1]
    assert last["result"]["extensions"][f"{EXT}progress"] > 0.98
    assert segments(last)[0][0] == 0
    assert last["context"]["extensions"][f"{EXT}completion-threshold"] == pytest.approx(0.8, abs=0.01)


def test_jumps_and_pauses(launch):
    page, store = launch("module-1")
    watch(page, None, 1.5, speed=2)
    watch(page, 3, 4, speed=2)
    leave(page)
    verbs = store.verbs(defined=False)
    assert verbs == ["initialized", "played", "paused", "seeked", "played", "paused", "terminated"]
    told = {
        name: one["result"]["extensions"]
        for name, one in zip(verbs, [s for s in store.ordered if not lrs.is_defined(s)], strict=True)
        if "result" in one
    }
    assert told["seeked"][f"{EXT}time-to"] == 3
    assert 1.4 < told["seeked"][f"{EXT}time-from"] < 3
    final = segments(store.ordered[-2])
    assert len(final) == 2
    assert final[0][1] == told["seeked"][f"{EXT}time-from"]
    assert final[1][0] == 3
    assert store.verbs() == ["initialized", "terminated"]


def test_it_goes_on_in_another_session(launch):
    """What was told of the unit is told once for as long as the learner is enrolled."""
    page, store = launch("module-2")
    watch(page, speed=2)
    leave(page)
    assert "completed" not in store.verbs()
    store.tokens = 1
    page, _ = launch("module-2", store)
    page.get_by_text("2개 가운데 1개를 마쳤습니다.").wait_for()
    watch(page, film=1)
    page.get_by_text("모두 마쳤습니다.").wait_for()
    leave(page)
    store.tokens = 1
    page, _ = launch("module-2", store)
    page.get_by_text("이미 마친 단원입니다.").wait_for()
    leave(page)
    assert store.verbs() == [
        "initialized",
        "terminated",
        "initialized",
        "completed",
        "terminated",
        "initialized",
        "terminated",
    ]


def test_a_check_that_is_passed(launch):
    page, store = launch("check", masteryScore=0.8333)
    answer(page, 5)
    leave(page)
    assert store.verbs() == ["initialized", "passed", "completed", "terminated"]
    passed = next(one for one in store.statements if one["verb"]["id"].endswith("/passed"))
    assert passed["result"]["score"] == {"scaled": pytest.approx(5 / 6), "raw": 83, "min": 0, "max": 100}
    assert passed["context"]["extensions"][f"{CMI5}masteryscore"] == 0.8333


def test_a_check_is_judged_once_in_a_session(launch):
    page, store = launch("check", masteryScore=0.8333)
    answer(page, 3)
    page.get_by_role("button", name="다시 풀기").click()
    answer(page, 6)
    leave(page)
    assert store.verbs() == ["initialized", "passed", "completed", "terminated"]


def test_a_check_that_is_failed_and_then_passed(launch):
    page, store = launch("check", masteryScore=0.8333)
    answer(page, 3)
    leave(page)
    assert store.verbs() == ["initialized", "failed", "terminated"]
    store.tokens = 1
    page, _ = launch("check", store)
    answer(page, 6)
    leave(page)
    assert store.verbs()[3:] == ["initialized", "passed", "completed", "terminated"]


def test_the_lms_may_ask_for_more(launch):
    page, store = launch("check", masteryScore=1)
    answer(page, 5)
    assert page.get_by_text("6점부터 통과입니다.").is_visible()
    leave(page)
    assert store.verbs() == ["initialized", "failed", "terminated"]


@pytest.mark.parametrize("mode", ["Browse", "Review"])
def test_looking_again_records_nothing(launch, mode):
    page, store = launch("module-1", launchMode=mode)
    watch(page)
    leave(page)
    assert store.verbs() == ["initialized", "terminated"]
    assert store.verbs(defined=False) == []
    assert store.documents == {}


def test_back_to_the_lms(launch, lms_host):
    page, store = launch("module-1", returnURL=f"{lms_host}lms/index.html")
    watch(page, None, 1)
    page.get_by_role("button", name="학습 마치기").click()
    page.wait_for_url("**/lms/index.html")
    page.wait_for_timeout(300)
    assert store.verbs() == ["initialized", "terminated"]
    assert store.documents["delight.progress"]["location"] == "1.1"


def test_a_learner_who_wants_it_quiet(open_page, lms_host):
    with lrs.opened() as store:
        store.preferences = {"languagePreference": "ko-KR", "audioPreference": "off"}
        page = open_page(store.launch_url(f"{lms_host}packages/first-contact.ko.cmi5/module-1.html"))
        page.locator("[data-unit=progress]:not([hidden])").wait_for()
        assert page.evaluate("document.querySelector('video').muted")


def test_a_page_that_is_loaded_anew(launch):
    page, store = launch("module-1")
    page.reload()
    page.get_by_text("이 창의 학습은 이미 끝났습니다.").wait_for()
    watch(page, None, 1)
    assert store.verbs() == ["initialized", "terminated"]


@pytest.mark.parametrize("error", ["2", "3"])
def test_no_token(launch, error):
    with lrs.opened() as store:
        store.tokens, store.error = 0, error
        page, _ = launch("module-1", store)
        page.get_by_text("LMS에 기록하지 못했습니다.").wait_for()


def test_a_store_that_is_down_for_a_while(launch):
    page, store = launch("module-1")
    store.down = True
    watch(page, None, 1)
    page.get_by_text("LMS에 기록하지 못했습니다.").wait_for()
    store.down = False
    watch(page, 2, 3)
    page.locator("[data-unit=note]").wait_for(state="hidden")
    leave(page)
    assert store.verbs(defined=False).count("played") == 2
    store.down = True  # the browser notes what did not arrive


@pytest.mark.parametrize("arrived", [False, True])
@pytest.mark.parametrize("refusal", ["strict", "once"])
def test_what_did_not_arrive_is_told_in_the_next_session(launch, arrived, refusal):
    """A store may have had it all the same, and then it takes it for the same thing, or as one too many."""
    page, store = launch("check", masteryScore=0.8333)
    store.down, store.mute = not arrived, arrived
    answer(page, 6)
    page.get_by_text("LMS에 기록하지 못했습니다.").wait_for()
    leave(page)
    assert ("completed" in store.verbs()) == arrived
    assert store.documents["delight.progress"]["completed"] is not True
    store.down = store.mute = False
    setattr(store, refusal, True)
    for told in ("모두 마쳤습니다.", "이미 마친 단원입니다."):
        store.tokens = 1
        page, _ = launch("check", store)
        page.get_by_text(told).wait_for()
        page.wait_for_timeout(300)
        assert not page.get_by_text("LMS에 기록하지 못했습니다.").is_visible()
        leave(page)
        assert [store.verbs().count(one) for one in ("passed", "completed")] == [1, 1]
        kept = store.documents["delight.progress"]
        assert kept["passed"] is kept["completed"] is True


def test_what_may_be_there_keeps_nothing_else_away(launch):
    page, store = launch("module-1")
    store.mute = store.strict = True
    watch(page, None, 1)
    page.get_by_text("LMS에 기록하지 못했습니다.").wait_for()
    store.mute = False
    watch(page, 2, 3)
    page.locator("[data-unit=note]").wait_for(state="hidden")
    leave(page)
    verbs = store.verbs(defined=False)
    assert verbs == ["initialized", "played", "paused", "seeked", "played", "paused", "terminated"]
    assert 409 in store.refusals


def test_a_statement_that_is_refused_stands_in_nobodys_way(launch):
    page, store = launch("module-1")
    store.unwanted = "seeked"
    watch(page, None, 1)
    watch(page, 3, None)
    read_to_end(page, int(page.locator("[data-step=call22]").get_attribute("data-reading")) + 2.5)
    watch(page, 0, None)
    page.get_by_text("모두 마쳤습니다.").wait_for()
    page.wait_for_timeout(500)
    assert store.verbs() == ["initialized", "completed"]
    assert {"played", "paused", "completed"} <= set(store.verbs(defined=False))
    assert 400 in store.refusals
    leave(page)


def test_what_an_lms_forbids_keeps_nothing_from_it(launch):
    """It may be taken another time; until then the rest is told."""
    page, store = launch("check", masteryScore=0.83)
    store.forbidden = "passed"
    answer(page)
    page.get_by_text("LMS에 기록하지 못했습니다.").wait_for()
    page.wait_for_timeout(300)
    assert store.verbs() == ["initialized", "completed"]
    store.forbidden = ""
    leave(page)
    assert set(store.verbs()) == {"initialized", "completed", "passed", "terminated"}


def test_a_mark_that_an_lms_tells_to_be_none(launch):
    """As the player of CATAPULT does for a unit without one; nothing is to be told as if it were a number."""
    page, store = launch("check", masteryScore=None)
    answer(page)
    page.get_by_text("모두 마쳤습니다.").wait_for()
    leave(page)
    passed = next(one for one in store.statements if one["verb"]["id"].endswith("/passed"))
    assert f"{CMI5}masteryscore" not in passed["context"]["extensions"]


_SEND = """([endpoint, token, letters]) => {
  const lms = new delightLms.Cmi5({ tell() {}, activity: "" });
  Object.assign(lms, { endpoint, authorization: `Basic ${token}` });
  return Promise.all(letters.map((count) => {
    const statement = { id: delightLms.uuid(), verb: { id: "/noted" }, text: "가".repeat(count) };
    return lms.write("statements", {}, "POST", JSON.stringify([statement])).then(({ status }) => status, String);
  }));
}"""


@pytest.mark.parametrize("letters", [[25_000], [9_000, 9_000, 9_000]])
def test_more_than_may_outlive_a_page_arrives_while_it_is_there(open_page, lms_host, letters):
    """A letter of Korean is three bytes, and all requests share what browsers grant."""
    page = open_page(f"{lms_host}packages/first-contact.ko.cmi5/module-3.html")
    with lrs.opened() as store:
        told = page.evaluate(_SEND, [f"{store.address}xapi/", lrs.TOKEN, letters])
        assert told == [200] * len(letters)
        assert len(store.statements) == len(letters)


@pytest.mark.parametrize("known", ["6", ""])
def test_a_film_that_is_started_before_its_length_is_known(open_page, lms_host, known):
    with lrs.opened() as store:
        page = open_page()
        held: list[Route] = []
        page.route("**/*.webm", lambda route: held.append(route))
        page.goto(store.launch_url(f"{lms_host}packages/first-contact.ko.cmi5/module-1.html"))
        page.locator("[data-unit=progress]:not([hidden])").wait_for()
        page.evaluate(
            """(known) => {
              const film = document.querySelector("delight-film"), video = film.querySelector("video");
              film.dataset.seconds = known;
              video.muted = true;
              video.play();
            }""",
            known,
        )
        page.wait_for_timeout(300)
        assert page.evaluate("document.querySelector('video').readyState") == 0
        for route in held:
            route.continue_()
        page.unroute("**/*.webm")
        watch(page, None, 1)
        page.wait_for_timeout(300)
        leave(page)
        assert store.verbs(defined=False) == ["initialized", "played", "paused", "terminated"]
        check(store)


@pytest.mark.parametrize("address", ["javascript:document.title='x'", "data:text/html,x", "http://", ""])
def test_it_goes_back_to_web_pages_only(launch, address):
    page, _ = launch("module-1", returnURL=address)
    assert page.get_by_role("button", name="학습 마치기").count() == 0


def test_without_an_lms(open_page, lms_host):
    page = open_page(f"{lms_host}packages/first-contact.ko.cmi5/module-1.html")
    page.get_by_text("학습 관리 시스템(LMS)을 찾지 못했습니다.").wait_for()
