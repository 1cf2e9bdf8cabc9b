"""Same input, same bytes: whatever is remembered, however many processes, wherever it stands."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.build.running import ENVIRONMENT, built, delight, differing, python, succeeded, times, tree
from tests.made_up import replace

Copier = Callable[[Path], Path]
SPAWNING = """
import multiprocessing, sys, threading
from generator import build, cli
get_context = multiprocessing.get_context
def told(method):
    print("started by", method)
    return get_context(method)
multiprocessing.get_context = told
if {with_thread}:
    threading.Thread(target=threading.Event().wait, daemon=True).start()
sys.exit(cli.main(["build", "--jobs", "2"]))
"""


@pytest.mark.parametrize(
    ("with_thread", "method"), [pytest.param(False, "fork", marks=pytest.mark.slow), (True, "spawn")]
)
def test_processes(
    many: Path, many_site: dict[str, bytes], copy_of: Copier, with_thread: bool, method: str
) -> None:
    project = copy_of(many)
    run = succeeded(python(project, "-c", SPAWNING.format(with_thread=with_thread)))
    works = [
        "readings",
        "pictures",
        "films",
        "captions",
        "entries",
        "pages",
        "drawings",
        *(["index"] if method == "fork" else []),
    ]
    assert run.stdout.count(f"started by {method}") == len(works)
    assert differing(tree(project / "site"), many_site) == []


def test_warm_cache_and_more_processes_than_processors(
    many: Path, many_site: dict[str, bytes], copy_of: Copier
) -> None:
    project = copy_of(many)
    for jobs in (5, 1, 2):
        succeeded(delight(project, "build", "--jobs", jobs))
        assert differing(tree(project / "site"), many_site) == []
    shutil.rmtree(project / "site")
    assert "read 0 · " in succeeded(delight(project, "build", "--jobs", "2")).stdout
    assert differing(tree(project / "site"), many_site) == []


def test_another_date(project: Path) -> None:
    before = tree(project / "site")
    for day in ("2002-01-01", "2998-12-31"):
        succeeded(delight(project, "build", "--date", day))
        assert differing(tree(project / "site"), before) == []


def test_cache_deleted(project: Path) -> None:
    before = tree(project / "site")
    shutil.rmtree(project / ".cache")
    report = built(project)
    assert len(report.rendered) > 50
    assert differing(tree(project / "site"), before) == []


def test_site_deleted(project: Path) -> None:
    before = tree(project / "site")
    shutil.rmtree(project / "site")
    assert built(project).read == ()
    assert differing(tree(project / "site"), before) == []


def test_site_moved_within_the_project(project: Path, tmp_path: Path) -> None:
    before = tree(project / "site")
    built(project, site_dir=tmp_path / "elsewhere" / "한글 폴더")
    assert differing(tree(tmp_path / "elsewhere" / "한글 폴더"), before) == []


def test_edit_and_undo(project: Path) -> None:
    before, when = tree(project / "site"), times(project / "site")
    for path, old in (
        ("stories/2019/made-up-0001/index.ko.md", "지어낸 제목"),
        ("stories/taxonomy/categories.yml", "가상 contact"),
        ("overrides/pages/story.html", "d-story__head"),
        ("overrides/style/tokens.css", ":root"),
        ("overrides/main.html", "d-main"),
        ("mkdocs.yml", "page_size: 5"),
    ):
        replace(project / path, old, f"{old}7")
        built(project)
        after = tree(project / "site")
        assert differing(after, before) != [], path
        replace(project / path, f"{old}7", old)
        built(project)
        assert differing(tree(project / "site"), before) == [], path
    assert times(project / "site").keys() == when.keys()


def test_another_machine(project: Path, tmp_path: Path) -> None:
    before = tree(project / "site")
    shutil.rmtree(project / ".cache")
    shutil.rmtree(project / "site")
    other = {"LC_ALL": "C", "TZ": "Pacific/Honolulu", "PYTHONHASHSEED": "7", "DELIGHT_LANG": "ko"}
    run = python(
        tmp_path, "-m", "generator.cli", "build", "-f", "project/mkdocs.yml", env=ENVIRONMENT | other
    )
    succeeded(run)
    assert differing(tree(project / "site"), before) == []
