"""A story in another site's frame: as high as it says, as wide as it is let, in its language and colours, and never in the way."""

import json
from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.pages.conftest import watched
from tests.pages.sites import EMBEDS

HOST = """<!doctype html><title>host</title><iframe id="frame" title="story" width="{width}" height="100" style="border: 0"></iframe>
<script>
  window.told = [];
  addEventListener("message", event => {{
    if (event.source === frame.contentWindow && event.data.type === "delight:size") {{
      told.push(event.data);
      frame.height = event.data.height;
    }}
  }});
  frame.src = {address};
</script>"""
"""A site that shows a story, with the script of docs/trainers.md."""


@pytest.fixture
def framed(open_page, host):
    """Show an embed page in a frame of another site, and give that site's page and the frame's."""

    def shown(address: str, width: int = 640, **options):
        page = open_page(**options)
        page.set_content(HOST.format(width=width, address=json.dumps(f"{host}extra/{address}")))
        page.wait_for_function("told.length > 0")
        return page, page.frames[1]

    return shown


def height(frame) -> int:
    return int(frame.evaluate("document.documentElement.scrollHeight"))


def test_tells_its_height(framed):
    page, frame = framed("ko/embed/evryt2/")
    page.wait_for_function("frame.height === String(told.at(-1).height)")
    first = page.evaluate("told.at(-1)")
    assert set(first) == {"type", "id", "height"} and first["id"] == "evryt2"
    assert first["height"] == height(frame) > 150
    frame.get_by_text("이야기 읽기").click()
    page.wait_for_function("told.at(-1).height > 2000")
    page.wait_for_function("frame.height === String(told.at(-1).height)")
    wide = page.evaluate("told.at(-1).height")
    assert wide == height(frame)
    page.evaluate("frame.style.width = '250px'")
    page.wait_for_function("wide => told.at(-1).height > wide", arg=wide)


def test_tells_its_height_again_when_asked(framed):
    page, _ = framed("ko/embed/evryt2/")
    page.evaluate("told.length = 0; frame.contentWindow.postMessage({ type: 'delight:size' }, '*')")
    page.wait_for_function("told.length === 1")


def test_says_nothing_where_it_stands_alone(open_page, host):
    page = open_page()
    page.add_init_script("addEventListener('message', () => { window.heard = true; })")
    page.goto(f"{host}extra/ko/embed/evryt2/")
    page.wait_for_timeout(200)
    assert not page.evaluate("window.heard")


@pytest.mark.parametrize("kind", EMBEDS)
@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("width", [200, 640])
def test_fits_its_frame(framed, kind, language, width):
    page, frame = framed(EMBEDS[kind].format(language=language), width)
    page.wait_for_function("frame.height === String(told.at(-1).height)")
    assert frame.evaluate("document.documentElement.scrollWidth") == width
    assert frame.evaluate("document.documentElement.scrollHeight <= innerHeight")
    assert frame.evaluate("document.documentElement.lang") == language


@pytest.mark.parametrize("kind", EMBEDS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_quiet_and_accessible(open_page, host, kind, scheme):
    page = open_page(scheme=scheme)
    diary = watched(page)
    page.goto(f"{host}extra/{EMBEDS[kind].format(language='en')}", wait_until="networkidle")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert diary.wrong == []
    assert diary.hosts() == {host.split("/")[2]}
    assert page.evaluate("localStorage.length") == 0, "its language was not the reader's choice"


@pytest.mark.parametrize(
    "asked, dark", [("?scheme=dark", True), ("?scheme=light", False), ("?a=1&scheme=dark", True)]
)
def test_scheme_of_the_site_around_it(framed, asked, dark):
    _, frame = framed(f"ko/embed/evryt2/{asked}", scheme="light" if dark else "dark")
    colour = frame.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (colour == "rgb(22, 19, 17)") == dark


def test_film_begins_where_the_address_says(framed):
    _, frame = framed("ko/embed/fwm234/?scheme=dark#t=0.5")
    frame.wait_for_function("document.querySelector('video').currentTime === 0.5")
    assert frame.locator(".d-script").count() == 0, "what is said is told in full on the story's page"


def test_height_of_a_film_does_not_grow_with_its_frame(framed):
    page, _ = framed("ko/embed/fwm234/")
    page.wait_for_function("frame.height === String(told.at(-1).height)")
    page.wait_for_timeout(300)
    before = page.evaluate("told.at(-1).height")
    page.evaluate("frame.height = 3000")
    page.wait_for_timeout(300)
    assert page.evaluate("told.at(-1).height") == before


def test_links_open_beside_the_site_around_it(framed):
    page, frame = framed("en/embed/evryt2/")
    with page.context.expect_page() as opened:
        frame.get_by_role("link", name="See it on").click()
    opened.value.wait_for_url("**/extra/en/stories/everything/")
    assert opened.value.evaluate("window.opener") is None
    frame.get_by_text("Read the story").click()
    frame.locator(".footnote-ref").first.click()
    assert unquote(frame.url).endswith("/embed/evryt2/#fn:1") and len(page.context.pages) == 2


def test_without_scripts(open_page, host):
    page = open_page(f"{host}extra/en/embed/evryt2/", java_script_enabled=False)
    page.get_by_text("Read the story").click()
    assert page.locator(".d-prose").is_visible()


def test_story_that_is_gone_is_not_named(folders):
    for story_id, folder in (("epr3d7", "expired"), ("wthd4n", "withdrawn")):
        for language in ("ko", "en"):
            page = (folders["extra"] / language / f"embed/{story_id}/index.html").read_text(encoding="utf-8")
            assert "canonical" not in page
            assert f"stories/{folder}/" not in page


def test_no_embeds_where_no_server_is(folders):
    assert not list(folders["portable"].glob("*/embed")) and not list(folders["portable"].rglob("qr.*"))
    assert not (folders["portable"] / "oembed").exists()
