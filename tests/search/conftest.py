"""The engine of search in a page of its own, for all tests here."""

import pytest

from generator.build import search_script
from tests.browser import new_context
from tests.pages.sites import PROJECT


@pytest.fixture(scope="session")
def engine(browser):
    """A page in which `delight` is the engine, and nothing else is."""
    context = new_context(browser)
    page = context.new_page()
    page.set_content("<!doctype html><title>-</title>")
    page.add_script_tag(content=search_script(PROJECT / "overrides").content.decode())
    yield page
    context.close()
