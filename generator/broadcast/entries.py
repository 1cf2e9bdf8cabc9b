"""What feeds tell of a story in one language: an Entry, the same for RSS, Atom and JSON Feed. All its addresses are whole ones.

In: a story and the catalog. Out: an Entry, and a key of all that it depends on, for which no Entry need be made.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, NamedTuple
from urllib.parse import quote

from generator.base.addresses import Linker
from generator.base.cache import digest
from generator.base.settings import Settings
from generator.content.catalog import Catalog
from generator.content.showing import Showing, Version, showing_of
from generator.content.story import Story
from generator.page import addresses
from generator.page.cards import labels
from generator.page.covers import SHARED, composition_of, sharing_name
from generator.page.feeds import dated
from generator.page.films import poster_of
from generator.page.pictures import shown_as

_OURS = uuid.UUID("6f0d7b0e-5d0f-5c0b-9d56-0f3b1c1f7a42")
"""The namespace of our ids (RFC 9562, version 5): were it another, every reader would show every story as new."""
_TYPES = {".mp4": "video/mp4", ".m4v": "video/mp4", ".webm": "video/webm", ".mov": "video/quicktime"}
"""Of films that were not opened, by the ending of their names."""


_IN_URI = ":/?#[]@!$&'()*+,;=%~"
"""What an address on the media host may hold besides letters and digits (RFC 3986); the rest is escaped."""


class Subject(NamedTuple):
    """What a story is listed under."""

    scheme: str
    """Address of the overview of such subjects."""
    term: str
    name: str


class Still(NamedTuple):
    """A picture."""

    address: str
    width: int
    height: int
    """Pixels; 0 where it is not known."""


class File(NamedTuple):
    """A film as one file."""

    address: str
    type: str
    """MIME type."""
    size: int
    """Bytes; 0 where it is not known."""
    width: int
    height: int
    """Pixels; 0 where it is not known."""


class Reel(NamedTuple):
    """The film of a story."""

    files: tuple[File, ...]
    """The film itself, then its other sizes."""
    seconds: int
    """0 where it is not known."""
    language: str
    """What is spoken in it."""
    captions: tuple[tuple[str, str], ...]
    """(language, address) of a WebVTT file."""
    chapters: str
    """Address of its chapters as JSON; empty where it has none."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What feeds tell of a story in one language."""

    id: str
    """A URN that stays for ever."""
    guid: str
    """The same for an article; of a film one that changes with its file, so that players fetch it again."""
    language: str
    title: str
    summary: str
    address: str
    twins: tuple[tuple[str, str], ...]
    """(language, address) of the story in other languages."""
    day: dt.date
    """The day it came out."""
    subjects: tuple[Subject, ...]
    still: Still
    reel: Reel | None


@dataclass(frozen=True, slots=True)
class Feed:
    """All that a feed tells; its addresses are whole ones."""

    guid: str
    """A UUID that follows from the address of its RSS."""
    language: str
    title: str
    text: str
    author: str
    page: str
    picture: str
    """A square one."""
    addresses: tuple[tuple[str, str], ...]
    """(form, address) of its files."""
    is_internal: bool
    """Whether directories of podcasts are asked to leave it out."""
    entries: tuple[Entry, ...]

    def address(self, form: str) -> str:
        """Return the address of its file in a form."""
        return dict(self.addresses)[form]

    @property
    def updated(self) -> dt.date:
        """Return the day of the newest story in it."""
        return max(entry.day for entry in self.entries)


def entry_of(story: Story, language: str, catalog: Catalog, settings: Settings) -> Entry:
    """Return what feeds tell of a story in a language that it is written in, made once: a story is in several feeds."""
    name = (story.slug, f"entry {language}")
    if name not in catalog.made:
        catalog.made[name] = _entry(story, language, catalog, settings)
    made: Entry = catalog.made[name]
    return made


def key_of(story: Story, catalog: Catalog) -> str:
    """Return a key of all that entries of this story depend on, but for the settings and the names of subjects."""
    name = (story.slug, "entry key")
    if name not in catalog.made:
        shown = [showing(story, catalog, language) for language in story.languages]
        poster = shown[0].poster if shown[0] else ""
        path = poster or (f"{story.folder}/{story.image.file}" if story.image else "")
        told = (catalog.pictures.get(path), list(map(_facts, shown)))
        catalog.made[name] = digest(story.folder, story.front, *story.languages, repr(told))
    made: str = catalog.made[name]
    return made


def showing(story: Story, catalog: Catalog, language: str) -> Showing | None:
    """Return what there is to watch of a story in a language, worked out once."""
    name = (story.slug, f"showing {language}")
    if name not in catalog.made:
        catalog.made[name] = showing_of(story, catalog, language)
    made: Showing | None = catalog.made[name]
    return made


def _facts(shown: Showing | None) -> Any:
    """Return what entries tell of a film."""
    if shown is None:
        return None
    captions = [(one.language, one.content if shown.is_clip else "") for one in shown.captions]
    return shown.versions, shown.seconds, shown.poster, captions, shown.chapters, shown.dialogue


def _entry(story: Story, language: str, catalog: Catalog, settings: Settings) -> Entry:
    link, shown = Linker(settings.site_url), showing(story, catalog, language)
    name = f"{story.id or story.folder} {language}"
    film = _content(shown) if shown else ""
    return Entry(
        id=_urn(name),
        guid=_urn(f"{name} {film}" if film else name),
        language=language,
        title=story.title.said_in(language).text,
        summary=story.summary.said_in(language).text,
        address=link(addresses.story(story.slug, language)),
        twins=tuple(
            (one, link(addresses.story(story.slug, one))) for one in story.languages if one != language
        ),
        day=dated(story),
        subjects=tuple(_subjects(story, language, catalog, link)),
        still=_still(story, shown, catalog, link),
        reel=_reel(shown, story, language, link) if shown else None,
    )


def _urn(name: str) -> str:
    return uuid.uuid5(_OURS, name).urn


def _content(shown: Showing) -> str:
    """Return what tells one file of a film from another: its digest, or its address where it cannot be opened."""
    if shown.is_clip:
        return digest(shown.seconds, *(one.content for one in shown.captions))
    return shown.main.film.content if shown.main.film else shown.main.address or shown.main.path


def _subjects(story: Story, language: str, catalog: Catalog, link: Linker) -> Iterator[Subject]:
    for kind, ids in (
        ("categories", (story.category,)),
        ("affiliates", story.affiliate),
        ("programmes", story.programme),
        ("tags", story.tags),
    ):
        scheme = link(addresses.group(kind, "", language))
        for term, label in zip(ids, labels(kind, ids, catalog, language), strict=True):
            yield Subject(scheme, term, label.name.text)


def _still(story: Story, shown: Showing | None, catalog: Catalog, link: Linker) -> Still:
    """Return the poster of a story's film or the picture at its head, or else its drawn cover as shared links show it."""
    picture = None
    if shown and (shown.poster or shown.main.film):
        picture = poster_of(story, shown, catalog)
    elif story.image:
        picture = shown_as(f"{story.folder}/{story.image.file}", catalog)
    if picture:
        return Still(link(picture.address), picture.width, picture.height)
    name = sharing_name(composition_of(story.id or story.slug), story.category)
    return Still(link(addresses.sharing(name)), *SHARED)


def _reel(shown: Showing, story: Story, language: str, link: Linker) -> Reel:
    return Reel(
        files=tuple(_file(one, link) for one in shown.versions),
        seconds=round(shown.seconds),
        language=shown.dialogue,
        captions=tuple(
            (one.language, link(addresses.words_of_film(story, "captions", one.language)))
            for one in shown.captions
        ),
        chapters=link(addresses.chapters(story.slug, language)) if shown.chapters else "",
    )


def _file(version: Version, link: Linker) -> File:
    film = version.film
    address = quote(version.address, safe=_IN_URI) or link(addresses.media(version.path))
    if film is None:
        return File(
            address, _TYPES.get(PurePosixPath(address).suffix.lower(), "video/mp4"), 0, 0, version.height
        )
    return File(address, film.mime.partition(";")[0], film.size, film.width, film.height)
