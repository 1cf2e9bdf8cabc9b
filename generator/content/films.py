"""What is known of a film without opening it: a Film, or the Damage that keeps it from being one (see reels.py, which opens films).

Out, too: what follows from that, such as whether every browser plays it, the pictures that are made of it, and how its loudness
compares with what broadcasters want.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from importlib.util import find_spec
from typing import NamedTuple

from generator.content.pictures import Picture


class _Container(NamedTuple):
    suffixes: tuple[str, ...]
    """Endings that such a file may have, the usual one first."""
    type: str
    """MIME type, as IANA has it where it has one."""


_CONTAINERS = {
    "MP4": _Container((".mp4", ".m4v"), "video/mp4"),
    "WebM": _Container((".webm",), "video/webm"),
    "QuickTime": _Container((".mov", ".qt"), "video/quicktime"),
    "Matroska": _Container((".mkv",), "video/matroska"),
    "AVI": _Container((".avi",), "video/x-msvideo"),
    "MPEG-TS": _Container((".ts", ".m2ts", ".mts"), "video/mp2t"),
    "MPEG-PS": _Container((".mpg", ".mpeg", ".vob"), "video/mpeg"),
    "ASF": _Container((".wmv", ".asf"), "video/x-ms-asf"),
    "Flash Video": _Container((".flv",), "video/x-flv"),
    "Ogg": _Container((".ogv", ".ogg"), "video/ogg"),
    "MXF": _Container((".mxf",), "application/mxf"),
}
FILM_ENDINGS = frozenset(suffix for one in _CONTAINERS.values() for suffix in one.suffixes)
"""How names of films end, in small letters."""
_CODECS = {
    "h264": "H.264",
    "hevc": "HEVC/H.265",
    "vp8": "VP8",
    "vp9": "VP9",
    "av1": "AV1",
    "mpeg1video": "MPEG-1",
    "mpeg2video": "MPEG-2",
    "mpeg4": "MPEG-4 Part 2",
    "msmpeg4v3": "DivX 3",
    "prores": "ProRes",
    "dnxhd": "DNxHD",
    "mjpeg": "Motion JPEG",
    "theora": "Theora",
    "vc1": "VC-1",
    "wmv3": "WMV 9",
    "aac": "AAC",
    "mp3": "MP3",
    "opus": "Opus",
    "vorbis": "Vorbis",
    "flac": "FLAC",
    "alac": "ALAC",
    "ac3": "AC-3",
    "eac3": "E-AC-3",
    "dts": "DTS",
    "mp2": "MP2",
    "wmav2": "WMA 2",
}
"""How codecs are called by people; FFmpeg's own name otherwise."""
_PLAYED_CONTAINERS = {"MP4", "WebM"}
_PLAYED_VIDEO = {"h264", "vp8", "vp9", "av1"}
_PLAYED_AUDIO = {"aac", "mp3", "opus", "vorbis", ""}
_PLAYED_PIXELS = {"yuv420p", "yuvj420p"}
"""How H.264 may keep its pixels for every browser to play it: 8 bits, a colour for four."""

TARGET, TOLERANCE = -24.0, 2.0
"""LKFS, LU: the loudness of Korean broadcasting (TTA, 디지털 방송 프로그램 음량 레벨 운용 기준, 2013), after ITU-R BS.1864."""
HIGHEST_PEAK = -2.0
"""dBTP: what the sound of a programme may reach, so that it is not cut when it is coded again (ATSC A/85)."""

_MOST_TILES = 100
_TILE = 160
"""Pixels of the longer side of a tile."""
_COLUMNS = 10
_INTERVALS = (1, 2, 3, 5, 10, 15, 20, 30, 60, 120, 180, 300, 600)
"""Seconds from one tile to the next; more for films that last days."""


class Storyboard(NamedTuple):
    """One picture of many small frames of a film, row by row."""

    every: int
    """Seconds from one frame to the next; the first is at 0."""
    frames: int
    columns: int
    rows: int
    width: int
    height: int
    """Pixels of one frame."""


@dataclass(frozen=True, slots=True)
class Film:
    """What is known of a film."""

    seconds: float
    width: int
    height: int
    """Pixels, as it is seen: turned upright, and with pixels that are not square drawn out."""
    frame_rate: float
    """Frames a second on average; 0 where it is not known."""
    container: str
    """What kind of file it is: `MP4`, `WebM`, …, whatever its name ends in."""
    video_codec: str
    """FFmpeg's name: `h264`."""
    audio_codec: str
    """FFmpeg's name; empty where it has no sound."""
    pixels: str
    """FFmpeg's name of how pixels are kept: `yuv420p`."""
    codecs: str
    """Its codecs as a browser is told them (RFC 6381): `avc1.64001f, mp4a.40.2`; empty where that cannot be said for sure."""
    size: int
    """Bytes."""
    faststart: bool
    """Whether it can be played, and sought in, before it is loaded whole."""
    tells_place: bool
    """Whether it tells where it was made."""
    loudness: float | None
    """Of the whole film in LKFS (ITU-R BS.1770-4); None without sound, and where all is silence."""
    true_peak: float | None
    """dBTP (ITU-R BS.1770-4, annex 2)."""
    poster_at: float
    """Seconds of a frame that is good to stand for it."""
    content: str
    """Digest of the file."""

    @property
    def mime(self) -> str:
        """Return its MIME type, with codecs where they are known."""
        kind = _CONTAINERS[self.container].type
        return f'{kind}; codecs="{self.codecs}"' if self.codecs else kind

    @property
    def source_type(self) -> str:
        """Return the MIME type that a player's `<source>` tells; empty for what a browser would refuse by its type, and may play."""
        return self.mime if self.container in _PLAYED_CONTAINERS else ""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Return the endings that its name may have, the usual one first."""
        return _CONTAINERS[self.container].suffixes

    @property
    def obstacles(self) -> tuple[str, ...]:
        """Return what not every browser of today plays of it: `HEVC/H.265`, `AVI`; nothing where all do."""
        found = [] if self.container in _PLAYED_CONTAINERS else [self.container]
        if self.video_codec not in _PLAYED_VIDEO:
            found.append(codec_name(self.video_codec))
        elif self.video_codec == "h264" and self.pixels not in _PLAYED_PIXELS:
            found.append(f"{codec_name(self.video_codec)} {_pixels_name(self.pixels)}")
        if self.audio_codec not in _PLAYED_AUDIO:
            found.append(codec_name(self.audio_codec))
        return tuple(found)

    @property
    def is_ready(self) -> bool:
        """Tell whether it may be copied to the site as it is; another MP4 is written anew (see boxes.py)."""
        return self.container not in ("MP4", "QuickTime") or (self.faststart and not self.tells_place)

    @property
    def still(self) -> Picture:
        """Return one frame of it as a picture, so that it is made in the sizes that pictures are made in."""
        return Picture(self.width, self.height, "JPEG", self.content)

    @property
    def storyboard(self) -> Storyboard:
        """Return how its storyboard is laid out."""
        every = next((one for one in _INTERVALS if self.seconds <= one * _MOST_TILES), 0)
        every = every or 600 * math.ceil(self.seconds / (600 * _MOST_TILES))
        frames = max(1, math.ceil(self.seconds / every))
        scale = _TILE / max(self.width, self.height)
        columns = min(frames, _COLUMNS)
        # Even numbers, so that two screens of different density show it alike.
        width, height = (max(2, round(side * scale / 2) * 2) for side in (self.width, self.height))
        return Storyboard(every, frames, columns, math.ceil(frames / columns), width, height)


@dataclass(frozen=True, slots=True)
class Damage:
    """Why a file is no film, or not a whole one."""

    reason: str
    """`empty`, `unreadable`, `unfinished`, `cut-off`, `no-picture` or `too-large`."""
    seconds: float = 0.0
    """Length of a film that is cut off, as it says itself."""
    whole_until: float = 0.0
    """How much of it is there."""


def can_open() -> bool:
    """Tell whether there is what opens films, the extra `media`."""
    return find_spec("av") is not None


def codec_name(codec: str) -> str:
    """Return how people call a codec of which FFmpeg's name is given."""
    return _CODECS.get(codec, "PCM" if codec.startswith("pcm_") else codec)


def _pixels_name(pixels: str) -> str:
    """Return how people call a way to keep pixels that is not the usual one: `10-bit 4:2:2`."""
    depth = next((f"{bits}-bit" for bits in (10, 12, 14, 16) if f"p{bits}" in pixels), "")
    colours = next((f"4:{two[0]}:{two[1]}" for two in ("22", "44") if f"yuv4{two}" in pixels), "")
    return " ".join(filter(None, (depth, colours))) or pixels


def too_loud_by(film: Film) -> float:
    """Return how many LU a film is louder than the target (less than 0: more quiet); 0 where it is within the tolerance."""
    if film.loudness is None or abs(film.loudness - TARGET) <= TOLERANCE:
        return 0.0
    return round(film.loudness - TARGET, 1)


def peaks_too_high(film: Film, lowered: float = 0.0) -> bool:
    """Tell whether the sound of a film goes above what it may reach, even where it is lowered by so many dB."""
    return film.true_peak is not None and film.true_peak - lowered > HIGHEST_PEAK
