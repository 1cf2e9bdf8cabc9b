"""What readers type is understood: two tables of questions about the project's stories, asked through the real search page.

`understood.tsv` was at hand while the engine was written, `unseen.tsv` was not. A line is a rule, a language, a question exactly as it
is typed (with its quotes, in its normal form), and the folder of the story that must be among the first three.
"""

from pathlib import Path
from typing import NamedTuple

import pytest

from tests.browser import new_context

TABLES = Path(__file__).parent
MOST_MISSES = {"understood": 2, "unseen": 1}
FIRST = 3
PAGES = 4
"""Pages that are asked at the same time."""
TYPE = """queries => {
  const box = document.querySelector("#__ask");
  const told = (text) => text.split(/[ \\t\\n\\f\\r]+/).filter(Boolean).join(" ");
  const shown = (query) => new Promise((done, failed) => {
    const isShown = () => document.title.startsWith(`${told(query)} – `);
    const watch = new MutationObserver(() => { if (isShown()) { watch.disconnect(); done(); } });
    watch.observe(document.querySelector("title"), { childList: true });
    setTimeout(() => (isShown() ? done() : failed(new Error(`no answer: ${query}`))), 15000);
  });
  async function type() {
    const answers = [];
    for (const query of queries) {
      const coming = shown(query);
      box.value = query;
      box.dispatchEvent(new InputEvent("input", { bubbles: true }));
      await coming;
      answers.push([...document.querySelectorAll(".d-hit__title a")].map((link) => link.pathname));
    }
    return answers;
  }
  window.typed = type();
}"""
"""Types one question after the other, each as soon as the page has answered the one before."""


class Question(NamedTuple):
    rule: str
    language: str
    query: str
    story: str


def table(name):
    """Return the questions of a table as they are: quotes and normal forms are part of them."""
    lines = (TABLES / f"{name}.tsv").read_bytes().decode("utf-8").splitlines()
    head, *rows = (line.split("\t") for line in lines)
    assert tuple(head) == Question._fields
    return [Question(*row) for row in rows]


@pytest.fixture(scope="module")
def answers(browser, host):
    """The addresses of the stories found, by language and question."""
    wanted = dict.fromkeys((one.language, one.query) for name in MOST_MISSES for one in table(name))
    english = [one for one in wanted if one[0] == "en"]
    korean = [one for one in wanted if one[0] == "ko"]
    shares = [english, *(korean[at :: PAGES - 1] for at in range(PAGES - 1))]
    context = new_context(browser)
    pages = []
    for share in shares:
        page = context.new_page()
        page.goto(f"{host}own/{share[0][0]}/search/?q=%21")
        page.locator("delight-search[data-ready]").wait_for()
        page.evaluate(TYPE, [query for _, query in share])
        pages.append((page, share))
    found: dict[tuple[str, str], list[str]] = {}
    for page, share in pages:
        found |= dict(zip(share, page.evaluate("() => window.typed"), strict=True))
    yield found
    context.close()


def test_the_tables_are_large_and_of_every_kind():
    assert len(table("understood")) >= 350
    assert len(table("unseen")) >= 60
    assert {one.language for one in table("unseen")} == {"ko", "en"}


@pytest.mark.parametrize("name", list(MOST_MISSES))
def test_the_right_story_is_among_the_first_three(answers, name):
    rows = table(name)
    misses = [
        f"{one.rule} {one.language} {one.query!r} → {one.story}, not {there}"
        for one in rows
        if one.story
        not in (there := [path.split("/")[-2] for path in answers[one.language, one.query][:FIRST]])
    ]
    print(f"{name}: {1 - len(misses) / len(rows):.1%} of {len(rows)} among the first {FIRST}")
    print(*misses, sep="\n")
    assert len(misses) <= MOST_MISSES[name], "\n".join(misses)
