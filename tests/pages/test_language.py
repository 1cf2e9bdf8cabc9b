"""The doors and the switch: a reader gets the language last used, else the browser's, else Korean, and is never trapped."""

import pytest

from tests.pages.sites import DOORS, KINDS, OWN_KINDS, UNFINISHED_KINDS

SWITCHED = [
    (site, address)
    for site, kinds in (("extra", KINDS), ("own", OWN_KINDS), ("preview", UNFINISHED_KINDS))
    for kind, address in kinds.items()
    if kind != "lost"
]


def below(host, page):
    """Return where a page stands below its site."""
    return page.url.removeprefix(host).partition("/")[2]


@pytest.fixture
def go(host):
    """Open a door and wait for the page behind it."""

    def gone(page, address, more=""):
        page.goto(f"{host}extra/{address}{more}")
        page.wait_for_selector("header.md-header")
        return below(host, page)

    return gone


@pytest.mark.parametrize(
    "locale, language",
    [("ko-KR", "ko"), ("ko", "ko"), ("en-US", "en"), ("en-GB", "en"), ("fr-FR", "ko"), ("kok-IN", "ko")],
)
@pytest.mark.parametrize(
    "door, behind", [("", ""), ("s/evryt2/", "stories/everything/"), ("s/epr3d7/", "stories/expired/")]
)
def test_door_asks_the_browser(open_page, go, door, behind, locale, language):
    assert go(open_page(locale=locale), door) == f"{language}/{behind}"


@pytest.mark.parametrize("door, behind", [("", ""), ("s/evryt2/", "stories/everything/")])
def test_door_remembers_the_page_last_read(open_page, host, go, door, behind):
    page = open_page(locale="ko-KR")
    page.goto(f"{host}extra/en/about/")
    assert go(page, door) == f"en/{behind}"
    page.goto(f"{host}extra/ko/stories/")
    assert go(page, door) == f"ko/{behind}"


@pytest.mark.parametrize("lost", ["no/such/page/", "en/no/such/page/", "ko/no/such/page/"])
def test_wrong_address_is_not_remembered(open_page, host, go, lost):
    """It was not the reader who chose the language of that page."""
    page = open_page(locale="ko-KR")
    page.goto(f"{host}extra/en/about/")
    page.goto(f"{host}extra/{lost}")
    assert go(page, "") == "en/"


@pytest.mark.parametrize("door, behind", [("", ""), ("s/evryt2/", "stories/everything/")])
def test_door_keeps_query_and_anchor(open_page, go, door, behind):
    more = "?from=mail&q=%EA%B3%A0%EA%B0%9D#%EC%BD%94%EB%93%9C"
    assert go(open_page(), door, more) == f"ko/{behind}{more}"


def test_door_without_storage(open_page, host):
    page = open_page(locale="en-US")
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('forbidden'); } })"
    )
    page.goto(f"{host}extra/")
    page.wait_for_url("**/extra/en/")


@pytest.mark.parametrize("door", DOORS.values(), ids=DOORS)
def test_back_does_not_trap(open_page, host, go, door):
    page = open_page()
    page.goto(f"{host}own/ko/about/")
    go(page, door)
    page.go_back()
    page.wait_for_url(f"{host}own/ko/about/")


@pytest.mark.parametrize("door", DOORS.values(), ids=DOORS)
def test_door_without_scripts(open_page, host, door):
    """The links are there to follow, and who waits is led to the Korean page."""
    page = open_page(java_script_enabled=False)
    page.route("**/extra/ko/**", lambda route: route.fulfill(status=204))
    page.goto(f"{host}extra/{door}")
    assert page.get_by_role("link", name="한국어").get_attribute("lang") == "ko"
    page.get_by_role("link", name="English").click()
    page.wait_for_url("**/extra/en/**")
    page.unroute("**/extra/ko/**")
    page.goto(f"{host}extra/{door}")
    page.wait_for_url("**/extra/ko/**")


@pytest.mark.parametrize("site, address", SWITCHED, ids=[f"{site}-{address}" for site, address in SWITCHED])
def test_switch(look_at, host, site, address):
    korean, english = (f"{host}{site}/{address.format(language=language)}" for language in ("ko", "en"))
    page, _ = look_at(korean)
    for name, language, there in (("English", "en", english), ("한국어", "ko", korean)):
        page.get_by_role("banner").get_by_role("link", name=name, exact=True).click()
        page.wait_for_url(there)
        assert page.locator("html").get_attribute("lang") == language
        page.wait_for_function("wanted => localStorage.getItem('delight.language') === wanted", arg=language)


@pytest.mark.parametrize("language, name, other", [("ko", "English", "en"), ("en", "한국어", "ko")])
def test_switch_of_a_wrong_address(open_page, host, language, name, other):
    """A page that does not exist has no twin; its switch leads home."""
    page = open_page(f"{host}extra/{language}/no/such/page/")
    page.get_by_role("banner").get_by_role("link", name=name, exact=True).click()
    page.wait_for_url(f"{host}extra/{other}/")


def test_untranslated_leads_to_the_original(open_page, host):
    page = open_page(f"{host}extra/en/stories/korean-only/")
    page.get_by_role("main").get_by_role("link").click()
    page.wait_for_url(f"{host}extra/ko/stories/korean-only/")


def test_link_between_stories_keeps_the_language(open_page, host):
    page = open_page(f"{host}extra/en/stories/everything/")
    page.get_by_role("link", name="the film").click()
    page.wait_for_url(f"{host}extra/en/stories/film/")
