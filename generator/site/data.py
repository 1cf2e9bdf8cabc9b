"""The catalog as data: stories.json with its schema, and the sitemap.

stories.json holds every field that a page shows, in all languages, for other programs on the intranet; the texts themselves
are left to the pages. The sitemap follows sitemaps.org 0.9, with alternates as xhtml:link.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from typing import Any

from generator.base.addresses import Linker, file_of
from generator.base.outputs import Data, Frame
from generator.base.settings import Settings
from generator.content.catalog import Catalog
from generator.content.front_matter import FrontMatter
from generator.content.plain import INTERNAL, as_json, plain
from generator.content.records import record_schema
from generator.content.showing import Showing, showing_of
from generator.content.story import Story
from generator.content.taxonomy import Prize, TermFields
from generator.content.words import WORDS_SCHEMA
from generator.page import addresses
from generator.page.films import poster_of

VERSION = 1
"""Raised when a program that reads stories.json would have to change."""


def data_outputs(catalog: Catalog, settings: Settings) -> Iterator[Data]:
    """Return the catalog as data, and its schema."""
    taxonomy = {
        name: {term.id: plain(term, TermFields) for term in terms.values()}
        for name, terms in sorted(catalog.taxonomy.terms.items())
    }
    head = {
        "$schema": "stories.schema.json",
        "version": VERSION,
        "languages": list(settings.languages),
        "taxonomy": taxonomy,
    }
    stories = ",".join(_story(story, catalog, settings) for story in catalog.stories)
    yield Data("stories.json", f'{as_json(head)[:-1]},"stories":[{stories}]}}\n'.encode())
    yield Data("stories.schema.json", f"{as_json(schema())}\n".encode())


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of stories.json."""
    story = record_schema(FrontMatter)
    for name in INTERNAL:
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
        "film": _film_schema(texts),
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


def _film_schema(texts: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "description": "볼 영상 / What there is to watch",
        "properties": {
            "seconds": {"type": "number", "description": "길이(초) / Length in seconds"},
            "width": {"type": "integer"},
            "height": {"type": "integer"},
            "poster": {
                "type": "string",
                "description": "그림의 주소(사이트 아래) / Address of its poster",
            },
            "captions": texts | {"description": "언어별 자막의 주소 / Address of captions by language"},
            "made_from_text": {
                "type": "boolean",
                "description": "글로 만든 영상인지 / Whether it was made from the text",
            },
        },
        "required": ["poster", "captions", "made_from_text"],
    }


def _story(story: Story, catalog: Catalog, settings: Settings) -> str:
    """Return a story as JSON; most of it was written when the story was read."""
    more = {
        "slug": story.slug,
        "kind": "video" if catalog.can_watch(story) else "article",
        "languages": list(story.languages),
        "addresses": {one: addresses.story(story.slug, one) for one in settings.languages},
        **({"permanent": addresses.permanent(story.id)} if story.id else {}),
        "stale": story.stale,
    }
    if showing := showing_of(story, catalog):
        more["film"] = _film(story, showing, catalog)
    return f"{story.data[:-1]},{as_json(more)[1:]}"


def _film(story: Story, showing: Showing, catalog: Catalog) -> dict[str, Any]:
    """Return what there is to watch of a story; what is not known is left out."""
    known = {"seconds": round(showing.seconds, 3)} if showing.seconds else {}
    film = showing.main.film
    size = {"width": film.width, "height": film.height} if film else {}
    captions = {
        one.language: addresses.words_of_film(story, "captions", one.language) for one in showing.captions
    }
    poster = poster_of(story, showing, catalog).address
    return {**known, **size, "poster": poster, "captions": captions, "made_from_text": showing.is_clip}


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
