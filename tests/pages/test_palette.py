"""Light and dark: the system decides until the reader does, the choice is kept, and no page shows the other scheme first."""

import pytest

PAPER = {"light": "rgb(255, 253, 249)", "dark": "rgb(22, 19, 17)"}
NAMES = {
    "ko": {"auto": "시스템 설정에 맞추기", "light": "밝은 화면으로 바꾸기", "dark": "어두운 화면으로 바꾸기"},
    "en": {"auto": "Follow the system", "light": "Switch to light", "dark": "Switch to dark"},
}


def paper(page):
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


def shows(page, scheme):
    page.wait_for_function(
        "paper => getComputedStyle(document.body).backgroundColor === paper", arg=PAPER[scheme]
    )
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") in (scheme, "light dark")


@pytest.mark.parametrize("system, other", [("light", "dark"), ("dark", "light")])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_palette(open_page, host, language, system, other):
    names = NAMES[language]
    page = open_page(f"{host}extra/{language}/", scheme=system)

    def choose(scheme):
        """Press the one button in sight, whose title is what it does, and find the radio of that name chosen."""
        page.get_by_title(names[scheme]).click()
        assert page.get_by_role("radio", name=names[scheme]).is_checked()

    shows(page, system)
    page.emulate_media(color_scheme=other)
    shows(page, other)
    page.emulate_media(color_scheme=system)
    choose("light")
    shows(page, "light")
    choose("dark")
    shows(page, "dark")
    page.goto(f"{host}extra/{language}/stories/everything/")
    shows(page, "dark")
    page.emulate_media(color_scheme="light")
    shows(page, "dark")
    page.emulate_media(color_scheme=system)
    choose("auto")
    shows(page, system)
    page.emulate_media(color_scheme=other)
    shows(page, other)


def test_palette_by_keyboard(open_page, host):
    page = open_page(f"{host}extra/en/")
    page.get_by_role("radio", name="Follow the system").focus()
    page.keyboard.press("Enter")
    shows(page, "light")
    page.keyboard.press("Enter")
    shows(page, "dark")
    outline = "getComputedStyle(document.activeElement.nextElementSibling).outlineStyle"
    assert page.evaluate(outline) == "solid"


@pytest.mark.parametrize("system", ["light", "dark"])
@pytest.mark.parametrize("chosen", ["auto", "light", "dark"])
def test_no_flash(open_page, host, system, chosen):
    """What the first paint shows: the page as it is while the script has not come yet."""
    page = open_page(scheme=system)
    if chosen != "auto":
        page.goto(f"{host}extra/en/")
        for name in ("Switch to light", "Switch to dark")[: 1 if chosen == "light" else 2]:
            page.get_by_title(name).click()
        shows(page, chosen)
    page.route("**/delight.*.js", lambda route: None)
    page.goto(f"{host}extra/en/about/", wait_until="commit")
    page.wait_for_selector("footer")
    page.wait_for_function("() => [...document.styleSheets].some((sheet) => sheet.href)")
    assert paper(page) == PAPER[system if chosen == "auto" else chosen]


@pytest.mark.parametrize("system", ["light", "dark"])
@pytest.mark.parametrize("address", ["en/about/", ""])
def test_without_scripts(open_page, host, system, address):
    page = open_page(scheme=system, java_script_enabled=False)
    page.route("**/extra/ko/", lambda route: route.fulfill(status=204))
    page.goto(f"{host}extra/{address}")
    assert paper(page) == PAPER[system]
    assert page.get_by_role("radio").count() == 0
