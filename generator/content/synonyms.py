"""Other names of the same thing, which search finds as one: stories/taxonomy/synonyms.yml.

In: its bytes, a mapping such as `OLED: [올레드]`. Out: sets of names, and Problems.
"""

from __future__ import annotations

import yaml

from generator.base.problems import Problem
from generator.content import kinds
from generator.content.kinds import Sheet
from generator.content.sheets import File, read_mapping

SYNONYMS = "synonyms"
"""The file's name, without its ending."""

Names = tuple[str, ...]


def read_synonyms(file: File | None) -> tuple[tuple[Names, ...], tuple[Problem, ...]]:
    """Read the sets of names, each with the name that stands before the colon first."""
    problems: list[Problem] = []
    node = read_mapping(file, problems) if file else None
    if file is None or node is None:
        return (), tuple(problems)
    sheet = Sheet(file.path, "")
    found: dict[str, Names] = {}
    for key, value in node.value:
        name = kinds.scalar(key) or ""
        line = sheet.places[name].line if name in found else 0
        sheet.mark(name, key)
        others = value.value if isinstance(value, yaml.SequenceNode) else [value]
        texts = [kinds.scalar(one) for one in others]
        if name in found:
            sheet.note("duplicate-field", name, field=name, line=line)
        elif not name or not texts or not all(texts):
            sheet.note(
                "wrong-type",
                name,
                field=name or "?",
                wanted_ko="다른 이름 목록",
                wanted_en="a list of other names",
            )
        else:
            found[name] = tuple(dict.fromkeys([name, *filter(None, texts)]))
    return tuple(found.values()), (*problems, *sheet.problems)
