"""What a clip looks like beside its words: shapes, colours, typeface, address. Values only, so that a plan can hold them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, get_args

from generator.content.clip import HEIGHT, WIDTH
from generator.content.faces import Face
from generator.page.covers import COVERS, LEAD_SHIFTS, Colours, Drawing, Gesture, composition_of, palette_of

Shape = Literal["wide", "tall"]
SHAPES: tuple[Shape, ...] = get_args(Shape)
SIZES: dict[Shape, tuple[int, int]] = {"wide": (WIDTH, HEIGHT), "tall": (HEIGHT, WIDTH)}
"""Pixels."""
_NEARS: dict[Gesture, tuple[int, int]] = {"shelter": (0, 1), "hold": (0, -1)}
"""How the helper comes near, where it is not from the left: right and down."""


@dataclass(frozen=True, slots=True)
class Font:
    """A face to draw with."""

    path: Path
    number: int
    weight: int
    """Weight to set a variable font to, or 0."""
    content: str
    """Digest of the file."""


@dataclass(frozen=True, slots=True)
class Look:
    """All that a clip shows beside what its cards say."""

    drawing: Drawing
    colours: Colours
    mirrored: bool
    shift: tuple[int, int]
    """How far the shapes move right and down, in a cover's units, so that the sheet does not hide where they meet."""
    nears: tuple[int, int]
    """The direction in which the helper comes near: right and down."""
    regular: Font
    bold: Font
    address: str
    """The story's permanent address, for its code; empty where it is not known where the site stands."""
    scan: str
    """What is said beside the code."""
    shape: Shape = "wide"

    @property
    def size(self) -> tuple[int, int]:
        """Return width and height in pixels."""
        return SIZES[self.shape]


def look_of(
    story_id: str, category: str, colour: str | None, fonts: tuple[Face, Face], address: str, scan: str
) -> Look:
    """Return the look of a story's clip: its cover, which comes about while the clip is seen."""
    composition = composition_of(story_id)
    gesture = composition.gesture
    right, down = _NEARS.get(gesture, (1, 0))
    palette = palette_of(category, colour)
    # The customer of a light cover is as light as the sheets, which would seem to have no edge.
    colours = replace(palette.colours(composition.tone), customer=palette.eve.customer)
    regular, bold = (Font(one.path, one.number, one.weight, one.content) for one in fonts)
    return Look(
        COVERS[gesture],
        colours,
        composition.mirrored,
        LEAD_SHIFTS[gesture],
        (-right if composition.mirrored else right, down),
        regular,
        bold,
        address,
        scan,
    )
