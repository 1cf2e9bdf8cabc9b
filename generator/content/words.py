"""Texts in one or several languages."""

from __future__ import annotations

import re
from typing import NamedTuple

from generator.base.languages import NAMES
from generator.base.writing import is_name_anywhere


class Said(
    NamedTuple
):  # not a dataclass: the most numerous of all values are made, told and read back twice as fast
    """A text, and the language it is really in."""

    text: str
    language: str


class Words(NamedTuple):
    """A text in one or several languages."""

    by_language: tuple[tuple[str, str], ...]

    def get(self, language: str) -> str | None:
        """Return the text in exactly this language."""
        for code, text in self.by_language:  # a loop: two million of these in a build of ten thousand stories
            if code == language:
                return text
        return None

    def said_in(self, language: str) -> Said:
        """Return the text in this language, or else in the first there is, which stays marked as what it is.

        A name that is written the same everywhere counts as this language's.
        """
        own = self.get(language)
        if own is not None:
            return Said(own, language)
        code, text = self.by_language[0]
        return Said(text, language if is_name_anywhere(text, code) else code)

    def first_in(self, language: str) -> tuple[tuple[str, str], ...]:
        """Return each language and its text, this one first: many a reader takes the first for all there is."""
        return tuple(sorted(self.by_language, key=lambda pair: pair[0] != language))

    def joined(self, other: Words) -> Words | None:
        """Return both together, or None where they contradict each other."""
        mine, theirs = dict(self.by_language), dict(other.by_language)
        if any(mine[code] != theirs[code] for code in mine.keys() & theirs.keys()):
            return None
        return Words(tuple((mine | theirs).items()))


PARTING = "\n\n"
"""What stands between the paragraphs of a text."""


def on_one_line(text: str, style: str | None = None) -> str:
    """Return a text of YAML with a blank for each run of blanks and line feeds, whatever its style."""
    return " ".join(text.split())


def in_paragraphs(text: str, style: str | None = None) -> str:
    """Return a text of YAML whose paragraphs are parted by PARTING, each on one line.

    A blank line parts them: in a literal text, of style `|`, it is kept as it is; in any other it was read as one line feed.
    """
    parts = re.split(r"\n\s*\n" if style == "|" else r"\n", text)
    return PARTING.join(filter(None, map(on_one_line, parts)))


WORDS_SCHEMA = {
    "type": "object",
    "properties": {code: {"type": "string"} for code in NAMES},
    "additionalProperties": False,
    "minProperties": 1,
}
