"""A site opened from a folder or a memory stick, without a server: everything works, and nothing is said on the console."""

import re
from urllib.parse import unquote

import pytest

from tests.pages.conftest import watched
from tests.pages.sites import pages_of


def test_from_a_folder(open_page, folders):
    page = open_page(locale="en-US")
    diary = watched(page)
    root = folders["portable"].as_uri()
    page.goto(f"{root}/index.html")
    page.wait_for_url("**/en/index.html")
    page.get_by_role("link", name="The story with everything").first.click()
    page.wait_for_url(f"{root}/en/stories/everything/index.html")
    assert page.evaluate("document.images[0].naturalWidth") > 0
    page.get_by_title("Switch to light").click()
    page.get_by_title("Switch to dark").click()
    page.get_by_role("link", name="한국어", exact=True).click()
    page.wait_for_url(f"{root}/ko/stories/everything/index.html")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(22, 19, 17)"
    page.get_by_role("link", name="이야기", exact=True).click()
    page.get_by_role("link", name="다음").click()
    page.wait_for_url(f"{root}/ko/stories/page/2/index.html")
    page.goto(f"{root}/ko/stories/film/index.html")
    page.wait_for_function("document.querySelector('video').readyState > 0")
    page.get_by_role("link", name="고객 감동 이야기").click()
    page.wait_for_url(f"{root}/ko/index.html")
    assert diary.wrong == []
    assert diary.hosts() == {"file:"}


@pytest.mark.parametrize("locale, language", [("ko-KR", "ko"), ("en-US", "en"), ("fr-FR", "ko")])
@pytest.mark.parametrize("door", ["", "s/evryt2/"])
def test_door_from_a_folder(open_page, folders, door, locale, language):
    page = open_page(locale=locale)
    page.goto(f"{folders['portable'].as_uri()}/{door}index.html")
    page.wait_for_url(f"**/portable/{language}/**")


def test_every_link_names_a_file(folders):
    """A browser shows a folder's listing, or nothing, where a server would show its index.html."""
    root = folders["portable"]
    for path in pages_of(root):
        text = (root / path).read_text(encoding="utf-8")
        for address in re.findall(r'(?:href|src|url)="?([^"#]+)[#"]', text):
            if not address.startswith(("http", "mailto", "data:")):
                assert (root / path).parent.joinpath(unquote(address)).is_file(), (path, address)
