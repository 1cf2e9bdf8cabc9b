"""Takes pictures of every kind of page into screenshots/: phone, tablet, desk and wide screen, light and dark, both languages.

In: the project's stories, the tests' made-up ones, and made-up sites with one story and with 2,000. Out: files named
<site>-<kind>-<language>-<width>-<scheme>.png. `make screenshots` takes all; run with --help for how to choose some.
"""

from __future__ import annotations

import argparse
import itertools
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from bench.made_up import make_project
from tests.browser import LAUNCH_ARGS, chromium_path
from tests.pages import sites

LANGUAGES, SCHEMES = ("ko", "en"), ("light", "dark")
WIDTHS = {360: 740, 768: 1024, 1440: 900, 2560: 1440}
"""Height of the screen by its width; the picture is as long as the page, up to LONGEST."""
LONGEST = 6000

KINDS = {
    "own": sites.OWN_KINDS,
    "extra": sites.KINDS | sites.DOORS,
    "preview": sites.UNFINISHED_KINDS,
    "one": {"home": "{language}/", "list": "{language}/stories/"},
    "many": {
        "home": "{language}/",
        "list": "{language}/stories/",
        "list-42": "{language}/stories/page/42/",
        "overview": "{language}/affiliates/",
    },
}
"""Addresses by kind of page, by site."""
ONE_STORY = sites.PROJECT / "tests" / "sites" / "one-story" / "stories"
MANY = 2000


def main() -> None:
    """Build what is asked for, and take the pictures."""
    wanted = _options()
    names = {site for site, kind, *_ in _shots(wanted)}
    began = time.perf_counter()
    wanted.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as room, sync_playwright() as playwright:
        folders = {name: _built(name, Path(room) / name) for name in sorted(names)}
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=LAUNCH_ARGS)
        with sites.served(folders) as host:
            count = _take(browser, host, wanted)
        browser.close()
    print(f"{wanted.out}: {count} ({time.perf_counter() - began:.0f} s)")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    kinds = sorted({kind for addresses in KINDS.values() for kind in addresses})
    parser.add_argument("--site", action="append", choices=sorted(KINDS))
    parser.add_argument("--kind", action="append", choices=kinds)
    parser.add_argument("--language", action="append", choices=LANGUAGES)
    parser.add_argument("--width", action="append", choices=sorted(WIDTHS), type=int)
    parser.add_argument("--scheme", action="append", choices=SCHEMES)
    parser.add_argument("--out", type=Path, default=sites.PROJECT / "screenshots")
    return parser.parse_args()


def _shots(wanted: argparse.Namespace) -> Iterator[tuple[str, str, str, int, str]]:
    """Yield (site, kind, language, width, scheme) of every picture that is wanted."""
    for site, addresses in KINDS.items():
        choices = itertools.product(addresses, LANGUAGES, WIDTHS, SCHEMES)
        asked = (wanted.kind, wanted.language, wanted.width, wanted.scheme)
        for shot in choices:
            if site in (wanted.site or KINDS) and all(
                one in (some or [one]) for one, some in zip(shot, asked, strict=True)
            ):
                yield site, *shot


def _built(name: str, folder: Path) -> Path:
    """Build one of the sites, and return its folder."""
    if name == "own":
        return sites.build(sites.configure(folder, name, sites.PROJECT / "stories"), folder / "site")
    if name == "one":
        return sites.build(sites.configure(folder, name, ONE_STORY), folder / "site")
    if name == "many":
        make_project(folder / "project", MANY)
        return sites.build(sites.configure(folder, name, folder / "project" / "stories"), folder / "site")
    config = sites.configure(folder, name, sites.made_up_stories(folder / "stories"), page_size=2)
    options = ["--preview"] if name == "preview" else []
    return sites.build(config, folder / "site", "--date", sites.DAY, *options)


def _take(browser: Browser, host: str, wanted: argparse.Namespace) -> int:
    """Take the pictures, those of one screen in one context, and return how many."""
    count = 0
    shots = sorted(_shots(wanted), key=lambda shot: shot[2:])
    for (language, width, scheme), group in itertools.groupby(shots, key=lambda shot: shot[2:]):
        context = browser.new_context(
            viewport={"width": width, "height": WIDTHS[width]}, color_scheme=scheme, locale=language
        )
        plain, door = context.new_page(), context.new_page()
        # A door leads on at once; without its script it can be looked at.
        door.route("**/assets/delight.*.js", lambda route: route.abort())
        for site, kind, *_ in group:
            page = door if kind in sites.DOORS else plain
            page.goto(f"{host}{site}/{KINDS[site][kind].format(language=language)}")
            height = min(page.evaluate("document.documentElement.scrollHeight"), LONGEST)
            page.screenshot(
                path=wanted.out / f"{site}-{kind}-{language}-{width}-{scheme}.png",
                clip={"x": 0, "y": 0, "width": width, "height": height},
                full_page=True,
            )
            count += 1
        context.close()
    return count


if __name__ == "__main__":
    main()
