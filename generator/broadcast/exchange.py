"""Running orders for other programs: calendars, television guides, playlists.

In: Timelines. Out: iCalendar (RFC 5545), XMLTV (its DTD of 2023), and extended M3U in UTF-8, as text. Written here, as each is
a few lines of text, and a library would be more to trust than it saves.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from generator.base.languages import strings
from generator.base.times import clock
from generator.broadcast.calendar import local_time
from generator.broadcast.order import RunningOrder
from generator.broadcast.pieces import Piece
from generator.broadcast.timeline import Sitting, Timeline, slots_of
from generator.content.catalog import Catalog
from generator.content.words import Words

_TOLD_AT_MOST = 40
"""Items that a calendar lists of one part of a day."""


def calendar_of(
    timeline: Timeline, order: RunningOrder, day: dt.date, language: str, site: str, address: str
) -> str:
    """Return the parts of the days as iCalendar; times are in UTC, which every calendar turns into its own.

    `site` and `address` are where the site and the programme's page stand; either may be empty. `day` dates the file.
    """
    name = order.title.said_in(language).text
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//delight//broadcast//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_ical(name)}",
        f"X-WR-TIMEZONE:{order.zone}",
    ]
    host = site.partition("//")[2].partition("/")[0] or "delight.invalid"
    for sitting in timeline.sittings():
        lines += _event(sitting, order, day, language, host, address)
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _event(
    sitting: Sitting, order: RunningOrder, day: dt.date, language: str, host: str, address: str
) -> list[str]:
    began = local_time(sitting.runs[0].began, order.tzinfo)
    part = sitting.block.at.rstrip(".").replace(".", "") or "items"
    title = (sitting.block.fields.title or order.title).said_in(language)
    told = "\n".join(_listed(sitting, language))
    return [
        "BEGIN:VEVENT",
        f"UID:{order.name}-{part}-{began:%Y%m%d-%H%M%S}@{host}",
        f"DTSTAMP:{day:%Y%m%d}T000000Z",
        f"DTSTART:{_utc(sitting.start)}",
        f"DTEND:{_utc(sitting.end)}",
        f"SUMMARY;LANGUAGE={title.language}:{_ical(title.text)}",
        f"DESCRIPTION:{_ical(told)}",
        *([f"URL:{address}"] if address else []),
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _listed(sitting: Sitting, language: str) -> Iterator[str]:
    """Yield the items of a part of a day, each once, with its length."""
    t = strings(language)
    pieces = [piece for run in sitting.runs[:1] for piece in run.pieces if piece.title]
    for piece in pieces[:_TOLD_AT_MOST]:
        assert piece.title
        yield f"{piece.title.said_in(language).text} ({clock(piece.seconds)})"
    if len(pieces) > _TOLD_AT_MOST:
        yield t("broadcast.more", n=len(pieces) - _TOLD_AT_MOST)
    if sitting.is_repeated:
        yield t("broadcast.repeated", n=sitting.runs[0].times)


def _utc(moment: float) -> str:
    return f"{dt.datetime.fromtimestamp(round(moment), dt.UTC):%Y%m%dT%H%M%SZ}"


def _ical(text: str) -> str:
    """Return a text as iCalendar's TEXT."""
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\n").replace("\n", "\\n")


def _folded(line: str) -> str:
    """Return a line in pieces of at most 75 octets, none cut within a character."""
    pieces: list[str] = []
    piece, size = "", 0
    for letter in line:
        width = len(letter.encode())
        if size + width > 75:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + letter, size + width
    return "\r\n".join([*pieces, piece])


def guide_of(
    orders: Iterable[tuple[RunningOrder, Timeline]], catalog: Catalog, languages: Sequence[str]
) -> str:
    """Return running orders as one XMLTV file: a channel each, titles in every language.

    A part of a day that is repeated is one programme; of others each story is.
    """
    held = list(orders)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<!DOCTYPE tv SYSTEM "xmltv.dtd">',
        '<tv generator-info-name="delight">',
    ]
    for order, _ in held:
        names = _in_each("display-name", order.title, languages)
        lines += [f'<channel id="{channel_id(order)}">', *names, "</channel>"]
    for order, timeline in held:
        for sitting in timeline.sittings():
            lines += _programmes(sitting, order, catalog, languages)
    return "\n".join([*lines, "</tv>", ""])


def channel_id(order: RunningOrder) -> str:
    """Return what XMLTV calls a channel by: a name like a host's (RFC 2838)."""
    return f"{order.name}.delight"


def _programmes(
    sitting: Sitting, order: RunningOrder, catalog: Catalog, languages: Sequence[str]
) -> Iterator[str]:
    zone = order.tzinfo
    if sitting.is_repeated:
        title = sitting.block.fields.title or order.title
        yield _programme(sitting.start, sitting.end, order, zone)
        yield from _in_each("title", title, languages)
        for language in languages:
            yield _element("desc", "\n".join(_listed(sitting, language)), language)
        yield f'<length units="seconds">{round(sitting.end - sitting.start)}</length>'
        yield "</programme>"
        return
    for run in sitting.runs:
        for slot in slots_of(run):
            if slot.piece.story:
                yield _programme(slot.start, slot.end, order, zone)
                yield from _told(slot.piece, catalog, languages)
                yield "</programme>"


def _programme(start: float, end: float, order: RunningOrder, zone: dt.tzinfo) -> str:
    begin, stop = (f"{local_time(round(one), zone):%Y%m%d%H%M%S %z}" for one in (start, end))
    return f'<programme start="{begin}" stop="{stop}" channel="{channel_id(order)}">'


def _told(piece: Piece, catalog: Catalog, languages: Sequence[str]) -> Iterator[str]:
    """Yield what the guide says of a story, in the order of the DTD."""
    story = piece.story
    assert story
    yield from _in_each("title", story.title, languages)
    if piece.text:
        yield from _in_each("sub-title", piece.text, languages)
    yield from _in_each("desc", story.summary, languages)
    yield f"<date>{story.year}</date>"
    category = catalog.taxonomy.of("categories").get(story.category)
    if category:
        yield from _in_each("category", category.name, languages)
    yield f'<length units="seconds">{round(piece.seconds)}</length>'
    for spoken in piece.showing.captions if piece.showing and not piece.showing.is_clip else ():
        yield f'<subtitles type="onscreen"><language>{spoken.language}</language></subtitles>'


def _in_each(name: str, words: Words, languages: Sequence[str]) -> Iterator[str]:
    """Yield an element in each language that the words are in."""
    for said in dict.fromkeys(words.said_in(language) for language in languages):
        yield _element(name, said.text, said.language)


def _element(name: str, text: str, language: str) -> str:
    return f'<{name} lang="{language}">{escape(text)}</{name}>'


def playlist_of(pieces: Iterable[tuple[Piece, str]], language: str) -> str:
    """Return films, each with its address, as extended M3U; a part is told as VLC understands it, others play all of the film."""
    lines = ["#EXTM3U", "#EXTENC:UTF-8"]
    for piece, address in pieces:
        title = piece.title.said_in(language).text if piece.title else ""
        lines.append(f"#EXTINF:{piece.seconds:g},{' '.join(title.split())}")
        if piece.is_part:
            end = round(piece.begin + piece.seconds, 3)
            lines += [f"#EXTVLCOPT:start-time={piece.begin:g}", f"#EXTVLCOPT:stop-time={end:g}"]
        lines.append(address)
    return "\n".join([*lines, ""])


def srt_of(cues: Iterable[tuple[float, float, str]]) -> str:
    """Return cues of (start, end, text) as SubRip, which broadcast systems take."""
    blocks = (
        f"{number}\n{_srt_time(start)} --> {_srt_time(end)}\n{text}\n"
        for number, (start, end, text) in enumerate(cues, start=1)
    )
    return "\n".join(blocks)


def _srt_time(seconds: float) -> str:
    whole = round(seconds * 1000)
    return f"{whole // 3_600_000:02}:{whole // 60_000 % 60:02}:{whole // 1000 % 60:02},{whole % 1000:03}"
