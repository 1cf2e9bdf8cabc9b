"""The Markdown that people paste from GitHub, Typora, Obsidian, Notion and VS Code, for Python-Markdown.

In: Markdown as CommonMark and GFM read it. Out: the same in Python-Markdown's own layout (lists indented by four, a blank
line between blocks), code and HTML blocks set aside, and a few inline rules. One pass over the lines, no recursion.
Heading ids, which HTML is allowed and where links lead are not decided here.
"""

from __future__ import annotations

import re
import string
from dataclasses import dataclass, field
from html import escape
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
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import InlineProcessor as InlineTreeProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, STX, AtomicString

_DEEPEST = 40  # boxes in boxes; a marker past that is text, or Python-Markdown would run out of stack
_FRESH = f"{STX}fresh{ETX}"  # begins a list or quote that must not join the one before; no source holds STX

_START = re.compile(
    r"""[ ]{0,3}(?:
      (?P<quote>>[ ]?)
    | (?P<heading>\#{1,6}(?=[ ]|$))
    | (?P<fence>`{3,}(?=[^`]*$)|~{3,})
    | (?P<rule>([-_*])(?:[ ]*\5){2,}[ ]*$)
    | (?P<item>(?:[-+*]|[0-9]{1,3}[.)])(?=[ ]|$))   # four digits are a year: "2021. 3. 30."
    | (?P<note>\[\^[^\]]+\]:)
    | (?P<admonition>!!![ ][\w -]++(?:"[^"]*"[ ]*)?$)
    | (?P<definition>:(?=[ ]{1,3}[^ ]))
    | (?P<html></?(?P<tag>[a-zA-Z][a-zA-Z0-9]*)(?=[\s/>]|$))
    )""",
    re.VERBOSE,
)
_NEW_LIST = re.compile(r" *(?:[-+*]|1[.)]) +[^ ]")
_QUOTE = re.compile(r" {0,3}> ?")
_UNDERLINE = re.compile(r" {0,3}(=+|-+) *$")
_TASK = re.compile(r"\[([ xX])\] +(?=[^ ])")
_COMMENT = re.compile(r"\\.|(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)|<!--.*?(?:-->|$)")
_SHARP = re.compile(r"(?<=[^ #\\])#+ *$")  # of "C#", which no closing mark of a heading is
_REFERENCE = re.compile(r"(\[[^\]]+\]: *<)([^<>]* [^<>]*)(?=>)")
# What Python-Markdown would take for a block though it is text: a hashtag, "!!!wow", a year, a marker too deep.
_SEEMS_A_BLOCK = re.compile(r"(?=[#>]|!!!|[-+*:](?: |$)|[-=]+ *$)|\d+(?=\. )")

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


@dataclass(slots=True, eq=False)
class _Box:
    """Something open that holds other blocks."""

    kind: str  # root, quote, item, or a body indented by four: note, admonition, definition
    step: str = "    "  # what stands before each of its lines
    mark: str = ""  # what stands before its first line instead; empty once written
    tight: bool = False  # whether its mark needs no blank line before it
    column: int = 0  # of its marker in the source
    width: int = 0  # columns by which the source indents its content
    family: str = ""  # last character of its marker: items of one family make one list
    last: str = ""  # kind of its last child; "lead" is text on the line of the mark


@dataclass(slots=True)
class _Raw:
    """An open block whose lines stay as they are."""

    kind: str  # fence, code (indented) or html
    end: str = ""  # the fence, or the tag that ends it; without one, HTML ends at a blank line
    indent: int = 0  # columns to take off each line
    language: str = ""
    lines: list[str] = field(default_factory=list)

    def ends_at(self, rest: str) -> bool:
        line = rest.strip()
        if self.kind == "html":
            return self.end in rest.lower() if self.end else not line
        is_end = line.startswith(self.end) and (self.kind == "code" or not line.strip(self.end[0]))
        return bool(line) and _indent(rest) < 4 and is_end

    def html(self) -> str:
        body = "\n".join(self.lines).rstrip("\n")
        if self.kind == "html":
            return body
        language = f' class="language-{escape(self.language)}"' if self.language else ""
        return f"<pre><code{language}>{escape(body, quote=False)}\n</code></pre>"


class _Layout(Preprocessor):
    """Lays out a text as Python-Markdown wants it."""

    def run(self, lines: list[str]) -> list[str]:
        self._out: list[str] = []
        self._boxes = [_Box("root", step="")]
        self._text: list[str] = []  # the open paragraph or table, which belongs to the last box
        self._raw: _Raw | None = None
        self._gap = False  # whether a blank line came before
        self._comment = ""  # what ends the comment we are in
        self._written: list[_Box] = []  # the boxes of the last line written
        self._width = 0  # of what stands before the first line since a blank one
        self._last = {end: at for at, line in enumerate(lines) for end in ("-->", "%%") if end in line}
        for self._number, line in enumerate(lines):
            self._read(line)
        self._close(1)
        return [*self._out, "", ""]

    def _read(self, line: str) -> None:
        if self._comment:
            _, ended, line = line.partition(self._comment)
            self._comment = "" if ended else self._comment
            if not line.strip():
                return
        depth, rest = self._inside(line)
        if depth < len(self._boxes) or (self._raw and self._raw.kind == "code" and self._raw.ends_at(rest)):
            self._end_raw()
        bare = self._without_comments(rest)
        if bare != rest and not bare.strip():
            self._end_text()
        elif self._raw:
            self._add_raw(self._raw, bare)
        elif bare.strip():
            self._add(bare, depth)
            self._gap = False
        else:
            self._close(depth)  # a blank line ends a quote; items and bodies go on over it
            self._gap = True

    def _inside(self, line: str) -> tuple[int, str]:
        """Count the boxes that go on in this line, and return what they leave of it."""
        depth = 1
        for box in self._boxes[1:]:
            indent = _indent(line)
            if box.kind == "quote" and (quote := _QUOTE.match(line)):
                line = line[quote.end() :]
            elif box.kind != "quote" and (indent >= box.width or indent == len(line)):
                line = line[box.width :]
            elif box.kind == "item" and indent >= box.column + 2 and not self._raw and _NEW_LIST.match(line):
                box.width = indent  # two spaces under "1. " are meant to nest, though CommonMark wants three
                line = line[indent:]
            else:
                break
            depth += 1
        return depth, line

    def _without_comments(self, rest: str) -> str:
        """Take out `<!-- -->`, and lines that are `%% %%` as a whole."""
        is_code = self._raw.kind != "html" if self._raw else rest.startswith("    ") and not self._text
        if is_code or ("%%" not in rest and "<!--" not in rest):
            return rest
        line = rest.strip()
        if line[:2] == line[-2:] == "%%" and (len(line) > 4 or self._can_end(line)):
            self._comment = line if len(line) == 2 else ""
            return ""
        return _COMMENT.sub(self._comment_away, rest)

    def _can_end(self, end: str) -> bool:
        return self._last.get(end, -1) > self._number

    def _comment_away(self, found: re.Match[str]) -> str:
        ended = found[0].endswith("-->")
        if not found[0].startswith("<!--") or not (ended or self._can_end("-->")):
            return found[0]
        self._comment = "" if ended else "-->"
        return ""

    def _add(self, rest: str, depth: int) -> None:
        """Add a line that is neither blank nor inside code or HTML."""
        underline = _UNDERLINE.match(rest) if self._text and depth == len(self._boxes) else None
        if underline and not any(map(_is_delimiter_row, self._text)):
            title, self._text = " ".join(line.strip() for line in self._text), []
            self._write("block", [_as_text(title), underline[1][0] * 3])
            return
        if self._boxes[depth - 1].last == "html" and not self._text and rest.lstrip().startswith("<"):
            rest = rest.lstrip()  # HTML that a blank line cuts in two is not code
        while not rest[0].isalpha() and (start := self._start(rest, depth)):
            rest = self._open(start, rest, depth)
            depth = len(self._boxes)
            if not rest.strip():
                return
        if not self._text or any(box.kind == "admonition" for box in self._boxes[depth:]):
            self._close(depth)
            if rest.startswith("    "):
                self._raw = _Raw("code", indent=4, lines=[rest[4:]])
                return
        self._text.append(rest.lstrip(" "))

    def _start(self, rest: str, depth: int) -> re.Match[str] | None:
        """Return what begins at the start of `rest`, None if it is text or code."""
        start = _START.match(rest)
        if not start:
            return None
        kind, parent = start.lastgroup, self._boxes[depth - 1]
        in_text = self._text and depth == len(self._boxes)
        good = kind in ("heading", "fence", "rule", "html") or len(self._boxes) <= _DEEPEST
        if kind == "html":
            good = self.md.is_block_level(start["tag"])
        elif kind == "definition":
            good &= not parent.mark if in_text else parent.last in ("text", "definition")
        elif kind == "item" and in_text:  # a number in running text does not begin a list, says CommonMark
            good &= bool(_NEW_LIST.match(rest)) and not _is_delimiter_row(rest)
        return start if good else None

    def _open(self, start: re.Match[str], rest: str, depth: int) -> str:
        """Open what begins here, and return what it leaves of the line."""
        kind, after, body = start.lastgroup or "", rest[start.end() :], _indent(rest) + 4
        sibling = self._boxes[depth] if depth < len(self._boxes) else None
        self._close(depth)
        if kind == "item":
            return self._open_item(start[kind], after, body - 4, sibling)
        if kind == "quote":
            fresh = _FRESH if self._boxes[-1].last == kind else ""
            self._push(_Box(kind, step=f"{fresh}> "))
            return after
        if kind in ("note", "definition"):
            tight = kind == "definition" and not self._gap
            self._push(_Box(kind, mark=start[kind].ljust(3) + " ", tight=tight, width=body))
            return after.lstrip()
        if kind == "fence":
            language = after.split()[0].lstrip("{.").rstrip("}") if after.strip() else ""
            self._raw = _Raw(kind, start[kind], body - 4, language)
        elif kind == "html":
            tag = start["tag"].lower()
            self._raw = _Raw(kind, f"</{tag}>" if tag in ("pre", "script", "style", "textarea") else "")
            self._add_raw(self._raw, rest)
        else:
            line = _SHARP.sub(r"\\\g<0>", rest.strip()) if kind == "heading" else rest.strip()
            self._write("block", ["***" if kind == "rule" else line])
            if kind == "admonition":
                self._push(_Box(kind, width=body))
        return ""

    def _open_item(self, marker: str, after: str, column: int, sibling: _Box | None) -> str:
        parent, family, spaces = self._boxes[-1], marker[-1], _indent(after)
        goes_on = sibling is not None and sibling.kind == "item" and sibling.family == family
        # "*" and not "-", which under text would make a heading.
        mark = (f"{int(marker[:-1])}." if marker[:-1] else "*").ljust(3) + " "
        mark = _FRESH + mark if parent.last == "item" and not goes_on else mark
        tight = not self._gap and (goes_on or (parent.kind == "item" and parent.last == "lead"))
        width = column + len(marker) + (spaces if 0 < spaces < 5 and after.strip() else 1)
        self._push(_Box("item", mark=mark, tight=tight, column=column, width=width, family=family))
        after = after.lstrip()
        task = _TASK.match(after)
        return ("☐ " if task[1] == " " else "☑ ") + after[task.end() :] if task else after

    def _push(self, box: _Box) -> None:
        self._boxes[-1].last = box.kind
        self._boxes.append(box)

    def _add_raw(self, raw: _Raw, rest: str) -> None:
        ends = raw.ends_at(rest)
        if raw.kind != "fence" or not ends:
            raw.lines.append(rest[min(raw.indent, _indent(rest)) :])
        if ends:
            self._end_raw()

    def _end_raw(self) -> None:
        raw, self._raw = self._raw, None
        if raw:
            self._write(raw.kind, [self.md.htmlStash.store(raw.html())])

    def _end_text(self) -> None:
        text, self._text = self._text, []
        header = max(0, next((at for at, line in enumerate(text) if _is_delimiter_row(line)), 0) - 1)
        for part in (text[:header], text[header:]):  # a table may follow text directly
            if part:
                part[-1] = part[-1].rstrip()
                self._write("text", [line if _is_delimiter_row(line) else _as_text(line) for line in part])

    def _close(self, depth: int) -> None:
        """Close the open block and all boxes past `depth`."""
        self._end_raw()
        self._end_text()
        if depth < len(self._boxes):
            self._write("", [])
            del self._boxes[depth:]

    def _write(self, kind: str, lines: list[str]) -> None:
        """Write a block into the last box, after the marks that are still to be written."""
        last = self._boxes[-1]
        for depth, box in enumerate(self._boxes):
            if box.mark:
                lead = lines[:1] if kind == "text" and box is last else []
                kind, lines = ("lead", lines[1:]) if lead else (kind, lines)
                self._write_line(depth, "".join([box.mark, *lead]), box.tight)
                self._written.append(box)
                box.mark = ""
        last.last = kind or last.last
        for at, line in enumerate(lines):
            self._write_line(len(self._boxes), line, tight=at > 0 or kind == "lead")

    def _write_line(self, depth: int, line: str, tight: bool) -> None:
        """Write a line into `depth` boxes, after a blank one unless it is tight and not shallower than its block."""
        boxes = self._boxes[:depth]
        before = "".join([box.step for box in boxes])
        width = len(before.replace(_FRESH, ""))
        if not tight or width < self._width:
            shared = [box.step for box, other in zip(boxes, self._written, strict=False) if box is other]
            self._out.append("".join(shared).rstrip())
            self._width = width
        self._out.append(before + line)
        self._written = boxes
        if _FRESH in before:
            for box in boxes:
                box.step = box.step.removeprefix(_FRESH)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _is_delimiter_row(line: str) -> bool:
    return "|" in line and "-" in line and not line.strip("|:- ")


def _as_text(line: str) -> str:
    if line[:1].isalpha():
        return line
    if reference := _REFERENCE.match(line):  # Python-Markdown takes no spaces in one
        return reference[1] + reference[2].replace(" ", "%20") + line[reference.end() :]
    seems = _SEEMS_A_BLOCK.match(line)
    return f"{line[: seems.end()]}\\{line[seems.end() :]}" if seems else line


class _FreshBlock(BlockProcessor):
    """Keeps lists of another kind, and quotes after a blank line, apart: Python-Markdown joins them."""

    def test(self, parent: Element, block: str) -> bool:
        return block.startswith(_FRESH)

    def run(self, parent: Element, blocks: list[str]) -> None:
        apart = Element(parent.tag)
        self.parser.parseBlocks(apart, [blocks.pop(0).removeprefix(_FRESH)])
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
        md.preprocessors.register(_Layout(md), "layout", 28)  # when tabs and STX are gone
        md.preprocessors.deregister("html_block")  # _Layout does it, up to a blank line as CommonMark says
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
