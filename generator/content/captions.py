"""Captions of films: what is said, and when.

In: the path of a WebVTT file (W3C, "WebVTT: The Web Video Text Tracks Format") beside the film, `captions.ko.vtt` or
`captions.en.vtt`. Out: whose it is. subtitles.py opens it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

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
