"""The parts of docs/ that the program itself knows best: every field and every message.

In: documents with marks such as `<!-- reference: story ko -->`. Out: the same documents, with what stands between a mark and
`<!-- end of reference -->` written anew. `make docs` does it; a test fails where it would change anything.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Iterator
from dataclasses import Field, fields
from pathlib import Path
from typing import Any

from generator.base.languages import NAMES, fill
from generator.base.problems import messages
from generator.broadcast.order import OrderFields
from generator.content.course import CourseFields
from generator.content.front_matter import FrontMatter, PlainPage
from generator.content.kinds import Kind, key_of
from generator.content.records import is_required
from generator.content.taxonomy import TermFields

DOCS = Path(__file__).parents[1] / "docs"

_PART = re.compile(
    r"(?P<begin><!-- reference: (?P<name>[a-z]+)(?: (?P<language>[a-z]+))? -->\n)"
    r".*?"
    r"(?P<end><!-- end of reference -->)",
    re.DOTALL,
)
_WORDS = {
    "ko": {
        "columns": "| 항목 | 뜻 | 값 | 예 |",
        "required": "필수",
        "twin": "언어마다",
        "default": "쓰지 않으면 {value}",
        "within": "`{name}` 안의 항목",
    },
    "en": {
        "columns": "| Field | Meaning | Value | Example |",
        "required": "required",
        "twin": "in each language",
        "default": "{value} unless given",
        "within": "Fields within `{name}`",
    },
}
_LEVELS = {"error": "오류 · error", "warning": "경고 · warning"}
PLACEHOLDERS: dict[str, dict[str, str]] = {
    "ko": {
        "address": "주소",
        "addresses": "주소들",
        "anchor": "자리",
        "bracket": "괄호",
        "change": "차이",
        "closing": "닫는 괄호",
        "code": "글자 번호",
        "codec": "코덱",
        "container": "형식",
        "count": "줄 수",
        "date": "날짜",
        "day": "날짜",
        "end": "끝나는 때",
        "escape": "기호와 글자",
        "example": "예",
        "expires_on": "날짜",
        "fewest": "수",
        "field": "항목",
        "fields": "항목들",
        "file": "파일",
        "fingerprint": "지문",
        "folder": "폴더",
        "form": "쓸 자리",
        "formats": "형식들",
        "highest": "기준",
        "id": "id",
        "key": "항목",
        "kind": "종류",
        "language": "언어",
        "languages": "언어들",
        "length": "길이",
        "leads_to": "이은 곳",
        "limit": "글자 수",
        "least": "가장 작은 수",
        "letters": "글자",
        "line": "행",
        "lines": "행들",
        "loudness": "음량",
        "most": "가장 많이",
        "longest": "수",
        "name": "이름",
        "nearest": "가까운 이름",
        "number": "번호",
        "option": "설정",
        "other": "다른 것",
        "part": "있는 길이",
        "peak": "최대치",
        "period": "기간",
        "picture": "그림",
        "publish_on": "날짜",
        "in_source": "원문의 수",
        "own": "이 파일의 수",
        "reason": "까닭",
        "rest": "끊긴 글",
        "text": "글",
        "right": "바른 이름",
        "sign": "기호",
        "speed": "글자 수",
        "seconds": "수",
        "syllables": "글자 수",
        "tag": "태그",
        "start": "시작하는 때",
        "taxonomy": "분류",
        "target": "기준",
        "time": "시각",
        "value": "쓴 값",
        "wanted": "바른 값",
        "wanted_en": "바른 값",
        "wanted_ko": "바른 값",
        "whole": "전체 길이",
        "why_ko": "까닭과 고치는 법",
        "year": "해",
    },
    "en": {},
}
"""What a message names, where its key does not say it already."""


def main() -> None:
    """Rewrite the reference parts of every document, and print which documents changed."""
    for path in sorted(DOCS.rglob("*.md")):
        old = path.read_text(encoding="utf-8")
        if (new := renewed(old)) != old:
            path.write_text(new, encoding="utf-8", newline="\n")
            print(path.relative_to(DOCS.parent).as_posix())


def renewed(document: str) -> str:
    """Return a document with its reference parts as they should be now."""
    return _PART.sub(
        lambda found: f"{found['begin']}\n{_PARTS[found['name']](found['language'])}\n\n{found['end']}",
        document,
    )


def _tables(cls: type, language: str) -> str:
    """Return the fields of a record as a table, followed by those of the records within it."""
    words = _WORDS[language]
    parts = ["\n".join([words["columns"], "| --- | --- | --- | --- |", *_rows(cls, language)])]
    for one in fields(cls):
        if inner := one.metadata["kind"].record:
            parts += [f"#### {words['within'].format(name=one.name)}", _tables(inner, language)]
    return "\n\n".join(parts)


def _rows(cls: type, language: str) -> Iterator[str]:
    for one in fields(cls):
        cells = (
            _name(one, language),
            _plain(one.metadata[language]),
            _plain(_value(one, language)),
            f"`{key_of(one)}: {one.metadata['example']}`",
        )
        yield "| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |"


def _name(one: Field[Any], language: str) -> str:
    """Return a field's name, and whether it is required or told by each language."""
    words = _WORDS[language]
    marks = [words["required"]] if is_required(one) else []
    marks += [words["twin"]] if one.metadata["twin"] else []
    return f"`{key_of(one)}`" + (f" ({', '.join(marks)})" if marks else "")


def _value(one: Field[Any], language: str) -> str:
    """Return what a field may hold, and what it means to leave it out."""
    kind: Kind = one.metadata["kind"]
    wanted: str = getattr(kind, language)
    default = _WORDS[language]["default"].format(value=one.default)
    return f"{wanted} ({default})" if isinstance(one.default, str) else wanted


def _messages(_: str | None) -> str:
    """Return every message in both languages, under its permanent name."""
    return "\n\n".join(
        "\n".join([f"### {name}", "", _LEVELS[told["level"]], "", *_bullets(told)])
        for name, told in messages().items()
    )


def _bullets(told: dict[str, str]) -> Iterator[str]:
    for language in NAMES:
        keys = {key for _, key, _, _ in string.Formatter().parse(told[language]) if key}
        shown = fill(told[language], {key: f"〈{_placeholder(key, language)}〉" for key in keys})
        yield f"- {_plain(shown)}"


def _placeholder(key: str, language: str) -> str:
    return PLACEHOLDERS[language].get(key, key.removesuffix(f"_{language}").replace("_", " "))


def _plain(text: str) -> str:
    """Return a text so that Markdown takes no `<` in it for a tag."""
    pieces = re.split(r"(`[^`]*`)", text)
    pieces[::2] = [piece.replace("<", r"\<") for piece in pieces[::2]]
    return "".join(pieces)


_PARTS: dict[str, Callable[[Any], str]] = {
    "story": lambda language: _tables(FrontMatter, language),
    "page": lambda language: _tables(PlainPage, language),
    "order": lambda language: _tables(OrderFields, language),
    "course": lambda language: _tables(CourseFields, language),
    "term": lambda language: _tables(TermFields, language),
    "messages": _messages,
}

if __name__ == "__main__":
    main()
