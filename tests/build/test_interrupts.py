"""Ctrl+C at any moment: the command ends with a line and 130, its processes with it, and the next one goes on as if nothing had been."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.build.running import ENVIRONMENT, delight, differing, succeeded, tree

pytestmark = pytest.mark.skipif(not hasattr(os, "killpg"), reason="no process groups here")
START = """
import sys
from generator.__main__ import command
print("up", flush=True)
command()
"""
"""What the installed command does; it says when it begins, as nothing can be done before."""
SAID = "Stopped. Nothing is lost: run the command again to go on.\n"


def interrupted(project: Path, seconds: float, *arguments: str, times: int = 1) -> tuple[int, str, float]:
    """Run the command, press Ctrl+C after so many seconds, and return its status, what it said, and how long it took to end."""
    with subprocess.Popen(
        [sys.executable, "-c", START, *arguments],
        cwd=project,
        env=ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    ) as run:
        assert run.stdout and run.stdout.readline() == "up\n"
        time.sleep(seconds)
        began = time.monotonic()
        for _ in range(times):
            os.killpg(run.pid, signal.SIGINT)
        _, said = run.communicate(timeout=60)
        took = time.monotonic() - began
        for _ in range(50):  # its processes go with it
            try:
                os.killpg(run.pid, 0)
            except ProcessLookupError:
                break
            time.sleep(0.1)
        else:
            raise AssertionError("a process was left")
    return run.returncode, said, took


def test_a_build(many: Path, many_site: dict[str, bytes], copy_of: Callable[[Path], Path]) -> None:
    project, seen = copy_of(many), 0
    began = time.monotonic()
    succeeded(delight(project, "build", "--jobs", "3"))
    seconds = time.monotonic() - began
    for share in (0.1, 0.25, 0.4, 0.5, 0.6, 0.7, 0.8):
        for folder in (project / "site", project / ".cache"):
            shutil.rmtree(folder, ignore_errors=True)
        status, said, _ = interrupted(project, share * seconds, "build", "--jobs", "3", times=2)
        assert (status, said) in ((130, SAID), (0, "")), f"{share}: {said}"
        seen += status == 130
        if share in (0.4, 0.6, 0.8):
            succeeded(delight(project, "build", "--jobs", "1"))
            assert differing(tree(project / "site"), many_site) == []
            assert not (project / "site/.delight-new").exists()
    assert seen >= 5


@pytest.mark.parametrize("moment", [0.001, 0.01, 0.03, 0.06, 0.1, 0.15, 0.2, 0.25])
def test_while_it_is_loaded(many: Path, copy_of: Callable[[Path], Path], moment: float) -> None:
    status, said, _ = interrupted(copy_of(many), moment, "check", "--jobs", "1", times=3)
    assert (status, said) == (130, SAID)


@pytest.mark.parametrize("command", [["links", "record"], ["package", "idnone"], ["serve", "--port", "0"]])
def test_other_commands(many: Path, copy_of: Callable[[Path], Path], command: list[str]) -> None:
    project = copy_of(many)
    for seconds in (0.1, 0.3, 0.6, 0.9):
        status, said, _ = interrupted(project, seconds, *command)
        was_done = seconds > 0.3 and status != 130  # on a quick machine
        assert was_done or (status, said) == (130, SAID)
        assert "Traceback" not in said
        assert not list(project.glob(".*.new"))


def test_while_another_build_goes_on(many: Path, copy_of: Callable[[Path], Path]) -> None:
    """It waits for the other one, and does not keep waiting once it is told to stop."""
    project = copy_of(many)
    succeeded(delight(project, "check"))
    db = sqlite3.connect(project / ".cache/delight/lock.sqlite", isolation_level=None)
    try:
        db.execute("BEGIN EXCLUSIVE")
        status, said, took = interrupted(project, 3, "check")
    finally:
        db.close()
    assert (status, said) == (130, SAID) and took < 5


def test_an_error_that_python_makes_of_it(tmp_path: Path) -> None:
    """While a class is made, Python tells an interrupt as an error of its own (until 3.12)."""
    code = """
from generator.__main__ import command

class Part:
    def __set_name__(self, owner, name):
        raise KeyboardInterrupt

def main():
    try:
        type("Whole", (), {"part": Part()})
    except KeyboardInterrupt as error:
        raise RuntimeError("as before 3.12") from error

command(main)
"""
    made = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (made.returncode, made.stderr) == (130, SAID)


def test_the_reader_s_language(many: Path, copy_of: Callable[[Path], Path]) -> None:
    _, said, _ = interrupted(copy_of(many), 0.3, "--lang", "ko", "check")
    assert said == "멈췄습니다. 잃은 것은 없으니 다시 실행하면 이어서 합니다.\n"
