"""The index of one language: the words of its entries → files that a browser fetches a few of.

In: entries by the number of their story. Out: files by name. A term's file is found by a hash of the term, and holds, for each of
its terms, the stories that have it and how much it says of each. Everything follows from the entries alone, so that an index
mended after an edit equals one made anew, byte for byte.

A list of stories is kept as the gaps between their numbers in Rice's code (R. F. Rice, "Some Practical Universal Noiseless
Coding Techniques", JPL 79-22, 1979), the frequencies as levels of 4 bits; overrides/search/3-index.js reads both.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, count
from typing import Any

import numpy as np
import numpy.typing as npt

from generator.search.entries import Entry, pack
from generator.search.weights import weights
from generator.search.words import alone, initials, stem, terms, without_particles, words

_LEVELS = 16
_LEVEL_NAMES = b"0123456789abcdef"
_POSTINGS = 2_500
"""Postings that a file holds, about: 2 to 3 KB."""
_SPELLINGS = 800
"""Words that a file of spellings holds, about."""
_MOST = 63
"""Times from which on a term counts the same."""
_SPELLING = range(2, 21)
"""Characters of a word that is kept for spelling and completion."""

_Array = npt.NDArray[np.signedinteger[Any]]
Part = dict[str, Any]
"""A file before it is written: terms with an array of `story << 4 | level`, or spellings with their number of entries."""


def _terms(found: Sequence[str]) -> list[str]:
    """Return all terms of some words."""
    return [*chain.from_iterable(map(terms, found)), *filter(None, map(alone, found))]


@cache
def _spelling(word: str) -> str:
    """Return a word as it is kept for spelling and completion, or nothing."""
    shown = stem(word, "sure") if _is_hangul(word) else without_particles(word)
    return shown if len(shown) in _SPELLING and not shown.isdigit() and terms(shown) else ""


def _is_hangul(text: str) -> bool:
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
            _usual(size.entries, size.length),
            _rounded(size.postings // _POSTINGS + 1),
            _rounded(size.spellings // _SPELLINGS + 1),
        )

    def shard(self, term: str) -> str:
        """Return where a term is kept."""
        return f"shard-{hashed(term) % self.shards}"

    def tables(self, spelling: str) -> Iterator[str]:
        """Return where a spelling is kept: by how it begins, how it ends, and by its initial consonants."""
        is_hangul = _is_hangul(spelling)
        long = 1 if is_hangul else 2
        yield f"first-{hashed(spelling[:long]) % self.parts}"
        yield f"last-{hashed(spelling[-long:]) % self.parts}"
        if is_hangul:
            yield f"initials-{hashed(initials(spelling[:2])) % self.parts}"


@lru_cache(maxsize=1024)
def levels(length: int, usual: int) -> tuple[int, ...]:
    """Return the level of a term by how often it stands in an entry of this length."""
    bm25, steps = weights()["bm25"], weights()["levels"]
    norm = bm25["k1"] * (1 - bm25["b"] + bm25["b"] * length / usual)
    scale = (_LEVELS - 1) / (steps["highest"] - steps["lowest"])
    return tuple(
        max(0, min(_LEVELS - 1, round((times / (times + norm) - steps["lowest"]) * scale)))
        for times in range(_MOST + 1)
    )


def _usual(entries: int, length: int) -> int:
    return _rounded(length // max(entries, 1))


def _rounded(number: int) -> int:
    """Return the next number of which only the three leading bits are set."""
    step = 1 << max(number.bit_length() - 3, 0)
    return max(-(-number // step) * step, 1)


def parts_anew(stories: int, entries: Sequence[tuple[int, Entry]]) -> tuple[Size, Shape, dict[str, Part]]:
    """Return all parts of an index of these entries, in the order of their stories.

    Does what `mend` does for one, for all at once, in arrays: of 10,000 entries in a fourth of the time.
    """
    length = sum(entry.length for _, entry in entries)
    usual = _usual(len(entries), length)
    chunks, chunk_of, owner_of, weight_of = _occurrences(entries)
    spellings: Counter[str] = Counter()
    ids: defaultdict[str, int] = defaultdict(count().__next__)
    terms_of = []
    for chunk, times in zip(chunks, np.bincount(chunk_of, minlength=len(chunks)).tolist(), strict=True):
        found = words(chunk)
        terms_of.append([ids[term] for term in _terms(found)])
        for word in found:
            spellings[_spelling(word)] += times
    del spellings[""]
    held = np.array([len(some) for some in terms_of], np.int32)
    flat = np.fromiter(chain.from_iterable(terms_of), np.int64)
    begins = np.cumsum(held, dtype=np.int32) - held
    many = held[chunk_of]  # terms of each occurrence
    ends = np.cumsum(many, dtype=np.int32)
    at = np.arange(ends[-1] if len(ends) else 0, dtype=np.int32)
    at += np.repeat(begins[chunk_of] - ends + many, many)
    pairs = flat[at] * len(entries) + np.repeat(owner_of, many)
    order = np.argsort(pairs, kind="stable")
    pairs = pairs[order]
    firsts = np.flatnonzero(np.diff(pairs, prepend=-1))
    times = np.add.reduceat(np.repeat(weight_of, many)[order], firsts) if len(pairs) else pairs
    term_of, owner = np.divmod(pairs[firsts], max(len(entries), 1))

    table = np.array([levels(entry.length, usual) for _, entry in entries], np.uint32).reshape(-1, _MOST + 1)
    numbers = np.array([number for number, _ in entries], np.uint32)
    kept = numbers[owner] << 4 | table[owner, np.minimum(times, _MOST)]
    hangul = np.array([_is_hangul(term) for term in ids], np.int64)
    size = Size(len(entries), length, len(kept), int(hangul[term_of].sum()), len(spellings))
    shape = Shape.of(stories, size)
    parts: dict[str, Part] = {slot: {} for slot in slots(shape)}
    stops = np.cumsum(np.bincount(term_of, minlength=len(ids))).tolist()
    for term, start, stop in zip(ids, [0, *stops], stops, strict=False):
        parts[shape.shard(term)][term] = array("I", kept[start:stop].tobytes())
    for spelling, often in spellings.items():
        for slot in shape.tables(spelling):
            parts[slot][spelling] = often
    return size, shape, parts


def _occurrences(entries: Sequence[tuple[int, Entry]]) -> tuple[list[str], _Array, _Array, _Array]:
    """Return what stands between the spaces of all texts, and for each place where it does: which, whose, what it counts."""
    weight = weights()["fields"]
    ids: defaultdict[str, int] = defaultdict(count().__next__)
    found, lengths, owners, counts = [], [], [], []
    for owner, (_, entry) in enumerate(entries):
        chunks: list[str] = []
        for name, texts in entry.fields():
            before = len(chunks)
            chunks += " ".join(texts).split()
            lengths.append(len(chunks) - before)
            owners.append(owner)
            counts.append(weight.get(name, 1))
        found.append(np.fromiter(map(ids.__getitem__, chunks), np.int32, len(chunks)))
    which = np.concatenate(found) if found else np.zeros(0, np.int32)
    return list(ids), which, _repeated(owners, lengths), _repeated(counts, lengths)


def _repeated(values: Sequence[int], times: Sequence[int]) -> _Array:
    return np.repeat(np.array(values, np.int32), times)


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
        size.hangul + sum(map(_is_hangul, after)) - sum(map(_is_hangul, before)),
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
        times.update(_terms(found) * weight.get(name, 1))
        spellings.update(map(_spelling, found))
    del spellings[""]
    by_times = levels(entry.length, shape.usual)
    return {term: by_times[min(often, _MOST)] for term, often in times.items()}, spellings


def written(slot: str, part: Part, shape: Shape) -> bytes:
    """Return a part as the bytes of its file."""
    held = {key: part[key] for key in sorted(part) if part[key]}
    return _shard(held, shape.span) if slot.startswith("shard-") else pack(held)


def _shard(terms: Mapping[str, array[int]], span: int) -> bytes:
    """Return terms as a file: the length of its head (4 bytes, little-endian), the head, the gaps of each term in turn."""
    counts = [len(kept) for kept in terms.values()]
    kept = np.concatenate(
        [np.frombuffer(one, np.uint32) for one in terms.values()] or [np.zeros(0, np.uint32)]
    )
    gaps, lengths = _rice((kept >> 4).astype(np.int64), counts, span)
    levels = np.frombuffer(_LEVEL_NAMES, np.uint8)[kept & 15].tobytes().decode("ascii")
    head = pack([list(terms), counts, lengths, levels])
    return len(head).to_bytes(4, "little") + head + gaps


def rice_bits(span: int, count: int) -> int:
    """Return how many bits of a gap are written as they are where `count` of `span` stories have a term."""
    return max((span * 11 // (16 * count)).bit_length() - 1, 0)


def _rice(stories: _Array, counts: Sequence[int], span: int) -> tuple[bytes, list[int]]:
    """Return the gaps between the stories of each term, `counts` of them, and how many bytes each term takes.

    A gap is written in unary above its lowest bits, and those as they are; zeros fill a term's last byte.
    """
    if not counts:
        return b"", []
    firsts = np.cumsum(counts, dtype=np.int64) - np.array(counts, np.int64)
    gaps = np.diff(stories, prepend=-1) - 1
    gaps[firsts] = stories[firsts]
    bits = np.repeat([rice_bits(span, count) for count in counts], counts)
    high = gaps >> bits
    length = high + 1 + bits
    ends = np.cumsum(length)
    lengths: _Array = -(-np.add.reduceat(length, firsts) // 8)
    shift = (np.cumsum(lengths) - lengths) * 8 - (ends - length)[firsts]  # to where a term's own bytes begin
    at = ends - length + np.repeat(shift, counts)
    code = np.zeros(int(lengths.sum()) * 8, np.uint8)
    code[np.repeat(at, high) + np.arange(high.sum()) - np.repeat(np.cumsum(high) - high, high)] = 1
    for place in range(int(bits.max())):
        there = bits > place
        code[(at + length - 1 - place)[there]] = (gaps[there] >> place) & 1
    return np.packbits(code).tobytes(), lengths.tolist()
