"""What is wrong with a course in itself, once each of its fields could be read: what it lacks, what it asks without an answer, numbers
that no course can have, and what a translation leaves out.

In: the fields of all languages laid together, and the sheets that they come from. Out: Problems. Whether its stories are there is the
catalog's question (checks/courses.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from generator.base.problems import Problem, is_error, problem
from generator.content.course import QUESTIONS, Check, CourseFields, Question
from generator.content.kinds import Sheet, shown
from generator.content.records import made
from generator.content.sheets import missing_fields, untranslated_fields
from generator.content.words import Words

_CHOOSING = ("single", "multiple", "order")
"""Kinds of question that have choices."""
_FEWEST = 2
_MARKDOWN = re.compile(
    r"""
      !?\[[^]\n]*]\([^()\s]+(?:\s+"[^"\n]*")?\)                # [link](address), ![picture](file)
    | (?<![\d*])\*\*(?=[\w"'‘“(])[^\n]+?(?<=[\w"'’”).,!?%])\*\*   # **strong**
    | (?<![\w*])\*(?=[\w"'‘“(])[^*\n]+(?<=[\w"'’”).,!?%])\*(?!\*) # *emphasis*
    | (?<!\w)(_{1,2})(?=[^\W_])[^\n]+?(?<=[^\s_])\1(?!\w)         # _emphasis_, __strong__
    """,
    re.VERBOSE,
)
"""Markdown that someone meant: links, pictures, emphasis. Signs alone, as in `2*3*4` or a line of `____` to write on, are not."""


def find_flaws(values: Mapping[str, Any], sheets: Mapping[str, Sheet], source: str) -> Iterator[Problem]:
    """Find what a course lacks, or asks without an answer, once its fields themselves are right."""
    for one in sheets.values():
        yield from _markdown(one.values, one)
    sheet = sheets[source]
    own = sheet.values  # a twin may have what its source lacks, which is said elsewhere
    if own.get("objectives", ()) == ():  # None where something else was written
        yield problem(sheet.places.get("objectives", sheet.places[""]), "course-without-objectives")
    yield from _numbers_outside(values, sheet)
    if any(map(is_error, sheet.problems)) or missing_fields(sheet, CourseFields) or not own.get("check"):
        return
    check: Check = made(Check, values["check"])
    for number, question in enumerate(check.questions):
        yield from _unanswerable(question, number, sheet)
        yield from _alike(question, number, sheets, sheet)
    if check.pass_mark > check.points:
        most = f"{check.points}"
        yield problem(
            sheet.places["check.pass_mark"], "course-pass-mark", value=f"{check.pass_mark}", most=most
        )


def _markdown(value: Any, sheet: Sheet, at: str = "") -> Iterator[Problem]:
    """Find Markdown in the fields of a course, which are shown as they are written."""
    if isinstance(value, Words):
        found = next((found for _, text in value.by_language if (found := _MARKDOWN.search(text))), None)
        if found:
            yield problem(sheet.places[at], "markdown-in-field", field=shown(at), value=found[0])
    elif isinstance(value, Mapping | tuple):
        for key, inner in value.items() if isinstance(value, Mapping) else enumerate(value):
            yield from _markdown(inner, sheet, f"{at}.{key}".removeprefix("."))


def _unanswerable(question: Question, number: int, sheet: Sheet) -> Iterator[Problem]:
    """Find a question that leaves nothing to choose, or that no answer to is right."""
    place = sheet.places[f"check.questions.{number}"]
    if question.kind in ("single", "multiple") and len(question.choices) < _FEWEST:
        yield problem(place, "course-choices-few", number=number + 1)
    elif (
        question.kind == "single"
        and len(right := [n for n, one in enumerate(question.choices) if one.right]) > 1
    ):
        second = sheet.places[f"check.questions.{number}.choices.{right[1]}.right"]
        yield problem(second, "course-two-right", number=number + 1)
    elif not question.can_be_right or (question.accept and not question.accept.get(sheet.language)):
        wanted_ko, wanted_en = QUESTIONS[question.kind]
        yield problem(
            place,
            "course-question-without-answer",
            number=number + 1,
            wanted_ko=wanted_ko,
            wanted_en=wanted_en,
        )


def _alike(question: Question, number: int, sheets: Mapping[str, Sheet], sheet: Sheet) -> Iterator[Problem]:
    """Find choices that are the same to a reader of a language; texts were read in NFC, without blanks that are not shown."""
    seen = set()
    for n, one in enumerate(question.choices if question.kind in _CHOOSING else ()):
        for said in one.text.by_language:
            if said in seen:
                at = f"check.questions.{number}.choices.{n}.text"
                places = sheets.get(said[0], sheet).places
                place = places.get(at) or sheet.places[at]
                yield problem(place, "course-choices-alike", number=number + 1, value=said[1])
            seen.add(said)


def fields_not_translated(
    values: Mapping[str, Any], sheets: Mapping[str, Sheet], source: str
) -> Iterator[Problem]:
    """Find what a translation leaves in the words of its source, told once for each file."""
    for language, sheet in sheets.items():
        names = dict.fromkeys(map(shown, untranslated_fields(values, CourseFields, language)))
        if language != source and names:
            yield problem(sheet.places[""], "fields-not-translated", fields=", ".join(names))


def _numbers_outside(values: Mapping[str, Any], sheet: Sheet) -> Iterator[Problem]:
    """Find numbers of a course that no course can have."""
    for name, least, most in (
        ("minutes", 1, 9999),
        ("completion.watched", 1, 100),
        ("check.pass_mark", 1, 9999),
    ):
        group, _, field = name.rpartition(".")
        value = (values.get(group) or {} if group else values).get(field)
        if value is not None and not least <= value <= most:
            yield problem(
                sheet.places[name],
                "course-number-wrong",
                field=name,
                value=f"{value}",
                least=f"{least}",
                most=f"{most}",
            )
    for number, one in enumerate((values.get("check") or {}).get("questions") or ()):
        at = f"check.questions.{number}.points"
        if at in sheet.places and one.get("points") is not None and not 1 <= one["points"] <= 99:
            value = f"{one['points']}"
            yield problem(
                sheet.places[at], "course-number-wrong", field=shown(at), value=value, least="1", most="99"
            )
