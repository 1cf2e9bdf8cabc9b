"""The index: mended equals made anew, an edit touches few files, and what stands in the files is what the entries say."""

import json
import math
import pickle
import random
import re
import zlib
from array import array
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.base.cache import digest
from generator.build import search_script
from generator.search.entries import Entry, Moment, Section, pack
from generator.search.index import Shape, Size, hashed, written
from generator.search.library import make_library, manifests
from generator.search.names import Member, entry_names
from generator.search.weights import weights
from tests.browser import new_context
from tests.pages.sites import PROJECT
from tests.search import vectors

SITE = "https://search.example/"
SENTENCES = [one["text"] for one in vectors.read() if one["text"].count(" ") > 2 and one["text"][-1] in ".!?"]
SHOWN: tuple[tuple[str, Any], ...] = (
    ("addresses", {"ko": "ko/stories/made-up/"}),
    ("affiliates", []),
    ("category", ["contact", {"ko": "가상 접점"}]),
    ("prize", None),
    ("titles", {"ko": "지어낸 이야기"}),
)


class Store(dict[tuple[str, str], Any]):
    """Remembers as a cache does: what was put is not changed by what is done to it later."""

    def get_many(self, table, keys):
        return {key: pickle.loads(self[table, key]) for key in keys if (table, key) in self}

    def put_many(self, table, values):
        self.update({(table, key): pickle.dumps(value) for key, value in values.items()})


def libraries(store, entries, stories, language="ko"):
    """Return the library of these entries, by number, and the files of the entries."""
    packed = {number: entry.packed() for number, entry in sorted(entries.items())}
    members = [Member(number, digest(content)) for number, content in packed.items()]
    store.put_many("entries", {member.key: packed[member.number] for member in members})
    read = lambda keys: store.get_many("entries", keys)  # noqa: E731
    library = make_library(language, members, stories, {"names": []}, read, store)
    names = entry_names("ko", members)
    return library, {names[member.number]: packed[member.number] for member in members}


def anew(entries, stories):
    return libraries(Store(), entries, stories)[0]


def shape_of(store):
    return store.get_many("search", ["ko"])["ko"].shape


class Author:
    """Writes and edits entries, the same for the same seed."""

    def __init__(self, seed):
        self.chance = random.Random(seed)

    def word(self):
        if self.chance.random() < 0.3:
            return "".join(self.chance.choices("abcdeghilmnoprstuy", k=self.chance.randint(2, 9)))
        return "".join(
            chr(self.chance.randint(0xAC00, 0xAC00 + 588 * 2)) for _ in range(self.chance.randint(1, 5))
        )

    def text(self, most=4):
        some = self.chance.sample(SENTENCES, self.chance.randint(0, most))
        return " ".join([*some, *(self.word() for _ in range(self.chance.randint(0, 12)))])

    def entry(self, most=4):
        cues = tuple(Moment(float(second), self.text(1)) for second in range(self.chance.randint(0, 3)))
        sections = tuple(
            Section(f"a{n}", self.word(), self.text(most)) for n in range(self.chance.randint(0, 3))
        )
        return Entry(self.word(), self.text(1), (self.word(), "2021"), sections, cues, SHOWN)

    def edited(self, entry):
        """Return an entry after one edit, of any kind."""
        sections = entry.sections or (Section("", "", ""),)
        first = sections[0]
        words = first.text.split(" ")
        words[self.chance.randrange(len(words))] = self.word()
        return self.chance.choice([
            lambda: replace(entry, title=self.text(1)),
            lambda: replace(entry, sections=(first._replace(text=" ".join(words)), *sections[1:])),
            lambda: replace(entry, sections=(first._replace(text=self.text(6)), *sections[1:])),
            lambda: replace(entry, sections=sections[1:]),
            lambda: replace(entry, cues=(*entry.cues, Moment(9.5, self.text(2)))),
            lambda: replace(entry, cues=()),
            lambda: replace(entry, names=(*entry.names, f"새낱말{self.word()}")),
            lambda: replace(entry, shown=(*SHOWN, ("year", self.chance.randrange(3000)))),
            lambda: Entry("", "", (), (), (), SHOWN),
            lambda: self.entry(),
        ])()  # fmt: skip


# Mended and made anew


@pytest.mark.parametrize("seed", range(10))
def test_mended_equals_made_anew(seed):
    author, store = Author(seed), Store()
    chance = author.chance
    stories = chance.choice([1, 2, 15, 40, 90])
    entries = {number: author.entry() for number in range(stories) if chance.random() < 0.8}
    named: dict[str, bytes] = {}
    for step in range(12):
        library, files = libraries(store, entries, stories)
        assert library == anew(entries, stories), step
        for name, content in {**library.files, **files}.items():
            assert named.setdefault(name, content) == content, "a name stands for other content"
        for number in chance.sample(sorted(entries), min(chance.choice([0, 1, 1, 2, 25]), len(entries))):
            entries[number] = author.edited(entries[number])
        for _ in range(chance.choice([0, 0, 1, 3])):
            if chance.random() < 0.7:
                entries[stories] = author.entry()
            stories += 1
        if chance.random() < 0.3:  # a translation of an older story
            entries[chance.randrange(stories)] = author.entry()
        if chance.random() < 0.1:  # a story that is withdrawn
            entries.pop(chance.choice(sorted(entries)), None)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.text("가각나를을a' 1", max_size=12), st.booleans()), max_size=8))
def test_any_edit_of_a_small_index(edits):
    store = Store()
    entries = {0: Entry("처음", "", (), ()), 1: Entry("다음", "", (), ())}
    libraries(store, entries, 8)
    for text, is_new in edits:
        number = len(entries) if is_new and len(entries) < 8 else 0
        entries[number] = Entry(text, text, (), (Section("", text, text),))
        assert libraries(store, entries, 8)[0] == anew(entries, 8)


@pytest.fixture(scope="module")
def many():
    """200 stories of natural text, and some words of their own."""
    author = Author(200)
    entries = {}
    for number in range(200):
        own = " ".join(author.word() for _ in range(40))
        text = " ".join(author.chance.sample(SENTENCES, 20))
        entries[number] = Entry(
            author.word(), SENTENCES[number], (), (Section("", "", f"표지판이 {own} {text}"),), (), SHOWN
        )
    store = Store()
    libraries(store, entries, 200)
    return store, entries


def test_an_edit_of_a_word_touches_few_files(many):
    store, entries = many
    before, texts = libraries(store, entries, 200)
    shape = shape_of(store)
    assert shape.shards > 10, "or there would be nothing to see"
    section = entries[77].sections[0]
    after = entries | {
        77: replace(
            entries[77], sections=(section._replace(text=section.text.replace("표지판이", "알림판이", 1)),)
        )
    }
    library, new_texts = libraries(Store(store), after, 200)
    fresh = {name: content for name, content in library.files.items() if name not in before.files}
    shards = [name for name in fresh if name.startswith("ko/shard-")]
    # 표지·지판 go and 알림·림판 come (the particle is no term); each word stands in three tables of spellings; the directory.
    assert len(shards) <= 4
    assert len(fresh) <= 4 + 2 * 3 + 1
    assert library == anew(after, 200)
    # A group's files are named together.
    assert len(new_texts.keys() - texts.keys()) == 16
    assert sum(new_texts[name] not in texts.values() for name in new_texts) == 1


def test_what_is_shown_alone_touches_the_directory_only(many):
    store, entries = many
    before, _ = libraries(store, entries, 200)
    after = entries | {0: replace(entries[0], shown=(*SHOWN, ("year", 1999)))}
    library, _ = libraries(Store(store), after, 200)
    assert library.files.keys() - before.files.keys() == {library.directory}


def test_whatever_is_lost_is_made_again(many):
    store, entries = many
    after = entries | {3: replace(entries[3], title="고친 제목")}
    wanted = anew(after, 200)
    rows = [key for key in store if key[0] == "search"]
    kinds = {key[1].rstrip("0123456789"): key for key in rows}
    touched = hashed("고친") % shape_of(store).shards
    assert {
        "ko",
        "ko/shard-",
        "ko/first-",
        "ko/last-",
        "ko/initials-",
        "ko/file/shard-",
        "ko/file/first-",
    } <= kinds.keys()
    for lost in [*kinds.values(), ("search", f"ko/shard-{touched}"), *random.Random(5).sample(rows, 4)]:
        left = Store(store)
        del left[lost]
        assert libraries(left, after, 200)[0] == wanted, lost
    old = entries[3].packed()
    assert (
        libraries(
            Store({key: value for key, value in store.items() if key != ("entries", digest(old))}), after, 200
        )[0]
        == wanted
    )


# What stands in the files


def read_shard(content, span):
    """Return {term: [(story, level)]} of a file, read bit by bit as its description tells."""
    size = int.from_bytes(content[:4], "little")
    terms, counts, lengths, levels = json.loads(zlib.decompress(content[4 : 4 + size]))
    rest, said = content[4 + size :], iter(levels)
    found = {}
    for term, count, length in zip(terms, counts, lengths, strict=True):
        bits = "".join(f"{byte:08b}" for byte in rest[:length])
        rest = rest[length:]
        low = max(math.floor(math.log2(max(span * 11 // (16 * count), 1))), 0)
        story, stories = -1, []
        for _ in range(count):
            high, _, bits = bits.partition("0")
            story += (len(high) << low) + int(bits[:low] or "0", 2) + 1
            bits = bits[low:]
            stories.append(story)
        assert set(bits) <= {"0"} and len(bits) < 8
        found[term] = [(story, int(next(said), 16)) for story in stories]
    assert not rest and next(said, None) is None
    return found


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 12_000), st.data())
def test_gaps_are_read_again(span, data):
    chosen = data.draw(
        st.lists(st.sets(st.integers(0, span - 1), min_size=1, max_size=60), min_size=1, max_size=4)
    )
    kept = {
        f"말{n}": array("I", [story << 4 | story % 16 for story in sorted(some)])
        for n, some in enumerate(chosen)
    }
    content = written("shard-0", kept, Shape(span, 1, 1, 1))
    told = {term: [(one >> 4, one & 15) for one in some] for term, some in kept.items()}
    assert read_shard(content, span) == told


def test_the_files_hold_every_term_of_every_entry(many):
    store, entries = many
    library, _ = libraries(store, entries, 200)
    directory = json.loads(zlib.decompress(library.files[library.directory]))
    marks = re.findall(".....", directory["marks"]["shard"])
    names = [f"ko/shard-{number}-{mark}" for number, mark in enumerate(marks)]
    found: dict[str, Any] = {}
    for number, name in enumerate(names):
        some = read_shard(library.files[name], directory["span"])
        assert all(hashed(term) % len(names) == number for term in some)
        found |= some
    wanted: dict[str, list[tuple[int, int]]] = {}
    usual = shape_of(store).usual
    for number, entry in entries.items():
        for term, level in brute_levels(entry, usual).items():
            wanted.setdefault(term, []).append((number, level))
    assert found == wanted


def brute_levels(entry, usual):
    times: Counter[str] = Counter()
    told = weights()
    for name, texts in entry.fields():
        for text in texts:
            for term in vectors.terms_of(text):
                times[term] += told["fields"].get(name, 1)
    bm25, steps = told["bm25"], told["levels"]
    norm = bm25["k1"] * (1 - bm25["b"] + bm25["b"] * entry.length / usual)
    made = {}
    for term, often in times.items():
        share = min(often, 63) / (min(often, 63) + norm)
        at = (share - steps["lowest"]) / (steps["highest"] - steps["lowest"]) * 15
        made[term] = max(0, min(15, round(at)))
    return made


def test_shapes_are_rounded_up():
    shapes = [
        Shape.of(stories, Size(stories, stories * 1000, stories * 500, 1, stories * 30))
        for stories in range(1, 400)
    ]
    for stories, shape in enumerate(shapes, 1):
        assert stories <= shape.span <= max(stories * 1.25, stories + 1)
    assert all(one.span <= other.span for one, other in pairwise(shapes))
    assert len({shape.span for shape in shapes}) < 40


# In the browser


def test_both_hash_alike(engine):
    chance = random.Random(6)
    texts = [one["text"] for one in vectors.read()[::8]]
    texts += [
        "".join(chr(chance.choice([*range(1, 0xD800, 311), 0x1F600, 0x2F800])) for _ in range(n % 12))
        for n in range(700)
    ]
    assert len(texts) >= 1000
    assert engine.evaluate("texts => texts.map(delight.hashed)", texts) == list(map(hashed, texts))


@pytest.fixture
def ask(browser):
    """Ask the engine in a page about these files: `ask(files, {"q": …}, …)` gives the answers."""
    contexts = []

    def asked(files, *questions):
        context = new_context(browser)
        contexts.append(context)
        page = context.new_page()
        page.route(f"{SITE}**", lambda route: answer(route, files))
        page.goto(SITE)
        page.add_script_tag(content=search_script(PROJECT / "overrides").content.decode())
        return page.evaluate(
            """async ([root, questions]) => {
                const engine = delight.open({ root, language: "ko" });
                const answers = [];
                for (const question of questions) answers.push(await engine.find(question));
                return answers;
            }""",
            [SITE, list(questions)],
        )

    yield asked
    for context in contexts:
        context.close()


def answer(route, files):
    name = route.request.url.removeprefix(SITE)
    if not name:
        route.fulfill(body="<!doctype html><title>-</title>", content_type="text/html")
    elif name in files:
        route.fulfill(body=files[name])
    else:
        route.fulfill(status=404)


def site_of(entries, stories):
    """Return the files of a search of these entries, of which none is in English, without facets."""
    library, texts = libraries(Store(), entries, stories)
    other = libraries(Store(), {}, stories, "en")[0]
    contents = {**library.files, **other.files, **texts, "facets": pack({"facets": {}})}
    contents |= manifests({"ko": library, "en": other}, stories, "facets")
    return {f"search/{name}.bin": content for name, content in contents.items()}


def test_an_index_of_nothing(ask):
    questions = [
        {"q": q, "facets": True}
        for q in ("고객", "ㄱㄱ", "고갹", "customer", "rhror", "-고객", '"고객"', "고")
    ]
    for told in ask(site_of({}, 0), *questions):
        assert (told["count"], told["results"]) == (0, [])


def test_an_index_of_one_entry(ask):
    entry = Entry(
        "지어낸 수첩", "가상의 요약", (), (Section("", "", "수첩에 적은 made-up words."),), (), SHOWN
    )
    questions = [
        {"q": q}
        for q in (
            "수첩",
            "수첩에서",
            "ㅅㅊ",
            "수첨",
            "word",
            "tncjq",
            "수",
            "냉장고",
            "-수첩",
            "가상 -냉장고",
            "",
        )
    ]
    counts = [told["count"] for told in ask(site_of({0: entry}, 1), *questions)]
    assert counts == [1, 1, 1, 1, 1, 1, 1, 0, 0, 1, 1]


def test_every_entry_is_found_by_a_word_of_its_own(ask, many):
    _, entries = many
    some = dict(sorted(entries.items())[:40])
    owned = {number: f"표지{chr(0xC9C0 + number * 28)}꿟" for number in some}
    marked = {
        number: replace(entry, title=f"{owned[number]} {entry.title}") for number, entry in some.items()
    }
    answers = ask(site_of(marked, 45), *({"q": word} for word in owned.values()))
    assert [[one["story"] for one in told["results"] if not one["similar"]] for told in answers] == [
        [n] for n in owned
    ]


def test_no_question_breaks_the_engine(ask, many):
    _, entries = many
    chance = random.Random(7)
    pieces = [
        "고객", "수첩에서", "ㄱ", "ㄱㄱ", "ㅅㅊ", "고ㄱ", "ㅏ", "고갹", "tncjq", "ㅣㅎ", "customer", "custmoer", "Samsung", "TV를",
        "-", "--", '"', "“", '"고객의', "'", "’", "+", "$&", "$1", "\\", "(", "[", "*", "?", ".", "/", "{", "}", "|", "^",
        " ", " ", " ", "\t", "\u3000", "\u0000", "\u2028", "\u200b", "👍", "é", "顧客", "カメラ", "1", "2021", "가" * 60, "a" * 60,
    ]  # fmt: skip
    questions: list[dict[str, Any]] = [
        {"q": "".join(chance.choices(pieces, k=chance.randint(1, 6)))} for _ in range(150)
    ]
    questions += [
        {"q": " ".join(chance.choices(pieces, k=chance.randint(1, 5))), "literal": True} for _ in range(40)
    ]
    answers = ask(site_of(dict(sorted(entries.items())[:60]), 60), *questions)
    assert sum(told["count"] > 0 for told in answers) > 20
    for question, told in zip(questions, answers, strict=True):
        assert told["count"] <= 60
        assert sum(not one["similar"] for one in told["results"]) <= told["count"], question
        assert told["reading"] is None or told["reading"]["shown"] != question["q"]
        for one in told["results"]:
            assert "".join(text for text, _ in one["title"]) == entries[one["story"]].title
