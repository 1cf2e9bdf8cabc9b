"""The book in which views are kept while logs are counted: what is added to it twice changes nothing.

In: Views as they were, and hour by hour the marks of what a log holds. Out: Views as they are now. An hour is open until one log is
known to hold all of it. Until then a mark of every line is kept, made of second, address, status and size and of nothing that tells
who asked; afterwards a number.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from generator.content.views import KINDS, Marks, Server, Views, day_of

Cell = dict[tuple[str, str], dict[int, tuple[int, int]]]
"""What an hour holds: by kind and story the marks, as in Views."""

SETTLED = 35
"""Days after which a day that no log added to keeps no marks. Servers rarely keep logs for longer."""
APART = 400
"""Days that are kept apart; older ones are summed up by month."""


class Ledger:
    """Views that logs are being added to, for one server."""

    def __init__(self, views: Views, server: str, today: dt.date) -> None:
        """Open the book at `server`; `today` is the day in Asia/Seoul on which the logs are counted."""
        self._views, self._name, self._today = views, server, today
        known = views.servers.get(server, Server())
        self.done = set(known.done)
        """Hours whose lines count no more."""
        self._open: dict[int, Cell] = {
            hour: {place: dict(marks) for place, marks in cell.items()} for hour, cell in known.open.items()
        }
        self._changed = dict(known.changed)
        self._days: dict[str, dict[str, Counter[str]]] = {
            day: {kind: Counter(counts.get(kind, {})) for kind in KINDS} for day, counts in views.days.items()
        }
        self._stories = {name: set(slugs) for name, slugs in views.stories.items()}
        self.added: Counter[str] = Counter()
        """How much more there is of each kind."""

    def join(self, hour: int, cell: Cell) -> None:
        """Add what a log holds of an hour, or of a part of it."""
        if hour in self.done or not cell:
            return
        kept = self._open.setdefault(hour, {})
        for (kind, name), marks in cell.items():
            known = kept.setdefault((kind, name), {})
            before, old = _number(known), len(known)
            changed = [mark for mark, one in marks.items() if known.get(mark) != one]
            for mark in changed:
                known[mark] = _both(known.get(mark, (0, 0)), marks[mark])
            if more := _number(known) - before:
                self._days.setdefault(day_of(hour), {one: Counter() for one in KINDS})[kind][name] += more
                self.added[kind] += more
            if more or len(known) > old:
                self._changed[day_of(hour)] = self._today.isoformat()

    def close(self, hour: int, cell: Cell) -> None:
        """Add what a log holds of an hour of which it holds everything."""
        self.join(hour, cell)
        self._open.pop(hour, None)
        self.done.add(hour)

    def name(self, slugs: Mapping[str, str]) -> None:
        """Note the folder names of stories, by their names here; of those that were counted ever."""
        counted = {name for counts in self._days.values() for some in counts.values() for name in some}
        for name in counted & slugs.keys():
            self._stories.setdefault(name, set()).add(slugs[name])

    def views(self) -> Views:
        """Return the views with all that was added; the very same ones where nothing was."""
        made = self._made()
        if made == self._views:
            return self._views
        self._settle()
        return self._made()

    def _settle(self) -> None:
        """Give up the marks of days that no log will add to any more."""
        for hour in sorted(self._open):
            changed = dt.date.fromisoformat(self._changed.get(day_of(hour), day_of(hour)))
            if (self._today - changed).days > SETTLED:
                del self._open[hour]
                self.done.add(hour)

    def _made(self) -> Views:
        openly = {
            hour: {place: marks for place, marks in cell.items() if marks}
            for hour, cell in self._open.items()
        }
        days_open = set(map(day_of, openly))
        server = Server(
            frozenset(self.done),
            openly,
            {day: when for day, when in self._changed.items() if day in days_open},
        )
        days, months = _summed(self._days, self._views.months, days_open, self._today)
        return Views(
            days,
            months,
            {name: tuple(sorted(slugs)) for name, slugs in self._stories.items()},
            {**self._views.servers, **({self._name: server} if server != Server() else {})},
        )


def _both(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    """Return what two logs tell of one mark together: the more of either, so that neither order nor repetition matters."""
    return max(one[0], other[0]), max(one[1], other[1])


def _number(marks: Marks) -> int:
    """Return how many views these marks stand for."""
    return sum(count - going_on for count, going_on in marks.values())


def _summed(
    days: Mapping[str, Mapping[str, Counter[str]]],
    months: Mapping[str, Any],
    days_open: set[str],
    today: dt.date,
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the days that are kept apart, and the months that those long past are summed up in."""
    last = (today - dt.timedelta(APART)).isoformat()
    apart: dict[str, Any] = {}
    summed: dict[str, dict[str, Counter[str]]] = {
        month: {kind: Counter(some) for kind, some in counts.items()} for month, counts in months.items()
    }
    for day, counts in sorted(days.items()):
        if day >= last or day in days_open:
            apart[day] = _plain(counts)
        else:
            month = summed.setdefault(day[:7], {})
            for kind, some in counts.items():
                month.setdefault(kind, Counter()).update(some)
    both = apart, {month: _plain(counts) for month, counts in sorted(summed.items())}
    days_told, months_told = ({when: told for when, told in some.items() if told} for some in both)
    return days_told, months_told


def _plain(counts: Mapping[str, Mapping[str, int]]) -> dict[str, dict[str, int]]:
    kept: Iterable[tuple[str, dict[str, int]]] = (
        (kind, {name: number for name, number in some.items() if number > 0}) for kind, some in counts.items()
    )
    return {kind: some for kind, some in kept if some}
