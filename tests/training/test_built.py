"""What a build makes of courses: their pages, and the guides beside the site; and what it makes anew when something changes."""

import json
import re
from html import unescape
from zipfile import ZipFile

import pytest

from generator.base.problems import message
from generator.build import Order, build
from generator.content.visibility import Channel
from tests.browser import SCREENS
from tests.build.running import DAY, build_here, built, pages_showing, settings_of, theme_of, tree
from tests.content.projects import run
from tests.training.packs import SITE

COURSE = "stories/courses/first-contact/index.ko.md"
SECRETS = ("비밀-하나", "비밀-둘", "Secret one", "Secret two")


def change(root, path, old, new):
    file = root / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_pages_in_both_languages(school):
    site = tree(school / "site")
    for language, title in (("ko", "고객과의 &lt;첫&gt; 만남 &amp; 그 뒤"), ("en", "First contact")):
        page = site[f"{language}/training/first-contact/index.html"].decode().replace("\u00a0", " ")
        assert f">{title}</h1>" in page
        assert title in site[f"{language}/training/index.html"].decode().replace("\u00a0", " ")
    assert 'ko/training/">교육</a>' in site["ko/stories/index.html"].decode()


def test_a_part_of_a_film_is_what_is_linked_and_wanted(school):
    page = (school / "site/ko/training/first-contact/index.html").read_text("utf-8")
    assert 'stories/film/#t=2,4"' in page
    assert 'data-start="2" data-end="4"' in page


def test_notes_are_beside_the_site_and_never_in_it(school):
    for secret in SECRETS:
        held = [path for path, content in tree(school / "site").items() if secret.encode() in content]
        assert held == []
    guides = tree(school / "trainers")
    assert json.loads(guides["trainers.json"]) == [
        "ko/first-contact/index.html",
        "en/first-contact/index.html",
    ]
    assert b"Secret one" in guides["en/first-contact/index.html"]
    assert "비밀-둘".encode() in guides["ko/first-contact/index.html"]
    assert b'lang="en"' in guides["en/first-contact/index.html"][:200]


@pytest.mark.parametrize("channel", ["preview", "serve"])
def test_guides_come_with_the_site_only(own, tmp_path, channel):
    build_here(own, channel, site_dir=tmp_path / "other" / "site")
    assert not (tmp_path / "other" / "trainers").exists()


def test_a_folder_of_someone_else_is_not_written_to(own):
    for path in (own / "trainers").rglob("*"):
        if path.is_file():
            path.unlink()
    (own / "trainers/mine.txt").write_text("mine", "utf-8")
    report = build_here(own)
    assert report.failed
    assert "trainers:1:1" in message(report.problems[0], "en")
    assert (own / "trainers/mine.txt").read_text("utf-8") == "mine"


def test_a_story_leads_to_its_courses(school):
    site = tree(school / "site")
    assert pages_showing(site, "<delight-lesson") == {
        f"{language}/stories/{slug}/index.html"
        for language, slug in (("ko", "call"), ("en", "call"), ("ko", "film"))
    }
    assert 'ko/training/first-contact/"' in site["ko/stories/call/index.html"].decode()


def test_a_course_changes_only_what_shows_it(own):
    """Text and notes are the course's own; its title stands on its stories too, and in its list."""
    built(own)  # a folder of its own has templates of its own
    course = {f"ko/training/first-contact/{path}index.html" for path in ("", "handout/")}
    change(own, COURSE, "함께 배웁니다.", "다 함께 배웁니다.")
    assert set(built(own).rendered) == course
    change(own, COURSE, "무엇이 달랐을까요?", "어떻게 달랐을까요?")
    assert set(built(own).rendered) == course
    change(own, "stories/courses/first-contact/index.en.md", "title: First contact", "title: A first meeting")
    assert set(built(own).rendered) == {
        f"en/{path}index.html"
        for path in (
            "training/",
            "training/first-contact/",
            "training/first-contact/handout/",
            "stories/call/",
        )
    }
    assert built(own).rendered == ()


def test_what_a_build_makes_anew_is_what_a_first_one_makes(own, tmp_path):
    change(own, COURSE, "stories: [call]", "stories: [other]")
    built(own)
    built(own, site_dir=tmp_path / "fresh" / "site")
    assert tree(own / "site") == tree(tmp_path / "fresh" / "site")
    assert tree(own / "trainers") == tree(tmp_path / "fresh" / "trainers")


def test_a_withdrawn_story_takes_its_course_along(own):
    """And the site is built, as else the story would stay on it."""
    change(own, "stories/2021/film/index.ko.md", "status: published", "status: published\nconsent: withdrawn")
    report = built(own)
    assert [one.name for one in report.problems if one.name.startswith("course")] == ["course-story-gone"]
    site = tree(own / "site")
    assert not pages_showing(site, "<delight-course") and not pages_showing(site, "<delight-lesson")
    assert pages_showing(site, "<delight-lesson") == set()
    assert not [path for path in tree(own / "trainers") if path.endswith(".html")]


def test_others_see_no_course_of_what_they_may_not_read(own):
    public = Order(DAY, Channel("site", "public"), own / "site", jobs=1)
    assert not build(settings_of(own), theme_of(own), public).failed
    assert not [path for path in tree(own / "site") if "/training/" in path]


def test_texts_link_to_courses(own):
    change(
        own,
        "stories/2021/other/index.ko.md",
        "이야기입니다.",
        "[과정](../../courses/first-contact/index.ko.md)",
    )
    built(own)
    page = "ko/stories/other/index.html"
    assert 'ko/training/first-contact/">과정</a>' in (own / "site" / page).read_text("utf-8")
    change(own, COURSE, "status: published", "status: draft")
    report = built(own)
    assert "link-to-hidden" in {one.name for one in report.problems}
    assert page in report.rendered
    assert "first-contact" not in (own / "site" / page).read_text("utf-8")


def test_a_course_without_its_twin_says_so(own, open_page):
    (own / "stories/courses/first-contact/index.en.md").unlink()
    built(own)
    page = (own / "site/en/training/first-contact/index.html").read_text("utf-8")
    assert 'class="d-banner" role="note"' in page
    assert '<div class="d-prose" lang="ko">' in page
    for screen in SCREENS:
        shown = open_page((own / "site/en/training/first-contact/index.html").as_uri(), screen=screen)
        lead, banner = (shown.locator(one).bounding_box() for one in (".d-course__lead", ".d-banner"))
        assert banner["y"] - lead["y"] - lead["height"] >= 16, screen
    assert '<meta name="robots" content="noindex">' in page


def test_a_course_whose_story_went_leaves_a_notice_and_loses_no_address(own):
    """What a consent was withdrawn from must go at once, whatever was built on it."""
    status, told = run(own, "links", "record")
    assert status == 0, told
    lock = (own / "links.lock").read_text("utf-8")
    assert "/ko/training/first-contact/handout/ list" in lock
    change(own, "stories/2021/call/index.ko.md", "status: published", "status: published\nconsent: withdrawn")
    built(own)
    site = tree(own / "site")
    for language, words in (
        ("ko", "지금은 볼 수 없는 과정입니다"),
        ("en", "This course is not shown at present"),
    ):
        notice = site[f"{language}/training/first-contact/index.html"].decode().replace("\u00a0", " ")
        assert f"<h1>{words}</h1>" in notice and 'name="robots"' in notice
        assert 'href="../' in notice
        assert "../" in site[f"{language}/training/first-contact/handout/index.html"].decode()
        assert f"{language}/training/index.html" in site
    assert not pages_showing(site, "고객과의 &lt;첫&gt;") and not pages_showing(site, "First contact")
    assert not (own / "trainers/packages").exists()


def test_a_renamed_course_takes_its_hand_out_along(own):
    assert run(own, "links", "record")[0] == 0
    (own / "stories/courses/first-contact").rename(own / "stories/courses/meeting")
    status, told = run(own, "check")
    assert status == 1
    assert "delight links redirect /en/training/first-contact/ /en/training/" in told
    for language in ("ko", "en"):
        run(
            own, "links", "redirect", f"/{language}/training/first-contact/", f"/{language}/training/meeting/"
        )
    built(own)
    page = (own / "site/ko/training/first-contact/handout/index.html").read_text("utf-8")
    assert "/ko/training/meeting/handout/" in page


def test_what_is_printed_leads_to_the_part_that_is_meant(own):
    settings = own / "mkdocs.yml"
    settings.write_text(f"site_url: {SITE}\n{settings.read_text('utf-8')}", "utf-8")
    built(own)
    for path in ("site/ko/training/first-contact/handout/", "trainers/en/first-contact/"):
        page = (own / path / "index.html").read_text("utf-8")
        assert f"{SITE.removeprefix('https://')}s/film22/#t=2,4" in page
        assert f"{SITE.removeprefix('https://')}s/call22/" in page


def test_paragraphs_stay_paragraphs(own):
    """Of what stands on lines of its own in the front matter, an empty line parts paragraphs, and a line's end does not."""
    for field in ("    text: |\n", "    reflection: >\n", "    notes:\n"):
        name = field.strip().partition(":")[0]
        written = f"{field}      {name} 하나가\n      길고\n\n      {name} 둘도 깁니다.\n"
        old = {
            "reflection": "    reflection: 한 분을 떠올려 보세요.\n",
            "notes": "    notes: 비밀-하나\n",
        }.get(name)
        change(
            own, COURSE, old or "    stories: [call]\n", written if old else f"{written}    stories: [call]\n"
        )
    change(own, COURSE, "feedback: 풀이-하나", 'feedback: "풀이 하나\\n풀이 둘"')
    change(own, "mkdocs.yml", "docs_dir:", f"site_url: {SITE}\ndocs_dir:")
    built(own)
    status, told = run(own, "package", "first-contact", "--format", "scorm12", "--format", "cc13")
    assert status == 0, told
    shown = {
        name: (own / path).read_text("utf-8")
        for name, path in (
            ("page", "site/ko/training/first-contact/index.html"),
            ("handout", "site/ko/training/first-contact/handout/index.html"),
            ("guide", "trainers/ko/first-contact/index.html"),
        )
    }
    for form, ending in (("scorm12", ".zip"), ("cc13", ".imscc")):
        with ZipFile(own / f"packages/first-contact.ko.{form}{ending}") as package:
            shown[form] = "".join(
                unescape(unescape(package.read(one).decode()))  # a quiz holds HTML as text
                for one in package.namelist()
                if one.endswith((".html", ".xml"))
            )
    wanted = {
        "text": ("page", "handout", "guide", "scorm12", "cc13"),
        "reflection": ("page", "handout", "guide", "scorm12", "cc13"),
        "notes": ("guide",),
    }
    for name, places in wanted.items():
        for place in places:
            paragraphs = re.findall(rf"<p[^>]*>({name} [^<]*)</p>", shown[place].replace("\u00a0", " "))
            assert paragraphs[:2] == [f"{name} 하나가 길고", f"{name} 둘도 깁니다."], place
    for place in ("page", "guide", "scorm12", "cc13"):
        assert re.findall(r"<p[^>]*>(풀이 [^<]*)</p>", shown[place])[:2] == ["풀이 하나", "풀이 둘"], place
