"""Notes beside the text: `!!! tip` of Python-Markdown, `> [!TIP]` of GitHub and Obsidian.

In: the tree of a converted text. Out: one form for all of them, of the kinds that a story may have, with a title in the language
of the text where its author gave none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

NOTES = ("note", "tip", "info", "warning", "danger", "quote")
_OTHER_NAMES = {
    "abstract": "info",
    "attention": "warning",
    "caution": "warning",
    "check": "tip",
    "cite": "quote",
    "error": "danger",
    "example": "info",
    "faq": "info",
    "hint": "tip",
    "important": "warning",
    "question": "info",
    "success": "tip",
    "summary": "info",
    "todo": "info",
    "tldr": "info",
}
"""Kinds of note that other programs have: GitHub's, Obsidian's and Material's, but for those of bug reports."""
_CALLOUT = re.compile(r"\[!(?P<kind>[\w-]+)(?:\|[^\]\n]*)?\][-+]?[ \t]*(?P<title>[^\n]*)\n?")


class NotesExtension(Extension):
    """Makes every note one of ours; `titles` is what each kind is called where its author does not say."""

    def __init__(self) -> None:
        super().__init__()
        self.titles: Mapping[str, str] = {kind: kind.capitalize() for kind in NOTES}

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: D102, N802 - Markdown's name
        md.treeprocessors.register(_Notes(md, self), "notes", 25)  # before inline marks are read


class _Notes(Treeprocessor):
    def __init__(self, md: Markdown, extension: NotesExtension) -> None:
        super().__init__(md)
        self._extension = extension

    def run(self, root: Element) -> None:
        for quote in root.iter("blockquote"):
            first = next(iter(quote), None)
            if first is not None and first.tag == "p" and (found := _CALLOUT.match(first.text or "")):
                self._make_note(quote, first, found)
        for note in root.iter("div"):
            if note.get("class", "").startswith("admonition "):
                self._name(note)

    def _make_note(self, quote: Element, first: Element, found: re.Match[str]) -> None:
        """Make a quote that says `[!kind]` the note that it is meant to be."""
        kind = found["kind"].lower()
        quote.tag = "div"
        quote.set("class", f"admonition {kind}")
        first.text = (first.text or "")[found.end() :]
        if not first.text.strip() and not len(first):
            quote.remove(first)
        title = Element("p", {"class": "admonition-title"})
        title.text = found["title"].strip() or kind.capitalize()
        quote.insert(0, title)

    def _name(self, note: Element) -> None:
        """Give a note a kind that we have, and a title in the language of the text."""
        _, written, *_ = note.get("class", "").split()
        kind = _OTHER_NAMES.get(written, written if written in NOTES else "note")
        note.set("class", f"admonition {kind}")
        title = next(iter(note), None)
        if (
            title is not None
            and title.get("class") == "admonition-title"
            and title.text == written.capitalize()
        ):
            title.text = self._extension.titles[kind]
