"""A story's card on a screen: its title, where it is from, its key sentences, its picture and its code, as values of JSON.

In: a story, its text, the catalog. Out: a mapping that overrides/broadcast/screen/ draws. A text in another language than the card's
is a pair of text and language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from generator.base.languages import strings
from generator.base.settings import Settings
from generator.base.writing import kept_together
from generator.content.body import Text, plain_of
from generator.content.catalog import Catalog
from generator.content.clip import scenes_of
from generator.content.story import Story
from generator.content.words import Said, Words
from generator.page import addresses
from generator.page.cards import labels, prize_name
from generator.page.covers import COVERS, Composition, Palette, composition_of, palette_of
from generator.page.pictures import shown_as

MOST_LINES = 3
_LONGEST = {"ko": 80, "en": 170}
"""Characters of a sentence that can be read from across a lobby."""
_WIDEST = 1920
"""Pixels of a screen."""
_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
_NOTE = re.compile(r"<sup\b.*?</sup>", re.DOTALL)
_SENTENCE = re.compile(r"(?<=[.!?。？！])[\"'”’)」』]*\s+")

Texts = Mapping[str, Text]
"""Converted texts by key."""


def card_of(
    story: Story, catalog: Catalog, settings: Settings, language: str, texts: Texts
) -> dict[str, Any]:
    """Return a story's card in a language."""
    t = strings(language)
    terms = catalog.taxonomy.of("categories")
    palette = palette_of(story.category, terms[story.category].colour)
    names = [label.name.text for label in labels("affiliates", story.affiliate, catalog, language)]
    note = [t(f"story.affiliate.{story.affiliate_note}")] if story.affiliate_note else []
    prize = prize_name(story, catalog)
    made: dict[str, Any] = {
        "title": said(story.title, language),
        "from": " · ".join([*names, *note, f"{story.year}"]),
        "lines": [_told(line, language) for line in _lines(story, language, texts)],
        "art": art_of(composition_of(story.id or story.slug), palette),
    }
    if prize:
        made["prize"] = prize.said_in(language).text
    if story.image:
        made["photo"] = _photo(f"{story.folder}/{story.image.file}", catalog)
    if settings.site_url and story.id:
        made["code"] = addresses.code(story.id, "svg")
    return made


def art_of(composition: Composition, palette: Palette) -> list[Any]:
    """Return a drawn picture: path of the helper, the circle, whether it is mirrored, and its four colours."""
    drawing, colours = COVERS[composition.gesture], palette.colours(composition.tone)
    shown = (colours.field, colours.helper, colours.customer, colours.meeting)
    return [drawing.helper, *drawing.circle, int(composition.mirrored), *shown]


def said(words: Words, language: str) -> Any:
    """Return a text for the screen, its small words kept with their neighbours."""
    return _told(words.said_in(language), language)


def _told(one: Said, language: str) -> Any:
    text = kept_together(one.text, one.language)
    return text if one.language == language else [text, one.language]


def _lines(story: Story, language: str, texts: Texts) -> list[Said]:
    """Return the sentences that tell a story best.

    Those of its clip; else its summary, then pain point and what changed, or how its text begins.
    """
    if scenes := scenes_of(story, language):
        return [Said(scene.text, language) for scene in scenes]
    told: list[Said] = [story.summary.said_in(language)]
    if story.pain_point and story.what_changed:
        return [*told, story.pain_point.said_in(language), story.what_changed.said_in(language)]
    written = language if language in story.languages else story.languages[0]
    body = story.body(written)
    text = texts.get(body.key) if body else None
    for sentence in _sentences(text.html) if text else ():
        if len(sentence) <= _LONGEST[written] and all(sentence != one.text for one in told):
            told.append(Said(sentence, written))
        if len(told) >= MOST_LINES:
            break
    return told


def _sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a safe text's paragraphs, without footnotes' signs."""
    for paragraph in _PARAGRAPH.findall(text):
        yield from filter(None, _SENTENCE.split(plain_of(_NOTE.sub("", paragraph))))


def _photo(path: str, catalog: Catalog) -> str:
    shown = shown_as(path, catalog)
    fitting = [address for address, width in shown.sources if width >= _WIDEST]
    return (fitting or [address for address, _ in shown.sources[-1:]] or [shown.address])[0]
