"""Lists of stories: all, by affiliate, by category, by year, each in pages with real links; and their overviews."""

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
from generator.content.catalog import Catalog
from generator.content.kinds import Said
from generator.content.story import Story
from generator.content.taxonomy import Term
from generator.site import addresses
from generator.site.cards import Card, Label, card, labels
from generator.site.frames import frame, plain_frame


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
    above: tuple[Label, ...]
    """What the list's subject belongs to."""
    below: tuple[Label, ...]
    """What belongs to the list's subject."""
    since: str
    until: str
    """First and last day of a name that was not always in use, as ISO dates; else empty."""
    followed_by: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of an overview: a list, and how many stories it holds."""

    label: Label
    description: Said | None
    count: int
    depth: int
    """How far below the top it stands: 0, 1, …"""


@dataclass(frozen=True, slots=True)
class OverviewRecord:
    """An overview of lists."""

    title: str
    text: str
    entries: tuple[Entry, ...]


def list_outputs(catalog: Catalog, settings: Settings) -> Iterator[Page]:
    """Return every list and overview, in every language."""
    for language in settings.languages:
        t = strings(language)
        yield from _list(
            catalog,
            settings,
            language,
            "stories",
            "",
            Said(t("list.stories.title"), language),
            None,
            catalog.stories,
        )
        for kind, groups in (("affiliates", catalog.by_affiliate), ("categories", catalog.by_category)):
            for term in catalog.taxonomy.of(kind).values():
                stories = groups.get(term.id, ())
                about = term.description.said_in(language) if term.description else None
                yield from _list(
                    catalog,
                    settings,
                    language,
                    kind,
                    term.id,
                    term.name.said_in(language),
                    about,
                    stories,
                    term,
                )
            yield _overview(settings, language, kind, term_entries(catalog, kind, language))
        for year, stories in catalog.years.items():
            name = Said(format_year(year, language), language)
            yield from _list(catalog, settings, language, "years", f"{year}", name, None, stories)
        yield _overview(settings, language, "years", year_entries(catalog, language))


def _list(
    catalog: Catalog,
    settings: Settings,
    language: str,
    kind: str,
    name: str,
    title: Said,
    about: Said | None,
    stories: Sequence[Story],
    term: Term | None = None,
) -> Iterator[Page]:
    """Return the pages of one list."""
    size, t = settings.page_size, strings(language)
    total = max(1, -(-len(stories) // size))
    address = partial(addresses.list_page, addresses.group(kind, name, language))
    for number in range(1, total + 1):
        where = t("list.page", n=number, total=total)
        here = frame(
            settings,
            language,
            title if number == 1 else Said(f"{title.text} ({where})", title.language),
            about or Said(t("list.description", name=title.text), language),
            lambda one, number=number: addresses.list_page(addresses.group(kind, name, one), number),  # type: ignore[misc]
            section=kind,
        )
        some = stories[(number - 1) * size : number * size]
        record = ListRecord(
            title=title,
            description=about,
            count=len(stories),
            cards=tuple(card(one, catalog, language) for one in some),
            number=number,
            total=total,
            previous=address(number - 1) if number > 1 else "",
            next=address(number + 1) if number < total else "",
            steps=_steps(number, total, address),
            **_relations(term, catalog, language),
        )
        yield Page(path=file_of(here.address), template="list", record=record, frame=here)


def _steps(number: int, total: int, address: Callable[[int], str]) -> tuple[Step, ...]:
    """Return the pages that the n-th leads to, in order: of a thousand pages, each names nine at most."""
    near = {
        one: Step(one, address(one)) for one in (1, *range(number - 2, number + 3), total) if 0 < one <= total
    }
    gaps = {one: Step(0, "") for one in (number - 3, number + 3) if 1 < one < total}
    return tuple(step for _, step in sorted((gaps | near).items()))


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


def _overview(settings: Settings, language: str, kind: str, entries: tuple[Entry, ...]) -> Page:
    t = strings(language)
    title, text = t(f"list.{kind}.title"), t(f"list.{kind}.text")
    here = plain_frame(
        settings, language, title, text, lambda one: addresses.group(kind, "", one), section=kind
    )
    return Page(
        path=file_of(here.address),
        template="overview",
        record=OverviewRecord(title, text, entries),
        frame=here,
    )


def term_entries(catalog: Catalog, kind: str, language: str) -> tuple[Entry, ...]:
    """Return the terms of a taxonomy as a tree, each level in the order of the taxonomy, then by name."""
    terms = catalog.taxonomy.of(kind)
    groups = catalog.by_affiliate if kind == "affiliates" else catalog.by_category

    def under(parent: str | None, depth: int) -> Iterator[Entry]:
        children = [one for one in terms.values() if one.parent == parent]
        for one in sorted(
            children,
            key=lambda one: (
                one.order is None,
                one.order or 0,
                *(() if one.order is None else sort_key(one.name.said_in(language).text, language)),
            ),
        ):
            label = Label(one.name.said_in(language), addresses.group(kind, one.id, language))
            about = one.description.said_in(language) if one.description else None
            yield Entry(label, about, len(groups.get(one.id, ())), depth)
            yield from under(one.id, depth + 1)

    return tuple(under(None, 0))


def year_entries(catalog: Catalog, language: str) -> tuple[Entry, ...]:
    """Return the years that have stories, newest first."""
    return tuple(
        Entry(
            Label(Said(format_year(year, language), language), addresses.group("years", f"{year}", language)),
            None,
            len(stories),
            0,
        )
        for year, stories in sorted(catalog.years.items(), reverse=True)
    )
