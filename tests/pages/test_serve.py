"""The preview servers in a browser: what an editor writes is shown at once, and what is to be mended is said on the page."""

import queue
import re
import socket
import subprocess
import sys
import threading
from contextlib import closing, contextmanager

import pytest

from generator.base.languages import strings
from tests.pages import sites
from tests.pages.conftest import watched

PATIENCE = 30_000
"""Milliseconds that a build may take on a busy machine."""


@pytest.fixture
def project(tmp_path):
    """A project whose stories may be changed."""
    sites.made_up_stories(tmp_path / "stories")
    return sites.configure(tmp_path, "extra", tmp_path / "stories", page_size=2)


@contextmanager
def running(*command):
    """Run a server and give the address that it prints."""
    lines: queue.Queue[str] = queue.Queue()
    server = subprocess.Popen(
        [sys.executable, "-u", *command],
        cwd=sites.PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    assert server.stdout

    def read(said=server.stdout):
        for line in said:
            lines.put(line)

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    try:
        said = ""
        while not (found := re.search(r"https?://[\w.]+:\d+\S*", said)):
            said += lines.get(timeout=PATIENCE / 1000)
        yield found[0]
    finally:
        server.kill()
        server.wait()
        reader.join()
        server.stdout.close()


def write(project, path, before, after):
    file = project.parent / "stories" / path
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after), encoding="utf-8")


def test_delight_serve(open_page, project):
    story = "2022/plain/index.ko.md"
    command = (
        "-m",
        "generator.cli",
        "serve",
        "-f",
        str(project),
        "--port",
        "0",
        "--date",
        sites.DAY,
        "--lang",
        "en",
    )
    with running(*command) as address:
        page = open_page()
        page.set_default_timeout(PATIENCE)
        diary = watched(page)
        page.goto(f"{address}ko/stories/plain/")
        alert = page.get_by_role("alert")
        assert not alert.is_visible()

        write(project, story, "한 문단입니다.", "한 문단을 고쳤습니다.")
        page.get_by_text("한 문단을 고쳤습니다.").wait_for()

        write(project, story, "year: 2022", "year: 이천이십이")
        alert.wait_for()
        assert re.search(r"2022/plain/index\.ko\.md:\d+:\d+: error: .*\[wrong-type\]", alert.inner_text())
        assert page.get_by_text("한 문단을 고쳤습니다.").is_visible()
        page.goto(f"{address}en/stories/plain/")
        alert.wait_for()

        write(project, story, "year: 이천이십이", "year: 2022")
        alert.wait_for(state="hidden")
        page.goto(f"{address}ko/stories/draft/")
        assert page.get_by_role("note").inner_text() == strings("ko")("badge.text.draft")
        assert diary.wrong == []
        assert len(diary.hosts()) == 1


@pytest.mark.parametrize("engine", ["mkdocs", "properdocs"])
def test_serve_of_the_engine(open_page, project, engine):
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        host = f"127.0.0.1:{free.getsockname()[1]}"
    with running("-m", engine, "serve", "-f", str(project), "-a", host) as address:
        page = open_page()
        page.set_default_timeout(PATIENCE)
        diary = watched(page)
        page.goto(f"{address}ko/stories/plain/")
        write(project, "2022/plain/index.ko.md", "한 문단입니다.", "한 문단을 고쳤습니다.")
        page.get_by_text("한 문단을 고쳤습니다.").wait_for()
        assert set(diary.wrong) == {"console log: Enabled live reload"}
        assert len(diary.hosts()) == 1
