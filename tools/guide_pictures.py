"""Takes the pictures of our own screens that the guides show, into docs/pictures/: `python tools/guide_pictures.py`.

In: the project's stories. Out: PNGs of few colours named <what>.<language>.png, small enough to live in git. To be run again when a
screen that a guide shows has changed.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import LAUNCH_ARGS, chromium_path, new_context
from tests.pages import sites
from tests.training.lms import scorm

STORY = "grandmothers-tv"
COURSE = "first-contact"
LANGUAGES = ("ko", "en")
COLOURS = 96
OUT = sites.PROJECT / "docs/pictures"


def main() -> None:
    """Build the project's site, and take each picture in each language."""
    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as room, sync_playwright() as playwright:
        folder = Path(room)
        built = sites.build(sites.configure(folder, "own", sites.PROJECT / "stories"), folder / "site")
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=LAUNCH_ARGS)
        trainers = built.with_name("trainers")
        for package in trainers.glob(f"packages/{COURSE}.*.scorm12.zip"):
            with zipfile.ZipFile(package) as held:
                held.extractall(folder / "packages" / package.stem)
        lms = scorm.lms_folder(folder / "lms")
        served = {"own": built, "trainers": trainers, "packages": folder / "packages", "lms": lms}
        with sites.served(served) as host:
            for language in LANGUAGES:
                _share(browser, f"{host}own/{language}/stories/{STORY}/", language)
                _embed(browser, f"{host}own/{language}/embed/{_id_of(built)}/", language)
                _trainers(browser, f"{host}trainers/index.html", language)
                _package(browser, host, language)
        browser.close()


def _id_of(site: Path) -> str:
    """Return the id of the story, which its page names."""
    page = (site / LANGUAGES[0] / "stories" / STORY / "index.html").read_text(encoding="utf-8")
    return page.split('data-copy="../../../s/')[1].split("/")[0]


def _share(browser: Browser, address: str, language: str) -> None:
    """Take the share menu with the code to embed the story unfolded."""
    page = new_context(browser, "desk").new_page()
    page.goto(address)
    page.locator("delight-share > details > summary").click()
    page.locator("delight-share details details summary").first.click()
    box = page.locator(".d-share__menu").bounding_box()
    assert box
    room = {"x": box["x"] - 24, "y": box["y"] - 72, "width": box["width"] + 48, "height": box["height"] + 96}
    _keep(page, "share", language, full_page=True, clip=room)


def _embed(browser: Browser, address: str, language: str) -> None:
    """Take a story as another site shows it in a frame."""
    page = new_context(browser, viewport={"width": 640, "height": 400}).new_page()
    page.goto(address, wait_until="networkidle")
    _keep(page, "embed", language, full_page=True)


def _trainers(browser: Browser, address: str, language: str) -> None:
    """Take the list of guides and packages, in one language."""
    page = new_context(browser, viewport={"width": 900, "height": 700}).new_page()
    page.goto(address)
    _keep(page, "trainers", language, full_page=True)


def _package(browser: Browser, host: str, language: str) -> None:
    """Take a step of a course as a learner opens it in an LMS, some of its film watched."""
    page = new_context(browser, viewport={"width": 1000, "height": 900}).new_page()
    sco = scorm.Lms(page, host, "scorm12", "module-2", {}, language).sco
    sco.locator("video").evaluate(
        "(video) => { video.muted = true; video.playbackRate = 4; return video.play(); }"
    )
    page.wait_for_timeout(4500)
    sco.locator("video").evaluate("(video) => video.pause()")
    page.wait_for_timeout(500)
    _keep(page, "package", language)


def _keep(page: Page, what: str, language: str, **options: object) -> None:
    shot = Image.open(io.BytesIO(page.screenshot(**options)))  # type: ignore[arg-type]
    path = OUT / f"{what}.{language}.png"
    shot.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.relative_to(sites.PROJECT).as_posix()}: {path.stat().st_size:,} B")
    page.context.close()


if __name__ == "__main__":
    main()
