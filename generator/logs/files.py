"""The files of logs: opened plain or compressed, told apart by what they hold, read piece by piece in the order of their time.

In: paths, `-` for standard input. Out: logs as lines of bytes, and Problems with what does not open. A log is never held as a whole.
"""

from __future__ import annotations

import gzip
import io
import sys
import zlib
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import cast

from generator.base.problems import Place, Problem, problem, reason_of
from generator.logs.lines import read_line

_PIECE = 1 << 20
"""Bytes that are read at once; a line that is longer than that is none."""
_GZIP = b"\x1f\x8b"
_LOOKED_AT = 100
"""Lines that are looked at for the time when a log begins."""


class Log:
    """A log that is open, to be read once."""

    def __init__(self, shown: str, stream: io.BufferedReader) -> None:
        """Read its first lines, to know when it begins."""
        self.shown = shown
        self.cut_off: Problem | None = None
        lines = self._lines(stream)
        first = list(islice(lines, _LOOKED_AT))
        self.lines: Iterator[bytes] = chain(first, lines)
        times = (request.time for line in first if (request := read_line(line)) and request.time >= 0)
        self.begins = next(times, 0)

    def _lines(self, stream: io.BufferedReader) -> Iterator[bytes]:
        """Yield lines, also those before the place where a log breaks off."""
        rest = b""
        with stream:
            is_gzip = stream.peek(len(_GZIP)).startswith(_GZIP)
            held = gzip.GzipFile(fileobj=stream) if is_gzip else stream
            try:
                while piece := held.read1(_PIECE):
                    *whole, rest = (rest + piece).split(b"\n")
                    yield from whole
                    rest = rest if len(rest) <= _PIECE else b""
            except (EOFError, OSError, zlib.error) as error:
                broken = "cut-off" if isinstance(error, EOFError) else "damaged"
                reason = reason_of(error) if isinstance(error, OSError) and error.errno else broken
                self.cut_off = problem(Place(self.shown), "log-cut-off", reason=reason)
                return  # what is left is a part of a line
        if rest:
            yield rest


def open_logs(paths: Sequence[str]) -> tuple[list[Log], list[Problem]]:
    """Open logs, in the order in which they begin; `-` is standard input."""
    logs: list[Log] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            stream = sys.stdin.buffer if path == "-" else Path(path).open("rb")  # noqa: SIM115 - closed when read
            logs.append(Log(path, cast(io.BufferedReader, stream)))
        except OSError as error:
            problems.append(problem(Place(path), "unreadable", reason=reason_of(error)))
    return sorted(logs, key=lambda log: (log.begins, log.shown)), problems
