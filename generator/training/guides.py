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
from generator.content.plain import as_json
from generator.content.words import Said
from generator.training.press import Press
from generator.training.sheets import guide_file, guide_path, guides


class Download(NamedTuple):
    """A file of a course to hand on, such as a package for an LMS."""

    slug: str
    """The course that it holds."""
    language: str
    label: str
    """What it is, as in `SCORM 1.2`."""
    path: str
    """Below the folder of guides, as in `packages/first-contact.ko.scorm12.zip`."""


class GuideEntry(NamedTuple):
    """A course in the list of guides."""

    title: Said
    summary: Said
    minutes: int
    address: str
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
    if not catalog.courses:
        return
    for course in catalog.courses:
        yield from guides(course, catalog, settings, press)
    listed = _listed(catalog, settings, press, downloads)
    yield Page("index.html", "guides", GuidesRecord(listed), language=settings.languages[0])
    held = [guide_path(course.slug, language) for course in catalog.courses for language in course.languages]
    yield Data(GUIDES_MARK, f"{as_json(held)}\n".encode())


def _listed(
    catalog: Catalog, settings: Settings, press: Press | None, downloads: Sequence[Download]
) -> tuple[tuple[str, str, tuple[GuideEntry, ...]], ...]:
    by_language = {
        language: tuple(
            GuideEntry(
                title=course.title.said_in(language),
                summary=course.summary.said_in(language),
                minutes=course.minutes,
                address=f"{language}/{course.slug}/index.html",
                pdf=f"{language}/{course.slug}/{guide_file(course.slug, language)}" if press else "",
                downloads=tuple(
                    one for one in downloads if (one.slug, one.language) == (course.slug, language)
                ),
            )
            for course in catalog.courses
            if language in course.languages
        )
        for language in settings.languages
    }
    return tuple((language, NAMES[language], found) for language, found in by_language.items() if found)
