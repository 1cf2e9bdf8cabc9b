"""Pictures for sharing show what the cover shows, and are small and plain."""

import io
from collections import Counter

import pytest
from PIL import Image

from generator.page.covers import COVERS, GESTURES, palette_of
from generator.page.sharing import sharing_png, square_png


def bytes_of(colour):
    return tuple(bytes.fromhex(colour[1:]))


@pytest.mark.parametrize("gesture", GESTURES)
def test_a_picture_for_sharing_is_small_and_plain(gesture):
    colours = palette_of("market-leadership").eve
    png = sharing_png(COVERS[gesture], colours)
    assert len(png) < 15_000
    image = Image.open(io.BytesIO(png))
    assert (image.format, image.mode, image.size, image.info) == ("PNG", "P", (1200, 630), {})
    assert not any(name in png for name in (b"tEXt", b"iTXt", b"zTXt", b"tIME", b"eXIf", b"iCCP"))
    points = image.convert("RGB").tobytes()
    seen = Counter(zip(points[::3], points[1::3], points[2::3], strict=True))
    exact = [
        seen[bytes_of(colour)]
        for colour in (colours.field, colours.helper, colours.customer, colours.meeting)
    ]
    # Few points lie between the colours, and the meeting is no sliver.
    assert sum(exact) / (1200 * 630) > 0.98
    assert exact[-1] / (1200 * 630) > 0.018


def test_a_picture_for_sharing_shows_what_the_cover_shows():
    colours = palette_of("customer-contact").day
    image = Image.open(io.BytesIO(sharing_png(COVERS["beside"], colours))).convert("RGB")
    # Points of a cover, in its units; the picture begins 20 units left of it.
    for (x, y), colour in {
        (50, 50): colours.field,
        (300, 500): colours.helper,
        (1300, 560): colours.customer,
        (800, 560): colours.meeting,
    }.items():
        assert image.getpixel((round((x + 20) * 0.7), round(y * 0.7))) == bytes_of(colour)


def test_a_picture_for_sharing_is_the_same_each_time():
    colours = palette_of("added", "#1d5c63").day
    assert sharing_png(COVERS["face"], colours) == sharing_png(COVERS["face"], colours)


@pytest.mark.parametrize("gesture", GESTURES)
def test_a_square_picture_shows_the_meeting(gesture):
    colours = palette_of("market-leadership").eve
    png = square_png(COVERS[gesture], colours)
    assert len(png) < 20_000
    image = Image.open(io.BytesIO(png))
    assert (image.format, image.size) == ("PNG", (1400, 1400))
    points = image.convert("RGB").tobytes()
    seen = Counter(zip(points[::3], points[1::3], points[2::3], strict=True))
    for colour in (colours.helper, colours.customer, colours.meeting):
        assert seen[bytes_of(colour)] / 1400**2 > 0.03
