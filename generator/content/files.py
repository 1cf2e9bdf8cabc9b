"""The files of a project: which of them are stories, pages, taxonomies or things that stories show.

In: the stories' folder. Out: Sources, each file read once as bytes, and Problems with names and files that cannot be used.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from generator.base.languages import NAMES
from generator.base.problems import Place, Problem, problem, reason_of
from generator.base.writing import nfc
from generator.content.sheets import File

TAXONOMY = "taxonomy"
"""The folder of taxonomies, below the stories' folder."""
BROADCAST = "broadcast"
"""The folder of running orders, below the stories' folder."""
COURSES = "courses"
"""The folder of courses, below the stories' folder."""
_MARKDOWN = re.compile(r"(?P<name>.+?)\.(?P<language>[A-Za-z-]+)\.(md|markdown)", re.IGNORECASE)
LONGEST_NAME = 200
"""Bytes of a name in UTF-8. A file has 255 on every system, and the longest made of a name adds 28: `.….ko.scorm12-single.zip.new`."""
_SLUG = re.compile(r"[a-z0-9가-힣]+(?:-[a-z0-9가-힣]+)*")
_YEAR = re.compile(r"[0-9]{4}")
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sources:
    """The files of a project."""

    stories: Mapping[str, Mapping[str, File]] = field(default_factory=dict)
    """Folder below the stories' folder (`2021/notebook`) → file by language."""
    pages: Mapping[str, Mapping[str, File]] = field(default_factory=dict)
    """Name (`about`) → file by language."""
    courses: Mapping[str, Mapping[str, File]] = field(default_factory=dict)
    """Folder below the stories' folder (`courses/first-contact`) → file by language."""
    taxonomies: Mapping[str, File] = field(default_factory=dict)
    running_orders: Mapping[str, File] = field(default_factory=dict)
    """Name (`lobby`) → file."""
    everything: frozenset[str] = frozenset()
    """Every file, by path below the stories' folder."""


def find_sources(
    stories_dir: Path, shown_as: str, languages: tuple[str, ...]
) -> tuple[Sources, tuple[Problem, ...]]:
    """List and read the files below the stories' folder; `shown_as` is that folder's name in messages."""
    problems: list[Problem] = []
    stories: dict[str, dict[str, File]] = {}
    pages: dict[str, dict[str, File]] = {}
    courses: dict[str, dict[str, File]] = {}
    taxonomies: dict[str, File] = {}
    running_orders: dict[str, File] = {}
    everything = sorted(_walk(stories_dir, "", shown_as, problems))
    for path in everything:
        here = Place(f"{shown_as}/{path}")
        parts = tuple(nfc(path).split("/"))
        for part, found_as in zip(parts, path.split("/"), strict=True):
            if part != found_as:
                problems.append(problem(here, "name-not-nfc", name=part))
        if parts[0] == TAXONOMY:
            if (
                len(parts) == 2
                and path.endswith((".yml", ".yaml"))
                and (file := _read(stories_dir, path, shown_as, problems))
            ):
                taxonomies[PurePosixPath(parts[-1]).stem] = file
        elif parts[0] == BROADCAST and len(parts) == 2 and path.endswith((".yml", ".yaml")):
            name = PurePosixPath(parts[-1]).stem
            if found_wrong := tuple(_wrong_name(name, here)):
                problems += found_wrong
            elif file := _read(stories_dir, path, shown_as, problems):
                running_orders[name] = file
        elif path.lower().endswith((".md", ".markdown")):
            found = _placed(parts, here, languages, problems)
            if found and (file := _read(stories_dir, path, shown_as, problems)):
                name, language = found
                kind = pages if len(parts) == 1 else courses if parts[0] == COURSES else stories
                kind.setdefault(name, {})[language] = file
    found_all = frozenset(map(nfc, everything))
    return Sources(stories, pages, courses, taxonomies, running_orders, found_all), tuple(problems)


def _walk(
    root: Path, below: str, shown_as: str, problems: list[Problem], above: tuple[str, ...] = ()
) -> Iterator[str]:
    """Yield every file's path below `root`, without hidden ones; a Markdown file's name may not be a folder's.

    `above` are the real paths of the folders on the way here: a link to one of them would lead round in a circle.
    """
    above = above or (os.path.realpath(root),)
    try:
        entries = sorted(os.scandir(root / below), key=lambda entry: entry.name)
    except OSError as error:
        problems.append(
            problem(Place(f"{shown_as}/{below}".rstrip("/")), "unreadable", reason=reason_of(error))
        )
        return
    for entry in entries:
        path = f"{below}{entry.name}"
        if entry.name.startswith((".", "~$")) or entry.name in ("Thumbs.db", "desktop.ini"):
            continue
        if entry.is_dir() and not entry.name.endswith(".md"):
            real = os.path.realpath(entry.path) if entry.is_symlink() else f"{above[-1]}{os.sep}{entry.name}"
            if real not in above:
                yield from _walk(root, f"{path}/", shown_as, problems, (*above, real))
        elif entry.is_dir() or (entry.is_file() and os.access(entry.path, os.R_OK)):
            yield path
        else:
            problems.append(problem(Place(f"{shown_as}/{path}"), "unreadable", reason="ENOENT"))


def _read(root: Path, path: str, shown_as: str, problems: list[Problem]) -> File | None:
    try:
        with open(f"{os.fspath(root)}/{path}", "rb") as file:  # noqa: PTH123 - a Path takes as long as the reading
            return File(f"{shown_as}/{path}", file.read())
    except OSError as error:
        problems.append(problem(Place(f"{shown_as}/{path}"), "unreadable", reason=reason_of(error)))
        return None


def _placed(
    parts: tuple[str, ...], here: Place, languages: tuple[str, ...], problems: list[Problem]
) -> tuple[str, str] | None:
    """Return what a Markdown file belongs to, as (folder or name, language), or None with a problem."""
    named = _MARKDOWN.fullmatch(parts[-1])
    if not named or named["language"] not in NAMES or not parts[-1].endswith(".md"):
        stem = "index" if len(parts) > 1 else slug_of(parts[-1].partition(".")[0])
        right = f"{stem}.{languages[0]}.md"
        problems.append(problem(here, "name-without-language", right=right, languages=", ".join(NAMES)))
        return None
    if named["language"] not in languages:
        problems.append(
            problem(here, "language-not-used", language=named["language"], languages=", ".join(languages))
        )
        return None
    if len(parts) == 1:
        slug = named["name"]
    elif len(parts) == 3 and named["name"] == "index" and (parts[0] == COURSES or _YEAR.fullmatch(parts[0])):
        slug = parts[1]
    elif parts[0] == COURSES:
        slug = slug_of(named["name"] if named["name"] != "index" else parts[-2])
        right = f"{COURSES}/{slug}/index.{named['language']}.md"
        problems.append(problem(here, "course-in-wrong-place", right=right))
        return None
    else:
        year = parts[0] if _YEAR.fullmatch(parts[0]) else "2021"
        folders = [one for one in parts[:-1] if not _YEAR.fullmatch(one)]
        slug = slug_of(named["name"] if named["name"] != "index" else (folders or ["my-story"])[-1])
        right = f"{year}/{slug}/index.{named['language']}.md"
        problems.append(problem(here, "story-in-wrong-place", right=right))
        return None
    problems += _wrong_name(slug, here, is_folder=len(parts) > 1)
    return (slug if len(parts) == 1 else f"{parts[0]}/{slug}"), named["language"]


def _wrong_name(name: str, here: Place, is_folder: bool = False) -> Iterator[Problem]:
    """Find a name that cannot stand in an address, or in the names of the files that are made of it."""
    if not _SLUG.fullmatch(name) or _DEVICES.fullmatch(name) or (is_folder and name == "page"):
        yield problem(here, "name-not-for-addresses", name=name, right=slug_of(name))
    elif len(name.encode()) > LONGEST_NAME:
        yield problem(
            here, "name-too-long", letters=LONGEST_NAME, syllables=LONGEST_NAME // len("가".encode())
        )


def slug_of(name: str) -> str:
    """Return the nearest name that can stand in an address."""
    made = "-".join(re.findall(r"[a-z0-9가-힣]+", nfc(name).lower())) or "story"
    made = made.encode()[:LONGEST_NAME].decode(errors="ignore").rstrip("-")
    return f"{made}-1" if _DEVICES.fullmatch(made) or made == "page" else made
