"""What a package holds: pages, data, and a manifest that is written once it is known which files the pages ask for.

Values only: the build renders the pages and gathers the files (build/packing.py).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Protocol

from generator.base.addresses import Linker, file_of
from generator.base.cache import digest
from generator.base.outputs import Data, Page
from generator.content.films import FILM_ENDINGS
from generator.page import addresses

_PLAIN = re.compile(r"[A-Za-z0-9._/-]+", re.ASCII)
_OF_STORIES = {PurePosixPath(one).parts[0] for one in (addresses.media("x"), addresses.sized("x", 1))}
"""Folders in which each story has one of its own."""
_LONGEST = 200
"""Characters of a title that SCORM 1.2 takes, and what other systems make room for."""
_LOOKALIKES = str.maketrans("<>", "＜＞")
_ENTITY = re.compile(r"&(?=#?\w+;)")

Files = Mapping[str, tuple[str, ...]]
"""By page of a package, the files that it asks for, each by its name in the package."""


class Manifest(Protocol):
    """Tells an LMS what a package holds; its `repr` tells all that it is made of but the files."""

    @property
    def path(self) -> str:
        """Return where it stands in the package."""

    def content(self, files: Files) -> bytes:
        """Write it."""


@dataclass(frozen=True, slots=True)
class Contents:
    """All that a package holds but the files that its pages ask for."""

    pages: tuple[Page, ...]
    manifest: Manifest
    data: tuple[Data, ...] = ()


@dataclass(frozen=True, slots=True)
class Package:
    """A file that an LMS imports."""

    name: str
    """The file's own name."""
    format: str
    folder: str
    """The course's or story's folder below the stories' folder."""
    language: str
    contents: Contents
    thin: bool = False
    """Whether its films stay on the site."""


@dataclass(frozen=True, slots=True)
class InsideLinker(Linker):
    """Writes addresses as the pages of a package need them, which stand at its root, and notes in `used` which files they ask for."""

    site_url: str = ""
    """Where pages of the site are, which are in no package."""
    thin: bool = False
    used: set[str] = field(default_factory=set)
    """Addresses of the site's files that are asked for."""

    def __call__(self, address: str, anchor: str = "") -> str:
        """Return an address of the site as an `href`."""
        is_page = file_of(address).endswith(".html") and not address.startswith(addresses.media(""))
        if is_page or (self.thin and PurePosixPath(address).suffix.lower() in FILM_ENDINGS):
            assert self.site_url, f"a package that leads to {address} needs to know where the site is"
            return Linker(self.site_url)(address, anchor)
        self.used.add(address)
        return Linker("")(inside(address), anchor)


def inside(address: str) -> str:
    """Return the name in a package of a file of the site: as there, if every system unpacks it and it is an address as it stands.

    Files of stories get names that no other folder has, too: Open edX found a file by its last name alone (openedx-scorm-xblock up to
    19.0), and showed one story's film in all.
    """
    path = PurePosixPath(address)
    if _PLAIN.fullmatch(address):
        is_of_story = path.parts[0] in _OF_STORIES
        return str(path.with_stem(f"{path.stem}.{digest(address)[:8]}")) if is_of_story else address
    suffix = path.suffix if _PLAIN.fullmatch(path.suffix) else ""
    return f"{path.parts[0]}/{digest(address)[:16]}{suffix}"


def unmistakable(text: str) -> str:
    """Return a text that reads the same as text and as HTML: signs of HTML become full-width ones of the same shape.

    Moodle and Open edX show the titles of a manifest as HTML, and take away what looks like a tag.
    """
    return _ENTITY.sub("＆", text.translate(_LOOKALIKES))


def cut(text: str, longest: int = _LONGEST) -> str:
    """Return a text on one line, cut off after a word where it is too long for a title."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    kept = line[:longest]
    return f"{kept.rpartition(' ')[0] or kept[:-1]}…"
