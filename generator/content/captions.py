"""Captions of films: what is said, and when.

Values only: nothing is opened here, subtitles.py does that. In: paths and cues. Out: what a file of captions holds, whose it is, and
WebVTT (W3C, "WebVTT: The Web Video Text Tracks Format", https://www.w3.org/TR/webvtt1/), which is what browsers show.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from generator.content.spoken import tidy

SUFFIXES = (".vtt", ".srt", ".ass", ".ssa", ".smi")
"""WebVTT, SubRip, Advanced SubStation Alpha, SubStation Alpha, SAMI."""
KINDS = ("captions", "chapters", "descriptions")
TRANSCRIPT = "transcript"
"""What is said, as plain text without times: paragraphs of a file such as `transcript.ko.txt`."""
_IN_A_STORY = re.compile(r"[0-9]{4}/[^/]+/.+")
_IS_TRANSCRIPT = re.compile(rf"{TRANSCRIPT}\.[a-z]{{2}}\.txt")


class Cue(NamedTuple):
    """What is said at one moment."""

    start: float
    """Seconds from the film's beginning."""
    end: float
    text: str
    """Plain text; lines are parted by line feeds."""
    speaker: str = ""


class Fault(NamedTuple):
    """What was wrong in a file while it was read."""

    name: str
    """Permanent name of the problem."""
    lines: tuple[int, ...]
    """Where, from 1, in order."""


@dataclass(frozen=True, slots=True)
class Track:
    """What a file holds in one language, in order of time, each thing as a column: so it comes from the cache ten times faster."""

    language: str
    """Empty where the file does not tell."""
    starts: tuple[int, ...] = ()
    """Milliseconds."""
    ends: tuple[int, ...] = ()
    texts: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()
    """The line of the file in which each cue begins."""

    @property
    def cues(self) -> tuple[Cue, ...]:
        """Return its cues."""
        held = zip(self.starts, self.ends, self.texts, self.speakers, strict=True)
        return tuple(Cue(start / 1000, end / 1000, text, speaker) for start, end, text, speaker in held)


def track_of(language: str, cues: Iterable[Cue]) -> Track:
    """Return cues that come from no file as a track."""
    held = tuple(cues)
    return Track(
        language,
        tuple(round(cue.start * 1000) for cue in held),
        tuple(round(cue.end * 1000) for cue in held),
        tuple(cue.text for cue in held),
        tuple(cue.speaker for cue in held),
        (0,) * len(held),
    )


@dataclass(frozen=True, slots=True)
class Captions:
    """What a file of captions, chapters or descriptions holds."""

    form: str
    """`vtt`, `srt`, `ass` or `smi`, by what stands in it rather than by its name; `txt` for a transcript."""
    encoding: str
    """`utf-8`, `utf-16-le`, `utf-16-be` or `cp949`; empty where it is none of them, and so nothing could be read."""
    content: str
    """Digest of the file."""
    tracks: tuple[Track, ...] = ()
    """One for each language; only SAMI has several."""
    faults: tuple[Fault, ...] = ()

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the languages that the file itself tells."""
        return tuple(track.language for track in self.tracks if track.language)

    def track_in(self, language: str) -> Track | None:
        """Return what it holds in a language; what does not tell its language, and is all there is, is in the one asked for."""
        for track in self.tracks:
            if track.language == language or (len(self.tracks) == 1 and not track.language):
                return track
        return None

    def cues_in(self, language: str) -> tuple[Cue, ...]:
        """Return its cues in a language, in order of time."""
        track = self.track_in(language)
        return track.cues if track else ()


def is_captions(path: str) -> bool:
    """Tell whether a path below the stories' folder is that of captions, whatever they are called, or of a transcript."""
    if not _IN_A_STORY.fullmatch(path):
        return False
    return path.lower().endswith(SUFFIXES) or _IS_TRANSCRIPT.fullmatch(path.rpartition("/")[2]) is not None


def words_file_in(folder: str, kind: str, language: str, there: Container[str]) -> str:
    """Return which of the files `there` holds a story's `kind` in a language, going by names; empty where none does."""
    suffixes = (".txt",) if kind == TRANSCRIPT else SUFFIXES
    names = (*(f"{folder}/{kind}.{language}{suffix}" for suffix in suffixes), f"{folder}/{kind}.smi")
    return next((name for name in names if name in there), "")


def vtt_of(cues: Iterable[Cue]) -> str:
    """Return cues as the text of a WebVTT file, in order of time.

    A cue ends a millisecond before one that begins where it ends: players are not exact, and would show both for a moment.
    """
    timed = [(round(cue.start * 1000), round(cue.end * 1000), cue) for cue in cues]
    free: dict[int, int] = {}
    for start in sorted({start for start, _, _ in timed}):
        free[start] = free.get(start - 1, start - 1)  # the last millisecond before it in which nothing begins
    shown = {
        (max(start, 0), free.get(end, end), _escaped(tidy(cue.text)), _escaped(tidy(cue.speaker)))
        for start, end, cue in timed
    }
    blocks = [
        f"{_time(start)} --> {_time(end)}\n{_voice(speaker)}{text}\n"
        for start, end, text, speaker in sorted(shown)
        if text and start < end
    ]
    return "\n".join(["WEBVTT\n", *blocks])


def _voice(speaker: str) -> str:
    """Return the tag of who speaks; a name may not end in what would make an arrow of it."""
    return f"<v {speaker}>".replace("\n", " ").replace("->", "- >") if speaker else ""


def _escaped(text: str) -> str:
    """Return a text without what WebVTT would take for markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _time(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"
