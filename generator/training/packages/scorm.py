"""Packages of SCORM 1.2 and of SCORM 2004, 4th edition: one SCO for each unit.

In: units. Out: Contents with an imsmanifest.xml (SCORM 1.2 Content Aggregation Model 2.2; SCORM 2004 4th Ed. CAM 3.4, with IMS Simple
Sequencing 1.0). There are no resources but SCOs: some systems take the first resource that they meet for what is to be opened.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from generator.base.markup import around, document, element
from generator.base.outputs import Data
from generator.content.words import Words
from generator.training.packages.contents import Contents, Files, cut, unmistakable
from generator.training.packages.metadata import metadata
from generator.training.units import Unit

_METADATA = "metadata.xml"


@dataclass(frozen=True, slots=True)
class Version:
    """What the versions of SCORM write otherwise."""

    schema_version: str
    namespaces: tuple[tuple[str, str], ...]
    type_attribute: str
    """What tells that a resource is a SCO."""
    has_sequencing: bool


V12 = Version(
    "1.2",
    (
        ("xmlns", "http://www.imsproject.org/xsd/imscp_rootv1p1p2"),
        ("xmlns:adlcp", "http://www.adlnet.org/xsd/adlcp_rootv1p2"),
    ),
    "adlcp:scormtype",
    has_sequencing=False,
)
V2004 = Version(
    "2004 4th Edition",
    (
        ("xmlns", "http://www.imsglobal.org/xsd/imscp_v1p1"),
        ("xmlns:adlcp", "http://www.adlnet.org/xsd/adlcp_v1p3"),
        ("xmlns:adlseq", "http://www.adlnet.org/xsd/adlseq_v1p3"),
        ("xmlns:adlnav", "http://www.adlnet.org/xsd/adlnav_v1p3"),
        ("xmlns:imsss", "http://www.imsglobal.org/xsd/imsss"),
    ),
    "adlcp:scormType",
    has_sequencing=True,
)


@dataclass(frozen=True, slots=True)
class ScormManifest:
    """An imsmanifest.xml of SCORM."""

    version: Version
    identifier: str
    language: str
    title: Words
    units: tuple[Unit, ...]

    @property
    def path(self) -> str:
        """Return where it stands in the package."""
        return "imsmanifest.xml"

    def content(self, files: Files) -> bytes:
        """Write it."""
        return document(
            around(
                "manifest",
                {"identifier": self.identifier, "version": "1.0", **dict(self.version.namespaces)},
                around(
                    "metadata",
                    {},
                    element("schema", {}, "ADL SCORM"),
                    element("schemaversion", {}, self.version.schema_version),
                    element("adlcp:location", {}, _METADATA),
                ),
                around("organizations", {"default": "course"}, self._organization()),
                around("resources", {}, *(self._resource(unit, files) for unit in self.units)),
            )
        )

    def _organization(self) -> Markup:
        is_marked = any(unit.mastery for unit in self.units)
        sequencing = [_course_sequencing()] if self.version.has_sequencing else []
        return around(
            "organization",
            {"identifier": "course", "structure": "hierarchical"},
            element("title", {}, self._said(self.title)),
            *(self._item(unit, is_marked) for unit in self.units),
            *sequencing,
        )

    def _item(self, unit: Unit, is_marked: bool) -> Markup:
        return around(
            "item",
            {"identifier": f"item-{unit.name}", "identifierref": f"sco-{unit.name}", "isvisible": "true"},
            element("title", {}, self._said(unit.title)),
            *(_unit_sequencing(unit, is_marked) if self.version.has_sequencing else _mastery_score(unit)),
        )

    def _resource(self, unit: Unit, files: Files) -> Markup:
        page = unit.page.path
        return around(
            "resource",
            {
                "identifier": f"sco-{unit.name}",
                "type": "webcontent",
                self.version.type_attribute: "sco",
                "href": page,
            },
            *(element("file", {"href": one}) for one in (page, *files[page])),
        )

    def _said(self, title: Words) -> str:
        return unmistakable(cut(title.said_in(self.language).text))


def _mastery_score(unit: Unit) -> Iterator[Markup]:
    if unit.mastery:
        yield element("adlcp:masteryscore", {}, f"{round(unit.mastery * 100, 2):g}")  # per cent


def _course_sequencing() -> Markup:
    control = element("imsss:controlMode", {"choice": "true", "flow": "true"})
    return around("imsss:sequencing", {}, control)


def _unit_sequencing(unit: Unit, is_marked: bool) -> Iterator[Markup]:
    """Yield how a unit counts: where one is marked, that one alone decides on success and score."""
    parts = []
    if is_marked and not unit.mastery:
        parts.append(
            element("imsss:rollupRules", {"rollupObjectiveSatisfied": "false", "objectiveMeasureWeight": "0"})
        )
    if unit.mastery:
        least = element("imsss:minNormalizedMeasure", {}, f"{unit.mastery:g}")
        primary = around(
            "imsss:primaryObjective",
            {"objectiveID": f"objective-{unit.name}", "satisfiedByMeasure": "true"},
            least,
        )
        parts.append(around("imsss:objectives", {}, primary))
    delivery = {"completionSetByContent": "true", "objectiveSetByContent": "true"}
    parts.append(element("imsss:deliveryControls", delivery))
    yield around("imsss:sequencing", {}, *parts)


def scorm_contents(
    version: Version, identifier: str, language: str, title: Words, summary: Words, units: tuple[Unit, ...]
) -> Contents:
    """Return the contents of a package whose units are SCOs."""
    return Contents(
        pages=tuple(unit.page for unit in units),
        manifest=ScormManifest(version, identifier, language, title, units),
        data=(Data(_METADATA, metadata(version.has_sequencing, title, summary, language)),),
    )
