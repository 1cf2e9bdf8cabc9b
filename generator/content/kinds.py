"""The kinds of value that front matter may hold: how each is read, and how it is described to an author.

In: a YAML node. Out: a plain value (text, number, date, Words, tuple, or dict for a record), with problems noted on the
sheet. Whether an id exists is not known here: that is the catalog's question.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, field, replace
from typing import Any

import yaml

from generator.base.languages import NAMES
from generator.base.problems import Place, Problem, problem, suggestion
from generator.base.times import seconds_of
from generator.base.writing import is_unseen
from generator.content.meant import digits_of_day, meant_date, meant_number, meant_time, meant_year
from generator.content.words import WORDS_SCHEMA, Words, in_paragraphs, on_one_line

_COMMA = re.compile("[,，、]")
MEDIA_HOST = "media:"
"""What stands before the address of a film that is on the media host, below `media_base` of the settings."""


@dataclass
class Sheet:
    """One file being read: what was found so far. Lives only while its file is read."""

    path: str
    language: str
    values: dict[str, Any] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def note(self, name: str, at: str, /, **values: object) -> None:
        """Note a problem with the field `at`."""
        self.problems.append(problem(self.places[at], name, **values))

    def mark(self, at: str, node: yaml.Node) -> Place:
        """Remember where the field `at` stands, and return it."""
        self.places[at] = Place(self.path, node.start_mark.line + 1, node.start_mark.column + 1)
        return self.places[at]


@dataclass(frozen=True)
class Kind:
    """A kind of value."""

    ko: str
    """What is wanted, in Korean: `날짜(예: 2021-03-30)`."""
    en: str
    read: Callable[[yaml.Node, Sheet, str], Any]
    """Read a node of the field with this dotted name; None where there is nothing, or a problem was noted."""
    schema: Mapping[str, Any]
    """JSON Schema of the value as it stands in the catalog."""
    taxonomy: str | None = None
    """The taxonomy that ids of this kind come from."""
    record: type | None = None
    """The dataclass of a record, or of each record of a list."""
    is_parted: bool = False
    """Whether `|` parts several texts in one."""

    def refuse(self, sheet: Sheet, at: str) -> Any:
        """Note that the field holds something else, and return the nothing that is read instead."""
        sheet.note("wrong-type", at, field=shown(at), wanted_ko=self.ko, wanted_en=self.en)
        return None


def shown(at: str) -> str:
    """Return a dotted name as an author thinks of it, without numbers: `award.prize` for `award.0.prize`."""
    return re.sub(r"\.[0-9]+(?=\.|$)", "", at)


def is_nothing(node: yaml.Node) -> bool:
    """Tell whether a node says nothing: empty, `~`, `null`, or what nobody sees."""
    if not isinstance(node, yaml.ScalarNode):
        return False
    return is_unseen(node.value) or (not node.style and node.value in ("~", "null", "Null", "NULL"))


def scalar(node: yaml.Node) -> str | None:
    """Return the text of a scalar as written, in NFC and without outer blanks, whatever YAML takes it for."""
    if not isinstance(node, yaml.ScalarNode):
        return None
    return unicodedata.normalize("NFC", node.value).strip()


def key_of(one: Field[Any]) -> str:
    """Return the name of a declared field as it stands in a file: `from` for `from_`, as Python keeps some words to itself."""
    return one.name.rstrip("_")


def note_broken_off(
    kind: Kind, sheet: Sheet, at: str, second: yaml.Node, name: str, parts: list[str]
) -> None:
    """Note that the text after a name broke off: in `{ko: 비가 와도, 눈이 와도}` a comma begins another entry to YAML."""
    sheet.mark(at, second)
    if kind.is_parted:
        sheet.note("answers-in-commas", at, field=shown(at), right=f"{name}: {' | '.join(parts)}")
    else:
        sheet.note("text-needs-quotes", at, field=shown(at), key=name, text=parts[1])


def read_words(kind: Kind, clean: Callable[[str, str | None], str]) -> Callable[[yaml.Node, Sheet, str], Any]:
    """Return the reader of texts, each of which `clean` makes of what is written and its style."""

    def read(node: yaml.Node, sheet: Sheet, at: str) -> Any:
        if isinstance(node, yaml.ScalarNode):
            return Words(((sheet.language, clean(scalar(node) or "", node.style)),))
        if not isinstance(node, yaml.MappingNode):
            return kind.refuse(sheet, at)
        said: dict[str, str] = {}
        lines: dict[str, int] = {}
        for key, value in node.value:
            code, text = scalar(key), scalar(value)
            if code not in NAMES and said and is_nothing(value):
                rest = [name for one, _ in node.value if (name := scalar(one) or "?") not in NAMES]
                last = list(said)[-1]
                note_broken_off(kind, sheet, at, key, last, [said[last], *rest])
                return None
            if code not in NAMES or text is None:
                return kind.refuse(sheet, at)
            place = sheet.mark(f"{at}.{code}", key)
            if code in lines:
                sheet.note("duplicate-field", f"{at}.{code}", field=shown(f"{at}.{code}"), line=lines[code])
            lines.setdefault(code, place.line)
            if not is_unseen(text):
                said[code] = clean(text, value.style)
        return Words(tuple(said.items())) if said else None

    return read


def kind_of_values(
    ko: str,
    en: str,
    schema: Mapping[str, Any],
    make: Callable[[Kind], Any],
    taxonomy: str | None = None,
    record: type | None = None,
    is_parted: bool = False,
) -> Kind:
    """Build a kind whose reader may refuse in the kind's own words."""
    refusing = Kind(ko, en, lambda *_: None, schema, taxonomy, record, is_parted)
    return replace(refusing, read=make(refusing))


def _scalar_kind(
    ko: str,
    en: str,
    schema: Mapping[str, Any],
    parse: Callable[[str], Any],
    taxonomy: str | None = None,
    meant: Callable[[str], str | None] = lambda _: None,
) -> Kind:
    """Build a kind of scalar; `parse` returns None for a text that is not of the kind, `meant` what it certainly should be."""

    def make(kind: Kind) -> Any:
        def read(node: yaml.Node, sheet: Sheet, at: str) -> Any:
            text = scalar(node)
            value = None if text is None else parse(text)
            if value is None and text and (right := meant(text)):
                is_alone = sheet.places[at] == sheet.places.get(
                    at.rpartition(".")[0]
                )  # without a name before it
                right = right if is_alone else f"{shown(at).split('.')[-1]}: {right}"
                sheet.note("value-form", at, field=shown(at), value=text, right=right)
                return None
            return kind.refuse(sheet, at) if value is None else value

        return read

    return kind_of_values(ko, en, schema, make, taxonomy)


def _matching(pattern: str) -> Callable[[str], str | None]:
    compiled = re.compile(pattern)
    return lambda text: text if compiled.fullmatch(text) else None


def _flag(text: str) -> bool | None:
    return {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}.get(
        text.lower()
    )


def _partial_date(text: str) -> str | None:
    if not (parts := re.fullmatch(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", text)):
        return None
    try:
        dt.date(int(parts[1]), int(parts[2] or 1), int(parts[3] or 1))
    except ValueError:
        return None
    return text


def _file(text: str) -> str | None:
    inside = not re.match(r"[/\\~]|[A-Za-z]+:", text) and "\\" not in text and ".." not in text.split("/")
    return text if inside else None


def _film(text: str) -> str | None:
    if re.fullmatch(r"https?://[^\s<>\"?#]+", text):
        return text
    below = text.removeprefix(MEDIA_HOST).lstrip("/") if text.startswith(MEDIA_HOST) else text
    return text if below and _file(below) else None


EACH = "{ko: …, en: …}"
"""How a text is written in several languages at once."""
LINE = kind_of_values(
    f"글 한 줄(또는 {EACH})",
    f"a line of text (or {EACH})",
    WORDS_SCHEMA,
    lambda kind: read_words(kind, on_one_line),
)
TEXT = kind_of_values(
    f"글(또는 {EACH})", f"a text (or {EACH})", WORDS_SCHEMA, lambda kind: read_words(kind, on_one_line)
)
PARAGRAPHS = kind_of_values(TEXT.ko, TEXT.en, WORDS_SCHEMA, lambda kind: read_words(kind, in_paragraphs))
YEAR = _scalar_kind(
    "네 자리 해(예: 2021)",
    "a year such as 2021",
    {"type": "integer", "minimum": 1900, "maximum": 2099},
    lambda text: int(text) if re.fullmatch(r"(19|20)[0-9]{2}", text) else None,
    meant=meant_year,
)
FLAG = _scalar_kind("true 또는 false", "true or false", {"type": "boolean"}, _flag)
PARTIAL_DATE = _scalar_kind(
    "날짜, 달 또는 해(예: 2021-03-30, 2021-03, 2021)",
    "a day, month or year such as 2021-03-30, 2021-03 or 2021",
    {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"},
    _partial_date,
    meant=meant_date,
)
IDENTIFIER = _scalar_kind(
    "영문 소문자, 숫자, 붙임표로 된 id",
    "an id of small letters, digits and hyphens",
    {"type": "string"},
    _matching(r"[a-z0-9][a-z0-9-]*"),
)
NUMBER = _scalar_kind(
    "정수",
    "a whole number",
    {"type": "integer"},
    lambda text: int(text) if re.fullmatch(r"-?[0-9]{1,9}", text) else None,
    meant=meant_number,
)
COLOUR = _scalar_kind(
    '색(예: "#1d5c63")', 'a colour such as "#1d5c63"', {"type": "string"}, _matching(r"#[0-9a-fA-F]{6}")
)
_RESERVED = r"(?!(?:con|prn|aux|nul|com[0-9]|lpt[0-9])$)"
"""Names that Windows gives to devices, so that no folder may bear them."""
PERMANENT = _scalar_kind(
    "영문 소문자와 숫자로 된 4~40자 id(예: k7m2xq)",
    "an id of 4 to 40 small letters, digits and hyphens such as k7m2xq",
    {"type": "string"},
    _matching(_RESERVED + r"[a-z0-9][a-z0-9-]{2,38}[a-z0-9]"),
)
FINGERPRINT = _scalar_kind(
    "delight check가 알려 주는 16진수 12자리 지문",
    "a fingerprint of 12 hexadecimal digits, as delight check tells it",
    {"type": "string"},
    _matching(r"[0-9a-f]{12}"),
)
FILE = _scalar_kind(
    "이야기 폴더 안의 파일 이름(예: photo.jpg)",
    "the name of a file in the story's folder such as photo.jpg",
    {"type": "string"},
    _file,
)
FILM = _scalar_kind(
    "이야기 폴더 안의 파일 이름(예: film.mp4)이나 미디어 서버의 주소(예: media:2021/film.mp4)",
    "the name of a file in the story's folder such as film.mp4, or an address on the media host such as media:2021/film.mp4",
    {"type": "string"},
    _film,
)
TIME = _scalar_kind(
    "때(예: 1:05, 00:01:05.000)",
    "a time such as 1:05 or 00:01:05.000",
    {"type": "number", "minimum": 0},
    lambda text: seconds_of(text.replace("：", ":")),
    meant=meant_time,
)
WEB_ADDRESS = _scalar_kind(
    "http:// 또는 https://로 시작하는 주소",
    "an address that begins with http:// or https://",
    {"type": "string"},
    _matching(r"https?://[^\s<>\"]+"),
)


def _read_date(kind: Kind) -> Any:
    def read(node: yaml.Node, sheet: Sheet, at: str) -> Any:
        text = scalar(node) or ""
        digits = digits_of_day(text)
        if not digits:
            return kind.refuse(sheet, at)
        try:
            day = dt.date(*digits)
        except ValueError:
            sheet.note("impossible-date", at, field=shown(at), value=text)
            return None
        if text != day.isoformat():
            right = f"{shown(at).split('.')[-1]}: {day}"
            sheet.note("date-form", at, field=shown(at), value=text, right=right)
            return None
        return day

    return read


DATE = kind_of_values(
    "날짜(예: 2021-03-30)", "a date such as 2021-03-30", {"type": "string", "format": "date"}, _read_date
)


def choice(*names: str) -> Kind:
    """Return the kind of a value that is one of these."""

    def make(kind: Kind) -> Any:
        def read(node: yaml.Node, sheet: Sheet, at: str) -> Any:
            text = scalar(node)
            if text is None:
                return kind.refuse(sheet, at)
            if text in names:
                return text
            sheet.note("unknown-choice", at, field=shown(at), value=text, **suggestion(text, names))
            return None

        return read

    listed = ", ".join(names)
    return kind_of_values(f"{listed} 가운데 하나", f"one of {listed}", {"enum": list(names)}, make)


def one_id(taxonomy: str) -> Kind:
    """Return the kind of an id of this taxonomy."""
    return _scalar_kind(
        f"{taxonomy}.yml의 id 하나",
        f"one id of {taxonomy}.yml",
        {"type": "string"},
        lambda text: text,
        taxonomy,
    )


def _several(ko: str, en: str, taxonomy: str | None = None, split: bool = False) -> Kind:
    """Return the kind of one text or a list of texts."""

    def make(kind: Kind) -> Any:
        def read(node: yaml.Node, sheet: Sheet, at: str) -> Any:
            if isinstance(node, yaml.MappingNode):
                return kind.refuse(sheet, at)
            items = node.value if isinstance(node, yaml.SequenceNode) else [node]
            found: dict[str, None] = {}
            for item in items:
                text = scalar(item)
                if text is None or is_nothing(item):
                    sheet.mark(at, item)
                    return kind.refuse(sheet, at)
                if not split and is_run_on(text, sheet, at, item):
                    return None
                for part in _COMMA.split(text) if split and item is node else [text]:
                    if part.strip() and part.strip() not in found:
                        sheet.mark(f"{at}.{len(found)}", item)
                        found[part.strip()] = None
            return tuple(found)

        return read

    return kind_of_values(ko, en, {"type": "array", "items": {"type": "string"}}, make, taxonomy)


def is_run_on(text: str, sheet: Sheet, at: str, node: yaml.Node) -> bool:
    """Tell whether names stand in one text, parted by commas, where there should be a list, and note it."""
    names = [one for part in _COMMA.split(text) if (one := part.strip())]
    if is_several := len(names) > 1:
        sheet.mark(at, node)
        right = f"{shown(at).split('.')[-1]}: [{', '.join(names)}]"
        sheet.note("names-without-list", at, field=shown(at), right=right)
    return is_several


def many_ids(taxonomy: str) -> Kind:
    """Return the kind of one or several ids of this taxonomy."""
    return _several(
        f"{taxonomy}.yml의 id 하나 또는 목록", f"an id of {taxonomy}.yml, or a list of them", taxonomy
    )


IDENTIFIERS = _several("id 목록", "a list of ids")
TAGS = _several("낱말 목록", "a list of words", split=True)
NAMES_OF_STORIES = _several("이야기의 id나 폴더 이름 목록", "a list of ids or folder names of stories")
