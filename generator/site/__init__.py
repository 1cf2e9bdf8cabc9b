"""The site wing: the catalog → pages, lists, pictures and data, as Outputs. Touches no disk.

What a story shows of itself elsewhere, in lists, on cards, as data, follows from what stands above its texts. So an edit of a text
leaves all groups but the story's own as they were.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial

from generator.base.cache import digest
from generator.base.outputs import Data, Drawn, Group, Output, Page
from generator.base.settings import Settings
from generator.content.captions import Captions, vtt_of
from generator.content.catalog import Catalog
from generator.content.story import StandingPage, Story
from generator.site import addresses
from generator.site.awards import award_outputs, message_outputs
from generator.site.cards import cover_name
from generator.site.covers import COVERS, composition_of, cover_svg, palette_of, sharing_name
from generator.site.data import data_outputs, sitemap
from generator.site.find import find_outputs
from generator.site.home import home_outputs
from generator.site.links import captions_shown, files_shown
from generator.site.lists import list_outputs
from generator.site.pictures import file_outputs
from generator.site.related import Relations, find_relations
from generator.site.stories import gone_outputs, neighbours, story_frame, story_outputs


def site_outputs(catalog: Catalog, settings: Settings, portable: bool = False) -> list[Output | Group]:
    """Return every output of the site but the theme's own files."""
    fronts = _key_of_fronts(catalog, settings, portable)
    texts = (body.key for page in catalog.pages for body in page.bodies)
    stale = (story.folder for story in catalog.stories if story.stale)
    owners: tuple[Story | StandingPage, ...] = (*catalog.stories, *catalog.pages)
    shown = {path for owner in owners for path in files_shown(owner, catalog)}
    spoken = {
        addresses.captions(story, one)
        for story in catalog.stories
        for one, _ in captions_shown(story, catalog)
    }
    shown = {path for path in shown if addresses.media(path) not in spoken}
    relations = cache(partial(find_relations, catalog.stories))
    return [
        Group(digest("shared", fronts, *texts), partial(_shared_outputs, catalog, settings, portable)),
        Group(digest("data", fronts, *stale), partial(data_outputs, catalog, settings)),
        *(
            Group(
                digest("story", fronts, story.folder, *(body.key for body in story.bodies)),
                partial(_story_outputs, story, relations, catalog, settings),
            )
            for story in catalog.stories
        ),
        *_sharing_outputs(catalog),
        *_caption_outputs(catalog),
        *file_outputs(shown, catalog, settings),
    ]


def _story_outputs(
    story: Story, relations: Callable[[], Relations], catalog: Catalog, settings: Settings
) -> Iterator[Page]:
    return story_outputs(story, neighbours(story, relations()), catalog, settings)


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
        repr(sorted(catalog.pictures.items())),
        repr(
            sorted(
                (path, [one.language for one in held.tracks])
                for path, held in catalog.captions.items()
                if held
            )
        ),
        "\n".join(sorted(catalog.files)),
        "\n".join(fronts),
    )


def _shared_outputs(catalog: Catalog, settings: Settings, portable: bool) -> Iterator[Page | Data]:
    """Return what shows several stories or none: home, lists, search, notices, the sitemap."""
    outputs = [
        *home_outputs(catalog, settings, portable),
        *list_outputs(catalog, settings),
        *award_outputs(catalog, settings),
        *message_outputs(catalog, settings),
        *find_outputs(catalog, settings),
    ]
    for story, reason in catalog.gone:
        outputs += gone_outputs(story, reason, settings)
    yield from outputs
    yield from _cover_outputs(catalog)
    if settings.site_url and not portable and catalog.channel.name == "site":
        frames = [page.frame for page in outputs if page.frame]
        for story in catalog.stories:
            frames += [story_frame(story, catalog, settings, language) for language in story.languages]
        yield sitemap(settings.site_url, frames)


def _cover_outputs(catalog: Catalog) -> Iterator[Data]:
    """Return the covers that the stories shown need, each once."""
    terms = catalog.taxonomy.of("categories")
    for name, story in sorted({cover_name(story): story for story in catalog.stories}.items()):
        palette = palette_of(story.category, terms[story.category].colour)
        yield Data(addresses.cover(name), cover_svg(composition_of(story.id or story.slug), palette).encode())


def _caption_outputs(catalog: Catalog) -> Iterator[Group]:
    """Return what is said in the films of the stories shown, as WebVTT, which is all that browsers read."""
    for story in catalog.stories:
        for language, path in captions_shown(story, catalog):
            held, address = catalog.captions[path], addresses.captions(story, language)
            if held:
                yield Group(digest("captions", address, held.content), partial(_vtt, address, held, language))


def _vtt(address: str, held: Captions, language: str) -> list[Data]:
    return [Data(address, vtt_of(held.cues_in(language)).encode())]


def _sharing_outputs(catalog: Catalog) -> Iterator[Drawn]:
    """Return the pictures for sharing that the stories shown need, each once."""
    terms = catalog.taxonomy.of("categories")
    drawn: dict[str, Drawn] = {}
    for story in catalog.stories:
        composition = composition_of(story.id or story.slug)
        name = sharing_name(composition, story.category)
        if name not in drawn:
            colours = palette_of(story.category, terms[story.category].colour).colours(composition.tone)
            given = (COVERS[composition.gesture], colours)
            drawn[name] = Drawn(addresses.sharing(name), "generator.site.sharing", "sharing_png", given)
    return iter(drawn.values())
