"""A card: how a story is shown in a list. And the labels of a story's terms, each a name and where it leads."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from generator.base.pictures import Shown
from generator.content.catalog import Catalog
from generator.content.files import slug_of
from generator.content.showing import Showing, showing_of
from generator.content.story import Story
from generator.content.words import Said, Words
from generator.page import addresses
from generator.page.films import drawn_cover, poster_of
from generator.page.pictures import shown_as


class Label(NamedTuple):
    """A name that leads to its list."""

    name: Said
    address: str


class Card(NamedTuple):
    """A story in a list."""

    title: Said
    summary: Said
    address: str
    cover: Shown
    """Its picture, or its drawn cover."""
    affiliates: tuple[Said, ...]
    category: Said
    category_id: str
    year: int
    is_video: bool
    seconds: int
    """Length of its film; 0 where there is none, or it is not known."""
    prize: Said | None
    """The prize that it won."""
    prize_id: str
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
    prize, showing = prize_name(story, catalog), showing_of(story, catalog, language)
    return Card(
        title=story.title.said_in(language),
        summary=story.summary.said_in(language),
        address=addresses.story(story.slug, language),
        cover=_cover(story, showing, catalog),
        affiliates=tuple(label.name for label in labels("affiliates", story.affiliate, catalog, language)),
        category=labels("categories", (story.category,), catalog, language)[0].name,
        category_id=story.category,
        year=story.year,
        is_video=showing is not None,
        seconds=round(showing.seconds) if showing else 0,
        prize=prize.said_in(language) if prize else None,
        prize_id=story.award[0].prize if story.award else "",
        only_in="" if language in story.languages else story.languages[0],
        badge=str(catalog.badge(story) or ""),
    )


def cards(stories: Iterable[Story], catalog: Catalog, language: str) -> tuple[Card, ...]:
    """Return the cards of several stories."""
    return tuple(card(one, catalog, language) for one in stories)


def _cover(story: Story, showing: Showing | None, catalog: Catalog) -> Shown:
    if story.image:
        return shown_as(f"{story.folder}/{story.image.file}", catalog)
    if showing and not showing.is_clip:
        return poster_of(story, showing, catalog)
    return drawn_cover(story)


def prize_name(story: Story, catalog: Catalog) -> Words | None:
    """Return the name of the first prize that a story won."""
    for won in story.award[:1]:
        for prize in catalog.taxonomy.of("awards")[won.award].prizes:
            if prize.id == won.prize:
                return prize.name
    return None


def labels(kind: str, ids: Iterable[str], catalog: Catalog, language: str) -> tuple[Label, ...]:
    """Return the labels of these ids; an id that is no term, such as a free tag, is its own name in the source language."""
    terms = catalog.taxonomy.of(kind)
    return tuple(
        Label(
            (terms[one].name if one in terms else Words(((catalog.source, one),))).said_in(language),
            addresses.group(kind, one if one in terms else slug_of(one), language),
        )
        for one in ids
    )
