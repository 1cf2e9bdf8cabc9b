"""Measures search: `make search-bench SET=<folder>`, or `python bench/search.py [folder]`.

In: a folder with documents and questions, or nothing for questions about the project's own stories. Out: how often the right story
comes first or among the first ten; what a question costs in bytes and requests, of 10,000 stories in two languages; the size of
that index, the time it takes and the time an edit takes; and how long a keystroke takes to show. It asserts nothing.

Quality and cost come from one run of the real engine, as a site ships it, in a real browser. The folder holds
`docs.<language>.jsonl` (a line `{"id", "title", "text"}` each) and `queries.jsonl` (a line `{"id", "rel": [ids], …}` each, where
every other text is a question of the kind that its name tells; `en` and `en_…` are asked of the English documents, whose right ids
stand in `rel_en`; `split` parts the lines). Both may be compressed (.gz).
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import re
import shutil
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Page, sync_playwright

from bench.natural import COVERS, Memory, Told, natural_stories, write_search
from generator.build import search_script
from tests.browser import LAUNCH_ARGS, chromium_path
from tests.pages.sites import build, configure, served

PROJECT = Path(__file__).parents[1]
STORIES = 10_000
SAMPLE = 120
"""Questions of each kind whose cost is measured."""
ASK = """async ([language, questions, anew, size]) => {
  const root = new URL("./", location).href;
  const answers = [];
  let engine = delight.open({root, language});
  for (const q of questions) {
    if (anew) engine = delight.open({root, language});
    performance.clearResourceTimings();
    const {results} = await engine.find(size ? {q, size} : {q});
    const files = performance.getEntriesByType("resource");
    answers.push([results.map((one) => decodeURIComponent(one.address.split("/")[2])), files.length,
      files.reduce((sum, one) => sum + one.encodedBodySize, 0)]);
  }
  return answers;
}"""
TYPE = """async ([letters]) => {
  const box = document.querySelector(".d-ask__box");
  const list = document.querySelector(".d-hits");
  const times = [];
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  for (const value of letters) {
    const shown = new Promise((done) => {
      const watch = new MutationObserver(() => { watch.disconnect(); done(); });
      watch.observe(list, {childList: true, subtree: true, characterData: true});
    });
    const began = performance.now();
    box.value = value;
    box.dispatchEvent(new InputEvent("input", {bubbles: true}));
    await Promise.race([shown, new Promise((done) => setTimeout(done, 3000))]);
    await painted();
    times.push(performance.now() - began);
    await new Promise((done) => setTimeout(done, 150));
  }
  return times;
}"""


class Question(NamedTuple):
    """Something asked, and what should be found."""

    kind: str
    split: str
    language: str
    text: str
    right: frozenset[str]


def main() -> None:
    """Measure, and print."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("folder", type=Path, nargs="?", help="documents and questions")
    options.add_argument("--stories", type=int, default=STORIES, help="stories of the size corpus")
    options.add_argument("--quality", action="store_true", help="quality only")
    given = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="delight-search-") as room, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=LAUNCH_ARGS)
        page = browser.new_page()
        if given.folder is None:
            _own(Path(room), page)
        else:
            documents, questions = _read(given.folder)
            _quality(Path(room) / "quality", documents, questions, page)
            if not given.quality:
                _cost(Path(room), given.stories, documents, questions, page)
        browser.close()


# --- What is asked -----------------------------------------------------------------------------------------


def _read(folder: Path) -> tuple[dict[str, list[Told]], list[Question]]:
    documents = {
        path.name.split(".")[1]: [Told(row["id"], row.get("title", ""), row["text"]) for row in _rows(path)]
        for path in sorted(folder.glob("docs.*.jsonl*"))
    }
    return documents, [
        Question(kind, row.get("split", "all"), language, text, frozenset(right))
        for path in sorted(folder.glob("queries.jsonl*"))
        for row in _rows(path)
        for kind, text in row.items()
        if isinstance(text, str) and kind not in ("id", "split", "lang")
        for language in ["en" if re.match(r"en(_|$)", kind) else "ko"]
        if (right := row.get("rel_en" if language == "en" else "rel"))
    ]


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with (
        gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8")
    ) as file:
        yield from map(json.loads, file)


def _own(room: Path, page: Page) -> None:
    """Ask the tables of the tests of the project's own site."""
    site = _built(room)
    for table in sorted((PROJECT / "tests" / "search").glob("*.tsv")):
        with table.open(encoding="utf-8") as file:
            rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
        questions = [
            Question(row["rule"], table.stem, row["language"], row["query"], frozenset([row["story"]]))
            for row in rows
        ]
        _print_quality(questions, _answers(site, questions, page))


def _built(room: Path) -> Path:
    (room / "own").mkdir(parents=True)
    return build(configure(room / "own", "own", PROJECT / "stories"), room / "own" / "site")


# --- How well it is answered -------------------------------------------------------------------------------


def _quality(
    room: Path, documents: Mapping[str, Sequence[Told]], questions: Sequence[Question], page: Page
) -> None:
    answers: dict[Question, list[Any]] = {}
    for language, told in documents.items():
        write_search(room / language, {language: told})
        mine = [one for one in questions if one.language == language]
        answers |= _answers(room / language, mine, page)
    _print_quality(questions, answers)


def _answers(
    site: Path, questions: Sequence[Question], page: Page, anew: bool = False, size: int = 10
) -> dict[Question, list[Any]]:
    """Return for each question the stories found, and how many files and bytes were fetched; a `size` of 0 is the page's own."""
    found: dict[Question, list[Any]] = {}
    with _served(site) as address:
        for language in dict.fromkeys(one.language for one in questions):
            _open(page, address)
            mine = [one for one in questions if one.language == language]
            asked = page.evaluate(ASK, [language, [one.text for one in mine], anew, size])
            found |= dict(zip(mine, asked, strict=True))
    return found


def _open(page: Page, address: str) -> None:
    """Open an empty page beside the files, with the engine."""
    page.goto(f"{address}empty.html")
    page.add_script_tag(content=search_script(PROJECT / "overrides").content.decode())
    page.evaluate("performance.setResourceTimingBufferSize(5000)")


def _print_quality(questions: Sequence[Question], answers: Mapping[Question, Sequence[Any]]) -> None:
    print(f"{'questions':14} {'split':10} {'n':>5}  R@1   R@3   R@10  MRR   none")
    groups: dict[tuple[str, str], list[Question]] = defaultdict(list)
    for one in questions:
        groups[one.kind, one.split].append(one)
    for (kind, split), some in groups.items():
        ranks = [_rank(answers[one][0], one.right) for one in some]
        shares = [sum(rank <= limit for rank in ranks) / len(some) for limit in (1, 3, 10)]
        mean = sum(1 / rank for rank in ranks if rank <= 10) / len(some)
        none = sum(not answers[one][0] for one in some) / len(some)
        told = "  ".join(f"{share:.3f}" for share in (*shares, mean))
        print(f"{kind:14} {split:10} {len(some):5}  {told} {none:6.1%}")


def _rank(found: Sequence[str], right: Iterable[str]) -> float:
    wanted = set(right)
    return next((place for place, one in enumerate(found, 1) if one in wanted), float("inf"))


# --- What it costs -----------------------------------------------------------------------------------------


def _cost(
    room: Path, count: int, documents: Mapping[str, Sequence[Told]], questions: Sequence[Question], page: Page
) -> None:
    stories = {language: natural_stories(told, count) for language, told in documents.items()}
    store = Memory()
    seconds, sizes = write_search(room / "size", stories, store)
    languages = " + ".join(stories)
    print(
        f"\n{count:,} stories × {len(stories)} ({languages}), a fifth with 60 cues: indexed in {seconds:.1f} s of processor time"
    )
    for name, size in sizes.items():
        print(f"  {name:24} {size / 1e6:7.2f} MB")
    language = next(iter(stories))
    stories[language][count // 2] = stories[language][count // 2].edited()
    seconds, _ = write_search(room / "edited", stories, store, only_index=True)
    print(f"  one edited text, mended in {seconds:.2f} s of processor time")

    script = len(gzip.compress(search_script(PROJECT / "overrides").content, 9))
    styles = [PROJECT / "overrides/style" / name for name in ("search.css", "find/search-page.css")]
    style = len(gzip.compress(b"".join(path.read_bytes() for path in styles), 9))
    print(f"\nengine's script {script / 1e3:.1f} kB, style {style / 1e3:.1f} kB, compressed")
    print(f"{'cost':14} {'n':>5}  first query: median   p95  requests  p95   next: median  p95")
    kinds: dict[str, list[Question]] = defaultdict(list)
    for one in questions:
        kinds[one.kind].append(one)
    keywords: list[tuple[list[tuple[int, int]], list[int]]] = []
    for kind, some in kinds.items():
        sample = some[:: max(len(some) // SAMPLE, 1)][:SAMPLE]
        first = [
            (number + 1, size + script + style)
            for _, number, size in _answers(room / "size", sample, page, anew=True, size=0).values()
        ]
        later = [size for _, _, size in list(_answers(room / "size", sample, page, size=0).values())[1:]]
        _print_cost(kind, first, later)
        if re.fullmatch(r"(kw_)?(bare|josa|join)", kind):
            keywords.append((first, later))
    if len(keywords) > 1:
        _print_cost(
            "all keywords",
            [one for first, _ in keywords for one in first],
            [one for _, later in keywords for one in later],
        )
    _keystrokes(room, questions, page)


def _print_cost(kind: str, first: Sequence[tuple[int, int]], later: Sequence[int]) -> None:
    sizes, requests = [size for _, size in first], [number for number, _ in first]
    print(
        f"{kind:14} {len(first):5}        {_median(sizes) / 1e3:6.1f} kB {_p95(sizes) / 1e3:5.1f}  {_median(requests):8.0f}"
        f" {_p95(requests):4.0f}      {_median(later) / 1e3:6.1f} {_p95(later) / 1e3:5.1f}"
    )


def _keystrokes(room: Path, questions: Sequence[Question], page: Page) -> None:
    """Type into the real search page, over the size corpus, with the processor slowed to a quarter."""
    if not any(one.language == "ko" for one in questions):
        return
    site = _built(room)
    shutil.rmtree(site / "search")
    shutil.copytree(room / "size" / "search", site / "search")
    cover = sorted(site.glob("covers/*.svg"))[0]
    for number in range(COVERS):
        shutil.copy(cover, site / f"covers/contact-day-{number}.svg")
    words = [one.text for one in questions if one.language == "ko" and 3 <= len(one.text) <= 9][
        :: max(len(questions) // 40, 1)
    ][:20]
    with _served(site) as address:
        page.goto(f"{address}ko/search/")
        page.wait_for_timeout(2000)
        session = page.context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        letters = [
            word[:end]
            for word in words
            for end in range(1, len(word) + 1)
            if word[:end].strip() == word[:end]
        ]
        times = page.evaluate(TYPE, [letters])
        session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    print(
        f"\nkeystroke to painted results, processor slowed to a quarter: median {_median(times):.0f} ms, p95 {_p95(times):.0f} ms (n={len(times)})"
    )


def _median(values: Sequence[float]) -> float:
    return statistics.median(values)


def _p95(values: Sequence[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    (folder / "empty.html").write_text("<!doctype html><title>-</title>", encoding="utf-8")
    with served({"bench": folder}) as address:
        yield f"{address}bench/"


if __name__ == "__main__":
    began = time.perf_counter()
    main()
    print(f"\n{time.perf_counter() - began:.0f} s in all")
