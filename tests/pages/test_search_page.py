"""The search box of every page and the search page, as a reader uses them, in the project's own stories.

Where a test needs a late or a failing engine, it is put around the real one as its script arrives.
"""

import re
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.pages.conftest import watched
from tests.pages.test_accessible import CUT, SIDEWAYS, SMALL_TARGETS, violations
from tests.pages.test_weight import MOVED, STILL

ALL = 12
"""How many stories there are."""
AT_A_TIME = 5
ASKED = {"ko": "고객", "en": "customer"}
WORDS = {
    "ko": {
        "found": "찾았습니다",
        "none": "찾는 이야기가 없습니다",
        "lists": "목록에서 찾아보기",
        "affiliate": "계열사",
    },
    "en": {"found": "found", "none": "No story found", "lists": "Browse the lists", "affiliate": "Affiliate"},
}
KEEPS = "localStorage['delight.searches'] ??= JSON.stringify(['청각장애', '수첩'])"
NO_STORAGE = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"


# An engine that tells what is asked of one letter late, and one that fails a first time and when it is asked again at once.
LATE = """(find) => async (query) => {
  const answer = await find(query);
  await new Promise((done) => setTimeout(done, query.q.length === 1 ? 800 : 0));
  return answer;
}"""
FAILING = """(find) => async (query) => {
  window.times = (window.times || 0) + 1;
  if (window.times <= 2) throw new Error();
  return find(query);
}"""


def wrapped(wrapper, site):
    """Return what answers for the search script of a site: the same, its engine within `wrapper`."""
    [script] = site.glob("assets/search.*.js")
    more = (
        f"{{ const wrap = {wrapper}, open = delight.open;"
        " delight.open = (...given) => { const engine = open(...given);"
        " return { find: wrap((query) => engine.find(query)) }; }; }"
    )

    body = script.read_text(encoding="utf-8") + more
    return lambda route: route.fulfill(content_type="text/javascript", body=body)


@pytest.fixture
def visit(open_page, host, folders):
    """Open an address of the project's own site: `visit("ko/search/?q=…", "phone", before="script")`."""

    def visited(address, screen="desk", scheme="light", before="", wrapper="", **options):
        page = open_page(None, screen, scheme, **options)
        page.diary = watched(page) if options.get("java_script_enabled", True) else None
        if wrapper:
            page.route("**/assets/search.*.js", wrapped(wrapper, folders["own"]))
        if before:
            page.add_init_script(before)
        page.goto(f"{host}own/{address}")
        return page

    return visited


@pytest.fixture(scope="session")
def axe():
    return Axe()


def ready(page):
    page.locator("delight-search[data-ready]").wait_for()
    return page


def titles(page):
    ready(page)
    return page.locator(".d-hit__title").all_inner_texts()


def asked(page):
    return parse_qs(urlsplit(page.url).query)


def until(page, **wanted):
    """Wait until the address asks for just this."""
    page.wait_for_function(
        """wanted => {
            const given = new URLSearchParams(location.search);
            return given.toString() === new URLSearchParams(wanted).toString();
        }""",
        arg=wanted,
    )


# The address


def test_a_filter_is_a_step_that_back_and_forward_repeat_and_a_link_shares(visit):
    page = visit(f"ko/search/?q={quote('고객')}")
    before = titles(page)
    box = page.locator("[name=affiliate][value=lg-electronics]")
    count = int(box.locator("xpath=..").locator(".d-num").inner_text())
    box.check()
    until(page, q="고객", affiliate="lg-electronics")
    page.locator(".d-chip").wait_for()
    after = titles(page)
    assert len(after) == count < len(before) + 1
    assert page.locator(".d-chip").inner_text() == "LG전자"
    page.go_back()
    until(page, q="고객")
    page.locator(".d-chip").wait_for(state="detached")
    assert titles(page) == before
    assert not box.is_checked()
    page.go_forward()
    page.locator(".d-chip").wait_for()
    assert titles(page) == after
    assert box.is_checked()
    other = visit(page.url.partition("/own/")[2])
    assert titles(other) == after
    assert other.locator("#__ask").input_value() == "고객"


def test_what_is_written_on_the_way_is_no_step(visit):
    page = visit("ko/search/")
    titles(page)
    steps = page.evaluate("history.length")
    page.locator("#__ask").press_sequentially("수첩", delay=200)
    until(page, q="수첩")
    assert page.evaluate("history.length") == steps
    page.locator("#__ask").press("Enter")
    page.wait_for_function("steps => history.length === steps + 1", arg=steps)
    page.go_back()
    page.wait_for_function("() => !location.search")
    assert page.locator("#__ask").input_value() == ""
    page.go_forward()
    until(page, q="수첩")
    page.wait_for_function("() => document.querySelectorAll('.d-hit').length === 3")
    assert page.title().startswith("수첩 – ")


@pytest.mark.parametrize(
    "typed, meant", [("고갱감동", "고객감동"), ("고객감둥", "고객감동"), ("rhror", "고객")]
)
def test_what_a_word_was_taken_for_is_told(visit, typed, meant):
    page = visit(f"ko/search/?q={quote(typed)}")
    titles(page)
    note = page.locator("[data-part=note]")
    assert f"‘{meant}’" in note.inner_text()
    note.get_by_role("link", name=typed).click()
    page.wait_for_function("() => location.search.includes('literal')")


def test_a_filter_chosen_right_after_a_word_leads_back_to_that_word(visit):
    page = visit(f"ko/search/?q={quote('고객')}")
    titles(page)
    page.evaluate("""() => {
      const box = document.querySelector("#__ask");
      box.value = "수첩";
      box.dispatchEvent(new InputEvent("input", { bubbles: true }));
      document.querySelector("[name=year]").click();
    }""")
    page.locator(".d-chip").wait_for()
    page.go_back()
    page.locator(".d-chip").wait_for(state="detached")
    until(page, q="수첩")
    assert page.locator("#__ask").input_value() == "수첩"


def test_chips_go_one_by_one_and_keep_the_focus(visit):
    page = visit("ko/search/?affiliate=lg-electronics&year=2021&sort=oldest")
    assert asked(page)["sort"] == ["oldest"]
    titles(page)
    assert page.locator("#__sort").input_value() == "oldest"
    chips = page.locator(".d-chip")
    assert chips.all_inner_texts() == ["LG전자", "2021"]
    chips.first.press("Enter")
    until(page, year="2021", sort="oldest")
    page.wait_for_function("() => document.querySelectorAll('.d-chip').length === 1")
    assert page.evaluate("document.activeElement.textContent.trim()") == "2021"
    page.get_by_role("button", name="모두 지우기").click()
    until(page, sort="oldest")
    page.wait_for_function("() => document.activeElement.matches('.d-hits')")


def test_sorting_is_a_step(visit):
    page = visit("ko/search/")
    newest = titles(page)
    page.locator("#__sort").select_option("oldest")
    until(page, sort="oldest")
    page.wait_for_function(
        "first => document.querySelector('.d-hit__title').innerText !== first", arg=newest[0]
    )
    page.go_back()
    until(page)
    page.wait_for_function(
        "first => document.querySelector('.d-hit__title').innerText === first", arg=newest[0]
    )


def test_more_are_appended_and_the_first_of_them_has_the_focus(visit):
    page = visit("ko/search/")
    assert len(titles(page)) == AT_A_TIME
    page.get_by_role("button", name="이야기 더 보기").click()
    page.wait_for_function(f"() => document.querySelectorAll('.d-hit').length === {ALL}")
    assert (
        page.evaluate(
            "[...document.querySelectorAll('.d-hit')].indexOf(document.activeElement.closest('.d-hit'))"
        )
        == AT_A_TIME
    )
    assert not page.get_by_role("button", name="이야기 더 보기").is_visible()
    assert len(set(titles(page))) == ALL


def test_a_reading_may_be_declined(visit):
    page = ready(visit("ko/search/?q=rhror"))
    assert "‘고객’" in page.locator("[data-part=note]").inner_text(timeout=5000)
    page.get_by_role("link", name="그대로 찾기").click()
    until(page, q="rhror", literal="1")
    page.get_by_role("heading", name=WORDS["ko"]["none"]).wait_for()
    assert page.get_by_role("navigation", name=WORDS["ko"]["lists"]).is_visible()


def test_the_other_language_is_asked_the_same(visit):
    page = visit("ko/search/?q=OLED")
    titles(page)
    page.get_by_role("link", name="English", exact=True).click()
    page.wait_for_url("**/en/search/?q=OLED")


# The box in the header


def test_box_by_keyboard(visit):
    page = visit("ko/")
    page.keyboard.press("/")
    box = page.get_by_label("검색어")
    assert box.evaluate("box => box === document.activeElement") and box.input_value() == ""
    page.keyboard.type("수첩")
    options = page.get_by_role("option")
    options.first.wait_for()
    assert box.get_attribute("role") == "combobox"
    assert box.get_attribute("aria-expanded") == "true"
    assert page.locator(f"#{box.get_attribute('aria-controls')}").get_attribute("role") == "listbox"
    assert options.last.inner_text().startswith("모든 결과 보기")
    page.keyboard.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    assert options.first.get_attribute("aria-selected") == "true"
    page.keyboard.press("ArrowUp")
    assert not box.get_attribute("aria-activedescendant")
    page.keyboard.press("ArrowUp")
    assert options.last.get_attribute("aria-selected") == "true"
    page.keyboard.press("Home")
    assert box.evaluate("box => box.selectionStart") == 0
    page.keyboard.press("Escape")
    assert box.get_attribute("aria-expanded") == "false" and box.input_value() == "수첩"
    page.keyboard.press("Escape")
    assert box.input_value() == ""
    page.keyboard.type("수첩")
    options.first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ko/stories/notebook/")


def test_enter_without_a_choice_leads_to_the_search_page(visit):
    page = visit("en/stories/notebook/")
    page.keyboard.press("Control+k")
    page.keyboard.type(ASKED["en"])
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/search/?q=customer")
    assert titles(page)
    page.keyboard.press("Control+k")
    assert page.evaluate("document.activeElement.id") == "__ask", "the page's own box"


def test_the_engine_is_fetched_when_it_is_wanted(visit):
    page = visit("ko/")
    scripts = lambda: [one for one in page.diary.requests if "/assets/search." in one]  # noqa: E731
    assert scripts() == []
    page.locator("#__find").focus()
    page.locator("#__find[role=combobox]").wait_for()
    page.locator("#__find").blur()
    page.locator("#__find").focus()
    assert len(scripts()) == 1


def test_on_a_phone_the_key_and_the_icon_lead_to_the_search_page(visit):
    page = visit("ko/stories/notebook/", "phone")
    page.keyboard.press("/")
    page.wait_for_url("**/ko/search/")
    page = visit("ko/stories/notebook/", "phone")
    page.get_by_role("link", name="이야기 검색").click()
    page.wait_for_url("**/ko/search/#__ask")
    page.wait_for_function("() => document.activeElement.id === '__ask'")


@pytest.mark.parametrize("where", ["ko/", "ko/search/"])
def test_syllables_are_searched_while_they_are_put_together(visit, where):
    page = visit(where)
    box = page.locator("#__find" if where == "ko/" else "#__ask")
    box.focus()
    if where == "ko/":
        page.locator("#__find[role=combobox]").wait_for()
    keyboard = page.context.new_cdp_session(page)
    found = page.get_by_role("option") if where == "ko/" else page.locator(".d-hit mark")
    for syllable in ("ㅅ", "수"):
        keyboard.send("Input.imeSetComposition", {"text": syllable, "selectionStart": 1, "selectionEnd": 1})
    assert box.input_value() == "수"
    found.first.wait_for()
    # Enter that ends a syllable, as browsers tell it: `isComposing`, or the code 229 after the composition.
    press = """([box, values]) => !box.dispatchEvent(
        new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true, ...values }))"""
    for values in ({"isComposing": True}, {"keyCode": 229}):
        assert page.evaluate(press, [box.element_handle(), values]), "neither submits nor chooses"
    keyboard.send("Input.insertText", {"text": "수"})
    keyboard.send("Input.imeSetComposition", {"text": "첩", "selectionStart": 1, "selectionEnd": 1})
    keyboard.send("Input.insertText", {"text": "첩"})
    assert box.input_value() == "수첩"
    found.filter(has_text="수첩").first.wait_for()
    box.press("Enter")
    page.wait_for_url(f"**/ko/search/?q={quote('수첩')}")


# Recent searches


def test_recent_searches_are_offered_and_forgotten(visit):
    page = visit("ko/")
    box = page.locator("#__find")
    for words in ("수첩", "청각장애"):
        box = page.locator("#__find")
        box.fill(words)
        box.press("Enter")
        page.wait_for_url(f"**?q={quote(words)}")
    page.goto(page.url.partition("search/")[0])
    box.focus()
    recent = page.get_by_role("list", name="최근 검색어").get_by_role("link")
    recent.first.wait_for()
    assert recent.all_inner_texts() == ["청각장애", "수첩"]
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent") == "청각장애"
    page.keyboard.press("Escape")
    assert box.evaluate("box => box === document.activeElement") and not recent.first.is_visible()
    box.blur()
    box.focus()
    page.get_by_role("button", name="청각장애 지우기").click()
    assert recent.all_inner_texts() == ["수첩"]
    assert page.evaluate("document.activeElement.ariaLabel") == "수첩 지우기"
    page.get_by_role("button", name="모두 지우기").click()
    assert not recent.count() or not recent.first.is_visible()
    assert page.evaluate("JSON.parse(localStorage.getItem('delight.searches')).length") == 0


def test_recent_searches_on_the_search_page(visit):
    page = visit("ko/search/", before=KEEPS)
    titles(page)
    page.locator("#__ask").focus()
    page.get_by_role("link", name="수첩", exact=True).click()
    until(page, q="수첩")
    page.wait_for_function("() => document.querySelectorAll('.d-hit').length === 3")
    assert page.evaluate("JSON.parse(localStorage.getItem('delight.searches'))") == ["수첩", "청각장애"]


@pytest.mark.parametrize("before", [NO_STORAGE, "localStorage.setItem('delight.searches', '{\"a\": 1}')"])
def test_storage_that_is_forbidden_or_holds_something_else(visit, before):
    page = visit("ko/search/", before=before)
    titles(page)
    page.locator("#__ask").focus()
    page.keyboard.type("수첩")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelectorAll('.d-hit').length === 3")
    assert page.diary.wrong == []


# What is told, and to whom


@pytest.mark.parametrize("language", ["ko", "en"])
def test_counts_are_told(visit, language):
    page = visit(f"{language}/search/?q={ASKED[language]}")
    words = WORDS[language]
    told = page.locator("delight-search [role=status]").filter(has_text=words["found"])
    told.wait_for(state="attached")
    assert (
        "".join(re.findall("[0-9]+", told.text_content())) in page.locator("[data-part=count]").inner_text()
    )
    page.locator("#__ask").fill("qwzx")
    page.locator("delight-search [role=status]").filter(has_text=words["none"]).wait_for(state="attached")
    page.locator("#__find").fill(ASKED[language])
    page.locator("delight-find [role=status]").filter(has_text=words["found"]).wait_for(state="attached")


@pytest.mark.parametrize("language", ["ko", "en"])
def test_without_scripts_the_lists_lead_on(visit, language):
    page = visit(f"{language}/", java_script_enabled=False)
    page.locator("#__find").fill("OLED")
    page.locator("#__find").press("Enter")
    page.wait_for_url(f"**/{language}/search/?q=OLED")
    lists = page.get_by_role("navigation", name=WORDS[language]["lists"])
    assert lists.get_by_role("link").count() >= 8
    lists.get_by_role("link", name=WORDS[language]["affiliate"]).click()
    page.wait_for_url(f"**/{language}/affiliates/")


def test_a_script_that_does_not_come_leaves_the_lists(visit, open_page, host):
    page = open_page()
    page.route("**/assets/search.*.js", lambda route: route.abort())
    page.goto(f"{host}own/ko/search/?q=OLED")
    lists = page.get_by_role("navigation", name=WORDS["ko"]["lists"])
    lists.wait_for()
    page.locator("#__find").focus()
    page.keyboard.type("OLED")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ko/search/?q=OLED")


def test_an_engine_that_fails_is_asked_again(visit):
    page = ready(visit("ko/search/", wrapper=FAILING))
    assert page.get_by_role("navigation", name=WORDS["ko"]["lists"]).is_visible()
    page.get_by_role("button", name="다시 해 보기").click()
    page.locator(".d-hit").first.wait_for()
    assert not page.get_by_role("button", name="다시 해 보기").is_visible()
    assert page.diary.wrong == []


@pytest.mark.parametrize("where", ["ko/", "ko/search/"])
def test_an_answer_that_comes_too_late_is_dropped(visit, where):
    page = visit(where, wrapper=LATE)
    box = page.locator("#__find" if where == "ko/" else "#__ask")
    if where == "ko/":
        box.focus()
        page.locator("#__find[role=combobox]").wait_for()
    box.press_sequentially("수첩", delay=300)
    marks = page.locator(f"{'.d-found' if where == 'ko/' else '.d-hit'} mark")
    marks.filter(has_text="수첩").first.wait_for()
    page.wait_for_timeout(900)
    assert set(marks.all_inner_texts()) == {"수첩"}


def test_search_engines_are_not_led_here(folders):
    for language in ("ko", "en"):
        page = (folders["own"] / language / "search/index.html").read_text(encoding="utf-8")
        assert '<meta name="robots" content="noindex">' in page
    assert "/search/" not in (folders["own"] / "sitemap.xml").read_text(encoding="utf-8")


def test_the_sheet_of_a_phone(visit):
    page = visit(f"ko/search/?q={quote('고객')}", "phone")
    titles(page)
    before = page.locator("[data-part=count]").inner_text()
    assert not page.locator(".d-facets").is_visible()
    pick = page.get_by_role("button", name="계열사")
    pick.click()
    sheet = page.get_by_role("dialog", name="계열사")
    assert sheet.get_by_role("checkbox").count() > 1
    assert sheet.get_by_role("group").count() == 1, "one group at a time"
    sheet.get_by_role("checkbox", name="LG전자").check()
    until(page, q="고객", affiliate="lg-electronics")
    page.wait_for_function(
        "before => document.querySelector('[data-part=count]').innerText !== before", arg=before
    )
    assert sheet.is_visible()
    sheet.get_by_role("button", name="보기", exact=False).last.click()
    assert not sheet.is_visible()
    assert page.evaluate("document.activeElement.dataset.name") == "affiliate"
    assert "d-pick--on" in pick.get_attribute("class")
    pick.click()
    page.keyboard.press("Escape")
    assert not sheet.is_visible()


# Every state of the screen

ANYWHERE = ("results", "empty", "none", "filtered")
STATES = [
    *(("phone", "dark", state) for state in (*ANYWHERE, "sheet")),
    *(("desk", "light", state) for state in (*ANYWHERE, "box", "recent")),
]
"""(screen, scheme, state): a phone has no box in its header, and a desk no sheet."""


def arranged(visit, state, language, screen, scheme):
    """Open the search in one of its states."""
    search = f"{language}/search/"
    if state in ("box", "recent"):
        page = visit(f"{language}/stories/", screen, scheme, before=KEEPS if state == "recent" else "")
        box = page.locator("#__find")
        box.focus()
        if state == "box":
            page.keyboard.type(ASKED[language])
        page.locator(".d-found:not([hidden])").wait_for()
        page.keyboard.press("ArrowDown")
        return page
    query = {
        "results": f"?q={ASKED[language]}",
        "none": "?q=qwzx&year=2021",
        "filtered": f"?q={ASKED[language]}&affiliate=lg-electronics&sort=oldest",
    }
    page = ready(visit(search + query.get(state, ""), screen, scheme))
    if state == "sheet":
        page.locator(".d-picks button").first.click()
    page.wait_for_timeout(500)
    return page


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("screen, scheme, state", STATES)
def test_every_state(visit, axe, state, language, screen, scheme):
    page = arranged(visit, state, language, screen, scheme)
    assert violations(axe, page) == []
    assert page.evaluate(SMALL_TARGETS, 24) == []
    assert page.diary.wrong == []
    assert len(page.diary.hosts()) == 1
    if state in ("box", "recent"):
        return
    for width in (320, 768, 2560):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(SIDEWAYS) == [], width
        assert page.evaluate(CUT) == [], width


@pytest.mark.parametrize("query", ["", f"?q={quote('고객')}", "?q=qwzx"])
@pytest.mark.parametrize("screen", ["phone", "desk"])
def test_nothing_moves_when_stories_come(visit, screen, query):
    page = ready(visit(f"ko/search/{query}", screen))
    assert page.evaluate(MOVED) < STILL


def test_what_is_found_is_text(visit):
    """Neither words of the address nor of stories become elements."""
    page = ready(visit(f"ko/search/?q={quote('<img src=x onerror=alert(1)>')}&affiliate={quote('<b>x</b>')}"))
    assert page.locator("delight-search img[src=x], .d-chips b").count() == 0
    assert page.diary.wrong == []
