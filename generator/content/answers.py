"""Answers that count as right, as front matter lists them: parted by `|`, or as a list.

In: a YAML node. Out: Words, whose texts have `|` between the answers, whichever way they were written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import yaml

from generator.base.problems import problem
from generator.content.kinds import EACH, Kind, Sheet, is_nothing, kind_of_values, read_words, scalar, shown
from generator.content.words import WORDS_SCHEMA, on_one_line

_BAR = " | "
_COMMA = re.compile(r"\s*(?:[，、]|,(?!\d))\s*")
"""A comma between answers: none within a number such as 1,000."""


def split_answers(text: str) -> list[str]:
    """Return the answers of a text, as they are written; a full-width bar parts them, too."""
    return [one for part in re.split(r"[|｜]", text) if (one := part.strip())]


def _reader(kind: Kind) -> Any:
    def read(node: yaml.Node, sheet: Sheet, at: str) -> Any:
        whole = _on_lines(node)
        found = read_words(kind, lambda text, _: _BAR.join(split_answers(on_one_line(text))))(
            whole, sheet, at
        )
        for name, one in _by_name(node, shown(at).split(".")[-1]) if found else ():
            answers = list(_parted_by_commas(one))
            if answers:
                right = f"{name}: {_BAR.join(answers)}"
                found_here = problem(sheet.mark(at, one), "answers-in-commas", field=shown(at), right=right)
                sheet.problems.append(replace(found_here, mild=True))  # it may be meant
        return found

    return read


def _on_lines(node: yaml.Node) -> yaml.Node:
    """Return a node whose lists of texts are texts with bars."""
    if isinstance(node, yaml.MappingNode):
        pairs = [(key, _on_lines(value)) for key, value in node.value]
        return yaml.MappingNode(node.tag, pairs, node.start_mark, node.end_mark)
    if not isinstance(node, yaml.SequenceNode):
        return node
    texts = [scalar(one) for one in node.value if not is_nothing(one)]
    if None in texts or len(texts) < len(node.value):
        return node  # which is refused
    return yaml.ScalarNode(node.tag, _BAR.join(map(str, texts)), node.start_mark, node.end_mark)


def _by_name(node: yaml.Node, name: str) -> Iterator[tuple[str, yaml.Node]]:
    """Yield what is written as answers, by the name that it is written after: that of the field or a language."""
    if isinstance(node, yaml.MappingNode):
        yield from ((scalar(key) or "", value) for key, value in node.value)
    else:
        yield name, node


def _parted_by_commas(node: Any) -> Iterator[str]:
    """Yield all answers where commas part some of them; in quotation marks a comma belongs to its answer."""
    items = node.value if isinstance(node, yaml.SequenceNode) else [node]
    parts = [
        [text] if one.style else _COMMA.split(text) for one in items for text in split_answers(one.value)
    ]
    if any(len(part) > 1 for part in parts):
        yield from (text for part in parts for text in part if text)


ANSWERS = kind_of_values(
    f"답(여럿이면 `수첩 | 작은 수첩`이나 목록, 또는 {EACH})",
    f"answers (several as `notebook | small notebook` or a list, or {EACH})",
    WORDS_SCHEMA,
    _reader,
    is_parted=True,
)
