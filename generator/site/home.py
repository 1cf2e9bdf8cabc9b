"""The pages that are not stories or lists: home, pages of the editors' own, not found, and the door at the root."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.base.addresses import file_of
from generator.base.languages import strings
from generator.base.outputs import Page
from generator.base.settings import Settings
from generator.content.catalog import Catalog
from generator.content.story import Body, StandingPage
from generator.content.watched import MostWatched
from generator.content.words import Said
from generator.page import addresses
from generator.page.cards import Card, card, cards
from generator.page.covers import LEAD_SHIFTS, composition_of, cover_inline, door_inline
from generator.page.feeds import FeedLink, feed_links
from generator.page.frames import frame, plain_frame
from generator.page.links import targets
from generator.site.lists import Entry, entries
from generator.site.stories import GatewayRecord

NEWEST = 3
"""Stories in the row of newest ones on the home page."""
MOST = 5
"""Stories in the row of most watched ones there."""


@dataclass(frozen=True, slots=True)
class HomeRecord:
    """All that the home page prints."""

    title: Said
    text_language: str
    count: int
    lead: Card | None
    lead_art: str
    lead_tone: str
    newest: tuple[Card, ...]
    watched: tuple[Card, ...]
    """Those seen most in the last `days`, in order: the first of `watched_count`."""
    watched_count: int
    days: int
    films: tuple[Card, ...]
    doors: tuple[Door, ...]
    affiliates: tuple[Entry, ...]
    years: tuple[Year, ...]
    has_messages: bool
    feeds: tuple[FeedLink, ...]
    """What the whole site can be followed by."""


@dataclass(frozen=True, slots=True)
class Door:
    """A category, and a story behind it."""

    entry: Entry
    art: str
    story: Card | None


@dataclass(frozen=True, slots=True)
class Year:
    """A year on the line: what was said then, and how many stories there are."""

    year: str
    said: Said | None
    count: int
    address: str


@dataclass(frozen=True, slots=True)
class StandingRecord:
    """All that a page of the editors' own prints."""

    title: Said
    summary: Said
    text_language: str
    only_in: str
    is_stale: bool
    source_address: str


@dataclass(frozen=True, slots=True)
class NotFoundRecord:
    """All that the page of a wrong address prints, in each language."""

    homes: tuple[tuple[str, str], ...]


def home_outputs(
    catalog: Catalog, settings: Settings, portable: bool, watched: MostWatched
) -> Iterator[Page]:
    """Return home and the editors' own pages in every language, the door at the root, and the page of wrong addresses.

    A portable site has no page of wrong addresses: only a server shows one, and its links begin at the host.
    """
    for language in settings.languages:
        yield _home(catalog, settings, language, watched)
        for page in catalog.pages:
            if page.name != "index":
                yield _standing(page, catalog, settings, language)
        if not portable:
            yield _not_found(settings, language, f"{language}/404.html", (language,))
    if not portable:
        yield _not_found(settings, settings.source, "404.html", settings.languages)
    names = tuple(dict.fromkeys(Said(settings.site_name[one], one) for one in settings.languages))
    leads = tuple((one, addresses.home(one)) for one in settings.languages)
    yield Page(path="index.html", template="gateway", record=GatewayRecord(names, leads))


def _home(catalog: Catalog, settings: Settings, language: str, watched: MostWatched) -> Page:
    page = catalog.pages_by_name.get("index")
    body = _body(page, language) if page else None
    t = strings(language)
    feeds = feed_links("stories", "", Said("", language), catalog.stories, settings, language)
    lead = next((story for story in catalog.stories if story.featured), next(iter(catalog.stories), None))
    newest = [story for story in catalog.stories if story is not lead][:NEWEST]
    title = page.title.said_in(language) if page else Said(settings.site_name[language], language)
    summary = page.summary.said_in(language) if page else Said(t("home.description"), language)
    here = frame(
        settings,
        language,
        title,
        summary,
        addresses.home,
        is_home=True,
        feeds=tuple(feed[1:] for feed in feeds),
    )
    composition = composition_of(lead.id or lead.slug) if lead else composition_of("")
    record = HomeRecord(
        title=title,
        text_language=body.language if body else "",
        count=len(catalog.stories),
        lead=card(lead, catalog, language) if lead else None,
        lead_art=cover_inline(
            composition, "d-lead__art d-art", "lead", LEAD_SHIFTS[composition.gesture], align="xMidYMin"
        ),
        lead_tone=composition.tone,
        newest=cards(newest, catalog, language),
        watched=cards(watched.stories[:MOST], catalog, language),
        watched_count=len(watched.stories),
        days=watched.days,
        films=cards(catalog.shelves["kinds"].get("video", ())[:8], catalog, language),
        doors=tuple(_doors(catalog, language, {story.slug for story in (lead, *newest) if story})),
        affiliates=tuple(one for one in entries(catalog, "affiliates", language) if one.count),
        years=tuple(_years(catalog, language)),
        has_messages=bool(catalog.taxonomy.of("messages")),
        feeds=feeds,
    )
    return Page(
        path=file_of(here.address),
        template="home",
        record=record,
        frame=here,
        text=body.key if body else "",
        targets=targets(body, catalog) if body else (),
    )


def _doors(catalog: Catalog, language: str, shown: set[str]) -> Iterator[Door]:
    """Return the categories that have stories, each with one that the page does not show yet."""
    for position, entry in enumerate(one for one in entries(catalog, "categories", language) if one.count):
        stories = catalog.shelves["categories"][entry.id]
        story = next((one for one in stories if one.slug not in shown), stories[0])
        yield Door(
            entry,
            door_inline(position, "d-door__art d-art", f"door-{position}"),
            card(story, catalog, language),
        )


def _years(catalog: Catalog, language: str) -> Iterator[Year]:
    """Return the years that have stories or a message, oldest first."""
    messages, stories = catalog.taxonomy.of("messages"), catalog.shelves["years"]
    for year in sorted({*messages, *stories})[-8:]:
        message = messages.get(year)
        address = (
            addresses.group("years", year, language)
            if year in stories
            else addresses.group("messages", "", language)
        )
        yield Year(
            year, message.name.said_in(language) if message else None, len(stories.get(year, ())), address
        )


def _standing(page: StandingPage, catalog: Catalog, settings: Settings, language: str) -> Page:
    body = _body(page, language)
    here = frame(
        settings,
        language,
        page.title.said_in(language),
        page.summary.said_in(language),
        lambda one: addresses.standing(page.name, one),
        written_in=[one.language for one in page.bodies],
        section=page.name,
        indexed=body.language == language,
    )
    record = StandingRecord(
        page.title.said_in(language),
        page.summary.said_in(language),
        body.language,
        "" if body.language == language else body.language,
        is_stale=page.stale and body is not page.bodies[0],
        source_address=addresses.standing(page.name, page.bodies[0].language),
    )
    return Page(
        path=file_of(here.address),
        template="page",
        record=record,
        frame=here,
        text=body.key,
        targets=targets(body, catalog),
    )


def _body(page: StandingPage, language: str) -> Body:
    return next((body for body in page.bodies if body.language == language), page.bodies[0])


def _not_found(settings: Settings, language: str, path: str, languages: tuple[str, ...]) -> Page:
    t = strings(language)
    here = plain_frame(
        settings,
        language,
        t("notfound.title"),
        t("notfound.text"),
        addresses.home,
        written_in=(),
        indexed=False,
    )
    record = NotFoundRecord(tuple((one, addresses.home(one)) for one in languages))
    return Page(path=path, template="notfound", record=record, frame=here, absolute=True)
