"""The sites that browser tests look at: how they are built, which kinds of page they have, and a plain server for them.

In: the project's own stories, and the made-up ones in tests/pages/stories/, which have a page of every kind. Out: folders as
`delight build` leaves them, served below a sub-path on 127.0.0.1. Used by the tests beside it and by tools/screenshots.py.
"""

from __future__ import annotations

import base64
import gzip
import io
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

import yaml
from PIL import Image, ImageDraw

from generator.serve import byte_range

PROJECT = Path(__file__).parents[2]
MADE_UP = Path(__file__).parent / "stories"
DRAWN = PROJECT / ".cache" / "tests" / "drawn"
"""Where all these sites keep what takes long to draw, so that a clip is made once for all processes and runs."""
DAY = "2024-06-01"
"""The day on which one made-up story has expired and another waits."""
BELOW = "/culture/"
"""The path below which the sites stand, each in a folder of its name."""

KINDS = {
    "home": "{language}/",
    "story": "{language}/stories/everything/",
    "film": "{language}/stories/film/",
    "stale": "{language}/stories/stale/",
    "list": "{language}/stories/",
    "list-2": "{language}/stories/page/2/",
    "most-watched": "{language}/most-watched/",
    "term": "{language}/affiliates/example-old/",
    "empty": "{language}/categories/empty/",
    "overview": "{language}/affiliates/",
    "tags": "{language}/tags/",
    "films": "{language}/kinds/video/",
    "awards": "{language}/awards/",
    "prize": "{language}/prizes/example-awards/first/",
    "search": "{language}/search/",
    "about": "{language}/about/",
    "notes": "{language}/notes/",
    "untranslated": "{language}/stories/korean-only/",
    "expired": "{language}/stories/expired/",
    "withdrawn": "{language}/stories/withdrawn/",
    "lost": "{language}/no/such/page/",
}
"""Address of a page of each kind of the made-up site, below it. `untranslated` is a notice in English only."""
DOORS = {"door": "", "permanent": "s/evryt2/", "permanent-gone": "s/epr3d7/"}
"""Pages that lead on at once to the reader's language."""
EMBEDS = {
    "embed": "{language}/embed/evryt2/",
    "embed-film": "{language}/embed/fwm234/",
    "embed-untranslated": "{language}/embed/kxnwy3/",
    "embed-expired": "{language}/embed/epr3d7/",
}
"""Address of what other sites show in a frame."""
LOCK = """\
/ko/stories/old-film/ story fwm234
/en/stories/elsewhere/ story gone99 -> /en/stories/everything/
/s/gone99/ permanent gone99 -> /s/evryt2/
"""
"""What was published of the made-up stories before: one had another name, one is gone and led on."""
MOVED = {"moved": "ko/stories/old-film/", "moved-permanent": "s/gone99/"}
"""Addresses of the past, which lead on at once."""
OWN_KINDS = {
    "home": "{language}/",
    "story": "{language}/stories/grandmothers-tv/",
    "list": "{language}/stories/",
    "term": "{language}/affiliates/lg-electronics/",
    "overview": "{language}/categories/",
    "programmes": "{language}/programmes/",
    "awards": "{language}/awards/",
    "messages": "{language}/messages/",
    "broadcast": "{language}/broadcast/",
    "programme": "{language}/broadcast/tv/",
    "cuesheet": "{language}/broadcast/lobby/sheet/",
    "search": "{language}/search/",
    "about": "{language}/about/",
}
"""Address of a page of each kind of the project's own site."""
UNFINISHED_KINDS = {
    "home": "{language}/",
    "draft": "{language}/stories/draft/",
    "waiting": "{language}/stories/waiting/",
}
"""Address of pages that only editors and approvers see."""


def made_up_stories(folder: Path) -> Path:
    """Copy the made-up stories to where no one else works, with a photograph and a film; return their folder.

    The film is kept as text, the photograph drawn: two circles that meet, larger than any screen shows it.
    """
    shutil.copytree(MADE_UP, folder)
    film = base64.b64decode((MADE_UP.parent / "film.webm.txt").read_text(encoding="ascii"))
    (folder / "2024/film/film.webm").write_bytes(film)
    photo = Image.new("RGB", (2000, 1200), "#1f5c62")
    for x, colour in ((800, "#e8e2da"), (1200, "#a5303f")):
        ImageDraw.Draw(photo).circle((x, 600), 400, fill=colour)
    photo.save(folder / "2024/everything/photo.jpg")
    return folder


def configure(folder: Path, name: str, stories: Path, page_size: int = 24) -> Path:
    """Write the settings of a site like the project's, with other stories and nothing shared, and return their path."""
    stories_plugin = {
        "languages": ["ko", "en"],
        "site_name": {"ko": "고객 감동 이야기", "en": "Customer Delight Stories"},
        "page_size": page_size,
        "cache_dir": str(folder / "cache"),
    }
    if stories != PROJECT / "stories":
        stories_plugin["views_file"] = str(MADE_UP.parent / "views.json")
    settings = {
        "INHERIT": str(PROJECT / "mkdocs.yml"),
        # A host that no test may ask: links that name it are for search engines only.
        "site_url": f"https://intranet.example{BELOW}{name}/",
        "docs_dir": str(stories),
        "site_dir": str(folder / "site"),
        "theme": {"custom_dir": str(PROJECT / "overrides")},
        "plugins": [{"stories": stories_plugin}],
    }
    (folder / "cache").mkdir(parents=True, exist_ok=True)
    DRAWN.mkdir(parents=True, exist_ok=True)
    if not (folder / "cache" / "drawn").exists():
        (folder / "cache" / "drawn").symlink_to(DRAWN, target_is_directory=True)
    config = folder / "mkdocs.yml"
    config.write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")
    return config


def build(config: Path, site: Path, *options: str) -> Path:
    """Build a site into the folder `site` as a person would, and return that folder."""
    command = [sys.executable, "-m", "generator.cli", "build", "-f", str(config), "-d", str(site), *options]
    made = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, encoding="utf-8", check=False)
    if made.returncode:
        raise RuntimeError(made.stderr[-2000:])
    return site


def pages_of(site: Path) -> list[str]:
    """Return the path of every page of a built site."""
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


@contextmanager
def served(sites: Mapping[str, Path], compressed: bool = False) -> Iterator[str]:
    """Serve the sites over plain HTTP, and give the address that their names are added to.

    `compressed` sends texts as gzip, as docs/admin.md sets up a company's server; else sizes are those of the files.
    """
    server = _Server(("127.0.0.1", 0), partial(_Request, sites=sites, compressed=compressed))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}{BELOW}"
    finally:
        server.shutdown()
        server.server_close()


TEXTS = {".html", ".css", ".js", ".json", ".svg", ".vtt", ".xml"}
"""Endings of what a server sends as gzip."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address) -> None:
        """Say nothing of browsers that stop listening."""


class _Request(SimpleHTTPRequestHandler):
    """Answers as a company's web server would: files, parts of films, and the site's own page for a wrong address."""

    protocol_version = "HTTP/1.1"
    # Sent in two parts, an answer would wait 40 ms for the first to be acknowledged; no web server does that.
    disable_nagle_algorithm = True
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".html": "text/html; charset=utf-8",
        ".js": "text/javascript",
        ".svg": "image/svg+xml",
        ".webm": "video/webm",
    }

    def __init__(self, *args, sites: Mapping[str, Path], compressed: bool) -> None:
        self.sites, self.compressed = sites, compressed
        super().__init__(*args)

    def translate_path(self, path: str) -> str:
        """Return the file that answers at a path; a path that does not exist where there is none."""
        name, _, below = unquote(urlsplit(path).path).removeprefix(BELOW).partition("/")
        return str(self.sites[name] / below) + ("/" if path.endswith("/") else "")

    def send_head(self):
        """Answer with the part that was asked for, which a browser needs to go to a moment in a film."""
        path = Path(self.translate_path(self.path))
        asked = self.headers.get("Range", "") if path.is_file() else ""
        if self.compressed and (path / "index.html" if path.is_dir() else path).suffix in TEXTS:
            return self._send_compressed(path / "index.html" if path.is_dir() else path)
        if not (span := byte_range(asked, path.stat().st_size) if asked else None):
            return super().send_head()
        start, end = span
        content = path.read_bytes()
        self.send_response(HTTPStatus.PARTIAL_CONTENT)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(end - start + 1))
        self.send_header("Content-Range", f"bytes {start}-{end}/{len(content)}")
        self.end_headers()
        return io.BytesIO(content[start : end + 1])

    def _send_compressed(self, path: Path):
        if not path.is_file():
            return self.send_error(HTTPStatus.NOT_FOUND)
        content = gzip.compress(path.read_bytes(), 6)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        return io.BytesIO(content)

    def send_error(self, code, message=None, explain=None) -> None:
        """Send the site's page for a wrong address."""
        name, _, below = urlsplit(self.path).path.removeprefix(BELOW).partition("/")
        site = self.sites.get(name, Path())
        pages = (site / below.split("/")[0] / "404.html", site / "404.html")
        content = next((page.read_bytes() for page in pages if page.is_file()), b"")
        self.send_response(HTTPStatus.NOT_FOUND)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args) -> None:
        """Say nothing of each request."""


def every_page() -> list[tuple[str, str, str]]:
    """Return (site, kind, address below the server) of a page of each kind in each language, doors apart."""
    kinds = [("extra", KINDS), ("own", OWN_KINDS), ("preview", UNFINISHED_KINDS)]
    return [
        (site, f"{kind}-{language}", f"{site}/{address.format(language=language)}")
        for site, addresses in kinds
        for kind, address in addresses.items()
        for language in ("ko", "en")
    ] + [("extra", "lost-at-root", "extra/no/such/page/")]
