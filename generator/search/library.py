"""The files of one language's search: its index, its entries, and the directory that names them all.

In: entries by key, and what the last build remembered. Out: files by name, each named by its content. After an edit only the parts
that it touches are made again; what comes out is the same, byte for byte, as if all were made anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, NamedTuple, Protocol

from generator.base.cache import digest
from generator.search.entries import Entry, pack, unpacked
from generator.search.index import Part, Shape, Size, mend, parts_anew, slots, written

GROUP = 16
"""Stories whose entries are named together: of 10,000 entries the directory then holds 625 names."""
_NAME = 8
"""Characters of a name."""
_FEW = 20
"""Changed entries that are mended one by one."""


class Store(Protocol):
    """What remembers values between builds, by table and key."""

    def get_many(self, table: str, keys: Iterable[str]) -> dict[str, Any]:
        """Return the values that are there."""

    def put_many(self, table: str, values: Mapping[str, object]) -> None:
        """Keep these values."""


class Member(NamedTuple):
    """An entry of the index."""

    number: int
    """Of its story, which all languages share: 0 is the oldest."""
    key: str
    """Key of all that the entry says."""


@dataclass(frozen=True, slots=True)
class Head:
    """What is remembered of an index besides its parts."""

    members: tuple[Member, ...]
    size: Size
    shape: Shape
    names: Mapping[str, str]
    """The file of each part, by where it is kept."""


@dataclass(frozen=True, slots=True)
class Library:
    """All files of a language's search but the entries."""

    directory: str
    """The name of the file that names the others."""
    files: Mapping[str, bytes]


def entry_names(members: Sequence[Member]) -> dict[int, str]:
    """Return the name of each entry's file by the number of its story: that of its group, and its place in it."""
    names = {}
    for group, some in groupby(members, lambda member: member.number // GROUP):
        held = list(some)
        name = digest(*(part for member in held for part in member))[:_NAME]
        names |= {member.number: f"{name}-{member.number - group * GROUP}" for member in held}
    return names


def make_library(
    language: str,
    members: Sequence[Member],
    stories: int,
    more: Mapping[str, object],
    read: Callable[[Iterable[str]], Mapping[str, bytes]],
    store: Store,
) -> Library:
    """Return the files of a language's search; `more` is what the directory tells besides, `read` gives entries by key."""
    head, parts = _mended(language, members, stories, read, store) or _anew(members, stories, read)
    shape = head.shape
    made = {slot: written(slot, part, shape) for slot, part in parts.items()}
    fresh = {digest(content)[:_NAME]: content for content in made.values()}
    names = dict(head.names) | {slot: digest(content)[:_NAME] for slot, content in made.items()}
    kept = {f"{language}/{slot}": part for slot, part in parts.items()}
    store.put_many(
        "search",
        kept
        | {f"file/{name}": content for name, content in fresh.items()}
        | {language: replace(head, names=names)},
    )
    old = store.get_many("search", (f"file/{name}" for name in set(names.values()) - fresh.keys()))
    files = fresh | {key.removeprefix("file/"): content for key, content in old.items()}
    directory = pack(_directory(members, stories, head, names) | dict(more))
    files[digest(directory)[:_NAME]] = directory
    return Library(digest(directory)[:_NAME], files)


def _directory(
    members: Sequence[Member], stories: int, head: Head, names: Mapping[str, str]
) -> dict[str, object]:
    """Return what a browser must know to find anything: names one after the other, in the order of the parts."""
    there = {member.number for member in members}
    groups = {number // GROUP: name[:_NAME] for number, name in entry_names(members).items()}
    tables: dict[str, str] = {}
    for slot in slots(head.shape):
        table = slot.partition("/")[0]
        tables[table] = tables.get(table, "") + names[slot]
    return {
        **tables,
        "span": head.shape.span,
        "hangul": head.size.hangul > 0,
        "entries": len(members),
        "there": "".join("1" if number in there else "0" for number in range(stories)),
        "group": GROUP,
        "texts": "".join(groups.get(number, "-" * _NAME) for number in range(-(-stories // GROUP))),
    }


def _anew(
    members: Sequence[Member], stories: int, read: Callable[[Iterable[str]], Mapping[str, bytes]]
) -> tuple[Head, dict[str, Part]]:
    contents = read(member.key for member in members)
    entries = [(member.number, unpacked(contents[member.key])) for member in members]
    size, shape, parts = parts_anew(stories, entries)
    return Head(tuple(members), size, shape, {}), parts


def _mended(
    language: str,
    members: Sequence[Member],
    stories: int,
    read: Callable[[Iterable[str]], Mapping[str, bytes]],
    store: Store,
) -> tuple[Head, dict[str, Part]] | None:
    """Return the head and the parts that changed, or None where too much did."""
    head: Head | None = store.get_many("search", [language]).get(language)
    if head is None:
        return None
    before, after = dict(head.members), dict(members)
    changed = [number for number, key in after.items() if before.get(number) != key]
    new = [number for number in changed if number not in before]
    appended = not new or not before or min(new) > max(before)
    if before.keys() - after.keys() or len(changed) > _FEW or not appended:
        return None
    contents = read([*(before[number] for number in changed if number in before), *map(after.get, changed)])
    entries: dict[str, Entry] = {key: unpacked(content) for key, content in contents.items()}
    parts: dict[str, Part] = {}

    def part(slot: str) -> Part:
        if slot not in parts:
            parts[slot] = store.get_many("search", [f"{language}/{slot}"])[f"{language}/{slot}"]
        return parts[slot]

    size = head.size
    try:
        for number in changed:
            old = entries[before[number]] if number in before else None
            size = mend(size, head.shape, part, number, old, entries[after[number]])
    except KeyError:
        return None  # something that was remembered is lost
    if Shape.of(stories, size) != head.shape:
        return None
    there = {f"file/{head.names[slot]}" for slot in slots(head.shape) if slot not in parts}
    if len(store.get_many("search", there)) < len(there):
        return None
    return replace(head, members=tuple(members), size=size), parts
