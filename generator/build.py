"""The build: from files to a site. The only composer: it asks content, hands the catalog to the wings, and writes Outputs.

Speed lives here: what was read and rendered before is remembered by a key that covers all it depends on, and what is left is
shared out to processes. Nothing is written while anything is wrong.
"""

from __future__ import annotations

import datetime as dt
import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from typing import Any

from generator.base import tree
from generator.base.addresses import Linker
from generator.base.bundles import BUNDLES, bundled
from generator.base.cache import Cache, DamagedError, digest, exclusive, with_cache
from generator.base.installed import version_of
from generator.base.kept import kept
from generator.base.outputs import Copy, Data, Drawn, Output, Page, Site
from generator.base.plan import Plan, make_plan
from generator.base.pool import shared_out
from generator.base.probes import Probe, probed
from generator.base.problems import Place, Problem, in_order, is_error, problem
from generator.base.published import open_lock
from generator.base.render import Look, Renderer
from generator.base.settings import Settings
from generator.base.theme import Theme
from generator.broadcast import broadcast_outputs
from generator.broadcast.checks import find_order_problems
from generator.broadcast.order import read_orders
from generator.checks import find_problems
from generator.clips import clip_outputs
from generator.clips.means import means
from generator.content.body import Converter, Markup, markup_of
from generator.content.captions import is_captions
from generator.content.catalog import Catalog, newest_first
from generator.content.course import Course
from generator.content.files import Sources, find_sources
from generator.content.films import can_open
from generator.content.pictures import kind_of
from generator.content.reading import Reading, read_course, read_page, read_story
from generator.content.sheets import File
from generator.content.showing import films_named
from generator.content.story import StandingPage, Story
from generator.content.synonyms import SYNONYMS, read_synonyms
from generator.content.taxonomy import read_taxonomy
from generator.content.views import NO_VIEWS, Views, WrongError, read_views
from generator.content.visibility import Channel
from generator.page.addresses import RESERVED
from generator.page.frames import make_site, style_of
from generator.page.links import dead_addresses
from generator.page.published import Kept, Published, keep, standing
from generator.search import Makings, script_head, search_outputs
from generator.site import site_outputs
from generator.site.moved import moved_outputs
from generator.site.results import result_of
from generator.training import guide_outputs, training_outputs

_PICTURES = Probe("pictures", "generator.content.pixels", "probed")
_FILMS = Probe("films", "generator.content.reels", "probed", by_content=True, worth=1)
_CAPTIONS = Probe("captions", "generator.content.subtitles", "read_captions")


GUIDES = "trainers"
"""The folder of facilitators' guides, beside the site's."""


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
    found: int = 0
    """Stories there are, shown or not."""
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
    published: Published | None = None
    """The addresses of a site that was looked through, unless something was wrong before they were known."""
    catalog: Catalog | None = None
    plan: object = None
    """All that the build worked out. Held because to free it, object by object, takes a tenth of a build: a command that is
    done can end without."""


def build(settings: Settings, theme: Theme, order: Order) -> Report:
    """Bring the site's folder up to date; on any error leave it as it was and say what is wrong."""
    if not tree.is_ours(order.site_dir):
        place = Place(_shown(order.site_dir, settings.root))
        return Report((problem(place, "site-dir-not-ours"),), failed=True)
    with _without_collecting(), exclusive(settings.cache_dir / "lock.sqlite"):
        return with_cache(settings.cache_dir, program_key(), partial(_build, settings, theme, order))


def _build(settings: Settings, theme: Theme, order: Order, cache: Cache) -> Report:
    catalog, problems, read = _catalog(settings, order, cache)
    report = Report(found=len(catalog.everything), stories=len(catalog.stories), read=read)
    if any(map(is_error, problems)):
        return replace(report, problems=tuple(problems), failed=True)
    site = make_site(settings, catalog, order.portable, order.live)
    overrides = settings.overrides_dir
    assets = {name: bundled(overrides, name) for name in BUNDLES} | {
        "style": bundled(overrides, "style", after=style_of(settings, catalog)),
        "search": search_script(overrides),
    }
    own: list[Output] = [*assets.values(), *_theme_files(theme.files)]
    screen = (assets[name].path for name in ("programme_script", "screen_style", "screen_script"))
    screens = "" if order.portable else digest(*screen)[:12]
    plan, _, more = _planned(catalog, settings, order, own, cache, screens)
    report = replace(report, problems=tuple(in_order([*problems, *more])), plan=(catalog, plan))
    if _fails(report.problems, order):
        return replace(report, failed=True)
    look = Look(overrides, theme.chromes, {name: one.path for name, one in assets.items()})
    if guides := _guides_order(order, catalog):
        if not tree.is_ours(guides.site_dir):
            place = Place(_shown(guides.site_dir, settings.root))
            return replace(report, problems=(problem(place, "site-dir-not-ours"),), failed=True)
        shown = guide_outputs(catalog) if catalog.courses else ()
        held = make_plan(
            [*shown, *((assets[name] for name in ("style", "early", "training_style")) if shown else ())],
            {},
            order.jobs,
        )
        _write(settings, look, guides, cache, site, held, report)
    return _write(settings, look, order, cache, site, plan, report)


def _guides_order(order: Order, catalog: Catalog) -> Order | None:
    """Return where facilitators' guides are written: beside the site, as no learner may see them; None where there are none to write.

    Only the site itself has them: neither previews nor the sites of readers from outside.
    """
    folder = order.site_dir.with_name(GUIDES)
    is_site = order.channel.name == "site" and order.channel.audience == "internal" and not order.live
    if (
        not is_site
        or folder == order.site_dir
        or not (catalog.courses or (folder / tree.GUIDES_MARK).is_file())
    ):
        return None
    return replace(order, site_dir=folder)


def _planned(
    catalog: Catalog,
    settings: Settings,
    order: Order,
    own: Sequence[Output],
    cache: Cache,
    screen: str = "",
) -> tuple[Plan, Published | None, list[Problem]]:
    """Return what the site is made of, its addresses, and the problems that only show when all of it is known.

    `screen` is a key of the screens' script and style; empty for a site without screens.
    """
    name = digest(repr(order.channel), order.portable)
    remembered: Any = cache.get("plan", name) or {}
    running_orders, problems = read_orders(catalog.running_orders, catalog.source)
    problems = (*problems, *find_order_problems(running_orders, catalog))
    if any(map(is_error, problems)):
        return Plan({}, {}, {}), None, list(problems)
    wings = (
        *site_outputs(catalog, settings, order.portable),
        *broadcast_outputs(catalog, settings, order.portable, running_orders, partial(_texts, cache), screen),
        *training_outputs(catalog, settings, order.portable),
        *clip_outputs(catalog, settings),
        *search_outputs(catalog, _makings(catalog, settings, order), cache),
    )
    plan = make_plan([*own, *wings], remembered, order.jobs)
    if plan.groups != remembered:
        cache.put_many("plan", {name: plan.groups})
    published = _published(plan, catalog, settings, order)
    plan = plan.joined(moved_outputs(published.kept.moved, catalog, settings))
    return plan, published, [*problems, *published.kept.problems, *dead_addresses(catalog, plan.keys)]


def _texts(cache: Cache, keys: Iterable[str]) -> dict[str, Any]:
    """Return converted texts by key."""
    wanted = set(keys)
    found = cache.get_many("texts", sorted(wanted))
    if len(found) < len(wanted):
        raise DamagedError("a text is lost")
    return found


def _published(plan: Plan, catalog: Catalog, settings: Settings, order: Order) -> Published:
    """Return what was published, and what comes of it; that an address is lost stops only a site that is to be published."""
    lock, problems = open_lock(settings.links_file, _shown(settings.links_file, settings.root))
    if order.portable:
        lock = lock.without("embed")
    now = standing(plan.keys, catalog, settings.languages)
    kept = Kept(problems=tuple(problems)) if problems else keep(lock, now, catalog, settings.languages)
    if order.channel.name != "site":
        kept = replace(kept, problems=tuple(replace(one, mild=True) for one in kept.problems))
    return Published(lock, now, kept, not problems)


def _makings(catalog: Catalog, settings: Settings, order: Order) -> Makings:
    """Return what the search wing works with; what a result shows is the site wing's to say."""
    link = Linker("", order.portable)
    return Makings(
        settings.languages,
        order.portable,
        partial(result_of, catalog=catalog, link=link, languages=settings.languages),
        settings.cache_dir,
        program_key(),
        order.jobs,
    )


def _fails(problems: Iterable[Problem], order: Order) -> bool:
    """Tell whether a build stops at these problems."""
    return any(is_error(one) or order.strict for one in problems)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Leave the garbage: a third of a build goes into looking for cycles among its values, and there are none."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def check(settings: Settings, order: Order) -> Report:
    """Find all that is wrong, without building."""
    with _without_collecting(), exclusive(settings.cache_dir / "lock.sqlite"):
        return with_cache(settings.cache_dir, program_key(), partial(_check, settings, order))


def read_all(settings: Settings, order: Order) -> tuple[Catalog, list[Problem]]:
    """Return the catalog and what is wrong with it, without working out pages."""
    with _without_collecting(), exclusive(settings.cache_dir / "lock.sqlite"):
        read = with_cache(settings.cache_dir, program_key(), partial(_catalog, settings, order))
    return read[0], read[1]


def _check(settings: Settings, order: Order, cache: Cache) -> Report:
    catalog, problems, _ = _catalog(settings, order, cache)
    published = None
    if not any(map(is_error, problems)):
        _, published, more = _planned(catalog, settings, order, (), cache)
        problems = in_order([*problems, *more])
    return Report(
        tuple(problems),
        published=published,
        catalog=catalog,
        failed=_fails(problems, order),
        found=len(catalog.everything),
        stories=len(catalog.stories),
    )


@cache
def program_key() -> str:
    """Return a key of this program and of the libraries whose results it remembers."""
    here = Path(__file__).parent
    sources = sorted((*here.rglob("*.py"), *here.rglob("*.toml")))
    libraries = tuple(
        map(
            version_of,
            ("Jinja2", "Markdown", "MarkupSafe", "nh3", "pymdown-extensions", "PyYAML", "segno"),
        )
    )
    return digest(
        *libraries,
        version_of("av"),
        *(part for path in sources for part in (path.relative_to(here).as_posix(), path.read_bytes())),
    )


def _catalog(
    settings: Settings, order: Order, cache: Cache
) -> tuple[Catalog, list[Problem], tuple[str, ...]]:
    """Return the catalog, all problems in order, and what was read anew."""
    shown_as = _shown(settings.stories_dir, settings.root)
    sources, found = find_sources(settings.stories_dir, shown_as, settings.languages)
    taxonomy, wrong = read_taxonomy(sources.taxonomies, settings.source)
    synonyms, wrong_too = read_synonyms(sources.taxonomies.get(SYNONYMS))
    readings, read = _readings(settings, sources, cache, order.jobs)
    values = [reading.value for reading in readings]

    def probe(how: Probe, paths: Iterable[str]) -> dict[str, Any]:
        return probed(how, settings.stories_dir, paths, cache, order.jobs)

    stories = newest_first(one for one in values if isinstance(one, Story))
    unread = tuple(reading.unread for reading in readings if reading.unread)
    owners = (*stories, *(one for one in unread if isinstance(one, Story)))
    films = {path for one in owners for path in films_named(one)} & sources.everything
    faces, wanting = None, tuple[Problem, ...]()
    burned_in = any(b"burned_in" in file.content for file in sources.running_orders.values())
    if burned_in or any(story.clip for story in stories):
        faces, wanting = means(settings, cache, Place("mkdocs.yml"))
    views, wrong_views = views_in(settings)
    catalog = Catalog(
        everything=stories,
        pages=tuple(one for one in values if isinstance(one, StandingPage)),
        every_course=tuple(one for one in values if isinstance(one, Course)),
        taxonomy=taxonomy,
        day=order.day,
        channel=order.channel,
        source=settings.source,
        files=sources.everything,
        unread=unread,
        media_base=settings.media_base,
        pictures=probe(_PICTURES, filter(kind_of, sources.everything)),
        films=probe(_FILMS, films) if can_open() else {},
        captions=probe(_CAPTIONS, filter(is_captions, sources.everything)),
        running_orders=sources.running_orders,
        synonyms=synonyms,
        faces=faces,
        views=views,
    )
    problems = [*found, *wrong, *wrong_too, *wrong_views, *wanting]
    problems += (one for reading in readings for one in reading.problems)
    problems += find_problems(catalog, settings, RESERVED - {"index"})
    return catalog, in_order(problems), read


def views_in(settings: Settings) -> tuple[Views, tuple[Problem, ...]]:
    """Return how often stories were seen; where the file cannot be read, a problem that stops no story from coming or going."""
    place = Place(_shown(settings.views_file, settings.root))
    try:
        return read_views(settings.views_file.read_bytes()), ()
    except FileNotFoundError:
        return NO_VIEWS, ()
    except OSError as error:
        return NO_VIEWS, (problem(place, "views-unreadable", reason=error.strerror or error),)
    except WrongError as error:
        return NO_VIEWS, (problem(place, "views-unreadable", reason=error),)


def _shown(folder: Path, root: Path) -> str:
    """Return a folder as a person would write it: below the project where it is."""
    return folder.relative_to(root).as_posix() if folder.is_relative_to(root) else folder.as_posix()


@dataclass(frozen=True, slots=True)
class _Task:
    """A story or page to read."""

    name: str
    files: tuple[tuple[str, File], ...]
    kind: str
    """`story`, `page` or `course`."""

    def key(self, source: str, markup: Markup) -> str:
        """Return a key of all that the reading depends on."""
        contents = [part for language, file in self.files for part in (language, file.path, file.content)]
        return digest(self.name, self.kind, source, repr(markup), *contents)


def _readings(
    settings: Settings, sources: Sources, cache: Cache, jobs: int
) -> tuple[list[Reading], tuple[str, ...]]:
    """Return what came of every story and page, reading only what changed; their texts go to the cache."""
    markup = markup_of(settings.extensions, settings.extension_configs)
    tasks = {
        task.key(settings.source, markup): task
        for kind, group in (("story", sources.stories), ("page", sources.pages), ("course", sources.courses))
        for task in (_Task(name, tuple(sorted(files.items())), kind) for name, files in sorted(group.items()))
    }
    known: dict[str, Any] = cache.get_many("readings", tasks)
    there = cache.known("texts", (text for reading in known.values() for text in reading.text_keys))
    known = {key: reading for key, reading in known.items() if there.issuperset(reading.text_keys)}
    todo = {key: task for key, task in tasks.items() if key not in known}
    work = partial(_read_some, markup, settings)
    fresh = dict(zip(todo, shared_out(work, list(todo.values()), jobs), strict=True))
    cache.put_many("readings", fresh)
    known |= fresh
    cache.keep_only("readings", tasks)
    cache.keep_only("texts", (text for reading in known.values() for text in reading.text_keys))
    return [known[key] for key in tasks], tuple(task.name for task in todo.values())


_READERS = {"story": read_story, "page": read_page, "course": read_course}


def _read_some(markup: Markup, settings: Settings, tasks: Iterable[_Task]) -> list[Reading]:
    """Read stories and pages, in this process or another; their texts go to the cache."""
    converter = Converter(markup)
    readings = [
        _READERS[task.kind](task.name, dict(task.files), settings.source, converter) for task in tasks
    ]
    with Cache(settings.cache_dir, program_key()) as cache:
        cache.put_many("texts", {key: text for reading in readings for key, text in reading.texts.items()})
    return [replace(reading, texts={}) for reading in readings]


def _write(
    settings: Settings, look: Look, order: Order, cache: Cache, site: Site, plan: Plan, report: Report
) -> Report:
    """Make what is out of date, bring the site's folder up to date with it, and add to the report what was done."""
    wanted = plan.wanted(Renderer(look, site).digest)
    folder, name = order.site_dir, order.site_dir.resolve().as_posix()
    remembered: Any = cache.get("tree", name) or {}
    present = tree.survey(folder)
    stale = tree.outdated(wanted, remembered, present)
    outputs = plan.outputs(stale)
    pages = [one for one in outputs if isinstance(one, Page)]
    stage = tree.new_stage(folder) if stale else folder / tree.STAGE
    staged = dict(shared_out(partial(_render_some, look, site, settings.cache_dir, stage), pages, order.jobs))
    drawn = [one for one in outputs if isinstance(one, Drawn)]
    draw = partial(_draw_some, stage, settings.cache_dir / "drawn", plan.keys)
    staged |= dict(shared_out(draw, drawn, order.jobs, worth=4, at_once=1))
    for one in outputs:
        if isinstance(one, Data):
            staged[one.path] = tree.stage_bytes(stage, one.path, one.content)
        elif isinstance(one, Copy):
            staged[one.path] = tree.stage_copy(stage, one.path, one.source)
    changes = tree.commit(folder, stage, wanted, staged, remembered, present)
    if changes.remembered != remembered:
        cache.put_many("tree", {name: dict(changes.remembered)})
    return replace(
        report,
        files=len(wanted),
        rendered=tuple(page.path for page in pages),
        written=changes.written,
        removed=changes.removed,
    )


def _render_some(
    look: Look, site: Site, cache_dir: Path, stage: Path, pages: Iterable[Page]
) -> list[tuple[str, str]]:
    """Render pages aside, in this process or another, and return (path, digest of the bytes)."""
    made = []
    with Cache(cache_dir, program_key()) as cache:
        renderer = Renderer(look, site, cache)
        for page in pages:
            text: Any = cache.get("texts", page.text) if page.text else None
            if page.text and text is None:
                raise DamagedError("a text is lost")
            content = renderer.render(page, text.html if text else "")
            made.append((page.path, tree.stage_bytes(stage, page.path, content)))
    return made


def _draw_some(
    stage: Path, folder: Path, keys: Mapping[str, str], drawn: Iterable[Drawn]
) -> list[tuple[str, str]]:
    """Draw pictures and mend films aside, in this process or another, and return (path, digest of the bytes).

    What takes seconds is kept in a folder by its key.
    """
    made = []
    for one in drawn:
        draw = partial(getattr(import_module(one.module), one.function), *one.given)
        drawing: Any = kept(folder, keys[one.path], draw) if one.is_slow else draw()
        staged = tree.stage_bytes if isinstance(drawing, bytes) else tree.stage_pieces
        made.append((one.path, staged(stage, one.path, drawing)))
    return made


def search_script(overrides: Path) -> Data:
    """Return the engine of search, which a page fetches when its reader begins to search."""
    return bundled(overrides, "search", before=script_head())


def _theme_files(folder: Path) -> list[Copy]:
    """Return the theme's own files that a page may ask for: its icon; its styles and scripts are not used."""
    paths = (path.relative_to(folder).as_posix() for path in sorted(folder.glob("assets/images/**/*")))
    return [Copy(path, folder / path) for path in paths if (folder / path).is_file()]
