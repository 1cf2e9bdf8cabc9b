"""A feed as RSS 2.0 that is also Media RSS 1.5 and a podcast: with the tags of Apple's directory and of the podcast namespace.

In: a Feed and its items as they were written. Out: bytes. A story without a film is an item without an enclosure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from generator.base.markup import around, clean, document, element
from generator.broadcast.entries import Entry, Feed, File, Reel
from generator.broadcast.moments import rfc_822

_NAMESPACES = {
    "xmlns:atom": "http://www.w3.org/2005/Atom",
    "xmlns:itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "xmlns:media": "http://search.yahoo.com/mrss/",
    "xmlns:podcast": "https://podcastindex.org/namespace/1.0",
}
"""Names only: nothing is asked there."""


def rss(feed: Feed, items: Iterable[Markup]) -> bytes:
    """Return the feed."""
    channel = around("channel", {}, *_channel(feed), *items)
    return document(around("rss", {"version": "2.0"} | _NAMESPACES, channel))


def rss_item(entry: Entry) -> Markup:
    """Return what the feed tells of a story."""
    return around("item", {}, *_item(entry))


def _channel(feed: Feed) -> Iterator[Markup]:
    yield element("title", {}, feed.title)
    yield element("link", {}, feed.page)
    yield element("description", {}, feed.text)
    yield element("language", {}, feed.language)
    yield element("lastBuildDate", {}, rfc_822(feed.updated))
    yield element("atom:link", {"rel": "self", "type": "application/rss+xml", "href": feed.address("rss")})
    yield element("itunes:author", {}, feed.author)
    yield element("itunes:image", {"href": feed.picture})
    yield element("itunes:category", {"text": "Business"})
    yield element("itunes:explicit", {}, "false")
    yield element("itunes:type", {}, "episodic")
    if feed.is_internal:
        yield element("itunes:block", {}, "Yes")
        yield element("podcast:block", {}, "yes")
        yield element("podcast:locked", {}, "yes")
    yield element("podcast:guid", {}, feed.guid)


def _item(entry: Entry) -> Iterator[Markup]:
    yield element("title", {}, entry.title)
    yield element("link", {}, entry.address)
    yield element("guid", {"isPermaLink": "false"}, entry.guid)
    yield element("pubDate", {}, rfc_822(entry.day))
    yield element("description", {}, _as_html(entry.summary))
    for subject in entry.subjects:
        yield element("category", {"domain": subject.scheme}, subject.name)
    if entry.reel:
        yield from _film(entry, entry.reel)
    else:
        yield _thumbnail(entry)


def _as_html(text: str) -> str:
    """Return a text as the HTML that readers take a description for."""
    return str(Markup("<p>{}</p>").format(clean(text)))


def _film(entry: Entry, reel: Reel) -> Iterator[Markup]:
    film = reel.files[0]
    # The length is required; 0 is what players expect where it is not known.
    yield element("enclosure", {"url": film.address, "length": f"{film.size}", "type": film.type})
    yield around("media:group", {}, *_media(entry, reel))
    if reel.seconds:
        yield element("itunes:duration", {}, reel.seconds)
    yield element("itunes:image", {"href": entry.still.address})
    yield element("itunes:explicit", {}, "false")
    yield element("itunes:episodeType", {}, "full")
    for language, address in reel.captions:
        told = {"url": address, "type": "text/vtt", "language": language, "rel": "captions"}
        yield element("podcast:transcript", told)
    if reel.chapters:
        yield element("podcast:chapters", {"url": reel.chapters, "type": "application/json+chapters"})


def _media(entry: Entry, reel: Reel) -> Iterator[Markup]:
    for number, file in enumerate(reel.files):
        yield element("media:content", _content(file, reel, number == 0))
    yield element("media:title", {"type": "plain"}, entry.title)
    yield element("media:description", {"type": "plain"}, entry.summary)
    yield _thumbnail(entry)
    for language, address in reel.captions:
        yield element("media:subTitle", {"type": "text/vtt", "lang": language, "href": address})


def _content(file: File, reel: Reel, is_default: bool) -> dict[str, object]:
    return {
        "url": file.address,
        "type": file.type,
        "medium": "video",
        "expression": "full",
        "isDefault": "true" if is_default else "false",
        "fileSize": file.size or "",
        "duration": reel.seconds or "",
        "width": file.width or "",
        "height": file.height or "",
        "lang": reel.language,
    }


def _thumbnail(entry: Entry) -> Markup:
    still = entry.still
    told = {"url": still.address, "width": still.width or "", "height": still.height or ""}
    return element("media:thumbnail", told)
