"""Pages that write down whatever goes wrong on them. The browser and the sites are those of tests/conftest.py."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import SCREENS, new_context


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


@pytest.fixture(scope="session")
def stages(browser: Browser):
    """The pages that `look_at` uses again and again, by screen and scheme."""
    return {}


@pytest.fixture
def look_at(stages, browser: Browser):
    """Go to an address in a page used before, which is quicker, and give the page and what happened: `look_at(address, "phone")`."""

    def looked(address: str, screen: str = "desk", scheme: str = "light") -> tuple[Page, Diary]:
        if (screen, scheme) not in stages:
            page = new_context(browser, screen, scheme).new_page()
            stages[screen, scheme] = page, watched(page)
        page, diary = stages[screen, scheme]
        page.set_viewport_size(SCREENS[screen]["viewport"])
        page.goto("about:blank")
        diary.requests.clear()
        diary.wrong.clear()
        page.goto(address)
        return page, diary

    return looked
