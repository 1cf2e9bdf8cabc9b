"""What a result of search shows of a story: the site wing's share of search's entries."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from generator.base.writing import kept_together
from generator.content.catalog import Catalog
from generator.content.story import Body, Story
from generator.content.words import Words
from generator.page import addresses
from generator.page.cards import card, prize_name

READ_IN_A_MINUTE = {"ko": 500, "en": 1000}
"""Characters that people read in a minute: Korean by syllables, English by letters (about 200 words)."""


def result_of(
    story: Story, language: str, catalog: Catalog, link: Callable[[str], str], languages: tuple[str, ...]
) -> dict[str, Any]:
    """Return what a result shows of a story, as JSON's values; names are told in all languages of the site."""
    one = card(story, catalog, language)
    terms = catalog.taxonomy
    prize = prize_name(story, catalog)
    body = story.body(language)

    def told(name: Words) -> dict[str, str]:
        return {each: name.said_in(each).text for each in languages}

    return {
        "titles": {
            each: kept_together(*story.title.said_in(each)) for each in languages if each in story.languages
        },
        "addresses": {each: link(addresses.story(story.slug, each)) for each in languages},
        "cover": {"src": link(one.cover.address), "width": one.cover.width, "height": one.cover.height},
        "category": [story.category, told(terms.of("categories")[story.category].name)],
        "affiliates": [told(terms.of("affiliates")[each].name) for each in story.affiliate],
        "year": story.year,
        "prize": told(prize) if prize else None,
        "kind": "video" if one.is_video else "article",
        "length": one.seconds if one.is_video else _minutes(body) if body else 0,
    }


def _minutes(body: Body) -> int:
    return max(1, round(body.length / READ_IN_A_MINUTE.get(body.language, 500)))
