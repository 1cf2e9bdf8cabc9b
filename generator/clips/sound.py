"""The sound under a clip: a file that someone gives, as long as the clip and as loud as broadcasting wants it.

In: a file and a length. Out: samples. Loudness is measured as ITU-R BS.1770 says and set to −24 LKFS, with true peaks of at most
−2 dBTP (Korea's rule for digital broadcasting, and ATSC A/85).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import av
import av.filter
import numpy as np
import numpy.typing as npt

LOUDNESS, PEAK = -24.0, -2.0
"""LKFS, and dBTP at most."""
SAMPLES = 48000
"""A second."""
_HEADROOM = 1.2
"""Decibels that AAC may add to a peak."""
_SILENT = -70.0
"""LKFS below which there is nothing to make louder."""
_CLOSE = 0.1
"""LU that the loudness may be away from what is wanted."""
_FADE = 1.5
"""Seconds in which a sound that goes on fades away at the clip's end."""
_BLOCK = 4800

Samples = npt.NDArray[np.float32]
"""Left and right, from −1 to 1."""


class NotSoundError(Exception):
    """A file holds no sound that can be read."""


def fitting_sound(path: Path, seconds: float) -> Samples:
    """Return the sound of a file, cut or followed by silence to last as long as a clip, at the right loudness."""
    samples = _read(path, seconds)
    loudness, _ = measured(samples)
    if loudness <= _SILENT:
        return samples
    gain = LOUDNESS - loudness
    for _ in range(6):
        louder = _louder(samples, gain)
        found, _ = measured(louder)
        if abs(LOUDNESS - found) <= _CLOSE:
            break
        gain += LOUDNESS - found
    return louder


def measured(samples: Samples) -> tuple[float, float]:
    """Return integrated loudness in LKFS and true peak in dBTP."""
    _, told = _through(samples, SAMPLES, ("ebur128", "metadata=1:peak=true"))
    peak = float(told.get("lavfi.r128.true_peak", 0.0))
    return float(told.get("lavfi.r128.I", _SILENT)), 20 * float(np.log10(max(peak, 1e-9)))


def _louder(samples: Samples, gain: float) -> Samples:
    """Return samples made louder by so many decibels; peaks that would be too high are held down, between samples, too."""
    louder = (samples * np.float32(10 ** (gain / 20))).astype(np.float32)
    highest = PEAK - _HEADROOM
    if measured(louder)[1] <= highest:
        return louder
    limit = 10 ** ((highest - 0.1) / 20)
    held, _ = _through(
        louder,
        SAMPLES,
        ("aresample", f"{4 * SAMPLES}"),
        ("alimiter", f"limit={limit:.4f}:attack=5:release=80:level=0:latency=1"),
        ("aresample", f"{SAMPLES}"),
        ("aformat", "sample_fmts=fltp:channel_layouts=stereo"),
    )
    return _as_long(held, samples.shape[1])


def _read(path: Path, seconds: float) -> Samples:
    whole = round(seconds * SAMPLES)
    try:
        with av.open(str(path)) as file:
            if not file.streams.audio:
                raise NotSoundError(path.name)
            samples = _decoded(file, whole)
    except (av.FFmpegError, OSError, ValueError) as error:
        raise NotSoundError(path.name) from error
    if not samples.size:
        raise NotSoundError(path.name)
    if samples.shape[1] > whole:
        fade = np.linspace(1, 0, min(round(_FADE * SAMPLES), whole), dtype=np.float32)
        samples = samples[:, :whole].copy()
        samples[:, whole - len(fade) :] *= fade
    return _as_long(samples, whole)


def _decoded(file: Any, whole: int) -> Samples:
    """Return the first samples of a file, a little more than `whole` where it holds more."""
    resampler: Any = av.AudioResampler("fltp", "stereo", SAMPLES)
    parts: list[Samples] = []
    length = 0
    for frame in file.decode(file.streams.audio[0]):
        fresh = [one.to_ndarray() for one in resampler.resample(frame)]
        parts += fresh
        length += sum(part.shape[1] for part in fresh)
        if length > whole:
            break
    else:
        parts += (one.to_ndarray() for one in resampler.resample(None))
    return np.concatenate(parts, axis=1) if parts else np.empty((2, 0), np.float32)


def _as_long(samples: Samples, whole: int) -> Samples:
    return np.pad(samples[:, :whole], ((0, 0), (0, max(whole - samples.shape[1], 0))))


def frames(samples: Samples, size: int, rate: int = SAMPLES) -> Iterator[Any]:
    """Yield samples as frames of `size`, the last with what is left."""
    for start in range(0, samples.shape[1], size):
        frame = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(samples[:, start : start + size]), "fltp", "stereo"
        )
        frame.sample_rate, frame.pts = rate, start
        yield frame


def _through(samples: Samples, rate: int, *filters: tuple[str, str]) -> tuple[Samples, dict[str, str]]:
    """Return what filters of FFmpeg make of samples, and what the last of them told at the end."""
    graph = av.filter.Graph()
    last: Any = graph.add_abuffer(sample_rate=rate, format="fltp", layout="stereo")
    for name, options in (*filters, ("abuffersink", "")):
        after = graph.add(name, options or None)
        last.link_to(after)
        last = after
    graph.configure()
    made: list[Samples] = []
    told: dict[str, str] = {}

    def pull() -> None:
        with suppress(av.BlockingIOError, av.EOFError):
            while True:
                frame: Any = graph.pull()
                told.update(frame.metadata)
                made.append(frame.to_ndarray())

    for frame in frames(samples, _BLOCK, rate):
        graph.push(frame)
        pull()
    graph.push(None)
    pull()
    return np.concatenate(made, axis=1), told
