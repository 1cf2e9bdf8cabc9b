"""A build that is killed leaves whole files only, and the next build ends as if nothing had happened."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.build.running import ENVIRONMENT, delight, differing, properdocs, succeeded, tree
from tests.made_up import replace

pytestmark = pytest.mark.skipif(not hasattr(os, "killpg"), reason="no process groups here")
COMMAND = [sys.executable, "-m", "generator.cli", "build", "--jobs", "2"]


@pytest.mark.parametrize(
    ("cold", "warm"), [(2, 3), pytest.param(20, 40, marks=pytest.mark.slow)], ids=["some", "many"]
)
def test_killed(many: Path, copy_of: Callable[[Path], Path], cold: int, warm: int) -> None:
    project, dice = copy_of(many), random.Random(20261121)
    seconds = _seconds(project)
    states = [tree(project / "site")]
    for _ in range(cold):
        shutil.rmtree(project / "site", ignore_errors=True)
        shutil.rmtree(project / ".cache", ignore_errors=True)
        _kill(project, dice.uniform(0.2, 1.1) * seconds)
        _see_whole(project, states[-1:])
        succeeded(delight(project, "build", "--jobs", "1"))
        _see_done(project, states[0])
    # From here on the site goes to and fro between two states, which differ in every page and in a file's name.
    edits = [("가상 contact", "가상 다른"), ("가상 다른", "가상 contact")]
    for number in range(-1, warm):
        replace(project / "stories/taxonomy/categories.yml", *edits[(number + 1) % 2])
        where = project / "overrides/style/tokens.css"
        replace(where, *([":root", ":root:root"] if number % 2 else [":root:root", ":root"]))
        if number < 0:
            seconds = _seconds(project)
            states.append(tree(project / "site"))
            continue
        _kill(project, dice.uniform(0.1, 1.1) * seconds)
        _see_whole(project, states)
        succeeded(delight(project, "build", "--jobs", "1"))
        _see_done(project, states[number % 2])


def _seconds(project: Path) -> float:
    began = time.perf_counter()
    succeeded(delight(project, *COMMAND[3:]))
    return time.perf_counter() - began


def _kill(project: Path, seconds: float) -> None:
    """Start a build, and kill it and all its processes after so many seconds."""
    quiet = subprocess.DEVNULL
    with subprocess.Popen(
        COMMAND, cwd=project, env=ENVIRONMENT, stdout=quiet, stderr=quiet, start_new_session=True
    ) as run:
        time.sleep(seconds)
        os.killpg(run.pid, signal.SIGKILL)


def _see_whole(project: Path, states: list[dict[str, bytes]]) -> None:
    """See that each file in its place is whole: the one of a state before or of the state to come."""
    for path, content in tree(project / "site").items() if (project / "site").exists() else ():
        if not path.startswith(".delight-new/"):
            assert content in [state.get(path) for state in states], path
            assert not path.endswith(".html") or content.rstrip().endswith(b"</html>")


def _see_done(project: Path, expected: dict[str, bytes]) -> None:
    assert differing(tree(project / "site"), expected) == []
    assert not (project / "site/.delight-new").exists()


def test_builds_at_once(many: Path, many_site: dict[str, bytes], copy_of: Callable[[Path], Path]) -> None:
    project = copy_of(many)
    for state in ("cold", "warm"):
        if state == "warm":
            shutil.rmtree(project / "site")
        runs = [
            subprocess.Popen(
                command,
                cwd=project,
                env=ENVIRONMENT,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
            for command in (COMMAND, COMMAND, [sys.executable, "-m", "mkdocs", "build"])
        ]
        for run in runs:
            told, _ = run.communicate(timeout=120)
            assert run.returncode == 0, told
        assert differing(tree(project / "site"), many_site) == []
        assert not (project / "site/.delight-new").exists()
    succeeded(properdocs(project))
