"""Addresses of the past lead on at once, with all that stood behind them, with scripts and without."""

import pytest

OLD = "extra/ko/stories/old-film/"


def test_leads_on_with_query_and_moment(open_page, host):
    page = open_page(f"{host}{OLD}?from=mail#t=3")
    page.wait_for_url("**/film/*#t=3")
    assert page.url == f"{host}extra/ko/stories/film/?from=mail#t=3"


def test_leaves_no_step_to_go_back_to(open_page, host):
    page = open_page(f"{host}extra/ko/")
    page.goto(f"{host}{OLD}")
    page.wait_for_url("**/film/")
    page.go_back()
    page.wait_for_url("**/extra/ko/")


def test_leads_on_without_scripts(open_page, host):
    page = open_page(f"{host}{OLD}", java_script_enabled=False)
    page.wait_for_url("**/extra/ko/stories/film/")


@pytest.mark.parametrize("locale, language", [("ko-KR", "ko"), ("en-US", "en")])
def test_permanent_address_of_a_story_led_on_asks_for_the_language(open_page, host, locale, language):
    page = open_page(f"{host}extra/s/gone99/#t=3", locale=locale)
    page.wait_for_url(f"**/extra/{language}/stories/everything/#t=3")


def test_from_a_folder(open_page, folders):
    page = open_page(f"{folders['portable'].as_uri()}/ko/stories/old-film/index.html#t=3")
    page.wait_for_url("**/ko/stories/film/index.html#t=3")


def test_tells_search_engines_where_it_is_now(folders):
    page = (folders["extra"] / "ko/stories/old-film/index.html").read_text(encoding="utf-8")
    assert '<link rel="canonical" href="https://intranet.example/culture/extra/ko/stories/film/">' in page
    assert "noindex" not in page
    preview = (folders["preview"] / "ko/stories/old-film/index.html").read_text(encoding="utf-8")
    assert "canonical" not in preview and "noindex" in preview
