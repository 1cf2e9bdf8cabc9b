"""Feeds: what is new in a list, for readers of news and players of podcasts, as RSS 2.0, Atom and JSON Feed.

In: the catalog, or any list of stories with a name. Out: Groups of files with a key each, so that an edit makes only those feeds
anew that show it. Nothing in a feed comes from the clock: a feed is as new as the newest story in it.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from generator.base.addresses import Linker
from generator.base.cache import digest
from generator.base.languages import strings
from generator.base.outputs import Data, Drawn, Group, Output
from generator.base.settings import Settings
from generator.broadcast.atom import atom, atom_entry
from generator.broadcast.chapters import chapters_json
from generator.broadcast.entries import Entry, Feed, entry_of, key_of, showing
from generator.broadcast.jsonfeed import json_feed, json_item
from generator.broadcast.rss import rss, rss_item
from generator.content.catalog import Catalog
from generator.content.story import Story
from generator.content.words import Said
from generator.page import addresses
from generator.page.covers import COVERS, composition_of, palette_of, sharing_name
from generator.page.feeds import FORMS, feed_title, lists_followed, name_of

NEWEST = 50
"""Stories in a feed."""
_PODCAST = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
"""The namespace of podcast:guid, as the podcast namespace's specification sets it."""

_WRITERS: dict[str, tuple[Callable[[Feed, Any], bytes], Callable[[Entry], str]]] = {
    "rss": (rss, rss_item),
    "atom": (atom, atom_entry),
    "json": (json_feed, json_item),
}
"""What writes a feed, and what writes a story of it, by form."""


@dataclass(frozen=True, slots=True)
class Followed:
    """A list of stories that feeds follow, in one language."""

    name: str
    """What its feeds stand under: `stories`, `affiliates/lg-electronics`, `broadcast/lobby`."""
    language: str
    title: str
    text: str
    """What it is about, in a sentence."""
    page: str
    """Address of its page."""
    stories: Sequence[Story]
    """In the order of the feed; the first NEWEST are told."""


def feed_outputs(
    catalog: Catalog, settings: Settings, more: Iterable[Followed] = ()
) -> Iterator[Output | Group]:
    """Return the feeds of all lists that have stories and of `more`, with their pictures, and the chapters of films."""
    lists = [
        _followed(*one, catalog, settings, language)
        for language in settings.languages
        for one in lists_followed(catalog, language)
    ]
    common = _common_key(catalog, settings)
    pictures: dict[str, Drawn] = {}
    for followed in (*lists, *(one for one in more if one.stories)):
        yield _feed_group(followed, catalog, settings, common)
        pictures |= [_picture(followed.name, catalog)]
    yield from pictures.values()
    for story in catalog.stories:
        shown = [showing(story, catalog, language) for language in story.languages]
        told = [one.chapters for one in shown if one and one.chapters]
        if told:
            key = digest("chapters", story.folder, *story.languages, repr(told))
            yield Group(key, partial(_chapters, story, catalog))


def _common_key(catalog: Catalog, settings: Settings) -> str:
    """Return a key of all that every feed depends on besides its stories."""
    return digest(
        settings.site_url,
        sorted(settings.site_name.items()),
        settings.languages,
        settings.audience,
        catalog.media_base,
        repr(catalog.taxonomy),
    )


def _feed_group(followed: Followed, catalog: Catalog, settings: Settings, common: str) -> Group:
    """Return the three feeds of a list; `common` is the key of what all feeds depend on."""
    one = (followed.name, followed.language, followed.title, followed.text, followed.page)
    key = digest("feed", common, *one, *(key_of(story, catalog) for story in followed.stories[:NEWEST]))
    return Group(key, partial(_files, followed, catalog, settings))


def _files(followed: Followed, catalog: Catalog, settings: Settings) -> Iterator[Data]:
    feed = _feed(followed, catalog, settings)
    for form in FORMS:
        whole, one = _WRITERS[form.name]
        items = (_written(form.name, one, entry, catalog) for entry in feed.entries)
        yield Data(addresses.feed(followed.name, form.file, followed.language), whole(feed, items))


def _written(form: str, write: Callable[[Entry], str], entry: Entry, catalog: Catalog) -> str:
    """Return a story as a form of feed tells it, written once: a story is in several feeds."""
    if (entry.id, form) not in catalog.made:
        catalog.made[entry.id, form] = write(entry)
    made: str = catalog.made[entry.id, form]
    return made


def _feed(followed: Followed, catalog: Catalog, settings: Settings) -> Feed:
    """Return all that the feeds of a list tell."""
    link, language = Linker(settings.site_url), followed.language
    files = tuple((form.name, link(addresses.feed(followed.name, form.file, language))) for form in FORMS)
    return Feed(
        guid=f"{uuid.uuid5(_PODCAST, files[0][1].partition('://')[2])}",
        language=language,
        title=followed.title,
        text=followed.text,
        author=settings.site_name[language],
        page=link(followed.page),
        picture=link(addresses.square(_picture(followed.name, catalog)[0])),
        addresses=files,
        is_internal=settings.audience == "internal",
        entries=tuple(entry_of(story, language, catalog, settings) for story in followed.stories[:NEWEST]),
    )


def _followed(
    kind: str, subject: str, stories: Sequence[Story], catalog: Catalog, settings: Settings, language: str
) -> Followed:
    """Return a list of the site as feeds follow it."""
    t = strings(language)
    term = catalog.taxonomy.of(kind)[subject] if subject else None
    name = term.name.said_in(language).text if term else ""
    text = term.description.said_in(language) if term and term.description else None
    if text is None or text.language != language:
        text = Said(t("list.description", name=name) if name else t("home.description"), language)
    return Followed(
        name_of(kind, subject),
        language,
        feed_title(name, settings, language),
        text.text,
        addresses.group(kind, subject, language),
        stories,
    )


def _chapters(story: Story, catalog: Catalog) -> Iterator[Data]:
    for language in story.languages:
        shown = showing(story, catalog, language)
        if shown and shown.chapters:
            content = chapters_json(shown.chapters_in(language), language)
            yield Data(addresses.chapters(story.slug, language), content)


def _picture(followed: str, catalog: Catalog) -> tuple[str, Drawn]:
    """Return the square picture of the list of this name, by the name of its file: a category has its own colours."""
    kind, _, subject = followed.partition("/")
    terms = catalog.taxonomy.of("categories")
    category = subject if kind == "categories" else next(iter(terms), "")
    colour = terms[category].colour if category in terms else None
    composition = composition_of(followed)
    name = sharing_name(composition, category)
    given = (COVERS[composition.gesture], palette_of(category, colour).colours(composition.tone))
    return name, Drawn(addresses.square(name), "generator.page.sharing", "square_png", given)
