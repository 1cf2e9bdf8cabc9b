"""On paper: all of the text, in ink, within the sheet."""

import re

import pytest

from tests.pages.sites import KINDS

# A4 at 96 dots an inch, less the margins of a browser.
SHEET = {"width": 717, "height": 1046}
PRINTED = ("home", "story", "film", "list", "overview", "untranslated", "expired")
# Every text that has no box, a box outside the sheet, or a box cut off by one that would have to scroll.
UNPRINTED = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.textContent.trim() || node.parentElement.closest(".d-pager, .d-turn, .d-share, .d-filters, .d-tell, .d-follow, .d-more, .d-contents, .d-sr, .d-door__what, .d-player, .d-script__set, .d-script__find, .d-script__follow, .d-script__list[hidden], svg, script")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    const clipped = (one) => one && (
      (getComputedStyle(one).overflowX !== "visible" && one.scrollWidth > one.clientWidth + 1) || clipped(one.parentElement)
    );
    if (!node.parentElement.checkVisibility() || !box.width || box.right > innerWidth + 1 || box.left < 0 || clipped(node.parentElement)) found.push(node.textContent);
  }
  return [...new Set(found)];
}"""


@pytest.mark.parametrize("kind", PRINTED)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_all_text_is_printed(open_page, host, kind, language):
    page = open_page(f"{host}extra/{KINDS[kind].format(language=language)}", scheme="dark", viewport=SHEET)
    page.emulate_media(media="print")
    assert page.evaluate(UNPRINTED) == []
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(31, 27, 24)"
    assert not page.get_by_role("banner").is_visible()


@pytest.mark.parametrize("address", ["ko/stories/everything/", "ko/stories/"])
def test_pdf(open_page, host, address):
    page = open_page(f"{host}extra/{address}")
    pdf = page.pdf(format="A4")
    assert pdf.startswith(b"%PDF")
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 6


def test_what_is_not_out_is_marked_on_paper(open_page, host):
    page = open_page(f"{host}preview/ko/stories/draft/", viewport=SHEET)
    page.emulate_media(media="print")
    mark = page.evaluate("getComputedStyle(document.querySelector('.d-watermark'), '::before')")
    assert page.locator(".d-watermark").evaluate("one => one.checkVisibility()")
    assert mark["position"] == "fixed" and "검토용" in page.locator(".d-watermark").get_attribute(
        "data-words"
    )


def test_the_check_sees_what_is_cut_off(open_page, host):
    """Against a check that finds nothing because it looks at nothing."""
    page = open_page(f"{host}extra/ko/stories/everything/", viewport=SHEET)
    page.emulate_media(media="print")
    page.evaluate("document.querySelector('main .d-story__lead').hidden = true")
    assert page.evaluate(UNPRINTED) == [page.locator("main .d-story__lead").text_content()]
    page.evaluate("document.querySelector('main table').style.width = '1000px'")
    assert "부품을 찾아봅니다" in page.evaluate(UNPRINTED)
