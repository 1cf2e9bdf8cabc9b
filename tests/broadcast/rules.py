"""What the specifications ask of feeds, written down as rules: each function returns the faults of one document.

RSS 2.0 (rssboard.org, 2.0.11), Media RSS 1.5.1, the podcast namespace and Apple's tags as far as we write them; Atom (RFC 4287);
JSON Feed 1.1 as a JSON Schema; JSON Chapters 1.2.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit
from uuid import UUID
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import jsonschema

ATOM = "{http://www.w3.org/2005/Atom}"
MEDIA = "{http://search.yahoo.com/mrss/}"
ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
PODCAST = "{https://podcastindex.org/namespace/1.0}"
XML = "{http://www.w3.org/XML/1998/namespace}"

Faults = Iterator[str]


def is_address(text: str | None) -> bool:
    """Tell whether this is a whole web address, all of its characters those of a URI (RFC 3986)."""
    whole = urlsplit(text or "")
    plain = re.fullmatch(r"(?:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-F]{2})+", text or "")
    return bool(plain) and whole.scheme in ("http", "https") and bool(whole.netloc)


def is_iri(text: str | None) -> bool:
    return bool(re.fullmatch(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+", text or ""))


def is_mime(text: str | None) -> bool:
    return bool(re.fullmatch(r"[a-z]+/[a-z0-9.+-]+", text or ""))


def is_count(text: str | None) -> bool:
    return bool(re.fullmatch(r"[1-9][0-9]*", text or ""))


def is_language(text: str | None) -> bool:
    return text in ("ko", "en")


def is_rfc_822(text: str | None) -> bool:
    day = r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4}"
    if not re.fullmatch(rf"{day} \d\d:\d\d:\d\d [+-]\d{{4}}", text or ""):
        return False
    return parsedate_to_datetime(text or "").strftime("%a") == (text or "")[:3]


def is_rfc_3339(text: str | None) -> bool:
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", text or ""):
        return False
    return bool(datetime.fromisoformat(text or ""))


def is_uuid(text: str | None) -> bool:
    return str(UUID(text or "")) == text


def _text(one: Element) -> str:
    return one.text or ""


def _filled(text: str | None) -> bool:
    return bool(text and text.strip())


Values = dict[str, Callable[[str | None], bool]]
Kinds = dict[str, tuple[int, int | None, Callable[[str | None], bool] | None]]
"""Name of an element → least and most often, and how its text is to be; None for one that holds no text."""
MANY = None

RSS_CHANNEL: Kinds = {
    "title": (1, 1, _filled),
    "link": (1, 1, is_address),
    "description": (1, 1, _filled),
    "language": (0, 1, is_language),
    "lastBuildDate": (0, 1, is_rfc_822),
    "pubDate": (0, 1, is_rfc_822),
    "item": (0, MANY, None),
    f"{ATOM}link": (1, 1, None),
    f"{ITUNES}author": (1, 1, _filled),
    f"{ITUNES}image": (1, 1, None),
    f"{ITUNES}category": (1, MANY, None),
    f"{ITUNES}explicit": (1, 1, lambda text: text in ("true", "false")),
    f"{ITUNES}type": (0, 1, lambda text: text in ("episodic", "serial")),
    f"{ITUNES}block": (0, 1, lambda text: text == "Yes"),
    f"{PODCAST}block": (0, 1, lambda text: text in ("yes", "no")),
    f"{PODCAST}locked": (0, 1, lambda text: text in ("yes", "no")),
    f"{PODCAST}guid": (1, 1, is_uuid),
}
RSS_ITEM: Kinds = {
    "title": (1, 1, _filled),
    "link": (1, 1, is_address),
    "description": (1, 1, _filled),
    "guid": (1, 1, _filled),
    "pubDate": (1, 1, is_rfc_822),
    "category": (0, MANY, _filled),
    "enclosure": (0, 1, None),
    f"{MEDIA}group": (0, 1, None),
    f"{MEDIA}thumbnail": (0, 1, None),
    f"{ITUNES}duration": (0, 1, is_count),
    f"{ITUNES}image": (0, 1, None),
    f"{ITUNES}explicit": (0, 1, lambda text: text in ("true", "false")),
    f"{ITUNES}episodeType": (0, 1, lambda text: text in ("full", "trailer", "bonus")),
    f"{PODCAST}transcript": (0, MANY, None),
    f"{PODCAST}chapters": (0, 1, None),
}
MEDIA_GROUP: Kinds = {
    f"{MEDIA}content": (1, MANY, None),
    f"{MEDIA}title": (0, 1, _filled),
    f"{MEDIA}description": (0, 1, _filled),
    f"{MEDIA}thumbnail": (0, MANY, None),
    f"{MEDIA}subTitle": (0, MANY, None),
}
ATOM_FEED: Kinds = {
    f"{ATOM}id": (1, 1, is_iri),
    f"{ATOM}title": (1, 1, _filled),
    f"{ATOM}updated": (1, 1, is_rfc_3339),
    f"{ATOM}subtitle": (0, 1, _filled),
    f"{ATOM}logo": (0, 1, is_address),
    f"{ATOM}author": (1, MANY, None),
    f"{ATOM}link": (1, MANY, None),
    f"{ATOM}entry": (0, MANY, None),
}
ATOM_ENTRY: Kinds = {
    f"{ATOM}id": (1, 1, is_iri),
    f"{ATOM}title": (1, 1, _filled),
    f"{ATOM}updated": (1, 1, is_rfc_3339),
    f"{ATOM}published": (0, 1, is_rfc_3339),
    f"{ATOM}summary": (0, 1, _filled),
    f"{ATOM}link": (1, MANY, None),
    f"{ATOM}category": (0, MANY, None),
    f"{MEDIA}thumbnail": (0, MANY, None),
}

ATTRIBUTES: dict[str, tuple[Values, Values]] = {
    "guid": ({"isPermaLink": lambda text: text in ("true", "false")}, {}),
    "category": ({"domain": is_address}, {}),
    "enclosure": (
        {"url": is_address, "length": lambda text: bool(re.fullmatch("[0-9]+", text or "")), "type": is_mime},
        {},
    ),
    f"{ATOM}link": (
        {"href": is_address, "rel": lambda text: text in ("self", "alternate", "enclosure"), "type": is_mime},
        {"hreflang": is_language, "length": is_count},
    ),
    f"{ATOM}category": ({"term": _filled}, {"scheme": is_iri, "label": _filled}),
    f"{ITUNES}image": ({"href": is_address}, {}),
    f"{ITUNES}category": ({"text": _filled}, {}),
    f"{MEDIA}content": (
        {"url": is_address},
        {
            "type": is_mime,
            "medium": lambda text: text in ("image", "audio", "video", "document", "executable"),
            "expression": lambda text: text in ("sample", "full", "nonstop"),
            "isDefault": lambda text: text in ("true", "false"),
            "fileSize": is_count,
            "duration": is_count,
            "width": is_count,
            "height": is_count,
            "lang": is_language,
        },
    ),
    f"{MEDIA}title": ({}, {"type": lambda text: text in ("plain", "html")}),
    f"{MEDIA}description": ({}, {"type": lambda text: text in ("plain", "html")}),
    f"{MEDIA}thumbnail": ({"url": is_address}, {"width": is_count, "height": is_count}),
    f"{MEDIA}subTitle": ({"type": is_mime, "lang": is_language, "href": is_address}, {}),
    f"{PODCAST}transcript": (
        {"url": is_address, "type": lambda text: text in ("text/vtt", "text/html", "application/x-subrip")},
        {"language": is_language, "rel": lambda text: text == "captions"},
    ),
    f"{PODCAST}chapters": ({"url": is_address, "type": lambda text: text == "application/json+chapters"}, {}),
}
"""Attributes that an element must have, and those that it may have."""


def _held(one: Element, kinds: Kinds) -> Faults:
    """Find elements that are missing, too many, unknown, or hold a wrong text, and attributes likewise."""
    counts = Counter(child.tag for child in one)
    for name, (least, most, _) in kinds.items():
        if not least <= counts[name] <= (counts[name] if most is None else most):
            yield f"{one.tag} holds {counts[name]} × {name}"
    for child in one:
        if child.tag not in kinds:
            yield f"{one.tag} holds {child.tag}"
            continue
        fits = kinds[child.tag][2]
        if fits and not fits(_text(child)):
            yield f"{child.tag} is {_text(child)!r}"
        yield from _attributes(child)


def _attributes(one: Element) -> Faults:
    required, allowed = ATTRIBUTES.get(one.tag, ({}, {}))
    yield from (f"{one.tag} has no {name}" for name in required.keys() - one.attrib.keys())
    for name, value in one.attrib.items():
        fits = (required | allowed).get(name)
        if fits is None or not fits(value):
            yield f"{one.tag} {name} is {value!r}"


def _unique(what: str, values: list[str]) -> Faults:
    yield from (
        f"{what} {value} stands {count} times" for value, count in Counter(values).items() if count > 1
    )


def rss_faults(content: bytes, address: str) -> Faults:
    """Find what is wrong with RSS that stands at an address."""
    root = ElementTree.fromstring(content)
    if root.tag != "rss" or root.attrib != {"version": "2.0"} or [one.tag for one in root] != ["channel"]:
        yield "no RSS 2.0"
        return
    channel = root[0]
    yield from _held(channel, RSS_CHANNEL)
    own = channel.find(f"{ATOM}link")
    if own is None or own.attrib != {"rel": "self", "type": "application/rss+xml", "href": address}:
        yield "its link to itself leads elsewhere"
    items = channel.findall("item")
    yield from _unique("guid", [item.findtext("guid") or "" for item in items])
    if list(channel)[-len(items) :] != items:
        yield "something stands after the items"
    for item in items:
        yield from _held(item, RSS_ITEM)
        guid, enclosure = item.find("guid"), item.find("enclosure")
        if guid is not None and guid.get("isPermaLink") == "true" and not is_address(guid.text):
            yield f"guid {guid.text} is no address"
        for group in item.findall(f"{MEDIA}group"):
            yield from _held(group, MEDIA_GROUP)
            contents = group.findall(f"{MEDIA}content")
            default = [one.get("url") for one in contents if one.get("isDefault") == "true"]
            if enclosure is None or default != [enclosure.get("url")]:
                yield f"the default film is {default}"
        if (enclosure is None) != (item.find(f"{MEDIA}group") is None):
            yield "an enclosure without media:group, or the reverse"


def atom_faults(content: bytes, address: str) -> Faults:
    """Find what is wrong with an Atom feed that stands at an address."""
    root = ElementTree.fromstring(content)
    if root.tag != f"{ATOM}feed" or not is_language(root.get(f"{XML}lang")):
        yield "no Atom feed with a language"
        return
    yield from _held(root, ATOM_FEED)
    for author in root.findall(f"{ATOM}author"):
        yield from _held(author, {f"{ATOM}name": (1, 1, _filled)})
    own = [one.get("href") for one in root.findall(f"{ATOM}link") if one.get("rel") == "self"]
    if own != [address]:
        yield f"its links to itself lead to {own}"
    entries = root.findall(f"{ATOM}entry")
    yield from _unique("id", [entry.findtext(f"{ATOM}id") or "" for entry in (root, *entries)])
    moments = [entry.findtext(f"{ATOM}updated") or "" for entry in entries]
    if root.findtext(f"{ATOM}updated") != max(moments):
        yield "the feed is not as new as its newest entry"
    for entry in entries:
        yield from _held(entry, ATOM_ENTRY)
        links = entry.findall(f"{ATOM}link")
        alternates = [
            f"{one.get('type')} {one.get('hreflang')}" for one in links if one.get("rel") == "alternate"
        ]
        yield from _unique("alternate", alternates)
        if not alternates:
            yield "an entry without content and alternate"


def _address(**more: str) -> dict[str, str]:
    return {"type": "string", "pattern": "^https?://[^/]+/[!-~]*$", **more}


TEXT = {"type": "string", "pattern": r"\S"}
MOMENT = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$"}
AUTHORS = {
    "type": "array",
    "minItems": 1,
    "items": {
        "type": "object",
        "properties": {"name": TEXT, "url": _address(), "avatar": _address()},
        "minProperties": 1,
        "additionalProperties": False,
    },
}
JSON_FEED = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "required": ["version", "title", "items"],
    "additionalProperties": False,
    "patternProperties": {"^_[a-z]+$": {"type": "object"}},
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": TEXT,
        "home_page_url": _address(),
        "feed_url": _address(),
        "description": TEXT,
        "user_comment": TEXT,
        "next_url": _address(),
        "icon": _address(),
        "favicon": _address(),
        "authors": AUTHORS,
        "language": {"enum": ["ko", "en"]},
        "expired": {"type": "boolean"},
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id"],
                "anyOf": [{"required": ["content_html"]}, {"required": ["content_text"]}],
                "additionalProperties": False,
                "patternProperties": {"^_[a-z]+$": {"type": "object"}},
                "properties": {
                    "id": TEXT,
                    "url": _address(),
                    "external_url": _address(),
                    "title": TEXT,
                    "content_html": TEXT,
                    "content_text": TEXT,
                    "summary": TEXT,
                    "image": _address(),
                    "banner_image": _address(),
                    "date_published": MOMENT,
                    "date_modified": MOMENT,
                    "authors": AUTHORS,
                    "tags": {"type": "array", "items": TEXT},
                    "language": {"enum": ["ko", "en"]},
                    "attachments": {
                        "type": "array",
                        "minItems": 1,
                        "items": {
                            "type": "object",
                            "required": ["url", "mime_type"],
                            "additionalProperties": False,
                            "properties": {
                                "url": _address(),
                                "mime_type": {"type": "string", "pattern": "^[a-z]+/[a-z0-9.+-]+$"},
                                "title": TEXT,
                                "size_in_bytes": {"type": "integer", "minimum": 1},
                                "duration_in_seconds": {"type": "number", "exclusiveMinimum": 0},
                            },
                        },
                    },
                },
            },
        },
    },
}


def json_faults(content: bytes, address: str) -> Faults:
    """Find what is wrong with a JSON Feed that stands at an address."""
    feed = json.loads(content)
    for error in jsonschema.Draft202012Validator(JSON_FEED).iter_errors(feed):
        yield f"{error.json_path}: {error.message}"
    if feed["feed_url"] != address:
        yield f"its link to itself leads to {feed['feed_url']}"
    yield from _unique("id", [item["id"] for item in feed["items"]])


def chapter_faults(content: bytes) -> Faults:
    """Find what is wrong with JSON Chapters."""
    told = json.loads(content)
    if told.keys() != {"version", "chapters"} or told["version"] != "1.2.0" or not told["chapters"]:
        yield "no JSON Chapters 1.2"
    last = -1.0
    for chapter in told["chapters"]:
        if not chapter.keys() <= {"startTime", "endTime", "title"} or not _filled(chapter["title"]):
            yield f"{chapter}"
        if not last <= chapter["startTime"] < chapter.get("endTime", float("inf")):
            yield f"{chapter} after {last}"
        last = chapter.get("endTime", chapter["startTime"])
