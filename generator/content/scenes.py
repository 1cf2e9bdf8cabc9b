"""The sentences that a story's clip shows, as its front matter lists them, and where a new scene begins.

In: a YAML node. Out: Scenes, in the language of the file. Lines, times and pictures are clip.py's and the clips wing's.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import yaml

from generator.base.languages import NAMES
from generator.content.kinds import Kind, Sheet, kind_of_values, scalar


class Scene(NamedTuple):
    """One sentence of a clip."""

    text: str
    chapter: str = ""
    """Title of the chapter that begins with it; empty where the last goes on."""


class Scenes(NamedTuple):
    """The sentences in one or several languages; none for a language in which those marked in the text are meant."""

    by_language: tuple[tuple[str, tuple[Scene, ...]], ...]

    def get(self, language: str) -> tuple[Scene, ...] | None:
        """Return what is listed in exactly this language, or None where nothing is said."""
        return dict(self.by_language).get(language)

    def joined(self, other: Scenes) -> Scenes | None:
        """Return both together, or None where they contradict each other."""
        mine, theirs = dict(self.by_language), dict(other.by_language)
        if any(mine[code] != theirs[code] for code in mine.keys() & theirs.keys()):
            return None
        return Scenes(tuple((mine | theirs).items()))


def _reader(kind: Kind) -> Any:
    def read(node: yaml.Node, sheet: Sheet, at: str) -> Any:
        sheet.mark(f"{at}.{sheet.language}", node)
        if isinstance(node, yaml.ScalarNode):
            meant = (scalar(node) or "").lower() in ("true", "yes", "on")
            return Scenes(((sheet.language, ()),)) if meant else kind.refuse(sheet, at)
        found: list[Scene] = []
        for item in node.value if isinstance(node, yaml.SequenceNode) else ():
            begins = isinstance(item, yaml.MappingNode) and len(item.value) == 1
            title, text = map(scalar, item.value[0]) if begins else ("", scalar(item))
            if title is None or not text:
                sheet.mark(at, item)
                return kind.refuse(sheet, at)
            found.append(Scene(" ".join(text.split()), " ".join(title.split())))
        return Scenes(((sheet.language, tuple(found)),)) if found else kind.refuse(sheet, at)

    return read


SCENES = kind_of_values(
    "true 또는 문장 목록(장면을 나누려면 `- 장면 제목: 문장`)",
    "true, or a list of sentences (`- title of a chapter: sentence` begins a chapter)",
    {
        "type": "object",
        "properties": {
            code: {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {"text": {"type": "string"}, "chapter": {"type": "string"}},
                    "required": ["text"],
                    "additionalProperties": False,
                },
            }
            for code in NAMES
        },
        "additionalProperties": False,
    },
    _reader,
)
