"""The formats of packages, as data: what each is called, how its file ends, what it needs, and what makes its contents."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from generator.base.cache import digest
from generator.base.settings import Settings
from generator.content.catalog import Catalog
from generator.content.course import Course
from generator.content.story import Story
from generator.training.activities import activity_of
from generator.training.packages import cartridge
from generator.training.packages.cartridge import cartridge_contents
from generator.training.packages.cmi5 import cmi5_contents
from generator.training.packages.contents import Contents, Package
from generator.training.packages.outline import course_outline, story_outline
from generator.training.packages.scorm import V12, V2004, Version, scorm_contents
from generator.training.units import Unit, course_units, story_units, whole_units


class Request(NamedTuple):
    """What a package is made of."""

    subject: Course | Story
    language: str
    catalog: Catalog
    settings: Settings

    @property
    def identifier(self) -> str:
        """Return a name of it that every manifest can hold."""
        slug = self.subject.slug
        return f"delight.{slug if slug.isascii() else digest(slug)[:16]}.{self.language}"

    def units(self, runtime: str) -> tuple[Unit, ...]:
        """Return its units, whose script speaks to an LMS as `runtime` says."""
        given = (self.catalog, self.settings, self.language, runtime)
        if isinstance(self.subject, Course):
            return course_units(self.subject, *given)
        return story_units(self.subject, *given)


@dataclass(frozen=True, slots=True)
class Format:
    """A format of packages."""

    name: str
    title: str
    """What people call it."""
    contents: Callable[[Request], Contents]
    ending: str = ".zip"
    thin: bool = False
    """Whether films stay on the site."""
    needs_site: bool = False
    """Whether it leads to pages or films of the site, whose address has to be known."""
    courses_only: bool = False

    def fits(self, wanted: Request) -> bool:
        """Tell whether there can be such a package: some need to know where the site is, or are of courses only."""
        return bool(wanted.settings.site_url or not self.needs_site) and (
            not self.courses_only or isinstance(wanted.subject, Course)
        )


def _scorm(version: Version, runtime: str, wanted: Request) -> Contents:
    subject, units = wanted.subject, wanted.units(runtime)
    return scorm_contents(version, wanted.identifier, wanted.language, subject.title, subject.summary, units)


def _single(wanted: Request) -> Contents:
    subject = wanted.subject
    assert isinstance(subject, Course)
    units = whole_units(subject, wanted.catalog, wanted.settings, wanted.language, "scorm12")
    return scorm_contents(V12, wanted.identifier, wanted.language, subject.title, subject.summary, units)


def _cmi5(wanted: Request) -> Contents:
    subject, units = wanted.subject, wanted.units("cmi5")
    return cmi5_contents(activity_of(subject, wanted.settings), subject.title, subject.summary, units)


def _cartridge(version: cartridge.Version, wanted: Request) -> Contents:
    given = (wanted.catalog, wanted.settings, wanted.language)
    if isinstance(wanted.subject, Course):
        outline = course_outline(wanted.subject, *given)
    else:
        outline = story_outline(wanted.subject, *given)
    return cartridge_contents(version, wanted.identifier, outline)


_TRACKED: dict[str, Callable[[Request], Contents]] = {
    "scorm12": partial(_scorm, V12, "scorm12"),
    "scorm2004": partial(_scorm, V2004, "scorm2004"),
    "cmi5": _cmi5,
}
_TITLES = {
    "scorm12": "SCORM 1.2",
    "scorm2004": "SCORM 2004",
    "cmi5": "cmi5",
    "cc11": "Common Cartridge 1.1",
    "cc13": "Common Cartridge 1.3",
}
FORMATS = {
    one.name: one
    for one in (
        *(Format(name, _TITLES[name], contents) for name, contents in _TRACKED.items()),
        Format("scorm12-single", "SCORM 1.2, one SCO", _single, courses_only=True),
        *(
            Format(f"{name}-thin", f"{_TITLES[name]} thin", contents, thin=True, needs_site=True)
            for name, contents in _TRACKED.items()
        ),
        *(
            Format(name, _TITLES[name], partial(_cartridge, version), ending=".imscc", needs_site=True)
            for name, version in (("cc11", cartridge.V11), ("cc13", cartridge.V13))
        ),
    )
}
"""By name."""


def package_of(form: Format, wanted: Request) -> Package:
    """Return a package of a course or story in a format and a language."""
    return Package(
        name=f"{wanted.subject.slug}.{wanted.language}.{form.name}{form.ending}",
        format=form.name,
        subject=wanted.subject.slug,
        language=wanted.language,
        contents=form.contents(wanted),
        thin=form.thin,
    )


def usual_packages(catalog: Catalog, settings: Settings) -> Iterator[Package]:
    """Yield what a build makes: packages of all courses, and of the stories that ask for it, in each language and usual format."""
    forms = [FORMATS[name] for name in settings.packages]
    subjects: tuple[Course | Story, ...] = (*catalog.courses, *catalog.packaged)
    for subject in subjects:
        for language in subject.languages:
            wanted = Request(subject, language, catalog, settings)
            yield from (package_of(form, wanted) for form in forms if form.fits(wanted))
