"""Measures the counting of views: `python bench/views.py N`, or with --form caddy.

In: a number of lines. Out: seconds and processor seconds of `delight views import` for a log of N lines, a second time for the same
log, and for as many lines with nothing in them but a plain read, to compare machines by; peak memory and the size of views.json.
It asserts nothing: the numbers are to be compared.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.made_up import folder_of, make_project
from tests.made_up import CAPTIONS, film, write_story

AGENTS = [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Linux; Android 14; SM-S921N) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (compatible; Yeti/1.1; +https://naver.me/spd)",
]
BEGIN = 1_790_000_000
PER_DAY = 40_000
"""Lines of a day."""


def main() -> None:
    """Measure, and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("lines", type=int, nargs="?", default=1_000_000)
    options.add_argument("--stories", type=int, default=1000)
    options.add_argument("--form", choices=("combined", "caddy"), default="combined")
    given = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="delight-bench-") as folder:
        project = Path(folder) / "project"
        make_project(project, given.stories)
        files = {"film.mp4": film(), **CAPTIONS}
        write_story(project, "2025/filmed", files=files, video="film.mp4", id="filmed")
        log = project / "access.log"
        with log.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(made_up_lines(given.lines, given.stories, given.form))
        print(
            f"{given.lines:,} lines, {log.stat().st_size / 1024**2:,.0f} MB, {given.form}; {given.stories:,} stories"
        )
        plain = _plain_read(log)
        _run(project, "views", "--days", "1")  # reads the stories, once for all
        print(f"{'':14}{'seconds':>9}{'CPU s':>8}{'× plain':>9}{'MB':>6}")
        for what in ("first time", "once more"):
            seconds, cpu, megabytes, said = _run(project, "views", "import", str(log))
            print(f"{what:14}{seconds:9.2f}{cpu:8.2f}{cpu / plain:9.0f}{megabytes:6.0f}  {said}")
        size = (project / "views.json").stat().st_size
        print(f"plain read {plain:.2f} s · views.json {size / 1024:,.0f} kB · load {os.getloadavg()[0]:.1f}")


def made_up_lines(count: int, stories: int, form: str) -> Iterator[str]:
    """Yield the lines of a log: two of ten lead to a story, one to parts of a film."""
    chance = random.Random(7)
    for number in range(count):
        when = dt.datetime.fromtimestamp(BEGIN + number * 86400 // PER_DAY, dt.UTC)
        story = int(stories * chance.random() ** 3)
        path, status = "/assets/delight.0123abcd.css", 304
        if number % 10 == 0:
            path, status = f"/ko/stories/{folder_of(story)[5:]}/", 200
        elif number % 10 == 1:
            path, status = "/media/2025/filmed/film.mp4", 206
        elif number % 10 == 2:
            path, status = f"/en/stories/{folder_of(story)[5:]}/?from=mail", 200
        who = f"10.{chance.randrange(4)}.{chance.randrange(256)}.{chance.randrange(256)}"
        agent, size = chance.choice(AGENTS), chance.randrange(300, 90_000)
        if form == "caddy":
            request = {
                "remote_ip": who,
                "remote_port": "50000",
                "client_ip": who,
                "proto": "HTTP/2.0",
                "method": "GET",
                "host": "stories.example",
                "uri": path,
                "headers": {"User-Agent": [agent], "Accept": ["text/html"], "Accept-Language": ["ko"]},
            }
            told = {"level": "info", "ts": when.timestamp(), "msg": "handled request", "request": request}
            yield json.dumps({**told, "duration": 0.001, "size": size, "status": status}) + "\n"
        else:
            time_local = when.strftime("%d/%b/%Y:%H:%M:%S +0000")
            yield f'{who} - - [{time_local}] "GET {path} HTTP/1.1" {status} {size} "https://stories.example/ko/" "{agent}"\n'


def _plain_read(log: Path) -> float:
    """Return the processor seconds that it takes to look at every line: what no program in Python can be faster than."""
    began = time.process_time()
    with log.open("rb") as file:
        sum(line.count(b'"') for line in file)
    return time.process_time() - began


def _run(project: Path, *arguments: str) -> tuple[float, float, float, str]:
    """Run the command as a process of its own; return seconds, processor seconds, megabytes, and its last line."""
    command = [sys.executable, "-m", "generator.cli", *arguments, "--lang", "en"]
    began = time.perf_counter()
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8") as said,
        subprocess.Popen(command, cwd=project, stdout=said, stderr=subprocess.STDOUT) as process,
    ):
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - began
        said.seek(0)
        lines = said.read().splitlines()
    if process.returncode:
        raise SystemExit("\n".join(lines))
    return seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, lines[-1]


if __name__ == "__main__":
    main()
