"""The cue sheet (큐시트): what is on when, line by line with running totals, for the people who run a programme.

In: a Timeline. Out: Sheets of Cues, and CSV. What is repeated stands once, with how often; the CSV tells every time.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator
from typing import NamedTuple, get_args

from generator.base.languages import strings
from generator.base.times import clock
from generator.broadcast.calendar import local_time
from generator.broadcast.order import RunningOrder
from generator.broadcast.pieces import Kind, Piece
from generator.broadcast.timeline import Run, Sitting, Timeline, slots_of
from generator.content.words import Said

_FORMULA = ("=", "+", "-", "@", "\t")
"""How a text begins that a spreadsheet takes for a formula."""


class Cue(NamedTuple):
    """One line of a cue sheet."""

    number: int
    start: dt.datetime
    """In the running order's zone."""
    seconds: float
    total: float
    """Seconds from the start of its part of the day to the end of this line."""
    kind: str
    title: Said
    text: Said | None
    story: str
    """Folder name of the story; empty for what is none."""
    source: str
    """The file or address that is played; empty for what is no film."""
    part: str
    """Which part of the film is played, `0:12–1:05`; empty for all of it."""
    captions: str
    """Languages of the film's captions."""
    loudness: str
    """LKFS with one decimal; empty where it is not known."""


class Sheet(NamedTuple):
    """A part of a day as it is on once."""

    title: Said
    start: dt.datetime
    end: dt.datetime
    times: int
    """How many times over the lines are shown."""
    cues: tuple[Cue, ...]
    rest: tuple[Cue, ...]
    """What follows when the lines were shown for the last time."""


def sheets_of(timeline: Timeline, order: RunningOrder, language: str) -> Iterator[Sheet]:
    """Return the cue sheet of each part of the days, in order."""
    for sitting in timeline.sittings():
        yield sheet_of(sitting, order, language)


def sheet_of(sitting: Sitting, order: RunningOrder, language: str) -> Sheet:
    """Return the cue sheet of a part of a day."""
    zone = order.tzinfo
    if sitting.is_repeated:
        looped, after = sitting.runs[:1], sitting.runs[1:]
    else:
        looped, after = sitting.runs, ()
    title = sitting.block.fields.title or order.title
    cues = tuple(_cues((run._replace(times=1) for run in looped), sitting.start, 1, order, language))
    return Sheet(
        title.said_in(language),
        local_time(sitting.start, zone),
        local_time(sitting.end, zone),
        looped[0].times if sitting.is_repeated else 1,
        cues,
        tuple(_cues(after, sitting.start, 1, order, language)),
    )


def _cues(runs: Iterable[Run], began: float, first: int, order: RunningOrder, language: str) -> Iterator[Cue]:
    number = first
    for run in runs:
        for slot in slots_of(run):
            piece, start = slot.piece, local_time(slot.start, order.tzinfo)
            yield _cue(number, start, slot.end - began, piece, language)
            number += 1


def _cue(number: int, start: dt.datetime, total: float, piece: Piece, language: str) -> Cue:
    t = strings(language)
    title = piece.title.said_in(language) if piece.title else Said(t("broadcast.kept_free"), language)
    text = piece.text.said_in(language) if piece.text else None
    story = piece.story.slug if piece.story else ""
    showing = piece.showing
    if showing is None:
        return Cue(number, start, piece.seconds, total, piece.kind, title, text, story, "", "", "", "")
    film = showing.main.film
    return Cue(
        number,
        start,
        piece.seconds,
        total,
        piece.kind,
        title,
        text,
        story,
        source=showing.main.path or showing.main.address,
        part=f"{clock(piece.begin)}–{clock(piece.begin + piece.seconds)}" if piece.is_part else "",
        captions=" ".join(one.language for one in showing.captions),
        loudness=f"{film.loudness:.1f}" if film and film.loudness is not None else "",
    )


def csv_of(timeline: Timeline, order: RunningOrder, language: str, every: bool = True) -> str:
    """Return the lines as CSV (RFC 4180), with a byte order mark, without which Excel takes it for another encoding.

    Lines that are repeated stand there `every` time, or else once with how often. A text that a spreadsheet would take for a
    formula begins with an apostrophe.
    """
    t = strings(language)
    held = io.StringIO()
    writer = csv.writer(held)
    columns = ("number", "date", "start", "end", "length", "total", "kind", "title", "part_title", "story")
    more = ("source", "part", "captions", "loudness", "times")
    kinds = {kind: t(f"broadcast.kind.{kind}") for kind in get_args(Kind)}
    writer.writerow([t(f"broadcast.column.{name}") for name in (*columns, *more)])
    for sitting in timeline.sittings():
        runs = sitting.runs if every else tuple(run._replace(times=1) for run in sitting.runs)
        times = 1 if every or not sitting.is_repeated else sitting.runs[0].times
        looped = len(sitting.runs[0].pieces)
        for one in _cues(runs, sitting.start, 1, order, language):
            end = one.start + dt.timedelta(seconds=one.seconds)
            text = one.text.text if one.text else ""
            writer.writerow(
                (
                    *(
                        one.number,
                        one.start.date().isoformat(),
                        f"{one.start.time()}"[:8],
                        f"{end.time()}"[:8],
                    ),
                    *(length_text(one.seconds), length_text(one.total), kinds[one.kind]),
                    *(_harmless(one.title.text), _harmless(text), one.story, _harmless(one.source), one.part),
                    *(one.captions, one.loudness, times if one.number <= looped else 1),
                )
            )
    return "\ufeff" + held.getvalue()


def _harmless(text: str) -> str:
    return f"'{text}" if text[:1] in _FORMULA else text


def length_text(seconds: float) -> str:
    """Return a length as `1:05`, `1:02:03`, or `1:05.5` where it is not of whole seconds."""
    whole = round(seconds, 1)
    tenth = round((whole - int(whole)) * 10)
    return clock(whole) + (f".{tenth}" if tenth else "")
