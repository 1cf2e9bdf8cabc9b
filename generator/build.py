"""The build: from files to a site. The only composer: it asks content, hands the catalog to the wings, and writes Outputs.

Speed lives here: what was read and rendered before is remembered by a key that covers all it depends on, and what is left is
shared out to processes. Nothing is written while anything is wrong.
"""

from __future__ import annotations

import datetime as dt
import multiprocessing
import os
import shutil
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

from generator.base import tree
from generator.base.cache import Cache, digest, exclusive
from generator.base.outputs import Copy, Data, Drawn, Output, Page, Site
from generator.base.problems import Place, Problem, in_order, is_error, problem
from generator.base.render import Look, Renderer
from generator.base.settings import Settings
from generator.base.theme import Theme
from generator.content.body import Converter, Markup, markup_of
from generator.content.catalog import Catalog, find_problems, newest_first
from generator.content.files import Sources, find_sources
from generator.content.reading import Reading, read_page, read_story
from generator.content.sheets import File
from generator.content.story import StandingPage, Story
from generator.content.taxonomy import read_taxonomy
from generator.content.visibility import Channel
from generator.site import site_outputs
from generator.site.addresses import RESERVED
from generator.site.frames import make_site

T = TypeVar("T")
R = TypeVar("R")

WORTH_A_PROCESS = 40
"""Stories or pages from which on starting another process pays."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be built."""

    day: dt.date
    """The date in Asia/Seoul that decides what is visible."""
    channel: Channel
    site_dir: Path
    portable: bool = False
    live: str = ""
    """The server that shows the site while it is written, `delight` or `mkdocs`; empty for a site that is built to stay."""
    jobs: int = 0
    """How many processes; 0 for as many as there are processors."""
    strict: bool = False
    """Whether a warning stops the build, too."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did."""

    problems: tuple[Problem, ...] = ()
    failed: bool = False
    stories: int = 0
    """Stories shown."""
    files: int = 0
    """Files of the site."""
    read: tuple[str, ...] = ()
    """Stories and pages that were read, the rest being remembered."""
    rendered: tuple[str, ...] = ()
    """Files that were rendered."""
    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


def build(settings: Settings, theme: Theme, order: Order) -> Report:
    """Bring the site's folder up to date; on any error leave it as it was and say what is wrong."""
    if not tree.is_ours(order.site_dir):
        return Report((problem(Place(order.site_dir.as_posix()), "site-dir-not-ours"),), failed=True)
    with exclusive(settings.cache_dir / "lock.sqlite"), Cache(settings.cache_dir, program_key()) as cache:
        catalog, problems, read = _catalog(settings, order, cache)
        if any(map(is_error, problems)) or (order.strict and problems):
            return Report(tuple(problems), failed=True, read=read)
        site = make_site(settings, catalog, order.portable, order.live)
        report = _write(settings, theme, order, cache, site, site_outputs(catalog, settings, order.portable))
        return replace(report, problems=tuple(problems), stories=len(catalog.stories), read=read)


def check(settings: Settings, order: Order) -> Report:
    """Find all that is wrong, without building."""
    with Cache(settings.cache_dir, program_key()) as cache:
        catalog, problems, read = _catalog(settings, order, cache)
    failed = any(map(is_error, problems)) or (order.strict and bool(problems))
    return Report(tuple(problems), failed=failed, stories=len(catalog.stories), read=read)


@cache
def program_key() -> str:
    """Return a key of this program and of the libraries whose results it remembers."""
    here = Path(__file__).parent
    sources = sorted((*here.rglob("*.py"), *here.rglob("*.toml")))
    libraries = tuple(version(name) for name in ("Markdown", "pymdown-extensions", "nh3", "PyYAML"))
    return digest(
        *libraries,
        *(part for path in sources for part in (path.relative_to(here).as_posix(), path.read_bytes())),
    )


def _catalog(
    settings: Settings, order: Order, cache: Cache
) -> tuple[Catalog, list[Problem], tuple[str, ...]]:
    """Return the catalog, all problems in order, and what was read anew."""
    shown_as = _shown(settings.stories_dir, settings.root)
    sources, found = find_sources(settings.stories_dir, shown_as, settings.languages)
    taxonomy, wrong = read_taxonomy(sources.taxonomies, settings.source)
    readings, read = _readings(settings, sources, cache, order.jobs)
    values = [reading.value for reading in readings]
    catalog = Catalog(
        everything=newest_first(one for one in values if isinstance(one, Story)),
        pages=tuple(one for one in values if isinstance(one, StandingPage)),
        taxonomy=taxonomy,
        day=order.day,
        channel=order.channel,
        source=settings.source,
        files=sources.everything,
    )
    problems = [*found, *wrong, *(one for reading in readings for one in reading.problems)]
    return catalog, in_order([*problems, *find_problems(catalog, RESERVED - {"index"})]), read


def _shown(folder: Path, root: Path) -> str:
    """Return a folder as a person would write it: below the project where it is."""
    return folder.relative_to(root).as_posix() if folder.is_relative_to(root) else folder.as_posix()


@dataclass(frozen=True, slots=True)
class _Task:
    """A story or page to read."""

    name: str
    files: tuple[tuple[str, File], ...]
    is_story: bool

    def key(self, source: str, markup: Markup) -> str:
        """Return a key of all that the reading depends on."""
        contents = [part for language, file in self.files for part in (language, file.path, file.content)]
        return digest(self.name, self.is_story, source, repr(markup), *contents)


def _readings(
    settings: Settings, sources: Sources, cache: Cache, jobs: int
) -> tuple[list[Reading], tuple[str, ...]]:
    """Return what came of every story and page, reading only what changed; their texts go to the cache."""
    markup = markup_of(settings.extensions, settings.extension_configs)
    tasks = {
        task.key(settings.source, markup): task
        for is_story, group in ((True, sources.stories), (False, sources.pages))
        for task in (
            _Task(name, tuple(sorted(files.items())), is_story) for name, files in sorted(group.items())
        )
    }
    known: dict[str, Any] = cache.get_many("readings", tasks)
    there = cache.known("texts", (text for reading in known.values() for text in reading.text_keys))
    known = {key: reading for key, reading in known.items() if there.issuperset(reading.text_keys)}
    todo = {key: task for key, task in tasks.items() if key not in known}
    read = _shared_out(partial(_read_some, markup, settings.source), list(todo.values()), jobs)
    fresh = dict(zip(todo, read, strict=True))
    cache.put_many("texts", {key: text for reading in fresh.values() for key, text in reading.texts.items()})
    known |= {key: replace(reading, texts={}) for key, reading in fresh.items()}
    cache.put_many("readings", {key: known[key] for key in fresh})
    cache.keep_only("readings", tasks)
    cache.keep_only("texts", (text for reading in known.values() for text in reading.text_keys))
    return [known[key] for key in tasks], tuple(task.name for task in todo.values())


def _read_some(markup: Markup, source: str, tasks: Sequence[_Task]) -> list[Reading]:
    """Read stories and pages, in this process or another."""
    converter = Converter(markup)
    return [
        (read_story if task.is_story else read_page)(task.name, dict(task.files), source, converter)
        for task in tasks
    ]


def _write(
    settings: Settings, theme: Theme, order: Order, cache: Cache, site: Site, outputs: Sequence[Output]
) -> Report:
    """Make what is out of date, and bring the site's folder up to date with it."""
    style, script = (
        _bundle(settings.overrides_dir / "style", "css", site.style),
        _bundle(settings.overrides_dir / "script", "js"),
    )
    look = Look(settings.overrides_dir, theme.chromes, style.path, script.path)
    outputs = [*outputs, style, script, *_theme_files(theme.files)]
    rendering = Renderer(look, site).digest
    wanted = {one.path: _key(one, rendering) for one in outputs}
    if len(wanted) != len(outputs):
        raise ValueError(
            f"two outputs at one path: {sorted(one.path for one in outputs if outputs.count(one) > 1)}"
        )
    folder, name = order.site_dir, order.site_dir.resolve().as_posix()
    remembered: Any = cache.get("tree", name) or {}
    present = tree.survey(folder)
    stale = tree.outdated(wanted, remembered, present)
    pages = [one for one in outputs if isinstance(one, Page) and one.path in stale]
    shutil.rmtree(folder / tree.STAGE, ignore_errors=True)
    staged = dict(
        _shared_out(partial(_render_some, look, site, settings.cache_dir, folder), pages, order.jobs)
    )
    drawn = [one for one in outputs if isinstance(one, Drawn) and one.path in stale]
    staged |= dict(_shared_out(partial(_draw_some, folder), drawn, order.jobs, worth=4))
    for one in outputs:
        if one.path in stale and isinstance(one, Data):
            staged[one.path] = tree.stage_bytes(folder, one.path, one.content)
        elif one.path in stale and isinstance(one, Copy):
            tree.stage_copy(folder, one.path, one.source)
            staged[one.path] = wanted[one.path]
    changes = tree.commit(folder, wanted, staged, remembered, present)
    cache.put_many("tree", {name: dict(changes.remembered)})
    return Report(
        files=len(wanted),
        rendered=tuple(page.path for page in pages),
        written=changes.written,
        removed=changes.removed,
    )


def _render_some(
    look: Look, site: Site, cache_dir: Path, folder: Path, pages: Sequence[Page]
) -> list[tuple[str, str]]:
    """Render pages aside, in this process or another, and return (path, digest of the bytes)."""
    renderer = Renderer(look, site)
    with Cache(cache_dir, program_key()) as cache:
        texts: dict[str, Any] = cache.get_many("texts", {page.text for page in pages if page.text})
    return [
        (
            page.path,
            tree.stage_bytes(
                folder, page.path, renderer.render(page, texts[page.text].html if page.text else "")
            ),
        )
        for page in pages
    ]


def _draw_some(folder: Path, drawn: Sequence[Drawn]) -> list[tuple[str, str]]:
    """Draw pictures aside, in this process or another, and return (path, digest of the bytes)."""
    return [(one.path, tree.stage_bytes(folder, one.path, one.draw())) for one in drawn]


def _key(output: Output, rendering: str) -> str:
    """Return a key of all that an output is made from."""
    if isinstance(output, Page):
        return digest("page", rendering, repr(output))
    if isinstance(output, Data):
        return digest("data", output.content)
    if isinstance(output, Drawn):
        return digest(
            "drawn",
            program_key(),
            output.draw.func.__qualname__,
            repr(output.draw.args),
            repr(output.draw.keywords),
        )
    stat = output.source.stat()
    return digest("copy", output.path, stat.st_size, stat.st_mtime_ns)


def _bundle(folder: Path, kind: str, more: str = "") -> Data:
    """Return the site's own styles or scripts as one file, named by its content: what others build on first, print last."""
    order = {"tokens": 0, "base": 1, "print": 3}
    files = sorted(folder.glob(f"*.{kind}"), key=lambda path: (order.get(path.stem, 2), path.name))
    content = b"".join(path.read_bytes().replace(b"\r\n", b"\n") + b"\n" for path in files) + more.encode()
    return Data(f"assets/delight.{digest(content)[:8]}.{kind}", content)


def _theme_files(folder: Path) -> list[Copy]:
    """Return the theme's own files that a page may ask for: no search of its own, no source maps."""
    unused = ("assets/javascripts/lunr/", "assets/javascripts/workers/")
    paths = (
        path.relative_to(folder).as_posix() for path in sorted(folder.glob("assets/**/*")) if path.is_file()
    )
    return [
        Copy(path, folder / path)
        for path in paths
        if not path.startswith(unused) and not path.endswith(".map")
    ]


def _shared_out(
    work: Callable[[Sequence[T]], list[R]], items: Sequence[T], jobs: int, worth: int = WORTH_A_PROCESS
) -> list[R]:
    """Do the work on all items, in order, shared out to processes where there are enough of them."""
    workers = min(jobs or os.cpu_count() or 1, len(items) // worth)
    if workers < 2:
        return work(items) if items else []
    size = -(-len(items) // (workers * 4))
    chunks = [items[start : start + size] for start in range(0, len(items), size)]
    # A forked process starts at once, but only a process without threads may be forked.
    forks = "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1
    context = multiprocessing.get_context("fork" if forks else "spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        return [one for chunk in pool.map(work, chunks) for one in chunk]
