"""`delight new` where no one can be asked: what it writes is right, or nothing is written."""

import re
import unicodedata
from pathlib import Path

import pytest

from generator.content.reading import STARTER
from tests.build.running import delight, succeeded, tree
from tests.made_up import write, write_story

ID = re.compile(r"[2-9a-km-np-z]{6}")


def new(project: Path, *arguments: object) -> tuple[str, str]:
    """Run `delight new`, and return the path that it wrote and what stands there."""
    told = succeeded(delight(project, "new", *arguments)).stdout
    path = re.search(r"stories/\S+\.md", told)
    assert path, told
    return path[0], (project / path[0]).read_text(encoding="utf-8")


def errors(project: Path) -> list[str]:
    """Return what `delight check` finds, as path:line names."""
    told = delight(project, "check").stderr
    return [f"{one[1]} [{one[2]}]" for one in re.finditer(r"(?m)^(\S+:\d+):\d+: .* \[([a-z-]+)\]$", told)]


def test_story(sources: Path) -> None:
    path, text = new(
        sources, "고객의 하루: '첫' #1 전화", "--summary", 'a "b" \\ c', "--affiliate", "two", "--year", 2020
    )
    story_id = re.search(r"(?m)^id: (\S+)$", text)
    assert story_id and ID.fullmatch(story_id[1])
    assert path == f"stories/2020/{story_id[1]}/index.ko.md"
    assert "status: draft\n" in text and "affiliate: two\n" in text
    run = succeeded(delight(sources, "check", "--strict"))
    assert run.stderr == ""
    assert "Stories: 13," in succeeded(delight(sources, "build")).stdout, "a draft is not shown"


def test_ids_are_unique(sources: Path) -> None:
    ids = {re.findall(r"(?m)^id: (\S+)$", new(sources, "제목", "--year", 2020)[1])[0] for _ in range(3)}
    ids |= {succeeded(delight(sources, "new", "--id")).stdout.removeprefix("id: ").strip() for _ in range(3)}
    assert len(ids) == 6
    assert all(map(ID.fullmatch, ids))


NAMES = {
    "My Story!": "my-story",
    "한글 이름": "한글-이름",
    unicodedata.normalize("NFD", "푼 한글"): "푼-한글",
    "../../etc/passwd": "etc-passwd",
    "..": "story",
    "C:\\x?*": "c-x",
    "CON": "con-1",
    "com1": "com1-1",
    "nul": "nul-1",
    "page": "page-1",
    "ends.": "ends",
}


def test_names(sources: Path) -> None:
    for name, slug in NAMES.items():
        before = tree(sources / "stories")
        path, _ = new(sources, unicodedata.normalize("NFD", "제목"), "--year", 2020, "--name", name)
        assert path == f"stories/2020/{slug}/index.ko.md"
        assert tree(sources / "stories").keys() - before.keys() == {path.removeprefix("stories/")}
    assert errors(sources) == []


@pytest.mark.parametrize("year", [2020, 2021])
def test_name_that_is_taken(sources: Path, year: int) -> None:
    before = tree(sources / "stories")
    run = delight(sources, "new", "제목", "--year", year, "--name", "made-up-0002")
    assert run.returncode == 1
    assert "Traceback" not in run.stderr
    assert tree(sources / "stories") == before


@pytest.mark.parametrize(
    "options",
    [["--affiliate", "nobody"], ["--category", "nothing"], ["--year", "1"], ["--affiliate", "one, two"]],
    ids=" ".join,
)
def test_values_that_check_would_refuse(sources: Path, options: list[str]) -> None:
    before = tree(sources / "stories")
    run = delight(sources, "new", "제목", "--name", "refused", *options)
    assert "Traceback" not in run.stderr
    if run.returncode == 0:
        assert errors(sources) != [], "what was not refused is found"
    else:
        assert tree(sources / "stories") == before


def test_translation(sources: Path) -> None:
    write_story(sources, "2020/source", languages=("ko",), id="source")
    path, text = new(sources, "--translate", "source")
    assert path == "stories/2020/source/index.en.md"
    assert "# 지어낸 제목 source" in text
    told = delight(sources, "check").stderr
    assert len(errors(sources)) == 3
    for words in (
        "The field title is missing",
        "The field summary is missing",
        "The starter text is still there",
    ):
        assert words in told
    _translate(sources / path)
    assert succeeded(delight(sources, "check", "--strict")).stderr == ""
    run = delight(sources, "new", "--translate", "source")
    assert run.returncode == 1
    assert "Traceback" not in run.stderr


def test_translation_of_a_story_with_a_picture(sources: Path) -> None:
    path, text = new(sources, "--translate", "id0003")
    assert path == "stories/2021/made-up-0003/index.en.md"
    assert "가상 그림" in text
    found = errors(sources)
    assert [one for one in found if "picture-without-alt" in one]
    assert {one.partition(":")[0] for one in found} == {path}
    _translate(sources / path)
    assert succeeded(delight(sources, "check", "--strict")).stderr == ""


def _translate(path: Path) -> None:
    """Fill in what a translator fills in."""
    text = path.read_text(encoding="utf-8").replace(STARTER["en"], "Told in English.")
    write(path, re.sub(r"(title: |summary: |alt: )", r"\1Told ", text))


def test_translation_of_nothing(sources: Path) -> None:
    run = delight(sources, "new", "--translate", "no-such-story")
    assert run.returncode == 1
    assert "no-such-story" in run.stderr


def test_broken_neighbours_do_not_matter(sources: Path) -> None:
    write(sources / "stories/2020/broken/index.ko.md", "no front matter")
    write(sources / "stories/taxonomy/tags.yml", "not: [a taxonomy")
    new(sources, "제목", "--year", 2020, "--name", "fine")
