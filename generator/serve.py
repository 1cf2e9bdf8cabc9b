"""The preview server on an editor's machine: builds, shows, watches, builds again, and tells the browser.

In: a function that builds, and the folder that it builds into. Plain HTTP on this machine only, with byte ranges (RFC 9110, 14)
so that films can be wound. The site that was built last stays in sight while something is to be mended.
"""

from __future__ import annotations

import html
import json
import queue
import re
import sys
import threading
import time
import traceback
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import IO, Any
from urllib.parse import unquote, urlsplit

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from generator.base.languages import Strings
from generator.base.problems import message
from generator.base.settings import Settings
from generator.build import Report

OWN = "/__delight/"
"""Addresses of the server's own."""
QUIET = 0.15
"""Seconds without a change before building again: editors write a file in several steps."""
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
}
_TYPES |= {
    ".json": "application/json; charset=utf-8",
    ".xml": "application/xml",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".vtt": "text/vtt; charset=utf-8",
    ".srt": "application/x-subrip; charset=utf-8",
    ".mp4": "video/mp4",
    ".m4v": "video/mp4",
    ".m4s": "video/iso.segment",
    ".m4a": "audio/mp4",
    ".webm": "video/webm",
    ".m3u8": "application/vnd.apple.mpegurl; charset=utf-8",
}
"""Told here, as a Windows registry may say anything of them."""


class Listeners:
    """The browsers that wait for news; one queue for each."""

    def __init__(self) -> None:
        self._queues: set[queue.SimpleQueue[tuple[str, str]]] = set()
        self._lock = threading.Lock()
        self.problems = ""

    def add(self) -> queue.SimpleQueue[tuple[str, str]]:
        """Return a new queue of (event, data), which begins with what is to be mended now."""
        mine: queue.SimpleQueue[tuple[str, str]] = queue.SimpleQueue()
        with self._lock:
            self._queues.add(mine)
            mine.put(("problems", self.problems))
        return mine

    def drop(self, mine: queue.SimpleQueue[tuple[str, str]]) -> None:
        """Forget a browser that went away."""
        with self._lock:
            self._queues.discard(mine)

    def tell(self, event: str, data: str) -> None:
        """Tell every browser."""
        with self._lock:
            for one in self._queues:
                one.put((event, data))


def serve(
    make: Callable[[], Report], folder: Path, settings: Settings, address: tuple[str, int], t: Strings
) -> int:
    """Build and show the site until Ctrl+C."""
    listeners, changed = Listeners(), threading.Event()
    page = partial(
        _Request,
        folder=folder,
        base=settings.base_path,
        overrides=settings.overrides_dir,
        listeners=listeners,
    )
    try:
        server = ThreadingHTTPServer(address, page)
    except OSError:
        print(t("serve.taken", port=str(address[1])), file=sys.stderr)
        return 1
    server.daemon_threads = True
    _make(make, listeners, t, first=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    observer = _watching(settings, changed)
    host = "localhost" if address[0] in ("127.0.0.1", "0.0.0.0", "") else address[0]  # noqa: S104 - only compared
    print(t("serve.open", url=f"http://{host}:{server.server_address[1]}{settings.base_path}"), flush=True)
    try:
        while True:
            # Waiting without an end could not be interrupted on Windows.
            if changed.wait(0.5):
                _settle(changed)
                _make(make, listeners, t)
    except KeyboardInterrupt:
        return 0
    finally:
        observer.stop()
        server.shutdown()
        server.server_close()


def _make(make: Callable[[], Report], listeners: Listeners, t: Strings, first: bool = False) -> None:
    """Build, and tell the terminal and the browsers what came of it."""
    try:
        report = make()
    except Exception:  # a mistake in a template must not end the server in which it is being mended
        listeners.problems = f"{t('serve.broken')}\n{traceback.format_exc()}"
        print(listeners.problems, file=sys.stderr, flush=True)
        return listeners.tell("problems", listeners.problems)
    lines = [message(one, t.language) for one in report.problems]
    for line in lines:
        print(line, file=sys.stderr)
    listeners.problems = "\n".join([t("serve.broken"), *lines]) if report.failed else ""
    if report.failed:
        listeners.tell("problems", listeners.problems)
        print(t("serve.broken"), file=sys.stderr, flush=True)
    elif report.written or report.removed:
        listeners.tell("built", "")
        if not first:
            print(t("serve.again"), flush=True)
    else:
        listeners.tell("problems", "")


def _settle(changed: threading.Event) -> None:
    """Wait until nothing has changed for a moment."""
    while changed.is_set():
        changed.clear()
        time.sleep(QUIET)


def _watching(settings: Settings, changed: threading.Event) -> Any:
    """Watch what the site is made from."""

    class Noted(FileSystemEventHandler):
        def on_any_event(self, event: FileSystemEvent) -> None:
            if event.event_type in ("created", "modified", "moved", "deleted"):
                changed.set()

    class NotedSettings(Noted):
        def on_any_event(self, event: FileSystemEvent) -> None:
            if str(event.src_path).endswith((".yml", ".yaml")):
                super().on_any_event(event)

    observer = Observer()
    for folder in (settings.stories_dir, settings.overrides_dir):
        if folder.is_dir():
            observer.schedule(Noted(), str(folder), recursive=True)
    observer.schedule(NotedSettings(), str(settings.root), recursive=False)
    observer.start()
    return observer


class _Request(SimpleHTTPRequestHandler):
    """One request of a browser."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: Any, folder: Path, base: str, overrides: Path, listeners: Listeners) -> None:
        self.folder, self.base, self.overrides, self.listeners = folder, base, overrides, listeners
        super().__init__(*args, directory=str(folder))

    def do_GET(self) -> None:
        """Answer with a file, a part of one, or the server's own."""
        path = urlsplit(self.path).path
        if path == f"{OWN}events":
            self._events()
        elif path == f"{OWN}reload.js":
            self._send(HTTPStatus.OK, (self.overrides / "serve" / "reload.js").read_bytes(), _TYPES[".js"])
        else:
            self._file(unquote(path), with_body=True)

    def do_HEAD(self) -> None:
        """Answer as GET would, without the bytes."""
        self._file(unquote(urlsplit(self.path).path), with_body=False)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing of each request."""

    def _file(self, path: str, with_body: bool) -> None:
        if not path.startswith(self.base):
            return self._redirect(self.base)
        below = path.removeprefix(self.base)
        try:
            target = (self.folder / below).resolve()
            if target.is_dir() and below and not below.endswith("/"):
                return self._redirect(urlsplit(self.path).path + "/")
            target = target / "index.html" if target.is_dir() else target
            found = target.is_relative_to(self.folder.resolve()) and target.is_file()
        except (OSError, ValueError):  # a name too long for this file system, or with a NUL in it
            found = False
        if not found:
            return self._not_found(below)
        self._send_file(target, with_body)

    def _send_file(self, target: Path, with_body: bool) -> None:
        stat = target.stat()
        size, mark = stat.st_size, f'"{stat.st_size:x}-{stat.st_mtime_ns:x}"'
        if self.headers.get("If-None-Match") == mark:
            self.send_response(HTTPStatus.NOT_MODIFIED)
            self.send_header("ETag", mark)
            return self.end_headers()
        # A part of a film that was made anew meanwhile would not fit what the browser has of the old one.
        is_same = self.headers.get("If-Range", mark) == mark
        span = byte_range(self.headers.get("Range", ""), size) if with_body and is_same else None
        if span == ():
            self.send_response(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
            self.send_header("Content-Range", f"bytes */{size}")
            self.send_header("Content-Length", "0")
            return self.end_headers()
        start, end = span or (0, size - 1)
        self.send_response(HTTPStatus.PARTIAL_CONTENT if span else HTTPStatus.OK)
        self.send_header("Content-Type", _TYPES.get(target.suffix) or self.guess_type(str(target)))
        self.send_header("Content-Length", str(end - start + 1))
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Cache-Control", "no-cache")
        self.send_header("ETag", mark)
        if span:
            self.send_header("Content-Range", f"bytes {start}-{end}/{size}")
        self.end_headers()
        if with_body:
            with target.open("rb") as file:
                file.seek(start)
                _copy(file, self.wfile, end - start + 1)

    def _not_found(self, below: str) -> None:
        first = below.split("/", maxsplit=1)[0]
        pages = (self.folder / first[:9] / "404.html", self.folder / "404.html")  # `first` may be a language
        page = next((one for one in pages if one.is_file()), None)
        words = f"<!doctype html><meta charset=utf-8><title>404</title><pre>{html.escape(self.listeners.problems)}</pre>"
        content = page.read_bytes() if page else words.encode()
        self._send(HTTPStatus.NOT_FOUND, content, _TYPES[".html"])

    def _redirect(self, address: str) -> None:
        self.send_response(HTTPStatus.FOUND)
        self.send_header("Location", address)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, status: HTTPStatus, content: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _events(self) -> None:
        """Send news as it comes (server-sent events, HTML standard 9.2) until the browser goes away."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-cache")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        mine = self.listeners.add()
        try:
            while True:
                try:
                    event, data = mine.get(timeout=15)
                    self.wfile.write(f"event: {event}\ndata: {json.dumps(data)}\n\n".encode())
                except queue.Empty:
                    self.wfile.write(b": still here\n\n")
                self.wfile.flush()
        except (TimeoutError, OSError):
            pass
        finally:
            self.listeners.drop(mine)


def byte_range(header: str, size: int) -> tuple[int, int] | tuple[()] | None:
    """Return first and last byte of a Range header; () where it cannot be met, None where the whole file is meant."""
    found = re.fullmatch(r"bytes=([0-9]*)-([0-9]*)", header.strip())
    if not found or found[0] == "bytes=-":
        return None
    if not found[1]:
        start, end = max(0, size - int(found[2])), size - 1
    else:
        start, end = int(found[1]), min(int(found[2] or size - 1), size - 1)
    return (start, end) if start <= end and size else ()


def _copy(source: IO[bytes], target: Any, count: int) -> None:
    """Copy so many bytes; a browser that stops listening is no error."""
    try:
        while count > 0 and (some := source.read(min(count, 1 << 16))):
            target.write(some)
            count -= len(some)
    except ConnectionError:
        pass
