"""The folder of facilitators' guides, which learners must not see: the guides, and the page that lists them.

In: the catalog. Out: Outputs for a folder beside the site. Its index takes downloads too, such as a course packed for an LMS.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from generator.base.languages import NAMES
from generator.base.outputs import Data, Group, Output, Page
from generator.base.settings import Settings
from generator.base.tree import GUIDES_MARK
from generator.content.catalog import Catalog
from generator.content.course import Course
from generator.content.plain import as_json
from generator.content.story import Story
from generator.content.words import Said
from generator.training.press import Press
from generator.training.sheets import guide_file, guide_path, guides


class Download(NamedTuple):
    """A file of a course to hand on, such as a package for an LMS."""

    folder: str
    """Folder of the course or story that it holds, below the stories' folder."""
    language: str
    label: str
    """What it is, as in `SCORM 1.2`."""
    path: str
    """Below the folder of guides, as in `packages/first-contact.ko.scorm12.zip`."""


class GuideEntry(NamedTuple):
    """A course in the list of guides, or a story of which there are downloads."""

    title: Said
    summary: Said
    minutes: int
    """0 for a story."""
    address: str
    """Path of the guide; empty for a story."""
    pdf: str
    """Path of the guide's PDF; empty where there is none."""
    downloads: tuple[Download, ...]


@dataclass(frozen=True, slots=True)
class GuidesRecord:
    """The list of guides."""

    guides: tuple[tuple[str, str, tuple[GuideEntry, ...]], ...]
    """(language, its own name, guides written in it), for each language in which there are any."""


def guide_outputs(
    catalog: Catalog, settings: Settings, press: Press | None, downloads: Sequence[Download] = ()
) -> Iterator[Output | Group]:
    """Yield the guides, the page that lists them, and the file by which their folder is known."""
    for course in catalog.courses:
        yield from guides(course, catalog, settings, press)
    lists = (
        (language, NAMES[language], tuple(_entries(catalog, language, bool(press), downloads)))
        for language in settings.languages
    )
    record = GuidesRecord(tuple(one for one in lists if one[2]))
    yield Page("index.html", "guides", record, language=settings.languages[0])
    held = [guide_path(course.slug, language) for course in catalog.courses for language in course.languages]
    yield Data(GUIDES_MARK, f"{as_json(held)}\n".encode())


def _entries(
    catalog: Catalog, language: str, has_pdf: bool, downloads: Sequence[Download]
) -> Iterator[GuideEntry]:
    """Yield the courses written in a language, and then the stories of which there are downloads in it."""
    subjects: tuple[Course | Story, ...] = (*catalog.courses, *catalog.packaged)
    for one in subjects:
        is_course = isinstance(one, Course)
        found = tuple(file for file in downloads if (file.folder, file.language) == (one.folder, language))
        if language in one.languages and (is_course or found):
            path = guide_path(one.slug, language)
            yield GuideEntry(
                title=one.title.said_in(language),
                summary=one.summary.said_in(language),
                minutes=one.minutes if isinstance(one, Course) else 0,
                address=path if is_course else "",
                pdf=path.replace("index.html", guide_file(one.slug, language))
                if is_course and has_pdf
                else "",
                downloads=found,
            )
