"""The analyser: Python and JavaScript agree, by the vectors of vectors.py, and no text breaks either."""

import random
import time
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.search.words import LONGEST, alone, english_stem, initials, normalise, stem, terms, words
from tests.search import vectors

TEXTS = st.one_of(
    st.text(),
    st.text(st.characters(exclude_categories=())),
    st.text(st.sampled_from("고객을들이에서해ㄱㅏaAzs'’++1éÉß顧カＴ８\u0301\u1100\u1161\u11a8 \n")),
)
TRIED = settings(max_examples=200, deadline=None)
STRANGE = """texts => {
  const broken = [];
  const names = delight.namesOf([["고객", "customer"], ["LG U+", "유플러스"], ["서비스 센터", "service centre"]]);
  texts.forEach((text, number) => {
    const other = texts[(number + 1) % texts.length];
    try {
      delight.parsed(text, names);
      const found = delight.words(text);
      const normal = delight.normalise(text);
      if (normal.length !== text.normalize("NFC").length) throw new Error("another length");
      for (const { text: word, start } of found) {
        if (normal.slice(start, start + word.length) !== word) throw new Error("stands elsewhere");
        delight.terms(word); delight.alone(word); delight.key(word);
        for (const sure of [false, true]) {
          const once = delight.stem(word, sure);
          if (delight.stem(once, sure) !== once) throw new Error("a stem has a stem");
        }
      }
      const again = delight.words(text.normalize("NFD")).map((one) => one.text);
      if (again.join(" ") !== found.map((one) => one.text).join(" ")) throw new Error("NFD has other words");
      for (const one of [text, normal]) {
        delight.toHangul(one); delight.toLatin(one); delight.initials(one);
        for (const half of [false, true]) new RegExp("^" + delight.pattern(one, half));
        for (const far of [delight.distance(one, other), delight.distance(other, one)]) {
          if (!Number.isInteger(far) || far < 0) throw new Error(`${far} apart`);
        }
        if (delight.distance(one, one) !== 0) throw new Error("apart from itself");
      }
    } catch (error) {
      broken.push([JSON.stringify(text), String(error)]);
    }
  });
  return broken;
}"""
"""Says which texts break something; the texts are sent as lists of UTF-16 units, since some are no characters."""


def strange_texts(count):
    """Return texts of anything that a script may be given, as UTF-16 units: control characters and lone surrogates too."""
    chance = random.Random(3)
    kinds = [
        lambda: chance.randrange(0x20),
        lambda: chance.randrange(0x20, 0x7F),
        lambda: chance.choice(b"\\^$.*+?()[]{}|/-\"'"),
        lambda: chance.randrange(0x80, 0x250),
        lambda: chance.randrange(0x300, 0x370),
        lambda: chance.randrange(0x1100, 0x1200),
        lambda: chance.randrange(0x2000, 0x2070),
        lambda: chance.randrange(0x3000, 0x3200),
        lambda: chance.randrange(0xAC00, 0xD7A4),
        lambda: chance.randrange(0xD800, 0xE000),
        lambda: chance.randrange(0xFF00, 0x10000),
        lambda: chance.randrange(0x10000),
        lambda: ord(chance.choice('고객을를들이에서의ㄱㅅㅏㅘ "-“”')),
    ]
    for _ in range(count):
        some = chance.sample(kinds, chance.randint(1, 3))
        yield [chance.choice(some)() for _ in range(chance.randint(0, 24))]


# Both


def test_there_are_vectors_of_everything():
    found = vectors.read()
    assert len(found) >= 2200
    assert len({one["text"] for one in found}) == len(found)


def test_the_file_is_what_the_maker_makes():
    """Whatever the stories say today: their sentences are those of the day when the file was made."""
    texts = [one["text"] for one in vectors.read()]
    made = vectors.made()
    assert set(made) <= set(texts), "python -m tests.search.vectors --update"
    assert vectors.FILE.read_text(encoding="utf-8") == vectors.lines(texts), (
        "python -m tests.search.vectors --update"
    )


def test_javascript_agrees_with_python(engine):
    found = vectors.read()
    made = engine.evaluate(
        """texts => texts.map((text) => ({ text,
            words: delight.words(text).map(({ text: word }) => [word, delight.terms(word), delight.alone(word)]) }))""",
        [one["text"] for one in found],
    )
    wrong = [(mine, other) for mine, other in zip(found, made, strict=True) if mine != other]
    assert not wrong, wrong[:5]


def test_both_normalise_alike(engine):
    """Every character but those of private use and the surrogates, one by one."""
    blocks = [*range(0x3400), *range(0xAC00, 0xD7A4, 97), *range(0xF900, 0x10000)]
    chars = [chr(code) for code in blocks if unicodedata.category(chr(code)) not in ("Cn", "Co", "Cs")]
    made = engine.evaluate("chars => chars.map((char) => delight.words(char).map((one) => one.text))", chars)
    wrong = [
        (char, words(char), other) for char, other in zip(chars, made, strict=True) if words(char) != other
    ]
    assert not wrong, wrong[:5]


def test_both_read_endless_endings_at_once(engine):
    for text in ("a" + "들이" * 40 + "뷁", "을" * 20_000, "a" * 20_000, "a'b" * 5000):
        began = time.perf_counter()
        mine = [[word, len(stem(word)), list(terms(word))] for word in words(text)]
        other = engine.evaluate(
            "text => delight.words(text).map(({ text: one }) => [one, delight.stem(one).length, delight.terms(one)])",
            text,
        )
        assert mine == other
        assert time.perf_counter() - began < 2, text[:10]


# Python


@TRIED
@given(TEXTS)
def test_no_text_breaks_it(text):
    for word in words(text):
        found = terms(word)
        assert all(0 < len(term) <= LONGEST for term in found)
        assert len(found) < LONGEST
        assert alone(word) in ("", word[0])
        assert stem(stem(word)) == stem(word)
        assert stem(stem(word, "sure"), "sure") == stem(word, "sure")
        assert len(initials(word)) == len(word)
        assert english_stem(word) or word in ("'s", "'")


@TRIED
@given(TEXTS)
def test_a_place_in_a_normal_text_is_a_place_in_the_text(text):
    assert len(normalise(text)) == len(unicodedata.normalize("NFC", text))
    assert normalise(normalise(text)) == normalise(text)


@TRIED
@given(TEXTS)
def test_a_text_that_is_taken_apart_has_the_same_words(text):
    assert (
        words(unicodedata.normalize("NFD", text)) == words(unicodedata.normalize("NFC", text)) == words(text)
    )


@TRIED
@given(st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=1))
def test_every_syllable_stands_in_a_term(word):
    whole = stem(word[:LONGEST])
    found = terms(word)
    assert found[0] + "".join(term[1:] for term in found[1:]) == whole


# JavaScript


def test_no_text_breaks_javascript(engine):
    made = list(strange_texts(4000))
    read = f"units => ({STRANGE})(units.map((some) => String.fromCharCode(...some)))"
    assert engine.evaluate(read, made) == []


INITIALS = ["r", "R", "s", "e", "E", "f", "a", "q", "Q", "t", "T", "d", "w", "W", "c", "z", "x", "v", "g"]
VOWELS = [
    "k",
    "o",
    "i",
    "O",
    "j",
    "p",
    "u",
    "P",
    "h",
    "hk",
    "ho",
    "hl",
    "y",
    "n",
    "nj",
    "np",
    "nl",
    "b",
    "m",
    "ml",
    "l",
]
FINALS = [
    "",
    *[
        "r",
        "R",
        "rt",
        "s",
        "sw",
        "sg",
        "e",
        "f",
        "fr",
        "fa",
        "fq",
        "ft",
        "fx",
        "fv",
        "fg",
        "a",
        "q",
        "qt",
        "t",
        "T",
        "d",
        "w",
        "c",
        "z",
        "x",
        "v",
        "g",
    ],
]


def keys(word):
    """Return what is typed for a word on a keyboard with two sets (KS X 5002)."""
    codes = [ord(char) - 0xAC00 for char in word]
    return "".join(INITIALS[code // 588] + VOWELS[code % 588 // 28] + FINALS[code % 28] for code in codes)


def test_korean_typed_on_a_latin_keyboard_and_back(engine):
    chance = random.Random(4)
    typed = [
        "".join(chr(chance.randint(0xAC00, 0xD7A3)) for _ in range(chance.randint(1, 8))) for _ in range(1000)
    ]
    typed += [word for one in vectors.read() for word, *_ in one["words"] if "가" <= word[0] <= "힣"]
    made = engine.evaluate(
        """([words, keys]) => words.map((word, number) => {
            const latin = delight.toLatin(word);
            return [latin, delight.toHangul(keys[number]), delight.toLatin(delight.toHangul(latin))];
        })""",
        [typed, list(map(keys, typed))],
    )
    for word, (latin, hangul, again) in zip(typed, made, strict=True):
        assert (latin, hangul) == (keys(word).lower(), word)
        assert again == latin
