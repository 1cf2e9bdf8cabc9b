"""`delight views`: counts the views of stories from access logs, and prints a table of them."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from generator.arguments import date
from generator.base.cache import exclusive
from generator.base.languages import Strings
from generator.base.problems import Place, Problem, in_order, is_error, message, problem
from generator.base.settings import Settings
from generator.build import Order, read_all, views_in
from generator.content.catalog import Catalog
from generator.content.views import READ, WATCHED, Views, name_of, views_of, views_text
from generator.content.visibility import Channel, today
from generator.logs.count import Counting, Tally
from generator.logs.files import Log, open_logs
from generator.logs.ledger import APART, Ledger
from generator.logs.places import Places

DAYS = 30
"""How many days the table looks back upon, unless told otherwise."""


def add_commands(commands: Any, common: argparse.ArgumentParser, t: Strings) -> None:
    """Add `delight views` and `delight views import` to the command's parser."""
    parser = commands.add_parser("views", parents=[common], help=t("cli.views"), description=t("cli.views"))
    parser.add_argument("--date", type=date, metavar="YYYY-MM-DD", help=t("views.date"))
    parser.add_argument("--days", type=_number, default=DAYS, metavar="N", help=t("views.days"))
    parser.add_argument("--all", action="store_true", help=t("views.all"))
    parser.add_argument("--json", action="store_true", help=t("views.json"))
    parser.set_defaults(run=_table)
    within = parser.add_subparsers(metavar="import")
    imports = within.add_parser(
        "import", parents=[common], help=t("views.import"), description=t("views.import")
    )
    imports.add_argument("logs", nargs="+", metavar="LOG", help=t("views.logs"))
    imports.add_argument("--server", default="", metavar="NAME", help=t("views.server"))
    imports.add_argument(
        "--date", type=date, default=argparse.SUPPRESS, metavar="YYYY-MM-DD", help=t("views.date")
    )
    imports.set_defaults(run=_import)


def _number(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= APART:
        raise argparse.ArgumentTypeError(f"{text}: 1–{APART}")
    return int(text)


# --- Counting ----------------------------------------------------------------------------------------------


def _import(options: argparse.Namespace, settings: Settings, t: Strings) -> int:
    """Add logs to views.json; whatever happens meanwhile, the file is as before or as after."""
    day = options.date or today()
    catalog = _catalog(settings, day)
    with exclusive(settings.cache_dir / "views.sqlite"):
        views, wrong = views_in(settings)
        if wrong:
            _tell(wrong, t)
            print(t("views.stopped"), file=sys.stderr)
            return 1
        logs, problems = open_logs(options.logs)
        ledger = Ledger(views, options.server, day)
        counting = Counting(ledger, Places(catalog, settings))
        tallies = []
        for log in logs:
            tallies.append(counting.read(log.lines))
            problems += _problems_of(log, tallies[-1])
        ledger.name({name_of(story): story.slug for story in catalog.by_slug.values()})
        if (now := ledger.views()) is not views:
            _write(settings.views_file, views_text(now))
    _tell(problems, t)
    _report(tallies, ledger.added, t)
    return 1 if any(map(is_error, problems)) else 0


def _catalog(settings: Settings, day: dt.date) -> Catalog:
    channel = Channel("site", settings.audience, settings.affiliate)
    return read_all(settings, Order(day, channel, settings.site_dir))[0]


def _problems_of(log: Log, held: Tally) -> list[Problem]:
    """Return what is wrong with a log."""
    found = [log.cut_off] if log.cut_off else []
    if held.unread == held.lines and (held.lines or log.cut_off):
        return [problem(Place(log.shown), "log-unreadable")]
    if held.unread:
        more = " …" if held.unread > len(held.numbers) else ""
        lines = ", ".join(map(str, held.numbers)) + more
        place = Place(log.shown, held.numbers[0])
        found.append(problem(place, "log-lines-unreadable", count=f"{held.unread:,}", lines=lines))
    return found


def _tell(problems: Iterable[Problem], t: Strings) -> None:
    for one in in_order(problems):
        print(message(one, t.language), file=sys.stderr)


def _report(tallies: Sequence[Tally], added: Counter[str], t: Strings) -> None:
    lines, unread, counted = (
        sum(getattr(one, name) for one in tallies) for name in ("lines", "unread", "counted")
    )
    names = ("programs", "prefetched", "screens")
    left = {name: sum(getattr(one, name) for one in tallies) for name in names}
    print(t("views.lines", logs=len(tallies), lines=lines, counted=counted))
    if any(left.values()):
        print(t("views.left", **left))
    if lines > unread and not any((counted, *left.values())):
        print(t("views.nowhere"))
    print(t("views.added", read=added[READ], watched=added[WATCHED]))


def _write(path: Path, text: str) -> None:
    """Put a file into the place of another, so that no moment shows half of it, and no crash loses both."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.new")
    with aside.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)


# --- The table ---------------------------------------------------------------------------------------------


def _table(options: argparse.Namespace, settings: Settings, t: Strings) -> int:
    """Print how often each story was seen, the one seen most first."""
    views, wrong = views_in(settings)
    if wrong:
        _tell(wrong, t)
        return 1
    last = options.date or today()
    first = last - dt.timedelta(options.days - 1)
    counts = views.in_all() if options.all else views.between(first, last)
    seen = views_of(counts)
    catalog = _catalog(settings, last)
    rows = [
        {
            "story": name,
            "slug": _slug(name, catalog, views),
            "title": _title(name, catalog, t.language),
            "views": seen[name],
            "read": counts[READ][name],
            "watched": counts[WATCHED][name],
        }
        for name in sorted(seen, key=lambda name: (-seen[name], name))
    ]
    period = {} if options.all else {"first": first.isoformat(), "last": last.isoformat()}
    if options.json:
        print(json.dumps({**period, "stories": rows}, ensure_ascii=False, indent=2))
    else:
        _print_table(rows, period, t)
    return 0


def _slug(name: str, catalog: Catalog, views: Views) -> str:
    story = catalog.find(name)
    return story.slug if story else next(iter(views.stories.get(name, ())), name)


def _title(name: str, catalog: Catalog, language: str) -> str:
    story = catalog.find(name)
    return story.title.said_in(language).text if story else ""


def _print_table(rows: Sequence[dict[str, Any]], period: dict[str, str], t: Strings) -> None:
    print(t("views.between", **period) if period else t("views.ever"))
    if not rows:
        print(t("views.none"))
        return
    names = ("views", "read", "watched")
    lines = [[t(f"views.column.{name}") for name in names] + [t("views.column.story"), ""]]
    lines += [[f"{row[name]:,}" for name in names] + [row["slug"], row["title"]] for row in rows]
    widths = [max(_width(line[column]) for line in lines) for column in range(4)]
    for line in lines:
        cells = [
            " " * (width - _width(cell)) + cell for cell, width in zip(line[:3], widths[:3], strict=True)
        ]
        name = line[3] + " " * (widths[3] - _width(line[3]))
        print("  ".join([*cells, name, line[4]]).rstrip())


def _width(text: str) -> int:
    """Return how many columns of a terminal a text takes; a Hangul syllable takes two."""
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)
