"""The pages of running orders: all of them, each with its day and week, and its cue sheet to print.

In: Timelines. Out: records and Pages. What is on now is the browser's to say; without its script a page tells the day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from generator.base.addresses import file_of
from generator.base.languages import strings
from generator.base.outputs import Page
from generator.base.settings import Settings
from generator.broadcast.calendar import HOME, local_time
from generator.broadcast.checks import DAYS
from generator.broadcast.cuesheet import Cue, length_text, sheet_of
from generator.broadcast.order import RunningOrder
from generator.broadcast.timeline import Sitting, Timeline
from generator.content.catalog import Catalog
from generator.content.story import Story
from generator.content.words import Said
from generator.page import addresses
from generator.page.feeds import FeedLink, feed_title, links_to
from generator.page.frames import frame, plain_frame

_FILES = ("calendar.ics", "cues.csv", "playlist.m3u8", "schedule.json")


class Row(NamedTuple):
    """A line of a programme."""

    start: str
    """`12:00`, with seconds in a cue sheet."""
    length: str
    total: str
    kind: str
    title: Said
    text: Said | None
    address: str
    """Of the story's page; empty for what is no story."""
    notes: tuple[str, ...]
    """Part of the film, languages of its captions, loudness."""


class Showing(NamedTuple):
    """A part of a day as a page tells it."""

    title: Said
    start: str
    end: str
    begins: int
    """POSIX time."""
    ends: int
    times: int
    total: str
    rows: tuple[Row, ...]
    rest: tuple[Row, ...]


class Day(NamedTuple):
    """A day of a programme."""

    date: dt.date
    weekday: str
    showings: tuple[Showing, ...]


class Days(NamedTuple):
    """Days that have the same cue sheet."""

    dates: tuple[dt.date, ...]
    weekdays: tuple[str, ...]
    showings: tuple[Showing, ...]


class File(NamedTuple):
    """A file of a programme."""

    name: str
    address: str


class Burned(NamedTuple):
    """A film with captions burned in."""

    title: Said
    film: str
    captions: str
    """Address of the captions as SRT."""


@dataclass(frozen=True, slots=True)
class ProgrammeRecord:
    """The page of a running order."""

    title: Said
    summary: Said | None
    zone: str
    """Name of its time zone, where that is not the usual one."""
    week: tuple[Day, ...]
    """Today first."""
    next_day: Day | None
    """The first day on which something is on, where nothing is today."""
    schedule: str
    """Address of what the script asks to know what is on now; empty where it may ask for nothing."""
    screen: str
    sheet: str
    files: tuple[File, ...]
    films: tuple[Burned, ...]
    """Films with captions burned in."""
    above: str
    """Address of the list of running orders."""
    feeds: tuple[FeedLink, ...]


@dataclass(frozen=True, slots=True)
class SheetRecord:
    """The cue sheet of a running order, to print."""

    title: Said
    zone: str
    days: tuple[Days, ...]
    programme: str


class Listed(NamedTuple):
    """A running order in the list of all."""

    title: Said
    summary: Said | None
    address: str
    screen: str
    schedule: str
    today: Day
    next_day: Day | None


@dataclass(frozen=True, slots=True)
class BroadcastRecord:
    """The list of running orders."""

    orders: tuple[Listed, ...]
    guide: str


class Told(NamedTuple):
    """A running order with its coming days, as a site of today may tell them."""

    order: RunningOrder
    timeline: Timeline
    playlist: bool
    """Whether it has films to list."""
    screen: bool
    """Whether there is a screen, and the schedule that it follows."""
    burned_in: tuple[Story, ...]
    """Stories whose films have captions burned in."""
    languages: frozenset[str]
    """Languages that its stories are written in, in each of which it can be followed."""


def _by_day(told: Told) -> dict[dt.date, list[Sitting]]:
    found: dict[dt.date, list[Sitting]] = {}
    for sitting in told.timeline.sittings():
        found.setdefault(sitting.day, []).append(sitting)
    return found


def _days(told: Told, first: dt.date, language: str, rows_of: int = 0) -> list[Day]:
    """Return the coming days, those on which nothing is on too; the rows only of the first `rows_of`."""
    t = strings(language)
    by_day = _by_day(told)
    dates = [first + dt.timedelta(days=number) for number in range(DAYS)]
    return [
        Day(
            day,
            t(f"broadcast.weekday.{day.weekday()}"),
            tuple(
                _showing(one, told.order, language, with_rows=number < rows_of) for one in by_day.get(day, ())
            ),
        )
        for number, day in enumerate(dates)
    ]


def _showing(
    sitting: Sitting, order: RunningOrder, language: str, with_rows: bool, precise: bool = False
) -> Showing:
    start, end = (local_time(one, order.tzinfo) for one in (sitting.start, sitting.end))
    sheet = sheet_of(sitting, order, language) if with_rows else None
    return Showing(
        title=(sitting.block.fields.title or order.title).said_in(language),
        start=f"{start:%H:%M}",
        end=f"{end:%H:%M}",
        begins=int(sitting.start),
        ends=round(sitting.end),
        times=sitting.times,
        total=length_text(sitting.seconds),
        rows=tuple(_row(cue, language, precise) for cue in sheet.cues) if sheet else (),
        rest=tuple(_row(cue, language, precise) for cue in sheet.rest) if sheet and precise else (),
    )


def _row(cue: Cue, language: str, precise: bool) -> Row:
    t = strings(language)
    notes = [cue.part] if cue.part else []
    if precise and cue.captions:
        notes.append(t("broadcast.note.captions", languages=cue.captions))
    if precise and cue.loudness:
        notes.append(f"{cue.loudness} LKFS")
    return Row(
        start=f"{cue.start:%H:%M:%S}" if precise else f"{cue.start:%H:%M}",
        length=length_text(cue.seconds),
        total=length_text(cue.total),
        kind=cue.kind,
        title=cue.title,
        text=cue.text,
        address=addresses.story(cue.story, language) if cue.story else "",
        notes=tuple(notes),
    )


def broadcast_page(orders: Iterable[Told], catalog: Catalog, settings: Settings, language: str) -> Page:
    """Return the list of running orders."""
    t = strings(language)
    record = BroadcastRecord(tuple(_listed(told, catalog, language) for told in orders), addresses.guide())
    here = plain_frame(
        settings,
        language,
        t("broadcast.title"),
        t("broadcast.text"),
        addresses.broadcast,
        section="broadcast",
        indexed=False,
    )
    return Page(file_of(here.address), "broadcast", record, here)


def _listed(told: Told, catalog: Catalog, language: str) -> Listed:
    order, name = told.order, told.order.name
    days = _days(told, catalog.day, language)
    return Listed(
        order.title.said_in(language),
        order.summary.said_in(language) if order.summary else None,
        addresses.programme(name, language),
        addresses.programme(name, language, "screen/") if told.screen else "",
        addresses.programme(name, language, "schedule.json") if told.screen else "",
        days[0],
        _next_day(days),
    )


def _next_day(days: list[Day]) -> Day | None:
    return None if days[0].showings else next((day for day in days if day.showings), None)


def programme_pages(told: Told, catalog: Catalog, settings: Settings, language: str) -> Iterator[Page]:
    """Return the page of a running order, and its cue sheet."""
    order, name, t = told.order, told.order.name, strings(language)
    title = order.title.said_in(language)
    summary = order.summary.said_in(language) if order.summary else Said(t("broadcast.text"), language)
    days = _days(told, catalog.day, language, rows_of=1)
    there = {"playlist.m3u8": told.playlist, "schedule.json": told.screen}
    files = [one for one in _FILES if there.get(one, True)]
    zone = "" if order.zone == HOME else order.zone
    feeds: tuple[FeedLink, ...] = ()
    if language in told.languages:
        whole = Said(feed_title(title.text, settings, language), title.language)
        feeds = links_to(feed_of(name), whole, language)
    record = ProgrammeRecord(
        title=title,
        summary=order.summary.said_in(language) if order.summary else None,
        zone=zone,
        week=tuple(days[:7]),
        next_day=_next_day(days),
        schedule=addresses.programme(name, language, "schedule.json") if told.screen else "",
        screen=addresses.programme(name, language, "screen/") if told.screen else "",
        sheet=addresses.programme(name, language, "sheet/"),
        files=tuple(File(one, addresses.programme(name, language, one)) for one in files),
        films=tuple(_burned(story, order, catalog, language) for story in told.burned_in),
        above=addresses.broadcast(language),
        feeds=feeds,
    )

    def here(one: str) -> str:
        return addresses.programme(name, one)

    followed = tuple(feed[1:] for feed in feeds)
    outer = frame(
        settings, language, title, summary, here, section="broadcast", indexed=False, feeds=followed
    )
    yield Page(file_of(outer.address), "programme", record, outer)
    sheet = SheetRecord(title, zone, tuple(_alike(told, catalog.day, language)), outer.address)
    outer = frame(
        settings,
        language,
        Said(t("broadcast.sheet.title", name=title.text), language),
        summary,
        lambda one: addresses.programme(name, one, "sheet/"),
        section="broadcast",
        indexed=False,
    )
    yield Page(file_of(outer.address), "cuesheet", sheet, outer)


def feed_of(name: str) -> str:
    """Return what the feeds of a running order stand under."""
    return f"broadcast/{name}"


def _burned(story: Story, order: RunningOrder, catalog: Catalog, language: str) -> Burned:
    spoken = order.captions or catalog.source
    film, captions = (addresses.broadcast_film(story.slug, spoken, suffix) for suffix in ("mp4", "srt"))
    return Burned(story.title.said_in(language), film, captions)


def _alike(told: Told, first: dt.date, language: str) -> Iterator[Days]:
    """Yield the days of a week, those on which the same is on at the same times together."""
    by_day, found = _by_day(told), dict[object, list[dt.date]]()
    for day in (first + dt.timedelta(days=number) for number in range(7)):
        if day in by_day:
            found.setdefault(_what_is_on(by_day[day], told.order), []).append(day)
    t = strings(language)
    for days in found.values():
        yield Days(
            tuple(days),
            tuple(t(f"broadcast.weekday.{day.weekday()}") for day in days),
            tuple(
                _showing(one, told.order, language, with_rows=True, precise=True) for one in by_day[days[0]]
            ),
        )


def _what_is_on(sittings: Iterable[Sitting], order: RunningOrder) -> object:
    """Return what tells a day from others: its items, and their times of day."""
    return tuple(
        (
            f"{local_time(run.start, order.tzinfo):%H:%M:%S.%f}",
            run.times,
            tuple((piece.at, piece.seconds, piece.title is None) for piece in run.pieces),
        )
        for sitting in sittings
        for run in sitting.runs
    )
