"""What is wrong with captions, chapters and descriptions: their times, and whether they can be read while they are seen.

In: what a file holds, plain values. Out: Problems, one for each kind of fault and file: it tells the first, where it stands, and where
some of the others are, so that five hundred cues that are too fast are one line to read.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from math import ceil

from generator.base.pace import LINES, PACES, length
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
_Found = list[tuple[int, float]]
"""(line, what is too much there) of faults of one kind."""


def caption_problems(
    shown: str, captions: Captions, language: str, seconds: float | None
) -> Iterator[Problem]:
    """Find what is wrong with captions in one language of the site.

    `shown` is the file's path as a person sees it, `seconds` the length of the film, None where it is not known. Speed and length
    are measured as in generator/base/pace.py.
    """
    yield from time_problems(shown, captions, language, seconds)
    if track := captions.track_in(language):
        yield from _told(shown, "cue-overlap", _overlapping(track), lambda end: {"time": _clock(end)})
        yield from _reading_problems(shown, track, language)


def time_problems(shown: str, captions: Captions, language: str, seconds: float | None) -> Iterator[Problem]:
    """Find what is wrong with the times of captions, or of descriptions, which need no more than this."""
    for fault in captions.faults:
        example = partial(_example, captions.form, fault.name)
        yield from _told(shown, fault.name, [(line, 0) for line in fault.lines], example)
    track = captions.track_in(language)
    if not captions.tracks and captions.encoding:
        yield problem(Place(shown), "captions-empty", file=shown.rpartition("/")[2])
    if track and seconds is not None:
        last = round(seconds * 1000)
        ends = zip(track.lines, track.ends, strict=True)
        late: _Found = [(line, end) for line, end in ends if end > last + TOLERANCE]
        yield from _told(
            shown, "cue-past-end", late, lambda end: {"time": _clock(end), "length": _clock(last)}
        )


def chapter_problems(
    shown: str, chapters: Iterable[tuple[int, float]], seconds: float | None
) -> Iterator[Problem]:
    """Find chapters, (line, beginning in seconds) as they are written, that are out of order or begin when the film is over."""
    told = list(chapters)
    early: _Found = [(line, start) for (_, before), (line, start) in pairwise(told) if start < before]
    yield from _told(shown, "cue-order", early, lambda _: {})
    if seconds is not None:
        length_told = _clock(seconds * 1000)
        late: _Found = [(line, start) for line, start in told if start >= seconds]
        yield from _told(
            shown,
            "chapter-past-end",
            late,
            lambda start: {"time": _clock(start * 1000), "length": length_told},
        )


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


def _example(form: str, name: str, _: float) -> dict[str, object]:
    """Return what a fault of reading names: how a time is written, where one could not be read."""
    return {"example": _EXAMPLES[form]} if name == "cue-time" else {}


def _overlapping(track: Track) -> _Found:
    """Return the cues that begin before the one before them has ended, with that end."""
    starts = zip(track.lines[1:], track.starts[1:], track.ends[:-1], strict=True)
    return [(line, end) for line, start, end in starts if start < end]


def _reading_problems(shown: str, track: Track, language: str) -> Iterator[Problem]:
    """Find the cues that cannot be read while they are seen."""
    pace, widest = PACES[language], 2 * PACES[language].narrow
    fast: _Found = []
    wide: _Found = []
    high: _Found = []
    for start, end, text, line in zip(track.starts, track.ends, track.texts, track.lines, strict=True):
        # Most are told to be right by the number of their characters, as if each were as wide as any.
        most = pace.second * (end - start) / 1000  # divided last, so that what is just right stays so
        if len(text) * widest > most and length(text, language) > most:
            fast.append((line, length(text, language) * 1000 / (end - start)))
        lines = text.split("\n")
        if len(lines) > LINES:
            high.append((line, len(lines)))
        if max(map(len, lines)) * widest > pace.line:
            length_told = max(length(one, language) for one in lines)
            if length_told > pace.line:
                wide.append((line, length_told))
    # A speed is rounded up, as one that looks right would puzzle.
    yield from _told(
        shown, "cue-fast", fast, lambda speed: {"speed": f"{ceil(speed * 10) / 10:g}", "most": pace.second}
    )
    yield from _told(shown, "cue-long-line", wide, lambda told: {"length": f"{told:g}", "most": pace.line})
    yield from _told(shown, "cue-lines", high, lambda count: {"count": f"{count:g}", "most": LINES})


def _told(
    shown: str, name: str, found: _Found, values: Callable[[float], dict[str, object]]
) -> Iterator[Problem]:
    """Return one problem for all faults of a kind: the first of them, and where others are."""
    if found:
        (line, measure), *others = sorted(found)
        told = values(measure)
        if others:
            lines = ", ".join(f"{other}" for other, _ in others[:_LISTED])
            told = {**told, "more": len(others), "lines": lines + (" …" if len(others) > _LISTED else "")}
        yield problem(Place(shown, line), name, **told)


def _clock(milliseconds: float) -> str:
    """Return a time as captions write it, so that it can be looked for: `01:02:03.500`."""
    seconds, rest = divmod(round(milliseconds), 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"
