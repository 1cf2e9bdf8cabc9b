"""QR codes (ISO/IEC 18004), as SVG. In: an address. Out: bytes. Apart from other modules, as its library is loaded only to draw."""

from __future__ import annotations

import segno

QUIET = 2
"""Modules of white around a code. The standard asks for 4; the screen's own paper around it makes up the rest."""


def code_svg(address: str) -> bytes:
    """Return the code of an address as SVG, dark on white in any scheme, or phones do not read it."""
    matrix = segno.make(address, error="m", micro=False).matrix
    size = len(matrix) + 2 * QUIET
    path = "".join(_row(row, y + QUIET) for y, row in enumerate(matrix))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" width="{size * 8}" height="{size * 8}"'
        f' shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{size}v{size}H0z"/><path d="{path}"/></svg>\n'
    ).encode()


def _row(row: bytes | bytearray, y: int) -> str:
    """Return the dark modules of a row as parts of a path, those that touch as one."""
    drawn, x = "", 0
    while x < len(row):
        wide = 1
        while x + wide < len(row) and row[x + wide] == row[x]:
            wide += 1
        drawn += f"M{x + QUIET} {y}h{wide}v1h-{wide}z" if row[x] else ""
        x += wide
    return drawn
