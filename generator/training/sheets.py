"""Courses in print: the hand-out for learners, without notes and right answers, and the facilitator's guide, with both.

In: a course and the catalog. Out: for each language that the course is written in a page that stands on its own, and its PDF where
there is a Press. They are worked out in a group, as codes and the text of a PDF take longer than all the rest of a course.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from typing import NamedTuple
from urllib.parse import urlsplit

from markupsafe import Markup

from generator.base.addresses import Linker, Target, file_of
from generator.base.cache import digest
from generator.base.languages import strings
from generator.base.outputs import Drawn, Group, Page
from generator.base.settings import Settings
from generator.content.catalog import Catalog
from generator.content.course import Course
from generator.content.story import Body
from generator.content.words import Said
from generator.page import addresses
from generator.page.links import targets
from generator.training.courses import Asked, CourseRecord, Step, course_record
from generator.training.press import Plate, Press

_OWN = "own:"
"""What the address of a photograph in a PDF begins with (see pdf.py)."""
_WIDEST = 1200
"""Pixels of a photograph in print: 17 cm at 180 dpi."""


class Code(NamedTuple):
    """A QR code in print."""

    drawing: Markup
    address: str
    """Where it leads to, as people type it: without the scheme."""


@dataclass(frozen=True, slots=True)
class SheetRecord:
    """All that a course prints in one language."""

    site: str
    """The site's name."""
    course: CourseRecord
    """For a hand-out without anything that tells a right answer."""
    is_guide: bool
    notes: Said | None
    """The facilitator's notes on the whole course; None in a hand-out, as are those on its lessons."""
    notes_of: tuple[Said | None, ...]
    """Notes on each of its lessons."""
    pdf: str
    """Name of the PDF that stands beside the page; empty where there is none."""
    codes: tuple[tuple[Code | None, ...], ...] = ()
    """For each lesson the code of each of its stories; None without the site's address, or an id."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet before its codes are drawn."""

    path: str
    record: SheetRecord
    body: Body
    targets: tuple[Target | None, ...]
    """Where the links of its text lead on the page."""
    printed: tuple[Target | None, ...]
    """Where they lead in the PDF."""
    plates: tuple[Plate, ...]
    """The photographs that the PDF shows."""


def handouts(course: Course, catalog: Catalog, settings: Settings, press: Press | None) -> Iterator[Group]:
    """Yield the hand-outs of a course, by language."""
    for language, body in _written(course, settings):
        record = SheetRecord(
            site=settings.site_name[language],
            course=without_answers(course_record(course, catalog, language)),
            is_guide=False,
            notes=None,
            notes_of=(None,) * len(course.modules),
            pdf=addresses.handout_file(course.slug, language) if press else "",
        )
        path = file_of(addresses.handout(course.slug, language))
        printed, plates = _printed(body, catalog, settings), _plates(body, catalog, settings)
        yield _group(_Sheet(path, record, body, targets(body, catalog), printed, plates), settings, press)


def guides(course: Course, catalog: Catalog, settings: Settings, press: Press | None) -> Iterator[Group]:
    """Yield the facilitator's guides to a course, by language, for the folder that learners do not see."""
    for language, body in _written(course, settings):
        record = SheetRecord(
            site=settings.site_name[language],
            course=course_record(course, catalog, language),
            is_guide=True,
            notes=course.notes.said_in(language) if course.notes else None,
            notes_of=tuple(one.notes.said_in(language) if one.notes else None for one in course.modules),
            pdf=guide_file(course.slug, language) if press else "",
        )
        printed, plates = _printed(body, catalog, settings), _plates(body, catalog, settings)
        # What is on the site is not beside the guide.
        beside = tuple(None if one and one.address.startswith(_OWN) else one for one in printed)
        path = guide_path(course.slug, language)
        yield _group(_Sheet(path, record, body, beside, printed, plates), settings, press)


def guide_path(slug: str, language: str) -> str:
    """Return the path of a guide's page below the folder of guides."""
    return file_of(f"{language}/{slug}/")


def guide_file(slug: str, language: str) -> str:
    """Return the name of a guide's PDF, which stands beside its page."""
    return f"{slug}.guide.{language}.pdf"


def without_answers(record: CourseRecord) -> CourseRecord:
    """Return a course whose questions tell nothing of what is right."""
    return replace(record, questions=tuple(map(_asked_only, record.questions)))


def _asked_only(asked: Asked) -> Asked:
    choices = tuple(one._replace(right=False, place=0) for one in asked.choices)
    return asked._replace(choices=choices, answer=False, accept=(), feedback=None)


def _written(course: Course, settings: Settings) -> Iterator[tuple[str, Body]]:
    for language in settings.languages:
        if body := course.body(language):
            yield language, body


def _printed(body: Body, catalog: Catalog, settings: Settings) -> tuple[Target | None, ...]:
    """Return where the links of a text lead from outside the site: by whole addresses, or nowhere where its own is not known.

    Its photographs are those of its plates; other pictures are left out.
    """
    link = Linker(settings.site_url)
    plates = {one.name for one in _plates(body, catalog, settings)}

    def whole(target: Target | None) -> Target | None:
        if target is None or not target.inside or (not target.address and target.anchor):
            return target
        return Target(link.to(target), inside=False) if settings.site_url else None

    def shown(number: int) -> Target | None:
        return Target(f"{_OWN}{number}", inside=False) if str(number) in plates else None

    return tuple(
        shown(number) if one.picture else whole(target)
        for number, (target, one) in enumerate(zip(targets(body, catalog), body.links, strict=True))
    )


def _plates(body: Body, catalog: Catalog, settings: Settings) -> tuple[Plate, ...]:
    """Return the photographs that a text shows, each named by the number of its link."""
    return tuple(
        Plate(str(number), settings.stories_dir / link.target, held.content, width, held.kind)
        for number, link in enumerate(body.links)
        if link.picture and link.kind == "file" and not catalog.hides(link.target)
        if (held := catalog.pictures.get(link.target)) and held.widths
        for width in (min(held.widths[-1], _WIDEST),)
    )


def _group(sheet: _Sheet, settings: Settings, press: Press | None) -> Group:
    key = digest(
        "sheet",
        sheet.path,
        repr(sheet.record),
        sheet.body.key,
        repr(sheet.targets),
        repr(sheet.printed),
        repr(sheet.plates),
        settings.site_url,
        press.key if press else "",
    )
    return Group(key, partial(_made, sheet, settings.site_url, press))


def _made(sheet: _Sheet, site_url: str, press: Press | None) -> Iterator[Page | Drawn]:
    """Return a sheet as a page, and as a PDF."""
    language = sheet.body.language
    page = Page(
        path=sheet.path,
        template="sheet",
        record=replace(sheet.record, codes=_codes(sheet.record.course, site_url, language)),
        text=sheet.body.key,
        targets=sheet.targets,
        language=language,
    )
    yield page
    if press:
        path = f"{sheet.path.removesuffix('index.html')}{sheet.record.pdf}"
        yield press.pdf(path, replace(page, targets=sheet.printed), sheet.plates)


def _codes(course: CourseRecord, site_url: str, language: str) -> tuple[tuple[Code | None, ...], ...]:
    return tuple(tuple(_code(step, site_url, language) for step in lesson.steps) for lesson in course.lessons)


def _code(step: Step, site_url: str, language: str) -> Code | None:
    if not site_url or not step.permanent:
        return None
    address = Linker(site_url)(step.lasting, step.anchor)
    drawn = import_module("generator.page.codes").code_inline(
        address, strings(language)("training.code", title=step.card.title.text)
    )
    return Code(Markup(drawn), address.removeprefix(f"{urlsplit(address).scheme}://"))  # noqa: S704 - escaped by segno
