"""The pages of what the group honours and says: awards year by year, and the messages as a timeline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.base.addresses import file_of
from generator.base.languages import strings
from generator.base.outputs import Page
from generator.base.settings import Settings
from generator.content.catalog import Catalog
from generator.content.story import Story
from generator.content.taxonomy import Term
from generator.content.words import Said, Words
from generator.page import addresses
from generator.page.cards import Card, Label, cards
from generator.page.covers import Composition, badge_inline, cover_inline, timeline_inline
from generator.page.frames import frame, plain_frame


@dataclass(frozen=True, slots=True)
class PrizeWon:
    """A prize in one year, and the stories that won it, by category."""

    id: str
    name: Said
    description: Said | None
    address: str
    winners: tuple[tuple[Said, tuple[Card, ...]], ...]
    """(category, its stories)."""


@dataclass(frozen=True, slots=True)
class EditionRecord:
    """An award as it was given in one year."""

    award: Said
    description: Said | None
    year: str
    art: str
    lead: Said | None
    remarks: Said | None
    badge: Said | None
    badge_art: str
    prizes: tuple[PrizeWon, ...]
    others: tuple[Label, ...]
    """The award in other years, and other awards."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message of the timeline."""

    id: str
    title: Said
    text: Said | None
    art: str
    stories: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class MessagesRecord:
    """The messages down a line, oldest first."""

    messages: tuple[Message, ...]


def award_outputs(catalog: Catalog, settings: Settings) -> Iterator[Page]:
    """Return a page for each award and year, and the newest of them as the page of awards."""
    years = [
        (term, year) for term in catalog.taxonomy.of("awards").values() for year in _years(term, catalog)
    ]
    years.sort(key=lambda one: one[1], reverse=True)
    for language in settings.languages:
        for number, (term, year) in enumerate(years):
            record = _edition(term, year, years, catalog, language)
            yield _edition_page(settings, language, term, year, record, newest=False)
            if number == 0:
                yield _edition_page(settings, language, term, year, record, newest=True)


def _years(term: Term, catalog: Catalog) -> list[str]:
    """Return the years in which an award was given."""
    won = {f"{one.year}" for story in catalog.stories for one in story.award if one.award == term.id}
    return sorted(won | {edition.id for edition in term.editions})


def _edition_page(
    settings: Settings, language: str, term: Term, year: str, record: EditionRecord, newest: bool
) -> Page:
    def address(code: str) -> str:
        return addresses.group("awards", "", code) if newest else addresses.edition(term.id, year, code)

    title = Said(f"{record.award.text} {year}", record.award.language)
    about = record.lead or record.description or title
    here = frame(settings, language, title, about, address, section="awards", indexed=not newest)
    return Page(path=file_of(here.address), template="awards", record=record, frame=here)


def _edition(
    term: Term, year: str, years: list[tuple[Term, str]], catalog: Catalog, language: str
) -> EditionRecord:
    def said(words: Words | None) -> Said | None:
        return words.said_in(language) if words else None

    edition = next((one for one in term.editions if one.id == year), None)
    winners = [
        story
        for story in catalog.stories
        if any(one.award == term.id and f"{one.year}" == year for one in story.award)
    ]
    prizes = []
    for prize in term.prizes:
        won = [
            story
            for story in winners
            if any((one.award, one.prize) == (term.id, prize.id) for one in story.award)
        ]
        address = addresses.group("prizes", f"{term.id}/{prize.id}", language)
        by_category = tuple(_by_category(won, catalog, language))
        prizes.append(
            PrizeWon(prize.id, prize.name.said_in(language), said(prize.description), address, by_category)
        )
    badge = edition.badge if edition else None
    return EditionRecord(
        award=term.name.said_in(language),
        description=said(term.description),
        year=year,
        art=cover_inline(Composition("lean", "eve"), "d-lead__art d-art", "award-art", align="xMidYMin"),
        lead=said(edition.lead) if edition else None,
        remarks=said(edition.remarks) if edition else None,
        badge=said(badge),
        badge_art=badge_inline(strings(language)("awards.badge"), "d-badge", "badge") if badge else "",
        prizes=tuple(prizes),
        others=tuple(
            Label(
                Said(f"{one.name.said_in(language).text} {other}", one.name.said_in(language).language),
                addresses.edition(one.id, other, language),
            )
            for one, other in years
            if (one.id, other) != (term.id, year)
        ),
    )


def _by_category(
    stories: list[Story], catalog: Catalog, language: str
) -> Iterator[tuple[Said, tuple[Card, ...]]]:
    for category in catalog.taxonomy.of("categories").values():
        if of_it := [story for story in stories if story.category == category.id]:
            yield category.name.said_in(language), cards(of_it, catalog, language)


def message_outputs(catalog: Catalog, settings: Settings) -> Iterator[Page]:
    """Return the timeline of messages, where there are any."""
    terms = list(catalog.taxonomy.of("messages").values())
    for language in settings.languages if terms else ():
        t = strings(language)
        record = MessagesRecord(
            tuple(_message(term, number, terms, catalog, language) for number, term in enumerate(terms))
        )
        here = plain_frame(
            settings,
            language,
            t("messages.title"),
            t("messages.text"),
            lambda one: addresses.group("messages", "", one),
            section="messages",
        )
        yield Page(path=file_of(here.address), template="messages", record=record, frame=here)


def _message(term: Term, number: int, terms: list[Term], catalog: Catalog, language: str) -> Message:
    stories = (catalog.find(name) for name in term.stories)
    return Message(
        id=term.id,
        title=term.name.said_in(language),
        text=term.description.said_in(language) if term.description else None,
        art=timeline_inline(number, len(terms), "d-message__art d-art", f"message-{number}"),
        stories=tuple(
            Label(one.title.said_in(language), addresses.story(one.slug, language))
            for one in stories
            if one and catalog.reason(one) is None
        ),
    )
