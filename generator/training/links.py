"""What trainers link to and embed: pages for other sites' frames, and QR codes of permanent addresses."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from generator.base.addresses import Linker
from generator.base.cache import digest
from generator.base.outputs import Drawn, Group
from generator.base.settings import Settings
from generator.content.catalog import Catalog
from generator.page import addresses
from generator.training.embeds import embed_outputs, key_of_embeds


def link_outputs(catalog: Catalog, settings: Settings) -> Iterator[Group]:
    """Return what stories are embedded and linked to by; a site that is opened from a folder has none of it."""
    key = key_of_embeds(catalog, settings)
    for story in (*catalog.stories, *(one for one, _ in catalog.gone)):
        if story.id:
            yield Group(key(story), partial(embed_outputs, story, catalog, settings))
    if settings.site_url:
        ids = tuple(story.id for story in catalog.stories if story.id)
        yield Group(digest("codes", settings.site_url, *ids), partial(_code_outputs, ids, settings.site_url))


def _code_outputs(ids: tuple[str, ...], site_url: str) -> Iterator[Drawn]:
    """Return the QR codes of stories' permanent addresses."""
    link = Linker(site_url)
    for story_id in ids:
        for kind in ("svg", "png"):
            given = (link(addresses.permanent(story_id)),)
            yield Drawn(addresses.code(story_id, kind), "generator.page.codes", f"code_{kind}", given)
