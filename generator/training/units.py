"""What a learner opens in an LMS as one thing: a module of a course, its knowledge check, or a story, each a page of its own.

In: a course or a story and the catalog. Out: Units, in order. A page asks for its pictures, films and bundles as any page of the site does,
by address; links to pages of the site lead to where it stands, or stay as words. Packaging them is not done here.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
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
_SLIP = 1e-6
"""Of points, as the page of a unit forgives it (overrides/script/lms/7-unit.js)."""


class Picture(NamedTuple):
    """A story's photograph."""

    shown: Shown
    alt: Said | None
    credit: Said | None


class Scene(NamedTuple):
    """A step of a unit: a story, or a part of its film, with all that is shown of it."""

    number: int
    """Its place on the page, from 1."""
    step: Step
    id: str
    """IRI of its film."""
    film: FilmRecord | None
    picture: Picture | None
    """None where there is a film, and for a drawn cover."""
    text: int | None
    """Place of its article among the page's texts; None where a step before has it and this one's film is what counts."""
    text_language: str
    audience: str


class Chapter(NamedTuple):
    """What a unit shows of one module; of a story, the story."""

    lesson: Lesson | None
    number: int | None
    """Its place in the course, from 1; None of a story."""
    scenes: tuple[Scene, ...]


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
    """`module`, `check`, `story`, or `course` for all of it as one."""
    title: Said
    over: Said | None
    """Title of the course."""
    number: int | None
    count: int | None
    """Its place among the modules of its course, from 1, and how many there are; None where it is none."""
    about: CourseRecord | None
    """What introduces the course: on its first module, and on all of it as one."""
    check: CourseRecord | None
    """Whose questions are asked here."""
    chapters: tuple[Chapter, ...]
    watched: int
    """Per cent of each film."""
    needs_check: bool
    """Whether its check has to be passed, rather than answered."""
    text_language: str
    """Language of the course's own text."""

    @property
    def scenes(self) -> tuple[Scene, ...]:
        """Return all its steps."""
        return tuple(scene for chapter in self.chapters for scene in chapter.scenes)


@dataclass(frozen=True, slots=True)
class Unit:
    """What a learner opens in an LMS as one thing: a module of a course, its knowledge check, or a story."""

    name: str
    """ASCII; names its page and its identifiers: `module-1`, `check`, `story`, `course`."""
    title: Words
    """In all the languages it is written in."""
    page: Page
    mastery: float
    """Share of the points to be had that passes, 0 to 1, rounded down to two digits, or to four where two would let fewer points pass; 0
    where nothing has to be passed."""
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
    return (*modules, *_check_units(course, record, catalog, settings, language, runtime))


def story_units(
    story: Story, catalog: Catalog, settings: Settings, language: str, runtime: str
) -> tuple[Unit, ...]:
    """Return a story as a unit, alone in a tuple, in a language or else in the one that it is written in."""
    texts = _Texts(catalog, settings, language)
    chapter = Chapter(None, None, texts.scenes((Part(story=story.slug),)))
    record = UnitRecord(
        runtime=runtime,
        activity=activity_of(story, settings),
        key=f"story/{story.id or story.slug}",
        kind="story",
        title=story.title.said_in(language),
        over=None,
        number=None,
        count=None,
        about=None,
        check=None,
        chapters=(chapter,),
        watched=Completion().watched,
        needs_check=False,
        text_language=language,
    )
    return (Unit("story", story.title, texts.page("story", record), 0.0, _seconds(record)),)


def whole_units(
    course: Course, catalog: Catalog, settings: Settings, language: str, runtime: str
) -> tuple[Unit, ...]:
    """Return all of a course as one unit, alone in a tuple, for an LMS that remembers one thing only.

    It names no score that passes: an LMS would go by the check alone, and take no notice of what is still to be watched.
    """
    texts = _Texts(catalog, settings, language)
    record = course_record(course, catalog, language)
    made = replace(
        _of_course(course, record, settings, language, runtime, "course"),
        title=record.title,
        over=None,
        about=record,
        check=record if course.check else None,
        chapters=tuple(
            Chapter(lesson, number, texts.scenes(module.stories))
            for number, (lesson, module) in enumerate(zip(record.lessons, course.modules, strict=True), 1)
        ),
    )
    page = texts.page("course", made, course.body_shown(language))
    return (Unit("course", course.title, page, 0.0, _seconds(made)),)


def _of_course(
    course: Course, record: CourseRecord, settings: Settings, language: str, runtime: str, name: str
) -> UnitRecord:
    """Return what the units of a course have in common."""
    return UnitRecord(
        runtime=runtime,
        activity=f"{activity_of(course, settings)}#{name}",
        key=course.slug,
        kind=name.partition("-")[0],
        title=record.title,
        over=record.title,
        number=None,
        count=None,
        about=None,
        check=None,
        chapters=(),
        watched=record.watched,
        needs_check=record.needs_check,
        text_language=course.body_shown(language).language,
    )


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
    texts = _Texts(catalog, settings, language)
    name, is_first = f"module-{number}", number == 1
    made = replace(
        _of_course(course, record, settings, language, runtime, name),
        title=module.title.said_in(language),
        number=number,
        count=len(course.modules),
        about=record if is_first else None,
        chapters=(Chapter(record.lessons[number - 1], number, texts.scenes(module.stories)),),
    )
    body = course.body_shown(language)
    page = texts.page(name, made, body if is_first else None)
    return Unit(name, module.title, page, 0.0, _seconds(made))


def _check_units(
    course: Course, record: CourseRecord, catalog: Catalog, settings: Settings, language: str, runtime: str
) -> tuple[Unit, ...]:
    if not course.check:
        return ()
    made = replace(
        _of_course(course, record, settings, language, runtime, "check"),
        title=Said(strings(language)("training.check"), language),
        check=record,
        text_language=language,
    )
    title = Words(tuple((one, strings(one)("training.check")) for one in settings.languages))
    mastery = mastery_of(course.check.pass_mark, course.check.points or 1) if record.needs_check else 0.0
    page = _Texts(catalog, settings, language).page("check", made)
    return (Unit("check", title, page, mastery, _seconds(made)),)


def mastery_of(pass_mark: int, points: int) -> float:
    """Return the share that passes, in as few digits as tell it: there are systems that keep two, and hold what is sent against them."""
    shares = (math.floor(pass_mark * whole / points) / whole for whole in (100, 10_000))
    coarse, fine = shares
    return coarse if math.ceil(coarse * points - _SLIP) == pass_mark else fine


_Text = tuple[str, tuple[Target | None, ...]]
"""Key of a text, and where its links lead."""


@dataclass(slots=True)
class _Texts:
    """The texts of a page while it is put together: each story's article once, and again where a later step is done by reading it."""

    catalog: Catalog
    settings: Settings
    language: str
    found: list[_Text] = field(default_factory=list)
    shown: set[str] = field(default_factory=set)
    """Folder names of the stories whose article is among them."""
    count: int = 0
    """Scenes so far."""

    def scenes(self, parts: Iterable[Part]) -> tuple[Scene, ...]:
        """Return the steps of a module, and take their articles."""
        return tuple(map(self._scene, parts))

    def _scene(self, part: Part) -> Scene:
        story = self.catalog.find(part.story)
        assert story  # courses whose stories are not all there are not shown
        body = story.body_shown(self.language)
        step = step_of(part, self.catalog, self.language)
        place = None
        if story.slug not in self.shown or not (step.is_filmed or step.is_part):
            place = len(self.found)
            self.found.append(_text(body, self.catalog, self.settings))
            self.shown.add(story.slug)
        self.count += 1
        return Scene(
            self.count,
            step,
            f"{activity_of(story, self.settings)}#film",
            film_record(story, self.catalog, self.language),
            _picture(story, self.catalog, self.language),
            place,
            body.language,
            story.audience,
        )

    def page(self, name: str, record: UnitRecord, body: Body | None = None) -> Page:
        """Return the page of a unit, with the articles that were taken, and with a course's own text."""
        text = _text(body, self.catalog, self.settings) if body else ("", ())
        return Page(
            path=f"{name}.html",
            template="unit",
            record=record,
            language=self.language,
            text=text[0],
            targets=text[1],
            texts=tuple(self.found),
            asks_anywhere=record.runtime == "cmi5",
            media_from=self.settings.site_url,
        )


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


def _seconds(unit: UnitRecord) -> int:
    """Return how long a unit takes: films to watch, articles to read, questions to answer."""
    asked = len(unit.check.questions) if unit.check else 0
    return _ANSWERING * asked + sum(
        round(one.step.end - one.step.start)
        if (one.step.is_filmed or one.step.is_part) and one.step.end
        else one.step.reading
        for one in unit.scenes
    )
