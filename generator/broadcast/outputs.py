"""What running orders make: programme pages, screens, playlists and schedules, as Outputs.

Each running order is a group of its own, so that an edit of one leaves the others as they were.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, partial

from generator.base.cache import digest
from generator.base.languages import strings
from generator.base.outputs import Data, Drawn, Group, Output, Page
from generator.base.settings import Settings
from generator.broadcast.cards import Texts, card_of
from generator.broadcast.checks import DAYS
from generator.broadcast.cuesheet import csv_of
from generator.broadcast.exchange import calendar_of, guide_of, playlist_of, srt_of
from generator.broadcast.feeds import Followed
from generator.broadcast.order import RunningOrder
from generator.broadcast.pieces import Piece, lines_of
from generator.broadcast.programme import Told, broadcast_page, feed_of, programme_pages
from generator.broadcast.screen import screen_outputs
from generator.broadcast.timeline import as_told, make_timeline
from generator.content.catalog import Catalog
from generator.content.story import Story
from generator.page import addresses
from generator.page.feeds import feed_title, latest_first

Ask = Callable[[Iterable[str]], Texts]
"""Returns the converted texts of these keys."""


def order_outputs(
    orders: Sequence[RunningOrder], catalog: Catalog, settings: Settings, ask: Ask, page: str
) -> list[Output | Group]:
    """Return every output of running orders; `page` is a key of the screen's script and style, empty where there are no screens."""
    shown = [order for order in orders if _may_be_told(order, catalog)]
    if not shown:
        return []
    keys = {order.name: _key(order, catalog, settings, page) for order in shown}
    return [
        Group(digest("broadcast", *keys.values()), _once(partial(_shared, shown, catalog, settings, page))),
        *(
            Group(keys[order.name], _once(partial(_outputs, order, catalog, settings, ask, page)))
            for order in shown
        ),
        *_burned_in(shown, catalog, settings),
    ]


def followed_orders(
    orders: Iterable[RunningOrder], catalog: Catalog, settings: Settings
) -> Iterator[Followed]:
    """Return what the feeds of running orders tell: their stories that this site shows, in the order in which they came out."""
    for order in orders:
        if not _may_be_told(order, catalog):
            continue
        for language in settings.languages:
            stories = [story for story in _stories(order, catalog) if language in story.languages]
            title = order.title.said_in(language).text
            text = (
                order.summary.said_in(language).text if order.summary else strings(language)("broadcast.text")
            )
            yield Followed(
                feed_of(order.name),
                language,
                feed_title(title, settings, language),
                text,
                addresses.programme(order.name, language),
                latest_first(stories),
            )


def _once(make: Callable[[], Iterable[Page | Data]]) -> Callable[[], list[Page | Data]]:
    """Return a function that works outputs out the first time only: a plan asks for their keys, and then for themselves."""
    return cache(lambda: list(make()))


def _may_be_told(order: RunningOrder, catalog: Catalog) -> bool:
    """Tell whether the readers of this site are among those who watch: what is for the house is not on a public site."""
    channel = catalog.channel
    if channel.audience == "public" and order.audience != "public":
        return False
    return not order.affiliate or channel.affiliate in ("", order.affiliate)


def _stories(order: RunningOrder, catalog: Catalog) -> Iterator[Story]:
    """Return the stories that a running order names and this site shows today."""
    found = {story.slug: story for name in order.stories if (story := catalog.find(name))}
    for story in found.values():
        if not catalog.is_unread(story) and catalog.reason(story) is None:
            yield story


def _key(order: RunningOrder, catalog: Catalog, settings: Settings, page: str) -> str:
    """Return a key of all that a running order's outputs depend on."""
    named = [story for name in order.stories if (story := catalog.find(name))]
    folders = {f"{story.folder}/" for story in named}
    known = [
        (path, value)
        for held in (catalog.pictures, catalog.films, catalog.captions)
        for path, value in sorted(held.items())
        if f"{'/'.join(path.split('/')[:2])}/" in folders
    ]
    return digest(
        order.name,
        order.key,
        page,
        repr(settings),
        catalog.day,
        repr(catalog.channel),
        repr(catalog.taxonomy),
        repr(known),
        repr(catalog.faces),
        *(catalog.files_below.get(story.folder, ()) for story in named),
        *(
            part
            for story in named
            for part in (story.slug, story.front, *(body.key for body in story.bodies))
        ),
    )


def _told(order: RunningOrder, catalog: Catalog, page: str) -> Told:
    timeline = as_told(make_timeline(order, catalog, catalog.day, DAYS), catalog)
    films = list(_films(order, catalog))
    is_burned = order.burned_in and catalog.faces is not None
    burned = {
        one.story.slug: one.story for one in films if one.story and one.showing and one.showing.main.film
    }
    stories = {language for story in _stories(order, catalog) for language in story.languages}
    return Told(
        order,
        timeline,
        bool(films),
        bool(page),
        tuple(burned.values()) if is_burned else (),
        frozenset(stories),
    )


def _films(order: RunningOrder, catalog: Catalog) -> Iterator[Piece]:
    """Return the films of a running order in the order in which they are shown, but for those this site does not show today."""
    for block in order.parts:
        for line in lines_of(order, block, catalog, []):
            story = line.piece.story
            if story and line.piece.kind == "film" and catalog.reason(story) is None:
                yield line.piece


def _shared(
    orders: Sequence[RunningOrder], catalog: Catalog, settings: Settings, page: str
) -> Iterator[Page | Data]:
    """Return what tells of all running orders: the list in each language, and the television guide."""
    told = [_told(order, catalog, page) for order in orders]
    for language in settings.languages:
        yield broadcast_page(told, catalog, settings, language)
    guide = guide_of([(one.order, one.timeline) for one in told], catalog, settings.languages)
    yield Data(addresses.guide(), guide.encode())


def _outputs(
    order: RunningOrder, catalog: Catalog, settings: Settings, ask: Ask, page: str
) -> Iterator[Page | Data]:
    """Return all that one running order makes."""
    told = _told(order, catalog, page)
    stories = list(_stories(order, catalog))
    texts = ask(body.key for story in stories for body in story.bodies)
    for language in settings.languages:
        cards = {story.slug: card_of(story, catalog, settings, language, texts) for story in stories}
        if page:
            yield from screen_outputs(order, told.timeline, cards, catalog, language, page)
        yield from programme_pages(told, catalog, settings, language)
        yield from _files(told, catalog, settings, language)


def _files(told: Told, catalog: Catalog, settings: Settings, language: str) -> Iterator[Data]:
    order, timeline, site = told.order, told.timeline, settings.site_url
    here = addresses.programme(order.name, language)
    calendar = calendar_of(timeline, order, catalog.day, language, site, f"{site}{here}" if site else "")
    yield Data(f"{here}calendar.ics", calendar.encode())
    week = tuple(run for run in timeline.runs if run.day < catalog.day + dt.timedelta(days=7))
    table = csv_of(replace(timeline, runs=week), order, language, every=False)
    yield Data(f"{here}cues.csv", table.encode())
    if told.playlist:
        root = "../" * here.count("/")
        films = [(piece, _played(piece, order, catalog, root)) for piece in _films(order, catalog)]
        yield Data(f"{here}playlist.m3u8", playlist_of(films, language).encode())


def _played(piece: Piece, order: RunningOrder, catalog: Catalog, root: str) -> str:
    """Return the address of a film as a playlist names it: its own, or relative to the playlist; with captions where wished for."""
    showing = piece.showing
    assert showing
    if order.burned_in and catalog.faces and showing.main.film and piece.story:
        language = order.captions or catalog.source
        return root + addresses.broadcast_film(piece.story.slug, language, "mp4")
    return showing.main.address or root + addresses.media(showing.main.path)


def _burned_in(
    orders: Iterable[RunningOrder], catalog: Catalog, settings: Settings
) -> Iterator[Drawn | Data]:
    """Return the films that running orders wish to have captions burned in, and those captions as SRT, each once."""
    found: dict[str, Drawn | Data] = {}
    for order in orders:
        language = order.captions or catalog.source
        for piece in _films(order, catalog) if order.burned_in and catalog.faces else ():
            film = piece.showing.main.film if piece.showing else None
            if film and piece.story and piece.showing and catalog.faces:
                spoken = piece.showing.captions_in(language)
                cues = spoken.cues if spoken else ()
                size, told = (film.width, film.height), tuple((one.start, one.end, one.text) for one in cues)
                source = settings.stories_dir / piece.showing.main.path
                loudness = (film.loudness, film.true_peak)
                given = (source, film.content, size, told, catalog.faces.bold, *loudness)
                path = addresses.broadcast_film(piece.story.slug, language, "mp4")
                found[path] = Drawn(path, "generator.broadcast.rendering", "burned_in", given, is_slow=True)
                path = addresses.broadcast_film(piece.story.slug, language, "srt")
                found[path] = Data(path, srt_of(told).encode())
    return iter(found.values())
