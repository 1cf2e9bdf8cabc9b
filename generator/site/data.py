"""The catalog as data: stories.json with its schema, and the sitemap.

stories.json holds every field that a page shows, in all languages, for other programs on the intranet; the texts themselves
are left to the pages. The sitemap follows sitemaps.org 0.9, with alternates as xhtml:link.
"""

from __future__ import annotations

import datetime as dt
import html
import json
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from generator.base.addresses import Linker, file_of
from generator.base.outputs import Data, Frame
from generator.base.settings import Settings
from generator.content.catalog import Catalog
from generator.content.kinds import WORDS_SCHEMA, Words, record_schema
from generator.content.story import FrontMatter, Story
from generator.content.taxonomy import Prize, TermFields
from generator.site import addresses

_INTERNAL = ("approved_by", "approved_on", "translated_from")
"""Fields of front matter that no page shows."""
VERSION = 1
"""Raised when a program that reads stories.json would have to change."""


def data_outputs(catalog: Catalog, settings: Settings) -> Iterator[Data]:
    """Return the catalog as data, and its schema."""
    content = {
        "$schema": "stories.schema.json",
        "version": VERSION,
        "languages": list(settings.languages),
        "taxonomy": {
            name: {term.id: _plain(term, TermFields) for term in terms.values()}
            for name, terms in sorted(catalog.taxonomy.terms.items())
        },
        "stories": [_story(story, settings) for story in catalog.stories],
    }
    yield Data("stories.json", _json(content))
    yield Data("stories.schema.json", _json(schema()))


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of stories.json."""
    story = record_schema(FrontMatter)
    for name in _INTERNAL:
        story["properties"].pop(name)
    texts = {"type": "object", "additionalProperties": {"type": "string"}}
    story["properties"] |= {
        "slug": {"type": "string", "description": "폴더 이름 / Name of its folder"},
        "kind": {"enum": ["article", "video"], "description": "글인지 영상인지 / Article or video"},
        "languages": {
            "type": "array",
            "items": {"type": "string"},
            "description": "쓰인 언어, 원문 먼저 / Languages it is written in, the source first",
        },
        "addresses": texts | {"description": "언어별 주소(사이트 아래) / Address below the site by language"},
        "permanent": {
            "type": "string",
            "description": "바뀌지 않는 주소(사이트 아래) / Address below the site that never changes",
        },
        "stale": {
            "type": "boolean",
            "description": "번역이 원문보다 오래됐는지 / Whether the source changed after it was translated",
        },
    }
    story["required"] = sorted({*story["required"], "slug", "kind", "languages", "addresses", "stale"})
    term = record_schema(TermFields)
    term["properties"]["prizes"] = {"type": "array", "items": record_schema(Prize)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "stories.json",
        "type": "object",
        "properties": {
            "$schema": {"type": "string"},
            "version": {"const": VERSION},
            "languages": {"type": "array", "items": {"type": "string"}},
            "taxonomy": {
                "type": "object",
                "additionalProperties": {"type": "object", "additionalProperties": term},
            },
            "stories": {"type": "array", "items": story},
        },
        "required": ["version", "languages", "taxonomy", "stories"],
        "$defs": {"words": WORDS_SCHEMA},
    }


def _story(story: Story, settings: Settings) -> dict[str, Any]:
    plain = _plain(story, FrontMatter)
    for name in _INTERNAL:
        plain.pop(name, None)
    return plain | {
        "slug": story.slug,
        "kind": "video" if story.is_video else "article",
        "languages": list(story.languages),
        "addresses": {one: addresses.story(story.slug, one) for one in settings.languages},
        **({"permanent": addresses.permanent(story.id)} if story.id else {}),
        "stale": story.stale,
    }


def _plain(value: Any, cls: type) -> dict[str, Any]:
    """Return the declared fields of a record as JSON's types, without those that say nothing."""
    held = ((name, getattr(value, name)) for name in _names(cls))
    return {name: _value(one) for name, one in held if one is not None and one != ()}


@cache
def _names(cls: type) -> tuple[str, ...]:
    return tuple(one.name for one in fields(cls))


def _value(value: Any) -> Any:
    if isinstance(value, str | int):  # most are
        return value
    if isinstance(value, Words):
        return dict(value.by_language)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_value(one) for one in value]
    return _plain(value, type(value)) if is_dataclass(value) else value


def _json(content: Any) -> bytes:
    return (json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n").encode("utf-8")


def sitemap(site_url: str, frames: Iterable[Frame]) -> Data:
    """Return the sitemap of the pages that may be listed, each with its alternates."""
    link = Linker(site_url)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ]
    for here in sorted(frames, key=lambda frame: file_of(frame.address)):
        if not here.indexed or here.language not in dict(here.alternates):
            continue
        lines.append(f"<url><loc>{html.escape(link(here.address))}</loc>")
        lines += [
            f'<xhtml:link rel="alternate" hreflang="{language}" href="{html.escape(link(address))}"/>'
            for language, address in here.alternates
        ]
        lines.append("</url>")
    return Data("sitemap.xml", "\n".join([*lines, "</urlset>", ""]).encode("utf-8"))
