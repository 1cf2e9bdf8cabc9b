"""Addresses within the site: how one page leads to another, wherever the site stands.

An address is a path below the site without a slash before it: `ko/stories/notebook/`, empty for the root, a file's path for
a file. In a page it becomes relative, so that a site works below any path, and from a memory stick.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote

from generator.base.pictures import Shown, picture_tag

_MARK = re.compile(r' (?:href|src)="/~([0-9]+)~/"')
_PLAIN = re.compile(r"[A-Za-z0-9/.~:_-]*")  # most addresses, which need no quoting
# Within a tag only: in running text an author may write what looks the same.
_MARKED_TAG = re.compile(r'<(a|img)((?: [a-z]+="[^"]*")*?) (href|src)="/~([0-9]+)~/"((?: [a-z]+="[^"]*")*)>')


def file_of(address: str) -> str:
    """Return the path of the file that answers at an address."""
    return f"{address}index.html" if not address or address.endswith("/") else address


class Target(NamedTuple):
    """Where a link leads: an address within the site, or one elsewhere, as written."""

    address: str
    inside: bool = True
    anchor: str = ""
    picture: Shown | None = None
    """The picture at that address, where a text shows it."""


@dataclass(frozen=True, slots=True)
class Linker:
    """Writes addresses as one page needs them."""

    root: str
    """What stands before an address: `../../` two folders down, nothing at the root, or an absolute path ending in a slash."""
    portable: bool = False
    """Whether folders are written out as `…/index.html`, for reading without a server."""

    def __call__(self, address: str, anchor: str = "") -> str:
        """Return an address of the site as an `href`."""
        path = file_of(address) if self.portable else address
        whole = self.root + path
        plain = whole if _PLAIN.fullmatch(whole) else quote(whole, safe="/.~:")
        return (plain or "./") + (_anchored(anchor) if anchor else "")

    def to(self, target: Target) -> str:
        """Return a target as an `href`."""
        if not target.inside:
            return target.address
        if not target.address and target.anchor:
            return _anchored(target.anchor)
        return self(target.address, target.anchor)


def _anchored(anchor: str) -> str:
    return f"#{quote(anchor, safe='/=:,')}"  # a second of a film is `t=1:05`


def root_from(path: str) -> str:
    """Return what leads from the file at `path` to the site's root: `../../` from two folders down."""
    return "../" * path.count("/")


def mark(number: int) -> str:
    """Return what stands in a converted text for the address of its n-th link."""
    return f"/~{number}~/"


def marked(tag: str) -> int | None:
    """Return which link a tag's mark stands for."""
    found = _MARK.search(tag)
    return int(found[1]) if found else None


def fill_marks(text: str, targets: tuple[Target | None, ...], link: Linker) -> str:
    """Return a text with its marks filled; where the target is None a link stays as words, and a picture goes."""

    def filled(found: re.Match[str]) -> str:
        tag, before, name, number, after = found.groups()
        target = targets[int(number)]
        if target is None:
            return "" if tag == "img" else f"<{tag}{before}{after}>"
        if tag == "img" and target.picture:
            return picture_tag(target.picture, link, before + after)
        return f'<{tag}{before} {name}="{html.escape(link.to(target))}"{after}>'

    return _MARKED_TAG.sub(filled, text)
