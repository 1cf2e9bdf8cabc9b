"""Lists, their pages and their overviews, walked through by what a reader sees of them."""

import pytest

WORDS = {
    "ko": {
        "next": "다음",
        "previous": "이전",
        "all": "편 모두 보기",
        "pages": "목록의 페이지",
        "browse": "찾아보기",
    },
    "en": {
        "next": "Next page",
        "previous": "Previous page",
        "all": "See all",
        "pages": "Pages of this list",
        "browse": "Ways to browse",
    },
}


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_paging(open_page, host, language, scripts):
    words = WORDS[language]
    page = open_page(f"{host}extra/{language}/", java_script_enabled=scripts)
    page.get_by_role("link", name=words["all"]).first.click()
    pager = page.get_by_role("navigation", name=words["pages"])
    titles = []
    while True:
        titles += page.get_by_role("article").get_by_role("heading").all_inner_texts()
        number = pager.locator("[aria-current=page]").inner_text()
        after = pager.get_by_role("link", name=words["next"])
        if not after.count():
            break
        after.click()
        page.wait_for_url(f"**/page/{int(number) + 1}/")
    assert int(number) > 2
    assert len(titles) == len(set(titles)) > 4, "every story once"
    pager.get_by_role("link", name=words["previous"]).click()
    page.wait_for_url(f"**/page/{int(number) - 1}/")
    assert page.title().startswith(page.get_by_role("heading", level=1).inner_text())


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_way_to_browse_leads_to_stories(open_page, host, language):
    page = open_page(f"{host}extra/{language}/stories/")
    ways = page.get_by_role("navigation", name=WORDS[language]["browse"]).get_by_role("link")
    addresses = [one.evaluate("one => one.href") for one in ways.all()]
    assert len(addresses) == 9
    for address in addresses:
        page.goto(address)
        if not address.endswith("/most-watched/"):  # a list itself
            with page.expect_navigation():
                page.locator(".d-entry a").first.click()
        page.get_by_role("heading", level=1).wait_for()
        page.locator("article, .d-empty").first.wait_for()


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_present_entry_of_the_menu_is_in_sight(open_page, host, language):
    page = open_page(f"{host}extra/{language}/about/", "phone")
    box = page.locator(".d-tabs [aria-current]").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= page.viewport_size["width"]
