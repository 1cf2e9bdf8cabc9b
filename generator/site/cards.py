"""A card: how a story is shown in a list. And the labels of a story's terms, each a name and where it leads."""

from __future__ import annotations

from typing import NamedTuple

from generator.content.catalog import Catalog
from generator.content.kinds import Said, Words
from generator.content.story import Story
from generator.site import addresses


class Label(NamedTuple):
    """A name that leads to its list."""

    name: Said
    address: str


class Card(NamedTuple):
    """A story in a list."""

    title: Said
    summary: Said
    address: str
    affiliates: tuple[Said, ...]
    category: Said
    year: int
    is_video: bool
    only_in: str
    """The one language that it is written in, where that is not the list's; else empty."""
    badge: str
    """`draft`, `review` or `waiting` for a story that is not out yet; else empty."""


def card(story: Story, catalog: Catalog, language: str) -> Card:
    """Return a story's card in a list of this language, made once: a story is in five lists, and related to others."""
    key = (story.slug, language)
    if key not in catalog.made:
        catalog.made[key] = _card(story, catalog, language)
    made: Card = catalog.made[key]
    return made


def _card(story: Story, catalog: Catalog, language: str) -> Card:
    return Card(
        title=story.title.said_in(language),
        summary=story.summary.said_in(language),
        address=addresses.story(story.slug, language),
        affiliates=tuple(label.name for label in labels("affiliates", story.affiliate, catalog, language)),
        category=labels("categories", (story.category,), catalog, language)[0].name,
        year=story.year,
        is_video=story.is_video,
        only_in="" if language in story.languages else story.languages[0],
        badge=str(catalog.badge(story) or ""),
    )


def labels(kind: str, ids: tuple[str, ...], catalog: Catalog, language: str) -> tuple[Label, ...]:
    """Return the labels of these ids of a taxonomy that has lists."""
    terms = catalog.taxonomy.of(kind)
    return tuple(
        Label(terms[one].name.said_in(language), addresses.group(kind, one, language)) for one in ids
    )


def names(kind: str, ids: tuple[str, ...], catalog: Catalog, language: str) -> tuple[Said, ...]:
    """Return the names of these ids; an id that is no term, such as a free tag, is its own name in the source language."""
    terms = catalog.taxonomy.of(kind)
    return tuple(
        (terms[one].name if one in terms else Words(((catalog.source, one),))).said_in(language)
        for one in ids
    )
