"""Measures whole builds: `make bench N=1000`, or `python bench/build.py N`.

In: a number of stories. Out: seconds and pages a second of `delight build` from process start to its end, with everything to
do, nothing to do, and after single edits; sizes, memory and versions. It asserts nothing: the numbers are to be compared.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from bench.made_up import folder_of, make_project, write_numbered

REPEATS = 3
LIBRARIES = ("delight", "mkdocs", "mkdocs-material", "Markdown", "Jinja2", "PyYAML", "nh3")


@dataclass(frozen=True)
class Run:
    """One process, from start to end."""

    seconds: float
    cpu: float
    """Seconds of all processors together."""
    megabytes: float
    """Peak memory of its largest process."""
    work: str
    """What it says it did."""


def main() -> None:
    """Measure, and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("stories", type=int, nargs="?", default=1000)
    options.add_argument("--jobs", type=int, default=0, help="processes; 0 for as many as processors")
    given = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="delight-bench-") as folder:
        _measure(Path(folder) / "project", given.stories, given.jobs)


def _measure(project: Path, count: int, jobs: int) -> None:
    began = time.perf_counter()
    make_project(project, count)
    pages = count * 2
    print(f"{count:,} stories in 2 languages, {_size(project / 'stories')}; made in {_since(began):.1f} s")
    print(
        f"{jobs or os.cpu_count()} processes · Python {platform.python_version()} · {platform.platform(terse=True)}"
    )
    print(" · ".join(f"{name} {version(name)}" for name in LIBRARIES))
    print(f"\n{'':22}{'seconds':>9}{'CPU s':>8}{'MB':>7}  what it did")

    def build() -> Run:
        return run_build(project, jobs)

    cold = build()
    _tell("cold", [cold])
    _tell("nothing to do", [build() for _ in range(REPEATS)])
    stories, taxonomy = project / "stories", project / "stories/taxonomy/affiliates.yml"
    edits: dict[str, Callable[[int], None]] = {
        "a body": lambda n: _replace(_korean(stories, n), r"\Z", f"\n가상의 문장을 {n}번 더했습니다.\n"),
        "a title": lambda n: _replace(_korean(stories, n), r'(?m)^title: "', 'title: "고친 '),
        "a taxonomy name": lambda n: _replace(taxonomy, "(?=7호)", "새 "),
        "a new story": lambda n: write_numbered(project, count + n, count),
    }
    for what, edit in edits.items():
        runs = []
        for number in range(REPEATS):
            edit(count // 2 + number)
            runs.append(build())
        _tell(f"after {what}", runs)
    print(f"\ncold: {pages / cold.seconds:,.0f} pages a second (stories × languages)")
    print(f"site {_size(project / 'site')} · cache {_size(project / '.cache')}")


def run_build(project: Path, jobs: int = 0) -> Run:
    """Run `delight build` as a process of its own."""
    command = [sys.executable, "-m", "generator.cli", "build", "--lang", "en", f"--jobs={jobs}"]
    began = time.perf_counter()
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8") as said,
        subprocess.Popen(command, cwd=project, stdout=said, stderr=subprocess.STDOUT) as process,
    ):
        if sys.platform == "win32":
            cpu, megabytes = float("nan"), float("nan")
        else:
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            cpu = used.ru_utime + used.ru_stime
            megabytes = used.ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)
        process.wait()
        seconds = _since(began)
        said.seek(0)
        lines = said.read().splitlines()
    if process.returncode:
        raise SystemExit("\n".join(lines))
    return Run(seconds, cpu, megabytes, lines[-1])


def _tell(what: str, runs: list[Run]) -> None:
    """Print the middle of several runs."""
    seconds, cpu, megabytes = (
        statistics.median(getattr(run, name) for run in runs) for name in ("seconds", "cpu", "megabytes")
    )
    print(f"{what:22}{seconds:9.2f}{cpu:8.2f}{megabytes:7.0f}  {runs[-1].work}", flush=True)


def _korean(stories: Path, number: int) -> Path:
    return stories / folder_of(number) / "index.ko.md"


def _replace(path: Path, pattern: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(pattern, new, text, count=1), encoding="utf-8", newline="\n")


def _size(folder: Path) -> str:
    files = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return f"{sum(files) / 1024**2:,.1f} MB in {len(files):,} files"


def _since(began: float) -> float:
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
