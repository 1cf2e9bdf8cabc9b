"""The story: what a valid story holds beside its front matter, and the pages that are not stories. Nothing here opens a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from generator.base.problems import Place
from generator.content.front_matter import FrontMatter, PlainPage


class Heading(NamedTuple):
    """A heading of a text, and the anchor that leads to it."""

    level: int
    """2 to 6."""
    anchor: str
    title: str


class Link(NamedTuple):
    """A link or picture in a text, in the order of the text."""

    kind: str
    """`page` (a file of ours that is a page), `file`, `anchor`, `site` (an address below the site), `outside`."""
    target: str
    """For page and file the path below the stories' folder; else the address without its anchor."""
    anchor: str
    line: int
    column: int
    picture: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """What is known of a text without opening it again; the text itself is in the cache of texts under `key`."""

    language: str
    key: str
    headings: tuple[Heading, ...]
    anchors: tuple[str, ...]
    links: tuple[Link, ...]
    length: int
    """Characters of plain text."""
    highlights: tuple[str, ...] = ()
    """What is ==marked== in it, in order, as plain text."""


@dataclass(frozen=True)
class Places:
    """Where each field stands, kept as text: all are remembered, and few are ever asked for."""

    path: str
    """The file in the language that it is written in first."""
    lines: tuple[tuple[str, str], ...]
    """For each file its path, and a line of `affiliate.0 6 12` for each field: dotted name, line, column."""

    @classmethod
    def of(cls, path: str, places: Mapping[str, Place]) -> Places:
        """Return the places of fields by dotted name as one value."""
        lines: dict[str, str] = {}
        for name, place in places.items():
            lines[place.path] = lines.get(place.path, "\n") + f"{name} {place.line} {place.column}\n"
        return cls(path, tuple(lines.items()))

    def get(self, name: str) -> Place | None:
        """Return where a field stands."""
        for path, lines in self.lines:
            _, found, rest = lines.partition(f"\n{name} ")
            if found:
                line, column = rest.partition("\n")[0].split()
                return Place(path, int(line), int(column))
        return None


@dataclass(frozen=True, kw_only=True)
class Written:
    """What a story and a page have in common: their texts, in all their languages."""

    bodies: tuple[Body, ...]
    """One for each language that it is written in, the source first."""
    fingerprint: str
    """Fingerprint of what a translator translates in the source."""
    front: str
    """Key of all that stands above its texts, in every language."""
    places: Places
    translated_from: str | None

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the languages that it is written in, the source first."""
        return tuple(body.language for body in self.bodies)

    @property
    def stale(self) -> bool:
        """Tell whether the source changed after it was translated."""
        return self.translated_from not in (None, self.fingerprint)

    def body(self, language: str) -> Body | None:
        """Return its text in `language`, if it is written in it."""
        return next((body for body in self.bodies if body.language == language), None)

    def body_shown(self, language: str) -> Body:
        """Return its text in `language`, or else in the one that it is written in first."""
        return self.body(language) or self.bodies[0]

    def place(self, name: str = "") -> Place:
        """Return where a field stands, or else where its file begins."""
        return self.places.get(name) or Place(self.places.path)


@dataclass(frozen=True, kw_only=True)
class Story(FrontMatter, Written):
    """A valid story in all its languages."""

    slug: str
    """Name of its folder, and of its address."""
    folder: str
    """Path of its folder below the stories' folder."""
    data: str = ""
    """Its front matter as JSON, for stories.json: written once, as it takes long."""

    @property
    def order(self) -> tuple[int, str, str]:
        """Return what stories are sorted by, oldest first: year, day where known, folder name."""
        return (self.year, self.date.isoformat() if self.date else "", self.slug)


@dataclass(frozen=True, kw_only=True)
class StandingPage(PlainPage, Written):
    """A valid page that is not a story, in all its languages."""

    name: str
    """Name of its files, and of its address."""
