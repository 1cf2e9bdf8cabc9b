"""The names of search's files: where each is kept, and a mark of its content.

In: entries by the number of their story. Out: names. Loads nothing large, so that a build in which nothing changed stays quick.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from generator.base.cache import digest

GROUP = 16
"""Stories whose entries are named together: of 10,000 entries the directory then holds 625 names."""
MARK = 5
"""Characters of a mark: 25 bits, as it only tells one content of a file from the next."""


class Member(NamedTuple):
    """An entry of the index."""

    number: int
    """Of its story, which all languages share: 0 is the oldest."""
    key: str
    """Key of all that the entry says."""


def mark_of(*parts: object) -> str:
    """Return a mark: letters and digits, as RFC 4648 has them for 5 bits each."""
    bits = int(digest(*parts), 16)
    return "".join("abcdefghijklmnopqrstuvwxyz234567"[bits >> 5 * place & 31] for place in range(MARK))


def entry_names(language: str, members: Sequence[Member]) -> dict[int, str]:
    """Return the name of each entry's file by the number of its story; neighbours share a mark."""
    return {
        member.number: f"{language}/entry-{member.number}-{marks[member.number // GROUP]}"
        for marks in [group_marks(members)]
        for member in members
    }


def group_marks(members: Sequence[Member]) -> dict[int, str]:
    """Return the mark of each group of entries by its number."""
    groups = groupby(members, lambda member: member.number // GROUP)
    return {group: mark_of(*(part for member in some for part in member)) for group, some in groups}
