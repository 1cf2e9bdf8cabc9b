"""What is wrong with the clips that stories ask for: too few or too many sentences, too much to read, letters that are missing.

In: the catalog. Out: Problems. Whether this machine can make clips at all is the clips wing's to say.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.base.problems import Place, Problem, problem
from generator.content.catalog import Catalog
from generator.content.clip import (
    FEWEST,
    LONGEST,
    MOST,
    film_of,
    make_clip,
    poster_of,
    scenes_of,
)
from generator.content.story import Story


def find_clip_problems(story: Story, catalog: Catalog) -> Iterator[Problem]:
    """Find what is wrong with the clip that a story asks for, in each language."""
    if story.clip is None:
        return
    for language in story.languages:
        if story.clip.get(language) is not None or scenes_of(story, language):
            yield from _problems(story, language, catalog)
            yield from _names_taken(story, language, catalog)


def _problems(story: Story, language: str, catalog: Catalog) -> Iterator[Problem]:
    place, scenes = _place(story, language), scenes_of(story, language)
    if not FEWEST <= len(scenes) <= MOST:
        yield problem(place, "clip-sentences", count=len(scenes), fewest=FEWEST, most=MOST)
        return
    clip = make_clip(story, language, scenes, catalog.taxonomy)
    if clip.seconds > LONGEST:
        yield problem(place, "clip-too-long", seconds=f"{clip.seconds:g}", longest=f"{LONGEST:g}")
    elif catalog.faces and (lacks := catalog.faces.lacks(clip.text)):
        yield problem(place, "clip-letters", letters=" ".join(lacks))


def _place(story: Story, language: str) -> Place:
    """Return where a story asks for its clip in a language, or else its file in it."""
    own = story.places.get(f"clip.{language}")
    source = story.languages[0]
    return own or Place(story.place().path.replace(f".{source}.md", f".{language}.md"))


def _names_taken(story: Story, language: str, catalog: Catalog) -> Iterator[Problem]:
    folder = story.place().path.rpartition("/")[0]
    for path in (one(story.folder, language) for one in (film_of, poster_of)):
        if path in catalog.files:
            name = path.rpartition("/")[2]
            yield problem(Place(f"{folder}/{name}"), "clip-name-taken", file=name)
