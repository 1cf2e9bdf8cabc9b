"""What is wrong with what stories have to watch: files that are not there, films without words, addresses of other hosts.

In: the catalog. Out: Problems. What is wrong within a film or a file of captions is told in films.py and captions.py.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.base.languages import NAMES
from generator.base.problems import Place, Problem, problem, suggestion
from generator.checks.captions import caption_problems, chapter_problems, missing_captions, time_problems
from generator.checks.films import film_problems
from generator.content.captions import KINDS, TRANSCRIPT, Captions
from generator.content.catalog import Catalog
from generator.content.kinds import MEDIA_HOST
from generator.content.showing import Showing, is_elsewhere, showing_of, words_file
from generator.content.story import Story
from generator.content.visibility import Reason, stage


def find_showing_problems(story: Story, catalog: Catalog, languages: tuple[str, ...]) -> Iterator[Problem]:
    """Find what is wrong with the film of a story, and with what is said in it; `languages` are the site's."""
    for field, name in _films(story):
        place, film = story.place(field), catalog.films.get(f"{story.folder}/{name}")
        yield from (
            _elsewhere(place, name, catalog) if is_elsewhere(name) else film_problems(place, name, film)
        )
    yield from _missing(story, catalog)
    showing = showing_of(story, catalog)
    if showing is None:
        return
    yield from dict.fromkeys(_words_problems(story, showing, catalog))  # a file may be for two languages
    there = [one for one in NAMES if _file_of("captions", one, story, catalog)]
    yield from missing_captions(story.place("video"), there, languages)
    if story.video:
        lines = (story.place(f"video.chapters.{number}").line for number in range(len(story.video.chapters)))
        told = zip(lines, (one.at for one in story.video.chapters), strict=True)
        yield from chapter_problems(story.place().path, told, showing.seconds or None)
    if story.video and not story.video.length and is_elsewhere(story.video.file):
        yield problem(story.place("video.file"), "film-length-unknown", address=story.video.file)
    if stage(story, catalog.day) in (None, Reason.WAITING):
        yield from _without_words(story, showing)


def _films(story: Story) -> Iterator[tuple[str, str]]:
    """Yield (field, name or address) of each film that a story names."""
    video = story.video
    named = (("video.file", video.file), ("video.sign", video.sign)) if video else ()
    yield from ((field, name) for field, name in named if name)
    for number, one in enumerate(video.renditions if video else ()):
        yield f"video.renditions.{number}.file", one.file


def _words(story: Story) -> Iterator[tuple[str, str]]:
    """Yield (field, name) of each file of captions or descriptions that a story names."""
    video = story.video
    for kind, files in (("captions", video.captions), ("descriptions", video.descriptions)) if video else ():
        yield from ((f"video.{kind}.{number}.file", one.file) for number, one in enumerate(files))


def _missing(story: Story, catalog: Catalog) -> Iterator[Problem]:
    """Find files that are named and not in the story's folder."""
    for field, name in (*_films(story), *_words(story)):
        if not is_elsewhere(name) and f"{story.folder}/{name}" not in catalog.files:
            here = {
                path.removeprefix(f"{story.folder}/") for path in catalog.files_below.get(story.folder, ())
            }
            yield problem(
                story.place(field), "missing-file", file=name, **suggestion(name, here, listed=False)
            )


def _elsewhere(place: Place, name: str, catalog: Catalog) -> Iterator[Problem]:
    """Find addresses that are not on the media host."""
    if not catalog.media_base or not name.startswith((MEDIA_HOST, catalog.media_base)):
        yield problem(place, "film-elsewhere", address=name)


def _words_problems(story: Story, showing: Showing, catalog: Catalog) -> Iterator[Problem]:
    """Find what is wrong with each file of captions, chapters and descriptions, in each language that it is for."""
    folder = story.place().path.rpartition("/")[0]
    seconds = showing.seconds or None
    for kind in (*KINDS, TRANSCRIPT):
        unreadable: set[str] = set()
        for language in NAMES:
            path = _file_of(kind, language, story, catalog)
            if path not in catalog.files:
                continue
            captions, shown = catalog.captions.get(path), f"{folder}/{path.removeprefix(f'{story.folder}/')}"
            if captions is None:
                unreadable.add(shown)
            elif kind == "captions":
                yield from caption_problems(shown, captions, language, seconds)
            elif kind == "chapters":
                yield from _chapter_problems(shown, captions, language, seconds)
            else:
                yield from time_problems(shown, captions, language, seconds)  # a transcript's are all 0
        for shown in sorted(unreadable):
            yield problem(Place(shown), "captions-unreadable", file=shown.rpartition("/")[2])


def _chapter_problems(
    shown: str, captions: Captions, language: str, seconds: float | None
) -> Iterator[Problem]:
    """Find what is wrong with a file of chapters; each lasts until the next one, whatever the file tells."""
    yield from time_problems(shown, captions, language, None)
    if track := captions.track_in(language):
        starts = (start / 1000 for start in track.starts)
        yield from chapter_problems(shown, zip(track.lines, starts, strict=True), seconds)


def _file_of(kind: str, language: str, story: Story, catalog: Catalog) -> str:
    """Return the path of a story's file of a language, whatever is wrong with it; empty where there is none, or it is for others."""
    path = words_file(kind, language, story, catalog)
    captions = catalog.captions.get(path)
    for_others = captions and captions.languages and language not in captions.languages
    return "" if for_others else path


def _without_words(story: Story, showing: Showing) -> Iterator[Problem]:
    """Find a film that who cannot hear cannot follow (KWCAG 2.2, 5.2.1: captions, a transcript or sign language)."""
    film = showing.main.film
    silent = film is not None and not film.audio_codec
    words = showing.captions or showing.transcripts or showing.sign or (silent and showing.descriptions)
    if not words:
        yield problem(story.place("video.file"), "film-without-words", language=showing.dialogue)
