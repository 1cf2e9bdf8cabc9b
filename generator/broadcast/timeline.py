"""The timeline: what is on at which second, as a pure function of a running order, the catalog and the days.

In: a RunningOrder, the Catalog, dates. Out: Runs, each a row of Pieces that is shown once or several times over; and Faults, what
stands in the way, as values. Visibility alone decides what is shown on a day; a length of time is the same when the clocks change.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, zip_longest
from typing import NamedTuple

from generator.broadcast.calendar import DAY, local_time, moment
from generator.broadcast.order import Block, RunningOrder
from generator.broadcast.pieces import Fault, Line, Piece, fault, lines_of
from generator.content.catalog import Catalog
from generator.content.visibility import hidden_because

_UNNOTICED = 0.5
"""Seconds by which two items may part or overlap."""
_LEAST = 10.0
"""Seconds for which it is worth filling a time; a shorter one is given to the card before it."""


class Run(NamedTuple):
    """Pieces one after the other, the whole row shown `times` times over."""

    start: float
    """POSIX time."""
    pieces: tuple[Piece, ...]
    times: int
    block: Block
    day: dt.date
    """The day on which its part of the day began."""
    began: float
    """When that was."""

    @property
    def seconds(self) -> float:
        """Return how long the row takes once."""
        return seconds_of(self.pieces)

    @property
    def end(self) -> float:
        """Return when it is over."""
        return round(self.start + self.seconds * self.times, 3)


class Sitting(NamedTuple):
    """A part of a day as it is on once, from its start to its end."""

    block: Block
    day: dt.date
    runs: tuple[Run, ...]

    @property
    def start(self) -> float:
        """Return when it begins."""
        return self.runs[0].start

    @property
    def end(self) -> float:
        """Return when it is over."""
        return self.runs[-1].end

    @property
    def is_repeated(self) -> bool:
        """Tell whether its items come more than once."""
        return self.runs[0].times > 1

    @property
    def times(self) -> int:
        """Return how many times over its items are shown whole."""
        return self.runs[0].times

    @property
    def seconds(self) -> float:
        """Return how long its items take once."""
        return self.runs[0].seconds if self.is_repeated else round(self.end - self.start, 3)


class Slot(NamedTuple):
    """A piece at its time."""

    start: float
    """POSIX time."""
    end: float
    piece: Piece
    run: Run


@dataclass(frozen=True, slots=True)
class Timeline:
    """Days of a running order: what begins on them, also past midnight."""

    runs: tuple[Run, ...]
    """In order of time, none before the last is over."""
    faults: tuple[tuple[dt.date, Fault], ...]
    """What stands in the way, each with the first day on which it does."""

    def slots(self) -> Iterator[Slot]:
        """Return every piece at its time, in order."""
        for run in self.runs:
            yield from slots_of(run)

    def sittings(self) -> Iterator[Sitting]:
        """Return the parts of the days, in order."""
        for _, runs in groupby(self.runs, lambda run: (run.block.at, run.began)):
            held = tuple(runs)
            yield Sitting(held[0].block, held[0].day, held)


def seconds_of(pieces: Iterable[Piece]) -> float:
    """Return how long pieces take one after the other."""
    return round(sum(piece.seconds for piece in pieces), 3)


def slots_of(run: Run) -> Iterator[Slot]:
    """Return the pieces of a run at their times."""
    for time in range(run.times):
        at = run.start + time * run.seconds
        for piece in run.pieces:
            yield Slot(round(at, 3), round(at + piece.seconds, 3), piece, run)
            at += piece.seconds


def make_timeline(order: RunningOrder, catalog: Catalog, first: dt.date, days: int = 1) -> Timeline:
    """Resolve days of a running order; where two parts of a day overlap, the earlier ends with the start of the later."""
    found: dict[Fault, dt.date] = {}
    runs: list[Run] = []
    lasting: list[Fault] = []
    blocks = [(block, lines_of(order, block, catalog, lasting)) for block in order.parts]
    for number in range(days):
        day = first + dt.timedelta(days=number)
        faults: list[Fault] = []
        for block, lines in blocks:
            if block.is_on(day):
                shown = [line for line in lines if _may_be_shown(line.piece, day, order, faults)]
                for start in block.fields.start:
                    runs += _Laying(order, block, day, start, faults).runs(shown)
        for one in faults:
            found.setdefault(one, day)
    overlaps: dict[Fault, dt.date] = {}
    runs = _without_overlaps(runs, order, overlaps)
    found = dict.fromkeys(lasting, first) | found | overlaps
    return Timeline(tuple(runs), tuple((day, one) for one, day in found.items()))


def _may_be_shown(piece: Piece, day: dt.date, order: RunningOrder, faults: list[Fault]) -> bool:
    if piece.story is None or not (reason := hidden_because(piece.story, day, order.viewers)):
        return True
    faults.append(fault("order-story-hidden", f"{piece.at}.story", value=piece.story.slug, reason=reason))
    return False


class _Laying(NamedTuple):
    """A part of a day being laid out from one of its starts."""

    order: RunningOrder
    block: Block
    day: dt.date
    start: int
    faults: list[Fault]

    def runs(self, lines: Sequence[Line]) -> Iterator[Run]:
        """Yield what is on."""
        self._check_total(lines)
        until = self.block.fields.until
        if until is not None and all(line.at is None for line in lines):
            yield from self._repeated(lines, self._moment(until))
        else:
            yield from self._once(lines, None if until is None else self._moment(until))

    def _moment(self, clock: int) -> float:
        """Return when it is that time of day: on the day itself, or after its midnight where that is before the start."""
        later = clock if clock > self.start else clock + DAY
        return moment(self.day, self.start if clock == self.start else later, self.order.tzinfo)

    def _run(self, start: float, pieces: Sequence[Piece], times: int = 1) -> Run:
        began = moment(self.day, self.start, self.order.tzinfo)
        return Run(start, tuple(pieces), times, self.block, self.day, began)

    def _tell(self, name: str, at: str, start: float, end: float) -> None:
        zone = self.order.tzinfo
        told = {key: f"{local_time(one, zone):%H:%M:%S}" for key, one in (("start", start), ("end", end))}
        length = f"{round(end - start)}"
        self.faults.append(fault(name, at, **told, length=length))

    def _check_total(self, lines: Sequence[Line]) -> None:
        wanted = self.block.fields.total
        took = seconds_of(line.piece for line in lines if not line.is_elastic)
        if wanted and abs(took - wanted) >= 1:
            self.faults.append(fault("order-total", f"{self.block.at}total", length=took, wanted=wanted))

    def _once(self, lines: Sequence[Line], end: float | None) -> Iterator[Run]:
        """Yield the items one after the other, those that have a time of their own then."""
        begin = at = moment(self.day, self.start, self.order.tzinfo)
        run: list[Piece] = []
        for number, line in enumerate(lines):
            wanted = at if line.at is None else self._moment(line.at)
            if wanted < at - _UNNOTICED:
                self._tell("order-overlap", line.piece.at, wanted, at)
            elif wanted > at + _UNNOTICED:
                self._tell("order-gap", line.piece.at, at, wanted)
                if run:
                    yield self._run(begin, run)
                begin, at, run = wanted, wanted, []
            seconds = self._elastic(lines[number + 1 :], at, end) if line.is_elastic else line.piece.seconds
            if seconds > 0:
                run.append(line.piece._replace(seconds=seconds))
                at = round(at + seconds, 3)
            elif line.is_elastic and seconds < 0:
                self.faults.append(fault("order-no-length", line.piece.at))
        if run:
            yield self._run(begin, run)
        if end is not None and at < end - _UNNOTICED:
            self._tell("order-gap", f"{self.block.at}until", at, end)

    def _elastic(self, following: Sequence[Line], at: float, end: float | None) -> float:
        """Return how long a filler lasts until what has a time of its own, or the end; less than 0 where there is neither."""
        taken = 0.0
        for line in following:
            if line.at is not None:
                return max(round(self._moment(line.at) - at - taken, 3), 0.0)
            taken += line.piece.seconds
        return -1.0 if end is None else max(round(end - at - taken, 3), 0.0)

    def _repeated(self, lines: Sequence[Line], end: float) -> Iterator[Run]:
        """Yield the items again and again: whole, then as far as they go, then what fills the rest."""
        begin = moment(self.day, self.start, self.order.tzinfo)
        pieces = [line.piece for line in lines if not line.is_elastic]
        filler = next((line.piece for line in lines if line.is_elastic), None)
        once = seconds_of(pieces)
        times = int((end - begin + 0.001) // once) if once else 0
        rest, left = _fitting(pieces, round(end - begin - times * once, 3))
        if filler and 0 < left < _LEAST and (rest or times):
            if not rest:
                times, rest = times - 1, pieces
            if rest[-1].kind != "film":
                rest, left = [*rest[:-1], rest[-1]._replace(seconds=round(rest[-1].seconds + left, 3))], 0.0
        if filler and left > 0:
            rest = [*rest, filler._replace(seconds=left)]
        elif left >= 1:
            self._tell("order-gap", f"{self.block.at}until", end - left, end)
        if times:
            yield self._run(begin, pieces, times)
        if rest:
            yield self._run(round(begin + times * once, 3), rest)


def _fitting(pieces: Sequence[Piece], seconds: float) -> tuple[list[Piece], float]:
    """Return the first pieces that take no longer than so many seconds, and what is left of those."""
    found: list[Piece] = []
    for piece in pieces:
        if piece.seconds > seconds:
            break
        found.append(piece)
        seconds = round(seconds - piece.seconds, 3)
    return found, seconds


def _without_overlaps(runs: Iterable[Run], order: RunningOrder, faults: dict[Fault, dt.date]) -> list[Run]:
    """Return runs in order of time, one that goes on past the start of the next cut there."""
    ordered = sorted(runs, key=lambda run: run.start)
    found: list[Run] = []
    for run, following in zip_longest(ordered, ordered[1:]):
        if following is None or run.end <= following.start + _UNNOTICED:
            found.append(run)
            continue
        zone = order.tzinfo
        times = {"start": following.start, "end": run.end}
        told = {key: f"{local_time(one, zone):%H:%M:%S}" for key, one in times.items()}
        length = f"{round(run.end - following.start)}"
        overlap = fault("order-overlap", f"{following.block.at}start", **told, length=length)
        faults.setdefault(overlap, following.day)
        found += cut(run, following.start)
    return found


def cut(run: Run, end: float) -> Iterator[Run]:
    """Yield what of a run is on before a moment, its last piece shortened."""
    whole = min(int(max(end - run.start, 0) // run.seconds), run.times)
    if whole:
        yield run._replace(times=whole)
    at, pieces = round(run.start + whole * run.seconds, 3), list[Piece]()
    left = round(end - at, 3)
    for piece in run.pieces if whole < run.times else ():
        if left > 0:
            pieces.append(piece._replace(seconds=min(piece.seconds, left)))
            left = round(left - piece.seconds, 3)
    if pieces:
        yield run._replace(start=at, pieces=tuple(pieces), times=1)


def as_told(timeline: Timeline, catalog: Catalog) -> Timeline:
    """Return a timeline as a site of today may tell it.

    A story that is not out here yet leaves its time to be filled, and its name is nowhere.
    """

    def told(piece: Piece) -> Piece:
        is_out = piece.story is None or catalog.reason(piece.story) is None
        return piece if is_out else Piece("filler", piece.seconds, piece.at, None)

    runs = (run._replace(pieces=tuple(map(told, run.pieces))) for run in timeline.runs)
    return replace(timeline, runs=tuple(runs))
