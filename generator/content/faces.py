"""A typeface that clips and PDFs are set in, as a value: its file, and which characters it has (see page/fonts.py, which finds it)."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Face:
    """One weight of a typeface."""

    path: Path
    number: int
    """Which face of the file, for one that holds several."""
    weight: int
    """Weight to set a variable font to; 0 for one that has its own."""
    content: str
    """Digest of the file."""
    first: tuple[int, ...]
    """First code point of each run of characters that it has, in order."""
    last: tuple[int, ...]
    """Last code point of each run."""

    def lacks(self, text: str) -> str:
        """Return the characters of a text that it cannot show, each once."""
        return "".join(one for one in dict.fromkeys(text) if not self._has(one))

    def _has(self, character: str) -> bool:
        if character.isspace():
            return True
        at = bisect_right(self.first, ord(character)) - 1
        return at >= 0 and ord(character) <= self.last[at]


@dataclass(frozen=True, slots=True)
class Faces:
    """What clips and PDFs are set in."""

    regular: Face
    bold: Face

    def lacks(self, text: str) -> str:
        """Return the characters of a text that either cannot show, each once."""
        return "".join(dict.fromkeys(self.regular.lacks(text) + self.bold.lacks(text)))
