"""A course that is retired or renamed: what is told of its addresses, and where they lead."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.content.projects import ROOT, run, story, with_theme
from tests.content.projects import project as small_project

COURSE = """---
title: 고객과의 첫 만남
summary: 처음 만난 고객의 말을 어떻게 들을지 배웁니다.
status: published
audience: 고객을 직접 만나는 구성원
objectives: [고객의 불편을 한 문장으로 적을 수 있다.]
minutes: 30
modules:
  - {title: 먼저 듣습니다, stories: [call], reflection: 한 분을 떠올려 보세요.}
---

함께 배웁니다.
"""
OLD = [f"/{language}/training/first-contact/" for language in ("ko", "en")]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A site of two stories and a course, published."""
    found = small_project(
        tmp_path / "project",
        {
            "stories/2021/call/index.ko.md": story(id="idcall", status="published"),
            "stories/2021/mail/index.ko.md": story(id="idmail", status="published", title="편지 한 장"),
            "stories/courses/first-contact/index.ko.md": COURSE,
        },
    )
    put(found / "mkdocs.yml", "  - stories:\n", "  - stories:\n      packages: []\n")
    status, told = run(found, "links", "record")
    assert status == 0, told
    return found


@pytest.fixture
def delight(project: Path) -> Callable[..., tuple[int, str]]:
    return lambda *arguments: run(project, *arguments, language="en")


def put(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def retire(project: Path) -> None:
    put(project / "stories/courses/first-contact/index.ko.md", "status: published", "status: draft")


@pytest.mark.parametrize("written_as", ["list", "page"])
def test_the_last_course_is_retired(
    project: Path, delight: Callable[..., tuple[int, str]], written_as: str
) -> None:
    """Whatever the list of courses was once written down as."""
    put(project / "links.lock", "/ko/training/ list", f"/ko/training/ {written_as}")
    put(project / "links.lock", "/en/training/ list", f"/en/training/ {written_as}")
    retire(project)
    told = delight("check")[1]
    assert told.count("[address-lost]") == 2 and "handout" not in told, "only the course's own two"
    for old, new in zip(OLD, ("/ko/stories/", "/en/stories/"), strict=True):
        assert delight("links", "redirect", old, new) == (0, f"{old} → {new}\n")
    assert delight("check")[0] == 0
    told = delight("links")[1]
    for line in (
        "/ko/training/ → /ko/",
        "/en/training/ → /en/",
        "/ko/training/first-contact/ → /ko/stories/",
        "/ko/training/first-contact/handout/ → /ko/stories/",
    ):
        assert f"{line}\n" in told
    with_theme(project)
    assert run(project, "build")[0] == 0
    assert (project / "site/en/training/index.html").is_file()


def test_a_hand_out_that_a_person_led_on_goes_there(
    project: Path, delight: Callable[..., tuple[int, str]]
) -> None:
    retire(project)
    delight("links", "redirect", OLD[0], "/ko/stories/")
    delight("links", "redirect", f"{OLD[0]}handout/", "/ko/search/")
    assert f"{OLD[0]}handout/ → /ko/search/\n" in delight("links")[1]


def test_what_is_suggested_is_in_the_address_s_own_language(
    project: Path, delight: Callable[..., tuple[int, str]]
) -> None:
    text = (project / "links.lock").read_text(encoding="utf-8")
    more = "/en/a/ page\n/en/b/ page -> /ko/gone/\n/en/c/ page -> /en/c/\n/en/stories/d/ story\n"
    (project / "links.lock").write_text(f"{text}{more}", encoding="utf-8")
    told = delight("check")[1]
    for old, new in (("a", ""), ("b", ""), ("c", ""), ("stories/d", "stories/")):
        assert f"`delight links redirect /en/{old}/ /en/{new}`" in told
    assert told.count("delight links redirect") == 4


def test_a_renamed_course_is_suggested(project: Path, delight: Callable[..., tuple[int, str]]) -> None:
    courses = project / "stories/courses"
    (courses / "first-contact").rename(courses / "meeting-customers")
    told = delight("check")[1]
    for old in OLD:
        new = old.replace("first-contact", "meeting-customers")
        assert f"`delight links redirect {old} {new}`" in told
        delight("links", "redirect", old, new)
    assert delight("check")[0] == 0
    assert f"{OLD[0]}handout/ → /ko/training/meeting-customers/handout/\n" in delight("links")[1]


def test_of_two_new_courses_none_is_suggested(project: Path, delight: Callable[..., tuple[int, str]]) -> None:
    courses = project / "stories/courses"
    (courses / "first-contact").rename(courses / "meeting-customers")
    (courses / "words").mkdir()
    (courses / "words/index.ko.md").write_text(COURSE, encoding="utf-8")
    assert f"`delight links redirect {OLD[0]} /ko/training/`" in delight("check")[1]


def test_a_retired_course_is_not_taken_for_a_new_one(
    project: Path, delight: Callable[..., tuple[int, str]]
) -> None:
    retire(project)
    (project / "stories/courses/words").mkdir()
    (project / "stories/courses/words/index.ko.md").write_text(COURSE, encoding="utf-8")
    assert f"`delight links redirect {OLD[0]} /ko/training/`" in delight("check")[1]


def test_a_course_that_is_published_again(project: Path, delight: Callable[..., tuple[int, str]]) -> None:
    delight("links", "record")
    count = delight("links")[1].split()[2].rstrip(",")
    retire(project)
    for old in OLD:
        delight("links", "redirect", old, "/ko/stories/")
    put(project / "stories/courses/first-contact/index.ko.md", "status: draft", "status: published")
    back = [
        f"{old} has a page again, and no longer leads to {new}."
        for old, new in zip(reversed(OLD), ("/en/stories/", "/ko/stories/"), strict=True)
    ]
    assert delight("links")[1].splitlines()[:2] == back
    assert delight("links", "record") == (
        0,
        "\n".join([*back, f"links.lock has every address already. It holds {count}.\n"]),
    )
    assert delight("links", "record")[1].count("\n") == 1
    assert "->" not in (project / "links.lock").read_text(encoding="utf-8").split("\n", 2)[2]


def test_leading_an_address_elsewhere_again(project: Path, delight: Callable[..., tuple[int, str]]) -> None:
    retire(project)
    old = OLD[0]
    assert delight("links", "redirect", old, "/ko/stories/") == (0, f"{old} → /ko/stories/\n")
    assert delight("links", "redirect", old, "/ko/") == (0, f"{old} → /ko/ (before: /ko/stories/)\n")
    assert delight("links", "redirect", old, "/ko/") == (0, f"{old} leads to /ko/ already.\n")
    status, told = delight("links", "redirect", "/ko/training/", "/ko/stories/")
    assert (status, told) == (0, "/ko/training/ → /ko/stories/ (before: /ko/)\n"), "it led on by itself"
    assert delight("links", "redirect", old, "/ko/training/")[1].startswith(f"{old} → /ko/stories/ ")


@pytest.mark.parametrize(
    "old, new, said",
    [
        (OLD[0], "/ko/stories/#t=5", "/ko/stories/#t=5 is no address of a page."),
        (OLD[0], "/ko/stories/?a=b", "/ko/stories/?a=b is no address of a page."),
        (OLD[0], OLD[0], f"{OLD[0]} cannot lead to itself."),
        ("/ko/training/", "/ko/training/", "/ko/training/ cannot lead to itself."),
        ("/ko/stories/call/", "/ko/stories/call/", "/ko/stories/call/ cannot lead to itself."),
        (
            "/ko/stories/call/",
            "/ko/stories/mail/",
            "What stood at /ko/stories/call/ stands at /ko/stories/ring/ now",
        ),
    ],
)
def test_what_cannot_be_is_refused(
    project: Path, delight: Callable[..., tuple[int, str]], old: str, new: str, said: str
) -> None:
    retire(project)
    (project / "stories/2021/call").rename(project / "stories/2021/ring")
    put(project / "stories/courses/first-contact/index.ko.md", "[call]", "[ring]")
    before = (project / "links.lock").read_bytes()
    status, told = delight("links", "redirect", old, new)
    assert status == 1 and said in told
    assert (project / "links.lock").read_bytes() == before


def test_an_empty_file_is_told(project: Path, delight: Callable[..., tuple[int, str]]) -> None:
    (project / "links.lock").write_bytes(b"")
    for command in (["check"], ["links"], ["links", "record"]):
        status, told = delight(*command)
        assert status == 0 and "links.lock:1:1: warning: The file is empty" in told
    assert delight("check")[1].count("\n") == 1


def test_git_sees_nothing_of_a_file_half_written() -> None:
    names = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    assert "/.*.lock.new" in names
