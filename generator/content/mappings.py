"""A mapping's fields as a dataclass declares them: a YAML mapping → values by name, with problems noted on the sheet.

What is told here is what only the whole mapping shows: fields that are unknown, repeated or another kind's, and texts that break
off at a comma. How one value is read is its kind's question (kinds.py, records.py).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import Field, fields
from typing import Any

import yaml

from generator.base.problems import Place, nearest, problem, suggestion
from generator.content.kinds import Kind, Sheet, is_nothing, key_of, note_broken_off, scalar, shown
from generator.content.words import WORDS_SCHEMA


def read_fields(node: yaml.MappingNode, cls: type, sheet: Sheet, before: str = "") -> dict[str, Any]:
    """Read a mapping's fields as the dataclass declares them; None stands for what was refused."""
    declared = {key_of(one): one for one in fields(cls)}
    kind_given = next((scalar(value) for key, value in node.value if scalar(key) == "kind"), None)
    values: dict[str, Any] = {}
    told = 0
    for number, (key_node, value_node) in enumerate(node.value):
        if number < told:
            continue  # the rest of a text
        key = scalar(key_node)
        at = f"{before}{key}"
        first_seen = sheet.places.get(at)
        mark = key_node.start_mark
        place = Place(sheet.path, mark.line + 1, mark.column + 1)
        if key and _before_colon(key) in declared and is_nothing(value_node):
            wide = Place(sheet.path, place.line, place.column + key.index("："))
            sheet.problems.append(problem(wide, "full-width-colon"))
            values.setdefault(_before_colon(key), None)
        elif key is None or key not in declared:
            sheet.problems.append(
                problem(place, "unknown-field", field=key or "?", **suggestion(key or "", declared))
            )
            if key and (meant := nearest(key, declared)):
                values.setdefault(meant, None)
        elif first_seen:
            sheet.problems.append(problem(place, "duplicate-field", field=shown(at), line=first_seen.line))
        elif rest := _broken_off(node, number, declared):
            parts = [_text(value_node), *map(_text, rest)]
            note_broken_off(declared[key].metadata["kind"], sheet, at, rest[0], key, parts)
            values[key], told = None, number + 1 + len(rest)
        else:
            sheet.mark(at, value_node)
            before_it = len(sheet.problems)
            value = _read_value(declared[key], key_node, value_node, kind_given, sheet, at)
            if value is not None or len(sheet.problems) > before_it:
                values[key] = value
    return values


def _read_value(
    one: Field[Any], key: yaml.Node, node: yaml.Node, kind_given: str | None, sheet: Sheet, at: str
) -> Any:
    """Read a field's value, unless the mapping is of a kind that does without the field."""
    if is_nothing(node):
        return None
    without: Mapping[str, tuple[str, str]] = one.metadata["without"]
    if kind_given and kind_given in without:
        sheet.mark(at, key)
        wanted_ko, wanted_en = without[kind_given]
        sheet.note(
            "field-not-for-kind",
            at,
            field=key_of(one),
            kind=kind_given,
            wanted_ko=wanted_ko,
            wanted_en=wanted_en,
        )
        return None
    return one.metadata["kind"].read(node, sheet, at)


def _text(node: yaml.Node) -> str:
    return scalar(node) or ""


def _broken_off(node: yaml.MappingNode, number: int, declared: Mapping[str, Field[Any]]) -> list[yaml.Node]:
    """Return what stands as names without values after a text in braces: to YAML a comma begins another entry."""
    key, value = node.value[number]
    kind: Kind = declared[_text(key)].metadata["kind"]
    is_plain = isinstance(value, yaml.ScalarNode) and not value.style and not is_nothing(value)
    rest: list[yaml.Node] = []
    if node.flow_style and is_plain and kind.schema is WORDS_SCHEMA:
        for name, after in node.value[number + 1 :]:
            if not is_nothing(after) or not _is_text(_text(name), declared):
                break
            rest.append(name)
    return rest


def _is_text(name: str, declared: Collection[str]) -> bool:
    """Tell whether what stands as a name was rather meant as text."""
    return bool(name) and not {name, _before_colon(name)} & set(declared) and nearest(name, declared) is None


def _before_colon(name: str) -> str:
    """Return what stands before a full-width colon, which is none to YAML; empty where there is none."""
    before, colon, _ = name.partition("：")
    return before.strip() if colon else ""
