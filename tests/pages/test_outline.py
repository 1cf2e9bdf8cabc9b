"""Every page of every site, read as a file: its language, its title, its headings and landmarks."""

import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from generator.base.languages import strings
from tests.pages.sites import DOORS, pages_of

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
NAMES = {"ko": "고객 감동 이야기", "en": "Customer Delight Stories"}
HANGUL = re.compile(r"[가-힣]")
UNTRANSLATED = {"korean-only": "한국어로만 쓴 이야기", "draft": "쓰고 있는 이야기"}
SITES = ("own", "extra", "preview", "portable")


@dataclass
class Outline(HTMLParser):
    """What a page says of itself."""

    language: str = ""
    title: str = ""
    title_language: str = ""
    headings: list[tuple[int, str]] = field(default_factory=list)
    tags: Counter[str] = field(default_factory=Counter)
    ids: Counter[str] = field(default_factory=Counter)
    foreign: list[str] = field(default_factory=list)
    """Hangul that is not said to be Korean."""

    def __post_init__(self):
        super().__init__()
        self._open: list[tuple[str, str]] = []

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.tags[tag] += 1
        self.ids.update(filter(None, [given.get("id")]))
        inherited = self._open[-1][1] if self._open else ""
        language = given.get("lang", inherited)
        self.language = language if tag == "html" else self.language
        self.title_language = language if tag == "title" and not self.title else self.title_language
        if re.fullmatch("h[1-6]", tag):
            self.headings.append((int(tag[1]), ""))
        if tag not in VOID:
            self._open.append((tag, language))
        self._see(" ".join(given.get(name) or "" for name in ("alt", "title", "aria-label")), language)

    def handle_endtag(self, tag):
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, text):
        tags = [tag for tag, _ in self._open]
        if "svg" not in tags and "title" in tags:
            self.title += text
        if self.headings and any(re.fullmatch("h[1-6]", tag) for tag in tags):
            level, said = self.headings[-1]
            self.headings[-1] = (level, said + text)
        if "script" not in tags and tags:
            self._see(text, self._open[-1][1])

    def _see(self, text, language):
        if language != "ko" and HANGUL.search(text):
            self.foreign.append(text.strip())


def outline(path):
    made = Outline()
    made.feed(path.read_text(encoding="utf-8"))
    return made


@pytest.fixture(scope="session")
def outlines(folders):
    return {name: {path: outline(folders[name] / path) for path in pages_of(folders[name])} for name in SITES}


@pytest.fixture(params=SITES)
def pages(request, outlines):
    return outlines[request.param]


def test_headings(pages):
    """One h1, which comes first, and no level left out."""
    wrong = {}
    for path, page in pages.items():
        levels = [level for level, _ in page.headings]
        steps = pairwise(levels)
        if levels[:1] != [1] or levels.count(1) != 1 or any(after > before + 1 for before, after in steps):
            wrong[path] = page.headings
    assert wrong == {}


def test_landmarks_and_ids(pages):
    counts = {
        path: (page.tags["main"], page.tags["html"], page.tags["title"]) for path, page in pages.items()
    }
    # An SVG may have a title of its own.
    assert {path: count for path, count in counts.items() if count[:2] != (1, 1) or not count[2]} == {}
    twice = {path: [one for one, count in page.ids.items() if count > 1] for path, page in pages.items()}
    assert {path: ids for path, ids in twice.items() if ids} == {}


def test_language(pages):
    """A page is in the language of its address, and what is in another language says so."""
    wrong = {
        path: page.language
        for path, page in pages.items()
        if page.language != (path.split("/")[0] if path[:3] in ("ko/", "en/") else "ko")
    }
    assert wrong == {}
    assert {path: page.foreign for path, page in pages.items() if page.foreign} == {}


def test_titles_are_right(pages):
    """The page's own heading comes first, the site's name last."""
    wrong = []
    for path, page in pages.items():
        own = page.headings[0][1].replace("\N{NO-BREAK SPACE}", " ")
        name = NAMES[page.language]
        is_door = not path.startswith(("ko/", "en/", "404"))
        is_page = re.search(r"/page/(\d+)/", path)
        begins = own if is_door or own == name else f"{own} – "
        if is_page:
            good = (
                page.title.startswith(own) and is_page[1] in page.title and page.title.endswith(f" – {name}")
            )
        elif "/handout/" in path:
            good = page.title == f"{own} · {strings(page.language)('training.handout')} – {name}"
        elif page.language == "en" and (title := UNTRANSLATED.get(path.split("/")[-2])):
            good = page.title == f"{title} – {name}" and page.title_language == "ko"
        else:
            good = page.title == (begins if is_door or own == name else f"{begins}{name}")
        if not good:
            wrong.append((path, page.title))
    assert wrong == []


def test_titles_are_unique(pages):
    """Two pages have one title only where they say the same: a notice, the newest awards, which stand also among the years,
    what other sites show of a story in a frame, and the screen of a running order.
    """
    notices = [
        strings(language)(f"{key}.title")
        for language in ("ko", "en")
        for key in ("notfound", "notice.expired", "notice.withdrawn", "moved")
    ]
    titles = Counter(
        page.title
        for path, page in pages.items()
        if path.startswith(("ko/", "en/")) and not re.search("/awards/index|/(embed|screen)/", path)
    )
    assert [
        title for title, count in titles.items() if count > 1 and not title.startswith(tuple(notices))
    ] == []


def test_doors_are_among_them(outlines):
    """Against a test that sees no page."""
    assert {f"{address}index.html" for address in DOORS.values()} <= set(outlines["extra"])
    assert len(outlines["own"]) > 90
