"""Files of captions, opened: which letters their bytes stand for, and what they hold.

In: paths. Out: the Captions in each, or None where it is no captions at all. Whatever the bytes, the result is a value.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from generator.base.languages import NAMES
from generator.base.writing import nfc
from generator.content.captions import Captions, Fault, Track
from generator.content.forms import Block, blocks_of, form_of
from generator.content.spoken import tidy

LIMIT = 20_000_000
"""Bytes; a larger file is a mistake, and no captions."""
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_KOREAN = re.compile(r"[가-힣]{2}")
_BESIDE_SYLLABLES = re.compile("[ㄱ-ㅣ\uff00-\uffef]")
"""Single letters as in ㅋㅋ, and letters as wide as a syllable."""
_SURE = 0.9
_BY_ITS_BYTES = re.compile(rb"-->|<sync\b|\[script info\]", re.IGNORECASE)
"""What captions have in them, in whichever letters they are written."""


class Decoded(NamedTuple):
    """The text of a file."""

    text: str
    encoding: str
    """Empty where the bytes are none of what captions are written in."""
    line: int = 1
    """The first line that cannot be read, where the encoding is not known."""


def read_captions(paths: Iterable[Path]) -> list[Captions | None]:
    """Return what each file holds; None where it is no captions, or where it cannot be opened."""
    return [_read(path) for path in paths]


def _read(path: Path) -> Captions | None:
    try:
        if path.stat().st_size > LIMIT:
            return None
        data = path.read_bytes()
    except OSError:
        return None
    if path.suffix == ".txt":
        return _transcript(data)
    captions = captions_in(data)
    language = path.name.lower().removesuffix(".smi").rpartition(".")[2]
    if captions and captions.form == "smi" and len(captions.tracks) == 1 and language in NAMES:
        # The name of a file that holds one language says which, whatever the file calls it.
        return replace(captions, tracks=(replace(captions.tracks[0], language=language),))
    return captions


def _transcript(data: bytes) -> Captions:
    """Return a plain text: its paragraphs, which have no times."""
    content, decoded = _digest(data), decode(data)
    if not decoded.encoding:
        return Captions("txt", "", content, faults=(Fault("captions-encoding", (decoded.line,)),))
    paragraphs = (tidy(one).replace("\n", " ") for one in re.split(r"\n[ \t]*\n", decoded.text))
    texts = tuple(filter(None, paragraphs))
    nothing = (0,) * len(texts)
    track = Track("", nothing, nothing, texts, ("",) * len(texts), nothing)
    return Captions("txt", decoded.encoding, content, (track,) if texts else ())


def captions_in(data: bytes) -> Captions | None:
    """Return what the bytes of a file hold; None where they are no captions."""
    content, decoded = _digest(data), decode(data)
    if not decoded.encoding:
        looks_so = _BY_ITS_BYTES.search(data) and b"\0" not in data
        fault = Fault("captions-encoding", (decoded.line,))
        return Captions("", "", content, faults=(fault,)) if looks_so else None
    form = form_of(decoded.text)
    if not form:
        return None
    tracks, faults = _sorted_out(list(blocks_of(decoded.text, form)))
    return Captions(form, decoded.encoding, content, tracks, faults)


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=8).hexdigest()


def decode(data: bytes) -> Decoded:
    """Return the text in NFC with line feeds, read as UTF-8, UTF-16 with a byte order mark, or CP949, which holds EUC-KR.

    Nothing is guessed: CP949 is taken only where no byte is at odds with it, two syllables stand side by side, and nine in
    ten of the characters beyond ASCII are syllables of KS X 1001, or what goes with them. So Windows-1252, GBK, Shift_JIS and
    EUC-JP, which often decode as CP949, do not become Korean nonsense.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding)
    found = _decoded(data, "utf-8")
    return found if found.encoding else _korean(data) or found


def _decoded(data: bytes, encoding: str) -> Decoded:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(encoding, "replace")
        return Decoded("", "", _with_line_feeds(before).count("\n") + 1)
    text = nfc(_with_line_feeds(text))
    return (
        Decoded("", "", text.count("\n", 0, text.index("\0")) + 1)
        if "\0" in text
        else Decoded(text, encoding)
    )


def _korean(data: bytes) -> Decoded | None:
    """Return the text of bytes in CP949, or None where that would make nonsense."""
    found = _decoded(data, "cp949")
    if not found.encoding or not _KOREAN.search(found.text):
        return None
    syllables = common = odd = 0
    for letter, times in Counter(found.text).items():
        if "가" <= letter <= "힣":
            syllables += times
            common += times * (len(letter.encode("euc_kr")) == 2)  # others are spelled out, in eight bytes
        elif letter.isalpha() and not letter.isascii() and not _BESIDE_SYLLABLES.match(letter):
            odd += times
    return found if common >= _SURE * (syllables + odd) else None


def _with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _sorted_out(blocks: Sequence[Block]) -> tuple[tuple[Track, ...], tuple[Fault, ...]]:
    """Return the cues by language, in order of time, without those that show nothing; and what is wrong with them."""
    faults: dict[str, list[int]] = {"cue-time": [], "cue-backwards": [], "cue-order": []}
    held: dict[str, dict[tuple[int, int, str, str], int]] = {}
    for block in blocks:
        if block.times is None:
            faults["cue-time"].append(block.line)
        elif block.text:
            start, end = block.times
            if end <= start:
                faults["cue-backwards"].append(block.line)
                continue
            cues = held.setdefault(block.language, {})
            if cues and start < next(reversed(cues))[0]:
                faults["cue-order"].append(block.line)
            cues.setdefault((start, end, block.text, block.speaker), block.line)
    tracks = (_track(language, cues) for language, cues in held.items())
    found = (Fault(name, tuple(sorted(lines))) for name, lines in faults.items() if lines)
    return tuple(tracks), tuple(found)


def _track(language: str, cues: dict[tuple[int, int, str, str], int]) -> Track:
    ordered = sorted(cues.items(), key=lambda item: item[0][:2])
    starts, ends, texts, speakers = zip(*(cue for cue, _ in ordered), strict=True)
    return Track(language, starts, ends, texts, speakers, tuple(line for _, line in ordered))
