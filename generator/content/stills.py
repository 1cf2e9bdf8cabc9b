"""How good a frame is to stand for its film: neither black nor white, neither blurred nor faded, with something to see.

In: pictures. Out: numbers. Nothing is decoded here; the weights were set by looking at what they chose.
"""

from __future__ import annotations

from PIL import Image, ImageChops, ImageFilter, ImageStat

WIDTH = 320
"""Pixels: frames are looked at in this width, in which grain is gone and edges are left."""
GOOD = 0.35
"""A score from which on no better frame need be looked for."""
_DARK, _BRIGHT = 28, 230
"""Levels below and above which nothing is seen."""


def score(picture: Image.Image) -> float:
    """Return how good a grey picture is, from 0 to 1."""
    told = ImageStat.Stat(picture)
    mean, deviation = told.mean[0], told.stddev[0]
    levels = picture.histogram()
    all_of_it = picture.width * picture.height
    nothing = (sum(levels[:_DARK]) + sum(levels[_BRIGHT:])) / all_of_it
    edges = ImageStat.Stat(picture.filter(ImageFilter.FIND_EDGES)).mean[0]
    contrast = min(1.0, deviation / 60)
    detail = min(1.0, edges / 24)
    balance = 1 - abs(mean - 118) / 138
    return float((0.4 * contrast + 0.4 * detail + 0.2 * balance) * min(1.0, contrast * 4) * (1 - nothing**3))


def fades(one: Image.Image, other: Image.Image) -> bool:
    """Tell whether two grey frames half a second apart look as in a fade: all brighter or darker, or of another contrast."""
    before, after = ImageStat.Stat(one), ImageStat.Stat(other)
    apart = ImageStat.Stat(ImageChops.difference(one, other)).mean[0]
    brighter = abs(after.mean[0] - before.mean[0])
    calmer = abs(after.stddev[0] - before.stddev[0]) / max(before.stddev[0], after.stddev[0], 1.0)
    return (brighter > 6 and brighter > apart * 0.7) or calmer > 0.25
