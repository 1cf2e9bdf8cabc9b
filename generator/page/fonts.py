"""The Korean typeface of this machine: where it lies, and which characters it has.

In: what the settings name, or nothing. Out: Faces, or None. Only the tables of a font that tell its name, weight and characters are
read here (OpenType 1.9: `ttc`, `name`, `OS/2`, `fvar`, `cmap`); Pillow draws clips with it, WeasyPrint sets PDFs in it. What fonts hold
is remembered, as they take long to open.
"""

from __future__ import annotations

import hashlib
import os
import struct
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import which

from generator.base.cache import Cache
from generator.base.probes import Probe, probed
from generator.base.settings import Settings
from generator.content.faces import Face, Faces

_FAMILIES = (
    ("NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc"),
    ("NotoSansCJKkr-Regular.otf", "NotoSansCJKkr-Bold.otf"),
    ("NotoSansKR-Regular.otf", "NotoSansKR-Bold.otf"),
    ("NotoSansKR-Regular.ttf", "NotoSansKR-Bold.ttf"),
    *((name, name) for name in ("NotoSansCJK-VF.ttc", "NotoSansCJK-VF.ttf.ttc", "NotoSansCJKkr-VF.ttf")),
    *((name, name) for name in ("NotoSansKR-VF.ttf", "NotoSansKR-VF.otf", "NotoSansKR[wght].ttf")),
    ("NotoSansKR-VariableFont_wght.ttf", "NotoSansKR-VariableFont_wght.ttf"),
    ("NanumGothic.ttf", "NanumGothicBold.ttf"),
    ("malgun.ttf", "malgunbd.ttf"),
    ("AppleSDGothicNeo.ttc", "AppleSDGothicNeo.ttc"),
)
"""Files of a regular and a bold weight, the best first."""
_REGULAR, _BOLD = 400, 700
_FONTS = Probe("fonts", "generator.page.fonts", "opened")
_PROBE = "가힣"
"""What a Korean typeface has."""


def faces_of(settings: Settings, cache: Cache | None) -> Faces | None:
    """Return the Korean typeface that the settings name, or the best that this machine has; None where there is none."""
    fonts = find_fonts(settings.clip_fonts)
    held = _held(fonts, cache) if fonts else [None]
    return joined(held[0], held[-1])


def _held(fonts: tuple[Path, Path], cache: Cache | None) -> list[Faces | None]:
    if cache is None:
        return opened(fonts)
    # Below the root of their disk, as a font is nowhere near the project.
    root = Path(fonts[0].resolve().anchor)
    names = [
        path.resolve().relative_to(root).as_posix() for path in fonts if path.resolve().is_relative_to(root)
    ]
    found = probed(_FONTS, root, names, cache, 1)
    return [found.get(name) for name in names]


def folders() -> tuple[Path, ...]:
    """Return where this system keeps its fonts, the user's own first."""
    home = Path.home()
    if sys.platform == "win32":
        local, windows = os.environ.get("LOCALAPPDATA", ""), os.environ.get("WINDIR", r"C:\Windows")
        own = [Path(local, "Microsoft", "Windows", "Fonts")] if local else []
        return (*own, Path(windows, "Fonts"))
    if sys.platform == "darwin":
        return (home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts"))
    data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local/share")
    return (data / "fonts", home / ".fonts", Path("/usr/local/share/fonts"), Path("/usr/share/fonts"))


def find_fonts(named: Iterable[Path] = ()) -> tuple[Path, Path] | None:
    """Return the files of a regular and a bold weight: those named in the settings, or the best that this machine has."""
    if given := list(named):
        return (given[0], given[-1]) if all(path.is_file() for path in given) else None
    wanted = {name.casefold() for pair in _FAMILIES for name in pair}
    found: dict[str, Path] = {}
    for folder in folders():
        for path in _files(folder):
            if path.name.casefold() in wanted:
                found.setdefault(path.name.casefold(), path)
    for regular, bold in _FAMILIES:
        if regular.casefold() in found:
            return found[regular.casefold()], found.get(bold.casefold(), found[regular.casefold()])
    return _asked_for()


def _files(folder: Path) -> Iterator[Path]:
    for place, below, names in os.walk(folder):
        below.sort()
        yield from (Path(place, name) for name in sorted(names))


def _asked_for() -> tuple[Path, Path] | None:
    """Return what fontconfig, where there is one, takes for Korean; it names another font where there is none."""
    if not which("fc-match"):
        return None
    found = []
    for weight in ("regular", "bold"):
        command = ["fc-match", "--format=%{file}", f"sans-serif:lang=ko:weight={weight}"]
        with suppress(OSError, subprocess.TimeoutExpired):
            done = subprocess.run(command, capture_output=True, timeout=10, check=False)
            found.append(Path(os.fsdecode(done.stdout)))
    return (found[0], found[1]) if len(found) == 2 and all(path.is_file() for path in found) else None


def opened(paths: Iterable[Path]) -> list[Faces | None]:
    """Return the Korean faces that each file holds, as regular and bold; None for what is no font, or has no Hangul."""
    return [_opened(path) for path in paths]


def joined(regular: Faces | None, bold: Faces | None) -> Faces | None:
    """Return the regular face of one file and the bold one of another."""
    return replace(regular, bold=bold.bold) if regular and bold else regular


@dataclass(frozen=True, slots=True)
class _Found:
    """One face of a file."""

    number: int
    name: str
    weight: int
    is_variable: bool
    runs: tuple[tuple[int, int], ...]


def _opened(path: Path) -> Faces | None:
    try:
        data = path.read_bytes()
        faces = [_face(data, number, start) for number, start in enumerate(_starts(data))]
    except (OSError, struct.error, IndexError, ValueError, UnicodeDecodeError):
        return None
    korean = [one for one in faces if all(any(a <= ord(c) <= b for a, b in one.runs) for c in _PROBE)]
    if not korean:
        return None
    content = hashlib.blake2b(data, digest_size=8).hexdigest()
    regular, bold = (_nearest(korean, weight, path, content) for weight in (_REGULAR, _BOLD))
    return Faces(regular, bold)


def _nearest(faces: list[_Found], weight: int, path: Path, content: str) -> Face:
    """Return the face of Korean make that is nearest to a weight; in a collection for several countries, that of Korea."""

    def distance(one: _Found) -> tuple[bool, bool, int, int]:
        away = 0 if one.is_variable else abs(one.weight - weight)
        return "Mono" in one.name, " KR" not in one.name, away, one.number

    best = min(faces, key=distance)
    first, last = zip(*best.runs, strict=True)
    return Face(path, best.number, weight if best.is_variable else 0, content, first, last)


def _starts(data: bytes) -> tuple[int, ...]:
    """Return where each face of a file begins."""
    if data[:4] == b"ttcf":
        (count,) = struct.unpack_from(">L", data, 8)
        return struct.unpack_from(f">{count}L", data, 12)
    if data[:4] in (b"OTTO", b"\x00\x01\x00\x00", b"true"):
        return (0,)
    raise ValueError("no font")


def _face(data: bytes, number: int, start: int) -> _Found:
    (count,) = struct.unpack_from(">H", data, start + 4)
    entries = (struct.unpack_from(">4sLLL", data, start + 12 + 16 * at) for at in range(count))
    tables = {tag: offset for tag, _, offset, _ in entries}
    (weight,) = struct.unpack_from(">H", data, tables[b"OS/2"] + 4)
    return _Found(
        number, _name(data, tables[b"name"]), weight, b"fvar" in tables, tuple(_runs(data, tables[b"cmap"]))
    )


def _name(data: bytes, at: int) -> str:
    """Return the full name of a face, as Windows has it."""
    _, count, storage = struct.unpack_from(">HHH", data, at)
    found = ""
    for number in range(count):
        platform, _, language, name, length, offset = struct.unpack_from(">6H", data, at + 6 + 12 * number)
        if platform == 3 and name == 4 and (not found or language == 0x409):
            found = data[at + storage + offset :][:length].decode("utf-16-be")
    return found


def _runs(data: bytes, at: int) -> Iterator[tuple[int, int]]:
    """Yield the runs of code points that a face has glyphs for, in order, from its widest table of them."""
    (count,) = struct.unpack_from(">H", data, at + 2)
    subtables = [struct.unpack_from(">HHL", data, at + 4 + 8 * number) for number in range(count)]
    by_format = {
        struct.unpack_from(">H", data, at + offset)[0]: at + offset
        for platform, _, offset in subtables
        if platform in (0, 3)
    }
    if 12 in by_format:
        table = by_format[12]
        (groups,) = struct.unpack_from(">L", data, table + 12)
        numbers = struct.unpack_from(f">{groups * 3}L", data, table + 16)
        runs: Iterable[tuple[int, int]] = zip(numbers[::3], numbers[1::3], strict=True)
    else:
        runs = _short_runs(data, by_format[4])
    yield from _merged(runs)


def _short_runs(data: bytes, table: int) -> Iterator[tuple[int, int]]:
    """Yield the runs of a table of format 4, whose segments may hold code points without a glyph."""
    (twice,) = struct.unpack_from(">H", data, table + 6)
    ends, begins, deltas, offsets = (
        struct.unpack_from(f">{twice // 2}H", data, table + 14 + at)
        for at in (0, twice + 2, 2 * twice + 2, 3 * twice + 2)
    )
    for number, (begin, end, delta, offset) in enumerate(zip(begins, ends, deltas, offsets, strict=True)):
        if not offset:
            without = (
                -delta & 0xFFFF
            )  # the one code point whose glyph would be the first, that of a missing one
            yield from (
                (first, last)
                for first, last in ((begin, min(end, without - 1)), (max(begin, without + 1), end))
                if first <= last
            )
            continue
        here = table + 16 + 3 * twice + 2 * number + offset
        glyphs = struct.unpack_from(f">{end - begin + 1}H", data, here)
        yield from ((begin + at, begin + at) for at, glyph in enumerate(glyphs) if glyph)


def _merged(runs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield runs that touch as one."""
    begin = end = -2
    for first, last in sorted(runs):
        if first > end + 1:
            if end >= 0:
                yield begin, end
            begin, end = first, last
        end = max(end, last)
    if end >= 0:
        yield begin, end
