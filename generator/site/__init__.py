"""The site wing: the catalog → pages, lists and data, as Outputs. Touches no disk."""

from __future__ import annotations

from generator.base.outputs import Output, Page
from generator.base.settings import Settings
from generator.content.catalog import Catalog
from generator.content.story import StandingPage, Story
from generator.site.data import data_outputs
from generator.site.home import home_outputs
from generator.site.links import files_shown
from generator.site.lists import list_outputs
from generator.site.stories import file_outputs, gone_outputs, story_outputs


def site_outputs(catalog: Catalog, settings: Settings, portable: bool = False) -> list[Output]:
    """Return every output of the site but the theme's own files."""
    outputs: list[Output] = [*home_outputs(catalog, settings, portable), *list_outputs(catalog, settings)]
    for story in catalog.stories:
        outputs += story_outputs(story, catalog, settings)
    for story, reason in catalog.gone:
        outputs += gone_outputs(story, reason, settings)
    owners: tuple[Story | StandingPage, ...] = (*catalog.stories, *catalog.pages)
    shown = {path for owner in owners for path in files_shown(owner, catalog)}
    outputs += file_outputs(shown, settings)
    pages = [one for one in outputs if isinstance(one, Page)]
    return [*outputs, *data_outputs(catalog, settings, pages, portable)]
