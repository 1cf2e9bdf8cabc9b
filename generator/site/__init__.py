"""The site wing: the catalog → pages, lists and data, as Outputs. Touches no disk.

What a story shows of itself elsewhere, in lists, on cards, as data, follows from what stands above its texts. So an edit of a text
leaves all groups but the story's own as they were.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from generator.base.cache import digest
from generator.base.outputs import Data, Group, Output, Page
from generator.base.settings import Settings
from generator.content.catalog import Catalog
from generator.content.story import StandingPage, Story
from generator.site.data import data_outputs, sitemap
from generator.site.home import home_outputs
from generator.site.links import files_shown
from generator.site.lists import list_outputs
from generator.site.stories import file_outputs, gone_outputs, story_frame, story_outputs


def site_outputs(catalog: Catalog, settings: Settings, portable: bool = False) -> list[Output | Group]:
    """Return every output of the site but the theme's own files."""
    fronts = _key_of_fronts(catalog, settings, portable)
    texts = (body.key for page in catalog.pages for body in page.bodies)
    stale = (story.folder for story in catalog.stories if story.stale)
    owners: tuple[Story | StandingPage, ...] = (*catalog.stories, *catalog.pages)
    shown = {path for owner in owners for path in files_shown(owner, catalog)}
    return [
        Group(digest("shared", fronts, *texts), partial(_shared_outputs, catalog, settings, portable)),
        Group(digest("data", fronts, *stale), partial(data_outputs, catalog, settings)),
        *(
            Group(
                digest("story", fronts, story.folder, *(body.key for body in story.bodies)),
                partial(story_outputs, story, catalog, settings),
            )
            for story in catalog.stories
        ),
        *file_outputs(shown, settings),
    ]


def _key_of_fronts(catalog: Catalog, settings: Settings, portable: bool) -> str:
    """Return a key of all that the site is made from, but for the texts of stories and pages."""
    everything: tuple[Story | StandingPage, ...] = (*catalog.everything, *catalog.pages, *catalog.unread)
    fronts = (part for one in everything for part in (one.place().path, one.front, *one.languages))
    return digest(
        repr(settings),
        portable,
        catalog.day,
        repr(catalog.channel),
        repr(catalog.taxonomy),
        "\n".join(sorted(catalog.files)),
        "\n".join(fronts),
    )


def _shared_outputs(catalog: Catalog, settings: Settings, portable: bool) -> Iterator[Page | Data]:
    """Return what shows several stories or none: home, lists, notices, the sitemap."""
    outputs = [*home_outputs(catalog, settings, portable), *list_outputs(catalog, settings)]
    for story, reason in catalog.gone:
        outputs += gone_outputs(story, reason, settings)
    yield from outputs
    if settings.site_url and not portable and catalog.channel.name == "site":
        frames = [page.frame for page in outputs if page.frame]
        for story in catalog.stories:
            frames += [story_frame(story, catalog, settings, language) for language in story.languages]
        yield sitemap(settings.site_url, frames)
