"""Which feeds a site has: one for all stories, and one for each affiliate, category and programme, in each language.

In: the catalog. Out: the stories of each list, newest in the site first, and links to its feeds in their three forms. What stands
in a feed is the broadcast wing's; pages only lead there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.base.settings import Settings
from generator.content.catalog import Catalog
from generator.content.story import Story
from generator.content.words import Said
from generator.page import addresses

KINDS = ("affiliates", "categories", "programmes")
"""The kinds of list that have feeds of their own."""


class Form(NamedTuple):
    """A form of feed."""

    name: str
    """`rss`, `atom` or `json`."""
    type: str
    """MIME type."""
    file: str


FORMS = (
    # .xml and .json, as a web server that does not know .rss or .atom sends such a file as unknown, or not at all.
    Form("rss", "application/rss+xml", "rss.xml"),
    Form("atom", "application/atom+xml", "atom.xml"),
    Form("json", "application/feed+json", "feed.json"),
)


class FeedLink(NamedTuple):
    """A feed that a page leads to."""

    form: str
    type: str
    """MIME type."""
    title: str
    title_language: str
    """The language of the title where it is not the page's; else empty."""
    address: str


def has_feeds(settings: Settings, catalog: Catalog, portable: bool) -> bool:
    """Tell whether a site has feeds: they need to know where it stands, and are for its readers only."""
    return bool(settings.site_url) and not portable and catalog.channel.name == "site"


def came_out_on(story: Story) -> dt.date | None:
    """Return the day a story came out: as planned or approved, or else the day that it tells of; None where none is known."""
    return story.publish_on or story.approved_on or story.date


def dated(story: Story) -> dt.date:
    """Return the day a story came out, or the first of its year where that is not known."""
    return came_out_on(story) or dt.date(story.year, 1, 1)


def latest_first(stories: Sequence[Story]) -> list[Story]:
    """Return stories in the order in which they came out, the latest first; those of one day stay in their order."""
    return sorted(stories, key=dated, reverse=True)


def lists_followed(catalog: Catalog, language: str) -> Iterator[tuple[str, str, list[Story]]]:
    """Yield (kind of list, its subject, its stories written in this language) of each list that has a feed."""
    stories = latest_first([story for story in catalog.stories if language in story.languages])
    place = {story.slug: number for number, story in enumerate(stories)}
    if stories:
        yield "stories", "", stories
    for kind in KINDS:
        for subject, shelf in sorted(catalog.shelves[kind].items()):
            held = sorted(
                (story for story in shelf if story.slug in place), key=lambda story: place[story.slug]
            )
            if held:
                yield kind, subject, held


def feed_title(subject: str, settings: Settings, language: str) -> str:
    """Return the title of a feed: the site's name, and what the feed is about."""
    name = settings.site_name[language]
    return f"{subject} – {name}" if subject else name


def feed_links(
    kind: str, subject: str, title: Said, stories: Sequence[Story], settings: Settings, language: str
) -> tuple[FeedLink, ...]:
    """Return links to the feeds of a list of stories, the list's title given; none where it has no feed."""
    if kind not in ("stories", *KINDS) or not any(language in story.languages for story in stories):
        return ()
    whole = Said(feed_title(title.text if subject else "", settings, language), title.language)
    return links_to(name_of(kind, subject), whole, language)


def name_of(kind: str, subject: str) -> str:
    """Return what the feeds of a list stand under: `stories`, `affiliates/lg-electronics`."""
    return f"{kind}/{subject}" if subject else kind


def links_to(name: str, title: Said, language: str) -> tuple[FeedLink, ...]:
    """Return links to the feeds that stand under a name."""
    marked = "" if title.language == language else title.language
    return tuple(
        FeedLink(form.name, form.type, title.text, marked, addresses.feed(name, form.file, language))
        for form in FORMS
    )
