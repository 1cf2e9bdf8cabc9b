"""What the guide shows can be copied: fields, front matter, Markdown, and a whole story."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import Field, fields
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.content.body import Converter, Markup
from generator.content.files import find_sources
from generator.content.front_matter import FrontMatter, PlainPage
from generator.content.kinds import Sheet
from generator.content.mappings import read_fields
from generator.content.sheets import File, missing_fields
from generator.content.taxonomy import TermFields, read_taxonomy
from tests.docs.documents import ROOT, Block, blocks
from tests.made_up import picture

GUIDE = "docs/writing.md"
EXAMPLE = "stories/2024/umbrella-day"
TAGS = (
    *("h2", "strong", "em", "del", "mark", "code", "ul", "ol", "blockquote"),
    *("table", "sup", "div", "dl", "details", "hr"),
)
"""What comes of the example of all that works."""
SETTINGS = """\
INHERIT: {root}/mkdocs.yml
docs_dir: stories
theme: {{custom_dir: '{root}/overrides'}}
"""


def _records(cls: type) -> Iterator[type]:
    yield cls
    for one in fields(cls):
        if inner := one.metadata["kind"].record:
            yield from _records(inner)


FIELDS = [
    pytest.param(cls, one, id=f"{cls.__name__}.{one.name}")
    for top in (FrontMatter, PlainPage, TermFields)
    for cls in _records(top)
    for one in fields(cls)
]


def _taxonomies():
    sources, _ = find_sources(ROOT / "stories", "stories", ("ko", "en"))
    return read_taxonomy(sources.taxonomies, "ko")[0]


def _read(cls: type, text: str, language: str = "ko") -> Sheet:
    """Read front matter as a file's would be."""
    node = yaml.compose(text)
    assert isinstance(node, yaml.MappingNode)
    sheet = Sheet("example", language)
    sheet.values = read_fields(node, cls, sheet)
    return sheet


@pytest.mark.parametrize(("cls", "one"), FIELDS)
def test_every_field_is_documented(cls: type, one: Field[Any]) -> None:
    for language, ends in (("ko", (".", "다.")), ("en", (".",))):
        assert one.metadata[language].endswith(ends)
    assert any("가" <= letter <= "힣" for letter in one.metadata["ko"])
    assert one.metadata["example"]


@pytest.mark.parametrize(("cls", "one"), FIELDS)
def test_the_example_of_a_field_is_right(cls: type, one: Field[Any]) -> None:
    sheet = _read(cls, f"{one.name}: {one.metadata['example']}")
    assert sheet.problems == []
    assert sheet.values[one.name] is not None
    kind, value = one.metadata["kind"], sheet.values[one.name]
    if kind.record:
        for item in value if isinstance(value, tuple) else [value]:
            assert missing_fields(sheet, kind.record, values=item, before=f"{one.name}.") == []
    if kind.taxonomy:
        known = _taxonomies().of(kind.taxonomy)
        assert set(value if isinstance(value, tuple) else [value]) <= set(known)


@pytest.mark.parametrize(
    "block", [one for one in blocks("yaml") if one.document == GUIDE and not one.path], ids=str
)
def test_front_matter_in_the_guide_is_right(block: Block) -> None:
    sheet = _read(FrontMatter, block.text)
    assert sheet.problems == []


@pytest.mark.parametrize("block", [one for one in blocks("yaml") if "taxonomy" in one.path], ids=str)
def test_taxonomies_in_the_guide_are_right(block: Block) -> None:
    name = Path(block.path).stem
    taxonomy, problems = read_taxonomy({name: File(block.path, block.text.encode())}, "ko")
    assert (problems, bool(taxonomy.of(name))) == ((), True)


@pytest.mark.parametrize(
    "block", [one for one in blocks("markdown") if one.document == GUIDE and not one.path], ids=str
)
def test_markdown_in_the_guide_works(block: Block) -> None:
    text, problems = Converter(Markup()).convert(block.text, "2024/umbrella-day", "example", 1)
    assert problems == []
    for link in text.links:
        assert link.kind != "anchor" or link.anchor in text.anchors
    if "| ---" in block.text or ":--" in block.text:
        assert [tag for tag in TAGS if f"<{tag}" not in text.html] == []
        assert 'class="admonition note"' in text.html
        assert "☐" in text.html and "☑" in text.html
        assert "<a" in text.html.split("https://www.example.com")[0]


def test_what_the_guide_says_of_markdown_is_so() -> None:
    def made(source: str) -> str:
        return Converter(Markup()).convert(source, "2024/umbrella-day", "example", 1)[0].html

    assert made("**굵게(bold)**를") == "<p><strong>굵게(bold)</strong>를</p>"
    assert "<br" in made("첫 줄  \n둘째 줄") and "<br" in made("첫 줄\\\n둘째 줄")
    assert "<br" not in made("첫 줄\n둘째 줄")
    assert made("==형광펜==을, a==b와 c==d는") == "<p><mark>형광펜</mark>을, a==b와 c==d는</p>"
    for same in ("[[위키 링크]]", "$수식$", ":이모지:"):
        assert made(same) == f"<p>{same}</p>"
    assert 'class="admonition note"' in made("> [!NOTE]\n> 글")
    assert 'src="/~0~/"' in made("![설명](<사진 1.jpg>)")
    for tag in ("u", "mark", "sub", "sup", "kbd", "ruby"):
        assert f"<{tag}>" in made(f"<{tag}>글</{tag}>")


def _check(root: Path) -> str:
    command = [sys.executable, "-m", "generator.cli", "check", "--lang=en", "-f", str(root / "mkdocs.yml")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    return done.stdout + done.stderr


def test_the_story_in_the_guide_is_right(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "stories", tmp_path / "stories")
    (tmp_path / "mkdocs.yml").write_text(SETTINGS.format(root=ROOT.as_posix()), "utf-8")
    files = [one for one in blocks("markdown") if one.path.startswith(EXAMPLE)]
    assert [Path(one.path).name for one in files] == ["index.ko.md", "index.en.md"]
    (tmp_path / EXAMPLE).mkdir(parents=True)
    for one in files:
        (tmp_path / one.path).write_text(one.text, "utf-8", newline="\n")
    assert f"{EXAMPLE}/index.ko.md" in _check(tmp_path), "its pictures are missing"
    for name in ("umbrella.jpg", "stand.jpg"):
        (tmp_path / EXAMPLE / name).write_bytes(picture(1))
    assert EXAMPLE not in _check(tmp_path)
