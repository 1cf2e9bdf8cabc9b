"""Captions of films: what is said, and when.

In: a WebVTT file (W3C, "WebVTT: The Web Video Text Tracks Format") beside the film, `captions.ko.vtt` or `captions.en.vtt`.
Out: its cues, or nothing where it cannot be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import webvtt

_NAME = re.compile(r"(?P<folder>[0-9]{4}/[^/]+)/captions\.(?P<language>[a-z]{2})\.vtt")


class Cue(NamedTuple):
    """What is said at one moment."""

    seconds: float
    text: str


def captions_of(folder: str, language: str) -> str:
    """Return the path of a story's captions in one language, below the stories' folder."""
    return f"{folder}/captions.{language}.vtt"


def is_captions(path: str) -> bool:
    """Tell whether a path below the stories' folder is that of captions."""
    return _NAME.fullmatch(path) is not None


def read_captions(paths: Iterable[Path]) -> list[tuple[Cue, ...] | None]:
    """Return the cues of each file, or None where it is no WebVTT in UTF-8."""
    return [_read(path) for path in paths]


def _read(path: Path) -> tuple[Cue, ...] | None:
    try:
        captions = webvtt.from_string(path.read_text(encoding="utf-8-sig"))
        return tuple(Cue(_seconds(one.start), " ".join(one.text.split())) for one in captions.captions)
    except (webvtt.errors.MalformedFileError, webvtt.errors.MalformedCaptionError, UnicodeDecodeError):
        return None


def _seconds(time: str) -> float:
    """Return a time as `00:01:05.000` in seconds."""
    seconds = 0.0
    for part in time.split(":"):
        seconds = seconds * 60 + float(part)
    return seconds
