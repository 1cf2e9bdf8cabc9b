"""Whatever stands in a file, reading it gives a value or says what is wrong; it never raises, hangs, or lets HTML through."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.base.addresses import Linker, Target, fill_marks
from generator.base.problems import Problem, is_error, message
from generator.base.settings import read_settings
from generator.content.body import Converter, Markup
from generator.content.reading import Reading, read_story
from generator.content.sheets import File
from generator.content.taxonomy import NAMES, read_taxonomy
from tests.content.projects import SETTINGS, TAXONOMY, story

CONVERTER = Converter(Markup())
FULL = story(
    "글입니다. [하나](../a/index.ko.md) ![그림](photo.jpg)\n\n## 제목\n\n- 목록\n\n| 가 | 나 |\n| - | - |\n| 1 | 2 |\n",
    id="k7m2xq",
    date="2021-03-30",
    status="published",
    affiliate="[lg-electronics, lg-chem]",
    award="\n  - {award: lg-awards, year: 2021, prize: first-class}\n  - award: lg-awards",
    people="[{name: {ko: 홍길동, en: Hong Gil-dong}, role: 주임}, 김철수]",
    tags="a, b",
    image="{file: photo.jpg, alt: 사진}",
    consent="obtained",
    sources="\n  - {title: 예시일보, date: 2021-03, url: https://news.example/1}",
)
TWIN = "---\ntitle: A call\nsummary: A day saved.\nimage: {alt: A photo}\ntags: [a, c]\n---\n\nA story.\n"
WEIRD = [
    *("a: &x [*x]", "title: &t 전화", "summary: *t", "summary: *none", "<<: {title: 병합}", "<<: [*t, *t]"),
    *(
        "? [a]: b",
        "? {a: b}\n: c",
        "? title\n: 제목",
        "1: 2",
        "~: ~",
        "true: false",
        ": x",
        "'': x",
        '"\\0": x',
    ),
    *(
        "a: !!python/object:os.system x",
        "title: !!python/name:os.system",
        "!!python/object/apply:os.system [ls]",
    ),
    *("year: .inf", "year: .nan", "year: 0x7e5", "year: 2_021", "year: 2021.0", "year: ~", "year: 二〇二一"),
    *("date: 0000-00-00", "date: 2024-02-31", "date: 2001-12-14t21:59:43.10-99:00", "expires_on: 9999-99-99"),
    *(
        "a: !!int ''",
        "a: !!float ''",
        "a: !!bool 아마",
        "a: !!timestamp 봄",
        "a: !!binary Z",
        "a: !!set {x}",
        "a: !!omap x",
    ),
    *(
        "a: !ENV [A, 2024-02-31]",
        "a: !ENV {a: b}",
        "a: !ENV",
        "INHERIT: mkdocs.yml",
        "INHERIT: [a]",
        "INHERIT: nope.yml",
    ),
    *(
        "plugins: stories",
        "plugins: {stories: 5}",
        "plugins: [[stories]]",
        "plugins: [{stories: [languages]}]",
    ),
    *("theme: {custom_dir: [a]}", "site_url: 'http://['", "docs_dir: 5", "markdown_extensions: [[a]]"),
    *(
        "tags: a, , b",
        "tags: [[]]",
        "tags: [a, ~]",
        "tags: ','",
        "related: {}",
        "affiliate: []",
        "badge: [{}]",
    ),
    *(
        "people: [{}]",
        "people: [[], {}]",
        "award: {}",
        "image: {}",
        "image: {file: {}}",
        "image: [photo.jpg]",
    ),
    *(
        "video: {file: ..}",
        "video: '\\'",
        "image: {file: a, file: b}",
        "title: {ko: a, ko: b}",
        "title: {ko: }",
    ),
    *("prizes: {a: b, a: {name: x}}", "a: {parent: a}", "a: {name: x, successor: [a, b]}", "Ａ: {name: x}"),
    *(
        "- a",
        "- - - -",
        "--- x",
        "---",
        "----",
        "...",
        "%YAML 1.1",
        "{}",
        "[]",
        "|",
        ">",
        "a: |\n  b",
        "a: >-",
    ),
    *("'", '"', "[", "{", "]", "}", "#", "&", "*", "!", "@", "`", ":", ": :", "?", "\t", " \tx", "\\", "%"),
    *("\x85", "\u2028", "\ufeff", "\x00", "\r", "\x1b[0m", "\ud7ff", "\U0001f389", "é", "각"),
    *(
        "a: " + "[" * 400 + "]" * 400,
        "a: " + "{a: " * 300,
        "- " * 3000,
        "? " * 3000,
        "[" * 30_000 + "]" * 30_000,
    ),
    *("x" * 5000, "title: " + "가" * 50_000, "a: " + "b," * 5000),
]
ODD = [line for line in WEIRD if len(line) < 500]
MARKUP = [
    *("<script>alert(1)</script>", "<SCRIPT SRC=//x>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>"),
    *('<a href="javascript:alert(1)">', "<a href=' java\nscript:alert(1)'>", '<a href="&#106;avascript:a()">'),
    *("[글](javascript:alert(1))", "[글](<java\tscript:a>)", "[글](JaVaScRiPt&colon;alert(1))", "<javascript:alert(1)>"),
    *("[글]: javascript:a\n\n[글]", "![그림](data:text/html,<script>)", "![그림](vbscript:a)", "[글](//evil.example)"),
    *('<p style="color:red">', "<b onclick='a'>", '{: onclick="a()" style="b" }', "# 제목 {#a onmouseover=b}", "[글](a){: href=javascript:b }"),
    *("<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>", "<noscript><p title='</noscript><img src=x onerror=a>'>"),
    *("<iframe srcdoc='<script>'>", "<object data=x>", "<embed src=x>", "<base href=//x>", "<meta http-equiv=refresh>", "<link rel=stylesheet>"),
    *("<!--", "-->", "<![CDATA[", "]]>", "<?php", "?>", "</", "<a ", '<a href="', "<a title='", "&lt;script&gt;", "&#0;", "\x02", "\x03"),
    *("```", "~~~", "`", "``", "> ", "- ", "1. ", "    ", "# ", "| a | b |\n|---|---|\n", "[^1]", "[^1]: ", "!!! note\n    ", ": "),
    *("/~0~/", ' href="/~0~/"', "stx:", "wzxhzdk:0", "klzzwxh:0", "<details open ontoggle=a>", "한글", "**", "_", "~~", "\\", "\n", "\n\n", " "),
]  # fmt: skip


def _fine(problems: Iterable[Problem], files: dict[str, str]) -> None:
    """See that each problem can be told in both languages, and points into its file."""
    for one in problems:
        assert all(message(one, language) for language in ("ko", "en"))
        assert one.place.line >= 1
        assert one.place.column >= 1
        if one.place.path in files:
            lines = re.split(r"\r\n?|[\n\x85\u2028\u2029]", files[one.place.path])
            assert one.place.line <= len(lines), one
            assert one.place.column <= len(lines[one.place.line - 1]) + 1, one


def _read(korean: bytes, english: bytes | None = None) -> Reading:
    files = {"ko": File("ko.md", korean)} | ({"en": File("en.md", english)} if english is not None else {})
    reading = read_story("2021/call", files, "ko", CONVERTER)
    assert (reading.value is None) == any(map(is_error, reading.problems))
    _fine(reading.problems, {file.path: file.content.decode("utf-8", "replace") for file in files.values()})
    return reading


@st.composite
def mutated(draw: st.DrawFn, *originals: str) -> str:
    """Draw a text with some of its lines gone, repeated, or joined by odd ones."""
    lines = draw(st.sampled_from(originals)).split("\n")
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(lines) - 1))
        change = draw(st.sampled_from(["without", "twice", "odd", "odd", "text", "value", "cut", "indent"]))
        if change == "without":
            del lines[at]
            lines = lines or [""]
        elif change == "twice":
            lines.insert(draw(st.integers(0, len(lines))), lines[at])
        elif change == "cut":
            lines[at] = lines[at][: draw(st.integers(0, len(lines[at])))]
        elif change == "indent":
            lines[at] = "  " + lines[at]
        elif change == "value":
            key, _, _ = lines[at].partition(": ")
            lines[at] = f"{key}: {draw(st.sampled_from(ODD)).partition(': ')[2]}"
        else:
            lines.insert(at, draw(st.sampled_from(ODD) if change == "odd" else st.text(max_size=20)))
    return "\n".join(lines)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def test_the_originals_are_good() -> None:
    assert {one.name for one in _read(FULL.encode(), None).problems} == {"missing-field"}
    assert _read(story().encode()).value


@given(st.binary(max_size=300))
@example(b"")
@example(b"\xff\xfe")
@example("똠방각하".encode("cp949"))
def test_any_bytes(content: bytes) -> None:
    _read(content)


@given(st.text())
@example("---")
@example("---\n---")
@example("---\n\n---\n\n\n")
def test_any_text(text: str) -> None:
    _read(_encoded(text))
    _read(_encoded(f"---\n{text}\n---\n{text}"))


@pytest.mark.parametrize("line", WEIRD)
def test_a_weird_line(line: str) -> None:
    for at in ("title:", "year:"):
        _read(
            _encoded(FULL.replace(at, f"{line}\n{at}")),
            _encoded(TWIN.replace("summary:", f"{line}\nsummary:")),
        )
    _read(_encoded(f"---\n{line}\n---\n{line}"))


@given(mutated(FULL), st.none() | mutated(TWIN, FULL))
def test_a_story_that_something_happened_to(korean: str, english: str | None) -> None:
    _read(_encoded(korean), None if english is None else _encoded(english))


def _read_taxonomy(name: str, content: bytes) -> None:
    taxonomy, problems = read_taxonomy({name: File("t.yml", content)}, "ko")
    _fine(problems, {"t.yml": content.decode("utf-8", "replace")})
    for terms in taxonomy.terms.values():
        assert all(id_ == term.id and term.name.by_language for id_, term in terms.items())


@pytest.mark.parametrize("line", WEIRD)
def test_a_weird_line_in_a_taxonomy(line: str) -> None:
    for text in TAXONOMY.values():
        _read_taxonomy("awards", _encoded(f"{text}{line}\n"))
        _read_taxonomy("awards", _encoded(f"{line}\n{text}"))


@given(st.sampled_from(NAMES), mutated(*TAXONOMY.values()) | st.text())
def test_any_taxonomy(name: str, text: str) -> None:
    _read_taxonomy(name, _encoded(text))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("settings")


def _read_settings(folder: Path, content: bytes) -> None:
    path = folder / "mkdocs.yml"
    path.write_bytes(content)
    settings, problems = read_settings(path)
    _fine(problems, {"mkdocs.yml": content.decode("utf-8", "replace")})
    assert settings.languages
    assert settings.base_path


@pytest.mark.parametrize("line", WEIRD)
def test_a_weird_line_in_the_settings(line: str, folder: Path) -> None:
    _read_settings(folder, _encoded(f"{SETTINGS}{line}\n"))
    _read_settings(folder, _encoded(f"{line}\n{SETTINGS}"))
    _read_settings(folder, _encoded(line))


@given(text=mutated(SETTINGS) | st.text())
def test_any_settings(text: str, folder: Path) -> None:
    _read_settings(folder, _encoded(text))


class _Looked(HTMLParser):
    """Finds what a page must not hold."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in (
            "script",
            "style",
            "iframe",
            "object",
            "embed",
            "base",
            "meta",
            "link",
            "form",
            "svg",
            "math",
            "template",
        ):
            self.found.append(tag)
        for name, value in attrs:
            scheme = re.sub(r"[\x00-\x20]", "", value or "").lower().partition(":")[0]
            if name.startswith("on") or name in ("style", "srcdoc", "formaction", "xlink:href"):
                self.found.append(f"{tag} {name}")
            if name in ("href", "src") and scheme in ("javascript", "data", "vbscript", "file"):
                self.found.append(f"{tag} {name}={value}")


def _is_safe(source: str) -> None:
    source = re.sub(r"[\r\x85\u2028\u2029]", "\n", source)
    text, problems = CONVERTER.convert(source, "2021/call", "ko.md", 1, "ko")
    _fine(problems, {"ko.md": source})
    targets = tuple(
        Target(one.target, inside=False) if one.kind == "outside" else Target("ko/", anchor=one.anchor)
        for one in text.links
    )
    assert _Looked(fill_marks(text.html, targets, Linker("../"))).found == [], source


@pytest.mark.parametrize("piece", MARKUP)
def test_a_piece_of_markup(piece: str) -> None:
    for around in (
        "{}",
        "글 {} 글",
        "- {}",
        "> {}",
        "| a |\n|---|\n| {} |",
        "글[^1]\n\n[^1]: {}",
        "# {}",
        "<p>{}</p>",
    ):
        _is_safe(around.replace("{}", piece))


@given(st.lists(st.sampled_from(MARKUP) | st.text(max_size=8), max_size=12).map("".join))
def test_any_markup(source: str) -> None:
    _is_safe(source)
