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
    source, sink, form = None, None, None
    for frame in frames:
        its_form = (frame.sample_rate, frame.format.name, frame.layout.name, frame.time_base)
        if source is None or sink is None:
            source, sink = _meter(*its_form)
            form = its_form
        if its_form == form:
            source.push(frame)
            told = _pulled(sink) or told
    if source is not None and sink is not None:
        source.push(None)
        told = _pulled(sink) or told
    return told


def _meter(rate: int, form: str, layout: str, time_base: Any) -> tuple[Any, Any]:
    """Return where sound goes into a meter, and where it comes out with what was measured so far."""
    graph = Graph()
    source = graph.add_abuffer(sample_rate=rate, format=form, layout=layout, time_base=time_base)
    meter = graph.add("ebur128", "metadata=1:peak=true:framelog=quiet")
    sink = graph.add("abuffersink")
    graph.link_nodes(source, meter, sink).configure()
    return source, sink


def _pulled(sink: Any) -> dict[str, str]:
    told: dict[str, str] = {}
    with suppress(av.BlockingIOError, av.EOFError):
        while True:
            told = dict(sink.pull().metadata) or told
    return told
