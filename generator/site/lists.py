"""Lists of stories: all of them, and by every kind of subject, each in pages with real links; and their overviews."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from generator.base.addresses import file_of
from generator.base.languages import strings
from generator.base.outputs import Page
from generator.base.settings import Settings
from generator.base.writing import format_year, sort_key
from generator.content.catalog import SHELVES, Catalog
from generator.content.story import Story
from generator.content.taxonomy import Term
from generator.content.watched import MostWatched
from generator.content.words import Said, Words
from generator.page import addresses
from generator.page.cards import Card, Label, cards, labels
from generator.page.feeds import FeedLink, feed_links
from generator.page.frames import frame, plain_frame

SHORT = 8
"""A list with fewer stories than this shows others below, so that a reader does not end in front of nothing."""
TERMS = {"affiliates", "categories", "programmes", "journey"}
"""The lists that there is one of for each term of a taxonomy, with stories or without."""


@dataclass(frozen=True, slots=True)
class Step:
    """A page of a list, or a gap where pages are left out."""

    number: int
    """Which page, from 1; 0 for a gap."""
    address: str


@dataclass(frozen=True, slots=True)
class ListRecord:
    """One page of a list."""

    title: Said
    description: Said | None
    count: int
    cards: tuple[Card, ...]
    others: tuple[Card, ...]
    """Stories of other lists, below a short one."""
    number: int
    """Which page of the list, from 1."""
    total: int
    """How many pages the list has."""
    previous: str
    """Address of the page before, or empty."""
    next: str
    """Address of the page after, or empty."""
    steps: tuple[Step, ...]
    """The pages that this one leads to: the first, the last and those near it."""
    overview: Label | None
    """The overview that the list stands in."""
    above: tuple[Label, ...]
    """What the list's subject belongs to."""
    below: tuple[Label, ...]
    """What belongs to the list's subject."""
    since: str
    until: str
    """First and last day of a name that was not always in use, as ISO dates; else empty."""
    followed_by: tuple[Label, ...]
    browse: tuple[Label, ...]
    """Other ways to look for stories, on the list of all."""
    feeds: tuple[FeedLink, ...]
    """What the list can be followed by."""
    """Other ways to look for stories, on the list of all and that of the most watched."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of an overview: a list, and how many stories it holds."""

    label: Label
    description: Said | None
    count: int
    depth: int
    """How far below the top it stands: 0, 1, …"""
    id: str


@dataclass(frozen=True, slots=True)
class OverviewRecord:
    """An overview of lists."""

    title: str
    text: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class _List:
    """A list before it is cut into pages."""

    kind: str
    name: str
    title: Said
    about: Said | None
    stories: Sequence[Story]
    term: Term | None = None
    browse: tuple[Label, ...] = ()


def list_outputs(catalog: Catalog, settings: Settings, watched: MostWatched) -> Iterator[Page]:
    """Return every list and overview, in every language."""
    for language in settings.languages:
        for one in _whole_lists(catalog, language, watched):
            yield from _pages(one, catalog, settings, language)
        for kind in SHELVES:
            for one in _lists(kind, catalog, language):
                yield from _pages(one, catalog, settings, language)
            if lines := entries(catalog, kind, language):
                yield _overview(settings, language, kind, lines)


def _whole_lists(catalog: Catalog, language: str, watched: MostWatched) -> Iterator[_List]:
    """Return the list of all stories and, where stories were seen often enough, that of those seen most."""
    ways = browse(catalog, language)
    everything, most = (
        Label(Said(strings(language)(f"list.{name}.title"), language), addresses.group(kind, "", language))
        for name, kind in (("stories", "stories"), ("watched", "most-watched"))
    )
    shown = (most,) if watched.stories else ()
    yield _List("stories", "", everything.name, None, catalog.stories, browse=(*shown, *ways))
    if shown:
        about = Said(strings(language)("list.watched.text", n=watched.days), language)
        yield _List("most-watched", "", most.name, about, watched.stories, browse=(everything, *ways))


def _lists(kind: str, catalog: Catalog, language: str) -> Iterator[_List]:
    """Return the lists of one kind."""
    shelf = catalog.shelves[kind]
    terms = catalog.taxonomy.of(kind)
    keys = dict.fromkeys([*(terms if kind in TERMS else ()), *shelf])
    for key in keys:
        name, about = subject(kind, key, catalog)
        said = about.said_in(language) if about else None
        yield _List(kind, key, name.said_in(language), said, shelf.get(key, ()), terms.get(key))


def subject(kind: str, key: str, catalog: Catalog) -> tuple[Words, Words | None]:
    """Return the name and description of what a list is about."""
    if kind == "years":
        return Words(tuple((one, format_year(int(key), one)) for one in strings_of(catalog))), None
    if kind == "kinds":
        return Words(tuple((one, strings(one)(f"list.kinds.{key}")) for one in strings_of(catalog))), None
    if kind == "prizes":
        award, _, prize_id = key.partition("/")
        prize = next(one for one in catalog.taxonomy.of("awards")[award].prizes if one.id == prize_id)
        return prize.name, prize.description
    term = catalog.taxonomy.of(kind).get(catalog.tag_names.get(key, key) if kind == "tags" else key)
    if term is None:
        return Words(((catalog.source, catalog.tag_names.get(key, key)),)), None
    return term.name, term.description


def strings_of(catalog: Catalog) -> tuple[str, ...]:
    """Return the languages that the interface speaks, the catalog's first."""
    return (catalog.source, *(one for one in ("ko", "en") if one != catalog.source))


def _pages(one: _List, catalog: Catalog, settings: Settings, language: str) -> Iterator[Page]:
    """Return the pages of one list."""
    size, t = settings.page_size, strings(language)
    total = max(1, -(-len(one.stories) // size))
    address = partial(addresses.list_page, addresses.group(one.kind, one.name, language))
    feeds = feed_links(one.kind, one.name, one.title, one.stories, settings, language)
    others = _others(one.stories, catalog) if one.kind != "stories" and len(one.stories) < SHORT else ()
    for number in range(1, total + 1):
        where = t("list.page", n=number, total=total)
        here = frame(
            settings,
            language,
            one.title if number == 1 else Said(f"{one.title.text} ({where})", one.title.language),
            one.about or Said(t("list.description", name=one.title.text), language),
            lambda code, number=number: addresses.list_page(  # type: ignore[misc]
                addresses.group(one.kind, one.name, code), number
            ),
            section="videos" if (one.kind, one.name) == ("kinds", "video") else "stories",
            feeds=tuple(feed[1:] for feed in feeds),
        )
        record = ListRecord(
            title=one.title,
            description=one.about,
            count=len(one.stories),
            cards=cards(one.stories[(number - 1) * size : number * size], catalog, language),
            others=cards(others, catalog, language),
            number=number,
            total=total,
            previous=address(number - 1) if number > 1 else "",
            next=address(number + 1) if number < total else "",
            steps=_steps(number, total, address),
            overview=_overview_label(one.kind, language) if one.name else None,
            feeds=feeds,
            browse=one.browse,
            **_relations(one.term, catalog, language),
        )
        yield Page(path=file_of(here.address), template="list", record=record, frame=here)


def _steps(number: int, total: int, address: Callable[[int], str]) -> tuple[Step, ...]:
    """Return the pages that the n-th leads to, in order: of a thousand pages, each names nine at most."""
    near = {
        one: Step(one, address(one)) for one in (1, *range(number - 2, number + 3), total) if 0 < one <= total
    }
    gaps = {one: Step(0, "") for one in (number - 3, number + 3) if 1 < one < total}
    return tuple(step for _, step in sorted((gaps | near).items()))


def browse(catalog: Catalog, language: str) -> tuple[Label, ...]:
    """Return the overviews that have something to show."""
    return tuple(
        _overview_label(kind, language)
        for kind in SHELVES
        if catalog.shelves[kind] or (kind in TERMS and catalog.taxonomy.of(kind))
    )


def _overview_label(kind: str, language: str) -> Label:
    return Label(Said(strings(language)(f"list.{kind}.title"), language), addresses.group(kind, "", language))


def _others(stories: Sequence[Story], catalog: Catalog) -> tuple[Story, ...]:
    """Return the newest stories that are not in a list."""
    listed = {story.slug for story in stories}
    return tuple(story for story in catalog.stories[:24] if story.slug not in listed)[: 8 - len(stories) % 4]


def _relations(term: Term | None, catalog: Catalog, language: str) -> dict[str, Any]:
    """Return what a term belongs to, what belongs to it, and what followed it."""
    if term is None:
        return {"above": (), "below": (), "since": "", "until": "", "followed_by": ()}
    below = tuple(one.id for one in catalog.taxonomy.of(term.taxonomy).values() if one.parent == term.id)
    return {
        "above": labels(term.taxonomy, (term.parent,) if term.parent else (), catalog, language),
        "below": labels(term.taxonomy, below, catalog, language),
        "since": term.valid_from.isoformat() if term.valid_from else "",
        "until": term.valid_to.isoformat() if term.valid_to else "",
        "followed_by": labels(term.taxonomy, term.successor, catalog, language),
    }


def _overview(settings: Settings, language: str, kind: str, lines: tuple[Entry, ...]) -> Page:
    t = strings(language)
    title, text = t(f"list.{kind}.title"), t(f"list.{kind}.text")
    here = plain_frame(
        settings, language, title, text, lambda one: addresses.group(kind, "", one), section="stories"
    )
    return Page(
        path=file_of(here.address), template="overview", record=OverviewRecord(title, text, lines), frame=here
    )


def entries(catalog: Catalog, kind: str, language: str) -> tuple[Entry, ...]:
    """Return the lines of an overview: a tree in the order of the taxonomy, years newest first, the rest by name."""
    shelf, terms = catalog.shelves[kind], catalog.taxonomy.of(kind)
    if kind == "years":
        return tuple(_entry(catalog, kind, key, language) for key in sorted(shelf, reverse=True))
    if kind not in TERMS:
        made = (_entry(catalog, kind, key, language) for key in shelf)
        return tuple(sorted(made, key=lambda one: sort_key(one.label.name.text, language)))

    def under(parent: str | None, depth: int) -> Iterator[Entry]:
        for term in terms.values():
            if term.parent == parent:
                yield _entry(catalog, kind, term.id, language, depth)
                yield from under(term.id, depth + 1)

    return tuple(under(None, 0))


def _entry(catalog: Catalog, kind: str, key: str, language: str, depth: int = 0) -> Entry:
    name, about = subject(kind, key, catalog)
    label = Label(name.said_in(language), addresses.group(kind, key, language))
    return Entry(
        label, about.said_in(language) if about else None, len(catalog.shelves[kind].get(key, ())), depth, key
    )
