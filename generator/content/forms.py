"""The forms that captions come in: WebVTT, SubRip, SubStation Alpha, SAMI.

In: the text of a file. Out: its form, and its cues as they stand there. Nothing is refused that a person can make sense of, as
browsers only ever see what is written anew. Why none of it is left to a library: docs/decisions/0024-own-readers-of-captions.md.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.base.writing import language_of
from generator.content.spoken import tidy, unmarked, without_overrides

_TIME = (
    r"(?:([0-9]{1,4})[ \t]?:[ \t]?)?([0-9]{1,2})[ \t]?:[ \t]?([0-9]{1,2})(?:[ \t]?[.,:][ \t]?([0-9]{1,9}))?"
)
_ONE_TIME = re.compile(_TIME)
_TIMES = re.compile(rf"[ \t\ufeff]*{_TIME}[ \t]*-{{1,3}}[ \t]?>[ \t]*{_TIME}(?![0-9:.,])")
_ARROW = "-->"
_DUE = re.compile(r"[\s\ufeff0-9]*")
_SIGNATURE = re.compile(r"[\s\ufeff]*WEBVTT(?=[ \t\n]|\Z)")
_SAMI = re.compile(r"<(?:sami|sync)\b", re.IGNORECASE)
_SUBSTATION = re.compile(r"^[ \t]*(?:\[script info\]|dialogue[ \t]*:)", re.IGNORECASE | re.MULTILINE)

LAST = 3000
"""Milliseconds that the last cue of a SAMI file stays, as nothing tells its end."""


class Block(NamedTuple):
    """A cue as it stands in its file."""

    line: int
    times: tuple[int, int] | None
    """Beginning and end in milliseconds; None where they cannot be read."""
    text: str
    speaker: str = ""
    language: str = ""


def form_of(text: str) -> str:
    """Return the form that a file is in, going by what stands in it, or nothing where it is no captions."""
    if _SIGNATURE.match(text):
        return "vtt"
    if _SAMI.search(text):
        return "smi"
    if any(map(_TIMES.match, text.split("\n"))):
        return "srt"
    return "ass" if _SUBSTATION.search(text) else ""


def blocks_of(text: str, form: str) -> Iterator[Block]:
    """Yield the cues of a file in the order in which they stand in it."""
    return _READERS[form](text)


def _read_vtt(text: str) -> Iterator[Block]:
    """Read WebVTT as a browser does (section 6.1 of the standard), but for times, which may be written as in SubRip, too.

    A block ends at an empty line, or where a line of times cannot belong to it any more; one without such a line is a note, a
    style or a region.
    """
    lines = text.split("\n")
    here = next(number for number, line in enumerate(lines) if line.strip()) + 1
    here = _end_of_block(lines, here)
    while here < len(lines):
        times = next((at for at in (here, here + 1) if at < len(lines) and _ARROW in lines[at]), None)
        if not lines[here] or times is None:
            here = _end_of_block(lines, here + 1) if lines[here] else here + 1
            continue
        here = _end_of_block(lines, times + 1)
        joined = here < len(lines) and bool(lines[here])
        said = _without_number(lines[times + 1 : here]) if joined else lines[times + 1 : here]
        yield Block(times + 1, _times(lines[times]), *unmarked("\n".join(said)))


def _end_of_block(lines: Sequence[str], here: int) -> int:
    """Return the first line from `here` on that is empty, or has times."""
    while here < len(lines) and lines[here] and _ARROW not in lines[here]:
        here += 1
    return here


def _read_srt(text: str) -> Iterator[Block]:
    """Read SubRip, which nobody ever wrote down: a line of times begins a cue, all else up to the next belongs to it.

    An arrow also stands in what is said; it makes a line of times only where one is due.
    """
    lines = text.split("\n")
    heads = [
        number
        for number, (before, line) in enumerate(zip(["", *lines], lines, strict=False))
        if _TIMES.match(line) or (_ARROW in line and (_DUE.fullmatch(before) or line[:1].isdecimal()))
    ]
    for head, after in zip(heads, [*heads[1:], len(lines)], strict=True):
        said: Sequence[str] = lines[head + 1 : after]
        said = _without_number(said) if after < len(lines) else said
        yield Block(head + 1, _times(lines[head]), *unmarked("\n".join(said)))


def _without_number(said: Sequence[str]) -> Sequence[str]:
    """Return the lines of a cue without the number of the next one, if it stands there: alone, or right above the times."""
    last = len(said) - 1
    while last > 0 and not said[last].strip():
        last -= 1
    is_number = last >= 0 and said[last].strip(" \t\ufeff").isdecimal()
    stands_apart = last == len(said) - 1 or (last > 0 and not said[last - 1].strip())
    return said[:last] if is_number and stands_apart else said


def _times(line: str) -> tuple[int, int] | None:
    found = _TIMES.match(line)
    if not found:
        return None
    begin, end = _milliseconds(*found.groups()[:4]), _milliseconds(*found.groups()[4:])
    return None if begin is None or end is None else (begin, end)


def _milliseconds(hours: str | None, minutes: str, seconds: str, fraction: str | None) -> int | None:
    if int(minutes) > 59 or int(seconds) > 59:
        return None
    whole = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
    return whole * 1000 + int(((fraction or "") + "000")[:3])


_FIELDS = ("layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect", "text")
"""The fields of an event in the order that nearly every file has."""


def _read_ass(text: str) -> Iterator[Block]:
    """Read SubStation Alpha, old and advanced: its events, but for comments; the Name of an event is who speaks."""
    fields: Sequence[str] = _FIELDS
    is_events = False
    for number, line in enumerate(text.split("\n"), 1):
        key, _, rest = line.partition(":")
        key = key.strip().lower()
        if key.startswith("["):
            is_events = key.startswith("[events]")
        elif key == "format" and is_events:
            told = tuple(name.strip().lower() for name in rest.split(","))
            fields = told if {"start", "end"} <= set(told) and told[-1] == "text" else _FIELDS
        elif key == "dialogue":
            yield _event(number, dict(zip(fields, rest.split(",", len(fields) - 1), strict=False)))


def _event(number: int, held: Mapping[str, str]) -> Block:
    begin, end = (_ONE_TIME.fullmatch(held.get(name, "").strip()) for name in ("start", "end"))
    times = (_milliseconds(*begin.groups()), _milliseconds(*end.groups())) if begin and end else (None, None)
    said, speaker = without_overrides(held.get("text", "")), tidy(held.get("name", held.get("actor", "")))
    if times[0] is None or times[1] is None:
        return Block(number, None, said, speaker)
    return Block(number, (times[0], times[1]), said, speaker)


_SYNC = re.compile(r"<sync\b(?P<told>[^<>]*)>?", re.IGNORECASE)
_PARAGRAPH = re.compile(r"<p(?P<told>\s[^<>]*)?>", re.IGNORECASE)
_CUT_OFF = re.compile(r"<[A-Za-z/][^<>]*\Z")
_END_OF_BODY = re.compile(r"</(?:body|sami)\b", re.IGNORECASE)
_START = re.compile(r"\bstart\s*=\s*[\"']?\s*([0-9]{1,10})(?![0-9:.])", re.IGNORECASE)
_END = re.compile(r"\bend\s*=\s*[\"']?\s*([0-9]{1,10})(?![0-9:.])", re.IGNORECASE)
_CLASS = re.compile(r"\bclass\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_SOURCE = re.compile(r"\bid\s*=\s*[\"']?\s*source\b", re.IGNORECASE)
_STYLE = re.compile(r"\.([\w-]+)\s*\{([^{}]*)\}")
_LANGUAGE = re.compile(r"\blang\s*:\s*[\"']?([A-Za-z]{2})\b", re.IGNORECASE)
_BY_NAME = {"kr": "ko", "ko": "ko", "en": "en", "eg": "en", "us": "en", "jp": "ja", "ch": "zh", "cn": "zh"}
"""Languages by the first two letters of a class, as broadcasters call them (KRCC, ENCC, EGCC …), and by wrong codes (`lang:kr`)."""


class _Said(NamedTuple):
    """What one SYNC says in one class."""

    line: int
    start: int
    end: int | None
    """Told by few files."""
    name: str
    """Its class; empty where none is named."""
    text: str
    speaker: str


def _read_smi(text: str) -> Iterator[Block]:
    """Read SAMI (Microsoft, "Understanding SAMI 1.0"): a cue ends at the next SYNC of its language, be that one blank or not.

    What names no class is of the first one that the file names; if it is blank, it ends the cues of all.
    """
    first = _SYNC.search(text)
    head, body = (text[: first.start()], text[first.start() :]) if first else (text, "")
    said: list[_Said] = []
    for line, told, content in _syncs(body, head.count("\n") + 1):
        start, end = _START.search(told), _END.search(told)
        if not start:
            yield Block(line, None, "")
            continue
        for name, spoken, speaker in _paragraphs(content):
            said.append(_Said(line, int(start[1]), int(end[1]) if end else None, name, spoken, speaker))
    main = next((one.name for one in said if one.name), "")
    texts: dict[str, list[str]] = defaultdict(list)
    for one in said:
        texts[one.name or main].append(one.text)
    languages = _languages(texts, head)
    by_language: dict[str, list[_Said]] = defaultdict(list)
    ends: dict[str, set[int]] = {language: set() for language in languages.values()}
    for one in said:
        language = languages[one.name or main]
        by_language[language].append(one)
        for ended in (language,) if one.text or one.name else ends:
            ends[ended].add(one.start)
    for language, some in by_language.items():
        yield from _cues_in(language, some, sorted(ends[language]))


def _syncs(body: str, line: int) -> Iterator[tuple[int, str, str]]:
    """Yield (line, attributes, content) of each SYNC."""
    body = _CUT_OFF.sub("", _without_comments(body))
    body_end = _END_OF_BODY.search(body)
    body = body[: body_end.start()] if body_end else body
    syncs, at = list(_SYNC.finditer(body)), 0
    for sync, after in zip(syncs, [*(one.start() for one in syncs[1:]), len(body)], strict=False):
        line, at = line + body.count("\n", at, sync.start()), sync.start()
        yield line, sync["told"], body[sync.end() : after]


def _paragraphs(content: str) -> Iterator[tuple[str, str, str]]:
    """Yield (class, text, speaker) of what stands in a SYNC: each class once, and at least one, if only a blank one."""
    before, *rest = _PARAGRAPH.split(content)
    parts = [(told or "", part) for told, part in zip(rest[::2], rest[1::2], strict=True)]
    texts: dict[str, list[str]] = {}
    speakers: dict[str, str] = {}
    for told, part in [("", before), *parts] if not parts or tidy(before) else parts:
        name = named[1].lower() if (named := _CLASS.search(told)) else ""
        spoken, speaker = unmarked(part.replace("\n", " "), loose=True)
        if _SOURCE.search(told):
            speakers[name] = spoken.replace("\n", " ")
        else:
            texts.setdefault(name, []).append(spoken)
            speakers.setdefault(name, speaker)
    for name, some in texts.items():
        yield name, "\n".join(dict.fromkeys(filter(None, some))), speakers[name]


def _languages(texts: Mapping[str, Sequence[str]], head: str) -> dict[str, str]:
    """Return the language of each class: as the style tells, else by the class's name, else by the letters it is written in."""
    styles = ((style[1].lower(), _LANGUAGE.search(style[2])) for style in _STYLE.finditer(head))
    told = {name: language[1].lower() for name, language in styles if language}
    return {
        name: _BY_NAME.get(told.get(name, ""), told.get(name))
        or _BY_NAME.get(name[:2])
        or language_of("\n".join(some))
        for name, some in texts.items()
    }


def _cues_in(language: str, said: Sequence[_Said], ends: Sequence[int]) -> Iterator[Block]:
    """Yield what is said in one language, what begins at the same time as one; `ends` are all times at which a cue ends."""
    by_start: dict[int, list[_Said]] = defaultdict(list)
    for one in said:
        if one.text:
            by_start[one.start].append(one)
    for start, some in by_start.items():
        after = bisect_right(ends, start)
        end = some[0].end or (ends[after] if after < len(ends) else start + LAST)
        text = "\n".join(dict.fromkeys(one.text for one in some))
        yield Block(some[0].line, (start, end), text, some[0].speaker, language)


def _without_comments(text: str) -> str:
    """Return a text with its comments left out, but for their line feeds; one that is never closed is text."""
    pieces: list[str] = []
    at = 0
    while (begin := text.find("<!--", at)) >= 0 and (end := text.find("-->", begin)) >= 0:
        pieces += (text[at:begin], "\n" * text.count("\n", begin, end))
        at = end + 3
    return "".join([*pieces, text[at:]])


_READERS: Mapping[str, Callable[[str], Iterator[Block]]] = {
    "vtt": _read_vtt,
    "srt": _read_srt,
    "ass": _read_ass,
    "smi": _read_smi,
}
