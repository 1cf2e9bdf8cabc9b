"""links.lock: how it is written, merged and held against what stands; what `delight links` says and does."""

from __future__ import annotations

import random
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from generator.base.problems import messages
from generator.base.published import Entry, Lock, lock_text, read_lock, written_as_address
from generator.page import addresses
from generator.page.published import Kept, keep
from tests.content.projects import run
from tests.links.test_histories import PATTERN, History
from tests.made_up import make_project, write_story

ENTRIES = [
    Entry("", "page"),
    Entry("ko/stories/한글-이름/", "story", "note1"),
    Entry("en/stories/old/", "story", "note1", "en/stories/new/"),
    Entry("ko/gone/", "page", "", ""),
]


def locked(*entries: Entry) -> Lock:
    return Lock({one.address: one for one in entries})


def kept(history: History, *entries: Entry) -> Kept:
    return replace(history, lock=locked(*entries)).published().kept


@pytest.fixture
def site() -> History:
    """A site of one story, `note1`, called `new`."""
    history = History(random.Random(0))
    history.put(PATTERN, id="note1", slug="new", year=2021)
    return history


def test_reads_what_it_writes() -> None:
    text = lock_text(ENTRIES)
    assert text.splitlines()[2:] == sorted(text.splitlines()[2:])
    assert "/ko/stories/한글-이름/ story note1\n" in text
    assert "/en/stories/old/ story note1 -> /en/stories/new/\n" in text and "/ko/gone/ page -> /\n" in text
    lock, problems = read_lock(text, "links.lock")
    assert not problems and list(lock.entries.values()) == sorted(ENTRIES, key=lambda one: one.shown)


def test_names_are_composed() -> None:
    decomposed = "/ko/stories/\u1112\u1161\u11ab/ story\r\n"
    assert list(read_lock(decomposed, "links.lock")[0].entries) == ["ko/stories/한/"]


@pytest.mark.parametrize(
    "line",
    [
        "ko/about/ page",
        "/ko/about page",
        "/ko/about/",
        "/ko/a b/ page",
        "/ko/ page x -> ko/",
        "=======",
        "/ko/#a/ page",
        "/ko/../../a/ page",
        "/./ page",
        "/ko/a\\b/ page",
        "/ko/c:/ page",
    ],
)
def test_other_lines_are_told(line: str) -> None:
    (found,) = read_lock(f"/ko/ page\n{line}\n", "links.lock")[1]
    assert (found.name, found.place.line) == ("links-line-wrong", 2)


@pytest.mark.parametrize(
    "text, address",
    [
        ("/ko/about/", "ko/about/"),
        ("ko/about", "ko/about/"),
        ("/", ""),
        ("/ko/a/?b#c", "ko/a/"),
        ("about", None),
        ("/a b/", None),
    ],
)
def test_what_a_person_writes_as_an_address(text: str, address: str | None) -> None:
    assert written_as_address(text) == address


def test_a_story_is_found_under_its_new_name(site: History) -> None:
    found = kept(site, Entry("ko/stories/old/", "story", "note1"), Entry("en/stories/old/", "story", "note1"))
    assert found == Kept({"ko/stories/old/": "ko/stories/new/", "en/stories/old/": "en/stories/new/"})


def test_what_leads_to_a_story_follows_it(site: History) -> None:
    first = Entry("ko/first/", "page", "", "ko/stories/old/")
    found = kept(site, first, Entry("ko/stories/old/", "story", "note1"))
    assert found.moved["ko/first/"] == "ko/stories/new/", "in one step"


def test_a_list_without_stories_leads_to_what_stands_above(site: History) -> None:
    for address in ("ko/years/1999/", "ko/tags/", "ko/prizes/a/b/", "ko/training/", "ko/broadcast/"):
        assert addresses.comes_and_goes(address)
        assert kept(site, Entry(address, "list")).moved == {address: "ko/"}
    for address in ("ko/training/first/", "ko/broadcast/lobby/", "training/"):
        assert not addresses.comes_and_goes(address)
    assert kept(site, Entry("ko/years/1999/", "list", "", "ko/about/")).moved == {
        "ko/years/1999/": "ko/about/"
    }


def test_a_language_that_the_site_no_longer_has_leads_to_the_other(site: History) -> None:
    alone = replace(site, languages=("ko",))
    entries = [
        Entry("en/about/", "page"),
        Entry("en/stories/old/", "story", "note1"),
        Entry("en/years/1/", "list"),
    ]
    entries += [Entry("en/embed/note1/", "embed", "note1")]
    moved = {"en/about/": "ko/about/", "en/stories/old/": "ko/stories/new/", "en/years/1/": "ko/"}
    assert kept(alone, *entries) == Kept(moved | {"en/embed/note1/": "ko/embed/note1/"})


def test_a_story_that_got_its_id_later_is_the_same(site: History) -> None:
    assert kept(site, Entry("ko/stories/new/", "story")) == Kept()


def test_pages_of_lists_come_and_go() -> None:
    assert not addresses.lasts("ko/stories/page/2/") and not addresses.lasts("ko/years/2021/page/12/")
    assert addresses.lasts("ko/stories/page/") and addresses.lasts("ko/search/")


def test_fifty_thousand_addresses(site: History) -> None:
    """Those of ten thousand stories: they are read at each build."""
    entries = [Entry(f"ko/stories/story-{n}/", "story", f"id{n:06}") for n in range(50_000)]
    lock, _ = read_lock(lock_text(entries), "links.lock")
    now = {one.address: one for one in entries}
    assert keep(lock, now, site.catalog(), ("ko", "en")) == Kept()


def test_two_who_publish_at_once_can_be_merged(tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        name = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "core.autocrlf=false")
        subprocess.run(["git", *name, *arguments], cwd=tmp_path, check=True, capture_output=True)

    def write(*entries: Entry) -> None:
        (tmp_path / "links.lock").write_text(lock_text([*ENTRIES, *entries]), encoding="utf-8", newline="\n")
        git("add", ".")
        git("commit", "-m", "a")

    git("init", "-b", "main")
    rule = next(
        line for line in Path(".gitattributes").read_text("utf-8").splitlines() if "links.lock" in line
    )
    (tmp_path / ".gitattributes").write_text(f"{rule}\n", encoding="utf-8")
    write()
    git("switch", "-c", "other")
    one, two, led = (
        Entry("ko/stories/b/", "story", "b"),
        Entry("ko/stories/c/", "story", "c"),
        Entry("ko/d/", "page", "", ""),
    )
    write(one, led)
    git("switch", "main")
    write(two, led)
    git("merge", "other")
    lock, problems = read_lock((tmp_path / "links.lock").read_text(encoding="utf-8"), "links.lock")
    assert not problems and set(lock.entries.values()) == {*ENTRIES, one, two, led}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    project = make_project(tmp_path / "project", stories=0, url="https://host.example/delight/")
    for name in ("call", "mail", "visit"):
        write_story(project, f"2021/{name}")
    return project


@pytest.fixture
def delight(project: Path) -> Callable[..., tuple[int, str]]:
    return lambda *arguments, **more: run(project, *arguments, **{"language": "en"} | more)


def test_first_time(project: Path, delight: Callable[..., tuple[int, str]]) -> None:
    status, told = delight("links")
    assert status == 0 and told.count("\n") == 2 and "`delight links record`" in told
    assert delight("links", "record") == (0, "Addresses added to links.lock: 56. It holds 56.\n")
    before = (project / "links.lock").read_bytes()
    assert delight("links", "record") == (0, "links.lock has every address already. It holds 56.\n")
    assert (project / "links.lock").read_bytes() == before
    assert delight("links") == (
        0,
        "Addresses recorded: 56, of which 0 lead elsewhere; not yet recorded: 0.\n",
    )
    assert not list(project.glob(".links*"))


def test_nothing_is_recorded_of_a_site_that_cannot_be_built(
    project: Path, delight: Callable[..., tuple[int, str]]
) -> None:
    delight("links", "record")
    before = (project / "links.lock").read_bytes()
    shutil.rmtree(project / "stories/2021/call")
    write_story(project, "2021/new")
    status, told = delight("links", "record")
    assert status == 1 and "published-story-missing" in told and told.endswith("nothing was recorded.\n")
    assert (project / "links.lock").read_bytes() == before


def test_a_deleted_story_is_led_on(project: Path, delight: Callable[..., tuple[int, str]]) -> None:
    delight("links", "record")
    shutil.rmtree(project / "stories/2021/call")
    status, told = delight("check")
    assert status == 1 and "/ko/stories/call/, /en/stories/call/, /s/idcall/, /ko/embed/" in told
    status, told = delight("links", "redirect", "call", "mail")
    assert status == 0 and told.splitlines() == [
        "/en/embed/idcall/ → /en/embed/idmail/",
        "/en/stories/call/ → /en/stories/mail/",
        "/ko/embed/idcall/ → /ko/embed/idmail/",
        "/ko/stories/call/ → /ko/stories/mail/",
        "/s/idcall/ → /s/idmail/",
    ]
    assert delight("check")[0] == 0
    (project / "stories/2021/mail").rename(project / "stories/2021/letter")
    assert "/ko/stories/call/ → /ko/stories/letter/" in delight("links")[1]
    shutil.rmtree(project / "stories/2021/letter")
    assert delight("links", "redirect", "https://host.example/delight/en/stories/mail/", "/en/about/")[0] == 0
    assert delight("links", "redirect", "idmail", "https://host.example/delight/ko/stories/visit/")[0] == 0
    text = (project / "links.lock").read_text(encoding="utf-8")
    assert "/s/idcall/ permanent idcall -> /s/idvisit/" in text, "what led there before leads on in one step"
    assert delight("check")[0] == 0


@pytest.mark.parametrize(
    "old, new, said",
    [
        ("/ko/abot/", "/ko/", "/ko/abot/ was never published. Did you mean /ko/about/?"),
        ("/ko/about/", "/ko/", "/ko/about/ still has a page"),
        (
            "call",
            "/ko/stories/mial/",
            "no page at /ko/stories/mial/ to lead to. Did you mean /ko/stories/mail/?",
        ),
        ("call", "idcall", "no page at idcall"),
        ("nothing", "mail", "nothing was never published."),
    ],
)
def test_redirects_that_would_do_harm_are_refused(
    project: Path, delight: Callable[..., tuple[int, str]], old: str, new: str, said: str
) -> None:
    delight("links", "record")
    shutil.rmtree(project / "stories/2021/call")
    before = (project / "links.lock").read_bytes()
    status, told = delight("links", "redirect", old, new)
    assert status == 1 and said in told
    assert (project / "links.lock").read_bytes() == before


def test_nothing_is_written_into_a_file_that_cannot_be_read_whole(
    project: Path, delight: Callable[..., tuple[int, str]]
) -> None:
    (project / "links.lock").write_text("/ko/old/ page\n<<<<<<<\n", encoding="utf-8")
    for arguments in (("record",), ("redirect", "/ko/old/", "/ko/")):
        status, told = delight("links", *arguments)
        assert status == 1 and "[links-line-wrong]" in told
    assert (project / "links.lock").read_text(encoding="utf-8") == "/ko/old/ page\n<<<<<<<\n"


def test_a_site_of_its_own_has_a_file_of_its_own(
    project: Path, delight: Callable[..., tuple[int, str]]
) -> None:
    text = (project / "mkdocs.yml").read_text(encoding="utf-8")
    (project / "mkdocs.yml").write_text(
        text.replace("  - stories:\n", "  - stories:\n      links: links.own.lock\n"), encoding="utf-8"
    )
    assert delight("links", "record")[0] == 0
    assert (project / "links.own.lock").exists() and not (project / "links.lock").exists()


def test_every_message_of_lost_addresses_tells_the_way_on() -> None:
    for name in (
        "published-story-missing",
        "published-story-hidden",
        "address-lost",
        "redirect-to-nowhere",
        "redirect-in-circle",
    ):
        for language in ("ko", "en"):
            assert "delight links redirect" in messages()[name][language]
