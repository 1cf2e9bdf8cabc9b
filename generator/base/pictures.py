"""How a picture is shown on a page: its HTML, in several sizes where there are any.

In: addresses and sizes. Out: HTML that never moves what is around it (its width and height are told) and is fetched in the size
that a screen needs.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import NamedTuple

IN_TEXT = "(min-width: 46em) 40rem, 90vw"
"""How wide a picture in a text is, as the `sizes` of HTML; see `--d-measure` in overrides/style/tokens.css."""
_GIVEN = re.compile(r' (width|height)="([0-9]+)"')


class Shown(NamedTuple):
    """A picture of the site."""

    address: str
    """The address of the picture that every browser shows."""
    width: int = 0
    height: int = 0
    """Pixels; 0 where that is not known."""
    sources: tuple[tuple[str, int], ...] = ()
    """(address, width in pixels) of its other sizes, as WebP."""


def picture_tag(
    shown: Shown,
    link: Callable[[str], str],
    attributes: str = "",
    sizes: str = IN_TEXT,
    lazy: bool = True,
    tallest: int = 0,
) -> str:
    """Return the HTML of a picture; `attributes` stand in its `img`, with a space before each.

    One that would be more than `tallest` pixels high is told to be smaller, in its own proportion.
    """
    if 0 < tallest < shown.height:
        attributes += f' height="{tallest}"'
    attributes += _size(shown, attributes) + (' loading="lazy" decoding="async"' if lazy else "")
    image = f'<img src="{html.escape(link(shown.address))}"{attributes}>'
    if not shown.sources:
        return image
    listed = ", ".join(f"{html.escape(link(address))} {width}w" for address, width in shown.sources)
    source = f'<source type="image/webp" srcset="{listed}" sizes="{html.escape(sizes)}">'
    return f"<picture>{source}{image}</picture>"


def _size(shown: Shown, attributes: str) -> str:
    """Return the width and height of a picture as far as its author did not give them, in its own proportion."""
    given = {name: int(value) for name, value in _GIVEN.findall(attributes)}
    if not shown.width or len(given) == 2:
        return ""
    if "width" in given:
        return f' height="{round(given["width"] * shown.height / shown.width)}"'
    if "height" in given:
        return f' width="{round(given["height"] * shown.width / shown.height)}"'
    return f' width="{shown.width}" height="{shown.height}"'
