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
    def name(self) -> str:
        """Return what no other course or story is called: a story may have the folder name of a course."""
        slug = self.subject.slug
        courses = {one.slug for one in self.catalog.every_course}
        return f"story-{slug}" if isinstance(self.subject, Story) and slug in courses else slug

    @property
    def identifier(self) -> str:
        """Return a name of it that every manifest can hold."""
        name = self.name if self.name.isascii() else digest(self.name)[:16]
        return f"delight.{name}.{self.language}"

    def units(self, runtime: str, is_single: bool = False) -> tuple[Unit, ...]:
        """Return its units, whose script speaks to an LMS as `runtime` says; `is_single` makes a course one unit."""
        given = (self.catalog, self.settings, self.language, runtime)
        if isinstance(self.subject, Course):
            return (whole_units if is_single else course_units)(self.subject, *given)
        return story_units(self.subject, *given)


@dataclass(frozen=True, slots=True)
class Format:
    """A format of packages."""

    name: str
    """Names it in settings and in the names of files; people read what strings.*.toml has for it below `training.formats`."""
    contents: Callable[[Request], Contents]
    ending: str = ".zip"
    thin: bool = False
    """Whether films stay on the site."""
    needs_site: bool = False
    """Whether it leads to pages or films of the site, whose address has to be known."""

    def fits(self, settings: Settings) -> bool:
        """Tell whether there can be such packages of a site: some need to know where it is."""
        return bool(settings.site_url or not self.needs_site)


def _scorm(version: Version, runtime: str, wanted: Request, is_single: bool = False) -> Contents:
    subject, units = wanted.subject, wanted.units(runtime, is_single)
    return scorm_contents(version, wanted.identifier, wanted.language, subject.title, subject.summary, units)


def _cmi5(wanted: Request) -> Contents:
    subject, units = wanted.subject, wanted.units("cmi5")
    return cmi5_contents(
        activity_of(subject, wanted.settings), wanted.language, subject.title, subject.summary, units
    )


def _cartridge(version: cartridge.Version, wanted: Request) -> Contents:
    given = (wanted.catalog, wanted.settings, wanted.language)
    if isinstance(wanted.subject, Course):
        outline = course_outline(wanted.subject, *given)
    else:
        outline = story_outline(wanted.subject, *given)
    return cartridge_contents(version, wanted.identifier, outline)


_SCORM_12, _SCORM_2004 = partial(_scorm, V12, "scorm12"), partial(_scorm, V2004, "scorm2004")
FORMATS = {
    one.name: one
    for one in (
        Format("scorm12", _SCORM_12),
        Format("scorm12-single", partial(_SCORM_12, is_single=True)),
        Format("scorm2004", _SCORM_2004),
        Format("cmi5", _cmi5),
        Format("cc11", partial(_cartridge, cartridge.V11), ".imscc", needs_site=True),
        Format("cc13", partial(_cartridge, cartridge.V13), ".imscc", needs_site=True),
        Format("scorm12-thin", _SCORM_12, thin=True, needs_site=True),
        Format("scorm2004-thin", _SCORM_2004, thin=True, needs_site=True),
        Format("cmi5-thin", _cmi5, thin=True, needs_site=True),
    )
}
"""By name."""


def package_of(form: Format, wanted: Request) -> Package:
    """Return a package of a course or story in a format and a language."""
    return Package(
        name=f"{wanted.name}.{wanted.language}.{form.name}{form.ending}",
        format=form.name,
        folder=wanted.subject.folder,
        language=wanted.language,
        contents=form.contents(wanted),
        thin=form.thin,
    )


def usual_packages(catalog: Catalog, settings: Settings) -> Iterator[Package]:
    """Yield what a build makes: packages of all courses, and of the stories that ask for it, in each language and usual format."""
    forms = [form for name in settings.packages if (form := FORMATS[name]).fits(settings)]
    subjects: tuple[Course | Story, ...] = (*catalog.courses, *catalog.packaged)
    for subject in subjects:
        for language in subject.languages:
            wanted = Request(subject, language, catalog, settings)
            yield from (package_of(form, wanted) for form in forms)
