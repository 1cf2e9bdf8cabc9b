"""The site wing: the catalog → pages, lists, pictures and data, as Outputs. Touches no disk."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from generator.base.outputs import Data, Drawn, Output, Page
from generator.base.settings import Settings
from generator.content.catalog import Catalog
from generator.content.story import StandingPage, Story
from generator.site import addresses
from generator.site.awards import award_outputs, message_outputs
from generator.site.cards import cover_name
from generator.site.covers import composition_of, cover_svg, palette_of, sharing_name, sharing_png
from generator.site.data import data_outputs
from generator.site.home import home_outputs
from generator.site.links import files_shown
from generator.site.lists import list_outputs
from generator.site.stories import file_outputs, gone_outputs, neighbours, story_outputs


def site_outputs(catalog: Catalog, settings: Settings, portable: bool = False) -> list[Output]:
    """Return every output of the site but the theme's own files."""
    outputs: list[Output] = [
        *home_outputs(catalog, settings, portable),
        *list_outputs(catalog, settings),
        *award_outputs(catalog, settings),
        *message_outputs(catalog, settings),
        *_cover_outputs(catalog),
    ]
    beside = neighbours(catalog)
    for story in catalog.stories:
        outputs += story_outputs(story, beside[story.slug], catalog, settings)
    for story, reason in catalog.gone:
        outputs += gone_outputs(story, reason, settings)
    owners: tuple[Story | StandingPage, ...] = (*catalog.stories, *catalog.pages)
    shown = {path for owner in owners for path in files_shown(owner)}
    outputs += file_outputs(shown, settings)
    pages = [one for one in outputs if isinstance(one, Page)]
    return [*outputs, *data_outputs(catalog, settings, pages, portable)]


def _cover_outputs(catalog: Catalog) -> Iterator[Output]:
    """Return the covers and sharing pictures that the stories shown need, each once."""
    terms = catalog.taxonomy.of("categories")
    drawn = {cover_name(story): story for story in catalog.stories}
    shared = {
        sharing_name(composition_of(story.id or story.slug), story.category): story
        for story in catalog.stories
    }
    for name, story in sorted(drawn.items()):
        palette = palette_of(story.category, terms[story.category].colour)
        yield Data(addresses.cover(name), cover_svg(composition_of(story.id or story.slug), palette).encode())
    for name, story in sorted(shared.items()):
        palette = palette_of(story.category, terms[story.category].colour)
        yield Drawn(
            addresses.sharing(name), partial(sharing_png, composition_of(story.id or story.slug), palette)
        )
