"""Why a thing is so is told in the reader's language: reasons of our own by name, those of the system by the name of their number."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from generator.base.languages import NAMES, strings
from generator.base.problems import Place, in_words, message, problem, reason_of
from generator.content.visibility import Reason
from tests.content.projects import project, run, story, with_theme


@pytest.mark.parametrize(
    ("error", "korean", "english"),
    [
        (OSError(errno.ENOENT, "No such file"), "그런 파일이나 폴더가 없음", "no such file or folder"),
        (OSError(errno.EACCES, "Permission denied"), "권한이 없음", "permission denied"),
        (OSError(errno.EISDIR, "Is a directory"), "파일이 아니라 폴더임", "a folder, not a file"),
        (OSError(errno.ENOSPC, "No space left"), "디스크에 남은 자리가 없음", "no space left on the disk"),
        (OSError(errno.ENAMETOOLONG, "File name too long"), "이름이 너무 긺", "the name is too long"),
        (OSError(errno.ETXTBSY, "Text file busy"), "다른 프로그램이 쓰고 있음", "another program uses it"),
        (OSError(errno.EDOM, "Out of domain"), "Out of domain", "Out of domain"),
        (OSError("no number"), "no number", "no number"),
    ],
)
def test_what_the_system_says_is_told_in_the_readers_language(
    error: OSError, korean: str, english: str
) -> None:
    found = problem(Place("links.lock"), "unreadable", reason=reason_of(error))
    assert f"({korean})" in message(found, "ko")
    assert f"({english})" in message(found, "en")


def test_a_file_that_another_program_keeps_open_on_windows_is_not_a_matter_of_permission() -> None:
    error = PermissionError(errno.EACCES, "The process cannot access the file")
    error.winerror = 32  # type: ignore[attr-defined, unused-ignore]
    assert reason_of(error) == "EBUSY"


def test_every_reason_to_hide_a_story_has_words() -> None:
    for language in NAMES:
        assert not [one for one in Reason if in_words(one, strings(language)) == one != "draft"]


def test_every_number_that_has_words_is_one_of_the_systems() -> None:
    named = {key.removeprefix("reason.") for key in strings("ko").words if key.startswith("reason.E")}
    assert named <= set(errno.errorcode.values())
    assert all(os.strerror(getattr(errno, name)) for name in named)


def test_where_packages_cannot_be_written(tmp_path: Path) -> None:
    call = story(id="k7m2xq", status="published")
    root = with_theme(project(tmp_path, {"stories/2021/call/index.ko.md": call}))
    out = root / "mkdocs.yml" / "packages"
    status, told = run(root, "package", "call", "--out", str(out))
    assert status == 1
    assert told.splitlines()[-1] == (
        f"{out.as_posix()}에 쓸 수 없습니다(폴더가 아님). --out에 쓸 수 있는 폴더를 적으세요."
    )


def test_why_a_story_has_no_package(tmp_path: Path) -> None:
    root = with_theme(project(tmp_path, {"stories/2021/call/index.ko.md": story(id="k7m2xq")}))
    assert run(root, "package", "call")[1].splitlines()[-1] == (
        "call 이야기는 학습자에게 보이지 않습니다(초안). 보이게 된 뒤에 만드세요."
    )
