"""Opens films: what is known of one, one of its frames as a picture, and its storyboard.

In: a file. Out: a Film or the Damage that it has; and bytes. The sound is decoded whole, to measure its loudness; of the picture
only the frames that are looked at. Loads PyAV, which not every installation has, and so is named, never imported.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import av
from av.container import InputContainer
from PIL import Image

from generator.content.boxes import Layout, layout_of, tells_place
from generator.content.codecs import codecs_of
from generator.content.films import Damage, Film, Storyboard
from generator.content.frames import FORMATS, MOST_PACKETS, Reel, opened, picture_of, sound_of
from generator.content.loudness import loudness
from generator.content.pixels import written

_GUESSED = {"MPEG-TS", "MPEG-PS", "Ogg"}
"""Containers that do not tell their length, so that nothing can be missing of it."""
_CUES = b"\x1c\x53\xbb\x6b"
"""What begins the table of contents of a Matroska file (RFC 9559), and stands also where its place is told."""
_MOST_PIXELS = 50_000_000
"""A frame of more is taken for a mistake, or for one made to fill the memory."""
_LONGEST = 7 * 24 * 3600.0
"""Seconds: a film that says it is longer says so by mistake."""
_MOST_BYTES = 400_000
"""Bytes of a storyboard."""


def probed(paths: Iterable[Path]) -> list[Film | Damage]:
    """Return what is known of each film, or what is wrong with it."""
    return [_probe(path) for path in paths]


def poster(source: Path, _content: str, at: float, width: int, kind: str) -> bytes:
    """Return the frame that is seen at a second as a picture at a width; the first one where the film ends before.

    `_content` is the digest of the file that is meant.
    """
    with suppress(Exception), Reel(source) as reel:
        if frame := reel.frame_at(at) or reel.frame_at(0.0):
            return written(reel.upright(frame), width, kind)
    return written(Image.new("RGB", (width, max(1, width * 9 // 16))), width, kind)


def storyboard(source: Path, _content: str, board: Storyboard) -> bytes:
    """Return the frames of a storyboard as one WebP; `_content` is the digest of the file that is meant."""
    sheet = Image.new("RGB", (board.columns * board.width, board.rows * board.height))
    with suppress(Exception), Reel(source) as reel:  # what cannot be decoded stays black
        for number, frame in reel.frames_at([board.every * (one + 0.5) for one in range(board.frames)]):
            row, column = divmod(number, board.columns)
            tile = reel.upright(frame, (board.width, board.height))
            sheet.paste(tile, (column * board.width, row * board.height))
    for quality in (70, 55, 40, 25, 10):
        file = io.BytesIO()
        sheet.save(file, "WEBP", quality=quality, method=4)
        if file.tell() <= _MOST_BYTES:
            break
    return file.getvalue()


def _probe(path: Path) -> Film | Damage:
    try:
        if not path.stat().st_size:
            return Damage("empty")
        layout = layout_of(path)
        if layout.is_mp4 and not layout.index:
            return Damage("unfinished")
        told = _told(path, layout)
        return told if isinstance(told, Damage) else _looked_at(path, told)
    except Exception:  # FFmpeg and Pillow raise whatever their decoders do
        return Damage("unreadable")


def _told(path: Path, layout: Layout) -> Film | Damage:
    """Return what a film tells of itself, without looking at picture or sound."""
    with opened(path) as container:
        video, audio = picture_of(container), sound_of(container)
        if video is None:
            return Damage("no-picture" if audio else "unreadable")
        picture = video.codec_context
        if picture.width * picture.height > _MOST_PIXELS:
            return Damage("too-large")
        kind = _container_of(path, layout, container)
        seconds, reached = _length(container, [one for one in (video, audio) if one], kind)
        if reached < seconds or not (layout.is_whole or not layout.is_mp4):
            return Damage("cut-off", round(seconds, 3), round(min(seconds, reached), 3))
        names = [picture.codec.canonical_name, audio.codec_context.codec.canonical_name if audio else ""]
        heads = [
            bytes(picture.extradata or b""),
            bytes(audio.codec_context.extradata or b"") if audio else b"",
        ]
        return Film(
            seconds=round(seconds, 3),
            width=picture.width,
            height=picture.height,
            frame_rate=round(float(video.average_rate or 0), 3),
            container=kind,
            video_codec=names[0],
            audio_codec=names[1],
            pixels=picture.pix_fmt or "",
            codecs=codecs_of(kind, (names[0], heads[0]), (names[1], heads[1])),
            size=path.stat().st_size,
            faststart=layout.is_faststart if layout.is_mp4 else _can_be_sought(path, kind),
            tells_place=tells_place(path, layout),
            loudness=None,
            true_peak=None,
            poster_at=0.0,
            content=_content(path),
        )


def _looked_at(path: Path, film: Film) -> Film | Damage:
    """Return a film with what picture and sound themselves tell."""
    with Reel(path) as reel:
        if not reel.frame_at(0.0):
            return Damage("unreadable")
        width, height = reel.size
        at = reel.good_moment(film.seconds)
    heard, peak = loudness(path) if film.audio_codec else (None, None)
    return replace(film, width=width, height=height, poster_at=round(at, 3), loudness=heard, true_peak=peak)


def _container_of(path: Path, layout: Layout, container: InputContainer) -> str:
    """Return what kind of file it is."""
    kind = FORMATS[container.format.name]
    if kind == "MP4":
        return "QuickTime" if layout.brand == "qt  " else kind
    with path.open("rb") as file:
        return "WebM" if kind == "Matroska" and b"webm" in file.read(64) else kind


def _can_be_sought(path: Path, kind: str) -> bool:
    """Tell whether a film that is no MP4 can be sought in before it is loaded whole."""
    if kind not in ("WebM", "Matroska"):
        return True
    with path.open("rb") as file:
        head = file.read(1 << 16)
        file.seek(max(0, path.stat().st_size - (1 << 22)))
        return _CUES in head or _CUES in file.read()


def _content(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=8)).hexdigest()


def _length(container: InputContainer, streams: list[Any], kind: str) -> tuple[float, float]:
    """Return how many seconds a film says it has, and how many there are: the same where nothing worth a word is missing."""
    told = max((float(one.duration * one.time_base) for one in streams if one.duration), default=0.0)
    told = told or (container.duration or 0) / 1_000_000
    if not 0 < told <= _LONGEST:
        told, _ = _last(container, streams, 0.0)
        return told, told
    if kind in _GUESSED:
        return told, told
    reached = 0.0
    for start in (max(0.0, told - 5), 0.0):
        last, gap = _last(container, streams, start)
        reached = max(reached, last)
        if told - reached <= max(2.0, told / 50, gap * 1.5):
            return told, told
    return told, reached


def _last(container: InputContainer, streams: list[Any], start: float) -> tuple[float, float]:
    """Return where the last packet from a second on ends that can be read, and how long before it the one before began."""
    began, last, gap = (container.start_time or 0) / 1_000_000, 0.0, 0.0
    before: dict[int, float] = {}
    with suppress(av.FFmpegError):
        container.seek(round((start + began) * 1_000_000))
        for count, packet in enumerate(container.demux(*streams)):
            if packet.pts is None or packet.is_corrupt:
                continue
            at = float(packet.pts * packet.time_base) - began
            end = at + float((packet.duration or 0) * packet.time_base)
            if end > last:
                last, gap = end, at - before.get(packet.stream_index, at)
            before[packet.stream_index] = at
            if count > MOST_PACKETS:
                break
    return last, gap
