"""Covers as PNG: the picture that a shared link or a mail shows, and the square one of a feed.

In: a cover's drawing and colours. Out: bytes. Loads Pillow, which takes a tenth of a second, and so is named and not imported by
what wants such a picture (see Drawn).
"""

from __future__ import annotations

import io

from PIL import Image, ImageChops, ImageDraw

from generator.page.covers import HEIGHT, SHARED, Colours, Drawing, outline

SQUARE = (1400, 1400)
"""Pixels, the least that podcast players take for a feed's picture."""
_LEFT = -20
"""Where the picture begins, in a cover's units: it is wider than 16:9, but here too the edge cuts the shelter's foot."""
_FINER = 2
"""Drawn so many times larger, for smooth edges."""
_STEPS = 8
"""How far each shape may cover a point: its square is the number of colours."""


def sharing_png(drawing: Drawing, colours: Colours) -> bytes:
    """Return a PNG, not mirrored and without words: the same bytes from the same Pillow.

    A point's colour is told by how far either shape covers it, so the picture is drawn as the numbers of its colours.
    """
    return _png(drawing, colours, SHARED, _LEFT)


def square_png(drawing: Drawing, colours: Colours) -> bytes:
    """Return a square PNG of the part of a cover where its shapes meet."""
    x, _, radius = drawing.circle
    return _png(drawing, colours, SQUARE, x + radius // 4 - HEIGHT * 5 // 8)


def _png(drawing: Drawing, colours: Colours, size: tuple[int, int], left: int) -> bytes:
    helper, circle = _covered(drawing, size, left)
    numbers = ImageChops.add(helper.point(_stepped(_STEPS)), circle.point(_stepped(1)))
    picture = Image.frombytes("P", numbers.size, numbers.tobytes())
    picture.putpalette(_palette(colours))
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def _covered(drawing: Drawing, size: tuple[int, int], left: int) -> tuple[Image.Image, Image.Image]:
    """Return how far, from 0 to 255, the helper and the circle cover each point."""
    whole, scale = (size[0] * _FINER, size[1] * _FINER), _FINER * size[1] / HEIGHT
    helper, circle = Image.new("L", whole), Image.new("L", whole)
    corners = [((x - left) * scale, y * scale) for x, y in outline(drawing.helper)]
    ImageDraw.Draw(helper).polygon(corners, fill=255)
    x, y, radius = drawing.circle
    box = [one * scale for one in (x - radius - left, y - radius, x + radius - left, y + radius)]
    ImageDraw.Draw(circle).ellipse(box, fill=255)
    return helper.reduce(_FINER), circle.reduce(_FINER)


def _stepped(worth: int) -> list[int]:
    """Return for each coverage from 0 to 255 its step, times what a step is worth in a colour's number."""
    return [round(value * (_STEPS - 1) / 255) * worth for value in range(256)]


def _palette(colours: Colours) -> list[int]:
    """Return red, green and blue of every colour, in the order of their numbers."""
    field, helper, customer, meeting = (
        bytes.fromhex(one[1:]) for one in (colours.field, colours.helper, colours.customer, colours.meeting)
    )
    steps = [step / (_STEPS - 1) for step in range(_STEPS)]
    return [
        round((f * (1 - x) + h * x) * (1 - y) + (c * (1 - x) + m * x) * y)
        for x in steps
        for y in steps
        for f, h, c, m in zip(field, helper, customer, meeting, strict=True)
    ]
