"""What is said in a film: it is found, and leads to its second."""

from urllib.parse import quote

import pytest


@pytest.mark.parametrize(
    "language, words, second",
    [("ko", "물소리", 0.5), ("ko", "자막의 첫마디", 0.2), ("en", "washing machine heard", 0.5)],
)
def test_what_is_said_leads_to_its_second(open_page, host, language, words, second):
    page = open_page(f"{host}extra/{language}/search/?q={quote(words)}")
    cue = page.locator(".d-hit__cue").first
    cue.locator("mark").first.wait_for()
    cue.click()
    page.wait_for_url(f"{host}extra/{language}/stories/film/#t={second:g}")
    page.wait_for_function(f"() => Math.abs(document.querySelector('video').currentTime - {second}) < 0.05")
    assert page.locator("video track").count() == 2
    assert page.locator(f"video track[default][srclang={language}]").count() == 1


def test_in_the_other_language_too(open_page, host):
    page = open_page(f"{host}extra/en/search/?q={quote('물소리')}")
    page.locator(".d-hit__cue [lang=ko] mark").first.wait_for()
