"""One file's front matter and text, apart: bytes → a Sheet of fields with their places, and the Markdown below it.

The only module that knows python-frontmatter, encodings and YAML's layout. python-frontmatter alone would let duplicate
keys, an unclosed block, a list and a byte order mark pass, and lose line numbers; so its boundary is used and the rest is
read here. Whatever the bytes, the result is a value.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

import yaml
from frontmatter.default_handlers import YAMLHandler

from generator.base.problems import Place, Problem, problem
from generator.base.yaml_errors import LOADER, place_of, problem_of, without_colon
from generator.content.kinds import Sheet, key_of, shown
from generator.content.mappings import read_fields
from generator.content.records import is_required
from generator.content.words import Words

_CONTROLS = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef" + "".join(
    rf"\U{plane:04x}fffe\U{plane:04x}ffff" for plane in range(17)
)
"""Controls and noncharacters (Unicode 15.1, 23.1 and 23.7), as they stand within the brackets of an expression."""
_CONTROL = re.compile(f"[{_CONTROLS}]")
_NOT_IN_FIELDS = re.compile(rf"[{_CONTROLS}\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What no field may hold: these, those that turn the direction of what follows, and halves of a character."""
_COMMENT = re.compile(r"[ \t]+(#[^\s#].*)")
"""A comment of YAML that looks like a part of the text before it: `#1`, `#hashtag`."""
_DEEPEST = 100
FRONT_MATTER_LIMIT = 100_000
"""Characters of front matter; a longer one is a mistake, and would be slow to read."""


@dataclass(frozen=True, slots=True)
class File:
    """A Markdown file as it was found."""

    path: str
    """As a person sees it: `stories/2021/notebook/index.ko.md`."""
    content: bytes


def decoded(file: File, problems: list[Problem]) -> str | None:
    """Return the text in NFC with line feeds, or None with a problem that names the encoding it may be in."""
    start = Place(file.path)
    if file.content.startswith((b"\xff\xfe", b"\xfe\xff")):
        problems.append(problem(start, "encoding-utf16"))
        return None
    try:
        text = file.content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = file.content[: error.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        tail = before.rsplit(b"\n", 1)[-1].decode("utf-8", "replace")
        place = Place(file.path, before.count(b"\n") + 1, len(tail) + 1)
        problems.append(problem(place, "encoding-cp949" if _is_cp949(file.content) else "encoding-unknown"))
        return None
    if text.startswith("\ufeff"):
        problems.append(problem(start, "byte-order-mark"))
        return None
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    if found := _CONTROL.search(text):
        line, column = line_and_column(text, found.start())
        problems.append(
            problem(Place(file.path, line, column), "control-character", code=f"U+{ord(found[0]):04X}")
        )
        return None
    return text


def _is_cp949(content: bytes) -> bool:
    try:
        return bool(re.search(r"[가-힣]{2}", content.decode("cp949")))
    except UnicodeDecodeError:
        return False


def split(text: str, path: str, problems: list[Problem]) -> tuple[str, str, int] | None:
    """Return front matter (whose lines count from the file's first), body and the body's first line."""
    handler = YAMLHandler()
    boundary = handler.FM_BOUNDARY
    first = boundary.match(text)
    if first is None:
        problems.append(problem(Place(path), "front-matter-missing"))
        return None
    second = boundary.search(text, first.end())
    if second is None:
        problems.append(problem(Place(path), "front-matter-unclosed"))
        return None
    # The boundary takes blank lines after it along, which count all the same.
    begin, end = (one.start() + len(one[0].rstrip()) for one in (first, second))
    return text[begin : second.start()], text[end:], text.count("\n", 0, end) + 1


def read_sheet(front: str, path: str, language: str, cls: type, problems: list[Problem]) -> Sheet | None:
    """Read the fields of one file's front matter."""
    if len(front) > FRONT_MATTER_LIMIT:
        problems.append(problem(Place(path), "front-matter-too-long", limit=f"{FRONT_MATTER_LIMIT:,}"))
        return None
    node = _compose(front, path, problems)
    if node is None:
        return None
    sheet = Sheet(path, language, places={"": Place(path)})
    sheet.values = read_fields(node, cls, sheet)
    return sheet


def read_mapping(file: File, problems: list[Problem]) -> yaml.MappingNode | None:
    """Read a whole file that is one YAML mapping; None where it is empty, too."""
    text = decoded(file, problems)
    return None if text is None else _compose(text, file.path, problems, may_be_empty=True)


def _compose(
    front: str, path: str, problems: list[Problem], may_be_empty: bool = False
) -> yaml.MappingNode | None:
    """Parse YAML that should be a mapping; its lines count from the first of `front`."""
    if tab := re.search(r"^[ ]*(\t)", front, re.MULTILINE):
        line, column = line_and_column(front, tab.start(1))
        problems.append(problem(Place(path, line, column), "front-matter-tab"))
        return None
    try:
        if deep := _too_deep(front):
            problems.append(problem(place_of(deep, path), "text-too-deep"))
            return None
        node = yaml.compose(front, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        place = place_of(error.problem_mark or error.context_mark, path)
        problems.append(problem_of(error, front, path) or problem(place, "front-matter-not-yaml"))
        return None
    except yaml.YAMLError:
        problems.append(problem(Place(path), "front-matter-not-yaml"))
        return None
    if isinstance(node, yaml.MappingNode):
        hidden = list(_hidden(node, path)) if "\\" in front or _NOT_IN_FIELDS.search(front) else []
        problems += hidden
        problems += _cut_short(node, front, path) if _COMMENT.search(front) else ()
        return None if hidden else node
    if node is not None:
        found = without_colon(node.start_mark, front, path)
        is_wide = isinstance(node, yaml.ScalarNode) and found.name == "full-width-colon"
        place = place_of(node.start_mark, path)
        problems.append(found if is_wide else problem(place, "front-matter-not-fields"))
    elif not may_be_empty:
        problems.append(problem(Place(path), "front-matter-empty"))
    return None


def _hidden(root: yaml.Node, path: str) -> Iterator[Problem]:
    """Find texts with a character that nobody sees; YAML can write any of them as an escape in quotation marks."""
    for node, _ in _scalars(root):
        if found := _NOT_IN_FIELDS.search(node.value):
            yield problem(place_of(node.start_mark, path), "control-character", code=f"U+{ord(found[0]):04X}")


def _cut_short(root: yaml.Node, front: str, path: str) -> Iterator[Problem]:
    """Find values that end at a `#` which was meant: no blank parts it from what follows, as in `#1`."""
    lines = front.split("\n")
    for node, in_brackets in _scalars(root):
        end = node.end_mark
        line = lines[end.line] if end.line < len(lines) else ""
        if node.style or not (found := _COMMENT.match(line, end.column)):
            continue
        rest = re.split(r"[],}]", found[1])[0] if in_brackets else found[1]
        right = f"{node.value} {rest}".strip()
        right = "'{}'".format(right.replace("'", "''")) if re.search(r'["\\]', right) else f'"{right}"'
        place = Place(path, end.line + 1, found.start(1) + 1)
        yield problem(place, "text-cut-short", rest=rest.strip(), right=right)


def _scalars(root: yaml.Node) -> Iterator[tuple[yaml.ScalarNode, bool]]:
    """Yield all scalars, names of fields too, in no order, each with whether it stands in brackets."""
    waiting, seen = [(root, False)], set()
    while waiting:
        node, in_brackets = waiting.pop()
        if id(node) in seen:  # one that stands in several places, or within itself
            continue
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            waiting += ((one, node.flow_style) for pair in node.value for one in pair)
        elif isinstance(node, yaml.SequenceNode):
            waiting += ((one, node.flow_style) for one in node.value)
        elif isinstance(node, yaml.ScalarNode):
            yield node, in_brackets


def _too_deep(front: str) -> Any:
    """Return where YAML is nested so deeply that composing it could end the program: libyaml's binding recurses in C."""
    if sum(map(front.count, "[{-?")) < 10 * _DEEPEST:
        return None
    depth = 0
    for event in yaml.parse(front, Loader=LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            return event.start_mark
    return None


def line_and_column(text: str, at: int) -> tuple[int, int]:
    """Return line and column, both from 1, of a position in a text."""
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def missing_fields(
    sheet: Sheet, cls: type, twin: bool = False, values: Any = None, before: str = ""
) -> list[Problem]:
    """Find required fields that are not there, in records too; a twin needs only what it tells in its own words."""
    values = sheet.values if values is None else values
    found = []
    for one in fields(cls):
        key = key_of(one)
        name, value = before + key, values.get(key)
        kind = one.metadata["kind"]
        nothing = key not in values or value == ()
        if nothing and is_required(one) and (one.metadata["twin"] or not twin):
            place, example = sheet.places[before.rstrip(".")], one.metadata["example"]
            found.append(problem(place, "missing-field", field=shown(name), key=key, example=example))
        elif kind.record and value is not None:
            for number, item in enumerate(value if isinstance(value, tuple) else (value,)):
                inner = f"{name}.{number}." if isinstance(value, tuple) else f"{name}."
                found += missing_fields(sheet, kind.record, twin, item, inner)
    return found


def untranslated_fields(
    values: Mapping[str, Any], cls: type, language: str, before: str = ""
) -> Iterator[str]:
    """Yield the dotted names of fields that each language tells in its own words, and that this one does not."""
    for one in fields(cls):
        name, value = before + key_of(one), values.get(key_of(one))
        kind = one.metadata["kind"]
        if kind.record and value is not None:
            for item in value if isinstance(value, tuple) else (value,):
                yield from untranslated_fields(item, kind.record, language, f"{name}.")
        elif (
            one.metadata["twin"] and isinstance(value, Words) and value.said_in(language).language != language
        ):
            yield name
