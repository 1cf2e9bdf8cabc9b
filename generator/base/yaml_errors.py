"""What is wrong where YAML cannot be read: the fault as a person made it, and where.

In: a text and the error that PyYAML raised, whether through libyaml or alone. Out: a Problem with a remedy of its own; None for
faults so rare that the one who asks has to find words for them. The parser's own English is read here and shown nowhere.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any

import yaml

from generator.base.problems import Place, Problem, problem

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The fastest loader that there is."""
_CLOSING = {"[": "]", "{": "}"}
_OPENS = (yaml.FlowSequenceStartToken, yaml.FlowMappingStartToken)
_CLOSES = (yaml.FlowSequenceEndToken, yaml.FlowMappingEndToken)

_WIDE_COLON = re.compile(r"[\s-]*[^\s:：]+\s*：")
"""A name and the colon of Korean and Chinese full-width text, which is none to YAML."""


def place_of(mark: Any, path: str) -> Place:
    """Return the place of a mark; the file's first where there is none."""
    return Place(path, mark.line + 1, mark.column + 1) if mark else Place(path)


def problem_of(error: yaml.MarkedYAMLError, text: str, path: str) -> Problem | None:
    """Return what is wrong with a text that could not be read."""
    at, began = error.problem_mark, error.context_mark
    doing, what = error.context or "", error.problem or ""
    found = None
    if at is None:
        pass
    elif re.search("escape (character|sequence)|hexa?decimal number", what):
        found = _escape(at, text, path)
    elif "mapping values" in what:
        found = _colon(at, text, path)
    elif "quoted scalar" in doing:
        found = problem(place_of(began, path), "quote-not-closed")
    elif "simple key" in doing:
        found = without_colon(began, text, path)
    elif "parsing a flow" in doing:
        found = _in_brackets(at, began, text, path)
    elif "sequence entries" in what:
        found = problem(place_of(at, path), "list-beside-name")
    elif re.search("parsing a block (mapping|collection)", doing) or "document start" in what:
        found = _in_lines(at, text, path)
    else:
        found = _sign(at, at if "duplicate" in doing else began or at, text, path)
    return found


def _escape(at: Any, text: str, path: str) -> Problem:
    """Tell which backslash cannot be read; the parser stands on it, or some letters further."""
    line = _line(text, at.line)
    backslash = line[: at.column + 1].rfind("\\")
    return problem(Place(path, at.line + 1, backslash + 1), "unknown-escape", escape=line[backslash:][:2])


def _colon(at: Any, text: str, path: str) -> Problem:
    """Tell a colon within a value from one in a line that is read as if the line above went on."""
    before = _line(text, at.line)[: at.column]
    if re.search(r":\s", before):
        return problem(place_of(at, path), "colon-in-value")
    above = _tokens(text, at)[-1:]
    if above and not _line(text, above[0].start_mark.line)[: above[0].start_mark.column].strip():
        return without_colon(above[0].start_mark, text, path)
    return problem(Place(path, at.line + 1, len(before) - len(before.lstrip()) + 1), "indentation")


def without_colon(mark: Any, text: str, path: str) -> Problem:
    """Tell a line without a colon, or with one that only looks like it."""
    if wide := _WIDE_COLON.match(_line(text, mark.line)):
        return problem(Place(path, mark.line + 1, wide.end()), "full-width-colon")
    return problem(place_of(mark, path), "line-without-colon")


def _in_brackets(at: Any, began: Any, text: str, path: str) -> Problem:
    """Tell what is wrong within brackets: where they are not closed, they go on into the lines below."""
    if found := _after_quote(_tokens(text, at), at, path):
        return found
    if _char(text, at) == ":" and at.line == began.line:
        return problem(place_of(at, path), "colon-in-value")
    opening = _char(text, began)
    return problem(
        place_of(began, path), "bracket-not-closed", bracket=opening, closing=_CLOSING.get(opening, "")
    )


def _in_lines(at: Any, text: str, path: str) -> Problem | None:
    """Tell what stands where a line with a field or an item should begin."""
    tokens = _tokens(text, at)
    if found := _after_quote(tokens, at, path):
        return found
    if not _line(text, at.line)[: at.column].strip():
        return problem(place_of(at, path), "indentation")
    if tokens and isinstance(tokens[-1], _CLOSES):
        opening = _opening(tokens).start_mark
        return problem(place_of(opening, path), "sign-at-start", sign=_char(text, opening))
    return None


def _after_quote(tokens: list[Any], at: Any, path: str) -> Problem | None:
    """Find a text that goes on after a quotation mark, which was meant to open another where it ends lines below."""
    last = tokens[-1] if tokens else None
    if (
        not isinstance(last, yaml.ScalarToken)
        or last.style not in ("'", '"')
        or last.end_mark.line != at.line
    ):
        return None
    if last.start_mark.line < at.line:
        return problem(place_of(last.start_mark, path), "quote-not-closed")
    return problem(place_of(at, path), "text-after-quote")


def _sign(at: Any, began: Any, text: str, path: str) -> Problem | None:
    """Find a value that begins with a sign such as `@` or `*`, or a line with a tab."""
    sign = _char(text, began)
    if "\t" in (sign, _char(text, at)):
        return problem(place_of(at, path), "front-matter-tab")
    is_kept = sign and sign in "@`%*&!|>?,]}"
    return problem(place_of(began, path), "sign-at-start", sign=sign) if is_kept else None


def _tokens(text: str, at: Any) -> list[Any]:
    """Return what stands before a place, piece by piece."""
    found = []
    with suppress(yaml.YAMLError):  # it is the error that is being told
        for token in yaml.scan(text, Loader=LOADER):
            start, end = token.start_mark, token.end_mark
            if (end.line, end.column) > (at.line, at.column):
                break
            if (start.line, start.column) < (end.line, end.column):
                found.append(token)
    return found


def _opening(tokens: list[Any]) -> Any:
    """Return the bracket that the last token closes."""
    depth = 0
    for token in reversed(tokens):
        depth += isinstance(token, _CLOSES) - isinstance(token, _OPENS)
        if depth == 0:
            return token
    return tokens[-1]


def _line(text: str, number: int) -> str:
    return (text.split("\n")[number : number + 1] or [""])[0]


def _char(text: str, at: Any) -> str:
    return _line(text, at.line)[at.column : at.column + 1]
