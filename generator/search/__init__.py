"""The search wing: the catalog → the files that a browser searches in, as Outputs. docs/search.md tells how they work.

What the stories say is worked out once and remembered; an edit of a text makes its own entry again and mends the index.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import groupby
from pathlib import Path
from typing import Any

from generator.base.cache import Cache, DamagedError, digest
from generator.base.outputs import Data, Group
from generator.base.pool import shared_out
from generator.content.catalog import Catalog
from generator.content.plain import as_json
from generator.content.showing import showing_of
from generator.content.story import Body, Story
from generator.search.entries import pack
from generator.search.facets import facet_table
from generator.search.library import FEW, make_library, manifests
from generator.search.names import GROUP, Member, entry_names, mark_of
from generator.search.stories import entry_of
from generator.search.weights import weights
from generator.search.words import lists

FOLDER = "search"
Shown = Callable[[Story, str], Mapping[str, Any]]
"""(story, language) → what a result shows of it."""


@dataclass(frozen=True, slots=True)
class Makings:
    """What the wing works with."""

    languages: tuple[str, ...]
    portable: bool
    shown: Shown
    cache_dir: Path
    program: str
    """Key of this program."""
    jobs: int


@dataclass(frozen=True, slots=True)
class _Task:
    """An entry to make."""

    key: str
    story: Story
    language: str


def script_head() -> str:
    """Return what stands before the engine's script: the lists of its analyser, and the weights of ranking."""
    known = weights()
    told = {"lists": lists(), "rank": known["rank"], "levels": known["levels"]}
    return f"self.delight = Object.assign(self.delight || {{}}, {as_json(told)});\n"


def search_outputs(catalog: Catalog, makings: Makings, store: Cache) -> list[Group]:
    """Return all files of search."""
    stories = sorted(catalog.stories, key=lambda story: story.order)
    shared = digest(makings.program, makings.portable, makings.languages, repr(catalog.taxonomy))
    tasks = [
        (number, _Task(_key(shared, story, body, catalog), story, body.language))
        for number, story in enumerate(stories)
        for body in story.bodies
    ]
    keys, made = _make_entries([task for _, task in tasks], catalog, makings, store)
    members: dict[str, list[Member]] = {language: [] for language in makings.languages}
    for number, task in tasks:
        members[task.language].append(Member(number, keys[task.key]))
    groups = [one for name, some in members.items() for one in _entry_groups(name, some, makings, store)]
    fronts = digest(shared, *(story.front for story in stories))
    whole = digest(fronts, catalog.synonyms, *(key for some in members.values() for _, key in some))
    make = cache(partial(_index, catalog, stories, fronts, members, makings))
    return [*groups, Group(whole, make, slow=made > FEW)]


def _key(shared: str, story: Story, body: Body, catalog: Catalog) -> str:
    """Return a key of all that an entry is made from."""
    picture = catalog.pictures.get(f"{story.folder}/{story.image.file}") if story.image else None
    showing = showing_of(story, catalog, body.language)
    said = showing.captions_in(body.language) if showing else None
    film = (repr(showing.main), said.content if said else "") if showing else ()
    return digest(shared, story.slug, story.front, body.key, repr(picture), *film)


def _make_entries(
    tasks: Sequence[_Task], catalog: Catalog, makings: Makings, store: Cache
) -> tuple[dict[str, str], int]:
    """See that every entry is remembered; return the key of its content by the key of its task, and how many were made."""
    name = "portable" if makings.portable else "site"
    remembered: Any = store.get_many("entry-keys", ("portable", "site"))
    before = remembered.get(name, {})
    there = store.known("entries", before.values())
    known: dict[str, str] = {task.key: before[task.key] for task in tasks if before.get(task.key) in there}
    todo = [task for task in tasks if task.key not in known]
    if todo:
        made = dict(shared_out(partial(_entries, catalog, makings), todo, makings.jobs))
        known |= {key: digest(content) for key, content in made.items()}
        store.put_many("entries", {known[key]: content for key, content in made.items()})
        store.put_many("entry-keys", {name: known})
        heads = store.get_many("search", makings.languages)
        held = (key for head in heads.values() for _, key in head.members)  # type: ignore[attr-defined]
        store.keep_only(
            "entries", [*known.values(), *held, *(key for one in remembered.values() for key in one.values())]
        )
    return known, len(todo)


def _entries(catalog: Catalog, makings: Makings, tasks: Iterable[_Task]) -> list[tuple[str, bytes]]:
    """Make entries, in this process or another, and return (key, bytes)."""
    made = []
    with Cache(makings.cache_dir, makings.program) as store:
        for task in tasks:
            body = task.story.body(task.language)
            text: Any = store.get("texts", body.key) if body else None
            if text is None:
                raise DamagedError("a text is lost")
            shown = makings.shown(task.story, task.language)
            made.append((task.key, entry_of(task.story, task.language, text.html, catalog, shown).packed()))
    return made


def _entry_groups(
    language: str, members: Sequence[Member], makings: Makings, store: Cache
) -> Iterator[Group]:
    for _, some in groupby(members, lambda member: member.number // GROUP):
        held = list(some)
        key = digest("entries", language, makings.portable, *(part for member in held for part in member))
        yield Group(key, cache(partial(_entry_files, language, held, makings, store)))


def _entry_files(language: str, members: Sequence[Member], makings: Makings, store: Cache) -> list[Data]:
    contents, names = _read(store, (member.key for member in members)), entry_names(language, members)
    return [_file(names[member.number], contents[member.key], makings.portable) for member in members]


def _read(store: Cache, keys: Iterable[str]) -> dict[str, bytes]:
    wanted = list(keys)
    found: dict[str, Any] = store.get_many("entries", wanted)
    if len(found) < len(set(wanted)):
        raise DamagedError("an entry is lost")
    return found


def _index(
    catalog: Catalog,
    stories: Sequence[Story],
    fronts: str,
    members: Mapping[str, Sequence[Member]],
    makings: Makings,
) -> list[Data]:
    """Return the indexes of all languages, the table of facets, and for each language the manifest that names the rest."""
    more = {"names": catalog.synonyms}
    # A connection of its own, as it may be a process of its own.
    with Cache(makings.cache_dir, makings.program) as store:
        libraries = {
            language: make_library(language, some, len(stories), more, partial(_read, store), store)
            for language, some in members.items()
        }
        known: Any = store.get("search", "facets")
        if known is None or known[0] != fronts:
            known = (fronts, pack(facet_table(catalog, stories, makings.languages)))
            store.put_many("search", {"facets": known})
    table: bytes = known[1]
    facets = f"facets-{mark_of(table)}"
    files = {facets: table} | manifests(libraries, len(stories), facets)
    for one in libraries.values():
        files |= one.files
    return [_file(name, content, makings.portable) for name, content in sorted(files.items())]


def _file(name: str, content: bytes, portable: bool) -> Data:
    """Return a file of search: as it is, or as a script, since a page that is opened from a folder may fetch nothing."""
    if not portable:
        return Data(f"{FOLDER}/{name}.bin", content)
    text = base64.b64encode(content).decode("ascii")
    return Data(f"{FOLDER}/{name}.js", f'delight.filed("{name}","{text}");\n'.encode())
