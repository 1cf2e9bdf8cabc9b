"""Tables of values: what is visible, how twins are laid together, what a fingerprint covers, names, taxonomies, settings."""

from __future__ import annotations

import datetime as dt
import itertools
import unicodedata
from pathlib import Path

import pytest

from generator.base.problems import Problem
from generator.base.settings import Settings, read_settings
from generator.content.body import Converter, Markup
from generator.content.catalog import Catalog, newest_first
from generator.content.files import find_sources, slug_of
from generator.content.reading import Reading, read_story
from generator.content.sheets import File
from generator.content.story import Story
from generator.content.taxonomy import Taxonomy, read_taxonomy
from generator.content.visibility import SEOUL, Channel, hidden_because
from generator.content.words import Said, Words
from tests.content.projects import SETTINGS, story, write

CONVERTER = Converter(Markup())
TODAY = dt.date(2026, 11, 21)
PAST, NOW, COMING = "2026-11-20", "2026-11-21", "2026-11-22"


def read(korean: str, english: str | None = None) -> Reading:
    files = {"ko": File("ko.md", korean.encode())}
    if english is not None:
        files["en"] = File("en.md", english.encode())
    return read_story("2021/call", files, "ko", CONVERTER)


def read_good(korean: str, english: str | None = None) -> Story:
    reading = read(korean, english)
    assert isinstance(reading.value, Story), reading.problems
    return reading.value


def twin(**fields: str) -> str:
    given = {"title": "A call", "summary": "A day saved."} | fields
    return "\n".join(["---", *(f"{key}: {value}" for key, value in given.items()), "---", "", "A story.", ""])


def told(problems: tuple[Problem, ...]) -> list[str]:
    """Return problems as `name value value …`."""
    return [" ".join([one.name, *(value for _, value in one.values)]) for one in problems]


SITE = Channel("site")
PUBLISHED = {"id": "k7m2xq", "status": "published"}
APPROVED = {"id": "k7m2xq", "status": "approved"}


@pytest.mark.parametrize(
    ("fields", "channel", "reason"),
    [
        ({}, SITE, "draft"),
        ({"status": "draft"}, SITE, "draft"),
        ({"status": "draft", "publish_on": PAST}, SITE, "draft"),
        ({"status": "draft"}, Channel("preview"), None),
        ({"status": "draft"}, Channel("serve"), None),
        ({"status": "review", "publish_on": PAST}, SITE, "review"),
        ({"status": "review"}, Channel("preview"), None),
        (APPROVED, SITE, "waiting"),
        (APPROVED | {"publish_on": COMING}, SITE, "waiting"),
        (APPROVED | {"publish_on": NOW}, SITE, None),
        (APPROVED | {"publish_on": PAST}, SITE, None),
        (APPROVED, Channel("serve"), None),
        (PUBLISHED, SITE, None),
        (PUBLISHED | {"publish_on": PAST}, SITE, None),
        (PUBLISHED | {"publish_on": NOW}, SITE, None),
        (PUBLISHED | {"publish_on": COMING}, SITE, "waiting"),
        (PUBLISHED | {"publish_on": COMING}, Channel("preview"), None),
        (PUBLISHED | {"expires_on": COMING}, SITE, None),
        (PUBLISHED | {"expires_on": NOW}, SITE, "expired"),
        (PUBLISHED | {"expires_on": PAST}, SITE, "expired"),
        (PUBLISHED | {"expires_on": PAST}, Channel("preview"), "expired"),
        (PUBLISHED | {"publish_on": PAST, "expires_on": COMING}, SITE, None),
        (PUBLISHED | {"consent": "withdrawn"}, SITE, "withdrawn"),
        (PUBLISHED | {"consent": "withdrawn"}, Channel("serve"), "withdrawn"),
        (PUBLISHED | {"consent": "withdrawn", "expires_on": PAST}, SITE, "withdrawn"),
        ({"consent": "withdrawn"}, SITE, "withdrawn"),
        (PUBLISHED | {"consent": "obtained"}, SITE, None),
        (PUBLISHED | {"audience": "internal"}, Channel("site", "public"), "audience"),
        (PUBLISHED | {"audience": "internal"}, Channel("preview", "public"), "audience"),
        (PUBLISHED | {"audience": "public"}, Channel("site", "public"), None),
        (PUBLISHED | {"audience": "public"}, Channel("site", "internal", "lg-chem"), None),
        (PUBLISHED | {"audience": "internal"}, Channel("site", "internal", "lg-chem"), None),
        (PUBLISHED | {"audience": "affiliate"}, SITE, "audience"),
        (PUBLISHED | {"audience": "affiliate"}, Channel("site", "internal", "lg-electronics"), None),
        (PUBLISHED | {"audience": "affiliate"}, Channel("site", "internal", "lg-chem"), "audience"),
        (PUBLISHED | {"audience": "affiliate"}, Channel("site", "public", "lg-electronics"), "audience"),
        (PUBLISHED | {"audience": "affiliate"}, Channel("preview"), None),
        (PUBLISHED | {"audience": "affiliate", "consent": "withdrawn"}, SITE, "audience"),
        ({"status": "draft", "audience": "affiliate"}, SITE, "audience"),
    ],
)
def test_visible(fields: dict[str, str], channel: Channel, reason: str | None) -> None:
    assert hidden_because(read_good(story(**fields)), TODAY, channel) == reason


def test_what_a_site_shows_its_preview_shows_too() -> None:
    choices = {
        "status": ("draft", "review", "approved", "published"),
        "publish_on": (None, PAST, COMING),
        "expires_on": (None, "2026-11-23", "2026-11-21"),
        "consent": (None, "pending", "withdrawn"),
        "audience": ("internal", "affiliate", "public"),
    }
    for values in itertools.product(*choices.values()):
        fields = dict(zip(choices, values, strict=True))
        if (fields["publish_on"], fields["expires_on"]) == (COMING, "2026-11-21"):
            continue
        one = read_good(story(id="k7m2xq", **fields))
        for audience, affiliate in itertools.product(
            ("internal", "public"), ("", "lg-electronics", "lg-chem")
        ):
            shown, before = (
                hidden_because(one, TODAY, Channel(name, audience, affiliate)) for name in ("site", "preview")
            )
            assert before is None or shown is not None
            assert before not in ("draft", "review", "waiting")
            assert "withdrawn" not in (fields["consent"],) or shown is not None


def test_the_clock_is_seoul() -> None:
    assert dt.datetime(2026, 11, 20, 15, 0, tzinfo=dt.UTC).astimezone(SEOUL).date() == TODAY


PEOPLE = "[{name: {ko: 홍길동, en: Hong Gil-dong}, role: 주임}, {name: 김철수}]"


@pytest.mark.parametrize(
    ("source", "english", "field", "expected"),
    [
        ({}, {}, "title", Words((("ko", "전화 한 통"), ("en", "A call")))),
        ({"title": "{ko: 가, en: A}"}, {"title": "A"}, "title", Words((("ko", "가"), ("en", "A")))),
        ({"title": "{ko: 가, en: A}"}, {"title": "{en: A}"}, "title", Words((("ko", "가"), ("en", "A")))),
        ({"title": "{ko: 가, en: A}"}, {"title": "B"}, "", "twin-contradicts title"),
        ({"title": "가"}, {"title": "{ko: 가, en: A}"}, "title", Words((("ko", "가"), ("en", "A")))),
        ({"title": "가"}, {"title": "{ko: 나, en: A}"}, "", "twin-contradicts title"),
        ({"title": " 가   나 "}, {"title": "A\n  B"}, "title", Words((("ko", "가 나"), ("en", "A B")))),
        ({}, {}, "year", 2021),
        ({}, {"year": "2021"}, "year", 2021),
        ({}, {"year": "2022"}, "", "twin-contradicts year"),
        ({}, {"date": "2021-03-30"}, "", "shared-in-twin date"),
        ({"date": "2021-03-30"}, {"date": "2021-03-30"}, "date", dt.date(2021, 3, 30)),
        ({"tags": "[가, 나]"}, {}, "tags", ("가", "나")),
        ({"tags": "[가, 나]"}, {"tags": "가, 나"}, "tags", ("가", "나")),
        ({"tags": "[가, 나]"}, {"tags": "가, 다"}, "", "twin-contradicts tags"),
        ({"tags": "[가, 나]"}, {"tags": "[가]"}, "", "twin-contradicts tags"),
        ({}, {"tags": "[가]"}, "", "shared-in-twin tags"),
        ({"featured": "true"}, {"featured": "yes"}, "featured", True),
        (
            {"pain_point": "늦음"},
            {"pain_point": "late"},
            "pain_point",
            Words((("ko", "늦음"), ("en", "late"))),
        ),
        ({}, {"pain_point": "late"}, "pain_point", Words((("en", "late"),))),
        ({"year": "어제"}, {"year": "2021"}, "", "wrong-type year 네 자리 해(예: 2021) a year such as 2021"),
        ({}, {"status": "published"}, "", "shared-in-twin status"),
        ({}, {"date": "2022-03-30"}, "", "shared-in-twin date"),
        ({"translated_from": "0f3a9c21b7de"}, {}, "", "only-in-twin translated_from"),
        ({}, {"translated_from": "0f3a9c21b7de"}, "translated_from", "0f3a9c21b7de"),
    ],
)
def test_twins_laid_together(
    source: dict[str, str], english: dict[str, str], field: str, expected: object
) -> None:
    reading = read(story(**source), twin(**english))
    if field:
        assert reading.value is not None, told(reading.problems)
        assert getattr(reading.value, field) == expected
    else:
        assert told(reading.problems) == [expected]


@pytest.mark.parametrize(
    ("english", "expected"),
    [
        (
            "[{name: Hong Gil-dong, role: supervisor}, {name: Kim Chul-soo}]",
            [("홍길동", "Hong Gil-dong", "주임", "supervisor"), ("김철수", "Kim Chul-soo", None, None)],
        ),
        (
            "[{role: supervisor}, {}]",
            [("홍길동", "Hong Gil-dong", "주임", "supervisor"), ("김철수", None, None, None)],
        ),
        ("[{name: Hong}, {}]", ["twin-contradicts people.name"]),
        ("[{role: supervisor}]", ["twin-count people 2 1"]),
    ],
)
def test_records_of_twins(english: str, expected: list[object]) -> None:
    reading = read(story(people=PEOPLE), twin(people=english))
    if isinstance(reading.value, Story):
        assert expected == [
            (
                *(one.name.get(language) for language in ("ko", "en")),
                *((one.role.get(language) if one.role else None) for language in ("ko", "en")),
            )
            for one in reading.value.people
        ]
    else:
        assert told(reading.problems) == expected


BODY = "첫 줄.\n\n## 제목\n\n둘째 줄."
TOLD = {
    "pain_point": "늦음",
    "people": PEOPLE,
    "image": "{file: a.jpg, alt: 사진, credit: 홍보팀}",
    "sources": "[{title: 예시일보, date: 2021-03}]",
    "consent": "{status: obtained, note: 서면}",
}


def fingerprint(text: str) -> str:
    return read_good(text).fingerprint


@pytest.mark.parametrize(
    "changed",
    [
        {"status": "review"},
        {"status": "published", "id": "k7m2xq"},
        {"publish_on": "2021-04-05", "expires_on": "2031-04-05"},
        {"approved_by": "홍보팀", "approved_on": "2021-04-01"},
        {"affiliate": "[lg-electronics, lg-chem]", "category": "other", "year": "2022"},
        {"tags": "[가]", "related": "[나]", "featured": "true", "audience": "public"},
        {"image": "{file: b.jpg, alt: 사진, credit: 홍보팀}"},
        {"sources": "[{title: 예시일보, date: 2022, url: https://news.example/2}]"},
        {"title": "'전화 한 통'", "summary": "고객의 하루를 지킨 전화입니다. # 주석"},
        {"title": "{ko: 전화 한 통, en: A call}"},
        {"body": BODY.replace("\n", "  \n")},
        {"body": f"\n\n{BODY}\n\n\n"},
    ],
)
def test_a_fingerprint_stays(changed: dict[str, str]) -> None:
    given = {"body": BODY} | TOLD
    assert fingerprint(story(**(given | changed))) == fingerprint(story(**given))


def test_a_fingerprint_stays_on_another_system() -> None:
    text = story(body=BODY, **TOLD)
    for same in (text.replace("\n", "\r\n"), text.replace("\n", "\r"), unicodedata.normalize("NFD", text)):
        assert fingerprint(same) == fingerprint(text)
    lines = text.split("\n")
    assert fingerprint("\n".join([lines[0], *lines[5:0:-1], *lines[6:]])) == fingerprint(text)


@pytest.mark.parametrize(
    "changed",
    [
        {"title": "전화 두 통"},
        {"summary": "다른 요약입니다."},
        {"pain_point": "더 늦음"},
        {"pain_point": None},
        {"what_changed": "나아짐"},
        {"people": PEOPLE.replace("주임", "책임")},
        {"people": PEOPLE.replace("김철수", "김영희")},
        {"image": "{file: a.jpg, alt: 다른 사진, credit: 홍보팀}"},
        {"sources": "[{title: 다른 신문, date: 2021-03}]"},
        {"consent": "{status: obtained, note: 구두}"},
        {"body": BODY.replace("둘째", "셋째")},
        {"body": BODY.replace("## ", "### ")},
    ],
)
def test_a_fingerprint_changes(changed: dict[str, str | None]) -> None:
    given: dict[str, str | None] = {"body": BODY, **TOLD}
    assert fingerprint(story(**(given | changed))) != fingerprint(story(**given))


def test_a_twin_is_stale_when_its_source_changes() -> None:
    source = story()
    marked = twin(translated_from=fingerprint(source))
    assert not read_good(source, marked).stale
    assert read_good(source.replace("이야기입니다", "글입니다"), marked).stale
    assert not read_good(source, twin()).stale


@pytest.mark.parametrize("id_", ["k7m2xq", "2345", "a-b-c", "a2bc", "x" * 40, "com10", "conn"])
def test_an_id(id_: str) -> None:
    assert read_good(story(id=id_)).id == id_


@pytest.mark.parametrize(
    "id_",
    [
        "K7M2XQ",
        "abc",
        "x" * 41,
        "-abc",
        "abc-",
        "a_bc",
        "수첩수첩",
        "a bcd",
        "a/bc",
        "com1",
        "'nul '",
        "[abcd]",
        "a.bc",
    ],
)
def test_no_id(id_: str) -> None:
    assert [one.name for one in read(story(id=id_)).problems] == ["wrong-type"]


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("call", "call"),
        ("2021", "2021"),
        ("수첩-이야기-2", "수첩-이야기-2"),
        ("My Story", "my-story"),
        ("수첩_이야기", "수첩-이야기"),
        ("a--b", "a-b"),
        ("-a-", "a"),
        ("a.b", "a-b"),
        ("Ａ", "story"),
        ("感動", "story"),
        ("con", "con-1"),
        ("NUL", "nul-1"),
        ("com1", "com1-1"),
        ("page", "page-1"),
        ("pages", "pages"),
        ("x" * 200, "x" * 200),
        ("x" * 201, "x" * 200),
        ("가" * 66, "가" * 66),
        ("가" * 67, "가" * 66),
        ("x" * 199 + "-x", "x" * 199),
        ("", "story"),
        (unicodedata.normalize("NFD", "수첩"), "수첩"),
    ],
)
def test_a_name_for_an_address(name: str, right: str, tmp_path: Path) -> None:
    assert slug_of(name) == right
    assert slug_of(right) == right
    if name:
        write(tmp_path, {f"2021/{name}/index.ko.md": story()})
        sources, problems = find_sources(tmp_path, "stories", ("ko", "en"))
        assert [one.name for one in problems] == ([] if name == right else [problems[0].name])
        assert bool(problems) == (name != right)
        assert len(sources.stories) == 1


@pytest.mark.parametrize(
    "path",
    [
        *(
            ".hidden/index.ko.md",
            "2021/call/.index.ko.md",
            "2021/call/~$index.ko.md",
            "2021/Thumbs.db",
            ".obsidian/a.md",
        ),
        *(
            "2021/call/photo.jpg",
            "taxonomy/notes.md",
            "taxonomy/deep/affiliates.yml",
            "taxonomy/affiliates.json",
        ),
    ],
)
def test_what_is_neither_story_nor_problem(path: str, tmp_path: Path) -> None:
    write(tmp_path, {path: "글"})
    sources, problems = find_sources(tmp_path, "stories", ("ko",))
    assert not problems
    assert not (sources.stories or sources.pages or sources.taxonomies)


def test_links_that_lead_round_in_a_circle(tmp_path: Path) -> None:
    write(tmp_path, {"2021/call/index.ko.md": story(), "2021/mail/index.ko.md": story()})
    (tmp_path / "2021/call/up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "2021/mail/other").symlink_to(tmp_path / "2021/call", target_is_directory=True)
    sources, problems = find_sources(tmp_path, "stories", ("ko",))
    assert set(sources.stories) == {"2021/call", "2021/mail"}
    assert {one.name for one in problems} <= {"story-in-wrong-place"}
    assert len(problems) < 10


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        *(("2021-03-31", "2021-03-31"), ("2021-03", "2021-03"), ("2021", "2021"), ("'2021'", "2021")),
        *((text, None) for text in ("2021-13", "2021-02-29", "2021년 13월", "0000", "21", "2021-03-", "봄")),
    ],
)
def test_a_partial_date(date: str, expected: str | None) -> None:
    reading = read(story(sources=f"[{{title: 신문, date: {date}}}]"))
    if isinstance(reading.value, Story):
        assert reading.value.sources[0].date == expected
    else:
        assert expected is None
        assert [one.name for one in reading.problems] == ["wrong-type"]


@pytest.mark.parametrize(
    ("date", "meant"),
    [
        *(("2021-3", "2021-03"), ("2021.03", "2021-03"), ("2021년 3월", "2021-03"), ("2021년", "2021")),
        *(("2021.03.31", "2021-03-31"), ("2021년 3월 31일", "2021-03-31"), ("２０２１년", "2021")),
    ],
)
def test_a_partial_date_in_another_form(date: str, meant: str) -> None:
    reading = read(story(sources=f"[{{title: 신문, date: {date}}}]"))
    assert told(reading.problems) == [f"value-form sources.date {date} date: {meant}"]


def taxonomy(text: str, name: str = "programmes") -> tuple[Taxonomy, list[str]]:
    read_, problems = read_taxonomy({name: File("t.yml", text.encode())}, "ko")
    return read_, told(problems)


def test_a_family() -> None:
    found, problems = taxonomy(
        "a: {name: 가}\nb: {name: 나, parent: a}\nc: {name: 다, parent: b}\nd: {name: 라}\n"
    )
    assert not problems
    assert found.family("programmes", "a") == ("a", "b", "c")
    assert found.family("programmes", "c") == ("c",)
    assert found.family("programmes", "nope") == ("nope",)


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("b: {name: 나}\na: {name: 가}\n", "ba"),
        ("b: {name: 나, order: 2}\na: {name: 가, order: 1}\n", "ab"),
        ("b: {name: 나}\na: {name: 가, order: -1}\n", "ab"),
        ("b: {name: 나, order: 1}\na: {name: 가, order: 1}\n", "ba"),
    ],
)
def test_terms_in_order(text: str, order: str) -> None:
    assert "".join(taxonomy(text)[0].of("programmes")) == order


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", None),
        ("# 아직 없음\n", None),
        ("a: {name: 가, parent: b}\n", "unknown-id b programmes a"),
        ("a: {name: 가, successor: b}\n", "unknown-id b programmes a"),
        ("a: {name: 가, parent: a}\n", "circular-parent a"),
        ("a: {name: 가, parent: b}\nb: {}\n", "missing-field name name {ko: LG전자, en: LG Electronics}"),
        ("a: {name: 가, prizes: {b: {name: 나}}}\n", None),
        ("a: {name: 가, prizes: {b: {name: 나, id: c}}}\n", None),
    ],
)
def test_a_taxonomy(text: str, problem: str | None) -> None:
    found, problems = taxonomy(text)
    assert problems == ([problem] if problem else [])
    assert found.may_hold("programmes", "a") == bool(text.strip("#\n 아직없음"))
    assert all(prize.id == "b" for term in found.of("programmes").values() for prize in term.prizes)


def _catalog(*stories: Story, terms: str) -> Catalog:
    found, problems = taxonomy(terms, "affiliates")
    assert not problems
    return Catalog(newest_first(stories), (), found, TODAY, SITE, "ko", frozenset())


def test_a_story_stands_under_what_its_affiliate_belongs_to() -> None:
    one = read_good(story(affiliate="c", **PUBLISHED))
    catalog = _catalog(
        one, terms="a: {name: 가}\nb: {name: 나, parent: a}\nc: {name: 다, parent: b}\nd: {name: 라}\n"
    )
    assert {id_: len(found) for id_, found in catalog.shelves["affiliates"].items()} == {
        "a": 1,
        "b": 1,
        "c": 1,
    }


KOREAN, ENGLISH, BOTH = (("ko", "가"),), (("en", "a"),), (("ko", "가"), ("en", "a"))


@pytest.mark.parametrize(
    ("words", "language", "expected"),
    [
        (BOTH, "ko", Said("가", "ko")),
        (BOTH, "en", Said("a", "en")),
        (KOREAN, "en", Said("가", "ko")),
        (ENGLISH, "ko", Said("a", "en")),
        ((("ko", "LG CNS"),), "en", Said("LG CNS", "en")),
        ((("ko", "LG전자"),), "en", Said("LG전자", "ko")),
        ((("ko", "2021"),), "en", Said("2021", "en")),
        ((("ko", "ㄱ"),), "en", Said("ㄱ", "ko")),
    ],
)
def test_words_in_a_language(words: tuple[tuple[str, str], ...], language: str, expected: Said) -> None:
    assert Words(words).said_in(language) == expected


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        (KOREAN, ENGLISH, BOTH),
        (KOREAN, KOREAN, KOREAN),
        (BOTH, ENGLISH, BOTH),
        (BOTH, (("en", "b"),), None),
        (KOREAN, (("ko", "나"), ("en", "a")), None),
    ],
)
def test_words_joined(
    one: tuple[tuple[str, str], ...], other: tuple[tuple[str, str], ...], both: object
) -> None:
    joined = Words(one).joined(Words(other))
    assert (joined.by_language if joined else None) == both


def settings(folder: Path, files: dict[str, str]) -> tuple[Settings, list[str]]:
    write(folder, files)
    found, problems = read_settings(folder / "mkdocs.yml")
    return found, [f"{one.place.path}:{one.place.line}:{one.place.column} {one.name}" for one in problems]


PLUGIN = "plugins: [stories]\n"


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        (PLUGIN, "languages", ("ko", "en")),
        (PLUGIN, "base_path", "/"),
        (PLUGIN, "page_size", 24),
        ("plugins: {stories: {languages: [ko]}}\n", "languages", ("ko",)),
        ("plugins: [search, {stories: {languages: [en, ko]}}]\n", "source", "en"),
        ("plugins: [{stories: }]\n", "languages", ("ko", "en")),
        ("plugins: [{stories: {page_size: , affiliate: , audience: }}]\n", "page_size", 24),
        (f"{PLUGIN}site_name: 가\n", "site_name", {"ko": "가", "en": "가"}),
        ("site_name: 가\nplugins: [{stories: {site_name: {en: A}}}]\n", "site_name", {"ko": "가", "en": "A"}),
        (f"{PLUGIN}site_url: http://a.example/b\n", "site_url", "http://a.example/b/"),
        (f"{PLUGIN}site_url: http://a.example/b\n", "base_path", "/b/"),
        (
            f"{PLUGIN}site_url: !ENV [DELIGHT_TEST_URL, 'http://b.example/']\n",
            "site_url",
            "http://b.example/",
        ),
        (f"{PLUGIN}site_url: !ENV DELIGHT_TEST_SET\n", "site_url", "http://c.example/"),
        (
            f"{PLUGIN}hook: !!python/name:os.system\nx: !!python/object/apply:os.system [ls]\n",
            "page_size",
            24,
        ),
        (f"{PLUGIN}markdown_extensions: [tables, {{toc: {{a: 1}}}}]\n", "extensions", ("tables", "toc")),
        (f"{PLUGIN}markdown_extensions: {{toc: {{a: 1}}}}\n", "extension_configs", {"toc": {"a": 1}}),
    ],
)
def test_settings(
    text: str, name: str, expected: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DELIGHT_TEST_SET", "http://c.example")
    found, problems = settings(tmp_path, {"mkdocs.yml": text})
    assert not problems
    assert getattr(found, name) == expected


def test_settings_that_inherit(tmp_path: Path) -> None:
    found, problems = settings(
        tmp_path,
        {
            "mkdocs.yml": "INHERIT: base/shared.yml\nsite_name: 가\nplugins: {stories: {page_size: 5}}\n",
            "base/shared.yml": "INHERIT: ../top.yml\nsite_name: 나\nplugins: {stories: {page_size: 6, languages: [ko]}}\n",
            "top.yml": "site_url: http://a.example/\ndocs_dir: texts\n",
        },
    )
    assert not problems
    assert (found.site_name["ko"], found.page_size, found.languages) == ("가", 5, ("ko",))
    assert (found.site_url, found.stories_dir) == ("http://a.example/", tmp_path / "texts")


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"mkdocs.yml": "site_name: 가\n"}, "mkdocs.yml:1:1 settings-wrong"),
        ({"mkdocs.yml": ""}, "mkdocs.yml:1:1 settings-wrong"),
        ({"mkdocs.yml": "site_name: 가\nplugins: [search]\n"}, "mkdocs.yml:2:10 settings-wrong"),
        ({"mkdocs.yml": "plugins:\n  - stories: 5\n"}, "mkdocs.yml:2:14 settings-wrong"),
        ({"mkdocs.yml": "plugins:\n  - stories:\n      page_sise: 5\n"}, "mkdocs.yml:3:7 settings-unknown"),
        ({"mkdocs.yml": "plugins: [{stories: {languages: [ko, ko]}}]\n"}, "mkdocs.yml:1:33 settings-wrong"),
        ({"mkdocs.yml": "plugins: [{stories: {languages: ko}}]\n"}, "mkdocs.yml:1:33 settings-wrong"),
        ({"mkdocs.yml": f"INHERIT: nope.yml\n{PLUGIN}"}, "nope.yml:1:1 settings-unreadable"),
        ({"mkdocs.yml": f"INHERIT: mkdocs.yml\n{PLUGIN}"}, "mkdocs.yml:1:10 settings-wrong"),
        (
            {"mkdocs.yml": f"{PLUGIN}INHERIT: b.yml\n", "b.yml": "INHERIT: mkdocs.yml\n"},
            "b.yml:1:10 settings-wrong",
        ),
        ({"mkdocs.yml": f"{PLUGIN}INHERIT: b.yml\n", "b.yml": "a: b: c\n"}, "b.yml:1:5 colon-in-value"),
        ({"mkdocs.yml": f"{PLUGIN}a:\n\tb: c\n"}, "mkdocs.yml:3:1 front-matter-tab"),
        (
            {"mkdocs.yml": "INHERIT: b.yml\n", "b.yml": "\nplugins:\n  - stories: {page_size: x}\n"},
            "b.yml:3:26 settings-wrong",
        ),
        ({"mkdocs.yml": f"{PLUGIN}a: 2024-02-31\n"}, "mkdocs.yml:2:4 settings-not-yaml"),
        ({"mkdocs.yml": "- a\n"}, "mkdocs.yml:1:1 settings-not-fields"),
        ({"mkdocs.yml": f"{PLUGIN}site_name: 고객\ndocs_dir: {{a: b}}\n"}, "mkdocs.yml:3:11 settings-wrong"),
    ],
)
def test_settings_that_are_wrong(files: dict[str, str], expected: str, tmp_path: Path) -> None:
    assert settings(tmp_path, files)[1] == [expected]


def test_settings_that_are_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_bytes(f"{SETTINGS}# ".encode() + "고객".encode("cp949"))
    _, problems = read_settings(tmp_path / "mkdocs.yml")
    assert [(one.name, one.place.line) for one in problems] == [
        ("encoding-unknown", SETTINGS.count("\n") + 1)
    ]
