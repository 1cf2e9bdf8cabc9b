"""The Markdown that people paste from GitHub, Typora, Obsidian, Notion and VS Code, for Python-Markdown.

In: Markdown as CommonMark and GFM read it. Out: the same as Python-Markdown reads it: laid out anew (layout.py), and with a few
inline rules.
Heading ids, which HTML is allowed and where links lead are not decided here.
"""

from __future__ import annotations

import re
import string
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor, ParagraphProcessor
from markdown.extensions import Extension
from markdown.extensions.admonition import AdmonitionExtension
from markdown.extensions.attr_list import AttrListExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import (
    REFERENCE_RE,
    InlineProcessor,
    ReferenceInlineProcessor,
    SubstituteTagInlineProcessor,
)
from markdown.treeprocessors import InlineProcessor as InlineTreeProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from generator.content.layout import FRESH, Layout

# Each alternative begins with a plain character, which the re module finds fast, and looks back after it.
# A particle may follow closing underscores, while snake_case stays as it is.
_MARKED = (
    r"~~(?<!~~~)(?=[^\s~])(?P<del>(?:[^~]|~(?!~))+)(?<=\S)~~(?!~)"
    r"|__(?<!\w__)(?=[^\s_])(?P<strong>[^_]+)(?<!\s)__(?=[가-힣])"
    r"|_(?<!\w_)(?=[^\s_])(?P<em>[^_]+)(?<!\s)_(?=[가-힣])"
)
# Neither a comparison (a==b) nor padding (dGVzdA==): no letter, digit or closing sign stands right before what is marked, and
# no Latin letter, digit or bracket right after; a Korean particle may.
_HIGHLIGHT = r"==(?<![\w=!<>)\]}'\"”’]==)(?=[^\s=])(?P<mark>(?:[^=]|=(?!=))+)(?<=[^\s=])==(?![A-Za-z0-9_=(])"
# Hangul belongs to an address only right after / = - _ and if it is not a particle: "/wiki/고객", but "/에서".
_ADDRESS = (
    r"<(?P<link>a[\s>])|<[^<>]*>|h(?<![A-Za-z0-9]h)(?P<address>ttps?://(?=[A-Za-z0-9])"
    r"(?:(?!&(?:nbsp|[lg]t|quot);)[!#$%&'()*+,\-./0-9:;=?@A-Z_a-z~]"
    r"|(?<=[/=_-])(?!(?:[을를이가은는의와과도만로나]|으로|까지|부터|에서?[는도]?|이?라고|이나|이고|이며|입니다)(?![가-힣]))[가-힣]+)+)"
)

_NEEDED = {
    "backtick": ("`",),
    "escape": ("\\",),
    "footnote": ("[^",),
    "reference": ("[",),
    "link": ("[",),
    "image_link": ("![",),
    "image_reference": ("![",),
    "short_reference": ("[",),
    "short_image_ref": ("![",),
    "autolink": ("<",),
    "automail": ("<",),
    "linebreak": ("  \n", "\\\n"),
    "bare_address": ("http",),
    "html": ("<",),
    "entity": ("&",),
    "highlight": ("==",),
    "marked": ("~~", "_"),
    "em_strong": ("*", "_"),
}
"""What a text must hold for an inline rule, Python-Markdown's or ours, to find anything in it: one or the other."""


class _FreshBlock(BlockProcessor):
    """Keeps lists of another kind, and quotes after a blank line, apart: Python-Markdown joins them."""

    def test(self, parent: Element, block: str) -> bool:
        return block.startswith(FRESH)

    def run(self, parent: Element, blocks: list[str]) -> None:
        apart = Element(parent.tag)
        self.parser.parseBlocks(apart, [blocks.pop(0).removeprefix(FRESH)])
        parent.extend(apart)


class _PlainText(ParagraphProcessor):
    """Takes text at once that ten other processors would search in vain: a tenth of the time of a conversion."""

    def test(self, parent: Element, block: str) -> bool:
        return block[:1].isalpha() and not any(mark in block for mark in ("|", "\n:", "\n=", "\n-"))


class _EvenLists(Treeprocessor):
    """Gives every item of a list paragraphs when one has them, as in CommonMark, or the spacing jumps."""

    def run(self, root: Element) -> None:
        lists = [*root.iter("ul"), *root.iter("ol")]
        loose = (items for items in lists if any(item.find("p") is not None for item in items))
        for item in (item for items in loose for item in items if item.text and item.text.strip()):
            paragraph = Element("p")
            paragraph.text, item.text = item.text, None
            item.insert(0, paragraph)


class _Inline(InlineTreeProcessor):
    """Asks an inline rule only where it may find something: asking all of them takes a fifth of the time."""

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        registry = self.md.inlinePatterns
        needed = {id(registry[name]): texts for name, texts in _NEEDED.items() if name in registry}
        if self.md.delimiters and self.md.delimiters.delimiters.keys() != {"*", "_"}:
            needed.pop(id(registry["em_strong"]), None)
        self._rules = [
            (texts[0], texts[-1], rule)
            for rule in registry
            # Of a rule that an extension brings in the place of another, nothing is known.
            for known in [type(rule).__module__.startswith(("markdown.", f"{__package__}."))]
            for texts in [needed.get(id(rule), ("",)) if known else ("",)]
        ]
        return super().run(tree, ancestors)

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803 - Markdown's
        if isinstance(data, AtomicString):
            return data
        number, start, matched = patternIndex, 0, False
        while number < len(self._rules):
            one, other, rule = self._rules[number]
            matched = False
            if one in data or other in data:
                data, matched, start = self._InlineProcessor__applyPattern(rule, data, number, start)  # type: ignore[attr-defined]
            if not matched:
                number, start = number + 1, 0
        return data


class _Reference(ReferenceInlineProcessor):
    """Takes `[a] [b]` for two links, not for a link named `a` to where `b` leads."""

    RE_LINK = re.compile(r"\[([^\]]*)\]")


class _BareAddress(InlineProcessor):
    """Links `https://…` in running text, without the Korean particle or the punctuation that follows."""

    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(  # type: ignore[override]  # noqa: N802 - Markdown's name
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int, int]:
        if not m["address"]:  # a tag: addresses in its attributes, or in an HTML link, are left alone
            end = data.find("</a", m.end()) if m["link"] else m.end()
            return None, m.start(), end if end >= 0 else len(data)
        end, extra = m.end(), m[0].count(")") - m[0].count("(")
        while data[end - 1] in "?!.,:;*_~'" or (data[end - 1] == ")" and extra > 0):
            extra -= data[end - 1] == ")"
            end -= 1
        link = Element("a", href=data[m.start() : end])
        link.text = AtomicString(data[m.start() : end])
        return link, m.start(), end


class _Marked(InlineProcessor):
    """Marks `==text==`, strikes out `~~text~~`, and lets a Korean particle follow `__bold__` and `_italic_`."""

    def handleMatch(  # type: ignore[override]  # noqa: N802 - Markdown's name
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        node = Element(m.lastgroup or "")
        node.text = m[m.lastgroup or 0]
        return node, m.start(), m.end()


class DialectExtension(Extension):
    """Reads Markdown as CommonMark and GFM do where Python-Markdown would surprise."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: D102, N802 - Markdown's name
        md.preprocessors.register(Layout(md), "layout", 28)  # when tabs and STX are gone
        md.preprocessors.deregister("html_block")  # Layout does it, up to a blank line as CommonMark says
        md.parser.blockprocessors.register(_FreshBlock(md.parser), "fresh", 110)
        md.parser.blockprocessors.register(_PlainText(md.parser), "plain_text", 108)
        md.treeprocessors.register(_EvenLists(md), "even_lists", 30)
        md.treeprocessors.register(_Inline(md), "inline", 20)
        # Notion and Typora escape any punctuation: \~ and \<.
        md.ESCAPED_CHARS.extend(sorted(set(string.punctuation) - set(md.ESCAPED_CHARS)))
        md.inlinePatterns.register(_Reference(REFERENCE_RE, md), "reference", 170)
        # After escapes, so that \\ at a line's end is no break; addresses after links and before tags.
        md.inlinePatterns.register(SubstituteTagInlineProcessor(r"  \n|\\\n", "br"), "linebreak", 100)
        md.inlinePatterns.register(_BareAddress(_ADDRESS, md), "bare_address", 95)
        md.inlinePatterns.register(_Marked(_HIGHLIGHT, md), "highlight", 66)
        md.inlinePatterns.register(_Marked(_MARKED, md), "marked", 65)


def makeExtension(**kwargs: Any) -> DialectExtension:  # noqa: N802 - Markdown's name
    """Return the extension, for Markdown's loading by name."""
    return DialectExtension(**kwargs)


def dialect_extensions() -> tuple[list[str | Extension], dict[str, dict[str, Any]]]:
    """Return the extensions that a story's text is converted with, and their settings, for `markdown.Markdown`."""
    # Not by name: Python-Markdown would look into every installed package for it.
    return [
        TableExtension(),
        FootnoteExtension(),
        AttrListExtension(),
        DefListExtension(),
        AdmonitionExtension(),
        SaneListExtension(),
        DialectExtension(),
    ], {}
