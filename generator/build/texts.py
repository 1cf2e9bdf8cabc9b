"""The texts of stories, pages and courses as they were converted: read back from the cache by key."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from generator.base.cache import Cache, DamagedError


def texts_of(cache: Cache, keys: Iterable[str]) -> dict[str, Any]:
    """Return converted texts by key."""
    wanted = set(keys)
    found = cache.get_many("texts", sorted(wanted))
    if len(found) < len(wanted):
        raise DamagedError("a text is lost")
    return found


def html_of(cache: Cache, keys: Iterable[str]) -> dict[str, str]:
    """Return the safe HTML of texts by key."""
    return {key: text.html for key, text in texts_of(cache, keys).items()}
