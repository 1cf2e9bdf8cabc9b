"""Rendering: a page's record, set into the theme around it → the bytes of its file.

In: Pages, and the theme's HTML with a slot for each thing that differs between pages. Knows no story: what a page shows is in
its record, how it shows it is in overrides/. Autoescape is on; story text comes as HTML that was made safe.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import jinja2
from jinja2.bccache import Bucket
from markupsafe import Markup, escape

from generator.base import theme
from generator.base.addresses import Linker, Target, fill_marks, root_from
from generator.base.cache import Cache, digest
from generator.base.languages import NAMES, strings
from generator.base.outputs import Frame, Page, Site
from generator.base.pictures import IN_TEXT, Shown, picture_tag
from generator.base.times import clock
from generator.base.writing import format_date, format_number, format_partial_date, format_year, kept_together

_MOST_KEPT = 20_000
"""Cards that a process remembers, 1 KB each."""
_SHARED = ("find", "footer", "script", "style")
"""Slots that show nothing of one page, and so are written once for all pages of a language and depth."""
_TAG = re.compile(r'<[a-z][a-z0-9]*(?: [a-z-]+="[^"]*")+ ?/?>')
_PLACE, _TO_PLACE = re.compile(r' id="([^"]*)"'), re.compile(r' href="#([^"]*)"')
_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Look:
    """The files that decide how pages look, and where the site's own style and script stand; a mail needs the files only."""

    overrides: Path
    chromes: Mapping[str, str] = field(default_factory=dict)
    """The theme's HTML by language, with slots."""
    assets: Mapping[str, str] = field(default_factory=dict)
    """Where each bundle of styles and scripts stands, by what templates call it (bundles.py)."""


class Renderer:
    """Renders pages of one site. Holds compiled templates; makes no choices."""

    def __init__(self, look: Look, site: Site, cache: Cache | None = None) -> None:
        """Prepare to render; compiled templates are kept in the cache, where there is one."""
        self.look, self.site = look, site
        self._chromes: dict[tuple[str, str], _Chrome] = {}
        self._frames: dict[str, str] = {}
        self._written: dict[tuple[Any, ...], Markup] = {}
        self._relaxed = site.live == "mkdocs"
        self._env = jinja2.Environment(
            loader=jinja2.ChoiceLoader(
                [jinja2.FileSystemLoader(str(look.overrides)), jinja2.DictLoader(self._frames)]
            ),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=_Compiled(cache) if cache else None,
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

    def render(self, page: Page, texts: Mapping[str, str], link: Linker | None = None) -> bytes:
        """Render a page; `texts` is the safe HTML of the texts it shows, by key, and `link` how it leads to others."""
        root = self.site.base_path if page.absolute else root_from(page.path)
        link = link or Linker(root, self.site.portable)
        language = page.frame.language if page.frame else page.language or self.site.languages[0]
        values = self._values(page.record, link, language) | {
            "frame": page.frame,
            "text": _filled(texts[page.text], page.targets, link) if page.text else Markup(),
            "texts": tuple(
                _set_apart(_filled(texts[key], targets, link), f"text-{number}-")
                for number, (key, targets) in enumerate(page.texts, start=1)
            ),
            **self.look.assets,
        }
        values["kept"] = partial(self._kept, values)
        values["on_paper"] = False
        if page.frame is None:
            values["csp"] = content_security_policy(
                "",
                (self.site.media_base, page.media_from),
                self._relaxed,
                held=" blob:" if page.holds_media else "",
                asks_anywhere=page.asks_anywhere,
            )
            made = self._env.get_template(f"pages/{page.template}.html").render(values)
        else:
            made = self._framed(page, page.frame, values)
        return made.encode("utf-8")

    def mail(self, template: str, record: object, language: str) -> str:
        """Render a mail, which stands on no page: its record's addresses are whole ones."""
        values = self._values(record, Linker(self.site.url), language)
        return self._env.get_template(f"mail/{template}").render(values)

    def printed(self, page: Page, texts: Mapping[str, str]) -> str:
        """Render a page that stands on its own for a PDF: without what a browser needs, its links whole addresses."""
        link = Linker(self.site.url)
        values = self._values(page.record, link, page.language) | {
            "text": _filled(texts[page.text], page.targets, link),
            "on_paper": True,
        }
        return self._env.get_template(f"pages/{page.template}.html").render(values)

    def _values(self, record: object, link: Linker, language: str) -> dict[str, Any]:
        """Return what every template knows."""
        return {
            "page": record,
            "link": link,
            "absolute": Linker(self.site.url),
            "picture": partial(_picture, link),
            "t": strings(language),
            "language": language,
            **_formats(language),
        }

    def _kept(self, values: dict[str, Any], macro: Any, shown: Any, **options: Any) -> Markup:
        """Write what a macro of (shown, values, options) writes, once for all pages of a language and depth.

        A card stands on ten pages, and to write it takes as long as the rest of a page's line by line.
        """
        key = (macro.name, values["language"], values["link"].root, shown, *options.values())
        if key not in self._written:
            if len(self._written) > _MOST_KEPT:
                self._written.clear()
            self._written[key] = macro(shown, values, **options)
        return self._written[key]

    def _framed(self, page: Page, frame: Frame, values: dict[str, Any]) -> str:
        key = (frame.language, values["link"].root)
        if key not in self._chromes:
            chrome = _Chrome.at(
                self.look.chromes[frame.language], key[1], self.site.media_base, self._relaxed
            )
            shared = {slot: self._env.get_template(f"frame/{slot}.html").render(values) for slot in _SHARED}
            self._chromes[key] = chrome.filled(
                {slot: text.removesuffix("\n") for slot, text in shared.items()}
            )
        chrome = self._chromes[key]
        values |= {"chrome": chrome.texts, "csp": chrome.csp}
        content = self._env.get_template(f"pages/{page.template}.html").render(values)
        values["content"] = Markup(content)  # noqa: S704 - rendered by our own template
        return self._frame(chrome.slots).render(values)

    def _frame(self, slots: tuple[str, ...]) -> jinja2.Template:
        """Return one template of the theme's texts and our frame/ templates between them.

        One, as each template that is rendered costs as much as ten of its lines.
        """
        name = f"frame of {' '.join(slots)}"
        if name not in self._frames:
            folder = self.look.overrides / "frame"
            sources = [(folder / f"{slot}.html").read_text("utf-8").removesuffix("\n") for slot in slots]
            self._frames[name] = "{{ chrome[0] }}" + "".join(
                f"{source}{{{{ chrome[{number}] }}}}" for number, source in enumerate(sources, start=1)
            )
        return self._env.get_template(name)


class _Compiled(jinja2.BytecodeCache):
    """Keeps compiled templates in the build's cache: to compile them takes as long as to render a hundred pages."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template its code, unless its source changed."""
        kept: Any = self._cache.get("templates", bucket.key)
        if kept and kept[0] == bucket.checksum:
            bucket.bytecode_from_string(kept[1])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template's code."""
        self._cache.put_many("templates", {bucket.key: (bucket.checksum, bucket.bytecode_to_string())})


@dataclass(frozen=True, slots=True)
class _Chrome:
    """The theme's HTML of one language as pages at one depth need it, cut at its slots."""

    texts: tuple[Markup, ...]
    slots: tuple[str, ...]
    """Names of the slots between the texts."""
    csp: str

    @classmethod
    def at(cls, chrome: str, root: str, media_base: str, relaxed: bool) -> _Chrome:
        """Cut the theme's HTML, with the links that it wrote for its own depth leading by way of `root`."""
        own = "../" * theme.DEPTH
        base = root if root == "/" else root.rstrip("/") or "."
        whole = chrome.replace(own, root).replace(f'"{own.rstrip("/")}"', f'"{base}"')
        pieces = theme.cut(whole)
        texts = tuple(map(Markup, pieces[::2]))
        return cls(texts, pieces[1::2], content_security_policy(whole, (media_base,), relaxed))

    def filled(self, shared: Mapping[str, str]) -> _Chrome:
        """Return it with these slots filled, and so with fewer of them."""
        texts, slots = [self.texts[0]], []
        for slot, text in zip(self.slots, self.texts[1:], strict=True):
            if slot in shared:
                texts[-1] += Markup(shared[slot]) + text  # noqa: S704 - rendered by our own templates
            else:
                slots.append(slot)
                texts.append(text)
        return replace(self, texts=tuple(texts), slots=tuple(slots))


def _filled(text: str, targets: tuple[Target | None, ...], link: Linker) -> Markup:
    """Return a text with its links, for a template."""
    return Markup(fill_marks(text, targets, link))  # noqa: S704 - made safe in content/body.py


def _set_apart(text: Markup, before: str) -> Markup:
    """Return a text in which all names of places, and the links to them, begin with something of its own: others stand beside it."""
    places = set(_PLACE.findall(text))

    def named(tag: re.Match[str]) -> str:
        own = _PLACE.sub(rf' id="{before}\1"', tag[0])
        return _TO_PLACE.sub(
            lambda found: f' href="#{before}{found[1]}"' if unquote(found[1]) in places else found[0], own
        )

    return Markup(_TAG.sub(named, text))  # noqa: S704 - the text was safe, and names of ours are letters


def content_security_policy(
    chrome: str,
    media: Iterable[str] = (),
    relaxed: bool = False,
    held: str = "",
    asks_anywhere: bool = False,
) -> str:
    """Return the page's policy: nothing from another host but films from those of `media`, no inline script but the theme's own.

    The theme's inline scripts are known by hash.

    `relaxed` allows the inline script that MkDocs' own preview server adds to pages on the editor's machine; `held` is where films
    and pictures may come from besides, such as ` blob:`; `asks_anywhere` lets its scripts talk to any host.
    """
    hashes = [
        "'sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() + "'"
        for script in dict.fromkeys(_INLINE_SCRIPT.findall(chrome))
    ]
    hosts = dict.fromkeys(urlsplit(address)[:2] for address in media if address)
    others = "".join(f" {scheme}://{host}" for scheme, host in hosts)
    films = f"media-src 'self'{others}{held}; " if others or held else ""
    asked = "connect-src *; " if asks_anywhere else ""
    scripts = "'self' 'unsafe-inline'" if relaxed else " ".join(["'self'", *hashes])
    return (
        f"default-src 'self'; script-src {scripts}; style-src 'self'; img-src 'self' data:{held}; object-src 'none'; "
        f"{films}{asked}base-uri 'none'; form-action 'self'"
    )


def _picture(
    link: Linker,
    shown: Shown,
    alt: str = "",
    lang: str = "",
    classes: str = "",
    sizes: str = IN_TEXT,
    lazy: bool = True,
    tallest: int = 0,
) -> Markup:
    """Write a picture for a template."""
    given = (("class", classes), ("lang", lang), ("alt", alt))
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in given if value or name == "alt")
    return Markup(picture_tag(shown, link, attributes, sizes, lazy, tallest))  # noqa: S704 - escaped above and there


def _formats(language: str) -> dict[str, Any]:
    """Return the functions that templates write values with, in the page's language."""

    def said(words: Any) -> Markup:
        """Write a text, marked with its language where that is not the page's."""
        text = escape(words.text)
        own = words.language == language
        return text if own else Markup('<span lang="{}">{}</span>').format(words.language, text)

    def paragraphs(words: Any) -> list[Any]:
        """Return each paragraph of a text, which an empty line parts."""
        return [words._replace(text=one) for one in words.text.split("\n\n")]

    def title(words: Any) -> Markup:
        """Write a title whose small words stay with their neighbours."""
        return said(words._replace(text=kept_together(words.text, words.language)))

    def phrases(words: Any) -> Markup:
        """Write a title whose two halves, before and after its comma, are better not broken."""
        first, comma, second = kept_together(words.text, words.language).partition(", ")
        if not comma or min(len(first), len(second)) < 6:
            return title(words)
        half = Markup('<span class="d-phrase">{}</span>')
        halves = half.format(f"{first},") + Markup(" ") + half.format(second)
        own = words.language == language
        return halves if own else Markup('<span lang="{}">{}</span>').format(words.language, halves)

    return {
        "said": said,
        "paragraphs": paragraphs,
        "title": title,
        "phrases": phrases,
        "date": lambda day: format_date(day, language),
        "partial_date": lambda text: format_partial_date(text, language),
        "clock": clock,
        "year": lambda year: format_year(year, language),
        "number": lambda number: format_number(number, language),
    }
