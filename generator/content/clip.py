"""The clip of a story: a short silent film made from its text. What each card of it says, and for how long.

In: a story and the catalog. Out: a Clip of cards, from which its length, captions and chapters follow without anything being opened
or drawn; and the addresses of its files. The clips wing draws the cards and writes the film.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import accumulate
from math import ceil
from typing import Literal, NamedTuple

from generator.base.languages import strings
from generator.base.lines import reading_seconds, set_cards, set_title, width
from generator.base.writing import format_year
from generator.content.captions import Cue
from generator.content.catalog import Catalog
from generator.content.scenes import Scene
from generator.content.story import Story
from generator.content.taxonomy import Taxonomy

Kind = Literal["title", "scene", "people", "end"]

WIDTH, HEIGHT = 1920, 1080
"""Pixels of a clip that a page shows."""
SHORTEST, LONGEST = 20.0, 60.0
"""Seconds of a whole clip."""
FEWEST, MOST = 3, 6
"""Sentences of a clip."""
_FADE = 0.5
"""Seconds of a card in which the last is still to be seen."""
_STEP = 0.5
"""Cards last whole steps, so that chapters begin at times that read well."""
_LEAST = {"title": 4.0, "scene": 3.0, "people": 3.5, "end": 6.0}
"""Seconds of a card at least; the last gives time to take out a telephone."""
_PEOPLE = 3
"""People on one card at most; of more, only how many they are is told."""
_CHOSEN = (5.0, 48.0)
"""Width of a sentence that is chosen by itself, at least and at most (lines.py)."""
_SENTENCE = re.compile(r".+?[.!?。…]+[”’\"')]*(?=\s|$)|.+$")


@dataclass(frozen=True, slots=True)
class Card:
    """What is seen at one time."""

    kind: Kind
    seconds: float
    lines: tuple[str, ...]
    """What is set large: the title, a sentence or a part of one, the names of people."""
    label: str = ""
    """What stands small above it: the category, the chapter, the affiliate."""
    notes: tuple[str, ...] = ()
    """What stands small beside the label or below the lines."""
    begins: str = ""
    """Title of the chapter that begins with this card."""


class Chapter(NamedTuple):
    """A part of a clip."""

    start: float
    """Seconds."""
    title: str


@dataclass(frozen=True, slots=True)
class Clip:
    """A clip in one language: all that its cards say."""

    language: str
    category: str
    """Id of the story's category, which gives the colours."""
    cards: tuple[Card, ...]

    @property
    def seconds(self) -> float:
        """Return how long it is."""
        return sum(card.seconds for card in self.cards)

    @property
    def starts(self) -> tuple[float, ...]:
        """Return when each card begins."""
        return tuple(accumulate((card.seconds for card in self.cards[:-1]), initial=0.0))

    @property
    def cues(self) -> tuple[Cue, ...]:
        """Return what the sentences say, and when; title and end say nothing that is not beside the clip."""
        return tuple(
            Cue(start, start + card.seconds, "\n".join(card.lines))
            for start, card in zip(self.starts, self.cards, strict=True)
            if card.kind == "scene"
        )

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """Return its chapters, the first from the beginning on; none where none are told."""
        found = [
            Chapter(start, card.begins)
            for start, card in zip(self.starts, self.cards, strict=True)
            if card.begins
        ]
        return (Chapter(0.0, found[0].title), *found[1:]) if found else ()

    @property
    def text(self) -> str:
        """Return every character that it shows."""
        words = (part for card in self.cards for part in (*card.lines, card.label, *card.notes))
        return "".join((*words, "·", strings(self.language)("clip.scan")))


def scenes_of(story: Story, language: str) -> tuple[Scene, ...]:
    """Return the sentences that a story's clip shows in a language: those listed, or else those marked in the text."""
    body = story.body(language)
    if story.clip is None or body is None:
        return ()
    return story.clip.get(language) or tuple(map(Scene, body.highlights))


def chosen_from(paragraphs: Iterable[str]) -> tuple[Scene, ...]:
    """Return the sentences that stand for a text of which none are marked: the first of each paragraph, then second ones.

    They come in the order of the text; none that is too short to say something, or too long for two cards.
    """
    least, most = _CHOSEN
    split = [[one.strip() for one in _SENTENCE.findall(text)] for text in paragraphs]
    fit = [
        (rank, number, one)
        for number, sentences in enumerate(split)
        for rank, one in enumerate(sentences)
        if least <= width(one) <= most
    ]
    taken = sorted(fit)[: MOST - 1]
    return tuple(Scene(text) for _, text in sorted(((number, rank), text) for rank, number, text in taken))


def make_clip(story: Story, language: str, scenes: Iterable[Scene], taxonomy: Taxonomy) -> Clip:
    """Return the clip of a story that shows these sentences, as long as it takes to read each card twice."""
    t = strings(language)
    affiliates = tuple(
        taxonomy.of("affiliates")[one].name.said_in(language).text
        for one in story.affiliate
        if one in taxonomy.of("affiliates")
    )
    named = t("story.comma").join(affiliates)
    categories = taxonomy.of("categories")
    category = categories[story.category].name.said_in(language).text if story.category in categories else ""
    title = story.title.said_in(language)
    lines = set_title(title.text, title.language)
    audience = t(f"audience.{story.audience}") if story.audience in ("internal", "affiliate") else ""
    note = t(f"story.affiliate.{story.affiliate_note}") if story.affiliate_note else ""
    about = (named, note, format_year(story.year, language), audience)
    cards = (
        Card("title", 0.0, lines, category, (named,) if named else ()),
        *_scene_cards(scenes, language),
        *_people_cards(story, language, named),
        Card("end", 0.0, lines, t("clip.made"), tuple(filter(None, about))),
    )
    return Clip(language, story.category, _stretched([_timed(card, language) for card in cards]))


def _scene_cards(scenes: Iterable[Scene], language: str) -> Iterator[Card]:
    chapter = ""
    for scene in scenes:
        begins = scene.chapter
        chapter = begins or chapter
        for lines in set_cards(scene.text, language):
            yield Card("scene", 0.0, lines, chapter, begins=begins)
            begins = ""


def _people_cards(story: Story, language: str, affiliates: str) -> Iterator[Card]:
    t = strings(language)
    shown = story.people[:_PEOPLE]
    names, notes = [], []
    for one in shown:
        name = one.name.said_in(language).text
        names.append(t("clip.person", name=name, role=one.role.said_in(language).text) if one.role else name)
        notes.append(one.team.said_in(language).text if one.team else "")
    if more := len(story.people) - len(shown):
        names.append(t("clip.others", n=more))
        notes.append("")
    if names:
        yield Card("people", 0.0, tuple(names), affiliates, tuple(notes))


def _timed(card: Card, language: str) -> Card:
    """Return a card that lasts long enough to be read twice; on the end card everything was read before."""
    once = reading_seconds(" ".join((*card.lines, *(card.notes if card.kind == "people" else ()))), language)
    wanted = _FADE + (2 * once if card.kind != "end" else 0.0)
    return replace(card, seconds=max(ceil(wanted / _STEP) * _STEP, _LEAST[card.kind]))


def _stretched(cards: list[Card]) -> tuple[Card, ...]:
    """Return the cards with more time for each where the whole would be too short."""
    total = sum(card.seconds for card in cards)
    if total >= SHORTEST:
        return tuple(cards)
    stretched = [
        replace(card, seconds=ceil(card.seconds * SHORTEST / total / _STEP) * _STEP) for card in cards
    ]
    return tuple(stretched)


def clip_of(story: Story, language: str, catalog: Catalog) -> Clip | None:
    """Return the clip that a build makes of a story in a language, or None where it makes none.

    None is made without front matter that asks for it, of too few or too many sentences, of more than `LONGEST`, or where this
    machine cannot make clips or has no letters for it.
    """
    key = (story.slug, f"clip {language}")
    if key not in catalog.made:
        catalog.made[key] = _clip_of(story, language, catalog)
    made: Clip | None = catalog.made[key]
    return made


def _clip_of(story: Story, language: str, catalog: Catalog) -> Clip | None:
    scenes = scenes_of(story, language)
    if catalog.faces is None or not FEWEST <= len(scenes) <= MOST:
        return None
    clip = make_clip(story, language, scenes, catalog.taxonomy)
    return None if clip.seconds > LONGEST or catalog.faces.lacks(clip.text) else clip


def film_of(folder: str, language: str) -> str:
    """Return the path of a clip's film, as that of a file in the story's folder."""
    return f"{folder}/clip.{language}.mp4"


def captions_of(folder: str, language: str) -> str:
    """Return the path of a clip's captions, as that of a file in the story's folder."""
    return f"{folder}/clip.{language}.vtt"


def poster_of(folder: str, language: str) -> str:
    """Return the path of a clip's poster, as that of a file in the story's folder."""
    return f"{folder}/clip.{language}.webp"
