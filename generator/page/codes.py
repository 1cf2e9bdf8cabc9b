"""QR codes (ISO/IEC 18004) of permanent addresses, as SVG for print and as PNG for slides.

In: an address. Out: bytes. What leads to a story from paper has to lead there for ever, and so it is the permanent address, not the
one that follows its folder. Loads segno, and so is named and not imported by what wants a code (see Drawn).
"""

from __future__ import annotations

import io
from functools import lru_cache
from typing import Any

import segno

QUIET = 4
"""Modules of white around a code, without which readers may not find it (the standard's own number)."""
_DOT = 10
"""Pixels of a module in the PNG."""


def code_svg(address: str) -> bytes:
    """Return the code of an address as SVG: one unit a module, on white, so that it can be read on dark pages too."""
    return _written(
        address, "svg", scale=1, light="#fff", xmldecl=False, svgclass=None, lineclass=None, omitsize=True
    )


def code_inline(address: str, title: str) -> str:
    """Return the code of an address as an element of an HTML page, which says what it is to those who do not see it."""
    drawn = _code(address).svg_inline(
        border=QUIET, scale=1, light="#fff", svgclass=None, lineclass=None, omitsize=True, title=title
    )
    return drawn.replace("<svg", '<svg role="img"', 1)


def code_png(address: str) -> bytes:
    """Return the code of an address as PNG."""
    return _written(address, "png", scale=_DOT)


def _written(address: str, kind: str, **options: Any) -> bytes:
    with io.BytesIO() as file:
        _code(address).save(file, kind=kind, border=QUIET, **options)
        return file.getvalue()


@lru_cache(maxsize=4)
def _code(address: str) -> segno.QRCode:
    """Return the code, which both files show: to find the mask that is best read takes longer than to write them.

    Level M, a quarter of it may be dirty, as long as it needs no larger code (`boost_error`).
    """
    return segno.make_qr(address, error="m")
