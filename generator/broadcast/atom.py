"""A feed as Atom (RFC 4287), its films as enclosures. In: a Feed and its entries as they were written. Out: bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from generator.base.markup import around, document, element
from generator.broadcast.entries import Entry, Feed
from generator.broadcast.moments import rfc_3339

_NAMESPACES = {"xmlns": "http://www.w3.org/2005/Atom", "xmlns:media": "http://search.yahoo.com/mrss/"}


def atom(feed: Feed, entries: Iterable[Markup]) -> bytes:
    """Return the feed."""
    return document(around("feed", {**_NAMESPACES, "xml:lang": feed.language}, *_feed(feed), *entries))


def atom_entry(entry: Entry) -> Markup:
    """Return what the feed tells of a story."""
    return around("entry", {}, *_entry(entry))


def _feed(feed: Feed) -> Iterator[Markup]:
    yield element("id", {}, f"urn:uuid:{feed.guid}")
    yield element("title", {}, feed.title)
    yield element("subtitle", {}, feed.text)
    yield element("updated", {}, rfc_3339(feed.updated))
    yield element("author", {}, element("name", {}, feed.author))
    yield element("link", {"rel": "self", "type": "application/atom+xml", "href": feed.address("atom")})
    yield element("link", {"rel": "alternate", "type": "text/html", "href": feed.page})
    yield element("logo", {}, feed.picture)


def _entry(entry: Entry) -> Iterator[Markup]:
    yield element("id", {}, entry.id)
    yield element("title", {}, entry.title)
    yield element("published", {}, rfc_3339(entry.day))
    yield element("updated", {}, rfc_3339(entry.day))
    for language, address in ((entry.language, entry.address), *entry.twins):
        told = {"rel": "alternate", "type": "text/html", "hreflang": language, "href": address}
        yield element("link", told)
    if entry.reel:
        film = entry.reel.files[0]
        size = f"{film.size}" if film.size else ""
        told = {"rel": "enclosure", "type": film.type, "length": size, "href": film.address}
        yield element("link", told)
    for subject in entry.subjects:
        told = {"term": subject.term, "scheme": subject.scheme, "label": subject.name}
        yield element("category", told)
    yield element("summary", {}, entry.summary)
    still = entry.still
    yield element(
        "media:thumbnail",
        {"url": still.address, "width": still.width or "", "height": still.height or ""},
    )
