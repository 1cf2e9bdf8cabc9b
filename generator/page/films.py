"""The film of a story as its page shows it: the player, its chapters, and the transcript.

In: a Showing. Out: a FilmRecord, all that the player's template prints in one language, and the files that it asks for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from generator.base.pictures import Shown
from generator.content.words import Said


class Source(NamedTuple):
    """One file of a film."""

    address: str
    is_elsewhere: bool
    """Whether the address is a whole one on the media host."""
    type: str
    """Its MIME type, with codecs where they are known; may be empty."""
    height: int
    """Pixels; 0 where it is not known."""


class Track(NamedTuple):
    """A WebVTT file that the browser itself shows with the film."""

    kind: str
    """`captions` or `descriptions`, as in HTML."""
    language: str
    address: str


class ChapterMark(NamedTuple):
    """A chapter: where it begins, and its share of the film."""

    start: float
    """Seconds."""
    end: float
    title: Said


class Line(NamedTuple):
    """What is said at one moment, as the transcript tells it."""

    start: float
    """Seconds."""
    text: str
    speaker: str
    is_description: bool
    """Whether it tells what is seen rather than what is said."""


class Passage(NamedTuple):
    """The lines of one chapter; without chapters all of them, and no title."""

    title: Said | None
    start: float
    lines: tuple[Line, ...]


class Transcript(NamedTuple):
    """All that is said in a film, in one language."""

    language: str
    passages: tuple[Passage, ...]


class Storyboard(NamedTuple):
    """One picture of many small frames, for the preview above the bar."""

    address: str
    columns: int
    frames: int
    every: float
    """Seconds from one frame to the next; the first is at 0."""
    width: int
    height: int
    """Pixels of one frame."""


@dataclass(frozen=True, slots=True)
class FilmRecord:
    """All that the player of a film prints."""

    key: str
    """Name under which the device remembers where its reader stopped: the story's id or folder name."""
    sources: tuple[Source, ...]
    """Tallest first."""
    sign: tuple[Source, ...]
    """The version with sign language, or nothing."""
    seconds: float
    """0 where it is not known."""
    width: int
    height: int
    poster: Shown | None
    tracks: tuple[Track, ...]
    chapters: tuple[ChapterMark, ...]
    transcripts: tuple[Transcript, ...]
    """That in the page's language first, if there is one."""
    storyboard: Storyboard | None
    is_clip: bool
    """Whether it was made from the article: the page says so."""
