"""What pages of several wings know of courses: their frames, and the box on a story that leads to the courses that use it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.base.languages import strings
from generator.base.outputs import Frame
from generator.base.settings import Settings
from generator.content.catalog import Catalog
from generator.content.course import Course
from generator.content.lessons import reading_seconds
from generator.content.story import Story
from generator.content.words import Said
from generator.page import addresses
from generator.page.frames import frame, plain_frame


class CourseBox(NamedTuple):
    """A course that uses a story, as the story's page shows it."""

    title: Said
    minutes: int
    address: str
    story: str
    """Name under which the device remembers what was seen of the story."""
    reading: int
    """Seconds that the story takes to read."""


def course_boxes(story: Story, catalog: Catalog, language: str) -> tuple[CourseBox, ...]:
    """Return the courses that use a story, for its page in this language."""
    return tuple(
        CourseBox(
            one.title.said_in(language),
            one.minutes,
            addresses.course(one.slug, language),
            story.id or story.slug,
            reading_seconds(story, language),
        )
        for one in catalog.courses_of.get(story.slug, ())
    )


def course_frame(course: Course, settings: Settings, language: str) -> Frame:
    """Return the frame of a course's page."""
    return frame(
        settings,
        language,
        course.title.said_in(language),
        course.summary.said_in(language),
        lambda one: addresses.course(course.slug, one),
        written_in=course.languages,
        section="training",
        is_article=True,
        indexed=course.status == "published" and language in course.languages,
    )


def list_frame(settings: Settings, language: str) -> Frame:
    """Return the frame of the list of courses."""
    t = strings(language)
    return plain_frame(
        settings,
        language,
        t("training.title"),
        t("training.text"),
        lambda one: addresses.course("", one),
        section="training",
    )


def course_frames(catalog: Catalog, settings: Settings) -> Iterator[Frame]:
    """Yield the frames of all pages about courses that search engines may list."""
    for language in settings.languages if catalog.courses else ():
        yield list_frame(settings, language)
        for course in catalog.courses:
            here = course_frame(course, settings, language)
            if here.indexed:
                yield here
