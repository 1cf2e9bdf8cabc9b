"""What all tests share: the flag that rewrites golden files, the pace of hypothesis, one browser and one server for each worker."""

import os

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import LAUNCH_ARGS, chromium_path, new_context
from tests.pages import sites
from tests.rooms import room

# Runs are the same everywhere; a slow machine that runs two tests at once must not fail one.
settings.register_profile("steady", deadline=10_000, derandomize=True, max_examples=100, print_blob=False)
# For a long look: pytest --hypothesis-profile=thorough
settings.register_profile("thorough", deadline=10_000, max_examples=5000)
settings.load_profile("steady")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer `--update-golden`."""
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files of tests/cases")


def pytest_configure(config: pytest.Config) -> None:
    """Refuse to rewrite golden files where nobody would look at them."""
    if config.getoption("--update-golden") and os.environ.get("CI", "").lower() not in ("", "0", "false"):
        raise pytest.UsageError("CI에서는 --update-golden을 쓰지 않습니다 · --update-golden is not for CI")


def pytest_xdist_auto_num_workers() -> int:
    """Return how many processes `-n auto` takes: more than there are processors, as tests often wait for a browser or a server."""
    return (os.cpu_count() or 1) * 3 // 2


def pytest_collection_modifyitems(items):
    """Mark what opens a browser."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def folders(tmp_path_factory):
    """The built sites by name; `portable` is not served."""
    made = room(tmp_path_factory, "pages", _build_sites)
    return {
        "own": made / "own" / "site",
        "extra": made / "extra" / "site",
        "preview": made / "extra" / "preview",
        "portable": made / "extra" / "portable",
    }


def _build_sites(folder):
    own = sites.configure(folder / "own", "own", sites.PROJECT / "stories", page_size=5)
    extra = sites.configure(folder / "extra", "extra", sites.made_up_stories(folder / "stories"), page_size=2)
    (extra.parent / "links.lock").write_text(sites.LOCK, encoding="utf-8")
    day = ("--date", sites.DAY)
    sites.build(own, folder / "own" / "site")
    sites.build(extra, folder / "extra" / "site", *day)
    sites.build(extra, folder / "extra" / "preview", "--preview", *day)
    sites.build(extra, folder / "extra" / "portable", "--portable", *day)


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


@pytest.fixture
def open_page(browser: Browser):
    """Open a page that remembers nothing: `open_page(address, screen="phone", locale="en-US", …)`."""
    contexts = []

    def opened(address: str | None = None, screen: str = "desk", scheme: str = "light", **options) -> Page:
        context = new_context(browser, screen, scheme, **options)
        contexts.append(context)
        page: Page = context.new_page()
        if address is not None:
            page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
