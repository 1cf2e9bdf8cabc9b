"""A feed as JSON Feed 1.1, its films as attachments. In: a Feed and its items as they were written. Out: bytes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from generator.base.markup import clean
from generator.broadcast.entries import Entry, Feed, Reel
from generator.broadcast.moments import rfc_3339
from generator.content.plain import as_json


def json_feed(feed: Feed, items: Iterable[str]) -> bytes:
    """Return the feed."""
    told = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": clean(feed.title),
        "home_page_url": feed.page,
        "feed_url": feed.address("json"),
        "description": clean(feed.text),
        "icon": feed.picture,
        "authors": [{"name": clean(feed.author)}],
        "language": feed.language,
    }
    return f'{as_json(told)[:-1]},"items":[{",".join(items)}]}}\n'.encode()


def json_item(entry: Entry) -> str:
    """Return what the feed tells of a story."""
    told: dict[str, Any] = {
        "id": entry.id,
        "url": entry.address,
        "title": clean(entry.title),
        "content_text": clean(entry.summary),
        "image": entry.still.address,
        "date_published": rfc_3339(entry.day),
        "tags": [clean(subject.name) for subject in entry.subjects],
        "language": entry.language,
    }
    if entry.reel:
        told["attachments"] = [_attachment(entry, entry.reel)]
    return as_json(told)


def _attachment(entry: Entry, reel: Reel) -> dict[str, Any]:
    film = reel.files[0]
    told = {
        "url": film.address,
        "mime_type": film.type,
        "title": clean(entry.title),
        "size_in_bytes": film.size,
        "duration_in_seconds": reel.seconds,
    }
    return {name: value for name, value in told.items() if value}
