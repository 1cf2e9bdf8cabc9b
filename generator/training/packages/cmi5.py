"""Packages of cmi5 (AICC/ADL cmi5 Specification, Quartz, 1st edition): one assignable unit for each unit.

In: units. Out: Contents with a cmi5.xml, whose texts are in every language that they are written in, the package's own first.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from generator.base.markup import around, document, element
from generator.content.words import Words
from generator.training.packages.contents import Contents, Files
from generator.training.units import Unit

_NAMESPACE = "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"


@dataclass(frozen=True, slots=True)
class Cmi5Manifest:
    """A cmi5.xml."""

    publisher_id: str
    """IRI of the course in this language: an LMS that has both languages has two courses."""
    language: str
    title: Words
    summary: Words
    units: tuple[Unit, ...]

    @property
    def path(self) -> str:
        """Return where it stands in the package."""
        return "cmi5.xml"

    def content(self, files: Files) -> bytes:
        """Write it; cmi5 does not list files."""
        titles = self._texts("title", self.title), self._texts("description", self.summary)
        course = around("course", {"id": self.publisher_id}, *titles)
        return document(
            around("courseStructure", {"xmlns": _NAMESPACE}, course, *map(self._unit, self.units))
        )

    def _unit(self, unit: Unit) -> Markup:
        told = {
            "id": f"{self.publisher_id}-{unit.name}",
            "moveOn": "CompletedAndPassed" if unit.mastery else "Completed",
            "masteryScore": f"{unit.mastery:g}" if unit.mastery else "",
            "launchMethod": "AnyWindow",
            "activityType": "http://adlnet.gov/expapi/activities/module",
        }
        titles = self._texts("title", unit.title), self._texts("description", unit.title)
        return around("au", told, *titles, element("url", {}, unit.page.path))

    def _texts(self, name: str, words: Words) -> Markup:
        texts = (element("langstring", {"lang": code}, text) for code, text in words.first_in(self.language))
        return around(name, {}, *texts)


def cmi5_contents(
    activity: str, language: str, title: Words, summary: Words, units: tuple[Unit, ...]
) -> Contents:
    """Return the contents of a package in a language, whose units are assignable units; `activity` is the course's IRI."""
    manifest = Cmi5Manifest(f"{activity}#{language}", language, title, summary, units)
    return Contents(tuple(unit.page for unit in units), manifest)
