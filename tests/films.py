"""Films for tests, made when they are needed: small, quick and the same each time.

`make_film(path, …)` writes one whose kind goes by the ending of its name. Its picture is a scene with a bar that moves and the time
burned in, its sound a voice-like tone. What is wrong with a film is made of one that is right, by `cut` and its like.
"""

from __future__ import annotations

import functools
import math
import struct
from array import array
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from PIL import Image, ImageDraw

RATE = 48_000
_FORMATS = {
    ".mp4": "mp4",
    ".m4v": "mp4",
    ".mov": "mov",
    ".webm": "webm",
    ".mkv": "matroska",
    ".avi": "avi",
    ".ts": "mpegts",
}
_QUICKLY = {
    "libx264": {"preset": "ultrafast", "crf": "30"},
    "libx265": {"preset": "ultrafast", "x265-params": "log-level=none:pools=none:frame-threads=1"},
    "libvpx-vp9": {"deadline": "realtime", "cpu-used": "8", "crf": "40"},
    "libvpx": {"deadline": "realtime", "cpu-used": "8"},
    "libsvtav1": {"preset": "12", "svtav1-params": "lp=1"},
}


def make_film(
    path: Path,
    *,
    seconds: float = 2,
    size: tuple[int, int] = (320, 180),
    fps: Fraction | int = 5,
    codec: str = "",
    pixels: str = "yuv420p",
    sound: str | None = "voice",
    level: float = -14.0,
    audio_codec: str = "",
    layout: str = "stereo",
    picture: bool = True,
    scene: Callable[[float], Image.Image] | None = None,
    black: float = 0,
    keyframes: int = 5,
    turned: int = 0,
    pixel_shape: Fraction | None = None,
    faststart: bool = True,
    container: str = "",
    place: str = "",
    more: dict[str, str] | None = None,
) -> Path:
    """Write a film.

    `sound` is `voice`, `claps`, `tone` (997 Hz), `silence` or None; `level` its highest sample in dBFS, but for the claps, which come
    in a voice; as it is, the voice has the −24 LKFS of broadcasting. `scene` tells what is seen at a second, if not hills. `black` are seconds of black at the
    beginning, `keyframes` how many frames there are from one keyframe to the next, `turned` the degrees counterclockwise that a player
    turns it by, `pixel_shape` the width of a pixel by its height. `container` is FFmpeg's name where the ending is to be another.
    """
    kind = container or _FORMATS[path.suffix]
    flags = {"movflags": "+faststart"} if faststart and kind in ("mp4", "mov") else {}
    path.parent.mkdir(parents=True, exist_ok=True)
    with av.open(str(path), "w", kind, options={"fflags": "+bitexact"} | flags | (more or {})) as file:
        if place:
            file.metadata["location"] = place
        codec = codec or ("libvpx-vp9" if kind == "webm" else "libx264")
        video: Any = _video(file, codec, size, fps, pixels, keyframes) if picture else None
        if video and pixel_shape:
            video.codec_context.sample_aspect_ratio = pixel_shape
        if video and turned:
            video.set_display_rotation(turned)
        audio_codec = audio_codec or ("libopus" if kind == "webm" else "aac")
        audio: Any = _audio(file, audio_codec, layout) if sound else None
        seen: Any = _frames(size, fps, seconds, black, scene) if video else ()
        heard: Any = _sounds(sound or "", level, layout, seconds) if audio else iter(())
        for frame in seen:
            file.mux(video.encode(frame))
            for piece in heard:
                file.mux(audio.encode(piece))
                if piece.pts / RATE > frame.time:
                    break
        for piece in heard:
            file.mux(audio.encode(piece))
        for stream in filter(None, (video, audio)):
            file.mux(stream.encode(None))
    return path


def _video(
    file: Any, codec: str, size: tuple[int, int], fps: Fraction | int, pixels: str, keyframes: int
) -> Any:
    quickly = _QUICKLY.get(codec, {}) | {"g": str(keyframes), "threads": "1"}
    video = file.add_stream(codec, rate=fps, options=quickly)
    video.width, video.height = size
    video.pix_fmt = pixels
    video.codec_context.flags |= av.codec.context.Flags.bitexact
    return video


def _audio(file: Any, codec: str, layout: str) -> Any:
    audio = file.add_stream(codec, rate=RATE)
    audio.layout = layout
    audio.codec_context.flags |= av.codec.context.Flags.bitexact
    return audio


def cut(path: Path, share: float) -> Path:
    """Leave only the beginning of a file."""
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    return path


def broken_header(path: Path) -> Path:
    """Write zeros over the beginning of a file."""
    whole = path.read_bytes()
    path.write_bytes(bytes(256) + whole[256:])
    return path


def unfinished(path: Path) -> Path:
    """Take the table of contents from an MP4, as when a recording breaks off."""
    whole = path.read_bytes()
    start = whole.index(b"moov") - 4
    (size,) = struct.unpack_from(">I", whole, start)
    path.write_bytes(whole[:start] + whole[start + size :])
    return path


def too_large(path: Path) -> Path:
    """Have a QuickTime Animation (`qtrle`) say that its picture is as large as a wall."""
    whole = path.read_bytes()
    start = whole.index(b"rle ", whole.index(b"stsd")) + 28
    path.write_bytes(whole[:start] + struct.pack(">HH", 12_000, 8_000) + whole[start + 4 :])
    return path


def _frames(
    size: tuple[int, int],
    fps: Fraction | int,
    seconds: float,
    black: float,
    scene: Callable[[float], Image.Image] | None,
) -> Iterator[av.VideoFrame]:
    """Yield the frames of a film."""
    rate = Fraction(fps)
    for number in range(max(1, round(seconds * rate))):
        time = float(number / rate)
        if time < black:
            picture = Image.new("RGB", size)
        else:
            picture = scene(time) if scene else _hills(size, number, time)
        frame = av.VideoFrame.from_image(picture)
        frame.pts, frame.time_base = number, 1 / rate
        yield frame


def _hills(size: tuple[int, int], number: int, time: float) -> Image.Image:
    """Return hills, a sun, a bar that moves on, and the time."""
    picture, (width, height) = _scene(size).copy(), size
    draw = ImageDraw.Draw(picture)
    left = number * 7 % width
    draw.rectangle((left, height * 0.7, left + width // 8, height * 0.85), fill="#d94f30")
    draw.text((8, 8), f"{time:09.3f}", fill="white", stroke_width=2, stroke_fill="black")
    return picture


@functools.cache
def _scene(size: tuple[int, int]) -> Image.Image:
    width, height = size
    picture = Image.linear_gradient("L").resize(size)
    picture = Image.merge(
        "RGB", (picture.point(lambda one: one * 0.5), picture.point(lambda one: 60 + one * 0.6), picture)
    )
    draw = ImageDraw.Draw(picture)
    draw.ellipse((width * 0.7, height * 0.1, width * 0.7 + height * 0.25, height * 0.35), fill="#ffe9a8")
    for number in range(12):
        left = width * number / 12
        draw.polygon(
            [
                (left - 20, height),
                (left + width / 24, height * (0.5 + 0.07 * (number % 4))),
                (left + width / 12 + 20, height),
            ],
            fill=(20 + number * 9, 70 + number * 7, 40 + number * 3),
        )
    return picture


def _sounds(sound: str, level: float, layout: str, seconds: float) -> Iterator[av.AudioFrame]:
    """Yield a sound in pieces of a second."""
    channels = av.AudioLayout(layout).nb_channels
    cycle = _cycle(sound, level, channels)
    for number in range(math.ceil(seconds)):
        share = min(1.0, seconds - number)
        frame = av.AudioFrame(format="flt", layout=layout, samples=round(RATE * share))
        frame.planes[0].update(cycle[: frame.samples * channels * 4])
        frame.sample_rate, frame.pts, frame.time_base = RATE, number * RATE, Fraction(1, RATE)
        yield frame


@functools.cache
def _cycle(sound: str, level: float, channels: int) -> bytes:
    """Return a second of a sound, which can be repeated without a click, with the same in every channel."""
    turns = [2 * math.pi * number / RATE for number in range(RATE)]
    if sound == "tone":
        samples = [math.sin(997 * one) for one in turns]
    elif sound in ("voice", "claps"):  # four syllables a second of a low voice
        voiced = [sum(math.sin(130 * over * one) / over for over in range(1, 12)) for one in turns]
        samples = [one * max(0.05, math.sin(4 * turn)) for one, turn in zip(voiced, turns, strict=True)]
    else:
        samples = [0.0] * RATE
    scale = 10 ** (level / 20) / (max(map(abs, samples)) or 1)
    if sound == "claps":
        samples[:12] = [0.9 / scale * (-1) ** (one // 4) for one in range(12)]
    return array("f", (one * scale for one in samples for _ in range(channels))).tobytes()
