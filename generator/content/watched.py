"""The most watched stories: which were opened and watched most in the days before the one that the site is built for.

In: the catalog. Out: stories in order, and over how many days. No number leaves here, and no story that few have seen.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from generator.content.catalog import Catalog
from generator.content.story import Story
from generator.content.views import name_of, views_of

PERIODS = (30, 90)
"""Days that are looked back upon: the shorter period, or the longer where that shows too few stories."""
ENOUGH = 3
"""Stories that make the shorter period worth showing."""

MOST = 24
"""Stories that are called most watched, at most."""


@dataclass(frozen=True, slots=True)
class MostWatched:
    """The stories seen most, and when."""

    days: int
    """How many days up to the day of the site, that day among them."""
    stories: tuple[Story, ...]
    """Those seen often enough, the one seen most first."""


def most_watched(catalog: Catalog, at_least: int) -> MostWatched:
    """Return the stories shown that were seen `at_least` so often; of two seen as often, the newer first."""
    found = MostWatched(PERIODS[0], ())
    for days in PERIODS:
        first = catalog.day - dt.timedelta(days - 1)
        often = _often(catalog, views_of(catalog.views.between(first, catalog.day)), at_least)
        if len(often) > len(found.stories):
            found = MostWatched(days, often)
        if len(often) >= ENOUGH:
            break
    return found


def most_watched_in(month: str, catalog: Catalog, at_least: int) -> tuple[Story, ...]:
    """Return the stories shown that were seen `at_least` so often in a month, as `2026-11`, in the same order."""
    return _often(catalog, views_of(catalog.views.in_month(month)), at_least)


def _often(catalog: Catalog, seen: Mapping[str, int], at_least: int) -> tuple[Story, ...]:
    often = [story for story in catalog.stories if seen.get(name_of(story), 0) >= at_least]
    return tuple(sorted(often, key=lambda story: -seen[name_of(story)])[:MOST])
