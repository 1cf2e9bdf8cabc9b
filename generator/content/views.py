"""How often stories were opened and watched: what views.json holds, as values. Holds no address, no program, no person.

In: the bytes of views.json. Out: Views, or what is wrong with them; and Views as text again, sorted, a day to a line. Counting is the
business of the wing of logs.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.content.story import Story

READ, WATCHED = "read", "watched"
KINDS = (READ, WATCHED)
"""What is counted: a story's page was opened, its film was played."""
VERSION = 1
HOUR = 3600
SEOUL_HOURS = 9
"""How far the clock of Asia/Seoul is before UTC."""

Counts = Mapping[str, Mapping[str, int]]
"""How often by kind and by the name of the story."""
Marks = Mapping[int, tuple[int, int]]
"""By mark, how many lines bore it, and how many of these only went on with a viewing that had begun."""
Hours = Mapping[int, Mapping[tuple[str, str], Marks]]
"""By hour since 1970, and by kind and story, the marks of what was counted."""

_MARK = re.compile(r"([0-9a-f]{8})(?:x([0-9]{1,6}))?(?:-([0-9]{1,6}))?")
_HOUR = "%Y-%m-%dT%H"


@dataclass(frozen=True, slots=True)
class Server:
    """What is known of the logs of one server, so that no line counts twice."""

    done: frozenset[int] = frozenset()
    """Hours since 1970 that were counted to their end: their lines count no more."""
    open: Hours = field(default_factory=dict)
    """Hours of which lines may still be missing, with a mark of every line that was counted."""
    changed: Mapping[str, str] = field(default_factory=dict)
    """By day with open hours, the day on which a log last added to it."""


@dataclass(frozen=True, slots=True)
class Views:
    """What views.json holds."""

    days: Mapping[str, Counts] = field(default_factory=dict)
    """By day in Asia/Seoul, as `2026-11-21`."""
    months: Mapping[str, Counts] = field(default_factory=dict)
    """By month, of days long past."""
    stories: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The folder names that a story had while it was counted, by its name here."""
    servers: Mapping[str, Server] = field(default_factory=dict)
    """By name of the server."""

    def between(self, first: dt.date, last: dt.date) -> dict[str, Counter[str]]:
        """Return how often each story was read and watched from one day to another, by kind; only of days kept apart."""
        found: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
        for day, counts in self.days.items():
            if first.isoformat() <= day <= last.isoformat():
                _add(found, counts)
        return found

    def in_month(self, month: str) -> dict[str, Counter[str]]:
        """Return how often each story was read and watched in a month, as `2026-11`, by kind."""
        found: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
        for day, counts in self.days.items():
            if day.startswith(f"{month}-"):
                _add(found, counts)
        _add(found, self.months.get(month, {}))
        return found

    def in_all(self) -> dict[str, Counter[str]]:
        """Return how often each story was ever read and watched, by kind."""
        found: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
        for counts in (*self.days.values(), *self.months.values()):
            _add(found, counts)
        return found


NO_VIEWS = Views()


class WrongError(Exception):
    """What views.json holds is not what this program writes there."""


def name_of(story: Story) -> str:
    """Return what a story is called in views.json: its id, which outlives a new folder name."""
    return story.id or story.slug


def views_of(counts: Counts) -> dict[str, int]:
    """Return one number for each story, by its name: who opens a page and plays its film has seen the story once."""
    read, watched = counts.get(READ, {}), counts.get(WATCHED, {})
    return {name: max(read.get(name, 0), watched.get(name, 0)) for name in sorted({*read, *watched})}


def _add(found: Mapping[str, Counter[str]], counts: Counts) -> None:
    for kind, some in counts.items():
        found[kind].update(some)


def day_of(hour: int) -> str:
    """Return the day in Asia/Seoul of an hour since 1970."""
    return (dt.date(1970, 1, 1) + dt.timedelta(hours=hour + SEOUL_HOURS)).isoformat()


def day_number(seconds: int) -> int:
    """Return the day in Asia/Seoul of a moment, counted from 1970; both in time since 1970."""
    return (seconds // HOUR + SEOUL_HOURS) // 24


# --- Reading -----------------------------------------------------------------------------------------------


def read_views(content: bytes) -> Views:
    """Read views.json; WrongError says what is wrong with it."""
    try:
        told = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise WrongError("UTF-8") from None
    except json.JSONDecodeError as error:
        raise WrongError(f"JSON: {error.lineno}:{error.colno}") from None
    except (ValueError, RecursionError):
        raise WrongError("JSON") from None
    if not isinstance(told, dict):
        raise WrongError("JSON")
    if told.get("version") != VERSION:
        raise WrongError(f"version: {told.get('version')}")
    return Views(
        days=_table(told, "days", _date, _counts),
        months=_table(told, "months", lambda text: bool(_date(f"{text}-01")), _counts),
        stories=_table(told, "stories", bool, _names),
        servers=_table(told, "servers", lambda _: True, _server),
    )


def _table(told: Any, name: str, fits: Callable[[str], Any], read: Callable[[Any], Any]) -> dict[str, Any]:
    """Return an object of the file with its keys looked at and its values read."""
    table = told.get(name, {})
    if not isinstance(table, dict):
        raise WrongError(name)
    found = {}
    for key, value in table.items():
        try:
            if not fits(key):
                raise WrongError("")
            found[key] = read(value)
        except (WrongError, ValueError, TypeError, AttributeError, OverflowError) as error:
            inner = f"{error}" if isinstance(error, WrongError) and f"{error}" else ""
            raise WrongError(" › ".join(filter(None, [name, key, inner]))) from None
    return found


def _date(text: str) -> dt.date:
    return dt.datetime.strptime(text, "%Y-%m-%d").date()


def _counts(told: Any) -> Counts:
    if strange := set(told) - set(KINDS):
        raise WrongError(", ".join(sorted(strange)))
    return {kind: _numbers(told, kind) for kind in KINDS if kind in told}


def _numbers(told: Any, kind: str) -> dict[str, int]:
    """Return numbers by story; there are hundreds of thousands of them, so each by itself only where one is wrong."""
    numbers = told[kind]
    if isinstance(numbers, dict) and all(type(value) is int and value >= 0 for value in numbers.values()):
        return numbers
    return _table(told, kind, bool, _number)


def _number(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise WrongError(json.dumps(value))
    return value


def _names(value: Any) -> tuple[str, ...]:
    return tuple(value.split())


def _server(told: Any) -> Server:
    done: set[int] = set()
    for span in told.get("done", []):
        first, _, last = span.partition("/")
        done.update(range(_hour(first), _hour(last) + 1))
    days = _table(told, "open", _date, dict)
    opened: dict[int, Mapping[tuple[str, str], Marks]] = {}
    for day, hours in days.items():
        for hour, kinds in hours.items():
            if hour != "changed":
                opened[_hour(f"{day}T{hour}")] = {
                    (kind, name): _marks(text) for kind in KINDS for name, text in kinds.get(kind, {}).items()
                }
    changed = {day: _date(hours["changed"]).isoformat() for day, hours in days.items() if "changed" in hours}
    return Server(frozenset(done), opened, changed)


def _hour(text: str) -> int:
    """Return an hour of Asia/Seoul, as `2026-11-21T10`, in hours since 1970."""
    moment = dt.datetime.strptime(text, _HOUR).replace(tzinfo=dt.UTC)
    return int(moment.timestamp()) // HOUR - SEOUL_HOURS


def _marks(text: str) -> Marks:
    found = {}
    for word in text.split():
        if not (parts := _MARK.fullmatch(word)):
            raise WrongError(word)
        found[int(parts[1], 16)] = (int(parts[2] or 1), int(parts[3] or 0))
    return found


# --- Writing -----------------------------------------------------------------------------------------------


def views_text(views: Views) -> str:
    """Return the text of views.json: the same for the same views, and a line for a day, so that git can merge it."""
    told = {
        "stories": {
            name: json.dumps(" ".join(slugs), ensure_ascii=False) for name, slugs in views.stories.items()
        },
        "months": {month: _line(counts) for month, counts in views.months.items()},
        "days": {day: _line(counts) for day, counts in views.days.items()},
        "servers": {name: _server_text(server) for name, server in views.servers.items()},
    }
    parts = [f'"version": {VERSION}', *(f'"{name}": {_object(lines)}' for name, lines in told.items())]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _object(lines: Mapping[str, str], depth: int = 0) -> str:
    """Return an object with a line for each of its members, which are JSON already."""
    pad = "  " * depth
    rows = [f"{pad}  {json.dumps(key, ensure_ascii=False)}: {lines[key]}" for key in sorted(lines)]
    return "{\n" + ",\n".join(rows) + f"\n{pad}}}" if rows else "{}"


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _server_text(server: Server) -> str:
    days: dict[str, dict[str, str]] = {}
    for hour in sorted(server.open):
        kinds: dict[str, dict[str, str]] = {}
        for (kind, name), marks in server.open[hour].items():
            kinds.setdefault(kind, {})[name] = " ".join(_words(marks))
        days.setdefault(day_of(hour), {})[f"{(hour + SEOUL_HOURS) % 24:02}"] = _line(kinds)
    for day, hours in days.items():
        hours["changed"] = _line(server.changed.get(day, day))
    spans = ",".join(f"\n      {_line(span)}" for span in _spans(server.done))
    lines = {
        "done": f"[{spans}\n    ]" if spans else "[]",
        "open": _object({day: _object(hours, 3) for day, hours in days.items()}, 2),
    }
    return _object(lines, 1)


def _words(marks: Marks) -> Iterator[str]:
    for mark in sorted(marks):
        count, going_on = marks[mark]
        yield f"{mark:08x}" + (f"x{count}" if count > 1 else "") + (f"-{going_on}" if going_on else "")


def _spans(hours: Iterable[int]) -> Iterator[str]:
    """Return hours as spans from the first to the last of each run."""
    runs: list[list[int]] = []
    for hour in sorted(hours):
        if runs and runs[-1][1] == hour - 1:
            runs[-1][1] = hour
        else:
            runs.append([hour, hour])
    for first, last in runs:
        yield f"{_hour_text(first)}/{_hour_text(last)}"


def _hour_text(hour: int) -> str:
    return f"{day_of(hour)}T{(hour + SEOUL_HOURS) % 24:02}"
