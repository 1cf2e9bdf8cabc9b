"""Small projects to try things on: their files from a mapping of texts, and the command run on them in this process."""

from __future__ import annotations

import contextlib
import io
import shutil
from collections.abc import Mapping
from pathlib import Path

from generator.cli import main

ROOT = Path(__file__).parents[2]
DAY = "2026-11-21"
SETTINGS = """\
site_name: 고객 감동 이야기
docs_dir: stories
theme: {name: material, custom_dir: overrides, language: ko, font: false, palette: []}
plugins:
  - stories:
      site_name: {ko: 고객 감동 이야기, en: Customer Delight Stories}
"""
TAXONOMY = {
    "stories/taxonomy/affiliates.yml": (
        "lg-electronics: {name: {ko: LG전자, en: LG Electronics}}\n"
        "lg-chem: {name: {ko: LG화학, en: LG Chem}}\n"
    ),
    "stories/taxonomy/categories.yml": "customer-contact: {name: {ko: 고객 접점, en: Customer Contact}}\n",
    "stories/taxonomy/awards.yml": (
        "lg-awards:\n"
        "  name: {ko: LG 어워즈, en: LG Awards}\n"
        "  prizes: {first-class: {name: {ko: 일등LG상, en: First-Class LG Award}}}\n"
    ),
}
FIELDS = {
    "title": "전화 한 통",
    "summary": "고객의 하루를 지킨 전화입니다.",
    "affiliate": "lg-electronics",
    "category": "customer-contact",
    "year": "2021",
}


def story(body: str | None = "이야기입니다.", **fields: str | None) -> str:
    """Return the file of a valid story; a field given as None is left out."""
    lines = [f"{key}: {value}" for key, value in (FIELDS | fields).items() if value is not None]
    return "\n".join(["---", *lines, "---", "", body or "", ""])


def write(root: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files below a folder."""
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content.encode() if isinstance(content, str) else content)


def project(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write a project's files, with settings and taxonomies where it has none of its own."""
    write(root, {"mkdocs.yml": SETTINGS} | TAXONOMY | dict(files))
    return root


def with_theme(root: Path) -> Path:
    """Give a project the templates, so that it can be built."""
    shutil.copytree(ROOT / "overrides", root / "overrides")
    return root


def run(root: Path, command: str, *arguments: str, language: str = "ko") -> tuple[int, str]:
    """Run `delight` on a project, and return its exit status and all that it printed."""
    told = io.StringIO()
    given = [command, "-f", str(root / "mkdocs.yml"), "--lang", language, *arguments]
    if command not in ("new", "media", "clip"):
        given += ["--date", DAY]
    with contextlib.redirect_stdout(told), contextlib.redirect_stderr(told):
        status = main(given)
    return status, told.getvalue()
