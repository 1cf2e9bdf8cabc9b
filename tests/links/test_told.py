"""What machines are told of a story: JSON-LD, oEmbed and QR codes, held against what their readers ask for."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import segno
from PIL import Image

from generator.site.structured import duration
from tests.build.reading_pages import Seen
from tests.build.running import built, theme_of, tree
from tests.made_up import make_project, picture, write_story

URL = "https://host.example/delight/"
ADDRESS = {"type": "string", "pattern": "^https://host\\.example/delight/|^https://media\\.example/"}
DAY = {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}-[0-9]{2})?$"}
TEXT = {"type": "string", "minLength": 1}
CLIP = {
    "required": ["@type", "name", "startOffset", "url"],
    "properties": {
        "@type": {"const": "Clip"},
        "name": TEXT,
        "startOffset": {"type": "number", "minimum": 0},
        "endOffset": {"type": "number"},
        "url": ADDRESS,
    },
    "additionalProperties": False,
}
NAMED = {"required": ["@type", "name"], "properties": {"name": TEXT}}
EVERY: dict[str, Any] = {
    "@context": {"const": "https://schema.org"},
    "@type": {"type": "array", "contains": {"const": "LearningResource"}},
    "@id": ADDRESS,
    "url": ADDRESS,
    "name": TEXT,
    "description": TEXT,
    "inLanguage": {"enum": ["ko", "en"]},
    "isAccessibleForFree": {"const": True},
    "learningResourceType": {"enum": ["사례", "case study"]},
    "about": {"type": "array", "minItems": 1, "items": NAMED},
    "author": NAMED,
    "isPartOf": NAMED,
    "sourceOrganization": {"type": "array", "items": NAMED},
    "identifier": ADDRESS,
}
ARTICLE = {
    "type": "object",
    "required": [*EVERY, "headline", "datePublished", "image"],
    "properties": EVERY
    | {"headline": TEXT, "datePublished": DAY, "image": {"type": "array", "items": ADDRESS}},
    "additionalProperties": False,
}
"""https://developers.google.com/search/docs/appearance/structured-data/article: nothing is required, these are recommended."""
VIDEO = {
    "type": "object",
    "required": [*EVERY, "thumbnailUrl", "uploadDate", "contentUrl", "embedUrl"],
    "properties": EVERY
    | {
        "thumbnailUrl": {"type": "array", "items": ADDRESS, "minItems": 1},
        "uploadDate": DAY,
        "contentUrl": ADDRESS,
        "embedUrl": ADDRESS,
        "duration": {"type": "string", "pattern": "^PT([0-9]+H)?([0-9]+M)?([0-9]+S)?$"},
        "hasPart": {"type": "array", "items": CLIP},
        "transcript": TEXT,
    },
    "additionalProperties": False,
}
"""https://developers.google.com/search/docs/appearance/structured-data/video: name, thumbnailUrl and uploadDate are required, and of
a Clip name, startOffset and url."""
OEMBED = {
    "type": "object",
    "required": ["version", "type", "title", "provider_name", "provider_url", "html", "width", "height"],
    "properties": {
        "version": {"const": "1.0"},
        "type": {"enum": ["video", "rich"]},
        "html": {"type": "string", "pattern": "^<iframe src=.*></iframe>$"},
        "width": {"type": "integer"},
        "height": {"type": "integer"},
        "thumbnail_url": ADDRESS,
        "provider_url": ADDRESS,
    },
    "dependentRequired": {"thumbnail_url": ["thumbnail_width", "thumbnail_height"]},
}
"""https://oembed.com/, 2.3.4."""
CHAPTERS = {"0:00": {"ko": "처음", "en": "First"}, "1:05.5": {"ko": "끝", "en": "Last"}}
WORDS = "WEBVTT\n\n00:01.000 --> 00:02.000\n안녕하세요 </script>\n\n00:03.000 --> 00:04.000\n{more}\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = make_project(
        tmp_path_factory.mktemp("told") / "project", stories=0, url=URL, media_base="https://media.example/"
    )
    video = {"file": "media:2021/film.mp4", "length": "1:02:05", "chapters": CHAPTERS}
    told = {
        "captions.ko.vtt": WORDS.format(more="그리고").encode(),
        "captions.en.vtt": WORDS.format(more="long " * 900).encode(),
    }
    write_story(project, "2021/film", video=video, files=told, date="2021-03-05")
    hard = {"ko": '따옴표 " & <b> </script>', "en": 'Quotation " & <b> </script>'}
    write_story(project, "2021/hard", title=hard, tags=["repair"], publish_on="2022-01-02")
    write_story(
        project, "2021/photo", ("ko",), files={"a.png": picture(1)}, image={"file": "a.png", "alt": hard}
    )
    write_story(project, "2021/gone", consent="withdrawn")
    theme_of(project)
    return project


@pytest.fixture(scope="module")
def site(project: Path) -> dict[str, bytes]:
    built(project)
    return tree(project / "site")


def data(site: dict[str, bytes], path: str) -> Any:
    (found,) = re.findall(rb'<script type="application/ld\+json">(.*?)</script>', site[path], re.DOTALL)
    return json.loads(found)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_article(site: dict[str, bytes], language: str) -> None:
    told = data(site, f"{language}/stories/hard/index.html")
    jsonschema.validate(told, ARTICLE)
    assert told["@type"][0] == "Article" and told["inLanguage"] == language
    assert told["headline"].endswith('" & <b> </script>')
    assert told["url"] == f"{URL}{language}/stories/hard/" and told["identifier"] == f"{URL}s/idhard/"
    assert told["datePublished"] == "2022-01-02"
    for image in told["image"]:
        assert image.removeprefix(URL) in site
    assert told["about"][-1]["name"] == {"ko": "가상 repair", "en": "Made-up repair"}[language]


def test_only_the_year_is_told_where_no_day_is_known(site: dict[str, bytes]) -> None:
    told = data(site, "ko/stories/photo/index.html")
    jsonschema.validate(told, ARTICLE)
    assert told["datePublished"] == "2021" and told["image"] == [f"{URL}media/2021/photo/a.png"]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_film(site: dict[str, bytes], language: str) -> None:
    told = data(site, f"{language}/stories/film/index.html")
    jsonschema.validate(told, VIDEO)
    assert told["contentUrl"] == "https://media.example/2021/film.mp4"
    assert told["duration"] == "PT1H2M5S" and told["uploadDate"] == "2021-03-05"
    here = f"{URL}{language}/stories/film/"
    assert [(one["startOffset"], one["endOffset"], one["url"]) for one in told["hasPart"]] == [
        (0, 65.5, f"{here}#t=0"),
        (65.5, 3725, f"{here}#t=65.5"),
    ]
    assert told["hasPart"][0]["name"] == {"ko": "처음", "en": "First"}[language]
    assert told["thumbnailUrl"][0].endswith(".png")
    if language == "ko":
        assert told["transcript"] == "안녕하세요 </script> 그리고"
    else:
        assert "transcript" not in told, "a long one would weigh more than the page"
    assert f"{told['embedUrl'].removeprefix(URL)}index.html" in site


@pytest.mark.parametrize("language", ["ko", "en"])
def test_article_with_the_clip_made_from_it(folders: dict[str, Path], language: str) -> None:
    path = f"{language}/stories/grandmothers-tv/index.html"
    told = data({path: (folders["own"] / path).read_bytes()}, path)
    assert told["@type"] == ["Article", "LearningResource"]
    assert told["video"]["@type"] == "VideoObject" and told["video"].keys() >= {
        *("name", "description", "thumbnailUrl", "uploadDate", "contentUrl", "duration", "hasPart")
    }
    below = told["video"]["contentUrl"].removeprefix("https://intranet.example/culture/own/")
    assert (folders["own"] / below).is_file()


def test_only_stories_are_told_of(site: dict[str, bytes]) -> None:
    with_data = {path for path, content in site.items() if b"ld+json" in content and path.endswith(".html")}
    assert with_data == {
        f"{one}/stories/{name}/index.html" for one in ("ko", "en") for name in ("film", "hard")
    } | {"ko/stories/photo/index.html"}


@pytest.mark.parametrize(
    "seconds, written", [(0.2, "PT1S"), (60, "PT1M"), (3600, "PT1H"), (252.4, "PT4M12S")]
)
def test_lengths(seconds: float, written: str) -> None:
    assert duration(seconds) == written


def test_oembed(site: dict[str, bytes]) -> None:
    files = {path for path in site if path.startswith("oembed/")}
    assert files == {
        f"oembed/{one}/id{name}.json" for one in ("ko", "en") for name in ("film", "hard", "photo")
    }
    for path in files:
        _, language, name = path.removesuffix(".json").split("/")
        told = json.loads(site[path])
        jsonschema.validate(told, OEMBED)
        assert told["type"] == ("video" if name == "idfilm" else "rich")
        frame = Seen(told["html"])
        assert frame.links == [f"{URL}{language}/embed/{name}/"]
        assert f"{language}/embed/{name}/index.html" in site
        with Image.open(io.BytesIO(site[told["thumbnail_url"].removeprefix(URL)])) as shown:
            assert shown.size == (told["thumbnail_width"], told["thumbnail_height"])
        page = site.get(f"{language}/stories/{name.removeprefix('id')}/index.html", b"")
        found = [
            one
            for one in Seen(page.decode()).rel("alternate")
            if one.get("type") == "application/json+oembed"
        ]
        translated = (language, name) != ("en", "idphoto")
        assert [one["href"] for one in found] == ([f"{URL}{path}"] if translated else [])


def test_codes_lead_to_the_permanent_address(site: dict[str, bytes]) -> None:
    for name in ("idfilm", "idhard", "idphoto"):
        wanted = segno.make_qr(f"{URL}s/{name}/", error="m").matrix
        with Image.open(io.BytesIO(site[f"s/{name}/qr.png"])) as picture_:
            shown = picture_.convert("L")
            count = len(wanted) + 8
            dot = shown.width // count
            assert shown.size == (count * dot, count * dot)
            dots = [
                [shown.getpixel((x * dot + dot // 2, y * dot + dot // 2)) == 0 for x in range(count)]
                for y in range(count)
            ]
        assert [row[4:-4] for row in dots[4:-4]] == [[bool(one) for one in row] for row in wanted]
        assert not any(any(row) for row in (*dots[:4], *dots[-4:], *zip(*dots, strict=True))[:8])
        assert b'viewBox="0 0 %d %d"' % (count, count) in site[f"s/{name}/qr.svg"]
        assert b'fill="#fff"' in site[f"s/{name}/qr.svg"], "on a dark page it would be dark on dark"
    assert "s/idgone/qr.svg" not in site and "s/idgone/index.html" in site


def test_a_site_that_does_not_know_where_it_stands(project: Path, tmp_path: Path) -> None:
    text = (project / "mkdocs.yml").read_text(encoding="utf-8")
    try:
        (project / "mkdocs.yml").write_text(text.replace(URL, ""), encoding="utf-8")
        built(project, site_dir=tmp_path / "site")
    finally:
        (project / "mkdocs.yml").write_text(text, encoding="utf-8")
    site = tree(tmp_path / "site")
    assert not [path for path in site if "qr." in path or path.startswith("oembed/")]
    assert "ko/embed/idhard/index.html" in site
    for path, content in site.items():
        assert not path.endswith(".html") or not re.search(rb"ld\+json|oembed|<iframe|qr\.svg", content), path
