"""The pages at addresses of the past, which lead on at once to where things stand now.

Plain files, as the server that keeps them may be any: a link for everyone, a refresh where no script runs, and where one does,
script/language.js goes there with what stood behind `?` and `#`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from generator.base.addresses import file_of
from generator.base.outputs import Page
from generator.base.settings import Settings
from generator.content.catalog import Catalog
from generator.page import addresses
from generator.page.published import language_of
from generator.site.stories import permanent_page


@dataclass(frozen=True, slots=True)
class MovedRecord:
    """A page that leads on to another address."""

    address: str
    language: str


def moved_outputs(moved: Mapping[str, str], catalog: Catalog, settings: Settings) -> Iterator[Page]:
    """Return a page for each address that leads elsewhere now."""
    doors = {addresses.permanent(story.id): story for story in catalog.stories if story.id}
    for address, target in moved.items():
        path = file_of(address)
        if target in doors:
            # Itself a door: what leads to it opens as it does, with no step between.
            yield replace(permanent_page(doors[target], settings), path=path)
        else:
            language = language_of(address) or settings.source
            yield Page(path, "moved", MovedRecord(target, language), language=language)
