"""How much of each language a viewer can read: characters a second, characters a line, lines at a time.

Text goes in, its length as subtitlers count it comes out. The figures, and the way of counting, are those of Netflix's Timed Text
Style Guides, which are public: General Requirements; Korean (I.2 Character Limitation, Reading Speed Limits); English.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import NamedTuple

LINES = 2
"""Lines that may be seen at a time."""


class Pace(NamedTuple):
    """What can be read in one language."""

    second: int
    """Characters a second, for grown-ups."""
    line: int
    """Characters a line."""
    narrow: float
    """What a Latin letter, a digit, a blank or a mark counts; a syllable of Hangul, or what is as wide, counts twice that."""


PACES = {"ko": Pace(second=12, line=16, narrow=0.5), "en": Pace(second=20, line=42, narrow=1)}


def length(text: str, language: str) -> float:
    """Return how many characters of a language a text is as long as; line feeds and what takes no room count nothing.

    In Korean a syllable counts 1, and Latin letters, digits, blanks and punctuation 0.5, as the Korean guide has it. In English all
    of them count 1, blanks too, and a syllable of Hangul 2: so a mixed text is as long in one measure as in the other.
    """
    return sum(map(_width, text)) * PACES[language].narrow


@cache
def _width(letter: str) -> int:
    """Return 2 for a character as wide as a syllable (Unicode Standard Annex 11), 0 for one that takes no room, else 1."""
    if unicodedata.category(letter) in ("Cc", "Cf", "Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
