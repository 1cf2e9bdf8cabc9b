"""`delight links`: the addresses that were published, and where those lead at which nothing stands any more.

`record` writes what stands now into links.lock, and never takes anything out; publishing does the same. A build only reads it.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import unquote

from generator.arguments import date
from generator.base.languages import Strings
from generator.base.problems import Problem, is_error, message
from generator.base.published import Entry, lock_text
from generator.base.settings import Settings
from generator.build import Order, Report, check
from generator.content.visibility import Channel, today
from generator.page.published import Refusal, added, fresh, led_on, meant, returned

_MOST_SHOWN = 20


def add_commands(commands: Any, common: argparse.ArgumentParser, t: Strings) -> None:
    """Add `delight links` to the command's parser."""
    dated = argparse.ArgumentParser(add_help=False, parents=[common])
    dated.add_argument(
        "--date",
        type=date,
        metavar="YYYY-MM-DD",
        default=argparse.SUPPRESS,
        help=t("cli.date"),
    )
    parser = commands.add_parser("links", parents=[dated], help=t("links.what"), description=t("links.what"))
    parser.set_defaults(run=_look, date=None)
    below = parser.add_subparsers(metavar="record | redirect")
    for name, what in (("record", _record), ("redirect", _redirect)):
        one = below.add_parser(name, parents=[dated], help=t(f"links.{name}"), description=t(f"links.{name}"))
        one.set_defaults(run=what)
        for word in ("old", "new") if name == "redirect" else ():
            one.add_argument(word, help=t(f"links.{word}"))


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was written down."""

    problems: tuple[Problem, ...] = ()
    """What is to be mended; where one is an error, nothing was written."""
    new: int = 0
    """How many addresses were added."""
    whole: int = 0
    """How many there are now."""
    back: tuple[Entry, ...] = ()
    """Addresses with a page again, as they were: led elsewhere."""


def record(settings: Settings, day: dt.date) -> Recorded:
    """Write down what stands on this day; where anything hinders it, nothing."""
    report = _survey(settings, day)
    told = tuple(one for one in report.problems if is_error(one) or one.name == "links-empty")
    if any(map(is_error, told)) or not report.published:
        return Recorded(told)
    lock, now = report.published.lock, report.published.now
    whole = added(lock, now)
    if whole != lock.entries:
        _write(settings, whole)
    return Recorded(told, len(fresh(lock, now)), len(whole), tuple(returned(lock, now)))


def _survey(settings: Settings, day: dt.date | None) -> Report:
    channel = Channel("site", settings.audience, settings.affiliate)
    return check(settings, Order(day or today(), channel, settings.site_dir))


def _write(settings: Settings, entries: Mapping[str, Entry]) -> None:
    """Write links.lock aside and move it into place, so that it is never half there."""
    aside = settings.links_file.with_name(f".{settings.links_file.name}.new")
    try:
        aside.write_text(lock_text(entries.values()), encoding="utf-8", newline="\n")
        aside.replace(settings.links_file)
    finally:
        aside.unlink(missing_ok=True)


def _look(options: argparse.Namespace, settings: Settings, t: Strings) -> int:
    """Say what became of each published address, and what is not yet written down."""
    report = _survey(settings, options.date)
    _say([message(one, t.language) for one in report.problems if is_error(one) or one.name == "links-empty"])
    if not report.published:
        return 1
    lock, moved = report.published.lock, report.published.kept.moved
    new = [one.shown for one in fresh(lock, report.published.now)]
    _list([t("links.moved", old=f"/{old}", new=f"/{to}") for old, to in sorted(moved.items())], t)
    if lock.entries:  # else all are new
        _list([t("links.fresh", address=one) for one in sorted(new)], t)
    _list(_back(returned(lock, report.published.now), t), t)
    print(t("links.counted", kept=len(lock.entries), moved=len(moved), fresh=len(new)))
    if new:
        print(t("links.hint"))
    return 1 if any(map(is_error, report.problems)) else 0


def _list(lines: list[str], t: Strings) -> None:
    for line in islice(lines, _MOST_SHOWN):
        print(line)
    if len(lines) > _MOST_SHOWN:
        print(t("links.more", count=len(lines) - _MOST_SHOWN))


def _record(options: argparse.Namespace, settings: Settings, t: Strings) -> int:
    made = record(settings, options.date or today())
    _say([message(one, t.language) for one in made.problems])
    if any(map(is_error, made.problems)):
        _say([t("links.failed")])
        return 1
    _list(_back(made.back, t), t)
    name = settings.links_file.name
    print(t("links.recorded" if made.new else "links.nothing", path=name, count=made.new, whole=made.whole))
    return 0


def _back(entries: Iterable[Entry], t: Strings) -> list[str]:
    """Tell of addresses that have a page again."""
    return [t("links.back", address=one.shown, old=f"/{one.target}") for one in sorted(entries)]


def _redirect(options: argparse.Namespace, settings: Settings, t: Strings) -> int:
    report = _survey(settings, options.date)
    if not (report.published and report.published.is_whole and report.catalog):
        _say([message(one, t.language) for one in report.problems if is_error(one)])
        return 1
    old, new = (_below(one, settings) for one in (options.old, options.new))
    made = led_on(report.published, report.catalog, old, new)
    if isinstance(made, Refusal):
        near = [t("problem.near", nearest=made.near)] if made.near else []
        said = t(f"links.{made.reason}", value=made.value, address=made.value, there=made.there)
        _say([" ".join([said, *near])])
        return 1
    lock, moved = report.published.lock, report.published.kept.moved
    if made != lock.entries:
        _write(settings, made)
    asked = {one.address for one in meant(old, lock)}
    for address, entry in made.items():
        if address in asked or entry != lock.entries[address]:
            was = moved.get(address, lock.entries[address].target)
            key = "moved" if was is None else "already" if was == entry.target else "changed"
            print(t(f"links.{key}", old=entry.shown, new=f"/{entry.target}", was=f"/{was}"))
    return 0


def _below(given: str, settings: Settings) -> str:
    """Return an address copied from a browser as one below the site."""
    base = settings.site_url
    return unquote(f"/{given.removeprefix(base)}" if base and given.startswith(base) else given)


def _say(lines: list[str]) -> None:
    for line in lines:
        print(line, file=sys.stderr)
