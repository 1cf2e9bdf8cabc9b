"""What the engine counts: hits and facets, against a count in Python over the same stories, one by one.

A hit holds every word of the question, in any language of its story. Values of one facet widen, facets narrow each other, and the
counts of a facet leave its own choice out.
"""

import json
import random
from collections import Counter

import pytest

from generator.search.entries import unpack, unpacked
from generator.search.words import LONGEST, stem, terms, words
from tests.browser import new_context
from tests.build.running import delight, succeeded
from tests.made_up import CAPTIONS, film, make_project, write, write_story, write_terms
from tests.pages.sites import served
from tests.search.vectors import terms_of

STORIES = 120
AFFILIATES = {"group": "", "east": "group", "west": "group", "north-east": "east", "apart": ""}
PROGRAMMES = {"year": "", "spring": "year", "autumn": "year"}
CATEGORIES = ("contact", "market", "culture", "making")
YEARS = range(2018, 2026)
PRIZES = ("first", "second", "third")
ABOVE = AFFILIATES | PROGRAMMES
SAID = (
    ("수첩에 고객의 말을 적었습니다.", "The notebook has every word of a customer."),
    ("서비스센터까지 냉장고를 옮겼습니다.", "A refrigerator was moved to the service centre."),
    ("TV를 켜는 방법을 다시 알려 드렸습니다.", "How to turn on the TV was told again."),
    ("재고를 줄이려고 물류창고를 비웠습니다.", "The warehouse was emptied to reduce stock."),
    ("불이 난 뒤에도 배터리는 괜찮았습니다.", "After a fire the batteries were fine."),
    ("상담사가 LG U+ 요금을 설명했습니다.", "An adviser explained the plan of LG U+."),
    ("어르신께서 고맙다고 하셨습니다.", "An older customer said thank you."),
    ("C++로 짠 프로그램을 고쳤습니다.", "A program written in C++ was mended."),
    ("고객감동은 작은 전화에서 시작합니다.", "Delight begins with a small call."),
    ("해가 바뀌자 설명서도 바뀌었습니다.", "With the year the manual's pages changed."),
)
QUESTIONS = (
    "", "고객", "고객의 말", "수첩", "냉장고 수첩", "서비스센터", "센터", "TV를", "TV", "재고 고객", "불", "해", "배터리",
    "LG U+", "c++", "customers", "call customer", "notebook 냉장고", "고객감동", "감동고객", "물류창고에서는", "가상", "made-up",
    "고객 -수첩", "-고객", "-customer -TV", "없는낱말", "고객 없는낱말", "설명서를 refrigerator", "프로그램", "전화", "2021",
)  # fmt: skip
ASK = """async ([root, language, questions]) => {
  const engine = delight.open({ root, language });
  const answers = [];
  for (const question of questions) {
    const told = await engine.find({ size: 500, facets: true, literal: true, ...question });
    answers.push({ count: told.count, similar: told.similar, facets: told.facets,
      stories: told.results.filter((one) => told.similar || !one.similar).map((one) => [one.address.split("/")[2], one.year]) });
  }
  return answers;
}"""


def above(value):
    """Return a value with all that it belongs to."""
    return [value, *above(ABOVE[value])] if ABOVE.get(value) else [value]


def made_story(project, number):
    """Write a story, and return what is to be counted of it."""
    chance = random.Random(number)
    said = [chance.choice(SAID) for _ in range(chance.randint(1, 3))]
    affiliates = chance.sample(sorted(AFFILIATES), chance.choice([1, 1, 2]))
    programmes = chance.sample(sorted(PROGRAMMES), chance.choice([0, 0, 1, 2]))
    prizes = chance.sample(PRIZES, chance.choice([0, 0, 0, 1, 2]))
    category, year, is_video = chance.choice(CATEGORIES), chance.choice(YEARS), number % 5 == 0
    languages = ("ko",) if number % 4 == 3 else ("ko", "en")
    fields = {
        "affiliate": affiliates,
        "category": category,
        "programme": programmes,
        "award": [{"award": "prize", "year": year, "prize": prize} for prize in prizes],
        "id": f"facet{number:03}",
        "title": {
            "ko": f"지어낸 {chance.choice(SAID)[0][:8]}",
            "en": f"Made-up {chance.choice(SAID)[1][:20]}",
        },
    } | ({"video": "film.mp4"} if is_video else {})
    text = {
        "ko": "\n\n## 다음\n\n".join(ko for ko, _ in said),
        "en": "\n\n## Next\n\n".join(en for _, en in said),
    }
    name = f"facet-{number:03}"
    write_story(
        project,
        f"{year}/{name}",
        languages,
        text,
        {"film.mp4": film(), **CAPTIONS} if is_video else {},
        **fields,
    )
    return name, {
        "affiliate": {up for one in affiliates for up in above(one)},
        "category": {category},
        "year": {str(year)},
        "kind": {"video" if is_video else "article"},
        "programme": {up for one in programmes for up in above(one)},
        "award": {f"prize/{prize}" for prize in prizes},
        "language": set(languages),
    }


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The built site, and what is to be counted of each story by name."""
    project = make_project(tmp_path_factory.mktemp("facets") / "project", stories=0)
    named = lambda ids: {  # noqa: E731
        one: {"name": {"ko": f"가상 {one}", "en": f"Made-up {one}"}}
        | ({"parent": ABOVE[one]} if ABOVE.get(one) else {})
        for one in ids
    }
    write_terms(project, "affiliates", named(AFFILIATES))
    write_terms(project, "programmes", named(PROGRAMMES))
    write_terms(project, "categories", named(CATEGORIES))
    award = {"name": {"ko": "가상 상", "en": "Made-up award"}, "prizes": named(PRIZES)}
    write(project / "stories/taxonomy/awards.yml", json.dumps({"prize": award}, ensure_ascii=False))
    facts = dict(made_story(project, number) for number in range(STORIES))
    succeeded(delight(project, "build"))
    return project / "site", facts


@pytest.fixture(scope="module")
def held(made):
    """The terms of each story's entries by name, a set for each language."""
    site, _ = made
    folder = site / "search"
    listed = unpack((folder / "ko.bin").read_bytes())
    found: dict[str, list[set[str]]] = {}
    for language, one in listed["languages"].items():
        told = unpack((folder / f"{one['directory']}.bin").read_bytes())
        for number, there in enumerate(told["there"]):
            if there == "1":
                [path] = (folder / language).glob(f"entry-{number}-*.bin")
                content = path.read_bytes()
                slug = unpack(content)["shown"]["addresses"][language].split("/")[2]
                texts = [text for _, some in unpacked(content).fields() for text in some]
                found.setdefault(slug, []).append({term for text in texts for term in terms_of(text)})
    assert found.keys() == made[1].keys()
    return found


@pytest.fixture(scope="module")
def ask(browser, made):
    """Ask the engine questions in a language, all at once."""
    context = new_context(browser)
    with served({"facets": made[0]}) as address:
        page = context.new_page()
        page.goto(f"{address}facets/ko/search/")
        page.evaluate("() => delightFind.ask({ q: '', size: 1 })")
        yield lambda language, questions: page.evaluate(ASK, [f"{address}facets/", language, questions])
        context.close()


def holds(word, entry):
    """Tell whether an entry, a set of terms, holds a word: each of its syllables, or its stem."""
    wanted = terms(word)
    if not "가" <= word[0] <= "힣" or len(wanted) == 1:
        return all(term in entry for term in wanted)
    there = [term in entry for term in wanted]
    syllables = len(stem(word[:LONGEST]))
    return all(any(there[max(at - 1, 0) : at + 1]) for at in range(syllables))


def hits(question, held):
    """Return the names of the stories that answer a question."""
    chunks = question.split()
    no = [words(chunk[1:]) for chunk in chunks if chunk[0] == "-"]
    yes = [word for chunk in chunks if chunk[0] != "-" for word in words(chunk) if terms(word)]
    return {
        name
        for name, entries in held.items()
        if all(any(holds(word, entry) for entry in entries) for word in yes)
        and not any(any(all(holds(word, entry) for word in some) for entry in entries) for some in no)
    }


def fits(fact, filters, but=""):
    return all(not some or name == but or fact[name] & set(some) for name, some in filters.items())


def some_filters(chance, facts):
    """Return filters of which some leave nothing."""
    chosen = {}
    for name in chance.sample(sorted(next(iter(facts.values()))), chance.randint(0, 3)):
        values = sorted({value for fact in facts.values() for value in fact[name]})
        chosen[name] = chance.sample(values, min(chance.randint(1, 2), len(values)))
    return chosen


@pytest.mark.parametrize("language", ["ko", pytest.param("en", marks=pytest.mark.slow)])
def test_counts_are_those_of_stories_counted_one_by_one(ask, made, held, language):
    _, facts = made
    chance = random.Random(language)
    questions = [{"q": q, "filters": some_filters(chance, facts)} for q in QUESTIONS for _ in range(6)]
    questions += [{"q": q, "filters": {}} for q in QUESTIONS]
    counts: Counter[tuple[bool, int]] = Counter()
    for question, told in zip(questions, ask(language, questions), strict=True):
        found, filters = hits(question["q"], held), question["filters"]
        left = {name for name in found if fits(facts[name], filters)}
        counts[bool(filters), min(len(left), 3)] += 1
        assert told["count"] == len(left), question
        if not told["similar"]:
            assert {name for name, _ in told["stories"]} == left, question
        for name, facet in told["facets"].items():
            others = [facts[one][name] for one in found if fits(facts[one], filters, name)]
            wanted = Counter(value for some in others for value in some)
            assert {one["id"]: one["count"] for one in facet if one["count"]} == wanted, (question, name)
            assert {one["id"] for one in facet if one["chosen"]} == set(filters.get(name, ())), (
                question,
                name,
            )
    assert min(counts[True, 0], counts[True, 1], counts[True, 3], counts[False, 3]) > 3, (
        "the questions see too little"
    )


def test_facets_are_named_and_stand_in_order(ask, made):
    _, facts = made
    for language, word in (("ko", "가상"), ("en", "Made-up")):
        facets = ask(language, [{"q": "", "filters": {}}])[0]["facets"]
        assert facets.keys() == next(iter(facts.values())).keys()
        assert [one["id"] for one in facets["year"]] == sorted((str(year) for year in YEARS), reverse=True)
        assert [one["id"] for one in facets["category"]] == list(CATEGORIES)
        assert {one["id"]: one["parent"] for one in facets["affiliate"]} == AFFILIATES
        assert {one["id"]: one["parent"] for one in facets["programme"]} == PROGRAMMES
        assert all(one["name"] == f"{word} {one['id']}" for one in facets["affiliate"])


@pytest.mark.parametrize("sort", ["newest", "oldest"])
@pytest.mark.parametrize(
    "question", [{"q": ""}, {"q": "고객"}, {"q": "TV", "filters": {"affiliate": ["group"]}}]
)
def test_sorted_by_date(ask, held, sort, question):
    told = ask("ko", [question | {"sort": sort}])[0]
    years = [year for _, year in told["stories"]]
    assert len(years) == told["count"] > 10
    assert years == sorted(years, reverse=sort == "newest")


def test_pages_of_results_are_parts_of_one_list(ask):
    for question in ({"q": "고객"}, {"q": "고객", "sort": "newest"}, {"q": "", "sort": "oldest"}):
        whole = ask("ko", [question | {"size": 500}])[0]["stories"]
        parts = ask("ko", [question | {"from": start, "size": 8} for start in range(0, len(whole), 8)])
        assert [one for told in parts for one in told["stories"]] == whole, question


def test_what_is_filtered_by_something_unknown(ask):
    told = ask(
        "ko",
        [{"q": "고객", "filters": {"affiliate": ["no-such"]}}, {"q": "고객", "filters": {"no-such": ["x"]}}],
    )
    assert told[0]["count"] == 0
    assert told[1]["count"] == ask("ko", [{"q": "고객", "filters": {}}])[0]["count"]
