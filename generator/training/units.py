"""What a learner opens in an LMS as one thing: a module of a course, its knowledge check, or a story."""

from __future__ import annotations

from dataclasses import dataclass

from generator.base.outputs import Page
from generator.base.settings import Settings
from generator.content.catalog import Catalog
from generator.content.course import Course
from generator.content.story import Story
from generator.content.words import Said, Words
from generator.page.films import FilmRecord, film_record


@dataclass(frozen=True, slots=True)
class Unit:
    """A page of a package that an LMS opens and tracks by itself."""

    name: str
    """ASCII; names its page and its identifiers: `module-1`, `check`, `story`."""
    title: Words
    page: Page
    mastery: float
    """Share of the points to be had that passes, 0 to 1; 0 where nothing is marked."""
    seconds: int
    """How long it takes."""


@dataclass(frozen=True, slots=True)
class UnitRecord:
    """All that the page of a unit prints."""

    title: Said
    films: tuple[FilmRecord, ...]


def course_units(
    course: Course, catalog: Catalog, settings: Settings, language: str, runtime: str
) -> tuple[Unit, ...]:
    """Return the units of a course."""
    units = []
    for number, module in enumerate(course.modules, start=1):
        stories = [story for part in module.stories if (story := catalog.find(part.story))]
        films = tuple(film for story in stories if (film := film_record(story, catalog, language)))
        page = Page(
            f"module-{number}.html",
            "unit",
            UnitRecord(module.title.said_in(language), films),
            language=language,
        )
        units.append(Unit(f"module-{number}", module.title, page, 0.0, 60))
    return tuple(units)


def story_units(
    story: Story, catalog: Catalog, settings: Settings, language: str, runtime: str
) -> tuple[Unit, ...]:
    """Return the one unit of a story."""
    film = film_record(story, catalog, language)
    record = UnitRecord(story.title.said_in(language), (film,) if film else ())
    return (Unit("story", story.title, Page("story.html", "unit", record, language=language), 0.0, 60),)
