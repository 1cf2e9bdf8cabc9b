"""The table of facets: by what readers narrow a search, and which values each story has.

In: the catalog. Out: data for overrides/search/7-facets.js. Stories are told by number, the oldest first; stories with the same
values share a set of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from generator.base.languages import NAMES, strings
from generator.content.catalog import Catalog
from generator.content.story import Story
from generator.content.words import Words

SHELVES = {
    "affiliate": "affiliates",
    "category": "categories",
    "year": "years",
    "kind": "kinds",
    "programme": "programmes",
    "award": "prizes",
}
"""What a facet is called in addresses → the catalog's kind of list."""


def facet_table(catalog: Catalog, stories: Sequence[Story], languages: Sequence[str]) -> dict[str, Any]:
    """Return the table of facets of these stories, in the languages of the site."""
    numbers = {story.slug: number for number, story in enumerate(stories)}
    facets = {}
    for name, shelf in SHELVES.items():
        values = _in_order(shelf, catalog)
        of: list[list[int]] = [[] for _ in stories]
        for place, value in enumerate(values):
            for story in catalog.shelves[shelf][value]:
                of[numbers[story.slug]].append(place)
        facets[name] = _facet(values, of, _names(shelf, catalog, languages))
        if shelf in ("affiliates", "programmes"):
            terms = catalog.taxonomy.of(shelf)
            facets[name]["parents"] = [
                terms[value].parent or "" if value in terms else "" for value in values
            ]
    written = [[languages.index(one) for one in languages if one in story.languages] for story in stories]
    own_names = {value: dict.fromkeys(languages, NAMES[value]) for value in languages}
    return {"facets": facets | {"language": _facet(languages, written, own_names)}}


def _facet(
    values: Sequence[str], of: list[list[int]], names: Mapping[str, Mapping[str, str]]
) -> dict[str, Any]:
    sets = {tuple(one): number for number, one in enumerate(dict.fromkeys(map(tuple, of)))}
    languages = next(iter(names.values()), {})
    return {
        "ids": list(values),
        "names": {language: [names[value][language] for value in values] for language in languages},
        "sets": [list(one) for one in sets],
        "of": [sets[tuple(one)] for one in of],
    }


def _in_order(shelf: str, catalog: Catalog) -> list[str]:
    """Return the values that stories have, in the order of their taxonomy, years from the newest."""
    there = catalog.shelves[shelf]
    if shelf == "prizes":
        order = [
            f"{award.id}/{prize.id}"
            for award in catalog.taxonomy.of("awards").values()
            for prize in award.prizes
        ]
    else:
        order = list(catalog.taxonomy.of(shelf)) or sorted(there, reverse=shelf == "years")
    return [value for value in order if value in there]


def _names(shelf: str, catalog: Catalog, languages: Sequence[str]) -> dict[str, dict[str, str]]:
    """Return the names of all values by language."""
    if shelf == "kinds":
        return {
            value: {one: strings(one)(f"card.{value}") for one in languages} for value in ("video", "article")
        }
    if shelf == "prizes":
        named = {
            f"{award.id}/{prize.id}": prize.name
            for award in catalog.taxonomy.of("awards").values()
            for prize in award.prizes
        }
    elif shelf == "years":
        named = {year: Words(((catalog.source, year),)) for year in catalog.shelves[shelf]}
    else:
        named = {term.id: term.name for term in catalog.taxonomy.of(shelf).values()}
    return {value: {one: name.said_in(one).text for one in languages} for value, name in named.items()}
