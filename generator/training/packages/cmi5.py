"""Packages of cmi5 (AICC/ADL cmi5 Specification, Quartz, 1st edition): one assignable unit for each unit.

In: units. Out: Contents with a cmi5.xml, whose texts are in every language that they are written in.
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

    activity: str
    """IRI of the course."""
    title: Words
    summary: Words
    units: tuple[Unit, ...]

    @property
    def path(self) -> str:
        """Return where it stands in the package."""
        return "cmi5.xml"

    def content(self, files: Files) -> bytes:
        """Write it."""
        course = around("course", {"id": self.activity}, *self._texts(self.title, self.summary))
        return document(
            around("courseStructure", {"xmlns": _NAMESPACE}, course, *map(self._unit, self.units))
        )

    def _unit(self, unit: Unit) -> Markup:
        # An activity of the course's own name would be the course again.
        told = {
            "id": f"{self.activity}#{unit.name}",
            "moveOn": "CompletedAndPassed" if unit.mastery else "Completed",
        }
        score = {"masteryScore": f"{int(unit.mastery * 10_000 + 1e-6) / 10_000:g}"} if unit.mastery else {}
        return around(
            "au",
            {
                **told,
                **score,
                "launchMethod": "AnyWindow",
                "activityType": "http://adlnet.gov/expapi/activities/module",
            },
            *self._texts(unit.title, unit.title),
            element("url", {}, unit.page.path),
        )

    def _texts(self, title: Words, description: Words) -> tuple[Markup, Markup]:
        return _texts("title", title), _texts("description", description)


def _texts(name: str, words: Words) -> Markup:
    return around(
        name, {}, *(element("langstring", {"lang": code}, text) for code, text in words.by_language)
    )


def cmi5_contents(activity: str, title: Words, summary: Words, units: tuple[Unit, ...]) -> Contents:
    """Return the contents of a package whose units are assignable units."""
    return Contents(tuple(unit.page for unit in units), Cmi5Manifest(activity, title, summary, units))
