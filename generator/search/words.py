"""The analyser of search: a text → the words in it, and a word → the terms that the index is kept by.

A Hangul word loses its particles and endings, and is kept as the pairs of its neighbouring syllables, as Elasticsearch's
analyser for Chinese, Japanese and Korean does: so a word is found inside a compound, and without the spaces that people leave
out. An English word is kept as a light stem. overrides/search/1-words.js does the same to a query in the browser; the vectors
in tests/search hold both to it, and words.toml has the lists of both.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib import resources
from typing import Any

LONGEST = 40
"""Characters of a word that are looked at."""

_HANGUL = "가-힣"
_TO_FOLD = re.compile(f"[^\\x00-\\x7f{_HANGUL}]")
_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_PARTICLES = re.compile(f"[{_HANGUL}]+$")
_VOWEL = re.compile("[aeiouy]")
_DOUBLED = re.compile(r"([^aeiouls])\1$")


@cache
def lists() -> dict[str, Any]:
    """Return the lists of endings and of words that are left out, by name."""
    text = resources.files(__package__).joinpath("words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _either(which: str) -> str:
    every = lists()["sure"] + (lists()["likely"] if which == "all" else [])
    return "|".join(sorted(set(every), key=lambda one: (-len(one), one)))


@cache
def _longest_ending() -> int:
    return max(map(len, lists()["sure"] + lists()["likely"]))


@cache
def _endings(which: str) -> re.Pattern[str]:
    return re.compile(f"(?:{_either(which)})$")


def normalise(text: str) -> str:
    """Return a text in NFC, in small letters, without full-width forms and accents; as long as it was in NFC."""
    return _TO_FOLD.sub(lambda found: _folded(found[0]), unicodedata.normalize("NFC", text)).lower()


@cache
def _folded(char: str) -> str:
    code = ord(char)
    if char == "’":
        return "'"
    if 0xFF01 <= code <= 0xFF5E:
        char = chr(code - 0xFEE0)
    elif 0xC0 <= code <= 0x24F or 0x1E00 <= code <= 0x1EFF:
        char = unicodedata.normalize("NFD", char)[0]
    small = char.lower()
    return small if len(small) == 1 else char


def words(text: str) -> list[str]:
    """Return the words of a text in order, normalised; a particle right after letters, as in `TV를`, stays with them."""
    return _word().findall(normalise(text))


@cache
def _word() -> re.Pattern[str]:
    letters = "[0-9a-zß-\u024f\u0370-\u052f]+(?:'[a-z]+)*\\+*"
    # More than four endings stand nowhere, and without a limit there would be 2^n ways to read `들이들이들이…`.
    particles = f"(?=[{_HANGUL}])(?:{_either('all')}){{1,4}}(?![{_HANGUL}])"
    return re.compile(f"[{_HANGUL}]+|[ㄱ-ㅎㅏ-ㅣ]+|[\u3040-\u30ff\u3400-\u9fff]+|{letters}(?:{particles})?")


@cache
def terms(word: str) -> tuple[str, ...]:
    """Return what the index keeps a word by; nothing for one that says nothing."""
    first, word = word[0], word[:LONGEST]
    if "가" <= first <= "힣":
        return _pairs(stem(word))
    if "ㄱ" <= first <= "ㅣ":
        return ()
    if "\u3040" <= first <= "\u9fff":
        return _pairs(word)
    word = without_particles(word)
    return () if word in _stop_words() else (english_stem(word),)


def alone(word: str) -> str:
    """Return the one syllable of a word that is otherwise endings, as in `해를`, or nothing: it is kept as a term of its own."""
    rest = word[1:]
    if not "가" <= word[0] <= "힣" or not rest or len(rest) > 3:
        return ""
    return word[0] if _endings("all").sub("", rest) == "" else ""


def without_particles(word: str) -> str:
    """Return the letters of a word such as `tv를`."""
    return _PARTICLES.sub("", word)


def _pairs(word: str) -> tuple[str, ...]:
    return (word,) if len(word) == 1 else tuple(map(str.__add__, word, word[1:]))


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(lists()["stop"])


def stem(word: str, which: str = "all") -> str:
    """Return a Hangul word without its endings, of which at least two syllables remain; `which` is `all` or `sure`."""
    endings, longest = _endings(which), _longest_ending()
    while (cut := endings.search(word, max(2, len(word) - longest))) is not None:
        word = word[: cut.start()]
    return word


def initials(word: str) -> str:
    """Return the initial consonants of a word's syllables, as they stand on a keyboard."""
    return "".join(_INITIALS[(ord(char) - 0xAC00) // 588] if "가" <= char <= "힣" else char for char in word)


def english_stem(word: str) -> str:
    """Return a word without its plural, -ed, -ing and -ly, as Harman's S stemmer and the first steps of Porter's do."""
    word = word.removesuffix("'s").replace("'", "")
    word = _singular(word)
    for ending, shortest in (("ing", 6), ("ed", 5), ("ly", 6)):
        rest = word[: -len(ending)]
        if word.endswith(ending) and len(word) >= shortest and _VOWEL.search(rest):
            word = rest
            break
    if _DOUBLED.search(word):
        word = word[:-1]
    if len(word) > 3 and word[-1] == "e":
        word = word[:-1]
    return word[:-1] + "i" if len(word) > 3 and word[-1] == "y" else word


def _singular(word: str) -> str:
    if len(word) < 4 or word[-1] != "s" or word[-2:] in ("ss", "us", "is"):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-2] if word.endswith("sses") else word[:-1]
