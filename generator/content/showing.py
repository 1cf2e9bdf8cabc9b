"""What there is to watch of a story: its film in all its versions, with captions, chapters, descriptions and poster.

In: a story and the catalog. Out: a Showing of paths below the stories' folder and of facts that are known without opening anything.
Pages, search, broadcast and training all ask here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from generator.base.cache import digest
from generator.base.languages import NAMES
from generator.content.captions import TRANSCRIPT, Cue, Track, track_of, words_file_in
from generator.content.catalog import Catalog
from generator.content.clip import HEIGHT, WIDTH, captions_of, clip_of, film_of, poster_of
from generator.content.fields import Video, WordsFile
from generator.content.films import Film
from generator.content.kinds import MEDIA_HOST
from generator.content.story import Story
from generator.content.words import Words


@dataclass(frozen=True, slots=True)
class Version:
    """A film as one file."""

    path: str
    """Its path below the stories' folder; empty for one on the media host."""
    address: str
    """Its whole address on the media host; empty for one in the story's folder."""
    height: int
    """Pixels; 0 where it is not known."""
    film: Film | None
    """What is known of the file; None for one on the media host, and where it could not be opened."""


class Spoken(NamedTuple):
    """What is said, or described, in a film in one language."""

    language: str
    path: str
    """The file that it comes from, below the stories' folder."""
    track: Track
    content: str
    """Digest of that file."""

    @property
    def cues(self) -> tuple[Cue, ...]:
        """Return it cue by cue."""
        return self.track.cues


@dataclass(frozen=True, slots=True)
class Part:
    """A chapter of a film in one language or several."""

    start: float
    """Seconds."""
    end: float
    """Where the next begins, or the film ends; 0 where that is not known."""
    title: Words


@dataclass(frozen=True, slots=True)
class Showing:
    """What there is to watch of a story."""

    versions: tuple[Version, ...]
    """The film, then its other sizes as told."""
    seconds: float
    """Its length; 0 where it is not known."""
    width: int
    height: int
    """Its size in pixels as seen; 16 × 9 where it is not known."""
    poster: str
    """Path of the picture shown before it plays, below the stories' folder; empty for a frame of the film."""
    poster_at: float
    """Seconds of the frame that stands for it."""
    captions: tuple[Spoken, ...]
    descriptions: tuple[Spoken, ...]
    transcripts: tuple[Spoken, ...]
    """What is said, told without times: where there are no captions."""
    chapters: tuple[tuple[str, tuple[Part, ...]], ...]
    """(language, chapters in order) of each language that has them."""
    sign: Version | None
    """The version with sign language."""
    dialogue: str
    """Language spoken in it."""
    is_clip: bool = False
    """Whether it was made from the article, rather than filmed."""

    @property
    def main(self) -> Version:
        """Return the film itself."""
        return self.versions[0]

    def captions_in(self, language: str) -> Spoken | None:
        """Return what is said in this language."""
        return next((one for one in self.captions if one.language == language), None)

    def chapters_in(self, language: str) -> tuple[Part, ...]:
        """Return the chapters with their titles in this language, or else in the first that has them."""
        by_language = dict(self.chapters)
        return by_language.get(language) or next(iter(by_language.values()), ())


def showing_of(story: Story, catalog: Catalog, language: str = "") -> Showing | None:
    """Return what there is to watch of a story, or None where there is nothing.

    A clip is made in each language, and shown in the one asked for, or else in the one that the story is written in first.
    """
    video = story.video
    if not video or not video.file:
        return _clip_showing(story, catalog, language)
    main = _version(video.file, 0, story, catalog)
    known = main.film
    seconds = known.seconds if known else video.length or 0.0
    poster = video.poster or (story.image.file if story.image else "")
    return Showing(
        versions=(
            main,
            *(_version(one.file, one.height or 0, story, catalog) for one in video.renditions),
        ),
        seconds=seconds,
        width=known.width if known else 16,
        height=known.height if known else 9,
        poster=f"{story.folder}/{poster}" if poster else "",
        poster_at=video.poster_at if video.poster_at is not None else known.poster_at if known else 0.0,
        captions=tuple(_spoken("captions", story, catalog)),
        descriptions=tuple(_spoken("descriptions", story, catalog)),
        transcripts=tuple(_spoken(TRANSCRIPT, story, catalog)),
        chapters=tuple(_chapters(video, story, catalog, seconds)),
        sign=_version(video.sign, 0, story, catalog) if video.sign else None,
        dialogue=video.dialogue
        or next(iter(story.languages), catalog.source),  # of a text that cannot be read
    )


def _clip_showing(story: Story, catalog: Catalog, language: str) -> Showing | None:
    """Return the clip that is made from a story's text, in this language or the source's."""
    for one in dict.fromkeys((language, story.languages[0])):
        if clip := clip_of(story, one, catalog):
            ends = [*(chapter.start for chapter in clip.chapters[1:]), clip.seconds]
            parts = (
                tuple(
                    Part(chapter.start, end, Words(((one, chapter.title),)))
                    for chapter, end in zip(clip.chapters, ends, strict=True)
                )
                if clip.chapters
                else ()
            )
            track = track_of(one, clip.cues)
            return Showing(
                versions=(Version(film_of(story.folder, one), "", HEIGHT, None),),
                seconds=clip.seconds,
                width=WIDTH,
                height=HEIGHT,
                poster=poster_of(story.folder, one),
                poster_at=0.0,
                captions=(Spoken(one, captions_of(story.folder, one), track, digest(track)),),
                descriptions=(),
                transcripts=(),
                chapters=((one, parts),) if parts else (),
                sign=None,
                dialogue=one,
                is_clip=True,
            )
    return None


def films_named(story: Story) -> tuple[str, ...]:
    """Return the paths of the films in its folder that a story names."""
    video = story.video
    if not video:
        return ()
    named = (video.file, *(one.file for one in video.renditions), video.sign)
    return tuple(f"{story.folder}/{one}" for one in named if one and not is_elsewhere(one))


def is_elsewhere(file: str) -> bool:
    """Tell whether a film is on the media host rather than in the story's folder."""
    return file.startswith((MEDIA_HOST, "http://", "https://"))


def _version(file: str, height: int, story: Story, catalog: Catalog) -> Version:
    if is_elsewhere(file):
        address = catalog.media_base + file.removeprefix(MEDIA_HOST).lstrip("/")
        return Version("", address if file.startswith(MEDIA_HOST) else file, height, None)
    path = f"{story.folder}/{file}"
    found = catalog.films.get(path)
    known = found if isinstance(found, Film) else None
    return Version(path, "", known.height if known else height, known)


def _spoken(kind: str, story: Story, catalog: Catalog) -> Iterator[Spoken]:
    for language in NAMES:
        if path := words_file(kind, language, story, catalog):
            captions = catalog.captions.get(path)
            if captions and (track := captions.track_in(language)):
                yield Spoken(language, path, track, captions.content)


def words_file(kind: str, language: str, story: Story, catalog: Catalog) -> str:
    """Return the path of a story's file of `captions`, `chapters`, `descriptions` or `transcript` in a language; empty where there is none.

    It is the one that the front matter names, or else one named by kind and language; a SAMI file may hold all languages.
    """
    named: tuple[WordsFile, ...] = (
        getattr(story.video, kind, ()) if kind in ("captions", "descriptions") else ()
    )
    for one in named:
        if one.language == language:
            return f"{story.folder}/{one.file}"
    return words_file_in(story.folder, kind, language, catalog.captions)


def _chapters(
    video: Video, story: Story, catalog: Catalog, seconds: float
) -> Iterator[tuple[str, tuple[Part, ...]]]:
    files = {one.language: one for one in _spoken("chapters", story, catalog)}
    for language in NAMES:
        told = [Part(one.at, 0.0, one.title) for one in video.chapters if one.title.get(language) is not None]
        if not told and language in files:
            cues = files[language].cues
            told = [Part(cue.start, 0.0, Words(((language, " ".join(cue.text.split())),))) for cue in cues]
        if told:
            told.sort(key=lambda part: part.start)
            ends = [*(part.start for part in told[1:]), seconds]
            yield language, tuple(replace(part, end=end) for part, end in zip(told, ends, strict=True))
