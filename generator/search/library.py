"""The files of one language's search: its index, its entries, and the directory that names them all.

In: entries by key, and what the last build remembered. Out: files by name. A name ends in a mark of its content, so that it may be
kept for ever; the directory tells the marks. After an edit only the parts that it touches are made again; what comes out is the
same, byte for byte, as if all were made anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any, Protocol

from generator.search.entries import Entry, pack, unpacked
from generator.search.index import Part, Shape, Size, mend, slots, written
from generator.search.names import GROUP, MARK, Member, group_marks, mark_of

FEW = 20
"""Changed entries that are mended one by one."""


class Store(Protocol):
    """What remembers values between builds, by table and key."""

    def get_many(self, table: str, keys: Iterable[str]) -> dict[str, Any]:
        """Return the values that are there."""

    def put_many(self, table: str, values: Mapping[str, object]) -> None:
        """Keep these values."""


@dataclass(frozen=True, slots=True)
class Head:
    """What is remembered of an index besides its parts."""

    members: tuple[Member, ...]
    size: Size
    shape: Shape
    marks: Mapping[str, str]
    """The mark of each part's file, by where it is kept."""


@dataclass(frozen=True, slots=True)
class Library:
    """All files of a language's search but the entries."""

    directory: str
    """The name of the file that tells the marks of the others."""
    told: Mapping[str, object]
    """What that file tells."""
    hangul: bool
    """Whether any of its texts has a word in Hangul."""
    files: Mapping[str, bytes]


def make_library(
    language: str,
    members: Sequence[Member],
    stories: int,
    more: Mapping[str, object],
    read: Callable[[Iterable[str]], Mapping[str, bytes]],
    store: Store,
) -> Library:
    """Return the files of a language's search; `more` is what the directory tells besides, `read` gives entries by key."""
    head, made, parts = _mended(language, members, stories, read, store) or _anew(members, stories, read)
    shape = head.shape
    marks = dict(head.marks) | {slot: mark_of(content) for slot, content in made.items()}
    kept: dict[str, object] = {f"{language}/{slot}": part for slot, part in parts.items()}
    kept |= {f"{language}/file/{slot}": content for slot, content in made.items()}
    store.put_many("search", kept | {language: replace(head, marks=marks)})
    slots_left = {f"{language}/file/{slot}": slot for slot in slots(shape) if slot not in made}
    old = store.get_many("search", slots_left)
    contents: dict[str, bytes] = made | {slots_left[key]: content for key, content in old.items()}
    files = {f"{language}/{slot}-{marks[slot]}": content for slot, content in contents.items()}
    told = _directory(members, stories, shape, marks) | dict(more)
    directory = pack(told)
    name = f"{language}/directory-{mark_of(directory)}"
    return Library(name, told, head.size.hangul > 0, files | {name: directory})


def manifests(libraries: Mapping[str, Library], stories: int, facets: str) -> dict[str, bytes]:
    """Return for each language the one file that has no mark: its own directory, and where those of the others are."""
    languages = {
        language: {"directory": library.directory, "hangul": library.hangul}
        for language, library in libraries.items()
    }
    common = {"stories": stories, "facets": facets, "languages": languages}
    return {language: pack(common | {"own": library.told}) for language, library in libraries.items()}


def _directory(
    members: Sequence[Member], stories: int, shape: Shape, marks: Mapping[str, str]
) -> dict[str, object]:
    """Return what a browser must know to find anything: marks one after the other, in the order of the parts."""
    there = {member.number for member in members}
    tables: dict[str, str] = {}
    for slot in slots(shape):
        table = slot.rpartition("-")[0]
        tables[table] = tables.get(table, "") + marks[slot]
    groups = group_marks(members)
    entries = "".join(groups.get(number, "-" * MARK) for number in range(-(-stories // GROUP)))
    return {
        "marks": tables | {"entry": entries},
        "span": shape.span,
        "entries": len(members),
        "there": "".join("1" if number in there else "0" for number in range(stories)),
        "group": GROUP,
    }


def _anew(
    members: Sequence[Member], stories: int, read: Callable[[Iterable[str]], Mapping[str, bytes]]
) -> tuple[Head, dict[str, bytes], dict[str, Part]]:
    """Return the head, and all files and parts."""
    anew = import_module("generator.search.anew")
    contents = read(member.key for member in members)
    entries = [(member.number, unpacked(contents[member.key])) for member in members]
    size, shape, parts = anew.parts_anew(stories, entries)
    made = {slot: anew.written(slot, part, shape) for slot, part in parts.items()}
    return Head(tuple(members), size, shape, {}), made, parts


def _mended(
    language: str,
    members: Sequence[Member],
    stories: int,
    read: Callable[[Iterable[str]], Mapping[str, bytes]],
    store: Store,
) -> tuple[Head, dict[str, bytes], dict[str, Part]] | None:
    """Return the head, and the files and parts that changed, or None where too much did."""
    head: Head | None = store.get_many("search", [language]).get(language)
    if head is None:
        return None
    before, after = dict(head.members), dict(members)
    changed = [number for number, key in after.items() if before.get(number) != key]
    new = [number for number in changed if number not in before]
    appended = not new or not before or min(new) > max(before)
    if before.keys() - after.keys() or len(changed) > FEW or not appended:
        return None
    contents = read(
        [*(before[number] for number in changed if number in before), *(after[number] for number in changed)]
    )
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
    there = {f"{language}/file/{slot}" for slot in slots(head.shape) if slot not in parts}
    if len(store.get_many("search", there)) < len(there):
        return None
    made = {slot: written(slot, part, head.shape) for slot, part in parts.items()}
    return replace(head, members=tuple(members), size=size), made, parts
