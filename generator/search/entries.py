"""An entry: what search knows of a story in one language, and shows of it, as one small file.

In: what a story says of itself, and its text as safe HTML. Out: an Entry, and its bytes: the words to look through again and to
quote from, and all that a result shows, so that a result costs one request.
"""

from __future__ import annotations

import html
import json
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from generator.content.body import plain_of
from generator.content.plain import as_json

_HEADING = re.compile(r'<h[2-6](?=[ >])(?: [^>]*?\bid="([^"]*)"| [^>]*?)?[^>]*>(.*?)</h[2-6]>', re.DOTALL)
_ALT = re.compile(r'<img\b[^>]*?\balt="([^"]+)"')


_LEAD = 40
"""Characters at the beginning of a text, which tend to say what it is about."""


class Section(NamedTuple):
    """A part of a text below one heading."""

    anchor: str
    """Empty before the first heading."""
    heading: str
    text: str


class Moment(NamedTuple):
    """What is said in its film at one moment."""

    seconds: float
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What search knows of a story in one language."""

    title: str
    summary: str
    names: tuple[str, ...]
    """Whatever else it can be found by: people, affiliates, category, prizes, tags …, in every language."""
    sections: tuple[Section, ...]
    cues: tuple[Moment, ...] = ()
    shown: tuple[tuple[str, Any], ...] = ()
    """What a result shows besides, by name: values of JSON. See `result_of` in generator/site/results.py."""

    def fields(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Return its texts by the name of their weight."""
        yield "title", (self.title,)
        yield "summary", (self.summary,)
        yield "names", self.names
        yield "heading", tuple(section.heading for section in self.sections)
        yield "lead", tuple(section.text[:_LEAD] for section in self.sections[:1])
        yield "text", tuple(section.text for section in self.sections)
        yield "cue", tuple(cue.text for cue in self.cues)

    @property
    def length(self) -> int:
        """Return its characters."""
        return sum(len(text) for name, texts in self.fields() for text in texts if name != "lead")

    def packed(self) -> bytes:
        """Return it as its file: JSON, compressed (RFC 1950), as not every server compresses."""
        told = {
            "title": self.title,
            "summary": self.summary,
            "names": self.names,
            "sections": self.sections,
            "cues": self.cues,
            "shown": dict(self.shown),
        }
        return pack(told)


def pack(content: object) -> bytes:
    """Return data as the bytes of a file of search."""
    return zlib.compress(as_json(content).encode(), 6)  # 9 takes longer, for a thousandth


def unpack(content: bytes) -> Any:
    """Return the data of a file of search."""
    return json.loads(zlib.decompress(content))


def unpacked(content: bytes) -> Entry:
    """Return the entry of a file, without what is only shown."""
    told: Mapping[str, Any] = unpack(content)
    return Entry(
        told["title"],
        told["summary"],
        tuple(told["names"]),
        tuple(Section(*one) for one in told["sections"]),
        tuple(Moment(*one) for one in told["cues"]),
    )


def sections_of(text: str) -> tuple[Section, ...]:
    """Return the words of a safe text by its headings."""
    found, at, anchor, heading = [], 0, "", ""
    for match in _HEADING.finditer(text):
        found.append(Section(anchor, heading, plain_of(text[at : match.start()])))
        at, anchor, heading = match.end(), html.unescape(match[1] or ""), plain_of(match[2])
    found.append(Section(anchor, heading, plain_of(text[at:])))
    return tuple(one for one in found if one.heading or one.text)


def alts_of(text: str) -> tuple[str, ...]:
    """Return what the pictures of a safe text show, in words."""
    return tuple(html.unescape(found[1]) for found in _ALT.finditer(text))
