"""Stories of natural text for measuring search, put together from other texts, and their files as a site has them.

In: documents. Out: stories of 4 KB each, the same each time, a fifth of them with 60 cues; and a folder `search/` as the search
wing writes it, with the time that this took.
"""

from __future__ import annotations

import gc
import random
import re
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from generator.base.cache import digest
from generator.search.entries import Entry, Moment, Section, pack
from generator.search.library import Library, make_library, manifests
from generator.search.names import Member, entry_names

SIZE = 4096
"""Bytes of a story."""
CUES = 60
COVERS = 12
_SENTENCE = re.compile(r"[^.!?]+[.!?]*\s*")


@dataclass(frozen=True, slots=True)
class Told:
    """A document."""

    id: str
    title: str
    text: str
    cues: tuple[Moment, ...] = ()

    def edited(self) -> Told:
        """Return it with one sentence in the place of another."""
        return replace(self, text=f"고친 문장입니다. {self.text[60:]}")


class Memory(dict[tuple[str, str], Any]):
    """Remembers values as a cache does, for as long as it lives."""

    def get_many(self, table: str, keys: Iterable[str]) -> dict[str, Any]:
        """Return the values that are there."""
        return {key: self[table, key] for key in keys if (table, key) in self}

    def put_many(self, table: str, values: Mapping[str, object]) -> None:
        """Keep these values."""
        self.update({(table, key): value for key, value in values.items()})


def natural_stories(documents: Sequence[Told], count: int) -> list[Told]:
    """Return stories of runs of sentences from the documents."""
    sentences = [
        one.strip() for document in documents for one in _SENTENCE.findall(document.text) if one.strip()
    ]
    chance = random.Random(20260401)
    return [_story(number, sentences, chance) for number in range(count)]


def _story(number: int, sentences: Sequence[str], chance: random.Random) -> Told:
    text: list[str] = []
    size = 0
    while size < SIZE:
        start = chance.randrange(len(sentences))
        run = sentences[start : start + chance.randint(2, 6)]
        text += run
        size += len(" ".join(run).encode()) + 1
    cues: tuple[Moment, ...] = ()
    if number % 5 == 0:
        cues = tuple(Moment(second * 4, chance.choice(sentences)[:40]) for second in range(CUES))
    return Told(f"story-{number}", chance.choice(sentences)[:40], " ".join(text), cues)


def write_search(
    folder: Path,
    documents: Mapping[str, Sequence[Told]],
    store: Memory | None = None,
    only_index: bool = False,
    stories: int = 0,
) -> tuple[float, dict[str, int]]:
    """Write the files of search, and return the processor's seconds and the sizes in bytes by name."""
    (folder / "search").mkdir(parents=True)
    count = stories or max(map(len, documents.values()))
    libraries: dict[str, Library] = {}
    sizes: dict[str, int] = {}
    seconds = 0.0
    store = Memory() if store is None else store
    for language, told in documents.items():
        entries = [_entry(number, one, language, tuple(documents)) for number, one in enumerate(told)]
        gc.collect()
        gc.disable()  # as a build does
        began = time.process_time()
        packed = [entry.packed() for entry in entries]
        members = [Member(number, digest(content)) for number, content in enumerate(packed)]
        contents = {member.key: content for member, content in zip(members, packed, strict=True)}
        spent = 0.0 if only_index else time.process_time() - began
        everything = store.setdefault(("contents", language), {})
        everything |= contents
        began = time.process_time()
        library = make_library(
            language,
            members,
            count,
            {"names": []},
            partial(_picked, everything),
            store,
        )
        seconds += spent + time.process_time() - began
        gc.enable()
        names = entry_names(language, members)
        files = dict(library.files) | {names[one.number]: contents[one.key] for one in members}
        (folder / "search" / language).mkdir()
        for name, content in files.items():
            (folder / "search" / f"{name}.bin").write_bytes(content)
        libraries[language] = library
        head = store["search", language]
        by_table: dict[str, int] = {}
        for slot, mark in head.marks.items():
            table = f"{language} {slot.rpartition('-')[0]}"
            by_table[table] = by_table.get(table, 0) + len(library.files[f"{language}/{slot}-{mark}"])
        sizes |= by_table | {
            f"{language} directory": len(library.files[library.directory]),
            f"{language} entries": sum(map(len, contents.values())),
        }
    facets = pack(_facets(count, tuple(documents)))
    name = "facets"
    (folder / "search" / f"{name}.bin").write_bytes(facets)
    sizes["facets"] = len(facets)
    for language, content in manifests(libraries, count, name).items():
        (folder / "search" / f"{language}.bin").write_bytes(content)
    return seconds, sizes


def _picked(held: Mapping[str, bytes], keys: Iterable[str]) -> dict[str, bytes]:
    return {key: held[key] for key in keys}


def _entry(number: int, told: Told, language: str, languages: tuple[str, ...]) -> Entry:
    names = dict.fromkeys(languages, "가상계열 Made-up")
    shown = {
        "titles": dict.fromkeys(languages, told.title),
        "addresses": {one: f"{one}/stories/{told.id}/" for one in languages},
        "cover": {"src": f"covers/contact-day-{number % COVERS}.svg", "width": 1600, "height": 900},
        "category": ["contact", names],
        "affiliates": [names],
        "year": 2015 + number % 10,
        "prize": None,
        "kind": "video" if told.cues else "article",
        "length": 3,
    }
    return Entry(told.title, "", (), (Section("", "", told.text),), told.cues, tuple(sorted(shown.items())))


def _facets(count: int, languages: tuple[str, ...]) -> dict[str, Any]:
    """Return a table of facets as large as a group's: 13 affiliates, 8 categories, 15 years …, by chance."""
    chance = random.Random(7)
    numbers = {
        "affiliate": 13,
        "category": 8,
        "year": 15,
        "kind": 2,
        "programme": 6,
        "award": 12,
        "language": len(languages),
    }
    return {
        "facets": {
            name: {
                "ids": [f"{name}-{value}" for value in range(many)],
                "names": {one: [f"가상 {name} {value}" for value in range(many)] for one in languages},
                "sets": [[value] for value in range(many)] + [[]],
                "of": [
                    many
                    if name in ("programme", "award") and chance.random() < 0.9
                    else chance.randrange(many)
                    for _ in range(count)
                ],
            }
            for name, many in numbers.items()
        }
    }
