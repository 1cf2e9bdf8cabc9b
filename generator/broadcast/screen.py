"""The screen of a running order: one full-screen page, and the schedule that it follows.

In: a Timeline, cards of stories. Out: the page, `schedule.json` with all that is shown in the coming days, and `version.json`, which a
screen asks for now and then. overrides/broadcast/ draws; what may be shown on which day is settled here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.base.addresses import file_of
from generator.base.cache import digest
from generator.base.languages import strings
from generator.base.outputs import Data, Page
from generator.broadcast.calendar import HOME, local_time
from generator.broadcast.cards import art_of, said
from generator.broadcast.order import RunningOrder
from generator.broadcast.pieces import Piece
from generator.broadcast.timeline import Timeline
from generator.content.catalog import Catalog
from generator.content.plain import as_json
from generator.content.showing import Showing
from generator.content.story import Story
from generator.content.words import Said
from generator.page import addresses
from generator.page.covers import MIXED, composition_of

_WORDS = ("next", "code", "free")


@dataclass(frozen=True, slots=True)
class ScreenRecord:
    """The page of a screen, which holds next to nothing itself."""

    title: Said
    name: str
    language: str
    page: str
    """Key of the page, its script and its style: when it changes, a screen loads itself anew."""
    programme: str
    """Address of the programme's page, for a browser without script."""


def screen_outputs(
    order: RunningOrder,
    timeline: Timeline,
    cards: Mapping[str, Mapping[str, Any]],
    catalog: Catalog,
    language: str,
    page: str,
) -> Iterator[Page | Data]:
    """Return the screen of a running order in one language; `cards` are those of its stories by folder name."""
    schedule = _schedule(order, timeline, cards, catalog, language)
    version = digest(as_json(schedule))[:12]
    whole = as_json({"version": version, "page": page, **schedule})
    small = as_json({"version": version, "page": page})
    yield Data(addresses.programme(order.name, language, "schedule.json"), f"{whole}\n".encode())
    yield Data(addresses.programme(order.name, language, "version.json"), f"{small}\n".encode())
    home = addresses.programme(order.name, language)
    record = ScreenRecord(order.title.said_in(language), order.name, language, page, home)
    address = addresses.programme(order.name, language, "screen/")
    yield Page(file_of(address), "screen", record, language=language, holds_media=True)


def _schedule(
    order: RunningOrder,
    timeline: Timeline,
    cards: Mapping[str, Mapping[str, Any]],
    catalog: Catalog,
    language: str,
) -> dict[str, Any]:
    """Return all that a screen needs to know.

    `runs` are [POSIX time, number of a row, times]; a row is [number of a piece, seconds, number of a piece, seconds, …].
    """
    pieces: dict[str, int] = {}
    rows: dict[tuple[float, ...], int] = {}
    runs = []
    told: list[Any] = []
    stories: dict[str, Story] = {}
    films: dict[str, dict[str, Any]] = {}
    for run in timeline.runs:
        row: list[float] = []
        for piece in run.pieces:
            value = _piece(piece, language)
            if value["kind"] == "film" and piece.story and piece.showing:
                films[piece.story.slug] = _film(piece.showing, order.captions or language)
            if (key := as_json(value)) not in pieces:
                pieces[key] = len(told)
                told.append(value)
            row += (pieces[key], _plain(piece.seconds))
            if piece.story:
                stories[piece.story.slug] = piece.story
        runs.append([_plain(run.start), rows.setdefault(tuple(row), len(rows)), run.times])
    t = strings(language)
    return {
        "title": said(order.title, language),
        "language": language,
        "zone": order.zone,
        "offsets": _offsets(order, catalog.day),
        "art": art_of(composition_of(order.name), MIXED["customer-contact"][1]),
        "words": {name: t(f"broadcast.screen.{name}") for name in _WORDS},
        "stories": {slug: cards[slug] for slug in stories},
        "films": films,
        "pieces": told,
        "rows": [list(row) for row in rows],
        "runs": runs,
    }


def _plain(seconds: float) -> float:
    """Return seconds as JSON writes them shortest."""
    return int(seconds) if seconds == int(seconds) else seconds


def _piece(piece: Piece, language: str) -> dict[str, Any]:
    """Return a piece; a clip in another language than the screen's is the story's card."""
    showing = piece.showing
    is_foreign = showing is not None and showing.is_clip and showing.dialogue != language
    made: dict[str, Any] = {"kind": "card" if is_foreign else piece.kind}
    if piece.story:
        made["story"] = piece.story.slug
    elif piece.title:
        made["title"] = said(piece.title, language)
    if piece.text:
        made["text"] = said(piece.text, language)
    if made["kind"] == "film":
        made["begin"] = _plain(piece.begin)
    return made


def _film(showing: Showing, captions: str) -> dict[str, Any]:
    main = showing.main
    content = main.film.content if main.film else digest(repr(showing)) if showing.is_clip else ""
    made: dict[str, Any] = {
        "src": main.address or addresses.media(main.path) + (f"?{content[:8]}" if content else ""),
        "size": main.film.size if main.film else 0,
    }
    if showing.is_clip:
        made["titled"] = 1  # it shows its own title and words
    elif cues := _cues(showing, captions):
        made["cues"] = cues
    return made


def _cues(showing: Showing, language: str) -> list[list[Any]]:
    spoken = showing.captions_in(language)
    return [
        [_plain(round(cue.start, 3)), _plain(round(cue.end, 3)), cue.text]
        for cue in (spoken.cues if spoken else ())
    ]


def _offsets(order: RunningOrder, day: dt.date) -> list[list[float]]:
    """Return how many minutes the zone's clocks are ahead of UTC, from which moment on, for a year."""
    zone = order.tzinfo
    begin = dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC).timestamp() - 86400
    found: list[list[float]] = []
    hours = (begin,) if order.zone == HOME else (begin + 3600 * hour for hour in range(366 * 24))
    for moment in hours:
        offset = local_time(moment, zone).utcoffset()
        minutes = int((offset or dt.timedelta()).total_seconds() // 60)
        if not found or found[-1][1] != minutes:
            found.append([int(moment), minutes])
    return found
