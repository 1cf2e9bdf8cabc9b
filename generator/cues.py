"""`delight broadcast`: the cue sheet (큐시트) of a running order on a day, for people, spreadsheets, calendars and programs.

In: the catalog and running orders. Out: a table with running totals, CSV, iCalendar or JSON. Exit status 1 where an error stands.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from generator.arguments import date
from generator.base.languages import Strings
from generator.base.problems import is_error, message
from generator.base.settings import Settings
from generator.base.tables import shortened, table
from generator.base.writing import format_date
from generator.broadcast.calendar import HOME
from generator.broadcast.checks import find_order_problems
from generator.broadcast.cuesheet import Cue, Sheet, csv_of, length_text, sheets_of
from generator.broadcast.exchange import calendar_of
from generator.broadcast.order import RunningOrder, read_orders
from generator.broadcast.timeline import Timeline, make_timeline
from generator.build import Order, read_all
from generator.content.visibility import Channel, today
from generator.page import addresses

VERSION = 1
"""Of the JSON; raised when a program that reads it would have to change."""
_WIDEST = 60
"""Columns of a title."""


def add_commands(commands: Any, common: argparse.ArgumentParser, t: Strings) -> None:
    """Add `delight broadcast` to the command's parser."""
    about = t("cli.broadcast")
    parser = commands.add_parser("broadcast", parents=[common], help=about, description=about)
    parser.add_argument("name", nargs="*", help=t("cues.name"))
    parser.add_argument("--day", type=date, metavar="YYYY-MM-DD", help=t("cues.day"))
    form = parser.add_mutually_exclusive_group()
    for name in ("csv", "ics", "json"):
        form.add_argument(f"--{name}", action="store_true", help=t(f"cues.{name}"))
    parser.set_defaults(run=_broadcast)


def _broadcast(options: argparse.Namespace, settings: Settings, t: Strings) -> int:
    day = options.day or today()
    channel = Channel("preview", settings.audience, settings.affiliate)
    catalog, problems = read_all(settings, Order(day, channel, settings.site_dir))
    orders, wrong = read_orders(catalog.running_orders, catalog.source)
    found = [*wrong, *find_order_problems(orders, catalog)]
    known = {order.name: order for order in orders}
    if unknown := [name for name in options.name if name not in catalog.running_orders]:
        for name in unknown:
            print(t("cues.unknown", name=name, known=", ".join(sorted(known)) or "–"), file=sys.stderr)
        return 1
    chosen = [order for order in orders if order.name in options.name or not options.name]
    timelines = [(order, make_timeline(order, catalog, day)) for order in chosen]
    sys.stdout.write(_told(options, timelines, day, settings, t))
    paths = {catalog.running_orders[name].path for name in options.name or catalog.running_orders}
    mine = [one for one in found if one.place.path in paths]
    for one in mine:
        print(message(one, t.language), file=sys.stderr)
    stopped = [one for one in problems if is_error(one)]
    if stopped:
        print(t("cues.stories_wrong", n=len(stopped)), file=sys.stderr)
    return int(any(map(is_error, mine)) or bool(stopped))


def _told(
    options: argparse.Namespace,
    timelines: Sequence[tuple[RunningOrder, Timeline]],
    day: dt.date,
    settings: Settings,
    t: Strings,
) -> str:
    if options.csv:
        return "".join(
            csv_of(timeline, order, t.language).removeprefix("\ufeff" if number else "")
            for number, (order, timeline) in enumerate(timelines)
        )
    if options.ics:
        site = settings.site_url
        return "".join(
            calendar_of(timeline, order, day, t.language, site, _page(order, settings, t))
            for order, timeline in timelines
        )
    if options.json:
        told = {"version": VERSION, "orders": [_json(*one, day, t) for one in timelines]}
        return json.dumps(told, ensure_ascii=False, indent=2) + "\n"
    return "\n".join(line for one in timelines for line in _table(*one, day, t)) + "\n"


def _page(order: RunningOrder, settings: Settings, t: Strings) -> str:
    """Return the whole address of a running order's page, or nothing where the site's is not known."""
    return f"{settings.site_url}{addresses.programme(order.name, t.language)}" if settings.site_url else ""


def _table(order: RunningOrder, timeline: Timeline, day: dt.date, t: Strings) -> Iterator[str]:
    """Yield the cue sheet of a day."""
    named = order.title.said_in(t.language).text
    weekday = t(f"broadcast.weekday.{day.weekday()}")
    zone = "" if order.zone == HOME else f" · {order.zone}"
    yield f"{named} · {format_date(day, t.language)} {weekday}{zone}"
    sheets = list(sheets_of(timeline, order, t.language))
    if not sheets:
        yield t("cues.nothing")
    for sheet in sheets:
        times = f" · {t('broadcast.repeated', n=sheet.times)}" if sheet.times > 1 else ""
        yield ""
        yield f"{sheet.start:%H:%M:%S}–{sheet.end:%H:%M:%S} {sheet.title.text}{times}"
        yield from _lines(sheet, t)
    yield ""


def _lines(sheet: Sheet, t: Strings) -> Iterator[str]:
    names = ("number", "start", "length", "total", "kind", "title", "notes")
    head = [t(f"broadcast.column.{name}") for name in names]
    rows = [head, *(_row(cue, t) for cue in sheet.cues)]
    rest = [_row(cue, t) for cue in sheet.rest]
    lines = list(table([*rows, *rest], (True, False, True, True, False, False, False)))
    yield from lines[: len(rows)]
    if rest:
        yield t("broadcast.sheet.rest")
        yield from lines[len(rows) :]


def _row(cue: Cue, t: Strings) -> list[str]:
    title = f"{cue.title.text} – {cue.text.text}" if cue.text and cue.kind == "film" else cue.title.text
    notes = (cue.part, cue.captions, f"{cue.loudness} LKFS" if cue.loudness else "")
    return [
        f"{cue.number}",
        f"{cue.start:%H:%M:%S}",
        length_text(cue.seconds),
        length_text(cue.total),
        t(f"broadcast.kind.{cue.kind}"),
        shortened(title, _WIDEST),
        " · ".join(filter(None, notes)),
    ]


def _json(order: RunningOrder, timeline: Timeline, day: dt.date, t: Strings) -> dict[str, Any]:
    """Return the cue sheet of a day for programs; docs/broadcast.md tells its fields."""
    return {
        "name": order.name,
        "title": dict(order.title.by_language),
        "channel": order.channel,
        "zone": order.zone,
        "day": day.isoformat(),
        "parts": [
            {
                "title": sheet.title.text,
                "start": sheet.start.isoformat(),
                "end": sheet.end.isoformat(),
                "times": sheet.times,
                "items": [_json_cue(cue) for cue in sheet.cues],
                "rest": [_json_cue(cue) for cue in sheet.rest],
            }
            for sheet in sheets_of(timeline, order, t.language)
        ],
    }


def _json_cue(cue: Cue) -> dict[str, Any]:
    told: dict[str, Any] = {
        "number": cue.number,
        "start": cue.start.isoformat(),
        "seconds": cue.seconds,
        "total": round(cue.total, 3),
        "kind": cue.kind,
        "title": cue.title.text,
        "text": cue.text.text if cue.text else None,
        "story": cue.story or None,
        "source": cue.source or None,
        "part": cue.part or None,
        "captions": cue.captions.split(),
        "loudness": float(cue.loudness) if cue.loudness else None,
    }
    return {key: value for key, value in told.items() if value not in (None, [])}
