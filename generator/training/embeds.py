"""A story as other sites show it in a frame: a page without the site around it, and what oEmbed 1.0 tells of it.

In: a story and the catalog. Out: a page in each language of the site, also where the story is not shown or not translated, so that no
frame is ever empty; and a JSON file each, where the site knows where it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from generator.base.addresses import Linker, file_of
from generator.base.cache import digest
from generator.base.outputs import Data, Page
from generator.base.pictures import Shown
from generator.base.settings import Settings
from generator.content.catalog import Catalog
from generator.content.plain import as_json
from generator.content.story import Story
from generator.content.words import Said
from generator.page import addresses
from generator.page.cards import Card, card
from generator.page.covers import SHARED, composition_of, sharing_name
from generator.page.embeds import frame_code, frame_size
from generator.page.films import FilmRecord, film_record
from generator.page.links import targets


@dataclass(frozen=True, slots=True)
class EmbedRecord:
    """All that a frame shows of a story in one language."""

    id: str
    """By which the page in the frame names itself to the site around it."""
    reason: str
    """Why there is only a notice: `expired`, `withdrawn` or `untranslated`; else empty."""
    card: Card | None
    """None where the story may not even be named."""
    alt: Said | None
    """What its photograph shows; None for a drawn cover."""
    film: FilmRecord | None
    audience: str
    text_language: str
    address: str
    """Where to read on."""


def key_of_embeds(catalog: Catalog, settings: Settings) -> Callable[[Story], str]:
    """Return a function that gives the key of all that the pages of a story depend on."""
    whole = digest(
        repr(settings),
        catalog.day,
        repr(catalog.channel),
        repr(catalog.taxonomy),
        repr(sorted(catalog.pictures.items())),
        repr(sorted(catalog.films.items())),
        repr(catalog.faces and catalog.faces.bold.content),
    )

    def key(story: Story) -> str:
        texts = (body.key for body in story.bodies)
        leads = (repr(targets(body, catalog)) for body in story.bodies if body.links)
        return digest("embed", whole, story.folder, story.front, *texts, *leads, *_said(story, catalog))

    return key


def _said(story: Story, catalog: Catalog) -> Iterator[str]:
    """Yield a key of each file beside a story's film, by name: what is said in it may be named by the front matter, or not."""
    for path in catalog.files_below.get(story.folder, ()) if story.video else ():
        captions = catalog.captions.get(path)
        yield f"{path} {captions.content if captions else ''}"


def embed_outputs(story: Story, catalog: Catalog, settings: Settings) -> Iterator[Page | Data]:
    """Return the pages of a story for other sites, and what tells of them."""
    assert story.id
    reason = catalog.reason(story)
    for language in settings.languages:
        address = addresses.embed(story.id, language)
        if reason:
            yield Page(file_of(address), "embed", _notice(story, str(reason), language), language=language)
            continue
        yield _page(story, address, catalog, settings, language)
        if settings.site_url:
            told = oembed(story, catalog, settings, language)
            yield Data(addresses.oembed(story.id, language), f"{as_json(told)}\n".encode())


def _notice(story: Story, reason: str, language: str) -> EmbedRecord:
    assert story.id
    leads = addresses.group("stories", "", language)
    return EmbedRecord(story.id, reason, None, None, None, "", language, leads)


def _page(story: Story, address: str, catalog: Catalog, settings: Settings, language: str) -> Page:
    assert story.id
    body = story.body(language)
    image, source = story.image, story.languages[0]
    record = EmbedRecord(
        id=story.id,
        reason="" if body else "untranslated",
        card=card(story, catalog, language),
        alt=image.alt.said_in(language) if image and image.alt else None,
        film=_film(story, catalog, language) if body else None,
        audience=story.audience,
        text_language=body.language if body else source,
        address=addresses.story(story.slug, language if body else source),
    )
    text, leads = (body.key, targets(body, catalog)) if body else ("", ())
    return Page(file_of(address), "embed", record, text=text, targets=leads, language=language)


def _film(story: Story, catalog: Catalog, language: str) -> FilmRecord | None:
    """Return a story's film without what is said in it, which its own page tells in full."""
    film = film_record(story, catalog, language)
    return replace(film, transcripts=()) if film else None


def oembed(story: Story, catalog: Catalog, settings: Settings, language: str) -> dict[str, object]:
    """Return what oEmbed 1.0 (https://oembed.com/) tells of a story; its sizes are in pixels."""
    link = Linker(settings.site_url)
    shown, film = card(story, catalog, language), film_record(story, catalog, language)
    width, height = frame_size(film)
    drawn = addresses.sharing(sharing_name(composition_of(story.id or story.slug), story.category))
    cover = Shown(drawn, *SHARED) if shown.cover.address.endswith(".svg") else shown.cover
    thumbnail = {
        "thumbnail_url": link(cover.address),
        "thumbnail_width": cover.width,
        "thumbnail_height": cover.height,
    }
    return {
        "version": "1.0",
        "type": "video" if film else "rich",
        "title": shown.title.text,
        "provider_name": settings.site_name[language],
        "provider_url": link(addresses.home(language)),
        "url": link(addresses.story(story.slug, language)),
        "html": frame_code(story, film, settings, language),
        "width": width,
        "height": height,
        **(thumbnail if cover.width else {}),
    }
