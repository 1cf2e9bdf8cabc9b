"""The search page: its frame and words, and the lists that it leads to where no script runs.

In: the catalog and the settings. Out: one Page for each language. What it finds, and how, is the script's affair
(overrides/search/).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.base.addresses import file_of
from generator.base.languages import strings
from generator.base.outputs import Page
from generator.base.settings import Settings
from generator.content.catalog import Catalog
from generator.content.words import Said
from generator.page import addresses
from generator.page.cards import Label
from generator.page.frames import plain_frame
from generator.site.lists import browse

FACETS = ("affiliate", "category", "year", "kind", "programme", "award", "language")
"""What a search can be narrowed down by, in the order shown; also the names in the page's address."""


@dataclass(frozen=True, slots=True)
class SearchRecord:
    """The search page before anything is looked for."""

    facets: tuple[str, ...]
    ways: tuple[Label, ...]
    """The lists to browse instead: all stories, then the overviews."""


def find_outputs(catalog: Catalog, settings: Settings) -> Iterator[Page]:
    """Return the search page in every language of the site."""
    for language in settings.languages:
        t = strings(language)
        here = plain_frame(
            settings, language, t("search.title"), t("search.text"), addresses.search, indexed=False
        )
        everything = Label(Said(t("list.stories.title"), language), addresses.group("stories", "", language))
        # A site of one language has nothing to choose among.
        facets = FACETS if len(settings.languages) > 1 else FACETS[:-1]
        record = SearchRecord(facets, (everything, *browse(catalog, language)))
        yield Page(path=file_of(here.address), template="search", record=record, frame=here)
