"""What axe finds, what a keyboard reaches, what a finger hits, and what a narrow or enlarged page shows."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.pages.sites import DOORS, every_page

PAGES = {f"{site}-{kind}": address for site, kind, address in every_page()}
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
# A link within a sentence may be as low as its line (WCAG 2.2, 2.5.8); a label counts for the input that it names.
SMALL_TARGETS = """(least) => [...document.querySelectorAll("a[href], button, input, select, summary, label, [tabindex='0']")]
  .filter(one => one.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
  .filter(one => {
    const around = one.closest("p, li, dd, td, th");
    return !around || getComputedStyle(one).display !== "inline" || around.textContent.trim() === one.textContent.trim();
  })
  .map(one => [one, one.getBoundingClientRect()])
  .filter(([one, box]) => box.width && box.right > 0 && box.bottom > 0 && (box.width < least - .5 || box.height < least - .5))
  .map(([one, box]) => `${one.outerHTML.slice(0, 90)} ${box.width.toFixed(1)}×${box.height.toFixed(1)}`)"""
# What is wider than the page, though no box that scrolls by itself holds it.
SIDEWAYS = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.body.querySelectorAll("*")]
    .filter(one => one.getBoundingClientRect().right > width + .5)
    .map(one => `${one.outerHTML.slice(0, 90)} ends at ${one.getBoundingClientRect().right} of ${width}`);
}"""

# Hangul that a line's end cuts in two; in Korean a line ends between words.
CUT = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.parentElement.checkVisibility()) continue;  // a menu that is closed has no width
    for (const word of node.data.matchAll(/[가-힣]+/g)) {
      const range = document.createRange();
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map(box => Math.round(box.top))).size > 1) found.push(word[0]);
    }
  }
  return found;
}"""


@pytest.fixture(scope="session")
def axe():
    return Axe()


def violations(axe, page):
    found = axe.run(page, options=RULES).response["violations"]
    return [
        f"{one['id']}: {node['html'][:150]} {node['failureSummary']}"
        for one in found
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
@pytest.mark.parametrize(
    "screen, scheme", [("phone", "dark"), ("desk", "light")], ids=["phone-dark", "desk-light"]
)
def test_axe(look_at, host, axe, address, screen, scheme):
    page, diary = look_at(host + address, screen, scheme)
    assert violations(axe, page) == []
    assert diary.wrong == []


@pytest.mark.parametrize("address", DOORS.values(), ids=DOORS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_door(open_page, host, axe, address, scheme):
    page = open_page(scheme=scheme)
    page.route("**/assets/*.js", lambda route: route.abort())
    page.goto(f"{host}extra/{address}")
    assert violations(axe, page) == []
    assert page.evaluate(SMALL_TARGETS, 44) == []


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_skip_link(look_at, host, address):
    page, _ = look_at(host + address)
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.get_attribute("href") == "#__main"
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.id === '__main'")
    page.keyboard.press("Tab")
    assert page.evaluate("!document.activeElement.closest('header.md-header')")


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_targets_and_widths(look_at, host, address):
    """From a desk at 400 % zoom, which is 320 px, to a wide screen, and with letters of twice the size."""
    page, _ = look_at(host + address, "phone")
    assert page.evaluate(SMALL_TARGETS, 24) == []
    for one in page.get_by_role("banner").locator("a, label:not([hidden])").all():
        if not one.is_visible():
            continue  # on a phone, a tool that only a wide screen has room for
        box = one.bounding_box()
        assert box["height"] >= 43.5 and box["width"] >= 43.5, (one.inner_text(), box)
    for width in (320, 360, 720, 1024, 2560, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(SIDEWAYS) == [], width
        assert page.evaluate(CUT) == [], width
    assert page.evaluate(SMALL_TARGETS, 24) == []
    size = "parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)"
    before = page.evaluate(size)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate(size) == before * 2
    assert page.evaluate(SIDEWAYS) == []
