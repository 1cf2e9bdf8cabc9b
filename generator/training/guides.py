"""Guides for facilitators: a course with all its notes, questions and right answers on one page that stands on its own.

Each is a page for the folder of guides beside the site. Where the site's address is known, stories are links; else they are named.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.base.addresses import file_of
from generator.base.outputs import Page
from generator.content.catalog import Catalog
from generator.content.course import Course
from generator.content.words import Said
from generator.page.links import targets
from generator.training.courses import CourseRecord, course_record


@dataclass(frozen=True, slots=True)
class GuideRecord:
    """All that a guide prints in one language."""

    course: CourseRecord
    notes: Said | None
    """Notes on the whole course."""
    notes_of: tuple[Said | None, ...]
    """Notes on each of its lessons."""


def guide_page(course: Course, catalog: Catalog, language: str) -> Page:
    """Return the facilitator's guide to a course, in a language that it is written in."""
    body = course.body(language) or course.bodies[0]
    linked = zip(
        targets(body, catalog), body.links, strict=True
    )  # what is on the site is not beside the guide
    record = GuideRecord(
        course=course_record(course, catalog, language),
        notes=course.notes.said_in(language) if course.notes else None,
        notes_of=tuple(one.notes.said_in(language) if one.notes else None for one in course.modules),
    )
    return Page(
        path=file_of(f"{language}/{course.slug}/"),
        template="guide",
        record=record,
        text=body.key,
        targets=tuple(one if link.kind in ("outside", "anchor") else None for one, link in linked),
        language=language,
    )
