"""What is said in a film: it is found, and leads to its second."""

import re
from urllib.parse import quote

import pytest


def in_parts(route):
    """Answer as a server does that sends parts of a film, which a browser needs to go to a moment in it."""
    content = route.fetch(headers={}).body()
    [(start, end)] = re.findall(r"bytes=(\d+)-(\d*)", route.request.headers.get("range", "bytes=0-"))
    last = int(end) if end else len(content) - 1
    part = content[int(start) : last + 1]
    told = {
        "Content-Range": f"bytes {start}-{last}/{len(content)}",
        "Accept-Ranges": "bytes",
        "Content-Type": "video/webm",
    }
    route.fulfill(status=206, headers=told, body=part)


@pytest.mark.parametrize(
    "language, words, second",
    [("ko", "물소리", 0.5), ("ko", "자막의 첫마디", 0.2), ("en", "washing machine heard", 0.5)],
)
def test_what_is_said_leads_to_its_second(open_page, host, language, words, second):
    page = open_page()
    page.route("**/*.webm", in_parts)
    page.goto(f"{host}extra/{language}/search/?q={quote(words)}")
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
