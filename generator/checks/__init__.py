"""The wing of checks: the catalog → what is wrong between stories, and with what they show, as Problems. Touches no disk."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from generator.base.problems import Problem, problem
from generator.base.settings import Settings
from generator.checks.clips import find_clip_problems
from generator.checks.courses import find_course_problems
from generator.checks.showing import find_showing_problems
from generator.checks.stories import find_story_problems
from generator.content.catalog import Catalog
from generator.content.films import can_open
from generator.content.showing import films_named
from generator.content.story import Story


def find_problems(catalog: Catalog, settings: Settings, reserved: Collection[str]) -> Iterator[Problem]:
    """Find all that only shows when stories are together; `reserved` are names of pages that the site itself makes."""
    yield from find_story_problems(catalog, reserved)
    yield from find_course_problems(catalog)
    for story in (*catalog.everything, *(one for one in catalog.unread if isinstance(one, Story))):
        if story.video:
            yield from find_showing_problems(story, catalog, settings.languages)
        if story.clip and not catalog.is_unread(story):
            yield from find_clip_problems(story, catalog)
    first = next((story for story in catalog.everything if films_named(story)), None)
    if first and not can_open():
        yield problem(first.place("video"), "media-not-installed")
