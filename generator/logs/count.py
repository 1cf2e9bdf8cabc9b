"""Counting: from the lines of a log to views, each person's requests for one film at one sitting taken for one.

In: lines, the places that requests lead to, a Ledger. Out: a Tally of what there was, and the Ledger filled. Who asked is known only
while it runs, as a digest under a key that is drawn anew each time and never written.
"""

from __future__ import annotations

import hashlib
import secrets
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from generator.content.views import HOUR, WATCHED, day_number
from generator.logs.agents import is_program
from generator.logs.ledger import Cell, Ledger
from generator.logs.lines import Request, read_line_with
from generator.logs.places import Places

SITTING = 30 * 60
"""Seconds without a request after which a viewing is over."""
LATE = HOUR
"""How late a line may stand in its log, in seconds: Apache writes a request when it ends, under the time at which it began."""
TOLD = 5
"""How many unreadable lines are told by number."""
_SHOWN = frozenset({200, 206, 304})
"""Statuses of what was really shown: all of it, a part, or what the browser still had."""


@dataclass(slots=True)
class Tally:
    """What a log held."""

    lines: int = 0
    unread: int = 0
    """Lines that have none of the forms of a log."""
    numbers: list[int] = field(default_factory=list)
    """Which lines these are, the first few."""
    programs: int = 0
    """Requests for stories by robots and other programs."""
    prefetched: int = 0
    """Requests that a browser made before its reader asked."""
    screens: int = 0
    """Requests of the broadcast's own screens."""
    counted: int = 0
    """Requests for stories that were left."""


@dataclass(slots=True)
class _Stretch:
    """A part of a log without a long silence."""

    latest: int
    """The latest time so far."""
    closing: int
    """The next hour that it may hold wholly: at first one that begins so late that no line of it, and none that a viewing in it
    goes on from, can stand before the stretch."""
    cells: dict[int, Cell] = field(default_factory=dict)
    """What it holds of the hours that are not closed."""
    lines: dict[int, set[bytes]] = field(default_factory=dict)
    """Their lines, under the key of this run."""


@dataclass(slots=True)
class _Sitting:
    """One viewer's requests for one film, without a pause as long as SITTING."""

    log: int
    """Number of the log that tells it."""
    first: int
    latest: int
    begun_by: tuple[dict[int, tuple[int, int]], int] | None = None
    """Where its first request is marked, as (marks, mark); None where that does not count, or goes on with another log's."""


class Counting:
    """Counts logs, one after the other; those that follow one another in time share their viewers."""

    def __init__(self, ledger: Ledger, places: Places) -> None:
        """Begin with no viewer known."""
        self._ledger, self._places = ledger, places
        self._key = secrets.token_bytes(32)
        self._viewers: dict[bytes, list[_Sitting]] = {}
        self._log = 0
        self._swept = 0

    def read(self, lines: Iterable[bytes]) -> Tally:
        """Count the lines of one log."""
        self._log += 1
        tally = Tally()
        stretch: _Stretch | None = None
        words = self._places.words
        for number, line in enumerate(lines, start=1):
            request = read_line_with(words, line)
            if request is None:
                _note(number, line, tally)
                continue
            tally.lines += 1
            time = request.time
            if time < 0:
                continue
            if stretch is None or not stretch.latest - LATE <= time <= stretch.latest + HOUR:
                self._end(stretch)
                if stretch and time < stretch.latest:  # the same log over again, or another
                    self._log += 1
                stretch = _Stretch(time, (time + LATE + SITTING) // HOUR + 1)
            elif time > stretch.latest:
                stretch.latest = time
                while (stretch.closing + 1) * HOUR + LATE <= time:
                    self._ledger.close(stretch.closing, stretch.cells.pop(stretch.closing, {}))
                    stretch.lines.pop(stretch.closing, None)
                    stretch.closing += 1
            if request.method == b"GET" and request.status in _SHOWN:
                self._count(request, stretch, tally)
        self._end(stretch)
        return tally

    def _end(self, stretch: _Stretch | None) -> None:
        """Add the hours of which a stretch may hold a part only."""
        for hour, cell in sorted(stretch.cells.items()) if stretch else ():
            self._ledger.join(hour, cell)

    def _count(self, request: Request, stretch: _Stretch, tally: Tally) -> None:
        """Count a request if it is a person's for a story."""
        place = self._places.at(request.target, day_number(request.time))
        if place is None:
            return
        if is_program(request.agent):
            tally.programs += 1
        elif request.purpose and b"prefetch" in request.purpose.lower():
            tally.prefetched += 1
        elif b"/broadcast/" in request.referer and b"/screen/" in request.referer:
            tally.screens += 1
        else:
            tally.counted += 1
            hour, (name, kind) = request.time // HOUR, place
            if self._is_repeated(request, stretch.lines.setdefault(hour, set())):
                return
            marks: dict[int, tuple[int, int]] = {}
            if hour not in self._ledger.done:
                marks = stretch.cells.setdefault(hour, {}).setdefault((kind, name), {})
            count, before = marks.get(mark := _mark(request), (0, 0))
            marks[mark] = (count + 1, before)
            if kind == WATCHED:
                self._sit(request, name, marks, mark)

    def _is_repeated(self, request: Request, known: set[bytes]) -> bool:
        """Tell whether a line is the very same as one before: a log that was put together by hand may hold it twice."""
        told = b"%b\0%b\0%d %b" % (request.client, request.agent, _mark(request), request.target)
        line = hashlib.blake2b(told, key=self._key, digest_size=16).digest()
        is_known = line in known
        known.add(line)
        return is_known

    def _sit(self, request: Request, name: str, marks: dict[int, tuple[int, int]], mark: int) -> None:
        """Note a request for a film at its viewer's sitting: only the earliest of a sitting begins a viewing, the others go on.

        An earlier one may stand later in the log; then the one that was taken for the beginning goes on after all. What another log
        tells counts only where it is of an earlier second, since the line itself may stand there, too.
        """
        told = b"\0".join((name.encode(), request.client, request.agent))
        viewer = hashlib.blake2b(told, key=self._key, digest_size=16).digest()
        time = request.time
        if time > self._swept + SITTING:
            self._forget(time)
        sittings = self._viewers.setdefault(viewer, [])
        goes_on = any(one.log < self._log and one.first < time <= one.latest + SITTING for one in sittings)
        here = _Sitting(self._log, time, time)
        for one in [one for one in sittings if one.log == self._log]:
            if one.first - SITTING <= time <= one.latest + SITTING:
                sittings.remove(one)
                if one.first <= time:
                    goes_on, here.begun_by = True, one.begun_by
                else:
                    _go_on(one.begun_by)
                here.first, here.latest = min(here.first, one.first), max(here.latest, one.latest)
        sittings.append(here)
        if goes_on:
            _go_on((marks, mark))
        else:
            here.begun_by = marks, mark

    def _forget(self, time: int) -> None:
        """Let go of what is over."""
        self._swept, over = time, time - SITTING - LATE
        kept = {viewer: [one for one in some if one.latest >= over] for viewer, some in self._viewers.items()}
        self._viewers = {viewer: some for viewer, some in kept.items() if some}


def _note(number: int, line: bytes, tally: Tally) -> None:
    """Remember a line that cannot be read; an empty one is none."""
    if line.strip():
        tally.lines += 1
        tally.unread += 1
        if len(tally.numbers) < TOLD:
            tally.numbers.append(number)


def _go_on(where: tuple[dict[int, tuple[int, int]], int] | None) -> None:
    """Note at a mark that one more of its lines goes on with a viewing."""
    if where:
        marks, mark = where
        count, going_on = marks[mark]
        marks[mark] = (count, going_on + 1)


def _mark(request: Request) -> int:
    """Return what tells a line from others of its hour and story, and nothing of who asked."""
    path = request.target.partition(b"?")[0]  # a query may name who was sent the link
    return zlib.crc32(b"%d %b %d %b" % (request.time, path, request.status, request.size))
