"""The pages of courses that learners see: each course in each language, and their list.

What a page needs to mark answers and to know what was seen is printed with it; the device keeps it (overrides/script/learning/, overrides/script/training/).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from generator.base.addresses import file_of
from generator.base.cache import digest
from generator.base.outputs import Page
from generator.base.settings import Settings
from generator.content.catalog import Catalog
from generator.content.course import Course, Line, Module, Part, Question, accepted
from generator.content.lessons import reading_seconds, stretch_of
from generator.content.showing import showing_of
from generator.content.words import Said, Words
from generator.page import addresses
from generator.page.cards import Card, card
from generator.page.courses import course_frame, list_frame
from generator.page.links import targets
from generator.page.notices import NoticeRecord, notice_page


class Step(NamedTuple):
    """A story of a module, and what has to be seen of it."""

    card: Card
    key: str
    """Name under which the device remembers what was seen of the story."""
    start: float
    end: float
    """Seconds of the film to watch; the end is 0 where its length is not known, and where there is nothing to watch."""
    is_part: bool
    """Whether that is a part of the film rather than all of it."""
    chapter: Said | None
    is_filmed: bool
    """Whether there is a film that is more than its article, so that to read is not enough."""
    has_film: bool
    reading: int
    """Seconds that the article takes to read."""
    permanent: str
    """Address that leads to the story for ever; empty for one without an id."""

    @property
    def anchor(self) -> str:
        """Return what leads to the part of the film that is meant, such as `t=12,40`; empty where all of it is."""
        return moment_of(self.start, self.end) if self.is_part else ""

    @property
    def lasting(self) -> str:
        """Return the address to print and to lead to from elsewhere.

        The moments of a clip are those of one language, which the permanent address does not tell.
        """
        return self.card.address if self.is_part and not self.is_filmed else self.permanent


def moment_of(start: float, end: float) -> str:
    """Return what leads to a stretch of a film, in seconds; its end is 0 where that is not known (Media Fragments URI 1.0, 4.2.1)."""
    return f"t={start:.10g},{end:.10g}" if end else f"t={start:.10g}"


class Choice(NamedTuple):
    """Something to choose, or to put in order."""

    text: Said
    right: bool
    place: int
    """Its place in the right order, from 1."""


class Asked(NamedTuple):
    """A question of the knowledge check."""

    kind: str
    text: Said
    choices: tuple[Choice, ...]
    """For `order` mixed; else as written."""
    answer: bool
    accept: tuple[str, ...]
    feedback: Said | None
    points: int

    @property
    def in_order(self) -> tuple[Choice, ...]:
        """Return the choices in the right order."""
        return tuple(sorted(self.choices, key=lambda one: one.place))


class Lesson(NamedTuple):
    """A module."""

    title: Said
    text: Said | None
    steps: tuple[Step, ...]
    discussion: tuple[Said, ...]
    reflection: Said | None


@dataclass(frozen=True, slots=True)
class CourseRecord:
    """All that the page of a course prints in one language."""

    key: str
    """Name under which the device remembers how far its learner came."""
    title: Said
    summary: Said
    audience: Said
    objectives: tuple[Said, ...]
    minutes: int
    competency: Said | None
    lessons: tuple[Lesson, ...]
    questions: tuple[Asked, ...]
    pass_mark: int
    points: int
    watched: int
    """Per cent of each film."""
    needs_check: bool
    text_language: str
    only_in: str
    """The one language that it is written in, where that is not the page's; else empty."""
    is_stale: bool
    source_address: str
    handout: str
    """Address of what learners print: in the page's language, or else in the one that the course is written in first."""
    handout_pdf: str
    """Address of that as a PDF; empty where there is none."""
    is_draft: bool


class CourseEntry(NamedTuple):
    """A course in their list."""

    key: str
    title: Said
    summary: Said
    audience: Said
    minutes: int
    modules: int
    address: str
    covers: tuple[Card, ...]
    """Its first stories, for their covers."""
    is_draft: bool


@dataclass(frozen=True, slots=True)
class CoursesRecord:
    """The list of courses."""

    courses: tuple[CourseEntry, ...]


def list_page(catalog: Catalog, settings: Settings, language: str) -> Page:
    """Return the list of courses in a language."""
    here = list_frame(settings, language)
    entries = tuple(_entry(course, catalog, language) for course in catalog.courses)
    return Page(path=file_of(here.address), template="courses", record=CoursesRecord(entries), frame=here)


def _entry(course: Course, catalog: Catalog, language: str) -> CourseEntry:
    stories = dict.fromkeys(part.story for _, part in course.parts)
    found = [story for name in stories if (story := catalog.find(name))]
    return CourseEntry(
        key=course.slug,
        title=course.title.said_in(language),
        summary=course.summary.said_in(language),
        audience=course.audience.said_in(language),
        minutes=course.minutes,
        modules=len(course.modules),
        address=addresses.course(course.slug, language),
        covers=tuple(card(story, catalog, language) for story in found[:3]),
        is_draft=course.status != "published",
    )


def gone_page(course: Course, settings: Settings, language: str) -> Page:
    """Return the notice that stands where a course was shown until one of its stories went."""
    leads = tuple((one, addresses.course("", one)) for one in settings.languages)
    record = NoticeRecord("course", None, leads, "")
    return notice_page(record, settings, language, partial(addresses.course, course.slug), "training")


def course_page(course: Course, catalog: Catalog, settings: Settings, language: str) -> Page:
    """Return the page of a course in a language; one that it is not written in shows the source's words."""
    body = course.body_shown(language)
    here = course_frame(course, settings, language)
    return Page(
        path=file_of(here.address),
        template="course",
        record=course_record(course, catalog, language),
        frame=here,
        text=body.key,
        targets=targets(body, catalog),
    )


def course_record(course: Course, catalog: Catalog, language: str) -> CourseRecord:
    """Return all that a course shows in a language."""
    source = course.languages[0]
    body = course.body_shown(language)
    check = course.check
    handout, file = (of(course.slug, body.language) for of in (addresses.handout, addresses.handout_file))
    return CourseRecord(
        key=course.slug,
        title=course.title.said_in(language),
        summary=course.summary.said_in(language),
        audience=course.audience.said_in(language),
        objectives=_lines(course.objectives, language),
        minutes=course.minutes,
        competency=_said(course.competency, language),
        lessons=tuple(_lesson(module, catalog, language) for module in course.modules),
        questions=tuple(_asked(question, language) for question in check.questions) if check else (),
        pass_mark=check.pass_mark if check else 0,
        points=check.points if check else 0,
        watched=course.rule.watched,
        needs_check=course.rule.check and check is not None,
        text_language=body.language,
        only_in="" if language in course.languages else source,
        is_stale=language != source and course.stale,
        source_address=addresses.course(course.slug, source),
        handout=handout,
        handout_pdf=f"{handout}{file}" if catalog.print_faces else "",
        is_draft=course.status != "published",
    )


def _said(words: Words | None, language: str) -> Said | None:
    return words.said_in(language) if words else None


def _lines(lines: tuple[Line, ...], language: str) -> tuple[Said, ...]:
    return tuple(line.text.said_in(language) for line in lines)


def _lesson(module: Module, catalog: Catalog, language: str) -> Lesson:
    return Lesson(
        module.title.said_in(language),
        _said(module.text, language),
        tuple(step_of(part, catalog, language) for part in module.stories),
        _lines(module.discussion, language),
        _said(module.reflection, language),
    )


def step_of(part: Part, catalog: Catalog, language: str) -> Step:
    """Return what has to be seen of a story."""
    story = catalog.find(part.story)
    assert story  # courses whose stories are not all there are not shown
    showing, source = showing_of(story, catalog, language), showing_of(story, catalog, catalog.source)
    start, end = stretch_of(part, source, showing) if showing and source else (0.0, 0.0)
    chapter = None
    if part.chapter and showing:
        chapter = next(
            (one.title.said_in(language) for one in showing.chapters_in(language) if one.start == start), None
        )
    return Step(
        card=card(story, catalog, language),
        key=story.id or story.slug,
        start=start,
        end=end,
        is_part=showing is not None
        and (part.chapter is not None or part.from_ is not None or part.to is not None),
        chapter=chapter,
        is_filmed=showing is not None and not showing.is_clip,
        has_film=showing is not None,
        reading=reading_seconds(story, language),
        permanent=addresses.permanent(story.id) if story.id else "",
    )


def _asked(question: Question, language: str) -> Asked:
    choices = [
        Choice(one.text.said_in(language), one.right, place)
        for place, one in enumerate(question.choices, start=1)
    ]
    if question.kind == "order":
        choices = mixed(choices)
    return Asked(
        kind=question.kind,
        text=question.ask.said_in(language),
        choices=tuple(choices),
        answer=bool(question.answer),
        accept=accepted(question.accept.said_in(language).text) if question.accept else (),
        feedback=_said(question.feedback, language),
        points=question.points,
    )


def mixed(choices: list[Choice]) -> list[Choice]:
    """Return choices in another order than the right one, the same in every build."""
    found = sorted(choices, key=lambda one: digest("mixed", one.text.text))
    return found if found != choices else [*found[1:], found[0]]
