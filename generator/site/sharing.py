"""The picture that a shared link shows: a cover as PNG.

In: a cover's drawing and colours. Out: bytes. Loads Pillow, which takes a tenth of a second, and so is named and not imported by
what wants such a picture (see Drawn).
"""

from __future__ import annotations

import io

from PIL import Image, ImageChops, ImageDraw

from generator.site.covers import HEIGHT, Colours, Drawing, outline

SIZE = (1200, 630)
"""Pixels, as the Open Graph protocol's readers like it."""
_LEFT = -20
"""Where the picture begins, in a cover's units: it is wider than 16:9, but here too the edge cuts the shelter's foot."""
_FINER = 4
"""Drawn so many times larger, for smooth edges."""
_SCALE = _FINER * SIZE[1] / HEIGHT


def sharing_png(drawing: Drawing, colours: Colours) -> bytes:
    """Return a PNG, not mirrored and without words: the same bytes from the same Pillow."""
    helper, circle = _masks(drawing)
    picture = Image.new("RGB", helper.size, colours.field)
    picture.paste(colours.helper, mask=helper)
    picture.paste(colours.customer, mask=circle)
    picture.paste(colours.meeting, mask=ImageChops.logical_and(helper, circle))
    # Sixty-four colours hold the four and what lies between them at the edges.
    few = picture.reduce(_FINER).quantize(64, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    file = io.BytesIO()
    few.save(file, "PNG", optimize=True)
    return file.getvalue()


def _masks(drawing: Drawing) -> tuple[Image.Image, Image.Image]:
    """Return where the helper and the circle stand, in a picture that is still too large."""
    size = (SIZE[0] * _FINER, SIZE[1] * _FINER)
    helper, circle = Image.new("1", size), Image.new("1", size)
    corners = [((x - _LEFT) * _SCALE, y * _SCALE) for x, y in outline(drawing.helper)]
    ImageDraw.Draw(helper).polygon(corners, fill=1)
    x, y, radius = drawing.circle
    box = [one * _SCALE for one in (x - radius - _LEFT, y - radius, x + radius - _LEFT, y + radius)]
    ImageDraw.Draw(circle).ellipse(box, fill=1)
    return helper, circle
