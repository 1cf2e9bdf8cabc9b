"""What is wrong with what stories have to watch: files that are not there, films without words, addresses of other hosts.

In: the catalog. Out: Problems. What is wrong within a film or a file of captions is told in films.py and captions.py.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.base.problems import Problem, problem, suggestion
from generator.content.catalog import Catalog
from generator.content.kinds import MEDIA_HOST
from generator.content.showing import Showing, is_elsewhere, showing_of
from generator.content.story import Story
from generator.content.visibility import Reason, stage


def find_showing_problems(story: Story, catalog: Catalog) -> Iterator[Problem]:
    """Find what is wrong with the film of a story as its front matter tells it."""
    yield from _missing(story, catalog)
    yield from _elsewhere(story, catalog)
    showing = showing_of(story, catalog)
    if showing and not showing.is_clip and stage(story, catalog.day) in (None, Reason.WAITING):
        yield from _without_words(story, showing)


def _files(story: Story) -> Iterator[tuple[str, str]]:
    """Yield (field, name) of each file and address that a story's film is told by."""
    video = story.video
    if video is None:
        return
    yield "video.file", video.file
    yield from ((f"video.renditions.{number}.file", one.file) for number, one in enumerate(video.renditions))
    for kind, files in (("captions", video.captions), ("descriptions", video.descriptions)):
        yield from ((f"video.{kind}.{number}.file", one.file) for number, one in enumerate(files))
    if video.sign:
        yield "video.sign", video.sign


def _missing(story: Story, catalog: Catalog) -> Iterator[Problem]:
    """Find files that are named and not in the story's folder."""
    for field, name in _files(story):
        if name and not is_elsewhere(name) and f"{story.folder}/{name}" not in catalog.files:
            here = {
                path.removeprefix(f"{story.folder}/") for path in catalog.files_below.get(story.folder, ())
            }
            yield problem(
                story.place(field), "missing-file", file=name, **suggestion(name, here, listed=False)
            )


def _elsewhere(story: Story, catalog: Catalog) -> Iterator[Problem]:
    """Find addresses that are not on the media host, and films there of which the length is not told."""
    for field, name in _files(story):
        if not name or not is_elsewhere(name):
            continue
        known = bool(catalog.media_base)
        if not known or not name.startswith((MEDIA_HOST, catalog.media_base)):
            yield problem(story.place(field), "film-elsewhere", address=name)
        elif field == "video.file" and story.video and not story.video.length:
            yield problem(story.place(field), "film-length-unknown", address=name)


def _without_words(story: Story, showing: Showing) -> Iterator[Problem]:
    """Find a film that who cannot hear cannot follow (KWCAG 2.2, 5.2.1: captions, a transcript or sign language)."""
    film = showing.main.film
    silent = film is not None and not film.audio_codec
    words = showing.captions or showing.transcripts or showing.sign or (silent and showing.descriptions)
    if not words:
        yield problem(story.place("video.file"), "film-without-words", language=showing.dialogue)
