"""An index made anew: what index.py does for one entry, done for all at once, in arrays.

In: all entries of a language. Out: its size, its shape and its parts, and the bytes of each part. Of 10,000 entries it takes a fourth
of the time. Loaded only for that: numpy takes longer to load than an edited story to be put in its place.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import chain, count
from typing import Any

import numpy as np
import numpy.typing as npt

from generator.search import index
from generator.search.entries import Entry
from generator.search.index import (
    LEVEL_NAMES,
    MOST_TIMES,
    Part,
    Shape,
    Size,
    filed,
    is_hangul,
    levels,
    rice_bits,
    slots,
    spelling_of,
    terms_in,
    usual_length,
)
from generator.search.weights import weights
from generator.search.words import words

_Array = npt.NDArray[np.signedinteger[Any]]


def parts_anew(stories: int, entries: Sequence[tuple[int, Entry]]) -> tuple[Size, Shape, dict[str, Part]]:
    """Return all parts of an index of these entries, in the order of their stories."""
    length = sum(entry.length for _, entry in entries)
    usual = usual_length(len(entries), length)
    chunks, chunk_of, owner_of, weight_of = _occurrences(entries)
    spellings: Counter[str] = Counter()
    ids: defaultdict[str, int] = defaultdict(count().__next__)
    terms_of = []
    for chunk, times in zip(chunks, np.bincount(chunk_of, minlength=len(chunks)).tolist(), strict=True):
        found = words(chunk)
        terms_of.append([ids[term] for term in terms_in(found)])
        for word in found:
            spellings[spelling_of(word)] += times
    del spellings[""]
    held = np.array([len(some) for some in terms_of], np.int32)
    flat = np.fromiter(chain.from_iterable(terms_of), np.int64)
    begins = np.cumsum(held, dtype=np.int32) - held
    many = held[chunk_of]  # terms of each occurrence
    ends = np.cumsum(many, dtype=np.int32)
    at = np.arange(ends[-1] if len(ends) else 0, dtype=np.int32)
    at += np.repeat(begins[chunk_of] - ends + many, many)
    # One number for each term of each occurrence: the term, the entry and what it counts, so that sorting brings equals together.
    bits = max(weights()["fields"].values()).bit_length()
    occurrences = flat[at] * len(entries) + np.repeat(owner_of, many) << bits | np.repeat(weight_of, many)
    occurrences.sort()
    pairs = occurrences >> bits
    firsts = np.flatnonzero(np.diff(pairs, prepend=-1))
    times = np.add.reduceat(occurrences & (1 << bits) - 1, firsts) if len(pairs) else pairs
    term_of, owner = np.divmod(pairs[firsts], max(len(entries), 1))

    table = np.array([levels(entry.length, usual) for _, entry in entries], np.uint32).reshape(
        -1, MOST_TIMES + 1
    )
    numbers = np.array([number for number, _ in entries], np.uint32)
    kept = numbers[owner] << 4 | table[owner, np.minimum(times, MOST_TIMES)]
    hangul = np.array([is_hangul(term) for term in ids], np.int64)
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


def written(slot: str, part: Part, shape: Shape) -> bytes:
    """Return a part as the bytes of its file: the same as `written` in index.py."""
    if not slot.startswith("shard-"):
        return index.written(slot, part, shape)
    terms = {term: part[term] for term in sorted(part)}
    counts = [len(kept) for kept in terms.values()]
    kept = np.concatenate(
        [np.frombuffer(one, np.uint32) for one in terms.values()] or [np.zeros(0, np.uint32)]
    )
    gaps, lengths = _rice((kept >> 4).astype(np.int64), counts, shape.span)
    levels = np.frombuffer(LEVEL_NAMES, np.uint8)[kept & 15].tobytes().decode("ascii")
    return filed(terms, counts, lengths, levels, gaps)


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
