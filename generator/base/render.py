"""Rendering: a page's record, set into the theme around it → the bytes of its file.

In: Pages, and the theme's HTML with a slot for each thing that differs between pages. Knows no story: what a page shows is in
its record, how it shows it is in overrides/. Autoescape is on; story text comes as HTML that was made safe.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from generator.base import theme
from generator.base.addresses import Linker, fill_marks, root_from
from generator.base.cache import digest
from generator.base.languages import NAMES, strings
from generator.base.outputs import Frame, Page, Site
from generator.base.writing import format_date, format_number, format_partial_date, format_year

_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Look:
    """The files that decide how pages look, and where the site's own style and script stand."""

    overrides: Path
    chromes: Mapping[str, str]
    """The theme's HTML by language, with slots."""
    style: str
    script: str


class Renderer:
    """Renders pages of one site. Holds compiled templates; makes no choices."""

    def __init__(self, look: Look, site: Site) -> None:
        self.look, self.site = look, site
        self._chromes: dict[tuple[str, str], _Chrome] = {}
        self._env = jinja2.Environment(
            loader=jinja2.FileSystemLoader(str(look.overrides)),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._env.globals |= {"site": site, "language_names": NAMES, "strings": strings}

    @cached_property
    def digest(self) -> str:
        """Return a key of all that a page depends on besides itself."""
        files = sorted(
            (*self.look.overrides.glob("pages/**/*.html"), *self.look.overrides.glob("frame/**/*.html"))
        )
        contents = [part for path in files for part in (path.as_posix(), path.read_bytes())]
        return digest(
            repr(self.site), repr(replace(self.look, overrides=Path())), jinja2.__version__, *contents
        )

    def render(self, page: Page, text: str = "") -> bytes:
        """Render a page; `text` is the safe HTML of the text it shows."""
        root = self.site.base_path if page.absolute else root_from(page.path)
        link = Linker(root, self.site.portable)
        language = page.frame.language if page.frame else self.site.languages[0]
        values: dict[str, Any] = {
            "frame": page.frame,
            "page": page.record,
            "link": link,
            "absolute": Linker(self.site.url),
            "t": strings(language),
            "language": language,
            "text": Markup(fill_marks(text, page.targets, link)),  # noqa: S704 - made safe in content/body.py
            "style": self.look.style,
            "script": self.look.script,
            **_formats(language),
        }
        if page.frame is None:
            values["csp"] = content_security_policy("", relaxed=self.site.live == "mkdocs")
            made = self._env.get_template(f"pages/{page.template}.html").render(values)
        else:
            made = self._framed(page, page.frame, values)
        return made.encode("utf-8")

    def _framed(self, page: Page, frame: Frame, values: dict[str, Any]) -> str:
        key = (frame.language, values["link"].root)
        if key not in self._chromes:
            self._chromes[key] = _Chrome.at(self.look.chromes[frame.language], values["link"].root)
        chrome = self._chromes[key]
        values["csp"] = content_security_policy(chrome.whole, relaxed=self.site.live == "mkdocs")
        content = self._env.get_template(f"pages/{page.template}.html").render(values)
        values["content"] = Markup(content)  # noqa: S704 - rendered by our own template
        filled = {name: self._env.get_template(f"frame/{name}.html").render(values) for name in chrome.names}
        return chrome.filled(filled)


@dataclass(frozen=True)
class _Chrome:
    """The theme's HTML of one language as pages at one depth need it, cut at its slots."""

    whole: str
    pieces: tuple[str, ...]

    @classmethod
    def at(cls, chrome: str, root: str) -> _Chrome:
        """Cut the theme's HTML, with the links that it wrote for its own depth leading by way of `root`."""
        own = "../" * theme.DEPTH
        base = root if root == "/" else root.rstrip("/") or "."
        whole = chrome.replace(own, root).replace(f'"{own.rstrip("/")}"', f'"{base}"')
        return cls(whole, theme.cut(whole))

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(self.pieces[1::2])

    def filled(self, values: Mapping[str, str]) -> str:
        """Return the page's HTML."""
        pieces = list(self.pieces)
        pieces[1::2] = [values[name] for name in pieces[1::2]]
        return "".join(pieces)


def content_security_policy(chrome: str, relaxed: bool = False) -> str:
    """Return the page's policy: nothing from another host, no inline script but the theme's own, known by hash.

    `relaxed` allows the inline script that MkDocs' own preview server adds to pages on the editor's machine.
    """
    hashes = [
        "'sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() + "'"
        for script in dict.fromkeys(_INLINE_SCRIPT.findall(chrome))
    ]
    scripts = "'self' 'unsafe-inline'" if relaxed else " ".join(["'self'", *hashes])
    return (
        f"default-src 'self'; script-src {scripts}; style-src 'self'; img-src 'self' data:; object-src 'none'; "
        "base-uri 'none'; form-action 'self'"
    )


def _formats(language: str) -> dict[str, Any]:
    """Return the functions that templates write values with, in the page's language."""

    def said(words: Any) -> Markup:
        """Write a text, marked with its language where that is not the page's."""
        text = html.escape(words.text)
        marked = text if words.language == language else f'<span lang="{words.language}">{text}</span>'
        return Markup(marked)  # noqa: S704 - escaped above

    def phrases(words: Any) -> Markup:
        """Write a title whose two halves, before and after its comma, are better not broken."""
        first, comma, second = words.text.partition(", ")
        if not comma or min(len(first), len(second)) < 6:
            return said(words)
        halves = " ".join(
            f'<span class="d-phrase">{html.escape(half)}</span>' for half in (f"{first},", second)
        )
        lang = "" if words.language == language else f' lang="{words.language}"'
        return Markup(f"<span{lang}>{halves}</span>")  # noqa: S704 - escaped above

    return {
        "said": said,
        "phrases": phrases,
        "date": lambda day: format_date(day, language),
        "partial_date": lambda text: format_partial_date(text, language),
        "year": lambda year: format_year(year, language),
        "number": lambda number: format_number(number, language),
    }
