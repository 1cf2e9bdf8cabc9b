"""What is seen behind the sheets: two shapes that come near each other until they meet, as planes of luma and chroma.

In: a Look. Out: for each place of the shapes a picture in YUV 4:2:0 (ITU-R BT.709, limited range). Both shapes are drawn once, larger
than they are seen, and every picture is cut from them: each point's colour is told by how far either shape covers it.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from generator.clips.look import Look
from generator.page.covers import HEIGHT, WIDTH, outline

Plane = npt.NDArray[np.uint8]
Planes = tuple[Plane, Plane, Plane]
"""Luma, and blue and red chroma at half the width and height."""

_COARSE = 4
STEPS = 4
"""A shape moves by a fraction of a pixel: so many steps to one."""
_DEEP = 1600
"""Where a cover's upright shapes end, far below the picture; a tall film shows more of them."""
_LEVELS = 16
"""How far a shape may cover a point: the square is the number of colours."""
_CUSTOMER = 40
"""How far the customer comes towards the helper, in a cover's units."""
_APART, _LEAST, _MOST = 30, 240, 400
"""How far they are apart at first; and how far the helper comes at least, and at most, where they cannot be apart."""
_TO_YUV = np.array(
    [[0.2126, 0.7152, 0.0722], [-0.114572, -0.385428, 0.5], [0.5, -0.454153, -0.045847]], np.float32
)
_SPAN, _ZERO = np.array([219, 224, 224], np.float32), np.array([16, 128, 128], np.float32)


def to_planes(rgb: npt.NDArray[np.uint8]) -> Planes:
    """Return an image, of even width and height, as planes."""
    yuv = (rgb.astype(np.float32) / 255) @ _TO_YUV.T * _SPAN + _ZERO
    height, width = rgb.shape[:2]
    chroma = yuv[:, :, 1:].reshape(height // 2, 2, width // 2, 2, 2).mean(axis=(1, 3))
    return _whole(yuv[:, :, 0]), _whole(chroma[:, :, 0]), _whole(chroma[:, :, 1])


def halved(mask: Plane) -> Plane:
    """Return a mask at half its width and height."""
    height, width = mask.shape
    return _whole(mask.reshape(height // 2, 2, width // 2, 2).mean(axis=(1, 3), dtype=np.float32))


def _whole(values: npt.NDArray[np.floating[Any]]) -> Plane:
    rounded: Plane = np.rint(values).astype(np.uint8)
    return rounded


@dataclass(frozen=True, slots=True)
class _Moving:
    """One shape, to be cut out at any step: for luma and for chroma, its covering in every fraction of a pixel."""

    luma: tuple[Plane, ...]
    chroma: tuple[Plane, ...]
    margin: int
    """Steps that it is drawn further than it is seen, on either side."""

    def at(self, step: int, axis: int, size: tuple[int, int]) -> tuple[Plane, Plane]:
        """Return how far it covers each point when it has moved so many steps along an axis of the array."""
        start = self.margin - step
        return (
            _cut(self.luma, start, axis, size),
            _cut(self.chroma, start, axis, (size[0] // 2, size[1] // 2)),
        )


def _cut(phases: Sequence[Plane], start: int, axis: int, size: tuple[int, int]) -> Plane:
    whole, phase = divmod(start, len(phases))
    width, height = size
    across, down = (whole, 0) if axis else (0, whole)
    return phases[phase][down : down + height, across : across + width]


class Scenery:
    """The two shapes of a clip."""

    def __init__(self, look: Look) -> None:
        """Draw them: a fifth of a second for a film of 1920 × 1080."""
        self._size = look.size
        self._axis = 1 if look.nears[0] else 0
        place = _placed(look)
        way = [round(one * place.scale * STEPS) for one in (_way(look), _CUSTOMER)]
        self.way = max(way) / STEPS
        """Pixels that the shape goes which goes further."""
        sign = look.nears[0] + look.nears[1]
        self._ways = (-sign * way[0], sign * way[1])
        margin = (max(way) // (2 * STEPS) + 1) * 2 * STEPS
        self._helper, self._customer = (
            _moving(image, self._axis, margin, worth)
            for image, worth in zip(_shapes(look, place, self._axis, margin), (_LEVELS, 1), strict=True)
        )
        self._colours = _tables(look)

    def steps(self, away: float) -> tuple[int, int]:
        """Return where the shapes are when they have this share of their way before them: 1 at first, 0 when they have met."""
        return round(self._ways[0] * away), round(self._ways[1] * away)

    def numbers(self, steps: tuple[int, int]) -> tuple[Plane, Plane]:
        """Return the number of each point's colour, for luma and for chroma."""
        helper = self._helper.at(steps[0], self._axis, self._size)
        customer = self._customer.at(steps[1], self._axis, self._size)
        return helper[0] + customer[0], helper[1] + customer[1]

    def planes(self, steps: tuple[int, int]) -> Planes:
        """Return the picture with the shapes where `steps` says."""
        luma, chroma = self.numbers(steps)
        y, u, v = self._colours
        return _looked_up(luma, y), _looked_up(chroma, u), _looked_up(chroma, v)


def meeting_webp(look: Look) -> bytes:
    """Return the picture that stands for a clip before it plays, as WebP: the shapes as they have met, without words."""
    scenery = Scenery(replace(look, shift=(0, 0)))
    file = io.BytesIO()
    Image.fromarray(_mixed(look).astype(np.uint8)[scenery.numbers((0, 0))[0]]).save(
        file, "WEBP", lossless=True
    )
    return file.getvalue()


def _looked_up(numbers: Plane, table: bytes) -> Plane:
    """Return a table's value for each number; bytes.translate does so three times faster than an index of numpy."""
    return np.frombuffer(numbers.tobytes().translate(table), np.uint8).reshape(numbers.shape)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a cover's units lie in the picture."""

    scale: float
    right: float
    down: float
    """Pixels of the cover's upper left corner."""


def _placed(look: Look) -> _Place:
    """Return how a cover fills a wide picture; in a tall one its shapes meet in the middle of what no sheet hides."""
    width, height = look.size
    if look.shape == "wide":
        scale = width / WIDTH
        return _Place(scale, look.shift[0] * scale, look.shift[1] * scale)
    rows, columns = np.nonzero(np.bitwise_and(*_small(look)))
    x, y, _ = look.drawing.circle
    x = WIDTH - x if look.mirrored else x
    middle = (2 * x + float(columns.mean()) * _COARSE) / 3, (2 * y + float(rows.mean()) * _COARSE) / 3
    return _Place(1.0, width * 0.5 - middle[0], height * 0.31 - middle[1])


def _small(look: Look) -> tuple[Plane, Plane]:
    """Return helper and customer as a cover has them, `_COARSE` units to a point."""
    size = (WIDTH // _COARSE, HEIGHT // _COARSE)
    helper, customer = (
        np.asarray(_drawn(look, shape, size, 1 / _COARSE, 0, 0)) for shape in ("helper", "customer")
    )
    return helper, customer


def _way(look: Look) -> int:
    """Return how far the helper comes, in a cover's units: from where it does not touch the customer, if that is near."""
    helper, customer = _small(look)
    if not look.nears[0]:
        helper, customer = helper.T, customer.T
    if look.nears[0] + look.nears[1] < 0:  # it comes from the right, or from below
        helper, customer = helper[:, ::-1], customer[:, ::-1]
    steps = range(1, _MOST // _COARSE)
    away = next((one for one in steps if not (helper[:, one:] & customer[:, :-one]).any()), 0) * _COARSE
    return min(max(away + _APART - _CUSTOMER, _LEAST), _MOST)


def _drawn(
    look: Look, shape: str, size: tuple[int, int], scale: float, right: float, down: float
) -> Image.Image:
    """Return one of the shapes, white on black, with a cover's corner at (right, down)."""
    image = Image.new("L", size)
    draw = ImageDraw.Draw(image)

    def at(x: float, y: float) -> tuple[float, float]:
        return (WIDTH - x if look.mirrored else x) * scale + right, y * scale + down

    if shape == "helper":
        draw.polygon([at(x, 2 * y if y == _DEEP else y) for x, y in outline(look.drawing.helper)], fill=255)
    else:
        x, y, radius = look.drawing.circle
        (middle, centre), far = at(x, y), radius * scale
        draw.ellipse((middle - far, centre - far, middle + far, centre + far), fill=255)
    return image


def _shapes(look: Look, place: _Place, axis: int, margin: int) -> list[Image.Image]:
    """Return helper and customer, `STEPS` times larger than they are seen, with a margin on either side of the axis."""
    width, height = look.size
    wider, higher = (2 * margin, 0) if axis else (0, 2 * margin)
    # One pixel of chroma more, for the phases between.
    size = (width * STEPS + wider + 2 * STEPS, height * STEPS + higher + 2 * STEPS)
    return [
        _drawn(
            look,
            shape,
            size,
            place.scale * STEPS,
            place.right * STEPS + wider // 2,
            place.down * STEPS + higher // 2,
        )
        for shape in ("helper", "customer")
    ]


def _moving(image: Image.Image, axis: int, margin: int, worth: int) -> _Moving:
    """Return a shape cut from every step of a pixel on, each point told by its level times what a level is worth."""
    width, height = image.size
    levels = [round(value * (_LEVELS - 1) / 255) for value in range(256)]
    luma = []
    for step in range(STEPS):
        left, top = (step, 0) if axis else (0, step)
        luma.append(np.asarray(image.crop((left, top, width, height)).reduce(STEPS).point(levels)))
    # A point of chroma is four of luma, and half a step further begins a pixel of luma later.
    chroma = [_quartered(plane[later * (1 - axis) :, later * axis :]) for later in (0, 1) for plane in luma]
    return _Moving(
        tuple(one * np.uint8(worth) for one in luma), tuple(one * np.uint8(worth) for one in chroma), margin
    )


def _quartered(levels: Plane) -> Plane:
    """Return the mean of each four points."""
    even = levels[: levels.shape[0] // 2 * 2, : levels.shape[1] // 2 * 2]
    quarter: Plane = (even[::2, ::2] + even[1::2, ::2] + even[::2, 1::2] + even[1::2, 1::2] + 2) // 4
    return quarter


def _mixed(look: Look) -> npt.NDArray[np.float32]:
    """Return red, green and blue of every colour, in the order of their numbers."""
    field, helper, customer, meeting = (
        np.array(list(bytes.fromhex(one[1:])), np.float32)
        for one in (look.colours.field, look.colours.helper, look.colours.customer, look.colours.meeting)
    )
    numbers = np.arange(_LEVELS * _LEVELS)
    x, y = ((part / (_LEVELS - 1))[:, None] for part in np.divmod(numbers, _LEVELS))
    rgb = (field * (1 - x) + helper * x) * (1 - y) + (customer * (1 - x) + meeting * x) * y
    return rgb.astype(np.float32)


def _tables(look: Look) -> tuple[bytes, bytes, bytes]:
    """Return luma and chroma of every colour, in the order of their numbers."""
    yuv = (_mixed(look) / 255) @ _TO_YUV.T * _SPAN + _ZERO
    y_, u, v = (_whole(yuv[:, at]).tobytes() for at in range(3))
    return y_, u, v
