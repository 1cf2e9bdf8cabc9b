"""The cards of a clip, drawn: sheets of paper with words, over which shapes are seen to move (motion.py).

In: a Clip and its Look. Out: for each card an image, and where its sheets lie. Measures are pixels of the film: everything keeps
within the inner nine tenths of the picture, and no letter is too small to read from four metres on a screen of 55 inches.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import segno
from PIL import Image, ImageDraw, ImageFont

from generator.base.lines import set_title
from generator.clips.look import Font, Look, Shape
from generator.content.clip import Card, Clip

_PAPER, _INK, _SOFT, _ACCENT = "#fffdf9", "#1f1b18", "#615850", "#a8372c"
_CODE_PAPER = "#ffffff"
"""As in overrides/style/tokens.css, in a light page."""
_QUIET = 4
"""Modules of white around a code (ISO/IEC 18004)."""
_TRACKING, _TRACKED = -0.02, 50
"""How much closer letters stand, in their size, from which size on."""
_FINER = 4
"""Round things are drawn so many times larger, for smooth edges."""
_RADIUS = 20
_TALL_LINES, _TALL_MOST = 4, 11.5
"""Lines of a title in a tall film at most, and their width (lines.py)."""
_ASCENT = 0.88
"""From the top of a line of Hangul to its baseline, in its size."""
_DOT = " · "


class _Measures(NamedTuple):
    """The measures of one shape."""

    left: int
    """Where words begin; as much stays free on the right of the picture."""
    sheet: int
    """Where a sheet ends on the right at most."""
    inner: int
    """From the words to the sheet's right edge."""
    above: int
    below: int
    """From the words to the sheet's upper edge, and to the picture's lower one."""
    title: int
    scene: int
    name: int
    closing: int
    """Size of letters at most: a title's, a sentence's, a person's name, the title on the last card."""
    small: int
    """Size of all other letters."""
    code: int
    """Width of the code with the white around it."""


_MEASURES: dict[Shape, _Measures] = {
    "wide": _Measures(96, 1590, 84, 64, 90, 116, 104, 80, 62, 46, 430),
    "tall": _Measures(54, 1026, 54, 64, 132, 92, 84, 72, 60, 46, 460),
}


class Sheet(NamedTuple):
    """Where a sheet of paper lies, and which of its upper corners is round."""

    left: int
    top: int
    right: int
    bottom: int
    rounds_left: bool = False


@dataclass(frozen=True, slots=True)
class Still:
    """A card as it is drawn."""

    image: Image.Image
    """Of the film's size; only its sheets are seen."""
    mask: Image.Image
    """How far they cover each point."""
    sheets: tuple[Sheet, ...]


class _Words(NamedTuple):
    """Words of a line that are written alike."""

    words: str
    size: int
    colour: str = _INK
    bold: bool = True


class _Line(NamedTuple):
    """A line of a sheet."""

    words: tuple[_Words, ...]
    before: float
    """Space above it."""
    leading: float
    """Its height, in the size of its first words."""
    dot: str = ""
    """Colour of a dot that stands before the words; empty for none."""

    @property
    def height(self) -> float:
        return self.before + self.words[0].size * self.leading


class _Writer:
    """Writes in the two weights of a typeface, opening each size once."""

    def __init__(self, look: Look) -> None:
        self._fonts: dict[tuple[bool, int], Any] = {}
        self._faces: dict[bool, Font] = {True: look.bold, False: look.regular}

    def width(self, text: _Words) -> float:
        """Return how wide words are."""
        closer = _closer(text) * max(len(text.words) - 1, 0)
        return float(self._font(text).getlength(text.words)) + closer

    def write(self, draw: ImageDraw.ImageDraw, text: _Words, x: float, y: float) -> None:
        """Write words with their baseline at y; letter by letter where they stand closer than their maker meant."""
        font, closer = self._font(text), _closer(text)
        if not closer:
            draw.text((x, y), text.words, text.colour, font, anchor="ls")
            return
        for at, letter in enumerate(text.words):
            before = font.getlength(text.words[: at + 1]) - font.getlength(letter)
            draw.text((x + before + closer * at, y), letter, text.colour, font, anchor="ls")

    def fitted(self, lines: Iterable[str], size: int, room: float) -> int:
        """Return the largest size, up to `size`, in which every bold line fits the room."""
        widest = max((self.width(_Words(line, size)) for line in lines), default=0.0)
        return size if widest <= room else int(size * room / widest)

    def _font(self, text: _Words) -> Any:
        key = (text.bold, text.size)
        if key not in self._fonts:
            face = self._faces[text.bold]
            font: Any = ImageFont.truetype(face.path, text.size, index=face.number)
            if face.weight:
                font.set_variation_by_axes(
                    [
                        face.weight if axis["name"] in (b"Weight", "Weight") else axis["default"]
                        for axis in font.get_variation_axes()
                    ]
                )
            self._fonts[key] = font
        return self._fonts[key]


def _closer(text: _Words) -> float:
    return text.size * _TRACKING if text.bold and text.size >= _TRACKED else 0.0


@dataclass(frozen=True, slots=True)
class _Plan:
    """What the cards of one clip share."""

    look: Look
    measures: _Measures
    writer: _Writer
    title: int
    scene: int
    name: int
    """Sizes of letters, each the same on all cards."""
    lines: int
    """Lines of a sentence's card at most."""
    is_labelled: bool
    """Whether any sentence's card has a label."""
    right: int
    """Where the sheets end."""

    @property
    def room(self) -> int:
        """Return how wide words may be."""
        return self.right - self.measures.left - self.measures.inner


def draw_cards(clip: Clip, look: Look) -> list[Still]:
    """Return every card; their sheets end at the same place, and all sentences are equally large."""
    cards = [_reset(card, clip.language) if look.shape == "tall" else card for card in clip.cards]
    plan = _plan(cards, look)
    return [_still(card, plan) for card in cards]


def _reset(card: Card, language: str) -> Card:
    """Return a card whose title stands in more and shorter lines, as a tall picture has room for."""
    if card.kind not in ("title", "end"):
        return card
    return replace(card, lines=set_title(" ".join(card.lines), language, _TALL_LINES, _TALL_MOST))


def _plan(cards: Sequence[Card], look: Look) -> _Plan:
    m, writer = _MEASURES[look.shape], _Writer(look)
    room = m.sheet - m.left - m.inner
    lines: dict[str, list[str]] = {"title": [], "scene": [], "people": [], "end": []}
    for card in cards:
        lines[card.kind] += card.lines
    sizes = {
        kind: writer.fitted(lines[kind], size, room)
        for kind, size in (("title", m.title), ("scene", m.scene), ("people", m.name))
    }
    widest = max(
        (writer.width(_Words(one, sizes[kind])) for kind in ("title", "scene") for one in lines[kind]),
        default=0.0,
    )
    scenes = [card for card in cards if card.kind == "scene"]
    return _Plan(
        look,
        m,
        writer,
        sizes["title"],
        sizes["scene"],
        sizes["people"],
        max((len(card.lines) for card in scenes), default=1),
        any(card.label for card in scenes),
        max(round(m.left + widest + m.inner), m.sheet * 3 // 4),
    )


def _still(card: Card, plan: _Plan) -> Still:
    width, height = plan.look.size
    lines, right = _LAYOUTS[card.kind](card, plan)
    m, has_code = plan.measures, card.kind == "end" and bool(plan.look.address)
    is_beside = has_code and plan.look.shape == "wide"
    below = m.below + (m.code + m.above if has_code and not is_beside else 0)
    top = _even(height - below - sum(line.height for line in lines) - m.above)
    sheets = [Sheet(0, top, _even(right), height)]
    if is_beside:
        left, upper = width - m.left - m.code - 44, height - m.below - m.code - 74 - 44
        sheets.append(Sheet(_even(left), _even(upper), width, height, True))
    image = Image.new("RGB", plan.look.size, _PAPER)
    draw = ImageDraw.Draw(image)
    y = float(top + m.above)
    for line in lines:
        _write_line(image, draw, line, y, plan)
        y += line.height
    if has_code:
        _draw_code(
            image,
            draw,
            (sheets[-1].left + 44, sheets[-1].top + 44) if is_beside else (m.left, round(y) + 44),
            plan,
        )
    return Still(image, _mask(sheets, plan.look.size), tuple(sheets))


def _even(value: float) -> int:
    """Return a whole number that halves, as chroma has half the points."""
    return round(value / 2) * 2


def _write_line(image: Image.Image, draw: ImageDraw.ImageDraw, line: _Line, y: float, plan: _Plan) -> None:
    first = line.words[0]
    x, baseline = (
        float(plan.measures.left),
        y + line.before + first.size * (_ASCENT + (line.leading - 1.1) / 2),
    )
    if line.dot:
        size = round(first.size * 0.5)
        spot = _round(size)
        image.paste(line.dot, (round(x), round(baseline - first.size * 0.36 - size / 2)), spot)
        x += first.size * 0.86
    for text in line.words:
        plan.writer.write(draw, text, x, baseline)
        x += plan.writer.width(text)


def _title(card: Card, plan: _Plan) -> tuple[list[_Line], int]:
    small = plan.measures.small
    words = [_Words(card.label, small)] if card.label else []
    words += [_Words((_DOT if words else "") + note, small, _SOFT, bold=False) for note in card.notes]
    label = list(_label(words, plan, plan.look.colours.helper))
    return [*label, *_large(card.lines, plan.title, 30 if label else 0, 1.26)], plan.right


def _scene(card: Card, plan: _Plan) -> tuple[list[_Line], int]:
    words = [_Words(card.label, plan.measures.small, _ACCENT)] if plan.is_labelled else []
    label = list(_label(words, plan))
    missing = (plan.lines - len(card.lines)) * plan.scene * 1.38
    lines = list(_large(card.lines, plan.scene, (26 if label else 0) + missing / 2, 1.38))
    lines[-1] = lines[-1]._replace(leading=1.38 + missing / 2 / plan.scene) if missing else lines[-1]
    return [*label, *lines], plan.right


def _people(card: Card, plan: _Plan) -> tuple[list[_Line], int]:
    small = plan.measures.small
    words = [_Words(card.label, small, _SOFT, bold=False)] if card.label else []
    lines = list(_label(words, plan, plan.look.colours.helper))
    for number, (name, note) in enumerate(zip(card.lines, card.notes, strict=True)):
        lines.append(_Line((_Words(name, plan.name),), 30 if number == 0 else 34, 1.26))
        lines += _small(note, plan, 6, _SOFT)
    return lines, plan.right


def _end(card: Card, plan: _Plan) -> tuple[list[_Line], int]:
    m, look = plan.measures, plan.look
    right = plan.right
    if look.address and look.shape == "wide":
        right = min(right, look.size[0] - m.left - m.code - 44 - 60)
    within = replace(plan, right=right)
    size = plan.writer.fitted(card.lines, m.closing, within.room)
    lines = [_Line((_Words(card.label, m.small, _ACCENT),), 0, 1.1), *_large(card.lines, size, 26, 1.3)]
    lines += _small(_DOT.join(card.notes), within, 22, _SOFT)
    if look.address:
        lines += _small(re.sub(r"^https?://", "", look.address), within, 10, _INK)
    return lines, right


def _label(words: list[_Words], plan: _Plan, dot: str = "") -> Iterator[_Line]:
    """Yield the line above all others; where it would not fit, its parts below each other."""
    taken = words[0].size if words and dot else 0
    if words and sum(map(plan.writer.width, words)) + taken <= plan.room:
        yield _Line(tuple(words), 0, 1.1, dot)
        return
    for one in words:
        yield from _small(one.words.removeprefix(_DOT), plan, 0, one.colour, one.bold)


def _large(lines: Iterable[str], size: int, before: float, leading: float) -> Iterator[_Line]:
    for number, line in enumerate(lines):
        yield _Line((_Words(line, size),), 0 if number else before, leading)


def _small(words: str, plan: _Plan, before: float, colour: str, bold: bool = False) -> Iterator[_Line]:
    """Yield small words in as many lines as they need, broken at blanks or, in an address, after a slash."""
    if not words:
        return
    line = ""

    def written(line: str) -> _Words:
        return _Words(line.rstrip(" ·"), plan.measures.small, colour, bold)

    for part in re.findall(r"[^ /]*/|[^ /]+ ?| ", words):
        if line and plan.writer.width(written(line + part)) > plan.room:
            yield _Line((written(line),), before, 1.3)
            line, before = "", 0
        line += part
    yield _Line((written(line),), before, 1.3)


_LAYOUTS: dict[str, Callable[[Card, _Plan], tuple[list[_Line], int]]] = {
    "title": _title,
    "scene": _scene,
    "people": _people,
    "end": _end,
}


def _draw_code(image: Image.Image, draw: ImageDraw.ImageDraw, place: tuple[int, int], plan: _Plan) -> None:
    """Draw the code of the address with the white around it, and what to do with it: below, or beside it in a tall film."""
    m, (left, top) = plan.measures, place
    code: Any = segno.make(plan.look.address, error="m", micro=False)
    modules = code.symbol_size(border=_QUIET)[0]
    scale = max(m.code // modules, 1)
    size = modules * scale
    ground = Image.new("RGB", (size, size), _CODE_PAPER)
    pen = ImageDraw.Draw(ground)
    for row, values in enumerate(code.matrix):
        for column, dark in enumerate(values):
            if dark:
                x, y = (column + _QUIET) * scale, (row + _QUIET) * scale
                pen.rectangle((x, y, x + scale - 1, y + scale - 1), fill=_INK)
    image.paste(ground, (left + (m.code - size) // 2, top + (m.code - size) // 2))
    text = _Words(plan.look.scan, 40, bold=False)
    if plan.look.shape == "wide":
        x, y = left + (m.code - plan.writer.width(text)) / 2, top + m.code + 62.0
    else:
        x, y = left + m.code + 36.0, top + m.code / 2 + 14
    plan.writer.write(draw, text, x, y)


def _mask(sheets: Sequence[Sheet], size: tuple[int, int]) -> Image.Image:
    mask = Image.new("L", size)
    draw = ImageDraw.Draw(mask)
    corner = _round(2 * _RADIUS)
    for sheet in sheets:
        draw.rectangle((sheet.left, sheet.top, sheet.right - 1, sheet.bottom - 1), fill=255)
        from_left = 0 if sheet.rounds_left else _RADIUS
        quarter = corner.crop((from_left, 0, from_left + _RADIUS, _RADIUS))
        mask.paste(quarter, (sheet.left if sheet.rounds_left else sheet.right - _RADIUS, sheet.top))
    return mask


def _round(size: int) -> Image.Image:
    """Return how far a disc of this width covers each point of its square."""
    finer = Image.new("L", (size * _FINER, size * _FINER))
    ImageDraw.Draw(finer).ellipse((0, 0, size * _FINER - 1, size * _FINER - 1), fill=255)
    return finer.reduce(_FINER)
