"""Files of captions, opened: apart from captions.py, as the library that reads them takes long to load.

In: paths. Out: the cues of each.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import webvtt

from generator.content.captions import Cue


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
