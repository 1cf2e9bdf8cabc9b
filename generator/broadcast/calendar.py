"""Kinds of value that say when a programme is on: times of day, weekdays, days, time zones.

In: a YAML node. Out: seconds from midnight, numbers of weekdays, pairs of dates, names of zones, with problems noted on the sheet.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from generator.content.kinds import Kind, Sheet, kind_of_values, scalar
from generator.content.visibility import SEOUL

HOME = "Asia/Seoul"
"""The zone that times are of unless told otherwise; it needs no time zone data."""
DAY = 24 * 3600
_CLOCK = re.compile(r"([0-2]?[0-9]):([0-5][0-9])(?::([0-5][0-9]))?")
_RANGE = re.compile(r"\s*(?:\.\.|[~–]|(?<=\D)-(?=\D)|\s-\s)\s*")
_WEEK = ("월", "화", "수", "목", "금", "토", "일")
_WEEK_EN = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_GROUPS = {
    "매일": range(7),
    "daily": range(7),
    "평일": range(5),
    "weekdays": range(5),
    "주말": range(5, 7),
    "weekend": range(5, 7),
}


def clock_of(text: str) -> int | None:
    """Return the seconds from midnight of `12:00`, `9:30:15`, or `25:30` (half past one of the next day)."""
    found = _CLOCK.fullmatch(text)
    return int(found[1]) * 3600 + int(found[2]) * 60 + int(found[3] or 0) if found else None


def clock_text(seconds: float) -> str:
    """Return seconds from midnight as they are written: `12:00`, `9:30:15`, `25:30`."""
    hours, rest = divmod(int(seconds), 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours:02}:{minutes:02}" + (f":{left:02}" if left else "")


def _weekday(text: str) -> int | None:
    name = text.strip().lower().removesuffix("요일")
    if name in _WEEK:
        return _WEEK.index(name)
    return _WEEK_EN.index(name[:3]) if name[:3] in _WEEK_EN and name.isalpha() else None


def _weekdays(text: str) -> tuple[int, ...] | None:
    if found := _GROUPS.get(text.strip().lower()):
        return tuple(found)
    ends = [_weekday(one) for one in _RANGE.split(text)]
    if None in ends or len(ends) > 2:
        return None
    first, last = ends[0] or 0, ends[-1] or 0
    return tuple(day % 7 for day in range(first, (last if last >= first else last + 7) + 1))


def _dates(text: str) -> tuple[tuple[dt.date, dt.date], ...] | None:
    try:
        ends = [dt.date.fromisoformat(one) for one in re.split(r"\s*(?:\.\.|[~–])\s*", text)]
    except ValueError:
        return None
    return ((ends[0], ends[-1]),) if len(ends) <= 2 and ends[0] <= ends[-1] else None


def _clocks(text: str) -> tuple[int, ...] | None:
    seconds = clock_of(text)
    return None if seconds is None else (seconds,)


def _zone(text: str) -> str | None:
    try:
        zone_of(text)
    except (OSError, ValueError, LookupError):
        return None
    return text


@cache
def zone_of(name: str) -> dt.tzinfo:
    """Return a time zone by its name in the IANA database; LookupError, ValueError or OSError where there is none."""
    return SEOUL if name == HOME else ZoneInfo(name)


def _one(parse: Callable[[str], Any]) -> Callable[[Kind], Any]:
    def make(kind: Kind) -> Any:
        def read(node: yaml.Node, sheet: Sheet, at: str) -> Any:
            text = scalar(node)
            value = None if text is None else parse(text)
            return kind.refuse(sheet, at) if value is None else value

        return read

    return make


def _several(parse: Callable[[str], tuple[Any, ...] | None]) -> Callable[[Kind], Any]:
    """Read one text or a list of texts, each of which may stand for several values; they come in order, each once."""

    def make(kind: Kind) -> Any:
        def read(node: yaml.Node, sheet: Sheet, at: str) -> Any:
            if isinstance(node, yaml.MappingNode):
                return kind.refuse(sheet, at)
            found: list[Any] = []
            for item in node.value if isinstance(node, yaml.SequenceNode) else [node]:
                for part in (scalar(item) or "?").split(","):
                    values = parse(part.strip())
                    if values is None:
                        sheet.mark(at, item)
                        return kind.refuse(sheet, at)
                    found += values
            return tuple(sorted(set(found)))

        return read

    return make


_LIST: dict[str, Any] = {"type": "array", "items": {"type": "string"}}
CLOCK = kind_of_values(
    "때(예: 12:00, 다음 날 새벽은 25:30)",
    "a time of day such as 12:00; 25:30 is half past one of the next day",
    {"type": "string"},
    _one(clock_of),
)
CLOCKS = kind_of_values(
    "때 하나 또는 목록(예: [08:00, 12:00])",
    "a time of day, or a list such as [08:00, 12:00]",
    _LIST,
    _several(_clocks),
)
WEEKDAYS = kind_of_values(
    "요일(예: 월-금, [월, 수], 평일, 매일)",
    "weekdays such as mon-fri, [mon, wed], weekdays or daily",
    _LIST,
    _several(_weekdays),
)
DATES = kind_of_values(
    "날짜나 기간(예: 2026-12-24, 2026-12-24 ~ 2026-12-31), 또는 그 목록",
    "a date or a period (2026-12-24, or 2026-12-24 ~ 2026-12-31), or a list of them",
    _LIST,
    _several(_dates),
)
ZONE = kind_of_values(
    "시간대의 이름(예: Asia/Seoul, Europe/Warsaw)",
    "the name of a time zone such as Asia/Seoul or Europe/Warsaw",
    {"type": "string"},
    _one(_zone),
)


def is_among(day: dt.date, periods: tuple[tuple[dt.date, dt.date], ...]) -> bool:
    """Tell whether a day lies in one of the periods, whose ends belong to them."""
    return any(first <= day <= last for first, last in periods)


def moment(day: dt.date, seconds: float, zone: dt.tzinfo) -> float:
    """Return the POSIX time of a time of day, past midnight from 24 hours on.

    A time that the clocks leave out, when summer time begins, is as much later; one that comes twice is the first.
    """
    extra, left = divmod(seconds, DAY)
    local = dt.datetime.combine(day + dt.timedelta(days=int(extra)), dt.time(), zone)
    naive = local.replace(tzinfo=None) + dt.timedelta(seconds=left)
    return naive.replace(tzinfo=zone).timestamp()


def local_time(moment_: float, zone: dt.tzinfo) -> dt.datetime:
    """Return a moment as the clocks of a zone show it."""
    return dt.datetime.fromtimestamp(moment_, dt.UTC).astimezone(zone)
