"""No page asks another host, fails to load anything, says anything on the console, or breaks its own policy."""

import pytest

from tests.pages.conftest import watched
from tests.pages.sites import DOORS, MOVED, every_page

PAGES = {f"{site}-{kind}": address for site, kind, address in every_page()}


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_quiet(look_at, host, address):
    """In the dark, tests/pages/test_accessible.py listens, too."""
    page, diary = look_at(host + address)
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_timeout(100)
    assert diary.wrong == []
    assert diary.hosts() == {host.split("/")[2]}


@pytest.mark.parametrize("address", (DOORS | MOVED).values(), ids=DOORS | MOVED)
@pytest.mark.parametrize("scripts", [True, False], ids=["script", "no-script"])
def test_quiet_door(open_page, host, address, scripts):
    page = open_page(java_script_enabled=scripts)
    diary = watched(page)
    page.goto(f"{host}extra/{address}")
    page.wait_for_url("**/extra/ko/**")
    assert diary.wrong == []
    assert diary.hosts() == {host.split("/")[2]}


def test_what_goes_wrong_is_noticed(open_page, host):
    """Against tests that pass because nothing listens."""
    page = open_page()
    diary = watched(page)
    page.goto(f"{host}extra/ko/")
    page.evaluate("""() => {
        const script = document.createElement("script");
        script.textContent = "window.ran = true";
        document.body.append(script);
        document.body.append(Object.assign(new Image(), { src: "https://elsewhere.example/a.png" }));
        document.body.append(Object.assign(new Image(), { src: "no-such.png" }));
    }""")
    page.wait_for_load_state("networkidle")
    noticed = "\n".join(diary.wrong)
    assert not page.evaluate("window.ran")
    assert "policy: script-src-elem inline" in noticed
    assert "policy: img-src https://elsewhere.example/a.png" in noticed
    assert "404" in noticed and "console error" in noticed
