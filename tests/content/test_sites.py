"""Whole projects below tests/sites, built as an editor builds them; what a reader then finds on every page."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from generator.base.times import is_moment
from tests import films
from tests.content.projects import ROOT, project, run, story, with_theme

SITES = ROOT / "tests" / "sites"
WHOLE = ("normal", "one-language", "korean-only", "empty", "one-story")
HANGUL = re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
ENGLISH = re.compile(r"[A-Za-z][a-z’']+(?: [A-Za-z][a-z’']+){2}")
"""Three English words in a row: more than a name."""
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())  # noqa: SIM905
SHOWN = ("title", "alt", "aria-label", "placeholder")


@dataclass
class Page(HTMLParser):
    """A page as a reader meets it: its words, each with its language, and where it leads."""

    path: str
    words: list[tuple[str, str]] = field(default_factory=list)
    """(language, text) of texts, and of attributes that are shown or read out."""
    links: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = [("", "")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        language = given.get("lang", self.open[-1][1])
        if tag not in VOID:
            self.open.append((tag, language))
        self.words += [(language, given[name]) for name in SHOWN if given.get(name)]
        self.links += [given[name] for name in ("href", "src") if name in given]
        self.ids |= {given["id"]} if "id" in given else set()
        self.tags.append((tag, given))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        if data.strip() and self.open[-1][0] not in ("script", "style"):
            self.words.append((self.open[-1][1], " ".join(data.split())))

    @property
    def text(self) -> str:
        return " ".join(text for _, text in self.words)


@dataclass(frozen=True)
class Built:
    """A site that was built."""

    root: Path
    told: str

    @cached_property
    def pages(self) -> dict[str, Page]:
        found = {}
        for path in sorted((self.root / "site").rglob("*.html")):
            name = path.relative_to(self.root / "site").as_posix()
            found[name] = Page(name)
            found[name].feed(path.read_text("utf-8"))
            found[name].close()
        return found

    def page(self, address: str) -> Page:
        return self.pages[f"{address}index.html"]

    def has(self, path: str) -> bool:
        return (self.root / "site" / path).exists()


def _copied(name: str, to: Path) -> Path:
    shutil.copytree(SITES / name, to, dirs_exist_ok=True)
    if name == "normal":
        films.make_film(to / "stories/2023/film/film.mp4")
    return with_theme(to)


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory):
    """Return a function that builds a site once."""
    built: dict[str, Built] = {}

    def one(name: str) -> Built:
        if name not in built:
            root = _copied(name, tmp_path_factory.mktemp(name))
            status, told = run(root, "build")
            assert status == 0, told
            built[name] = Built(root, told)
        return built[name]

    return one


def _where(page: Page, link: str, base: str) -> tuple[str, str] | None:
    """Return the file and anchor that a link of a page leads to, None where it leaves the site."""
    whole = urlsplit(urljoin(f"http://site{base}{page.path}", link))
    if whole.netloc != "site" or whole.scheme != "http":
        return None
    path = unquote(whole.path).removeprefix(base)
    return (f"{path}index.html" if not path or path.endswith("/") else path), unquote(whole.fragment)


@pytest.mark.parametrize("name", WHOLE)
def test_every_link_leads_somewhere(build, name: str) -> None:
    site, base = build(name), "/delight/" if name == "normal" else "/"
    for page in site.pages.values():
        for link in page.links:
            if (target := _where(page, link, base)) and not link.startswith("https://"):
                path, anchor = target
                assert site.has(path), (page.path, link)
                assert not anchor or anchor in site.pages[path].ids or is_moment(anchor), (page.path, link)


@pytest.mark.parametrize("name", WHOLE)
def test_every_word_is_marked_with_its_language(build, name: str) -> None:
    for page in build(name).pages.values():
        assert {language for language, _ in page.words} <= {"ko", "en"}, page.path
        for language, text in page.words:
            if language == "en":
                assert not HANGUL.search(text), (page.path, text)
            else:
                assert not ENGLISH.search(text), (page.path, text)


@pytest.mark.parametrize("name", WHOLE)
def test_every_page_has_one_heading_and_its_language(build, name: str) -> None:
    for path, page in build(name).pages.items():
        language = path.split("/", maxsplit=1)[0] if path.startswith(("ko/", "en/")) else "ko"
        tags = [tag for tag, _ in page.tags]
        assert dict(page.tags)["html"]["lang"] == language, path
        assert tags.count("h1") == tags.count("title") == 1, path
        assert not [
            name for _, given in page.tags for name in given if name == "style" or name.startswith("on")
        ]


def test_normal(build) -> None:
    site = build("normal")
    korean, english = site.page("ko/stories/call/"), site.page("en/stories/call/")
    for expected in (
        *("전화 한 통", "고객의 하루를 지킨 전화입니다.", "LG전자", "LG CNS", "고객 접점", "2021년 3월 30일"),
        *("홍길동", "주임", "예시 지점", "김철수", "금빛 배지", "부품이 늦었습니다.", "그날 해결됐습니다."),
        *("서비스", "구매", "영상 시리즈", "수리", "부품", "예시일보", "사내 방송", "서면으로 받았습니다."),
        *(
            "일등LG상",
            "수리하는 직원",
            "편지 두 장",
            "바뀌지 않는 주소",
            "사내 한정",
            "본문의 각주 1 자리로 돌아가기",
        ),
    ):
        assert expected in korean.text
    assert "../../../s/k7m2xq/" in korean.links
    for language, text in (
        *(("en", "A phone call"), ("en", "Hong Gil-dong supervisor, Example branch"), ("ko", "김철수")),
        *(("ko", "금빛 배지"), ("ko", "그날 해결됐습니다."), ("en", "A service engineer at work")),
    ):
        assert (language, text) in english.words
    # A link to what is not shown stays as words; drafts are nowhere.
    assert "초안" in korean.text
    for page in site.pages.values():
        for hidden in ("쓰는 중인 글", "기다리는 글", "기간이 끝난 글", "내려진 글", "계열사 한정 글"):
            assert hidden not in page.text, page.path
    assert not site.has("ko/stories/draft/index.html")
    assert not site.has("ko/stories/branch/index.html")
    assert "게시 기간이 끝난 이야기입니다" in site.page("ko/stories/expired/").text
    assert "It was taken down" in site.page("en/stories/withdrawn/").text
    assert "The Korean original has changed" in site.page("en/stories/mail/").text
    assert "The Korean original has changed" not in english.text
    # Only what a page shows is copied.
    assert site.has("media/2021/call/photo.svg")
    assert site.has("media/2021/call/report.txt")
    assert not site.has("media/2021/call/unused.txt")
    assert site.has("media/2023/film/film.mp4")


def test_lists_of_the_normal_site(build) -> None:
    site = build("normal")
    assert [site.page(f"ko/stories/{more}").text.count("편 ") for more in ("", "page/2/")] == [1, 1]
    assert "5편" in site.page("ko/stories/").text
    assert "2쪽 중 2쪽" in site.page("ko/stories/page/2/").text
    assert "5 stories" in site.page("en/stories/").text
    assert "1 story" in site.page("en/affiliates/lg-chem/").text
    # A story stands under what its affiliate belongs to, too.
    assert "전화 한 통" in site.page("ko/affiliates/lg-group/").text
    assert "아직 실린 이야기가 없습니다." not in site.page("ko/affiliates/lg-old/").text
    assert "LG새이름" in site.page("ko/affiliates/lg-old/").text
    assert "2021년 5월 1일" in site.page("ko/affiliates/lg-old/").text
    order = [text for _, text in site.page("ko/stories/").words]
    titles = ("짧은 대화", "3분 영상", "편지 두 장", "전화 한 통")
    assert [text for text in order if text in titles] == list(titles)


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("ko/affiliates/lg-electronics/", "가전을 만드는 회사입니다."),
        ("ko/affiliates/lg-cns/", "LG CNS와 관련된 고객 감동 이야기입니다."),
        ("ko/affiliates/lg-chem/", "LG화학과 관련된 고객 감동 이야기입니다."),
        ("ko/affiliates/lg-old/", "LG옛이름과 관련된 고객 감동 이야기입니다."),
        ("ko/categories/culture/", "조직과 문화와 관련된 고객 감동 이야기입니다."),
        ("ko/years/2021/", "2021년과 관련된 고객 감동 이야기입니다."),
        ("ko/stories/", "모든 이야기와 관련된 고객 감동 이야기입니다."),
        ("en/years/2021/", "Customer-delight stories: 2021."),
    ],
)
def test_particles_fit_the_words_before_them(build, address: str, sentence: str) -> None:
    described = [
        given["content"]
        for tag, given in build("normal").page(address).tags
        if given.get("name") == "description"
    ]
    assert described == [sentence]


def test_one_language(build) -> None:
    site = build("one-language")
    assert not site.has("en")
    for page in site.pages.values():
        assert not [1 for tag, given in page.tags if "hreflang" in given and given["hreflang"] != "ko"], (
            page.path
        )
        assert not [1 for _, given in page.tags if "d-switch" in given.get("class", "")], page.path
        assert "English" not in page.text
        assert "한국어로만 제공" not in page.text
    assert "전화 한 통" in site.page("ko/stories/").text


def test_korean_stories_in_a_site_of_two_languages(build) -> None:
    site = build("korean-only")
    for address in (
        "en/",
        "en/stories/",
        "en/affiliates/lg-electronics/",
        "en/categories/customer-contact/",
        "en/years/2021/",
    ):
        assert ("ko", "전화 한 통") in site.page(address).words, address
        assert ("en", "Korean only") in site.page(address).words, address
    notice = site.page("en/stories/call/")
    assert ("en", "This story is in Korean only") in notice.words
    assert ("ko", "전화 한 통") in notice.words
    assert "../../../ko/stories/call/" in notice.links
    assert ("robots", "noindex") in [(given.get("name"), given.get("content")) for _, given in notice.tags]
    assert ("ko", "소개합니다.") in site.page("en/about/").words
    assert ("en", "Korean only") in site.page("en/about/").words
    assert "Korean only" not in site.page("ko/stories/").text


def test_empty(build) -> None:
    site = build("empty")
    assert "ko/years/index.html" not in site.pages
    for address in ("ko/", "ko/stories/", "ko/categories/culture/"):
        assert "아직 실린 이야기가 없습니다." in site.page(address).text, address
    assert "No stories here yet." in site.page("en/").text
    assert "About" not in site.page("en/").text


def test_one_story(build) -> None:
    site = build("one-story")
    assert ("en", "A phone call") in site.page("en/").words
    assert "1편" in site.page("ko/stories/").text
    assert "새로운 이야기" not in site.page("ko/").text
    for page in site.pages.values():
        assert "only" not in page.text, page.path


BROKEN = """
stories/2021/call/index.en.md 1 missing-field
stories/2021/call/index.en.md 1 picture-without-alt
stories/2021/call/index.en.md 3 twin-contradicts
stories/2021/call/index.en.md 4 empty-body
stories/2021/call/index.ko.md 3 unknown-field
stories/2021/call/index.ko.md 5 unknown-id
stories/2021/call/index.ko.md 8 impossible-date
stories/2021/call/index.ko.md 9 unknown-choice
stories/2021/call/index.ko.md 10 duplicate-field
stories/2021/call/index.ko.md 11 picture-without-alt
stories/2021/call/index.ko.md 11 missing-file
stories/2021/call/index.ko.md 12 unknown-story
stories/2021/call/index.ko.md 15 broken-link
stories/2021/call/index.ko.md 15 broken-picture
stories/2021/call/index.ko.md 15 picture-without-alt
stories/2021/call/index.ko.md 15 broken-anchor
stories/2021/list/index.ko.md 2 front-matter-not-fields
stories/2021/mail/index.ko.md 2 colon-in-value
stories/2021/open/index.ko.md 1 front-matter-unclosed
stories/2021/twin/index.en.md 1 twin-without-source
stories/2022/call/index.ko.md 1 duplicate-slug
stories/2022/call/index.ko.md 2 duplicate-id
stories/2022/call/index.ko.md 11 html-removed
stories/about.ko.md 1 front-matter-missing
stories/taxonomy/affiliates.yml 1 unknown-id
stories/taxonomy/affiliates.yml 3 duplicate-field
"""


def _state(folder: Path) -> Iterator[tuple[str, int, bytes]]:
    for path in sorted(folder.rglob("*")):
        yield path.as_posix(), path.stat().st_mtime_ns, path.read_bytes() if path.is_file() else b""


@pytest.mark.parametrize("program", ["delight", "mkdocs"])
def test_everything_is_said_at_once_and_the_site_stays(program: str, tmp_path: Path) -> None:
    root = _copied("one-story", tmp_path)
    assert run(root, "build")[0] == 0
    before = list(_state(root / "site"))
    shutil.rmtree(root / "stories")
    shutil.copytree(SITES / "broken" / "stories", root / "stories")
    command = [sys.executable, "-m", program if program == "mkdocs" else "generator.cli", "build", "-f"]
    environment = os.environ | {"DELIGHT_LANG": "ko", "NO_MKDOCS_2_WARNING": "1"}
    ended = subprocess.run(
        [*command, str(root / "mkdocs.yml")],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        check=False,
    )
    assert ended.returncode == 1
    found = re.findall(r"(stories/\S+?):(\d+):(\d+): \w+: .+ \[([a-z-]+)\]", ended.stderr)
    assert [f"{path} {line} {name}" for path, line, _, name in found] == BROKEN.split("\n")[1:-1]
    assert [(path, int(line), int(column)) for path, line, column, _ in found] == sorted(
        (path, int(line), int(column)) for path, line, column, _ in found
    )
    assert "Traceback" not in ended.stderr
    assert list(_state(root / "site")) == before


def test_of_formats_that_nobody_named_nothing_is_said(tmp_path: Path) -> None:
    files = {"stories/2021/call/index.ko.md": story(id="k7m2xq", status="published", package="true")}
    status, told = run(project(tmp_path, files), "check")
    assert (status, told.count("\n")) == (0, 1), told


def test_courses_that_were_checked_are_counted(tmp_path: Path) -> None:
    course = ROOT / "tests/cases/field-not-for-kind/stories/courses/first-contact/index.ko.md"
    written = course.read_text("utf-8").partition("check:")[0]
    shown = {"stories/2021/call/index.ko.md": story(id="k7m2xq", status="published")}
    files = shown | {
        f"stories/courses/{name}/index.ko.md": f"{text}---\n\n함께 배웁니다.\n"
        for name, text in {"one": written, "two": written.replace("published", "draft")}.items()
    }
    project(tmp_path, files)
    assert run(tmp_path, "check") == (
        0,
        "이야기 1편과 과정 2편을 살폈습니다. 고칠 곳이 없습니다. 오늘 보이는 것은 이야기 1편, 과정 1편입니다.\n",
    )
    assert run(tmp_path, "check", language="en") == (
        0,
        "Stories checked: 1, shown today: 1. Courses checked: 2, shown today: 1. Nothing to mend.\n",
    )
    assert run(project(tmp_path / "without", shown), "check", language="en") == (
        0,
        "Stories checked: 1, shown today: 1. Nothing to mend.\n",
    )
