"""Kinds of value that are records: groups of fields that a dataclass declares, one, several or by id.

In: a YAML node and the dataclass. Out: dicts of values, with problems noted on the sheet; and, once nothing is wrong, the dataclass.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from typing import Any

import yaml

from generator.base.languages import NAMES
from generator.base.problems import Place, nearest, problem
from generator.content.kinds import (
    FLAG,
    IDENTIFIER,
    Kind,
    Sheet,
    is_nothing,
    is_run_on,
    key_of,
    kind_of_values,
    scalar,
    shown,
)
from generator.content.mappings import read_fields
from generator.content.words import WORDS_SCHEMA


def _read_record(kind: Kind, cls: type, node: yaml.Node, sheet: Sheet, at: str) -> Any:
    if isinstance(node, yaml.MappingNode):
        if colon := _colon_in_text(node, cls):
            sheet.problems.append(
                problem(Place(sheet.path, colon.line + 1, colon.column + 1), "colon-in-value")
            )
            return {key_of(fields(cls)[0]): None}
        return read_fields(node, cls, sheet, before=f"{at}.")
    if not isinstance(node, yaml.ScalarNode):
        return kind.refuse(sheet, at)
    if is_nothing(node):
        return {}  # what it lacks is told as of any other
    first = fields(cls)[0]
    first_kind: Kind = first.metadata["kind"]
    is_name = first_kind is IDENTIFIER or first_kind.taxonomy
    if is_name and is_run_on(node.value, sheet, at, node):
        return None
    sheet.mark(f"{at}.{key_of(first)}", node)
    value = first_kind.read(node, sheet, f"{at}.{key_of(first)}")
    return {key_of(first): value}


def _colon_in_text(node: yaml.MappingNode, cls: type) -> yaml.Mark | None:
    """Return where the colon is, if this was meant as the text of a record that holds a text only: `- 질문: 나라면?`."""
    first, *others = fields(cls)
    is_text = first.metadata["kind"].schema is WORDS_SCHEMA and all(
        one.metadata["kind"] is FLAG for one in others
    )
    if not is_text or len(node.value) != 1:
        return None
    key = node.value[0][0]
    name, known = scalar(key) or "", list(map(key_of, fields(cls)))
    return None if name in NAMES or nearest(name, known) else key.end_mark


def record(cls: type) -> Kind:
    """Return the kind of a record; a plain text stands for its first field."""
    names = ", ".join(map(key_of, fields(cls)))
    return kind_of_values(
        f"항목의 묶음({names})",
        f"a group of fields ({names})",
        record_schema(cls),
        lambda kind: lambda node, sheet, at: _read_record(kind, cls, node, sheet, at),
        record=cls,
    )


def many_records(cls: type) -> Kind:
    """Return the kind of one or several records."""
    names = ", ".join(map(key_of, fields(cls)))

    def make(kind: Kind) -> Any:
        def read(node: yaml.Node, sheet: Sheet, at: str) -> Any:
            items = node.value if isinstance(node, yaml.SequenceNode) else [node]
            found: list[dict[str, Any]] = []
            for item in items:
                name = f"{at}.{len(found)}"
                sheet.mark(name, item)
                if (one := _read_record(kind, cls, item, sheet, name)) is not None:
                    found.append(one)
            return tuple(found)

        return read

    return kind_of_values(
        f"항목의 묶음({names})이나 그 목록",
        f"a group of fields ({names}), or a list of such groups",
        {"type": "array", "items": record_schema(cls)},
        make,
        record=cls,
    )


def is_identifier(text: str) -> bool:
    """Tell whether a text can be an id."""
    return re.fullmatch(r"[a-z0-9][a-z0-9-]*", text) is not None


def records_by_id(cls: type) -> Kind:
    """Return the kind of a mapping of ids to records, read as the records in order, each with its `id`."""
    entry = record(cls)

    def make(kind: Kind) -> Any:
        def read(node: yaml.Node, sheet: Sheet, at: str) -> Any:
            if not isinstance(node, yaml.MappingNode):
                return kind.refuse(sheet, at)
            found: dict[str, dict[str, Any]] = {}
            lines: dict[str, int] = {}
            for key, item in node.value:
                name, id_ = f"{at}.{len(found)}", scalar(key) or ""
                place = sheet.mark(name, key)
                if not is_identifier(id_):
                    IDENTIFIER.refuse(sheet, name)
                elif id_ in lines:
                    sheet.note("duplicate-field", name, field=f"{shown(at)}.{id_}", line=lines[id_])
                elif not isinstance(item, yaml.MappingNode):
                    sheet.mark(name, item)
                    entry.refuse(sheet, name)
                else:
                    found[id_] = read_fields(item, cls, sheet, before=f"{name}.") | {"id": id_}
                lines.setdefault(id_, place.line)
            return tuple(found.values())

        return read

    return kind_of_values(
        "id와 그 설명의 묶음", "a mapping of ids to what they are", {"type": "array"}, make, record=cls
    )


def files_by_language(cls: type) -> Kind:
    """Return the kind of a mapping of languages to files, read as records of both; a file alone is of the text's language."""

    def make(kind: Kind) -> Any:
        def read(node: yaml.Node, sheet: Sheet, at: str) -> Any:
            if not isinstance(node, yaml.ScalarNode):
                return _read_pairs(kind, cls, node, sheet, at)
            language, file = fields(cls)
            sheet.mark(f"{at}.0.{file.name}", node)
            value = file.metadata["kind"].read(node, sheet, f"{at}.0.{file.name}")
            return None if value is None else ({language.name: sheet.language, file.name: value},)

        return read

    listed = ", ".join(NAMES)
    return kind_of_values(
        f"언어({listed})와 파일 이름의 묶음",
        f"a file name for each language ({listed})",
        {"type": "array", "items": record_schema(cls)},
        make,
        record=cls,
    )


def records_by_time(cls: type) -> Kind:
    """Return the kind of a mapping of times to titles, read as records of both."""
    return kind_of_values(
        "때와 제목의 묶음(예: {0:00: 첫 전화, 1:05: 그날 밤})",
        "times and titles such as {0:00: The first call, 1:05: That night}",
        {"type": "array", "items": record_schema(cls)},
        lambda kind: lambda node, sheet, at: _read_pairs(kind, cls, node, sheet, at),
        record=cls,
    )


def _read_pairs(kind: Kind, cls: type, node: yaml.Node, sheet: Sheet, at: str) -> Any:
    """Read a mapping as records whose first field is the key and whose second is the value."""
    if not isinstance(node, yaml.MappingNode):
        return kind.refuse(sheet, at)
    found: list[dict[str, Any]] = []
    lines: dict[Any, int] = {}
    for pair in node.value:
        name = f"{at}.{len(found)}"
        place = sheet.mark(name, pair[0])
        values: dict[str, Any] = {}
        for one, item in zip(fields(cls), pair, strict=True):
            sheet.mark(f"{name}.{one.name}", item)
            values[one.name] = one.metadata["kind"].read(item, sheet, f"{name}.{one.name}")
        key = next(iter(values.values()))
        if key in lines:
            sheet.note("duplicate-field", name, field=f"{shown(at)}.{scalar(pair[0])}", line=lines[key])
        elif None not in values.values():
            found.append(values)
        lines.setdefault(key, place.line)
    return tuple(found)


def record_schema(cls: type) -> dict[str, Any]:
    """Return the JSON Schema of a record, described in both languages."""
    return {
        "type": "object",
        "properties": {
            key_of(one): {
                **one.metadata["kind"].schema,
                "description": f"{one.metadata['ko']} / {one.metadata['en']}",
            }
            for one in fields(cls)
        },
        "required": [key_of(one) for one in fields(cls) if is_required(one)],
        "additionalProperties": False,
    }


def made(cls: type, values: Mapping[str, Any], **more: Any) -> Any:
    """Build the dataclass from values that have no problems, records within it too."""
    given = dict(more)
    for one in fields(cls):
        if (value := values.get(key_of(one))) is None:
            if is_required(one):
                given.setdefault(one.name, None)  # only what is never shown may lack it
            continue
        inner = one.metadata["kind"].record
        if inner and isinstance(value, tuple):
            value = tuple(made(inner, item) for item in value)
        elif inner:
            value = made(inner, value)
        given[one.name] = value
    return cls(**given)


def is_required(one: Field[Any]) -> bool:
    """Tell whether a declared field must be there."""
    return one.default is MISSING and one.default_factory is MISSING
