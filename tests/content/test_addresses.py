"""Links by address of the site, and to what a hidden story keeps: seen only when all pages are known."""

from __future__ import annotations

from pathlib import Path

from tests.content.projects import DAY, project, run, story, with_theme
from tests.made_up import picture

SHOWN = {"id": "k7m2xq", "status": "published"}


def test_an_address_of_the_site_at_which_nothing_stands(tmp_path: Path) -> None:
    body = (
        "[있음](/ko/stories/), [없음](/ko/storeis/), [바뀌지 않는 주소](/s/k7m2xq), [목록](/ko/years/2021/)"
    )
    project(tmp_path, {"stories/2021/call/index.ko.md": story(body, **SHOWN)})
    status, said = run(tmp_path, "check", "--lang", "en")
    assert status == 1
    assert "There is no /ko/storeis/. Use /ko/stories/, or remove the link. [broken-link]" in said
    assert "Errors: 1, warnings: 0" in said


def test_a_picture_of_a_hidden_story_is_neither_shown_nor_copied(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "stories/2021/call/index.ko.md": story("앞 ![남의 사진](../secret/photo.png) 뒤", **SHOWN),
        "stories/2021/secret/index.ko.md": story("쓰는 중. ![내 사진](photo.png)"),
        "stories/2021/secret/photo.png": picture(1),
    }
    with_theme(project(tmp_path, files))
    status, said = run(tmp_path, "build", "--date", DAY, "--lang", "en")
    assert (status, "[link-to-hidden]" in said) == (0, True)
    page = (tmp_path / "site/ko/stories/call/index.html").read_text("utf-8")
    assert "앞  뒤" in page
    assert not list((tmp_path / "site").rglob("*photo*"))
