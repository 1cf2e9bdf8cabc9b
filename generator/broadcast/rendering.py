"""Films for broadcasting: captions burned in, and the loudness that broadcasting wants. Loads PyAV, numpy and Pillow.

In: a film, its cues, a typeface. Out: the bytes of an MP4 (H.264, AAC) of the same length. Captions are white on a dark band,
within the safe area. Sound is set to −24 LKFS, with true peaks of at most −2 dBTP (ATSC A/85).
"""

from __future__ import annotations

import tempfile
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import av
import numpy as np
from av.filter import Graph
from PIL import Image, ImageDraw, ImageFont

from generator.content.faces import Face
from generator.content.frames import opened, picture_of, sound_of

_TICKS = 90_000
"""Of a second, as MPEG counts them: every usual frame rate is whole in them."""
_RATE = 48_000
_HEIGHT = 0.062
"""Height of a caption's letters as a share of the picture's shorter side: 67 pixels of 1080."""
_SAFE = 0.06
"""Share of the height that stays free below captions."""
_WIDEST = 0.86
"""Share of the width that a line takes at most."""
_VEIL = 0.72
"""How far the band covers the picture."""
_BLACK, _WHITE = 16, 235
"""Of luma, as television has it."""
_HEADROOM = 1.2
"""Decibels that AAC may add to a peak."""
_TARGET, _PEAK = -24.0, -2.0
_X264 = {"preset": "veryfast", "crf": "20", "profile": "high"}
_BITEXACT, _BITEXACT_CODEC = 1024, 8388608
"""FFmpeg's flags for files that tell neither its version nor the day."""

Cues = tuple[tuple[float, float, str], ...]
"""(start, end, text) in seconds, in order."""


class _Band(NamedTuple):
    """A caption as it is laid over a picture: where its rows begin, their luma, and how far they cover (0 to 1)."""

    top: int
    luma: Any
    covers: Any


def burned_in(
    source: Path,
    _content: str,
    size: tuple[int, int],
    cues: Cues,
    face: Face,
    loudness: float | None,
    true_peak: float | None,
) -> bytes:
    """Return a film with its captions burned in and its loudness set; `size` is that of the film as it is seen.

    `loudness` and `true_peak` are what was measured; a film in which nothing is heard keeps its silence.
    """
    width, height = (max(2, side // 2 * 2) for side in size)
    with tempfile.TemporaryDirectory(prefix="delight-broadcast-") as folder:
        path = Path(folder) / "film.mp4"
        options = {"movflags": "+faststart"}
        with opened(source) as film, av.open(str(path), "w", "mp4", options=options) as output:
            output.flags |= _BITEXACT
            gain = 0.0 if loudness is None else _TARGET - loudness
            _write(film, output, (width, height), _Captions((width, height), cues, face), gain, true_peak)
        return path.read_bytes()


def _write(
    film: Any, output: Any, size: tuple[int, int], captions: _Captions, gain: float, peak: float | None
) -> None:
    picture, sound = picture_of(film), sound_of(film)
    began = (film.start_time or 0) / 1_000_000
    seen = _video(output, picture, size)
    heard: Any = output.add_stream("aac", rate=_RATE, layout="stereo") if sound else None
    if heard:
        heard.codec_context.bit_rate = 192_000
        heard.codec_context.flags |= _BITEXACT_CODEC
    screen, desk = _Screen(size), _Desk(gain, peak)
    for packet in film.demux([one for one in (picture, sound) if one]):
        for frame in packet.decode():
            if packet.stream is picture:
                time = max((frame.time or 0.0) - began, 0.0)
                output.mux(seen.encode(captions.over(screen.upright(frame), time)))
            elif heard:
                for piece in desk.through(frame):
                    output.mux(heard.encode(piece))
    for piece in desk.through(None):
        output.mux(heard.encode(piece))
    if heard:
        output.mux(heard.encode(None))
    output.mux(seen.encode(None))


def _video(output: Any, picture: Any, size: tuple[int, int]) -> Any:
    stream = output.add_stream("libx264", rate=picture.average_rate or 30, options=_X264)
    stream.width, stream.height = size
    stream.pix_fmt = "yuv420p"
    stream.codec_context.time_base = Fraction(1, _TICKS)
    for name in ("colorspace", "color_primaries", "color_trc", "color_range"):
        setattr(stream.codec_context, name, getattr(picture.codec_context, name))
    stream.codec_context.flags |= _BITEXACT_CODEC
    return stream


class _Screen:
    """Sets frames upright, and to one size."""

    def __init__(self, size: tuple[int, int]) -> None:
        self._size = size

    def upright(self, frame: Any) -> Any:
        """Return the planes of a frame as it is seen, in one array."""
        width, height = self._size
        turned = -(frame.rotation or 0) // 90 % 4
        if turned % 2:
            width, height = height, width
        planes = frame.reformat(width, height, "yuv420p").to_ndarray()
        return _turned(planes, width, height, turned) if turned else planes


def _turned(planes: Any, width: int, height: int, quarters: int) -> Any:
    """Return the three planes of a picture turned clockwise by so many quarters."""
    half = (height // 2, width // 2)
    parts = (
        planes[:height],
        planes[height : height * 5 // 4].reshape(half),
        planes[height * 5 // 4 :].reshape(half),
    )
    turned = [np.rot90(part, -quarters) for part in parts]
    wide = turned[0].shape[1]
    return np.vstack([np.ascontiguousarray(part).reshape(-1, wide) for part in turned])


class _Captions:
    """The captions of a film, each drawn when it is wanted first."""

    def __init__(self, size: tuple[int, int], cues: Cues, face: Face) -> None:
        self._size, self._cues = size, cues
        self._starts = [start for start, _, _ in cues]
        font = ImageFont.truetype(str(face.path), max(12, round(min(size) * _HEIGHT)), index=face.number)
        if face.weight:
            font.set_variation_by_axes([face.weight])
        self._font = font
        self._band = lru_cache(4)(self._drawn)

    def over(self, planes: Any, time: float) -> Any:
        """Return the frame of these planes with what is said at this second laid over it."""
        number = bisect_right(self._starts, time) - 1
        if number >= 0 and time < self._cues[number][1]:
            _lay(planes, self._size, self._band(self._cues[number][2]))
        frame = av.VideoFrame.from_ndarray(planes, "yuv420p")
        frame.pts, frame.time_base = round(time * _TICKS), Fraction(1, _TICKS)
        return frame

    def _drawn(self, text: str) -> _Band:
        width, height = self._size
        lines = _fitted(text, self._font, width * _WIDEST)
        step = round(self._font.size * 1.4)
        pad = round(self._font.size * 0.35)
        band = (step * len(lines) + pad) // 2 * 2
        top = (height - round(height * _SAFE) - band) // 2 * 2
        luma = Image.new("L", (width, band), _BLACK)
        covers = Image.new("L", (width, band), 0)
        for number, line in enumerate(lines):
            wide = self._font.getlength(line)
            left, middle = (width - wide) / 2, step * number + (step + pad) / 2
            box = (left - pad * 1.5, step * number, left + wide + pad * 1.5, step * (number + 1) + pad)
            ImageDraw.Draw(covers).rounded_rectangle(box, pad, fill=round(255 * _VEIL))
            for picture, fill in ((luma, _WHITE), (covers, 255)):
                ImageDraw.Draw(picture).text((width / 2, middle), line, fill, self._font, anchor="mm")
        return _Band(max(top, 0), np.asarray(luma, np.float32), np.asarray(covers, np.float32) / 255)


def _fitted(text: str, font: Any, widest: float) -> list[str]:
    """Return a caption's lines, one that is too wide broken between words into lines of about one length."""
    lines = []
    for line in text.split("\n"):
        least, most = widest / 4, widest
        count = len(_broken(line, font, most))
        for _ in range(8):
            width = (least + most) / 2
            least, most = (width, most) if len(_broken(line, font, width)) > count else (least, width)
        lines += _broken(line, font, most)
    return lines


def _broken(line: str, font: Any, widest: float) -> list[str]:
    lines = [""]
    for word in line.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) > widest and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _lay(planes: Any, size: tuple[int, int], band: _Band) -> None:
    width, height = size
    rows = band.luma.shape[0]
    luma = planes[band.top : band.top + rows]
    luma[:] = luma * (1 - band.covers) + band.luma * band.covers
    veil = band.covers[::2, ::2]
    for first in (height, height * 5 // 4):
        plane = planes[first : first + height // 4].reshape(height // 2, width // 2)
        part = plane[band.top // 2 : band.top // 2 + veil.shape[0]]
        part[:] = part * (1 - veil) + 128 * veil


class _Desk:
    """Makes sound louder or softer, and holds down what would be too high; tells it in pieces that AAC takes."""

    def __init__(self, gain: float, peak: float | None) -> None:
        self._gain, self._peak = gain, peak
        self._graph: Any = None
        self._source: Any = None
        self._sink: Any = None

    def through(self, frame: Any) -> Iterator[Any]:
        """Yield what comes out after one more frame, or after the last if it is None."""
        if self._graph is None:
            if frame is None:
                return
            self._build(frame)
        self._source.push(frame)
        while True:
            try:
                piece = self._sink.pull()
            except (av.BlockingIOError, av.EOFError):
                return
            yield piece

    def _build(self, frame: Any) -> None:
        self._graph = Graph()
        self._source = self._graph.add_abuffer(
            sample_rate=frame.sample_rate,
            format=frame.format.name,
            layout=frame.layout.name,
            time_base=frame.time_base,
        )
        self._sink = self._graph.add("abuffersink")
        filters = [self._graph.add(name, given) for name, given in self._filters()]
        self._graph.link_nodes(self._source, *filters, self._sink).configure()

    def _filters(self) -> Sequence[tuple[str, str]]:
        highest = _PEAK - _HEADROOM
        held: list[tuple[str, str]] = []
        if self._peak is not None and self._peak + self._gain > highest:
            limit = 10 ** ((highest - 0.1) / 20)
            held = [
                ("aresample", f"{4 * _RATE}"),  # between samples, too
                ("alimiter", f"limit={limit:.4f}:attack=5:release=80:level=0:latency=1"),
            ]
        return (
            ("aformat", "sample_fmts=fltp:channel_layouts=stereo"),
            ("volume", f"{self._gain:.2f}dB"),
            *held,
            ("aresample", f"{_RATE}"),
            ("aformat", f"sample_fmts=fltp:channel_layouts=stereo:sample_rates={_RATE}"),
            ("asetnsamples", "n=1024:p=0"),
        )
