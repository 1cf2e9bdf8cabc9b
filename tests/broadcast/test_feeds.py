"""Feeds are what their specifications ask for, tell the newest stories, and change when what they tell does."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from email.utils import parsedate_to_datetime
from pathlib import Path
from uuid import UUID, uuid5
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import feedparser
import pytest

from generator.base.addresses import Linker
from generator.base.markup import clean, element
from generator.base.outputs import Data, Drawn, Group
from generator.broadcast.feeds import NEWEST, Followed, feed_outputs
from generator.content.visibility import Channel
from generator.page.feeds import FORMS, KINDS
from tests.broadcast import rules
from tests.broadcast.conftest import HOSTILE, SMALL, URL, wing_of
from tests.broadcast.rules import ATOM, ITUNES, MEDIA, PODCAST
from tests.made_up import FILM_SIZE

FILM = "2024/영상-하나/film.mp4"
LANGUAGES = ("ko", "en")
FAULTS = {"rss.xml": rules.rss_faults, "atom.xml": rules.atom_faults, "feed.json": rules.json_faults}
link = Linker(URL)


def feeds(wing, file: str) -> dict[str, bytes]:
    """Return the feeds of one form by path."""
    return {path: content for path, content in wing.files.items() if path.endswith(f"/{file}")}


def items(wing, path: str) -> list[Element]:
    return ElementTree.fromstring(wing.files[path]).findall("channel/item")


def item_of(wing, title: str, language: str = "ko") -> Element:
    (found,) = [
        item
        for item in items(wing, f"{language}/feeds/stories/rss.xml")
        if title in (item.findtext("title") or "")
    ]
    return found


@pytest.mark.parametrize("file", FAULTS)
def test_every_feed_keeps_to_its_specification(wing, file: str) -> None:
    found = feeds(wing, file)
    assert len(found) == 2 * (1 + 3 + 3 + 1), "all, affiliates, categories, programmes in two languages"
    for path, content in found.items():
        assert list(FAULTS[file](content, link(path))) == [], path


def test_the_rules_find_faults(wing) -> None:
    """Spoil a feed in one place at a time: the rules notice each."""
    path = "ko/feeds/stories/rss.xml"
    whole = wing.files[path].decode()
    for old, new in (
        ("<language>ko</language>", "<language>Korean</language>"),
        ('isPermaLink="false"', 'isPermaLink="true"'),
        ("+0900</pubDate>", "KST</pubDate>"),
        ('type="video/mp4"', 'type="video/mp4; codecs=x"'),
        ('isDefault="true"', 'isDefault="false"'),
        ("</item>", "<enclosure/></item>"),
        ("</item>", "<summary>x</summary></item>"),
        ("/rss.xml", "/other.xml"),
        (f"<link>{URL}", "<link>/"),
        ('medium="video"', 'medium="film"'),
    ):
        assert old in whole
        assert list(rules.rss_faults(whole.replace(old, new, 1).encode(), link(path))), (old, new)
    path = "ko/feeds/stories/atom.xml"
    whole = wing.files[path].decode()
    for old, new in (
        ("<author><name>고객 감동 이야기</name></author>", ""),
        ("<id>urn:", "<id>urn "),
        ('xml:lang="ko"', 'xml:lang="Korean"'),
        ("+09:00</updated>", "</updated>"),
        ('hreflang="en"', 'hreflang="ko"'),
        ("<entry>", "<entry><title>x</title>"),
        ("<entry>", "<entry><pubDate>x</pubDate>"),
    ):
        assert old in whole
        assert list(rules.atom_faults(whole.replace(old, new, 1).encode(), link(path))), (old, new)


def test_feeds_of_lists_that_have_stories(wing) -> None:
    channels = {path.removesuffix("/rss.xml").partition("/feeds/")[2] for path in feeds(wing, "rss.xml")}
    shelves = wing.catalog.shelves
    assert channels == {"stories", *(f"{kind}/{one}" for kind in KINDS for one in shelves[kind])}
    for kind in KINDS:
        for subject, stories in shelves[kind].items():
            for language in LANGUAGES:
                told = items(wing, f"{language}/feeds/{kind}/{subject}/rss.xml")
                written = [one for one in stories if language in one.languages]
                assert len(told) == min(NEWEST, len(written))


def test_the_newest_come_first_whatever_they_tell_of(wing) -> None:
    told = items(wing, "ko/feeds/stories/rss.xml")
    assert len(told) == NEWEST
    assert [item.findtext("link") for item in told[:2]] == [
        link("ko/stories/영상-하나/"),
        link("ko/stories/hostile-markup/"),
    ]
    days = [parsedate_to_datetime(item.findtext("pubDate") or "") for item in told]
    assert days == sorted(days, reverse=True)
    assert days[0].isoformat() == "2026-11-21T00:00:00+09:00"
    root = ElementTree.fromstring(wing.files["ko/feeds/stories/rss.xml"])
    assert root.findtext("channel/lastBuildDate") == "Sat, 21 Nov 2026 00:00:00 +0900"


def test_only_stories_of_the_language(wing) -> None:
    for language in LANGUAGES:
        told = json.loads(wing.files[f"{language}/feeds/stories/feed.json"])["items"]
        assert all(item["url"].startswith(f"{URL}{language}/") for item in told)
    assert b"made-up-0003" in wing.files["ko/feeds/categories/contact/feed.json"]
    assert b"made-up-0003" not in wing.files["en/feeds/categories/contact/feed.json"]


def test_what_is_not_shown_is_in_no_feed(wing) -> None:
    for path, content in wing.files.items():
        assert not re.search(rb"SECRET(?!public)", content), path
    assert any(b"SECRETpublic" in content for content in wing.files.values())


def test_readers_of_a_public_site(read) -> None:
    catalog, settings = read
    public = wing_of(
        replace(catalog, channel=Channel("site", "public"), made={}), replace(settings, audience="public")
    )
    told = items(public, "ko/feeds/stories/rss.xml")
    assert [item.findtext("title") for item in told] == ["비밀 제목 SECRETpublic"]
    assert b"itunes:block" not in public.files["ko/feeds/stories/rss.xml"]


def test_no_feeds_where_they_could_not_be_read(read) -> None:
    catalog, settings = read
    assert wing_of(catalog, replace(settings, site_url="")).files == {}
    assert wing_of(catalog, settings, portable=True).files == {}
    for name in ("serve", "preview"):
        assert wing_of(replace(catalog, channel=Channel(name)), settings).files == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", HOSTILE)
def test_titles_are_told_as_they_are(wing, name: str, language: str) -> None:
    title = clean(HOSTILE[name] + (" (en)" if language == "en" else ""))
    folder = f"{language}/feeds/stories"
    address = link(f"{language}/stories/hostile-{name}/")
    (item,) = [one for one in items(wing, f"{folder}/rss.xml") if one.findtext("link") == address]
    assert item.findtext("title") == title
    # A description is HTML: as text of its own it is whole again.
    html = ElementTree.fromstring(item.findtext("description") or "")
    assert (html.tag, html.text, len(html)) == ("p", title, 0)
    root = ElementTree.fromstring(wing.files[f"{folder}/atom.xml"])
    titles = {one.findtext(f"{ATOM}title"): one.findtext(f"{ATOM}summary") for one in root}
    assert titles[title] == title
    told = json.loads(wing.files[f"{folder}/feed.json"])["items"]
    assert title in [one["title"] for one in told if one["url"] == address]


def test_characters_that_xml_does_not_allow() -> None:
    text = "".join(map(chr, [*range(0x20), 0x7F, 0x85, 0x9F, 0xD800, 0xFFFE, 0xFFFF, 0x10FFFF])) + "가"
    written = element("a", {"b": text}, text)
    assert ElementTree.fromstring(written).text == "\t\n\n\x85\U0010ffff가"
    assert clean("가") == "가"


def test_feedparser_understands_every_feed(wing) -> None:
    for file in ("rss.xml", "atom.xml"):
        for path, content in feeds(wing, file).items():
            read = feedparser.parse(content)
            assert not read.bozo, (path, read.get("bozo_exception"))
            assert read.version == {"rss.xml": "rss20", "atom.xml": "atom10"}[file]
            root = ElementTree.fromstring(content)
            own = root.findall("channel/item") if file == "rss.xml" else root.findall(f"{ATOM}entry")
            assert len(read.entries) == len(own) > 0
            for entry, one in zip(read.entries, own, strict=True):
                assert (entry.id, bool(entry.link)) == (
                    one.findtext("guid") or one.findtext(f"{ATOM}id"),
                    True,
                )
                assert entry.published_parsed
                assert entry.summary
                assert entry.media_thumbnail[0]["url"].startswith(URL)
                assert [each.href for each in entry.enclosures] == _enclosed(one)


def _enclosed(one: Element) -> list[str | None]:
    links = [each.get("href") for each in one.findall(f"{ATOM}link") if each.get("rel") == "enclosure"]
    return [each.get("url") for each in one.findall("enclosure")] + links


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_film_is_told_whole(project: Path, wing, language: str) -> None:
    small_size = (project / SMALL).stat().st_size
    item = item_of(wing, "영상-하나", language)
    film, small = link(f"media/{FILM}"), link("media/2024/영상-하나/small.mp4")
    enclosure = item.find("enclosure")
    assert enclosure is not None
    assert enclosure.attrib == {"url": film, "length": str(FILM_SIZE), "type": "video/mp4"}
    contents = [one.attrib for one in item.findall(f"{MEDIA}group/{MEDIA}content")]
    common = {"type": "video/mp4", "medium": "video", "expression": "full", "duration": "2", "lang": "ko"}
    sizes = {"fileSize": str(FILM_SIZE), "width": "64", "height": "36"}
    less = {"fileSize": str(small_size), "width": "32", "height": "18"}
    assert contents == [
        {"url": film, "isDefault": "true", **common, **sizes},
        {"url": small, "isDefault": "false", **common, **less},
    ]
    thumbnail = item.find(f"{MEDIA}group/{MEDIA}thumbnail")
    assert thumbnail is not None
    assert thumbnail.get("url") == link("media/2024/영상-하나/head.png")
    assert item.findtext(f"{ITUNES}duration") == "2"
    transcripts = [one.attrib for one in item.findall(f"{PODCAST}transcript")]
    assert [(one["language"], one["type"], one["rel"]) for one in transcripts] == [
        ("ko", "text/vtt", "captions"),
        ("en", "text/vtt", "captions"),
    ]
    subtitles = [one.get("href") for one in item.findall(f"{MEDIA}group/{MEDIA}subTitle")]
    assert subtitles == [one["url"] for one in transcripts]
    told = json.loads(wing.files[f"{language}/feeds/programmes/talks/feed.json"])["items"]
    assert told[0]["attachments"] == [
        {
            "url": film,
            "mime_type": "video/mp4",
            "title": told[0]["title"],
            "size_in_bytes": FILM_SIZE,
            "duration_in_seconds": 2,
        }
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_chapters(wing, language: str) -> None:
    chapters = item_of(wing, "영상-하나", language).find(f"{PODCAST}chapters")
    assert chapters is not None
    path = f"{language}/stories/영상-하나/chapters.json"
    assert chapters.get("url") == link(path)
    assert list(rules.chapter_faults(wing.files[path])) == []
    titles = {"ko": ["처음 <1>", "다음"], "en": ["First", "Next & last"]}[language]
    told = json.loads(wing.files[path])["chapters"]
    assert told == [
        {"startTime": 0, "endTime": 0.5, "title": titles[0]},
        {"startTime": 0.5, "endTime": 2, "title": titles[1]},
    ]


def test_a_film_on_the_media_host(wing) -> None:
    enclosure = item_of(wing, "elsewhere").find("enclosure")
    assert enclosure is not None
    there = "https://media.example/films/2024/%EC%98%81%EC%83%81%20%ED%95%98%EB%82%98.webm"
    assert enclosure.attrib == {"url": there, "length": "0", "type": "video/webm"}
    told = json.loads(wing.files["ko/feeds/stories/feed.json"])["items"]
    (attached,) = [one["attachments"] for one in told if "elsewhere" in one["url"]]
    assert attached == [
        {
            "url": there,
            "mime_type": "video/webm",
            "title": "지어낸 제목 elsewhere",
            "duration_in_seconds": 120,
        }
    ]


def ids(wing) -> Iterator[tuple[str, str, str]]:
    """Yield (id of its Atom, id of its JSON, guid of its RSS) of the story with a film and of one without, in each language."""
    for language in LANGUAGES:
        root = ElementTree.fromstring(wing.files[f"{language}/feeds/stories/atom.xml"])
        told = json.loads(wing.files[f"{language}/feeds/stories/feed.json"])["items"]
        for name in ("영상-하나", "hostile-emoji"):
            address = link(f"{language}/stories/{name}/")
            guid = [
                one.findtext("guid")
                for one in items(wing, f"{language}/feeds/stories/rss.xml")
                if one.findtext("link") == address
            ]
            atom = [
                one.findtext(f"{ATOM}id")
                for one in root.findall(f"{ATOM}entry")
                if address in [each.get("href") for each in one if each.get("hreflang") == language]
            ]
            yield atom[0] or "", next(one["id"] for one in told if one["url"] == address), guid[0] or ""


def test_a_guid_changes_with_its_film_and_with_nothing_else(wing) -> None:
    catalog, settings = wing.catalog, wing.settings
    before = list(ids(wing))
    assert len({one for each in before for one in each}) == 4 + 2, (
        "those of films have a guid besides their id"
    )
    assert before[1][0] == before[1][1] == before[1][2]
    other = replace(catalog, films={**catalog.films, FILM: replace(catalog.films[FILM], content="other")})
    after = list(ids(wing_of(other, settings)))
    assert [one[:2] for one in after] == [one[:2] for one in before]
    assert [one[2] == two[2] for one, two in zip(before, after, strict=True)] == [False, True, False, True]
    retold = tuple(
        replace(one, summary=one.title, year=2020, title=one.summary, publish_on=date(2026, 11, 18))
        for one in catalog.everything
    )
    again = wing_of(
        replace(catalog, everything=retold), replace(settings, site_name={"ko": "새", "en": "New"})
    )
    assert list(ids(again)) == before


def test_ids_stay_where_the_site_moves(wing) -> None:
    moved = wing_of(wing.catalog, replace(wing.settings, site_url="https://elsewhere.example/"))
    for path in feeds(wing, "rss.xml"):
        before, after = items(wing, path), items(moved, path)
        assert [one.findtext("guid") for one in before] == [one.findtext("guid") for one in after]


def test_the_podcast_guid_follows_from_the_address(wing) -> None:
    for path, content in feeds(wing, "rss.xml").items():
        guid = ElementTree.fromstring(content).findtext(f"channel/{PODCAST}guid")
        space = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
        assert guid == str(uuid5(space, link(path).removeprefix("https://")))


def test_only_what_tells_a_story_is_made_anew(wing) -> None:
    catalog, settings = wing.catalog, wing.settings
    changed = tuple(
        replace(one, front="other", title=one.summary) if one.slug == "영상-하나" else one
        for one in catalog.everything
    )
    after = wing_of(replace(catalog, everything=changed), settings)
    differing = {path for path, key in after.groups.items() if wing.groups[path] != key}
    showing = {path for path, content in wing.files.items() if "지어낸 제목 영상-하나".encode() in content}
    showing |= {path for path, content in wing.files.items() if "Made-up title 영상-하나".encode() in content}
    assert differing == showing
    film = wing_of(
        replace(catalog, films={**catalog.films, FILM: replace(catalog.films[FILM], seconds=90.0)}), settings
    )
    assert {path for path, key in film.groups.items() if wing.groups[path] != key} == {
        *showing,
        "ko/stories/영상-하나/chapters.json",
        "en/stories/영상-하나/chapters.json",
    }


def test_feeds_of_any_other_list(wing) -> None:
    stories = [wing.catalog.by_slug[name] for name in ("hostile-emoji", "영상-하나")]
    lists = [
        Followed("broadcast/lobby", "ko", "로비 <1>", "로비에서 트는 이야기", "ko/broadcast/lobby/", stories),
        Followed("broadcast/nothing", "ko", "빈 것", "빈 것", "ko/broadcast/nothing/", ()),
    ]
    parts = list(feed_outputs(wing.catalog, wing.settings, lists))
    made = [one for part in parts if isinstance(part, Group) for one in part.make()]
    files = {one.path: one.content for one in made if isinstance(one, Data)}
    own = {path: content for path, content in files.items() if path not in wing.files}
    assert set(own) == {f"ko/feeds/broadcast/lobby/{form.file}" for form in FORMS}
    for path, content in own.items():
        assert list(FAULTS[path.rpartition("/")[2]](content, link(path))) == []
    told = json.loads(own["ko/feeds/broadcast/lobby/feed.json"])
    assert (told["title"], told["home_page_url"]) == ("로비 <1>", link("ko/broadcast/lobby/"))
    assert [one["url"] for one in told["items"]] == [link(f"ko/stories/{one.slug}/") for one in stories]
    pictures = {part.path for part in parts if isinstance(part, Drawn)}
    assert told["icon"].removeprefix(URL) in pictures


def test_the_same_bytes_again(read, wing) -> None:
    assert wing_of(*read).files == wing.files


def test_forms() -> None:
    assert [form.type for form in FORMS] == [
        "application/rss+xml",
        "application/atom+xml",
        "application/feed+json",
    ]
