"""Writes XML 1.0: elements of texts and elements, where a text can never become markup, and the same values give the same bytes.

xml.etree would do as well but for names with a prefix: it learns those by a change to a table that all of a process shares.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from markupsafe import Markup

from generator.base.writing import nfc

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\x7f-\x84\x86-\x9f]")
"""Characters that XML does not allow (production 2, Char), or discourages as controls."""


def clean(text: object) -> str:
    """Return a text without what XML cannot hold, in NFC."""
    return nfc(_NOT_IN_XML.sub("", str(text)))


def element(name: str, attributes: Mapping[str, object] | None = None, *inside: object) -> Markup:
    """Return an element; attributes that are empty are left out, and texts inside are escaped."""
    told = "".join(
        f' {key}="{_escaped(" ".join(str(value).split())).replace(chr(34), "&quot;")}"'
        for key, value in (attributes or {}).items()
        if value not in ("", None)
    )
    held = "".join(one if isinstance(one, Markup) else _escaped(one) for one in inside)
    whole = f"<{name}{told}>{held}</{name}>" if held else f"<{name}{told}/>"
    return Markup(whole)  # noqa: S704 - escaped above


def _escaped(text: object) -> str:
    """Return a text with the entities of XML alone, and quotes as they are: Moodle takes `&#34;` in a manifest for five characters."""
    return clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def around(name: str, attributes: Mapping[str, object], *elements: Markup) -> Markup:
    """Return an element that holds others, each on a line of its own."""
    newline = Markup("\n")
    return element(name, attributes, newline, newline.join(elements), newline)


def document(root: Markup) -> bytes:
    """Return a whole document."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{root}\n'.encode()
