"""Whole builds of a site through its years: what links.lock says, stands in the folder."""

from __future__ import annotations

import random
import re
import shutil
from pathlib import Path

import pytest

from generator.base.addresses import file_of
from generator.base.published import open_lock
from generator.build import Order, check
from generator.content.visibility import Channel
from generator.links import record
from generator.page.published import story_entries
from tests.build.running import DAY, build_here, built, settings_of, theme_of, tree
from tests.content.projects import run
from tests.made_up import make_project, write_story
from tests.made_up import replace as put


@pytest.fixture(scope="module")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = make_project(
        tmp_path_factory.mktemp("links") / "project", stories=0, url="https://host.example/delight/"
    )
    for name in ("call", "mail", "visit", "repair"):
        write_story(project, f"2021/{name}")
    theme_of(project)
    return project


@pytest.fixture
def project(pattern: Path, tmp_path: Path) -> Path:
    return shutil.copytree(pattern, tmp_path / "project")


def recorded(project: Path) -> set[str]:
    assert not record(settings_of(project), DAY).problems
    return {one.shown for one in open_lock(project / "links.lock", "links.lock")[0].entries.values()}


def leads(site: dict[str, bytes], address: str) -> str:
    """Return where the link of a page leads that only leads on."""
    (there,) = re.findall(r'<a class="d-button" href="([^"]+)"', site[file_of(address)].decode())
    return str(there)


def test_every_page_but_those_that_come_and_go_is_recorded(project: Path) -> None:
    built(project)
    pages = {
        f"/{path.removesuffix('index.html')}"
        for path in tree(project / "site")
        if path.endswith("index.html")
    }
    assert recorded(project) == pages


def test_addresses_of_stories_are_those_of_the_site(project: Path) -> None:
    """So that the histories beside this, which build nothing, are about what is built."""
    put(project / "stories/2021/call/index.ko.md", "---\n", '---\nconsent: "withdrawn"\n')
    catalog = check(settings_of(project), Order(DAY, Channel("site"), project / "site")).catalog
    assert catalog
    built(project)
    told = {file_of(one.address) for one in story_entries(catalog, ("ko", "en"))}
    names = ("stories/call/", "stories/mail/", "stories/visit/", "stories/repair/", "embed/", "s/id")
    pages = {path for path in tree(project / "site") if path.endswith("index.html")}
    assert told == {path for path in pages if any(name in path for name in names)}


def test_a_renamed_story(project: Path) -> None:
    recorded(project)
    (project / "stories/2021/call").rename(project / "stories/2021/한글-이름")
    built(project)
    site = tree(project / "site")
    assert leads(site, "ko/stories/call/") == "../../../ko/stories/%ED%95%9C%EA%B8%80-%EC%9D%B4%EB%A6%84/"
    assert b"https://host.example/delight/en/stories/%ED%95%9C" in site["en/stories/call/index.html"]
    assert "ko/stories/call/" not in site["sitemap.xml"].decode()
    built(project, portable=True, site_dir=project / "stick")
    assert leads(tree(project / "stick"), "ko/stories/call/").endswith("/index.html")


def test_a_deleted_story_stops_the_build_but_not_the_preview(project: Path) -> None:
    recorded(project)
    built(project)
    before = tree(project / "site")
    shutil.rmtree(project / "stories/2021/call")
    report = build_here(project)
    assert report.failed and {one.name for one in report.problems} == {"published-story-missing"}
    assert tree(project / "site") == before
    for channel in ("serve", "preview"):
        shown = built(project, channel=channel, site_dir=project / channel)
        assert {one.name for one in shown.problems} == {"published-story-missing"}


@pytest.mark.parametrize("seed", range(4))
def test_a_history(project: Path, seed: int) -> None:
    """Rename, move, withdraw, delete, lead on and add at random; every line of the lock answers in the folder."""
    chance, ever = random.Random(seed), recorded(project)
    for step in range(3):
        folders = sorted(path.parent for path in project.glob("stories/2*/*/index.ko.md"))
        renamed, moved, gone, deleted = chance.sample(folders, 4)
        renamed.rename(renamed.with_name(f"name-{seed}-{step}"))
        year = project / f"stories/{chance.choice([2019, 2020])}"
        year.mkdir(exist_ok=True)
        put(moved / "index.ko.md", f"year: {moved.parent.name}", f"year: {year.name}")
        moved.rename(year / moved.name)
        text = (gone / "index.ko.md").read_text(encoding="utf-8")
        if "consent" not in text:
            put(gone / "index.ko.md", "---\n", '---\nconsent: "withdrawn"\n')
        shutil.rmtree(deleted)
        write_story(project, f"2022/{deleted.name}-again", id=f"id{seed}{step}xx")
        report = build_here(project)
        assert report.failed and f"/ko/stories/{deleted.name}/" in repr(report.problems)
        _lead_on(project, deleted.name, f"{deleted.name}-again")
        built(project)
        pages = tree(project / "site")
        assert {address for address in ever if file_of(address[1:]) not in pages} == set()
        ever |= recorded(project)


def _lead_on(project: Path, old: str, new: str) -> None:
    status, told = run(project, "links", "redirect", old, new)
    assert status == 0, told
