"""Makes projects for tests: a few plainly made-up stories, the same each time.

In: an empty folder. Out: a project with this one's settings and look, and stories in which no person, company or event is real.
The title, summary and body of a story hold its folder's name, so that a search tells where a page shows them.
"""

import json
import re
import shutil
import struct
import zlib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from generator.content.body import Converter, markup_of
from generator.content.reading import read_page, read_story
from generator.content.sheets import File
from tests import films

ROOT = Path(__file__).parent.parent
CONVERTER = Converter(markup_of((), {}))
FILM_SIZE = 10240
TAXONOMY = {
    "affiliates": ["one", "two", "three"],
    "categories": ["contact", "market", "culture"],
    "programmes": ["talks"],
    "journey": ["service"],
    "badges": ["badge"],
    "tags": ["repair", "phone"],
}
AWARDS = {
    "prize": {
        "name": {"ko": "가상 상", "en": "Made-up award"},
        "prizes": {"first": {"name": {"ko": "가상 일등상", "en": "Made-up first prize"}}},
    }
}
CAPTIONS = {
    f"captions.{one}.vtt": f"WEBVTT\n\n00:00.500 --> 00:01.500\n{word}\n".encode()
    for one, word in (("ko", "가상의 말"), ("en", "Made-up words"))
}
UNSHOWN = ("draft", "review", "approved", "scheduled")
"""Stories of `write_stages` that are not out yet."""
GONE = ("expired", "withdrawn")
"""Stories of `write_stages` that are no longer shown."""


@cache
def film() -> bytes:
    """Return a film of FILM_SIZE bytes: a real one, and a box that says nothing."""
    with TemporaryDirectory() as folder:
        whole = films.make_film(
            Path(folder, "film.mp4"), seconds=2, fps=2, size=(64, 36), sound=None
        ).read_bytes()
    left = FILM_SIZE - len(whole)
    return whole + struct.pack(">I4s", left, b"free") + bytes(left - 8)


def make_project(folder: Path, stories: int = 12, url: str = "", **options: Any) -> Path:
    """Make a project whose site stands at `url`; further options go below `stories:` in mkdocs.yml."""
    shutil.copytree(ROOT / "overrides", folder / "overrides")
    write(folder / "mkdocs.yml", settings(url, **options))
    for name, ids in TAXONOMY.items():
        write_terms(folder, name, {one: _words(f"가상 {one}", f"Made-up {one}") for one in ids})
    write(folder / "stories/taxonomy/awards.yml", json.dumps(AWARDS, ensure_ascii=False))
    for name in ("index", "about"):
        write_standing(folder, name)
    for number in range(1, stories + 1):
        write_numbered(folder, number)
    return folder


def settings(url: str = "", **options: Any) -> str:
    """Return this project's mkdocs.yml with another address and other options."""
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    for key in options:
        text = re.sub(rf"(?m)^ +{key}:.*\n", "", text)
    told = "".join(f"      {key}: {json.dumps(value)}\n" for key, value in options.items())
    text = re.sub(r"(?m)^site_url:.*", f'site_url: "{url}"', text)
    return text.replace("  - stories:\n", f"  - stories:\n{told}")


def write_terms(project: Path, name: str, terms: Mapping[str, Any]) -> None:
    """Write a taxonomy; a term is its name, or all that is told of it."""
    told = {one: term if "name" in term else {"name": term} for one, term in terms.items()}
    lines = (f"{one}: {json.dumps(term, ensure_ascii=False)}\n" for one, term in told.items())
    write(project / f"stories/taxonomy/{name}.yml", "".join(lines))


def write_numbered(project: Path, number: int) -> None:
    """Write the n-th story; what it has besides a text follows from its number."""
    fields: dict[str, Any] = {
        "affiliate": ["one", "two", ["two", "three"]][number % 3],
        "category": TAXONOMY["categories"][number % 3],
        "id": f"id{number:04}",
    }
    text = _words(*(_TEXT[one].format(name=f"made-up-{number:04}") for one in ("ko", "en")))
    if number > 1:
        before = folder_of(number - 1)
        fields["related"] = [before.split("/")[1]]
        text = {one: f"{text[one]}\n[←](../../{before}/index.{one}.md)\n" for one in text}
    files = {}
    if number % 3 == 0:
        fields |= {"image": {"file": "head.png", "alt": _words("가상 그림", "A made-up picture")}}
        files["head.png"] = picture(number)
    if number % 5 == 0:
        fields |= {"video": "film.mp4", "award": {"award": "prize", "year": 2021, "prize": "first"}}
        files["film.mp4"] = film()
        files |= CAPTIONS
    if number % 4 == 1:
        text = {one: f"{text[one]}\n![{one}](in-text.png)\n" for one in text}
        files["in-text.png"] = picture(number)
        fields |= {"people": [{"name": _words("가상 인물", "Made-up Person")}], "tags": ["repair", "가상"]}
    languages = ("ko",) if number % 4 == 3 else ("ko", "en")
    write_story(project, folder_of(number), languages, text, files, **fields)


def folder_of(number: int) -> str:
    """Return the folder of the n-th story below the stories' folder."""
    return f"{2018 + number % 6}/made-up-{number:04}"


def write_story(
    project: Path,
    folder: str,
    languages: Sequence[str] = ("ko", "en"),
    text: Mapping[str, str] | None = None,
    files: Mapping[str, bytes] | None = None,
    **fields: Any,
) -> Path:
    """Write a published story with these fields of front matter; its English twin is marked as up to date."""
    year, name = folder.split("/")
    whole: dict[str, Any] = {
        "title": _words(f"지어낸 제목 {name}", f"Made-up title {name}"),
        "summary": _words(f"지어낸 요약 {name}", f"Made-up summary {name}"),
        "affiliate": "one",
        "category": "contact",
        "year": int(year),
        "id": re.sub(r"[^a-z0-9]", "", f"id-{name}")[:20],
        "status": "published",
        **fields,
    }
    text = text or _words(f"지어낸 본문 {name}", f"Made-up body {name}")
    for file, content in (files or {}).items():
        (project / "stories" / folder).mkdir(parents=True, exist_ok=True)
        (project / "stories" / folder / file).write_bytes(content)
    at = project / "stories" / folder
    _write_twins(
        at, "index", languages, whole, text, lambda files: read_story(folder, files, "ko", CONVERTER)
    )
    return at


def write_standing(project: Path, name: str) -> None:
    """Write a page that is not a story."""
    whole = {"title": _words(f"가상 쪽 {name}", f"Page {name}"), "summary": _words("요약", "Summary")}
    read = lambda files: read_page(name, files, "ko", CONVERTER)  # noqa: E731
    _write_twins(
        project / "stories", name, ("ko", "en"), whole, _words(f"쪽 글 {name}", f"Text of {name}"), read
    )


def write_stages(project: Path) -> None:
    """Write a story in every stage, each with a word and a picture of its own: `SECRETdraft`, `SECRETdraft.png` …"""
    stages: dict[str, dict[str, Any]] = {
        "draft": {"status": "draft"},
        "review": {"status": "review"},
        "approved": {"status": "approved"},
        "scheduled": {"status": "approved", "publish_on": "2999-01-02"},
        "expired": {"expires_on": "2001-01-01"},
        "withdrawn": {"consent": "withdrawn"},
        "affiliate": {"audience": "affiliate", "affiliate": "three"},
        "public": {"audience": "public"},
    }
    for number, (stage, fields) in enumerate(stages.items()):
        secret, file = f"SECRET{stage}", f"SECRET{stage}.png"
        write_story(
            project,
            f"2020/stage-{stage}",
            text=_words(f"비밀 {secret}\n\n![비밀]({file})", f"Secret {secret}\n\n![secret]({file})"),
            files={file: picture(number)},
            title=_words(f"비밀 제목 {secret}", f"Secret title {secret}"),
            summary=_words(f"비밀 요약 {secret}", f"Secret summary {secret}"),
            **fields,
        )


def picture(number: int) -> bytes:
    """Return a PNG of one dot, its colour told by the number."""
    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    dot = zlib.compress(bytes([0, number % 256, number // 256 % 256, 128]))
    parts = ((b"IHDR", header), (b"IDAT", dot), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def write(path: Path, text: str) -> None:
    """Write a file, making its folder if need be."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def replace(path: Path, old: str, new: str) -> None:
    """Put `new` in the place of the first `old` in a file, which must be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path} holds no {old!r}"
    write(path, text.replace(old, new, 1))


_TEXT = {
    "ko": "지어낸 본문 {name}입니다. **가상의 고객(Customer)**을 뵙습니다.\n\n## 처음\n\n- 하나\n- 둘\n\n"
    "## 다음\n\n[처음](#처음)으로. [밖](https://example.org/?a=1&b=2) [소개](../../about.ko.md)\n",
    "en": "Made-up body {name}. A **made-up customer**.\n\n## First\n\n- one\n- two\n\n"
    "## Next\n\nBack to [first](#first). [Outside](https://example.org/?a=1&b=2) [about](../../about.en.md)\n",
}


def _words(ko: str, en: str) -> dict[str, str]:
    return {"ko": ko, "en": en}


def _write_twins(
    folder: Path,
    stem: str,
    languages: Sequence[str],
    fields: Mapping[str, Any],
    text: Mapping[str, str],
    read: Any,
) -> None:
    source = _sheet(_in_language(fields, "ko"), text["ko"])
    write(folder / f"{stem}.ko.md", source)
    if "en" not in languages:
        return
    story = read({"ko": File(f"{stem}.ko.md", source.encode())}).value
    own = {key: value["en"] for key, value in fields.items() if key in ("title", "summary")}
    if "image" in fields:
        own["image"] = {"alt": fields["image"]["alt"]["en"]}
    # A story with something wrong in it has no fingerprint.
    own |= {"translated_from": story.fingerprint} if story else {}
    write(folder / f"{stem}.en.md", _sheet(own, text["en"]))


def _in_language(fields: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Return the fields with what each language tells by itself in one language."""
    own = {key: fields[key][language] for key in ("title", "summary") if isinstance(fields[key], dict)}
    if "image" in fields:
        own["image"] = fields["image"] | {"alt": fields["image"]["alt"][language]}
    return {**fields, **own}


def _sheet(fields: Mapping[str, Any], body: str) -> str:
    front = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in fields.items())
    return f"---\n{front}---\n\n{body}\n"
