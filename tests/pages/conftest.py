"""One browser and one server for each worker, and pages that write down whatever goes wrong on them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import LAUNCH_ARGS, chromium_path
from tests.pages import sites

SCREENS: dict[str, dict[str, Any]] = {
    "phone": {"viewport": {"width": 360, "height": 740}, "device_scale_factor": 1, "has_touch": True},
    "desk": {"viewport": {"width": 1440, "height": 900}},
}


def pytest_collection_modifyitems(items):
    """Mark what opens a browser."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def folders(tmp_path_factory):
    """The built sites by name; `portable` is not served."""
    room = tmp_path_factory.mktemp("pages")
    own = sites.configure(room / "own", "own", sites.PROJECT / "stories", page_size=5)
    extra = sites.configure(room / "extra", "extra", sites.made_up_stories(room / "stories"), page_size=2)
    day = ("--date", sites.DAY)
    return {
        "own": sites.build(own, room / "own" / "site"),
        "extra": sites.build(extra, room / "extra" / "site", *day),
        "preview": sites.build(extra, room / "extra" / "preview", "--preview", *day),
        "portable": sites.build(extra, room / "extra" / "portable", "--portable", *day),
    }


@pytest.fixture(scope="session")
def host(folders):
    """The address below which the sites are served, each by its name."""
    with sites.served({name: folder for name, folder in folders.items() if name != "portable"}) as address:
        yield address


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=LAUNCH_ARGS)
        yield browser
        browser.close()


@dataclass
class Diary:
    """What happened on the pages of one context."""

    requests: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    """Failed requests, messages on the console, errors and violations of the policy."""

    def hosts(self) -> set[str]:
        """Return what was asked: hosts, or schemes where there is no host."""
        parts = [urlsplit(address) for address in self.requests]
        return {one.netloc or f"{one.scheme}:" for one in parts}


def watched(page: Page) -> Diary:
    """Write down what happens on a page from now on."""
    diary = Diary()

    def answered(response):
        if response.status >= 400 and response.request.resource_type != "document":
            diary.wrong.append(f"{response.status} {response.url}")

    def failed(request):
        # A page that is left, as a door is at once, gives up what it still waits for.
        if request.failure != "net::ERR_ABORTED":
            diary.wrong.append(f"{request.failure} {request.url}")

    def said(message):
        # Chromium notes a page of status 404 on the console, whatever the page does.
        if not ("status of 404" in message.text and message.location["url"] == page.url):
            diary.wrong.append(f"console {message.type}: {message.text}")

    page.on("request", lambda request: diary.requests.append(request.url))
    page.on("requestfailed", failed)
    page.on("response", answered)
    page.on("console", said)
    page.on("pageerror", lambda error: diary.wrong.append(f"error: {error}"))
    page.expose_function("__violated", lambda text: diary.wrong.append(f"policy: {text}"))
    page.add_init_script(
        "addEventListener('securitypolicyviolation',"
        " event => __violated(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`), true)"
    )
    return diary


def _context(browser: Browser, screen: str, scheme: str, **options):
    return browser.new_context(**SCREENS[screen] | {"color_scheme": scheme, "locale": "ko-KR"} | options)


@pytest.fixture
def open_page(browser: Browser):
    """Open a page that remembers nothing: `open_page(address, screen="phone", locale="en-US", …)`."""
    contexts = []

    def opened(address: str | None = None, screen: str = "desk", scheme: str = "light", **options) -> Page:
        context = _context(browser, screen, scheme, **options)
        contexts.append(context)
        page: Page = context.new_page()
        if address is not None:
            page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def stages(browser: Browser):
    """The pages that `look_at` uses again and again, by screen and scheme."""
    return {}


@pytest.fixture
def look_at(stages, browser: Browser):
    """Go to an address in a page used before, which is quicker, and give the page and what happened: `look_at(address, "phone")`."""

    def looked(address: str, screen: str = "desk", scheme: str = "light") -> tuple[Page, Diary]:
        if (screen, scheme) not in stages:
            page = _context(browser, screen, scheme).new_page()
            stages[screen, scheme] = page, watched(page)
        page, diary = stages[screen, scheme]
        page.set_viewport_size(SCREENS[screen]["viewport"])
        page.goto("about:blank")
        diary.requests.clear()
        diary.wrong.clear()
        page.goto(address)
        return page, diary

    return looked
