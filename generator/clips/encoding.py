"""A clip's film: its cards shown one after the other over the moving shapes, as MP4 with H.264.

In: a Clip, its Look, and sound if there is any. Out: bytes. The only place where films are written; the same clip gives the same bytes
from the same PyAV. Pictures are put together in YUV in this thread, while x264 works in two others.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.video.frame import PictureType
from PIL import Image

from generator.clips.drawing import Still, draw_cards
from generator.clips.look import Look
from generator.clips.motion import Planes, Scenery, halved, to_planes
from generator.clips.sound import SAMPLES, Samples, frames
from generator.content.clip import Clip

RATE = 30
"""Pictures a second."""
_SOUND = 1024
"""Samples that AAC takes at a time."""
_LEAP = 1.5
"""Pixels that the shapes may move at once: where two pictures make no more, they move with every second one only."""
_FADE = 12
"""Pictures in which one card becomes the next."""
_BT709, _LIMITED = 1, 1
_BITEXACT, _BITEXACT_CODEC = 1024, 8388608
"""FFmpeg's flags for files that tell neither its version nor the day."""
_X264 = {
    "keyint": str(3 * RATE),
    "min-keyint": "1",
    # Cards begin with a picture of their own, and nothing else comes as a surprise: to look ahead costs a fifth of the time.
    **dict.fromkeys(("scenecut", "bframes", "weightp", "mbtree", "rc-lookahead"), "0"),
    **dict.fromkeys(("colorprim", "transfer", "colormatrix"), "bt709"),
    "range": "tv",
}
_OPTIONS = {
    "preset": "superfast",
    "tune": "stillimage",
    "crf": "20",
    "profile": "high",
    "x264-params": ":".join(f"{name}={value}" for name, value in _X264.items()),
}


@dataclass(frozen=True, slots=True)
class _Patch:
    """A sheet of a card, cut out: where it lies, its planes, and how far it covers each point of its first rows."""

    left: int
    top: int
    planes: Planes
    covers: Planes
    rows: int
    """Rows of luma, an even number, in which it covers some points in part; below, it covers all."""


def film(clip: Clip, look: Look, sound: Samples | None = None) -> bytes:
    """Return the whole film, silent unless there is sound for it."""
    with tempfile.TemporaryDirectory(prefix="delight-clip-") as folder:
        path = Path(folder) / "clip.mp4"
        # The index goes to the front of the file, so that it plays before it has come as a whole.
        with av.open(str(path), "w", "mp4", options={"movflags": "+faststart"}) as output:
            output.flags |= _BITEXACT
            _write(output, clip, look, sound)
        return path.read_bytes()


def _write(output: Any, clip: Clip, look: Look, sound: Samples | None) -> None:
    stream = _video_stream(output, look)
    heard: Any = None if sound is None else _sound_stream(output)
    blocks = iter(()) if sound is None else frames(sound, _SOUND)
    for number, (frame, is_key) in enumerate(_frames(clip, look)):
        frame.pts = number
        frame.pict_type = PictureType.I if is_key else PictureType.NONE
        output.mux(stream.encode(frame))
        for block in islice(blocks, 2):  # a little sound ahead of each picture, until there is no more
            output.mux(heard.encode(block))
    if heard:
        output.mux(heard.encode(None))
    output.mux(stream.encode(None))


def _sound_stream(output: Any) -> Any:
    stream = output.add_stream("aac", rate=SAMPLES, layout="stereo")
    stream.codec_context.bit_rate = 160_000
    stream.codec_context.time_base = Fraction(1, SAMPLES)
    stream.codec_context.flags |= _BITEXACT_CODEC
    return stream


def _video_stream(output: Any, look: Look) -> Any:
    stream = output.add_stream("libx264", rate=RATE, options=_OPTIONS)
    stream.width, stream.height = look.size
    stream.pix_fmt = "yuv420p"
    context = stream.codec_context
    context.time_base = Fraction(1, RATE)
    context.thread_count = 2
    context.colorspace = context.color_primaries = context.color_trc = _BT709
    context.color_range = _LIMITED
    context.flags |= _BITEXACT_CODEC
    return stream


def _frames(clip: Clip, look: Look) -> Iterator[tuple[Any, bool]]:
    """Yield every picture of the film, and whether a card begins with it; one that is seen again is the same object."""
    scenery, canvas = Scenery(look), _Canvas(look.size)
    cards = [_patches(still) for still in draw_cards(clip, look)]
    counts = [round(card.seconds * RATE) for card in clip.cards]
    way = sum(counts[:-1])
    # At their fastest they go half as fast again as on the whole.
    moves = 2 if 1.5 * 2 * scenery.way / way <= _LEAP else 1
    number, shown, frame = 0, None, None
    for at, count in enumerate(counts):
        for within in range(count):
            steps = scenery.steps(_away(number // moves * moves / way))
            fade = min(within + 1, _FADE) / _FADE if at else 1.0
            if shown != (steps, at, fade):
                shown = (steps, at, fade)
                canvas.show(scenery.planes(steps))
                if fade < 1:
                    canvas.mix(cards[at - 1], cards[at], fade)
                else:
                    canvas.lay(cards[at])
                frame = av.VideoFrame.from_ndarray(canvas.picture, "yuv420p")
            yield frame, within == 0
            number += 1


def _away(share: float) -> float:
    """Return what is left of the shapes' way after a share of the time: they set out and come to rest gently."""
    share = min(share, 1.0)
    return 1 - share * share * (3 - 2 * share)


def _patches(still: Still) -> list[_Patch]:
    found = []
    for sheet in still.sheets:
        box = (sheet.left, sheet.top, sheet.right, sheet.bottom)
        mask = np.asarray(still.mask.crop(box))
        rows = int((mask.min(axis=1) < 255).sum() + 1) // 2 * 2
        covers = mask[:rows]
        half = halved(covers) if rows else covers
        planes = to_planes(np.asarray(still.image.crop(box)))
        found.append(_Patch(sheet.left, sheet.top, planes, (covers, half, half), rows))
    return found


class _Canvas:
    """One picture being put together, its three planes in one array as PyAV wants them."""

    def __init__(self, size: tuple[int, int]) -> None:
        width, height = size
        self.picture = np.empty((height * 3 // 2, width), np.uint8)
        half = (height // 2, width // 2)
        self._planes: Planes = (
            self.picture[:height],
            self.picture[height : height * 5 // 4].reshape(half),
            self.picture[height * 5 // 4 :].reshape(half),
        )

    def show(self, planes: Planes) -> None:
        """Fill the picture."""
        for mine, theirs in zip(self._planes, planes, strict=True):
            mine[:] = theirs

    def lay(self, patches: list[_Patch]) -> None:
        """Lay sheets over it."""
        _lay(self._planes, patches)

    def mix(self, before: list[_Patch], after: list[_Patch], share: float) -> None:
        """Lay over it what lies between two cards; a share of 1 is the second."""
        tops = [patch.top for patch in (*before, *after)]
        other = tuple(plane.copy() for plane in self._planes)
        _lay(self._planes, before)
        _lay(other, after)
        weight = round(share * 256)
        for number, (mine, theirs) in enumerate(zip(self._planes, other, strict=True)):
            rows = slice(min(tops) // (2 if number else 1), None)
            mixed = mine[rows].astype(np.uint16) * (256 - weight) + theirs[rows].astype(np.uint16) * weight
            mine[rows] = (mixed + 128) >> 8


def _lay(planes: Any, patches: list[_Patch]) -> None:
    for patch in patches:
        for number, (plane, own, covers) in enumerate(zip(planes, patch.planes, patch.covers, strict=True)):
            part = 2 if number else 1
            left, top, rows = patch.left // part, patch.top // part, patch.rows // part
            height, width = own.shape
            place = plane[top : top + height, left : left + width]
            weight = covers.astype(np.uint16)
            place[:rows] = (place[:rows] * (255 - weight) + own[:rows] * weight + 127) // 255
            place[rows:] = own[rows:]


def stills(clip: Clip, look: Look) -> Iterator[Image.Image]:
    """Yield each card as it is seen in the middle of its time."""
    scenery, canvas = Scenery(look), _Canvas(look.size)
    before = sum(card.seconds for card in clip.cards[:-1])
    for start, card, still in zip(clip.starts, clip.cards, draw_cards(clip, look), strict=True):
        canvas.show(scenery.planes(scenery.steps(_away((start + card.seconds / 2) / before))))
        canvas.lay(_patches(still))
        frame = av.VideoFrame.from_ndarray(canvas.picture, "yuv420p")
        yield Image.fromarray(frame.to_ndarray(format="rgb24", src_colorspace=_BT709))
