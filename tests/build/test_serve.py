"""The preview servers, `delight serve` and `mkdocs serve`, as an editor runs them."""

import http.client
import json
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

import pytest

from tests.build.running import ENVIRONMENT, delight
from tests.made_up import film, replace

FILM_ADDRESS = "/delight/media/2023/made-up-0005/film.mp4"
STORY = "/delight/ko/stories/made-up-0002/"
PATIENCE = 60
"""Seconds to wait for what should take one or two."""


@dataclass(frozen=True)
class Answer:
    """An answer to a request."""

    status: int
    headers: Message
    content: bytes


@dataclass
class Server:
    """A server that runs, and what it has said."""

    run: "subprocess.Popen[str]"
    project: Path
    said: list[str]
    port: int = 0

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Return the answer to a request."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        # The path goes out as it stands, whatever is wrong with it.
        connection.putrequest(method, path, skip_host=False)
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders()
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return Answer(answer.status, answer.headers, content)

    def page(self, path: str) -> str:
        """Return a page."""
        answer = self.ask(path)
        assert answer.status == 200, (path, answer.status)
        return answer.content.decode()

    def has_said(self, words: str, times: int = 1) -> bool:
        """Tell whether the terminal shows these words so often."""
        return "".join(self.said).count(words) >= times

    @contextmanager
    def news(self) -> Iterator[Callable[[], tuple[str, str]]]:
        """Listen as a page does; lends a function that waits for the next event."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("GET", "/__delight/events")
        answer = connection.getresponse()
        assert answer.getheader("Content-Type") == "text/event-stream"

        def following() -> tuple[str, str]:
            while not (line := answer.readline().decode()).startswith("event: "):
                assert line, "the server hung up"
            return line.removeprefix("event: ").strip(), json.loads(answer.readline()[len("data: ") :])

        try:
            yield following
        finally:
            connection.close()


@contextmanager
def serving(project: Path, *command: object) -> Iterator[Server]:
    """Run a server, and stop it as Ctrl+C does."""
    run = subprocess.Popen(
        [sys.executable, "-m", *map(str, command)],
        cwd=project,
        env=ENVIRONMENT | {"PYTHONUNBUFFERED": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    server = Server(run, project, [])
    assert run.stdout
    listening = threading.Thread(target=server.said.extend, args=(run.stdout,), daemon=True)
    listening.start()
    address = re.compile(r"http://(?:localhost|127\.0\.0\.1):(\d+)/delight/")
    try:
        until(lambda: address.search("".join(server.said)) or run.poll() is not None)
        found = address.search("".join(server.said))
        assert found, "".join(server.said)
        server.port = int(found[1])
        yield server
    finally:
        run.send_signal(signal.SIGINT)
        run.wait(PATIENCE)
        listening.join(PATIENCE)
        run.stdout.close()


def until(true: Callable[[], object]) -> None:
    """Wait until something is true."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


@pytest.fixture(scope="module")
def server(pattern: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that is only asked."""
    project = shutil.copytree(pattern, tmp_path_factory.mktemp("serve") / "project")
    (project / "secret.txt").write_text("outside", encoding="utf-8")
    with serving(project, "generator.cli", "serve", "--port", 0) as running:
        yield running
        assert running.run.poll() is None, "".join(running.said)
    assert running.run.returncode == 0
    assert not running.has_said("Traceback"), "".join(running.said)


def test_pages(server: Server) -> None:
    page = server.page(STORY)
    assert "지어낸 본문 made-up-0002" in page
    assert '<script src="/__delight/reload.js" defer>' in page
    assert "EventSource" in server.page("/__delight/reload.js")
    assert "SECRETdraft" in server.page("/delight/ko/stories/stage-draft/")
    head = server.ask(STORY, "HEAD")
    assert (head.status, head.content) == (200, b"")
    assert int(head.headers["Content-Length"] or 0) == len(page.encode())
    assert head.headers["Content-Type"] == "text/html; charset=utf-8"


def test_mounted_below_a_path(server: Server) -> None:
    assert server.ask("/").headers["Location"] == "/delight/"
    assert server.ask("/ko/").headers["Location"] == "/delight/"
    without_slash = server.ask(STORY.rstrip("/"))
    assert (without_slash.status, without_slash.headers["Location"]) == (302, STORY)
    missing = server.ask("/delight/en/nothing/here/")
    assert missing.status == 404
    assert b"There is no such page" in missing.content
    assert server.ask("/delight/nothing").status == 404


@pytest.mark.parametrize(
    ("wanted", "status", "start", "end"),
    [
        ("bytes=0-0", 206, 0, 1),
        ("bytes=100-199", 206, 100, 200),
        ("bytes=10239-", 206, 10239, 10240),
        ("bytes=10000-99999", 206, 10000, 10240),
        ("bytes=-1", 206, 10239, 10240),
        ("bytes=-99999", 206, 0, 10240),
        ("bytes=10240-", 416, 0, 0),
        ("bytes=-0", 416, 0, 0),
        ("bytes=9-8", 416, 0, 0),
        ("bytes=a-b", 200, 0, 10240),
        ("bytes=-", 200, 0, 10240),
        ("bytes=0-1,5-6", 200, 0, 10240),
        ("lines=0-1", 200, 0, 10240),
    ],
)
def test_ranges(server: Server, wanted: str, status: int, start: int, end: int) -> None:
    answer = server.ask(FILM_ADDRESS, Range=wanted)
    assert (answer.status, answer.content) == (status, film()[start:end])
    told = {206: f"bytes {start}-{end - 1}/10240", 416: "bytes */10240", 200: None}[status]
    assert answer.headers["Content-Range"] == told
    assert int(answer.headers["Content-Length"] or -1) == end - start


def test_range_of_a_head_request(server: Server) -> None:
    # RFC 9110, 14.2: a range is for GET only.
    answer = server.ask(FILM_ADDRESS, "HEAD", Range="bytes=0-9")
    assert (answer.status, answer.headers["Content-Length"]) == (200, "10240")


def test_a_part_is_of_the_film_that_the_browser_has(server: Server) -> None:
    mark = server.ask(FILM_ADDRESS).headers["ETag"]
    assert server.ask(FILM_ADDRESS, **{"Range": "bytes=0-9", "If-Range": mark}).status == 206
    assert server.ask(FILM_ADDRESS, **{"Range": "bytes=0-9", "If-Range": '"another"'}).status == 200
    known = server.ask(FILM_ADDRESS, **{"If-None-Match": mark})
    assert (known.status, known.content) == (304, b"")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("film.mp4", "video/mp4"),
        ("film.webm", "video/webm"),
        ("captions.ko.vtt", "text/vtt; charset=utf-8"),
        ("captions.ko.srt", "application/x-subrip; charset=utf-8"),
        ("list.m3u8", "application/vnd.apple.mpegurl; charset=utf-8"),
        ("part.m4s", "video/iso.segment"),
        ("poster.webp", "image/webp"),
    ],
)
def test_kinds_of_file(server: Server, name: str, kind: str) -> None:
    (server.project / ".cache/delight/serve/media" / name).write_bytes(b"WEBVTT\n")
    assert server.ask(f"/delight/media/{name}").headers["Content-Type"] == kind


@pytest.mark.parametrize(
    "path",
    [
        "/delight/../secret.txt",
        "/delight/%2e%2e/secret.txt",
        "/delight/%2e%2e/%2e%2e/%2e%2e/secret.txt",
        "/delight/..%2f..%2f..%2fsecret.txt",
        "/delight/..\\..\\..\\secret.txt",
        "/delight/%2e%2e%5c%2e%2e%5csecret.txt",
        "/delight//etc/passwd",
        "/delight/%2fetc%2fpasswd",
        "//etc/passwd",
        "/delight/ko/../../../../../../../../etc/passwd",
        "/delight/%00",
        "/delight/ko%00/index.html",
        "/delight/%ff%fe",
        "/delight/" + "a" * 300,
        "/delight/" + "a/" * 3000,
        "/delight/C:/secret.txt",
        "/delight/?/../../secret.txt",
    ],
)
def test_nothing_outside_the_site(server: Server, path: str) -> None:
    answer = server.ask(path)
    assert answer.status in (302, 400, 404, 414) or path == "/delight/?/../../secret.txt"
    assert b"outside" not in answer.content
    assert b"root:" not in answer.content
    assert server.ask(STORY).status == 200


def test_editing(project: Path) -> None:
    body = project / "stories/2020/made-up-0002/index.ko.md"
    with serving(project, "generator.cli", "serve", "--port", 0) as server, server.news() as following:
        assert following() == ("problems", "")
        replace(body, "지어낸 본문", "고쳐 쓴 본문")
        assert following() == ("built", "")
        assert "고쳐 쓴 본문" in server.page(STORY)

        replace(body, "title:", "titel:")
        event, told = following()
        assert event == "problems"
        assert "stories/2020/made-up-0002/index.ko.md:" in told and "[unknown-field]" in told
        assert "고쳐 쓴 본문" in server.page(STORY), "the site built before is still shown"
        with server.news() as late:
            assert late() == ("problems", told), "who comes later is told, too"
        replace(body, "titel:", "title:")
        assert following() == ("problems", "")

        replace(project / "overrides/pages/story.html", "d-story__head", "d-story__head d-new")
        assert following() == ("built", "")
        replace(project / "overrides/partials/header.html", "d-top__row", "d-top__row d-new")
        assert following() == ("built", "")
        assert "d-top__row d-new" in server.page(STORY)
        replace(project / "mkdocs.yml", "page_size: 5", "page_size: 3")
        assert following() == ("built", "")
        assert server.ask("/delight/ko/stories/page/6/").status == 200


def test_mistake_in_a_template(project: Path) -> None:
    template = project / "overrides/pages/story.html"
    with serving(project, "generator.cli", "serve", "--port", 0) as server, server.news() as following:
        following()
        replace(template, "{% if page.badge %}", "{% if page.badge")
        event, told = following()
        assert event == "problems"
        assert "story.html" in told
        replace(template, "{% if page.badge", "{% if page.badge %}")
        assert following()[0] in ("built", "problems")
        assert "지어낸 본문" in server.page(STORY)


def test_begins_with_something_to_mend(project: Path) -> None:
    body = project / "stories/2020/made-up-0002/index.ko.md"
    replace(body, "title:", "titel:")
    with serving(project, "generator.cli", "serve", "--port", 0) as server, server.news() as following:
        event, told = following()
        assert event == "problems" and "[unknown-field]" in told
        answer = server.ask("/delight/")
        assert answer.status == 404
        assert b"unknown-field" in answer.content
        replace(body, "titel:", "title:")
        assert following()[0] == "built"
        assert "made-up-0002" in server.page(STORY)


def test_port_that_is_taken(project: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        run = delight(project, "serve", "--port", other.getsockname()[1])
    assert run.returncode == 1
    assert "is in use" in run.stderr
    assert "Traceback" not in run.stderr


def test_port_that_is_none(project: Path) -> None:
    run = delight(project, "serve", "--port", 99999)
    assert run.returncode in (1, 2)
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize("program", ["mkdocs", pytest.param("properdocs", marks=pytest.mark.slow)])
def test_serving_with(project: Path, program: str) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    body = project / "stories/2020/made-up-0002/index.ko.md"
    command = (program, "serve", "-f", "mkdocs.yml", "-a", f"127.0.0.1:{port}")
    with serving(project, *command) as server:
        until(lambda: server.has_said("Serving on"))
        assert "지어낸 본문 made-up-0002" in server.page(STORY)
        draft = server.page("/delight/ko/stories/stage-draft/")
        assert "SECRETdraft" in draft and "d-banner" in draft
        replace(body, "지어낸 본문", "고쳐 쓴 본문")
        until(lambda: "고쳐 쓴 본문" in server.page(STORY))
        replace(body, "title:", "titel:")
        until(lambda: server.has_said("[unknown-field]"))
        replace(body, "titel:", "title:")
        replace(body, "고쳐 쓴 본문", "다시 쓴 본문")
        until(lambda: "다시 쓴 본문" in server.page(STORY))
