"""Reading: from the files of stories, pages and courses → the catalog and all that is wrong, reading only what changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from generator.base.cache import Cache, digest
from generator.base.pool import shared_out
from generator.base.probes import Probe, probed
from generator.base.problems import Place, Problem, in_order, problem, reason_of
from generator.base.settings import Settings
from generator.build.orders import Order, program_key, shown_as
from generator.checks import find_problems
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
from generator.page.addresses import RESERVED
from generator.training.means import means as print_means

_PICTURES = Probe("pictures", "generator.content.pixels", "probed")
_FILMS = Probe("films", "generator.content.reels", "probed", by_content=True, worth=1)
_CAPTIONS = Probe("captions", "generator.content.subtitles", "read_captions")


def read_catalog(
    settings: Settings, order: Order, cache: Cache
) -> tuple[Catalog, list[Problem], tuple[str, ...]]:
    """Return the catalog, all problems in order, and what was read anew."""
    shown = shown_as(settings.stories_dir, settings.root)
    sources, found = find_sources(settings.stories_dir, shown, settings.languages)
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
    print_faces = None
    # While a site is written its PDFs would be drawn at each change.
    if not order.live and any(isinstance(one, Course) for one in values):
        print_faces, wanting_too = print_means(settings, cache, Place("mkdocs.yml"))
        wanting = (*wanting, *wanting_too)
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
        print_faces=print_faces,
        views=views,
    )
    problems = [*found, *wrong, *wrong_too, *wrong_views, *wanting]
    problems += (one for reading in readings for one in reading.problems)
    problems += find_problems(catalog, settings, RESERVED - {"index"})
    return catalog, in_order(problems), read


def views_in(settings: Settings) -> tuple[Views, tuple[Problem, ...]]:
    """Return how often stories were seen; where the file cannot be read, a problem that stops no story from coming or going."""
    place = Place(shown_as(settings.views_file, settings.root))
    try:
        return read_views(settings.views_file.read_bytes()), ()
    except FileNotFoundError:
        return NO_VIEWS, ()
    except OSError as error:
        return NO_VIEWS, (problem(place, "views-unreadable", reason=reason_of(error)),)
    except WrongError as error:
        return NO_VIEWS, (problem(place, "views-unreadable", reason=error),)


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
