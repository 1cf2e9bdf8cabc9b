"""`delight views` as a user runs it: files of every form, faults, kills, two at once; and what the site shows of it."""

from __future__ import annotations

import contextlib
import datetime as dt
import gzip
import io
import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator.cli import main
from generator.content.views import read_views
from tests.build.running import ENVIRONMENT, built, succeeded, tree
from tests.logs.samples import FILM_AT, NOON, combined, make
from tests.made_up import replace

DATE = ("--date", "2026-11-21")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    make(tmp_path / "project")
    return tmp_path / "project"


def log_of(count: int, path: str = "/ko/stories/read/", first: int = 0) -> bytes:
    """Return a log of so many views, one a minute."""
    lines = [combined(NOON + 60 * n, path, f"10.0.0.{n % 250}", size=n) for n in range(first, first + count)]
    return b"\n".join([*lines, b""])


def numbers(project: Path) -> dict[str, dict[str, int]]:
    held = read_views((project / "views.json").read_bytes())
    return {kind: dict(some) for kind, some in held.in_all().items() if some}


def views(project: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run `delight views` in this process, as a process of its own takes a second to begin."""
    out, err = io.StringIO(), io.StringIO()
    given = ["views", "-f", str(project / "mkdocs.yml"), "--lang", "en", *map(str, arguments)]
    with contextlib.chdir(project), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main(given)
    return subprocess.CompletedProcess(given, status, out.getvalue(), err.getvalue())


def views_import(project: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    return views(project, "import", *DATE, *arguments)


def test_files_of_every_form(project: Path) -> None:
    """By what they hold, not by name, and in the order of their time."""
    (project / "access.log").write_bytes(log_of(30, first=60))
    (project / "access.log.1").write_bytes(gzip.compress(log_of(30, first=30)))
    (project / "access.log.2.gz").write_bytes(log_of(30))
    (project / "access.log.3.gz").write_bytes(
        gzip.compress(b"") + gzip.compress(log_of(9)) + gzip.compress(log_of(9, first=9))
    )
    (project / "empty.log").write_bytes(b"")
    run = succeeded(views_import(project, *sorted(project.glob("*.log*"))))
    assert "lines: 108, requests for stories: 108" in run.stdout
    assert "New views: 90 read, 0 watched" in run.stdout
    assert run.stderr == ""
    held = (project / "views.json").read_bytes()
    run = succeeded(views_import(project, *sorted(project.glob("*.log*"), reverse=True)))
    assert "New views: 0 read" in run.stdout
    assert (project / "views.json").read_bytes() == held


def test_standard_input(project: Path) -> None:
    command = [sys.executable, "-m", "generator.cli", "views", "import", "-", *DATE]
    for content in (log_of(5), gzip.compress(log_of(7))):
        subprocess.run(command, cwd=project, env=ENVIRONMENT, input=content, check=True, capture_output=True)
    assert numbers(project) == {"read": {"readme": 7}}


def test_what_cannot_be_read(project: Path) -> None:
    (project / "good.log").write_bytes(b"\xef\xbb\xbf\nhello\n" + log_of(3) + b"\x00\xff\n" * 9)
    (project / "binary.log").write_bytes(random.Random(1).randbytes(100_000))
    (project / "damaged.gz").write_bytes(b"\x1f\x8b" + random.Random(2).randbytes(1000))
    run = views_import(project, "good.log", "missing.log", "binary.log", "damaged.gz", "stories")
    assert run.returncode == 1
    told = sorted(line.rsplit("[", 1)[1] for line in run.stderr.splitlines())
    assert told == [
        "log-lines-unreadable]",
        "log-unreadable]",
        "log-unreadable]",
        "unreadable]",
        "unreadable]",
    ]
    assert (
        "good.log:1:1: warning: 11 lines cannot be read and were not counted (lines 1, 2, 6, 7, 8 …)"
        in run.stderr
    )
    assert numbers(project) == {"read": {"readme": 3}}, "what can be read is counted"


def test_line_without_an_end(project: Path) -> None:
    (project / "access.log").write_bytes(b"x" * 5_000_000 + b"\n" + log_of(2))
    run = succeeded(views_import(project, "access.log"))
    assert numbers(project) == {"read": {"readme": 2}}
    assert "[log-lines-unreadable]" in run.stderr or run.stderr == ""


def test_log_that_leads_nowhere(project: Path) -> None:
    (project / "access.log").write_bytes(log_of(3, "/elsewhere/ko/stories/read/"))
    assert "Check that site_url" in succeeded(views_import(project, "access.log")).stdout


@pytest.mark.parametrize(
    "content", [b"{", b"[]", b'{"version": 2}', b'{"version": 1, "days": {"2026-13-01": {}}}', b"\xff"]
)
def test_damaged_views_are_left_alone(project: Path, content: bytes) -> None:
    (project / "access.log").write_bytes(log_of(3))
    (project / "views.json").write_bytes(content)
    run = views_import(project, "access.log")
    assert run.returncode == 1
    assert "[views-unreadable]" in run.stderr and "Nothing was changed" in run.stderr
    assert (project / "views.json").read_bytes() == content
    assert not built(project).failed, "stories come and go all the same"


def test_table(project: Path) -> None:
    (project / "a.log").write_bytes(
        log_of(4)
        + log_of(6, FILM_AT)
        + log_of(2, "/ko/stories/%ED%95%9C%EA%B8%80-%EC%9D%B4%EC%95%BC%EA%B8%B0/")
    )
    succeeded(views_import(project, "a.log"))
    told = succeeded(views(project, *DATE)).stdout.splitlines()
    assert told[0] == "2026-10-23 to 2026-11-21"
    assert [line.split()[:4] for line in told[2:]] == [
        ["6", "0", "6", "filmed"],
        ["4", "4", "0", "read"],
        ["2", "2", "0", "한글-이야기"],
    ]
    assert "No views yet" in succeeded(views(project, "--date", "2026-11-20")).stdout
    rows = json.loads(succeeded(views(project, "--json", *DATE)).stdout)["stories"]
    assert [(row["story"], row["views"]) for row in rows] == [("filmed", 6), ("readme", 4), ("hangul", 2)]
    assert rows[1]["title"] == "Made-up title read"


def test_renamed_story(project: Path) -> None:
    """A story keeps its views under its id; what leads on from its old address is no view."""
    (project / "a.log").write_bytes(log_of(4))
    succeeded(views_import(project, "a.log"))
    (project / "stories/2021/read").rename(project / "stories/2021/renamed")
    (project / "b.log").write_bytes(log_of(3, "/ko/stories/renamed/", first=1000) + log_of(2, first=1100))
    succeeded(views_import(project, "b.log"))
    assert numbers(project) == {"read": {"readme": 7}}
    assert "renamed" in succeeded(views(project, "--all")).stdout
    assert '"readme": "read renamed"' in (project / "views.json").read_text(encoding="utf-8")


def test_file_elsewhere(project: Path) -> None:
    (project / "a.log").write_bytes(log_of(4))
    replace(project / "mkdocs.yml", "  - stories:\n", "  - stories:\n      views_file: ../kept/views.json\n")
    succeeded(views_import(project, "a.log"))
    assert read_views((project.parent / "kept/views.json").read_bytes()).days
    assert not (project / "views.json").exists()


# --- Kills, and two at once --------------------------------------------------------------------------------


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="no process groups here")
def test_killed(project: Path) -> None:
    """At whatever moment it is killed, the file is the one before or the one after."""
    (project / "a.log").write_bytes(log_of(300))
    (project / "b.log").write_bytes(log_of(20_000, first=200))
    succeeded(views_import(project, "a.log"))
    before = (project / "views.json").read_bytes()
    began = time.perf_counter()
    succeeded(views_import(project, "b.log"))
    seconds, after = time.perf_counter() - began, (project / "views.json").read_bytes()
    assert before != after
    dice = random.Random(20261121)
    command = [sys.executable, "-m", "generator.cli", "views", "import", "b.log", *DATE]
    for _ in range(6):
        (project / "views.json").write_bytes(before)
        with subprocess.Popen(
            command, cwd=project, env=ENVIRONMENT, stdout=subprocess.DEVNULL, start_new_session=True
        ) as run:
            time.sleep(dice.uniform(0.3, 1.05) * seconds)
            os.killpg(run.pid, signal.SIGKILL)
        assert (project / "views.json").read_bytes() in (before, after)
    succeeded(views_import(project, "b.log"))
    assert (project / "views.json").read_bytes() == after
    assert [path.name for path in project.glob(".views*")] == []


def test_two_at_once(project: Path) -> None:
    runs = []
    for number in range(3):
        (project / f"{number}.log").write_bytes(log_of(500, first=400 * number))
        command = [sys.executable, "-m", "generator.cli", "views", "import", f"{number}.log", *DATE]
        runs.append(subprocess.Popen(command, cwd=project, env=ENVIRONMENT, stdout=subprocess.DEVNULL))
    assert [run.wait(timeout=60) for run in runs] == [0, 0, 0]
    assert numbers(project) == {"read": {"readme": 1300}}


# --- The site ----------------------------------------------------------------------------------------------


def test_site(project: Path) -> None:
    before = built(project)
    assert "ko/most-watched/index.html" not in tree(project / "site")
    (project / "a.log").write_bytes(log_of(9) + log_of(12, "/ko/stories/korean-only/"))
    succeeded(views_import(project, "a.log"))
    report = built(project)
    shown = {"ko/index.html", "en/index.html", "ko/most-watched/index.html", "en/most-watched/index.html"}
    lists = {"ko/stories/index.html", "en/stories/index.html"}
    assert set(report.rendered) == shown | lists, "no story's page shows what others were seen"
    assert len(before.rendered) > 20
    site = tree(project / "site")
    home = site["ko/index.html"].decode()
    assert "많이 본 이야기" in home and "지난 30일 동안" in home
    most = site["ko/most-watched/index.html"].decode().split("<main")[1].split('id="__others"')[0]
    assert re.findall(r'd-card__title"><a href="[./]*ko/stories/([^/]+)/', most) == ["korean-only"]
    (project / "b.log").write_bytes(log_of(3, first=100))
    succeeded(views_import(project, "b.log"))
    report = built(project)
    assert shown <= set(report.rendered), "the second story has now been seen often enough"
    (project / "c.log").write_bytes(log_of(1, "/ko/stories/korean-only/", first=500))
    succeeded(views_import(project, "c.log"))
    assert built(project).rendered == (), "a number more, and the same order"


def test_threshold_and_period(project: Path) -> None:
    (project / "a.log").write_bytes(log_of(9))
    succeeded(views_import(project, "a.log"))
    replace(project / "mkdocs.yml", "  - stories:\n", "  - stories:\n      most_watched_from: 9\n")
    built(project)
    assert "ko/most-watched/index.html" in tree(project / "site")
    built(project, day=dt.date(2027, 3, 1))
    assert "ko/most-watched/index.html" not in tree(project / "site")
