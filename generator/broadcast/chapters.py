"""Chapters of a film as podcast players read them: JSON Chapters 1.2 of the podcast namespace."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from generator.base.markup import clean
from generator.content.plain import as_json
from generator.content.showing import Part


def chapters_json(parts: Iterable[Part], language: str) -> bytes:
    """Return the chapters, each titled in this language where it has such a title."""
    told = {"version": "1.2.0", "chapters": [_chapter(part, language) for part in parts]}
    return f"{as_json(told)}\n".encode()


def _chapter(part: Part, language: str) -> dict[str, Any]:
    """Return a chapter; times are in seconds."""
    end = {"endTime": _short(part.end)} if part.end > part.start else {}
    title = clean(part.title.said_in(language).text)
    return {"startTime": _short(part.start), **end, "title": title}


def _short(seconds: float) -> float:
    """Return seconds to the millisecond, whole ones without a fraction."""
    rounded = round(seconds, 3)
    return int(rounded) if rounded.is_integer() else rounded
