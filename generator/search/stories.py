"""Stories as search sees them: what each can be found by, in one language.

In: a story, its safe text, the catalog. Out: an Entry. Only stories that are shown come here; see generator/content/visibility.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from generator.base.writing import kept_together
from generator.content.catalog import Catalog
from generator.content.fields import Person
from generator.content.showing import showing_of
from generator.content.story import Story
from generator.content.words import Words
from generator.search.entries import Entry, Moment, alts_of, sections_of


def entry_of(story: Story, language: str, text: str, catalog: Catalog, shown: Mapping[str, Any]) -> Entry:
    """Return what search knows of a story in one language; `text` is its safe HTML, `shown` what a result shows of it."""
    return Entry(
        title=kept_together(*story.title.said_in(language)),
        summary=story.summary.said_in(language).text,
        names=tuple(dict.fromkeys(_names(story, language, text, catalog))),
        sections=sections_of(text),
        cues=tuple(_moments(story, language, catalog)),
        shown=tuple(sorted(shown.items())),
    )


def _names(story: Story, language: str, text: str, catalog: Catalog) -> Iterator[str]:
    """Return what else it is found by: first what is said in this language, then names in every language."""
    for told in (story.pain_point, story.what_changed, story.image.alt if story.image else None):
        if told:
            yield told.said_in(language).text
    yield from alts_of(text)
    for person in story.people:
        yield from _person(person)
    for name in _terms(story, catalog):
        yield from (one for _, one in name.by_language)
    yield f"{story.year}"


def _moments(story: Story, language: str, catalog: Catalog) -> Iterator[Moment]:
    """Return what is said in its film, each cue on one line."""
    showing = showing_of(story, catalog, language)
    spoken = showing.captions_in(language) if showing else None
    for cue in spoken.cues if spoken else ():
        yield Moment(cue.start, " ".join(cue.text.split("\n")))


def _person(person: Person) -> Iterator[str]:
    languages = dict.fromkeys(code for code, _ in person.name.by_language)
    for language in languages:
        parts = (person.name, person.role, person.team)
        yield " ".join(part.said_in(language).text for part in parts if part)


def _terms(story: Story, catalog: Catalog) -> Iterator[Words]:
    """Return the names of all that a story is sorted by."""
    by_shelf = catalog.listed_under(story)
    for taxonomy in ("affiliates", "categories", "programmes", "journey"):
        yield from _named(taxonomy, by_shelf[taxonomy], catalog)
    yield from _named("badges", story.badge, catalog)
    yield from _named("tags", story.tags, catalog)
    for won in story.award:
        award = catalog.taxonomy.of("awards")[won.award]
        yield award.name
        yield from (prize.name for prize in award.prizes if prize.id == won.prize)


def _named(taxonomy: str, ids: Iterable[str], catalog: Catalog) -> Iterator[Words]:
    terms = catalog.taxonomy.of(taxonomy)
    yield from (terms[one].name if one in terms else Words(((catalog.source, one),)) for one in ids)
