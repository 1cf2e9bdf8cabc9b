"""The text of a story: Markdown → safe HTML, with its headings, anchors, links and plain text.

In: Markdown and where it stands. Out: a Text, whose HTML holds a mark for each address (filled when the page is rendered,
since only then is it known where it leads), and Problems. Whether a link's target exists is the catalog's question.
"""

from __future__ import annotations

import html
import posixpath
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.toc import TocExtension, TocTreeprocessor
from markdown.treeprocessors import Treeprocessor
from pymdownx.slugs import slugify

from generator.base.addresses import mark, marked
from generator.base.languages import strings
from generator.base.problems import Place, Problem, problem
from generator.content.dialect import dialect_extensions
from generator.content.notes import NOTES, NotesExtension
from generator.content.sheets import line_and_column
from generator.content.story import Heading, Link

_TAGS = frozenset(
    """
    a abbr b blockquote br cite code dd del details div dl dt em figcaption figure h2 h3 h4 h5 h6 hr i img ins kbd li mark
    ol p pre q rp rt ruby s samp small span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr
    """.split()  # noqa: SIM905 - twelve lines shorter
)
_ATTRIBUTES: dict[str, set[str]] = {
    "*": {"class", "dir", "id", "lang", "title"},
    "a": {"href", "hreflang"},
    "img": {"alt", "height", "src", "width"},
    "ol": {"start", "reversed"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
    "details": {"open"},
}
_CLASSES = re.compile(
    rf"admonition(-title)?|{'|'.join(NOTES)}|footnote(-ref|-backref|s)?|is-(start|center|end)"
)
_SCHEMES = {"http", "https", "mailto", "tel"}

_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9-]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>")
_UNSAFE_ADDRESS = re.compile(r"(?:href|src)\s*=\s*[\"']?\s*([a-zA-Z][a-zA-Z0-9+.-]*:[^\"'\s>]*)")

_NOT_READ = re.compile(
    r"""^[ \t>]*(?:[-+*][ ]+|[0-9]+[.)][ ]+)?(?P<fence>`{3,}(?=[^`\n]*$)|~{3,}).*?(?:^[ \t>]*(?P=fence)[`~]*[ \t]*$|\Z)
      | (?<!`)(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`)
      | <!--.*?-->""",
    re.DOTALL | re.MULTILINE | re.VERBOSE,
)
"""Code and comments, in which nothing is a link."""
_HIGHLIGHTED = re.compile(r"<mark\b[^>]*>(.*?)</mark>", re.DOTALL)
_BRACKETS = 1000
"""Opening brackets in one line; 20,000 of them took 83 seconds."""
_WRITTEN = re.compile(
    r"""\]\(\s*(?:<([^<>\n]*)>|((?:\\.|[^\s()\\]|\([^\s()]*\))*))
      | ^[ \t>]*\[[^\]\n]+\]:[ \t]*(?:<([^<>\n]*)>|(\S+))
      | \b(?:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""",
    re.MULTILINE | re.VERBOSE | re.IGNORECASE,
)
"""An address where Markdown or HTML has one, in one of the groups."""


@dataclass(frozen=True, slots=True)
class Markup:
    """How Markdown is converted: what mkdocs.yml adds to our own dialect."""

    extensions: tuple[str, ...] = ()
    configs: tuple[tuple[str, tuple[tuple[str, Any], ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """A converted text."""

    html: str
    """Safe HTML; each address of an `a` or `img` is a mark, `/~0~/` for the first of `links`."""
    plain: str
    """The words alone, headings included, on one line."""
    headings: tuple[Heading, ...]
    anchors: tuple[str, ...]
    links: tuple[Link, ...]
    highlights: tuple[str, ...] = ()
    """What is ==marked==, in order, as plain text."""


class Converter:
    """Converts one text after another with the same extensions, which are costly to set up."""

    def __init__(self, markup: Markup) -> None:
        self.key = repr(markup)
        configs = {name: dict(config) for name, config in markup.configs if name != "toc"}
        own, own_configs = dialect_extensions()
        extra = [name for name in markup.extensions if name not in ("toc", "meta")]
        self._notes = NotesExtension()
        toc = _Contents(slugify=_anchor_of, permalink=False, toc_depth="2-6")
        self._markdown: Any = Markdown(
            extensions=[*own, *extra, self._notes, _OurTree(), toc],
            extension_configs=own_configs | configs,
            output_format="html",
        )

    def convert(
        self, source: str, folder: str, path: str, first_line: int, language: str = "en"
    ) -> tuple[Text, list[Problem]]:
        """Convert the Markdown of the file `path`, whose links are relative to `folder`, beginning at `first_line`."""
        self._markdown.reset()
        t = strings(language)
        for extension in self._markdown.registeredExtensions:
            if isinstance(extension, FootnoteExtension):
                extension.setConfig("BACKLINK_TITLE", t("text.back", number="{}"))
        self._notes.titles = {kind: t(f"text.{kind}") for kind in NOTES}
        crowded = _crowded_line(source)
        try:
            raw = self._markdown.convert(source) if crowded is None else ""
        except RecursionError:
            crowded = 0
        if crowded is not None:
            return Text("", "", (), (), ()), [problem(Place(path, first_line + crowded), "text-too-deep")]
        reader = _Addresses(source, folder, first_line)
        clean = nh3.clean(
            raw,
            tags=set(_TAGS),
            clean_content_tags={"script", "style"},
            attributes=_ATTRIBUTES,
            attribute_filter=reader.attribute,
            url_schemes=_SCHEMES,
            link_rel=None,
        )
        text = Text(
            html=clean,
            plain=plain_of(clean),
            headings=tuple(_headings(self._markdown.toc_tokens)),
            anchors=tuple(dict.fromkeys(reader.anchors)),
            links=tuple(reader.links),
            highlights=tuple(filter(None, map(plain_of, _HIGHLIGHTED.findall(clean)))),
        )
        return text, list(_problems(raw, clean, reader, path))


def _compared(address: str) -> str:
    """Return an address so that two ways to write it are equal."""
    return unquote(html.unescape(address)).strip()


def _without_code(source: str) -> str:
    """Return a text with blanks in the place of code and comments."""
    if not any(sign in source for sign in ("`", "~~~", "<!--")):
        return source
    return _NOT_READ.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), source)


def _crowded_line(source: str) -> int | None:
    """Return the first line, from 0, with so many brackets that Python-Markdown would take minutes: their number squared."""
    if source.count("[") <= _BRACKETS:
        return None
    lines = enumerate(_without_code(source).split("\n"))
    return next((number for number, line in lines if line.count("[") > _BRACKETS), None)


class _Addresses:
    """Gathers the links, pictures and anchors of one text while it is made safe, and puts marks in their place."""

    def __init__(self, source: str, folder: str, first_line: int) -> None:
        self.links: list[Link] = []
        self.anchors: list[str] = []
        self._source, self._folder, self._first = source, folder, first_line
        self._told = _without_code(source)
        self._written: dict[str, list[int]] = {}
        for found in _WRITTEN.finditer(self._told):
            group = found.lastindex or 0
            address = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", found[group])
            self._written.setdefault(_compared(address), []).append(found.start(group))

    def attribute(self, tag: str, name: str, value: str) -> str | None:
        """Return what an attribute becomes; None takes it away."""
        if name == "class":
            return " ".join(filter(_CLASSES.fullmatch, value.split())) or None
        if name == "id":
            if value.startswith("__"):
                return None
            self.anchors.append(value)
        elif name in ("href", "src"):
            self.links.append(self._link(value, picture=name == "src"))
            return mark(len(self.links) - 1)
        return value

    def place_of(self, address: str) -> tuple[int, int]:
        """Return line and column of an address, of its next place where it is written more than once."""
        places = self._written.get(_compared(address), [])
        if not places:
            return self._line_and_column(self._told.find(address) if address else -1)
        return self._line_and_column(places.pop(0) if len(places) > 1 else places[0])

    def place_of_tag(self, tag: str) -> tuple[int, int]:
        """Return line and column of the first such tag."""
        found = re.search(rf"<{re.escape(tag)}\b", self._told, re.IGNORECASE)
        return self._line_and_column(found.start() if found else -1)

    def _line_and_column(self, at: int) -> tuple[int, int]:
        if at < 0:
            return self._first, 1
        line, column = line_and_column(self._source, at)
        return self._first + line - 1, column

    def _link(self, written: str, picture: bool) -> Link:
        line, column = self.place_of(written)
        kind, target, anchor = self._meaning(written.strip())
        return Link(kind, target, anchor, line, column, picture)

    def _meaning(self, written: str) -> tuple[str, str, str]:
        """Return kind, target and anchor of an address as written."""
        try:
            parts = urlsplit(written)
        except ValueError:
            return "file", written, ""
        if parts.scheme or parts.netloc:
            return "outside", written, ""
        anchor = unicodedata.normalize("NFC", unquote(parts.fragment))
        path = unicodedata.normalize("NFC", unquote(parts.path))
        if not path:
            return "anchor", "", anchor
        if path.startswith("/"):
            return "site", path.lstrip("/"), anchor
        target = posixpath.normpath(posixpath.join(self._folder, path))
        is_page = path.endswith("/") or path.endswith(".md") or "." not in posixpath.basename(target)
        return ("page" if is_page else "file"), target, anchor


class _ContentsTree(TocTreeprocessor):
    """Leaves out the list of headings, written as HTML, that only a text with `[TOC]` shows: half of its time."""

    def run(self, doc: Element) -> None:
        self._shows = any(node.text and node.text.strip() == self.marker for node in doc.iter())
        super().run(doc)

    def build_toc_div(self, toc_list: list[Any]) -> Element:
        return super().build_toc_div(toc_list) if self._shows else Element("div")


class _Contents(TocExtension):
    """Python-Markdown's table of contents, with our tree."""

    TreeProcessorClass = _ContentsTree


def _anchor_of(title: str, separator: str) -> str:
    """Return a heading's anchor: its words in NFC, in small letters, never beginning with an underscore."""
    words: str = slugify(case="lower", normalize="NFC")(title, separator)
    return words.lstrip("_") or "section"


class _OurTree(Extension):
    """Adds what a story page wants of its text, between Markdown's inline step and its table of contents."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        md.treeprocessors.register(_StoryTree(md), "story", 6)


class _StoryTree(Treeprocessor):
    """Brings headings below the page's own h1 without gaps, and turns alignment into classes, as styles are refused."""

    def run(self, root: Element) -> None:
        used = sorted({node.tag for node in root.iter() if node.tag in _HEADINGS})
        new_tag = {tag: f"h{min(number, 6)}" for number, tag in enumerate(used, start=2)}
        for node in root.iter():
            if node.tag in new_tag:
                node.tag = new_tag[node.tag]
            elif node.tag in ("td", "th") and (style := node.attrib.pop("style", "")):
                side = {"left": "start", "right": "end", "center": "center"}.get(
                    style.removeprefix("text-align:").strip(" ;")
                )
                if side:
                    node.set("class", f"is-{side}")


_HEADINGS = {f"h{level}" for level in range(1, 7)}


def _headings(tokens: list[dict[str, Any]]) -> Iterator[Heading]:
    for token in tokens:
        yield Heading(token["level"], token["id"], html.unescape(token["name"]))
        yield from _headings(token["children"])


def plain_of(safe: str) -> str:
    """Return the words of a safe text on one line."""
    return " ".join(
        html.unescape(
            re.sub(r"<[^>]*>", " ", re.sub(r"</?(?:a|b|code|em|i|mark|span|strong|u)\b[^>]*>", "", safe))
        ).split()
    )


def _problems(raw: str, clean: str, reader: _Addresses, path: str) -> Iterator[Problem]:
    """Find what was taken away, addresses that may not be used, and pictures without alt text."""
    taken: dict[str, None] = {}
    for tag in _TAG.finditer(raw):
        if tag[1].lower() not in _TAGS:
            taken.setdefault(tag[1].lower())
        for address in map(html.unescape, _UNSAFE_ADDRESS.findall(tag[2])):
            if address.split(":")[0].lower() not in _SCHEMES:
                yield problem(Place(path, *reader.place_of(address)), "address-refused", address=address)
    for name in taken:
        yield problem(Place(path, *reader.place_of_tag(name)), "html-removed", tag=name)
    for found in _TAG.finditer(clean):
        if found[1] == "img" and not re.search(r'\balt="[^"]*[^"\s][^"]*"', found[2]):
            number = marked(found[2])
            link = None if number is None else reader.links[number]
            place = Place(path, link.line, link.column) if link else Place(path, *reader.place_of_tag("img"))
            picture = posixpath.basename(link.target) if link else "?"
            yield problem(place, "picture-without-alt", picture=picture, form=f"![…]({picture})")


def markup_of(extensions: tuple[str, ...], configs: Mapping[str, Mapping[str, Any]]) -> Markup:
    """Return how Markdown is converted, as a value that a key can be made of."""
    return Markup(
        extensions, tuple((name, tuple(sorted(config.items()))) for name, config in sorted(configs.items()))
    )
