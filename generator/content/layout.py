"""The layout of Markdown, from that of CommonMark and GFM to that of Python-Markdown: one pass over the lines, no recursion.

In: lines as people write them. Out: the same blocks in Python-Markdown's own layout (lists indented by four, a blank line between
blocks), with code and HTML blocks set aside.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape

from markdown.preprocessors import Preprocessor
from markdown.util import ETX, STX

_DEEPEST = 40  # boxes in boxes; a marker past that is text, or Python-Markdown would run out of stack
FRESH = f"{STX}fresh{ETX}"  # begins a list or quote that must not join the one before; no source holds STX

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


class Layout(Preprocessor):
    """Lays out a text as Python-Markdown wants it."""

    def run(self, lines: list[str]) -> list[str]:
        """Lay out a text's lines."""
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
            fresh = FRESH if self._boxes[-1].last == kind else ""
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
        mark = FRESH + mark if parent.last == "item" and not goes_on else mark
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
        width = len(before.replace(FRESH, ""))
        if not tight or width < self._width:
            shared = [box.step for box, other in zip(boxes, self._written, strict=False) if box is other]
            self._out.append("".join(shared).rstrip())
            self._width = width
        self._out.append(before + line)
        self._written = boxes
        if FRESH in before:
            for box in boxes:
                box.step = box.step.removeprefix(FRESH)


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
