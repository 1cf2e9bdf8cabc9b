"""Reading: a folder's files → a valid Story, or Problems; the same for pages that are not stories.

Lays the languages of a story together, the source first, and sees that they fit. A story is whole or absent, and what is
wrong with it is said all at once. Files apart are read in sheets.py; what needs other stories is the catalog's question.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any

from generator.base.cache import digest
from generator.base.problems import Place, Problem, is_error, problem
from generator.content.body import Converter, Text
from generator.content.course import Course, CourseFields
from generator.content.course_rules import fields_not_translated, find_flaws
from generator.content.front_matter import FrontMatter, PlainPage
from generator.content.kinds import Sheet, shown
from generator.content.plain import as_json, plain
from generator.content.records import made
from generator.content.scenes import Scenes
from generator.content.sheets import (
    File,
    decoded,
    line_and_column,
    missing_fields,
    read_sheet,
    split,
)
from generator.content.story import Body, Places, StandingPage, Story
from generator.content.words import Words

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
STARTER = {"ko": "여기에 이야기를 쓰세요.", "en": "Write the story here."}
"""What `delight new` writes as the first text, which may not be published."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of one story or page: a value if nothing is wrong with it, what is wrong, and its texts by key."""

    value: Story | StandingPage | Course | None
    problems: tuple[Problem, ...]
    texts: Mapping[str, Text]
    unread: Story | StandingPage | Course | None = None
    """Where there is no value, as much of it as could be read, for finding what else is wrong; never to be shown."""

    @property
    def text_keys(self) -> tuple[str, ...]:
        """Return the keys of its texts, also where the texts themselves are kept elsewhere."""
        return tuple(body.key for body in self.value.bodies) if self.value else ()


def read_story(folder: str, files: Mapping[str, File], source: str, converter: Converter) -> Reading:
    """Read the story in `folder` (`2021/notebook`) from its files by language; `source` is the language written first."""
    found = _Twins(folder, files, source, converter)
    values = found.read(FrontMatter)
    slug = PurePosixPath(folder).name
    if values is not None:
        found.problems += _story_problems(values, found.sheets[source], folder)
        found.problems += _alt_problems(values, found.sheets)
    reading = found.reading(Story, values, slug=slug, folder=folder)
    if not isinstance(reading.value, Story):
        return reading
    return replace(reading, value=replace(reading.value, data=as_json(plain(reading.value, FrontMatter))))


def read_page(name: str, files: Mapping[str, File], source: str, converter: Converter) -> Reading:
    """Read the page called `name` from its files by language."""
    found = _Twins("", files, source, converter)
    return found.reading(StandingPage, found.read(PlainPage), name=name)


def read_course(folder: str, files: Mapping[str, File], source: str, converter: Converter) -> Reading:
    """Read the course in `folder` (`courses/first-contact`) from its files by language."""
    found = _Twins(folder, files, source, converter)
    values = found.read(CourseFields)
    if values is not None:
        found.problems += find_flaws(values, found.sheets, source)
        if not any(map(is_error, found.problems)):
            found.problems += fields_not_translated(values, found.sheets, source)
    return found.reading(Course, values, slug=PurePosixPath(folder).name, folder=folder)


class _Twins:
    """The files of one story, read one after the other and laid together. Lives only while they are read."""

    def __init__(self, folder: str, files: Mapping[str, File], source: str, converter: Converter) -> None:
        self.folder, self.files, self.source, self.converter = folder, files, source, converter
        self.sheets: dict[str, Sheet] = {}
        self.texts: dict[str, Text] = {}
        self.bodies: list[Body] = []
        self.problems: list[Problem] = []
        self.starters: list[Place] = []
        self.fronts: list[str] = []
        self.fingerprint = ""

    def read(self, cls: type) -> dict[str, Any] | None:
        """Return the fields of all languages laid together, or None where the source cannot be read."""
        order = sorted(self.files, key=lambda language: (language != self.source, language))
        for language in order:
            self._read_file(language, cls)
        if self.source not in self.files:
            for file in self.files.values():
                right = re.sub(r"\.\w+\.md$", f".{self.source}.md", file.path)
                self.problems.append(problem(Place(file.path), "twin-without-source", right=right))
        whole: dict[str, Any] | None = None
        if self.source in self.sheets:
            _refuse_twin_only(self.sheets[self.source])
            whole = self.sheets[self.source].values
        for language in order[1:]:
            if whole is not None and language in self.sheets:
                whole = _laid_together(whole, self.sheets[language])
        for sheet in self.sheets.values():
            self.problems += sheet.problems + missing_fields(sheet, cls, twin=sheet.language != self.source)
        if whole and whole.get("status") in ("approved", "published"):
            self.problems += (problem(place, "starter-text") for place in self.starters)
        return whole

    def reading(self, cls: type, values: dict[str, Any] | None, **more: Any) -> Reading:
        """Return what came of it."""
        problems = tuple(self.problems)
        first = self.files.get(self.source) or next(iter(self.files.values()))
        places: dict[str, Place] = {}
        for language in sorted(self.sheets, key=lambda language: language == self.source):
            places |= self.sheets[language].places
        more |= {"bodies": tuple(self.bodies), "fingerprint": self.fingerprint, "front": digest(*self.fronts)}
        value = made(cls, values or {}, places=Places.of(first.path, places), **more)
        if values is None or any(map(is_error, problems)):
            return Reading(None, problems, {}, unread=value)
        return Reading(value, problems, self.texts)

    def _read_file(self, language: str, cls: type) -> None:
        file = self.files[language]
        text = decoded(file, self.problems)
        parts = split(text, file.path, self.problems) if text is not None else None
        if parts is None:
            return
        front, body, body_line = parts
        self.fronts += [language, front]
        sheet = read_sheet(front, file.path, language, cls, self.problems)
        if sheet is not None:
            self.sheets[language] = sheet
        if not _COMMENT.sub("", body).strip():
            self.problems.append(problem(Place(file.path, body_line), "empty-body"))
            return
        if (starter := body.find(STARTER[language])) >= 0:
            line, column = line_and_column(body, starter)
            self.starters.append(Place(file.path, body_line + line - 1, column))
        summary = sheet.values.get("summary") if sheet else None
        if summary and summary.get(language) == STARTER[language]:
            self.starters.append(sheet.places["summary"])  # type: ignore[union-attr]
        converted, problems = self.converter.convert(body, self.folder, file.path, body_line, language)
        self.problems += problems
        key = digest("text", self.converter.key, file.path, file.content)
        self.texts[key] = converted
        self.bodies.append(
            Body(
                language,
                key,
                converted.headings,
                converted.anchors,
                converted.links,
                len(converted.plain),
                converted.highlights,
            )
        )
        if language == self.source and sheet is not None:
            self.fingerprint = _fingerprint(sheet, body)


def _refuse_twin_only(source: Sheet) -> None:
    if source.values.pop("translated_from", None):
        source.note("only-in-twin", "translated_from", field="translated_from")


def _laid_together(source: dict[str, Any], twin: Sheet) -> dict[str, Any]:
    """Return the source's fields with the twin's own words added, noting on the twin what contradicts the source."""
    whole = dict(source)
    for key, theirs in twin.values.items():
        if theirs is not None and source.get(key, theirs) is not None:
            whole[key] = _joined(source.get(key), theirs, twin, key)
    return whole


def _joined(mine: Any, theirs: Any, twin: Sheet, at: str) -> Any:
    if isinstance(theirs, dict) and isinstance(mine, dict | None):
        mine = mine or {}
        return mine | {
            key: _joined(mine.get(key), value, twin, f"{at}.{key}")
            for key, value in theirs.items()
            if value is not None and mine.get(key, value) is not None
        }
    if isinstance(theirs, Words | Scenes) and type(mine) is type(theirs):
        both: Any = mine.joined(theirs)  # type: ignore[arg-type] # of one type, as just seen
        if both is None:
            twin.note("twin-contradicts", at, field=shown(at))
        return both or mine
    if isinstance(theirs, tuple) and isinstance(mine, tuple) and mine != theirs:
        if len(mine) != len(theirs) and mine and all(isinstance(one, dict) for one in (*mine, *theirs)):
            twin.note("twin-count", at, field=shown(at), in_source=f"{len(mine)}", own=f"{len(theirs)}")
            return mine
        if len(mine) == len(theirs):
            return tuple(
                _joined(one, other, twin, f"{at}.{number}")
                for number, (one, other) in enumerate(zip(mine, theirs, strict=True))
            )
    if mine is None and not isinstance(theirs, Words | Scenes) and at != "translated_from":
        twin.note("shared-in-twin", at, field=shown(at))
        return None
    if mine is not None and mine != theirs:
        twin.note("twin-contradicts", at, field=shown(at))
    return theirs if mine is None else mine


def _fingerprint(source: Sheet, body: str) -> str:
    """Return 12 hexadecimal digits of what a translator translates: every text of the source, and its body."""

    def texts(value: Any) -> Iterator[str]:
        if isinstance(value, Words):
            yield value.said_in(source.language).text
        elif isinstance(value, Scenes):
            yield from (text for scene in value.get(source.language) or () for text in scene)
        elif isinstance(value, dict):
            for key in sorted(value):
                yield from texts(value[key])
        elif isinstance(value, tuple):
            for item in value:
                yield from texts(item)

    lines = [line.rstrip() for line in body.strip().splitlines()]
    translated = {key: value for key, value in source.values.items() if key != "approved_by"}
    told = json.dumps([*texts(translated), *lines], ensure_ascii=False)
    return hashlib.sha256(told.encode("utf-8")).hexdigest()[:12]


def _story_problems(values: Mapping[str, Any], sheet: Sheet, folder: str) -> Iterator[Problem]:
    """Find fields of a story that do not fit one another."""
    at = sheet.places
    year, day = values.get("year"), values.get("date")
    if year and day and day.year != year:
        yield problem(at["date"], "year-against-date", year=f"{year}", date=day.isoformat())
    folder_year = folder.split("/", maxsplit=1)[0]
    if year and folder_year != str(year):
        yield problem(at["year"], "year-against-folder", year=f"{year}", folder=folder_year)
    start, end = values.get("publish_on"), values.get("expires_on")
    if start and end and end <= start:
        yield problem(at["expires_on"], "expires-before-published", publish_on=start, expires_on=end)
    if values.get("status") in ("approved", "published") and "id" not in values:
        yield problem(at["status"], "missing-id")
    for one, other in (("approved_by", "approved_on"), ("approved_on", "approved_by")):
        if values.get(one) and other not in values:
            yield problem(at.get(one, at[""]), "approval-incomplete", field=one, other=other)


def _alt_problems(values: Mapping[str, Any], sheets: Mapping[str, Sheet]) -> Iterator[Problem]:
    """Find languages in which the picture at the head has no alt text."""
    image = values.get("image")
    if not image or not image.get("file") or image.get("alt", "") is None:
        return
    alt = image.get("alt")
    for language, sheet in sheets.items():
        if alt is None or alt.get(language) is None:
            place = sheet.places.get("image", sheet.places[""])
            yield problem(place, "picture-without-alt", picture=image["file"], form="image: {alt: …}")
