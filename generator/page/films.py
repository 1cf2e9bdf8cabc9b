"""The film of a story as its page shows it: the player, its chapters, and the transcript.

In: a Showing. Out: a FilmRecord, all that the player's template prints in one language, and the files that it asks for.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from generator.base.outputs import Copy, Data, Drawn
from generator.base.pictures import Shown
from generator.base.settings import Settings
from generator.content.captions import vtt_of
from generator.content.catalog import Catalog
from generator.content.showing import Showing, Spoken, Version, showing_of
from generator.content.story import Story
from generator.content.words import Said
from generator.page import addresses
from generator.page.covers import HEIGHT, WIDTH, composition_of, cover_name
from generator.page.pictures import drawn_sizes, in_sizes, shown_as

_REELS = "generator.content.reels"

_COLUMN = 1200
"""Pixels that a picture as wide as a column needs on a fine screen."""
_MOST_CHAPTERS, _LEAST_SHARE = 6, 1 / 12
"""How many chapters can stand beside each other, and how short one of them may be in a film of length 1."""


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
    end: float
    """Seconds; less than 0 where it is not known when it is said."""
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
    poster: Shown
    tracks: tuple[Track, ...]
    chapters: tuple[ChapterMark, ...]
    transcripts: tuple[Transcript, ...]
    """That in the page's language first, if there is one."""
    storyboard: Storyboard | None
    is_clip: bool
    """Whether it was made from the article: the page says so."""

    @property
    def still(self) -> str:
        """Return the address of the poster, in the smallest size that a page's column has use for."""
        wide = [(width, address) for address, width in self.poster.sources if width >= _COLUMN]
        return min(wide)[1] if wide else self.poster.address

    @property
    def is_even(self) -> bool:
        """Tell whether each chapter has room for its title below its own part of the bar."""
        parts = self.chapters
        return (
            1 < len(parts) <= _MOST_CHAPTERS
            and self.seconds > 0
            and parts[0].start < 1
            and all(part.end - part.start >= self.seconds * _LEAST_SHARE for part in parts)
        )


def film_record(story: Story, catalog: Catalog, language: str) -> FilmRecord | None:
    """Return what the player of a story's film prints on its page in a language; None where there is nothing to watch."""
    showing = showing_of(story, catalog, language)
    if showing is None:
        return None
    return FilmRecord(
        key=story.id or story.slug,
        sources=_sources(showing.versions),
        sign=_sources((showing.sign,)) if showing.sign else (),
        seconds=showing.seconds,
        width=showing.width,
        height=showing.height,
        poster=poster_of(story, showing, catalog),
        tracks=tuple(
            Track(kind, one.language, addresses.words_of_film(story, kind, one.language))
            for kind, spoken in (("captions", showing.captions), ("descriptions", showing.descriptions))
            for one in spoken
            if not showing.is_clip  # whose cards are its words
        ),
        chapters=tuple(
            ChapterMark(part.start, part.end, part.title.said_in(language))
            for part in showing.chapters_in(language)
        ),
        transcripts=_transcripts(showing, language),
        storyboard=_storyboard(showing.main),
        is_clip=showing.is_clip,
    )


def film_outputs(story: Story, catalog: Catalog, settings: Settings) -> Iterator[Copy | Drawn]:
    """Return the files of a story's film, but for what is said in it: each version, poster and storyboard."""
    showing = showing_of(story, catalog)
    if showing is None or showing.is_clip:  # clips are a wing of their own
        return
    for version in (*showing.versions, *((showing.sign,) if showing.sign else ())):
        if not version.path:
            continue
        source, address = settings.stories_dir / version.path, addresses.media(version.path)
        if version.film is None or version.film.is_ready:
            yield Copy(address, source)
        else:
            yield Drawn(address, "generator.content.boxes", "ready", (source, version.film.content))
    film = showing.main.film
    if film is None:
        return
    path, source = showing.main.path, settings.stories_dir / showing.main.path
    if not showing.poster:
        given = (source, film.content, showing.poster_at)
        yield from drawn_sizes(path, addresses.poster(path), film.still, _REELS, "poster", given)
    yield Drawn(addresses.storyboard(path), _REELS, "storyboard", (source, film.content, film.storyboard))


def words_outputs(story: Story, catalog: Catalog) -> Iterator[Data]:
    """Return what is said and described in a story's film, as WebVTT."""
    for address, spoken in words_of_film(story, catalog).items():
        yield Data(address, vtt_of(spoken.cues).encode())


def words_of_film(story: Story, catalog: Catalog) -> dict[str, Spoken]:
    """Return what is said and described in a story's film, by its address."""
    found: dict[str, Spoken] = {}
    for showing in (showing_of(story, catalog, language) for language in story.languages):
        told = {"captions": showing.captions, "descriptions": showing.descriptions} if showing else {}
        for kind, spoken in told.items():
            found |= {addresses.words_of_film(story, kind, one.language): one for one in spoken}
    return found


def poster_of(story: Story, showing: Showing, catalog: Catalog) -> Shown:
    """Return the picture that stands for a story's film: its own, a frame of it, or else the story's drawn cover."""
    if showing.is_clip:
        return Shown(addresses.media(showing.poster), showing.width, showing.height)
    if showing.poster:
        return shown_as(showing.poster, catalog)
    path, film = showing.main.path, showing.main.film
    return in_sizes(path, addresses.poster(path), film.still) if film else drawn_cover(story)


def drawn_cover(story: Story) -> Shown:
    """Return a story's drawn cover."""
    name = cover_name(composition_of(story.id or story.slug), story.category)
    return Shown(addresses.cover(name), WIDTH, HEIGHT)


def _sources(versions: Iterable[Version]) -> tuple[Source, ...]:
    """Return the files of a film, tallest first."""
    sources = [
        Source(
            one.address or addresses.media(one.path),
            bool(one.address),
            one.film.source_type if one.film else "",
            one.height,
        )
        for one in versions
    ]
    return tuple(sorted(sources, key=lambda one: -one.height))


def _storyboard(main: Version) -> Storyboard | None:
    if main.film is None:
        return None
    board = main.film.storyboard
    return Storyboard(
        addresses.storyboard(main.path), board.columns, board.frames, board.every, board.width, board.height
    )


def _transcripts(showing: Showing, language: str) -> tuple[Transcript, ...]:
    """Return all that is said and described in each language, the page's first."""
    timed = {one.language for one in (*showing.captions, *showing.descriptions)}
    told = {one.language: one for one in showing.transcripts if one.language not in timed}
    return tuple(
        Transcript(one, (_passage(told[one]),) if one in told else tuple(_passages(showing, one)))
        for one in sorted(timed | told.keys(), key=lambda one: (one != language, one))
    )


def _passage(told: Spoken) -> Passage:
    """Return what is said in a language where it is told without times."""
    return Passage(None, -1, tuple(Line(-1, -1, text, "", False) for text in told.track.texts))


def _passages(showing: Showing, language: str) -> Iterator[Passage]:
    """Yield what is said in a language, chapter by chapter; a chapter in which nothing is said is told by its title."""
    lines = sorted(
        (
            *_lines(showing.captions, language, is_description=False),
            *_lines(showing.descriptions, language, is_description=True),
        ),
        key=lambda line: line.start,
    )
    starts = [line.start for line in lines]
    parts = showing.chapters_in(language)
    cuts = [*(bisect.bisect_left(starts, part.start) for part in parts), len(lines)]
    if before := lines[: cuts[0]]:
        yield Passage(None, 0.0, tuple(before))
    for part, first, end in zip(parts, cuts[:-1], cuts[1:], strict=True):
        yield Passage(part.title.said_in(language), part.start, tuple(lines[first:end]))


def _lines(spoken: Iterable[Spoken], language: str, is_description: bool) -> Iterator[Line]:
    for one in spoken:
        if one.language == language:
            for cue in one.cues:
                yield Line(cue.start, cue.end, " ".join(cue.text.split()), cue.speaker, is_description)
