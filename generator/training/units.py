"""What a learner opens in an LMS as one thing: a module of a course, its knowledge check, or a story, each a page of its own.

In: a course or a story and the catalog. Out: Units, in order. A page asks for its pictures, films and bundles as any page of the site does,
by address; links to pages of the site lead to where it stands, or stay as words. Packaging them is not done here.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from generator.base.addresses import Linker, Target
from generator.base.languages import strings
from generator.base.outputs import Page
from generator.base.pictures import Shown
from generator.base.settings import Settings
from generator.content.catalog import Catalog
from generator.content.course import Completion, Course, Module, Part
from generator.content.showing import showing_of
from generator.content.story import Body, Story
from generator.content.words import Said, Words
from generator.page.films import FilmRecord, film_record
from generator.page.links import targets
from generator.page.pictures import shown_as
from generator.training.activities import activity_of
from generator.training.courses import CourseRecord, Lesson, Step, course_record, step_of

_ANSWERING = 60
"""Seconds that a question of a check takes."""


class Picture(NamedTuple):
    """A story's photograph."""

    shown: Shown
    alt: Said | None
    credit: Said | None


class Scene(NamedTuple):
    """A step of a unit: a story, or a part of its film, with all that is shown of it."""

    step: Step
    id: str
    """IRI of its film."""
    film: FilmRecord | None
    picture: Picture | None
    """None where there is a film, and for a drawn cover."""
    text: int
    """Place of its article among the page's texts; -1 where a step before it has it."""
    text_language: str
    audience: str


@dataclass(frozen=True, slots=True)
class UnitRecord:
    """All that the page of a unit prints in one language."""

    runtime: str
    """How it talks to the LMS: `scorm12`, `scorm2004` or `cmi5`."""
    activity: str
    """IRI of what is taught, for xAPI."""
    key: str
    """Name under which the device remembers what its learner writes."""
    kind: str
    """`module`, `check` or `story`."""
    title: Said
    over: Said | None
    """Title of the course."""
    number: int
    count: int
    """Its place among the modules of its course, from 1, and how many there are; 0 and 0 where it is none."""
    course: CourseRecord | None
    """What is told of the course; None but for its first module and its check."""
    lesson: Lesson | None
    scenes: tuple[Scene, ...]
    watched: int
    """Per cent of each film."""
    needs_check: bool
    """Whether its check has to be passed, rather than answered."""
    text_language: str
    """Language of the course's own text."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What a learner opens in an LMS as one thing: a module of a course, its knowledge check, or a story."""

    name: str
    """ASCII; names its page and its identifiers: `module-1`, `check`, `story`."""
    title: Words
    """In all the languages it is written in."""
    page: Page
    mastery: float
    """Share of the points to be had that passes, 0 to 1, rounded down to four digits; 0 where nothing has to be passed."""
    seconds: int
    """How long it takes."""


def course_units(
    course: Course, catalog: Catalog, settings: Settings, language: str, runtime: str
) -> tuple[Unit, ...]:
    """Return the modules of a course and then its check, in a language; what is not written in it is in the source's words."""
    record = course_record(course, catalog, language)
    modules = [
        _module_unit(number, course, record, catalog, settings, language, runtime)
        for number in range(1, len(course.modules) + 1)
    ]
    return (*modules, *_check_units(course, record, settings, language, runtime))


def story_units(
    story: Story, catalog: Catalog, settings: Settings, language: str, runtime: str
) -> tuple[Unit, ...]:
    """Return a story as a unit, alone in a tuple, in a language or else in the one that it is written in."""
    rule = Completion()
    scenes, texts = _scenes((Part(story=story.slug),), catalog, settings, language)
    record = UnitRecord(
        runtime=runtime,
        activity=activity_of(story, settings),
        key=f"story/{story.id or story.slug}",
        kind="story",
        title=story.title.said_in(language),
        over=None,
        number=0,
        count=0,
        course=None,
        lesson=None,
        scenes=scenes,
        watched=rule.watched,
        needs_check=False,
        text_language=language,
    )
    page = _page("story", record, texts, settings, language)
    return (Unit("story", story.title, page, 0.0, _seconds(scenes)),)


def _module_unit(
    number: int,
    course: Course,
    record: CourseRecord,
    catalog: Catalog,
    settings: Settings,
    language: str,
    runtime: str,
) -> Unit:
    module: Module = course.modules[number - 1]
    scenes, texts = _scenes(module.stories, catalog, settings, language)
    body = course.body(language) or course.bodies[0]
    name, is_first = f"module-{number}", number == 1
    made = UnitRecord(
        runtime=runtime,
        activity=f"{activity_of(course, settings)}#{name}",
        key=course.slug,
        kind="module",
        title=module.title.said_in(language),
        over=record.title,
        number=number,
        count=len(course.modules),
        course=record if is_first else None,
        lesson=record.lessons[number - 1],
        scenes=scenes,
        watched=record.watched,
        needs_check=False,
        text_language=body.language,
    )
    page = _page(name, made, texts, settings, language, _text(body, catalog, settings) if is_first else None)
    return Unit(name, module.title, page, 0.0, _seconds(scenes))


def _check_units(
    course: Course, record: CourseRecord, settings: Settings, language: str, runtime: str
) -> tuple[Unit, ...]:
    if not course.check:
        return ()
    said = strings(language)("training.check")
    made = UnitRecord(
        runtime=runtime,
        activity=f"{activity_of(course, settings)}#check",
        key=course.slug,
        kind="check",
        title=Said(said, language),
        over=record.title,
        number=0,
        count=0,
        course=record,
        lesson=None,
        scenes=(),
        watched=record.watched,
        needs_check=record.needs_check,
        text_language=language,
    )
    title = Words(tuple((one, strings(one)("training.check")) for one in settings.languages))
    share = course.check.pass_mark / (course.check.points or 1)
    mastery = math.floor(share * 10_000) / 10_000 if record.needs_check else 0.0
    page = _page("check", made, (), settings, language)
    return (Unit("check", title, page, mastery, _ANSWERING * len(course.check.questions)),)


_Text = tuple[str, tuple[Target | None, ...]]
"""Key of a text, and where its links lead."""


def _page(
    name: str,
    record: UnitRecord,
    texts: tuple[_Text, ...],
    settings: Settings,
    language: str,
    text: _Text | None = None,
) -> Page:
    return Page(
        path=f"{name}.html",
        template="unit",
        record=record,
        language=language,
        text=text[0] if text else "",
        targets=text[1] if text else (),
        texts=texts,
        asks_anywhere=record.runtime == "cmi5",
        media_from=settings.site_url,
    )


def _scenes(
    parts: Iterable[Part], catalog: Catalog, settings: Settings, language: str
) -> tuple[tuple[Scene, ...], tuple[_Text, ...]]:
    """Return the steps of a unit, and the articles that they show: each story's once."""
    scenes, texts = list[Scene](), dict[str, _Text]()
    for part in parts:
        story = catalog.find(part.story)
        assert story  # courses whose stories are not all there are not shown
        body = story.body(language) or story.bodies[0]
        place = -1 if story.slug in texts else len(texts)
        texts.setdefault(story.slug, _text(body, catalog, settings))
        scenes.append(
            Scene(
                step_of(part, catalog, language),
                f"{activity_of(story, settings)}#film",
                film_record(story, catalog, language),
                _picture(story, catalog, language),
                place,
                body.language,
                story.audience,
            )
        )
    return tuple(scenes), tuple(texts.values())


def _picture(story: Story, catalog: Catalog, language: str) -> Picture | None:
    image = story.image
    if not image or showing_of(story, catalog, language):
        return None
    return Picture(
        shown_as(f"{story.folder}/{image.file}", catalog),
        image.alt.said_in(language) if image.alt else None,
        image.credit.said_in(language) if image.credit else None,
    )


def _text(body: Body, catalog: Catalog, settings: Settings) -> _Text:
    """Return a text as a page in a package shows it: its pictures and files are in the package, pages of the site are where it stands."""
    links = zip(body.links, targets(body, catalog), strict=True)
    return body.key, tuple(
        _away(target, settings) if target and link.kind in ("page", "site") else target
        for link, target in links
    )


def _away(target: Target, settings: Settings) -> Target | None:
    if not settings.site_url:
        return None
    return Target(Linker(settings.site_url)(target.address, target.anchor), inside=False)


def _seconds(scenes: Iterable[Scene]) -> int:
    """Return how long steps take: a film to watch, or an article to read."""
    return sum(
        round(one.step.end - one.step.start)
        if (one.step.is_filmed or one.step.is_part) and one.step.end
        else one.step.reading
        for one in scenes
    )
