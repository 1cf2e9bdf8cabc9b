"""The boxes of an MP4 file (ISO/IEC 14496-12): how they lie, and the same film with them in a better order.

In: a file. Out: a Layout; and the bytes of the film as the site shows it, with its table of contents in front, so that it plays
before it is loaded whole, and without the place where it was filmed. Nothing is decoded, and no library is needed.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NamedTuple

_AT_ONCE = 1 << 20
"""Bytes read and written at once."""
_LARGEST_INDEX = 1 << 28
"""Bytes: a table of contents of more is taken for damage."""
_MOST_BOXES = 100_000
_FIRST = {b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"pnot", b"styp", b"moof", b"uuid"}
"""What an MP4 or QuickTime file begins with."""
_HOLDS_BOXES = {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"udta", b"meta", b"ilst"}
_PLACES = (b"\xa9xyz", b"loci")
"""Boxes that tell where a film was made: QuickTime's and 3GPP's."""
_PLACE_KEY = b"com.apple.quicktime.location."
"""What begins the names under which Apple's cameras keep the place and how sure they are of it."""


class Box(NamedTuple):
    """A piece of an MP4 file."""

    kind: bytes
    start: int
    size: int
    """Bytes with its header, as it says itself."""
    header: int
    """Bytes of its header."""

    @property
    def end(self) -> int:
        """Return where it ends."""
        return self.start + self.size


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file is laid out as an MP4."""

    is_mp4: bool = False
    is_whole: bool = False
    """Whether no box is longer than what there is of the file."""
    index: Box | None = None
    """The table of contents (`moov`); None where it is missing, as in a film whose recording broke off."""
    data: Box | None = None
    """The first box of sound and picture (`mdat`)."""
    brand: str = ""
    in_fragments: bool = False

    @property
    def is_faststart(self) -> bool:
        """Tell whether the table of contents stands before what it tells of."""
        return bool(self.index and (self.data is None or self.index.start < self.data.start))


def layout_of(path: Path) -> Layout:
    """Return how a file is laid out, whatever it is."""
    size = path.stat().st_size
    with path.open("rb") as file:
        found = list(_boxes(file, 0, size))
        if not found or found[0].kind not in _FIRST:
            return Layout()
        brand = _bytes(file, found[0].start + 8, 4) if found[0].kind == b"ftyp" else b"qt  "
    return Layout(
        True,
        found[-1].end <= size or found[-1].kind not in _FIRST,
        next((box for box in found if box.kind == b"moov" and box.end <= size), None),
        next((box for box in found if box.kind == b"mdat"), None),
        brand.decode("latin-1"),
        any(box.kind == b"moof" for box in found),
    )


def tells_place(path: Path, layout: Layout) -> bool:
    """Tell whether a film tells where it was made."""
    if not layout.index or layout.index.size > _LARGEST_INDEX:
        return False
    with path.open("rb") as file:
        index = _bytes(file, layout.index.start, layout.index.size)
    return _without_place(index) != index


def ready(source: Path, _content: str) -> Iterator[bytes]:
    """Yield the bytes of a film with its table of contents in front, and without the place where it was made.

    `_content` is the digest of the file that is meant. A file that cannot be mended comes as it is.
    """
    layout = layout_of(source)
    with source.open("rb") as file:
        size = source.stat().st_size
        index, data = layout.index, layout.data
        if not index or index.size > _LARGEST_INDEX:
            yield from _pieces(file, 0, size)
            return
        mended = _without_place(_bytes(file, index.start, index.size))
        moved = None if layout.in_fragments or not data else _moved(mended, data.start, index)
        if layout.is_faststart or data is None or moved is None:
            yield from _pieces(file, 0, index.start)
            yield mended
        else:
            yield from _pieces(file, 0, data.start)
            yield moved
            yield from _pieces(file, data.start, index.start)
        yield from _pieces(file, index.end, size)


def _boxes(file: BinaryIO, start: int, end: int) -> Iterator[Box]:
    """Yield the boxes between two places of a file; the last may say that it is longer than there is room for."""
    for _ in range(_MOST_BOXES):
        head = _bytes(file, start, 16)
        if len(head) < 8 or start + 8 > end:
            return
        size, kind = struct.unpack_from(">I4s", head)
        header = 8
        if size == 1 and len(head) == 16:
            (size,), header = struct.unpack_from(">Q", head, 8), 16
        elif size == 0:  # up to the end
            size = end - start
        if size < header:
            return
        yield Box(kind, start, size, header)
        start += size


def _pieces(file: BinaryIO, start: int, end: int) -> Iterator[bytes]:
    file.seek(start)
    while start < end and (piece := file.read(min(_AT_ONCE, end - start))):
        yield piece
        start += len(piece)


def _bytes(file: BinaryIO, start: int, count: int) -> bytes:
    file.seek(start)
    return file.read(count)


def _within(held: bytes | bytearray, start: int, end: int, depth: int = 0) -> Iterator[Box]:
    """Yield every box of a table of contents, each before what it holds."""
    while start + 8 <= end:
        size, kind = struct.unpack_from(">I4s", held, start)
        if size < 8 or start + size > end:
            return
        box = Box(bytes(kind), start, size, 8)
        yield box
        if kind in _HOLDS_BOXES and depth < 10:
            # ISO's `meta` has four bytes of version before its boxes, QuickTime's has not.
            skipped = 4 if kind == b"meta" and held[start + 12 : start + 16] != b"hdlr" else 0
            yield from _within(held, start + 8 + skipped, box.end, depth + 1)
        start += size


def _moved(index: bytes, data: int, box: Box) -> bytes | None:
    """Return a table of contents as it has to be where it is moved before the data; None where its numbers would not hold that."""
    made = bytearray(index)
    for one in _within(made, 0, len(made)):
        if one.kind not in (b"stco", b"co64") or one.size < 16:
            continue
        width, largest = (4, 1 << 32) if one.kind == b"stco" else (8, 1 << 64)
        (count,) = struct.unpack_from(">I", made, one.start + 12)
        form = f">{min(count, (one.size - 16) // width)}{'I' if width == 4 else 'Q'}"
        places = struct.unpack_from(form, made, one.start + 16)
        # What lies between the data's beginning and the old place of the table goes back by its length; the rest stays.
        new = [place + box.size if data <= place < box.start else place for place in places]
        if any(place >= largest for place in new):
            return None
        struct.pack_into(form, made, one.start + 16, *new)
    return bytes(made)


def _without_place(index: bytes) -> bytes:
    """Return a table of contents of the same length in which nothing tells where the film was made."""
    made = bytearray(index)
    keys: list[bytes] = []
    for box in list(_within(made, 0, len(made))):
        number = int.from_bytes(box.kind, "big")
        if box.kind in _PLACES:
            made[box.start + 4 : box.end] = b"free" + bytes(box.size - 8)
        elif box.kind == b"keys":
            keys = [bytes(made[one.start + 8 : one.end]) for one in _within(made, box.start + 16, box.end)]
        elif 0 < number <= len(keys) and box.size > 24 and keys[number - 1].startswith(_PLACE_KEY):
            made[box.start + 24 : box.end] = b" " * (box.size - 24)
    return bytes(made)
