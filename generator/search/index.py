"""The index of one language: the words of its entries → files that a browser fetches a few of.

In: entries by the number of their story, one by one; anew.py takes all at once. Out: files by name. A term's file is found by a hash of the term, and holds, for each of
its terms, the stories that have it and how much it says of each. Everything follows from the entries alone, so that an index
mended after an edit equals one made anew, byte for byte.

A list of stories is kept as the gaps between their numbers in Rice's code (R. F. Rice, "Some Practical Universal Noiseless
Coding Techniques", JPL 79-22, 1979), the frequencies as levels of 4 bits; overrides/search/3-index.js reads both.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from typing import Any

from generator.search.entries import Entry, pack
from generator.search.weights import weights
from generator.search.words import alone, initials, stem, terms, without_particles, words

_LEVELS = 16
LEVEL_NAMES = b"0123456789abcdef"
_POSTINGS = 2_500
"""Postings that a file holds, about: 2 to 3 KB."""
_SPELLINGS = 800
"""Words that a file of spellings holds, about."""
MOST_TIMES = 63
"""Times from which on a term counts the same."""
_SPELLING = range(2, 21)
"""Characters of a word that is kept for spelling and completion."""

Part = dict[str, Any]
"""A file before it is written: terms with an array of `story << 4 | level`, or spellings with their number of entries."""


def terms_in(found: Sequence[str]) -> list[str]:
    """Return all terms of some words."""
    return [*chain.from_iterable(map(terms, found)), *filter(None, map(alone, found))]


@cache
def spelling_of(word: str) -> str:
    """Return a word as it is kept for spelling and completion, or nothing."""
    shown = stem(word, "sure") if is_hangul(word) else without_particles(word)
    return shown if len(shown) in _SPELLING and not shown.isdigit() and terms(shown) else ""


def is_hangul(text: str) -> bool:
    """Tell whether a word begins with a syllable of Hangul."""
    return "가" <= text[0] <= "힣"


def hashed(text: str) -> int:
    """Return a hash of a text: FNV-1a (Fowler, Noll, Vo) in 32 bits over its UTF-16 units, folded once."""
    value = 0x811C9DC5
    for unit in array("H", text.encode("utf-16-le")):
        value = ((value ^ unit) * 0x01000193) & 0xFFFFFFFF
    return value ^ (value >> 15)


@dataclass(frozen=True, slots=True)
class Size:
    """What there is in an index, in all."""

    entries: int = 0
    length: int = 0
    """Characters."""
    postings: int = 0
    hangul: int = 0
    """Those of words in Hangul: a language whose texts have none is not asked for them."""
    spellings: int = 0


@dataclass(frozen=True, slots=True)
class Shape:
    """What all files of an index share. Rounded, so that it seldom changes with an edit."""

    span: int
    """Stories: what gaps are coded by."""
    usual: int
    """Characters of a usual entry."""
    shards: int
    """Files of terms."""
    parts: int
    """Files of each table of spellings."""

    @classmethod
    def of(cls, stories: int, size: Size) -> Shape:
        """Return the shape of an index of this size in a site of so many stories."""
        return cls(
            _rounded(stories),
            usual_length(size.entries, size.length),
            _rounded(size.postings // _POSTINGS + 1),
            _rounded(size.spellings // _SPELLINGS + 1),
        )

    def shard(self, term: str) -> str:
        """Return where a term is kept."""
        return f"shard-{hashed(term) % self.shards}"

    def tables(self, spelling: str) -> Iterator[str]:
        """Return where a spelling is kept: by how it begins, how it ends, and by its initial consonants."""
        korean = is_hangul(spelling)
        long = 1 if korean else 2
        yield f"first-{hashed(spelling[:long]) % self.parts}"
        yield f"last-{hashed(spelling[-long:]) % self.parts}"
        if korean:
            yield f"initials-{hashed(initials(spelling[:2])) % self.parts}"


@lru_cache(maxsize=1024)
def levels(length: int, usual: int) -> tuple[int, ...]:
    """Return the level of a term by how often it stands in an entry of this length."""
    bm25, steps = weights()["bm25"], weights()["levels"]
    norm = bm25["k1"] * (1 - bm25["b"] + bm25["b"] * length / usual)
    scale = (_LEVELS - 1) / (steps["highest"] - steps["lowest"])
    return tuple(
        max(0, min(_LEVELS - 1, round((times / (times + norm) - steps["lowest"]) * scale)))
        for times in range(MOST_TIMES + 1)
    )


def usual_length(entries: int, length: int) -> int:
    """Return the characters of a usual entry, rounded, of so many entries with so many characters in all."""
    return _rounded(length // max(entries, 1))


def _rounded(number: int) -> int:
    """Return the next number of which only the three leading bits are set."""
    step = 1 << max(number.bit_length() - 3, 0)
    return max(-(-number // step) * step, 1)


def slots(shape: Shape) -> list[str]:
    """Return where parts are kept, in order."""
    tables = [f"{table}-{n}" for table in ("first", "last", "initials") for n in range(shape.parts)]
    return [f"shard-{n}" for n in range(shape.shards)] + tables


def mend(
    size: Size, shape: Shape, part: Callable[[str], Part], number: int, old: Entry | None, new: Entry
) -> Size:
    """Put an entry in the place of an older one, or after all others; `part` is asked for each part that changes."""
    (before, were), (after, are) = _counted(old, shape), _counted(new, shape)
    for term in before.keys() | after.keys():
        if before.get(term) != after.get(term):
            kept = part(shape.shard(term)).setdefault(term, array("I"))
            at = bisect_left(kept, number << 4)
            level = [number << 4 | after[term]] if term in after else []
            kept[at : at + (term in before)] = array("I", level)
    more = 0
    for spelling in were.keys() | are.keys():
        change = are[spelling] - were[spelling]
        for slot in shape.tables(spelling) if change else ():
            there = part(slot)
            times = there.get(spelling, 0)
            there[spelling] = times + change
            more += slot.startswith("first-") and (times + change > 0) - (times > 0)
    return Size(
        size.entries + (old is None),
        size.length + new.length - (old.length if old else 0),
        size.postings + len(after) - len(before),
        size.hangul + sum(map(is_hangul, after)) - sum(map(is_hangul, before)),
        size.spellings + more,
    )


def _counted(entry: Entry | None, shape: Shape) -> tuple[dict[str, int], Counter[str]]:
    """Return the level of each term of an entry, and how often each spelling stands there."""
    times: Counter[str] = Counter()
    spellings: Counter[str] = Counter()
    if entry is None:
        return {}, spellings
    weight = weights()["fields"]
    for name, texts in entry.fields():
        found = words(" ".join(texts))
        times.update(terms_in(found) * weight.get(name, 1))
        spellings.update(map(spelling_of, found))
    del spellings[""]
    by_times = levels(entry.length, shape.usual)
    return {term: by_times[min(often, MOST_TIMES)] for term, often in times.items()}, spellings


def written(slot: str, part: Part, shape: Shape) -> bytes:
    """Return a part as the bytes of its file."""
    held = {key: part[key] for key in sorted(part) if part[key]}
    return _shard(held, shape.span) if slot.startswith("shard-") else pack(held)


def _shard(terms: Mapping[str, array[int]], span: int) -> bytes:
    gaps = [_rice(kept, span) for kept in terms.values()]
    levels = bytes(LEVEL_NAMES[one & 15] for kept in terms.values() for one in kept).decode("ascii")
    return filed(
        terms, [len(kept) for kept in terms.values()], [len(one) for one in gaps], levels, b"".join(gaps)
    )


def filed(
    terms: Iterable[str], counts: Sequence[int], lengths: Sequence[int], levels: str, gaps: bytes
) -> bytes:
    """Return terms as a file: the length of its head (4 bytes, little-endian), the head, the gaps of each term in turn."""
    head = pack([list(terms), counts, lengths, levels])
    return len(head).to_bytes(4, "little") + head + gaps


def rice_bits(span: int, count: int) -> int:
    """Return how many bits of a gap are written as they are where `count` of `span` stories have a term."""
    return max((span * 11 // (16 * count)).bit_length() - 1, 0)


def _rice(kept: Sequence[int], span: int) -> bytes:
    """Return the gaps between the stories of a term: each in unary above its lowest bits, and those as they are; zeros fill up."""
    low, last, code = rice_bits(span, len(kept)), -1, []
    for story in (one >> 4 for one in kept):
        gap, last = story - last - 1, story
        code.append(f"{'1' * (gap >> low)}0{gap & (1 << low) - 1:0{low}b}" if low else f"{'1' * gap}0")
    bits = "".join(code)
    size = -(-len(bits) // 8)
    return int(bits.ljust(size * 8, "0"), 2).to_bytes(size, "big")
