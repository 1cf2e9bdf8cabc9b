"""The project's documents, taken apart: their headings, links, and blocks of code.

In: Markdown as GitHub shows it. Out: plain values for the tests beside it. Only what our documents use is understood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
DOCUMENTS = {
    path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
    for path in sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
}
"""Every document by its path below the project."""

_FENCE = re.compile(
    r"(?:^`(?P<path>[^`\n]+)`\n\n)?^(?P<indent> *)```(?P<kind>\w*)\n(?P<text>.*?)^(?P=indent)```$",
    re.MULTILINE | re.DOTALL,
)
_LINK = re.compile(r"(?<!!)\[(?:[^\]\[]|\[[^\]]*\])*\]\((?P<target>[^)\s]+)\)")


@dataclass(frozen=True)
class Block:
    """A block of code."""

    document: str
    kind: str
    """`markdown`, `yaml`, `sh` …"""
    path: str
    """The file that it is the whole of, where a line with its path stands before it."""
    text: str

    def __str__(self) -> str:
        """Name it in the list of tests."""
        return f"{self.document} {self.kind} {self.path or self.text[:20].splitlines()[0]}"


def blocks(*kinds: str) -> list[Block]:
    """Return the blocks of these kinds in all documents."""
    return [
        Block(document, found["kind"], found["path"] or "", _without(found["text"], found["indent"]))
        for document, text in DOCUMENTS.items()
        for found in _FENCE.finditer(text)
        if found["kind"] in kinds
    ]


def _without(text: str, indent: str) -> str:
    return re.sub(f"^{indent}", "", text, flags=re.MULTILINE)


def prose(document: str) -> str:
    """Return a document without its blocks of code."""
    return _FENCE.sub("", DOCUMENTS[document])


def links(document: str) -> list[str]:
    """Return where the links of a document lead, as written."""
    without_code = re.sub(r"`[^`\n]*`", lambda code: "" if "](" in code[0] else code[0], prose(document))
    return [found["target"] for found in _LINK.finditer(without_code)]


def anchors(document: str) -> set[str]:
    """Return the anchors that GitHub gives to the headings of a document."""
    seen: dict[str, int] = {}
    return set(_anchors(re.findall(r"^#{1,6} (.+)$", prose(document), re.MULTILINE), seen))


def _anchors(titles: list[str], seen: dict[str, int]) -> Iterator[str]:
    for title in titles:
        bare = re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
        seen[bare] = seen.get(bare, -1) + 1
        yield f"{bare}-{seen[bare]}" if seen[bare] else bare


def halves(document: str) -> tuple[str, str]:
    """Return the Korean and the English half of a document."""
    korean, english = DOCUMENTS[document].split("\n## English\n")
    return korean, english
