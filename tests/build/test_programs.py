"""`delight build`, `mkdocs build` and `properdocs build` make one and the same site, or none."""

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.build.running import delight, differing, mkdocs, properdocs, succeeded, times, tree
from tests.made_up import replace, write_story

Program = Callable[..., subprocess.CompletedProcess[str]]
PROGRAMS = {
    "delight": lambda project, *options: delight(project, "build", *options),
    "mkdocs": mkdocs,
    "properdocs": properdocs,
}
GENERATOR = re.compile(rb'<meta name="generator" content="[^"]*">')
each_program = pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS.keys())


@each_program
def test_same_site(project: Path, program: Program) -> None:
    before = tree(project / "site")
    shutil.rmtree(project / "site")
    shutil.rmtree(project / ".cache")
    succeeded(program(project))
    after = tree(project / "site")
    if program is properdocs:
        before, after = _without_generator(before), _without_generator(after)
    assert differing(after, before) == []


def _without_generator(site: dict[str, bytes]) -> dict[str, bytes]:
    return {path: GENERATOR.sub(b"", content) for path, content in site.items()}


@pytest.mark.parametrize("program", [PROGRAMS["delight"], mkdocs], ids=["delight", "mkdocs"])
def test_one_after_the_other_writes_nothing(project: Path, program: Program) -> None:
    when = times(project / "site")
    succeeded(program(project))
    assert differing(times(project / "site"), when) == []


@each_program
def test_error_leaves_the_site(project: Path, program: Program) -> None:
    before, when = tree(project / "site"), times(project / "site")
    replace(project / "stories/2019/made-up-0001/index.ko.md", '"market"', '"nothing"')
    replace(project / "stories/2020/made-up-0002/index.ko.md", "지어낸", "고친")
    run = program(project)
    assert run.returncode == 1
    assert "stories/2019/made-up-0001/index.ko.md:" in run.stderr
    assert "[unknown-id]" in run.stderr
    assert "Traceback" not in run.stderr
    assert differing(tree(project / "site"), before) == []
    assert differing(times(project / "site"), when) == []


@each_program
def test_error_in_the_settings(project: Path, program: Program) -> None:
    before = tree(project / "site")
    replace(project / "mkdocs.yml", "page_size: 5", "page_sise: 5")
    run = program(project)
    assert run.returncode == 1
    assert "[settings-unknown]" in run.stderr
    assert "Traceback" not in run.stderr
    assert differing(tree(project / "site"), before) == []


@each_program
def test_strict_stops_at_a_warning(project: Path, program: Program) -> None:
    # The site is as it should be, so that only the warning is left to stop at.
    story = write_story(project, "2021/moved", year=2022, tags=["warned"])
    before = tree(project / "site")
    run = program(project, "--strict")
    assert run.returncode == 1
    assert f"stories/2021/{story.name}/index.ko.md:" in run.stderr
    assert "[year-against-folder]" in run.stderr
    assert "Traceback" not in run.stderr
    assert differing(tree(project / "site"), before) == []
    succeeded(program(project))
    assert differing(tree(project / "site"), before) != []


@each_program
def test_strict_is_content_without_a_warning(project: Path, program: Program) -> None:
    before = tree(project / "site")
    succeeded(program(project, "--strict"))
    assert program is properdocs or differing(tree(project / "site"), before) == []


@each_program
def test_folder_that_is_no_site(project: Path, program: Program, tmp_path: Path) -> None:
    other = tmp_path / "thesis"
    other.mkdir()
    (other / "chapter.txt").write_text("years of work", encoding="utf-8")
    (other / "index.html").write_text("a page of my own", encoding="utf-8")
    before = tree(other)
    run = program(project, "--site-dir", other)
    assert run.returncode == 1
    assert "[site-dir-not-ours]" in run.stderr
    assert tree(other) == before
