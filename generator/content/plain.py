"""Records as data for other programs: the types of JSON, without what says nothing."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from generator.content.scenes import Scenes
from generator.content.words import Words

INTERNAL = ("approved_by", "approved_on", "package", "translated_from")
"""Fields of front matter that no page shows."""


def plain(value: Any, cls: type) -> dict[str, Any]:
    """Return the fields of a record that `cls` declares, as JSON's types."""
    held = ((name, getattr(value, name)) for name in _names(cls))
    return {name: _value(one) for name, one in held if one is not None and one != ()}


def as_json(content: Any) -> str:
    """Return data as JSON (RFC 8259) on one line."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


@cache
def _names(cls: type) -> tuple[str, ...]:
    return tuple(one.name for one in fields(cls) if one.name not in INTERNAL)


def _value(value: Any) -> Any:
    if isinstance(value, str | int):  # most are
        return value
    if isinstance(value, Words):
        return dict(value.by_language)
    if isinstance(value, Scenes):
        return {code: [_scene(*scene) for scene in scenes] for code, scenes in value.by_language}
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_value(one) for one in value]
    return plain(value, type(value)) if is_dataclass(value) else value


def _scene(text: str, chapter: str) -> dict[str, str]:
    return {"text": text, "chapter": chapter} if chapter else {"text": text}
