"""What is wrong with captions, chapters and descriptions: their times, and whether they can be read while they are seen.

In: what a file holds, plain values. Out: Problems, one for each kind of fault and file: it tells the first, where it stands, and where
some of the others are, so that five hundred cues that are too fast are one line to read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from math import ceil

from generator.base.pace import LINES, PACES, length, longest
from generator.base.problems import Place, Problem, problem
from generator.content.captions import Captions, Track

TOLERANCE = 500
"""Milliseconds that a cue may last after the film's end: films are cut, and captions are not."""
_LISTED = 5
_EXAMPLES = {
    "vtt": "00:01:05.000 --> 00:01:08.500",
    "srt": "00:01:05,000 --> 00:01:08,500",
    "ass": "0:01:05.00",
    "smi": "<SYNC Start=65000>",
}
"""How each form writes a time."""
_Found = list[tuple[int, dict[str, object]]]
"""(line, what the message names) of faults of one kind."""


def caption_problems(
    shown: str, captions: Captions, language: str, seconds: float | None
) -> Iterator[Problem]:
    """Find what is wrong with captions in one language of the site.

    `shown` is the file's path as a person sees it, `seconds` the length of the film, None where it is not known. Speed and length
    are measured as in generator/base/pace.py.
    """
    yield from time_problems(shown, captions, language, seconds)
    if track := captions.track_in(language):
        for name, found in _faults_in(track, language).items():
            yield from _told(shown, name, found)


def time_problems(shown: str, captions: Captions, language: str, seconds: float | None) -> Iterator[Problem]:
    """Find what is wrong with the times of captions, or of chapters or descriptions, which need no more than this."""
    for fault in captions.faults:
        example = {"example": _EXAMPLES[captions.form]} if fault.name == "cue-time" else {}
        yield from _told(shown, fault.name, [(line, dict(example)) for line in fault.lines])
    track = captions.track_in(language)
    if not track and captions.encoding:
        yield problem(Place(shown), "captions-empty", file=shown.rpartition("/")[2])
    if track and seconds is not None:
        film_end = round(seconds * 1000)
        late = zip(track.starts, track.ends, track.lines, strict=True)
        found: _Found = [
            (line, {"time": _clock(max(start, end)), "length": _clock(film_end)})
            for start, end, line in late
            if end > film_end + TOLERANCE
        ]
        yield from _told(shown, "cue-past-end", found)


def missing_captions(place: Place, there: Collection[str], wanted: Sequence[str]) -> Iterator[Problem]:
    """Find languages of the site in which a film has no captions, though it has some in another; `place` is where it is told."""
    have = [language for language in wanted if language in there]
    for language in wanted:
        if have and language not in there:
            yield problem(
                place,
                "captions-missing-language",
                file=f"captions.{language}.vtt",
                language=language,
                other=", ".join(have),
            )


def _faults_in(track: Track, language: str) -> dict[str, _Found]:
    """Return the cues that cannot be read, by what hinders it."""
    pace = PACES[language]
    found: dict[str, _Found] = {
        name: [] for name in ("cue-overlap", "cue-fast", "cue-long-line", "cue-lines")
    }
    before = 0
    for start, end, text, line in zip(track.starts, track.ends, track.texts, track.lines, strict=True):
        if start < before:
            found["cue-overlap"].append((line, {"time": _clock(before)}))
        before = end
        if longest(text, language) * 1000 > pace.second * (end - start):
            speed = length(text, language) * 1000 / (end - start)
            if speed > pace.second:
                shown = ceil(speed * 10) / 10  # never one that does not look too high
                found["cue-fast"].append((line, {"speed": f"{shown:g}", "limit": pace.second}))
        lines = text.split("\n")
        if len(lines) > LINES:
            found["cue-lines"].append((line, {"count": len(lines), "limit": LINES}))
        if any(longest(one, language) > pace.line for one in lines):
            wide = max(length(one, language) for one in lines)
            if wide > pace.line:
                found["cue-long-line"].append((line, {"length": f"{wide:g}", "limit": pace.line}))
    return found


def _told(shown: str, name: str, found: _Found) -> Iterator[Problem]:
    """Return one problem for all faults of a kind: the first of them, and where others are."""
    if found:
        (line, values), *others = sorted(found, key=lambda one: one[0])
        if others:
            lines = ", ".join(f"{other}" for other, _ in others[:_LISTED])
            more = " …" if len(others) > _LISTED else ""
            values = {**values, "more": len(others), "lines": lines + more}
        yield problem(Place(shown, line), name, **values)


def _clock(milliseconds: int) -> str:
    """Return a time as captions write it, so that it can be looked for: `01:02:03.500`."""
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"
