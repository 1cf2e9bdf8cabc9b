"""Tables for a terminal: columns that stand below each other, whatever the script of their words. Values in, lines out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence


def columns(text: str) -> int:
    """Return how many columns of a terminal a text takes: Hangul takes two a syllable (Unicode, UAX 11)."""
    return sum(
        2 if unicodedata.east_asian_width(one) in "WF" else 0 if unicodedata.combining(one) else 1
        for one in text
    )


def padded(text: str, width: int, to_the_right: bool = False) -> str:
    """Return a text of at least so many columns."""
    blanks = " " * (width - columns(text))
    return blanks + text if to_the_right else text + blanks


def shortened(text: str, width: int) -> str:
    """Return a text that takes no more columns than these."""
    if columns(text) <= width:
        return text
    while columns(text) >= width:
        text = text[:-1]
    return f"{text}…"


def table(rows: Sequence[Sequence[str]], to_the_right: Sequence[bool]) -> Iterator[str]:
    """Yield rows as lines, cells two blanks apart; `to_the_right` tells of each column whether its numbers end together."""
    widths = [max(map(columns, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        told = zip(row, widths, to_the_right, strict=True)
        yield "  ".join(padded(cell, width, right) for cell, width, right in told).rstrip()
