"""Packages of Common Cartridge, read as an importer reads them."""

import json
import re
import shutil
from html import escape
from xml.etree import ElementTree as ET

import pytest

from generator.base.languages import strings
from generator.content.words import Said
from generator.training.courses import Asked, Choice
from generator.training.packages.contents import cut
from generator.training.packages.quiz import QUESTION, as_html, assessment
from tests.build.running import built, tree
from tests.content.projects import run
from tests.training.cartridges import QTI, Cartridge, choices, fields, opened, right, wrong
from tests.training.conftest import COURSE, TWIN

SITE = "https://stories.example/delight/"
SECRETS = ("비밀-하나", "비밀-둘", "Secret one", "Secret two")
HOSTILE = "먼저 <b>듣고</b> & '\"보기\"' ]]>"
FILM = """---
id: film22
title: 전화 한 통
summary: 고객의 하루를 지킨 전화입니다.
affiliate: lg-electronics
category: customer-contact
year: 2021
status: published
video:
  file: film.webm
  chapters: {0:00: 처음 & 끝, 0:05: 그 뒤}
---

이야기입니다.
"""


def with_site(root):
    """Let a project know where its site stands."""
    settings = root / "mkdocs.yml"
    settings.write_text(f"site_url: {SITE}\n{settings.read_text('utf-8')}", "utf-8")
    return root


def packed(root, *arguments):
    """Make packages, and return the folder that they are in."""
    status, told = run(root, "package", *arguments)
    assert status == 0, told
    return root / "packages"


@pytest.fixture(scope="module")
def folder(school, tmp_path_factory):
    """Cartridges of a course with a hostile title, in two languages, and of a story with chapters."""
    root = with_site(shutil.copytree(school, tmp_path_factory.mktemp("cartridges") / "project"))
    course = root / "stories/courses/first-contact"
    text = COURSE.replace(
        "title: 먼저 듣습니다",
        f"title: {json.dumps(HOSTILE, ensure_ascii=False)}\n    text: 무엇을 <걱정>했을까요?",
    )
    text = text.replace("stories: [call]", "stories: [call, {story: film, chapter: 그 뒤}]")
    course.joinpath("index.ko.md").write_text(
        text.replace("ask: 모두", 'ask: "모두 <고르세요> & 쓰세요"')
        .replace("feedback: 풀이-하나", "feedback: 풀이-하나 <b>")
        .replace("[가, 나, 다]", "[가, 나, 다 &lt;b&gt;]"),
        "utf-8",
    )
    (root / "stories/2021/film/index.ko.md").write_text(FILM, "utf-8")
    packed(root, "film22", "--format", "cc11", "--format", "cc13")
    return packed(root, "first-contact", "--format", "cc11", "--format", "cc13")


@pytest.fixture(params=["cc11", "cc13"])
def course(request, folder) -> Cartridge:
    """A cartridge of the course, in Korean."""
    return opened(folder / f"first-contact.ko.{request.param}.imscc")


def told(held, text):
    """Return a text as a cartridge tells it: Moodle takes all of them for HTML."""
    return text.translate(str.maketrans("<>", "＜＞")) if held.version == "1p1" else text


def url(held, path):
    """Return where a link leads."""
    name = f"{{http://www.imsglobal.org/xsd/imsccv{held.version}/imswl_v{held.version}}}url"
    return held.parsed(path).find(name).attrib["href"]


def test_an_importer_stumbles_over_nothing(folder):
    found = {path.name: wrong(opened(path)) for path in sorted(folder.iterdir())}
    names = [
        f"{subject}.cc{version}.imscc"
        for subject in ("film.ko", "first-contact.en", "first-contact.ko")
        for version in (11, 13)
    ]
    assert found == {name: [] for name in names}


def test_the_checker_finds_what_is_wrong(folder):
    held = opened(folder / "first-contact.ko.cc11.imscc")
    item = next(one for one in held.manifest.iter(f"{held.cp}item") if "identifierref" in one.attrib)
    item.attrib["identifierref"] = "nowhere"
    held.files["더.txt"] = b""
    assert {"nowhere is no resource", "더.txt is not ASCII", "더.txt is not listed"} <= set(wrong(held))


def test_the_namespace_stands_first(folder):
    for path in folder.iterdir():
        start = opened(path).files["imsmanifest.xml"][:1024]
        assert re.match(
            rb'<\?xml version="1\.0" encoding="UTF-8"\?>\n<manifest xmlns="http://www\.imsglobal\.org/xsd/imsccv',
            start,
        )


def test_folders_and_entries(course):
    folders = course.folders
    shown = HOSTILE if course.version == "1p3" else HOSTILE.translate(str.maketrans("&<>", "＆＜＞"))
    assert [title for title, _ in folders] == ["과정 안내", shown, "다음을 봅니다", "배운 것 확인하기"]
    kinds = [[kind.partition("_")[0] for _, kind, _ in entries] for _, entries in folders]
    assert kinds == [
        ["webcontent"],
        ["webcontent", "imswl", "imswl", "imsdt"],
        ["webcontent", "imswl"],
        ["imsqti"],
    ]
    assert folders[0][1][0][0] == told(course, "고객과의 <첫> 만남 & 그 뒤")
    assert folders[3][1][0][0] == "배운 것 확인하기(6점 가운데 5점부터 통과)"


def test_links_lead_to_what_is_to_be_watched(course):
    links = [
        (title, url(course, path))
        for _, entries in course.folders
        for title, kind, path in entries
        if kind.startswith("imswl")
    ]
    assert links == [
        ("전화 한 통", f"{SITE}s/call22/"),
        ("전화 한 통 (‘그 뒤’ 장면)", f"{SITE}s/film22/#t=5,8"),
        ("전화 한 통 (0:02부터 0:04까지)", f"{SITE}s/film22/#t=2,4"),
    ]


def test_it_tells_of_itself_in_both_languages(course):
    general = course.manifest.find(f".//{course.lom}general")
    found = {
        one.tag.removeprefix(course.lom): [(text.attrib["language"], text.text) for text in one] or one.text
        for one in general
    }
    assert found == {
        "title": [("ko", told(course, "고객과의 <첫> 만남 & 그 뒤")), ("en", "First contact")],
        "language": "ko",
        "description": [
            ("ko", "처음 만난 고객의 말을 어떻게 들을지 배웁니다."),
            ("en", "How to listen to a customer."),
        ],
    }


def test_its_own_language_comes_first(folder):
    held = opened(folder / "first-contact.en.cc11.imscc")
    assert held.manifest.findtext(f".//{held.lom}title/{held.lom}string") == "First contact"
    assert [title for title, _ in held.folders] == [
        "About this course",
        "Listen first",
        "Then watch",
        "Check what you learned",
    ]


def test_topics_are_html_of_ascii(course):
    path = next(
        path for _, entries in course.folders for _, kind, path in entries if kind.startswith("imsdt")
    )
    title, text = course.parsed(path)
    assert title.text == "무엇이 달랐을까요?"
    assert text.attrib == {"texttype": "text/html"}
    assert text.text.isascii()
    assert ET.fromstring(text.text).text == "무엇이 달랐을까요?"


def test_questions(course):
    single, multiple, true_false, order, short = course.items
    last = "다 ＆lt;b＆gt;" if course.version == "1p1" else "다 &lt;b&gt;"
    assert [fields(one)["cc_profile"] for one in course.items] == [
        "cc.multiple_choice.v0p1",
        "cc.multiple_response.v0p1",
        "cc.true_false.v0p1",
        "cc.multiple_choice.v0p1",
        "cc.fib.v0p1",
    ]
    assert [fields(one)["cc_weighting"] for one in course.items] == ["1", "1", "1", "2", "1"]
    assert [choices(single)[one] for one in right(single)] == ["맞는 것"]
    assert [choices(multiple)[one] for one in right(multiple)] == ["맞는 것", "또 맞는 것"]
    assert {one.attrib["case"] for one in multiple.iter(f"{QTI}varequal")} == {"Yes"}
    assert right(true_false) == ["false"]
    assert right(short) == ["페인 포인트", "페인포인트", "pain point", "painpoint"]
    assert {one.attrib["case"] for one in short.iter(f"{QTI}varequal")} == {"No"}
    assert asked(multiple) == [told(course, "모두 <고르세요> & 쓰세요")]
    assert [choices(order)[one] for one in right(order)] == [in_order(asked(order), ["가", "나", last])]
    assert len(choices(order)) == 4


@pytest.mark.parametrize("count", [30, 31, 32, 40, 90])
@pytest.mark.parametrize("start", ["", "A", "A & B"])
def test_of_a_long_title_moodle_makes_a_short_name(own, count, start):
    with_site(own)
    title = start + "가" * count
    text = COURSE.replace("고객과의 <첫> 만남 & 그 뒤", title)
    (own / "stories/courses/first-contact/index.ko.md").write_text(text, "utf-8")
    made = packed(own, "first-contact", "--format", "cc11", "--format", "cc13", "--language", "ko")
    held = {version: opened(made / f"first-contact.ko.{version}.imscc") for version in ("cc11", "cc13")}
    assert [wrong(one) for one in held.values()] == [[], []]
    names = {
        version: one.manifest.findtext(f".//{one.lom}title/{one.lom}string", "")
        for version, one in held.items()
    }
    assert names["cc13"] == title
    fits = len(title.replace(" ", "").encode()) <= 94
    assert names["cc11"] == title if fits else names["cc11"].rstrip("…") in title


def asked(item):
    """Return what a question asks, paragraph by paragraph."""
    html = item.findtext(f"{QTI}presentation/{QTI}material/{QTI}mattext")
    assert html.isascii()
    return [one.text for one in ET.fromstring(f"<div>{html}</div>")]


def in_order(paragraphs, things):
    """Return things in their order as the letters that stand for them."""
    letters = {text[3:]: text[0] for text in paragraphs if text[1:3] == ". "}
    return " → ".join(letters[one] for one in things)


def test_feedback_is_shown_whatever_was_answered(course):
    single, multiple, *_ = course.items
    assert multiple.find(f"{QTI}itemfeedback") is None
    feedback = single.findtext(f"{QTI}itemfeedback/{QTI}flow_mat/{QTI}material/{QTI}mattext")
    assert feedback == told(course, "풀이-하나 <b>")
    first = single.find(f"{QTI}resprocessing/{QTI}respcondition")
    assert first.attrib == {"continue": "Yes"}
    assert first.find(f"{QTI}conditionvar/{QTI}other") is not None


def test_the_page_about_it_stands_alone(course):
    page = course.files["first-contact.ko.html"].decode().replace("\u00a0", " ")
    assert f"{escape(told(course, '먼저 <b>듣고</b>'))} &amp;" in page
    assert escape(told(course, "무엇을 <걱정>했을까요?")) in page
    assert "고객의 불편을 한 문장으로 적을 수 있다." in page
    assert "한 분을 떠올려 보세요." in page
    assert "6점 가운데 5점을 얻으면 통과합니다." in page
    assert "여러 차례 가운데 맞는 것을 고르는 문제로 나옵니다." in page
    assert f'href="{SITE}s/film22/#t=5,8"' in page
    assert f'href="{SITE}ko/stories/call/"' in page, "a link of the course's text leads to the site"
    assert "<script" not in page
    used = set(re.findall(r'(?:href|src)="(?!https://stories\.example/|data:)([^"#]+)"', page))
    assert used
    assert used <= course.files.keys()


def test_a_page_for_each_module(course):
    page = course.files["first-contact.ko.1.html"].decode()
    assert escape(told(course, "무엇을 <걱정>했을까요?")) in page
    assert "다음을 봅니다" not in page


def test_no_notes_are_in_it(folder):
    for path in folder.iterdir():
        held = "".join(content.decode("utf-8", "replace") for content in opened(path).files.values())
        assert [secret for secret in SECRETS if secret in held or as_html(secret)[3:-4] in held] == []


def test_pages_tell_no_answers(course):
    pages = [content.decode() for path, content in course.files.items() if path.endswith(".html")]
    assert [page for page in pages if "pain point" in page or "풀이-하나" in page] == []


@pytest.mark.parametrize("version", ["cc11", "cc13"])
def test_a_story(folder, version):
    held = opened(folder / f"film.ko.{version}.imscc")
    ((title, entries),) = held.folders
    assert title == "전화 한 통"
    assert entries[0][0] == "이야기 소개"
    assert [(title, url(held, path)) for title, _, path in entries[1:]] == [
        ("전화 한 통", f"{SITE}s/film22/"),
        ("전화 한 통 (‘처음 & 끝’ 장면)", f"{SITE}s/film22/#t=0,5"),
        ("전화 한 통 (‘그 뒤’ 장면)", f"{SITE}s/film22/#t=5,8"),
    ]
    assert f'href="{SITE}s/film22/#t=0,5"' in held.files["film.ko.html"].decode()


def test_a_story_without_chapters(own):
    with_site(own)
    held = opened(packed(own, "call22", "--format", "cc11", "--language", "en") / "call.en.cc11.imscc")
    assert wrong(held) == []
    assert held.folders == [
        (
            "A call",
            [
                ("About this story", "webcontent", "call.en.html"),
                ("A call", "imswl_xmlv1p1", "links/story-1/link.xml"),
            ],
        )
    ]


def test_equal_input_gives_equal_bytes(own):
    with_site(own)
    first = tree(packed(own, "first-contact", "--format", "cc11", "--format", "cc13"))
    shutil.rmtree(own / ".cache")
    shutil.rmtree(own / "packages")
    assert tree(packed(own, "first-contact", "--format", "cc11", "--format", "cc13")) == first
    assert len(first) == 4


def test_a_course_in_one_language(own):
    with_site(own)
    (own / "stories/courses/first-contact/index.en.md").unlink()
    folder = packed(own, "first-contact", "--format", "cc13")
    assert [path.name for path in folder.iterdir()] == ["first-contact.ko.cc13.imscc"]
    held = opened(folder / "first-contact.ko.cc13.imscc")
    assert wrong(held) == []
    assert [one.attrib["language"] for one in held.manifest.iter(f"{held.lom}string")] == ["ko", "ko"]


def test_a_course_without_a_check(own):
    with_site(own)
    for name, text in (("ko", COURSE), ("en", TWIN)):
        before, _, after = text.partition("check:\n")
        text = before + after[after.index("notes: ") :]
        (own / f"stories/courses/first-contact/index.{name}.md").write_text(text, "utf-8")
    held = opened(packed(own, "first-contact", "--format", "cc11") / "first-contact.ko.cc11.imscc")
    assert wrong(held) == []
    assert [title for title, _ in held.folders][-1] == "다음을 봅니다"
    assert "check/check.xml" not in held.files


def test_they_come_with_the_site_where_its_address_is_known(own):
    built(own)
    assert list((own / "trainers/packages").glob("*.imscc")) == []
    guides = own / "trainers/index.html"
    assert guides.read_text("utf-8").count("site_url") == 2, "in each language"
    with_site(own)
    built(own)
    assert "site_url" not in guides.read_text("utf-8")
    found = sorted(path.name for path in (own / "trainers/packages").glob("*.imscc"))
    assert found == [
        f"first-contact.{language}.cc{number}.imscc" for language in ("en", "ko") for number in (11, 13)
    ]
    assert list((own / "site").rglob("*.imscc")) == []


def test_the_command_says_that_it_has_to_know_where_the_site_is(own):
    wanted = "{} 패키지에는 사이트의 주소가 있어야 합니다. mkdocs.yml에 site_url을 적으세요.\n"
    assert run(own, "package", "first-contact", "--format", "cc11") == (1, wanted.format("cc11"))
    status, told = run(own, "package", "first-contact", "--language", "ko")
    assert status == 0
    assert told.startswith(wanted.format("cc11") + wanted.format("cc13"))
    assert "first-contact.ko.scorm12.zip" in told


def question(kind, choices=(), points=1, accept=()):
    """Return a question."""
    return Asked(kind, Said("묻습니다", "ko"), tuple(choices), False, accept, None, points)


def items_of(*questions):
    """Return the items of an assessment."""
    return list(ET.fromstring(assessment("quiz", "확인", questions, strings("ko"))).iter(f"{QTI}item"))


@pytest.mark.parametrize(("count", "offered"), [(2, 2), (3, 4), (4, 4), (9, 4), (30, 4)])
def test_orders_to_choose_from(count, offered):
    things = [f"것{number}" for number in range(count)]
    mixed = [Choice(Said(text, "ko"), False, things.index(text) + 1) for text in sorted(things, reverse=True)]
    (item,) = items_of(question("order", mixed))
    texts = choices(item)
    assert len(texts) == len(set(texts.values())) == offered
    letters = {text.partition(". ")[2]: text.partition(". ")[0] for text in asked(item) if ". " in text}
    assert [texts[one] for one in right(item)] == [" → ".join(letters[one] for one in things)]


def test_weights_stay_within_the_profile():
    asked_of = [question("true-false", points=points) for points in (1, 50, 198)]
    assert [fields(one)["cc_weighting"] for one in items_of(*asked_of)] == ["1", "25", "99"]


def test_answers_are_told_once():
    (item,) = items_of(question("short", accept=("R & D", "r&d", "Pain", "pain")))
    assert right(item) == ["R & D", "R&D", "Pain"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("짧은 글", "짧은 글"),
        ("두\n  줄", "두 줄"),
        ("가" * 120, "가" * 120),
        ("가" * 121, "가" * 119 + "…"),
        ("낱말 " * 50, "낱말 " * 39 + "낱말…"),
    ],
    ids=["short", "two lines", "full", "too long", "words"],
)
def test_titles_are_short(text, shown):
    assert cut(text, QUESTION) == shown
