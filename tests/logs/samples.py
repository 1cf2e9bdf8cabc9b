"""Lines of made-up logs, and a small project for them to lead to."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from pathlib import Path

from generator.base.settings import Settings, read_settings
from generator.build import Order, read_all
from generator.content.catalog import Catalog
from generator.content.views import NO_VIEWS, Views
from generator.content.visibility import Channel
from generator.logs.count import Counting, Tally
from generator.logs.ledger import Ledger
from generator.logs.places import Places
from tests.made_up import CAPTIONS, film, make_project, write_story

TODAY = dt.date(2026, 11, 21)
NOON = 1_795_230_000
"""12:00 on 21 November 2026 in Seoul, in seconds since 1970."""
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36"
FILM_AT = "/media/2020/filmed/film.mp4"


def combined(
    time: int, path: str, who: str = "10.0.0.1", agent: str = CHROME, status: int = 200, size: int = 1234
) -> bytes:
    """Return a line as nginx and Apache write it."""
    when = dt.datetime.fromtimestamp(time, dt.timezone(dt.timedelta(hours=9))).strftime(
        "%d/%b/%Y:%H:%M:%S %z"
    )
    return f'{who} - - [{when}] "GET {path} HTTP/1.1" {status} {size} "-" "{agent}"'.encode()


def caddy(
    time: float, path: str, who: str = "10.0.0.1", agent: str = CHROME, status: int = 200, **headers: str
) -> bytes:
    """Return a line as Caddy writes it."""
    told = {name.replace("_", "-"): [value] for name, value in {"User_Agent": agent, **headers}.items()}
    request = {"remote_ip": who, "client_ip": who, "method": "GET", "uri": path, "headers": told}
    return json.dumps(
        {"level": "info", "ts": time, "request": request, "status": status, "size": 1234}
    ).encode()


def make(folder: Path, url: str = "", **options: object) -> tuple[Settings, Catalog]:
    """Make a project with a story to read and one with a film, and return what the counting needs of it."""
    project = make_project(folder, stories=0, url=url, **options)
    write_story(project, "2021/read", id="readme")
    write_story(project, "2022/한글-이야기", id="hangul")
    write_story(project, "2020/filmed", files={"film.mp4": film(), **CAPTIONS}, video="film.mp4", id="filmed")
    write_story(project, "2023/korean-only", languages=("ko",), id="konly1")
    write_story(project, "2023/later", status="approved", publish_on="2026-11-22", id="later1")
    write_story(project, "2019/gone", expires_on="2026-11-20", id="gone11")
    settings, problems = read_settings(project / "mkdocs.yml")
    assert not problems
    order = Order(TODAY, Channel("site"), settings.site_dir, jobs=1)
    return settings, read_all(settings, order)[0]


def add(views: Views, places: Places, *logs: Iterable[bytes], server: str = "") -> tuple[Views, list[Tally]]:
    """Count logs as one command does."""
    ledger = Ledger(views, server, TODAY)
    counting = Counting(ledger, places)
    tallies = [counting.read(lines) for lines in logs]
    return ledger.views(), tallies


def counted(places: Places, *logs: Iterable[bytes]) -> dict[str, dict[str, int]]:
    """Return how often each story was read and watched, of logs that nothing was counted of before."""
    views, _ = add(NO_VIEWS, places, *logs)
    return {kind: dict(some) for kind, some in views.in_all().items() if some}
