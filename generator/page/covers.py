"""The drawn pictures: covers, doors, the timeline's art, the sign beside a pain point, the badge.

In: a story's id, a category's id and colour. Out: SVG as text; no disk. Every picture is two shapes that meet:
a circle, the customer, and a shape that comes near, us; the overlap stands in the meeting colour. Where a picture stands
on a page and what is said beside it is not known here; ribbons are CSS.
"""

from __future__ import annotations

import hashlib
import html
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, get_args

Gesture = Literal["beside", "shelter", "hold", "reach", "lean", "face", "near", "step"]
Tone = Literal["day", "eve"]
Scheme = Literal["light", "dark"]
Point = tuple[float, float]
TONES: tuple[Tone, ...] = get_args(Tone)
SCHEMES: tuple[Scheme, ...] = get_args(Scheme)

GESTURES: tuple[Gesture, ...] = get_args(Gesture)
"""In the order of the bits that choose them: if it changes, covers do."""


@dataclass(frozen=True, slots=True)
class Composition:
    """What a cover shows but for its colours."""

    gesture: Gesture
    tone: Tone = "day"
    """`day` is a light field, `eve` a dark one."""
    mirrored: bool = False


def composition_of(story_id: str) -> Composition:
    """Return the composition that an id has for ever: the first byte of its SHA-256 chooses."""
    byte = hashlib.sha256(story_id.encode()).digest()[0]
    return Composition(GESTURES[byte & 7], "eve" if byte & 8 else "day", bool(byte & 16))


@dataclass(frozen=True, slots=True)
class Drawing:
    """Two shapes that meet."""

    helper: str
    """Path of the shape that comes near: M, L, H, V, A (up to half a circle) and Z, all absolute."""
    circle: tuple[int, int, int]
    """Centre and radius of the customer."""


WIDTH, HEIGHT = 1600, 900
SHARED = (1200, 630)
"""Pixels of a picture for sharing, as the Open Graph protocol's readers like it."""

COVERS: dict[Gesture, Drawing] = {
    "beside": Drawing("M107 130H880V1600H107Z", (1063, 560, 430)),
    "shelter": Drawing(
        "M-60 1600V980A820 820 0 0 1 1580 980V1600H1190V980A430 430 0 0 0 330 980V1600Z", (850, 900, 430)
    ),
    "hold": Drawing("M110 470H1510A700 700 0 0 1 110 470Z", (940, 215, 355)),
    "reach": Drawing("M-1600 270H790A180 180 0 0 1 790 630H-1600Z", (1090, 450, 385)),
    "lean": Drawing("M-640 1800L1400-900H1850L-190 1800Z", (1095, 600, 405)),
    "face": Drawing("M770 0V900A450 450 0 0 1 770 0Z", (1060, 450, 385)),
    "near": Drawing("M-1600 1600V0H0A900 900 0 0 1 900 900V1600Z", (1050, 450, 385)),
    "step": Drawing("M-1600 1600V650H490V400H980V1600Z", (980, 400, 360)),
}
"""Of 1600 × 900 units, not mirrored. What the edge cuts goes on beyond it, for a picture that is moved or shown wider."""

DOORS: dict[Gesture, Drawing] = {
    "beside": Drawing("M-20 420H310V860H-20Z", (400, 640, 235)),
    "step": Drawing("M-20 860V700H160V540H350V860Z", (350, 540, 200)),
    "hold": Drawing("M-30 680H630A330 330 0 0 1-30 680Z", (345, 535, 185)),
    "shelter": Drawing("M-60 900A360 360 0 0 1 660 900H490A190 190 0 0 0 110 900Z", (345, 855, 190)),
    "reach": Drawing("M-20 520H210A90 90 0 0 1 210 700H-20Z", (370, 610, 180)),
    "near": Drawing("M-60 1000V480H-20A420 420 0 0 1 400 900V1000Z", (390, 565, 165)),
    "face": Drawing("M245 410V810A200 200 0 0 1 245 410Z", (373, 610, 170)),
    "lean": Drawing("M-120 900L303 340H453L30 900Z", (364, 700, 190)),
}
"""Of 600 × 860 units, upright, with room for words above; in the order in which doors stand beside each other."""

LEAD_SHIFTS: dict[Gesture, tuple[int, int]] = {
    "beside": (0, 0),
    "shelter": (0, -300),
    "hold": (0, -210),
    "reach": (0, -120),
    "lean": (0, -80),
    "face": (0, -100),
    "near": (0, -160),
    "step": (0, -240),
}
"""How far a lead's picture moves right and down, so that the sheet over its lower left does not hide the meeting."""

_NEARING = ((480, 1160), (775, 1060), (890, 980), (1120, 960))
"""From the timeline's first picture to its last: where the helper ends, and the circle's centre."""

_FIELD = f"M-{WIDTH} 0H{2 * WIDTH}V{HEIGHT}H-{WIDTH}Z"
_COMMAND = re.compile(r"([MLHVAZ])([^MLHVAZ]*)")
_NUMBER = re.compile(r"-?[0-9]+")


def outline(path: str) -> tuple[Point, ...]:
    """Return the corners of a drawing's path, its arcs cut into short pieces."""
    points: list[Point] = []
    for command, text in _COMMAND.findall(path):
        numbers = [float(one) for one in _NUMBER.findall(text)]
        match command:
            case "M" | "L":
                points.append((numbers[0], numbers[1]))
            case "H":
                points.append((numbers[0], points[-1][1]))
            case "V":
                points.append((points[-1][0], numbers[0]))
            case "A":
                radius, clockwise, end = numbers[0], numbers[4] == 1, (numbers[5], numbers[6])
                points += _arc(points[-1], end, radius if clockwise else -radius)
    return tuple(points)


def _arc(start: Point, end: Point, radius: float) -> Iterator[Point]:
    """Yield points up to the end of an arc, which turns clockwise on the screen where its radius is positive."""
    (x, y), across, down = start, end[0] - start[0], end[1] - start[1]
    chord = math.hypot(across, down)
    turn = 2 * math.asin(chord / 2 / radius)
    away = radius * math.cos(turn / 2) / chord
    centre_x, centre_y = x + across / 2 - away * down, y + down / 2 + away * across
    begin = math.atan2(y - centre_y, x - centre_x)
    pieces = math.ceil(abs(turn * radius) / 4)
    for piece in range(1, pieces + 1):
        angle = begin + turn * piece / pieces
        yield centre_x + abs(radius) * math.cos(angle), centre_y + abs(radius) * math.sin(angle)


@dataclass(frozen=True, slots=True)
class Colours:
    """The four colours of one picture, each as #rrggbb."""

    field: str
    helper: str
    customer: str
    meeting: str


@dataclass(frozen=True, slots=True)
class Palette:
    """A category's colours, by tone, in a light page and in a dark one."""

    day: Colours
    eve: Colours
    dark_day: Colours
    dark_eve: Colours

    def colours(self, tone: Tone, scheme: Scheme = "light") -> Colours:
        """Return the colours of a picture."""
        if scheme == "dark":
            return self.dark_day if tone == "day" else self.dark_eve
        return self.day if tone == "day" else self.eve


_CUSTOMERS = ("#fffaf2", "#fbefdd", "#e6d8c6", "#e6d8c6")
_MEETINGS = ("#bd4630", "#bd4630", "#dd7257", "#dd7257")
"""The same in every palette; here and below in the order of its fields: day, eve, dark day, dark eve."""


def _palette(fields: Iterable[str], helpers: Iterable[str]) -> Palette:
    return Palette(*map(Colours, fields, helpers, _CUSTOMERS, _MEETINGS))


_CONTACT = _palette(
    ("#f3dccb", "#5b2f2a", "#47312a", "#35201d"), ("#d68a66", "#c97b5d", "#9c6049", "#85503d")
)
_MARKET = _palette(("#f1e2bd", "#54411f", "#3f3626", "#2f2717"), ("#d0a145", "#c4983f", "#8c6d33", "#77592a"))
_PROCESS = _palette(
    ("#d9e4d6", "#2b4236", "#2c3a31", "#1e2c25"), ("#7a9f7f", "#739878", "#55745b", "#48654f")
)
_CULTURE = _palette(
    ("#d7e2ea", "#28394d", "#2b3641", "#1c2733"), ("#789bb5", "#6f93af", "#527089", "#45627b")
)
MIXED = {
    "customer-contact": ("#94532f", _CONTACT),
    "market-leadership": ("#7d5c12", _MARKET),
    "foundation-process": ("#45694c", _PROCESS),
    "organisation-and-culture": ("#3f6584", _CULTURE),
}
"""The palettes mixed by eye, by category: the colour that each stands for, and the palette."""

_FIELD_SHADES = ((0.908, 0.36), (0.36, 0.6), (0.334, 0.35), (0.273, 0.35))
_HELPER_SHADES = ((0.69, 1.0), (0.665, 1.0), (0.54, 0.85), (0.484, 0.85))
"""Lightness, and share of the category's chroma: the means of the palettes mixed by eye."""
_MOST_CHROMA = 0.1
"""A more colourful helper would vie with the meeting."""


def palette_of(category: str, colour: str | None = None) -> Palette:
    """Return a category's palette: the one mixed for it, or one of its colour's hue, or of a hue that its id chooses."""
    own, mixed = MIXED.get(category, ("", None))
    if mixed and (colour is None or colour.lower() == own):
        return mixed
    if colour:
        _, a, b = oklab(colour)
        chroma, hue = min(math.hypot(a, b), _MOST_CHROMA), math.atan2(b, a)
    else:
        # From yellow over green and blue to purple: no hue near the meeting's.
        byte = hashlib.sha256(category.encode()).digest()[0]
        chroma, hue = 0.07, math.radians(70 + byte * 250 / 255)
    fields, helpers = (
        [_hex(lightness, chroma * share, hue) for lightness, share in shades]
        for shades in (_FIELD_SHADES, _HELPER_SHADES)
    )
    return _palette(fields, helpers)


def oklab(colour: str) -> tuple[float, float, float]:
    """Return the lightness, green-red and blue-yellow of a colour #rrggbb; the distance of two tells how different they look."""
    srgb = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in srgb)
    l_ = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    m_ = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    s_ = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return (
        0.2104542553 * l_ + 0.7936177850 * m_ - 0.0040720468 * s_,
        1.9779984951 * l_ - 2.4285922050 * m_ + 0.4505937099 * s_,
        0.0259040371 * l_ + 0.7827717662 * m_ - 0.8086757660 * s_,
    )


def _hex(lightness: float, chroma: float, hue: float) -> str:
    """Return a colour of OKLCH, hue in radians, as #rrggbb; what no screen can show is cut to what it can."""
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    l_ = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    m_ = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    s_ = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * l_ - 3.3077115913 * m_ + 0.2309699292 * s_,
        -1.2684380046 * l_ + 2.6097574011 * m_ - 0.3413193965 * s_,
        -0.0041960863 * l_ - 0.7034186147 * m_ + 1.7076147010 * s_,
    )
    srgb = (12.92 * one if one <= 0.0031308 else 1.055 * one ** (1 / 2.4) - 0.055 for one in linear)
    return "#" + "".join(f"{round(255 * min(max(one, 0.0), 1.0)):02x}" for one in srgb)


def cover_svg(composition: Composition, palette: Palette) -> str:
    """Return a cover as a file for `img`, with its own colours, which follow the `color-scheme` of the page."""
    light, dark = (_rules(palette.colours(composition.tone, scheme)) for scheme in SCHEMES)
    clip, shapes = _shapes(COVERS[composition.gesture], f"cover-{composition.gesture}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
        f"<style>{light}@media(prefers-color-scheme:dark){{{dark}}}</style>"
        f'{clip}<path class="f" d="{_FIELD}"/><g{_placed(composition.mirrored)}>{shapes}</g></svg>\n'
    )


def cover_inline(
    composition: Composition,
    classes: str,
    clip: str,
    shift: tuple[int, int] = (0, 0),
    align: str = "xMidYMid",
) -> str:
    """Return a cover as part of a page that has the colours: `.f` field, `.h` helper, `.p` customer, `.m` meeting.

    `clip` is an id that the page has nowhere else. `shift` moves the shapes, not the field, right and down by up to 300
    units; `align` says which part stays where the frame is not 16:9.
    """
    defined, shapes = _shapes(COVERS[composition.gesture], clip)
    return _inline(
        classes,
        f"0 0 {WIDTH} {HEIGHT}",
        f'{defined}<path class="f" d="{_FIELD}"/><g{_placed(composition.mirrored, *shift)}>{shapes}</g>',
        f"{align} slice",
    )


def door_inline(position: int, classes: str, clip: str) -> str:
    """Return the picture of the door at this position, from 0, on a ground that the page colours."""
    gestures = tuple(DOORS)
    drawn = _shapes(DOORS[gestures[position % len(gestures)]], clip)
    return _inline(classes, "0 0 600 860", "".join(drawn), "xMidYMax slice")


def timeline_inline(position: int, count: int, classes: str, clip: str) -> str:
    """Return the picture of one of `count` years, from 0: the shapes come nearer, and in the last they have met."""
    steps = len(_NEARING) - 1
    place = steps * position / (count - 1) if count > 1 else steps
    before = min(int(place), steps - 1)
    edge, centre = (
        round(here + (there - here) * (place - before))
        for here, there in zip(_NEARING[before], _NEARING[before + 1], strict=True)
    )
    defined, shapes = _shapes(Drawing(f"M0 130H{edge}V770H0Z", (centre, 450, 320)), clip)
    field = f'<path class="f" d="M0 0H{WIDTH}V{HEIGHT}H0Z"/>'
    return _inline(classes, f"0 0 {WIDTH} {HEIGHT}", f"{defined}{field}{shapes}")


def sign_inline(met: bool, classes: str, clip: str) -> str:
    """Return the small sign of 28 × 18: apart beside a pain point, met beside what changed."""
    helper = f'd="M0 1h{16 if met else 8}v16H0z"'
    apart = f'<path class="h" {helper}/><circle class="p" cx="19" cy="9" r="7.5"/>'
    # The page draws the circle as a line of 1.5: the meeting covers most of it.
    around = f'<clipPath id="{clip}"><circle cx="19" cy="9" r="8"/></clipPath>'
    meeting = f'<path class="m" {helper} clip-path="url(#{clip})"/>'
    return _inline(classes, "0 0 28 18", f"{around}{apart}{meeting}" if met else apart)


def badge_inline(label: str, classes: str, clip: str) -> str:
    """Return the golden badge; `label` says in words what it is."""
    bowl, circle = 'd="M28 62h64a32 32 0 0 1-64 0Z"', 'cx="60" cy="50" r="18"'
    return (
        f'<svg class="{classes}" viewBox="0 0 120 120" role="img" aria-label="{html.escape(label)}">'
        f'<clipPath id="{clip}"><circle {circle}/></clipPath>'
        '<circle class="ring" cx="60" cy="60" r="58"/><circle class="rim" cx="60" cy="60" r="51"/>'
        f'<path class="in" {bowl}/><circle class="in" {circle}/>'
        f'<path class="heart" {bowl} clip-path="url(#{clip})"/></svg>'
    )


def _shapes(drawing: Drawing, clip: str) -> tuple[str, str]:
    """Return the circle to clip by, and the shapes in the order of drawing: helper, circle, what they share."""
    x, y, radius = drawing.circle
    circle = f'cx="{x}" cy="{y}" r="{radius}"/>'
    return (
        f'<clipPath id="{clip}"><circle {circle}</clipPath>',
        f'<path class="h" d="{drawing.helper}"/><circle class="p" {circle}'
        f'<path class="m" d="{drawing.helper}" clip-path="url(#{clip})"/>',
    )


def _placed(mirrored: bool, right: int = 0, down: int = 0) -> str:
    if mirrored:
        return f' transform="matrix(-1 0 0 1 {WIDTH + right} {down})"'
    return f' transform="translate({right} {down})"' if right or down else ""


def _rules(colours: Colours) -> str:
    return (
        f".f{{fill:{colours.field}}}.h{{fill:{colours.helper}}}"
        f".p{{fill:{colours.customer}}}.m{{fill:{colours.meeting}}}"
    )


def _inline(classes: str, box: str, content: str, fit: str = "") -> str:
    fitted = f' preserveAspectRatio="{fit}"' if fit else ""
    return f'<svg class="{classes}" viewBox="{box}"{fitted} aria-hidden="true">{content}</svg>'


def cover_name(composition: Composition, category: str) -> str:
    """Return the name of a cover: all that it is drawn from."""
    mirrored = "-mirrored" if composition.mirrored else ""
    return f"{category}-{composition.tone}-{composition.gesture}{mirrored}"


def sharing_name(composition: Composition, category: str) -> str:
    """Return the file name of the picture that all stories of this category and composition share, mirrored or not."""
    return f"{category}-{composition.tone}-{composition.gesture}.png"
