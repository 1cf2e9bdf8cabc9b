"""What a Common Cartridge tells of a course or story: its parts, where on the site each story is seen, what is asked and discussed.

In: a course or story, the catalog, a language. Out: an Outline, from which manifest, pages and files are written. Notes for
facilitators are not in it.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any, NamedTuple

from generator.base.addresses import Linker, Target
from generator.base.languages import Strings, strings
from generator.base.settings import Settings
from generator.base.times import clock
from generator.content.catalog import Catalog
from generator.content.course import Course
from generator.content.showing import showing_of
from generator.content.story import Story
from generator.content.words import Said, Words
from generator.page import addresses
from generator.page.links import targets
from generator.training.courses import Asked, CourseRecord, Lesson, Step, course_record, moment_of
from generator.training.packages.contents import unmistakable


class Lead(NamedTuple):
    """A link to a story on the site, or to a part of its film."""

    title: Said
    part: str
    """Which part, in words; empty for all of it."""
    address: str
    """A whole one."""

    @property
    def label(self) -> str:
        """Return title and part as one text."""
        return f"{self.title.text} ({self.part})" if self.part else self.title.text


class Section(NamedTuple):
    """A module of a course, or a story."""

    title: Said
    text: Said | None
    leads: tuple[Lead, ...]
    discussion: tuple[Said, ...] = ()
    reflection: Said | None = None


class Outline(NamedTuple):
    """All that a cartridge tells in one language."""

    language: str
    title: Words
    summary: Words
    sections: tuple[Section, ...]
    course: CourseRecord | None = None
    """None for a story."""
    text: str = ""
    """Key of the text on a course."""
    targets: tuple[Target | None, ...] = ()
    """Where the links of that text lead."""

    @property
    def questions(self) -> tuple[Asked, ...]:
        """Return the questions of the knowledge check."""
        return self.course.questions if self.course else ()

    @property
    def as_html(self) -> Outline:
        """Return it with texts that read the same as HTML; what is taken for an answer stays as it is."""
        told: Outline = _unmistakable(self)
        return told


def _unmistakable(value: Any) -> Any:
    match value:
        case Said():
            return value._replace(text=unmistakable(value.text))
        case Words():
            return Words(tuple((code, unmistakable(text)) for code, text in value.by_language))
        case Lead():
            return value._replace(title=_unmistakable(value.title), part=unmistakable(value.part))
        case tuple():
            held = map(_unmistakable, value)
            return type(value)(*held) if hasattr(value, "_fields") else tuple(held)
        case _ if is_dataclass(value) and not isinstance(value, type):
            return replace(
                value, **{one.name: _unmistakable(getattr(value, one.name)) for one in fields(value)}
            )
        case _:
            return value


def course_outline(course: Course, catalog: Catalog, settings: Settings, language: str) -> Outline:
    """Return what a cartridge tells of a course."""
    record = course_record(course, catalog, language)
    body = course.body_shown(language)
    return Outline(
        language,
        course.title,
        course.summary,
        tuple(_section(lesson, settings, language) for lesson in record.lessons),
        record,
        body.key,
        targets(body, catalog),
    )


def _section(lesson: Lesson, settings: Settings, language: str) -> Section:
    leads = tuple(_lead(step, settings, language) for step in lesson.steps)
    return Section(lesson.title, lesson.text, leads, lesson.discussion, lesson.reflection)


def _lead(step: Step, settings: Settings, language: str) -> Lead:
    part = _part(step, strings(language)) if step.is_part else ""
    return Lead(step.card.title, part, Linker(settings.site_url)(step.lasting, step.anchor))


def _part(step: Step, t: Strings) -> str:
    if step.chapter:
        return t("training.chapter", title=step.chapter.text)
    if step.end:
        return t("training.part", start=clock(step.start), end=clock(step.end))
    return t("training.part_open", start=clock(step.start))


def story_outline(story: Story, catalog: Catalog, settings: Settings, language: str) -> Outline:
    """Return what a cartridge tells of a story: where it is seen, and each of its chapters."""
    t, title = strings(language), story.title.said_in(language)
    showing = showing_of(story, catalog, language)
    assert story.id  # what is published has one
    link, permanent = Linker(settings.site_url), addresses.permanent(story.id)
    # The moments of a clip are those of one language, which the permanent address does not tell.
    lasting = addresses.story(story.slug, language) if showing and showing.is_clip else permanent
    whole = Lead(title, "", link(permanent))
    chapters = tuple(
        Lead(
            title,
            t("training.chapter", title=one.title.said_in(language).text),
            link(lasting, moment_of(one.start, one.end)),
        )
        for one in (showing.chapters_in(language) if showing else ())
    )
    section = Section(title, None, (whole, *chapters))
    return Outline(language, story.title, story.summary, (section,))
