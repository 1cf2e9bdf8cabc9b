"""The player, the transcript and links to a second, as someone watches, reads and listens.

The films are made for these tests. Where sound would play it is off: a machine for tests may have nothing that plays it.
"""

import gzip

import pytest

from tests.pages import sites
from tests.pages.conftest import watched
from tests.pages.films import LINES, LONG, film_stories
from tests.pages.test_accessible import CUT, SIDEWAYS, SMALL_TARGETS, axe, violations  # noqa: F401 - a fixture
from tests.pages.test_print import SHEET, UNPRINTED
from tests.pages.test_weight import MOVED, STILL

TALK, TALK_EN = "ko/stories/talk/", "en/stories/talk/"
LOADED = (
    "[...film.querySelectorAll('track')].every((one) => one.track.mode === 'disabled' || one.readyState > 1)"
)
"""Whether the words that are wanted arrived, or will not."""
MOST = 12_000
"""Bytes of the player's script, compressed with gzip."""


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The folder of a site of films, and of one to open without a server."""
    room = tmp_path_factory.mktemp("films")
    config = sites.configure(room, "films", film_stories(room / "stories"))
    day = ("--date", sites.DAY)
    return sites.build(config, room / "site", *day), sites.build(
        config, room / "portable", "--portable", *day
    )


@pytest.fixture(scope="module")
def films(built):
    """The address below which that site is served."""
    with sites.served({"films": built[0]}) as host:
        yield f"{host}films/"


@pytest.fixture
def watch(open_page, films):
    """Open a story's page, and wait until its film can be played: `watch("ko/stories/talk/#t=12", "phone")`."""

    def opened(address=TALK, screen="desk", scheme="light", before="", ready=True, **options):
        page = open_page(None, screen, scheme, **options)
        page.diary = watched(page)
        page.add_init_script("addEventListener('loadstart', ({ target }) => { target.muted = true; }, true)")
        if before:
            page.add_init_script(before)
        page.goto(f"{films}{address}")
        if ready:
            settled(page, f"film.readyState > 1 && {LOADED}")
        return page

    return opened


def now(page):
    return page.evaluate("document.querySelector('video').currentTime")


def go(page, seconds):
    """Bring the film to a moment, as a reader of the page could who is quick."""
    page.evaluate(
        """(seconds) => new Promise((done) => {
            const video = document.querySelector("video");
            video.addEventListener("seeked", () => requestAnimationFrame(() => setTimeout(done, 30)), { once: true });
            video.currentTime = seconds;
        })""",
        seconds,
    )


def settled(page, condition):
    """Wait until a condition of the video `film` and the element `all` holds."""
    page.wait_for_function(
        f"() => {{ const film = document.querySelector('video'), all = document.querySelector('delight-film'); return {condition}; }}"
    )


def said(page):
    return page.locator(".d-player__said").inner_text()


def tool(page, name):
    return page.locator(f"[data-do={name}]")


def test_plays_and_pauses(watch):
    page = watch()
    button = page.get_by_role("button", name="재생", exact=True)
    assert not page.locator("video").evaluate("one => one.controls")
    assert page.locator(".d-player__time").inner_text() == "0:00 / 0:42"
    button.click()
    settled(page, "!film.paused && film.currentTime > .3")
    page.get_by_role("button", name="일시 정지").wait_for()
    page.locator("video").click()
    settled(page, "film.paused")
    page.get_by_role("button", name="이어 보기").wait_for()
    assert page.evaluate("document.activeElement.dataset.do") == "play", "the keys work from here on"
    assert page.diary.wrong == []
    assert page.diary.hosts() == {page.url.split("/")[2]}


def test_a_film_that_ended_offers_what_comes_next(watch):
    page = watch(TALK_EN)
    go(page, 41.7)
    tool(page, "play").click()
    settled(page, "film.ended")
    page.get_by_role("link", name="Next story").wait_for()
    page.get_by_role("button", name="Watch again").click()
    settled(page, "!film.ended && film.currentTime < 5")
    page.get_by_role("link", name="Next story").wait_for(state="hidden")


def test_chapters_lines_and_their_addresses(watch):
    page = watch()
    steps = page.evaluate("history.length")
    page.get_by_role("list", name="장면").get_by_role("link", name="그날 밤").click()
    settled(page, "film.currentTime >= 12 && film.currentTime < 13 && !film.paused")
    assert page.url.endswith("#t=12")
    assert page.get_by_role("list", name="장면").locator("[aria-current]").inner_text().split() == [
        "0:12",
        "그날",
        "밤",
    ]
    page.locator(".d-cue", has_text="전화로").click()
    settled(page, "film.currentTime >= 24 && film.currentTime < 25")
    assert page.url.endswith("#t=24")
    assert page.evaluate("history.length") == steps, "a step back leaves the page"
    assert page.locator(".d-cue[aria-current]").inner_text().endswith("전화로 안부를 물었습니다.")


@pytest.mark.parametrize(
    "moment, second",
    [
        ("5", 5),
        ("12.5", 12.5),
        ("0m9s", 9),
        ("0h0m7s", 7),
        ("11s", 11),
        ("0:21", 21),
        ("00:00:31.250", 31.25),
    ],
)
def test_a_link_to_a_second(watch, moment, second):
    page = watch(f"{TALK}#t={moment}")
    settled(page, f"Math.abs(film.currentTime - {second}) < .05 && film.paused")
    box = page.locator("video").bounding_box()
    assert 0 <= box["y"] < 900 - box["height"] / 2, "it is in sight"


def test_what_names_no_second_is_left_alone(watch):
    page = watch()
    for wrong in ("t=abc", "t=", "t=5:", "t=9,3", "talk", "t=1e3", "t=-4"):
        page.evaluate("hash => { location.hash = hash; }", wrong)
        page.wait_for_timeout(20)
        assert now(page) == 0, wrong
    page.evaluate("location.hash = 't=400'")
    page.wait_for_timeout(50)
    assert now(page) == 0, "there is no such second"


def test_a_part_stops_at_its_end_once(watch):
    page = watch(f"{TALK}#t=10,11")
    settled(page, "film.currentTime === 10")
    tool(page, "play").click()
    settled(page, "film.paused && film.currentTime > 10.9")
    assert now(page) < 11.3
    tool(page, "play").click()
    settled(page, "film.currentTime > 11.6 && !film.paused")


def test_back_and_forward_lead_to_seconds(watch):
    page = watch(f"{TALK}#t=5")
    page.evaluate("location.hash = 't=20'")
    settled(page, "film.currentTime === 20 && film.paused")
    page.go_back()
    settled(page, "film.currentTime === 5")
    page.go_forward()
    settled(page, "film.currentTime === 20")


@pytest.mark.parametrize("locale, language", [("en-US", "en"), ("fr-FR", "ko")])
def test_the_permanent_address_keeps_the_second(open_page, films, locale, language):
    page = open_page(locale=locale)
    page.goto(f"{films}s/tkk234/#t=0m15s")
    page.wait_for_url(f"{films}{language}/stories/talk/#t=0m15s")
    settled(page, "film.currentTime === 15")


def test_captions(watch):
    page = watch()
    for start, _, korean, _ in LINES:
        go(page, start + 1)
        assert said(page) == korean
    go(page, 6 - 0.0005)
    assert len(page.locator(".d-player__said > *").all()) <= 1, "two never show at once"
    go(page, 7)
    captions = tool(page, "captions")
    assert captions.get_attribute("aria-pressed") == "true"
    captions.click()
    assert said(page) == "" and captions.get_attribute("aria-pressed") == "false"
    page.reload()
    settled(page, "film.readyState > 1")
    assert tool(page, "captions").get_attribute("aria-pressed") == "false", "the reader turned them off"
    tool(page, "settings").click()
    page.get_by_role("group", name="자막").get_by_role("radio", name="English").check()
    go(page, 1)
    page.wait_for_function(
        "() => document.querySelector('.d-player__said').innerText === \"A grandmother's TV broke down.\""
    )
    assert page.locator(".d-player__said [lang=en]").count() == 1
    assert tool(page, "captions").get_attribute("aria-pressed") == "true"


def test_captions_in_the_language_of_the_page(watch):
    page = watch(TALK_EN)
    go(page, 19)
    assert said(page) == "That night he set up a TV."


def test_captions_that_overlap_by_a_slip_do_not_show_together(watch):
    page = watch()
    page.evaluate("""() => {
        const track = [...document.querySelector("video").textTracks].find((one) => one.mode === "hidden");
        const at = (start, end, text) => track.addCue(new VTTCue(start, end, text));
        [...track.cues].forEach((one) => track.removeCue(one));
        at(1, 2.1, "앞"); at(2, 3, "뒤"); at(5, 8, "하나"); at(6, 8, "둘");
    }""")
    for second, shown in ((1.5, "앞"), (2.05, "뒤"), (5.5, "하나"), (6.5, "하나\n둘")):
        go(page, second)
        assert said(page) == shown, second


def test_audio_description(watch):
    page = watch()
    box = page.locator(".d-player__described")
    assert box.get_attribute("aria-live") == "polite"
    go(page, 3)
    assert box.inner_text() == ""
    tool(page, "descriptions").click()
    box.get_by_text("낡은 TV 앞의 할머니.").wait_for()
    go(page, 8)
    assert box.inner_text() == ""


def test_sign_language_and_quality_keep_the_second(watch):
    page = watch()
    go(page, 20)
    tool(page, "play").click()
    settled(page, "!film.paused")
    tool(page, "sign").click()
    settled(
        page,
        "film.currentSrc.endsWith('sign.mp4') && film.currentTime > 20 && film.currentTime < 23 && !film.paused",
    )
    assert tool(page, "sign").get_attribute("aria-pressed") == "true"
    assert said(page) in ("그날 밤 TV를 놓았습니다.", "전화로 안부를 물었습니다.")
    tool(page, "sign").click()
    settled(page, "film.currentSrc.endsWith('film.mp4') && film.currentTime > 20 && !film.paused")
    tool(page, "settings").click()
    quality = page.get_by_role("group", name="화질")
    assert quality.get_by_role("radio", name="180p").is_checked()
    quality.get_by_role("radio", name="120p").check()
    settled(page, "film.currentSrc.endsWith('film-120.mp4') && film.currentTime > 20")
    page.reload()
    settled(page, "film.currentSrc.endsWith('film-120.mp4') && film.readyState > 1")
    assert page.diary.wrong == []


def test_speed_and_volume(watch):
    page = watch()
    tool(page, "settings").click()
    page.get_by_role("radio", name="1.5×").check()
    settled(page, "film.playbackRate === 1.5")
    page.keyboard.press("Escape")
    assert not page.get_by_role("group", name="재생 속도").is_visible()
    assert page.evaluate("document.activeElement.dataset.do") == "settings"
    settled(page, "film.muted && all.querySelector('[data-do=mute]').ariaPressed === 'true'")
    tool(page, "mute").click()
    settled(page, "!film.muted && film.volume === 1")
    page.get_by_role("slider", name="소리 크기").press("ArrowLeft")
    settled(page, "film.volume === .95 && JSON.parse(localStorage['delight.film']).volume === .95")
    page.reload()
    settled(page, "film.readyState > 1 && film.volume === .95")


def test_the_transcript_is_followed_until_the_reader_scrolls(watch):
    page = watch("ko/stories/long/")
    box, follow = page.locator(".d-script__list:visible"), tool(page, "follow")
    in_sight = """([list, line]) => {
        const box = list.getBoundingClientRect(), place = line.getBoundingClientRect();
        return place.top >= box.top && place.bottom <= box.bottom;
    }"""

    def is_in_sight():
        line = page.locator(".d-cue[aria-current]")
        return page.evaluate(in_sight, [box.element_handle(), line.element_handle()])

    top = page.evaluate("scrollY")
    for second in (1800, 5000, 60, 10_500):
        go(page, second)
        page.wait_for_timeout(80)
        assert (
            page.locator(".d-cue[aria-current]").inner_text().endswith(f"{int(second / 3.6)}번째 말입니다.")
        )
        assert is_in_sight(), second
    assert page.evaluate("scrollY") == top, "the page itself stays"
    box.hover()
    page.mouse.wheel(0, -3000)
    follow.wait_for()
    go(page, 3000)
    page.wait_for_timeout(80)
    assert not is_in_sight()
    follow.click()
    page.wait_for_timeout(80)
    assert is_in_sight() and not follow.is_visible()


def test_search_in_the_transcript(watch):
    page = watch(TALK_EN)
    page.get_by_role("button", name="Search the transcript").click()
    hits = page.locator("[data-part=hits]")
    page.keyboard.type("tv")
    page.wait_for_function("() => document.querySelector('[data-part=hits]').textContent === '1 of 3'")
    assert [one.inner_text() for one in page.locator(".d-script mark").all()] == ["TV", "TV", "TV"]
    page.keyboard.press("Enter")
    assert hits.inner_text() == "2 of 3"
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("Shift+Enter")
    assert hits.inner_text() == "3 of 3"
    page.get_by_role("button", name="Next hit").click()
    assert hits.inner_text() == "1 of 3"
    assert page.locator(".d-script mark[data-now]").count() == 1
    page.get_by_role("textbox", name="Search the transcript").fill("might  feel")
    page.wait_for_function("() => document.querySelector('[data-part=hits]').textContent === '1 of 1'")
    page.get_by_role("textbox", name="Search the transcript").fill("(.*)")
    page.wait_for_function("() => document.querySelector('[data-part=hits]').textContent === 'Not found'")
    page.get_by_role("link", name="한국어").last.click()
    page.get_by_role("textbox", name="Search the transcript").fill("놓았".encode().decode())
    page.wait_for_function("() => document.querySelector('[data-part=hits]').textContent === '1 of 1'")
    page.keyboard.press("Escape")
    assert page.locator(".d-script mark").count() == 0
    assert page.evaluate("document.activeElement.dataset.do") == "find"


def test_the_transcript_in_another_language(watch):
    page = watch()
    korean, english = page.locator("#__script-ko"), page.locator("#__script-en")
    assert korean.is_visible() and not english.is_visible()
    assert english.get_attribute("lang") == "en" and korean.get_attribute("lang") is None
    go(page, 20)
    page.locator(".d-script__set").get_by_role("link", name="English").click()
    assert english.is_visible() and not korean.is_visible()
    assert english.locator("[aria-current]").inner_text().endswith("That night he set up a TV.")
    assert page.locator(".d-script__set [aria-current]").inner_text() == "English"
    assert not page.url.endswith("#__script-en")


def test_the_address_of_a_line_and_of_the_moment(watch, films):
    page = watch(permissions=["clipboard-read", "clipboard-write"])
    page.locator(".d-cue", has_text="그날 밤").hover()
    page.get_by_role("button", name="이 줄의 주소 복사").click()
    page.get_by_text("주소를 복사했습니다.").first.wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == f"{films}s/tkk234/#t=18"
    go(page, 21.4)
    page.locator("delight-share summary").first.click()
    page.get_by_role("button", name="이 장면(0:21) 주소 복사").click()
    page.wait_for_function(
        f"() => navigator.clipboard.readText().then(text => text === '{films}s/tkk234/#t=21')"
    )


def test_a_film_goes_on_where_its_reader_stopped(watch):
    page = watch()
    tool(page, "play").click()
    settled(page, "!film.paused")
    go(page, 20)
    tool(page, "play").click()
    settled(page, "film.paused")
    page.reload()
    settled(page, "film.readyState > 1 && film.currentTime === 20")
    assert page.get_by_role("button", name="이어 보기").is_visible()
    page.get_by_role("button", name="처음부터").click()
    settled(page, "film.currentTime < 2 && !film.paused")
    page.get_by_role("button", name="처음부터").wait_for(state="hidden")
    # Neither of its beginning nor of its end is anything remembered.
    for second in (2, 41):
        go(page, second)
        page.reload()
        settled(page, "film.readyState > 1")
        assert now(page) == 0, second
        tool(page, "play").click()
        settled(page, "!film.paused")
    go(page, 20)
    page.goto(f"{page.url}#t=9")
    page.reload()
    settled(page, "film.currentTime === 9")


def test_without_storage(watch):
    page = watch(
        before="Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"
    )
    tool(page, "play").click()
    settled(page, "film.currentTime > .2")
    tool(page, "captions").click()
    assert [one for one in page.diary.wrong if "film" in one] == []


KEYS = [
    (" ", "!film.paused"),
    (" ", "film.paused"),
    ("k", "!film.paused"),
    ("ㅏ", "film.paused"),
    ("3", "Math.abs(film.currentTime - 12.6) < .01"),
    ("ArrowRight", "Math.abs(film.currentTime - 17.6) < .01"),
    ("ArrowLeft", "Math.abs(film.currentTime - 12.6) < .01"),
    ("l", "Math.abs(film.currentTime - 22.6) < .01"),
    ("j", "Math.abs(film.currentTime - 12.6) < .01"),
    (".", "Math.abs(film.currentTime - 12.64) < .01"),
    (",", "Math.abs(film.currentTime - 12.6) < .01"),
    ("Home", "film.currentTime === 0"),
    ("End", "film.currentTime > 41.9"),
    ("m", "!film.muted"),
    ("ArrowDown", "film.volume === .95"),
    ("ArrowUp", "film.volume === 1"),
    ("c", "all.querySelector('[data-do=captions]').ariaPressed === 'false'"),
    (">", "film.playbackRate === 1.25"),
    ("<", "film.playbackRate === 1"),
    ("f", "document.fullscreenElement === all.querySelector('.d-player')"),
    ("f", "!document.fullscreenElement"),
    ("?", "all.querySelector('dialog').open"),
]


def press(page, key):
    if key != "ㅏ":
        page.keyboard.press(key)
        return
    # A Korean keyboard: the letter that stands on the key of K.
    page.evaluate("""() => document.activeElement.dispatchEvent(
        new KeyboardEvent("keydown", { key: "ㅏ", code: "KeyK", bubbles: true, cancelable: true }))""")


def test_keys(watch):
    page = watch()
    page.get_by_role("slider", name="재생 위치").focus()
    for key, condition in KEYS:
        press(page, key)
        settled(page, condition)
    page.keyboard.press("Escape")
    settled(page, "!all.querySelector('dialog').open")
    assert page.diary.wrong == []


def test_keys_are_left_to_whom_they_belong(watch):
    page = watch()
    untouched = "film.paused && film.currentTime === 0 && film.muted"
    for key in ("k", " ", "m", "5", "ArrowRight", "Home"):
        page.keyboard.press(key)  # the focus is nowhere
    settled(page, untouched)
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "__find"
    page.keyboard.type("k5 m")
    settled(page, untouched)
    assert page.locator("#__find").input_value() == "k5 m"
    tool(page, "find").click()
    page.keyboard.type("km5 ")
    settled(page, untouched)
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    settled(page, untouched)
    # A button that has the focus is pressed, and nothing besides.
    tool(page, "settings").focus()
    page.keyboard.press(" ")
    assert page.get_by_role("group", name="재생 속도").is_visible()
    settled(page, untouched)
    page.get_by_role("group", name="재생 속도").get_by_role("radio", name="1×", exact=True).focus()
    page.keyboard.press("ArrowRight")
    settled(page, "film.playbackRate === 1.25 && film.currentTime === 0")
    # In the transcript the arrows scroll, and letters act.
    page.locator(".d-cue").first.focus()
    page.keyboard.press("ArrowDown")
    settled(page, untouched)
    page.keyboard.press("k")
    settled(page, "!film.paused")


def test_the_bar_is_a_slider(watch):
    page = watch(TALK_EN)
    bar = page.get_by_role("slider", name="Position")
    go(page, 19)
    assert bar.evaluate("one => [one.min, one.max, one.value]") == ["0", "42", "19"]
    assert bar.get_attribute("aria-valuetext") == "19 seconds of 42 seconds"
    # Up, as a voice would have it: an increment by the smallest step is one of five seconds.
    bar.evaluate("one => { one.value = 20; one.dispatchEvent(new Event('input', { bubbles: true })); }")
    settled(page, "film.currentTime === 24")
    assert bar.get_attribute("aria-valuetext") == "24 seconds of 42 seconds"
    page.locator(".d-seek").scroll_into_view_if_needed()
    box = page.locator(".d-seek").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    settled(page, "Math.abs(film.currentTime - 21) < .5")
    page.keyboard.press("ArrowRight")
    settled(page, "Math.abs(film.currentTime - 26) < .5")
    shares = page.locator(".d-seek__parts span").evaluate_all("all => all.map(one => one.offsetWidth)")
    assert [round(one / sum(shares) * 42) for one in shares] == [12, 12, 9, 9]


def test_the_bar_shows_what_is_there(watch):
    page = watch(TALK)
    page.locator(".d-seek").scroll_into_view_if_needed()
    preview = page.locator(".d-seek__preview")
    assert not preview.is_visible()
    box = page.locator(".d-seek").bounding_box()
    for share, text in ((0.01, "0:00\n늦어진 부품"), (0.6, "0:25\n이어진 전화"), (0.99, "0:41\n따님의 글")):
        page.mouse.move(box["x"] + box["width"] * share, box["y"] + box["height"] / 2)
        assert preview.inner_text().split() == text.split()
        place, player = preview.bounding_box(), page.locator(".d-player").bounding_box()
        assert player["x"] <= place["x"] and place["x"] + place["width"] <= player["x"] + player["width"]
        frame = page.locator(".d-seek__frame")
        assert "url(" in frame.evaluate("one => getComputedStyle(one).backgroundImage")
        assert frame.bounding_box()["height"] > 50
    page.mouse.move(5, 5)
    assert not preview.is_visible()
    assert page.diary.wrong == []


def test_dragging_seeks_and_goes_on(watch):
    page = watch(TALK, "phone")
    tool(page, "play").tap()
    settled(page, "!film.paused")
    page.locator(".d-seek").scroll_into_view_if_needed()
    box = page.locator(".d-seek").bounding_box()
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 10, y)
    page.mouse.down()
    for step in range(1, 8):
        page.mouse.move(box["x"] + box["width"] * step / 10, y)
    settled(page, "film.paused && film.currentTime > 28")
    page.mouse.up()
    settled(page, "!film.paused && film.currentTime > 29")


def test_full_screen_hides_its_controls_while_nothing_stirs(watch):
    page = watch()
    tool(page, "play").click()
    tool(page, "full").click()
    settled(page, "document.fullscreenElement && !film.paused")
    foot = page.locator(".d-player__foot")
    opacity = "getComputedStyle(document.querySelector('.d-player__foot')).opacity"
    page.evaluate("document.activeElement.blur()")
    page.mouse.move(300, 300)
    assert page.evaluate(opacity) == "1"
    page.wait_for_function(f"() => {opacity} === '0'", timeout=6000)
    page.keyboard.press("Tab")
    page.wait_for_function(f"() => {opacity} === '1'")
    page.wait_for_timeout(3300)
    assert page.evaluate(opacity) == "1", "what has the focus of a keyboard stays"
    assert foot.bounding_box()["y"] > 700
    page.keyboard.press("k")
    settled(page, "film.paused")


def test_small_window(watch):
    page = watch(
        before="HTMLVideoElement.prototype.requestPictureInPicture = async function () { this.isSmall = true; }"
    )
    tool(page, "settings").click()
    page.get_by_role("button", name="작은 화면").click()
    settled(page, "film.isSmall")
    page.locator("video").evaluate("one => one.dispatchEvent(new Event('enterpictureinpicture'))")
    settled(page, "[...film.textTracks].some(one => one.mode === 'showing')")


def test_a_browser_without_a_small_window_does_not_offer_it(watch):
    page = watch(before="Object.defineProperty(document, 'pictureInPictureEnabled', { value: false })")
    tool(page, "settings").click()
    assert not page.get_by_role("button", name="작은 화면").is_visible()


@pytest.mark.parametrize(
    "language, words", [("ko", "영상 파일을 불러오지 못했습니다"), ("en", "The film could not be loaded")]
)
def test_a_film_that_is_missing(open_page, films, language, words):
    page = open_page(locale="ko-KR")
    page.route("**/*.mp4", lambda route: route.fulfill(status=404))
    page.goto(f"{films}{language}/stories/talk/")
    page.get_by_role("alert").filter(has_text=words).wait_for()
    assert page.locator(".d-player__broken a").get_attribute("href").endswith("media/2024/talk/film.mp4")
    assert page.locator(".d-script .d-cue").first.is_visible()
    page.unroute("**/*.mp4")
    tool(page, "retry").click()
    settled(page, "film.readyState > 1")
    page.locator(".d-player__broken").wait_for(state="hidden")


def test_a_film_that_the_browser_cannot_play(open_page, films):
    page = open_page()
    page.add_init_script("HTMLMediaElement.prototype.canPlayType = () => ''")
    page.route("**/*.mp4", lambda route: route.fulfill(body=b"\0" * 5000, content_type="video/mp4"))
    page.goto(f"{films}{TALK}")
    page.get_by_role("alert").filter(has_text="재생할 수 없는 형식").wait_for()


def test_a_film_that_has_to_wait_says_so(watch):
    page = watch()
    page.locator("video").evaluate("one => one.dispatchEvent(new Event('waiting'))")
    page.locator(".d-player__wait").wait_for()
    assert page.locator("[data-part=told]").inner_text() == "불러오는 중입니다."
    page.locator("video").evaluate("one => one.dispatchEvent(new Event('canplay'))")
    assert not page.locator(".d-player__wait").is_visible()


def test_without_scripts(open_page, films):
    page = open_page(f"{films}{TALK}", java_script_enabled=False)
    video = page.locator("video")
    assert video.get_attribute("controls") is not None
    assert page.locator("video > track[kind=captions][default]").get_attribute("srclang") == "ko"
    assert page.locator("video > source").count() == 2
    assert not page.locator(".d-player__foot").is_visible()
    for language in ("ko", "en"):
        assert page.locator(f"#__script-{language} .d-cue").first.is_visible()
    assert page.locator(".d-script h3").first.inner_text() == "늦어진 부품"
    assert page.get_by_role("list", name="장면").get_by_role("link").nth(1).get_attribute("href") == "#t=12"
    assert page.locator(".d-script button:visible").count() == 0


def test_from_a_folder(open_page, built):
    """The browser may not fetch captions there: those that stand in the page are shown."""
    page = open_page()
    page.diary = watched(page)
    page.goto(f"{built[1].as_uri()}/ko/stories/talk/index.html#t=19")
    settled(page, "film.readyState > 1 && film.currentTime === 19")
    page.wait_for_function(
        "() => document.querySelector('.d-player__said').innerText === '그날 밤 TV를 놓았습니다.'"
    )
    tool(page, "descriptions").click()
    go(page, 21)
    page.locator(".d-player__described", has_text="현관에 놓이는 상자.").wait_for()
    page.locator(".d-cue", has_text="전화로").click()
    settled(page, "film.currentTime >= 24")
    assert page.url.endswith("#t=24")
    assert page.diary.wrong == []
    assert page.diary.hosts() == {"file:"}


@pytest.mark.parametrize(
    "screen, scheme, address",
    [
        ("phone", "dark", TALK),
        ("desk", "light", TALK_EN),
        ("desk", "dark", TALK),
        ("phone", "light", TALK_EN),
        ("phone", "dark", "ko/stories/tall/"),
    ],
)
def test_accessible(watch, axe, screen, scheme, address):  # noqa: F811
    page = watch(address, screen, scheme)
    go(page, 3)
    assert violations(axe, page) == []
    assert page.evaluate(SMALL_TARGETS, 24) == []
    small = page.evaluate(SMALL_TARGETS, 44) if screen == "phone" else []
    assert [one for one in small if "d-player" in one or "data-do" in one or "d-cue" in one] == []
    tool(page, "settings").click()
    tool(page, "find").click()
    assert not page.get_by_role("group", name="재생 속도").is_visible(), (
        "what is open closes where one presses elsewhere"
    )
    tool(page, "settings").click()
    assert violations(axe, page) == []
    tool(page, "keys").click()
    assert violations(axe, page) == []
    assert page.diary.wrong == []


@pytest.mark.parametrize("address", [TALK, TALK_EN, "ko/stories/tall/", "ko/stories/long/"])
def test_every_width(watch, address):
    page = watch(address)
    tool(page, "settings").click()
    if "long" in address:  # what is said there is measured as well by a few lines
        page.evaluate(
            "document.querySelectorAll('.d-script__list li:nth-child(n + 9)').forEach(one => one.remove())"
        )
    for width in (320, 360, 768, 1024, 1440, 2560):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(SIDEWAYS) == [], width
        assert page.evaluate(CUT) == [], width
        assert page.locator(".d-player").bounding_box()["height"] < 1500
        assert page.locator("video").bounding_box()["height"] <= 770
    page.set_viewport_size({"width": 1440, "height": 900})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate(SIDEWAYS) == []


@pytest.mark.parametrize("screen", ["phone", "desk"])
def test_nothing_moves(watch, screen):
    for address in (TALK, "ko/stories/long/"):
        assert watch(address, screen).evaluate(MOVED) < STILL, address


def test_on_paper(watch):
    page = watch(TALK, scheme="dark", viewport=SHEET)
    page.emulate_media(media="print")
    assert page.evaluate(UNPRINTED) == []
    cues = page.locator(".d-cue:visible")
    assert cues.count() == len(LINES) + 2
    assert len({one.bounding_box()["x"] for one in cues.all()}) == 1, "one column"
    assert not page.locator("video").is_visible()
    page = watch("en/stories/long/", viewport=SHEET)
    page.emulate_media(media="print")
    last = page.locator("#__script-en .d-cue").last
    assert last.evaluate(
        "one => one.checkVisibility({ contentVisibilityAuto: true }) && one.offsetHeight > 10"
    )


def test_three_thousand_lines_cost_no_more_than_three(watch):
    """What a moment changes on the page is a handful of attributes, however long the transcript."""
    page = watch("ko/stories/long/")
    assert page.locator(".d-cue").count() == 2 * LONG
    changes = page.evaluate("""() => {
        const film = document.querySelector("delight-film"), seen = new MutationObserver(() => {});
        seen.observe(film.querySelector(".d-script"), { attributes: true, childList: true, subtree: true });
        const tick = (at) => film.ticks.forEach((act) => act(at, false)), count = () => seen.takeRecords().length;
        tick(0);
        count();
        for (let at = 54; at < 10_800; at += 54) tick(at);
        const lines = count();
        for (let n = 0; n < 1000; n++) tick(10_799);
        return { lines, moments: count() };
    }""")
    assert changes["lines"] <= 4 * 200, "another line begins"
    assert changes["moments"] <= 4, "the same line goes on"
    page.locator("[data-do=find]").click()
    page.locator("[data-part=box]").fill("말")
    page.locator(".d-script mark").first.wait_for()


def test_the_script_is_small(built):
    [script] = built[0].glob("assets/film.*.js")
    assert len(gzip.compress(script.read_bytes(), 6)) <= MOST


def test_only_a_page_with_a_film_asks_for_its_script(open_page, films):
    page = open_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{films}ko/stories/", wait_until="networkidle")
    assert not [one for one in asked if "assets/film." in one]
