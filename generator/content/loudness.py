"""How loud the sound of a film is, as ITU-R BS.1770-4 and EBU R 128 have it measured, by FFmpeg's `ebur128`. Loads PyAV."""

from __future__ import annotations

import math
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import av
from av.filter import Graph

from generator.content.frames import alone, decoded, opened, sound_of

_SILENT = -69.9
"""LKFS: what is below is below the gate of BS.1770 throughout."""


def loudness(path: Path) -> tuple[float | None, float | None]:
    """Return the loudness of a film in LKFS and its true peak in dBTP, each None where there is nothing to be heard."""
    told: dict[str, str] = {}
    with suppress(Exception), opened(path) as container:  # what cannot be decoded is not heard either
        audio = sound_of(container)
        alone(container, audio)
        told = _measured(decoded(container, audio))
    loud, peak = float(told.get("lavfi.r128.I", "-70")), float(told.get("lavfi.r128.true_peak", "0"))
    return (
        round(loud, 1) if loud > _SILENT else None,
        round(20 * math.log10(peak), 1) if peak > 0 else None,
    )


def _measured(frames: Iterable[Any]) -> dict[str, str]:
    """Return what is measured of all of a sound; what of it is of another form than its beginning is left out."""
    told: dict[str, str] = {}
    meter = None
    for frame in frames:
        form = (frame.sample_rate, frame.format.name, frame.layout.name, frame.time_base)
        meter = meter or _Meter(*form)
        if form == meter.form:
            told = meter.measured(frame) or told
    return (meter.measured(None) or told) if meter else told


class _Meter:
    """A meter of sound of one form."""

    def __init__(self, rate: int, samples: str, layout: str, time_base: Any) -> None:
        self.form = (rate, samples, layout, time_base)
        self._graph = Graph()  # filters do not hold on to what they are part of
        self._source = self._graph.add_abuffer(
            sample_rate=rate, format=samples, layout=layout, time_base=time_base
        )
        meter = self._graph.add("ebur128", "metadata=1:peak=true:framelog=quiet")
        self._sink = self._graph.add("abuffersink")
        self._graph.link_nodes(self._source, meter, self._sink).configure()

    def measured(self, frame: Any) -> dict[str, str]:
        """Return what is known after one more frame, or after the last if it is None; nothing where that is less than a tenth of a second."""
        self._source.push(frame)
        told: dict[str, str] = {}
        with suppress(av.BlockingIOError, av.EOFError):
            while True:
                told = dict(self._sink.pull().metadata) or told
        return told
